"""Renders pages to HTML by Jinja templates, with relative addresses."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup
from msgspec import Struct

from ..compose import MENU, SiteSection
from ..model import (
    Amount,
    Card,
    Figure,
    FigureRef,
    Formula,
    GiftAnswer,
    Mark,
    Page,
    Reconciliation,
    Source,
    Table,
    fitted,
    worded,
)
from ..problems import Where
from ..texts import embeds
from . import gift_rows
from .gift_rows import Hundred
from .inquiry import Inquiry, PageQuestion, WrittenFile, WrittenFiles
from .templates import environment
from .terms import explained
from .views import SharedPage, SiteView, View
from .words import formula_pieces

TERMS = "about/terms/"

_ELSEWHERE = ("https://", "http://", "tel:", "mailto:", "#")

# Size of the cache of card HTML: the cards of a large organisation, on pages of several depths.
_MOST_CARDS = 8192

# Size of the cache of answer HTML: more than the days and purposes of a month.
_MOST_ANSWERS = 4096


class _DrawnOnce(Struct, frozen=True):
    """Cached partial HTML, its dependencies, and the object in its key, held so that its id stays unique."""

    thing: object
    html: Markup
    questions: frozenset[PageQuestion]


class Renderer:
    """Renders pages; the functions for templates refer to the page being rendered."""

    def __init__(
        self,
        theme: Path,
        site: SiteView,
        base_path: str = "",
        moved: Mapping[str, str] | None = None,
        lines: Mapping[Where, str] | None = None,
        shared: Mapping[str, SharedPage] | None = None,
        charts: Collection[str] = (),
    ) -> None:
        """*moved* maps addresses of anchors to where their entries have moved; links are rewritten accordingly.

        *lines* maps a row of a staff file to its address, *shared* a page to its sharing picture; *charts* are the charts drawn as
        PNG. All addresses are relative to the site's root.
        """
        self._shared = shared or {}
        self._charts = frozenset(charts)
        self._moved = moved or {}
        self._lines = lines or {}
        self._inquiry, self._noting = Inquiry(WrittenFiles()), False
        self._environment = environment(theme)
        self._site = site
        self._base_path = base_path
        self._root = ""
        self._section: SiteSection | None = None
        self._folder = ""
        self._view = View()
        self._environment.globals.update(
            view=self._view,
            site=site,
            href=self.href,
            asset=self.asset,
            file_href=self.file_href,
            figure_href=self.figure_href,
            mark_of=self.mark_of,
            permanent=self.permanent,
            cell_href=self.cell_href,
            written=self.written,
            size_of=self.size_of,
            pictured=self.pictured,
            site_file=self.site_file,
            resolve=self.resolve,
            fitted=self.fitted,
            source=self.source,
            correction_of=self.correction_of,
            check_place=self.check_place,
            figure_of=self.figure_of,
            formula_pieces=self.formula_pieces,
            bind=self.bind,
            frame=self.frame,
            answer_html=self.answer_html,
            card_html=self.card_html,
            hundreds=self.hundreds,
        )
        self._gifts: Mapping[str, list[Hundred]] = {}
        self._cards: dict[tuple[str, str, int, bool, bool, int], _DrawnOnce] = {}
        self._answers: dict[tuple[str, int, int], _DrawnOnce] = {}
        self._frames: dict[tuple[str, ...], _DrawnOnce] = {}
        self._templates: dict[str, Any] = {}

    # --- addresses -------------------------------------------------------------------------------

    def _address(self, target: str) -> str:
        path, mark, anchor = target.partition("#")
        if not path or path.endswith("/"):
            path += "index.html"
        return f"{self._root}{path}{mark}{anchor}"

    def href(self, path: str, root: bool = False) -> str:  # noqa: FBT001, FBT002  (called from templates)
        """The relative address of a page of this organisation, or with *root* of the site; external addresses are unchanged."""
        if path.startswith(_ELSEWHERE):
            return path
        place = path if root else self._folder + path
        return self._address(self._moved.get(place, place))

    def asset(self, path: str) -> str:
        """The address of a file of the theme."""
        return f"{self._root}assets/{path}"

    def file_href(self, path: str) -> str:
        """The address of a download of this organisation."""
        return f"{self._root}{self._folder}{path}"

    def figure_href(self, figure: Figure) -> str:
        """The address of a figure's entry in the register."""
        place = f"{figure.org}/{figure.anchor}"
        return self._address(self._moved.get(place, place))

    def mark_of(self, figure: Figure) -> str:
        """The id of a figure, prefixed with its organisation on pages of others."""
        here = self._section.disclosure if self._section else None
        return figure.id if here and here.org == figure.org else f"{figure.org}/{figure.id}"

    def permanent(self, figure: Figure) -> str:
        """The address of a figure's entry that stays valid however the register is paginated."""
        return self._address(f"{figure.org}/{figure.anchor}")

    def cell_href(self, value: Amount | Mark) -> str:
        """The address of an amount's row in the published table; '' if there is none."""
        where = value.where
        place = self._lines.get(Where(where.file, where.sheet, where.row)) if where else None
        return self._address(self._moved.get(place, place)) if place else ""

    def site_file(self, address: str) -> str:
        """The relative address of a file, given its address below the site's root."""
        return f"{self._root}{address}"

    def pictured(self, path: str) -> bool:
        """Whether a chart of this organisation is drawn as PNG at *path*."""
        return bool(self._charts) and f"{self._section.folder if self._section else ''}{path}" in self._charts

    def use_cache(self, files: WrittenFiles) -> None:
        """Use *files*, the cached sizes and digests of files, and record the questions of pages."""
        self._inquiry.files, self._noting = files, True

    @contextmanager
    def looking_below(self, output: Path) -> Iterator[None]:
        """Within the block, questions about files are answered from *output*; otherwise every file counts as missing."""
        self._inquiry.output = output
        try:
            yield
        finally:
            self._inquiry.output = None

    def written(self, path: str) -> WrittenFile | None:
        """Size and digest of a download of this organisation; None before it is written."""
        written: WrittenFile | None = self._inquiry.ask("file", path)
        return written

    def size_of(self, path: str) -> str:
        """The size of a file of this organisation in words; '' before it is written."""
        return self._inquiry.ask("size", path) or ""

    # --- data ------------------------------------------------------------------------------------

    def resolve(self, piece: Any) -> Any:
        """A reference as the figure it names; anything else as it is."""
        return self.figure_of(piece.id) if isinstance(piece, FigureRef) else piece

    def figure_of(self, figure_id: str) -> Figure | None:
        """The figure of this organisation with this id, or None."""
        figure: Figure | None = self._inquiry.ask("figure", figure_id)
        return figure

    def correction_of(self, figure: Figure) -> tuple[str, str] | None:
        """(id, type) of the newest correction of a figure of this organisation, or None."""
        here = self._section.disclosure if self._section else None
        return self._inquiry.ask("correction", figure.id) if here and here.org == figure.org else None

    def check_place(self, check: Reconciliation) -> str:
        """The address of the page that shows a check in full, relative to the organisation's folder; '' if none."""
        return self._inquiry.ask("check", (check.id, check.year)) or ""

    def formula_pieces(self, formula: Formula) -> list[tuple[str, str]]:
        """A formula in words, as (text, id of the figure that it names)."""
        return formula_pieces(formula, self.figure_of, partial(self._inquiry.ask, "breakdown"))

    def fitted(self, pieces: Iterable[Any]) -> tuple[Any, ...]:
        """The pieces of a text with references resolved, and words adapted to the sign of the figure after them."""
        return tuple(fitted(pieces, self.resolve))

    def source(self, source_id: str) -> Source:
        """A document by its id."""
        source: Source = self._inquiry.ask("source", source_id)
        return source

    def bind(self, html: str) -> Markup:
        """Markdown's HTML with its embeds drawn."""
        drawn: list[str] = []
        for piece in embeds.pieces_of(html):
            if isinstance(piece, str):
                drawn.append(piece)
            else:
                drawn[-1], embedded = self._embed(drawn[-1], piece)
                drawn.append(embedded)
        return Markup("".join(drawn))  # noqa: S704  (sanitised before it became a block)

    def _embed(self, before: str, embed: embeds.Embed) -> tuple[str, str]:
        """(HTML before the embed, its last word adapted to the sign of a figure; HTML of the embed)."""
        thing = self._inquiry.ask(embed.kind, embed.ref)
        if isinstance(thing, Figure):
            before, thing = worded(before, thing)
        return before, str(self._template("embed").render(kind=embed.kind, thing=thing)).strip()

    def frame(self, name: str) -> Markup:
        """The HTML of the masthead or the footer, cached by all that it depends on."""
        page, section = self._view.page, self._section
        assert page is not None  # noqa: S101
        folder = section.folder if section else ""
        key: tuple[str, ...] = (name, folder, self._root)
        if name == "masthead":
            key += (page.section, page.path if any(link.path == page.path for _, link in MENU) else "-")
            key += ("search",) if page.template == "search" else ()
        if key not in self._frames:
            module = self._environment.get_template(f"components/{name}.html").module
            self._frames[key] = self._held(None, lambda: Markup(getattr(module, name)()))  # noqa: S704  (drawn by an escaping template)
        return self._shown(self._frames[key])

    def hold(self, gifts: Mapping[str, list[Hundred]]) -> None:
        """Set the rows of gifts, by table, for the pages rendered next."""
        self._gifts = gifts

    def hundreds(self, table: Table) -> list[Hundred]:
        """The rows of gifts of a table, in groups of a hundred."""
        if table.id not in self._gifts:
            return gift_rows.fold((gift_rows.columns_of(table), [gift_rows.span_of(table)]))[table.id]
        return self._gifts[table.id]

    def answer_html(self, answer: GiftAnswer, level: int) -> Markup:
        """The HTML of an answer what became of a gift, cached because several pages of a month share it."""
        key = (self._root, level, id(answer))
        if key not in self._answers:
            if len(self._answers) >= _MOST_ANSWERS:
                self._answers.clear()
            module: Any = self._environment.get_template("components/answer.html").module
            self._answers[key] = self._held(answer, lambda: module.answer(answer, level))
        return self._shown(self._answers[key])

    def card_html(self, card: Card, level: int, led: bool, noted: bool) -> Markup:  # noqa: FBT001  (called from templates)
        """The inner HTML of a card, cached because a project is on the pages of its category, year and state.

        *led*: it is the large card at the top; *noted*: it says that its picture is a drawing.
        """
        key = (self._root, self._folder, level, bool(led), bool(noted), id(card))
        if key not in self._cards:
            if len(self._cards) >= _MOST_CARDS:
                self._cards.clear()
            module: Any = self._environment.get_template("components/card.html").module
            self._cards[key] = self._held(card, lambda: module.inside(card, level, led, noted))
        return self._shown(self._cards[key])

    def _held(self, thing: object, draw: Callable[[], Markup]) -> _DrawnOnce:
        html, questions = self._inquiry.draw(draw)
        return _DrawnOnce(thing, html, questions)

    def _shown(self, held: _DrawnOnce) -> Markup:
        self._inquiry.questions |= held.questions
        return held.html

    # --- rendering -------------------------------------------------------------------------------

    def load_templates(self) -> None:
        """Compile every template, so that forked processes inherit them."""
        for name in self._environment.list_templates():
            self._environment.get_template(name)

    def _template(self, name: str) -> Any:
        if name not in self._templates:
            self._templates[name] = self._environment.get_template(f"{name}.html")
        return self._templates[name]

    def render(self, section: SiteSection, page: Page) -> str:
        """One page as HTML."""
        self._enter(section, page)
        name = "page" if page.template in {"register", "downloads"} else page.template
        html = str(self._template(name).render(page=page))
        if page.template not in {"page", "home"} or not page.listed:
            return html
        return explained(html, {word: self.href(f"{TERMS}#{anchor}") for word, anchor in section.terms})

    @property
    def questions(self) -> frozenset[PageQuestion] | None:
        """The questions of the page rendered last; None if they are not recorded."""
        return frozenset(self._inquiry.questions) if self._noting else None

    def answers(self, section: SiteSection, questions: Iterable[PageQuestion]) -> tuple[object, ...]:
        """The current answers of a section to *questions*, in order."""
        return tuple(self._inquiry.answer(section, question) for question in questions)

    def _rests_on(self, page: Page) -> tuple[Source, ...]:
        """The source documents of a page: those that it names, else those of its year."""
        if page.documents is not None or not page.numbered:
            return page.documents or ()
        named = page.named_sources(self.figure_of)
        every = self._inquiry.ask("documents", None if named else page.year) or ()
        return tuple(source for source in every if source.id in named) if named else every

    def _mail_about(self, page: Page, section: SiteSection) -> str:
        """The mailto link for reporting a mistake; '' if the organisation has no mail address."""
        to = section.ask.mail if section.ask else ""
        address = self._view.canonical or f"{section.folder}{page.path}"
        return _mail(to, page.title, address) if to else ""

    def _enter(self, section: SiteSection, page: Page) -> None:
        self._folder = section.folder
        self._section, view, disclosure = section, self._view, section.disclosure
        self._inquiry.begin(section)
        view.page, view.footer, view.ask = page, section.footer, section.ask
        view.organisation = disclosure.organisation if disclosure else None
        view.as_of = disclosure.as_of if disclosure else ""
        view.menu = tuple((link, page.section == name) for name, link in section.menu)
        view.sources = self._rests_on(page)
        shown = [self._inquiry.ask("figure", of.id) if isinstance(of, FigureRef) else of for of in page.figures]
        view.marked, view.computed = bool(shown), any(figure and figure.formula for figure in shown)
        named = self._site.url and page.template != "404"
        view.canonical = f"{self._site.url}/{section.folder}{page.path}" if named else ""
        view.shared = self._shared.get(section.folder + page.path)
        # that of the organisation, for pages without their own
        standing = view.shared or self._shared.get(section.folder)
        view.image = f"{self._site.url}/{standing.card}" if named and standing else ""
        view.wrong = self._mail_about(page, section)
        if page.template == "404":
            self._root = self._base_path
        else:
            self._root = "../" * (section.folder + page.path).count("/")


def _mail(to: str, page: str, address: str) -> str:
    """A mailto link for reporting a mistake on a page, with page and address filled in."""
    words = f"网页：{page}\n网址：{address}\n数字编号（数字后面的小字，点开看得到）：\n我看到的原文，或我认为对的数：\n"
    return f"mailto:{quote(to, safe='@')}?subject={quote(f'指出一处错误：{page}')}&body={quote(words)}"
