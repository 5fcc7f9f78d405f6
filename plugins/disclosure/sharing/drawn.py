"""Pictures of a site: which there will be, known before the pages are written, and their drawing once those are there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import islice
from math import ceil
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from .. import drawing
from ..compose import SiteSection
from ..kinds import emergencies
from ..model import Chart, ChartBlock, HomeAnswer, Page
from ..output import SharedPage, brief_pieces, large_pieces
from ..typesetting import Content, Press, PressStore, machine_store, open_press, qr_svg
from .bulletins import newest, sheet
from .cards import CardFigure, ShareCard, card_of

CARD, LONG, POSTER = "share.png", "long.png", "poster.pdf"  # beside the page
# Pixels of a long picture, which is 1080 wide: a bound of our own, so that it still loads on an old telephone.
MOST_HEIGHT = 5500
_HEAD_AND_FOOT = 1000  # pixels beside the charts, at most, where nothing but the title stands in the head
_BETWEEN_CHARTS = 66
_WIDTH = 1080  # pixels of a long picture
_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
# Pages of one run: Typst keeps what its last ten runs drew, and a chart takes some 15 MB.
_CARDS_AT_ONCE, _CHARTS_AT_ONCE = 8, 2
_LONG_BYTES = 500_000
_CARD_COLOURS, _CHART_COLOURS = 32, 64
_CHART_PPI = 160  # 1080 pixels wide


class LongPicture(Struct, frozen=True):
    """A page as one high picture: its card, its charts and where to find the page as it was."""

    card: ShareCard
    charts: tuple[Chart, ...]
    address: str  # of the page, or ''
    frozen: str  # of the release that the picture was made for, else of the page, or ''
    release: str  # by what the release is known, or ''
    part: int = 1
    parts: int = 1


class SitePictures(Struct, frozen=True):
    """Every picture that a site will have: its address below the site's root → what it shows."""

    cards: Mapping[str, ShareCard]
    long: Mapping[str, LongPicture]
    charts: Mapping[str, Chart]
    shared: Mapping[str, SharedPage]  # address of a page below the root → what it has for being sent on
    # page of bulletins → what its sheets are given
    sheets: Mapping[str, dict[str, Content]] = field(default_factory=dict)


def site_pictures(
    sections: Sequence[SiteSection], site_name: str, url: str, *, sample: bool, number: int = 0, known_by: str = ""
) -> SitePictures:
    """What will be drawn for these pages; *url* is where the site will stand, *number* the release that it is made for."""
    cards: dict[str, ShareCard] = {}
    long: dict[str, LongPicture] = {}
    charts: dict[str, Chart] = {}
    sheets: dict[str, dict[str, Content]] = {}
    shared: dict[str, SharedPage] = {}
    frozen = f"{url}/releases/{number}/" if url and number else ""
    for section in sections:
        if section.disclosure:
            for place, bulletin in newest(section):
                sheets[place] = sheet(section.disclosure, bulletin, f"{url}/{place}" if url else "", known_by)
        for page in section.pages:
            place = f"{section.folder}{page.path}"
            card = card_of(section, page, site_name, sample=sample)
            if card is None:
                continue
            cards[place + CARD] = card
            if _has_long(page) and place not in sheets:
                address = f"{url}/{place}" if url else ""
                whole = LongPicture(card, _charts(page, section.pages), address, frozen or address, known_by)
                parts = {f"{place}{_name(picture.part)}": picture for picture in _parts(whole)}
                long |= parts
                high = tuple(parts)
            else:
                high = (place + LONG,) if place in sheets else ()
            answer = "" if page.template == "home" else card.answer  # a home page has a description with its totals
            poster = place + POSTER if place in sheets else ""
            shared[place] = SharedPage(place + CARD, card.text, answer, high, poster)
        if section.disclosure:
            folder = f"{section.folder}data/charts/"
            drawn = (chart for chart in section.drawn.charts.values() if not chart.refused)
            charts.update((f"{folder}{chart.id}.png", chart) for chart in drawn)
    return SitePictures(cards, long, charts, shared, sheets)


def _has_long(page: Page) -> bool:
    """Whether a page is the overview of a year or an emergency."""
    address = emergencies.KIND.address
    if page.path.startswith(address):  # an emergency, and its newest bulletin; earlier ones have their own pages
        return page.path.removeprefix(address).count("/") in {1, 2}
    return any(isinstance(block, HomeAnswer) for block in page.blocks[:2])


def _charts(page: Page, pages: Sequence[Page]) -> tuple[Chart, ...]:
    """The charts of a page; of a year those of its finances, too, where they say something else."""
    beside = [other for other in pages if page.year and other.path == f"finances/{page.year}/"]
    blocks = (block for part in (page, *beside) for block in part.blocks)
    charts = {
        tuple((mark.label, mark.text) for mark in block.chart.marks): block.chart
        for block in blocks
        if isinstance(block, ChartBlock) and not block.chart.refused
    }
    return tuple(charts.values())


def _name(part: int) -> str:
    return LONG if part == 1 else LONG.replace(".", f"-{part}.")


def _parts(picture: LongPicture) -> list[LongPicture]:
    """The same in as many pictures as it takes, none higher than `MOST_HEIGHT` unless one chart is; no chart is left out."""
    shelves: list[list[Chart]] = [[]]
    room = MOST_HEIGHT - _HEAD_AND_FOOT - _said(picture.card)
    for chart in picture.charts:
        height = _height(str(drawing.picture(chart))) + _BETWEEN_CHARTS
        if height > room and (shelves[-1] or len(shelves) == 1):
            shelves.append([])
            room = MOST_HEIGHT - _HEAD_AND_FOOT
        shelves[-1].append(chart)
        room -= height
    return [
        replace(picture, charts=tuple(charts), part=part, parts=len(shelves)) for part, charts in enumerate(shelves, 1)
    ]


def _said(card: ShareCard) -> int:
    """How many pixels the figures, the sentence and the basis of a card take, at most."""
    lines = 70 * ceil(len(card.words) / 20) + 60 * sum(ceil(len(line) / 24) for line in card.basis)
    return 190 * len(card.figures) + lines


def _height(svg: str) -> int:
    """How high a drawing is where it is as wide as the picture, in pixels."""
    size = _SIZE.search(svg)
    assert size, svg[:200]  # noqa: S101  (every drawing has one)
    return ceil(Decimal(size[2]) * _WIDTH / Decimal(size[1]))


# --- drawing -------------------------------------------------------------------------------------


@cache
def studio(templates: Path) -> PictureStudio | None:
    """The studio of this process for the templates of one folder; None where there is no press."""
    press = open_press()
    return PictureStudio(press, templates, machine_store("pictures")) if press else None


class PictureStudio:
    """Draws what this machine has not drawn yet: pictures are known by all that they depend on."""

    def __init__(self, press: Press, templates: Path, store: PressStore | None = None) -> None:
        self._press = press
        self._templates = templates
        self._store = store or PressStore(None)
        self.drawn = 0  # pictures that were drawn and not remembered

    @property
    def missing(self) -> list[str]:
        """The characters that no font could draw, so far."""
        return sorted(self._press.missing)

    def begin(self) -> None:
        """Another site begins."""
        self._store.begin()

    def draw(
        self, template: str, items: Sequence[Content], *, ppi: int = 72, colours: int, at_once: int = _CHARTS_AT_ONCE
    ) -> list[bytes]:
        """A PNG of each of *items*, of which *at_once* are in memory; ValueError where one takes more than a page."""
        items = [self._press.drawable(item) for item in items]  # what it lacks is told, be it drawn now or before
        keys = self._press.keys(self._templates / template, items, f"png {ppi} {colours}")
        known = self._store.known(keys)
        pending = {key: item for key, item in zip(keys, items, strict=True) if key not in known}
        fresh: dict[bytes, bytes] = {}
        waiting = iter(pending.items())
        while batch := dict(islice(waiting, at_once)):
            pictures = self._press.png(self._templates / template, [*batch.values()], ppi=ppi, colours=colours)
            fresh.update(zip(batch, pictures, strict=True))
        self.drawn += len(fresh)
        self._store.keep(fresh, known)
        return [fresh.get(key) or known[key] for key in keys]

    def set_sheet(self, template: str, item: Content) -> bytes:
        """A PDF of one item."""
        return self._press.pdf(self._templates / template, item)


def write_pictures(pictures: SitePictures, artist: PictureStudio, output: Path) -> None:
    """Draw every picture and write it below *output*."""
    artist.begin()
    cards = artist.draw(
        "card.typ", [*map(_card, pictures.cards.values())], colours=_CARD_COLOURS, at_once=_CARDS_AT_ONCE
    )
    _write(output, zip(pictures.cards, cards, strict=True))
    svgs = [str(drawing.picture(chart)) for chart in pictures.charts.values()]
    charts = artist.draw("chart.typ", svgs, ppi=_CHART_PPI, colours=_CHART_COLOURS)
    _write(output, zip(pictures.charts, charts, strict=True))
    high = artist.draw("bulletin-long.typ", [*pictures.sheets.values()], colours=_CARD_COLOURS)
    _write(output, ((place + LONG, content) for place, content in zip(pictures.sheets, high, strict=True)))
    posters = (
        (place + POSTER, artist.set_sheet("bulletin-poster.typ", item)) for place, item in pictures.sheets.items()
    )
    _write(output, posters)
    _write(output, ((address, _long_within(artist, picture)) for address, picture in pictures.long.items()))


def _write(output: Path, files: Iterator[tuple[str, bytes]]) -> None:
    for address, content in files:
        path = output / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _long_within(artist: PictureStudio, picture: LongPicture) -> bytes:
    """A long picture of no more than 500 KB where fewer colours can do that."""
    charts = [str(drawing.picture(chart)) for chart in picture.charts]
    drawn = b""
    for colours in (_CHART_COLOURS, 24, 12):
        drawn = artist.draw("long.typ", [_long(picture, charts)], colours=colours)[0]
        if len(drawn) <= _LONG_BYTES:
            break
    return drawn


# --- what templates are given --------------------------------------------------------------------


def _card(card: ShareCard) -> dict[str, Content]:
    return {
        "organisation": card.organisation,
        "title": card.title,
        "figures": [_figure(part) for part in card.figures],
        "words": card.words,
        "basis": "。".join(card.basis),
        "sample": card.sample,
    }


def _figure(part: CardFigure) -> Content:
    brief = part.brief and part.figure.shortens
    shown = brief_pieces(part.figure) if brief else large_pieces(part.figure)
    pieces = [{"kind": piece.kind, "text": piece.text} for piece in shown]
    unit = "" if brief else part.figure.unit_unsaid
    return {
        "label": part.label,
        "pieces": [*pieces, *([{"kind": "unit", "text": unit}] if unit else [])],
        "mark": part.figure.level.value,
        "doubt": part.doubt,
    }


def _long(picture: LongPicture, charts: Sequence[str]) -> Content:
    return {
        **_card(picture.card if picture.part == 1 else replace(picture.card, figures=(), words="", basis=())),
        "basis": list(picture.card.basis) if picture.part == 1 else [],
        "charts": list(charts),
        "part": picture.part,
        "parts": picture.parts,
        "address": picture.address,
        "code": qr_svg(picture.frozen) if picture.frozen else "",
        "frozen": picture.frozen,
        "release": picture.release,
    }
