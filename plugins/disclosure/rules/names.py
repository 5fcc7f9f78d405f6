"""Names that differ by one character: either a slip or two bodies that must not be confused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from ..expressions import expression
from ..kinds.partners import PartnerRecord
from ..problems import Problem, Where, problem
from .scene import Rule, Scene, beside

_SHORTEST = 5
# What makes two names two: numbers, letters and directions.
_TELLING = set("0123456789一二三四五六七八九十百甲乙丙丁戊己庚辛壬癸东西南北中上下前后左右新老大小男女幼")
_PERSON = "个人"  # a giver, a receiver or a party


class Named(Struct, frozen=True):
    """A name, how often it stands, and where it stands first."""

    name: str
    where: Where
    times: int = 1


def near_names(scene: Scene) -> Iterator[Problem]:
    """Names of bodies one character apart; told at the rarer one."""
    known: dict[str, Named] = {}
    for name, where in _bodies(scene):
        first = known.get(name)
        known[name] = Named(name, first.where, first.times + 1) if first else Named(name, where)
    distinct = {
        frozenset((row.name, other))
        for row in scene.rows(PartnerRecord)
        if row.name and row.distinct
        for other in (row.distinct, *re.split(r"[、，；]", row.distinct))
    }
    site_bodies = dict.fromkeys(scene.bodies, 10000)  # organisations of the site are the ones to be right
    for left, right in alike(sorted(set(known) | set(site_bodies))):
        if frozenset((left, right)) in distinct or not {left, right} & set(known) or {left, right} <= set(site_bodies):
            continue
        rare, usual = sorted((left, right), key=lambda name: (site_bodies.get(name, 0) + _times(known, name), name))
        if rare not in known:
            continue
        place = beside(known[rare].where, known[usual].where) if usual in known else "本站的机构"
        mechanical = _times(known, usual) + site_bodies.get(usual, 0) > 1 and sorted(left) == sorted(right)
        yield problem(
            "near-name", known[rare].where, suggestion=usual if mechanical else "", cell=rare, left=usual, other=place
        )


def _times(known: dict[str, Named], name: str) -> int:
    return known[name].times if name in known else 0


def _bodies(scene: Scene) -> Iterator[tuple[str, Where]]:
    for kind in scene.disclosure.kinds.values():
        for row in scene.disclosure.records.get(kind.id, ()) if kind.bodies else ():
            if _PERSON in {row.values.get("receiver_type"), row.values.get("nature")}:
                continue
            for column in kind.bodies:
                name = row[column]
                if name and len(name) >= _SHORTEST:
                    yield name, row.at(column)


def alike(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs one insertion, deletion, replacement or swap of neighbours apart; numbers and directions make a difference.

    Every name is filed under each of its forms with one character left out, so the work grows with the text alone.
    """
    shelves: dict[str, list[str]] = {}
    seen: set[tuple[str, str]] = set()
    for name in names:
        for key in {name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}:
            for other in shelves.setdefault(key, []):
                pair = (other, name)
                if other != name and pair not in seen and _close(other, name):
                    seen.add(pair)
                    yield pair
            shelves[key].append(name)


# Bodies of one place that differ by a sign and are two: 民政局 and 财政局.
_OFFICES = expression(
    r"民政|财政|市政|邮政|行政|税务|商务|水务|外事|农业|林业|渔业|商业|工业|教育|体育|文旅|卫健|医保|环保|社保|城管|公安|司法|交通|人社|住建|审计|"
    r"工会|妇联|残联|侨联|文联|科协|作协|团委|党委|政协|人大|村委|居委|法院|检察院|学院|医院|中学|小学|大学|幼儿园"
)


def _close(name: str, other: str) -> bool:
    """One edit apart, and not by a character that tells two bodies apart."""
    here, there = set(_OFFICES.findall(name)), set(_OFFICES.findall(other))
    if here - there and there - here:  # a word that only one of them has may be the slip
        return False
    start = 0
    while start < min(len(name), len(other)) and name[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(name), len(other)) - start and name[-1 - end] == other[-1 - end]:
        end += 1
    left, right = name[start : len(name) - end], other[start : len(other) - end]
    if set(left + right) & _TELLING or any(sign.isascii() and sign.isalnum() for sign in left + right):
        return False
    return max(len(left), len(right)) <= 1 or (len(left) == len(right) == 2 and left == right[::-1])  # noqa: PLR2004


# Slips of the pen that look like words: what stands there, and what is meant.
_SLIPS = (
    (re.compile(r"(?:银行|信用社)[^，。；、\s]{0,12}?(之行|支形|支衍)"), "支行"),
    (re.compile(r"(?:银行|信用社)[^，。；、\s]{0,12}?(份行|分衍)"), "分行"),
    (re.compile(r"(慈扇|兹善)"), "慈善"),
    (re.compile(r"(捐憎|损赠|捐曾)"), "捐赠"),
    (re.compile(r"(基全会)"), "基金会"),
)
_SLIP = re.compile("|".join(pattern.pattern for pattern, _ in _SLIPS))


def wrong_words(scene: Scene) -> Iterator[Problem]:
    """之行 for 支行 and its like, in all words of all records."""
    yield from scene.of_each_kind(_wrong_in)


def _wrong_in(scene: Scene, kind: str) -> Iterator[Problem]:
    for row, column, text in scene.words(kind, _SLIP.search):
        for said, meant in slips(text):
            where, mended = row.at(column), text.replace(said, meant)
            yield problem("wrong-word", where, suggestion=mended, cell=text, left=said, right=meant)


def slips(text: str) -> Iterator[tuple[str, str]]:
    """(what stands there, what is meant) of every slip in a text."""
    if not _SLIP.search(text):
        return
    for pattern, meant in _SLIPS:
        yield from ((match[1], meant) for match in pattern.finditer(text))


RULES: dict[str, Rule] = {"near-name": near_names, "wrong-word": wrong_words}
