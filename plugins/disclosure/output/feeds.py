"""更正与核实 as an Atom feed: for readers' programs, the same in every build."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from ..kinds.corrections import FEED
from ..model import Correction, Corrections, Disclosure, Page
from .exports import words

_SPACE = uuid.UUID("6f1d9a52-4f5a-5f0e-8d0b-3f2f6a1f7c10")  # the namespace of our feeds; any fixed UUID will do


def corrections(disclosure: Disclosure, pages: Sequence[Page], url: str, known_by: str = "") -> str | None:
    """The feed of an organisation; None where nothing was corrected. Links are relative where *url* is empty.

    *known_by* says by what the release is known.
    """
    entries = [
        entry for page in pages for block in page.blocks if isinstance(block, Corrections) for entry in block.entries
    ]
    if not entries:
        return None
    home = f"{url}/{disclosure.org}/corrections/" if url else ""
    page = home or "index.html"
    itself = f"{url}/{disclosure.org}/{FEED}" if url else "feed.xml"
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
        f"<title>{escape(disclosure.organisation.name)}：更正与核实</title>",
        *([f"<subtitle>{escape(known_by)}</subtitle>"] if known_by else []),
        f"<id>{_name(disclosure.org)}</id>",
        f"<updated>{_moment(max(entry.made_on for entry in entries))}</updated>",
        f"<author><name>{escape(disclosure.organisation.name)}</name></author>",
        f'<link rel="self" href={quoteattr(itself)}/>',
        f"<link href={quoteattr(page)}/>",
    ]
    for entry in entries:
        lines += _entry(disclosure, entry, page)
    return "\n".join([*lines, "</feed>", ""])


def _entry(disclosure: Disclosure, entry: Correction, page: str) -> Iterator[str]:
    old, new = words(disclosure, entry.old), words(disclosure, entry.new)
    summary = f"原来：{old}。" + (f"现在：{new}。" if new else "还在核实。")
    reason = [words(disclosure, cell) for label, cell in entry.facts if label == "原因" and isinstance(cell, tuple)]
    yield "<entry>"
    yield f"<title>{escape(f'{entry.type}：{entry.title} {old}→{new}' if new else f'{entry.type}：{entry.title}')}</title>"
    yield f"<id>{_name(f'{disclosure.org}/{entry.id}')}</id>"
    yield f"<updated>{_moment(entry.made_on)}</updated>"
    yield f"<link href={quoteattr(f'{page}#{entry.id}')}/>"
    yield f"<summary>{escape(summary + ''.join(f'原因：{text}' for text in reason))}</summary>"
    yield "</entry>"


def _name(text: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_SPACE, text)}"


def _moment(day: str) -> str:
    """Atom wants a moment; a month or year alone stands for its first day."""
    return f"{day}{'-01-01'[len(day) - 4 :] if len(day) < len('2026-01-01') else ''}T00:00:00+08:00"
