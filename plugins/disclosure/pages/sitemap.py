"""目录: every page of an organisation, grouped; the menu of phones and of readers without scripts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..blocks import HOME, sentence
from ..model import Block, Disclosure, Heading, Link, Links, Page

PATH = "site-map/"
GROUPS = (
    ("home", "首页"),
    ("finances", "财务"),
    ("projects", "项目"),
    ("donations", "查捐赠"),
    ("accountability", "审计与合规"),
    ("data", "数据"),
    ("news", "文章"),
    ("about", "说明"),
)
_ALONE_FROM = 60  # pages below one page: they stand on a page of their own
_FOLDED_FROM = 4  # pages below one page: they stand folded below it


def pages(disclosure: Disclosure, every: Sequence[Page]) -> Iterator[Page]:
    """The map of *every* page: what a section begins with stands there, many pages below one page are folded or apart."""
    blocks: list[Block] = []
    apart: list[Page] = []
    for section, label in GROUPS:
        listed = [page for page in every if page.section == section and page.listed]
        if not any(page.section == section for page in every):
            continue
        families = _families(listed)
        blocks.append(Heading(label, f"section-{section}", count=f"{len(listed)}页"))
        leads = tuple(page for parent, family in families.items() for page in family if not parent)
        blocks.append(Links("", tuple((Link(page.title, page.path), "") for page in leads)))
        for parent, family in families.items():
            if not parent:
                continue
            name = next((page.name for page in every if page.path == parent), label)
            if len(family) > _ALONE_FROM:
                page = _apart(disclosure, parent, name, family)
                apart.append(page)
                blocks.append(Links("", ((Link(f"{name}：{len(family)}页", page.path), ""),)))
            else:
                links = tuple((Link(page.title, page.path), "") for page in family)
                blocks.append(Links(f"{name}下面的各页", links, folded=True))
    yield Page(
        path=PATH,
        title="目录",
        finding=sentence(f"本机构一共{len(every)}个网页。"),
        blocks=tuple(blocks),
        section="about",
        crumbs=(HOME,),
        description=f"{disclosure.organisation.name}网站目录",
    )
    yield from apart


def _families(listed: Sequence[Page]) -> dict[str, list[Page]]:
    """The page above → the pages below it, where they are many; '' → all others, which stand by themselves."""
    below: dict[str, list[Page]] = {}
    for page in listed:
        below.setdefault(_parent(page), []).append(page)
    result: dict[str, list[Page]] = {"": []}
    for page in listed:
        parent = _parent(page)
        if parent and len(below[parent]) >= _FOLDED_FROM:
            result.setdefault(parent, below[parent])
        else:
            result[""].append(page)
    return result


def _parent(page: Page) -> str:
    """The first part of its address, which is the page that it stands below; nothing for that page itself."""
    first, _, rest = page.path.partition("/")
    return f"{first}/" if rest else ""


def _apart(disclosure: Disclosure, parent: str, name: str, family: Sequence[Page]) -> Page:
    """A page of the map for what stands below one page of many."""
    return Page(
        path=f"{PATH}{parent}",
        title=f"目录：{name}",
        label=name,
        finding=sentence("“", Link(name, parent), f"”下面一共{len(family)}页。"),
        blocks=(Links("", tuple((Link(page.title, page.path), "") for page in family)),),
        section="about",
        crumbs=(HOME, Link("目录", PATH)),
        description=f"{disclosure.organisation.name}网站目录：{name}",
        listed=False,
    )
