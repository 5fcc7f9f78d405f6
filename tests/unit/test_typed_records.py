"""Records: what a row tells of itself, as it was read and when it is complete."""

from __future__ import annotations

import tracemalloc
from decimal import Decimal
from enum import StrEnum

import pandas as pd
import pytest

from disclosure.kinds import all_kinds, kind_of
from disclosure.model import Organisation, OrgForm, SiteSettings
from disclosure.problems import Where
from disclosure.reading import (
    Complete,
    Flag,
    Missing,
    Money,
    Record,
    Sourced,
    Text,
    Year,
    YesNo,
    column,
    read_columns,
    read_mapping,
    typed_rows,
)
from disclosure.reading.cells import TextCells


class Size(StrEnum):
    """How big a loaf is."""

    SMALL = "小"
    LARGE = "大"


class LoafRecord(Record):
    """One loaf of bread."""

    id = column(Text, "编号", key=True)
    size = column(Size, "大小")
    grains = column(Size, "谷物", many=True)
    sliced = column(Flag, "切片")
    price = column(Money, "价格", required=True)
    baked = column(Year, "年份")
    age = column(Year, "年龄", derived=True)


class Loaf(Complete, LoafRecord):
    """One loaf of bread of which all is told that must be."""


WHERE = Where("面包.csv", None, 2)


def read(*lines: dict[str, str]) -> list[LoafRecord]:
    """These rows, read as a table is read."""
    names = [entry.name for entry in LoafRecord.columns]
    frame = pd.DataFrame([{name: line.get(name, "") for name in names} for line in lines], dtype="str")
    table, _ = read_columns(LoafRecord, frame, lambda row, label: Where("面包.csv", None, row, label))
    return list(typed_rows(LoafRecord, table, lambda row: Where("面包.csv", None, row)))


def test_a_cell_is_an_attribute() -> None:
    """On the class it is the column; on a row it is the value: a word of a list, an exact number of yuan, nothing."""
    (row,) = read({"id": "a", "size": "大", "grains": "小；大", "sliced": "否", "price": "12.30"})
    assert (LoafRecord.price.label, LoafRecord.price.name, LoafRecord.price.required) == ("价格", "price", True)
    assert row.size is Size.LARGE
    assert row.grains == (Size.SMALL, Size.LARGE)
    assert row.sliced is YesNo.NO
    assert row.price == Decimal("12.30")
    assert isinstance(row.price, Decimal)
    assert row.baked is None
    assert row[LoafRecord.price] == row.price
    assert row.values["price"] == row.price  # noqa: PD011  (of a record)


def test_rows_of_a_class_share_the_names_of_their_cells() -> None:
    """A hundred thousand of them would hold each name a hundred thousand times: kept apart, each takes a table of its own."""
    projects, where = kind_of("projects"), Where("表.csv")
    assert projects
    projects.record.of({}, where)
    tracemalloc.start()
    rows = [projects.record.of({}, where) for _ in range(400)]
    together, _ = tracemalloc.get_traced_memory()
    apart = [dict(vars(row).items()) for row in rows]
    for row, cells in zip(rows, apart, strict=True):
        object.__setattr__(row, "__dict__", cells)
    separate, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert separate - together > 50 * len(rows)


def test_a_table_can_hold_its_records_in_the_place_of_cells() -> None:
    """Each column is then what it was, in values of the same types: words as they are written, money in 分, what is missing."""
    columns = {
        "id": ["a", "b", "c"],
        "size": ["大", "", "不公开"],
        "grains": ["小；大", "大", ""],
        "price": ["12.30", "viel", "0.01"],
    }
    tables = [
        read_columns(LoafRecord, TextCells(columns, [2, 3, 5]), lambda row, _: Where("面包.csv", None, row))[0]
        for _ in range(2)
    ]
    for table in tables:
        table.fill("age", 3)
    cells, held = tables
    held.hold(LoafRecord, list(typed_rows(LoafRecord, held, lambda row: Where("面包.csv", None, row))))
    assert held.names == cells.names
    for name in cells.names:
        before, now = cells.cells(name), held.cells(name)
        assert (now, [*map(type, now)]) == (before, [*map(type, before)]), name
    assert held.cells("price") == [1230, None, 1]
    pd.testing.assert_frame_equal(held.copied().frame, cells.frame, check_exact=True)


def test_a_row_tells_why_and_where() -> None:
    """The reason for an empty cell, the cells that could not be read, and the place of each."""
    withheld, refused = read({"id": "a", "price": "1", "size": "不公开"}, {"id": "b", "price": "viel", "size": ""})
    assert withheld.missing(LoafRecord.size) is Missing.WITHHELD
    assert refused.missing(LoafRecord.size) is Missing.UNDISCLOSED
    assert refused.faulty == {"price"}
    assert refused.price is None
    assert withheld.faulty == frozenset()
    assert withheld.at(LoafRecord.size) == Where("面包.csv", None, 0, "大小")


def test_only_a_row_that_has_all_it_must_have_is_complete() -> None:
    """Pages are made of complete rows; checks see the others, too, as what the table declares."""
    whole, partial = read({"id": "a", "price": "1"}, {"id": "b", "price": "viel"})
    assert type(whole) is Loaf
    assert type(partial) is LoafRecord
    assert whole.declared is partial.declared is Loaf.declared is LoafRecord
    assert type(LoafRecord.of({"id": "a", "price": Decimal(1)}, WHERE)) is Loaf
    assert type(LoafRecord.of({"id": "a"}, WHERE)) is LoafRecord


def test_a_column_that_is_worked_out_is_none_of_the_table() -> None:
    """Nobody is asked for it and nobody gets it, but a row has it where the frame has."""
    assert [entry.name for entry in LoafRecord.columns] == ["id", "size", "grains", "sliced", "price", "baked"]
    assert [entry.name for entry in LoafRecord.derived] == ["age"]
    table, _ = read_columns(
        LoafRecord,
        pd.DataFrame([{"id": "a", "price": "1", "age": "2020"}], dtype="str"),
        lambda row, label: Where("面包.csv", None, row, label),
    )
    assert "age" not in table.frame
    (row,) = typed_rows(LoafRecord, table, lambda _: WHERE)
    assert row.age is None
    table.frame["age"] = 3
    (row,) = typed_rows(LoafRecord, table, lambda _: WHERE)
    assert row.age == 3


def test_no_derived_column_of_any_kind_is_published() -> None:
    """Names that are worked out never meet the columns that files, downloads and the dictionary have."""
    derived = {entry.name: kind.id for kind in all_kinds() for entry in kind.record.derived}
    assert {"giver", "made_up", "related", "gave", "month", "year"} <= derived.keys()
    for kind in all_kinds():
        assert not {entry.name for entry in kind.record.derived} & {entry.name for entry in kind.record.columns}, (
            kind.id
        )
        assert not any(entry.derived for entry in kind.record.columns), kind.id


def test_each_kind_has_a_record_of_its_own() -> None:
    """The class of a row tells its kind: no two kinds share a record, and the kind holds rows as they are read."""
    records = [kind.record for kind in all_kinds()]
    assert len(set(records)) == len(records)
    assert all(record.declared is record for record in records)


@pytest.mark.parametrize("name", ["where", "reasons", "faulty", "values", "missing", "at", "columns", "of"])
def test_a_column_may_not_hide_what_every_row_tells(name: str) -> None:
    """Its name would take the place of it."""
    with pytest.raises(TypeError, match=f"{name} are names of every record"):
        type("Hidden", (Record,), {name: column(Text, "某列")})


def test_a_row_has_no_other_cells() -> None:
    """A misspelt name is an error and not a cell more."""
    with pytest.raises(KeyError, match="LoafRecord: prize"):
        LoafRecord.of({"prize": Decimal(1)}, WHERE)
    with pytest.raises(KeyError, match="LoafRecord: prize"):
        LoafRecord.column("prize")
    row = LoafRecord.of({"id": "a"}, WHERE)
    with pytest.raises(AttributeError, match="prize"):
        _ = row.prize  # type: ignore[attr-defined]


def test_columns_stand_in_their_order() -> None:
    """Own columns first and the shared ones last, except those of a record that leads."""

    class Led(Sourced, leading=True):
        line = column(Text, "行次")

    class Longer(Led):
        amount = column(Money, "金额")

    assert [entry.name for entry in Longer.columns] == ["line", "amount", *(entry.name for entry in Sourced.columns)]


# --- settings are records, too --------------------------------------------------------------------


def test_settings_are_read_as_the_cells_of_a_table() -> None:
    """A word of a list, a day in any form, several values as a list or one alone, and 未披露 for what is not withheld."""
    written = {
        "name": "网站",
        "organisations": "dawn",
        "prepared_on": "2026年3月5日",
        "sample": "否",
        "tagline": "未披露",
    }
    facts, problems = read_mapping(SiteSettings, written, {}, "site.yaml")
    assert problems == []
    site = SiteSettings.known(facts, Where("site.yaml"))
    assert (site.organisations, site.prepared_on, site.tagline) == (("dawn",), "2026-03-05", None)
    assert site.sample is YesNo.NO
    assert not site.is_sample


def test_a_fault_in_settings_is_told_where_it_stands() -> None:
    """All of them at once: a key that nobody knows with the one that is meant, a word of no list, what must be there."""
    written = {"name": "甲", "id": "", "org_from": "社会团体", "org_form": "社团", "part_of_since": "去年"}
    facts, problems = read_mapping(Organisation, written, {"org_from": 3, "org_form": 4}, "organisation.yaml")
    assert [(entry.code, entry.where.row, entry.where.column) for entry in problems] == [
        ("unknown-choice", 3, "org_from"),
        ("missing-value", None, "id"),
        ("unknown-choice", 4, "org_form"),
        ("bad-value", None, "part_of_since"),
    ]
    assert "（是不是“org_form”？）" in problems[0].fix
    body = Organisation.known("a", facts)
    assert (body.id, body.name, body.short_name, body.org_form) == ("a", "甲", "甲", None)
    assert Organisation.known("a", {"org_form": "基金会"}).org_form is OrgForm.FOUNDATION
