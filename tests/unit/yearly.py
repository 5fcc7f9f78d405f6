"""Short reports of one year, read: what tests about reading them share."""

from __future__ import annotations

from msgspec import Struct

from disclosure.extraction import FigureProposal, Reading, read_text


class Report(Struct, frozen=True):
    """A report with this *title*, a line of its own, about this *year*, whose text each test gives."""

    title: str
    year: int

    def read(self, text: str, *, year: int = 0, title: str | None = None) -> Reading:
        """What is read of the text, under another title or of another year where they are given."""
        return read_text((self.title if title is None else title) + text, "粘贴的文字", "demo", year or self.year)

    def figures(self, text: str, *, year: int = 0, title: str | None = None) -> dict[str, FigureProposal]:
        """The figures that are proposed of it, by their wording."""
        return {proposal.as_written: proposal for proposal in self.read(text, year=year, title=title).proposals}


def parts_of(reading: Reading) -> dict[str, list[str]]:
    """The wordings of the parts of each total, by its wording."""
    written = {proposal.id: proposal.as_written for proposal in reading.proposals}
    return {written[group.total]: [written[part] for part in group.parts] for group in reading.groups}
