"""Rows whose remarks say that their money is not there any more, or never came (备注 已退款, 是否作废 是), or that it was things (物资折价)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from ..reading import letter
from ..rules import void_words
from .amounts import exact
from .columns import ColumnPlan
from .layouts import Layout
from .vocabulary import compact

VOID = "?void"  # the steering column of words by which the money of a row is not there
# What givers write of their own accord tells nothing of the money.
_OF_GIVERS = re.compile(r"留言|祝福|寄语|心愿|商户数据包")
# A head that asks whether a row counts; its cells say no more than 是.
_ASKS = re.compile(
    r"(?:是否|有无|有没有|是不是)?(?:已|有)?(?:全额|部分)?(?:退款|退回|退还|退票|作废|冲红|红冲|冲正|冲销|撤销|撤回|取消|无效|失效)了?(?:标[志识记])?"
)
_YES = frozenset({"是", "有", "已", "对", "y", "yes", "1", "true", "√", "✓", "✔", "☑"})
_IN_BRACKETS = re.compile(r"[（(\[【]([^()（）\[\]【】]*)[)）\]】]")
_WORDLESS = re.compile(r"[\x00-@\[-`{-\x7f]*")  # numbers, days and signs
_SHORT = 6  # characters of a cell that says nothing else
_REMARKS = frozenset({"note", "place", "shown_as"})  # columns of ours that hold remarks, as those do that are left out
_OTHERS = frozenset({"donor", "receiver", "amount"})
_SHOWN = 20  # characters of a head


class VoidColumns(Struct, frozen=True):
    """The columns that may say that the money of a row is not there, as (place, head).

    *remarks* hold any words, *asking* ones answer a head such as 是否退款, *others* (names, amounts) say it in brackets or
    alone, *backs* hold the money that went back, or 是.
    """

    remarks: tuple[tuple[int, str], ...] = ()
    asking: tuple[tuple[int, str], ...] = ()
    others: tuple[tuple[int, str], ...] = ()
    backs: tuple[tuple[int, str], ...] = ()
    width: int = 0  # columns with or without a head; what stands behind them is a remark, too

    @classmethod
    def of(cls, layout: Layout, plan: ColumnPlan) -> VoidColumns:
        """Those of a sheet; columns that steer the import otherwise are left to it."""
        names = {place: name for name, place in plan.places.items()}
        steering = {place for places in plan.steering.values() for place in places}
        steering -= set(plan.steering.get("status", ())[1:])  # only the first is read as a state
        backs = tuple((place, _shown(layout.heads[place])) for place in plan.steering.get("refund", ()))
        remarks: list[tuple[int, str]] = []
        asking: list[tuple[int, str]] = []
        others: list[tuple[int, str]] = []
        for place, head in enumerate(layout.heads):
            word, column = compact(head), (place, _shown(head))
            if place in steering or _OF_GIVERS.search(word):
                continue
            if not word:
                remarks.append((place, _headless(place)))
            elif names.get(place, "note") in _REMARKS:
                (asking if _ASKS.fullmatch(word) else remarks).append(column)
            elif names[place] in _OTHERS:
                others.append(column)
        return cls(tuple(remarks), tuple(asking), tuple(others), backs, len(layout.heads))

    def words(self, body: Sequence[Sequence[str]]) -> list[str]:
        """What the cells of each row say, with the words over the column: “备注”写着“已退”; '' where they say nothing.

        Each wording is looked at once, however many rows have it. No list where no row says anything.
        """
        said: dict[int, str] = {}
        beyond = range(self.width, max(map(len, body), default=0))
        for columns, tell in (
            ((*self.remarks, *((place, _headless(place)) for place in beyond)), _void),
            (self.asking, _yes),
            (self.others, _aside),
            (self.backs, _sent_back),
        ):
            for place, head in columns:
                cells = [row[place] if place < len(row) else "" for row in body]
                spoken = {cell: words for cell in set(cells) if (words := tell(cell))}
                for at, cell in enumerate(cells) if spoken else ():
                    if cell in spoken:
                        said.setdefault(at, f"“{head}”写着“{spoken[cell]}”")
        return [said.get(at, "") for at in range(len(body))] if said else []

    def things(self, body: Sequence[Sequence[str]]) -> list[str]:
        """What a remark of each row says of things in the place of money: 物资折价; no list where none does."""
        said = [
            next((text for place, _ in self.remarks if place < len(row) and _IN_KIND.search(text := row[place])), "")
            for row in body
        ]
        return said if any(said) else []


# Of a remark that says that goods were given, and not money; 款物 are both.
_IN_KIND = re.compile(
    r"^(?:捐赠?)?(?:实物|物[资品])$|(?:实物|物[资品]|药品|食品|设备|图书|衣物)(?:折[价款合算]|作价)|捐物$"
)


def _yes(cell: str) -> str:
    return cell.strip() if cell.strip().lower() in _YES else ""


def _sent_back(cell: str) -> str:
    return "" if exact(cell) is not None else _yes(cell) or _void(cell)


def _headless(place: int) -> str:
    return f"{letter(place + 1)} 列（没有表头）"


def _shown(head: str) -> str:
    return " ".join(head.split())[:_SHOWN]


def _void(cell: str) -> str:
    return void_words(cell) if not _WORDLESS.fullmatch(cell) else ""


def _aside(cell: str) -> str:
    """What a name or an amount says beside itself: 某公司（已退款）, or instead of itself: 作废."""
    text = cell.strip()
    inner = " ".join(_IN_BRACKETS.findall(text)) if "（" in text or "(" in text else ""
    said = _void(inner) or (_void(text) if len(text) < _SHORT else "")
    return said if inner or said == text else ""
