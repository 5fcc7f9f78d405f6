"""地图: no drawn map of China without a review number (地图管理条例 art. 15, 22); looked for in everything that was built."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from ..expressions import expression
from ..problems import Problem, Where, problem
from .gate import entries_of

# Traces of plotly.js that draw land or borders.
_MAP = re.compile(rb'"type"\s*:\s*"(choropleth\w*|scattergeo|scattermap\w*|densitymap\w*)"')
_REVIEWED = expression(r"审图号[：:]?\s*(?:G|[\u4e00-\u9fff]{1,2})S[\u4e00-\u9fff]?[（(]20\d\d[）)]\d+号")


def unreviewed(folder: Path, cleared: Collection[str] = ()) -> Iterator[Problem]:
    """Pages and figures below *folder* that hold a map and show no 审图号; *cleared* are files that were looked at before."""
    for name, path in entries_of(folder, cleared):
        if path.suffix not in {".html", ".json"} or not path.is_file():
            continue
        content = path.read_bytes()
        drawing = _MAP.search(content)
        if drawing and not _REVIEWED.search(content.decode("utf-8", "replace")):
            yield problem("map-without-review", Where(name), cell=drawing[1].decode())
