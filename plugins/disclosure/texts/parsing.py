"""Markdown files to texts, read once by one grammar: header, body, links to attachments and to other texts."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape, unescape
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from markdown import Markdown
from markdown.extensions import Extension

from ..dates import day_of
from ..privacy import attachments
from ..problems import Problem, Report, Where, machine_reason, nearest, printable, problem, shown_path
from ..reading import (
    OF_THE_SYSTEM,
    TooLongError,
    alike_named,
    conflict_line,
    holding,
    limited,
    lost,
    named,
    too_tangled,
    unseen,
)
from ..storage import by_parts, foreign_name, nearly_named
from . import losses, misleading, places, signs
from .embeds import EmbedExtension, sanitise
from .grammar import RepeatedError, WrittenExtension
from .lines import Lines

# Pelican's setting MARKDOWN, unless the settings file has another: keyword arguments of markdown.Markdown.
MARKDOWN: Mapping[str, Any] = {
    "extension_configs": {
        "markdown.extensions.extra": {},
        "markdown.extensions.meta": {},
        "markdown.extensions.toc": {"slugify": places.name_of_heading},
    },
    "output_format": "html",
}

# Folders below the content folder: articles stand in news/<organisation>/, standing pages in pages/.
ARTICLES, STANDING = "news", "pages"

# More than any article needs; beyond it the Markdown parser can take minutes.
_MAX_CHARACTERS = 200_000
_MAX_BRACKETS = 2_000
_DEEP = re.compile(r"^ {0,3}(?:> ?){60}", re.MULTILINE)  # quotations in one another: each level is read anew
_SECONDS = 2.0  # of processor time for one article; an ordinary one of the greatest length takes a tenth of that
_WASTED = 2  # articles that took too long, after which no other is looked at
# The same for many that are slow together: seconds, and how many times as long as plain paragraphs of as many bytes.
_PATIENCE, _AS_LONG = 4.0, 3.0
_ORDINARY = (
    "本会在**实验小学**举行助学仪式，向120名学生发放助学金36万元，见[报告](https://example.org/a.pdf)。\n\n" * 100
)

# What somebody may take for an article that will be published; Pelican reads some of them, and what they include.
_OTHER_FORMATS = frozenset({
    ".md", ".markdown", ".mkd", ".mdown", ".mkdn", ".mdx", ".rst", ".rest", ".htm", ".html", ".xhtml", ".shtml",
    ".adoc", ".asciidoc", ".asc", ".textile", ".org", ".ipynb", ".tex", ".txt", ".doc", ".docx", ".wps", ".odt",
    ".rtf", ".pdf",
})  # fmt: skip

# All that an article can say of itself, and what else Pelican knows: a few lines do no harm and are not shown, the others
# would choose a template, a place for the file or a language.
HEADER = ("title", "date", "slug", "status", "summary")
_UNSHOWN = frozenset({"author", "authors", "tags", "keywords", "category", "modified", "description"})
_LEFT_OUT = {"draft": "draft-article", "hidden": "hidden-article", "skip": "hidden-article"}
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

_IN_CHINESE = {"标题": "Title", "日期": "Date", "网址名": "Slug", "状态": "Status", "摘要": "Summary"}
_CHINESE_LINE = re.compile(rf"\s{{0,3}}({'|'.join(_IN_CHINESE)})\s{{0,3}}[:：]")
_HEADER_LINE = re.compile(r"^( {0,3}[A-Za-z0-9_-]+)[ \t]*[:：][ \t]*")
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T](?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)?")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_SLUG = 200  # letters; a folder is called so, and no system takes more than 255
_LINK = re.compile(r'\b(href|src)="\{(static|attach|filename)\}([^"#?]*)([^"]*)"')
_PICTURE = re.compile(r"<img\b[^>]*>")
_NAMED_PICTURE = re.compile(r'\balt="\s*[^"\s]')
_WRITTEN = 60  # signs of an address that are told
_TO_ROOT = "../../../"  # from <organisation>/news/<slug>/index.html and <organisation>/about/<slug>/index.html


@dataclass(frozen=True, slots=True)
class MarkdownText:
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
    source: str = field(default="", repr=False, compare=False)  # the file itself, to name a line of it
    body: str = field(default="", repr=False, compare=False)  # what of it stands below the header


class _Markdown(Markdown):
    """Python-Markdown that takes its own extensions where they are, and asks all installed packages only for others."""

    def build_extension(self, ext_name: str, configs: Mapping[str, Any]) -> Extension:
        """An extension by its name."""
        name = ext_name.removeprefix("markdown.extensions.")
        if not name.isidentifier() or find_spec(f"markdown.extensions.{name}") is None:
            return super().build_extension(ext_name, configs)
        built: Extension = import_module(f"markdown.extensions.{name}").makeExtension(**configs)
        return built


class MarkdownParser:
    """Python-Markdown with the extensions of the settings, with embeds and headers whatever the settings say."""

    def __init__(self, options: Mapping[str, Any] = MARKDOWN) -> None:
        self._options = options
        configs = dict(options.get("extension_configs", {}))
        extensions = [
            extension for extension in options.get("extensions", ()) if not isinstance(extension, EmbedExtension)
        ]
        names = dict.fromkeys([*extensions, *configs, "markdown.extensions.meta"])
        self._written = WrittenExtension()
        self._markdown = _Markdown(
            **{**options, "extensions": [EmbedExtension(), *names, self._written], "extension_configs": configs}
        )

    def convert(self, text: str) -> tuple[dict[str, list[str]], str]:
        """Header (name in lower case → its values) and body as HTML, not sanitised yet."""
        html = self._markdown.reset().convert(_with_plain_colons(text))
        return self._markdown.Meta, html  # type: ignore[attr-defined]  # set by the extension meta

    @property
    def beyond(self) -> Sequence[str]:
        """The cells of the last text that stand beyond the heads of their tables and are not shown."""
        return self._written.beyond

    @property
    def body(self) -> str:
        """What of the last text stands below its header."""
        return self._written.body

    def anew(self) -> MarkdownParser:
        """Another parser with the same options, in the place of one that was interrupted."""
        return MarkdownParser(self._options)


def _with_plain_colons(text: str) -> str:
    """The text with the colons of its header as Markdown wants them: many keyboards in China write Title：…"""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if not line.strip():
            break
        lines[number] = _HEADER_LINE.sub(r"\1: ", line)
    return "\n".join(lines)


def read_texts(folder: Path, report: Report, markdown: Mapping[str, Any] = MARKDOWN) -> list[MarkdownText]:
    """Every published text below the content folder, each file converted once; what is wrong goes to *report*.

    A text whose header has faults is still returned, so that its body is checked as well. Drafts are left out.
    """
    folder = Path(os.path.normpath(folder))
    reader = _TextReader(folder, MarkdownParser(markdown), report)
    for path in _files(folder, report):
        reader.read(path)
    return [_with_links(text, path, folder, reader, report) for path, text in reader.texts.items()]


def _files(folder: Path, report: Report) -> Iterator[Path]:
    """Articles in the order of their paths, then standing pages in the order of their names."""
    report.extend(_elsewhere(folder))
    for area in (ARTICLES, STANDING):
        paths = sorted((folder / area).rglob("*"), key=by_parts)
        if area == STANDING:
            paths.sort(key=lambda path: path.name)
        for path in paths:
            parts = path.relative_to(folder).parts
            if any(part.startswith(OF_THE_SYSTEM) for part in parts) or not path.is_file():
                continue
            if path.suffix == ".md":
                yield path
            elif path.suffix.lower() in _OTHER_FORMATS:
                where = Where(shown_path(path))
                report.add(problem("bad-content", where, reason=f"文件名以 {path.suffix} 结尾，只认 .md"))
            else:
                report.add(_misplaced(path))


def _elsewhere(folder: Path) -> Iterator[Problem]:
    """Files that stand where nothing looks for them."""
    known = {ARTICLES, STANDING, *attachments.FOLDERS}
    for path in sorted(folder.iterdir(), key=by_parts) if folder.is_dir() else ():
        if path.name not in known and not path.name.startswith(OF_THE_SYSTEM):
            yield _misplaced(path)


def _misplaced(path: Path) -> Problem:
    return problem("misplaced-file", Where(shown_path(path)))


class _TextReader:
    """Reads one file after the other; what was found wrong goes to the report."""

    def __init__(self, folder: Path, parser: MarkdownParser, report: Report) -> None:
        self.texts: dict[Path, MarkdownText] = {}
        self.attached = frozenset(path.relative_to(folder).as_posix() for path in attachments.attachments(folder))
        self._articles = folder / ARTICLES
        self._parser = parser
        self._report = report
        self._wasted = 0
        self._seconds = 0.0  # of processor time, for so many bytes
        self._bytes = 0
        self._ordinary = 0.0  # seconds for a byte of an ordinary text, once measured

    def read(self, path: Path) -> None:
        """Read one file, unless the ones before took too long."""
        where = Where(shown_path(path))
        try:
            source = _source(path)
            header, raw = self._convert(source)
        except _FaultyTextError as fault:
            self._report.add(problem("bad-content", Where(where.file, None, fault.line), reason=str(fault)))
            return
        article = path.is_relative_to(self._articles)
        lines = Lines(source)
        status = _only(header, "status").lower()
        if status in _LEFT_OUT:
            row = lines.of("status")
            self._report.add(problem(_LEFT_OUT[status], Where(where.file, None, row), cell=status))
            return
        html = sanitise(raw)
        self._report.extend(_written_as_code(where.file, html, source))
        for name, reason in _header_faults(header, status, article=article):
            row = _line_of(name, source) if name in header else None
            self._report.add(problem("bad-content", Where(where.file, None, row), reason=reason))
        for picture in _pictures_without_words(html):
            row = lines.of(picture, unquote(picture), "<img", "![")
            reason = f"图片 {unquote(picture).rpartition('/')[2]} 没有写说明"
            self._report.add(problem("bad-content", Where(where.file, None, row), reason=reason))
        self._report.extend(_strange_lines(where.file, header, lines))
        self._report.extend(_lines_in_chinese(where.file, source))
        self._report.extend(_lines_with_losses(where.file, source))
        self._report.extend(losses.lost(where.file, raw, lines))
        self._report.extend(losses.beyond_tables(where.file, self._parser.beyond, lines))
        self._report.extend(signs.raw_signs(where.file, raw, lines))
        date = _DATE.fullmatch(_only(header, "date")) if article else None
        slug = _only(header, "slug") or path.stem
        self._report.extend(places.repeated(where.file, html, lines))
        self._report.extend(misleading.links(where.file, html, lines))
        place = f"news/{slug}/" if article else f"about/{slug}/"
        self._report.extend(losses.dead(where.file, html, place, self.attached, lines))
        self.texts[path] = MarkdownText(
            file=where.file,
            folder=path.parent.name if article else "",
            slug=slug,
            title=_only(header, "title"),
            html=html,
            summary=" ".join(header.get("summary", ())),
            date=date[1] if date else "",
            source=source,
            body=self._parser.body,
        )

    def _convert(self, source: str) -> tuple[dict[str, list[str]], str]:
        """Header and body as HTML that is cheap to look through; _FaultyTextError where a parser fails on it."""
        if self._wasted >= _WASTED or self._slow():
            raise _FaultyTextError("前面的文章太费时间，这一篇没有看")
        begun = time.process_time()
        try:
            with limited(_SECONDS):
                header, raw = self._parser.convert(source)
        except TooLongError:
            self._wasted += 1
            self._parser = self._parser.anew()
            raise _FaultyTextError("排版太复杂，读它要花很久") from None
        except RepeatedError as fault:
            self._parser = self._parser.anew()
            raise _FaultyTextError(str(fault)) from None
        except _FAULTS:
            self._parser = self._parser.anew()
            raise _FaultyTextError("排版读不懂，可能有没写完的标签，或套得太多层") from None
        finally:
            self._seconds += time.process_time() - begun
            self._bytes += len(source.encode())
        reason = too_tangled(raw)
        if reason:
            raise _FaultyTextError(reason)
        return header, raw

    def _slow(self) -> bool:
        """Whether the texts so far took much longer than texts do on this machine."""
        if self._seconds <= _PATIENCE:
            return False
        if not self._ordinary:
            begun = time.process_time()
            self._parser.convert(_ORDINARY)
            self._ordinary = (time.process_time() - begun) / len(_ORDINARY.encode())
        return self._seconds > _PATIENCE + _AS_LONG * self._ordinary * self._bytes


# What Python-Markdown and the parsers below it raise where they meet what they did not expect.
_FAULTS = (RecursionError, AssertionError, LookupError, TypeError, ValueError, AttributeError)


class _FaultyTextError(Exception):
    """A file that can't be taken as an article, with the reason in Chinese."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.line = line


def _source(path: Path) -> str:
    """The text of a file, as far as it may be one; _FaultyTextError where it may not."""
    try:
        with path.open(encoding="utf-8-sig", newline=None) as file:
            source = file.read(_MAX_CHARACTERS + 1)
    except OSError as error:
        raise _FaultyTextError(f"文件打不开（{machine_reason(error)}）") from None
    except UnicodeDecodeError:
        raise _FaultyTextError("文件打不开，或不是 UTF-8") from None
    if len(source) > _MAX_CHARACTERS:
        pasted = source.find("data:image/")
        if pasted >= 0:
            line = source.count("\n", 0, pasted) + 1
            raise _FaultyTextError("图片是粘贴进来的，一长串字母都在文章里；请存成文件放进 content/images", line)
        raise _FaultyTextError(f"文章太长，最多 {_MAX_CHARACTERS // 10_000} 万字；请分成几篇")
    if source.count("[") > _MAX_BRACKETS:
        raise _FaultyTextError(f"方括号太多，最多 {_MAX_BRACKETS} 个")
    deep = _DEEP.search(source)
    if deep:
        raise _FaultyTextError("引用（行首的 >）套得太深，最多 59 层", source.count("\n", 0, deep.start()) + 1)
    torn = conflict_line(source)
    if torn:
        raise _FaultyTextError("有合并冲突的记号“<<<<<<<”，两边的写法都在，请留下对的几行", torn)
    sign = _INVISIBLE.search(source)
    at = sign.start() if sign else holding(source)
    if at >= 0:
        line, place = source.count("\n", 0, at) + 1, at - source.rfind("\n", 0, at)
        raise _FaultyTextError(f"第 {place} 个字符看不见，是{named(source[at])}，请删去这个字符重新输入", line)
    return source


def _written_as_code(file: str, html: str, source: str) -> Iterator[Problem]:
    """What an entity puts among the words of a text and no reader sees, or sees as a broken sign: &#x202e; turns numbers round."""
    words = unescape(html)
    if not (_INVISIBLE.search(words) or _BROKEN in words or holding(words) >= 0):
        return
    for entity in _ENTITY.finditer(source):
        sign = unescape(entity[0])
        if not sign or _INVISIBLE.search(sign) or _BROKEN in sign or holding(f"字{sign}") >= 0:
            line = source.count("\n", 0, entity.start()) + 1
            reason = f"{entity[0]} 登出来是看不见的字符或乱码，请删去"
            yield problem("bad-content", Where(file, None, line), reason=reason)


_BROKEN = "\ufffd"
_ENTITY = re.compile(r"&(?:#[0-9]{1,10}|#x[0-9a-f]{1,8}|[a-z]{2,31});?", re.IGNORECASE)


def _line_of(name: str, source: str) -> int | None:
    """The line that begins with a word of the header; `Title: Update: …` has no date."""
    match = re.search(rf"^{name}[ \t]*:", source, re.IGNORECASE | re.MULTILINE)
    return source.count("\n", 0, match.start()) + 1 if match else None


def _strange_lines(file: str, header: Mapping[str, Sequence[str]], lines: Lines) -> Iterator[Problem]:
    """Lines of a header that are not on the list of what an article can say of itself."""
    for name in header:
        if name in HEADER:
            continue
        where = Where(file, None, lines.of(f"{name}:", f"{name}：", name))
        if name in _UNSHOWN:
            yield problem("lost-content", where, cell=name.capitalize(), reason="开头的这一行不登出")
        else:
            known = [word.capitalize() for word in HEADER]
            hint = nearest(name.capitalize(), known)
            yield problem("article-header", where, cell=name.capitalize(), choices="、".join(known), hint=hint)


def _lines_in_chinese(file: str, source: str) -> Iterator[Problem]:
    """Lines of a header whose name is written in Chinese (状态: 草稿): a page would show them as its first words."""
    for row, line in enumerate(source.split("\n"), 1):
        if not line.strip() or (row > 1 and line.startswith(("---", "..."))):
            return
        match = _CHINESE_LINE.match(line)
        if match:
            hint = f"（是不是“{_IN_CHINESE[match[1]]}”？）"
            choices = "、".join(word.capitalize() for word in HEADER)
            yield problem("article-header", Where(file, None, row), cell=match[1], choices=choices, hint=hint)


def _lines_with_losses(file: str, source: str) -> Iterator[Problem]:
    """Lines in which a wrong encoding or a picture that was copied along left a sign instead of a character."""
    for row, line in enumerate(source.split("\n"), 1):
        sign = lost(line.replace("?", ""))  # two question marks are emphasis in a text
        if sign:
            code = f" U+{ord(sign):04X}" if len(sign) == 1 else ""
            reason = f"有乱码（{sign}{code}），原来的字已经看不出来，请对着原文重新输入"
            yield problem("bad-content", Where(file, None, row), reason=reason)
        if radical := alike_named(line):
            yield problem("bad-content", Where(file, None, row), reason=f"{radical}，请重新输入")


def _only(header: Mapping[str, Sequence[str]], name: str) -> str:
    """The first value of a header line; nothing where there is none."""
    return next(iter(header.get(name, ())), "")


def _header_faults(header: Mapping[str, Sequence[str]], status: str, *, article: bool) -> Iterator[tuple[str, str]]:
    """(the line of the header, what is wrong with it)."""
    if not _only(header, "title"):
        yield "title", "没有标题（Title）"
    slug = _only(header, "slug")
    if not slug:
        yield "slug", "没有网址名（Slug），请用小写字母、数字和连字符写一个，例如 2024-spring"
    elif not _SLUG.fullmatch(slug):
        hidden = "".join(f"，第 {place} 个字符看不见，是{named(sign)}" for place, sign in unseen(slug)[:1])
        yield "slug", f"网址名（Slug）“{slug}”不是小写字母、数字和连字符{hidden}"
    elif len(slug) > _LONGEST_SLUG:
        yield "slug", f"网址名（Slug）超过 {_LONGEST_SLUG} 个字母，文件夹不能叫这么长的名字"
    elif reason := foreign_name(slug):
        yield "slug", f"网址名（Slug）不行：{reason}"
    date = _DATE.fullmatch(_only(header, "date"))
    if article and (date is None or day_of(date[1]) is None):
        yield "date", "没有日期（Date），或不是 2024-03-12 这样的写法"
    if status not in {"", "published"}:
        yield "status", f"状态（Status）“{status}”不认识，可以写 published 或 draft"
    for name in ("title", "slug", "date", "status"):
        if len(header.get(name, ())) > 1:
            yield name, f"{name.capitalize()} 写了 {len(header[name])} 次"


def _pictures_without_words(html: str) -> Iterator[str]:
    """Addresses of pictures that say nothing to somebody who can't see them."""
    for match in _PICTURE.finditer(html):
        if not _NAMED_PICTURE.search(match[0]):
            source = re.search(r'\bsrc="([^"]*)"', match[0])
            yield unescape(source[1]) if source else ""


def _with_links(text: MarkdownText, path: Path, folder: Path, reader: _TextReader, report: Report) -> MarkdownText:
    """The text with addresses of the site for {static}/files/… and {filename}/news/…; dead ones go to *report*."""
    lines = Lines(text.source)

    def address(match: re.Match[str]) -> str:
        attribute, what, written, rest = match.groups()
        target = unquote(unescape(written))
        base = folder if target.startswith("/") else path.parent
        file = Path(os.path.normpath(base / target.lstrip("/")))
        place = (
            _address_of_text(reader.texts.get(file))
            if what == "filename"
            else _address_of_attachment(file, folder, reader.attached)
        )
        if not place:
            where = Where(text.file, None, lines.of(f"{{{what}}}{target}", f"{{{what}}}{written}", f"{{{what}}}"))
            shown = printable(target[:_WRITTEN])
            outside = not file.is_relative_to(folder)
            why = (
                "到了文章文件夹外面，那里的文件不能公布" if outside else f"没有这个文件{_seeming(file, folder, reader)}"
            )
            report.add(problem("bad-content", where, reason=f"链接“{{{what}}}{shown}”{why}"))
        elif what == "filename" and not places.has(reader.texts[file].html, unescape(rest)):
            where = Where(text.file, None, lines.of(f"{written}{unescape(rest)}", f"{target}{unescape(rest)}"))
            shown = printable(f"{target}{unescape(rest)}"[:_WRITTEN])
            report.add(problem("dead-link", where, cell=shown, reason="指的位置那一页里没有"))
        return f'{attribute}="{escape(place)}{rest}"'

    return replace(text, html=_LINK.sub(address, text.html)) if "{" in text.html else text


def _address_of_attachment(file: Path, folder: Path, attached: Collection[str]) -> str:
    name = file.relative_to(folder).as_posix() if file.is_relative_to(folder) else ""
    return _TO_ROOT + quote(name) if name in attached else ""


def _seeming(file: Path, folder: Path, reader: _TextReader) -> str:
    """The attachment or text that somebody may have meant, whose name only looks the same."""
    texts = (text.relative_to(folder).as_posix() for text in reader.texts)
    return printable(nearly_named(file.relative_to(folder).as_posix(), {*reader.attached, *texts}))


def _address_of_text(text: MarkdownText | None) -> str:
    if text is None:
        return ""
    if not text.folder:
        return f"../../about/{text.slug}/index.html"
    return f"{_TO_ROOT}{text.folder}/news/{text.slug}/index.html"
