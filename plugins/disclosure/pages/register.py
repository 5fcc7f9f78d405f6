"""数字台账: one entry and one anchor for every figure of a year, with its wording, place and use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..blocks import HOME, claim, claimed, sentence
from ..kinds.verifications import totals, verified
from ..model import Disclosure, Figure, Heading, Link, Page, PastWording, Register, RichText


def years(disclosure: Disclosure) -> list[int]:
    """Every year that a figure is about, newest first."""
    return sorted({figure.year for figure in disclosure.figures.values()}, reverse=True)


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
    """The list of years, and one register a year; *used* tells the pages that show a figure."""
    every = years(disclosure)
    for year in every:
        figures = [figure for figure in disclosure.figures.values() if figure.year == year]
        blocks: list[Heading | Register] = []
        for topic in dict.fromkeys(figure.topic for figure in figures):
            blocks += [Heading(topic, f"topic-{len(blocks) // 2 + 1}"), _entries(disclosure, figures, topic, used)]
        yield Page(
            path=f"facts/{year}/",
            title=f"{year}年数字台账",
            finding=_finding(disclosure, year, figures),
            blocks=tuple(blocks),
            section="data",
            crumbs=(HOME, Link("数据", "data/"), Link("数字台账", "facts/")),
            year=year,
            template="register",
            description=f"{disclosure.organisation.name}{year}年每个数字的原文写法、算的是哪一块、来源和用在哪些页。",
        )
    yield Page(
        path="facts/",
        title="数字台账",
        finding=sentence(f"本站登出的{len(disclosure.figures)}条数字，每条一个编号，按年度放。"),
        blocks=(
            # one line a year
            *(
                Heading(
                    f"{year}年",
                    f"year-{year}",
                    Link(f"{sum(figure.year == year for figure in disclosure.figures.values())}条", f"facts/{year}/"),
                )
                for year in every
            ),
        ),
        section="data",
        crumbs=(HOME, Link("数据", "data/")),
        description=f"{disclosure.organisation.name}的数字台账",
    )


def _entries(disclosure: Disclosure, figures: list[Figure], topic: str, used: Mapping[str, Sequence[Link]]) -> Register:
    matches = tuple(figure for figure in figures if figure.topic == topic)
    return Register(
        matches,
        {entry.id: tuple(used.get(entry.id, ())) for entry in matches},
        earlier_wordings(matches, disclosure.past_wordings),
        _verified(disclosure),
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
