"""A settlement as somebody asks for it: which files on which side, over which days; from files to a report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct, field

from ..identifiers import masked
from .ledger import receipts_of
from .records import ReadLists
from .reports import SettlementReport
from .settling import SettledPeriod, settle
from .sheets import read_files

_NAMED = 5  # states that a note names


class UnsettledError(Exception):
    """Files that can't be held against one another; each line of the message is a reason, in Chinese."""


class SettlementRequest(Struct, frozen=True):
    """What is to be settled. Where there are no *receipts*, the gifts of *org* in the folder *data* stand for them.

    *channels* are those of the platform in these gifts, *names* what files are called that have other names on this machine,
    *window* the days that money and papers may take.
    """

    platform: Sequence[Path]
    bank: Sequence[Path]
    receipts: Sequence[Path] = ()
    org: str = ""
    data: Path = Path("data")
    shown_data: str = "data"
    channels: Sequence[str] = ()
    first: date | None = None
    last: date | None = None
    window: int = 7
    names: Mapping[Path, str] = field(default_factory=dict)

    def settled(self) -> SettlementReport:
        """All of it held against one another; UnsettledError where a file can't be read."""
        lists = ReadLists()
        read_files(self.platform, ("gifts", "payouts"), lists, self.names)
        read_files(self.bank, ("bank",), lists, self.names)
        read_files(self.receipts, ("receipts",), lists, self.names)
        first, last = self.first, self.last
        if not self.receipts:
            first, last = self._from_data(lists)
        if lists.refusals:
            raise UnsettledError("\n".join(lists.refusals))
        period = SettledPeriod(first, last, self.window)
        outcome = settle(lists.platform, lists.bank, lists.receipts, period, before=lists.differences)
        days = f"{first or '最早'} 到 {last or '最晚'}" if first or last else ""
        return SettlementReport(outcome, lists.uses, days, [*self._notes(lists)])

    def _from_data(self, lists: ReadLists) -> tuple[date | None, date | None]:
        """Take the gifts of the data as receipts; the period, where none is given, is that of the files."""
        receipts, refusals = receipts_of(self.data, self.shown_data, self.org, self.channels)
        lists.receipts, lists.refusals = receipts, [*lists.refusals, *refusals]
        lists.uses.append(f"票据：{self.org} 的捐赠明细和捐赠退款，{len(receipts)} 行")
        days = [row.day for row in lists.platform if row.day] + [line.day for line in lists.bank]
        return self.first or min(days, default=None), self.last or max(days, default=None)

    def _notes(self, lists: ReadLists) -> Iterator[str]:
        if lists.unpaid:
            yield f"有 {lists.unpaid} 行没有成功（失败、关闭、作废），不参加核对"
        if lists.strange:
            listed = "、".join(f"“{masked(state)}”{count} 行" for state, count in lists.strange.most_common(_NAMED))
            yield f"状态里有不认识的写法（{listed}），照成功的算了；没有成功的，请把状态写成“失败”，再核对一次"
        if not self.platform:
            yield "没有给平台的文件，只核对银行和票据"
        if not self.bank:
            yield "没有给银行的文件，到没到账没有核对"
