"""更正与核实 as an Atom feed: for readers' programs, the same in every build."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from ..kinds.corrections import FEED
from ..model import Correction, Corrections, Disclosure, Page
from .exports import words

_SPACE = uuid.UUID("6f1d9a52-4f5a-5f0e-8d0b-3f2f6a1f7c10")  # the names of our feeds; any fixed one does


def corrections(disclosure: Disclosure, pages: list[Page], url: str) -> str | None:
    """The feed of an organisation; None where nothing was corrected. Links are relative where *url* is empty."""
    found = [one for page in pages for block in page.blocks if isinstance(block, Corrections) for one in block.entries]
    if not found:
        return None
    home = f"{url}/{disclosure.org}/corrections/" if url else ""
    page = home or "index.html"
    own = f"{url}/{disclosure.org}/{FEED}" if url else "feed.xml"
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
        f"<title>{escape(disclosure.organisation.name)}：更正与核实</title>",
        f"<id>{_name(disclosure.org)}</id>",
        f"<updated>{_moment(max(one.made_on for one in found))}</updated>",
        f"<author><name>{escape(disclosure.organisation.name)}</name></author>",
        f'<link rel="self" href={quoteattr(own)}/>',
        f"<link href={quoteattr(page)}/>",
    ]
    for one in found:
        lines += _entry(disclosure, one, page)
    return "\n".join([*lines, "</feed>", ""])


def _entry(disclosure: Disclosure, one: Correction, page: str) -> Iterator[str]:
    old, new = words(disclosure, one.old), words(disclosure, one.new)
    told = f"原来：{old}。" + (f"现在：{new}。" if new else "还在核实。")
    reason = [words(disclosure, cell) for label, cell in one.facts if label == "原因" and isinstance(cell, tuple)]
    yield "<entry>"
    yield f"<title>{escape(f'{one.type}：{one.title} {old}→{new}' if new else f'{one.type}：{one.title}')}</title>"
    yield f"<id>{_name(f'{disclosure.org}/{one.id}')}</id>"
    yield f"<updated>{_moment(one.made_on)}</updated>"
    yield f"<link href={quoteattr(f'{page}#{one.id}')}/>"
    yield f"<summary>{escape(told + ''.join(f'原因：{text}' for text in reason))}</summary>"
    yield "</entry>"


def _name(text: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_SPACE, text)}"


def _moment(day: str) -> str:
    """Atom wants a moment; a month or year alone stands for its first day."""
    return f"{day}{'-01-01'[len(day) - 4 :] if len(day) < len('2026-01-01') else ''}T00:00:00+08:00"
