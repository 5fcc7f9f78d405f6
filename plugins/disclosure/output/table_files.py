"""The files that an organisation offers to take away: tables, rows that pages chose, charts, and a Table Schema of all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from .. import drawing
from ..model import Chart, Disclosure, IdentityCache, Page, RowsFile
from ..pages import downloads
from ..storage import TreeFiles
from ..workers import workers
from .exports import BulkLines, Export, KnownCells, RowLines, export, exports, lines_of
from .formats import (
    RowBlock,
    csv_bytes,
    csv_line,
    json_bytes,
    month_files,
    row_blocks,
    write_csv,
    write_json,
    write_workbook,
)

# The mark in the files of an invented organisation.
SAMPLE = "示例数据"


class LineCache(Struct):
    """Rows of tables as they were the last time, as far as they would be the same: as cells, as lines of a CSV, and in blocks."""

    cells: KnownCells = field(default_factory=IdentityCache)
    lines: IdentityCache[Any, str] = field(default_factory=IdentityCache)
    _blocks: dict[str, list[RowBlock]] = field(default_factory=dict)  # by table

    def blocks(self, table: Export) -> list[RowBlock]:
        """The rows of a table in blocks, those of the last time as far as they are the very same."""
        self._blocks[table.name] = list(row_blocks(table.rows, self._blocks.get(table.name, ())))
        return self._blocks[table.name]


def write_chosen(
    files: TreeFiles,
    disclosure: Disclosure,
    uses: Mapping[str, Sequence[str]],
    pages: Iterable[Page],
    cache: LineCache | None = None,
) -> None:
    """Write the rows that pages chose, each file beside its page; the columns are those of the whole table.

    *files* are those of the organisation's folder; *cache* keeps lines from one build to the next.
    """
    lines = (cache or LineCache()).lines
    chosen = [block for page in pages for block in page.blocks if isinstance(block, RowsFile)]
    tables = {kind: lines_of(disclosure, uses, kind) for kind in {block.kind for block in chosen}}
    for block in chosen:
        table = tables[block.kind]
        spelled = partial(_spelled, table)
        rows = (lines.of(row, spelled, table.beside(row)) for row in block.rows)
        content = "".join((csv_line([field.name for field in table.fields]), *rows))
        (files.folder / block.path).parent.mkdir(parents=True, exist_ok=True)
        files.write(block.path, content.encode("utf-8-sig"))
    lines.turn()


def _spelled(table: RowLines, row: object) -> str:
    """The line of a row in a CSV."""
    return csv_line(table.cells(row))


def _mark(disclosure: Disclosure) -> str:
    """The prefix of titles, so that nobody takes invented data for real."""
    return f"{SAMPLE}-" if disclosure.organisation.is_sample else ""


def _as_of(disclosure: Disclosure) -> str:
    """The suffix of titles where older data is shown because the new data has faults."""
    return f"（截至{disclosure.as_of}）" if disclosure.as_of else ""


def datapackage(disclosure: Disclosure) -> dict[str, object]:
    """The Table Schema of every CSV, as a Data Package."""
    tables = [export(disclosure, {}, name, chosen=()) for name, _, _ in downloads.tables(disclosure)]
    return {
        "name": f"sunshine-charity-{disclosure.org}",
        "title": f"{_mark(disclosure)}{disclosure.organisation.name}公开数据{_as_of(disclosure)}",
        "profile": "tabular-data-package",
        "resources": [
            {
                "name": table.name,
                "title": table.title,
                "path": _paths(table),
                "profile": "tabular-data-resource",
                "encoding": "utf-8",
                "dialect": {"lineTerminator": "\r\n", "header": True},
                "schema": {
                    "fields": [
                        {"name": field.name, "title": field.title, "type": field.type}
                        | ({"description": field.description} if field.description else {})
                        for field in table.fields
                    ],
                    "missingValues": [""],
                },
            }
            for table in tables
        ],
    }


def _paths(table: Export) -> str | list[str]:
    """Where the CSV of a table is, or its CSVs by month."""
    if isinstance(table.rows, BulkLines) and len(table.rows) > downloads.WHOLE_ROWS:
        return [f"{table.name}/{month}.csv" for month in table.rows.months()]
    return f"{table.name}.csv"


def write_tables(
    files: TreeFiles, disclosure: Disclosure, uses: Mapping[str, Sequence[str]], cache: LineCache | None = None
) -> None:
    """Write every table that is offered; *files* are those of the folder `data/` of the organisation, *cache* as for `write_chosen`."""
    files.folder.mkdir(parents=True, exist_ok=True)
    cache = cache or LineCache()
    cells = cache.cells
    origin = f"{disclosure.organisation.name}公开数据{_as_of(disclosure)}，来自阳光慈善网站"
    if disclosure.organisation.is_sample:
        origin = f"{SAMPLE}：机构、人物和数字都是虚构的。{origin}"
    for table in exports(disclosure, uses, cells):
        if isinstance(table.rows, BulkLines):
            _write_bulk(files.folder, table, table.rows, origin, _mark(disclosure))
        else:
            _write_table(files, table, cache.blocks(table), origin, _mark(disclosure))
    cells.turn()


def write_package(folder: Path, disclosure: Disclosure) -> None:
    """Write what describes all tables, into the folder `data/` of the organisation."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "datapackage.json").write_bytes(json_bytes(datapackage(disclosure)))


def write_charts(files: TreeFiles, charts: Iterable[Chart], known: IdentityCache[Chart, dict[str, bytes]]) -> None:
    """Write what each chart draws, as a table, a picture and data; *files* are those of the folder `data/` of the organisation.

    *known* keeps the files of single charts from one build to the next.
    """
    (files.folder / "charts").mkdir(parents=True, exist_ok=True)
    for chart in charts:
        for name, content in known.of(chart, _chart_files).items():
            files.write(f"charts/{name}", content)
    known.turn()


def _chart_files(chart: Chart) -> dict[str, bytes]:
    header, *rows = drawing.rows(chart)
    table = {f"{chart.id}.csv": csv_bytes(header, rows)}
    if chart.refused:
        return table
    picture, data = str(drawing.picture(chart)).encode(), json_bytes(drawing.figure(chart))
    return table | {f"{chart.id}.svg": picture, f"{chart.id}.json": data}


def _write_table(files: TreeFiles, table: Export, blocks: Sequence[RowBlock], origin: str, mark: str) -> None:
    """A table, which is in memory as *blocks* of rows, in all its formats."""
    head = repr((replace(table, rows=(), names={}), origin, mark)).encode()
    made_from = head + b"".join(block.digest() for block in blocks)
    files.write_from(f"{table.name}.csv", made_from, partial(write_csv, table))
    files.write_from(f"{table.name}.json", made_from, partial(write_json, table))
    if len(table.rows) <= downloads.WORKBOOK_ROWS:
        book = partial(write_workbook, export=table, origin=origin, mark=mark, blocks=blocks)
        files.write_from(f"{table.name}.xlsx", made_from + repr(table.names).encode(), book)


def _write_bulk(folder: Path, table: Export, rows: BulkLines, origin: str, mark: str) -> None:
    """A table of a kind of millions, which is not in memory, anew; one of very many rows by months."""
    if len(rows) <= downloads.WHOLE_ROWS:
        write_csv(table, folder / f"{table.name}.csv")
        write_json(table, folder / f"{table.name}.json")
        if len(rows) <= downloads.WORKBOOK_ROWS:
            write_workbook(folder / f"{table.name}.xlsx", table, origin, mark)
        return
    (folder / table.name).mkdir(exist_ok=True)
    months = rows.months()
    by_month = workers().results(month_files, map(rows.month, months.values()))
    for month, (lines, columns) in zip(months, by_month, strict=True):
        (folder / table.name / f"{month}.csv").write_bytes(lines)
        (folder / table.name / f"{month}.parquet").write_bytes(columns)
