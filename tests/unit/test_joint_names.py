"""Names of persons in a cell that says more than one name."""

from __future__ import annotations

import pytest

from disclosure.privacy.joint_names import persons_in


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("欧阳隐名、李显名", ["欧阳隐名", "李显名"]), ("王明 李明", ["王明", "李明"]), ("李和平和王安", ["李和平", "王安"]),
        ("示例公司（欧阳隐名）", ["欧阳隐名"]), ("李显名/王安/赵小名", ["李显名", "王安", "赵小名"]), ("John Smith & Mary Smith", ["John Smith", "Mary Smith"]),
        ("故欧阳隐名", ["欧阳隐名"]), ("微信用户王小明", ["王小明"]), ("1.王小明", ["王小明"]), ("王小明-微信", ["王小明"]), ("王小明及家人", ["王小明"]),
        ("欧阳隐名携女欧阳小名", ["欧阳隐名", "欧阳小名"]), ("张广丰（李显名代缴）", ["张广丰", "李显名"]), ("王小明夫妇、李显名一家", ["王小明", "李显名"]),
        ("支付宝王小明", ["王小明"]), ("一中2001届王小明", ["王小明"]), ("台胞李显名（代转）", ["李显名"]),
    ],
)  # fmt: skip
def test_each_person_of_a_cell_is_found(cell: str, names: list[str]) -> None:
    """Givers of one row, and a giver beside a body, a number, kin or who paid for them."""
    assert list(persons_in(cell)) == names


@pytest.mark.parametrize(
    "cell",
    [
        "李和平", "欧阳隐名", "John Smith", "示例市第一中学（高一3班）", "中国银行、工商银行", "黄河、长江", "李家村、王家村", "小雨 阳光 大海", "江苏、安徽",
        "某某集团（张总）", "王氏宗亲会", "华为（苏州）", "马上有钱、金山银山", "王" * 300,
    ],
)  # fmt: skip
def test_other_words_are_no_persons(cell: str) -> None:
    """A single name is looked for as it is; banks, villages and titles name nobody."""
    assert list(persons_in(cell)) == []
