"""What the public will see change: the next release compared with the last one, in plain words."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from ..quantities import quantity_text
from .quotation import brief_fingerprints
from .records import News, Published


class FigureChange(Struct, frozen=True):
    """A figure that was published before and is different now."""

    before: Published
    now: Published

    @property
    def difference(self) -> str:
        """New minus old in words; nothing where the two can't be subtracted."""
        if self.before.unit != self.now.unit or self.before.value == self.now.value:
            return ""
        gap = Decimal(self.now.value) - Decimal(self.before.value)
        return f"{'多' if gap > 0 else '少'}{quantity_text(abs(gap), self.now.unit)}"

    @property
    def others(self) -> str:
        """What else than the wording is different."""
        changed = (pair for pair in self.before.others(self.now) if pair[0] != "数值")
        return "，".join(f"{label}“{old or '空着'}”→“{new or '空着'}”" for label, old, new in changed)


class TableChange(Struct, frozen=True):
    """How many rows of one table were added, removed and changed; None where the last table was not kept."""

    path: str
    added: int | None
    removed: int | None
    changed: int | None

    @property
    def text(self) -> str:
        """The three counts in words."""
        if self.added is None:
            return "有改动（这张表不逐次留存，没有逐行比较）"
        counts = ((self.added, "新增"), (self.removed, "删去"), (self.changed, "改动"))
        return "，".join(f"{verb}{count}条" for count, verb in counts if count) or "只有次序、栏目或取自的地方不同"


class Changes(Struct, frozen=True):
    """Everything that is different; *last* is the number of the release before, 0 in the first one."""

    number: int
    last: int
    figures_added: tuple[Published, ...] = ()
    figures_changed: tuple[FigureChange, ...] = ()
    figures_removed: tuple[Published, ...] = ()
    pages_added: tuple[str, ...] = ()
    pages_removed: tuple[str, ...] = ()
    pages_changed: tuple[str, ...] = ()
    tables: tuple[TableChange, ...] = ()
    corrections: tuple[str, ...] = ()  # new entries, org/id
    news: tuple[News, ...] = ()
    unbound: tuple[str, ...] = ()  # numbers in prose behind which no figure stands, in words
    duties: tuple[str, ...] = ()  # fulfilled by this release, in words
    moved: str = ""  # from which address of the web to which, where the site has another one now

    @property
    def removes(self) -> bool:
        """Whether a page or a figure disappears."""
        return bool(self.leaving)

    @property
    def leaving(self) -> str:
        """How many pages and figures disappear, in words; nothing where none does."""
        counts = ((self.pages_removed, "网页"), (self.figures_removed, "数字"))
        gone = "、".join(f"{len(items)} 个{name}" for items, name in counts if items)
        return f"撤下 {gone}" if gone else ""

    @property
    def figures_stand(self) -> bool:
        """Whether every figure of the last release is published as it was, however many pages are worded otherwise.

        A corrected or deleted record may hold an amount: whoever approves is not to take that for words.
        """
        records = any(line.how in {"更正", "删去"} for line in self.news)
        return not (self.figures_changed or self.figures_removed or records)

    def as_text(self) -> str:
        """All of it for a terminal, nothing left out; the first release is only counted."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        if not self.last:
            yield (
                f"第 {self.number} 次发布，以前没有发布过："
                f"{len(self.figures_added)} 个数字，{len(self.pages_added)} 个网页，"
                f"{len(self.duties)} 项公开义务有了公开的内容。"
            )
            if self.unbound:
                yield f"文章和说明文字里有 {len(self.unbound)} 个数没有登记出处，请审批人逐个看过。"
            return
        yield f"第 {self.number} 次发布，与第 {self.last} 次相比："
        if not self.sections():
            yield "没有数字、网页或表格的改动。"
        elif self.figures_stand:
            yield "台账里登过的数字都没有变，也没有撤下。"
        for title, lines in self.sections():
            yield f"{title}（{len(lines)}）："
            yield from (f"  {line}" for line in lines)

    def sections(self) -> list[tuple[str, list[str]]]:
        """(title, lines) of everything that there is."""
        parts = [
            ("换了的网址", [self.moved] if self.moved else []),
            ("改动的数字", [changed_line(change) for change in self.figures_changed]),
            ("撤下的数字", [f"{figure_line(figure)}{shown_on(figure)}" for figure in self.figures_removed]),
            ("新登的数字", [figure_line(figure) for figure in self.figures_added]),
            ("改动的记录", [news_line(line) for line in self.news if line.how == "更正"]),
            ("删去的记录", [news_line(line) for line in self.news if line.how == "删去"]),
            ("不用更正、自动登出的改动", [news_line(line) for line in self.news if line.how not in _APART]),
            ("新登的记录", [news_line(line) for line in self.news if line.how == "新登"]),
            ("文字里没有登记出处的数", list(self.unbound)),
            ("这次履行的公开义务", list(self.duties)),
            ("删除的网页", list(self.pages_removed)),
            ("新增的网页", list(self.pages_added)),
            ("内容有变的网页", list(self.pages_changed)),
            ("表格", [f"{table.path}：{table.text}" for table in self.tables]),
            ("新的更正说明", list(self.corrections)),
        ]
        return [(title, lines) for title, lines in parts if lines]


_APART = ("更正", "删去", "新登")


def news_line(line: News) -> str:
    """A change of what is no figure in one line."""
    if line.how == "新登":
        return f"{line.org}·{line.table}：{line.new}"
    record = f"“{line.record}”" if line.record else ""
    old, new = brief_fingerprints(line.old), brief_fingerprints(line.new)
    words = f"“{old or '空着'}”→“{new or '空着'}”" if old or new else ""
    if line.how in ("撤下", "补上"):
        words = line.new
    rest = f"：{line.column}{words}（{line.how}）" if line.column else ""
    return f"{line.org}·{line.table}{record}{rest}"


def figure_line(figure: Published) -> str:
    """A figure in one line."""
    return f"{figure.org}/{figure.id} {figure.name}：{figure.wording}"


def changed_line(change: FigureChange) -> str:
    """A changed figure in one line."""
    gap = f"，{change.difference}" if change.difference else ""
    others = f"；{change.others}" if change.others else ""
    wordings = f"{change.before.wording} → {change.now.wording}{gap}{others}"
    return f"{change.now.org}/{change.now.id} {change.now.name}：{wordings}{shown_on(change.now)}"


def shown_on(figure: Published) -> str:
    """The pages of a figure, in brackets."""
    return f"（用在：{'、'.join(figure.pages)}）" if figure.pages else ""


# What a page says: its main part without what is different in each release: the citation, which names it, and how large the
# sheets are on which it is printed.
_MAIN, _END = re.compile(r"<main\b"), "</main>"
_OF_THE_RELEASE = re.compile(
    r'<details class="cite".*?</details>|<span class="sheet-size"> · [0-9,.]+ [KM]B</span>', re.DOTALL
)


def page_words(html: str) -> str:
    """The main part of a page, without menu, footer, citation and the sizes of sheets."""
    begin = _MAIN.search(html)
    end = html.find(_END, begin.end()) if begin else -1
    return _OF_THE_RELEASE.sub("", html[begin.start() : end + len(_END)] if begin and end >= 0 else html)


_PLACE = "cell"  # the column of a download that says where in the data a row stands


def compare_rows(before: bytes, now: bytes) -> tuple[int, int, int]:
    """(added, removed, changed) rows of a table; rows are matched by their id, or as a whole where there is none."""
    old, new = _rows(before), _rows(now)
    added = sum(key not in old for key in new)
    removed = sum(key not in new for key in old)
    return added, removed, sum(key in old and old[key] != row for key, row in new.items())


def _rows(content: bytes) -> dict[tuple[str, int], tuple[tuple[str, str], ...]]:
    """(key, how often it stood above) → the cells that are not empty, so that a new empty column changes nothing.

    Nor does it when a row is taken from another file or line than before.
    """
    reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    rows: dict[tuple[str, int], tuple[tuple[str, str], ...]] = {}
    seen: dict[str, int] = {}
    for row in reader:
        cells = tuple((name, cell) for name, cell in row.items() if cell and name != _PLACE)
        key = row.get("id") or repr(cells)
        rows[key, seen.setdefault(key, 0)] = cells
        seen[key] += 1
    return rows
