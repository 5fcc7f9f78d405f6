"""Reports and lists as PDF, set by Typst."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import typst

FONTS = find_spec("pylopdf_fonts_zh_cn")
PLAIN = '#set page(paper: "a4", margin: 2.6cm)\n#set text(font: "Noto Serif SC", size: 12pt, lang: "zh")\n'
INDENTED = PLAIN + "#set par(justify: true, first-line-indent: (amount: 2em, all: true))\n"
NUMBERED = INDENTED.replace("margin: 2.6cm", 'margin: 2.6cm, numbering: "- 1 -"')
LARGE = INDENTED.replace("12pt", "16pt").replace("2.6cm", "3.4cm")
APART = PLAIN + "#set par(justify: true, spacing: 1.8em)\n"
SIGNS = re.compile(r"([\\#$*_`<>@\[\]~/\"'=+\-])")
END = "以上为本年度的全部情况，特此说明。"


def made(place: Path, text: str, style: str = INDENTED) -> Path:
    source, path = place / "a.typ", place / "a.pdf"
    source.write_text(style + text, "utf-8")
    assert FONTS is not None
    typst.compile(str(source), output=str(path), font_paths=list(FONTS.submodule_search_locations or ()))
    return path


def plain(text: str) -> str:
    """*text* as Typst sets it sign for sign."""
    return SIGNS.sub(r"\\\1", text)


def table(rows: Sequence[Sequence[str]], rules: str = "") -> str:
    width = max(map(len, rows))
    cells = ", ".join(f"[{plain(cell)}]" for row in rows for cell in [*row, *[""] * (width - len(row))])
    return f"#table(columns: {width}, {rules}{cells})"
