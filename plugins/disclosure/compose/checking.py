"""`make check`: everything that a build would find wrong with data and Markdown, without building."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..accounts import Site, read_site
from ..dates import day_of
from ..duties import notices
from ..kinds import all_kinds
from ..kinds.platform_values import differences
from ..pages import check_paths
from ..privacy import attachments, leaks
from ..problems import Problem, Report, Where, problem, shown_path
from ..releases import ledger
from ..reporting import Review, review, settle
from ..rules import proofread
from ..texts import EmbedExtension, to_html
from ..texts import articles as content

# More than any article needs; beyond it the Markdown parser can take minutes.
_MAX_CHARACTERS = 200_000
_MAX_BRACKETS = 2_000

_HEADER = re.compile(r"^([A-Za-z_-]+)\s*[:：]\s*(.*)$")


def check(data: Path, texts_folder: Path) -> tuple[Report, Review]:
    """Check *data* and the Markdown under *texts_folder*; returns every problem, and the same put in order."""
    site, report = examine(data, texts_folder)
    going_on = bool(site.held) and not report.errors
    report.extend(site.set_aside)
    return report, review(site, report, shown_path(data), going_on=going_on)


def examine(data: Path, texts_folder: Path) -> tuple[Site, Report]:
    """The site of *data* and all that is wrong with it, with the Markdown, and with what changed since the last release."""
    report = Report()
    site = read_site(data, shown_path(data), report)
    texts = list(read_texts(texts_folder, report))
    report.extend(private(texts, texts_folder, site))
    if not report.errors:
        _check_pages(site, texts, report)
        labels = {kind.id: kind.label for kind in all_kinds()}
        report.extend(ledger.check(site.disclosures, site.history, shown_path(data), labels))
        report.extend(_duties(site, [one.where for one in report if one.code == "progress-overdue"]))
    settle(report, site.disclosures)
    return site, report


def _duties(site: Site, asked: Sequence[Where]) -> Iterator[Problem]:
    """What the records oblige to publish soon, on the day the data was put together, and what 慈善中国 says otherwise.

    *asked* are the projects whose silence a rule asks after already.
    """
    for one in site.disclosures:
        yield from differences(one)
        today = day_of(one.prepared_on)
        if today is not None:
            yield from notices(one, today, asked)


def private(texts: list[content.Text], texts_folder: Path, site: Site) -> Iterator[Problem]:
    """What in Markdown and in attached files leads to a person."""
    for text in texts:
        yield from leaks.prose(text.file, (text.title, text.summary, text.html), site.own)
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
    """The Markdown files, parsed as far as a check needs and proofread."""
    texts = list(_read_texts(folder, report))
    report.extend(proofread({one.file: one.html for one in texts}, folder))
    yield from texts


def _read_texts(folder: Path, report: Report) -> Iterator[content.Text]:
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
