"""年度要目 and 分组 that are not filled in: which figure of the register looks like the total, and which look like its parts.

Only advice: a row is offered where one figure alone can be meant, and why; else only what is missing is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from msgspec import Struct

from ..dates import stretch_of_year
from ..kinds.headlines import Headline, HeadlineRole
from ..model import Coverage, Figure, Nature, joined
from ..problems import Problem, problem
from ..quantities import HOMES, PERSONS
from .scene import Rule, Scene, value_of
from .totals import is_whole

_TOTAL_WORDS = (
    "全年",
    "本年",
    "总收入",
    "总支出",
    "收入合计",
    "支出合计",
    "合计",
    "总计",
    "总额",
    "款物",
    "募集善款",
    "慈善支出",
)
_SIDES = (
    (HeadlineRole.INCOME, HeadlineRole.INCOME_SPLIT, "收入"),
    (HeadlineRole.EXPENSE, HeadlineRole.EXPENSE_SPLIT, "支出"),
)
_OWN = {Coverage.OWN, Coverage.UNSTATED}
_COUNTED = {*PERSONS, *HOMES, "家", "家次", "个"}
_MOST = 12  # figures among which parts are looked for; with more, sums agree by chance


class _UnownedAmounts(Struct, frozen=True):
    """The amounts of a side and a year that no record owns, the largest first, and what staff named of them."""

    year: int
    role: HeadlineRole
    split: HeadlineRole
    figures: tuple[Figure, ...]
    total: Figure | None
    has_split: bool

    @property
    def looks_like(self) -> tuple[Figure, str] | None:
        """The one figure that looks like the total, and why."""
        if not self.figures:
            return None
        first = self.figures[0]
        second = self.figures[1].value if len(self.figures) > 1 else Decimal(0)
        if first.value <= second or first.approximate:
            return None
        parts = parts_of(first, self.figures[1:])
        word = next((word for word in _TOTAL_WORDS if word in f"{first.subject}{first.measure}"), "")
        if parts:
            return first, f"它最大，{'、'.join(figure.id for figure in parts)} 相加正好等于它"
        return (first, f"它最大，名称里有“{word}”") if word else None


def parts_of(total: Figure, others: Sequence[Figure]) -> tuple[Figure, ...]:
    """The only figures that add up to *total* exactly; nothing where there are none, or several ways."""
    exact = [figure for figure in others if not figure.approximate and figure.scope == total.scope][:_MOST]
    ways = [
        chosen
        for size in range(2, len(exact) + 1)
        for chosen in combinations(exact, size)
        if sum((figure.value for figure in chosen), Decimal(0)) == total.value
    ]
    return ways[0] if len(ways) == 1 else ()


def _sides(scene: Scene) -> Iterator[_UnownedAmounts]:
    named = {(row.year, row.role): row.figure for row in scene.rows(Headline)}
    booked = {figure.year for figure in scene.disclosure.figures.values() if figure.topic == "报表"}
    amounts = scene.worked_out("own amounts", lambda: _own_amounts(scene.stated))
    for year in scene.disclosure.years:
        for role, split, topic in _SIDES:
            figures = sorted(amounts.get((topic, year), ()), key=lambda figure: -figure.value)
            total = scene.disclosure.figures.get(named.get((year, role), ""))
            if not total:  # the sum of half a year is no total to be named
                figures = [figure for figure in figures if not stretch_of_year(joined(figure.subject, figure.measure))]
            # a total that was named and could not be read is told as an error of its own
            if figures and (total or (year not in booked and (year, role) not in named)):
                yield _UnownedAmounts(year, role, split, tuple(figures), total, (year, split) in named)


def _own_amounts(stated: Sequence[Figure]) -> dict[tuple[str, int], list[Figure]]:
    """(topic, year) → sums of money that really flowed and are about the organisation as a whole."""
    amounts: dict[tuple[str, int], list[Figure]] = {}
    for figure in stated:
        if (figure.unit, figure.nature) == ("元", Nature.ACTUAL) and not figure.record and figure.scope in _OWN:
            amounts.setdefault((figure.topic, figure.year), []).append(figure)
    return amounts


def missing_headlines(scene: Scene) -> Iterator[Problem]:
    """A year whose total nobody named though amounts of that side are registered, or whom it helped."""
    yield from _helped(scene)
    for side in _sides(scene):
        if side.total:
            continue
        likely = side.looks_like
        place = likely[0] if likely else side.figures[0]
        guess = (
            f"看起来是 {place.id}（{place.subject}，{place.as_written}）：{likely[1]}"
            if likely
            else f"可能的有{'、'.join(figure.id for figure in side.figures[:4])}，从数字上分不出来"
        )
        yield problem(
            "headline-missing",
            value_of(place),
            year=side.year,
            role=side.role,
            what=guess,
            row=f"{side.year},{side.role},{place.id if likely else '编号'}",
            total=place.id if likely else "",
        )


def _helped(scene: Scene) -> Iterator[Problem]:
    """The one figure that tells whom a year helped in all, where nobody named one: of the whole, or the sum of all others."""
    named = {(row.year, row.role) for row in scene.rows(Headline)}
    counted: dict[int, list[Figure]] = {}
    for figure in scene.stated:
        if (
            "受益" in figure.measure
            and figure.nature is Nature.ACTUAL
            and figure.scope in _OWN
            and figure.unit in _COUNTED
        ):
            counted.setdefault(figure.year, []).append(figure)
    for year, figures in counted.items():
        if (year, HeadlineRole.HELPED) in named or not any(of_year == year for of_year, _ in named):
            continue
        whole = [figure for figure in figures if is_whole(figure) and figure.unit in PERSONS]
        rest = sum((figure.value for figure in figures), Decimal(0))
        sums = [figure for figure in figures if figure.unit in PERSONS and 2 * figure.value == rest and figures[2:]]
        for likely in whole if len(whole) == 1 else sums if len(sums) == 1 and not whole else ():
            why = "它说的是全年" if whole else "别的受益数相加正好等于它"
            yield problem(
                "headline-missing",
                value_of(likely),
                year=year,
                role=HeadlineRole.HELPED,
                what=f"看起来是 {likely.id}（{likely.subject}，{likely.as_written}）：{why}",
                row=f"{year},{HeadlineRole.HELPED},{likely.id}",
                total=likely.id,
            )


def missing_breakdowns(scene: Scene) -> Iterator[Problem]:
    """A total whose parts are registered and add up to it, and which nobody declared as its breakdown."""
    offered: set[str] = set()
    for side in _sides(scene):
        total = side.total or (side.looks_like or (None,))[0]
        if total is None or side.has_split:
            continue
        others = [figure for figure in side.figures if figure is not total and not figure.part_of]
        parts = parts_of(total, others) or _listed_below(scene, total)
        if parts:
            offered |= {total.id, *(part.id for part in parts)}
            name = f"B{side.year}{'A' if side.role == HeadlineRole.INCOME else 'B'}"
            yield _offer(total, parts, name, f"{side.role.value[:2]}的组成", f"{side.year},{side.split},{name}")
    yield from _parts_of_parts(scene, offered)


def _parts_of_parts(scene: Scene, offered: set[str]) -> Iterator[Problem]:
    """A part of a total that is itself the sum of what is listed right below it."""
    taken = set(scene.disclosure.breakdowns) | set(scene.disclosure.figures)
    parts = {part for split in scene.disclosure.breakdowns.values() for part in split.parts} | offered
    for figure in scene.stated:
        if figure.id not in parts or scene.disclosure.splitting([figure]):
            continue
        below = _listed_below(scene, figure)
        if below and not offered.issuperset(part.id for part in below):
            letters = (chr(sign) for sign in range(ord("C"), ord("Z") + 1))
            name = next((name for letter in letters if (name := f"B{figure.year}{letter}") not in taken), "")
            if name:
                taken.add(name)
                yield _offer(figure, below, name, f"{joined(figure.subject, figure.measure)}的组成", "")


def _listed_below(scene: Scene, total: Figure) -> tuple[Figure, ...]:
    """The amounts that are entered right below a total, from the first on, and come to it exactly; nothing where none do.

    What stands below one of them and comes to that one is no part of the total besides. Nothing, too, where the amounts come
    to the total both ways.
    """
    known = scene.worked_out("parts listed below", lambda: _all_listed(scene.stated))
    return known.get(total.id, ())


def _all_listed(stated: Sequence[Figure]) -> dict[str, tuple[Figure, ...]]:
    """Totals → what is listed below each."""
    tables: dict[tuple[str, str | None], list[Figure]] = {}
    for figure in sorted(stated, key=lambda figure: (figure.where and figure.where.row) or 0):
        if figure.where is not None and (figure.unit, figure.nature) == ("元", Nature.ACTUAL):
            tables.setdefault((figure.where.file, figure.where.sheet), []).append(figure)
    listed: dict[str, tuple[Figure, ...]] = {}
    for table in tables.values():
        ends: dict[int, int] = {}  # place of a total in its table → the place behind its parts
        for at in range(len(table) - 1, -1, -1):
            parts, end = _run(table, at, ends)
            flat, _ = _run(table, at, {})
            if parts and (not flat or flat == parts):
                listed[table[at].id], ends[at] = parts, end
    return listed


def _run(table: Sequence[Figure], at: int, ends: Mapping[int, int]) -> tuple[tuple[Figure, ...], int]:
    """The figures behind the place *at* that come to the figure there, and the place behind them; what has parts stands for them."""
    total = table[at]
    parts: list[Figure] = []
    rest, place = total.value, at + 1
    while rest and place < len(table):
        figure = table[place]
        if total.approximate or figure.approximate or figure.part_of or not _of_one_sort(total, figure):
            break
        if not 0 < figure.value <= rest:
            break
        parts.append(figure)
        rest -= figure.value
        place = ends.get(place, place + 1)
    return (tuple(parts), place) if not rest and len(parts) > 1 else ((), place)


def _of_one_sort(total: Figure, figure: Figure) -> bool:
    """Whether a figure may be a part of a total at all: 收入 comes to 支出 and 结余 as well, and to what there was in other years."""
    same = (figure.year, figure.scope) == (total.year, total.scope)
    return same and (figure.topic == total.topic or figure.measure == total.measure)


def _offer(total: Figure, parts: Sequence[Figure], name: str, title: str, headline: str) -> Problem:
    return problem(
        "breakdown-missing",
        value_of(parts[0]),
        year=total.year,
        what="、".join(figure.id for figure in parts),
        total=total.id,
        cell=f"{joined(total.subject, total.measure)} {total.as_written}",
        row=f"{name},{title.replace(',', '，')},{total.id},是,是",
        other=headline,
        hint=f"在年度要目里加一行：{headline}；" if headline else "",
        name=name,
    )


RULES: dict[str, Rule] = {"headline-missing": missing_headlines, "breakdown-missing": missing_breakdowns}
