"""`make check`: everything that a build would find wrong with data and Markdown, without building."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from . import attachments, content, shield
from .embeds import EmbedExtension, to_html
from .kinds.platform_values import differences
from .law.deadlines import day_of
from .pages import check_paths
from .problems import Problem, Report, Where, problem
from .reminders import notices
from .settings import shown_path
from .site import Site, read_site

# More than any article needs; beyond it the Markdown parser can take minutes.
_MAX_CHARACTERS = 200_000
_MAX_BRACKETS = 2_000

_HEADER = re.compile(r"^([A-Za-z_-]+)\s*[:：]\s*(.*)$")


def check(data: Path, texts_folder: Path) -> tuple[Report, str]:
    """Check *data* and the Markdown under *texts_folder*; returns the report and its last line."""
    report = Report()
    site = read_site(data, shown_path(data), report)
    texts = list(read_texts(texts_folder, report))
    report.extend(private(texts, texts_folder, site))
    if not report.errors:
        _check_pages(site, texts, report)
        report.extend(_duties(site))
    going_on = bool(site.held) and not report.errors
    report.extend(site.set_aside)
    figures = sum(len(one.figures) for one in site.disclosures)
    checks = sum(len(one.reconciliations) for one in site.disclosures)
    counted = f"{len(site.disclosures)} 家机构，{figures} 条数字，{checks} 项勾稽"
    if going_on:
        names = "、".join(f"{one.organisation.name}（截至{one.as_of}）" for one in site.held)
        return (
            report,
            f"请改好上面 {len(report.errors)} 处。改好之前，{names}的网页用上一次没有错的数据，其他机构可以照常发布。",
        )
    if report.errors:
        return report, f"不能发布：请先改好上面 {len(report.errors)} 处。"
    return report, f"可以发布：{counted}，没有必须改的问题。"


def _duties(site: Site) -> Iterator[Problem]:
    """What the records oblige to publish soon, on the day the data was put together, and what 慈善中国 says otherwise."""
    for one in site.disclosures:
        yield from differences(one)
        today = day_of(one.prepared_on)
        if today is not None:
            yield from notices(one, today)


def private(texts: list[content.Text], texts_folder: Path, site: Site) -> Iterator[Problem]:
    """What in Markdown and in attached files leads to a person."""
    for text in texts:
        yield from shield.prose(text.file, (text.title, text.summary, text.html), site.own)
    yield from attachments.check(texts_folder, site.own)


def _check_pages(site: Site, texts: list[content.Text], report: Report) -> None:
    disclosures = {one.org: one for one in site.disclosures}
    available = {}
    for org, disclosure in disclosures.items():
        pages = content.laid_out(disclosure, texts)
        report.extend(check_paths(pages, org))
        available[org] = content.drawn(pages)
    report.extend(content.check(texts, disclosures, available))


def read_texts(folder: Path, report: Report) -> Iterator[content.Text]:
    """The Markdown files, parsed as far as a check needs."""
    for area, articles in (("news", True), ("pages", False)):
        for path in sorted((folder / area).rglob("*.md")):
            name = shown_path(path)
            try:
                text = path.read_text("utf-8-sig")
            except (OSError, UnicodeDecodeError):
                report.add(problem("bad-content", Where(name), reason="文件打不开，或不是 UTF-8"))
                continue
            if len(text) > _MAX_CHARACTERS or text.count("[") > _MAX_BRACKETS:
                report.add(problem("bad-content", Where(name), reason="文章太长，或方括号太多"))
                continue
            header, body = _split(text)
            report.extend(_header_problems(header, name, articles=articles))
            html = to_html(body, {"extensions": [EmbedExtension(), "markdown.extensions.extra"]})
            yield content.Text(
                name,
                path.parent.name if articles else "",
                header.get("slug", path.stem),
                header.get("title", ""),
                html,
                header.get("summary", ""),
            )


def _split(text: str) -> tuple[dict[str, str], str]:
    header: dict[str, str] = {}
    lines = text.split("\n")
    for number, line in enumerate(lines):
        match = _HEADER.match(line.strip())
        if not match:
            return header, "\n".join(lines[number:])
        header[match[1].lower()] = match[2].strip()
    return header, ""


def _header_problems(header: dict[str, str], name: str, *, articles: bool) -> Iterator[Problem]:
    if not header.get("title"):
        yield problem("bad-content", Where(name), reason="没有标题（Title）")
    slug = header.get("slug", "")
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug):
        yield problem("bad-content", Where(name), reason=f"网址名（Slug）“{slug}”不是小写字母、数字和连字符")
    if articles and not re.fullmatch(r"\d{4}-\d{2}-\d{2}.*", header.get("date", "")):
        yield problem("bad-content", Where(name), reason="没有日期（Date），或不是 2024-03-12 这样的写法")
