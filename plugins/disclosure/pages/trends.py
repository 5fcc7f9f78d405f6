"""历年对照: what came in, went out and was reached over the years, as far as the years can be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from ..accounts import BETWEEN, of_role, ratio_id, ratio_rows
from ..blocks import HOME, OfYear, checks, claim, claimed, latest, name_of, sentence, table, undisclosed
from ..charts import DeclaredChange, Series, YearValue, chart, course, difference, of_figures, signed
from ..dates import han_date
from ..kinds import kind_of
from ..kinds.gifts import DonationRecord, sums
from ..kinds.gifts import year_path as gifts_of
from ..kinds.restatements import Restatement, RestatementRecord, RestatementType, changes
from ..law import ratios
from ..law import statements as forms
from ..model import (
    Block,
    Cell,
    ChartBlock,
    Coverage,
    Disclosure,
    Expectation,
    Figure,
    Heading,
    Link,
    Moved,
    Page,
    Prose,
    Reconciliation,
    RichText,
    Role,
    Verdict,
)
from ..quantities import quantity_text, yuan_text
from .headlines import headlines
from .switch import together
from .topics import EXPENSE, INCOME
from .years import captioned

BALANCE = "收支差"
EXACT_ONLY = "收支差只在收入和支出都是准确数、算的是同一块的年度计算。"


_PATH = "trends/"
# Page below it → what its tab says, and the groups that stand there: no page is longer than a phone's reader scrolls.
_PARTS: Mapping[str, tuple[str, frozenset[str]]] = {
    "": ("收支", frozenset({"totals", "wider"})),
    "people/": ("捐赠和受益", frozenset({"donations", "people"})),
    "sources/": ("来源和去处", frozenset({"income", "expense"})),
    "position/": ("家底", frozenset({"position", "ratios"})),
}


class _SeriesContext(Struct, frozen=True):
    """What every series asks: the organisation, the whole axis, and what was declared or found of single figures."""

    disclosure: Disclosure
    years: tuple[int, ...]
    changes: tuple[DeclaredChange, ...]
    remarks: Mapping[str, str]

    def series(
        self, label: str, role: Role, find: Callable[[int], Figure | None], breaks: Mapping[int, str] | None = None
    ) -> Series:
        """What *find* gives for every year of the axis, each year with a way to its overview."""
        figures = [year for year in map(find, self.years) if year is not None]
        result = of_figures(label, role, figures, self.changes, breaks, self.remarks)
        return replace(result, points=tuple(replace(point, link=self.link(point.year)) for point in result.points))

    def link(self, year: int) -> Link | None:
        """The overview of a year, where there is one."""
        return Link(f"{year}年", f"years/{year}/") if year in self.disclosure.years else None


class _ChartGroup(Struct, frozen=True):
    """Series that stand in one chart under one heading."""

    id: str
    title: str
    series: tuple[Series, ...]
    subtitle: str = ""
    notes: tuple[RichText, ...] = ()


def series_of(disclosure: Disclosure) -> Iterator[tuple[str, Series]]:
    """(title of its part, series) of everything that is held against other years, with every reason against it."""
    view, _ = _context(disclosure)
    for group in _groups(view):
        yield from ((group.title, line) for line in group.series if line.points)


def _context(disclosure: Disclosure) -> tuple[_SeriesContext, list[Reconciliation]]:
    """What every series asks, and the openings that differ without a word."""
    reported_years = disclosure.years
    years = tuple(range(min(reported_years), max(reported_years) + 1)) if reported_years else ()
    declared = changes(disclosure.rows(Restatement), disclosure.figures)
    unlike = [entry for entry in unlike_openings(disclosure) if not _declared(entry, declared)]
    return _SeriesContext(disclosure, years, declared, _remarks(disclosure, unlike)), unlike


def pages(disclosure: Disclosure) -> Iterator[Page]:
    """Four pages, those without numbers left out, or none where a single year stands alone."""
    if together(disclosure) is None:
        return
    view, unlike = _context(disclosure)
    groups = [group for group in _groups(view) if any(len(line.points) > 1 for line in group.series)]
    parts = [
        (place, label, [group for group in groups if group.id in names])
        for place, (label, names) in _PARTS.items()
        if not place or any(group.id in names for group in groups)
    ]
    tabs = tuple(Link(label, f"{_PATH}{place}") for place, label, _ in parts) if len(parts) > 1 else ()
    for place, label, shown in parts:
        blocks = [block for number, group in enumerate(shown) for block in _blocks(view, group, led=not number)]
        blocks.append(Prose((sentence("想自己选数、换年份、换图：", Link("数据探索", "explore/"), "。"),)))
        if not place:
            moved = [(group.id, f"{_PATH}{other}") for other, _, those in parts if other for group in those]
            blocks = [*((Moved(tuple(moved)),) if moved else ()), *blocks, *_changes(disclosure)]
            blocks += checks("年初数和上年期末数不同，没有登记重述的", unlike)
            blocks += undisclosed(disclosure, None, _expected(view))
        yield _page(view, place, label, _finding(view, shown), tuple(blocks), tabs)


def _page(
    view: _SeriesContext, place: str, label: str, finding: RichText, blocks: tuple[Block, ...], tabs: tuple[Link, ...]
) -> Page:
    years = view.years
    return Page(
        path=f"{_PATH}{place}",
        title=f"历年对照：{label}" if place else "历年对照",
        label=label if place else "历年对照",
        finding=finding,
        blocks=blocks,
        section="finances",
        crumbs=(HOME, Link("财务", "finances/"), *((Link("历年对照", _PATH),) if place else ())),
        tabs=tabs,
        status=f"{years[0]}—{years[-1]}年" if len(years) > 1 else "",
        description=f"{view.disclosure.organisation.name}历年的收入、支出、费用、捐赠和受益，以及改过的数和算法变化。",
        listed=not place,
    )


def _blocks(view: _SeriesContext, group: _ChartGroup, *, led: bool) -> Iterator[Block]:
    """A part of the page; where the page's finding has *led* to it, its sentence is not said again."""
    yield Heading(group.title, group.id)
    clauses = [words for line in group.series if line.label != BALANCE and (words := course(line))]
    if clauses and not led:
        yield Prose((_listed(clauses),))
    span = f"{view.years[0]}—{view.years[-1]}年"
    caption = captioned(
        view.disclosure, f"trends-{group.id}", f"{group.title}，{span}", group.subtitle or _subtitle(group, span)
    )
    yield ChartBlock(chart(replace(caption, notes=group.notes), group.series, view.years))


def _subtitle(group: _ChartGroup, span: str) -> str:
    figures = [point.figure for line in group.series for point in line.points if point.figure]
    scopes = list(dict.fromkeys(figure.scope for figure in figures if figure.scope != Coverage.UNSTATED))
    return "，".join((*scopes[:1] * (len(scopes) == 1), span))


def _listed(sentences: Sequence[RichText]) -> RichText:
    pieces: list[str | Figure] = []
    for words in sentences:
        pieces += ["；" if pieces else "", *(entry for entry in words if isinstance(entry, str | Figure))]
    return (*(text for text in pieces if text != ""), "。")


def _finding(view: _SeriesContext, groups: Sequence[_ChartGroup]) -> RichText:
    if not groups:
        totals = f"收入总额和支出总额，没有两个年度的可以对照{_changes_below(view.disclosure)}。"
        return claim(not groups, totals)
    clauses = [words for line in groups[0].series[:2] if (words := course(line))]
    if clauses:
        return _listed(clauses)
    if groups[0].id not in _PARTS[""][1]:
        return sentence("各年的数列在下面。")
    return sentence(
        f"有{len(view.disclosure.years)}个年度的数，算的不是同一块，不能互相比较；各年的数和不可比的原因列在下面。"
    )


def _changes_below(disclosure: Disclosure) -> str:
    return claimed(disclosure.count("restatements"), "；改过的数和算法变化列在下面")


# --- series ----------------------------------------------------------------------------------------


def _groups(view: _SeriesContext) -> Iterator[_ChartGroup]:
    yield _totals(view, "totals", "收入和支出", ("收入合计", "支出合计"))
    yield _totals(view, "wider", "收入和支出（市里加各县）", ("对照收入", "对照支出"))
    yield _ChartGroup("income", "收入的主要来源", tuple(_lines(view, _INCOME)))
    yield _ChartGroup("expense", "费用的主要去处", tuple(_lines(view, _EXPENSE)))
    yield _ChartGroup("position", "年末的净资产和资金", tuple(_lines(view, _POSITION)))
    yield _ChartGroup(
        "ratios", "费用比例", tuple(_ratios(view)), notes=(("比例由本站按报表计算，算式在数字台账里。",),)
    )
    yield _ChartGroup("donations", "公开的捐赠", tuple(_donations(view)), notes=(("按逐笔公开的捐赠统计。",),))
    yield _ChartGroup("people", "受益和其他关键数", tuple(_counts(view)), notes=(("单位不同的数不能相加。",),))


def _totals(view: _SeriesContext, name: str, title: str, roles: tuple[str, str]) -> _ChartGroup:
    heads = {year: headlines(view.disclosure, year) for year in view.years}
    pair: list[Series] = []
    for role, colour in zip(roles, (Role.INCOME, Role.EXPENSE), strict=True):
        labels = [heads[year].figures[role][0][0] for year in view.years if role in heads[year].figures]
        label = labels[-1] if labels else role
        result = view.series(label, colour, lambda year, role=role: heads[year].figure(role))  # type: ignore[misc]
        pair.append(replace(result, panel=title))
    balance = tuple(_balance(view, pair, name))
    lacking = any(len(entry.points) < max(len(entry.points) for entry in pair) for entry in balance)
    notes: tuple[RichText, ...] = ((EXACT_ONLY,),) if lacking else ()
    return _ChartGroup(name, title, (*pair, *balance), notes=notes)


def _balance(view: _SeriesContext, pair: Sequence[Series], name: str) -> Iterator[Series]:
    """Income less expense: the organisation's own figure where every year has it, else computed here."""
    computed = difference(BALANCE, *pair)
    stated = [headlines(view.disclosure, point.year).figure("收支差") for point in computed.points if name == "totals"]
    if stated and all(stated):
        figures = {figure.year: figure for figure in stated if figure}
        result = view.series(BALANCE, Role.OTHER, figures.get)
        apart = {point.year: point.apart for point in computed.points}
        points = tuple(
            replace(point, apart=tuple(dict.fromkeys((*point.apart, *apart[point.year])))) for point in result.points
        )
        yield signed(replace(result, points=points))
    elif computed.points:
        linked = tuple(replace(point, link=view.link(point.year)) for point in computed.points)
        yield signed(replace(computed, points=linked))


_Line = tuple[str, str, str, str, Role]
_INCOME: tuple[_Line, ...] = (
    ("捐赠收入", "activity_statement", "donations", "total", Role.INCOME),
    ("政府补助收入", "activity_statement", "government_grants", "total", Role.INCOME),
    ("投资收益", "activity_statement", "investment_income", "total", Role.INCOME),
)
_EXPENSE: tuple[_Line, ...] = (
    ("业务活动成本", "activity_statement", "programme_expense", "total", Role.EXPENSE),
    ("管理费用", "activity_statement", "management_expense", "total", Role.EXPENSE),
    ("筹资费用", "activity_statement", "fundraising_expense", "total", Role.EXPENSE),
)
_POSITION: tuple[_Line, ...] = (
    ("净资产合计", "balance_sheet", "net_assets", "close", Role.OTHER),
    ("限定性净资产", "balance_sheet", "restricted_net_assets", "close", Role.OTHER),
    ("货币资金", "balance_sheet", "cash", "close", Role.OTHER),
)


def _lines(view: _SeriesContext, lines: Sequence[_Line]) -> Iterator[Series]:
    """Lines of the statements by their roles; those that are zero in every year are left out."""
    for label, kind, role, column, colour in lines:

        def find(year: int, kind: str = kind, role: str = role, column: str = column) -> Figure | None:
            return of_role(view.disclosure.figures, year, kind, role, column)

        result = view.series(label, colour, find, _form_breaks(view.years, kind, role))
        if any(point.value for point in result.points):
            yield result


def _form_breaks(years: Sequence[int], kind: str, role: str) -> dict[int, str]:
    """The years from which a line of the forms holds something else."""
    groups = {}
    for year in years[1:]:
        edition = forms.edition_of(kind, year)
        if edition and not forms.continuous(kind, role, year - 1, year):
            groups[year] = f"{year}年起改用{edition.form}，这一行的内容不同"
    return groups


def _ratios(view: _SeriesContext) -> Iterator[Series]:
    known = view.disclosure.figures
    by_year = {year: ratio_rows(view.disclosure, year) for year in view.years}
    for measure in ratios.MEASURES:
        figures: dict[int, Figure] = {}
        label = measure
        for year, rows in by_year.items():
            for row in rows:
                if row.measure == measure:
                    label = row.label
                    ids = [ratio_id(row, test) for test in row.tests if test.share is not None and not test.average]
                    figures.update((year, known[entry]) for entry in ids[:1] if entry in known)
        yield view.series(label, Role.OTHER, figures.get)


def _donations(view: _SeriesContext) -> Iterator[Series]:
    """Money and number of the gifts that are published one by one; a year that is not over can't be compared."""
    dataset = view.disclosure.datasets.get("donations")
    if dataset is None or not len(dataset):
        return
    result = {int(key[0]): check for key, check in sums(dataset, DonationRecord.year).items() if key[0]}
    money: list[YearValue] = []
    count: list[YearValue] = []
    for year in view.years:
        if year in result:
            over = view.disclosure.prepared_on >= f"{year}-12-31"
            apart = () if over else (f"这一年的数据只到{han_date(view.disclosure.prepared_on)}",)
            place = Link(f"{year}年", gifts_of(year))
            gifts = Decimal(result[year].gifts)
            money.append(
                YearValue(year, result[year].money, "元", yuan_text(result[year].money), None, apart, link=place)
            )
            count.append(YearValue(year, gifts, "笔", quantity_text(gifts, "笔"), None, apart, link=place))
    yield Series("捐赠金额", Role.INCOME, tuple(money))
    yield Series("捐赠笔数", Role.COUNT, tuple(count))


def _counts(view: _SeriesContext) -> Iterator[Series]:
    """Beneficiaries and key figures, each unit by itself: 人, 人次 and 户 are never one series."""
    groups: dict[tuple[str, str], dict[int, Figure]] = {}
    for year in view.years:
        for label, figure in headlines(view.disclosure, year).labelled("受益", "关键数"):
            groups.setdefault((label, figure.unit), {}).setdefault(year, figure)
    named = Counter(label for label, unit in groups if unit != "元")
    for (label, unit), figures in groups.items():
        if (
            unit != "元"
        ):  # of one thing that was counted in two units each series, and its part of the chart, bears its unit
            yield view.series(f"{label}（{unit}）" if named[label] > 1 else label, Role.COUNT, figures.get)


# --- what was stated anew --------------------------------------------------------------------------


def unlike_openings(disclosure: Disclosure) -> list[Reconciliation]:
    """The checks between the statements of two years that do not hold: last year was changed after it was published."""
    matches = []
    for check in disclosure.reconciliations:
        years = {disclosure.figures[figure_id].year for figure_id in check.named if figure_id in disclosure.figures}
        if check.topic == BETWEEN and check.verdict is Verdict.DIFFERS and len(years) > 1:
            matches.append(check)
    return matches


def _declared(check: Reconciliation, declared: Sequence[DeclaredChange]) -> bool:
    """Whether a restatement explains it: both of its figures take part in the check."""
    inputs = set(check.named)
    return any(entry.restated and {entry.figure.id, entry.restated.id} <= inputs for entry in declared)


def _remarks(disclosure: Disclosure, unlike: Sequence[Reconciliation]) -> dict[str, str]:
    return {
        figure_id: f"和{entry.year}年报表里的上年数不同"
        for entry in unlike
        for figure_id in entry.named
        if disclosure.figures[figure_id].year < entry.year
    }


def _changes(disclosure: Disclosure) -> Iterator[Block]:
    kind = kind_of("restatements")
    rows = latest(disclosure.rows(Restatement), RestatementRecord.published_on)
    if kind is None or not rows:
        return
    known = disclosure.figures

    def side(row: Restatement, figure: str | None, text: str | None) -> Cell:
        return known[figure] if row.type == RestatementType.RESTATED and figure else str(text)

    def thing(row: Restatement) -> Cell:
        figure = known[row.figure]
        words = f"{row.year}年{'' if row.type == RestatementType.RESTATED else '起'}{name_of(figure)}"
        return words if row.type == RestatementType.RESTATED else (words, figure)

    yield Heading("改过的数和算法变化", "restatements")
    yield Prose((sentence("重述：后来的报告改了以前年度的数，图里用改后的数。变化：从这一年起和以前不可比。"),))
    yield table(
        disclosure,
        kind,
        rows,
        (
            ("项目", thing),
            Restatement.type,
            ("原来", lambda row: side(row, row.figure, row.old)),
            ("现在", lambda row: side(row, row.restated, row.new)),
            Restatement.reason,
            Restatement.published_on,
        ),
        caption="每处重述和变化",
        anchors=True,
    )


def _expected(view: _SeriesContext) -> Iterator[Expectation]:
    for year in view.years:
        for label, evidence in (("收入", INCOME), ("支出", EXPENSE)):
            yield Expectation(f"{year}年的{label}总额", OfYear(year, evidence))
