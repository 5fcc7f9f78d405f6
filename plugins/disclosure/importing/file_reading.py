"""A file → what was read of each of its sheets."""

from __future__ import annotations

import re

from msgspec import Struct, field

from ..kinds import all_kinds, kind_of
from ..kinds.disbursements import KIND as DISBURSEMENTS
from ..kinds.donations import KIND as DONATIONS
from ..kinds.gift_refunds import KIND as GIFT_REFUNDS
from ..model import Kind
from ..problems import Problem, Where, nearest, problem
from ..reading import (
    MOST_BULK_ROWS,
    MOST_ROWS,
    SUFFIXES,
    PrintedForm,
    Vocabulary,
    kind_sheets,
    read_form,
    read_form_lines,
    read_yaml,
    without_missing,
)
from ..storage import by_parts
from .asking import SheetQuestions
from .columns import shows_both_ways
from .document_tables import DOCUMENTS
from .existing import ExistingTable, read_existing, read_orders
from .layouts import WITHIN, Layout, is_called, layout_at, looks_like_value
from .naming import NameTable
from .panels import sheets_of_panels
from .readings import OrganisationTables, SheetReading
from .recipes import Recipe, kept_recipes, shipped_recipes
from .recognising import misshapen, names_of, no_header, recognise, side_of
from .request import ImportNotes, ImportRequest
from .sheets import read_ours, read_theirs
from .sources import SourceSheet, header_of, open_source, pictures_only
from .vocabulary import kinds_with_words

_SKIP = "skip"  # the answer that passes a sheet over


def table_kinds() -> list[Kind]:
    """What a sheet of rows can be, first the kinds whose columns are known by other words than ours."""
    likely = {kind: place for place, kind in enumerate(kinds_with_words())}
    kinds = (kind for kind in all_kinds() if not kind.form and kind.record.columns)
    return sorted(kinds, key=lambda kind: (likely.get(kind.id, len(likely)), kind.order))


class FileReader(Struct):
    """Reads the sheets of a file, one after the other."""

    request: ImportRequest
    notes: ImportNotes
    _readings: list[SheetReading] = field(default_factory=list)
    _tables: OrganisationTables | None = None  # once a sheet of somebody else's making asked for them
    _recipes: list[Recipe] | None = None
    _several: bool = False  # whether the file has more than one sheet to read

    def read(self) -> tuple[list[SheetReading], OrganisationTables | None]:
        """What was read of every sheet, and what the organisation has already where that was looked up for one."""
        kind = self.request.kind
        if kind and kind.form and self.request.source.suffix.lower() not in (*SUFFIXES, *DOCUMENTS):
            self._read_form(SourceSheet(1, None, []), kind, kind.form, "您写明了种类")
            return self._readings, None
        wanted = self._wanted(self._sheets())
        self._several = len(wanted) > 1
        for sheet in wanted:
            self._read_sheet(sheet)
        return self._readings, self._tables

    def _sheets(self) -> list[SourceSheet]:
        """Every sheet of the file; where there is none it is told why."""
        kind, source, shown = self.request.kind, self.request.source, self.request.shown
        most = MOST_BULK_ROWS if kind is None or kind.bulk else MOST_ROWS
        kinds = [kind] if kind else [other for other in all_kinds() if not other.form and other.record.columns]
        sheets, faults = open_source(source, shown, header_of(kinds), most)
        self.notes.problems += faults
        if not sheets and not faults and pictures_only(source):
            what = "只有图片、没有文字的工作簿"
            mend = "图片里的表读不出来：请照图片把内容填进表格，或向对方要原来的电子表。"
            self.notes.problems.append(problem("wrong-file-type", Where(shown), what=what, mend=mend))
        return sheets

    def _wanted(self, sheets: list[SourceSheet]) -> list[SourceSheet]:
        """The sheets to read; with a kind those that are named after it or after months, others are told."""
        if self.request.kind is None or not sheets or sheets[0].book is None:
            return sheets
        names = names_of(self.request.kind)
        wanted, others = kind_sheets(sheets[0].book, names)
        known = f"“{names[1]}”，或“1月”“2024年”这样的时间"
        self.notes.problems += [
            problem("extra-sheet", Where(self.request.shown, name), cell=name, expected=known) for name in others
        ]
        return [sheet for sheet in sheets if sheet.name in wanted]

    def _read_sheet(self, sheet: SourceSheet) -> None:
        if sheet.problems:
            self._readings.append(SheetReading(sheet, self.request.kind, problems=sheet.problems))
            return
        asking = self.notes.questions_of(sheet.number, self.request)
        kind = self.request.kind or self._answered_kind(asking)
        if asking.given.get(asking.identity("kind")) == _SKIP:
            self._readings.append(SheetReading(sheet, None, "您说不读这一张"))
            return
        if not (kind and kind.form):
            sheet.join_days(self.request.shown)
        known, layout, why = recognise(sheet, self.request.shown, kind, self._known_recipes())
        if kind is None and layout is not None:
            layout = self._direction(sheet, layout, asking)
            if layout is None:
                self._readings.append(SheetReading(sheet, None, "看不出是收还是付"))
                return
            known = layout.kind
        before = self._readings[-1].sheet if self._readings else None
        if known is None and (faults := misshapen(sheet, self.request.shown, before)):
            self._tell_misshapen(sheet, faults, asking)
        elif known is None:
            self._ask_kind(sheet, asking)
        elif known.form and sheet.book is None:
            self._read_form(sheet, known, known.form, why)
        elif layout is None:
            self._read_ours(sheet, known, why)
        else:
            self._read_panels(sheet, layout, why)

    def _read_form(self, sheet: SourceSheet, kind: Kind, form: PrintedForm, why: str) -> None:
        """A printed form that is a file of its own, or stands in a document."""
        reading = SheetReading(sheet, kind, why)
        if sheet.of_document:
            reading.raws = read_form_lines(sheet.lines, self.request.shown, sheet.name, form)
            reading.notes = [sheet.note]
        else:
            reading.raws = read_form(self.request.source, self.request.shown, form)
        self._readings.append(reading)

    def _tell_misshapen(self, sheet: SourceSheet, faults: list[Problem], asking: SheetQuestions) -> None:
        """A sheet of which no row is a record stops the import, or is passed over where somebody says so and others stand beside it."""
        if not self._several:
            self._readings.append(SheetReading(sheet, None, problems=faults))
            return
        self._readings.append(SheetReading(sheet, None, "读不了"))
        details = faults[0].details
        text = f"工作表“{sheet.name}”：{details['reason']}。要读的，{details['mend']}不读它吗？"
        asking.ask("kind", text, ((_SKIP, "不读这一张"),), kept=False)

    def _read_ours(self, sheet: SourceSheet, kind: Kind, why: str) -> None:
        reading = read_ours(sheet, self.request.shown, kind, why)
        raw = reading.raws[0]
        header_lost = not kind.form and any(fault.code == "wrong-header" for fault in raw.problems)
        if header_lost and not _headed(sheet, kind):
            raw.problems = [fault for fault in raw.problems if fault.code != "wrong-header"]
            raw.problems.append(no_header(sheet, self.request.shown, kind))
        self._readings.append(reading)

    def _read_panels(self, sheet: SourceSheet, layout: Layout, why: str) -> None:
        """Read a sheet of others, be it several tables side by side."""
        beside: SheetQuestions | None = None
        for part, layout_of_part in sheets_of_panels(sheet, layout):
            reason = f"{why}，{part.panel}" if part.panel else why
            beside = self._read_theirs(part, layout_of_part, reason, beside)

    def _read_theirs(
        self, sheet: SourceSheet, layout: Layout, why: str, beside: SheetQuestions | None
    ) -> SheetQuestions:
        """Read a sheet, or one of several tables of it, and what is asked about it; *beside* is what was asked about the table before."""
        kind = layout.kind
        if self._tables is None:
            self._tables = self._organisation()
        if kind.id not in self._tables.existing:
            self._tables.existing[kind.id] = read_existing(kind, self.request.folder)
        if kind is DONATIONS and GIFT_REFUNDS.id not in self._tables.existing:
            self._tables.existing[GIFT_REFUNDS.id] = read_existing(GIFT_REFUNDS, self.request.folder)
        self._tables.orders |= read_orders(kind, self.request.folder)
        reading, asked = read_theirs(sheet, self.request.shown, layout, why, self.request.answers, self._tables, beside)
        names = [column.name for column in kind.record.columns if column.required]
        asked_for = {asked.identity(topic) for name in names for topic in (name, f"missing.{name}")}
        if any(question.id in asked_for for question in asked.questions):
            for raw in reading.raws:  # what is missing is asked, and no fault of the sheet
                raw.problems = list(filter(None, map(without_missing, raw.problems)))
        self.notes.askings.append(asked)
        self._readings.append(reading)
        return asked

    def _direction(self, sheet: SourceSheet, layout: Layout, asking: SheetQuestions) -> Layout | None:
        """Of a list of what came in and what went out only one side is read: told, and what came in where nothing says otherwise.

        None where neither the words nor the cells of a list say which way its money went: that is asked.
        """
        gifts = layout_at(sheet.lines, layout.below - len(layout.rows), layout.rows, layout.heads, DONATIONS)
        ours = layout.kind is DONATIONS or layout.kind is DISBURSEMENTS
        if not ours:
            return layout
        if not shows_both_ways(gifts, sheet.lines[layout.below :]):
            return self._on_its_side(sheet, layout, asking)
        if any(recipe.fits(layout.heads, "") and not recipe.shipped for recipe in self._known_recipes()):
            return layout  # somebody said it before
        titles = sheet.titles(self.request.shown, layout.above)
        proposed = DISBURSEMENTS if layout.kind is DISBURSEMENTS and is_called(DISBURSEMENTS, titles) else DONATIONS
        text = "这张表里有进来的钱，也有付出去的钱，一次只读一边。读哪一边？"
        choices = ((DONATIONS.id, "进来的钱，当捐赠读"), (DISBURSEMENTS.id, "付出去的钱，当拨付读"))
        asking.ask("kind", text, choices, proposed.id, required=False, kept=False)
        return gifts if proposed is DONATIONS else layout

    def _on_its_side(self, sheet: SourceSheet, layout: Layout, asking: SheetQuestions) -> Layout | None:
        """A list of money read as one of the side that its words tell; None where they tell none, which is asked."""
        recipes = self._known_recipes()
        side = layout.kind if any(recipe.fits(layout.heads, "") for recipe in recipes) else None
        side = side or side_of(layout, sheet, self.request.shown)
        if side is None:
            text = "这些钱是收进来的还是付出去的，表头和标题没有说，或者说的不一样。是哪一种？"
            choices = (
                (DONATIONS.id, "收进来的钱，当捐赠读"),
                (DISBURSEMENTS.id, "付出去的钱，当拨付读"),
                (_SKIP, "都不是，不读这一张"),
            )
            asking.ask("kind", text, choices, kept=False)
            return None
        at = layout.below - len(layout.rows)
        return layout if side is layout.kind else layout_at(sheet.lines, at, layout.rows, layout.heads, side)

    def _answered_kind(self, asking: SheetQuestions) -> Kind | None:
        answer = asking.override("kind")
        known = kind_of(answer) if answer else None
        if answer and known is None and answer != _SKIP:
            asking.wrong.append(asking.identity("kind"))
        return known

    def _ask_kind(self, sheet: SourceSheet, asking: SheetQuestions) -> None:
        """Nobody can tell what a sheet is: it is asked, and never passed over in silence."""
        reading = SheetReading(sheet, None, "看不出是哪一种表")
        self._readings.append(reading)
        kinds = table_kinds()
        choices = [(kind.id, kind.label) for kind in kinds]
        hint = nearest(sheet.name or "", [name for kind in kinds for name in names_of(kind)])
        where = f"工作表“{sheet.name}”" if sheet.name else "这个文件"
        text = f"{where}看不出是哪一种表{hint}。是哪一种？{_OF_A_REPORT if _sums_up(sheet) else ''}"
        asking.ask("kind", text, [*choices, (_SKIP, "不读这一张")], kept=False)

    def _organisation(self) -> OrganisationTables:
        values, _, _ = read_yaml(self.request.folder / "organisation.yaml", self.request.org)
        names = {}
        existing: dict[str, ExistingTable] = {}
        kinds = [kind for word in kinds_with_words() if (kind := kind_of(word))]
        for word in dict.fromkeys(column.refers_to for kind in kinds for column in kind.record.columns):
            referred = kind_of(word) if word else None
            if referred:
                known = existing[referred.id] = read_existing(referred, self.request.folder)
                named = zip(known.column("id"), known.column("name"), known.column("title"), strict=True)
                titles = {key: name or title or key for key, name, title in named if key}
                names[referred.id] = NameTable(referred, titles)
        title = str(values.get("name") or self.request.org)
        prepared = str(read_yaml(self.request.data / "site.yaml", "site.yaml")[0].get("prepared_on") or "")
        return OrganisationTables(
            self.request.org, title, names, existing, {}, self._known_recipes(), self._others(), prepared
        )

    def _others(self) -> list[str]:
        """The names of the other organisations of the site."""
        files = sorted(self.request.data.glob("*/organisation.yaml"), key=by_parts)
        settings = (path for path in files if path.parent != self.request.folder)
        names = (read_yaml(path, path.parent.name)[0].get("name") for path in settings)
        return [name for name in names if isinstance(name, str) and name]

    def _known_recipes(self) -> list[Recipe]:
        """The recipes of the organisation, and those that are shipped."""
        if self._recipes is None:
            kept, faults = kept_recipes(self.request.folder, self.request.shown_path(self.request.folder))
            self.notes.problems += faults
            self._recipes = [*kept, *shipped_recipes()]
        return self._recipes


# What to do with a table that sums a year up.
_OF_A_REPORT = (
    "一行是一个项目一年的总数、不是一笔一笔的明细的，哪一种都不是：请当作报告读（工作台点“当报告读”，命令用 make read），"
    "数就登进数字台账。"
)


_SUMMED_UP = re.compile(r"项目|名称|科目|事项|类别|内容")
_SUMS = re.compile(r"金额|收入|支出|结余|余额|结转|合计|预算|决算|受益|人次|人数")


def _sums_up(sheet: SourceSheet) -> bool:
    """Whether a row near the top is the header of what a year came to: 项目名称, 支出金额, 受益人次."""
    heads = (cells for _, cells in sheet.lines[:WITHIN] if not any(map(looks_like_value, cells)))
    return any(
        any(map(_SUMMED_UP.search, cells)) and any(map(_SUMS.search, cells)) for cells in heads if len(cells) > 1
    )


def _headed(sheet: SourceSheet, kind: Kind) -> bool:
    """Whether any row near the top has words of the kind: only then a message may repeat the words of that row."""
    vocabulary = Vocabulary.of(kind.record)
    return any(vocabulary.is_header(cells) for _, cells in sheet.lines[:20])
