"""What a report is read to: proposals for the register, how they hang together, and what to look at."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct, field

from ..documents import Scan
from ..kinds.headlines import HeadlineRole
from ..model import Coverage, FigureBasis, Nature, Proof, Relation, SourceLevel, Verdict, joined
from ..problems import Problem


class FigureProposal(Struct, frozen=True):
    """One number of a report as a row of 数字台账.

    `value` is exact and in the base unit `unit` (元, 人, 户 …). `id` stays the same as long as the words around the number
    do. `doubts` are questions in Chinese that a person must answer before it is written; a proposal without them is sure.
    `part_of` is the id of the `PartGroup` that it belongs to, `why` the rules that it came from, `registered` the id of the
    figure that says the same in the register already (nothing is written for such a proposal).
    """

    id: str
    sentence: str
    as_written: str
    value: Decimal
    unit: str
    qualifier: str
    topic: str
    subject: str
    measure: str
    nature: Nature
    scope: Coverage
    basis: FigureBasis | None
    place: str
    year: int
    part_of: str = ""
    role: HeadlineRole | None = None
    project: str = ""  # the name of the project that it tells of, where it tells of one
    why: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    registered: str = ""

    @property
    def sure(self) -> bool:
        """Whether it can be written without a question."""
        return not self.doubts


def group_title(subject: str, measure: str, why: str) -> str:
    """What the parts of a total are called together: 全年支出的组成, where the report says it 全年支出的组成（按用途）."""
    return f"{joined(subject, measure)}的组成{f'（{why}）' if why.startswith('按') else ''}"


class PartGroup(Struct, frozen=True):
    """Parts of a total (分组): ids of proposals, and what the words say of how the parts relate."""

    id: str
    title: str
    total: str
    parts: tuple[str, ...]
    disjoint: Proof
    complete: Proof
    why: str = ""


class Contradiction(Struct, frozen=True):
    """What does not fit together in a report: a row of 勾稽 to look at, no error. `{P…}` in its texts are ids of proposals."""

    id: str
    topic: str
    title: str
    left: str
    relation: Relation
    right: str
    verdict: Verdict
    note: str
    place: str
    left_formula: str = ""
    right_formula: str = ""
    proposals: tuple[str, ...] = ()


class SourceFacts(Struct, frozen=True):
    """The row of 来源文件 that a report becomes; `registered` is the id of the row that is there already."""

    id: str
    title: str
    issuer: str
    published_on: str  # empty where the report does not say it: it is asked for
    level: SourceLevel
    year: int
    sha256: str = ""
    registered: str = ""
    doubts: tuple[str, ...] = ()
    note: str = ""  # what to look at before anything is registered: the report is of another body


class Reading(Struct, frozen=True):
    """A report as it was read. `problems` say why it could not be; then there are no proposals."""

    org: str
    year: int
    source: SourceFacts
    proposals: tuple[FigureProposal, ...] = ()
    groups: tuple[PartGroup, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    passed_over: tuple[str, ...] = ()  # what holds numbers and was not read, and what to do about it
    problems: tuple[Problem, ...] = ()
    scan: Scan | None = None  # the pages whose words were recognised

    def shows(self, proposal: FigureProposal) -> bool:
        """Whether there is a picture of the lines that a proposal was recognised in."""
        return self.scan is not None and self.scan.shows(proposal.sentence, proposal.as_written)

    def cutting(self, proposal: FigureProposal) -> bytes:
        """The picture (PNG) of the lines that a proposal was recognised in; empty where it was not, or they are not found."""
        return self.scan.cutting(proposal.sentence, proposal.as_written) if self.scan else b""


class ReadingDecision(Struct, frozen=True):
    """What a person decided on one proposal, group or contradiction, or on the source (its key is `SOURCE`).

    `cells` mend it: label of a column of its table → text as typed, e.g. {"事项": "春节慰问", "口径": "本级"}.
    """

    accepted: bool
    cells: Mapping[str, str] = field(default_factory=dict)


SOURCE = "source"  # the key of the decision on the source
