"""What a merge of two branches leaves in a text that both had changed: marks, and between them the words of both sides."""

from __future__ import annotations

# In this order, each at the beginning of a line; a line of signs alone may be somebody's ornament.
_MARKS = ("<<<<<<< ", "=======", ">>>>>>> ")

REASON = "里面有合并冲突的记号“<<<<<<<”，两边的写法都在，还没有选"
MEND = (
    "请用记事本打开，在“<<<<<<<”“=======”“>>>>>>>”之间留下对的几行（更正说明两边都要的，两边的行都留），"
    "再删去这三行记号。"
)


def conflict_line(text: str) -> int:
    """The line of the first such mark, counted from 1; 0 where a text has none."""
    if _MARKS[0] not in text:
        return 0
    lines = f"\n{text}"
    places: list[int] = []
    for mark in _MARKS:
        place = lines.find(f"\n{mark}", places[-1] if places else 0)
        if place < 0:
            return 0
        places.append(place)
    return lines.count("\n", 0, places[0] + 1)
