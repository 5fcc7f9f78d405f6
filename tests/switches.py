"""What the year switch of a built site must offer: read from its pages alone."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

YEAR = re.compile(r"(?:^|/)((?:19|20)\d\d)/")
NAV = re.compile(r'<nav class="years".*?</nav>', re.DOTALL)
LINK = re.compile(r'<a href="([^"]+)"([^>]*)>')


def faults(site: Path) -> tuple[int, list[str]]:
    """(pages that have siblings in other years, what is wrong with their switches)."""
    paths = {one.relative_to(site).parent.as_posix() + "/": one for one in site.rglob("index.html")}
    years: dict[str, set[str]] = {}
    for path in paths:
        found = YEAR.search(path)
        if found:
            years.setdefault(path[: found.start(1)], set()).add(found[1])
    checked, wrong = 0, []
    for path, file in sorted(paths.items()):
        found = YEAR.search(path)
        if not found or len(years[path[: found.start(1)]]) == 1:
            continue
        checked += 1
        before, own, after = path[: found.start(1)], found[1], path[found.end(1) + 1 :]
        nav = NAV.search(file.read_text("utf-8"))
        links = {
            posixpath.normpath(posixpath.join(path, address)).removesuffix("index.html"): attributes
            for address, attributes in LINK.findall(nav[0] if nav else "")
        }
        for year in sorted(years[before]):
            offered = [one for one in links if one.startswith(f"{before}{year}/")]
            twin = path if year == own else f"{before}{year}/{after}"
            if len(offered) != 1 or offered[0] not in paths:
                wrong.append(f"{path}: {year}: {offered}")
            elif twin in paths and offered[0] != twin and not re.search(r"\d-\d+/$", after):
                wrong.append(f"{path}: {year}: {offered[0]} instead of {twin}")
            elif ('aria-current="page"' in links[offered[0]]) is not (year == own):
                wrong.append(f"{path}: {year}: aria-current")
        order = [one[len(before) :][:4] for one in links if one.startswith(before)]
        if order != sorted(order, reverse=True):
            wrong.append(f"{path}: {order}")
    return checked, wrong
