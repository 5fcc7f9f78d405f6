"""数据探索 as data beside its page: a script that sets one value, because pages opened from the disk can read no other file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from ..model import Exploration, ExplorerPoint, Figure, Source, Split
from ..quantities import plain

FILE = "explore/series.js"  # below the folder of the organisation


def script(exploration: Exploration, sources: Iterable[Source], org: str) -> str:
    """The data of 数据探索; addresses are relative to its page, places in lists stand for reasons and documents."""
    documents = list(sources)
    places = {source.id: place for place, source in enumerate(documents)}
    reasons: dict[str, int] = {}

    def origin(figure: Figure | None) -> list[Any]:
        if figure is None:
            return []
        path, _, anchor = figure.anchor.partition("#")
        up = "../" if figure.org == org else f"../../{figure.org}/"
        source = places.get(figure.source or "", -1) if figure.org == org else -1
        return [figure.id, f"{up}{path}index.html#{anchor}", source, figure.place or "", str(figure.level)]

    def reason(text: str) -> int:
        return reasons.setdefault(text, len(reasons))

    def point(value: ExplorerPoint) -> list[Any]:
        apart = [reason(text) for text in value.apart]
        return [
            value.year, plain(value.value), value.text, value.brief, value.sort, apart, value.note, origin(value.figure),
            value.short,
        ]  # fmt: skip

    data = {
        "years": exploration.years,
        "measures": [
            {
                "id": measure.id,
                "topic": measure.topic,
                "label": measure.label,
                "unit": measure.brief_unit,
                "scale": plain(measure.scale),
                "role": str(measure.role),
                "points": [point(value) for value in measure.points],
            }
            for measure in exploration.measures
        ],
        "splits": [_split(split, origin) for split in exploration.splits],
        "sorts": exploration.sorts,
        "unlike": [[first, second, reason(why)] for first, second, why in exploration.unlike],
        "fewest": exploration.fewest,
        "tooFew": exploration.too_few,
        "documents": [
            f"《{source.title.strip('《》')}》{source.issuer}，{source.published_on}" for source in documents
        ],
        "reasons": [],
    }
    data["reasons"] = list(reasons)
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"window.disclosureSeries={text};\n"


def _split(split: Split, origin: Callable[[Figure | None], list[Any]]) -> dict[str, Any]:
    return {
        "id": split.id,
        "label": split.label,
        "year": split.year,
        "role": str(split.role),
        "total": [plain(split.total.value), split.total.text, origin(split.total)],
        "parts": [
            [part.label, plain(part.figure.value), part.figure.text, part.brief, part.share, origin(part.figure)]
            for part in split.parts
        ],
        "refused": split.refused or "",
    }
