"""What an article would lose on its way to the page, and links that lead nowhere: told with the line, before anything is built."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator
from html import escape, unescape
from urllib.parse import quote, unquote, urlsplit

from ..privacy import attachments
from ..problems import Problem, Where, problem
from ..reading import fault_of_site
from . import places
from .embeds import TAGS
from .lines import Lines
from .misleading import is_site
from .signs import outside_code

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
_PICTURE = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_LINK = re.compile(r"<a\b[^<>]*>", re.IGNORECASE)
_WORDLESS = re.compile(r"<a\b[^<>]*\shref\s{0,4}=[^<>]*>\s{0,99}</a>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\s(src|href|alt)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_KEPT_ADDRESS = re.compile(r'\s(?:href|src)="([^"]*)"')
_SCHEME = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):")
_SHOWN_SCHEMES = frozenset({"http", "https", "mailto", "tel"})

_WHAT = {
    "iframe": "别的网站的框",
    "frame": "别的网站的框",
    "object": "插件",
    "embed": "插件",
    "video": "视频",
    "audio": "音频",
    "script": "程序",
    "style": "样式",
    "form": "表单",
    "svg": "SVG 图",
    "math": "公式",
    "link": "外部样式",
}
# What no build makes: such files are there only as attachments.
_NEVER_MADE = attachments.PICTURES | frozenset(
    {".pdf", ".md", ".rst", ".doc", ".docx", ".wps", ".xls", ".ppt", ".pptx", ".zip", ".rar", ".mp3", ".mp4"}
)
_NOTE_BACK = "#fnref:"  # from a footnote to where it is referred to
_LONGEST = 2_000  # of an address
_WRITTEN = 60  # of an address that is told
_MOST_SHORT = 50  # abbreviations that are looked for


_IN_BRACKETS = re.compile(r"\[([^\[\]]{1,60})\]")
# Lines that Markdown takes for itself: an address to which other lines refer, what an abbreviation stands for, a footnote.
_DEFINED = re.compile(r" {0,3}\[(?P<name>[^\[\]^][^\[\]]{0,60})\]: {0,4}(?P<words>\S{1,400})\s*$")
_ABBREVIATED = re.compile(r" {0,3}\*\[(?P<name>[^\[\]]{1,60})\] ?: ?\S")
_FOOTNOTE = re.compile(r" {0,3}\[\^(?P<name>[^\[\]]{1,60})\]:")
_AN_ADDRESS = re.compile(r"<|[a-zA-Z][a-zA-Z0-9+.-]{1,20}:|[/.#{?]|[\x21-\x7e]+$")
# 5*3*2: two stars of a product that slant what is between them, and are gone.
_EMPHASIS = r"<(?P<tag>em|strong)>(?P<within>[0-9][^<>\n]{0,60})</(?P=tag)>"
_SLANTED = re.compile(rf"(?P<before>[0-9]{{1,20}}){_EMPHASIS}(?P<after>[0-9]{{0,20}})")
_SLANTED_FIRST = re.compile(rf"(?<![0-9])(?P<before>){_EMPHASIS}(?P<after>[0-9]{{1,20}})")


def lost(file: str, raw: str, source: Lines) -> Iterator[Problem]:
    """Parts of the HTML *raw* of a text that the page will not show."""
    opened = [match[2].lower() for match in _TAG.finditer(raw) if not match[1]]
    for name in opened:
        if name not in TAGS:
            what = _WHAT.get(name, "")
            yield problem(
                "lost-content", Where(file, None, source.of(f"<{name}")), cell=f"<{name}>", reason=f"{what}不登出"
            )
    yield from _meant_hidden(file, raw, source)
    yield from _declared(file, source)
    yield from _taken_for_definitions(file, source)
    yield from _slanted(file, raw, source)
    for match in _PICTURE.finditer(raw):
        address = _attribute(match[0], "src")
        scheme = _SCHEME.match(address)
        if address.strip() and not scheme and not address.strip().startswith("//"):
            continue
        reason = _why_not_shown(scheme[1]) if scheme else "是别的网站的图片，请存成文件"
        reason = reason if address.strip() else "图片没有地址"
        where = Where(file, None, source.of(address[:_LONGEST], escape(address[:_LONGEST]), "<img"))
        yield problem("lost-picture", where, cell=address[:_WRITTEN], reason=reason)
    for match in _LINK.finditer(raw):
        address = _attribute(match[0], "href")
        scheme = _SCHEME.match(address)
        if scheme and scheme[1].lower() not in _SHOWN_SCHEMES:
            where = Where(file, None, source.of(address, escape(address)))
            reason = f"{scheme[1]}: 这样的链接不登出"
            if _of_this_computer(scheme[1]):
                reason = "它在您自己的电脑里，别人打不开；请把文件放进 content/files，链接写成 {static}/files/文件名"
            yield problem("lost-content", where, cell=address[:_WRITTEN], reason=reason)
    for match in _WORDLESS.finditer(raw):
        address = _attribute(match[0], "href")
        where = Where(file, None, source.of(address, escape(address)))
        yield problem("lost-content", where, cell=address[:_WRITTEN], reason="这个链接没有字，读者看不见，也点不到")


# What hides words in a browser; none of it comes to the page, whose readers see them.
_HIDING = re.compile(
    r"""<[a-z][^<>]{0,200}?\s(?:(?P<way>hidden(?![\w-]))|style\s{0,4}=\s{0,4}["'][^"'<>]{0,200}?(?<![\w-])"""
    r"""(?P<style>display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden|opacity\s{0,4}:\s{0,4}0(?![.\d])|font-size\s{0,4}:\s{0,4}0(?![.\d])))""",
    re.IGNORECASE,
)


def _meant_hidden(file: str, raw: str, source: Lines) -> Iterator[Problem]:
    """Words that whoever wrote them hid, and that readers will see."""
    for match in _HIDING.finditer(raw):
        cell = match["way"] or match["style"]
        reason = "藏起来的写法网页不用，里面的字读者看得见；不给人看的请删去"
        yield problem("lost-content", Where(file, None, source.of(cell)), cell=cell, reason=reason)


# <![CDATA[…]]>, <?php …?>, <!DOCTYPE html>: nothing of them is shown; a comment, <!-- -->, is meant not to be.
_DECLARED = re.compile(r"<!\[CDATA\[|<\?[a-zA-Z]{1,12}|<![A-Z]{3,12}", re.IGNORECASE)
_INLINE_CODE = re.compile(r"(`{1,3})[^`\n]{1,200}\1")


def _declared(file: str, source: Lines) -> Iterator[Problem]:
    """Lines with a declaration for programs, whose words vanish."""
    for number, row in source.outside_code():
        if match := _DECLARED.search(_INLINE_CODE.sub("", row)):
            reason = "是写给程序看的记号，它里面的字都不登出；要登的字请写在外面"
            yield problem("lost-content", Where(file, None, number), cell=match[0], reason=reason)


def _taken_for_definitions(file: str, source: Lines) -> Iterator[Problem]:
    """Lines of words that Markdown reads as definitions, so that they vanish: [注]: 由示例公司承担, a footnote told twice."""
    rows = list(source.outside_code())
    notes: dict[str, tuple[int, str]] = {}
    short = [(number, row, match["name"]) for number, row in rows if (match := _ABBREVIATED.match(row))]
    for number, row, name in short[:_MOST_SHORT]:
        if not any(name in other for at, other in rows if at != number):
            reason = "星号加方括号，是 Markdown 的缩写说明，文章里没有用到这个缩写"
            yield problem("lost-content", Where(file, None, number), cell=row.strip()[:_WRITTEN], reason=reason)
    addresses: dict[str, tuple[int, str]] = {}
    linked = {name.lower() for _, row in rows if not _DEFINED.match(row) for name in _IN_BRACKETS.findall(row)}
    for number, row in rows:
        defined, note = _DEFINED.match(row), _FOOTNOTE.match(row)
        if defined and defined["name"].lower() not in linked and not _AN_ADDRESS.match(defined["words"]):
            reason = "方括号后面跟半角冒号，是 Markdown 的链接定义；是正文的，请改成全角冒号“：”"
            yield problem("lost-content", Where(file, None, number), cell=row.strip()[:_WRITTEN], reason=reason)
        if defined:
            at, earlier = addresses.setdefault(defined["name"].lower(), (number, defined["words"]))
            if earlier != defined["words"]:
                reason = f"[{defined['name']}] 写了两个网址，链接只到后面的；请换一个名字"
                yield problem("lost-content", Where(file, None, at), cell=earlier[:_WRITTEN], reason=reason)
        if note and note["name"] in notes:
            at, earlier = notes[note["name"]]
            reason = f"脚注 {note['name']} 写了两次，只登后面的；请换一个号"
            yield problem("lost-content", Where(file, None, at), cell=earlier.strip()[:_WRITTEN], reason=reason)
        if note:
            notes[note["name"]] = number, row


def _slanted(file: str, raw: str, source: Lines) -> Iterator[Problem]:
    """Products whose stars slant the number between them and are gone: 5*3*2 would be read as 532."""
    text = "".join(outside_code(raw))
    for match in (*_SLANTED.finditer(text), *_SLANTED_FIRST.finditer(text)):
        if match["tag"] == "strong" and not (match["before"] and match["after"]):
            continue  # 20**25** 年: the end of a number in bold type, and no product
        stars = "**" if match["tag"] == "strong" else "*"
        words = f"{match['before']}{stars}{match['within']}{stars}{match['after']}"
        reason = f"数字之间的 {stars} 当成了强调的记号，登出来数字会连在一起；乘号请写成 ×"
        yield problem(
            "lost-content",
            Where(file, None, source.of(unescape(words))),
            cell=unescape(words)[:_WRITTEN],
            reason=reason,
        )


def _why_not_shown(scheme: str) -> str:
    if scheme.lower() == "data":
        return "是粘贴进来的图片，请存成文件"
    return "在您自己的电脑里，别人打不开" if _of_this_computer(scheme) else "是别的网站的图片，请存成文件"


def _of_this_computer(scheme: str) -> bool:
    """Whether an address is of a file on the computer of whoever wrote it: C:/照片.jpg, file:///home/a.jpg."""
    return len(scheme) == 1 or scheme.lower() == "file"


def beyond_tables(file: str, cells: Iterable[str], source: Lines) -> Iterator[Problem]:
    """Cells of tables for which the first row has no column."""
    for cell in cells:
        reason = "这一行的格子比表头多，多出来的不登出；格子里的竖线请写成 \\|"
        yield problem("lost-content", Where(file, None, source.of(cell)), cell=cell[:_WRITTEN], reason=reason)


def _attribute(tag: str, name: str) -> str:
    return next(
        (
            unescape(match[2] or match[3] or match[4] or "")
            for match in _ATTRIBUTE.finditer(tag)
            if match[1].lower() == name
        ),
        "",
    )


def dead(file: str, html: str, place: str, files: Collection[str], source: Lines) -> Iterator[Problem]:
    """Links of a text that certainly lead nowhere, whatever pages there are.

    *place* is where its page stands in the folder of an organisation; *files* are the attachments by their paths.
    """
    ids = {*places.OF_THE_FRAME, *places.named(html)}
    for address in dict.fromkeys(_KEPT_ADDRESS.findall(html)):
        plain = unescape(address)
        if plain.startswith(_NOTE_BACK) and plain[1:] not in ids:
            name = plain.removeprefix(_NOTE_BACK)
            row = source.of(f"[^{name}]:")
            yield problem("dead-link", Where(file, None, row), cell=f"[^{name}]", reason="是脚注，正文里没有用到它")
            continue
        reason = _why_dead(plain, place, files, ids)
        if reason:
            where = Where(
                file, None, source.of(plain, unquote(plain), address, quote(plain), "]()" if not plain else "")
            )
            yield problem("dead-link", where, cell=plain[:_WRITTEN], reason=reason)


def _why_dead(address: str, place: str, files: Collection[str], ids: Collection[str]) -> str:
    if _SCHEME.match(address):
        return fault_of_site(address) if address.strip().lower().startswith("http") else ""
    if mistyped := next(_mistyped(address), ""):
        return mistyped
    target = inside(address, place)
    if target is not None and len(address) > _LONGEST:
        return f"超过 {_LONGEST} 个字"
    if target is not None:
        return next(_faults_of_path(target, urlsplit(address).path, files), "")
    known = not address.startswith("#") or address == "#" or unquote(address[1:]) in ids
    return "" if known else "指的位置这篇文章里没有"


def _mistyped(address: str) -> Iterator[str]:
    """What is wrong with an address as it is written, wherever it should lead."""
    if not address.strip():
        yield "没有写地址"
    if address.startswith("//"):
        yield "前面要写 https:，不然从 U 盘打开时找不到"
    if "：//" in address or is_site(address.partition("/")[0]):
        yield "是别的网站，前面要写 https://，冒号用半角"
    if "\\" in address:
        yield "里的反斜杠 \\ 要写成 /"


def _faults_of_path(target: str, path: str, files: Collection[str]) -> Iterator[str]:
    """Why *target*, to which *path* leads from the page of the text, is not there."""
    name = target.rpartition("/")[2]
    if not target.isprintable():
        yield "含有看不见的字"
    elif target.startswith("{") or path.startswith("|"):
        yield "是不认识的写法，可以用 {static} 和 {filename}"
    elif target.startswith("/"):
        yield f"从 U 盘打开时找不到{_static(target.lstrip('/'), files)}"
    elif target == ".." or target.startswith("../"):
        yield "到了网站外面"
    elif "." not in name:
        yield "后面要写全，例如 ../../index.html"
    elif target not in files:
        below = target.removeprefix("@/")  # no organisation has attachments of its own
        attached = below.startswith(tuple(f"{folder}/" for folder in attachments.FOLDERS))
        page = name in {"index.html", "404.html"}
        if name.endswith(".html") and not page:
            yield "没有这一页"
        elif (
            attached
            or f".{name.rpartition('.')[2].lower()}" in _NEVER_MADE
            or (not page and below.startswith(places.PROSE))  # beside the pages of texts a build makes no other files
        ):
            yield f"没有这个文件{_static(re.sub(r'^(?:[.][.]/)+', '', unquote(path)), files)}"


def _static(path: str, files: Collection[str]) -> str:
    return f"，请写成 {{static}}/{path}" if path in files else ""


def inside(address: str, place: str) -> str | None:
    """Where an address of our own site leads, seen from the root with `@` for the organisation; None for any other.

    `..` at the start: above the root. A path that begins with a slash comes back as it is.
    """
    if _SCHEME.match(address) or address.startswith(("//", "{static}", "{filename}", "{attach}")):
        return None
    path = unquote(address.partition("#")[0].partition("?")[0])
    if not path:
        return None
    if path.startswith(("/", "{")):
        return path
    whole = posixpath.normpath(posixpath.join("@", place, path))
    return f"{whole}/" if path.endswith("/") else whole


def page_links(html: str, place: str) -> Iterator[tuple[str, str]]:
    """(address, path of the page below its organisation) of every link of a text to a page of its own organisation."""
    for address in dict.fromkeys(_KEPT_ADDRESS.findall(html)):
        plain = unescape(address)
        target = inside(plain, place)
        if target is None or not (target == "@" or target.startswith("@/")):
            continue
        below = target.removeprefix("@").removeprefix("/")
        if below.rpartition("/")[2] == "index.html":
            yield plain, below.removesuffix("index.html")
