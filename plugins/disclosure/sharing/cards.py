"""What stands on the card of a page: up to three of its figures, its finding, and what they rest on. Nothing is worked out here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ..compose import SiteSection
from ..dates import han_date
from ..model import (
    Clock,
    Disclosure,
    Figure,
    FigureRef,
    HomeAnswer,
    HomeFirstScreen,
    Link,
    Page,
    RichText,
    Source,
    joined,
)
from ..output import measured, plain_text

MOST_FIGURES = 3
_NAME_LENGTH = 44  # characters of a title or a label; a longer one ends in …
_WORDS = 88  # characters of sentences; what is longer is left out, no sentence is cut
_DEPTH_OF_RELEASES = 2  # releases/3/
_SECTIONS = frozenset({"home", "finances", "projects"})  # all listed pages below them have a card
_TEMPLATES = frozenset({"home", "page"})


class CardFigure(Struct, frozen=True):
    """A figure with its label and, where its reading is in doubt, the word for that."""

    label: str
    figure: Figure
    doubt: str = ""
    brief: bool = False  # its page has it in brief

    @property
    def text(self) -> str:
        """The number as its page says it, with its unit."""
        return self.figure.in_brief if self.brief else f"{self.figure.text}{self.figure.unit_unsaid}"


class ShareCard(Struct, frozen=True):
    """What is said of a page where it is shared; every number is a figure of that page, in the words of the register."""

    organisation: str
    title: str
    figures: tuple[CardFigure, ...]
    words: str  # whole sentences of the page, what the page is about, or ''
    basis: tuple[str, ...]  # scope, sources, day
    sample: bool

    @property
    def text(self) -> str:
        """The card in words, for messages: one line, figures with unit, scope and source."""
        return f"{self._name}：{self.answer}"

    @property
    def answer(self) -> str:
        """The same without the name of the page, for where that stands above it."""
        sums = "，".join(f"{part.label}{_in_line(part)}" for part in self.figures)
        return "。".join(part.rstrip("。") for part in (sums or self.words, *self.basis) if part) + "。"

    @property
    def _name(self) -> str:
        return self.title if self.organisation in self.title else f"{self.organisation}《{self.title}》"


def _in_line(part: CardFigure) -> str:
    """A figure in a line that somebody passes on: what the page marks beside it goes along."""
    return f"{part.text}{f'（{part.doubt}）' if part.doubt else ''}"


def is_main(page: Page) -> bool:
    """Whether a page is shared for itself: home, years, finances, projects, emergencies, and the heads of the other parts."""
    if not page.listed or page.view or page.template not in _TEMPLATES:
        return False
    return page.section in _SECTIONS or page.path.count("/") <= 1


def card_of(section: SiteSection, page: Page, site_name: str, *, sample: bool) -> ShareCard | None:
    """The card of a page of an organisation, or of the first page of the site; None where there is nothing to say on one."""
    disclosure = section.disclosure
    if disclosure is None:
        return _of_the_site(page, site_name, sample=sample)
    if not is_main(page):
        return None
    title, figures, text = _content(disclosure, page)
    words = _sentence(disclosure, text)
    clocked = any(isinstance(piece, Clock) for piece in text)  # the picture will say tomorrow what is right today
    if not figures and not words:
        return None
    return ShareCard(
        disclosure.organisation.name,
        _title(title),
        _dated(figures),
        _whole_sentences(words) or ("" if figures else page.description),
        tuple(_basis(disclosure, figures, title, clocked=clocked)),
        sample,
    )


def _of_the_site(page: Page, site_name: str, *, sample: bool) -> ShareCard | None:
    """The card of the first page, of the releases and of what else stands above the organisations."""
    words = plain_text(page.finding)
    if page.template == "404" or not page.listed or page.path.count("/") > _DEPTH_OF_RELEASES:
        return None
    organisation, title = (site_name, page.title) if page.path else ("", site_name)
    return ShareCard(organisation, _title(title), (), _whole_sentences(words) or page.description, (), sample)


def _whole_sentences(words: str) -> str:
    """As many of the first sentences of a text as a card has room for; none where the first one is too long."""
    return words if len(words) <= _WORDS else words[: words.rfind("。", 0, _WORDS) + 1]


def _title(title: str) -> str:
    return title if len(title) <= _NAME_LENGTH else f"{title[: _NAME_LENGTH - 1]}…"


def _content(disclosure: Disclosure, page: Page) -> tuple[str, tuple[CardFigure, ...], RichText]:
    """Title, figures and sentence: of the first screen of a home page, of the answer of a year, else of the finding."""
    for block in page.blocks[:2]:
        if isinstance(block, HomeFirstScreen | HomeAnswer):
            pairs = ((label, value) for label, value in block.items if isinstance(value, Figure))
            text = block.honest if isinstance(block, HomeFirstScreen) else ()
            brief = isinstance(block, HomeFirstScreen)
            title = block.title if isinstance(block, HomeFirstScreen) else f"{block.year}年的账"
            figures = tuple(replace(part, brief=brief) for part in _figures(disclosure, pairs))
            # sums of rows are no figures of the register: the page says them in its description
            return title, figures, text if figures or not page.description else (page.description,)
    shown = (piece for piece in map(_resolver(disclosure), page.finding) if isinstance(piece, Figure))
    pairs = ((_label(figure, page.title, disclosure.organisation.name), figure) for figure in shown)
    return page.title, _figures(disclosure, pairs), page.finding


def _resolver(disclosure: Disclosure) -> Callable[[object], object]:
    return lambda piece: disclosure.figures[piece.id] if isinstance(piece, FigureRef) else piece


def _sentence(disclosure: Disclosure, text: RichText) -> str:
    """A text without the links behind its last sentence (看是哪些), which lead nowhere on a picture."""
    pieces = list(text)
    while pieces and isinstance(pieces[-1], Link):
        pieces.pop()
    return plain_text(
        tuple(pieces) if pieces and str(pieces[-1]).endswith(("。", "；")) else text, _resolver(disclosure)
    )


def _figures(disclosure: Disclosure, pairs: Iterable[tuple[str, Figure]]) -> tuple[CardFigure, ...]:
    """The first three different figures; one of another organisation is not of this page's register and left out."""
    known = {figure.id: (label, figure) for label, figure in reversed([*pairs]) if figure.org == disclosure.org}
    first = [*reversed(known.values())][:MOST_FIGURES]
    return tuple(CardFigure(label, figure, _doubt(disclosure, figure)) for label, figure in first)


def _dated(parts: Sequence[CardFigure]) -> tuple[CardFigure, ...]:
    """The figures of a card, each with its year where they are of several."""
    if len({part.figure.year for part in parts}) < 2:  # noqa: PLR2004  (one year is told once, below them)
        return tuple(parts)
    return tuple(
        part if _tells(part.label, part.figure.year) else replace(part, label=f"{part.figure.year}年{part.label}")
        for part in parts
    )


def _tells(text: str, year: int) -> bool:
    return f"{year}年" in text


def _label(figure: Figure, *known: str) -> str:
    """What a figure measures, with its subject where the card does not name that anyway."""
    measure, _ = measured(figure)
    said = any(figure.subject in words for words in (measure, *known))
    label = measure if said else joined(figure.subject, measure)
    return label if len(label) <= _NAME_LENGTH else f"{label[: _NAME_LENGTH - 1]}…"


def _doubt(disclosure: Disclosure, figure: Figure) -> str:
    """What the page says behind a figure that is not certain."""
    entry = disclosure.corrected.get(figure.id)
    return entry[1] if entry and not figure.superseded else figure.doubt


def _basis(disclosure: Disclosure, parts: Sequence[CardFigure], title: str, *, clocked: bool) -> Iterator[str]:
    """口径 (of which year, where nothing above says so; whose it is, where it differs), 来源 and day."""
    if parts:
        figures = [part.figure for part in parts]
        years = {figure.year for figure in figures}
        year = min(years)
        known = len(years) > 1 or _tells(title, year) or all(_tells(part.label, year) for part in parts)
        scopes: dict[str, list[str]] = {}
        for part in parts:
            basis = f"，{part.figure.basis}" if part.figure.basis else ""
            scopes.setdefault(f"{part.figure.scope}{basis}", []).append(part.label)
        whose = len(scopes) > 1
        yield f"口径：{'' if known else f'{year}年，'}" + "；".join(
            scope + (f"（{'、'.join(labels)}）" if whose else "") for scope, labels in scopes.items()
        )
        documents = [disclosure.sources[figure.source] for figure in figures if figure.source in disclosure.sources]
        yield f"来源：{'；'.join(_sources([*dict.fromkeys(documents)], figures))}"
    if disclosure.as_of:
        yield f"截至{han_date(disclosure.as_of)}的数据"
    elif clocked or not any(
        part.figure.source in disclosure.sources for part in parts
    ):  # a document has a day of its own
        yield f"网页整理于{han_date(disclosure.prepared_on)}"


def _sources(documents: list[Source], figures: list[Figure]) -> Iterator[str]:
    for document in documents[:1]:
        yield f"{document.issuer}《{document.title}》{han_date(document.published_on)}"
    if len(documents) > 1:
        yield f"等{len(documents)}份文件"
    if any(figure.formula for figure in figures):
        yield "本站按公开数字计算"
    if any(not figure.formula and not figure.source for figure in figures):
        yield "机构填报"
