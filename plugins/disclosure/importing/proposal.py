"""What an import would do, said before anything is done: sheets, their columns, what fills the gaps, and what is asked."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field

from ..model import Kind
from ..problems import Problem, Severity


class Choice(Struct, frozen=True):
    """One answer that a question takes: the *value* that is handed back, and its Chinese *label*."""

    value: str
    label: str


class Question(Struct, frozen=True):
    """What the import cannot know by itself.

    *id* is stable: the same file, data and answers give the same ids; it is a number of the sheet and a word of ASCII, such
    as `1.amount`. Without *choices* any text is taken. Where it is not *required*, *proposed* holds until somebody says
    otherwise.
    """

    id: str
    text: str
    choices: tuple[Choice, ...] = ()
    proposed: str = ""
    required: bool = True

    @property
    def open(self) -> bool:
        """Whether nothing may be written before it is answered."""
        return self.required or not self.proposed


class ColumnUse(Struct, frozen=True):
    """What becomes of one column of the file: *label* and *name* of ours, both empty where it is left out, and why.

    *answer* is the id under which `answers` may say otherwise: the name of a column of ours, or `-` to leave it out.
    """

    letter: str
    header: str
    name: str = ""
    label: str = ""
    reason: str = ""
    answer: str = ""


class FillRule(Struct, frozen=True):
    """How a column of ours gets what the file does not say; *rule* is a Chinese sentence."""

    label: str
    rule: str


class MoneySum(Struct, frozen=True):
    """The exact sum of a column of money: 元 with two decimals, thousands parted."""

    label: str
    yuan: str


class Overlap(Struct, frozen=True):
    """Rows that the data holds already.

    *rows* of the file are among the existing ones; *examples* are the places of the first of them, in Chinese. *skipped* of
    them are not written again; *doubles* rows stand twice in the file itself with the same order number.
    """

    rows: int = 0
    skipped: int = 0
    doubles: int = 0
    examples: tuple[str, ...] = ()


class SheetProposal(Struct, frozen=True):
    """One sheet: what it was taken for, and what would be written of it.

    *labels* head *first*, the first rows as they would be written; *recipe* names the recipe by which it was read; *notes*
    say in Chinese what else came of it, which rows are no records (totals, signatures, outgoing payments), too.
    """

    sheet: str | None
    kind: Kind | None
    why: str
    header_rows: tuple[int, ...] = ()
    columns: tuple[ColumnUse, ...] = ()
    rules: tuple[FillRule, ...] = ()
    labels: tuple[str, ...] = ()
    first: tuple[tuple[str, ...], ...] = ()
    count: int = 0
    sums: tuple[MoneySum, ...] = ()
    overlap: Overlap = Overlap()
    recipe: str = ""
    notes: tuple[str, ...] = ()
    answer: str = ""  # the id under which `answers` may call it another kind; empty where it is a table of ours
    of_document: bool = False  # read from a Word file or a PDF, and so to be looked at
    waits: bool = False  # whether its rows can be counted only once somebody has answered

    @property
    def counted(self) -> str:
        """How many rows would be written, in Chinese."""
        return "答了问题才知道有几行" if self.waits else f"{self.count} 行"


class FileChange(Struct, frozen=True):
    """One file that would be written: its path as it is shown, how many rows it gets and loses, and how, in Chinese.

    *other* where something else than rows becomes another: a table that begins without any, the head of a printed form.
    """

    shown: str
    rows: int
    added: int
    removed: int
    words: str
    other: bool = False


class Proposal(Struct, frozen=True):
    """Everything that an import would do. Nothing is written before `accept`."""

    source: Path
    shown: str
    data: Path
    org: str
    sheets: tuple[SheetProposal, ...] = ()
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()
    changes: tuple[FileChange, ...] = ()
    files: Mapping[Path, bytes] = field(default_factory=dict)  # what would be written: path below *data* → content
    unknown_answers: tuple[str, ...] = ()  # ids (or values) of answers that fit no question
    in_the_way: tuple[str, ...] = ()  # other files of the same table, which must be taken away by hand
    lacks_year: bool = False  # whether it must be said first of which year a table is

    @property
    def errors(self) -> list[Problem]:
        """What stops the import."""
        return [problem for problem in self.problems if problem.severity is Severity.ERROR]

    @property
    def open_questions(self) -> list[Question]:
        """What must be answered first."""
        return [question for question in self.questions if question.open]

    @property
    def changes_nothing(self) -> bool:
        """Whether all that would be written stands there already; how columns are read is no matter of its own."""
        return not any(change.added or change.removed or change.other for change in self.changes)

    @property
    def ready(self) -> bool:
        """Whether `accept` would write it: nothing wrong, nothing in doubt, and something to write."""
        return (
            bool(self.files)
            and not self.errors
            and not self.open_questions
            and not self.in_the_way
            and not self.unknown_answers
        )
