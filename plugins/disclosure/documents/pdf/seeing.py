"""How many letters of a page of a PDF are seen, and how many are not: set so that nothing shows, in a wholly clear colour, or under a picture.

pdfminer goes through what is drawn, in its order. It tells neither of clear colours nor of clipping, so both are followed here. It
is slow to load, and so is this module: import it where it is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import dict_value, resolve1
from pdfminer.psparser import literal_name
from pdfminer.utils import apply_matrix_pt, apply_matrix_rect, mult_matrix

if TYPE_CHECKING:
    from pdfminer.pdfdevice import PDFTextSeq
    from pdfminer.pdfinterp import PDFGraphicState, PDFResourceManager, PDFStackT, PDFTextState
    from pdfminer.pdftypes import PDFStream
    from pdfminer.utils import Point, Rect
    from pdfplumber.page import Page

_UNSEEN = (3, 7)  # ways to set text that show nothing
_MASKS = ("SMask", "Mask", "ImageMask", "IM")  # what a picture has that lets shine through what is below
_PLAIN_BLENDS = ("Normal", "Compatible")


class _Veil(NamedTuple):
    """How things are drawn as of now: how dense, whether mixed with what is below, and the rectangle that holds all of it."""

    density: float  # 0 is not seen at all, below 1 shines through what is below
    mixed: bool
    within: Rect


class _Onlooker(PDFTextDevice):
    """Hears of every stretch of letters and of every picture."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.pdf.rsrcmgr)
        self._seen: list[tuple[Point, int]] = []  # where each stretch begins, and its bytes
        self._unseen = 0
        left, low, right, high = page.page_obj.mediabox
        width, height = (right - left, high - low) if page.page_obj.rotate % 180 == 0 else (high - low, right - left)
        self.veil = _Veil(1, mixed=False, within=(0, 0, width, height))

    def render_string(
        self, textstate: PDFTextState, seq: PDFTextSeq, ncs: object, graphicstate: PDFGraphicState
    ) -> None:
        del ncs, graphicstate
        count = sum(len(part) for part in seq if isinstance(part, bytes))
        if textstate.render in _UNSEEN or self.veil.density <= 0:
            self._unseen += count
        elif self.ctm is not None:
            place = apply_matrix_pt(mult_matrix(textstate.matrix, self.ctm), textstate.linematrix)
            self._seen.append((place, count))

    def render_image(self, name: str, stream: PDFStream) -> None:
        del name
        if self.ctm is None or self.veil.density < 1 or self.veil.mixed or stream.get_any(_MASKS):
            return
        left, low, right, high = _common(apply_matrix_rect(self.ctm, (0, 0, 1, 1)), self.veil.within)
        below = [left <= across <= right and low <= up <= high for (across, up), _ in self._seen]
        self._unseen += sum(count for (_, count), hidden in zip(self._seen, below, strict=True) if hidden)
        self._seen = [stretch for stretch, hidden in zip(self._seen, below, strict=True) if not hidden]

    @property
    def sees_less(self) -> bool:
        """Whether the greater part of the letters can't be seen."""
        return self._unseen > sum(count for _, count in self._seen)


class _Interpreter(PDFPageInterpreter):
    """Goes through what is drawn, with the veils."""

    device: _Onlooker

    def __init__(self, rsrcmgr: PDFResourceManager, device: _Onlooker) -> None:
        super().__init__(rsrcmgr, device)
        self._around = device.veil  # of what is drawn as one, such as a form
        self._veils: list[_Veil] = []

    def do_q(self) -> None:
        super().do_q()
        self._veils.append(self.device.veil)

    def do_Q(self) -> None:  # noqa: N802  (as the operator is called)
        super().do_Q()
        if self._veils:
            self.device.veil = self._veils.pop()

    def do_Do(self, xobjid_arg: PDFStackT) -> None:  # noqa: N802
        veil = self.device.veil
        super().do_Do(xobjid_arg)
        self.device.veil = veil

    def do_gs(self, name: PDFStackT) -> None:
        states = dict_value(self.resources.get("ExtGState") or {})
        state = {key: resolve1(value) for key, value in dict_value(states.get(literal_name(name)) or {}).items()}
        veil = self.device.veil
        if isinstance(state.get("ca"), int | float):
            veil = veil._replace(density=self._around.density * state["ca"])
        if {"BM", "SMask"} & {*state}:
            blends, mask = state.get("BM", "Normal"), state.get("SMask")
            blend = blends[0] if isinstance(blends, list) and blends else blends
            mixed = literal_name(blend) not in _PLAIN_BLENDS or isinstance(mask, dict)
            veil = veil._replace(mixed=self._around.mixed or mixed)
        self.device.veil = veil

    def do_W(self) -> None:  # noqa: N802
        points = [
            apply_matrix_pt(self.ctm, place)
            for _, *numbers in self.curpath
            for place in zip(numbers[::2], numbers[1::2], strict=False)
        ]
        if points:
            across, up = zip(*points, strict=True)
            around = (min(across), min(up), max(across), max(up))
            self.device.veil = self.device.veil._replace(within=_common(self.device.veil.within, around))

    do_W_a = do_W  # noqa: N815


def _common(first: Rect, second: Rect) -> Rect:
    """The rectangle that two have in common; one that ends before it begins where there is none."""
    return (
        max(first[0], second[0]),
        max(first[1], second[1]),
        min(first[2], second[2]),
        min(first[3], second[3]),
    )


def is_mostly_unseen(page: Page) -> bool:
    """Whether the greater part of the letters of a page can't be seen."""
    onlooker = _Onlooker(page)
    _Interpreter(page.pdf.rsrcmgr, onlooker).process_page(page.page_obj)
    return onlooker.sees_less
