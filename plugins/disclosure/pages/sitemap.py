"""目录: every page of an organisation, grouped; the menu of phones and of readers without scripts."""

from __future__ import annotations

from collections.abc import Sequence

from ..blocks import HOME, sentence
from ..model import Disclosure, Link, Links, Page

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


def page(disclosure: Disclosure, pages: Sequence[Page]) -> Page:
    """The map of *pages*."""
    blocks = tuple(
        Links(
            label, tuple((Link(page.title, page.path), "") for page in pages if page.section == section and page.listed)
        )
        for section, label in GROUPS
        if any(page.section == section for page in pages)
    )
    return Page(
        path="site-map/",
        title="目录",
        finding=sentence(f"本机构一共{len(pages)}个网页。"),
        blocks=blocks,
        section="about",
        crumbs=(HOME,),
        description=f"{disclosure.organisation.name}网站目录",
    )
