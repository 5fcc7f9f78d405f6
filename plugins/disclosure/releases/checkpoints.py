"""The checkpoint of a release: who, which, when, how many records, and one hash over all of them.

It is written as a signed note (C2SP signed-note and tlog-checkpoint). All lines but the last are known before a page is
written, so that the fingerprint of these lines can stand on every page; the last line names the record of the release,
which names every page, and so binds what was made afterwards.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator, Sequence
from json.encoder import encode_basestring
from typing import Self

from msgspec import Struct

from ..model import Disclosure
from . import merkle
from .promised import blocks
from .records import Pending, Published
from .verification import checkpoint_lines, digest, grouped

_FIGURE = ("id", "year", "subject", "measure", "value", "unit", "wording", "scope")
_NOT_IN_NAMES = re.compile(r"[\s+]+")


class Checkpoint(Struct, frozen=True):
    """What a release is known by outside: readers compare its short fingerprint, others sign it."""

    origin: str
    count: int
    root: str  # base64
    number: int
    published_on: str
    previous: str  # SHA-256 of the record before; nothing in the first

    @classmethod
    def of(cls, origin: str, disclosures: Sequence[Disclosure], pending: Pending, previous: str) -> Self:
        """The checkpoint of release *pending*, which shows *disclosures*."""
        count, top = merkle.root(leaves(disclosures))
        return cls(origin, count, base64.b64encode(top).decode(), pending.number, pending.published_on, previous)

    @classmethod
    def read(cls, text: str) -> tuple[Self, str]:
        """(checkpoint, SHA-256 of the record of its release) from the text of a note; ValueError where it is none."""
        lines = checkpoint_lines(text)
        point = cls(
            lines["origin"],
            int(lines["count"]),
            lines["root"],
            int(lines["release"]),
            lines["day"],
            lines["previous"].removeprefix("-"),
        )
        if point.text(lines["record"]) != text:
            raise ValueError(text[:80])
        return point, lines["record"]

    @property
    def head(self) -> str:
        """The lines that are known before a page is written."""
        return (
            f"{self.origin}\n{self.count}\n{self.root}\n"
            f"release {self.number}\nday {self.published_on}\nprevious {self.previous or '-'}\n"
        )

    def text(self, record: str) -> str:
        """The text that is signed; *record* is the SHA-256 of release.yaml."""
        return f"{self.head}record {record}\n"

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the head."""
        return digest(self.head.encode())

    @property
    def short(self) -> str:
        """Its first sixteen digits, as they stand on every page: 1a2b:3c4d:5e6f:7a8b."""
        return grouped(self.fingerprint)

    @property
    def fields(self) -> dict[str, str]:
        """What release.yaml says of it."""
        return {
            "origin": self.origin,
            "count": str(self.count),
            "root": self.root,
            "checkpoint": self.fingerprint,
        }


def name_of(site: str) -> str:
    """The name of a site as notes can hold it: without blanks and plus signs."""
    return _NOT_IN_NAMES.sub("-", site.strip()) or "-"


def leaves(disclosures: Iterable[Disclosure]) -> Iterator[bytes]:
    """Every record that a release promises as one line of JSON: the figures, then the rows of all tables."""
    for disclosure in disclosures:
        figures = (Published.of(figure) for _, figure in sorted(disclosure.figures.items()))
        cells = (tuple(str(getattr(figure, name)) for name in _FIGURE) for figure in figures)
        yield from lines(disclosure.org, "figures", _FIGURE, cells)
        promised = blocks(disclosure)
        for path in sorted(promised):
            block = promised[path]
            yield from lines(disclosure.org, path.split("/")[2], block.header, block.rows)


def lines(org: str, kind: str, names: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """`[org, kind, {name: cell}]` of every row as JSON: sorted names, no blanks, no escapes that need not be.

    Written piece by piece, because there may be millions of rows and a JSON encoder would begin anew for each.
    """
    order = sorted(range(len(names)), key=names.__getitem__)
    labels = [f"{encode_basestring(names[place])}:" for place in order]
    head = f"[{encode_basestring(org)},{encode_basestring(kind)},"
    for row in rows:
        cells = [label + encode_basestring(row[place]) for label, place in zip(labels, order, strict=True)]
        yield f"{head}{{{','.join(cells)}}}]".encode()
