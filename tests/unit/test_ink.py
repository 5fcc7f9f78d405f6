"""The ink of a scan bears out what was read in it, or not: seals, ticks, strokes, and signs that nobody read."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from disclosure.documents.scans.grid import grid_of
from disclosure.documents.scans.lost import is_written, lost_numbers
from disclosure.documents.scans.stray import PlacedSign, under_stray_ink

_HIGH = 46  # pixels of a line, as it is found
_SIZE = 40  # of its letters
_LEFT, _TOP = 60, 60
_NUMBER = "41,627,170.94"

Drawing = Callable[[ImageDraw.ImageDraw, list[float]], object]


def written(text: str, *, light: bool = False, shade: int = 255) -> tuple[Image.Image, list[PlacedSign]]:
    """(a page with a line, its signs)."""
    paper, ink = ((150, 30, 30), (255, 255, 255)) if light else ((shade,) * 3, (0, 0, 0))
    page = Image.new("RGB", (520, 170), paper)
    draw, font = ImageDraw.Draw(page), ImageFont.load_default(_SIZE)
    signs, left = [], float(_LEFT)
    for sign in text:
        wide = draw.textlength(sign, font=font)
        if sign != " ":
            draw.text((left, _TOP), sign, font=font, fill=ink)
            signs.append(PlacedSign(sign, left + wide / 2))
        left += wide
    return page, signs


def doubted(page: Image.Image, signs: list[PlacedSign]) -> str:
    """The digits of which the ink says something else, in their order."""
    pixels = np.asarray(page)
    places = under_stray_ink(pixels, np.zeros(pixels.shape[:2]), (_TOP, _TOP + _HIGH), [signs], _HIGH)
    return "".join(signs[at].text for at in sorted(set(places)))


def test_ink_that_is_but_its_signs_bears_them_out() -> None:
    for text in (_NUMBER, "8", "111,111.11", "支出 3,000.00", "2023-2024"):
        assert not doubted(*written(text)), text
    assert not doubted(*written(_NUMBER, light=True))
    assert not doubted(*written(_NUMBER, shade=170))


@pytest.mark.parametrize(
    ("draw", "those"),
    [
        (lambda draw, at: draw.line((at[0] - 20, 82, at[-1] + 20, 82), fill=0, width=3), "41627170"),
        (lambda draw, at: draw.line((at[0] - 20, 92, at[-1] + 20, 72), fill=0, width=3), "41627170"),
        (lambda draw, at: draw.line((at[0], 40, at[0] + 30, 130), fill=(90, 90, 90), width=8), "4"),
        (lambda draw, at: draw.line((at[1] - 8, 80, at[1], 96, at[1] + 40, 30), fill=(200, 20, 20), width=4), "1"),
        (lambda draw, at: draw.ellipse((at[7] - 60, 30, at[7] + 60, 150), outline=(90, 90, 90), width=9), "67"),
    ],
    ids=["struck out", "struck out aslant", "a scratch", "a tick", "the ring of a seal"],
)
def test_ink_over_digits_makes_them_unsure(draw: Drawing, those: str) -> None:
    page, signs = written(_NUMBER)
    draw(ImageDraw.Draw(page), [sign.middle for sign in signs])
    assert set(those) <= set(doubted(page, signs))


@pytest.mark.parametrize(
    "draw",
    [
        lambda draw, at: draw.line((at[0] - 15, 106, at[-1] + 15, 106), fill=0, width=3),
        lambda draw, at: draw.line((at[0] - 60, 20, at[0] - 60, 160), fill=0, width=3),
        lambda draw, at: draw.text((at[0], 116), "8888", fill=0, font=ImageFont.load_default(_SIZE)),
    ],
    ids=["underlined", "beside the border of a cell", "above another line"],
)
def test_ink_beside_a_line_is_not_over_it(draw: Drawing) -> None:
    page, signs = written(_NUMBER)
    draw(ImageDraw.Draw(page), [sign.middle for sign in signs])
    assert not doubted(page, signs)


@pytest.mark.parametrize(
    ("printed", "read", "those"),
    [
        ("5429", "542", "2"),
        ("5429", "529", "52"),
        ("971.73", "97173", "17"),
        ("1,628", "1628", "16"),
    ],
)
def test_a_sign_that_was_not_read_makes_those_beside_it_unsure(printed: str, read: str, those: str) -> None:
    """Nor is a number sure of which a digit, a point or a comma was lost."""
    page, signs = written(printed)
    at = next((at for at, (sign, other) in enumerate(zip(printed, read, strict=False)) if sign != other), len(read))
    assert set(those) <= set(doubted(page, signs[:at] + signs[at + 1 :]))


def test_room_for_a_point_that_faded_is_seen() -> None:
    page, signs = written("4862171.93")
    point = signs[7].middle
    ImageDraw.Draw(page).rectangle((point - 5, 86, point + 5, 110), fill="white")
    assert doubted(page, signs[:7] + signs[8:]) == "19"


def test_where_nothing_was_read_though_something_is_written() -> None:
    page, signs = written("186,304.42")
    pixels = np.asarray(page)
    (box,) = lost_numbers(pixels, (), _HIGH)
    assert box[0] < signs[1].middle < signs[-2].middle < box[2]
    assert not list(lost_numbers(pixels, [(0, _TOP, 520, _TOP + _HIGH)], _HIGH))
    assert is_written(pixels[_TOP : _TOP + _HIGH], _HIGH, 255)
    cell = Image.new("RGB", (200, 60), "white")
    assert not is_written(np.asarray(cell), _HIGH, 255)
    ImageDraw.Draw(cell).line((80, 30, 120, 30), fill=0, width=3)
    assert not is_written(np.asarray(cell), _HIGH, 255), "a dash"
    ImageDraw.Draw(cell).ellipse((-10, -5, 210, 65), fill=(60, 60, 60))
    assert is_written(np.asarray(cell), _HIGH, 255), "a seal over all of it"
    assert not is_written(np.asarray(Image.new("RGB", (200, 60), (30, 80, 160))), _HIGH, 255), "a coloured cell"


def _ruled(*, head: tuple[int, int, int] | None = None) -> Image.Image:
    page = Image.new("RGB", (900, 400), "white")
    draw = ImageDraw.Draw(page)
    if head:
        draw.rectangle((50, 50, 850, 110), fill=head)
        for column in range(4):
            draw.text((60 + 200 * column, 58), "18,035,063", fill="white", font=ImageFont.load_default(30))
    for row in range(5):
        draw.line((50, 50 + 60 * row, 850, 50 + 60 * row), fill=0, width=2)
    for column in range(5):
        draw.line((50 + 200 * column, 50, 50 + 200 * column, 290), fill=0, width=2)
    return page


def test_white_words_of_a_head_make_no_columns() -> None:
    """The holes and the surroundings of white signs are neither cells nor lines."""
    for head in (None, (190, 30, 30), (30, 80, 160)):
        (table,) = grid_of(np.asarray(_ruled(head=head)), 1.0).tables
        assert (len(table.columns), len(table.lines), len(table.cells)) == (5, 5, 16), head


def test_a_cell_that_is_covered_stays_a_cell() -> None:
    page = _ruled()
    ImageDraw.Draw(page).ellipse((400, 120, 700, 220), fill=(60, 60, 60))
    grid = grid_of(np.asarray(page), 1.0)
    (table,) = grid.tables
    assert len(table.cells) == 16
    assert len(list(grid.cells(1.0))) == 16
    assert grid.parts(240, 260, 65, 100)
    assert not grid.parts(150, 240, 65, 100)
