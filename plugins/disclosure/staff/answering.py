"""An open 请确认, answered: the row that the check has ready, with reason, name and day, put into the table of 确认."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from ..filing import caused_problems
from ..kinds.acknowledgements import KIND, AcknowledgementRecord
from ..problems import Problem, Severity, Where
from ..reading import read_cell
from ..reporting import Offer
from .entries import with_row
from .mending import MendingError


class Answer(Struct, frozen=True):
    """What answering a question would leave, and what would be wrong with it."""

    path: Path
    content: bytes
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What forbids writing it: a reason that says nothing, a name that is none."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)


def answer(data: Path, shown: str, offer: Offer, reason: str, name: str, day: str) -> Answer:
    """The table of 确认 with *offer* in it, checked in a copy of *data*; nothing is written.

    *day* is YYYY-MM-DD. MendingError where the table is a file of Excel, which nothing here writes.
    """
    inside = offer.file.removeprefix(f"{shown}/")
    path = data / inside
    if inside == offer.file or not path.parent.resolve().is_relative_to(data.resolve()):
        raise MendingError(f"{offer.file} 不在数据文件夹里，请用记事本改。")
    if path.with_suffix(".xlsx").exists():
        raise MendingError(
            f"{path.stem}.xlsx 是 Excel 表，软件不改它：请用 Excel 或 WPS 打开，把检查报告里备好的那一行加在最后。"
        )
    cells = dict(zip((column.name for column in AcknowledgementRecord.columns), offer.cells, strict=True))
    cells |= {"reason": " ".join(reason.split()), "name": " ".join(name.split()), "on": day}
    for column in AcknowledgementRecord.columns:
        _, fault = read_cell(column, cells[column.name], Where("", None, None, column.label))
        if fault:
            raise MendingError(f"“{column.label}”：{fault.message}{fault.fix}")
    content = with_row(path, KIND, cells, widen=True)
    fresh = caused_problems(data, shown, {path: content})
    return Answer(path, content, tuple(problem for problem in fresh if _about(problem, offer)))


def _about(problem: Problem, offer: Offer) -> bool:
    """Whether a problem is about the table of 确认: the trial does not set warnings aside, so it knows nothing of others."""
    return problem.where.file == offer.file
