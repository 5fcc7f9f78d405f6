"""地图: no drawn map of China without a review number (地图管理条例 art. 15, 22); looked for in everything that was built."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ..expressions import expression
from ..problems import Problem, Where, problem
from ..storage import by_parts

# Traces of plotly.js that draw land or borders.
_MAP = re.compile(rb'"type"\s*:\s*"(choropleth\w*|scattergeo|scattermap\w*|densitymap\w*)"')
_REVIEWED = expression(r"审图号[：:]?\s*(?:G|[\u4e00-\u9fff]{1,2})S[\u4e00-\u9fff]?[（(]20\d\d[）)]\d+号")


def unreviewed(folder: Path) -> Iterator[Problem]:
    """Pages and figures below *folder* that hold a map and show no 审图号."""
    for path in sorted((file for file in folder.rglob("*") if file.suffix in {".html", ".json"}), key=by_parts):
        content = path.read_bytes()
        drawing = _MAP.search(content)
        if drawing and not _REVIEWED.search(content.decode("utf-8", "replace")):
            yield problem("map-without-review", Where(path.relative_to(folder).as_posix()), cell=drawing[1].decode())
