"""What lines above a list say of the unit and the currency of its amounts; words about other things say nothing of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..numerals import CURRENCY_NOTE, money_power, notes
from ..reading import bare_number

_LABEL = re.compile(r"单位|币种|币别|货币|currency|unit", re.IGNORECASE)
_OURS = re.compile(r"元|圆|人民币|本币|RMB|CNY", re.IGNORECASE)
_SIZED = re.compile(r"[元圆角分百千万亿]|yuan", re.IGNORECASE)  # 币种：人民币 says nothing of the size
_SIZE_ALONE = re.compile(r"[百千万亿k]+", re.IGNORECASE)  # 单位：万
# Lines that name another currency beside ours, or aside: 汇率：1美元=7.1元, 注：美元账户另见.
_ASIDE = re.compile(r"人民币|本币|RMB|CNY|汇率|^[\s(（]*(?:附?注|说明|备注|提示)", re.IGNORECASE)
_DIGIT = re.compile(r"[0-9]")
_BRACKETS = "()（）[]【】 "
_LONGEST = 400  # signs of a cell that says something of a unit


def title_cells(cells: Sequence[str]) -> list[str]:
    """The cells of a line above a list that can say something of its unit or currency."""
    return [cell.strip() for cell in cells if cell.strip() and len(cell) <= _LONGEST]


def unit_above(above: Sequence[Sequence[str]]) -> tuple[int, list[str]]:
    """(the power of ten of the unit that lines above a list tell, the nearest line first; why it can't be told)."""
    for cells in reversed(above):
        said = notes(_on_the_list(cells))
        words = {note.power: note.words for note in said if note.power is not None and _SIZED.search(note.words)}
        if len(words) > 1:
            both = "、".join(f"“{word}”" for word in words.values())
            return 0, [f"表头上面写着{both}，不知道是哪一种单位。请只留一种。"]
        if words:
            return next(iter(words)), []
        if size := next((note.words for note in said if _SIZE_ALONE.fullmatch(note.words.strip(_BRACKETS))), ""):
            return 0, [f"表头上面的单位写着“{size}”，不知道是多少元。请写成“单位：万元”这样。"]
        doubtful = _of_something(cells)
        if doubtful:
            return 0, [
                f"表头上面写着“{doubtful}”，看不出是不是这张表的单位。是的请单独写一格“单位：…”，不是的请删去再对。"
            ]
    return 0, []


def _on_the_list(cells: Sequence[str]) -> list[str]:
    """Cells that can tell the unit of a whole list: with a label, a unit alone, the only one of their line; but not 100万元."""
    if len(cells) == 1 and not _counted(cells[0]):
        return [*cells]
    figures = any(_DIGIT.search(cell) for cell in cells)
    return [cell for cell in cells if _LABEL.search(cell) or (not figures and _is_unit(cell))]


def _is_unit(cell: str) -> bool:
    return money_power(cell.strip(_BRACKETS)) is not None


def _of_something(cells: Sequence[str]) -> str:
    """The cell that may tell the unit of the list or of something else, 捐款（万元）; nothing where numbers stand beside it."""
    bearing = [cell for cell in cells if any(note.power for note in notes([cell]))]
    numbers = any(re.fullmatch(r"-?[0-9.]+", bare_number(cell)) for cell in cells)
    return bearing[0] if len(bearing) == 1 and not numbers and not _counted(bearing[0]) else ""


def _counted(cell: str) -> bool:
    """Whether it tells how much, no unit: 100万元, （5万元以上）."""
    return any(_DIGIT.search(note.words) for note in notes([cell]))


def foreign_above(above: Sequence[Sequence[str]], *, in_yuan: bool) -> list[str]:
    """Why a list is not in our currency, by lines above it; one that mentions another counts where nothing says ours."""
    labelled = notes(cell for line in above for cell in line if _LABEL.search(cell))
    ours = in_yuan or any(not note.currency and _OURS.search(note.words) for note in labelled)
    doubts = []
    for line in above:
        beside = any(_ASIDE.search(cell) for cell in line)  # accounts in several currencies: 人民币, 美元
        for cell in line:
            words = next((note.words for note in notes([cell]) if note.currency), "")
            if words and (_LABEL.search(cell) or (CURRENCY_NOTE.match(cell) and not beside)):
                doubts.append(in_currency(words))
            elif words and not ours and not beside:
                doubts.append(
                    f"表头上面写着“{cell}”，像是外币的表，外币不能和人民币对。"
                    f"是人民币的，请在表头上面加一行“币种：人民币”再对。"
                )
    return doubts


def in_currency(words: str) -> str:
    """Why a list is refused whose header or unit says *words*."""
    return f"“{words}”是外币，不能和人民币对。请按汇率折成人民币，改好表头再对。"
