"""Tables of many rows: sums and places come from the whole table at once and are exact."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.model import Dataset, containing, judged_cells, size_bands
from disclosure.model.column_values import all_differ
from disclosure.problems import Where
from disclosure.reading.cell_types import Code, Date, DonationNumber, Money, Text, Yuan
from disclosure.reading.cells import TextCells
from disclosure.reading.columns import Record, column
from disclosure.reading.compacting import compacted
from disclosure.reading.sizes import MOST_ROWS
from disclosure.reading.table_typing import read_columns
from disclosure.reading.typed_tables import TypedTable


class Gift(Record):
    id = column(DonationNumber, "编号", key=True)
    on = column(Date, "日期")
    amount = column(Money, "金额")
    way = column(Text, "渠道")


def table(rows: list[dict[str, str]], first: int = 2) -> TypedTable:
    index = pd.Index(range(first, first + len(rows)), dtype="int64")
    cells = pd.DataFrame(rows, columns=["id", "on", "amount", "way"], index=index, dtype="str").fillna("")
    return read_columns(Gift, cells, lambda row, label: Where("x.csv", None, row, label))[0]


def dataset(*files: list[dict[str, str]]) -> Dataset:
    return Dataset("gifts", Gift, [(f"{number}.csv", None, table(rows)) for number, rows in enumerate(files)])


def row(number: int = 1, amount: str = "1.00", way: str = "甲", on: str = "2024-02-01") -> dict[str, str]:
    return {"id": f"2024-02-{number:05d}", "on": on, "amount": amount, "way": way}


@pytest.mark.parametrize(
    ("cell", "cents"),
    [("0.01", 1), ("0.1", 10), ("1", 100), ("1,234.5", 123450), ("１２.３０", 1230), ("−5.05", -505), ("-0.05", -5)],
)
def test_money_is_read_into_whole_cents(cell: str, cents: int) -> None:
    """Yuan as staff write them become 分 without a float on the way."""
    assert table([row(amount=cell)]).frame["amount"].tolist() == [cents]


@pytest.mark.parametrize("cell", ["1.005", "12万余", "1e3", "", "1,23", "￥", "NaN", "٣"])
def test_what_is_no_money_is_refused(cell: str) -> None:
    """Three decimals, units, exponents and other scripts never become a number."""
    assert table([row(amount=cell)]).frame["amount"].isna().all()


def test_few_rows_are_read_alike_with_a_frame_and_without() -> None:
    """Texts, cells, numbers and places of tables that nobody made a frame of are those of the frame."""
    empty = {**row(3), "on": "", "amount": "", "way": ""}
    files = ([row(1, "-5.05"), empty], [row(2, way="乙"), row(4, "1,234.5", way="甲")])
    plain, framed = dataset(*files), dataset(*files)
    assert len(framed.frame) == 4
    at = np.array([3, 0, 1])
    for entry in Gift.columns:
        assert plain.texts(entry, repr, at) == framed.texts(entry, repr, at)
    assert list(plain.cells(Gift.columns)) == list(framed.cells(Gift.columns))
    assert list(plain.numbers()) == list(framed.numbers())
    assert [plain.where(place) for place in range(4)] == [framed.where(place) for place in range(4)]
    assert all(part.short is not None for _, _, part in plain.tables)


def test_a_position_leads_back_to_file_and_row() -> None:
    """Rows of several files stand under each other and still know where they came from."""
    made = dataset([row(1), row(2)], [row(3)])
    assert [str(made.where(at)) for at in range(3)] == ["0.csv 第 2 行", "0.csv 第 3 行", "1.csv 第 2 行"]
    with pytest.raises(IndexError):
        made.where(3)


def test_places_of_a_long_table_are_found_without_listing_its_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each problem asks how long a table is: a list of its rows for that would make many problems of many rows slow."""
    long = table([row(number) for number in range(3)])
    assert long.frame.index.tolist() == [2, 3, 4]
    monkeypatch.setattr(TypedTable, "index", property(lambda _: pytest.fail("listed")))
    assert len(long) == 3


def test_a_repeated_value_names_its_first_place() -> None:
    """Every later row with the same value is told, with the first; missing values are not repeated."""
    made = dataset([row(1), row(2, way="")], [row(1), row(1), row(3, way="")])
    assert list(made.repeated(Gift.id)) == [(2, 0), (3, 0)]
    assert 1 not in {position for position, _ in made.repeated(Gift.way)}


def test_rows_come_back_as_plain_values() -> None:
    """Money is Decimal yuan again, a missing cell is None, and nothing is a float."""
    made = dataset([row(1, "12.30"), row(2, "", "")])
    assert list(made.cells((Gift.id, Gift.amount, Gift.way))) == [
        ("2024-02-00001", Decimal("12.30"), "甲"),
        ("2024-02-00002", None, None),
    ]


def test_only_what_is_surely_earlier_is_told() -> None:
    """A gift of a month is not before a day of that month; one of the month before is."""
    made = dataset([row(1, on="2024-01-31"), row(2, on="2024-02"), row(3, on="2024-01"), row(4, on="2024-02-10")])
    assert made.earlier(Gift.on, Gift.way, {"甲": "2024-02-10"}) == [(0, "甲"), (2, "甲")]
    assert made.earlier(Gift.on, Gift.way, {"甲": "2024-02"}) == [(0, "甲"), (2, "甲")]
    assert made.earlier(Gift.on, Gift.way, {"乙": "2024-12-31"}) == []


amounts = st.lists(st.tuples(st.integers(1, 10**9), st.sampled_from(["甲", "乙", ""])), min_size=1, max_size=30)


@given(amounts)
def test_sums_of_groups_are_exact_and_lose_no_row(found: list[tuple[int, str]]) -> None:
    """Property: sums by group equal sums made one by one, to the 分, rows without a group among them."""
    made = dataset([row(at, str(Decimal(cents).scaleb(-2)), way) for at, (cents, way) in enumerate(found, 1)])
    expected: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for cents, way in found:
        expected[(way,)].append(cents)
    assert made.sums((Gift.way,), Gift.amount) == {
        key: (len(cents), Decimal(sum(cents)).scaleb(-2)) for key, cents in expected.items()
    }


@given(amounts)
def test_bands_hold_every_gift_once(found: list[tuple[int, str]]) -> None:
    """Property: whatever the amounts, bands from edge to edge hold every row and every 分 once."""
    made = dataset([row(at, str(Decimal(cents).scaleb(-2)), way) for at, (cents, way) in enumerate(found, 1)])
    bands = size_bands(made, Gift.amount, Gift.way, (100, 1000, 100_000), (Gift.on, "2024-02-01"))
    assert sum(one[0] for one in bands) == len(found)
    assert sum((one[1] for one in bands), Decimal(0)) == Decimal(sum(cents for cents, _ in found)).scaleb(-2)
    lowest = [cents for cents, _ in found if cents <= 10_000]
    assert bands[0][:2] == (len(lowest), Decimal(sum(lowest)).scaleb(-2))


def test_a_word_among_many_is_told_with_its_rows() -> None:
    """Words are searched by the hundred; the one that suits is judged once and told wherever it stands, and no other is."""
    ways = [f"乙{number}" for number in range(700)]
    ways[650] = ways[699] = "丙13812345678"
    tables = dataset([row(number + 1, way=way) for number, way in enumerate(ways)], [row(701, way="丙13812345678")])
    judged: list[str] = []

    def judge(text: str, where: Where) -> list[str]:
        judged.append(f"{text} {where.file} {where.row}")
        return ["telephone"]

    places = [str(where) for where, _ in judged_cells(tables, Gift.way, "1[0-9]{10}", judge)]
    assert places == ["0.csv 第 652 行“渠道”", "0.csv 第 701 行“渠道”", "1.csv 第 2 行“渠道”"]
    assert judged == ["丙13812345678 0.csv 652"]


@given(st.lists(st.integers(1, 300), min_size=1, max_size=40))
def test_repeated_numbers_are_found_however_the_files_overlap(numbers: list[int]) -> None:
    """Every number that stood before is told with its first place, whether the files follow each other or not."""
    half = len(numbers) // 2
    parts = [[row(number) for number in part] for part in (numbers[:half], numbers[half:]) if part]
    files = [(f"{place}.csv", None, table(rows)) for place, rows in enumerate(parts)]
    for _, _, typed in files:
        typed.frame["id"] = compacted(Gift.id, typed.frame["id"])
    repeats = dict(Dataset("gifts", Gift, files).repeated(Gift.id))
    assert repeats == {at: numbers.index(number) for at, number in enumerate(numbers) if number in numbers[:at]}
    assert all_differ(Dataset("gifts", Gift, files)[Gift.id]) <= (not repeats)


@pytest.mark.parametrize("sort", ["plain", "compact"])
def test_the_first_row_of_each_value_is_told(sort: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever holds the words, and however few rows are looked at in a time; a blank is no value."""
    monkeypatch.setattr("disclosure.model.column_values._STRETCH", 2)
    tables = dataset([row(1, way=""), row(2, way="乙"), row(3)], [row(4, way="乙"), row(5, way="丙")])
    for _, _, typed in tables.tables if sort == "compact" else ():
        typed.frame["way"] = compacted(Gift.way, typed.frame["way"])
    assert tables.first(Gift.way) == {"乙": 1, "甲": 2, "丙": 4}


@given(
    st.lists(st.sampled_from(["", "12笔", "十笔", "等3人", "等人", "3人\n次", "3人次", "无"]), min_size=1, max_size=600)
)
def test_cells_that_hold_a_pattern_are_those_of_a_search_in_each(ways: list[str]) -> None:
    pattern = re.compile(r"[0-9]+(?:笔|人次)|等[0-9]+人")
    cells = table([row(number, way=way) for number, way in enumerate(ways, 1)]).frame["way"]
    assert containing(cells, pattern).tolist() == [pattern.search(way) is not None for way in ways]


class Offer(Record):
    id = column(Code, "编号", key=True)
    words = column(Text, "说明", many=True)
    amount = column(Money, "金额")
    price = column(Yuan, "单价", unit="元")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["电话13812345678；电话13812345678", "电话13812345678", "无", "", "不公开"]),
            st.sampled_from(["5123456.70", "1", "", "不公开", "一百"]),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_short_tables_say_what_their_frames_say(lines: list[tuple[str, str]]) -> None:
    """A table of few rows is asked without a frame; rows, words that are looked for and large numbers are the same with one."""
    cells = {"id": [f"A{at}" for at in range(len(lines))], "words": [words for words, _ in lines]}
    cells |= {name: [number for _, number in lines] for name in ("amount", "price")}
    asked = []

    def outcome(*, framed: bool) -> tuple[object, ...]:
        typed, problems = read_columns(
            Offer, TextCells(cells, range(2, len(lines) + 2)), lambda at, label: Where("x.csv", None, at, label)
        )
        if framed:
            assert len(typed.frame) == len(lines)
        assert (typed.short is None) == framed
        offers = Dataset("offers", Offer, [("x.csv", None, typed.copied()), ("y.csv", None, typed)])
        seen: list[tuple[str, Where]] = []
        asked.append(seen)

        def judge(text: str, where: Where) -> list[str]:
            seen.append((text, where))
            return [f"!{text}"]

        return (
            problems,
            typed.missing,
            typed.refused,
            [(vars(row), row.where, dict(row.reasons), row.faulty) for row in offers.rows()],
            list(judged_cells(offers, Offer.words, "1[0-9]{10}", judge)),
            offers.large_numbers(5_000_000),
            [table.short is None for _, _, table in offers.tables],
        )

    (*without, short), (*with_frames, frames) = outcome(framed=False), outcome(framed=True)
    assert without == with_frames
    assert asked[0] == asked[1]
    assert (short, frames) == ([False, False], [True, True])


@pytest.mark.parametrize(("rows", "short"), [(MOST_ROWS, True), (MOST_ROWS + 1, False)])
def test_only_tables_of_very_many_rows_become_frames(rows: int, short: bool) -> None:  # noqa: FBT001
    """Whatever may be read row by row is read without pandas, which takes more room than all figures of a large federation."""
    cells = {"id": [f"A{at}" for at in range(rows)], "words": ["助学"] * rows}
    cells |= {name: ["1.50"] * rows for name in ("amount", "price")}
    typed, problems = read_columns(Offer, TextCells(cells, range(2, rows + 2)), lambda *_: Where("x.csv"))
    assert (problems, len(typed), typed.short is not None) == ([], rows, short)
