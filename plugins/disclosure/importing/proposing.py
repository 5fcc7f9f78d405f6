"""A file, the data and the answers → a `Proposal`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from ..accounts import START
from ..filing import check_with, new_problems
from ..kinds import all_kinds, kind_of
from ..kinds.disbursements import KIND as DISBURSEMENTS
from ..kinds.donations import KIND as DONATIONS
from ..kinds.gift_refunds import KIND as GIFT_REFUNDS
from ..kinds.headlines import HeadlineRecord
from ..kinds.sources import KIND as SOURCES
from ..kinds.sources import SourceRecord
from ..model import Kind
from ..problems import Problem, Severity, Where, nearest, problem
from ..reading import (
    MOST_BULK_ROWS,
    MOST_ROWS,
    SUFFIXES,
    RawTable,
    check_totals,
    form_as_csv,
    kind_sheets,
    read_columns,
    read_form,
    read_yaml,
)
from ..storage import by_parts
from .asking import SheetQuestions
from .columns import shows_both_ways
from .completing import complete
from .existing import (
    ExistingTable,
    TextRows,
    as_table,
    orders_path,
    read_existing,
    read_orders,
    records_in,
    text_rows,
    with_orders,
    with_rows,
)
from .layouts import Layout, is_called, layout_at
from .naming import NameTable
from .places import RowPlaces
from .proposal import FileChange, MoneySum, Proposal, Question, SheetProposal
from .readings import OrganisationTables, SheetReading
from .recipes import Recipe, kept_recipes, recipe_file, shipped_recipes
from .recognising import misshapen, names_of, no_header, recognise
from .sheets import read_ours, read_theirs
from .sources import SourceSheet, open_source, pictures_only
from .vocabulary import kinds_with_words

_FIRST = 5  # rows that are shown
_SKIP, _APPEND, _REPLACE = "skip", "append", "replace"


def propose(  # noqa: PLR0913  (the file, the place, and what somebody said)
    source: Path,
    shown: str,
    data: Path,
    shown_data: str,
    org: str,
    *,
    kind: Kind | None = None,
    year: int | None = None,
    answers: Mapping[str, str] | None = None,
) -> Proposal:
    """What an import of *source* (named *shown* in messages) into the organisation *org* would do; nothing is written.

    *kind* says what every sheet is; else it is found. *answers* are by id of a question, `mode` (append or replace) holds for
    every table; what answers nothing is listed in `unknown_answers`.
    """
    session = _Session(source, shown, data, shown_data, org, kind, year, dict(answers or {}))
    session.read()
    session.lay_out()
    return session.proposal()


def table_kinds() -> list[Kind]:
    """What a sheet of rows can be, first the kinds whose columns are known by other words than ours."""
    likely = kinds_with_words()
    kinds = (kind for kind in all_kinds() if not kind.form and kind.record.columns)
    return sorted(kinds, key=lambda kind: (kind.id not in likely, kind.order))


@dataclass(slots=True)
class _Target:
    """One file that would be written: its content, and where each of its new rows comes from."""

    path: Path
    content: bytes
    kind: Kind | None = None
    rows: int = 0
    replaces: bool = False  # whether it stands in the place of what was there
    first: int = 0  # the row of the file in which the first new record stands
    places: RowPlaces = field(default_factory=RowPlaces)  # of every new record


@dataclass(slots=True)
class _Session:
    """One run of `propose`."""

    source: Path
    shown: str
    data: Path
    shown_data: str
    org: str
    kind: Kind | None
    year: int | None
    answers: dict[str, str]
    readings: list[SheetReading] = field(default_factory=list)
    askings: list[SheetQuestions] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    targets: list[_Target] = field(default_factory=list)
    in_the_way: list[Path] = field(default_factory=list)
    summaries: dict[int, SheetProposal] = field(default_factory=dict)
    tables: OrganisationTables | None = None
    recipes: list[Recipe] | None = None
    several: bool = False  # whether the file has more than one sheet to read

    @property
    def folder(self) -> Path:
        """The folder of the organisation."""
        return self.data / self.org

    # --- reading -----------------------------------------------------------------------------------

    def read(self) -> None:
        """Open the file and read each of its sheets."""
        if self.kind and self.kind.form and self.source.suffix.lower() not in SUFFIXES:
            sheet = SourceSheet(1, None, [])
            reading = SheetReading(sheet, self.kind, "您写明了种类")
            reading.raws = read_form(self.source, self.shown, self.kind.form)
            self.readings.append(reading)
            return
        most = MOST_BULK_ROWS if self.kind is None or self.kind.bulk else MOST_ROWS
        kinds = [self.kind] if self.kind else [kind for kind in all_kinds() if not kind.form and kind.record.columns]
        sheets, faults = open_source(self.source, self.shown, kinds, most)
        self.problems += faults
        if not sheets and not faults and pictures_only(self.source):
            what, mend = (
                "只有图片、没有文字的工作簿",
                "图片里的表读不出来：请照图片把内容填进表格，或向对方要原来的电子表。",
            )
            self.problems.append(problem("wrong-file-type", Where(self.shown), what=what, mend=mend))
        wanted = self._wanted(sheets)
        self.several = len(wanted) > 1
        for sheet in wanted:
            self._read_sheet(sheet)

    def _wanted(self, sheets: list[SourceSheet]) -> list[SourceSheet]:
        """The sheets to read; with a kind those that are named after it or after months, others are told."""
        if self.kind is None or not sheets or sheets[0].book is None:
            return sheets
        names = names_of(self.kind)
        wanted, others = kind_sheets(sheets[0].book, names)
        known = f"“{names[1]}”，或“1月”“2024年”这样的时间"
        self.problems += [problem("extra-sheet", Where(self.shown, name), cell=name, expected=known) for name in others]
        return [sheet for sheet in sheets if sheet.name in wanted]

    def _read_sheet(self, sheet: SourceSheet) -> None:
        if sheet.problems:
            self.readings.append(SheetReading(sheet, self.kind, problems=sheet.problems))
            return
        asking = SheetQuestions(sheet.number, self.answers)
        self.askings.append(asking)
        kind = self.kind or self._answered_kind(asking)
        if asking.given.get(asking.identity("kind")) == _SKIP:
            self.readings.append(SheetReading(sheet, None, "您说不读这一张"))
            return
        if not (kind and kind.form):
            sheet.join_days()
        known, layout, why = recognise(sheet, self.shown, kind, self._known_recipes())
        if kind is None and layout is not None:
            layout = self._direction(sheet, layout, asking)
            known = layout.kind
        before = self.readings[-1].sheet if self.readings else None
        if known is None and (faults := misshapen(sheet, self.shown, before)):
            self._tell_misshapen(sheet, faults, asking)
        elif known is None:
            self._ask_kind(sheet, asking)
        elif known.form and sheet.book is None:
            mend = f"请写明 KIND={known.id}。"
            self.problems.append(problem("unreadable-file", Where(self.shown), reason="这是一张报表", mend=mend))
        elif layout is None:
            self._read_ours(sheet, known, why)
        else:
            self._read_theirs(sheet, layout, why)

    def _tell_misshapen(self, sheet: SourceSheet, faults: list[Problem], asking: SheetQuestions) -> None:
        """A sheet of which no row is a record stops the import, or is passed over where somebody says so and others stand beside it."""
        if not self.several:
            self.readings.append(SheetReading(sheet, None, problems=faults))
            return
        self.readings.append(SheetReading(sheet, None, "读不了"))
        details = faults[0].details
        text = f"工作表“{sheet.name}”：{details['reason']}。要读的，{details['mend']}不读它吗？"
        asking.ask("kind", text, ((_SKIP, "不读这一张"),), kept=False)

    def _read_ours(self, sheet: SourceSheet, kind: Kind, why: str) -> None:
        reading = read_ours(sheet, self.shown, kind, why)
        raw = reading.raws[0]
        header_lost = not kind.form and any(fault.code == "wrong-header" for fault in raw.problems)
        if header_lost and not _headed(sheet, kind):
            raw.problems = [fault for fault in raw.problems if fault.code != "wrong-header"]
            raw.problems.append(no_header(sheet, self.shown, kind))
        self.readings.append(reading)

    def _read_theirs(self, sheet: SourceSheet, layout: Layout, why: str) -> None:
        kind = layout.kind
        if self.tables is None:
            self.tables = self._organisation()
        if kind.id not in self.tables.existing:
            self.tables.existing[kind.id] = read_existing(kind, self.folder)
        if kind is DONATIONS and GIFT_REFUNDS.id not in self.tables.existing:
            self.tables.existing[GIFT_REFUNDS.id] = read_existing(GIFT_REFUNDS, self.folder)
        self.tables.orders |= read_orders(kind, self.folder)
        reading, asked = read_theirs(sheet, self.shown, layout, why, self.answers, self.tables)
        names = [column.name for column in kind.record.columns if column.required]
        asked_for = {asked.identity(topic) for name in names for topic in (name, f"missing.{name}")}
        if any(question.id in asked_for for question in asked.questions):
            for raw in reading.raws:  # what is missing is asked, and no fault of the sheet
                raw.problems = [fault for fault in raw.problems if fault.code != "wrong-header"]
        self.askings.append(asked)
        self.readings.append(reading)

    def _direction(self, sheet: SourceSheet, layout: Layout, asking: SheetQuestions) -> Layout:
        """Of a list of what came in and what went out only one side is read: told, and what came in where nothing says otherwise."""
        gifts = layout_at(sheet.lines, layout.below - len(layout.rows), layout.rows, layout.heads, DONATIONS)
        ours = layout.kind is DONATIONS or layout.kind is DISBURSEMENTS
        if not ours or not shows_both_ways(gifts, sheet.lines[layout.below :]):
            return layout
        if any(recipe.fits(layout.heads, "") and not recipe.shipped for recipe in self._known_recipes()):
            return layout  # somebody said it before
        titles = (sheet.name or "", Path(self.shown).stem, *(cell for _, cells in layout.above for cell in cells))
        proposed = DISBURSEMENTS if layout.kind is DISBURSEMENTS and is_called(DISBURSEMENTS, titles) else DONATIONS
        text = "这张表里有进来的钱，也有付出去的钱，一次只读一边。读哪一边？"
        choices = ((DONATIONS.id, "进来的钱，当捐赠读"), (DISBURSEMENTS.id, "付出去的钱，当拨付读"))
        asking.ask("kind", text, choices, proposed.id, required=False, kept=False)
        return gifts if proposed is DONATIONS else layout

    def _answered_kind(self, asking: SheetQuestions) -> Kind | None:
        answer = asking.override("kind")
        known = kind_of(answer) if answer else None
        if answer and known is None and answer != _SKIP:
            asking.wrong.append(asking.identity("kind"))
        return known

    def _ask_kind(self, sheet: SourceSheet, asking: SheetQuestions) -> None:
        """Nobody can tell what a sheet is: it is asked, and never passed over in silence."""
        reading = SheetReading(sheet, None, "看不出是哪一种表")
        self.readings.append(reading)
        kinds = table_kinds()
        choices = [(kind.id, kind.label) for kind in kinds]
        hint = nearest(sheet.name or "", [name for kind in kinds for name in names_of(kind)])
        where = f"工作表“{sheet.name}”" if sheet.name else "这个文件"
        text = f"{where}看不出是哪一种表{hint}。是哪一种？"
        asking.ask("kind", text, [*choices, (_SKIP, "不读这一张")], kept=False)

    def _organisation(self) -> OrganisationTables:
        values, _, _ = read_yaml(self.folder / "organisation.yaml", self.org)
        names = {}
        existing: dict[str, ExistingTable] = {}
        kinds = [kind for word in kinds_with_words() if (kind := kind_of(word))]
        for word in dict.fromkeys(column.refers_to for kind in kinds for column in kind.record.columns):
            referred = kind_of(word) if word else None
            if referred:
                known = existing[referred.id] = read_existing(referred, self.folder)
                named = zip(known.column("id"), known.column("name"), known.column("title"), strict=True)
                titles = {key: name or title or key for key, name, title in named if key}
                names[referred.id] = NameTable(referred, titles)
        title = str(values.get("name") or self.org)
        return OrganisationTables(self.org, title, names, existing, {}, self._known_recipes(), self._others())

    def _others(self) -> list[str]:
        """The names of the other organisations of the site."""
        files = sorted(self.data.glob("*/organisation.yaml"), key=by_parts)
        settings = (path for path in files if path.parent != self.folder)
        names = (read_yaml(path, path.parent.name)[0].get("name") for path in settings)
        return [name for name in names if isinstance(name, str) and name]

    def _known_recipes(self) -> list[Recipe]:
        """The recipes of the organisation, and those that are shipped."""
        if self.recipes is None:
            kept, faults = kept_recipes(self.folder, f"{self.shown_data}/{self.org}")
            self.problems += faults
            self.recipes = [*kept, *shipped_recipes()]
        return self.recipes

    # --- what would be written -------------------------------------------------------------------

    def lay_out(self) -> None:
        """Put the rows of all sheets into the files that would hold them, and check these inside the data."""
        complete(self.readings, self.folder, self.source.name)
        by_kind: dict[tuple[str, str], list[SheetReading]] = {}
        for reading in self.readings:
            if reading.kind is None or not reading.raws:
                self.problems += reading.problems
                continue
            if self._unfilled(reading):
                continue
            self.problems += [*reading.problems, *(fault for raw in reading.raws for fault in raw.problems)]
            if any(len(raw.cells.columns) for raw in reading.raws):
                by_kind.setdefault((reading.kind.id, self._period(reading)), []).append(reading)
        for (word, period), readings in by_kind.items():
            kind = kind_of(word)
            if kind and kind.form:
                self._form(kind, period, readings[0])
            elif kind:
                self._table(kind, period, readings)
        self._refunds()
        self._new_records()
        self.tables = None  # what takes much room and is not needed for the check
        for reading in self.readings:
            reading.forget()
        self._check()

    def _unfilled(self, reading: SheetReading) -> bool:
        """Whether a sheet of the template was not filled in; such sheets are passed over where the file has several kinds."""
        if self.kind or reading.foreign or reading.kind is None:
            return False
        form = reading.kind.form
        if form:
            return not any(
                cell for raw in reading.raws for name in form.amounts if name in raw.cells for cell in raw.cells[name]
            )
        return not any(len(raw.cells) or raw.problems for raw in reading.raws)

    def _period(self, reading: SheetReading) -> str:
        """The year of a file that is kept by years, empty for others."""
        kind = reading.kind
        if kind is None:
            return ""
        year_on_form = next((raw.preamble["year"] for raw in reading.raws if "year" in raw.preamble), "")
        period = str(self.year or (year_on_form if kind.form else ""))
        if kind.yearly and not period and self.source.name == START:
            period = self._only_year()
        divided = kind.yearly or (self.folder / kind.id).is_dir()
        return period if divided else ""

    def _only_year(self) -> str:
        """The year of the first workbook: the only one that its 年度要目 names."""
        cells = (
            raw.cells["year"]
            for reading in self.readings
            if reading.kind and reading.kind.record is HeadlineRecord
            for raw in reading.raws
            if "year" in raw.cells
        )
        years = {str(cell).strip().removesuffix("年") for column in cells for cell in column} - {""}
        return next(iter(years)) if len(years) == 1 else ""

    def _path(self, kind: Kind, period: str) -> Path:
        return self.folder / kind.id / f"{period}.csv" if period else self.folder / f"{kind.id}.csv"

    def _lacks_year(self, kind: Kind, period: str, raw: RawTable) -> bool:
        if not kind.yearly or period:
            return False
        mend = f"{kind.label}按年度放，请写明 YEAR=，例如 YEAR=2024。"
        where = Where(raw.file, raw.sheet)
        self.problems.append(problem("unreadable-file", where, reason="不知道是哪一年的", mend=mend))
        return True

    def _form(self, kind: Kind, period: str, reading: SheetReading) -> None:
        raws = reading.raws
        if kind.form is None or self._lacks_year(kind, period, raws[0]):
            return
        self.problems += [
            fault for raw in raws for fault in read_columns(kind.record, raw.cells, raw.where, raw.powers)[1]
        ]
        words: dict[str, str] = {}
        for word, name in kind.form.headers.items():
            words.setdefault(name, word)
        labels = {column.name: words.get(column.name, column.label) for column in kind.record.columns}
        target = _Target(self._path(kind, period), form_as_csv(raws, labels), kind, sum(len(raw.cells) for raw in raws))
        self.summaries[id(reading)] = SheetProposal(reading.sheet.name, kind, reading.why, count=target.rows)
        self._put(target, reading)

    def _table(self, kind: Kind, period: str, readings: Sequence[SheetReading]) -> None:
        """The rows of a kind: a new file, behind the rows of an old one, or in its place."""
        if self._lacks_year(kind, period, readings[0].raws[0]):
            return
        rows = TextRows(())
        places = RowPlaces()
        for reading in readings:
            rows = rows.joined(self._typed(kind, reading)) if rows.names else self._typed(kind, reading)
            for raw in reading.raws:
                places.add(reading, map(int, raw.cells.index))
        foreign = any(reading.foreign for reading in readings)
        if foreign and (self.folder / kind.id).is_dir() and not period:
            self._by_year(kind, rows, places)
            return
        path = self._path(kind, period)
        content = as_table(kind.record, rows)
        target = _Target(path, content, kind, len(rows), first=2, places=places)
        standing = path.is_file() and any(records_in(path.read_bytes()))
        mode = self._mode(kind, path, rows, readings) if standing or foreign else _REPLACE
        if mode == _APPEND:
            target, rows = self._without_known(kind, target, rows)
            self._append(kind, target, rows)
        else:
            self._put(target, readings[0])

    def _typed(self, kind: Kind, reading: SheetReading) -> TextRows:
        """The rows of a sheet as text of a plain CSV; cells that can't be read stay as they are, for the check to tell."""
        rows = TextRows(())
        for raw in reading.raws:
            if not len(raw.cells.columns):
                continue
            typed, faults = read_columns(kind.record, raw.cells, raw.where, raw.powers)
            self.problems += [_at_home(fault, reading) for fault in (*faults, *check_totals(raw, typed, kind.record))]
            more = text_rows(kind.record, raw, typed)
            rows = rows.joined(more) if rows.names else more
        sums: dict[str, Decimal] = {}
        for column in kind.record.columns:
            if column.unit == "元" and column.name in rows.names:
                exact = [Decimal(amount) for amount in rows.column(column.name) if _is_number(amount)]
                if exact:
                    sums[column.label] = sum(exact, Decimal(0))
        first = rows.some(range(min(_FIRST, len(rows))))
        names = [column.name for column in kind.record.columns if any(first.column(column.name))]
        self.summaries[id(reading)] = SheetProposal(
            reading.sheet.name,
            kind,
            reading.why,
            reading.header_rows,
            reading.columns,
            tuple(reading.rules),
            tuple(kind.record.column(name).label for name in names),
            tuple(first.under(names)),
            len(rows),
            tuple(MoneySum(label, f"{total:,.2f}") for label, total in sums.items()),
            (),
            reading.overlap,
            reading.recipe.name if reading.recipe else "",
            tuple(reading.notes),
            f"{reading.sheet.number}.kind" if reading.foreign else "",
        )
        return rows

    def _mode(self, kind: Kind, path: Path, rows: TextRows, readings: Sequence[SheetReading]) -> str:
        """Append or replace: foreign rows are appended, rows with new ids too; else somebody says it."""
        if any(reading.foreign for reading in readings):
            return _APPEND
        content, key = as_table(kind.record, rows), kind.record.key()
        said = self.answers.get("mode")
        if said in {_APPEND, _REPLACE} or path.read_bytes() == content:
            return said if said in {_APPEND, _REPLACE} else _REPLACE
        asking = SheetQuestions(readings[0].sheet.number, self.answers)
        self.askings.append(asking)
        if kind.bulk and key and not set(self._standing(kind).column(key.name)) & set(rows.column(key.name)):
            return _APPEND
        change = _change(path, content, len(rows), replaces=True)
        text = f"{kind.label}已经有了。接在后面，还是替换？（{change}）"
        choices = ((_APPEND, "接在现有的后面，现有的不动"), (_REPLACE, "替换现有的表"))
        answer = asking.ask(f"mode.{kind.id}", text, choices, kept=False)
        return answer or _REPLACE

    def _without_known(self, kind: Kind, target: _Target, rows: TextRows) -> tuple[_Target, TextRows]:
        """The rows that are not there yet, letter for letter under the same id."""
        key = kind.record.key()
        if key is None or key.name != "id" or not target.path.is_file():
            return target, rows
        standing = self._standing(kind)
        kept = [
            at
            for at, (identity, row) in enumerate(zip(rows.column("id"), rows.rows, strict=True))
            if identity not in standing.by_id
            or standing.filled(identity) != {name: cell for name, cell in zip(rows.names, row, strict=True) if cell}
        ]
        if len(kept) == len(rows):
            return target, rows
        some = rows.some(kept)
        places = target.places.some(kept)
        return replace(target, content=as_table(kind.record, some), rows=len(some), places=places), some

    def _by_year(self, kind: Kind, rows: TextRows, places: RowPlaces) -> None:
        """Rows of a table that lies in several files go into the file of their year."""
        dated = next((name for name in ("received_on", "paid_on", "moved_on") if name in rows.names), "")
        years: dict[str, list[int]] = {}
        for at, day in enumerate(rows.column(dated)):
            years.setdefault(day[:4] or "unknown", []).append(at)
        for year, positions in years.items():
            path = self.folder / kind.id / f"{year}.csv"
            some = rows.some(positions)
            came_from = places.some(positions)
            target = _Target(path, as_table(kind.record, some), kind, len(some), first=2, places=came_from)
            self._append(kind, target, some)

    def _append(self, kind: Kind, target: _Target, rows: TextRows) -> None:
        path = target.path
        if not path.is_file():
            others = [path.with_suffix(suffix) for suffix in SUFFIXES if path.with_suffix(suffix).exists()]
            if not others:
                self.targets.append(target)
                return
            content = None
        else:
            content = with_rows(path, kind, rows)
        if content is None:  # a workbook, or a table with a title or another unit: the new rows get a file beside it
            if not kind.divided:
                self.in_the_way.append(path)
                return
            number = 1
            while (self.folder / kind.id / f"{number}.csv").exists():
                number += 1
            self.targets.append(replace(target, path=self.folder / kind.id / f"{number}.csv"))
            return
        count = _lines(content)
        self.targets.append(replace(target, content=content, first=count - len(rows) + 1))

    def _put(self, target: _Target, reading: SheetReading) -> None:
        """A whole file: asked for where it would replace another one."""
        path = target.path
        self.in_the_way += [path.with_suffix(suffix) for suffix in SUFFIXES if path.with_suffix(suffix).exists()]
        replaced = path.is_file() and path.read_bytes() != target.content and any(records_in(path.read_bytes()))
        if replaced and reading.kind and reading.kind.form and self.answers.get("mode") != _REPLACE:
            asking = SheetQuestions(reading.sheet.number, self.answers)
            self.askings.append(asking)
            text = f"{reading.kind.label}（{path.stem}）已经有了，替换吗？（{_change(path, target.content, target.rows, replaces=True)}）"
            asking.ask(f"mode.{reading.kind.id}", text, ((_REPLACE, "替换现有的表"),), kept=False)
        self.targets.append(replace(target, replaces=True))

    def _standing(self, kind: Kind) -> ExistingTable:
        """The rows of a kind that are in the data."""
        if self.tables and kind.id in self.tables.existing:
            return self.tables.existing[kind.id]
        return read_existing(kind, self.folder)

    def _refunds(self) -> None:
        """The refunds that sheets of gifts tell, behind those that are there."""
        records = [(reading, row, cells) for reading in self.readings for row, cells in reading.refunds]
        if records:
            rows = TextRows.of([cells for _, _, cells in records])
            places = RowPlaces()
            for reading, row, _ in records:
                places.add(reading, (row,))
            content = as_table(GIFT_REFUNDS.record, rows)
            target = _Target(self._path(GIFT_REFUNDS, ""), content, GIFT_REFUNDS, len(rows), first=2, places=places)
            self._append(GIFT_REFUNDS, target, rows)

    def _new_records(self) -> None:
        """Sources, projects, funds and channels that names of the file ask for; order numbers; recipes."""
        tables = self.tables
        if tables is None or not any(reading.foreign and reading.kind for reading in self.readings):
            return
        used = {name for target in self.targets for name in (target.kind.id if target.kind else "",)}
        sources = tables.added.get(SOURCES.id, [])
        for word, table in tables.names.items():
            rows = (
                sources
                if word == SOURCES.id
                else [{"id": key, "name": name, "source": tables.source} for key, name in table.added.items()]
            )
            if rows and used:
                path = self._path(table.kind, "")
                added = TextRows.of(rows)
                target = _Target(path, as_table(table.kind.record, added), table.kind, len(added), first=2)
                self._append(table.kind, target, added)
        for reading in self.readings:
            if reading.kind and reading.orders:
                path = orders_path(reading.kind, self.folder)
                content = with_orders(reading.kind, self.folder, reading.orders)
                self.targets.append(_Target(path, content))
            if reading.confirmed and reading.kind:
                path, content = recipe_file(self.folder, reading.confirmed)
                if not path.is_file() or path.read_bytes() != content:
                    self.targets.append(_Target(path, content))

    # --- the check -------------------------------------------------------------------------------

    def _check(self) -> None:
        """Hold the new files against the data: what is wrong with them is told by the cells of the file at hand."""
        tables = [target for target in self.targets if target.kind]
        if not tables or any(fault.code == "wrong-header" for fault in self.problems):
            return
        files = {target.path: target.content for target in tables}
        before = check_with(self.data, self.shown_data, {})
        after = new_problems(before, check_with(self.data, self.shown_data, files))
        by_file = {f"{self.shown_data}/{target.path.relative_to(self.data).as_posix()}": target for target in tables}
        known = {_identity(fault) for fault in self.problems}
        for fault in after:
            mapped = self._mapped(fault, by_file)
            if _identity(mapped) not in known:
                known.add(_identity(mapped))
                self.problems.append(mapped)

    def _mapped(self, fault: Problem, by_file: Mapping[str, _Target]) -> Problem:
        target = by_file.get(fault.where.file)
        row = fault.where.row
        if target is None or not target.places:
            return fault
        if row is None:
            return replace(fault, where=Where(self.shown, target.places[0][0].sheet.name, None, fault.where.column))
        at = row - target.first
        if not 0 <= at < len(target.places):
            return fault
        reading, number = target.places[at]
        where = Where(self.shown, reading.sheet.name, number, fault.where.column)
        return _at_home(replace(fault, where=where), reading)

    def _follows(self, fault: Problem, *, asked: bool) -> bool:
        """Whether a problem only says that a question is open: of cells that wait for its answer, or of the day of the new source."""
        where = fault.where
        if fault.code == "goods-not-counted":
            return asked  # it is asked last of all
        if fault.code not in _UNREAD:
            return False
        if where.file == f"{self.shown_data}/{self.org}/{SOURCES.id}.csv":
            errors = any(other.severity is Severity.ERROR and other.where.file == self.shown for other in self.problems)
            return where.column == SourceRecord.published_on.label and (asked or errors)
        return where.file == self.shown and any(
            where.sheet == reading.sheet.name and where.column in {label, reading.positions.get(label)}
            for reading in self.readings
            for label in reading.waiting
        )

    # --- the outcome -----------------------------------------------------------------------------

    def proposal(self) -> Proposal:
        """Everything together."""
        questions: dict[str, Question] = {}
        for asking in self.askings:
            for question in asking.questions:
                questions.setdefault(question.id, question)
        taken = {identity for asking in self.askings for identity in asking.taken}
        wrong = {identity for asking in self.askings for identity in asking.wrong}
        unknown = sorted((set(self.answers) - taken - {"mode"}) | wrong)
        asked = any(question.open for question in questions.values())
        self.problems = [fault for fault in self.problems if not self._follows(fault, asked=asked)]
        sheets = tuple(
            self.summaries.get(id(reading))
            or SheetProposal(
                reading.sheet.name,
                reading.kind,
                reading.why,
                reading.header_rows,
                reading.columns,
                tuple(reading.rules),
                recipe=reading.recipe.name if reading.recipe else "",
                notes=tuple(reading.notes),
            )
            for reading in self.readings
        )
        files = {target.path: target.content for target in self.targets}
        changes = tuple(
            FileChange(
                f"{self.shown_data}/{target.path.relative_to(self.data).as_posix()}",
                target.rows,
                *_counts(target.path, target.content, target.rows, replaces=target.replaces),
                _change(target.path, target.content, target.rows, replaces=target.replaces),
                _beside_rows(target),
            )
            for target in self.targets
            if target.kind
        )
        return Proposal(
            self.source,
            self.shown,
            self.data,
            self.org,
            sheets,
            tuple(questions.values()),
            tuple(self.problems),
            changes,
            files,
            tuple(unknown),
            tuple(
                dict.fromkeys(f"{self.shown_data}/{path.relative_to(self.data).as_posix()}" for path in self.in_the_way)
            ),
        )


_UNREAD = frozenset({"bad-value", "missing-value", "value-without-basis"})


def _headed(sheet: SourceSheet, kind: Kind) -> bool:
    """Whether any row near the top has words of the kind: only then a message may repeat the words of that row."""
    from ..reading import Vocabulary

    vocabulary = Vocabulary.of(kind.record)
    return any(vocabulary.is_header(cells) for _, cells in sheet.lines[:20])


def _at_home(fault: Problem, reading: SheetReading) -> Problem:
    """The problem with its column as the file names it."""
    column = reading.positions.get(fault.where.column or "") if reading.foreign else None
    return replace(fault, where=replace(fault.where, column=column)) if column else fault


def _identity(fault: Problem) -> tuple[str, str | None, int | None, str | None]:
    where = fault.where
    return fault.code, where.sheet, where.row, where.column


def _is_number(text: str) -> bool:
    return text.isascii() and text.removeprefix("-").replace(".", "", 1).isdigit()


def _lines(content: bytes) -> int:
    import csv
    import io

    from ..reading import decode

    return sum(1 for _ in csv.reader(io.StringIO(decode(content) or "", newline="")))


def _beside_rows(target: _Target) -> bool:
    """Whether a file becomes another though none of its rows may: one that is new, or a printed form, which has more than rows."""
    if not target.path.is_file():
        return True
    return bool(target.kind and target.kind.form) and target.path.read_bytes() != target.content


def _counts(path: Path, content: bytes, rows: int, *, replaces: bool) -> tuple[int, int]:
    """(rows that a file gains, rows that it loses)."""
    if not replaces or not path.is_file():
        return rows, 0
    before, after = Counter(records_in(path.read_bytes())), Counter(records_in(content))
    return (after - before).total(), (before - after).total()


def _change(path: Path, content: bytes, rows: int, *, replaces: bool) -> str:
    """What writing would change, in words."""
    if not path.is_file():
        return "新的表"
    added, removed = _counts(path, content, rows, replaces=replaces)
    if not added and not removed:
        return "内容与现有的相同"
    if not replaces:
        return f"接在现有的后面：多出 {added} 行，少掉 0 行"
    return f"替换现有的表：多出 {added} 行，少掉 {removed} 行（改动的行两边都算）"
