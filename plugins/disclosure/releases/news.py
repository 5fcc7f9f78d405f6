"""What a release changed beside the figures, as its page tells it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from ..model import Disclosure
from ..reading import Promise
from .beside import BESIDE
from .comparison import excerpts, record_of, unlike
from .corrections import KIND, entries, hash_of, new_about_records
from .promised import ANSWERED, SEAL, WHOLE
from .records import History, News


def lines(disclosure: Disclosure, history: History, labels: Mapping[str, str]) -> Iterator[News]:
    """Every change of what is no figure, as the page of the release tells it."""
    named = new_about_records(disclosure, history.last)
    labels = {**labels, **{kind.id: kind.label for kind in BESIDE.values()}}
    for difference in unlike(disclosure, history):
        block = difference.block
        part = "" if block.part == WHOLE else f"{block.part}·"
        label = f"{part}{labels.get(block.kind, block.kind)}"
        answered = block.address in named
        names: Counter[tuple[str, str]] = Counter()
        for change in difference.changed:
            corrected = answered or change.address in named
            for cells, how in ((change.cells, "更正"), (change.noted, "")):
                for name, was, now in cells:
                    column = record_of(disclosure, block.kind).column(name)
                    if SEAL in (was[:1], now[:1]):
                        if how or not {was, now} & {"", ANSWERED}:
                            yield News(disclosure.org, label, change.name, column.label, "", "", how or "改写")
                        else:  # whose name it is, is nobody's business any more
                            names[column.label, "撤下" if was[:1] == SEAL else "补上"] += 1
                        continue
                    quiet = corrected and not how and column.prose  # its entry says what may be said
                    words = ("", "") if quiet else excerpts(was, now)
                    manner = how or ("更正" if quiet else "补填" if not was else _HOW[column.promise])
                    yield News(disclosure.org, label, change.name, column.label, *words, manner)
        for (column_label, how), count in names.items():
            yield News(disclosure.org, label, "", column_label, "", f"{count}处", how)
        for change in difference.removed:
            yield News(disclosure.org, label, change.name, "", "", "", "删去")
        if difference.added:
            yield News(disclosure.org, label, "", "", "", f"{difference.added}条", "新登")
    yield from _unnamed_entries(disclosure, history, labels)


def _unnamed_entries(disclosure: Disclosure, history: History, labels: Mapping[str, str]) -> Iterator[News]:
    """Entries of the ledger that are not as they were published: they may lose names, and nothing else."""
    published = history.last.corrections if history.last else {}
    for key, row in entries(disclosure).items():
        recorded = published.get(f"{disclosure.org}/{key}")
        if recorded and hash_of(row) != recorded:
            yield News(disclosure.org, labels.get(KIND, KIND), key, "姓名", "", "", "撤下")


_HOW = {
    Promise.FIXED: "改写",
    Promise.HELD: "改写",
    Promise.RECORDED: "改写",
    Promise.LIVING: "随时变动",
    Promise.GROWING: "随时变动",
    Promise.OUTSIDE: "改写",
}
