"""Finds the header of a sheet, matches its words to columns, and tells rows below it that are no records."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..problems import Problem, Where, nearest, problem
from .columns import AnyColumn, Record
from .delimited import Lines

TOTAL_WORDS = ("合计", "小计", "总计")

# The header stands in the first rows; what is above it is its title.
WITHIN = 20

_POWERS = {"元": 0, "人民币元": 0, "千元": 3, "万元": 4, "百万元": 6, "千万元": 7, "亿元": 8}
_UNIT_WORD = "|".join(sorted(_POWERS, key=len, reverse=True))
_MONEY_HEADER = re.compile(rf"(.+?)[(\[/:,、-]*(?:单位:?)?({_UNIT_WORD})[)\]]*")
_SUFFIXED = re.compile(r"(.+?)[(\[]([^()\[\]]+)[)\]]")
_UNIT_ABOVE = re.compile(rf"(?:金额)?单位[:：]?\(?({_UNIT_WORD})\)?(?![^\s,;，；)])")
_NUMBER_OR_DATE = re.compile(r"[¥￥]?-?[0-9][0-9,.]*%?|[0-9]{4}[-/.年][0-9]{1,2}.*")
_TOTAL = re.compile(
    r"(?:[0-9]{4}年度?|[0-9]{1,2}月份?|本[页月季年期]|全年|以上)?(合计|小计|总计|共计)(?:\(?(?:元|大写)?\)?)?:?"
)
_SIGNATURE = re.compile(
    r"\(?(?:单位)?(?:制表|填表|填报|编制|审核|复核|经办|经手|负责|财务负责|单位负责|主管|会计|出纳|打印|盖章|公章)(?:人|单位|日期|时间|机构)?(?:\(?(?:签字|签章|盖章)\)?)?[):：].*"
    r"|(?:日期|注|备注|说明|附注|填表说明|注意)[:：].*"
)


def plain_header(text: str) -> str:
    """A header for comparing: one width, no spaces, no mark for required columns."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).strip("*")


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a sheet: its row as Excel numbers it, and the column name at each position (None: an empty column).

    *powers* are powers of ten by column name where the header names a unit: 4 for 万元.
    """

    row: int
    below: int  # where in the lines the rows of the table begin
    names: tuple[str | None, ...] = ()
    powers: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that may stand over the columns of a record."""

    record: type[Record]
    known: Mapping[str, AnyColumn]

    @classmethod
    def of(cls, record: type[Record]) -> Vocabulary:
        """The vocabulary of a record: Chinese labels and English names."""
        known = {plain_header(column.label): column for column in record.columns} | {
            column.name: column for column in record.columns
        }
        return cls(record, known)

    def column(self, label: str) -> tuple[AnyColumn, int | None] | None:
        """(column, power of ten of the unit that the header names or None) for a header; None where it is no column."""
        word = plain_header(label)
        if word in self.known:
            return self.known[word], None
        money = _MONEY_HEADER.fullmatch(word)
        if money and money[1] in self.known and self.known[money[1]].unit == "元":
            return self.known[money[1]], _POWERS[money[2]]
        other = _SUFFIXED.fullmatch(word)
        if other and other[1] in self.known and other[2] in {self.known[other[1]].unit, "必填", "选填"}:
            return self.known[other[1]], None
        return None

    def is_header(self, cells: Sequence[str]) -> bool:
        """Whether a row is a header, or one of the two rows of a header: at least half of its cells name columns."""
        filled = [cell for cell in cells if cell.strip()]
        hits = sum(self.column(cell) is not None for cell in filled)
        least = 2 if len(self.record.columns) > 1 else 1
        return hits >= min(least, len(filled) or least) and hits * 2 >= len(filled) and hits > 0


def find_header(lines: Lines, where: Where, record: type[Record]) -> Header:
    """Find the header in the first `WITHIN` rows; where none is found, the first row is reported as a wrong header."""
    vocabulary = Vocabulary.of(record)
    expected = "、".join(column.label for column in record.columns)
    if not lines:
        return Header(1, 0, problems=(problem("wrong-header", where, reason="表是空的", expected=expected),))
    at = next((place for place, (_, cells) in enumerate(lines[:WITHIN]) if vocabulary.is_header(cells)), 0)
    header = _header(lines, at, vocabulary, where, expected)
    for first in (at, at - 1) if header.problems else ():
        joined = _joined(lines[first][1], lines[first + 1][1], vocabulary) if 0 <= first < len(lines) - 1 else None
        twofold = _named(joined, lines[first][0], first + 2, vocabulary, where, expected) if joined else header
        if not twofold.problems:
            header, at = twofold, first
            break
    above = lines[:at]
    problems = [*header.problems, *_data_above(above, len(header.names), where, expected)]
    powers = dict(header.powers)
    if not header.problems:
        problems += _unit_above(
            above, powers, [column for column in record.columns if column.name in header.names], where, expected
        )
    return Header(header.row, header.below, header.names, powers, tuple(problems))


def _header(lines: Lines, at: int, vocabulary: Vocabulary, where: Where, expected: str) -> Header:
    """The line at *at* as the header; a column without a header is passed over only if it is empty all the way down."""
    row, cells = lines[at]
    blank = {place for place in range(len(cells)) if not cells[place].strip()}
    for _, fields in lines[at + 1 :] if blank else ():  # a column without a header that holds something is refused
        blank -= {place for place in blank if place < len(fields) and fields[place].strip()}
    return _named(cells, row, at + 1, vocabulary, where, expected, blank)


def _named(
    cells: Sequence[str],
    row: int,
    below: int,
    vocabulary: Vocabulary,
    where: Where,
    expected: str,
    blank: set[int] | frozenset[int] = frozenset(),
) -> Header:
    """These cells as the header, with one problem that holds everything wrong with it; *blank* columns may lack a word."""
    names: list[str | None] = []
    powers: dict[str, int] = {}
    reasons: list[str] = []
    for place, label in enumerate(cells):
        match = vocabulary.column(label)
        if match is None:
            if place in blank:
                names.append(None)
            elif label.strip():
                reasons.append(
                    f"不认识“{label}”{nearest(label, (column.label for column in vocabulary.record.columns))}"
                )
            else:
                reasons.append(f"第 {place + 1} 列没有表头")
        elif match[0].name in names:
            reasons.append(f"“{label}”出现了两次")
        else:
            names.append(match[0].name)
            if match[1] is not None:
                powers[match[0].name] = match[1]
    absent = [column.label for column in vocabulary.record.columns if column.required and column.name not in names]
    if absent:
        reasons.append("缺少" + "、".join(f"“{label}”" for label in absent))
    here = Where(where.file, where.sheet, row)
    problems = (problem("wrong-header", here, reason="；".join(reasons), expected=expected),) if reasons else ()
    return Header(row, below, tuple(names), powers, problems)


def _joined(over: Sequence[str], under: Sequence[str], vocabulary: Vocabulary) -> list[str] | None:
    """Two rows as one header: 编号 over nothing, 捐赠 over 捐赠人 and 金额; None where the two are no header."""
    width = max(len(over), len(under))
    above = [*over, *[""] * (width - len(over))]
    below = [*under, *[""] * (width - len(under))]
    joined: list[str] = []
    group = ""
    for first, second in zip(above, below, strict=True):
        group = first.strip() or group
        candidates = [second, f"{group}{second}", f"{group}({second})"] if second.strip() else [first]
        word = next((candidate for candidate in candidates if vocabulary.column(candidate)), None)
        if word is None:
            return None
        joined.append(word)
    return joined


def _data_above(above: Lines, width: int, where: Where, expected: str) -> Iterator[Problem]:
    """Problems for rows above the header that look like records: they would be lost silently."""
    for row, cells in above:
        filled = [cell.strip() for cell in cells if cell.strip()]
        if len(filled) > max(2, width // 2) and any(_NUMBER_OR_DATE.fullmatch(cell) for cell in filled):
            yield problem(
                "wrong-header", Where(where.file, where.sheet, row), reason="表头上面还有数据", expected=expected
            )


def _unit_above(
    above: Lines, powers: dict[str, int], columns: Sequence[AnyColumn], where: Where, expected: str
) -> Iterator[Problem]:
    """单位：万元 above the header holds for every column of money that names no unit itself."""
    for row, cells in above:
        text = unicodedata.normalize("NFKC", " ".join(cell.strip() for cell in cells if cell.strip()))
        match = _UNIT_ABOVE.search(text)
        power = _POWERS[match[1]] if match else 0
        if not match or not power:
            continue
        money = [column.name for column in columns if column.unit == "元"]
        if any(column.numeric and not column.unit for column in columns) or not money:
            reason = f"表头上面写着“{match[0]}”，这张表不是每一列都用这个单位"
            yield problem("wrong-header", Where(where.file, where.sheet, row), reason=reason, expected=expected)
        for name in money:
            powers.setdefault(name, power)


def total_word(cells: Sequence[str]) -> str | None:
    """合计, 小计 or 总计, where a row begins with it."""
    first = next((cell for cell in cells if cell.strip()), "")
    match = _TOTAL.fullmatch(plain_header(first))
    return match[1] if match else None


def is_signature(cells: Sequence[str]) -> bool:
    """Whether a row only says who made the table, or is a note below it."""
    return all(_SIGNATURE.fullmatch(cell.strip()) for cell in cells if cell.strip())
