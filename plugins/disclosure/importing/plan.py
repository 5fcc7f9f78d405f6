"""The sheets that were read → the files that would hold their rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import chain

from msgspec import Struct, field
from msgspec.structs import replace

from ..accounts import START
from ..kinds import kind_of
from ..kinds.gift_refunds import KIND as GIFT_REFUNDS
from ..kinds.headlines import HeadlineRecord
from ..kinds.sources import KIND as SOURCES
from ..model import Kind
from ..problems import Where, problem
from ..reading import RawTable, check_totals, form_as_csv, read_columns
from .existing import ExistingTable, TextRows, orders_path, read_existing, records_in, text_rows, with_orders
from .places import RowPlaces
from .proposal import MoneySum, SheetProposal
from .readings import OrganisationTables, SheetReading
from .recipes import recipe_file
from .request import ImportNotes, ImportRequest
from .targets import TargetFile, TargetFiles

_FIRST = 5  # rows that are shown
_APPEND, _REPLACE = "append", "replace"


class ImportPlan(Struct):
    """Which file the rows of each sheet go into, and what is said of the sheet."""

    request: ImportRequest
    notes: ImportNotes
    readings: Sequence[SheetReading]
    targets: TargetFiles
    _tables: OrganisationTables | None  # what the organisation has, where that was read
    _summaries: dict[int, SheetProposal] = field(default_factory=dict)  # by the identity of the reading

    @classmethod
    def of(
        cls,
        request: ImportRequest,
        notes: ImportNotes,
        readings: Sequence[SheetReading],
        tables: OrganisationTables | None,
    ) -> ImportPlan:
        """What is to be done with these *readings*; their cells are let go of, as they take much room."""
        plan = cls(request, notes, readings, TargetFiles(request.folder), tables)
        plan._lay_out()
        plan._tables = None
        for reading in readings:
            reading.forget()
        return plan

    def sheets(self) -> tuple[SheetProposal, ...]:
        """What is said of every sheet, in the order of the file."""
        said = {id(reading): self._summaries.get(id(reading)) or _passed_over(reading) for reading in self.readings}
        return tuple(
            replace(said[id(reading)], waits=self._waits(reading, said[id(reading)])) for reading in self.readings
        )

    def _waits(self, reading: SheetReading, said: SheetProposal) -> bool:
        """Whether no row of a sheet can be counted before a question about it is answered."""
        about = f"{reading.sheet.number}."
        asked = (question for asking in self.notes.askings for question in asking.questions)
        return not said.count and any(question.open and question.id.startswith(about) for question in asked)

    def _lay_out(self) -> None:
        by_kind: dict[tuple[str, str], list[SheetReading]] = {}
        for reading in self.readings:
            if reading.kind is None or not reading.raws:
                self.notes.problems += reading.problems
                continue
            if not self.request.kind and _is_unfilled(reading):
                continue
            self.notes.problems += [*reading.problems, *(fault for raw in reading.raws for fault in raw.problems)]
            if any(len(raw.cells.columns) for raw in reading.raws):
                by_kind.setdefault((reading.kind.id, self._period(reading)), []).append(reading)
        for (word, period), readings in by_kind.items():
            kind = kind_of(word)
            if kind is None or self._lacks_year(kind, period, readings[0].raws[0]):
                continue
            if kind.form and len(readings) > 1:
                self._refuse_parts(kind, readings)
            elif kind.form:
                self._take_form(kind, period, readings[0])
            else:
                self._take_table(kind, period, readings)
        self._take_refunds()
        if any(reading.foreign and reading.kind for reading in self.readings):
            self._take_new_records()
            self._take_beside()

    def _period(self, reading: SheetReading) -> str:
        """The year of a file that is kept by years, empty for others."""
        kind = reading.kind
        if kind is None:
            return ""
        year_on_form = next((raw.preamble["year"] for raw in reading.raws if "year" in raw.preamble), "")
        period = str(self.request.year or (year_on_form if kind.form else ""))
        if kind.yearly and not period and self.request.source.name == START:
            period = _only_year(self.readings)
        divided = kind.yearly or (self.request.folder / kind.id).is_dir()
        return period if divided else ""

    def _lacks_year(self, kind: Kind, period: str, raw: RawTable) -> bool:
        if not kind.yearly or period:
            return False
        self.notes.lacks_year = True
        mend = f"{kind.label}按年度放，请写明 YEAR=，例如 YEAR=2024。"
        where = Where(raw.file, raw.sheet)
        self.notes.problems.append(problem("unreadable-file", where, reason="不知道是哪一年的", mend=mend))
        return True

    # --- forms and tables --------------------------------------------------------------------------

    def _refuse_parts(self, kind: Kind, readings: Sequence[SheetReading]) -> None:
        """A printed form that stands there more than once, or in parts: nobody knows which one is whole."""
        reason = f"{kind.label}在这个文件里有 {len(readings)} 张，不知道哪一张是全的"
        mend = "请只留一张，或者照着填进一张 Excel 表再导入。"
        where = Where(self.request.shown, readings[1].sheet.name)
        self.notes.problems.append(problem("unreadable-file", where, reason=reason, mend=mend))

    def _take_form(self, kind: Kind, period: str, reading: SheetReading) -> None:
        raws, form = reading.raws, kind.form
        assert form is not None  # noqa: S101  (else it is a table)
        self.notes.problems += chain.from_iterable(
            read_columns(kind.record, raw.cells, raw.where, raw.powers)[1] for raw in raws
        )
        words: dict[str, str] = {}
        for word, name in form.headers.items():
            words.setdefault(name, word)
        labels = {column.name: words.get(column.name, column.label) for column in kind.record.columns}
        count = sum(len(raw.cells) for raw in raws)
        self._summaries[id(reading)] = replace(_passed_over(reading), count=count)
        self._put(TargetFile(self.targets.path_of(kind, period), form_as_csv(raws, labels), kind, count), reading)

    def _take_table(self, kind: Kind, period: str, readings: Sequence[SheetReading]) -> None:
        """The rows of a kind: a new file, behind the rows of an old one, or in its place."""
        places = RowPlaces()
        for reading in readings:
            for raw in reading.raws:
                places.add(reading, map(int, raw.cells.index))
        rows = _joined(self._rows(kind, reading) for reading in readings)
        foreign = any(reading.foreign for reading in readings)
        if foreign and (self.request.folder / kind.id).is_dir() and not period:
            self.targets.append_by_year(kind, rows, places)
            return
        target = TargetFile.of_rows(self.targets.path_of(kind, period), kind, rows, places)
        if foreign or self._mode(kind, target, rows, readings[0]) == _APPEND:
            self.targets.append(kind, *self._without_known(kind, target, rows))
        else:
            self._put(target, readings[0])

    def _rows(self, kind: Kind, reading: SheetReading) -> TextRows:
        """The rows of a sheet as text of a plain CSV; cells that can't be read stay as they are, for the check to tell."""
        parts = []
        for raw in reading.raws:
            if len(raw.cells.columns):
                typed, faults = read_columns(kind.record, raw.cells, raw.where, raw.powers)
                faults = [*faults, *check_totals(raw, typed, kind.record)]
                self.notes.problems += [reading.named_as_there(fault) for fault in faults]
                parts.append(text_rows(kind.record, raw, typed))
        rows = _joined(parts)
        self._summaries[id(reading)] = _summary(reading, kind, rows)
        return rows

    def _mode(self, kind: Kind, target: TargetFile, rows: TextRows, reading: SheetReading) -> str:
        """Append or replace: rows with new ids are appended, else somebody says it."""
        standing = target.path.read_bytes() if target.path.is_file() else b""
        if not any(records_in(standing)):
            return _REPLACE
        said, key = self.request.answers.get("mode"), kind.record.key()
        if said in {_APPEND, _REPLACE}:
            return said
        if standing == target.content:
            return _REPLACE
        if kind.bulk and key and not set(self._standing(kind).column(key.name)) & set(rows.column(key.name)):
            return _APPEND
        text = f"{kind.label}已经有了。接在后面，还是替换？（{replace(target, replaces=True).change}）"
        choices = ((_APPEND, "接在现有的后面，现有的不动"), (_REPLACE, "替换现有的表"))
        asking = self.notes.questions_of(reading.sheet.number, self.request)
        return asking.ask(f"mode.{kind.id}", text, choices, kept=False) or _REPLACE

    def _without_known(self, kind: Kind, target: TargetFile, rows: TextRows) -> tuple[TargetFile, TextRows]:
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
        return TargetFile.of_rows(target.path, kind, some, target.places.some(kept)), some

    def _put(self, target: TargetFile, reading: SheetReading) -> None:
        """A whole file; that of a form is asked for where it would replace another one."""
        path, kind = target.path, reading.kind
        replaced = path.is_file() and path.read_bytes() != target.content and any(records_in(path.read_bytes()))
        if replaced and kind and kind.form and self.request.answers.get("mode") != _REPLACE:
            change = replace(target, replaces=True).change
            text = f"{kind.label}（{path.stem}）已经有了，替换吗？（{change}）"
            asking = self.notes.questions_of(reading.sheet.number, self.request)
            asking.ask(f"mode.{kind.id}", text, ((_REPLACE, "替换现有的表"),), kept=False)
        self.targets.put(target)

    def _standing(self, kind: Kind) -> ExistingTable:
        """The rows of a kind that are in the data."""
        if self._tables and kind.id in self._tables.existing:
            return self._tables.existing[kind.id]
        return read_existing(kind, self.request.folder)

    # --- what belongs to the rows ------------------------------------------------------------------

    def _take_refunds(self) -> None:
        """The refunds that sheets of gifts tell, behind those that are there."""
        records = [(reading, row, cells) for reading in self.readings for row, cells in reading.refunds]
        if records:
            places = RowPlaces()
            for reading, row, _ in records:
                places.add(reading, (row,))
            self._append_all(GIFT_REFUNDS, [cells for _, _, cells in records], places)

    def _take_new_records(self) -> None:
        """Sources, projects, funds and channels that names of the file ask for."""
        tables = self._tables
        if tables is None or not self.targets.files:
            return
        for word, table in tables.names.items():
            if word == SOURCES.id:
                records = tables.added.get(word, [])
            else:
                records = [{"id": key, "name": name, "source": tables.source} for key, name in table.added.items()]
            if records:
                self._append_all(table.kind, records)

    def _append_all(self, kind: Kind, records: Sequence[dict[str, str]], places: RowPlaces | None = None) -> None:
        rows = TextRows.of(records)
        self.targets.append(kind, TargetFile.of_rows(self.targets.path_of(kind), kind, rows, places), rows)

    def _take_beside(self) -> None:
        """Numbers of orders, and recipes as they were confirmed."""
        folder = self.request.folder
        for reading in self.readings:
            if reading.kind and reading.orders:
                content = with_orders(reading.kind, folder, reading.orders)
                self.targets.add(orders_path(reading.kind, folder), content)
            if reading.confirmed and reading.kind:
                path, content = recipe_file(folder, reading.confirmed)
                if not path.is_file() or path.read_bytes() != content:
                    self.targets.add(path, content)


def _is_unfilled(reading: SheetReading) -> bool:
    """Whether a sheet of the template was not filled in; such sheets are passed over where the file has several kinds."""
    if reading.foreign or reading.kind is None:
        return False
    form = reading.kind.form
    if form:
        if any(fault.code == "wrong-header" for raw in reading.raws for fault in raw.problems):
            return False  # nobody knows which cells would hold its amounts
        return not any(
            cell for raw in reading.raws for name in form.amounts if name in raw.cells for cell in raw.cells[name]
        )
    return not any(len(raw.cells) or raw.problems for raw in reading.raws)


def _only_year(readings: Iterable[SheetReading]) -> str:
    """The year of the first workbook: the only one that its 年度要目 names."""
    cells = (
        raw.cells["year"]
        for reading in readings
        if reading.kind and reading.kind.record is HeadlineRecord
        for raw in reading.raws
        if "year" in raw.cells
    )
    years = {str(cell).strip().removesuffix("年") for column in cells for cell in column} - {""}
    return next(iter(years)) if len(years) == 1 else ""


def _joined(parts: Iterable[TextRows]) -> TextRows:
    rows = TextRows(())
    for part in parts:
        rows = rows.joined(part) if rows.names else part
    return rows


def _passed_over(reading: SheetReading) -> SheetProposal:
    """What is said of a sheet of which no row is written."""
    return SheetProposal(
        reading.sheet.name,
        reading.kind,
        reading.why,
        reading.header_rows,
        reading.columns,
        tuple(reading.rules),
        recipe=reading.recipe.name if reading.recipe else "",
        notes=tuple(reading.notes),
        of_document=reading.sheet.of_document,
    )


def _summary(reading: SheetReading, kind: Kind, rows: TextRows) -> SheetProposal:
    """What is said of a sheet whose *rows* would be written."""
    first = rows.some(range(min(_FIRST, len(rows))))
    names = [column.name for column in kind.record.columns if any(first.column(column.name))]
    return replace(
        _passed_over(reading),
        labels=tuple(kind.record.column(name).label for name in names),
        first=tuple(first.under(names)),
        count=len(rows),
        sums=tuple(MoneySum(label, f"{total:,.2f}") for label, total in _sums(kind, rows)),
        overlap=reading.overlap,
        answer=f"{reading.sheet.number}.kind" if reading.foreign else "",
    )


def _sums(kind: Kind, rows: TextRows) -> Iterable[tuple[str, Decimal]]:
    """(label of a column of money, the sum of its cells that are numbers)."""
    for column in kind.record.columns:
        if column.unit == "元" and column.name in rows.names:
            exact = [Decimal(amount) for amount in rows.column(column.name) if _is_number(amount)]
            if exact:
                yield column.label, sum(exact, Decimal(0))


def _is_number(text: str) -> bool:
    return text.isascii() and text.removeprefix("-").replace(".", "", 1).isdigit()
