"""审计与合规: the way in to audits, governance, policies, honours and publicity."""

from __future__ import annotations

from collections.abc import Iterator

from ..kinds import kind_of
from ..model import Disclosure, Link, Links, Page
from ..parts import HOME, sentence

LISTED = ("audits", "governance", "policies", "honours", "publicity")


def pages(disclosure: Disclosure) -> Iterator[Page]:
    """One page of links with counts."""
    links = []
    for kind_id in LISTED:
        kind = kind_of(kind_id)
        if kind:
            count = len(disclosure.records.get(kind_id, ()))
            links.append((Link(kind.label, f"{kind_id}/"), f"{count}条" if count else "没有公布"))
    year = disclosure.years[0] if disclosure.years else None
    if year:
        links.append((Link("勾稽表", f"finances/{year}/checks/"), f"{len(disclosure.reconciliations)}项"))
    yield Page(
        path="accountability/",
        title="审计与合规",
        finding=sentence(
            "谁来监督、按什么规矩办事、得过什么评价；没有公布的也写明。法定公开以“慈善中国”为准，本站不代替。"
        ),
        blocks=(Links("", tuple(links)),),
        section="accountability",
        crumbs=(HOME,),
        description=f"{disclosure.organisation.name}的审计、治理、制度和荣誉",
    )
