"""Several givers in one cell: whether the amount is what they gave together or what each of them gave is asked."""

from __future__ import annotations

import re
from decimal import Decimal

from ..identifiers import named_like_a_person
from ..kinds.gifts import DonationRecord
from .amounts import exact
from .asking import LEAVE_OUT, SheetQuestions
from .columns import ColumnPlan
from .records import NAMED, RecordRows

_BETWEEN = re.compile(r"[、，,;；/\s]+")
# A name of two characters with blanks between them, as lists set it beside names of three: 李 伟.
_SPACED = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[ \u3000]+([\u4e00-\u9fff])(?![\u4e00-\u9fff])")
_SEVERAL = re.compile(r"[、，,;；/]")
_ASIDE = re.compile(r"[(（][^()（）]*[)）]")
_A_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_ONE_HOUSEHOLD = re.compile(r"夫[妇妻]|伉俪|一家|全家|家庭|父[子女]|母[子女]|兄[弟妹]|姐[妹弟]|等")
_SHOWN = 20  # characters of a cell that are repeated


def part_joint_givers(rows: RecordRows, plan: ColumnPlan, asking: SheetQuestions) -> None:
    """Ask what the amounts beside several names are, unless a total below says it; each name gets its own row where each gave as much."""
    names = rows.cells.get(DonationRecord.donor.name, [])
    parts = {name: _givers(name) for name in dict.fromkeys(names)}
    joint = [at for at, name in enumerate(names) if len(parts[name]) > 1]
    if not joint or _total_holds(rows, plan):
        return
    listed = "、".join(str(rows.numbers[at]) for at in joint[:NAMED])
    text = (
        f"有 {len(joint)} 行一格里写了几个人（例如“{names[joint[0]].strip()[:_SHOWN]}”；第 {listed} 行"
        f"{'等' if len(joint) > NAMED else ''}）。金额是他们一起捐的，还是每人各捐这么多？"
    )
    choices = (("together", "一起捐的，写成一笔"), ("each", "每人各捐这么多，一人写一笔"), LEAVE_OUT)
    answer = asking.ask("joint", text, choices, kept=False)
    if answer == "each":
        places = [at for at, name in enumerate(names) for _ in parts[name] or ("",)]
        givers = [giver for name in names for giver in parts[name] or (name,)]
        rows.repeat(places, givers)
        rows.cells[DonationRecord.donor.name] = givers
        rows.notes.append(f"一格里写了几个人的 {len(joint)} 行，一人写一笔，金额各是那一格的数")
    elif answer == LEAVE_OUT[0]:
        rows.keep([at not in set(joint) for at in range(len(rows))])


def part_names(rows: RecordRows, column: str, asking: SheetQuestions) -> None:
    """A row for each of the persons whom a cell of a *column* names one after the other: 副会长 over 甲某、乙某、丙某.

    Cells with several words that are not all names are asked about: 甲某（某局）、乙某（某公司）.
    """
    cells = rows.cells.get(column, [])
    parts = {cell: _givers(cell) or (cell,) for cell in dict.fromkeys(cells)}
    unclear = [cell for cell, names in parts.items() if len(names) == 1 and _SEVERAL.search(_ASIDE.sub("", cell))]
    if unclear:
        text = (
            f"有的格里像是写了几个人，分不开（例如“{unclear[0].strip()[:_SHOWN]}”）。"
            "几个人的，请在表里一人写一行，再导入一次。都是一个人吗？"
        )
        asking.ask("joint-names", text, (("all", "都是一个人，照写"),), kept=False)
    several = [at for at, cell in enumerate(cells) if len(parts[cell]) > 1]
    if not several:
        return
    places = [at for at, cell in enumerate(cells) for _ in parts[cell]]
    names = [name for cell in cells for name in parts[cell]]
    rows.repeat(places, names)
    rows.cells[column] = names
    rows.notes.append(f"一格里写了几个人的 {len(several)} 行，一人写一行")


def _givers(cell: str) -> tuple[str, ...]:
    """The persons whom a cell names one after the other; nothing where it names one, a household or a body."""
    names = tuple(filter(None, _BETWEEN.split(_SPACED.sub(r"\1\2", cell.strip()))))
    if len(names) <= 1 or _ONE_HOUSEHOLD.search(cell):
        return ()
    return names if all(_A_NAME.fullmatch(name) and named_like_a_person(name) for name in names) else ()


def _total_holds(rows: RecordRows, plan: ColumnPlan) -> bool:
    """Whether a total below is the sum of the amounts as they stand, so that they were given together."""
    place = plan.places.get(DonationRecord.amount.name)
    amounts = [exact(cell) for cell in rows.cells.get(DonationRecord.amount.name, ())]
    if place is None or None in amounts:
        return False
    whole = sum((amount for amount in amounts if amount), Decimal(0))
    return any(exact(cells[place]) == whole for _, cells in rows.totals)
