"""慈善项目: the list, the ways to choose from it, and one page a project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from msgspec.structs import replace

from ..blocks import (
    HOME,
    Selection,
    Way,
    checks,
    choices,
    claim,
    claimed,
    concerning,
    documents_about,
    facets,
    figure_list,
    places_of,
    section_crumbs,
    sentence,
    text_slug,
    told_by,
)
from ..model import (
    Block,
    Cards,
    Coverage,
    Disclosure,
    Facets,
    Figure,
    Kind,
    Link,
    Note,
    Page,
    RowsFile,
    out_of_order,
    teller,
)
from ..model import RichText as RichTextPieces
from ..problems import Problem
from .project.cards import project_card, year_of
from .project.page import project_page
from .project.records import CATEGORIES, CategoryBasis, Project, ProjectRecord, ProjectStatus

_STATE_SLUGS = {
    ProjectStatus.PLANNED: "planned",
    ProjectStatus.UNDER_WAY: "under-way",
    ProjectStatus.STARTED: "started",
    ProjectStatus.CLOSED: "closed",
}


_CHOSEN_FROM = 12  # projects that stand on one page without ways to choose


def _place(row: Project) -> tuple[str, str] | None:
    places = places_of(row.region)
    return (text_slug(places[0]), places[0]) if places else None


_CATEGORY: Way[Project] = Way(
    "type",
    "按类别看",
    lambda row: (CATEGORIES[row.category], row.category) if row.category in CATEGORIES else None,
    tuple(CATEGORIES.values()),
)


_WAYS: tuple[Way[Project], ...] = (
    Way("state", "按做到哪一步看", lambda row: (_STATE_SLUGS[row.status], row.status.value) if row.status else None),
    Way("since", "按年度看", lambda row: (year_of(row), f"{year_of(row)}年") if year_of(row) else None),
    Way("place", "按地域看", _place),
)


# What the projects of a choice have in common, in the words of a sentence.
_CHOSEN_BY = {"type": "“{}”一类", "state": "{}", "since": "{}度", "place": "在{}做"}


def check(rows: Sequence[ProjectRecord]) -> Iterator[Problem]:
    """end_on >= start_on."""
    yield from out_of_order(rows, ProjectRecord.start_on, ProjectRecord.end_on)


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """The list, one page a category and a choice, one page a project."""
    records = disclosure.rows(Project)
    whole = Link("全部", kind.address)
    by_category = choices(kind.address, records, (_CATEGORY,), least=0, every=True)
    chosen = [*by_category, *choices(kind.address, records, _WAYS, least=_CHOSEN_FROM)]
    yield _list(disclosure, kind, records, facets(whole, len(records), "个", chosen))
    for choice in chosen:
        within = choices(choice.path, choice.rows, _WAYS, least=_CHOSEN_FROM) if choice in by_category else []
        bars = facets(whole, len(records), "个", chosen, choice.path)
        bars += facets(Link(f"{choice.words}全部", choice.path), len(choice.rows), "个", within, choice.path)
        yield (
            _category(disclosure, kind, choice, bars)
            if choice in by_category
            else _chosen(disclosure, kind, choice, bars)
        )
        for part in within:
            bars = facets(Link(f"{choice.words}全部", choice.path), len(choice.rows), "个", within, part.path)
            yield _chosen(disclosure, kind, part, bars, choice.words)
    for row in records:
        yield disclosure.cached("pages of projects", (row,), partial(project_page, disclosure, kind, row))


def _list_finding(disclosure: Disclosure, records: Sequence[Project], count: Figure | None) -> RichTextPieces:
    """How many projects are told of, and how many of them have a page."""
    number, every = len(records), "各" if len(records) > 1 else ""
    pages = claimed(records, f"本站按{number}个具名或写明内容的项目{every}建一页。")
    if count:
        none = claimed(not records, "是哪些项目没有公布。")
        return sentence(f"{teller([count.level])}称项目数是", count, f"；{pages or none}")
    return claim(not records, "还没有公布项目。") or sentence(
        f"本站按{told_by(disclosure, records)}里写明的{number}个项目{every}建一页。"
    )


def _list(disclosure: Disclosure, kind: Kind, records: list[Project], bars: Sequence[Facets]) -> Page:
    figures = disclosure.of_topic(kind.topic or "")
    loose = [figure for figure in figures if not figure.record]
    count = disclosure.find("项目数", disclosure.years[0], scope=Coverage.OWN) if disclosure.years else None
    finding = _list_finding(disclosure, records, count)
    blocks: list[Block] = [*bars]
    unsorted = [row for row in records if not row.category]
    if unsorted:
        every = "都" if len(unsorted) > 1 else ""
        others = claim(len(unsorted) < len(records), f"另有{len(unsorted)}个项目没有归类，列在本页。")
        blocks.append(Note("没有归类", others or claim(unsorted, f"{len(unsorted)}个项目{every}没有归类，列在本页。")))
    ordered = sorted(records, key=lambda row: (row.status == ProjectStatus.CLOSED, -(row.year or 0)))
    if ordered:
        blocks.append(Cards("全部项目", tuple(project_card(disclosure, kind, row) for row in ordered), id="list"))
    blocks += figure_list("数字", loose)
    shown = [figure for figure in figures if figure.record is None]
    blocks += checks("对得上吗", concerning(disclosure, shown))
    return Page(
        path=kind.address,
        title="慈善项目",
        label="项目",
        finding=finding,
        blocks=tuple(blocks),
        section="projects",
        crumbs=(HOME,),
        documents=documents_about(disclosure, kind, records),
        description=f"{disclosure.organisation.name}的慈善项目{'：筹了多少、花了多少、帮了谁' if records else ''}。",
    )


def _category(disclosure: Disclosure, kind: Kind, choice: Selection[Project], bars: Sequence[Facets]) -> Page:
    ours = sum(row.category_basis == CategoryBasis.SITE for row in choice.rows)
    said_by = told_by(disclosure, choice.rows)
    said_by_us = "类别由本站归" if ours == len(choice.rows) else f"其中{ours}个由本站归类"
    basis = claimed(ours, f"{said_by_us}，{said_by}没有写明类别。") or claimed(not ours, f"类别是{said_by}写的。")
    said = sentence(f"“{choice.words}”一类有{len(choice.rows)}个项目。{basis}")
    return replace(_chosen(disclosure, kind, choice, bars), finding=said, listed=True, view=False)


def _chosen(
    disclosure: Disclosure, kind: Kind, choice: Selection[Project], bars: Sequence[Facets], of: str = ""
) -> Page:
    """The projects of one choice (*of* one category)."""
    title = f"{of}项目：{choice.words}" if of else f"{choice.words}项目"
    return Page(
        path=choice.path,
        title=title if of or choice.way is _CATEGORY else f"项目：{choice.words}",
        label=choice.words,
        finding=sentence(f"{_CHOSEN_BY[choice.way.id].format(choice.words)}的项目有{len(choice.rows)}个。"),
        blocks=(
            *bars,
            Cards(
                "",
                tuple(project_card(disclosure, kind, row) for row in choice.rows),
                more=Link("全部项目", kind.address),
            ),
            RowsFile(kind.id, f"{choice.path}rows.csv", choice.rows),
        ),
        section="projects",
        crumbs=section_crumbs("projects"),
        documents=documents_about(disclosure, kind, choice.rows),
        description=f"{disclosure.organisation.name}的{title}",
        listed=False,
        view=True,
    )


KIND = Kind(
    id="projects",
    label="慈善项目",
    record=ProjectRecord,
    topic="项目",
    pages=pages,
    checks=check,
    order=50,
    bodies=(ProjectRecord.executor,),
    paged=True,
    purpose="project",
    named=True,
)
