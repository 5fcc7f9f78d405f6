"""数据探索 as data beside its page: a script that sets one value, because pages opened from the disk can read no other file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from ..dates import han_date
from ..model import MOST_MEASURES, Exploration, ExplorerPoint, Figure, IdentityCache, Measure, Source, Split
from ..quantities import plain

FILE = "explore/series.js"  # below the folder of the organisation
_NAMED = 14  # characters of the first measure that the name of a part tells


def scripts(exploration: Exploration, sources: Iterable[Source], org: str) -> dict[str, str]:
    """The files of 数据探索 by their places below the folder of the organisation: the first, and one for each further part.

    Addresses are relative to its page, places in lists stand for reasons and documents, in each file for its own.
    """
    documents = list(sources)
    parts = list(_parts(exploration))
    coding = _Coding(documents, org)
    data: dict[str, Any] = {
        "years": exploration.years,
        "measures": [coding.measure(measure) for measure in parts[0].measures] if parts else [],
        "splits": [_split(split, coding.origin) for split in exploration.splits],
        "sorts": exploration.sorts,
        "unlike": [[first, second, coding.reason(why)] for first, second, why in exploration.unlike],
        "fewest": exploration.fewest,
        "tooFew": exploration.too_few,
        "parts": [[part.name, part.file.rpartition("/")[2]] for part in parts] if len(parts) > 1 else [],
    }
    files = {FILE: f"window.disclosureSeries={_json(data | coding.lists)};\n"}
    for part in parts[1:]:
        coding = _Coding(documents, org)
        more = {"measures": [coding.measure(measure) for measure in part.measures]}
        files[part.file] = f"window.disclosureMore({_json(more | coding.lists)});\n"
    return files


class SeriesCache(Struct):
    """Keeps the files of 数据探索 from one build to the next; they are made anew where its data or the documents changed."""

    _documents: tuple[Source, ...] = ()
    _files: IdentityCache[Exploration, dict[str, bytes]] = field(default_factory=IdentityCache)

    def files(self, exploration: Exploration, sources: Iterable[Source], org: str) -> dict[str, bytes]:
        """The contents of `scripts`; *org* is always the same."""
        documents = tuple(sources)
        if self._documents != documents:
            self._documents, self._files = documents, IdentityCache()
        return self._files.of(
            exploration, lambda thing: {name: text.encode() for name, text in scripts(thing, documents, org).items()}
        )

    def turn(self) -> None:
        """End one build: the files that it did not ask for are forgotten."""
        self._files.turn()


class _SeriesFile(Struct, frozen=True):
    """A file of series, with the name by which readers choose it."""

    name: str
    file: str
    measures: Sequence[Measure]


def _parts(exploration: Exploration) -> Iterator[_SeriesFile]:
    """All of them, or `MOST_MEASURES` at a time, small topics together; what speaks of the whole organisation stands first."""
    measures = exploration.measures
    if not exploration.parted:
        yield _SeriesFile("", FILE, measures)
        return
    topics: dict[str, list[Measure]] = {}
    for measure in measures:
        topics.setdefault(measure.topic or "其他", []).append(measure)
    large = {topic or "其他" for topic in exploration.unlisted}
    together = [measure for topic in topics if topic not in large for measure in topics[topic]]
    if together:
        yield _SeriesFile("、".join(topic for topic in topics if topic not in large), FILE, together)
    number = 2 if together else 1
    for topic, listed in topics.items():
        if topic not in large:
            continue
        for start in range(0, len(listed), MOST_MEASURES):
            part = listed[start : start + MOST_MEASURES]
            label = part[0].label if len(part[0].label) <= _NAMED else f"{part[0].label[:_NAMED]}…"
            name = f"{topic} {start + 1}—{start + len(part)}，从“{label}”起"
            yield _SeriesFile(name, f"explore/series-{number}.js" if number > 1 else FILE, part)
            number += 1


def _json(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


class _Coding:
    """What a file says of measures, its reasons and documents as places in lists of its own."""

    def __init__(self, documents: Sequence[Source], org: str) -> None:
        self._documents = {source.id: source for source in documents}
        self._org = org
        self._places: dict[str, int] = {}
        self._reasons: dict[str, int] = {}

    @property
    def lists(self) -> dict[str, Any]:
        """The documents and the reasons that were named."""
        named = (self._documents[key] for key in self._places)
        return {
            "documents": [
                f"《{source.title.strip('《》')}》{source.issuer}，{han_date(source.published_on)}" for source in named
            ],
            "reasons": list(self._reasons),
        }

    def reason(self, text: str) -> int:
        """The place of a reason."""
        return self._reasons.setdefault(text, len(self._reasons))

    def origin(self, figure: Figure | None) -> list[Any]:
        """(id, address, place of the document or -1, place in it, mark of the level) of a registered figure."""
        if figure is None:
            return []
        path, _, anchor = figure.anchor.partition("#")
        up = "../" if figure.org == self._org else f"../../{figure.org}/"
        known = figure.org == self._org and figure.source in self._documents
        source = self._places.setdefault(figure.source or "", len(self._places)) if known else -1
        return [figure.id, f"{up}{path}index.html#{anchor}", source, figure.place or "", str(figure.level)]

    def measure(self, measure: Measure) -> dict[str, Any]:
        """One thing over the years."""
        return {
            "id": measure.id,
            "topic": measure.topic,
            "label": measure.label,
            "unit": measure.brief_unit,
            "scale": plain(measure.scale),
            "role": str(measure.role),
            "points": [self._point(value) for value in measure.points],
        }

    def _point(self, value: ExplorerPoint) -> list[Any]:
        apart = [self.reason(text) for text in value.apart]
        return [
            value.year, plain(value.value), value.text, value.brief, value.sort, apart, value.note,
            self.origin(value.figure), value.short,
        ]  # fmt: skip


def _split(split: Split, origin: Callable[[Figure | None], list[Any]]) -> dict[str, Any]:
    return {
        "id": split.id,
        "label": split.label,
        "year": split.year,
        "role": str(split.role),
        "total": [plain(split.total.value), split.total.alone, origin(split.total)],
        "parts": [
            [part.label, plain(part.figure.value), part.figure.alone, part.brief, part.share, origin(part.figure)]
            for part in split.parts
        ],
        "refused": split.refused or "",
    }
