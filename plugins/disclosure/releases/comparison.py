"""What is not as it was published: figures and promised rows, and what was and is in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from msgspec.structs import replace

from ..expressions import expression
from ..model import Disclosure, Figure
from ..privacy import NoLongerPublic
from ..reading import Record
from .beside import BESIDE
from .promised import SEAL, Change, Difference, blocks, differences
from .quotation import in_words
from .records import History, Published, Release
from .verification import digest

_REGISTER, _SENTENCE_COLUMN = "figures", "sentence"  # the kind, and its column with the words around a figure


def changed(disclosure: Disclosure, history: History) -> Iterator[tuple[int, Published, Figure]]:
    """(release, as published there, now) of every figure that is not as the newest release that showed it had it."""
    for number, before in history.figures(disclosure.org).values():
        figure = disclosure.figures.get(before.id)
        if figure and Published.of(figure).said != before.said:
            yield number, before, figure


def unlike(disclosure: Disclosure, history: History) -> list[Difference]:
    """The blocks of an organisation that are not as the last release promised them."""
    last = history.last
    if last is None or not last.records:
        return []
    differences_ = disclosure.worked_out("unlike", last.fingerprint, lambda: _unlike(disclosure, history, last))
    retired = history.retired_by(disclosure.org)
    return differences_ if retired.empty else [_unnamed(difference, retired) for difference in differences_]


def _unnamed(difference: Difference, retired: NoLongerPublic) -> Difference:
    """A difference in words that name nobody who may not be named any more."""

    def words(change: Change) -> Change:
        cells, noted = (
            tuple((name, retired.without(was), now) for name, was, now in rows) for rows in (change.cells, change.noted)
        )
        # of an attachment, both are the name of its file
        address, name = map(retired.without, (change.address, change.name))
        return replace(change, address=address, name=name, cells=cells, noted=noted)

    changed_, removed = (tuple(map(words, changes)) for changes in (difference.changed, difference.removed))
    return replace(difference, changed=changed_, removed=removed)


def _unlike(disclosure: Disclosure, history: History, last: Release) -> list[Difference]:
    now = blocks(disclosure)
    fresh = {path: digest(block.content()) for path, block in now.items()}
    kept = {
        path: history.kept[sha][1].read_bytes()
        for path, sha in last.records.items()
        if fresh.get(path) != sha and sha in history.kept and path.startswith(f"rows/{disclosure.org}/")
    }
    past = {path: list(_states(history, path)) for path, sha in fresh.items() if last.records.get(path) != sha}
    before = {key: figure.wording for key, (_, figure) in history.figures(disclosure.org).items()}
    today = {key: figure.as_written for key, figure in disclosure.figures.items()}
    return [
        in_words(_answered(difference, before, today), before, today)
        for difference in differences(disclosure, last.records, kept, now, past)
    ]


def _answered(difference: Difference, before: Mapping[str, str], today: Mapping[str, str]) -> Difference:
    """A sentence in which only the corrected figures that stand in it are new follows from them: their entries answer for it.

    *before* and *today* have the wording of each figure, as it was and is.
    """
    if difference.block.kind != _REGISTER:
        return difference
    beside: dict[
        tuple[str, str, str], list[tuple[str, str]]
    ] = {}  # changed sentence → old and new wording of its figures
    for change in difference.changed:
        figure = change.address.rpartition("/")[2]
        for cell in change.cells:
            if cell[0] == _SENTENCE_COLUMN and before.get(figure) and figure in today:
                beside.setdefault(cell, []).append((before[figure], today[figure]))
    following = {cell for cell, wordings in beside.items() if _only_reworded(cell[1], cell[2], wordings)}
    changes = [
        replace(
            change,
            cells=tuple(cell for cell in change.cells if cell not in following),
            noted=(*change.noted, *(cell for cell in change.cells if cell in following)),
        )
        for change in difference.changed
    ]
    return replace(difference, changed=tuple(changes))


def _only_reworded(was: str, now: str, wordings: Collection[tuple[str, str]]) -> bool:
    """Whether a sentence has the new wordings for the old ones, each as often as there are such figures, and nothing else is new."""
    times = Counter(old for old, _ in wordings)
    new_of = dict(wordings)
    if len(new_of) != len(set(wordings)):  # of two figures with one old wording nobody knows which is which
        return False
    old_ones = "|".join(map(re.escape, sorted(new_of, key=len, reverse=True)))
    places = re.compile(rf"(?<![0-9.,])(?:{old_ones})(?![0-9]|[.,][0-9])")
    met = Counter(places.findall(was))
    changed_ones = [old for old, new in new_of.items() if old != new]
    return places.sub(lambda place: new_of[place[0]], was) == now and all(
        met[old] == times[old] for old in changed_ones
    )


def _states(history: History, path: str) -> Iterator[bytes]:
    """The states of a block in the releases before the last one, the newest first, each once."""
    last = history.last
    seen = {last.records.get(path, "")} if last else set()
    for release in reversed(history.releases[:-1]):
        sha = release.records.get(path)
        if sha and sha not in seen and sha in history.kept:
            seen.add(sha)
            yield history.kept[sha][1].read_bytes()


_LONG = 60  # signs of a text that are told whole
_SENTENCE = expression(r"(?<=[。；！？;!?])")


def excerpts(was: str, now: str) -> tuple[str, str]:
    """Old and new of a text: of a long one only the sentences that differ."""
    if max(len(was), len(now)) <= _LONG:
        return was, now
    old, new = _SENTENCE.split(was), _SENTENCE.split(now)
    kept = [sentence for sentence in old if sentence not in new], [sentence for sentence in new if sentence not in old]
    return ("……".join(kept[0]), "……".join(kept[1])) if kept[0] or kept[1] else ("次序不同", "次序不同")


def record_of(disclosure: Disclosure, kind: str) -> type[Record]:
    """What the rows of a kind are, or of what is promised beside the kinds."""
    return BESIDE[kind].record if kind in BESIDE else disclosure.datasets[kind].record


def changed_cells(disclosure: Disclosure, kind: str, change: Change) -> str:
    """The changed cells of a row in words: column, old and new; of a sealed name only the column."""
    record = record_of(disclosure, kind)
    cells = ((record.column(name).label, was, now) for name, was, now in change.cells)
    return "，".join(
        f"{label}改了" if SEAL in (was[:1], now[:1]) else "{}“{}”→“{}”".format(label, *_short(was, now))
        for label, was, now in cells
    )


def _short(was: str, now: str) -> tuple[str, str]:
    old, new = excerpts(was, now)
    return old or "空着", new or "空着"


def quoted(disclosure: Disclosure, kind: str, change: Change) -> tuple[str, str]:
    """Old and new of a changed row as an entry of the ledger has them; a name that may be withdrawn is not repeated."""
    if not change.cells:
        return change.name, "删去" if change.keyed else "改写或删去"
    record = record_of(disclosure, kind)
    pairs = [
        (record.column(name).label, *_short(was, now), SEAL in (was[:1], now[:1])) for name, was, now in change.cells
    ]
    old = "；".join(label if sealed else f"{label} {was}" for label, was, _, sealed in pairs)
    new = "；".join(f"{label}已改" if sealed else f"{label} {now}" for label, _, now, sealed in pairs)
    return old, new


def follows(disclosure: Disclosure, before: Published, figure: Figure, rows: Mapping[str, object]) -> bool:
    """Whether a computed figure only follows from one in *rows* that changed, by the formula that it always had."""
    if not figure.formula or Published.of(figure).stated != before.stated:
        return False
    return any(key in rows for key in figures_behind(disclosure, figure))


def figures_behind(disclosure: Disclosure, figure: Figure) -> set[str]:
    """Every figure that a computed one rests on, through whatever formulas."""
    open_ = list(figure.formula.inputs) if figure.formula else []
    seen: set[str] = set()
    while open_:
        key = open_.pop()
        if key not in seen:
            seen.add(key)
            behind = disclosure.figures.get(key)
            open_ += behind.formula.inputs if behind and behind.formula else ()
    return seen


def quotes(before: Published, now: Published) -> tuple[str, str]:
    """Old and new of a figure as an entry of the ledger has them: the wording, then whatever else is different."""
    pairs = unlike_attributes(before, now)
    old = "；".join((before.wording, *(f"{label} {was or '空着'}" for label, was, _ in pairs)))
    return old, "；".join((now.wording, *(f"{label} {is_ or '空着'}" for label, _, is_ in pairs)))


def unlike_attributes(before: Published, now: Published) -> list[tuple[str, str, str]]:
    """What a figure has of its own and its wording does not say, where it is different: nothing rides along unsaid."""
    following = ("数值", "约数", *(("性质", "款物", "状态") if now.formula else ()))
    return [pair for pair in before.others(now) if pair[0] not in following or before.wording == now.wording]
