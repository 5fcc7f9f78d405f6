"""Things of the model in words, for the templates: what a sign, a status, a text or a formula says."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from ..accounts import told_place
from ..model import (
    LEVELS,
    Amount,
    Breakdown,
    Clock,
    Figure,
    FigureRef,
    Formula,
    Link,
    Mark,
    PastFigure,
    Tag,
    Verdict,
    fitted,
    joined,
    worded,
)
from ..quotes import quoted
from ..reading import Missing

MISSING_SIGNS = {
    Missing.UNDISCLOSED: ("[未]", "报告未披露"),
    Missing.NOT_APPLICABLE: ("[不]", "不适用"),
    Missing.WITHHELD: ("[隐]", "因隐私不公开"),
}

TAG_SIGNS = {"ok": "●", "late": "◆", "overdue": "▲", "none": "○", "checking": "※"}

_VERDICTS = {
    Verdict.AGREES: "ok",
    Verdict.DIFFERS: "late",
    Verdict.OVERLAPS: "late",
    Verdict.CONTRADICTS: "late",
    Verdict.INCOMPLETE: "none",
    Verdict.UNCHECKABLE: "none",
    Verdict.SCOPE_DIFFERS: "checking",
}

_LEVEL_NAMES: dict[str, str] = {level.value: name for level, name in LEVELS.items()}


def level_name(level: str) -> str:
    """What a one-character 出处标 stands for: 报 → 机构自己的正式报告."""
    return _LEVEL_NAMES.get(level, level)


def year_label(year: int | None) -> str:
    """A year as reports name it: 2023 → 2023年度; none → 不分年度."""
    return f"{year}年度" if year else "不分年度"


def missing_sign(missing: Missing) -> str:
    """The sign of a value that is not there: [未], [不] or [隐]."""
    return MISSING_SIGNS[missing][0]


def missing_words(missing: Missing) -> str:
    """What the sign of a missing value means, in words."""
    return MISSING_SIGNS[missing][1]


def tag_sign(kind: str) -> str:
    """The shape before the words of a status, so that colour never carries it alone."""
    return TAG_SIGNS.get(kind, "○")


def verdict_kind(verdict: Verdict) -> str:
    """The kind of tag that shows how a reconciliation ended."""
    return _VERDICTS[verdict]


def measured(figure: Figure) -> tuple[str, Figure]:
    """What a figure measures, and the figure, in words that fit its sign."""
    return worded(figure.measure, figure)


def plain_text(pieces: object, resolve: Callable[[Any], Any] | None = None) -> str:
    """A rich text without markup, for titles, descriptions and copied citations."""
    if isinstance(pieces, str):
        return pieces
    if not isinstance(pieces, tuple):
        return ""
    words = []
    for shown in fitted(pieces, resolve or (lambda _: None)):
        if isinstance(shown, str):
            words.append(shown)
        elif isinstance(shown, Figure):
            words.append(shown.alone)
        elif isinstance(shown, PastFigure | Link | Clock):
            words.append(shown.text)
    return "".join(words)


_SUM = re.compile(r"sum\((\w+)\)")
_NAMES = re.compile(r"([A-Za-z]\w*)")
_SIGNS = str.maketrans({"+": "＋", "-": "−", "*": "×", "/": "÷"})


def formula_pieces(
    formula: Formula, figure_of: Callable[[str], Figure | None], breakdown_of: Callable[[str], Breakdown | None]
) -> list[tuple[str, str]]:
    """A formula in words, in pieces, each with the id of the figure that it names: sum(GB01) → GB01各项之和（…、…）.

    An id becomes what its figure is about and its number; where nothing is known of it, it stays.
    """
    pieces: list[tuple[str, str]] = []

    def name(figure: Figure) -> str:
        measure, shown = measured(figure)
        label = measure if figure.subject in measure else joined(figure.subject, measure)
        return f"{label} {shown.text}"

    for at, text in enumerate(_SUM.split(formula.text)):
        split = breakdown_of(text) if at % 2 else None
        if split is not None:
            parts = list(filter(None, map(figure_of, split.parts)))
            pieces.append((f"{quoted(split.title)}各项之和（", ""))
            for number, part in enumerate(parts):
                pieces += [("、", "")] * bool(number) + [(name(part), part.id)]
            pieces.append(("）", ""))
        elif at % 2:
            pieces.append((f"{text}各项之和", ""))
        else:
            for word in _NAMES.split(text):
                figure = figure_of(word)
                if figure:
                    pieces.append((name(figure), word))
                elif word.strip():
                    pieces.append((f" {word.strip().translate(_SIGNS)} ", ""))
    return pieces


_KINDS: Mapping[type, str] = {
    str: "text",
    Figure: "figure",
    FigureRef: "reference",
    Missing: "missing",
    Link: "link",
    Tag: "tag",
    Clock: "clock",
    PastFigure: "past",
    Amount: "amount",
    type(None): "empty",
}


def kind_of(cell: object) -> str:
    """What a cell or a piece of text is: text, figure, reference, past, missing, link, tag, clock, amount, links, rich or empty."""
    kind = _KINDS.get(type(cell))
    if kind:
        return kind if cell != "" else "empty"
    if isinstance(cell, tuple) and cell:
        return "links" if all(type(piece) is Link for piece in cell) else "rich"
    return "empty" if cell == () else "text"


def way_back(amount: Amount | Mark) -> str:
    """The cell that an amount was read from, for those who follow it: gaoxin/balance_sheet/2023.csv 第 20 行; none if computed.

    Keeps the paths of the machine that builds out of the output.
    """
    if amount.where is None:
        return ""
    return str(told_place(amount.where))


def first_call(pieces: object) -> str:
    """The address that dials the first telephone number of a text."""
    links = (piece for piece in pieces if isinstance(piece, Link)) if isinstance(pieces, tuple) else ()
    return next((link.path for link in links if link.path.startswith("tel:")), "")
