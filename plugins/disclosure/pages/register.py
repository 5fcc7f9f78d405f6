"""数字台账: every figure of a year with its wording, place and use; by topic, by source and by state.

Each figure has one entry, on a page of its topic. The page of a year keeps an anchor for each, `facts/2023/#G007`: the
address that stays the same however the entries are shared out to pages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..blocks import CHOSEN_FROM, HOME, OF_SOURCE, SIZES, claim, claimed, facet_bar, sentence, size_of
from ..kinds import all_kinds
from ..kinds.verifications import totals, verified
from ..model import (
    Block,
    Brief,
    Briefs,
    Disclosure,
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
)

# The last part of the address of a topic that is no kind.
_TOPICS = {
    "总体": "overall",
    "收入": "income",
    "支出": "expense",
    "结余": "balance",
    "物资": "in-kind",
    "计划": "planned",
    "报表": "statements",
    "费用比例": "ratios",
}
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
    return _TOPICS.get(topic) or next(kind.id for kind in all_kinds() if kind.topic == topic)


def _finding(disclosure: Disclosure, year: int, figures: Sequence[Figure]) -> RichText:
    """How many there are, and from where."""
    stated = [figure for figure in figures if figure.formula is None]
    sourced = [figure for figure in stated if figure.source in disclosure.sources]
    counts = (
        f"{year}年的数字一共{len(figures)}条：报告和报表写明{len(stated)}条，本站计算{len(figures) - len(stated)}条。"
    )
    rest = len(stated) - len(sourced)
    formulas = claimed(len(stated) < len(figures), "计算的每条都有算式。")
    return claim(stated and not rest, f"{counts}写明的每条都有原文写法和出处。{formulas}") or sentence(
        counts, claimed(rest, f"写明的有{rest}条没有文件出处，是机构自己填报的。")
    )


def pages(disclosure: Disclosure, used: Mapping[str, Sequence[Link]]) -> Iterator[Page]:
    """The list of years, and the pages of each; *used* tells the pages that show a figure."""
    by_year: dict[int, list[Figure]] = {year: [] for year in years(disclosure)}
    for figure in disclosure.figures.values():
        by_year[figure.year].append(figure)
    for year, figures in by_year.items():
        yield from _of_year(disclosure, year, figures, used)
    yield Page(
        path="facts/",
        title="每个数，从哪来",
        label="数字台账",
        finding=sentence(f"本站登出的{len(disclosure.figures)}条数字，每条一个编号，按年度放。"),
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


def _of_year(
    disclosure: Disclosure, year: int, figures: Sequence[Figure], used: Mapping[str, Sequence[Link]]
) -> Iterator[Page]:
    """The index of a year, a page a topic with the entries, and a page a source level and a state with a line each."""
    path = f"facts/{year}/"
    crumbs: tuple[Link, ...] = (HOME, Link("数据", "data/"), Link("数字台账", "facts/"))
    name = f"{disclosure.organisation.name}{year}年"
    topics = {topic: f"{path}{topic_slug(topic)}/" for topic in dict.fromkeys(figure.topic for figure in figures)}
    doubted = sum(figure.status in _DOUBTED for figure in figures)
    yield Page(
        path=path,
        title=f"{year}年数字台账",
        finding=_finding(disclosure, year, figures),
        blocks=(
            Moved(tuple((figure.id, topics[figure.topic]) for figure in figures)),
            *_facets(path, figures, ""),
            Index(
                "按内容看",
                tuple(_line(topic, address, figures) for topic, address in topics.items()),
                key=f"蓝色的待核实或由本站推断，共{doubted}条。" if doubted else "每条的长短，是那一类有几个数。",
            ),
        ),
        section="data",
        crumbs=crumbs,
        year=year,
        template="register",
        description=f"{name}每个数字的原文写法、口径、来源和用在哪些页。",
    )
    crumbs = (*crumbs, Link(f"{year}年", path))
    for topic, address in topics.items():
        matches = [figure for figure in figures if figure.topic == topic]
        yield Page(
            path=address,
            title=f"{year}年数字台账：{topic}",
            label=topic,
            finding=sentence(f"{topic}的数字{len(matches)}条，每条写明原文怎么写、出在哪、用在哪些页。"),
            blocks=(_entries(disclosure, matches, used),),
            section="data",
            crumbs=crumbs,
            year=year,
            template="register",
            description=f"{name}{topic}的每个数字：原文写法、口径、来源和用在哪些页。",
            listed=False,
        )
    for slug, (words, matches) in _selections(figures).items():
        yield Page(
            path=f"{path}{slug}/",
            title=f"{year}年的数字：{words}",
            label=words,
            finding=sentence(f"{words}数字{len(matches)}条，全年一共{len(figures)}条。点一条，看它的原文写法和出处。"),
            blocks=(
                *_facets(path, figures, slug),
                Briefs(tuple(Brief(_way(figure), figure) for figure in matches)),
                RowsFile("figures", f"{path}{slug}/rows.csv", tuple(matches)),
            ),
            section="data",
            crumbs=crumbs,
            year=year,
            template="register",
            description=f"{name}{words}数字。",
            listed=False,
            view=True,
        )


def _way(figure: Figure) -> Link:
    return Link(f"{figure.subject} · {figure.measure}", figure.anchor)


def _line(topic: str, address: str, figures: Sequence[Figure]) -> IndexLine:
    matches = [figure for figure in figures if figure.topic == topic]
    doubted = sum(figure.status in _DOUBTED for figure in matches)
    words = f"其中待核实或推断{doubted}条" if doubted else ""
    return IndexLine(Link(topic, address), f"{len(matches)}条", len(matches), doubted, words)


def _selections(figures: Sequence[Figure]) -> dict[str, tuple[str, list[Figure]]]:
    """Slug → what is chosen in words, and the figures; only where there are any."""
    chosen = {
        OF_SOURCE[level]: (words, [figure for figure in figures if figure.level == level])
        for level, (_, words) in _LEVELS.items()
    } | {
        slug: (words, [figure for figure in figures if figure.status == status])
        for status, (slug, _, words) in _STATES.items()
    }
    chosen |= {slug: (f"{words}的", matches) for slug, words, matches in _sizes(figures)}
    return {slug: (words, matches) for slug, (words, matches) in chosen.items() if matches}


def _sizes(figures: Sequence[Figure]) -> Iterator[tuple[str, str, list[Figure]]]:
    """Part of the address, words and figures for each size of money, where there are many figures; other units have no size here."""
    money = [figure for figure in figures if figure.unit == "元"] if len(figures) > CHOSEN_FROM else []
    for slug, words, _ in SIZES:
        yield slug, words, [figure for figure in money if size_of(figure.value) == (slug, words)]


def _facets(path: str, figures: Sequence[Figure], current: str) -> tuple[Block, ...]:
    """By which source, state or size to look at the figures of a year: each has its page; none that would be empty."""
    levels = Counter(figure.level for figure in figures)
    states = Counter(figure.status for figure in figures)
    options = [
        (words, f"{path}{OF_SOURCE[level]}/", levels[level], level.value) for level, (words, _) in _LEVELS.items()
    ]
    options += [(words, f"{path}{slug}/", states[status], "※") for status, (slug, words, _) in _STATES.items()]
    options += [(words, f"{path}{slug}/", len(matches), "") for slug, words, matches in _sizes(figures)]
    return (
        facet_bar("挑着看", Link("全部", path), len(figures), "条", options, f"{path}{current}/" if current else ""),
    )


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
        said[name] = f"复核：由{entry.checked_by}于{entry.on}对着原件再填一遍，两次相同。"
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
