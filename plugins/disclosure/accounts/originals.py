"""The documents at hand: found beside the data, held against the figures that come from them, published where staff say so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from .. import documents
from ..kinds.sources import SourceRecord
from ..model import Figure, Source, records_of
from ..privacy import attachments
from ..problems import Problem, Report, Where, problem, shown_word
from ..reading import Record, TooLongError, YesNo, limited
from ..storage import by_parts, nearly_named
from .folder import Folder
from .last_good import DOCUMENTS

_SECONDS = 8  # of processor time to hold one document against its figures
_PUBLISHED = (".pdf", ".txt")  # formats that readers can open and that hold nothing out of sight


class Originals(Struct):
    """What the documents of an organisation add: the way to those that are published, and sentences of figures."""

    sources: dict[str, Source]
    figures: dict[str, Figure]
    published: dict[str, Path] = field(default_factory=dict)


def read_originals(
    folder: Folder, shown_as: str, sources: dict[str, Source], figures: dict[str, Figure], report: Report
) -> Originals:
    """Read every document at hand; *shown_as* is how messages name the organisation's folder.

    Sentences are taken from documents that are published; of a private one only what staff recorded is ever shown.
    """
    result = Originals(dict(sources), dict(figures))
    if folder.documents is None or not folder.documents.is_dir():
        report.extend(_named_without_folder(folder))
        return result
    files = _Files(folder.documents, f"{shown_as}/{DOCUMENTS}")
    for row in records_of(folder.rows, SourceRecord):
        if row.id is None:
            continue
        path = files.of(row, report)
        if path is None:
            continue
        name = f"{files.shown_as}/{path.relative_to(files.folder).as_posix()}"
        public = row.published == YesNo.YES
        try:
            transcript = documents.transcript_beside(path)
        except documents.UnreadableError as error:
            report.add(_unreadable(error, name))
            continue
        if public and path.suffix.lower() not in _PUBLISHED:
            report.add(problem("original-format", Where(name), cell=path.suffix))
        elif public:
            words = _by_page(transcript) if transcript else ()
            report.extend(attachments.original(path, Where(name), folder.public_details, folder.refused, words))
            address = f"{DOCUMENTS}/{row.id}{path.suffix.lower()}"
            result.published[address] = path
            read_on = transcript.read_on if transcript else None
            result.sources[row.id] = replace(sources[row.id], original=address, transcribed_on=read_on)
        result.figures |= _held(row, path, name, figures, report, public=public)
    report.extend(files.left_over())
    return result


def _held(
    row: SourceRecord, path: Path, name: str, figures: dict[str, Figure], report: Report, *, public: bool
) -> dict[str, Figure]:
    """The figures of one document, with their sentences where those may be shown."""
    registered = [
        figure for figure in figures.values() if figure.source == row.id and not figure.formula and figure.where
    ]
    stated = [figure for figure in registered if figure.topic != "报表"]
    try:
        document = documents.read_document(path)
        with limited(_SECONDS):
            held = documents.hold(document, stated, name)
    except documents.UnreadableError as error:
        report.add(_unreadable(error, name))
        return {}
    except TooLongError:
        report.add(problem("document-unreadable", Where(name), reason="文字太长太乱，核对要花很久"))
        return {}
    report.extend(held.problems)
    if public and document.pictured:
        report.add(
            problem(
                "original-pictured", Where(name), what="、".join(map(str, document.pictured)), path=shown_word(name)
            )
        )
    taken = held.sentences if public else {}
    return {figure.id: replace(figure, sentence=figure.sentence or taken.get(figure.id)) for figure in stated}


def _unreadable(error: documents.UnreadableError, name: str) -> Problem:
    """Why nothing was held against a document; *name* is how messages call it."""
    match error:
        case documents.TranscriptError(reason=reason, mend=mend):
            return problem("transcript-unfit", Where(f"{name}{documents.TRANSCRIPT_SUFFIX}"), reason=reason, hint=mend)
        case documents.PicturedError():
            return problem("document-pictured", Where(name), other=name, path=shown_word(name))
        case _:
            return problem("document-unreadable", Where(name), reason=str(error))


def _by_page(transcript: documents.Transcript) -> Iterator[tuple[str, str]]:
    """(place, all words) of each page of a transcript."""
    for page, lines in groupby(transcript.paragraphs, lambda paragraph: paragraph.page):
        yield f" 第 {page} 页（认字稿）", "\n".join(paragraph.text for paragraph in lines)


class _Files:
    """The folder of documents, and which of its files some source has."""

    def __init__(self, folder: Path, shown_as: str) -> None:
        self.folder, self.shown_as = folder, shown_as
        self._files = {
            path.relative_to(folder).as_posix(): path
            for path in sorted(folder.rglob("*"), key=by_parts)
            if path.is_file() and not path.name.startswith((".", "~$"))
        }
        self._taken: set[str] = set()

    def of(self, row: SourceRecord, report: Report) -> Path | None:
        """The document of a source: the file that its row names, or the one that is called as the source."""
        named = row.document
        names = (
            [str(named).replace("\\", "/")] if named else [name for name in self._files if Path(name).stem == row.id]
        )
        where = row.at(SourceRecord.document)
        if named and names[0].endswith(documents.TRANSCRIPT_SUFFIX):
            scan = names[0].removesuffix(documents.TRANSCRIPT_SUFFIX)
            report.add(problem("transcript-named", where, cell=named, other=scan))
            return None
        if named and names[0] not in self._files:
            hint = nearly_named(names[0], self._files)
            report.add(problem("document-missing", where, cell=named, other=self.shown_as, hint=hint))
            return None
        if len(names) > 1:
            report.add(problem("document-twice", where, cell=row.id, other="、".join(names)))
            return None
        if not names:
            return None
        self._taken |= {names[0], f"{names[0]}{documents.TRANSCRIPT_SUFFIX}"}
        path = self._files[names[0]]
        if not path.resolve().is_relative_to(self.folder.resolve()):
            report.add(problem("document-missing", where, cell=names[0], other=self.shown_as))
            return None
        return path

    def left_over(self) -> Iterator[Problem]:
        """Files that belong to no source."""
        for name in self._files:
            if name not in self._taken:
                yield problem("document-unclaimed", Where(f"{self.shown_as}/{name}"))


def _named_without_folder(folder: Folder) -> Iterator[Problem]:
    for row in records_of(folder.rows, SourceRecord):
        if row.document:
            yield problem("document-missing", row.at(SourceRecord.document), cell=row.document, other=DOCUMENTS)


def place_of_document(folder: Path, rows: Mapping[str, Sequence[Record]], source: str, path: Path) -> Path | None:
    """Where the document at *path* stands, or may be put, as that of a source; None where the source has another one.

    *folder* is that of an organisation, *rows* are its records.
    """
    documents_folder, content = folder / DOCUMENTS, path.read_bytes()
    named = [str(row.document) for row in records_of(rows, SourceRecord) if row.id == source and row.document]
    present = [documents_folder / name.replace("\\", "/") for name in named]
    present += [file for file in sorted(documents_folder.glob("*"), key=by_parts) if file.stem == source]
    inside = documents_folder.resolve()
    same = (
        file
        for file in present
        if file.is_file() and file.resolve().is_relative_to(inside) and file.read_bytes() == content
    )
    return next(same, None) if present else documents_folder / f"{source}{path.suffix}"


def recorded_sentences(figures: dict[str, Figure]) -> Iterator[Problem]:
    """A sentence that staff recorded holds the wording of its figure."""
    for figure in figures.values():
        if figure.sentence and figure.where and not documents.says(figure.sentence, figure.as_written):
            where = replace(figure.where, column="原文句子")
            yield problem("sentence-without-wording", where, cell=figure.as_written)
