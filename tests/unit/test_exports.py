"""Files to take away: safe to open, exact, the same in every format, and readable again."""

from __future__ import annotations

import csv
import dataclasses
import filecmp
import hashlib
import io
import json
import re
import zlib
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from disclosure.accounts.site import read_site
from disclosure.blocks import spoken
from disclosure.model import Disclosure, Page, RowsFile, rich
from disclosure.output import formats
from disclosure.output.exports import FIGURE_FIELDS, Export, Field, columns_of_numbers, exports, lines_of
from disclosure.output.formats import as_objects, csv_bytes, guarded, write_workbook
from disclosure.output.spreadsheets import PACKED_ROWS, PackedRows, add_rows, checksum_of_both, packed_rows
from disclosure.output.table_files import LineCache, datapackage, write_chosen, write_tables
from disclosure.problems import Report
from disclosure.reading.cell_types import Code, Exact, Text
from disclosure.reading.columns import Record, column
from disclosure.reading.invisible import unseen
from disclosure.reading.table_typing import read_columns
from disclosure.reading.tables import read_tables
from disclosure.reading.typed_tables import rows
from disclosure.storage import TreeFiles

GOOD = Path(__file__).resolve().parents[1] / "sites" / "good_two" / "data"


@pytest.fixture(scope="module")
def dawn() -> Disclosure:
    """The first organisation of the good site."""
    report = Report()
    site = read_site(GOOD, "data", report)
    assert not len(report)
    return site.disclosures[0]


class Line(Record):
    """A record as it is exported: English names for headers."""

    id = column(Code, "编号", key=True)
    name = column(Text, "名称")
    amount = column(Exact, "金额")


def export(*cells: tuple[str, str, Decimal | str]) -> Export:
    fields = (Field("id", "编号"), Field("name", "名称"), Field("amount", "金额", "number"))
    return Export("lines", "明细", fields, tuple(cells))


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_text_that_a_sheet_would_execute_is_guarded(sign: str) -> None:
    """A text that begins like a formula, also in full-width, gets an apostrophe; other texts are left alone."""
    assert guarded(f"{sign}cmd|' /C calc'!A0").startswith("'")
    assert guarded(f"甲{sign}") == f"甲{sign}"


def test_numbers_are_not_guarded() -> None:
    """A negative number stays a number in CSV; only texts are guarded."""
    content = csv_bytes(["id", "name", "amount"], [("A1", "-甲", Decimal("-1234.50"))]).decode("utf-8-sig")
    assert content.splitlines()[1] == "A1,'-甲,-1234.5"


def test_csv_has_mark_and_line_ends_of_excel() -> None:
    """A CSV begins with the mark of UTF-8 and ends its lines with CRLF, the last one too."""
    content = csv_bytes(["id"], [("甲",)])
    assert content == b"\xef\xbb\xbfid\r\n\xe7\x94\xb2\r\n"


safe_text = (
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=12)
    .map(str.strip)
    .filter(lambda text: not unseen(text))  # signs that nobody sees are refused at the door
)
number = st.decimals(min_value=-(10**12), max_value=10**12, places=2, allow_nan=False, allow_infinity=False)


@given(st.lists(st.tuples(safe_text, number), min_size=1, max_size=6))
def test_what_is_exported_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, Decimal]]
) -> None:
    """Any texts and amounts come back through the door: amounts exact, texts the same but for the guard."""
    made = export(*((f"A{place}", text, amount) for place, (text, amount) in enumerate(cells)))
    path = tmp_path_factory.mktemp("round") / "lines.csv"
    path.write_bytes(csv_bytes([one.name for one in made.fields], made.rows))
    raw = read_tables(path, "lines.csv", Line)[0]
    typed, problems = read_columns(Line, raw.cells, raw.where)
    assert not raw.problems
    assert not problems
    missing = {"", "未披露", "不适用", "不公开"}
    back = [(row["name"], row["amount"]) for _, row in rows(typed)]
    assert back == [(None if guarded(text) in missing else guarded(text), amount) for text, amount in cells]


def test_json_keeps_every_digit() -> None:
    """Numbers are decimal strings in JSON, so that no reader rounds them; what is missing is null."""
    made = list(as_objects(export(("A1", "", Decimal("999999999999999.99")), ("A2", "甲", ""))))
    assert made == [
        {"id": "A1", "name": None, "amount": "999999999999999.99"},
        {"id": "A2", "name": "甲", "amount": None},
    ]


def test_workbooks_name_the_unit_of_a_column_and_the_gate_knows_it_by_that(tmp_path: Path) -> None:
    """Who opens a workbook sees 元 over the sums; CSV keeps the names that formulas rest on."""
    rows = (("books", Decimal("0.10")),)
    made = Export("budgets", "预算", (Field("project", "项目"), Field("budget", "预算", "number", unit="元")), rows)
    write_workbook(tmp_path / "budgets.xlsx", made, "来处")
    sheet = load_workbook(tmp_path / "budgets.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["项目", "预算（元）"]
    assert {"budget", "预算", "预算（元）"} <= columns_of_numbers()


def test_workbooks_name_the_records_whose_ids_a_cell_has(tmp_path: Path) -> None:
    """Beside an id a workbook has the name, beside several ids each name in order; CSV and JSON have the ids alone."""
    rows = (("meals；books", Decimal(3)), ("", Decimal(4)), ("meals；gone", Decimal(5)))
    fields = (Field("projects", "项目"), Field("persons", "人数", "number"))
    made = Export("visits", "走访", fields, rows, {"projects": {"meals": "午餐", "books": "图书"}})
    write_workbook(tmp_path / "visits.xlsx", made, "来处")
    sheet = load_workbook(tmp_path / "visits.xlsx").worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["项目", "项目的名称", "人数"],
        ["meals；books", "午餐；图书", 3],
        [None, None, 4],
        ["meals；gone", "午餐；", 5],
    ]
    assert sheet.dimensions == "A1:C4"
    assert [list(row) for row in as_objects(made)] == [["projects", "persons"]] * 3


def test_every_table_names_the_documents_that_it_rests_on(dawn: Disclosure) -> None:
    """Of every table with a source the workbook has the document's title beside its number."""
    tables = [table for table in exports(dawn, {}) if "source" in {field.name for field in table.fields}]
    assert tables
    for table in tables:
        fields, lines = table.spelled_fields, table.spelled(list(table.rows), table.names_beside(table.rows))
        place = next(place for place, field in enumerate(fields) if field.name == "source")
        assert fields[place + 1].title == "来源的名称"
        for line in lines:
            assert line[place + 1] == (dawn.sources[str(line[place])].title if line[place] else "")


def test_workbooks_are_exact_and_dead(tmp_path: Path) -> None:
    """In XLSX numbers are numbers while a double holds them, and words beyond that; formulas and links are words."""
    path = tmp_path / "lines.xlsx"
    made = export(
        ("A1", "=1+1", Decimal("0.10")),
        ("A2", "https://example.org", Decimal("1234567890123.45")),
        ("A3", "000123", Decimal("12345678901234.567")),
    )
    write_workbook(path, made, "来处")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    found = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert found == [
        ["编号", "名称", "金额"],
        ["A1", "=1+1", 0.1],
        ["A2", "https://example.org", 1234567890123.45],
        ["A3", "000123", "12345678901234.567"],
    ]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s", "n"}
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)


def test_workbooks_hold_what_the_library_itself_would_write(tmp_path: Path) -> None:
    """Every word and number that we write into a sheet is read as what xlsxwriter writes, whatever signs it has."""
    texts = [
        "甲",
        " <&>\"' ",
        "a\n\tb",
        "\x01_x0041_\x1f",
        "\ufffe\uffff",
        "=1+1",
        "长" * 40_000,
        "\U0001f600" * 20_000,
        "https://x.cn",
    ]
    numbers = [Decimal(text) for text in ("0", "-0.50", "0.000001", "123456789012.345", "1E+3", "999999999999999")]
    cells = tuple(
        (str(place), text, number) for place, (text, number) in enumerate(zip(texts, numbers * 2, strict=False))
    )
    write_workbook(tmp_path / "ours.xlsx", export(*cells), "来处<&>", "示例-")
    with xlsxwriter.Workbook(
        str(tmp_path / "theirs.xlsx"), {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    ) as book:
        sheet = book.add_worksheet("示例-明细")
        for row, line in enumerate((("编号", "名称", "金额"), *cells)):
            for column, cell in enumerate(line):
                (sheet.write_string if isinstance(cell, str) else sheet.write_number)(row, column, cell)
    ours, theirs = (load_workbook(tmp_path / f"{name}.xlsx") for name in ("ours", "theirs"))
    assert [[cell.value for cell in row] for row in ours.worksheets[0]] == [
        [cell.value for cell in row] for row in theirs.worksheets[0]
    ]
    assert ours.sheetnames == theirs.sheetnames
    assert (ours.properties.title, ours.properties.description) == ("示例-明细", "来处<&>")
    assert (ours.worksheets[0].dimensions, ours.worksheets[0].freeze_panes) == (f"A1:C{len(cells) + 1}", "B2")
    assert ours.worksheets[0]["A1"].font.b
    assert len(CalamineWorkbook.from_path(tmp_path / "ours.xlsx").get_sheet_by_index(0).to_python()) == len(cells) + 1


def test_workbooks_are_the_same_bytes_every_time(tmp_path: Path) -> None:
    """Two workbooks of the same table are byte for byte the same, whenever they are made."""
    digests = set()
    for name in ("a", "b"):
        folder = tmp_path / name
        folder.mkdir()
        write_workbook(folder / f"{name}.xlsx", export(("A1", "甲", Decimal(1))), "来处")
        digests.add(hashlib.sha256((folder / f"{name}.xlsx").read_bytes()).hexdigest())
    assert len(digests) == 1


def test_a_frame_of_windows_gives_the_same_bytes(tmp_path: Path) -> None:
    """There xlsxwriter ends lines with CR LF, and gives its files other attributes: a release is the same all the same."""
    unix, windows = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(unix, {"constant_memory": True}) as book:
        book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})
        book.add_worksheet("表").write_string(0, 0, "名称")
    with ZipFile(unix) as source, ZipFile(windows, "w") as target:
        for part in source.infolist():
            entry = ZipInfo(part.filename, part.date_time)
            entry.external_attr = 0o100666 << 16
            target.writestr(entry, re.sub(rb"\r?\n", b"\r\n", source.read(part)))
    for name, frame in (("unix", unix), ("windows", windows)):
        add_rows(frame.getvalue(), tmp_path / f"{name}.xlsx", [packed_rows([["甲"]], 2)], (1, 1))
    assert (tmp_path / "unix.xlsx").read_bytes() == (tmp_path / "windows.xlsx").read_bytes()


@pytest.mark.parametrize("count", [0, 1, PACKED_ROWS - 1, PACKED_ROWS, PACKED_ROWS + 1, 3 * PACKED_ROWS])
def test_workbooks_of_several_pieces_are_whole(tmp_path: Path, count: int) -> None:
    """However many pieces a sheet is packed in, its archive is sound, and every program reads each row once, in order."""
    made = export(*((f"A{row}", f"第{row}行", Decimal(row)) for row in range(count)))
    path = tmp_path / "lines.xlsx"
    write_workbook(path, made, "来处")
    with ZipFile(path) as book:
        assert book.testzip() is None
        assert {part.compress_type for part in book.infolist()} == {ZIP_DEFLATED}
    expected = [["编号", "名称", "金额"], *([f"A{row}", f"第{row}行", row] for row in range(count))]
    assert [[cell.value for cell in row] for row in load_workbook(path).worksheets[0].iter_rows()] == expected
    assert CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python() == expected


@given(st.lists(st.binary(max_size=300), max_size=5))
def test_the_check_sum_of_a_sheet_is_that_of_its_pieces_together(contents: list[bytes]) -> None:
    """What stands in the archive for a whole sheet is what any program reckons when it unpacks it."""
    checksum = 0
    for content in contents:
        checksum = checksum_of_both(checksum, zlib.crc32(content), len(content))
    assert checksum == zlib.crc32(b"".join(contents))


def test_columns_of_the_figures_are_agreed() -> None:
    """The first columns of figures.csv are fixed, in this order: others may build on them."""
    assert [one.name for one in FIGURE_FIELDS][:14] == [
        "id", "year", "topic", "subject", "measure", "value", "qualifier", "unit", "as_written", "scope", "level",
        "source", "status", "pages",
    ]  # fmt: skip


def test_tables_of_an_organisation(dawn: Disclosure) -> None:
    """Every table has as many cells as fields in each row, a name of its own, and the rows of its records."""
    made = list(exports(dawn, {"A001": ["", "finances/2023/"]}))
    names = [one.name for one in made]
    assert len(names) == len(set(names))
    assert {"figures", "reconciliations", "projects", "partners", "sources"} <= set(names)
    assert not {"headlines", "computed"} & set(names)
    for one in made:
        assert all(len(row) == len(one.fields) for row in one.rows), one.name
        if one.name in dawn.records and one.name not in {"figures", "reconciliations"}:
            assert len(one.rows) == len(dawn.records[one.name])
    figures = next(one for one in made if one.name == "figures")
    place = [one.name for one in figures.fields].index("pages")
    assert figures.rows[0][place] == "dawn/ dawn/finances/2023/"


def test_lines_of_chosen_rows_are_known_again_as_long_as_all_that_they_say_is(dawn: Disclosure, tmp_path: Path) -> None:
    """A row that was written before is not spelled again, but where a figure that it names or a page that shows it changed."""
    records_of = dawn.records["projects"]
    pages = [
        Page("a/", "项目", (), (RowsFile("projects", "a/rows.csv", tuple(records_of)),)),
        Page("b/", "数字", (), (RowsFile("figures", "b/rows.csv", tuple(dawn.figures.values())),)),
    ]
    cache, uses = LineCache(), {"A001": ["finances/2023/"]}

    def written(known: LineCache | None, disclosure: Disclosure, uses: dict[str, list[str]]) -> list[bytes]:
        write_chosen(TreeFiles(tmp_path), disclosure, uses, pages, known)
        return [(tmp_path / name).read_bytes() for name in ("a/rows.csv", "b/rows.csv")]

    first = written(cache, dawn, uses)

    def spelled(disclosure: Disclosure) -> set[str]:
        again: set[str] = set()
        beside = lines_of(disclosure, uses, "projects").beside
        for record in records_of:
            cache.lines.of(record, lambda row: again.add(row.record_id) or "", beside(record))
        return again

    assert spelled(dawn) == set()
    assert written(cache, dawn, dict(uses)) == first == written(None, dawn, uses)
    moved = {"A001": ["trends/"]}
    assert written(cache, dawn, moved) == written(None, dawn, moved) != first
    name, figure = next(
        (name, figure) for name, figure in dawn.figures.items() if "{" + name + "}" in str(records_of[0].values)
    )
    other = dataclasses.replace(dawn, figures={**dawn.figures, name: replace(figure, as_written="又一个写法")})
    assert written(cache, other, moved) == written(None, other, moved) != written(None, dawn, moved)
    assert spelled(dawn) == {row.record_id for row in records_of if "{" + name + "}" in str(row.values)}


def test_workbooks_are_the_same_bytes_whatever_zlib_python_has(
    dawn: Disclosure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """zlib-ng packs otherwise, as the faintest packing does here; what was published must still be made again byte for byte."""
    write_tables(TreeFiles(tmp_path / "here"), dawn, {})
    pack = zlib.compressobj
    monkeypatch.setattr(zlib, "compressobj", lambda _level=1, *more, **named: pack(1, *more, **named))
    write_tables(TreeFiles(tmp_path / "there"), dawn, {})
    names = sorted(path.name for path in (tmp_path / "here").iterdir())
    assert sum(name.endswith(".xlsx") for name in names) > 5
    assert filecmp.cmpfiles(tmp_path / "here", tmp_path / "there", names, shallow=False) == (names, [], [])


def test_blocks_of_rows_are_packed_again_only_where_a_row_or_a_name_beside_it_changed(
    dawn: Disclosure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A block with a row that changed or has another name beside it is packed anew, no other; files are as from nothing."""
    monkeypatch.setattr(formats, "PACKED_ROWS", 2)
    packed: list[str] = []

    def counted(rows: list[tuple[str | Decimal | int, ...]], first: int) -> PackedRows:
        packed.append(str(rows[0][0]))
        return packed_rows(rows, first)

    monkeypatch.setattr(formats, "packed_rows", counted)
    cache = LineCache()

    def packed_again(disclosure: Disclosure) -> list[str]:
        """The first id of each block."""
        write_tables(TreeFiles(tmp_path / "anew"), disclosure, {})
        packed.clear()
        write_tables(TreeFiles(tmp_path / "again"), disclosure, {}, cache)
        names = sorted(path.name for path in (tmp_path / "anew").iterdir())
        assert filecmp.cmpfiles(tmp_path / "again", tmp_path / "anew", names, shallow=False) == (names, [], [])
        return list(packed)

    def renamed(disclosure: Disclosure, kind: str, record_id: str) -> Disclosure:
        rows = [
            type(row).of({**row.values, "name": "换过的名称"}, row.where, row.reasons)
            if row.record_id == record_id
            else row
            for row in disclosure.records[kind]
        ]
        return dataclasses.replace(disclosure, records={**disclosure.records, kind: rows}, kept={})

    kept = {kind: dawn.records[kind] for kind in ("partners", "projects")}
    few = dataclasses.replace(dawn, records=kept, reconciliations=[], kept={})
    ids = list(few.figures)
    assert len(packed_again(few)) == len(ids[::2]) + 2
    assert not packed_again(few)
    project = next(figure.record for figure in few.figures.values() if figure.record)
    other = renamed(few, *project.split("/"))
    of_it = [ids[place // 2 * 2] for place, figure in enumerate(few.figures.values()) if figure.record == project]
    assert packed_again(other) == [*dict.fromkeys(of_it), few.records["projects"][0].record_id]
    assert 0 < len(set(of_it)) < len(ids[::2])
    partner, first = few.records["partners"][0].record_id, few.records["projects"][0].record_id
    assert sorted(packed_again(renamed(other, "partners", partner))) == sorted((partner, first))
    without = dataclasses.replace(other, figures=dict(list(other.figures.items())[1:]), kept={})
    assert len(packed_again(without)) == len(ids[1::2]) + 2


def test_references_in_texts_become_wordings(dawn: Disclosure) -> None:
    """{A003} in a text is exported as the wording of the figure, so that a sheet reads like the page."""
    assert spoken(dawn, rich("支出{A003}。")) == "支出50万余元。"
    projects = next(one for one in exports(dawn, {}) if one.name == "projects")
    assert any("支出50万余元" in str(cell) for cell in projects.rows[0])
    assert not any("{" in str(cell) for row in projects.rows for cell in row)


def test_the_schema_matches_the_headers(dawn: Disclosure) -> None:
    """The data package lists each table with exactly the columns of its CSV, with titles and types that tools know."""
    made = list(exports(dawn, {}))
    package = json.loads(json.dumps(datapackage(dawn)))
    for resource, one in zip(package["resources"], made, strict=True):
        stream = io.StringIO(csv_bytes([field.name for field in one.fields], one.rows).decode("utf-8-sig"), newline="")
        header = next(csv.reader(stream))
        assert [field["name"] for field in resource["schema"]["fields"]] == header
        assert all(field["title"] for field in resource["schema"]["fields"])
        assert {field["type"] for field in resource["schema"]["fields"]} <= {"string", "number", "year"}
