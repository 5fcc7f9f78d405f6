"""数字台账: every figure of a year with its wording, place and use; by topic, by source and by state.

Each figure has one entry, on a page of its topic. The page of a year keeps an anchor for each, `facts/2023/#G007`: the
address that stays the same however the entries are shared out to pages.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeVar

from msgspec import Struct

from ..accounts import FINANCE_TOPICS
from ..blocks import CHOSEN_FROM, HOME, OF_SOURCE, SIZES, claim, claimed, facet_bar, sentence, size_of
from ..dates import han_date
from ..kinds import all_kinds
from ..kinds.verifications import totals, verified
from ..model import (
    Brief,
    Briefs,
    Disclosure,
    Facets,
    Figure,
    FigureStatus,
    Heading,
    Index,
    IndexLine,
    Link,
    Moved,
    Page,
    PastWording,
    Register,
    RichText,
    RowsFile,
    SourceLevel,
    teller,
)

K = TypeVar("K", bound=Hashable)

_LEVELS = {
    SourceLevel.AUDITED: ("审计过的", "审计报告或经审计的报表里的"),
    SourceLevel.REPORT: ("报告写的", "机构自己的报告写明的"),
    SourceLevel.MEDIA: ("媒体写的", "媒体报道或综述写明的"),
    SourceLevel.COMPUTED: ("本站算的", "本站按公开数字计算的"),
    SourceLevel.STAFF: ("机构填报的", "机构工作人员填报、没有别的出处的"),
}
_STATES = {
    FigureStatus.PENDING: ("pending", "待核实", "待核实、还没弄清的"),
    FigureStatus.INFERRED: ("inferred", "本站推断", "原文没有直接写明、由本站推断的"),
    FigureStatus.CORRECTED: ("corrected", "已更正", "已更正过的"),
}
_DOUBTED = (FigureStatus.PENDING, FigureStatus.INFERRED)


def years(disclosure: Disclosure) -> list[int]:
    """Every year that a figure is about, newest first."""
    return sorted({figure.year for figure in disclosure.figures.values()}, reverse=True)


def topic_slug(topic: str) -> str:
    """The last part of the address of a topic; that of a kind is the kind's id."""
    return FINANCE_TOPICS.get(topic) or next(kind.id for kind in all_kinds() if kind.topic == topic)


def _finding(disclosure: Disclosure, year: int, figures: Sequence[Figure]) -> RichText:
    """How many there are, and from where."""
    stated = [figure for figure in figures if figure.formula is None]
    sourced = [figure for figure in stated if figure.source in disclosure.sources]
    counts = f"{year}年的数字有{len(figures)}条{_origins(stated, len(figures) - len(stated))}。"
    rest = len(stated) - len(sourced)
    formulas = claimed(len(stated) < len(figures), "计算的每条都有算式。")
    return claim(stated and not rest, f"{counts}写明的每条都有原文写法和出处。{formulas}") or sentence(
        counts, claimed(rest, f"写明的有{rest}条没有文件出处，是机构自己填报的。")
    )


def _origins(stated: Sequence[Figure], computed: int) -> str:
    """How many figures were told, and by what, and how many computed; or that all are of one sort."""
    told_by = teller(figure.level for figure in stated)  # noted of these alone: the other years may change
    if stated and computed:
        return f"：{told_by}写明{len(stated)}条，本站计算{computed}条"
    return f"，{'都' if len(stated) + computed > 1 else ''}是{f'{told_by}写明' if stated else '本站计算'}的"


def pages(disclosure: Disclosure, used: Mapping[str, Sequence[Link]]) -> Iterator[Page]:
    """The list of years, and the pages of each; *used* tells the pages that show a figure."""
    by_year: dict[int, list[Figure]] = {year: [] for year in years(disclosure)}
    for figure in disclosure.figures.values():
        by_year[figure.year].append(figure)
    for year, figures in by_year.items():
        yield from _known_year(disclosure, year, figures, used)
    yield Page(
        path="facts/",
        title="每个数，从哪来",
        label="数字台账",
        finding=claim(not disclosure.figures, "还没有登出数字。")
        or sentence(f"本站登出的{len(disclosure.figures)}条数字，每条一个编号，按年度放。"),
        blocks=(
            # one line a year
            *(
                Heading(
                    f"{year}年",
                    f"year-{year}",
                    Link(f"{len(figures)}条", f"facts/{year}/"),
                )
                for year, figures in by_year.items()
            ),
        ),
        section="data",
        crumbs=(HOME, Link("数据", "data/")),
        description=f"{disclosure.organisation.name}的数字台账",
    )


def _known_year(
    disclosure: Disclosure, year: int, figures: Sequence[Figure], used: Mapping[str, Sequence[Link]]
) -> tuple[Page, ...]:
    """The pages of a year: those of the last time, where the very figures are shown on the very pages."""
    shown_on = (link for figure in figures for link in (*used.get(figure.id, ()), None))
    work = partial(_of_year, disclosure, year, figures, used)
    return disclosure.cached(f"register of {year}", (*figures, *shown_on), lambda: tuple(work()))


def _of_year(
    disclosure: Disclosure, year: int, figures: Sequence[Figure], used: Mapping[str, Sequence[Link]]
) -> Iterator[Page]:
    """The index of a year, a page a topic with the entries, and a page a source level and a state with a line each."""
    path = f"facts/{year}/"
    crumbs: tuple[Link, ...] = (HOME, Link("数据", "data/"), Link("数字台账", "facts/"))
    name = f"{disclosure.organisation.name}{year}年"
    doubted = sum(figure.status in _DOUBTED for figure in figures)
    chosen = tuple(_selections(figures))
    of_topic = _grouped(figures, lambda figure: figure.topic)
    topics = {topic: f"{path}{topic_slug(topic)}/" for topic in of_topic}
    page = partial(Page, section="data", year=year, template="register")
    yield page(
        path=path,
        title=f"{year}年数字台账",
        finding=_finding(disclosure, year, figures),
        blocks=(
            Moved(tuple((figure.id, topics[figure.topic]) for figure in figures)),
            _facets(path, len(figures), chosen, ""),
            Index(
                "按内容看",
                tuple(_line(topic, address, of_topic[topic]) for topic, address in topics.items()),
                key=f"蓝色的待核实或由本站推断，共{doubted}条。" if doubted else "每条的长短，是那一类有几个数。",
            ),
        ),
        crumbs=crumbs,
        description=f"{name}每个数字的原文写法、口径、来源和用在哪些页。",
    )
    below = partial(page, crumbs=(*crumbs, Link(f"{year}年", path)), listed=False)
    for topic, address in topics.items():
        yield below(
            path=address,
            title=f"{year}年数字台账：{topic}",
            label=topic,
            finding=sentence(f"{topic}的数字{len(of_topic[topic])}条，每条写明原文怎么写、出在哪、用在哪些页。"),
            blocks=(_entries(disclosure, of_topic[topic], used),),
            description=f"{name}{topic}的每个数字：原文写法、口径、来源和用在哪些页。",
        )
    for choice in chosen:
        words, matches = choice.words, choice.figures
        yield below(
            path=f"{path}{choice.slug}/",
            title=f"{year}年的数字：{words}",
            label=words,
            finding=sentence(f"{words}数字{len(matches)}条，全年一共{len(figures)}条。点一条，看它的原文写法和出处。"),
            blocks=(
                _facets(path, len(figures), chosen, choice.slug),
                Briefs(tuple(Brief(_way(figure), figure) for figure in matches)),
                RowsFile("figures", f"{path}{choice.slug}/rows.csv", tuple(matches)),
            ),
            description=f"{name}{words}数字。",
            view=True,
        )


def _way(figure: Figure) -> Link:
    return Link(f"{figure.subject} · {figure.measure}", figure.anchor)


def _line(topic: str, address: str, matches: Sequence[Figure]) -> IndexLine:
    doubted = sum(figure.status in _DOUBTED for figure in matches)
    words = f"其中待核实或推断{doubted}条" if doubted else ""
    return IndexLine(Link(topic, address), f"{len(matches)}条", len(matches), doubted, words)


class _FiguresChosen(Struct, frozen=True):
    """Figures of a year that have one thing in common: part of their address, what the choice is called, and what they are."""

    slug: str
    label: str
    sign: str
    words: str
    figures: Sequence[Figure]


def _selections(figures: Sequence[Figure]) -> Iterator[_FiguresChosen]:
    """By source, by state and by size; only where there are any."""
    of_level, of_state = _grouped(figures, lambda figure: figure.level), _grouped(figures, lambda figure: figure.status)
    for level, (label, words) in _LEVELS.items():
        if level in of_level:
            yield _FiguresChosen(OF_SOURCE[level], label, level.value, words, of_level[level])
    for status, (slug, label, words) in _STATES.items():
        if status in of_state:
            yield _FiguresChosen(slug, label, "※", words, of_state[status])
    # where there are many figures; other units have no size here
    money = [figure for figure in figures if figure.unit == "元"] if len(figures) > CHOSEN_FROM else []
    of_size = _grouped(money, lambda figure: size_of(figure.value))
    for slug, words, _ in SIZES:
        if (slug, words) in of_size:
            yield _FiguresChosen(slug, words, "", f"{words}的", of_size[slug, words])


def _grouped(figures: Iterable[Figure], key: Callable[[Figure], K]) -> dict[K, list[Figure]]:
    groups: dict[K, list[Figure]] = {}
    for figure in figures:
        groups.setdefault(key(figure), []).append(figure)
    return groups


def _facets(path: str, count: int, chosen: Iterable[_FiguresChosen], current: str) -> Facets:
    """By which source, state or size to look at all *count* figures of a year: each has its page."""
    options = [(choice.label, f"{path}{choice.slug}/", len(choice.figures), choice.sign) for choice in chosen]
    return facet_bar("挑着看", Link("全部", path), count, "条", options, f"{path}{current}/" if current else "")


def _entries(disclosure: Disclosure, figures: Sequence[Figure], used: Mapping[str, Sequence[Link]]) -> Register:
    verified = disclosure.worked_out("register", "verified", lambda: _verified(disclosure))
    return Register(
        tuple(figures),
        {entry.id: tuple(used.get(entry.id, ())) for entry in figures},
        earlier_wordings(figures, disclosure.past_wordings),
        {entry.id: verified[entry.id] for entry in figures if entry.id in verified},
    )


def _verified(disclosure: Disclosure) -> dict[str, str]:
    """Figure → who typed it a second time; for totals that need it, that nobody did."""
    said = {figure.id: "这个合计只填过一遍，还没有人对着原件再填一遍。" for _, figure in totals(disclosure)}
    for name, entry in verified(disclosure).items():
        said[name] = f"复核：由{entry.checked_by}于{han_date(entry.on)}对着原件再填一遍，两次相同。"
    return said


def earlier_wordings(
    figures: Iterable[Figure], wordings: Mapping[str, tuple[PastWording, ...]]
) -> dict[str, tuple[PastWording, ...]]:
    """Figure id → its *wordings* in earlier releases, for those figures that some release put in other words than now."""
    return {
        figure.id: wordings[figure.id]
        for figure in figures
        if any(release.wording != figure.as_written for release in wordings.get(figure.id, ()))
    }
