"""Atom feeds for readers' programs, the same in every build: corrections, releases, and what `pages.feeds` names."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from unicodedata import category
from xml.sax.saxutils import escape, quoteattr

from ..blocks import spoken
from ..dates import han_date
from ..identifiers import numbers
from ..kinds.corrections import FEED
from ..model import Correction, Corrections, Disclosure, Feed, FeedEntry, Page
from ..releases import Pending

_SPACE = uuid.UUID("6f1d9a52-4f5a-5f0e-8d0b-3f2f6a1f7c10")  # the namespace of our feeds; any fixed UUID will do
RELEASES = "feed.xml"  # below the site's root


def atom(feed: Feed, url: str, known_by: str = "") -> str:
    """A feed as a file. Links are relative to it where *url* is empty; *known_by* says by what the release is known."""
    folder = f"{feed.org}/" if feed.org else ""

    def address(path: str) -> str:
        if url:
            return f"{url}/{folder}{path}"
        page, mark, anchor = path.partition("#")
        up = "../" * feed.path.count("/")
        return f"{up}{page}index.html{mark}{anchor}"

    itself = f"{url}/{folder}{feed.path}" if url else feed.path.rpartition("/")[2]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
        f"<title>{_text(feed.title)}</title>",
        *([f"<subtitle>{_text(known_by)}</subtitle>"] if known_by else []),
        f"<id>{_name(_key(feed))}</id>",
        f"<updated>{_moment(max(entry.day for entry in feed.entries))}</updated>",
        f"<author><name>{_text(feed.author)}</name></author>",
        f'<link rel="self" href={quoteattr(itself)}/>',
        f"<link href={quoteattr(address(feed.page))}/>",
    ]
    for entry in feed.entries:
        lines += [
            "<entry>",
            f"<title>{_text(entry.title)}</title>",
            f"<id>{_name(f'{feed.org}/{entry.id}')}</id>",
            f"<updated>{_moment(entry.day)}</updated>",
            f"<link href={quoteattr(address(entry.path))}/>",
            *([f"<summary>{_text(entry.summary)}</summary>"] if entry.summary else []),
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""])


def corrections(disclosure: Disclosure, pages: Sequence[Page]) -> Feed | None:
    """更正与核实 of an organisation; None where nothing was corrected."""
    entries = [
        entry for page in pages for block in page.blocks if isinstance(block, Corrections) for entry in block.entries
    ]
    if not entries:
        return None
    name = disclosure.organisation.name
    listed = tuple(_correction(disclosure, entry) for entry in entries)
    return Feed(disclosure.org, FEED, "corrections/", f"{name}：更正与核实", name, listed)


def _correction(disclosure: Disclosure, entry: Correction) -> FeedEntry:
    old, new = spoken(disclosure, entry.old), spoken(disclosure, entry.new)
    summary = f"原来：{_sentence(old)}" + (f"现在：{_sentence(new)}" if new else "还在核实。")
    reason = [spoken(disclosure, cell) for label, cell in entry.facts if label == "原因" and isinstance(cell, tuple)]
    title = f"{entry.type}：{entry.title} {old}→{new}" if new else f"{entry.type}：{entry.title}"
    return FeedEntry(
        entry.id,
        title,
        entry.made_on,
        f"corrections/#{entry.id}",
        summary + "".join(f"原因：{_sentence(text)}" for text in reason),
    )


def _sentence(text: str) -> str:
    """Words with one full stop, whether they came with one or not."""
    return f"{text.rstrip('。')}。"


def releases(name: str, every: Iterable[Pending]) -> Feed | None:
    """The releases of the site, the newest first; None in a preview of what was never released."""
    entries = tuple(
        FeedEntry(
            f"releases/{release.number}",
            f"第{release.number}次发布",
            release.published_on,
            f"releases/{release.number}/",
            f"{han_date(release.published_on)}{'第一次发布，当时的' if release.number == 1 else '发布，改了哪些'}数字和内容见这一页。"
            + (f"撤下内容的原因：{release.removal}" if release.removal else ""),
        )
        for release in sorted(every, key=lambda release: -release.number)
    )
    return Feed("", RELEASES, "releases/", f"{name}：每一次发布", name, entries) if entries else None


def _key(feed: Feed) -> str:
    """What the id of a feed is made from; that of corrections is the organisation's own."""
    return feed.org if feed.path == FEED else f"{feed.org}/{feed.path}"


def _text(text: str) -> str:
    """Words for XML: escaped, without the signs that XML 1.0 forbids."""
    return escape("".join(sign for sign in text if sign in "\t\n" or category(sign)[0] != "C"))


def _name(text: str) -> str:
    """An id that stays the same; its digits, which mean nothing, never look like a telephone or a paper of a person."""
    name = f"urn:uuid:{uuid.uuid5(_SPACE, text)}"
    while next(numbers(name), None):
        text += "+"
        name = f"urn:uuid:{uuid.uuid5(_SPACE, text)}"
    return name


def _moment(day: str) -> str:
    """Atom wants a moment; a month or year alone stands for its first day."""
    return f"{day}{'-01-01'[len(day) - 4 :] if len(day) < len('2026-01-01') else ''}T00:00:00+08:00"
