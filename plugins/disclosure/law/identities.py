"""What must add up: every identity within and between statements, judged to the 分, and the problems where it does not hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from ..model import Relation, Verdict
from ..problems import Problem, Where, problem
from ..quantities import yuan_text
from ..reading import Missing, Record
from .statements import (
    COLUMN_LETTERS,
    KINDS,
    Identity,
    Operand,
    Statement,
    StatementLine,
    all_statements,
    assemble,
    cross_identities,
    years,
)


class IdentityResult(Struct, frozen=True):
    """One identity held against one column of a statement: both values to the 分, and how it ends."""

    id: str
    title: str
    year: int
    left_words: str
    right_words: str
    left: Decimal | None
    right: Decimal | None
    relation: Relation
    weight: str
    verdict: Verdict
    note: str
    lines: tuple[str, ...]  # 资产负债表第20行 …: every line that takes part
    inputs: tuple[str, ...]
    where: Where
    column: str
    kind: str
    cross: bool = False
    total: str = ""  # 第20行“流动资产合计”
    totals: tuple[str, ...] = ()  # numbers of the lines on the left

    @property
    def difference(self) -> Decimal | None:
        """Left minus right."""
        return None if self.left is None or self.right is None else self.left - self.right


Sum = tuple[Decimal | None, bool]  # value, or None; whether it could be read at all


Locate = Callable[[Operand], tuple[Statement, str]]  # the statement of an operand and the number of its line


def _sum(terms: Sequence[Operand], find: Locate, column: str) -> Sum:
    """(sum in yuan, True); (None, True) where a cell is withheld; (None, False) where one could not be read or is not there."""
    total = Decimal(0)
    known = True
    for term in terms:
        statement, line = find(term)
        amount = statement.amount(line, term.column or column)
        if amount is None:
            return None, False
        if isinstance(amount, Missing):
            known = False
        else:
            total += term.sign * amount
    return (total if known else None), True


def judge(statement: Statement) -> Iterator[IdentityResult]:
    """Every identity within one statement; those over cells that could not be read are not judged: the cell is a problem already."""
    edition = statement.edition

    def find(term: Operand) -> tuple[Statement, str]:
        return statement, term.line

    for place, identity in enumerate(edition.identities, 1):
        named = {term.column for term in (*identity.left, *identity.right) if term.column}
        for column in ("",) if named else edition.columns:
            columns = named or {column}
            if any(name not in edition.main and not statement.used(name) for name in columns):
                continue
            judgement = _judged(
                statement, identity, find, column, f"{edition.prefix}{statement.year}K{place}{_letter(column)}"
            )
            if judgement:
                yield judgement
    for total, parts in edition.across:
        if total not in edition.main and not statement.used(total):
            continue
        for number in statement.rows:
            judgement = _across(statement, number, total, parts)
            if judgement:
                yield judgement


def _letter(column: str) -> str:
    return COLUMN_LETTERS.get(column) or "".join(word[0].upper() for word in column.split("_") if word)


def _across(statement: Statement, number: str, total: str, parts: tuple[str, ...]) -> IdentityResult | None:
    """One line across its columns: 合计 against 非限定性 and 限定性."""
    edition = statement.edition
    identity = Identity((Operand(1, number, total),), tuple(Operand(1, number, part) for part in parts))
    judgement = _judged(
        statement,
        identity,
        lambda term: (statement, term.line),
        "",
        f"{edition.prefix}{statement.year}R{number}{_letter(total)}",
    )
    if judgement is None:
        return None
    words = "＋".join(edition.columns[part] for part in parts)
    return replace(
        judgement,
        left_words=f"{_line_name(statement, number)}{edition.columns[total]}",
        right_words=words,
        column=edition.columns[total],
    )


def _judged(statement: Statement, identity: Identity, find: Locate, column: str, name: str) -> IdentityResult | None:
    """One identity in one column, under the id *name*; None where a cell of it could not be read."""
    edition = statement.edition
    left, read = _sum(identity.left, find, column)
    right, readable = _sum(identity.right, find, column)
    if not (read and readable):
        return None
    rule = identity.right
    if identity.other and left is not None and left != right:
        second, _ = _sum(identity.other, find, column)
        if left == second:
            right, rule = second, identity.other
    head = identity.left[0]
    label = edition.columns.get(column or head.column, "")
    return IdentityResult(
        id=name,
        title=f"{edition.title}{label}：{_named(statement, head.line, identity)}",
        year=statement.year,
        left_words=_words(statement, identity.left, label, labelled=True),
        right_words=_words(statement, rule, label),
        left=left,
        right=right,
        relation=identity.relation
        if identity.weight == "error" or identity.relation is not Relation.EQUAL
        else Relation.NEARLY,
        weight=identity.weight,
        verdict=_verdict(identity, left, right),
        note=identity.note,
        lines=tuple(dict.fromkeys(term.line for term in (*identity.left, *rule))),
        inputs=tuple(
            statement.figure_id(term.line, term.column or column)
            for term in (*identity.left, *rule)
            if edition.numbered[term.line].registered
            and (term.column or column) in COLUMN_LETTERS
            and isinstance(statement.rows[term.line].values[term.column or column], Decimal)
        ),
        where=statement.where(head.line, head.column or column),
        column=label,
        kind=edition.kind,
        total=_line_name(statement, head.line),
        totals=tuple(term.line for term in identity.left),
    )


def _verdict(identity: Identity, left: Decimal | None, right: Decimal | None) -> Verdict:
    if left is None or right is None:
        return Verdict.UNCHECKABLE
    holds = left >= right if identity.relation is Relation.AT_LEAST else left == right
    return Verdict.AGREES if holds else Verdict.DIFFERS


def _label(statement: Statement, number: str) -> str:
    """What a line is called: as the form prints it; the 其中 lines, which have no fixed words, as they were filled in."""
    line = statement.edition.numbered[number]
    row = statement.rows.get(number)
    return row.item or "" if line.free and row else line.printed


def _named(statement: Statement, number: str, identity: Identity) -> str:
    label = _label(statement, number)
    match identity.right:
        case [whole] if whole.line != number:
            return f"{label}与{_label(statement, whole.line)}"
    return label


def _line_name(statement: Statement, number: str) -> str:
    label = _label(statement, number)
    return f"第{number}行“{label}”" if label else f"第{number}行"


# A sum of more addends than this is written with line numbers only, without labels.
_MANY = 4


def _words(statement: Statement, terms: Sequence[Operand], column: str, *, labelled: bool = False) -> str:
    """One side of an identity in words: 第20行“流动资产合计”＋第30行“长期投资合计”."""
    if not terms:
        return "零"
    if len(terms) > _MANY and not any(term.subtracted for term in terms):
        return f"第{'、'.join(term.line for term in terms)}行之和"
    edition = statement.edition
    pieces = []
    for place, term in enumerate(terms):
        sign = "－" if term.subtracted else "＋" if place else ""
        heading = edition.columns[term.column] if term.column and edition.columns[term.column] != column else ""
        pieces.append(f"{sign}{_line_name(statement, term.line)}{heading}")
    return "".join(pieces) + (column if labelled else "")


def judge_across(statements: Mapping[str, Mapping[int, Statement]], year: int) -> Iterator[IdentityResult]:
    """Every identity between statements of *year* (and the balance sheet before); skipped where one of them is not there."""
    for place, identity in enumerate(cross_identities(), 1):
        current = next((statements[kind][year] for kind in KINDS if year in statements.get(kind, {})), None)
        if current is None or (identity.editions and current.edition.id not in identity.editions):
            continue

        terms = (*identity.left, *identity.right)
        places: dict[Operand, tuple[Statement, str]] = {}
        for term in terms:
            statement = statements.get(term.statement, {}).get(year - 1 if term.previous else year)
            line = statement.edition.role(term.line) if statement else None
            if statement and line:
                places[term] = (statement, line.number)
        if len({statement.edition.id for statement, _ in places.values()}) > 1:
            continue  # a new edition starts from a balance sheet drawn up anew
        if places.keys() != set(terms):
            continue
        left, read = _sum(identity.left, places.__getitem__, "")
        right, readable = _sum(identity.right, places.__getitem__, "")
        if not (read and readable):
            continue
        named = [(term, *places[term]) for term in terms]
        words = [_cross_words(term, statement, line, at) for at, (term, statement, line) in enumerate(named)]
        split = len(identity.left)
        head_term, head, head_line = named[0]
        subject = head.edition.numbered[head_line].label
        others = "、".join(dict.fromkeys(s.edition.title + ("上年" if t.previous else "") for t, s, _ in named[split:]))
        yield IdentityResult(
            id=f"FS{year}K{place}",
            title=f"{head.edition.title}{head.edition.columns[head_term.column]}{subject}与{others}",
            year=year,
            left_words="".join(words[:split]),
            right_words=_cross_words_right(named[split:]),
            left=left,
            right=right,
            relation=Relation.EQUAL if identity.weight == "error" else Relation.NEARLY,
            weight=identity.weight,
            verdict=_verdict(identity, left, right),
            note=identity.note,
            lines=tuple(f"{s.edition.title}{_line_name(s, line)}" for _, s, line in named),
            inputs=tuple(
                s.figure_id(line, t.column)
                for t, s, line in named
                if isinstance(s.rows[line].values[t.column], Decimal)
            ),
            where=head.where(head_line, head_term.column),
            column=head.edition.columns[head_term.column],
            kind=head.edition.kind,
            cross=True,
            total=f"{head.edition.title}{_line_name(head, head_line)}",
        )


def _cross_words(term: Operand, statement: Statement, line: str, at: int) -> str:
    """One number of an identity between statements in words, with the name of its statement."""
    edition = statement.edition
    sign = "－" if term.subtracted else "＋"
    year = f"{statement.year}年" if term.previous else ""
    return f"{sign if at else ''}{year}{edition.title}{_line_name(statement, line)}{edition.columns[term.column]}"


def _cross_words_right(named: Sequence[tuple[Operand, Statement, str]]) -> str:
    if len({(statement.edition.title, line) for _, statement, line in named}) == 1:
        first = _cross_words(*named[0], 0)
        rest = "".join(
            f"{'－' if term.subtracted else '＋'}{s.edition.columns[term.column]}" for term, s, _ in named[1:]
        )
        return first + rest
    return "".join(_cross_words(*item, at) for at, item in enumerate(named))


def as_problem(judgement: IdentityResult) -> Problem | None:
    """The problem of an identity that does not hold; None where it holds or can't be judged."""
    if judgement.verdict is not Verdict.DIFFERS or judgement.left is None or judgement.right is None:
        return None
    details = {
        "year": str(judgement.year),
        "column": judgement.column,
        "total": judgement.total,
        "left": judgement.left_words,
        "rule": judgement.right_words,
        "expected": yuan_text(judgement.right),
        "found": yuan_text(judgement.left),
        "difference": yuan_text(abs(judgement.left - judgement.right)),
        "note": judgement.note,
    }
    if judgement.weight == "warning":
        code = "unlike-statements" if judgement.cross else "doubtful-statement"
    else:
        code = "contradictory-statements" if judgement.cross else "unbalanced-statement"
    return problem(code, judgement.where, **details)


def check(kind: str, rows: Sequence[StatementLine]) -> Iterator[Problem]:
    """Everything that is wrong with the statements of one kind: lines that do not fit, and sums that do not hold."""
    by_year, problems = assemble(kind, rows)
    yield from problems
    for statement in by_year.values():
        for judgement in judge(statement):
            fault = as_problem(judgement)
            if fault:
                yield fault


def check_between(rows: Mapping[str, Sequence[Record]]) -> Iterator[Problem]:
    """Everything that does not hold between the statements of a year."""
    statements = all_statements(rows)
    for year in years(statements):
        for judgement in judge_across(statements, year):
            fault = as_problem(judgement)
            if fault:
                yield fault
