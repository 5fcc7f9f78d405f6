"""What a workbook (.xlsx) holds besides values: what is out of sight, comments, merged cells, formulas without a result, looks.

Each part is read once, piece by piece, by a parser that knows no document types.
"""

from __future__ import annotations

import contextlib
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import IO
from xml.parsers import expat

from msgspec import Struct, field

from ..numerals import scaled_format
from .plain_rows import PlainRows, pieces
from .sizes import LONGEST_CELL, MOST_ODDITIES, MOST_ROWS, SMALL_PART, Most, TooLargeError, TooLongCellError

_EMPTY = 4  # so many cells may have only a format, for each that may be filled
_FEWEST_CELLS = 3  # in a row, on the average: no record of a long table has fewer


class SheetFacts(Struct):
    """What one sheet holds besides values; rows and columns count from 1."""

    name: str
    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    # first row, first column, last row, last column
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)  # what a comment on a cell says
    margins: list[str] = field(default_factory=list)  # what stands above or below each printed page, a place of it each
    boxes: list[str] = field(default_factory=list)  # what drawings say, a paragraph each
    uncached: list[tuple[int, int]] = field(default_factory=list)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    percents: set[tuple[int, int]] = field(default_factory=set)
    scaled: dict[tuple[int, int], str] = field(default_factory=dict)  # numbers that show a unit which they do not hold
    struck: set[tuple[int, int]] = field(default_factory=set)  # what is crossed out
    red: set[tuple[int, int]] = field(default_factory=set)  # numbers above zero in red ink, which books take for less
    unseen: set[tuple[int, int]] = field(default_factory=set)  # what is written in the colour of its ground
    last_row: int = 0
    last_column: int = 0
    numbers: int | None = None  # how many cells hold a number, where that was counted


class _DeclaredError(Exception):
    """A part declares a document type: no spreadsheet program writes one, and entity bombs need one."""


FAULTS = (
    expat.ExpatError,
    _DeclaredError,
    LookupError,  # also an encoding that Python does not know
    StopIteration,
    ValueError,
    NotImplementedError,
    RuntimeError,
    zlib.error,
    UnicodeDecodeError,
)
_BUILT_IN_PERCENTS = frozenset({"9", "10"})
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def _parser() -> expat.XMLParserType:
    """A parser that refuses a document type."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise _DeclaredError

    parser.StartDoctypeDeclHandler = refuse
    return parser


def _elements(archive: zipfile.ZipFile, name: str) -> list[tuple[str, dict[str, str]]]:
    """Every element of a small part: its name and attributes, both without namespaces."""
    elements: list[tuple[str, dict[str, str]]] = []
    _go_through(archive, name, lambda tag, attributes: elements.append((tag, attributes)))
    return elements


def _go_through(
    archive: zipfile.ZipFile,
    name: str,
    begun: Callable[[str, dict[str, str]], None],
    said: Callable[[str], None] | None = None,
) -> None:
    """Tell every element of a small part, its name and attributes without namespaces, and the text between elements."""
    if archive.getinfo(name).file_size > SMALL_PART:
        raise TooLargeError("工作簿里的格式、批注或名称太多", "请把内容复制到新的工作簿里，只粘贴数值。")

    def start(tag: str, attributes: dict[str, str]) -> None:
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        begun(tag.rpartition(" ")[2], plain)

    parser = _parser()
    parser.StartElementHandler = start
    if said:
        parser.CharacterDataHandler = said
    with archive.open(name) as part:
        parser.ParseFile(part)


def _relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """What a part points to inside the archive: id → (last word of the relation's type, name of the part)."""
    folder, _, name = part.rpartition("/")
    place = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
    if place not in archive.namelist():
        return {}
    relations = {}
    for tag, attributes in _elements(archive, place):
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes["Target"]
            steps = (
                target.lstrip("/").split("/") if target.startswith("/") else [*folder.split("/"), *target.split("/")]
            )
            plain: list[str] = []
            for step in steps:
                if step == ".." and plain:
                    plain.pop()
                elif step not in {"", ".", ".."}:
                    plain.append(step)
            relations[attributes["Id"]] = (attributes["Type"].rpartition("/")[2], "/".join(plain))
    return relations


def facts_of(archive: zipfile.ZipFile, most: Most) -> dict[str, SheetFacts]:
    """The facts of every sheet by name, in the order of the workbook."""
    main = next(name for kind, name in (_relations(archive, "") or _DEFAULT).values() if kind == "officeDocument")
    targets = _relations(archive, main)
    styles = next((name for kind, name in targets.values() if kind == "styles"), None)
    known = bool(styles) and styles in archive.namelist()
    formats = _styles(archive, styles) if styles and known else _Styles()
    sheets: dict[str, SheetFacts] = {}
    for tag, attributes in _elements(archive, main):
        if tag == "sheet":
            facts = SheetFacts(attributes["name"], attributes.get("state", "visible") != "visible")
            kind, part = targets[attributes["id"]]
            if kind == "worksheet":
                _read_facts(archive, part, facts, formats, most)
            sheets[facts.name] = facts
    return sheets


_DEFAULT = {"": ("officeDocument", "xl/workbook.xml")}


class _Styles(Struct):
    """The numbers of the styles that show a cell otherwise than it is, or take it back."""

    percents: set[str] = field(default_factory=set)
    scaled: dict[str, str] = field(default_factory=dict)  # with what they show beside it
    struck: set[str] = field(default_factory=set)
    red: set[str] = field(default_factory=set)
    unseen: set[str] = field(default_factory=set)


def _styles(archive: zipfile.ZipFile, name: str) -> _Styles:
    """The styles that show a number as a percentage, or with a unit or currency that it does not hold, cross out, are red or unseen."""
    parts: dict[str, list[tuple[str, dict[str, str]]]] = {"": [], **{part: [] for part in _PARTS_OF_STYLES}}
    part = ""
    for tag, attributes in _elements(archive, name):
        part = tag if tag in _PARTS_OF_STYLES else part
        parts[part].append((tag, attributes))
    formats = {entry["numFmtId"]: entry.get("formatCode", "") for tag, entry in parts["numFmts"] if tag == "numFmt"}
    scaled = {identity: words for identity, code in formats.items() if (words := scaled_format(code))}
    plain = {identity: code for identity, code in formats.items() if identity not in scaled}
    percents = _BUILT_IN_PERCENTS.union(identity for identity, code in plain.items() if "%" in code)
    days = _BUILT_IN_DAYS.union(identity for identity, code in plain.items() if _OF_DAYS.search(_ASIDE.sub("", code)))
    fonts = _fonts(parts["fonts"])
    inks, grounds = dict(enumerate(_inks(parts["fonts"]))), dict(enumerate(_grounds(parts["fills"])))
    styles = _Styles()
    for style, (identity, font, fill) in enumerate(_formats_fonts_and_fills(parts["cellXfs"])):
        marks = fonts[font] if 0 <= font < len(fonts) else frozenset()
        alike = bool(inks.get(font)) and inks.get(font) == grounds.get(fill, _WHITE)
        styles.unseen |= {str(style)} if alike else set()
        styles.percents |= {str(style)} if identity in percents else set()
        styles.scaled |= {str(style): scaled[identity]} if identity in scaled else {}
        styles.struck |= {str(style)} if "struck" in marks else set()
        styles.red |= {str(style)} if "red" in marks and identity not in days else set()
    return styles


def _formats_fonts_and_fills(elements: Iterable[tuple[str, dict[str, str]]]) -> Iterator[tuple[str, int, int]]:
    """(id of the number format, number of the font, number of the fill) of every style of cells, in order."""
    for tag, attributes in elements:
        if tag == "xf":
            yield attributes.get("numFmtId", ""), _number(attributes, "fontId"), _number(attributes, "fillId")


def _number(attributes: Mapping[str, str], key: str) -> int:
    """A number that points into a list; -1 where the file is broken, and has no such entry."""
    number = attributes.get(key, "0")
    return int(number) if number.isdecimal() and len(number) < 9 else -1  # noqa: PLR2004


def _inks(elements: Iterable[tuple[str, dict[str, str]]]) -> Iterator[str]:
    """The colour of every font, in order; nothing where it says none that is known."""
    ink: str | None = None
    for tag, attributes in elements:
        if tag == "font":
            if ink is not None:
                yield ink
            ink = ""
        elif tag == "color":
            ink = _colour(attributes)
    if ink is not None:
        yield ink


def _grounds(elements: Iterable[tuple[str, dict[str, str]]]) -> Iterator[str]:
    """The colour of every fill, in order: white without one, nothing where it is a pattern or none that is known."""
    ground: str | None = None
    solid = False
    for tag, attributes in elements:
        if tag == "fill":
            if ground is not None:
                yield ground
            ground = ""
        elif tag == "patternFill":
            solid = attributes.get("patternType") == "solid"
            ground = _WHITE if attributes.get("patternType", "none") == "none" else ""
        elif tag == "fgColor" and solid:
            ground = _colour(attributes)
    if ground is not None:
        yield ground


def _colour(attributes: Mapping[str, str]) -> str:
    """A colour in six digits, nothing where it is one of a theme that may be any."""
    if attributes.get("tint", "0").strip("0.-"):
        return ""
    if "rgb" in attributes:
        return attributes["rgb"][-6:].upper()
    return _OF_NUMBERS.get((attributes.get("theme", ""), attributes.get("indexed", "")), "")


_WHITE, _BLACK = "FFFFFF", "000000"
# The first two of a theme, which no office changes, and of the palette by number.
_OF_NUMBERS = {
    ("0", ""): _WHITE, ("1", ""): _BLACK, ("", "1"): _WHITE, ("", "9"): _WHITE, ("", "0"): _BLACK, ("", "8"): _BLACK,
}  # fmt: skip


def _fonts(elements: Iterable[tuple[str, dict[str, str]]]) -> list[frozenset[str]]:
    """What every font says of its cells, in order: struck, red, both or nothing."""
    fonts: list[frozenset[str]] = []
    for tag, attributes in elements:
        if tag == "font":
            fonts.append(frozenset())
        elif fonts and (mark := _mark(tag, attributes)):
            fonts[-1] |= {mark}
    return fonts


_PARTS_OF_STYLES = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
_BUILT_IN_DAYS = frozenset(map(str, (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))))
_OF_DAYS = re.compile(r"[ymdYMD年月日]")
_ASIDE = re.compile(r"\[[^\]]*\]|\"[^\"]*\"")  # also conditions and languages, and words that are shown as they stand
_REDS = frozenset({"FF0000", "C00000"})  # the two of every palette
_RED_OF_OLD = "10"  # in the palette by number


def _mark(tag: str, attributes: Mapping[str, str]) -> str:
    """What one element of a font says of its cells: struck, red or nothing."""
    if tag == "strike":
        return "struck" if attributes.get("val", "1") in _TRUE else ""
    of_red = attributes.get("rgb", "")[-6:].upper() in _REDS or attributes.get("indexed") == _RED_OF_OLD
    return "red" if tag == "color" and of_red else ""


def _position(reference: str) -> tuple[int, int]:
    """(row, column) of a cell from 1 on: B3 → (3, 2); ValueError where it is no reference."""
    match = _CELL.fullmatch(reference)
    if match is None:
        raise ValueError(reference)
    column = 0
    for sign in match[1]:
        column = column * 26 + ord(sign) - 64
    return int(match[2]), column


def _read_facts(archive: zipfile.ZipFile, part: str, facts: SheetFacts, styles: _Styles, most: Most) -> None:
    """Fill in the facts of the sheet in this part."""
    reader = _SheetReader(facts, styles, most)
    with archive.open(part) as stream:
        reader.read(stream)
    facts.hidden_rows = {row for row in facts.hidden_rows if row <= facts.last_row}
    for kind, name in _relations(archive, part).values():
        if name not in archive.namelist():
            continue
        if kind in {"comments", "threadedComment"}:
            facts.comments |= _comments(archive, name)
        elif kind == "drawing":
            facts.boxes += _paragraphs(archive, name)


_COMMENTS = frozenset({"comment", "threadedComment"})


def _comments(archive: zipfile.ZipFile, name: str) -> dict[tuple[int, int], str]:
    """The text of every comment of a small part, by (row, column) of its cell."""
    said: dict[tuple[int, int], list[str]] = {}
    words: list[str] = []  # of the comment at hand

    def begun(tag: str, attributes: dict[str, str]) -> None:
        nonlocal words
        if tag in _COMMENTS:
            words = said.setdefault(_position(attributes["ref"]), [])

    def heard(text: str) -> None:
        words.append(text)

    _go_through(archive, name, begun, heard)
    return {place: "".join(parts) for place, parts in said.items()}


def _paragraphs(archive: zipfile.ZipFile, name: str) -> list[str]:
    """The text of every paragraph in the boxes of a drawing; nothing where it is very large or broken: it holds no data."""
    paragraphs: list[list[str]] = [[]]

    def begun(tag: str, _: dict[str, str]) -> None:
        if tag == "p":
            paragraphs.append([])

    def heard(text: str) -> None:
        paragraphs[-1].append(text)

    with contextlib.suppress(TooLargeError, *FAULTS):
        _go_through(archive, name, begun, heard)
        return [said for words in paragraphs if (said := "".join(words).strip())]
    return []


_MARGINS = frozenset({"oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"})
_WITH_TEXT = _MARGINS | {"v", "is"}
# In the margin of a page: how it looks, numbers of pages, the day.
_IN_MARGINS = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|[0-9]{1,3}|[ABD-KM-QS-Z])')
_THIRDS = re.compile(r"&[LCR]")


def _in_thirds(text: str) -> list[str]:
    """What stands left, in the middle and right in the margin of a page: &L单位：万元&C第&P页 → 单位：万元, 第页."""
    return [said for third in _THIRDS.split(_IN_MARGINS.sub("", text)) if (said := third.strip())]


class _SheetReader:
    """Goes through the elements of one sheet, once."""

    def __init__(self, facts: SheetFacts, styles: _Styles, most: Most) -> None:
        self.facts = facts
        self.most = most
        self.rows = self.cells = self.filled_cells = self.length = 0
        self.filled_row = 0
        self.percent = styles.percents
        self.scaled = styles.scaled
        self.struck, self.red, self.unseen = styles.struck, styles.red, styles.unseen
        self.row = self.column = 0
        self.type = "n"
        self.formula = self.filled = self.inside = False
        self.style = ""
        self.value: list[str] = []
        self.names: Mapping[str, str] = {}
        self.hidden_columns: list[tuple[int, int]] = []
        self.numbers = 0

    def read(self, part: IO[bytes]) -> None:
        """Go through all of it: the parser sees every byte, this one the elements of rows that need a closer look."""
        parser = _parser()
        styles, closer = {*self.percent, *self.scaled}, self.struck | self.red | self.unseen
        for piece, whole in pieces(part):
            plain = PlainRows.of(piece, styles, closer) if whole else None
            if plain is not None and self._has_room_for(plain):
                parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None
                parser.Parse(piece)
                self._take(plain)
            else:
                parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
                parser.CharacterDataHandler = self.text
                parser.Parse(piece)
        parser.Parse(b"", True)

    def _has_room_for(self, plain: PlainRows) -> bool:
        """Whether no limit is reached in these rows: else the row or cell at which it is reached has to be told."""
        rows, cells = self.rows + len(plain.filled), self.filled_cells + plain.values
        sparse = self.rows < MOST_ROWS <= rows
        return (
            self.cells + plain.cells <= self.most.cells * _EMPTY
            and cells <= self.most.cells
            and rows <= self.most.rows
            and not sparse
        )

    def _take(self, plain: PlainRows) -> None:
        """Note what rows hold that the parser only checked."""
        facts = self.facts
        self.cells += plain.cells
        self.filled_cells += plain.values
        self.numbers += plain.numbers
        if plain.filled:
            self.rows += len(plain.filled) - (plain.filled[0] == self.filled_row)
            self.filled_row = plain.filled[-1]
            facts.last_row = max(facts.last_row, *plain.filled)
            facts.last_column = max(facts.last_column, *(_position(f"{letters}1")[1] for letters in plain.columns))
        for reference, style in plain.styled:
            self._note_style(_position(reference), style)
        row, letters = plain.last
        self.row, self.column = _position(f"{letters}{row}") if letters else (row, 0)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if name == "c":
            reference = attributes.get("r")
            if reference is None:
                self.column += 1
            else:
                self.row, self.column = _position(reference)
            self.type = attributes.get("t", "n")
            self.style = attributes.get("s", "")
            self.formula = self.filled = False
            self.value = []
            self.length = 0
            self.cells += 1
            if self.cells > self.most.cells * _EMPTY:
                raise TooLargeError("只有格式、没有内容的格子太多", "请删去表下面和右边的空行、空列。")
        elif name in _WITH_TEXT:
            self.inside = True
        elif name == "f":
            self.formula = True
        elif name == "row":
            self.row = int(attributes["r"]) if "r" in attributes else self.row + 1
            self.column = 0
            if attributes.get("hidden") in _TRUE or attributes.get("ht") == "0":
                self.facts.hidden_rows.add(self.row)
        elif name == "col" and (attributes.get("hidden") in _TRUE or attributes.get("width") == "0"):
            self.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))
        elif name == "mergeCell":
            first, _, last = attributes["ref"].partition(":")
            self.facts.merges.append((*_position(first), *_position(last or first)))
            _refuse_more(len(self.facts.merges), "合并的格子", "请取消合并。")

    def text(self, data: str) -> None:
        if self.inside:
            self.value.append(data)
            self.length += len(data)
            if self.length > LONGEST_CELL:
                raise TooLongCellError(f"第 {self.row} 行")

    def end(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        if name in {"v", "is"}:
            self.inside = False
        elif name in _MARGINS:
            self.inside = False
            self.facts.margins += _in_thirds("".join(self.value))
            self.value, self.length = [], 0
        elif name == "c":
            self._cell("".join(self.value))
        elif name in {"worksheet", "sheetData"}:
            facts = self.facts
            facts.numbers = self.numbers
            self.value, self.length = [], 0  # of the last cell: margins come behind the data
            for first, last in self.hidden_columns:
                facts.hidden_columns.update(range(first, min(last, facts.last_column) + 1))

    def _cell(self, value: str) -> None:
        facts = self.facts
        if value:
            if self.style in self.struck:
                facts.struck.add((self.row, self.column))
            if self.style in self.unseen:
                facts.unseen.add((self.row, self.column))
            facts.last_row = max(facts.last_row, self.row)
            facts.last_column = max(facts.last_column, self.column)
            self._count_row()
        if self.type == "e":
            facts.errors[self.row, self.column] = value or "#N/A"
            _refuse_more(len(facts.errors), "错误的格子", "请先改好公式。")
        elif self.type in {"n", "d"} and value.strip():
            self.numbers += 1
            self._note_style((self.row, self.column), self.style)
            if self.style in self.red and not value.lstrip().startswith("-") and value.strip("0. "):
                facts.red.add((self.row, self.column))
        elif self.formula and not value and self.type != "str":
            facts.uncached.append((self.row, self.column))
            _refuse_more(len(facts.uncached), "没有算出的公式", "请用 Excel 或 WPS 打开，保存一次。")

    def _note_style(self, place: tuple[int, int], style: str) -> None:
        """Note how a number is shown that is not shown as it is."""
        if style in self.percent:
            self.facts.percents.add(place)
        if style in self.scaled:
            self.facts.scaled[place] = self.scaled[style]

    def _count_row(self) -> None:
        """Note that the row at hand holds something; TooLargeError where there are too many such rows, or cells."""
        self.filled_cells += 1
        if self.row != self.filled_row:
            self.filled_row = self.row
            self.rows += 1
            if self.rows > self.most.rows:
                raise TooLargeError(f"超过 {self.most.rows} 行")
            if self.rows == MOST_ROWS and self.filled_cells < _FEWEST_CELLS * MOST_ROWS:
                raise TooLargeError(f"前 {MOST_ROWS} 行大多只填了一两格", "请检查是不是把一整列填到了底。")
        if self.filled_cells > self.most.cells:
            raise TooLargeError(f"文件不大，却有超过 {self.most.cells} 格", "请检查是不是把一块内容填到了底。")


def _refuse_more(count: int, what: str, mend: str) -> None:
    """TooLargeError where there are more oddities of a kind than anybody would mend one by one."""
    if count > MOST_ODDITIES:
        raise TooLargeError(f"{what}超过 {MOST_ODDITIES} 处", mend)


_TRUE = frozenset({"1", "true", "on"})
