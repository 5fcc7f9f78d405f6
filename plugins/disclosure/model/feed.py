"""What can be followed: entries of a feed, newest first."""

from __future__ import annotations

from msgspec import Struct


class FeedEntry(Struct, frozen=True):
    """One thing that was told: *id* stays the same for ever, *day* is when it was published, *path* where it stands."""

    id: str
    title: str
    day: str
    path: str
    summary: str = ""


class Feed(Struct, frozen=True):
    """A list to follow: *path* is its file, *page* the page that it belongs to, both below the folder of *org* ('' for the root)."""

    org: str
    path: str
    page: str
    title: str
    author: str
    entries: tuple[FeedEntry, ...]
