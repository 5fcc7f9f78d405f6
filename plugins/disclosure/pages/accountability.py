"""审计与合规: the way in to audits, governance, policies, honours and publicity."""

from __future__ import annotations

from collections.abc import Iterator

from ..blocks import HOME, claimed, sentence, undisclosed
from ..kinds import all_kinds, guest_expects, guests, has_records
from ..model import Disclosure, Expectation, Link, Links, Page


def pages(disclosure: Disclosure) -> Iterator[Page]:
    """One page of links with counts."""
    links = [(Link("合规清单", "obligations/"), "该公开的公开了吗，晚了几天")]
    expected: list[Expectation] = []
    year = disclosure.years[0] if disclosure.years else None
    overseen = [kind for kind in all_kinds() if kind.overseen]
    # most have a page only where something was told; what they expect is missing here otherwise
    for kind in sorted(overseen, key=lambda kind: not kind.standing):
        if kind.standing or has_records(disclosure, kind):
            count = sum(len(disclosure.records.get(part.id, ())) for part in (kind, *guests(kind.id)))
            figures = len(disclosure.of_topic(kind.topic)) if kind.topic else 0
            words = f"{count}条" if count else f"{figures}个数字" if figures else claimed(not count, "没有公布")
            links.append((Link(kind.label, kind.address), words))
        else:
            expected += [*kind.expects, *guest_expects(kind)]
    if year and disclosure.reconciliations:
        links.append((Link("对账表", f"finances/{year}/checks/"), f"{len(disclosure.reconciliations)}项"))
    yield Page(
        path="accountability/",
        title="审计与合规",
        finding=sentence("谁来监督、按什么规矩办事、得过什么评价；缺的也写明。法定公开以“慈善中国”为准，本站不代替。"),
        blocks=(Links("", tuple(links)), *undisclosed(disclosure, year, expected)),
        section="accountability",
        crumbs=(HOME,),
        description=f"{disclosure.organisation.name}的审计、治理、制度和荣誉",
    )
