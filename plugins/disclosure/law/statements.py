"""The three statements as printed forms: which lines a fiscal year's form has, what must add up, and what does not.

Forms and identities are data (`statements.yaml`); no line number is written in the code.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from ..expressions import expression
from ..model import Relation
from ..problems import Problem, Where, problem
from ..reading import FromBooks, Missing, PrintedForm, Promise, Record, Text, Year, column
from ..storage import shipped_table

KINDS = ("balance_sheet", "activity_statement", "cash_flow")

# The last letter of a figure's id says its column.
COLUMN_LETTERS = {
    "open": "O",
    "close": "C",
    "unrestricted": "U",
    "restricted": "R",
    "total": "T",
    "amount": "A",
    "prior": "P",
}


class StatementLine(FromBooks, leading=True):
    """One line of a statement; every statement adds columns of amounts."""

    year = column(Year, "年度", description="由文件名得出，表里不用填")
    line = column(Text, "行次", description="印在表上的行次", promise=Promise.HELD)
    item = column(Text, "项目", required=True, description="印在表上的项目，一字不改")


class FormLine(Struct, frozen=True):
    """A line of a form; a heading has no number."""

    number: str
    label: str
    also: tuple[str, ...] = ()
    indent: int = 1
    minus: bool = False
    free: bool = False
    optional: bool = False
    total: str = ""
    role: str = ""

    @property
    def registered(self) -> bool:
        """Whether its amounts are figures of the register: totals, and lines that other rules ask for."""
        return bool(self.total or self.role)

    @property
    def printed(self) -> str:
        """The label as the form prints it."""
        return f"减：{self.label}" if self.minus else self.label


class Operand(Struct, frozen=True):
    """One number of an identity: a line (or role) and, where it is not the column under way, a column."""

    sign: int
    line: str
    column: str = ""
    statement: str = ""
    previous: bool = False

    @property
    def subtracted(self) -> bool:
        """Whether it is taken away from the sum."""
        return self.sign < 0


class Identity(Struct, frozen=True):
    """Two sums that should be equal; *other* is a second right side that is as good."""

    left: tuple[Operand, ...]
    right: tuple[Operand, ...]
    other: tuple[Operand, ...] = ()
    relation: Relation = Relation.EQUAL
    weight: str = "error"
    note: str = ""
    editions: tuple[str, ...] = ()


class FormEdition(Struct, frozen=True):
    """The form of one statement for a range of fiscal years."""

    id: str
    kind: str
    title: str
    prefix: str
    path: str
    first: int
    last: int | None
    form: str
    basis: str
    certainty: str
    official: bool
    columns: Mapping[str, str]
    main: tuple[str, ...]
    lines: tuple[FormLine, ...]
    identities: tuple[Identity, ...]
    across: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def numbered(self) -> Mapping[str, FormLine]:
        """The lines by their numbers, headings left out."""
        return _numbered(self.kind, self.id)

    def role(self, role: str) -> FormLine | None:
        """The line that plays *role*."""
        return next((line for line in self.lines if line.role == role), None)


# --- the data ------------------------------------------------------------------------------------


@cache
def _data() -> dict[str, Any]:
    loaded: dict[str, Any] = shipped_table(Path(__file__).with_name("statements.yaml"))
    return loaded


_TERM = re.compile(r"([+-])?\s*(previous:)?(?:([a-z_]+):)?([0-9]+|[a-z_]+)(?:\.([a-z_]+))?\s*")


def _terms(text: str) -> tuple[Operand, ...]:
    """One side of an identity as `statements.yaml` writes it; ValueError where it can't be read."""
    terms = []
    position = 0
    while position < len(text):
        match = _TERM.match(text, position)
        if match is None:
            raise ValueError(f"statements.yaml: {text!r}")
        sign, previous, statement, line, column = match.groups()
        if line != "0":
            terms.append(Operand(-1 if sign == "-" else 1, line, column or "", statement or "", bool(previous)))
        position = match.end()
    return tuple(terms)


def _identity(raw: Mapping[str, Any]) -> Identity:
    return Identity(
        left=_terms(raw["left"]),
        right=_terms(raw["right"]),
        other=_terms(raw.get("or", "")),
        relation=Relation(raw.get("relation", Relation.EQUAL)),
        weight=raw.get("weight", "error"),
        note=raw.get("note", ""),
        editions=tuple(raw.get("editions", ())),
    )


def _line(raw: Mapping[str, Any]) -> FormLine:
    if "h" in raw:
        return FormLine("", raw["h"], indent=0)
    return FormLine(
        number=str(raw["n"]),
        label=raw.get("t", ""),
        also=tuple(raw.get("also", ())),
        indent=raw.get("indent", 1),
        minus=raw.get("minus", False),
        free=raw.get("free", False),
        optional=raw.get("optional", False),
        total=raw.get("total", ""),
        role=raw.get("role", ""),
    )


@cache
def editions(kind: str) -> tuple[FormEdition, ...]:
    """Every edition of one statement, oldest first."""
    form = _data()[kind]
    return tuple(
        FormEdition(
            id=name,
            kind=kind,
            title=form["title"],
            prefix=form["prefix"],
            path=form["path"],
            first=raw["from"],
            last=raw.get("to"),
            form=raw["form"],
            basis=raw["basis"],
            certainty=raw["certainty"],
            official=raw["numbered"] == "official",
            columns=raw["columns"],
            main=tuple(raw["main"]),
            lines=tuple(_line(line) for line in raw["lines"]),
            identities=tuple(_identity(identity) for identity in raw["identities"]),
            across=tuple((group["total"], tuple(group["parts"])) for group in raw.get("across", ())),
        )
        for name, raw in form["editions"].items()
    )


def edition_of(kind: str, year: int) -> FormEdition | None:
    """The form that a fiscal year is drawn up on."""
    return next(
        (form for form in editions(kind) if form.first <= year and (form.last is None or year <= form.last)), None
    )


@cache
def _numbered(kind: str, edition: str) -> dict[str, FormLine]:
    form = next(form for form in editions(kind) if form.id == edition)
    return {line.number: line for line in form.lines if line.number}


@cache
def cross_identities() -> tuple[Identity, ...]:
    """Every identity between statements."""
    return tuple(_identity(identity) for identity in _data()["cross"])


# --- labels --------------------------------------------------------------------------------------

_ORDINAL = expression(r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|[0-9]+[.、])")
_LEAD = re.compile(r"^(?:其中|减|加):")
_TAIL = re.compile(r"(?:\([^()]*\)|\[[^\[\]]*\])$")


@lru_cache(maxsize=4096)
def plain_label(text: str) -> str:
    """A label without what differs between printings: 一、, （一）, 减：, （以“-”号填列）, spaces, 所, 的, 和."""
    label = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).rstrip(":")
    for pattern in (_ORDINAL, _LEAD, _TAIL):
        label = pattern.sub("", label)
    return re.sub(r"[所的和与及、,]", "", label)


@cache
def _labels(kind: str) -> frozenset[str]:
    """Every label that some edition of the statement prints on a line."""
    return frozenset(
        plain_label(label)
        for form in editions(kind)
        for line in form.lines
        if line.number and not line.free
        for label in (line.label, *line.also)
    )


def _names(line: FormLine) -> tuple[str, ...]:
    return tuple(plain_label(label) for label in (line.label, *line.also))


# Forms print these words over the same columns.
_HEADERS = {
    "行次": "line",
    "项目": "item",
    "资产": "item",
    "负债和净资产": "item",
    "负债与净资产": "item",
    "负债及净资产": "item",
    "年初数": "open",
    "年初余额": "open",
    "期初数": "open",
    "期初余额": "open",
    "期末数": "close",
    "期末余额": "close",
    "年末数": "close",
    "年末余额": "close",
    "金额": "amount",
    "本年金额": "amount",
    "本期金额": "amount",
    "本年累计数": "amount",
    "本年累计金额": "amount",
    "上年金额": "prior",
    "上期金额": "prior",
    "上年数": "prior",
    "非限定性": "unrestricted",
    "限定性": "restricted",
    "合计": "total",
    "来源": "source",
    "出处": "place",
    "说明": "note",
}
_SIX = {"非限定性": "unrestricted", "限定性": "restricted", "合计": "total"}
_GROUPS = {"本月数": "month_", "本月金额": "month_", "本年累计数": "", "本年累计金额": "", "本年数": "", "本年金额": ""}


def printed_form(kind: str) -> PrintedForm:
    """The printed form by which a sheet of this statement is read."""
    columns = {name for form in editions(kind) for name in form.columns}
    names = {*columns, "line", "item", "source", "place", "note"}
    headers = {word: name for word, name in _HEADERS.items() if name in names}
    if "total" in columns:
        headers |= {group + word: before + name for group, before in _GROUPS.items() for word, name in _SIX.items()}
    headers |= {name: name for name in (*names, "year")} | {"年度": "year"}
    return PrintedForm(
        title=_data()[kind]["title"],
        others=tuple(_data()[other]["title"] for other in KINDS if other != kind),
        headers=headers,
        amounts=tuple(columns),
        is_line=lambda label: plain_label(label) in _labels(kind),
    )


# --- one statement of one year -------------------------------------------------------------------


class Statement(Struct):
    """The lines of one year's statement, by line number, in the order of the form."""

    edition: FormEdition
    year: int
    rows: dict[str, StatementLine] = field(default_factory=dict)

    def amount(self, line: str, column: str) -> Decimal | Missing | None:
        """The amount for sums: a blank cell counts 0; a `Missing` where it is withheld; None where it could not be read."""
        row = self.rows.get(line)
        if row is None:
            return Decimal(0) if self.edition.numbered[line].optional else None
        if column in row.faulty:
            return None
        value = row.values[column]
        if isinstance(value, Decimal):
            return value
        reason = row.reasons.get(column, Missing.NOT_APPLICABLE)
        return Decimal(0) if reason is Missing.NOT_APPLICABLE else reason

    def used(self, column: str) -> bool:
        """Whether any cell of the column is filled in; columns such as 本月数 may be left out."""
        return any(
            row.values[column] is not None or column in row.reasons or column in row.faulty
            for row in self.rows.values()
        )

    def figure_id(self, line: str, column: str) -> str:
        """The id of a registered amount: BS2023L60C."""
        return f"{self.edition.prefix}{self.year}L{line}{COLUMN_LETTERS[column]}"

    def registered(self) -> Iterator[tuple[str, FormLine, str, StatementLine, Decimal]]:
        """(id, line, column, row, amount) of every amount that is a figure of the register."""
        for number, row in self.rows.items():
            line = self.edition.numbered[number]
            if line.registered:
                for column in self.edition.columns:
                    amount = row.values[column]
                    if column in COLUMN_LETTERS and isinstance(amount, Decimal):
                        yield self.figure_id(number, column), line, column, row, amount

    def where(self, line: str, column: str = "") -> Where:
        """The place of a line's cell, or of the statement where the line is not there."""
        row = self.rows.get(line) or next(iter(self.rows.values()))
        label = self.edition.columns.get(column) if column else None
        return Where(row.where.file, row.where.sheet, row.where.row, label)


def assemble(kind: str, rows: Sequence[StatementLine]) -> tuple[dict[int, Statement], list[Problem]]:
    """({year: statement}, problems of rows that do not fit the form) from the rows of a kind."""
    problems: list[Problem] = []
    years: dict[int, list[StatementLine]] = {}
    for row in rows:
        if row.year is not None:
            years.setdefault(int(row.year), []).append(row)
    by_year = {}
    for year, lines in sorted(years.items()):
        edition = edition_of(kind, year)
        first = lines[0].where
        if edition is None:
            problems.append(
                problem("statement-year", Where(first.file, first.sheet), year=year, title=_data()[kind]["title"])
            )
            continue
        sheets = list(dict.fromkeys((row.where.file, row.where.sheet) for row in lines))
        if len(sheets) > 1:
            other = Where(*sheets[0])
            problems.append(problem("statement-twice", Where(*sheets[1]), title=edition.title, year=year, other=other))
            continue
        statement = Statement(edition, year)
        problems += _fill(statement, lines)
        if statement.rows:
            by_year[year] = statement
    return by_year, problems


def _fill(statement: Statement, rows: Sequence[StatementLine]) -> Iterator[Problem]:
    """Put the rows of a sheet on the lines of the form, in order; yields what does not fit or is missing."""
    edition = statement.edition
    place = _by_number if edition.official else _by_label
    at = 0
    order = list(edition.numbered)
    placed: dict[str, StatementLine] = {}
    misplaced = False
    for row in rows:
        where = Where(row.where.file, row.where.sheet, row.where.row, "行次" if edition.official else "项目")
        number, fault = place(edition, row, at)
        if fault is not None:
            misplaced = True
            yield Problem(fault.code, where, fault.details)
        if number is None:
            continue
        if number in placed:
            yield problem(
                "statement-line-twice",
                where,
                title=edition.title,
                line=number,
                label=row.item or "",
                other=placed[number].where,
            )
            continue
        placed[number] = row
        at = order.index(number) + 1
    statement.rows = {number: placed[number] for number in order if number in placed}
    absent = [line for line in edition.numbered.values() if line.number not in placed and not line.optional]
    if absent and placed:
        first = rows[0].where
        lines = "、".join(f"第{line.number}行“{line.printed}”" for line in absent)
        yield problem("statement-line-missing", Where(first.file, first.sheet), title=edition.title, lines=lines)
    if not misplaced and not absent and not any(statement.used(column) for column in edition.main):
        first = rows[0].where
        yield problem("empty-statement", Where(first.file, first.sheet), title=edition.title)


_NOWHERE = Where("")


def _amounts(edition: FormEdition, row: StatementLine) -> bool:
    return any(row.values[column] is not None or column in row.faulty for column in edition.columns)


def _by_number(edition: FormEdition, row: StatementLine, _: int) -> tuple[str | None, Problem | None]:
    """Place a row by its line number; its label must then be the line's."""
    text = unicodedata.normalize("NFKC", (row.line or "")).strip()
    label = row.item or ""
    if not text:
        if not _amounts(edition, row):
            return None, None
        return None, _unknown(edition, "（没有行次）", label)
    line = edition.numbered.get(text.lstrip("0") or "0")
    if line is None:
        return None, _unknown(edition, text, label)
    plain = plain_label(label)
    names = _names(line)
    if line.free or plain in names:
        return line.number, None
    others = {
        name for other in edition.numbered.values() if other is not line and not other.free for name in _names(other)
    }
    alike = max(SequenceMatcher(None, plain, name).ratio() for name in names)
    if plain in others or alike < _ALIKE:
        fault = problem(
            "statement-line-label", _NOWHERE, title=edition.title, line=line.number, expected=line.printed, cell=label
        )
        return line.number, fault
    return line.number, None


# Printings of the official form differ in a word or two; a label less alike than this is another line.
_ALIKE = 0.6


def _by_label(edition: FormEdition, row: StatementLine, at: int) -> tuple[str | None, Problem | None]:
    """Place a row by its label; of lines with the same label (现金流入小计) the next one of the form is meant."""
    label = row.item or ""
    plain = plain_label(label)
    same = [line.number for line in edition.numbered.values() if plain in _names(line)]
    if not same:
        if not row.line and not _amounts(edition, row):
            return None, None
        return None, _unknown(edition, row.line or "", label)
    order = list(edition.numbered)
    return next((number for number in same if order.index(number) >= at), same[0]), None


def _unknown(edition: FormEdition, number: str, label: str) -> Problem:
    """The problem of a row that is no line of the form, with a hint where another line or another edition has its label."""
    plain = plain_label(label)
    other = next(
        (
            form
            for form in editions(edition.kind)
            if form is not edition and any(plain in _names(line) for line in form.numbered.values() if not line.free)
        ),
        None,
    )
    known = next((line for line in edition.numbered.values() if not line.free and plain in _names(line)), None)
    hint = ""
    if known:
        hint = f"（“{known.printed}”是第{known.number}行）"
    elif other:
        years = f"{other.last}年度以前" if other.last else f"{other.first}年度起"
        hint = f"（“{label}”是{years}的表式才有的）"
    return problem(
        "statement-line-unknown", _NOWHERE, title=edition.title, form=edition.form, line=number, cell=label, hint=hint
    )


def all_statements(rows: Mapping[str, Sequence[Record]]) -> dict[str, dict[int, Statement]]:
    """The statements of every kind and year."""
    return {
        kind: assemble(kind, [row for row in rows.get(kind, ()) if isinstance(row, StatementLine)])[0] for kind in KINDS
    }


def years(statements: Mapping[str, Mapping[int, Statement]]) -> list[int]:
    """Every year that has a statement of any kind, oldest first."""
    return sorted({year for by_year in statements.values() for year in by_year})


def donation_identities() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(total, parts) of the donation breakdown in the annual report, by measure."""
    return tuple((pair["left"], tuple(pair["right"])) for pair in _data()["donations"])


def continuous(kind: str, role: str, earlier: int, later: int) -> bool:
    """Whether a line means the same in two fiscal years: one form, or a total of the same name, or a part of the same section.

    A balance sheet starts anew with a new form; a section that has other lines may have moved amounts between them.
    """
    before, after = edition_of(kind, earlier), edition_of(kind, later)
    if before is None or after is None or before.id == after.id:
        return True
    old, new = before.role(role), after.role(role)
    if kind == "balance_sheet" or old is None or new is None or plain_label(old.label) != plain_label(new.label):
        return False
    return bool(old.total and new.total) or _section(before, old) == _section(after, new)


def _section(edition: FormEdition, line: FormLine) -> frozenset[str]:
    """The labels of the lines between the headings around *line*."""
    section: set[str] = set()
    inside = False
    for other in edition.lines:
        if not other.number:
            if inside:
                break
            section.clear()
        elif not other.free:
            section.add(plain_label(other.label))
            inside = inside or other is line
    return frozenset(section)
