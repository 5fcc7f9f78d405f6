"""The report of one run: what must be mended, what is odd, what could be better, and what is in good order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from ..accounts import Site
from ..kinds import all_kinds, kind_of
from ..kinds.sources import KIND as SOURCES
from ..model import Disclosure, Verdict
from ..problems import PARTS, Acknowledgement, Problem, Report, Severity, Wording
from .acknowledgements import Offer, offers
from .places import Places


class Spot(Struct, frozen=True):
    """One finding and the address of its cell (C17), as far as there is one."""

    problem: Problem
    address: str

    @property
    def place(self) -> str:
        """Where it is inside its file, as staff see it: 表“捐赠” C17, or 第 17 行“金额”（C17）."""
        where = self.problem.where
        column = f"“{where.column}”" if where.column else ""
        row = f"第 {where.row} 行" if where.row is not None else ""
        if where.sheet:
            address = f"{row}{column}"
            inside = f"（{address}）" if address and self.address else address
            return f"表“{where.sheet}” {self.address}{inside}".rstrip()
        return f"{row}{column}{f'（{self.address}）' if self.address else ''}"


class Group(Struct, frozen=True):
    """All findings of one rule in one sheet; *rows* is how many rows of data the sheet has, where that is known."""

    code: str
    file: str
    sheet: str | None
    spots: tuple[Spot, ...]
    rows: int | None

    @property
    def wording(self) -> Wording:
        """The entry of the catalogue."""
        return self.spots[0].problem.wording

    @property
    def share(self) -> str:
        """3/120 行: how many of the rows are concerned."""
        rows = {spot.problem.where.row for spot in self.spots if spot.problem.where.row is not None}
        if not rows:
            return ""
        return f"{len(rows)}/{self.rows} 行" if self.rows and self.rows >= len(rows) else f"{len(rows)} 行"


class InOrder(Struct, frozen=True):
    """What is in good order at one organisation: tables without a finding, and checks that hold."""

    name: str
    tables: tuple[tuple[str, int], ...]
    figures: int
    checks: int
    agreeing: int
    begun: bool = True  # whether any table but the one of sources holds a row


class Review(Struct, frozen=True):
    """A whole report, ready to be written in any form."""

    data: str
    parts: dict[Severity, tuple[Group, ...]]
    acknowledged: tuple[tuple[Spot, Acknowledgement], ...]
    unpublished: tuple[tuple[str, tuple[str, ...]], ...]
    in_order: tuple[InOrder, ...]
    kept: tuple[str, ...] = ()  # members whose last sound data stands in for what has faults: the rest may be published
    unseen: tuple[str, ...] = ()  # organisations with articles that could not be held against their pages
    offers: tuple[Offer, ...] = ()  # the rows that acknowledge the open questions, ready but for reason, name and day

    def count(self, severity: Severity) -> int:
        """How many findings a part has."""
        return sum(len(group.spots) for group in self.parts[severity])

    @property
    def faultless(self) -> bool:
        """Whether the site can be made: nothing in it must be mended."""
        return not self.parts[Severity.ERROR]

    @property
    def publishable(self) -> bool:
        """Whether the site may be published: nothing must be mended, and every question was answered."""
        return self.faultless and not self.parts[Severity.WARNING]

    @property
    def spots(self) -> Iterator[Spot]:
        """Every finding, heaviest first."""
        for groups in self.parts.values():
            for group in groups:
                yield from group.spots

    @property
    def begun(self) -> bool:
        """Whether anything was entered at any organisation: an empty site has nothing to publish."""
        return not self.in_order or any(summary.begun for summary in self.in_order)

    @property
    def verdict(self) -> str:
        """The last line: whether the site may be published."""
        if self.kept:
            asked = self.count(Severity.WARNING)
            others = f"其他机构还有 {asked} 处请确认，看过以后可以照常发布。" if asked else "其他机构可以照常发布。"
            return (
                f"请改好“必须改”的 {self.count(Severity.ERROR)} 处。改好之前，{'、'.join(self.kept)}的网页用上一次没有错的数据，"
                f"{others}"
            )
        if not self.faultless:
            later = f"{'、'.join(self.unseen)}的文章引用的图表、网页和数字，改好以后才能看全。" if self.unseen else ""
            return f"不能发布：请先改好“必须改”的 {self.count(Severity.ERROR)} 处。{later}"
        figures = sum(summary.figures for summary in self.in_order)
        checks = sum(summary.checks for summary in self.in_order)
        size = f"{len(self.in_order)} 家机构，{figures} 条数字，{checks} 项勾稽，没有必须改的问题"
        asked = self.count(Severity.WARNING)
        if asked:
            return f"还不能发布：{size}，但有 {asked} 处请确认。写错的改好；没有错的，写上理由确认。"
        if not self.begun:
            return "还没有登过数：没有必须改的问题，可是表都是空的。先放报告和表，再看网页、发布。"
        return f"可以发布：{size}。"


def review(site: Site, report: Report, data: str, *, going_on: bool = False, unseen: tuple[str, ...] = ()) -> Review:
    """Put a report in order; *data* is the data folder as shown.

    *going_on* says that only members have faults, and that their last sound data stands in for them; *unseen* are the
    organisations whose articles could not be held against their pages.
    """
    places, rows = Places(), _rows(site.disclosures)

    def spot(problem: Problem) -> Spot:
        return Spot(problem, places.address(problem.where))

    parts = _parts(report, spot, rows)
    acknowledged = tuple((spot(problem), by) for problem, by in report.acknowledged)
    kept = tuple(f"{body.organisation.name}（截至{body.as_of}）" for body in site.held) if going_on else ()
    ready = tuple(offers(report, site.disclosures, data, places))
    return Review(
        data, parts, acknowledged, tuple(_unpublished(site)), tuple(_in_order(site, report)), kept, unseen, ready
    )


def bare(report: Report) -> Review:
    """What is wrong and nothing else: for tables that are not in their place yet, whose cells have no address."""
    return Review("", _parts(report, lambda problem: Spot(problem, ""), {}), (), (), ())


def _parts(
    report: Report, spot: Callable[[Problem], Spot], rows: Mapping[tuple[str, str | None], int]
) -> dict[Severity, tuple[Group, ...]]:
    parts: dict[Severity, tuple[Group, ...]] = {}
    for severity in PARTS:
        groups: dict[tuple[str, str | None, str], list[Spot]] = {}
        for problem in report:
            if problem.severity is severity:
                groups.setdefault((problem.where.file, problem.where.sheet, problem.code), []).append(spot(problem))
        parts[severity] = tuple(
            Group(code, file, sheet, tuple(spots), rows.get((file, sheet)))
            for (file, sheet, code), spots in groups.items()
        )
    return parts


def _rows(disclosures: Sequence[Disclosure]) -> dict[tuple[str, str | None], int]:
    offsets: dict[tuple[str, str | None], int] = {}
    for disclosure in disclosures:
        for dataset in disclosure.datasets.values():
            for file, sheet, table in dataset.tables:
                offsets[file, sheet] = offsets.get((file, sheet), 0) + len(table)
    return offsets


def _unpublished(site: Site) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What readers will look for and not find, as the pages themselves say under 没公开的."""
    for disclosure in site.disclosures:
        year = disclosure.years[0] if disclosure.years else 0
        labels = [
            expectation.label
            for kind in all_kinds()
            for expectation in kind.expects
            if expectation.lacks(disclosure, year)
        ]
        if labels:
            yield disclosure.organisation.name, tuple(dict.fromkeys(labels))


def _in_order(site: Site, report: Report) -> Iterator[InOrder]:
    troubled = {problem.where.file for problem in report}
    for disclosure in site.disclosures:
        tables = []
        for kind_id, dataset in sorted(disclosure.datasets.items(), key=lambda item: _menu_order(item[0])):
            kind = kind_of(kind_id)
            if kind and len(dataset) and not troubled.intersection(file for file, _, _ in dataset.tables):
                tables.append((kind.label, len(dataset)))
        checks = disclosure.reconciliations
        agreeing = sum(check.verdict is Verdict.AGREES for check in checks)
        figures = len(disclosure.figures)
        begun = any(len(dataset) for kind, dataset in disclosure.datasets.items() if kind != SOURCES.id)
        yield InOrder(disclosure.organisation.name, tuple(tables), figures, len(checks), agreeing, begun)


def _menu_order(kind_id: str) -> tuple[int, str]:
    kind = kind_of(kind_id)
    return (kind.order if kind else 0, kind_id)
