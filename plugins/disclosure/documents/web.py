"""Web pages to blocks: what a reader of the page sees, a row of a table as one line of cells parted by tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import nh3

from ..expressions import expression
from ..reading import too_tangled

_ROWS = {
    *("p", "div", "li", "tr", "br", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "dd", "dt"),
    *("section", "article", "pre", "caption", "table", "ul", "ol"),
}
_CELLS = {"td", "th"}
_SPANS = {"colspan", "rowspan"}
_SILENT = {"script", "style", "template", "noscript", "head", "title", "svg", "textarea", "select", "iframe", "object"}


class TangledError(Exception):
    """A page that is not taken to pieces; the reason in Chinese."""


# Formatting, which may reach over any number of blocks and is of no use here.
_FORMATS = expression(
    r"</?(?:a|abbr|b|big|code|em|font|i|nobr|o:p|s|small|span|strike|strong|sub|sup|tt|u)(?:\s[^<>]*)?>", re.IGNORECASE
)
# The mark of a note behind a number or a Chinese word, which would be another digit of it; that of m² is none.
_MARK_OF_NOTE = expression(
    r"(?<![A-Za-z])<sup(?:\s[^<>]{0,200})?>\s{0,9}(?:<a(?:\s[^<>]{0,400})?>)?\s{0,9}[\[〔]?[0-9]{1,3}[\]〕]?\s{0,9}(?:</a>)?\s{0,9}</sup>",
    re.IGNORECASE,
)
_MOST_TAGS = 300_000
_IMPLIED = frozenset({"p", "li", "td", "th", "tr", "dd", "dt"})  # what many pages do not end


def blocks(text: str) -> Iterator[str]:
    """nh3 (a parser of browsers' HTML) makes any page well-formed; what is left is cut at the ends of blocks."""
    plain = _FORMATS.sub("", _MARK_OF_NOTE.sub("", _seen(text)))
    if reason := too_tangled(plain, _MOST_TAGS, _IMPLIED):
        raise TangledError(reason)
    attributes = dict.fromkeys(_CELLS, _SPANS)
    clean = nh3.clean(plain, tags=_ROWS | _CELLS, attributes=attributes, clean_content_tags=_SILENT, link_rel=None)
    clean = _in_columns(_CELL.sub(_one_line, clean))
    for block in re.split(rf"</?(?:{'|'.join(sorted(_ROWS, key=len, reverse=True))})>", clean):
        yield unescape(re.sub(r"<[^>]*>", "\t", block))


# --- what is not there for a reader --------------------------------------------------------------

_TAG = expression(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*)([^<>]*)>")
_STRUCK = {"s", "strike", "del"}
_HIDDEN = r"(?:^|[\s\"'])hidden(?=[\s=/]|$)"
_LEFT_OUT = rf"{_HIDDEN}|mso-hide\s*:\s*all|line-through"
_NOT_DISPLAYED = r"display\s*:\s*none"
_UNSEEN = expression(rf"{_LEFT_OUT}|{_NOT_DISPLAYED}|visibility\s*:\s*hidden", re.IGNORECASE)
# What still hides a block of a page that a script shows; menus and windows that wait for a click are not displayed.
_HIDES_A_BLOCK = expression(rf"{_LEFT_OUT}|{_NOT_DISPLAYED}", re.IGNORECASE)
_HIDES_ALL = expression(_LEFT_OUT, re.IGNORECASE)
_BLOCKS = {
    **dict.fromkeys(("body", "main", "article"), _HIDES_ALL),
    **dict.fromkeys(("section", "div"), _HIDES_A_BLOCK),
}
_NAMES_ONLY = expression(r"(?:class|id|name|title|alt|href|src|data-[\w-]+)\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+)")
_VOID = {"br", "img", "input", "hr", "meta", "link", "col", "area", "base", "wbr", "source", "embed", "param", "track"}


def _seen(html: str) -> str:
    """A page without comments and without what is crossed out or hidden.

    Some pages (those of WeChat among them) hide all of their text by a style, and a script shows it: where a style hides
    more than half of the words, blocks that it hides are read.
    """
    html = without_comments(html)
    shown, with_blocks = _shown(html), _shown(html, styled_blocks=True)
    return shown if _words(shown) * 2 >= _words(with_blocks) else with_blocks


def _words(html: str) -> int:
    """How many signs stand outside of tags."""
    return len(re.sub(r"<[^<>]*>|\s+", "", html))


def _shown(html: str, *, styled_blocks: bool = False) -> str:
    """A page without what is hidden, element by element; all of it where one has no end."""
    kept: list[str] = []
    position, inside, depth, begun = 0, "", 0, 0
    for match in _TAG.finditer(html):
        name = match[2].lower()
        if inside:
            if name == inside:
                depth += -1 if match[1] else 1
            if not depth:
                position, inside = match.end(), ""
            elif name == inside == "p" and not match[1]:  # no paragraph stands in another: this one ends the hidden one
                position, inside = match.start(), ""
            continue
        if match[1] or name in _VOID or match[3].endswith("/"):
            continue
        hiding = _BLOCKS.get(name, _UNSEEN) if styled_blocks else _UNSEEN
        if (
            name in {"script", "style"}
            or name in _STRUCK
            or (match[3] and hiding.search(_NAMES_ONLY.sub("", match[3])))
        ):
            inside, depth, begun = name, 1, match.start()
        else:
            continue
        kept.append(html[position:begun])
        position = begun
    kept.append(html[position:])  # what has no end is shown
    return "".join(kept)


def without_comments(html: str) -> str:
    """A page, or Markdown, without its comments; what has no end is kept."""
    kept: list[str] = []
    position = 0
    while (begun := html.find("<!--", position)) >= 0:
        end = html.find("-->", begun + 4)
        if end < 0:
            break
        kept.append(html[position:begun])
        position = end + 3
    kept.append(html[position:])
    return "".join(kept)


# --- tables --------------------------------------------------------------------------------------

# A cell without a table in it, and the blocks in it: Word and Writer put every cell into paragraphs.
_CELL = expression(r"<t[dh]([^<>]*)>((?:(?!</?t[dhr][ >]|</?table>)[\s\S])*+)</t[dh]>")
_IN_CELLS = expression(r"</?(?:p|div|br|span|h[1-6]|ul|ol|li|pre|blockquote|section)>|\s+")
_ROW = expression(r"<table>|<tr>((?:\s*<t[dh][^<>]*>[^<>]*</t[dh]>)+\s*)</tr>")
_PLAIN_CELL = expression(r"<t[dh]([^<>]*)>([^<>]*)</t[dh]>")
_SPAN = expression(r"(colspan|rowspan)=\"([0-9]{1,3})\"")
_NUMBER = expression(r"[-+]?[0-9][0-9,.]*%?")
_WIDEST = 63  # columns, as Word has them


def _one_line(cell: re.Match[str]) -> str:
    """A cell as one line, but not where whole sentences stand below each other: old pages lay all of an article into a cell."""
    lines = [line for part in _IN_CELLS.split(cell[2]) if (line := part.strip())]
    if sum("。" in line for line in lines) > 1:
        return cell[0]
    return f"<td{cell[1]}>{' '.join(lines)}</td>"


def _in_columns(clean: str) -> str:
    """Rows with their cells under those of the rows above: words of a cell over several columns or rows stand in each of them."""
    below: dict[int, tuple[int, str]] = {}  # column → rows that a cell of a row above still reaches over, its words

    def laid_out(row: re.Match[str]) -> str:
        if row[1] is None:
            below.clear()
            return row[0]
        cells: list[str] = []
        filled: set[str] = set()
        for cell in _PLAIN_CELL.finditer(row[1]):
            _reach_down(cells, below)
            spans = {name: int(number) for name, number in _SPAN.findall(cell[1])}
            words = cell[2].strip()
            filled |= {words} - {""}
            again = "" if _NUMBER.fullmatch(words) else words
            columns = max(1, min(spans.get("colspan", 1), _WIDEST - len(cells)))
            for column in range(len(cells), len(cells) + columns):
                if spans.get("rowspan", 1) > 1:
                    below[column] = (spans["rowspan"] - 1, again)
            cells += [words, *[again] * (columns - 1)]
        _reach_down(cells, below)
        if len(filled) < 2 and len(set(filter(None, cells))) < 2:  # noqa: PLR2004  (a row that is one cell is a line)
            return f"<p>{''.join(filled)}</p>"
        return f"<p>{chr(9).join(cells)}</p>"

    return _ROW.sub(laid_out, clean)


def _reach_down(cells: list[str], below: dict[int, tuple[int, str]]) -> None:
    """Add the cells of rows above that reach into this row at the next column."""
    while (column := len(cells)) in below and column < _WIDEST:
        rows, words = below.pop(column)
        cells.append(words)
        if rows > 1:
            below[column] = (rows - 1, words)
