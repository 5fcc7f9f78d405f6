"""What nobody should have to type into our own sheets: ids, sources by their names, and the usual words of the first workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from types import MappingProxyType

from ..accounts import START
from ..kinds import kind_of
from ..model import Kind
from ..problems import id_named
from ..reading import DonationNumber, RawTable
from .existing import read_existing
from .numbering import number_gifts, proposed_id
from .readings import SheetReading

# What a cell of that workbook means where it is empty; its guide says so, and the import tells how often.
_USUAL = MappingProxyType({"figures": {"nature": "实际", "scope": "未说明", "status": "已核"}})
_SOURCES = "sources"


def complete(readings: Sequence[SheetReading], folder: Path, file: str) -> None:
    """Fill in, in the sheets of our own making in *readings*, what can be known; every rule becomes a note of its sheet.

    *folder* is that of the organisation, *file* the name of the workbook. A cell that says something is never changed,
    but for a source that is called by its name.
    """
    ours = [reading for reading in readings if reading.kind and not reading.kind.form and not reading.foreign]
    for reading in ours:
        assert reading.kind is not None  # noqa: S101  (chosen above)
        _ids(reading, reading.kind, folder)
        if file == START:
            _usual(reading, reading.kind)
    sources = _titles(ours, folder)
    for reading in ours:
        assert reading.kind is not None  # noqa: S101
        _name_sources(reading, reading.kind, sources, alone=file == START)


def _ids(reading: SheetReading, kind: Kind, folder: Path) -> None:
    key = kind.record.key()
    if key is None:
        return
    given = [raw for raw in reading.raws if key.name in raw.cells]
    if not any(not str(cell).strip() for raw in given for cell in raw.cells[key.name]):
        return
    taken = {str(cell).strip() for raw in given for cell in raw.cells[key.name]}
    taken |= set(filter(None, read_existing(kind, folder).column("id")))
    numbers: list[str] = []
    if isinstance(key.type, DonationNumber):
        numbers = _numbers_of_gifts(given, key.name, taken)
    for raw in given if not numbers else ():
        column = [str(cell) for cell in raw.cells[key.name]]
        for at, row in enumerate(raw.cells.to_dict("records")):
            if column[at].strip():
                continue
            column[at] = proposed_id(kind, key, {str(name): str(cell) for name, cell in row.items()}, taken)
            taken.add(column[at])
            numbers += filter(None, [column[at]])
        raw.cells[key.name] = column
    if numbers:
        span = numbers[0] if len(numbers) == 1 else f"{numbers[0]}—{numbers[-1]}"
        reading.notes.append(f"{key.label}空着的 {len(numbers)} 行编了号：{span}")


def _numbers_of_gifts(raws: Sequence[RawTable], key: str, taken: Iterable[str]) -> list[str]:
    """Number the gifts that have none, in the order of their days; returns the new numbers in the order of the rows."""
    blank = [(raw, at) for raw in raws for at, cell in enumerate(raw.cells[key]) if not str(cell).strip()]
    days = [str(raw.cells["received_on"].iat[at]).strip() if "received_on" in raw.cells else "" for raw, at in blank]
    numbers = number_gifts(days, taken)
    columns = {id(raw): [str(cell) for cell in raw.cells[key]] for raw in raws}
    for (raw, at), number in zip(blank, numbers, strict=True):
        columns[id(raw)][at] = number
    for raw in raws:
        raw.cells[key] = columns[id(raw)]
    return sorted(filter(None, numbers))


def _usual(reading: SheetReading, kind: Kind) -> None:
    for name, word in _USUAL.get(kind.id, {}).items():
        count = 0
        for raw in reading.raws:
            if name in raw.cells:
                column = [str(cell) for cell in raw.cells[name]]
                count += sum(not cell.strip() for cell in column)
                raw.cells[name] = [cell if cell.strip() else word for cell in column]
        if count:
            reading.notes.append(f"{kind.record.column(name).label}空着的 {count} 行填了“{word}”")


def _titles(readings: Sequence[SheetReading], folder: Path) -> dict[str, str]:
    """The sources that there are, and those that come with this file: id → name."""
    kind = kind_of(_SOURCES)
    existing = read_existing(kind, folder) if kind else None
    titles = dict(zip(existing.column("id"), existing.column("title"), strict=True)) if existing else {}
    for reading in readings:
        if reading.kind is kind:
            for raw in reading.raws:
                if {"id", "title"} <= set(raw.cells.columns):
                    titles |= dict(zip(map(str, raw.cells["id"]), map(str, raw.cells["title"]), strict=True))
    return {key: title for key, title in titles.items() if key.strip()}


def _name_sources(reading: SheetReading, kind: Kind, sources: dict[str, str], *, alone: bool) -> None:
    """Ids for the names of sources; where nothing is said and there is one source only, that one (*alone*)."""
    only = next(iter(sources)) if alone and len(sources) == 1 else ""
    for column in kind.record.columns:
        if column.refers_to != _SOURCES or column.many:
            continue
        named = empty = 0
        for raw in reading.raws:
            if column.name not in raw.cells:
                continue
            cells = [str(cell).strip() for cell in raw.cells[column.name]]
            ids = [cell if not cell or cell in sources else id_named(cell, sources) or cell for cell in cells]
            named += sum(before != after for before, after in zip(cells, ids, strict=True))
            empty += sum(not cell for cell in ids) if only else 0
            raw.cells[column.name] = [cell or only for cell in ids]
        if named:
            reading.notes.append(f"{column.label}的 {named} 行写的是名称，换成了编号")
        if empty:
            reading.notes.append(f"{column.label}空着的 {empty} 行填了唯一的来源 {only}")
