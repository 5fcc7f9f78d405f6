"""An accepted proposal → files, all of them or none."""

from __future__ import annotations

from pathlib import Path

from ..accounts import START, mark_of
from ..filing import Write, write
from .proposal import Proposal


class NotReadyError(Exception):
    """A proposal with faults or open questions was accepted; the message says in Chinese what is missing."""


class NothingNewError(NotReadyError):
    """All that would be written stands in the tables already; the message says so in Chinese."""


def accept(proposal: Proposal) -> Write:
    """Write what was proposed, with its recipes, all or nothing; `filing.undo` takes it back.

    NotReadyError where something is wrong or open, NothingNewError where nothing would change; OSError where the disk refuses.
    """
    if proposal.errors:
        raise NotReadyError("请先改好上面的问题，再运行一次。")
    if proposal.in_the_way:
        raise NotReadyError(f"{'、'.join(proposal.in_the_way)} 是同一张表的 Excel 文件，请先移出 data 文件夹。")
    if proposal.unknown_answers:
        unknown = "、".join(proposal.unknown_answers)
        raise NotReadyError(f"回答了没有问的，或没有这一项：{unknown}。请从 ANSWER= 里去掉，再运行一次。")
    if proposal.open_questions:
        raise NotReadyError("请先回答上面的问题。")
    if not proposal.files:
        raise NotReadyError("工作簿里的表都是空的。")
    files = dict(proposal.files)
    if proposal.source.name == START and proposal.source.resolve().parent == (proposal.data / proposal.org).resolve():
        mark, noted = mark_of(proposal.data / proposal.org / START, proposal.source.read_bytes())
        files[mark] = noted
    elif proposal.changes_nothing:
        raise NothingNewError("没有一行要登记，或者都已经登记过了。")
    kinds = "、".join(dict.fromkeys(sheet.kind.label for sheet in proposal.sheets if sheet.kind and sheet.count))
    return write(proposal.data, files, f"导入{kinds}（{Path(proposal.shown).name}）")
