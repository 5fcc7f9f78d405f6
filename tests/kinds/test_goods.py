"""Goods: in = out + stock for each item, specification and batch; nothing vanishes, nothing changes its name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples_money import Folder, blocks, words

from disclosure.kinds.goods import GoodsRecord, MovementType, accounts, check
from disclosure.model import Amount, TableBlock
from disclosure.problems import Where
from disclosure.reading import Record

IN = {
    "item": "口罩",
    "specification": "N95",
    "move": "接收",
    "moved_on": "2024-01-26",
    "quantity": "36000",
    "unit": "只",
}
OUT = {
    **IN,
    "move": "发放",
    "moved_on": "2024-01-28",
    "quantity": "16000",
    "receiver": "甲医院",
    "receiver_type": "单位",
}
SECOND = {**OUT, "receiver": "乙医院"}
COUNT = {**IN, "move": "结存", "moved_on": "2024-01-31", "quantity": "4000"}


def test_the_masks_of_2020_do_not_pass(folder: Folder) -> None:
    """36,000 in, twice 16,000 out and not a word about the rest: the 4,000 are named (incidents 2)."""
    folder.write("goods", [IN, OUT, SECOND])
    (problem,) = folder.problems()
    assert problem.code == "goods-not-counted"
    assert "接收 36,000只，发放和报废 32,000只，还有 4,000只" in problem.message


def test_masks_that_change_their_kind_do_not_pass(folder: Folder) -> None:
    """KN95 handed out that came as N95: the message names what was never received and what is left over."""
    folder.write("goods", [IN, {**OUT, "specification": "KN95", "quantity": "36000"}])
    codes = {one.code: one for one in folder.problems()}
    assert set(codes) == {"goods-never-received", "goods-not-counted"}
    assert "发放了口罩，KN95 36,000只" in codes["goods-never-received"].message
    assert "“口罩，N95”账上还有36,000只" in codes["goods-never-received"].message


def test_a_full_account_passes_and_is_shown(folder: Folder) -> None:
    """In, out and a count that agree stand in one line, the count with the way back to its row."""
    folder.write("goods", [{**IN, "value": "72000", "basis": "发票"}, OUT, SECOND, COUNT])
    assert folder.codes() == []
    pages = folder.pages()
    (row,) = blocks(pages["donations/in-kind/"], TableBlock)[0].table.rows
    cells = [one.value for one in row.cells if isinstance(one, Amount)]
    assert cells == [36000, 32000, 0, 4000, 72000]
    assert row.cells[4].where.row == 5
    moves = blocks(pages["donations/in-kind/2024/"], TableBlock)[0].table.rows
    assert len(moves) == 4


def test_a_batch_that_is_used_up_needs_no_count(folder: Folder) -> None:
    """Nothing is left, so there is nothing to count."""
    folder.write("goods", [IN, {**OUT, "quantity": "36000"}])
    assert folder.codes() == []


def test_batches_and_specifications_are_kept_apart(folder: Folder) -> None:
    """What one batch has too much of does not fill what another lacks."""
    one, two = {**IN, "batch": "一"}, {**IN, "batch": "二"}
    folder.write("goods", [one, two, {**OUT, "batch": "一", "quantity": "72000"}])
    assert sorted(folder.codes()) == ["goods-never-received", "goods-not-counted"]


@pytest.mark.parametrize(
    ("rows", "code", "said"),
    [
        ([IN, OUT, SECOND, {**COUNT, "quantity": "3999"}], "goods-vanished", "差 1只"),
        ([IN, OUT, SECOND, {**COUNT, "quantity": "4001"}], "goods-vanished", "4,000只"),
        ([IN, {**OUT, "unit": "箱"}], "goods-units-differ", "箱"),
        ([{**IN, "value": "100"}, {**OUT, "quantity": "36000"}], "value-without-basis", "100"),
        ([{**IN, "quantity": "-1"}, {**COUNT, "quantity": "-1"}], "not-positive", "-1"),
        ([{**OUT, "moved_on": "2024-01-25"}, IN, {**COUNT, "quantity": "20000"}], "goods-never-received", "2024-01-25"),
    ],
)
def test_faulty_goods_are_named(folder: Folder, rows: list[dict[str, str]], code: str, said: str) -> None:
    """Every way in which goods do not add up stops the build, with both sides."""
    folder.write("goods", rows)
    problem = folder.problems()[0]
    assert problem.code == code
    assert said in str(problem)


def test_persons_who_receive_goods_are_not_named(folder: Folder) -> None:
    """Whatever staff wrote, no person that was helped appears on a page."""
    folder.write("goods", [IN, {**OUT, "quantity": "36000", "receiver": "张三丰", "receiver_type": "个人"}])
    pages = folder.pages()
    assert "张三丰" not in words(pages)
    assert "受助个人" in words(pages["donations/in-kind/2024/"])


def row(move: str, day: int, quantity: int, item: str) -> Record:
    from decimal import Decimal

    values = {
        "item": item, "move": move, "moved_on": f"2024-01-{day:02d}", "quantity": Decimal(quantity), "unit": "只",
    }  # fmt: skip
    return GoodsRecord.of(values, Where("goods.csv", None, day))


moves = st.lists(
    st.tuples(
        st.sampled_from(list(MovementType)[:3]), st.integers(1, 28), st.integers(1, 50), st.sampled_from(["甲", "乙"])
    ),
    max_size=12,
)


@given(moves, st.integers(-3, 3))
def test_only_a_true_count_passes(found: list[tuple[str, int, int, str]], wrong: int) -> None:
    """Property: for any movements, an account passes just when no day goes below zero and the count is in less out."""
    rows = [row(*one) for one in found]
    expected = True
    for one in accounts(rows):
        held = 0
        for movement in one.movements:
            held += int(movement.quantity) * (1 if movement.move is MovementType.IN else -1)
            expected &= held >= 0
        rows.append(row("结存", 31, held + wrong, one.item))
        expected &= wrong == 0 and held >= 0
    assert (not [one for one in check(rows) if one.code != "not-positive"]) is expected
