"""One more entry in an organisation's ledger of corrections: asked for step by step (`make correct`), or in a form of the desk."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct

from ..accounts import read_site
from ..compose import promise_beside
from ..dates import day_of, of_year
from ..engine import require_folders
from ..filing import write
from ..identifiers import numbers
from ..kinds import kind_of
from ..model import Disclosure, Figure
from ..problems import Report, nearest, shown_path
from ..reading import Sourced, decode
from ..releases import (
    BESIDE,
    SETTLED,
    SINGLE,
    WHOLE,
    CorrectionRecord,
    CorrectionType,
    History,
    Published,
    RegisterState,
    comparison,
    corrections,
)
from ..storage import KeptAnswers
from ..texts import read_texts

_SOURCES_TOLD = 3  # documents that are named where none was answered, the newest
_CHOICES: dict[str, tuple[str, ...]] = {"type": tuple(CorrectionType), "register": tuple(RegisterState)}


class CorrectionDraft(Struct, frozen=True):
    """What an entry says before anybody answers: what it is about, and by the name of the question what is known already."""

    location: str
    known: Mapping[str, str]


class WrittenCorrection(Struct, frozen=True):
    """An entry that was written: its file, its type and id, the doubt that it settles, and what is left to be mended in the data."""

    shown: str
    type: str
    id: str
    follows: str = ""
    left: str = ""

    @property
    def words(self) -> str:
        """What was written, for staff."""
        answered = f"“接续”填了 {self.follows}，那一处不再算还在核实。" if self.follows else ""
        return f"已写入 {self.shown}：{self.type} {self.id}。{answered}"


def draft_correction(data: Path, content: Path, named: str) -> CorrectionDraft:
    """What an entry on the figure (org/id) or the record (org/kind/id) *named* would say; SystemExit where there is none."""
    subject, history = _read_subject(data, content, named)
    return CorrectionDraft(subject.location, _defaults(history, subject))


def correct(
    data: Path,
    content: Path,
    named: str,
    given: Mapping[str, str | None],
    questions: Mapping[str, str],
    ask: Callable[[str], str | None] | None,
    *,
    patient: bool = False,
) -> str:
    """Write the entry for the figure (org/id) or the record (org/kind/id) *named*; returns the message for staff.

    *questions* are asked in their order where *given* has no answer; without *ask*, or where it gives None, the default
    holds. Each answer is checked at once; a wrong one is told and asked for again where somebody *patient* sits there, else
    it is a SystemExit: nothing is written then, and what was answered is kept for the next time.
    """
    written = write_correction(data, content, named, given, questions, ask, patient=patient)
    if written.left:
        return f"{written.words}\n还要把 {written.left}，再运行 make check。"
    return f"{written.words}\n接着运行 make changes 看一遍，再 make publish。"


def write_correction(
    data: Path,
    content: Path,
    named: str,
    given: Mapping[str, str | None],
    questions: Mapping[str, str],
    ask: Callable[[str], str | None] | None = None,
    *,
    patient: bool = False,
) -> WrittenCorrection:
    """The same, with what was written for whoever words it."""
    subject, history = _read_subject(data, content, named)
    disclosure = subject.disclosure
    kept = KeptAnswers.of(data, f"correct-{re.sub(r'[^A-Za-z0-9-]+', '-', named)}")
    asking = _EntryQuestions(questions, _defaults(history, subject), ask, kept, disclosure, history, patient=patient)
    answers = asking.answers(given)
    day = answers["on"]
    entry = _id(disclosure, subject.key.lower(), day)
    cells = {
        "id": entry,
        "corrected_on": day,
        "type": answers["type"],
        "location": subject.location,
        "old": answers["old"],
        "new": answers["new"],
        "reason": answers["reason"],
        subject.column: subject.key,
        "person": answers["person"],
        "register_corrected": answers["register"],
        "source": answers["source"],
    }
    doubt = corrections.open_doubt(disclosure, subject.column, subject.key) if answers["type"] in SETTLED else None
    if doubt:
        cells["follows"] = doubt
    path = data / disclosure.org / f"{corrections.KIND}.csv"
    write(data, {path: _with_entry(path, cells)}, f"更正：{answers['type']} {entry}")
    kept.done()
    new = answers["new"]
    as_said = new in subject.now or subject.now in new
    left = f"{subject.where}改成 {new}" if new and not as_said else ""
    return WrittenCorrection(shown_path(path), answers["type"], entry, doubt or "", left)


def _read_subject(data: Path, content: Path, named: str) -> tuple[_Subject, History]:
    """What *named* means in the data as it is, and what was published of it."""
    require_folders(data)
    report = Report()
    site = read_site(data, shown_path(data), report)
    promise_beside(site, read_texts(content, report) if content.is_dir() else (), content)
    return _subject(named, site.disclosures, site.history), site.history


class _Subject(Struct, frozen=True):
    """What a correction is about: a figure, or a record of another table."""

    disclosure: Disclosure
    column: str  # of the ledger: figure or record
    key: str
    location: str
    before: str  # as it was published, or as it is in the data where it never was
    now: str
    source: str
    where: str = ""


def _subject(named: str, disclosures: list[Disclosure], history: History) -> _Subject:
    org, _, key = named.partition("/")
    if key.count("/"):
        disclosure = next((candidate for candidate in disclosures if candidate.org == org), None)
        if disclosure is None:
            raise SystemExit(f"没有机构“{org}”{nearest(org, [candidate.org for candidate in disclosures])}。")
        return _record(disclosure, key, history)
    disclosure, figure, before = _figure(named, disclosures, history)
    if figure is None:  # it was withdrawn, and may have been wrong all the same
        assert before is not None  # noqa: S101  (a figure that nobody knows is refused)
        source = before.source if before.source in disclosure.sources else ""
        return _Subject(disclosure, "figure", before.id, before.name, before.wording, "", source)
    return _Subject(
        disclosure,
        "figure",
        figure.id,
        of_year(figure.year, f"{figure.subject}·{figure.measure}"),
        *(comparison.quotes(before, Published.of(figure)) if before else (figure.as_written, figure.as_written)),
        figure.source or "",
        f"{figure.where} 的“原文写法”和“数值”",
    )


def _record(disclosure: Disclosure, key: str, history: History) -> _Subject:
    """A record that is not as it was published, a whole table, or a record that did not change."""
    kind_id, _, name = key.partition("/")
    kind = kind_of(kind_id) or BESIDE.get(kind_id)
    label = kind.label if kind else kind_id  # a release of an older version may have had a table that there is no more
    for difference in comparison.unlike(disclosure, history):
        if difference.block.address == key and kind_id not in SINGLE:
            count = len(difference.changed) + len(difference.removed)
            part = "" if difference.block.part == WHOLE else f"{difference.block.part}的"
            return _Subject(disclosure, "record", key, f"{part}{label}", f"{count}行与上一次发布的不同", "", "")
        for change in (*difference.changed, *difference.removed):
            if change.address == key:
                old, new = comparison.quoted(disclosure, kind_id, change)
                source = _source_of(disclosure, kind_id, change.position)
                return _Subject(disclosure, "record", key, f"{label}“{change.name}”", old, new, source)
    if kind is None:
        raise SystemExit(f"没有“{kind_id}”这种表{nearest(kind_id, disclosure.datasets)}。请写成 机构/类别/编号。")
    dataset = disclosure.datasets.get(kind_id)
    key_column = kind.record.key()
    if dataset is None or key_column is None or not dataset.holding(key_column, {name}):
        raise SystemExit(f"{kind.label}里没有“{name}”，上一次发布的也没有改动或删去它。请照检查报告里的写法填。")
    return _Subject(disclosure, "record", key, f"{kind.label}“{name}”", "", "", "")


def _source_of(disclosure: Disclosure, kind_id: str, position: int | None) -> str:
    """The document that a row names; empty where it names none, or is gone."""
    kind, dataset = kind_of(kind_id), disclosure.datasets.get(kind_id)
    if kind is None or not issubclass(kind.record, Sourced) or dataset is None or position is None:
        return ""
    ((named,),) = dataset.at([position], [kind.record.source])
    return named if named in disclosure.sources else ""


def _figure(
    named: str, disclosures: list[Disclosure], history: History
) -> tuple[Disclosure, Figure | None, Published | None]:
    """A figure as it is now and as it was last published: one of them at least."""
    org, _, key = named.partition("/")
    known = {disclosure.org: disclosure for disclosure in disclosures}
    if org not in known or not key:
        wrong = f"；现在写的是“{named}”" if named else ""
        raise SystemExit(
            f"请写明要更正哪个数：FIGURE=机构/数字编号，例如 FIGURE={next(iter(known), 'gaoxin')}/G007{wrong}。"
        )
    figure = known[org].figures.get(key)
    _, before = history.figures(org).get(key, (0, None))
    if figure is None and before is None:
        raise SystemExit(
            f"{known[org].organisation.name}的数字台账里没有“{key}”{nearest(key, known[org].figures)}。编号看网页“数字台账”，或 figures 里的表。"
        )
    return known[org], figure, before


def _defaults(history: History, subject: _Subject) -> dict[str, str]:
    """Answers that need no question: what was published, what is in the data now, from which document, up to which day."""
    day = max(subject.disclosure.prepared_on, corrections.days_of_entries(history)[0])
    defaults = {"on": day, "old": subject.before, "source": subject.source}
    if subject.now and subject.before != subject.now:
        defaults["new"] = subject.now  # a mere doubt has no new wording: see `_answers`
    return defaults


class _EntryQuestions(Struct):
    """Asks what an entry must say, one thing after the other."""

    questions: Mapping[str, str]
    defaults: Mapping[str, str]
    ask: Callable[[str], str | None] | None
    kept: KeptAnswers
    disclosure: Disclosure
    history: History
    patient: bool

    def answers(self, given: Mapping[str, str | None]) -> dict[str, str]:
        """An answer to every question, all of them right; SystemExit where one is wrong and nobody mends it."""
        answers: dict[str, str] = {}
        if self.kept.given and self.patient:
            print(f"上次没有写完，接着写：答过的直接回车就行。要从头来，先删去 {shown_path(self.kept.path)}。")
        for name, question in self.questions.items():
            answers[name] = self._answer(name, question, given.get(name), answers)
        return answers

    def _answer(self, name: str, question: str, given: str | None, before: Mapping[str, str]) -> str:
        pending = before.get("type") == CorrectionType.PENDING
        default = "" if name == "new" and pending else self.defaults.get(name, "")
        if self.patient:
            default = self.kept.given.get(name, default)
        while True:
            asked = f"{question}{f'（直接回车就是 {default}）' if default else ''}："
            reply = given or (self.ask(asked) if self.ask else None)
            answer = " ".join((reply or default).split())
            fault = self._fault(name, question.partition("：")[0], answer, pending=pending)
            if not fault:
                if not given and answer:
                    self.kept.keep(name, answer)
                return answer
            if given or reply is None or not self.patient:
                where = f"答过的留在 {shown_path(self.kept.path)}。" if self.kept.path.is_file() else ""
                raise SystemExit(f"{fault}没有写任何文件。{where}")
            print(fault)

    def _no_source(self, answer: str) -> str:
        """What is said of a document that is not registered, or was not named."""
        known = self.disclosure.sources
        if answer:
            return f"没有编号为“{answer}”的来源文件{nearest(answer, known)}。"
        examples = f"，例如 {'、'.join(list(known)[-_SOURCES_TOLD:])}" if known else ""
        return f"没有写来源：请写来源文件的编号{examples}；写明为什么改的文件还没有登记的，先登进来源文件表。"

    def _fault(self, name: str, label: str, answer: str, *, pending: bool) -> str:
        """What is wrong with an answer, or nothing."""
        choices = _CHOICES.get(name, ())
        if choices and answer not in choices and (answer or name == "type"):
            got = f"“{answer}”不行" if answer else "没有填"
            return f"{label}：{got}，请写其中之一：{'、'.join(choices)}。"
        if name == "old" and not answer:
            return "没有写原来的写法。"
        if name in {"new", "reason"} and not answer and not pending:
            return "更正、修订和补充都要写明现在的写法和原因。"
        if name == "reason" and answer and not corrections.says_why(answer):
            return f"原因只写了“{answer}”，读者看不出为什么改。请用一句话写明。"
        if name == "source" and answer not in self.disclosure.sources:
            return self._no_source(answer)
        return self._day_fault(answer) if name == "on" else ""

    def _day_fault(self, day: str) -> str:
        if day_of(day) is None:
            return f"更正日期“{day}”不是日期，请写成 2026-11-22 这样。"
        earliest, latest = corrections.days_of_entries(self.history)
        if earliest <= day <= latest:
            return ""
        since = f"不早于上一次发布的 {earliest}，" if earliest else ""
        return f"更正日期 {day} 不对：{since}不晚于明天 {latest}。"


def _id(disclosure: Disclosure, key: str, day: str) -> str:
    """A free id whose digits are not those of a telephone or another number of a person, as in f1562731-2026."""
    known = corrections.entries(disclosure)
    wanted = (re.sub(r"[^a-z0-9]+", "-", f"{key}-{between}{day}").strip("-") for between in ("", "on-"))
    base = min(wanted, key=lambda name: any(numbers(name)))
    name, again = base, 1
    while name in known:
        again += 1
        name = f"{base}-{again}"
    return name


def _with_entry(path: Path, cells: Mapping[str, str]) -> bytes:
    """The ledger with one row more; columns that the file lacks are added at the end, and the rows before it stay as they are."""
    for other in (path.with_suffix(".xlsx"), path.with_suffix("")):
        if other.exists():
            listed = "，".join(f"{CorrectionRecord.column(name).label}：{cell}" for name, cell in cells.items() if cell)
            raise SystemExit(f"更正说明放在 {shown_path(other)}，请在那里加一行：{listed}。")
    labels = {column.name: column.label for column in CorrectionRecord.columns}
    rows: list[list[str]] = []
    if path.is_file():
        text = decode(path.read_bytes())
        if text is None:
            raise SystemExit(f"{shown_path(path)} 的文字编码认不出来，请用 Excel 或 WPS 另存为“CSV UTF-8”。")
        rows = [row for row in csv.reader(io.StringIO(text, newline="")) if row]
    header = [cell.strip() for cell in rows[0]] if rows else []
    places: dict[str, int] = {}
    for name in cells:
        position = next((place for place, cell in enumerate(header) if cell in (labels[name], name)), None)
        if position is None:
            position = len(header)
            header.append(labels[name])
        places[name] = position
    entry = [""] * len(header)
    for name, cell in cells.items():
        entry[places[name]] = cell
    body = [[*row, *[""] * (len(header) - len(row))] for row in rows[1:]]
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerows([header, *body, entry])
    return stream.getvalue().encode()
