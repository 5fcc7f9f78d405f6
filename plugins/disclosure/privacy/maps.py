"""地图: no drawn map of China without a review number (地图管理条例 art. 15, 22)."""

from __future__ import annotations

import mmap
import re
from typing import NamedTuple

from ..expressions import expression

# Traces of plotly.js that draw land or borders.
_MAP = re.compile(rb'"type"\s*:\s*"(choropleth\w*|scattergeo|scattermap\w*|densitymap\w*)"')
_REVIEWED = expression(r"审图号[：:]?\s*(?:G|[\u4e00-\u9fff]{1,2})S[\u4e00-\u9fff]?[（(]20\d\d[）)]\d+号")


class DrawnMap(NamedTuple):
    """A map in a file that shows no 审图号; *kind* is how plotly.js calls it."""

    kind: str


def unreviewed(content: bytes | mmap.mmap) -> DrawnMap | None:
    """The map that a written page or figure draws without showing a 审图号; None where there is none."""
    drawing = _MAP.search(content)
    if drawing is None or _REVIEWED.search(content[:].decode("utf-8", "replace")):
        return None
    return DrawnMap(drawing[1].decode())
