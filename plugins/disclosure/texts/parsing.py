"""Markdown files to texts, read once by one grammar: header, body, links to attachments and to other texts."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape, unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from markdown import Markdown
from markdown.extensions.toc import slugify_unicode

from ..dates import day_of
from ..privacy import attachments
from ..problems import Report, Where, problem, shown_path
from .embeds import EmbedExtension, sanitise

# Pelican's setting MARKDOWN, unless the settings file has another: keyword arguments of markdown.Markdown.
MARKDOWN: Mapping[str, Any] = {
    "extension_configs": {
        "markdown.extensions.extra": {},
        "markdown.extensions.meta": {},
        "markdown.extensions.toc": {"slugify": slugify_unicode},
    },
    "output_format": "html",
}

# Folders below the content folder: articles stand in news/<organisation>/, standing pages in pages/.
ARTICLES, STANDING = "news", "pages"

# More than any article needs; beyond it the Markdown parser can take minutes.
_MAX_CHARACTERS = 200_000
_MAX_BRACKETS = 2_000

# What somebody may take for an article that will be published; other files beside an article are left alone.
_OTHER_FORMATS = frozenset({".md", ".markdown", ".mkd", ".mdown", ".rst", ".htm", ".html"})
_IGNORED = (".", "~$")

_HEADER_LINE = re.compile(r"^( {0,3}[A-Za-z0-9_-]+)[ \t]*[:：][ \t]*")
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LINK = re.compile(r'\b(href|src)="\{(static|attach|filename)\}([^"#?]*)([^"]*)"')
_PICTURE = re.compile(r"<img\b[^>]*>")
_NAMED_PICTURE = re.compile(r'\balt="\s*[^"\s]')
_TO_ROOT = "../../../"  # from <organisation>/news/<slug>/index.html and <organisation>/about/<slug>/index.html


@dataclass(frozen=True, slots=True)
class Text:
    """One Markdown file, parsed: `folder` is the organisation of an article, or '' for a standing page.

    `html` is free of anything active and holds embeds as placeholders; `date` is YYYY-MM-DD, or '' for a standing page.
    """

    file: str
    folder: str
    slug: str
    title: str
    html: str
    summary: str = ""
    date: str = ""


class MarkdownParser:
    """Python-Markdown with the extensions of the settings, with embeds and headers whatever the settings say."""

    def __init__(self, options: Mapping[str, Any] = MARKDOWN) -> None:
        configs = dict(options.get("extension_configs", {}))
        extensions = [
            extension for extension in options.get("extensions", ()) if not isinstance(extension, EmbedExtension)
        ]
        names = [*extensions, *configs, "markdown.extensions.meta"]
        self._markdown = Markdown(
            **{**options, "extensions": [EmbedExtension(), *dict.fromkeys(names)], "extension_configs": configs}
        )

    def convert(self, text: str) -> tuple[dict[str, list[str]], str]:
        """Header (name in lower case → its values) and body as HTML, not sanitised yet."""
        html = self._markdown.reset().convert(_with_plain_colons(text))
        return self._markdown.Meta, html  # type: ignore[attr-defined]  # set by the extension meta


def _with_plain_colons(text: str) -> str:
    """The text with the colons of its header as Markdown wants them: many keyboards in China write Title：…"""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if not line.strip():
            break
        lines[number] = _HEADER_LINE.sub(r"\1: ", line)
    return "\n".join(lines)


def read_texts(folder: Path, report: Report, markdown: Mapping[str, Any] = MARKDOWN) -> list[Text]:
    """Every published text below the content folder, each file converted once; what is wrong goes to *report*.

    A text whose header has faults is still returned, so that its body is checked as well. Drafts are left out.
    """
    folder = Path(os.path.normpath(folder))
    parser = MarkdownParser(markdown)
    texts: dict[Path, Text] = {}
    for path in _files(folder, report):
        text = _read(path, parser, report, article=path.is_relative_to(folder / ARTICLES))
        if text:
            texts[path] = text
    return [_with_links(text, path, folder, texts, report) for path, text in texts.items()]


def _files(folder: Path, report: Report) -> Iterator[Path]:
    """Articles in the order of their paths, then standing pages in the order of their names."""
    for area in (ARTICLES, STANDING):
        paths = sorted((folder / area).rglob("*"))
        if area == STANDING:
            paths.sort(key=lambda path: path.name)
        for path in paths:
            parts = path.relative_to(folder).parts
            if any(part.startswith(_IGNORED) for part in parts) or not path.is_file():
                continue
            if path.suffix == ".md":
                yield path
            elif path.suffix.lower() in _OTHER_FORMATS:
                where = Where(shown_path(path))
                report.add(problem("bad-content", where, reason=f"文件名以 {path.suffix} 结尾，只认 .md"))


def _read(path: Path, parser: MarkdownParser, report: Report, *, article: bool) -> Text | None:
    where = Where(shown_path(path))
    try:
        source = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        report.add(problem("bad-content", where, reason="文件打不开，或不是 UTF-8"))
        return None
    if len(source) > _MAX_CHARACTERS or source.count("[") > _MAX_BRACKETS:
        report.add(problem("bad-content", where, reason="文章太长，或方括号太多"))
        return None
    header, html = parser.convert(source)
    status = _only(header, "status").lower()
    if status in {"draft", "hidden", "skip"}:
        return None
    reasons = list(_header_faults(header, status, article=article))
    html = sanitise(html)
    reasons += [f"图片 {picture} 没有写说明" for picture in _pictures_without_words(html)]
    report.extend(problem("bad-content", where, reason=reason) for reason in reasons)
    date = _DATE.fullmatch(_only(header, "date")) if article else None
    return Text(
        file=where.file,
        folder=path.parent.name if article else "",
        slug=_only(header, "slug") or path.stem,
        title=_only(header, "title"),
        html=html,
        summary=" ".join(header.get("summary", ())),
        date=date[1] if date else "",
    )


def _only(header: Mapping[str, Sequence[str]], name: str) -> str:
    """The first value of a header line; nothing where there is none."""
    return next(iter(header.get(name, ())), "")


def _header_faults(header: Mapping[str, Sequence[str]], status: str, *, article: bool) -> Iterator[str]:
    if not _only(header, "title"):
        yield "没有标题（Title）"
    slug = _only(header, "slug")
    if not _SLUG.fullmatch(slug):
        yield f"网址名（Slug）“{slug}”不是小写字母、数字和连字符"
    date = _DATE.fullmatch(_only(header, "date"))
    if article and (date is None or day_of(date[1]) is None):
        yield "没有日期（Date），或不是 2024-03-12 这样的写法"
    if status not in {"", "published"}:
        yield f"状态（Status）“{status}”不认识，可以写 published 或 draft"
    for name in ("title", "slug", "date", "status"):
        if len(header.get(name, ())) > 1:
            yield f"{name.capitalize()} 写了 {len(header[name])} 次"


def _pictures_without_words(html: str) -> Iterator[str]:
    """File names of pictures that say nothing to somebody who can't see them."""
    for match in _PICTURE.finditer(html):
        if not _NAMED_PICTURE.search(match[0]):
            source = re.search(r'\bsrc="([^"]*)"', match[0])
            yield unquote(source[1]).rpartition("/")[2] if source else ""


def _with_links(text: Text, path: Path, folder: Path, texts: Mapping[Path, Text], report: Report) -> Text:
    """The text with addresses of the site for {static}/files/… and {filename}/news/…; dead ones go to *report*."""

    def address(match: re.Match[str]) -> str:
        attribute, what, written, rest = match.groups()
        target = unquote(unescape(written))
        base = folder if target.startswith("/") else path.parent
        file = Path(os.path.normpath(base / target.lstrip("/")))
        place = _address_of_text(texts.get(file)) if what == "filename" else _address_of_attachment(file, folder)
        if not place:
            report.add(problem("bad-content", Where(text.file), reason=f"链接 {{{what}}}{target} 没有这个文件"))
        return f'{attribute}="{escape(place)}{rest}"'

    return replace(text, html=_LINK.sub(address, text.html)) if "{" in text.html else text


def _address_of_attachment(file: Path, folder: Path) -> str:
    inside = any(file.is_relative_to(folder / name) for name in attachments.FOLDERS)
    return _TO_ROOT + quote(file.relative_to(folder).as_posix()) if inside and file.is_file() else ""


def _address_of_text(text: Text | None) -> str:
    if text is None:
        return ""
    if not text.folder:
        return f"../../about/{text.slug}/index.html"
    return f"{_TO_ROOT}{text.folder}/news/{text.slug}/index.html"
