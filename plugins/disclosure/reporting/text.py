"""The report for a terminal: 80 columns, Han characters two wide, colour only where it is wanted."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from ..problems import PARTS, Report, Severity
from .acknowledgements import offered_rows
from .findings import Group, Review, Spot, bare

WIDTH = 80
_HANGING = set("，。；：、！？”’）》】…")
_MEANS = {Severity.ERROR: "不改不能发布", Severity.WARNING: "改好或写进确认表，才能发布", Severity.NOTICE: "只是建议"}
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTICE: "36"}


def width(text: str) -> int:
    """Columns that a text takes."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def wrap(text: str, first: str = "", rest: str = "") -> Iterator[str]:
    """Lines of at most 80 columns: words of letters and digits stay whole (a long path may stick out), no line begins with closing punctuation."""
    line: list[str] = []
    head, used = first, width(first)
    for piece in _pieces(text):
        size = width(piece)
        if used + size > WIDTH and line:
            kept: list[str] = []
            while len(line) > 1 and (kept[0] if kept else piece) in _HANGING:
                kept.insert(0, line.pop())
            yield (head + "".join(line)).rstrip()
            head, line = rest, kept
            used = width(head + "".join(line))
        if piece == " " and not line:
            continue
        line.append(piece)
        used += size
    yield (head + "".join(line)).rstrip()


def _pieces(text: str) -> Iterator[str]:
    """Words of ASCII, and every other character by itself."""
    word = ""
    for sign in text:
        if sign.isascii() and sign != " ":
            word += sign
            continue
        if word:
            yield word
        word = ""
        yield sign
    if word:
        yield word


def lines(review: Review, *, colour: bool = False) -> Iterator[str]:
    """The whole report, line by line; of rows that lie far apart only the first are named."""
    for severity in PARTS:
        yield from _part(review, severity, colour=colour)
        if severity is Severity.WARNING:
            yield from offered(review)
        if severity is Severity.NOTICE:
            yield from _unpublished(review, shown=bool(review.parts[severity]))
    if review.acknowledged:
        yield _painted(f"已经确认：{len(review.acknowledged)} 处", "1", on=colour)
        yield "─" * (WIDTH // 2)
        for spot, by in review.acknowledged:
            said = f"{spot.problem.where.file} {spot.place}：{spot.problem.message}（{spot.problem.code}）"
            yield from wrap(said, "· ", "  ")
            yield from wrap(f"理由：{by.reason}（{by.name}，{by.on}）", "  ", "  ")
        yield ""
    yield from _in_order(review, colour=colour)
    yield from wrap(
        _painted(review.verdict, "1;32" if review.publishable else "1;33" if review.faultless else "1;31", on=colour)
    )


def as_text(review: Review, *, colour: bool = False) -> str:
    """The same in one text."""
    return "\n".join(lines(review, colour=colour))


def offered(review: Review) -> Iterator[str]:
    """The rows that answer the open questions, to be pasted; lines as long as they are, because they are pasted."""
    for rows in offered_rows(review.offers):
        if rows.lacking:
            labels = "、".join(f"“{label}”" for label in rows.lacking)
            yield from wrap(f"先在 {rows.file} 的表头后面加上{labels}{len(rows.lacking)} 列。")
        where = f"加进 {rows.file}（还没有这张表，连表头一起）" if rows.head else f"加在 {rows.file} 最后"
        yield from wrap(f"看过没有错的，把下面的行{where}，再写上理由、确认人和日期。{rows.way}")
        if rows.head:
            yield rows.head
        for line, count in rows.lines:
            yield line + (f"    ← {count} 处一起" if count > 1 else "")
        yield ""


def questions(review: Review) -> str:
    """Every open question and the rows that answer them, for commands that stop at them."""
    listed = [*_part(review, Severity.WARNING, colour=False), *offered(review)]
    return "\n".join(listed).rstrip()


def faults_text(report: Report) -> str:
    """Only what is wrong, in the same form: for commands that do not speak of the whole site."""
    review = bare(report)
    return "\n".join(line for severity in PARTS for line in _part(review, severity, colour=False)).rstrip()


def _part(review: Review, severity: Severity, *, colour: bool) -> Iterator[str]:
    groups = review.parts[severity]
    if not groups:
        return
    heading = f"{PARTS[severity]}：{review.count(severity)} 处（{_MEANS[severity]}）"
    yield _painted(heading, f"1;{_COLOURS[severity]}", on=colour)
    yield "─" * (WIDTH // 2)
    for number, group in enumerate(groups, 1):
        yield from _group(group, number, _COLOURS[severity] if colour else "")
        yield ""


def _painted(text: str, code: str, *, on: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if on else text


def _group(group: Group, number: int, colour: str) -> Iterator[str]:
    head = list(wrap(f"{group.wording.title}（{group.code}）", f"{number}. ", "   "))
    yield from (_painted(line, colour, on=bool(colour)) for line in head)
    place = group.file + (f" 表“{group.sheet}”" if group.sheet else "")
    yield from wrap(f"{place}，{group.share}" if group.share else place, "   ", "   ")
    fixes = {spot.problem.fix for spot in group.spots}
    for spots in _folded(_alike(group.spots)):
        first = spots[0].problem
        if isinstance(spots, Folded):
            yield from _fold(spots)
            continue
        where = _places(spots)
        yield from wrap(f"{where}：{first.message}" if where else first.message, "   · ", "     ")
        if len(fixes) > 1:
            yield from wrap(f"改法：{first.fix}", "     ", "     ")
        if first.suggestion:
            yield from wrap(f"建议填：{first.suggestion}", "     ", "     ")
    if len(fixes) == 1:
        yield from wrap(f"改法：{fixes.pop()}", "   ", "   ")
    yield from wrap(f"为什么：{group.wording.why}", "   ", "   ")


def _alike(spots: Sequence[Spot]) -> list[list[Spot]]:
    """Findings that say the same of the same column, together."""
    groups: dict[tuple[str | None, str, str, str], list[Spot]] = {}
    for spot in spots:
        key = (spot.problem.where.column, spot.problem.message, spot.problem.fix, spot.problem.suggestion)
        groups.setdefault(key, []).append(spot)
    return list(groups.values())


# So many findings of one rule in one column that differ only in what the cell holds are told one by one.
_TOLD = 5


class Folded(list[Spot]):
    """Findings of the same rule in the same column, too many to be told one by one."""


def _folded(alike: list[list[Spot]]) -> Iterator[list[Spot]]:
    """Findings that say the same; beyond a few, those of a column that say different things of different cells, in one."""
    by_column: dict[str | None, list[list[Spot]]] = {}
    for spots in alike:
        by_column.setdefault(spots[0].problem.where.column, []).append(spots)
    for several in by_column.values():
        rows = [spot for spots in several for spot in spots]
        if len(several) > _TOLD and all(spot.problem.where.row is not None for spot in rows):
            yield Folded(rows)
        else:
            yield from several


def _fold(spots: Folded) -> Iterator[str]:
    """One line for many findings: where they are, how many, and the first few as examples."""
    first = spots[0].problem
    yield from wrap(f"{_places(spots)}，一共 {len(spots)} 处，例如：", "   · ", "     ")
    for spot in spots[:3]:
        advice = f"建议填：{spot.problem.suggestion}" if spot.problem.suggestion else ""
        yield from wrap(f"第 {spot.problem.where.row} 行：{spot.problem.message}{advice}", "     ", "     ")
    if len({spot.problem.fix for spot in spots}) > 1:
        yield from wrap(f"改法：{first.fix}", "     ", "     ")
    yield from wrap("每一处的改法见 make check FORMAT=xlsx。", "     ", "     ")


def _places(spots: Sequence[Spot]) -> str:
    if len(spots) == 1:
        return spots[0].place
    rows = sorted({spot.problem.where.row for spot in spots if spot.problem.where.row is not None})
    column = spots[0].problem.where.column
    letter = spots[0].address.rstrip("0123456789")
    named = f"“{column}”（{letter} 列）" if column and letter else f"“{column}”" if column else ""
    if not rows:
        return f"{named}{len(spots)} 处"
    shown = runs(rows)
    pieces = shown.split("、")
    if len(pieces) <= _RUNS:
        return f"第 {shown} 行{named}"
    return f"第 {'、'.join(pieces[:_RUNS])}……行{named}（共 {len(rows)} 行，逐行见 make check FORMAT=xlsx）"


# So many stretches of rows are named; the rest would push the message that stands behind them off the screen.
_RUNS = 40


def runs(numbers: Sequence[int]) -> str:
    """2、5、7—9: numbers in order, neighbours drawn together."""
    pieces: list[list[int]] = []
    for number in numbers:
        if pieces and number == pieces[-1][1] + 1:
            pieces[-1][1] = number
        else:
            pieces.append([number, number])
    return "、".join(f"{low}" if low == high else f"{low}—{high}" for low, high in pieces)


def _unpublished(review: Review, *, shown: bool) -> Iterator[str]:
    if not review.unpublished:
        return
    if not shown:
        yield f"{PARTS[Severity.NOTICE]}（{_MEANS[Severity.NOTICE]}）"
        yield "─" * (WIDTH // 2)
    for name, labels in review.unpublished:
        yield from wrap(f"{name}还可以公开 {len(labels)} 项。", "· ", "  ")
    yield from wrap("逐项见 make check FORMAT=html；网页上写在各页的“没公开的”里。", "  ", "  ")
    yield ""


def _in_order(review: Review, *, colour: bool) -> Iterator[str]:
    if not review.in_order:
        return
    yield _painted("没有问题的", "1;32", on=colour)
    yield "─" * (WIDTH // 2)
    for summary in review.in_order:
        tables = "、".join(f"{label} {rows} 行" for label, rows in summary.tables)
        checks = f"勾稽 {summary.checks} 项，{summary.agreeing} 项一致" if summary.checks else "没有勾稽"
        yield from wrap(f"{summary.name}：{tables or '还没有表'}；数字 {summary.figures} 条；{checks}。", "· ", "  ")
    yield ""
