"""对账: the checks of a year, what does not add up first and the largest difference before the others; by result and by size.

Differences in unlike units are never ranked against one another: each unit has its own list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from msgspec.structs import replace

from ..blocks import claimed, facet_bar, sentence
from ..model import (
    Block,
    Brief,
    Briefs,
    Facets,
    Heading,
    Link,
    Page,
    Reconciliation,
    Reconciliations,
    Relation,
    Verdict,
)
from . import statements
from .years import only_unlisted

_RESULTS = {
    Verdict.CONTRADICTS: ("contradicts", "同一份文件里前后说法不同的"),
    Verdict.DIFFERS: ("differs", "两边算出来不相等的"),
    Verdict.OVERLAPS: ("overlaps", "各项加起来比总数多的"),
    Verdict.INCOMPLETE: ("incomplete", "各项没有列全、加起来比总数少的"),
    Verdict.SCOPE_DIFFERS: ("scope", "两边算的不是同一块、不能相比的"),
    Verdict.UNCHECKABLE: ("uncheckable", "缺了数或只有约数、没法核对的"),
    Verdict.AGREES: ("agrees", "两边对得上的"),
}
# Sizes of a difference in yuan: last part of the address, its name, from, and below.
_SIZES = (
    ("over-1000000", "差100万元以上", Decimal(1_000_000), None),
    ("over-100000", "差10万到100万元", Decimal(100_000), Decimal(1_000_000)),
    ("over-10000", "差1万到10万元", Decimal(10_000), Decimal(100_000)),
    ("below-10000", "差不到1万元", Decimal(0), Decimal(10_000)),
)
_ELSE = ("other-units", "差的不是钱")


def _apart(check: Reconciliation) -> bool:
    """Whether a check does not hold and says by how much."""
    return check.verdict is not Verdict.AGREES and bool(check.difference)


def _size(check: Reconciliation) -> Decimal:
    return abs(check.difference or Decimal(0))


def _largest_first(checks: Iterable[Reconciliation]) -> list[Reconciliation]:
    """Money before other units; within a unit the largest difference first."""
    return sorted(checks, key=lambda check: (check.left.unit != "元", check.left.unit or "", -_size(check)))


def size_of(check: Reconciliation) -> str:
    """The last part of the address of its size; nothing where it holds or can't be subtracted."""
    if not _apart(check):
        return ""
    if check.left.unit != "元":
        return _ELSE[0]
    return next(
        slug for slug, _, least, below in _SIZES if least <= _size(check) and (below is None or _size(check) < below)
    )


def blocks(checks: Sequence[Reconciliation], path: str, between: Iterable[Block] = ()) -> list[Block]:
    """The page of all checks: how to choose among them, then *between* bodies and every one of its own in full."""
    apart = _largest_first(check for check in checks if _apart(check))
    result: list[Block] = [*(_facets(checks, path, "") if checks else ()), *between]
    for number, unit in enumerate(dict.fromkeys(check.left.unit for check in apart), 1):
        matches = tuple(check for check in apart if check.left.unit == unit)
        rough = any(check.verdict is Verdict.UNCHECKABLE for check in matches)
        kind = "对不上或没法核对的" if rough else "只列了一部分的" if only_unlisted(matches) else "对不上的"
        words = f"{kind}钱，差得最多的在前" if unit == "元" else f"{kind}（{unit}），差得最多的在前"
        result += [Heading(words, f"apart-{number}", count=f"{len(matches)}项"), Reconciliations("", matches)]
    rest = [check for check in checks if check.verdict is not Verdict.AGREES and not _apart(check)]
    for verdict, (slug, words) in _RESULTS.items():
        matches = tuple(check for check in rest if check.verdict is verdict)
        if matches:
            result += [Heading(words, slug, count=f"{len(matches)}项"), Reconciliations("", matches)]
    held = [check for check in checks if check.verdict is Verdict.AGREES]
    for number, topic in enumerate(dict.fromkeys(check.topic for check in held), 1):
        matches = tuple(check for check in held if check.topic == topic)
        heading = Heading(f"{topic}：对得上的", f"held-{number}", count=f"{len(matches)}项")
        if statements.is_statement_topic(topic):
            table = statements.agreeing(matches, f"held-table-{number}", claimed(matches, "对得上的各项"))
            result += [heading, *table]
        else:
            result += [heading, Reconciliations("", matches)]
    return result


def _facets(checks: Sequence[Reconciliation], path: str, current: str) -> Iterator[Facets]:
    results = Counter(check.verdict for check in checks)
    sizes = Counter(map(size_of, checks))
    at = f"{path}{current}/" if current else ""
    options = [(verdict.words, f"{path}{slug}/", results[verdict], "") for verdict, (slug, _) in _RESULTS.items()]
    yield facet_bar("挑着看", Link("全部", path), len(checks), "项", options, at)
    by_size = [
        (words, f"{path}{slug}/", sizes[slug], "")
        for slug, words in (*((slug, words) for slug, words, _, _ in _SIZES), _ELSE)
    ]
    bar = facet_bar("按差多少看", Link("全部", path), len(checks), "项", by_size, at)
    if bar.facets[1:]:
        yield replace(bar, facets=bar.facets[1:])


def selections(page: Page, checks: Sequence[Reconciliation]) -> Iterator[Page]:
    """A page for every result and every size, with a line a check; *page* is that of all of them."""
    for slug, words, matches in _selected(checks):
        yield replace(
            page,
            path=f"{page.path}{slug}/",
            title=f"{page.title}：{words}",
            label=words,
            finding=sentence(f"{words}有{len(matches)}项。点一项，看两边的数和算式。"),
            blocks=(*_facets(checks, page.path, slug), Briefs(tuple(_brief(check, page.path) for check in matches))),
            crumbs=(*page.crumbs, Link(page.name, page.path)),
            tabs=(),
            listed=False,
            view=True,
            description=f"{page.title}：{words}，共{len(matches)}项。",
        )


def _selected(checks: Sequence[Reconciliation]) -> Iterator[tuple[str, str, list[Reconciliation]]]:
    for verdict, (slug, words) in _RESULTS.items():
        matches = _largest_first(check for check in checks if check.verdict is verdict)
        if matches:
            yield slug, words, matches
    for slug, words in (*((slug, words) for slug, words, _, _ in _SIZES), _ELSE):
        matches = _largest_first(check for check in checks if size_of(check) == slug)
        if matches:
            yield slug, f"{words}的", matches


# What is said of two sides that differ and may.
_ALLOWED = {Relation.AT_MOST: "左边没有超过右边", Relation.AT_LEAST: "左边不少于右边"}


def _brief(check: Reconciliation, path: str) -> Brief:
    unequal = check.verdict is Verdict.AGREES and check.difference and check.relation in _ALLOWED
    allowed = claimed(unequal, _ALLOWED[check.relation]) if unequal and check.relation else ""
    return Brief(Link(check.title, f"{path}#{check.id}"), check=check, words=allowed or check.difference_text)
