"""What is in the register already: sources, figures and the name of the organisation, so that nothing is entered twice."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from ..accounts import load
from ..kinds.figures import ReportedFigure
from ..kinds.project import ProjectRecord
from ..kinds.sources import SourceRecord
from ..model import records_of
from ..problems import Report
from .proposals import FigureProposal, SourceFacts


class StandingRows(Struct):
    """The rows of one organisation that a report may repeat."""

    body: str = "本机构"
    sources: list[SourceRecord] = field(default_factory=list)
    figures: list[ReportedFigure] = field(default_factory=list)
    projects: list[ProjectRecord] = field(default_factory=list)

    @classmethod
    def of(cls, data: Path, org: str) -> StandingRows:
        """The register of *org* below *data*; empty where there is none."""
        _, folders = load(data, data.name, Report())
        for folder in folders:
            if folder.organisation.id == org:
                return cls(
                    folder.organisation.name,
                    list(records_of(folder.rows, SourceRecord)),
                    list(records_of(folder.rows, ReportedFigure)),
                    list(records_of(folder.rows, ProjectRecord)),
                )
        return cls()

    def source_of(self, facts: SourceFacts) -> SourceFacts:
        """*facts* with the id of the row that is the same document."""
        for row in self.sources:
            same = facts.sha256 and row.sha256 == facts.sha256
            if row.id and (same or (row.title == facts.title and row.year == facts.year)):
                return replace(facts, id=row.id, registered=row.id, published_on=row.published_on or "", doubts=())
        return facts

    def marked(self, proposal: FigureProposal) -> FigureProposal:
        """*proposal* with the id of the figure that says the same: wording, value, unit, year and measure."""
        for row in self.figures:
            if (
                row.as_written == proposal.as_written
                and row.value == proposal.value
                and row.unit == proposal.unit
                and row.year == proposal.year
                and row.subject == proposal.subject
                and row.measure == proposal.measure
                and row.id
            ):
                return replace(proposal, registered=row.id)
        return proposal
