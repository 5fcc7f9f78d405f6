"""Places of an article to which a link can lead, `#jie`: each has a name of its own, which no other place of the page has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from markdown.extensions.toc import slugify_unicode

from ..problems import Problem, Where, problem
from .embeds import Embed, embeds_in
from .lines import Lines

PROSE = ("news/", "about/")  # where the pages of texts stand, in the folder of their organisation
# Places in the frame of every page, and that of how to reach an organisation, which stands above the page on contacts.
OF_THE_FRAME = frozenset({"main", "mulu", "site-words", "contact"})
_BLANK = re.compile(r"^$|\s")
_ID = re.compile(r'\sid="([^"]*)"')


def name_of_heading(words: str, separator: str) -> str:
    """The place of a heading that names none itself: its words, but never a place of the frame."""
    name = slugify_unicode(words, separator)
    return f"{name}{separator}1" if name in OF_THE_FRAME else name


def named(html: str) -> list[str]:
    """The places of a text, each as often as it has that name: what says so itself, and charts and tables."""
    return [*(unescape(name) for name in _ID.findall(html)), *filter(None, map(_of_embed, embeds_in(html)))]


def has(html: str, address: str) -> bool:
    """Whether a text has the place that an address names behind its `#`, if it names one."""
    name = unquote(address.partition("#")[2])
    return not name or name in {*OF_THE_FRAME, *named(html)}


def _of_embed(embed: Embed) -> str:
    """The place of a chart or a table."""
    return {"chart": f"fig-{embed.ref}", "table": embed.ref}.get(embed.kind, "")


def repeated(file: str, html: str, lines: Lines) -> Iterator[Problem]:
    """Places with the name of another one: a link to it leads to the first only; and charts and tables that stand there twice."""
    drawn = {_of_embed(embed): f"[[{embed.kind}: {embed.ref}]]" for embed in embeds_in(html)}
    names, written = named(html), {unescape(name) for name in _ID.findall(html)}
    for name in dict.fromkeys(names):
        if name not in OF_THE_FRAME and names.count(name) == 1 and not _BLANK.search(name):
            continue
        embed = drawn.get(name, "")
        if embed and name not in written:
            reason = f"{embed} 放了 {names.count(name)} 次，一篇文章里一张图表只能放一次"
        elif _BLANK.search(name):
            reason = f"位置名“{name}”是空的，或中间有空格，请改成字母、数字和连字符"
        elif name in OF_THE_FRAME:
            reason = f"位置名“{name}”是网页自己用的，请换一个"
        else:
            reason = f"位置名“{name}”用了 {names.count(name)} 次，链接只会到第一处，请换成不同的"
        wanted = (embed,) if embed and name not in written else (f"#{name}", f'id="{name}"', name)
        yield problem("bad-content", Where(file, None, lines.of(*wanted)), reason=reason)
