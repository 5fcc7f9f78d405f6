"""What was registered of a document held against its text, and its text against what was registered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import Struct, field
from msgspec.structs import replace

from ..expressions import expression
from ..model import Figure
from ..problems import Problem, Where, problem
from .numbers import numbers
from .places import Locator
from .rows import counts_rows, in_rows
from .text import CELL, Document, Span, fold

_LIKE = 0.5  # how alike two wordings are before one is shown for the other
_MOST_SHOWN = 12  # numbers that are named in one finding
_AROUND = 12  # characters before and behind a number that is shown
_DROPPED = expression(
    r"(首次|首度)?(?:超过|超|突破|逾|(?<![最附靠亲临邻])近|(?<![节制签公条契合特履预])约|不足|不到|至少|至多|将近|接近)$|首次$|首度$"
)


class Held(Struct):
    """What came of it: problems, and for each figure that was found its sentence."""

    problems: list[Problem] = field(default_factory=list)
    sentences: dict[str, str] = field(default_factory=dict)


def hold(document: Document, figures: Sequence[Figure], shown_as: str) -> Held:
    """Hold the *figures* of one document against it; *shown_as* is how messages name its file."""
    held = Held()
    locator = Locator.of(document, [figure.place or "" for figure in figures])
    registered: list[Span] = []
    for figure in figures:
        places = list(document.find(figure.as_written)) or list(in_rows(document, figure.as_written))
        registered += places
        if not places:
            held.problems.append(_not_found(document, figure, shown_as))
            continue
        near = locator.spans(figure.place or "")
        there = [span for span in places if _near(span, near)] if near else places
        best = (there or places)[0]
        held.sentences[figure.id] = document.sentence(best)
        held.problems += _doubts(document, figure, best, shown_as, elsewhere=not there)
        if figure.sentence and not _says(document, figure.sentence):
            where = _at(figure, "原文句子")
            held.problems.append(problem("sentence-not-in-source", where, cell=figure.sentence, other=shown_as))
    held.problems += _unregistered(document, registered, shown_as)
    return held


def _says(document: Document, sentence: str) -> bool:
    return fold(sentence).replace(CELL, "") in document.plain.replace(CELL, "")


def _near(span: Span, ranges: Sequence[Span]) -> bool:
    return any(stretch.start <= span.start and span.end <= stretch.end for stretch in ranges)


def _at(figure: Figure, column: str) -> Where:
    return replace(figure.where or Where(""), column=column)


def _not_found(document: Document, figure: Figure, shown_as: str) -> Problem:
    if document.pictured:
        pages, where = "、".join(map(str, document.pictured)), _at(figure, "原文写法")
        return problem("wording-in-picture", where, cell=figure.as_written, other=shown_as, expected=pages)
    nearest = _nearest(document, figure.as_written)
    hint = f"文件里最像的是“{nearest}”，请核对是不是这一处" if nearest else "文件里没有相像的写法"
    return problem("wording-not-in-source", _at(figure, "原文写法"), cell=figure.as_written, other=shown_as, hint=hint)


def _nearest(document: Document, wording: str) -> str:
    """The number of the document that is written most like *wording*, with the words around it; nothing where none is like it."""
    wanted, matcher = fold(wording), SequenceMatcher()
    matcher.set_seq2(wanted)
    best, likeness = "", _LIKE
    for span in numbers(document):
        matcher.set_seq1(document.plain[span.start : span.end])
        if matcher.quick_ratio() > likeness and (ratio := matcher.ratio()) > likeness:
            best, likeness = _shown(document, span), ratio
    return best


def _shown(document: Document, span: Span) -> str:
    """A number with the words around it, within its paragraph."""
    bounds = document.paragraph_span(document.number_of(span.start))
    start, end = max(bounds.start, span.start - _AROUND), min(bounds.end, span.end + _AROUND)
    shown = document.plain[start:end].replace(CELL, " ")
    return ("…" if start > bounds.start else "") + shown + ("…" if end < bounds.end else "")


def _doubts(document: Document, figure: Figure, span: Span, shown_as: str, *, elsewhere: bool) -> Iterator[Problem]:
    where = _at(figure, "原文写法")
    if elsewhere:
        yield problem(
            "wording-elsewhere",
            _at(figure, "出处"),
            cell=figure.as_written,
            expected=figure.place or "",
            other=shown_as,
            left=_shown(document, span),
        )
    dropped = _DROPPED.search(document.plain[max(0, span.start - 6) : span.start])
    if dropped and "\n" not in dropped[0]:
        yield problem(
            "wording-cut", where, cell=figure.as_written, left=dropped[0] + fold(figure.as_written), other=shown_as
        )


def _unregistered(document: Document, registered: Sequence[Span], shown_as: str) -> Iterator[Problem]:
    """All numbers of a document that no figure registers, as one piece of advice."""
    covered = bytearray(len(document.plain))
    for span in registered:
        covered[span.start : span.end] = b"\x01" * (span.end - span.start)
    left = [span for span in numbers(document) if not covered[span.start] and not counts_rows(document, span)]
    if left:
        shown = "".join(f"“{_shown(document, span)}”" for span in left[:_MOST_SHOWN])
        more = f"，另有 {len(left) - _MOST_SHOWN} 处" if len(left) > _MOST_SHOWN else ""
        yield problem("number-unregistered", Where(shown_as), cell=str(len(left)), left=shown + more)
