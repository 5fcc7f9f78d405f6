"""`make new`: ask for what a new record must have, check each answer by its column, and write a row that holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from ..accounts import RESERVED_ORGANISATIONS, START, mark_of
from ..filing import caused_problems
from ..importing import proposed_id, slug_of
from ..kinds import all_kinds, kind_of
from ..model import Kind
from ..problems import Problem, Severity, Where, id_named, nearest, problem, shown_word
from ..reading import (
    AnyColumn,
    AppendingError,
    Column,
    Date,
    Flag,
    Slug,
    Text,
    YesNo,
    appended,
    decode,
    delimited_line,
    read_cell,
    split_many,
)
from ..storage import KeptAnswers
from .documentation import said_of
from .yaml_facts import scalar

ORGANISATION, NEWS = "organisation", "news"


class UnansweredError(Exception):
    """No answer is to be had, or one that was given beforehand does not hold; the message says which and why."""


class Desk(Struct):
    """Who answers: answers given beforehand by name, then whoever sits at the terminal."""

    answers: dict[str, str]
    ask: Callable[[str], str | None]  # None: nobody answers any more
    tell: Callable[[str], None]
    patient: bool = True  # ask again after a wrong answer
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # of records: kind → id → name
    beside: Mapping[Path, bytes] = field(default_factory=dict)  # files that are written with the record
    kept: KeptAnswers | None = None  # what was answered in an earlier run, and is noted now

    def answer(self, column: AnyColumn, check: Callable[[str], str | None], default: str = "") -> str:
        """The answer to one column, checked; a wrong one is told and asked for again."""
        given = self.answers.pop(column.label, self.answers.pop(column.name, None))
        if given is not None:
            wrong = check(given)
            if wrong:
                raise UnansweredError(f"“{column.label}”：{wrong}")
            return given.strip()
        if self.kept and self.patient:
            default = self.kept.given.get(column.label, default)
        hint = f"（{column.description}）" if column.description else ""
        preset = f"，直接回车就是 {default}" if default else ""
        while True:
            wanted = said_of(column)
            reply = self.ask(f"{column.label}{hint}：{wanted}{preset}\n> ")
            if reply is None and not default:
                asked = f"：请填{column.description}" if column.description else f"（{wanted}）"
                raise UnansweredError(f"没有填“{column.label}”{asked}。")
            reply = (reply or "").strip() or default
            fault = check(reply)
            if not fault:
                if self.kept and (reply or column.label in self.kept.given):
                    self.kept.keep(column.label, reply)
                return reply
            if not self.patient:
                raise UnansweredError(f"“{column.label}”：{fault}")
            self.tell(fault)


class Draft(Struct):
    """What would be written, and what is wrong with it."""

    files: dict[Path, bytes] = field(default_factory=dict)
    outcome: str = ""
    then: str = ""  # what to do next
    problems: list[Problem] = field(default_factory=list)


def kind_named(word: str) -> Kind | None:
    """A kind by its id in singular or plural, or by its Chinese name."""
    plain = word.strip().lower().replace("-", "_")
    for kind in all_kinds():
        singular = kind.id.removesuffix("ies") + "y" if kind.id.endswith("ies") else kind.id.removesuffix("s")
        if plain in {kind.id, singular} or word.strip() in {kind.label, kind.label.removeprefix("慈善")}:
            return kind
    return None


def kinds_hint(word: str) -> str:
    """The kind that was probably meant."""
    return nearest(word, [name for kind in all_kinds() for name in (kind.id, kind.label)])


# --- a row of a table ----------------------------------------------------------------------------


def row(
    kind: Kind,
    data: Path,
    shown: str,
    org: str,
    known: Mapping[str, set[str]],
    desk: Desk,
    year: int | None,
) -> Draft:
    """Ask for the columns that a record must have; others are taken where they were given beforehand.

    *known* are the ids that columns may refer to; a record may also be called by its name (`Desk.names`).
    """
    path = _file(kind, data / org, year)
    name = f"{shown}/{path.relative_to(data).as_posix()}"
    given = {word.strip() for word in desk.answers}
    if not kind.record.columns:
        raise UnansweredError("这种表没有要填的列。")
    unknown = given - {word for column in kind.record.columns for word in (column.label, column.name)}
    if unknown:
        labels = [column.label for column in kind.record.columns]
        unknown_words = "；".join(f"没有“{word}”这一列{nearest(word, labels)}" for word in sorted(unknown))
        raise UnansweredError(f"{unknown_words}。{kind.label}的列有：{'、'.join(labels)}。")
    cells: dict[str, str] = {}
    for column in _in_order(kind, given):
        proposal = proposed_id(kind, column, cells, known.get(kind.id, ())) if column.key else ""

        def fault(cell: str, asked: AnyColumn = column) -> str | None:
            return _fault(kind, asked, _as_ids(asked, cell, desk.names), known)

        cells[column.name] = _as_ids(column, desk.answer(column, fault, proposal), desk.names)
    files = {path: with_row(path, kind, cells), **desk.beside}
    draft = Draft(files, f"{name} 加一行", "别的列在表里填；填好运行 make check。")
    draft.problems = caused_problems(data, shown, draft.files)
    return draft


def _in_order(kind: Kind, given: set[str]) -> list[AnyColumn]:
    """The columns that are asked: the id last, because it is proposed from the others."""
    asked = [column for column in kind.record.columns if column.required or {column.label, column.name} & given]
    return sorted(asked, key=lambda column: column.key)


def _as_ids(column: AnyColumn, cell: str, names: Mapping[str, Mapping[str, str]]) -> str:
    """The ids of the records that a cell calls by their names; what it calls otherwise stays."""
    known = names.get(column.refers_to or "", {})
    if not known:
        return cell
    parts = split_many(cell) if column.many else (cell,)
    return "；".join(part if part.strip() in known else id_named(part, known) or part for part in parts)


def faults(
    kind: Kind, cells: Mapping[str, str], known: Mapping[str, set[str]], names: Mapping[str, Mapping[str, str]]
) -> dict[str, str]:
    """What is wrong with the cells of a new record, by the name of their columns; required ones that are empty included.

    *names* are what records are called: a column that refers to them may have their name instead of their id.
    """
    wrong: dict[str, str] = {}
    for column in kind.record.columns:
        cell = _as_ids(column, cells.get(column.name, "").strip(), names)
        if column.required or cell:
            fault = _fault(kind, column, cell, known)
            if fault:
                wrong[column.name] = fault
    return wrong


def _fault(kind: Kind, column: AnyColumn, cell: str, known: Mapping[str, set[str]]) -> str | None:
    where = Where("", None, None, column.label)
    _, problems = read_cell(column, cell, where)
    if problems is None and column.key and cell.strip() in known.get(kind.id, set()):
        problems = problem("duplicate-id", where, cell=cell.strip(), other="这张表里")
    if problems is None and column.refers_to and column.refers_to in known:
        for part in split_many(cell) if column.many else (cell.strip(),):
            if part and part not in known[column.refers_to]:
                target = kind_of(column.refers_to)
                label = target.label if target else "记录"
                hint = nearest(part, known[column.refers_to])
                problems = problem("unknown-reference", where, cell=part, target=label, hint=hint)
    return f"{problems.message}{problems.fix}" if problems else None


def _file(kind: Kind, folder: Path, year: int | None) -> Path:
    """The file that takes the new row."""
    if kind.form:
        raise UnansweredError(f"{kind.label}要整张填：请用 make template KIND={kind.id} YEAR=年份。")
    periodic = kind.yearly or (kind.divided and (folder / kind.id).is_dir())
    if periodic and year is None:
        raise UnansweredError(f"{kind.label}按年度放在 {kind.id}/ 里，请写明 YEAR=，例如 YEAR=2024。")
    return folder / kind.id / f"{year}.csv" if periodic else folder / f"{kind.id}.csv"


def with_row(path: Path, kind: Kind, cells: Mapping[str, str], *, widen: bool = False) -> bytes:
    """The file with one row more; encoding, delimiter, line ends and the order of the columns stay as they are.

    With *widen*, a column that it lacks comes behind the others.
    """
    try:
        return appended(path, kind.record, [cells], widen=widen)
    except AppendingError as error:
        raise UnansweredError(str(error)) from None


# --- an article ----------------------------------------------------------------------------------


def _question(label: str, type_: object, name: str, description: str = "", *, required: bool = True) -> AnyColumn:
    return Column(label, type_, name=name, required=required, description=description)  # type: ignore[arg-type]


def _plainly(column: AnyColumn) -> Callable[[str], str | None]:
    def check(cell: str) -> str | None:
        _, problems = read_cell(column, cell, Where("", None, None, column.label))
        return f"{problems.message}{problems.fix}" if problems else None

    return check


def article(content: Path, org: str, desk: Desk, today: str) -> Draft:
    """A Markdown file for news, with its head filled in."""
    _only(desk, ("标题", "title", "网址名", "slug", "日期", "date", "摘要", "summary"))
    title = _question("标题", Text(), "title")
    slug = _question("网址名", Slug(), "slug", "文章网址的最后一段")
    day = _question("日期", Date(), "date", "公布的日子")
    summary = _question("摘要", Text(), "summary", "一句话", required=False)
    named = {column.name: desk.answer(column, _single_line(column)) for column in (title, slug)}
    named["date"] = desk.answer(day, _whole_day(day), today)
    if {"摘要", "summary"} & desk.answers.keys():
        named["summary"] = desk.answer(summary, _single_line(summary))
    path = content / "news" / org / f"{named['slug']}.md"
    if path.exists():
        raise UnansweredError(f"{path.name} 已经有了，请换一个网址名。")
    written, _ = read_cell(day, named["date"], Where(""))
    head = [("Title", named["title"]), ("Date", str(written)), ("Slug", named["slug"])]
    if named.get("summary"):
        head.append(("Summary", named["summary"]))
    text = "".join(f"{key}: {value}\n" for key, value in head) + "\n在这里写正文。\n"
    return Draft(
        {path: text.encode()}, f"新文章 news/{org}/{path.name}", "用记事本打开它写正文，再运行 make serve 看网页。"
    )


def _only(desk: Desk, names: Sequence[str]) -> None:
    """Refuse answers to what is not asked: one that is misspelt would be lost without a word."""
    unknown = sorted(set(desk.answers) - set(names))
    if unknown:
        unknown_words = "；".join(f"没有“{name}”这一项{nearest(name, names)}" for name in unknown)
        raise UnansweredError(f"{unknown_words}。可以写明的有：{'、'.join(names[::2])}。")


def _single_line(column: AnyColumn) -> Callable[[str], str | None]:
    plain = _plainly(column)
    return lambda cell: "请写在一行里。" if "\n" in cell else plain(cell)


def _whole_day(column: AnyColumn) -> Callable[[str], str | None]:
    def check(cell: str) -> str | None:
        value, problems = read_cell(column, cell, Where("", None, None, column.label))
        if problems:
            return f"{problems.message}{problems.fix}"
        return None if value and len(str(value)) == len("2024-03-12") else "请写到日，例如 2024-03-12。"

    return check


# --- an organisation -----------------------------------------------------------------------------


def organisation(data: Path, shown: str, desk: Desk, today: str, workbook: Callable[[str, str, str], bytes]) -> Draft:
    """A folder for a new organisation, listed in site.yaml, that checks without a fault.

    *workbook* makes the workbook to begin with for a name, an id and the place where it will stand.
    """
    if "编号" in desk.answers:  # what every other table calls it
        desk.answers.setdefault("机构编号", desk.answers.pop("编号"))
    _only(desk, ("机构编号", "id", "名称", "name", "样例", "sample"))
    identity = _question("机构编号", Slug(), "id", "文件夹名，也是网址的一段，定了就不要改")
    name = _question("名称", Text(), "name", "登记证书上的全称")
    sample = _question("样例", Flag(), "sample", "虚构的机构填“是”，真实的填“否”")

    def unused(cell: str) -> str | None:
        fault = _plainly(identity)(cell)
        if fault is None and cell.strip() in RESERVED_ORGANISATIONS:
            fault = "这是网站自己要用的地址，请换一个。"
        if fault is None and (data / cell.strip()).exists():
            fault = f"{shown}/{cell.strip()} 已经有了，请换一个。"
        return fault

    title = desk.answer(name, _single_line(name))
    taken = {path.name for path in data.iterdir()} if data.is_dir() else set()
    org = desk.answer(identity, unused, slug_of(title, taken | RESERVED_ORGANISATIONS))
    flag = desk.answer(sample, _plainly(sample), YesNo.NO)
    facts = [("id", org), ("name", scalar(title)), *((("sample", flag),) if flag == YesNo.YES else ())]
    blank = ("short_name", "region", "uscc", "registry", "founded_on", "org_form", "address", "phone", "email")
    text = "".join(f"{key}: {value}\n" for key, value in facts) + "".join(f"{key}:\n" for key in blank)
    place = f"{shown}/{org}/{START}"
    sources = kind_of("sources")
    header = [column.label for column in sources.record.columns] if sources else []
    draft = Draft(
        {
            data / org / "organisation.yaml": text.encode(),
            data / org / "sources.csv": delimited_line(header, ",", "\n").encode(),
            data / "site.yaml": _listed(data / "site.yaml", org, title, today).encode(),
        },
        f"新机构 {shown}/{org}",
        f"\n接着：1. 用 Excel 或 WPS 打开 {place}，照里面的“说明”填，存盘；"
        f"\n      2. 运行 make import FILE={shown_word(place)} ORG={org}；"
        "\n      3. 运行 make check，没有必须改的就运行 make serve 看网页。"
        f"\n别的表要用时再要，说一声想登什么就行，例如 make template FOR=捐赠明细 ORG={org}。"
        f"\n信用代码、地址、电话填在 {shown}/{org}/organisation.yaml（用记事本打开）。",
    )
    book = workbook(title, org, place)
    mark, noted = mark_of(data / org / START, book)
    draft.files |= {data / org / START: book, mark: noted}
    draft.problems = caused_problems(data, shown, draft.files)
    return draft


_LIST = re.compile(r"^organisations:[ \t]*(?:#.*)?\n((?:[ \t]*(?:-[^\n]*|#[^\n]*)?\n)*)", re.MULTILINE)
_INLINE = re.compile(r"^organisations:[ \t]*\[([^\]\n]*)\][ \t]*(?:#.*)?$", re.MULTILINE)


def _listed(path: Path, org: str, title: str, today: str) -> str:
    """site.yaml with the organisation at the end of its list; everything else as it was."""
    if not path.exists():
        return f"name: {scalar(title)}\norganisations:\n  - {org}\nprepared_on: {today}\n"
    text = decode(path.read_bytes()) or ""
    text = text.replace("\r\n", "\n")
    if not text.endswith("\n"):
        text += "\n"
    inline = _INLINE.search(text)
    if inline:
        items = [item.strip() for item in inline[1].split(",") if item.strip()]
        return text[: inline.start()] + f"organisations: [{', '.join([*items, org])}]" + text[inline.end() :]
    block = _LIST.search(text)
    if block is None:
        return f"{text}organisations:\n  - {org}\n"
    bullets = list(re.finditer(r"^([ \t]*)-[^\n]*\n", block[1], re.MULTILINE))
    at = block.start(1) + (bullets[-1].end() if bullets else 0)
    indent = bullets[-1][1] if bullets else "  "
    return f"{text[:at]}{indent}- {org}\n{text[at:]}"


def errors(draft: Draft) -> Iterator[Problem]:
    """What forbids writing a draft."""
    yield from (problem for problem in draft.problems if problem.severity is Severity.ERROR)
