"""Tiles: squares of one size, each with its name, its amount and a bar; for places, which have no order and no outline here."""

from __future__ import annotations

from functools import partial

from ..form import Form
from ..words import read_aloud
from . import bars

FORM = Form(
    id="tiles",
    describe=partial(read_aloud, "一样大的方块，每块写金额，里面的条表示多少", ranked=True),
    table=bars.FORM.table,
    picture=bars.FORM.picture,
    figure=bars.FORM.figure,
    one_line=False,
)
