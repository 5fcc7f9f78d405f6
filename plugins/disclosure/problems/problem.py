"""Problems, where they are, and the report that collects them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct, field

from ..identifiers import masked
from ..quotes import filled
from .catalogue import WORDINGS, files
from .wording import PARTS, Severity, Wording


class Where(Struct, frozen=True):
    """A place in the data as staff see it: file, sheet, row (1-based, as Excel numbers it) and column label."""

    file: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        text = self.file
        if self.sheet:
            text += f" 表“{self.sheet}”"
        if self.row is not None:
            text += f" 第 {self.row} 行"
        if self.column:
            text += f"“{self.column}”"
        return text


class Problem(Struct, frozen=True):
    """One thing that is wrong, where it is, and the details that its wording needs."""

    code: str
    where: Where
    details: dict[str, str] = field(default_factory=dict)
    suggestion: str = ""  # what the cell should hold, where that is mechanical
    record: str = ""  # the id of its row, where the row has one
    fingerprint: str = ""  # of what it says: another value has another one (see `reporting.acknowledgements`)
    # the same with its number spelled otherwise: 10.00 where that one has 10
    fingerprints_as_typed: tuple[str, ...] = ()

    @property
    def wording(self) -> Wording:
        """Its entry in the catalogue."""
        return WORDINGS[self.code]

    @property
    def severity(self) -> Severity:
        """The weight that its code has."""
        return WORDINGS[self.code].severity

    @property
    def message(self) -> str:
        """What is wrong, in Chinese."""
        return filled(WORDINGS[self.code].message, self.details)

    @property
    def fix(self) -> str:
        """How to mend it, in Chinese."""
        return filled(WORDINGS[self.code].fix, self.details)

    def __str__(self) -> str:
        return f"{self.where}：{self.message}{self.fix}（{self.code}）"


def problem(code: str, where: Where, *, suggestion: object = "", **details: object) -> Problem:
    """Make a problem; every quoted cell is cut to 40 characters, and absent hints become empty."""
    texts = {"hint": ""}
    for name, value in details.items():
        text = masked(str(value).replace("\n", "⏎").replace("\r", ""))
        texts[name] = text if name not in {"cell", "wording"} or len(text) <= 40 else text[:40] + "…"  # noqa: PLR2004
    # never a number that leads to a person
    whole = str(suggestion) if masked(str(suggestion)) == str(suggestion) else ""
    return Problem(code, where, texts, whole)


class Acknowledgement(Struct, frozen=True):
    """Somebody looked at a warning and says why it stays."""

    reason: str
    name: str
    on: str


# What often only follows from something else: an id is missing because the table that has it could not be read.
_CONSEQUENCES = frozenset({"unknown-reference", "duplicate-id", "missing-value", "missing-source"})


def _rank(code: str) -> int:
    """Causes before consequences: what could not be read at all, then cells, then what may follow from them."""
    if code in files.WORDINGS:
        return 0
    return 2 if code in _CONSEQUENCES else 1


MOST_ALIKE = 1_000  # problems of one kind in one column that are kept one by one


class Report:
    """Collects problems; the command line prints them once and takes its exit code from them."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self._problems: list[Problem] = []
        self._alike: Counter[tuple[str, str, str | None, str | None]] = Counter()
        self.acknowledged: list[tuple[Problem, Acknowledgement]] = []
        self.extend(problems)

    def add(self, *problems: Problem) -> None:
        """Add problems."""
        self.extend(problems)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Add every problem that *problems* yields; of more than a thousand alike in a column only the number is kept."""
        for fault in problems:
            alike = (fault.code, fault.where.file, fault.where.sheet, fault.where.column)
            self._alike[alike] += 1
            if self._alike[alike] <= MOST_ALIKE:
                self._problems.append(fault)

    @property
    def position(self) -> int:
        """How many problems are kept one by one, for `since`."""
        return len(self._problems)

    def since(self, position: int) -> tuple[Problem, ...] | None:
        """The problems that came after *position*, as they came; None where some were only counted."""
        return None if any(self._folded()) else tuple(self._problems[position:])

    def _folded(self) -> Iterator[Problem]:
        """What was counted and not kept."""
        for (_, file, sheet, column), count in self._alike.items():
            if count > MOST_ALIKE:
                more = count - MOST_ALIKE
                yield problem("more-faults", Where(file, sheet, None, column), count=f" {more} 处")

    def __iter__(self) -> Iterator[Problem]:
        order = list(Severity)
        yield from sorted(
            [*self._problems, *self._folded()],
            key=lambda fault: (
                order.index(fault.severity),
                _rank(fault.code),
                fault.where.file,
                fault.where.sheet or "",
                fault.where.row or 0,
                fault.code,
            ),
        )

    def __len__(self) -> int:
        return len(self._problems) + sum(1 for _ in self._folded())

    @property
    def errors(self) -> list[Problem]:
        """The problems that stop publishing."""
        return [fault for fault in self if fault.severity is Severity.ERROR]

    def as_text(self) -> str:
        """Every problem on a line of its own, for logs; what people read is made in `reporting`."""
        lines: list[str] = []
        errors = self.errors
        if errors:
            lines.append(f"数据校验未通过，共 {len(errors)} 处必须改：")
        for severity, title in PARTS.items():
            listed = [fault for fault in self if fault.severity is severity]
            if listed and severity is not Severity.ERROR:
                lines.append(f"{title}（{len(listed)} 处）：")
            lines.extend(f"  {fault}" for fault in listed)
        return "\n".join(lines)

    def mark(self, marked: Callable[[Problem], Problem]) -> None:
        """Put what *marked* makes of every warning in its place."""
        self._problems = [marked(fault) if fault.severity is Severity.WARNING else fault for fault in self._problems]

    def acknowledge(self, answer: Callable[[Problem], Acknowledgement | None]) -> None:
        """Set aside the warnings that *answer* has an acknowledgement for; nothing else can be acknowledged."""
        left: list[Problem] = []
        for fault in self:
            answered = answer(fault) if fault.severity is Severity.WARNING else None
            if answered:
                self.acknowledged.append((fault, answered))
            else:
                left.append(fault)
        self._problems, self._alike = left, Counter()
