"""The layout cache of an incremental build: sections of unchanged organisations are reused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from ..accounts import ReadingCache
from ..model import Disclosure, facts_of
from ..pages import PageCache
from ..texts import MarkdownText
from .sections import SiteSection, organisation_section


class KnownSection(Struct, frozen=True):
    """A laid-out section and its cache key: what was read (by identity), site-wide inputs, texts."""

    origin: object
    place: str
    texts: tuple[MarkdownText, ...]
    section: SiteSection


class SiteCache(Struct):
    """The caches of one process for reading and laying out a site."""

    reading: ReadingCache = field(default_factory=ReadingCache)
    sections: dict[str, KnownSection] = field(default_factory=dict)
    pages: defaultdict[str, PageCache] = field(default_factory=lambda: defaultdict(PageCache))  # by organisation

    def section(self, disclosure: Disclosure, texts: Sequence[MarkdownText]) -> SiteSection:
        """The section of an organisation, with the pages of the last build if none of their inputs has changed."""
        origin = self.reading.disclosures.get(disclosure.org)
        known = self.sections.pop(disclosure.org, None)
        pages = self.pages[disclosure.org]
        if origin is None or disclosure.federation is not None:
            return organisation_section(disclosure, texts, pages)  # depends on other organisations: no key
        place = _place(disclosure)
        if known and known.origin is origin and known.place == place and known.texts == tuple(texts):
            section = replace(known.section, disclosure=disclosure)
        else:
            section = organisation_section(disclosure, texts, pages)
        self.sections[disclosure.org] = KnownSection(origin, place, tuple(texts), section)
        return section


def _place(disclosure: Disclosure) -> str:
    """The part of the cache key that comes from the site, its releases and other organisations."""
    above = facts_of(disclosure.above) if disclosure.above else ""
    added = (disclosure.between, disclosure.past_wordings, disclosure.followed, disclosure.worded_then)
    return repr((disclosure.prepared_on, disclosure.as_of, above, *added))
