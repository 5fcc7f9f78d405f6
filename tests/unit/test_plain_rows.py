"""Rows that are told by their bytes say what a parser says of every element; what may be anything else is left to the parser."""

from __future__ import annotations

import io
import zipfile
from xml.parsers import expat

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.reading import plain_rows, workbook_facts
from disclosure.reading.plain_rows import PlainRows
from disclosure.reading.sizes import LONGEST_CELL, Most, TooLargeError, TooLongCellError
from disclosure.reading.workbook_facts import SheetFacts

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="http://a" xmlns:x14ac="http://b"><cols><col min="2" max="3" hidden="1"/></cols><sheetData>'
TAIL = '</sheetData><mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells></worksheet>'
# Cells; {0} is where they stand, {1} a style.
PLAIN = (
    '<c r="{0}"><v>12.5</v></c>',
    '<c r="{0}"{1} t="n"><v>-3</v></c>',
    '<c r="{0}"{1} t="s"><v>0</v></c>',
    '<c r="{0}" t="b"><v>1</v></c>',
    '<c r="{0}"{1} t="d"><v>2024-01-02</v></c>',
    '<c r="{0}" t="inlineStr"><is><t>捐赠 &amp; &#20154;</t></is></c>',
    '<c r="{0}" t="inlineStr"><is><t xml:space="preserve"> </t></is></c>',
    '<c r="{0}"{1}/>',
    '<c r="{0}"{1} />',
    '<c r="{0}"{1} t="n" />',
    '<c r="{0}"{1}><f>SUM(A1:A2)</f><v>3</v></c>',
    '<c r="{0}"{1}><f t="shared" ref="A1:A3" si="0">B1*2</f><v>3</v></c>',
    '<c r="{0}"{1}><f t="shared" si="0"/><v>3</v></c>',
    '<c r="{0}" t="str"><f>A1&amp;"x"</f><v>words</v></c>',
)
ODD = (
    '<c r="{0}"{1}><f>A1</f></c>',
    '<c r="{0}"{1}><f>A1</f><v></v></c>',
    '<c r="{0}"{1}><f/><v>1</v></c>',
    '<c r="{0}" t="e"><v>#DIV/0!</v></c>',
    '<c r="{0}" t="e"/>',
    '<c r="{0}" t="str"><f>A1</f><v>文字</v></c>',
    '<c r="{0}"{1}></c>',
    '<c r="{0}"><v> </v></c>',
    '<c r="{0}"><v>&#32;</v></c>',
    '<c r="{0}"><v>\u00a0</v></c>',
    '<c r="{0}"><v/></c>',
    '<c r="{0}" t="n"><is><t>\u00a0</t></is></c>',
    '<c r="{0}" t="inlineStr"><v>7</v></c>',
    '<c r="{0}" t="inlineStr"><is><r><t>富</t></r><r><rPr><b/></rPr><t>文本</t></r></is></c>',
    '<c r="{0}" t="inlineStr"><is><t>课</t><rPh sb="0" eb="1"><t>か</t></rPh><phoneticPr fontId="1"/></is></c>',
    '<c s="3" r="{0}"><v>0.35</v></c>',
    "<c r='{0}'><v>1</v></c>",
    "<c><v>1</v></c>",
    '<c r="{0}" cm="1"><v>1</v></c>',
    '<c r="{0}" s="5"><v>1</v><extLst><ext uri="x"><v>9</v></ext></extLst></c>',
    '<!-- <c r="{0}"><v>1</v></c> -->',
    '<![CDATA[<c r="{0}"><v>1</v></c>]]>',
    '<?pi <c r="{0}"><v>1</v></c> ?>',
    '<x:c xmlns:x="http://a" r="{0}"><v>1</v></x:c>',
    '<c r="{0}"><v>1</v>',
    '<c r="0{0}"><v>1</v></c>',
    "</row><row>",
)  # fmt: skip
# Plain ones first.
ROWS = (
    '<row r="{0}">', '<row r="{0}" spans="1:9">', '<row r="{0}" ht="20.5" customHeight="1" x14ac:dyDescent="0.25">', '<row r="{0}"/>',
    '<row r="{0}" hidden="1">', '<row r="{0}" ht="0">', "<row r='{0}' hidden='true'>", '<row r="{0}" hidden="0">', "<row>",
    '<row r="{0}" spans="&#49;:9">', '<!-- <row r="{0}" --><row r="{0}">', '<row r="{0}"><row r="{0}"/>',
)  # fmt: skip
STYLES = ("", ' s="1"', ' s="2"', ' s="3"', ' s="02"')
KNOWN = workbook_facts._Styles({"2"}, {"3": "万元"})


def sheet_of(rows: list[tuple[str, list[tuple[str, int, str]]]], numbers: list[int], head: str = HEAD) -> bytes:
    """A sheet: rows by how they begin, with (cell, column, style) each; *numbers* are those of the rows."""
    parts = [head]
    for (begin, cells), number in zip(rows, numbers, strict=True):
        parts.append(begin.replace("{0}", str(number)))
        if not begin.endswith("/>") or begin.count("<row") > 1:
            parts += [
                cell.replace("{0}", f"{'ABCDEFGHIJ'[at]}{number}").replace("{1}", style) for cell, at, style in cells
            ]
            parts.append("</row>")
    return "".join([*parts, TAIL]).encode()


def outcome(content: bytes, most: Most, *, closely: bool) -> tuple[object, ...]:
    """The facts of a sheet, or how it is refused."""
    facts = SheetFacts("一")
    reader = workbook_facts._SheetReader(facts, KNOWN, most)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain_rows, "_PIECE", 300)
        if closely:
            patch.setattr(workbook_facts, "pieces", lambda part: [(part.read(), False)])
        try:
            reader.read(io.BytesIO(content))
        except TooLargeError as error:
            return type(error), str(error)
        except (expat.ExpatError, KeyError, ValueError, workbook_facts._DeclaredError) as error:
            return (type(error),)
    return facts, reader.row, reader.rows, reader.cells, reader.filled_cells


CELLS = st.tuples(st.sampled_from([*PLAIN] * 12 + [*ODD]), st.integers(0, 9), st.sampled_from(STYLES))
BEGINS = st.sampled_from([*ROWS[:4]] * 8 + [*ROWS])
TABLES = st.lists(st.tuples(BEGINS, st.lists(CELLS, max_size=5)), min_size=1, max_size=25)


@settings(max_examples=80)
@given(TABLES, st.integers(0, 3), st.sampled_from([HEAD, HEAD.replace("UTF-8", "iso-8859-1"), HEAD.replace("<cols>", "<!-- --><cols>"),
    HEAD.replace("?>", '?><!DOCTYPE worksheet [<!ENTITY a "b">]>')]), st.integers(1, 60))  # fmt: skip
def test_every_sheet_is_seen_as_the_parser_sees_it(
    rows: list[tuple[str, list[tuple[str, int, str]]]], step: int, head: str, most: int
) -> None:
    """Facts, limits and refusals are the same, whatever stands among plain rows."""
    content = sheet_of(rows, [1 + at * step for at in range(len(rows))], head)
    for limit in (Most(1_000, 10_000), Most(most, 10_000), Most(1_000, most)):
        assert outcome(content, limit, closely=False) == outcome(content, limit, closely=True)


@pytest.mark.parametrize("cell", PLAIN)
def test_plain_rows_need_no_closer_look(cell: str) -> None:
    """What programs write for values, formulas with their results and empty cells is told by its bytes."""
    content = sheet_of([('<row r="{0}" spans="1:3">', [(cell, 1, ' s="1"'), (PLAIN[0], 2, "")])], [7])
    rows = content[content.index(b"<row") : content.index(b"</sheetData>")]
    plain = PlainRows.of(rows, {"2"})
    assert plain is not None
    assert (plain.cells, plain.last, plain.filled, plain.styled) == (2, (7, "C"), (7,), ())
    assert plain.values == 2 - cell.endswith("/>")


@pytest.mark.parametrize("cell", ODD)
def test_what_is_not_plain_is_left_to_the_parser(cell: str) -> None:
    content = sheet_of([('<row r="{0}">', [(PLAIN[0], 0, ""), (cell, 1, ' s="1"')])], [7])
    rows = content[content.index(b"<row") : content.index(b"</sheetData>")]
    assert PlainRows.of(rows, set()) is None


@pytest.mark.parametrize("signs", [10_922, 10_923, 32_767, 32_768])
def test_a_cell_that_is_too_long_is_refused_with_its_row(signs: int) -> None:
    """However many bytes its signs take; the rows before and behind it are plain."""
    cell = f'<c r="{{0}}" t="inlineStr"><is><t>{"长" * signs}</t></is></c>'
    rows = [(ROWS[0], [(PLAIN[0], 0, "")]), (ROWS[0], [(cell, 1, "")]), (ROWS[0], [(PLAIN[0], 0, "")])]
    content = sheet_of(rows, [4, 5, 6])
    refused = outcome(content, Most(10, 100), closely=False)
    assert refused == outcome(content, Most(10, 100), closely=True)
    assert (refused[0] is TooLongCellError) == (signs > LONGEST_CELL)


def test_styles_that_show_numbers_otherwise_are_told_with_their_cells() -> None:
    """Percentages and scaled numbers keep their places; the same style on words says nothing."""
    cells = [(PLAIN[1], 0, ' s="2"'), (PLAIN[2], 1, ' s="2"'), (PLAIN[1], 2, ' s="3"')]
    content = sheet_of([('<row r="{0}">', cells)] * 30, list(range(1, 31)))
    facts = outcome(content, Most(1_000, 10_000), closely=False)[0]
    assert isinstance(facts, SheetFacts)
    assert facts.percents == {(row, 1) for row in range(1, 31)}
    assert facts.scaled == {(row, 3): "万元" for row in range(1, 31)}
    assert facts.numbers == 60


def test_a_comment_that_spans_rows_hides_them() -> None:
    """Rows inside a comment, or after one, are seen as the parser sees them."""
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 40))
    hidden = rows.replace('<row r="20">', '<!-- <row r="20">').replace('<row r="30">', '--><row r="30">')
    content = f"{HEAD}{hidden}{TAIL}".encode()
    facts = outcome(content, Most(1_000, 10_000), closely=False)[0]
    assert isinstance(facts, SheetFacts)
    assert facts.numbers == 29


def test_the_second_look_of_a_workbook_goes_by_the_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long plain sheet in a package: the reader of elements is asked of none of its cells."""
    content = sheet_of([(ROWS[1], [(PLAIN[0], at, "") for at in range(5)])] * 3_000, list(range(1, 3_001)))
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sheet.xml", content)
    asked: list[str] = []
    start = workbook_facts._SheetReader.start

    def counted(self: workbook_facts._SheetReader, tag: str, attributes: dict[str, str]) -> None:
        asked.append(tag)
        start(self, tag, attributes)

    monkeypatch.setattr(workbook_facts._SheetReader, "start", counted)
    facts = SheetFacts("一")
    with zipfile.ZipFile(package) as archive, archive.open("sheet.xml") as part:
        workbook_facts._SheetReader(facts, KNOWN, Most(10_000, 100_000)).read(part)
    assert (facts.numbers, facts.last_row, facts.last_column) == (15_000, 3_000, 5)
    assert facts.hidden_columns == {2, 3}
    assert facts.merges == [(1, 1, 2, 2)]
    assert len(asked) < 9_000  # of 33,000: what comes behind the last piece
