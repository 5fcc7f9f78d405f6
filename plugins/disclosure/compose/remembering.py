"""What a process that composes the same site again and again need not lay out anew: organisations that did not change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from ..accounts import ReadingMemory
from ..model import Disclosure, facts_of
from ..pages import PageMemory
from ..texts import MarkdownText
from .sections import SiteSection, organisation_section


class KnownSection(Struct, frozen=True):
    """A section, with all that it was made from: what was read, its place among the others, and the texts."""

    origin: object
    place: str
    texts: tuple[MarkdownText, ...]
    section: SiteSection


class SiteMemory(Struct):
    """What one process knows of a site: what it read, and the section of every organisation that it laid out."""

    reading: ReadingMemory = field(default_factory=ReadingMemory)
    sections: dict[str, KnownSection] = field(default_factory=dict)
    pages: defaultdict[str, PageMemory] = field(default_factory=lambda: defaultdict(PageMemory))  # by organisation

    def section(self, disclosure: Disclosure, texts: Sequence[MarkdownText]) -> SiteSection:
        """The section of an organisation; the pages of the last time where nothing that they are made from has changed."""
        origin = self.reading.disclosures.get(disclosure.org)
        known = self.sections.pop(disclosure.org, None)
        pages = self.pages[disclosure.org]
        if origin is None or disclosure.federation is not None:
            return organisation_section(disclosure, texts, pages)  # other organisations have a part in all of it
        place = _place(disclosure)
        if known and known.origin is origin and known.place == place and known.texts == tuple(texts):
            section = replace(known.section, disclosure=disclosure)
        else:
            section = organisation_section(disclosure, texts, pages)
        self.sections[disclosure.org] = KnownSection(origin, place, tuple(texts), section)
        return section


def _place(disclosure: Disclosure) -> str:
    """What the site, its history and other organisations add to an organisation, in writing."""
    above = facts_of(disclosure.above) if disclosure.above else ""
    added = (disclosure.between, disclosure.past_wordings, disclosure.followed, disclosure.worded_then)
    return repr((disclosure.prepared_on, disclosure.as_of, above, *added))
