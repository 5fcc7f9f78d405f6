"""The page for those who approve a release: what the public will see change, in one file that needs no other.

Below it stands a code over every byte that would go out; publishing with that code publishes this and nothing else.
"""

from __future__ import annotations

import csv
import html
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from ..output import environment, feeds
from ..problems import Acknowledgement, Problem
from ..releases import Changes, History, ReleaseDraft, digest, grouped, is_table, manifest_text, page_words
from ..search import FOLDER as SEARCH

# Pages about releases name who answers for one, which is known only after approval; the index of the search and the feed of
# releases are made of what those pages say.
_AFTERWARDS = ("releases/", "verify/", f"{SEARCH}/", feeds.RELEASES)
_UNSEEN = re.compile(r"<(script|style|svg)\b.*?</\1>", re.DOTALL)
_BREAKS = re.compile(
    r"</?(?:p|div|li|ul|ol|tr|table|h[1-6]|section|dt|dd|dl|figure|figcaption|summary|details|caption)\b[^>]*>"
)
_BETWEEN_CELLS = re.compile(r"</t[dh]>")
_TAG = re.compile(r"<[^>]+>")


class WordChange(Struct, frozen=True):
    """What is no longer said on a page or in a table, and what is said instead; *note* where that can't be told."""

    place: str
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()
    note: str = ""


class Approval(Struct, frozen=True):
    """Everything that somebody approves."""

    changes: Changes
    code: str
    removal: str = ""
    acknowledged: tuple[tuple[str, str], ...] = ()  # (question, answer)
    words: tuple[WordChange, ...] = ()
    rows: tuple[WordChange, ...] = ()
    remarks: tuple[str, ...] = ()
    published_on: str = ""  # the day that the release would bear
    site_url: str = ""
    recorded: bool = False  # it is the last release, byte for byte: nothing waits

    @property
    def short(self) -> str:
        """The code as people pass it on."""
        return grouped(self.code)


def code_of(draft: ReleaseDraft) -> str:
    """SHA-256 over what would go out, and why something goes; who answers for it is left out."""
    files = {path: sha for path, sha in draft.manifest.items() if not path.startswith(_AFTERWARDS)}
    head = f"{draft.pending.number}\n{draft.pending.published_on}\n{draft.site_url}\n{draft.data}\n{draft.removal}\n"
    return digest((head + manifest_text(files)).encode())


def acknowledged(questions: Iterable[tuple[Problem, Acknowledgement]]) -> tuple[tuple[str, str], ...]:
    """Every question that was set aside, with the answer."""
    return tuple(
        (f"{question.where}：{question.message}", f"{answer.reason}（{answer.name}，{answer.on}）")
        for question, answer in questions
    )


def words(changes: Changes, history: History, fresh: Path, output: Path) -> Iterator[WordChange]:
    """What every changed or new page says otherwise; *fresh* holds the new pages, *output* those of the last release."""
    old = history.last.pages if history.last else {}
    for address in (*changes.pages_changed, *changes.pages_added) if changes.last else ():
        file = ("" if address == "./" else address) + "index.html"
        now = said(page_words((fresh / file).read_text("utf-8")))
        if address not in old:
            yield WordChange(address, (), now)
            continue
        try:
            before = page_words((output / file).read_text("utf-8"))
        except (OSError, UnicodeDecodeError):
            before = ""
        if digest(before.encode()) != old[address]:
            yield WordChange(address, note=f"手边没有第 {changes.last} 次发布的这一页，请打开新旧网页对照。")
            continue
        gone, come = _unlike(said(before), now)
        yield WordChange(address, gone, come, "" if gone or come else "文字没有变，变的是链接、图或次序。")


def said(page: str) -> tuple[str, ...]:
    """The lines of text of a page."""
    text = _BETWEEN_CELLS.sub(" ", _BREAKS.sub("\n", _UNSEEN.sub("", page).replace("\n", " ")))
    lines = (" ".join(html.unescape(_TAG.sub("", line)).split()) for line in text.split("\n"))
    return tuple(line for line in lines if line)


def rows(tables: Mapping[str, bytes], manifest: Mapping[str, str], history: History) -> Iterator[WordChange]:
    """Every row of a table that is gone or has come; of tables that were not kept that is told."""
    old = history.last.tables if history.last else {}
    for path in sorted(path for path in {*old, *tables} if is_table(path)) if old else ():
        sha = old.get(path, "")
        if path in old and manifest.get(path) == sha:
            continue
        if path in old and sha not in history.kept:
            yield WordChange(path, note="这张表不逐次留存，没有逐行比较。")
            continue
        before = _rows(history.kept[sha][1].read_bytes()) if path in old else ()
        gone, come = _unlike(before, _rows(tables[path]) if path in tables else ())
        if gone or come:
            yield WordChange(path, gone, come)


def _rows(content: bytes) -> tuple[str, ...]:
    reader = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return tuple("，".join(cell for cell in row if cell) for row in reader)


def _unlike(before: Sequence[str], now: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines that are gone and those that have come, in their order; in linear time, because tables are long."""
    gone, come = Counter(before) - Counter(now), Counter(now) - Counter(before)
    return tuple(_picked(before, gone)), tuple(_picked(now, come))


def _picked(lines: Sequence[str], wanted: Counter[str]) -> Iterator[str]:
    for line in lines:
        if wanted[line] > 0:
            wanted[line] -= 1
            yield line


def write(path: Path, approval: Approval, theme: Path) -> None:
    """Write the page to *path*."""
    template = environment(theme).get_template("changes.html")
    text = template.render(changes=approval.changes, approval=approval)
    path.write_text(text, encoding="utf-8", newline="\n")
