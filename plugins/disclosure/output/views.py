"""What templates see: of the site, of the page under way, and of what can be sent on."""

from __future__ import annotations

from msgspec import Struct

from ..kinds.contacts import WaysToAsk
from ..model import Link, Organisation, Page, Source
from ..releases import Pending


class SiteView(Struct, frozen=True):
    """What every page says of the site."""

    name: str
    tagline: str
    url: str
    icp: str | None
    police: str | None
    prepared_on: str
    sample: bool
    report_phone: str | None
    organisations: tuple[Organisation, ...]
    release: Pending | None = None  # the release that the site is made for
    recorded: bool = False  # whether it has a page of releases
    fingerprint: str = ""  # of the checkpoint of the release
    plotly_bytes: int = 0  # how much the script for live charts weighs, unpacked

    @property
    def known_by(self) -> str:
        """By what readers know the release again, in words; nothing in the preview."""
        return (
            f"第{self.release.number}次发布，检查点指纹 {self.fingerprint}" if self.release and self.fingerprint else ""
        )


class SharedPage(Struct, frozen=True):
    """What a page has for being sent on: addresses of pictures below the site's root, and words to copy."""

    card: str
    text: str
    answer: str = ""  # what it tells, for who sees only its title and a line; '' where its description does
    long: tuple[str, ...] = ()  # of its long picture, in as many parts as it takes
    poster: str = ""  # of its sheet for a wall, where it has one


class View(Struct):
    """What the components ask of the page under way.

    They read it from this one object and are imported without context: Jinja then keeps each component as compiled
    once, instead of running it anew for every page.
    """

    page: Page | None = None
    organisation: Organisation | None = None
    as_of: str = ""  # of older data, which is shown because the newer has faults
    menu: tuple[tuple[Link, bool], ...] = ()
    footer: tuple[Link, ...] = ()
    ask: WaysToAsk | None = None
    wrong: str = ""  # the address of a mail that points out a mistake on this page
    canonical: str = ""
    sources: tuple[Source, ...] = ()
    marked: bool = False  # figures of the page have marks that lead to their entries
    computed: bool = False  # some of them were computed by a formula
    shared: SharedPage | None = None
    image: str = ""  # the full address of the picture that stands for the page where it is sent on
