"""The shield before the data: what leads to a person is told, in facts, cells, prose and names of files."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from html import unescape
from itertools import pairwise
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from ..expressions import expression
from ..identifiers import (
    HELPED,
    PREFILTER,
    Personal,
    children_over_lines,
    listed_children,
    named_beside,
    named_like_a_person,
    numbers,
    personal,
    reached,
    spelled,
    tells_of_one_child,
    unquoted,
)
from ..model import Dataset, judged_cells
from ..problems import Problem, Where, problem
from ..reading import (
    SPLIT,
    AnyColumn,
    BodyName,
    Code,
    Contact,
    OfficeAddress,
    Record,
    RichText,
    Slug,
    Text,
    Url,
)
from .markup import Content, called_by, content_of
from .refusals import Naming, Refusals, hidden_rows, named_in, parted_in


class Own(Struct, frozen=True, dict=True):
    """What an organisation publishes of itself: its telephone numbers (digits only), its letter boxes and the domains of its sites."""

    numbers: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    # its large sums and counts, as digits only: they are as long as telephone numbers
    amounts: frozenset[str] = frozenset()

    def __or__(self, other: Own) -> Own:
        return Own(self.numbers | other.numbers, self.domains | other.domains, self.amounts | other.amounts)

    @cached_property
    def allowed(self) -> frozenset[str]:
        """Every number of eleven digits or more that is no person's."""
        return self.numbers | self.amounts


def public_details(phones: Iterable[str | None], addresses: Iterable[str | None], amounts: Iterable[str] = ()) -> Own:
    """What is meant to be public; *addresses* are e-mail and web addresses.

    A letter box stands for itself and not for its domain: many an office has one at a provider where persons have theirs.
    """
    domains = set()
    for address in addresses:
        if address:
            domains.add(address.lower() if "@" in address else _host(address))
    given = (number for phone in phones if phone for number in (phone, *_SEVERAL.split(phone), *_MOBILE.findall(phone)))
    digits = (re.sub(r"[^0-9]", "", number) for number in given)
    return Own(
        frozenset(number for number in digits if 0 < len(number) <= _LONGEST_PHONE),
        frozenset(domains - {""}),
        frozenset(amounts),
    )


_LONGEST_PHONE = 13  # 86 before a mobile; what is longer is a paper of a person, or a card
_SEVERAL = expression(r"[^0-9 +-]+")  # what parts two numbers in one place: 0512-65221234、138…
_MOBILE = expression(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])")


def _host(address: str) -> str:
    """The host of a web address in one spelling; nothing where there is none."""
    try:
        return (urlsplit(address).hostname or "").lower().removeprefix("www.")
    except ValueError:
        return ""


# Columns that are meant to lead somewhere, and what may therefore stand in them.
_MEANT: dict[type[Text], str] = {OfficeAddress: "住址"}
# Columns that name givers, some of whom call themselves 学生王小华; whether they agreed is asked elsewhere.
_OF_GIVERS = frozenset({"donor", "shown_as", "giver"})
# A fact that is meant to name the account of the organisation, or its office.
_OWN_ACCOUNTS = {"wechat": "微信号", "address": "住址"}
_NUMBERED = frozenset({"手机号", "身份证号", "银行卡号"})
_A_DIGIT_RUN = r"[0-9\uff10-\uff19].*[0-9\uff10-\uff19]"


def _problem_of(finding: Personal, where: Where) -> Problem:
    code = "personal-number" if finding.what in _NUMBERED else "personal-words"
    return problem(code, where, what=finding.what, hint=f"（{finding.hint}）" if finding.hint else "")


def named(naming: Naming, where: Where) -> Problem:
    """The problem that somebody is named who may not be; the name itself stands in no report."""
    code = "name-refused" if naming.sure else "name-maybe-refused"
    return problem(code, where, what=naming.who, other=naming.where)


def texts_in(value: object) -> Iterator[str]:
    """Every text in a value of a YAML file."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.items():
            yield from texts_in(part)
    elif isinstance(value, Iterable):
        for part in value:
            yield from texts_in(part)


def values(
    record: type[Record],
    facts: Mapping[str, object],
    lines: Mapping[str, int],
    file: str,
    known: Own | None = None,
    refused: Refusals | None = None,
) -> Iterator[Problem]:
    """The facts of an organisation or of the site: what is meant to lead to it, and nothing else of a person.

    Who may not be named is not looked for where somebody is meant to be reached.
    """
    contacts = {column.name for column in record.columns if isinstance(column.type, Contact)}
    allowed, domains = (known.allowed, known.domains) if known else (frozenset[str](), frozenset[str]())
    for key, value in facts.items():
        where = Where(file, None, lines.get(key), key)
        for text in texts_in(value):
            its_own = public_details([text], []).numbers if key in contacts and key != "address" else frozenset()
            for finding in personal(text, allowed | its_own, domains):
                if _OWN_ACCOUNTS.get(key) != finding.what or "wxid_" in text:
                    yield _problem_of(finding, where)
            if refused and key != "legal_representative" and key not in contacts:
                yield from (named(naming, where) for naming in refused.met_in(text))


def names_in_facts(
    facts: Mapping[str, object], lines: Mapping[str, int], file: str, refused: Iterable[Refusals]
) -> Iterator[Problem]:
    """Names in the settings of the site that an organisation may not publish."""
    for names in refused:
        for key, value in facts.items():
            for text in texts_in(value):
                yield from (named(naming, Where(file, None, lines.get(key), key)) for naming in names.met_in(text))


# What most cells are like, to measure how long this machine takes for them.
_SENTENCE = (
    "2025年3月12日，本会在实验小学举行助学金发放仪式，向120名学生发放助学金36万元，人均3000元，志愿者介绍了项目的进展。"
)
_ORDINARY = _SENTENCE * 100
_PATIENCE, _AS_LONG = 2.0, 1.5
_TOO_COSTLY = "里面的数字和符号太多，查个人信息费时太久，查到这里停了"


@cache
def _made_ready() -> None:
    """Compile the expressions: on a slow machine that takes as long as many cells, whose fault it is not."""
    for _ in personal(_SENTENCE):
        pass


@cache
def _ordinary() -> float:
    """Seconds of processor time for a sign of ordinary words."""
    begun = time.process_time()
    for _ in personal(_ORDINARY):
        pass
    return (time.process_time() - begun) / len(_ORDINARY)


class _TooCostlyError(Exception):
    """Cells took far too long; the first that was not looked at."""

    def __init__(self, where: Where) -> None:
        super().__init__(str(where))
        self.where = where


def _numbers_in(text: str, _: Where, *, url: bool, known: Own) -> tuple[Personal, ...]:
    """Numbers of persons in an id, and what leads to a person in a web address."""
    return tuple(_led_to(text, known) if url else numbers(text, known.allowed))


def _led_to(address: str, known: Own) -> Iterator[Personal]:
    """What leads to a person in a web address, each once."""
    called = personal(called_by(address), known.allowed, known.domains)
    yield from dict.fromkeys((*called, *reached(address, known.allowed, known.domains)))


# Where something stands in a document, as tables of many rows say it of each row: 第12页第3行, 一、（二）第4项. It leads to nobody.
_COUNTED = r"[一二三四五六七八九十]{1,3}"
_ORDINAL = rf"第(?:[0-9]{{1,6}}[A-Za-z]?|{_COUNTED})[行页段点项条款列]"
_PLACE = expression(rf"(?:(?:{_ORDINAL}|{_COUNTED}、|（{_COUNTED}）)[；，、 ]?){{1,6}}")
_SHORT = 40  # signs; what is no longer can't take long


class _SaidOfText(Struct, frozen=True):
    """What was said of a text, whether it tells of a child who is named elsewhere, and the seconds that took."""

    findings: tuple[Personal, ...]
    of_child: bool
    seconds: float

    @classmethod
    def of(cls, text: str, known: Own) -> _SaidOfText:
        """Look at a text."""
        begun = time.process_time() if len(text) > _SHORT else 0.0
        findings = tuple(personal(text, known.allowed, known.domains))
        of_child = not findings and len(text) <= _SHORT and tells_of_one_child(spelled(text))
        return cls(findings, of_child, time.process_time() - begun if begun else 0.0)


class _Effort(Struct):
    """Processor time that the cells of a table took: far more than ordinary words of their length take is enough."""

    kept: dict[str, _SaidOfText]  # by text
    seconds: float = 0.0
    signs: int = 0

    @property
    def enough(self) -> bool:
        """Whether nothing more is to be spent."""
        return self.seconds > _PATIENCE and self.seconds > _PATIENCE + self.signs * _AS_LONG * _ordinary()

    def judged(self, text: str, where: Where, *, known: Own, meant: str, of_children: set[str]) -> tuple[Personal, ...]:
        """What leads to a person in a text, but for what is *meant* to stand there; _TooCostlyError where enough was spent.

        A text that tells of a child who is not named in it goes to *of_children*.
        """
        if _PLACE.fullmatch(text):
            return ()
        if self.enough:
            raise _TooCostlyError(where)
        if text not in self.kept:
            _made_ready()
            if len(self.kept) >= _MOST_KEPT:
                self.kept.clear()
            self.kept[text] = _SaidOfText.of(text, known)
        said = self.kept[text]
        if said.of_child:
            of_children.add(text)
        if len(text) > _SHORT:  # as much as when it was looked at: what was too costly is so again
            self.seconds += said.seconds
            self.signs += len(text)
        return tuple(finding for finding in said.findings if finding.what != meant)


_MOST_KEPT = 50_000  # texts of one organisation
_MOST_KNOWN = 8  # organisations
# Numbers and domains of an organisation → text → what was said of it, for when its table is read again because another cell
# was changed.
_SAID: dict[tuple[frozenset[str], frozenset[str]], dict[str, _SaidOfText]] = {}


def _said_of_texts(known: Own) -> dict[str, _SaidOfText]:
    key = known.allowed, known.domains
    if key not in _SAID and len(_SAID) >= _MOST_KNOWN:
        _SAID.clear()
    return _SAID.setdefault(key, {})


def _persons_name(text: str, where: Where) -> tuple[str, ...]:  # noqa: ARG001
    return (text,) if named_like_a_person(text) else ()


def cells(dataset: Dataset, known: Own) -> Iterator[Problem]:
    """Every cell of words of a kind, judged once however often it is repeated; call before names are masked.

    What is told hangs on nothing but the tables of the dataset and *known*.
    """
    effort = _Effort(_said_of_texts(known))
    of_children: dict[AnyColumn, set[str]] = {}
    for column in dataset.record.columns:
        if isinstance(column.type, BodyName):
            for where, name in judged_cells(dataset, column, r"\S", _persons_name):
                yield problem("body-like-person", where, cell=name)
        if _holds_words(column):
            of_type = next((what for type_, what in _MEANT.items() if isinstance(column.type, type_)), "")
            judge = partial(
                effort.judged,
                known=known,
                meant=HELPED.what if column.name in _OF_GIVERS else of_type,
                of_children=of_children.setdefault(column, set()),
            )
            hidden = hidden_rows(dataset, column.name)
            try:
                problems = [
                    _problem_of(finding, where)
                    for where, finding in judged_cells(dataset, column, PREFILTER, judge)
                    if finding != HELPED or not any(where.row in rows for file, rows in hidden if file == where.file)
                ]
            except _TooCostlyError as error:
                yield problem("table-too-large", error.where, reason=_TOO_COSTLY, mend=SPLIT)
                return
            yield from problems
        elif isinstance(column.type, Slug | Code | Url) and column.public and column.refers_to is None:
            url = isinstance(column.type, Url)
            judge_id = partial(_numbers_in, url=url, known=known)
            numbers = judged_cells(dataset, column, r"\S" if url else _A_DIGIT_RUN, judge_id)
            yield from (_problem_of(finding, where) for where, finding in numbers)
    yield from _over_cells(dataset, of_children)


def refused_names(dataset: Dataset, refused: Refusals) -> Iterator[Problem]:
    """The cells of a kind that name somebody who may not be named; call before names are masked."""
    for where, naming in (*named_in(dataset, refused), *parted_in(dataset, refused)):
        yield named(naming, where)


def _over_cells(dataset: Dataset, of_children: Mapping[AnyColumn, set[str]]) -> Iterator[Problem]:
    """Names of children in rows with a cell that tells of a child by itself: 王小华 in one column, 三年级2班 in another."""
    for column, texts in of_children.items():
        others = [other for other in of_children if other is not column and not other.many]
        for file, sheet, table in dataset.tables if texts and not column.many else ():
            cells = table.frame[column.name]
            telling = cells[cells.isin(texts)]
            for other in others if len(telling) else ():
                names = table.frame[other.name][telling.index]
                rows = zip(map(int, telling.index), names, telling, strict=True)
                yield from _named_beside(dataset, Where(file, sheet, None, other.label), other, rows)


def _named_beside(
    dataset: Dataset, where: Where, column: AnyColumn, rows: Iterable[tuple[int, object, object]]
) -> Iterator[Problem]:
    """Names in cells of *column* that pages show; *rows* are (row, cell, the cell beside it that tells of a child)."""
    hidden = hidden_rows(dataset, "shown_as" if column.name == "donor" else column.name)
    unseen = {row for file, listed in hidden if file == where.file for row in listed}
    for row, cell, words in rows:
        if not isinstance(cell, str) or row in unseen:
            continue
        finding = named_beside(spelled(cell), spelled(str(words)), of_persons=column.name in _OF_GIVERS)
        if finding:
            yield _problem_of(finding, replace(where, row=row))


def _holds_words(column: AnyColumn) -> bool:
    """Whether a column holds words that are published: numbers have no room for secrets, and contacts are meant to be read."""
    words = isinstance(column.type, Text | RichText)
    return words and column.public and not column.choices and column.refers_to is None


_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}$")


def path(place: PurePosixPath, where: Where, known: Own, refused: Refusals) -> Iterator[Problem]:
    """The names of a file and of the folders that it lies in, as far as *place* tells them."""
    known_findings: set[str] = set()
    for part in place.parts:
        words = _SUFFIX.sub("", part) if part is place.parts[-1] else part
        for finding in personal(words, known.allowed, known.domains):
            if finding.what not in known_findings:
                known_findings.add(finding.what)
                yield problem("personal-name", where, what=finding.what)
        yield from (named(naming, where) for naming in refused.met_in(part))


def prose(
    file: str, texts: Iterable[str], html: str, known: Own, refused: Refusals, source: str = ""
) -> Iterator[Problem]:
    """An article or page: its *texts* (title, summary, address) and all that its body says, shows and leads to; each finding once.

    A finding that stands whole on a line of the *source* is told with that line.
    """
    where = Where(file)
    content = content_of(html)
    lines = (*texts, *content.lines)
    tables = [[[spelled(cell) for cell in row] for row in table] for table in content.tables]
    findings = dict.fromkeys(_told_by(lines, content, tables, known))
    rows = _rows_of(source, known) if findings else {}
    yield from (_problem_of(finding, replace(where, row=rows.get(finding))) for finding in findings)
    for words in (*lines, *content.links, *content.files, *map(unquoted, content.marks)):
        yield from (named(naming, where) for naming in refused.met_in(words))
    for first, second in (
        pair for table in tables for row in table for pair in pairwise(row)
    ):  # surname and given name
        yield from (named(naming, where) for naming in refused.met_as(f"{first}{second}"))


def _rows_of(source: str, known: Own) -> dict[Personal, int]:
    """The first line of a Markdown file on which each finding stands."""
    rows: dict[Personal, int] = {}
    for row, line in enumerate(source.split("\n"), 1):
        for finding in personal(unescape(line), known.allowed, known.domains):
            rows.setdefault(finding, row)
    return rows


def _told_by(
    lines: Iterable[str], content: Content, tables: Iterable[Sequence[Sequence[str]]], known: Own
) -> Iterator[Personal]:
    """What leads to a person in the lines of an article, in what stands behind them, and in its *tables* of one spelling."""
    for line in lines:
        yield from personal(line, known.allowed, known.domains)
    yield from children_over_lines([spelled(line) for line in content.lines])
    for name in (*content.marks, *content.files):
        yield from personal(unquoted(name), known.allowed, known.domains)
    for address in content.links:
        yield from _led_to(address, known)
    for table in tables:
        yield from listed_children(table)
