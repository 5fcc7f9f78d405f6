"""Masking: who may be named, what is left of who may not, and that nothing but the mask goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import pytest

from disclosure.model import Dataset, Persons
from disclosure.privacy import NAMELESS, DonorType, mark_returns, mask_donors, mask_receivers
from disclosure.reading import Record, Text, TypedTable, column


class AnyRecord(Record):
    """What the masks need is in the frame; the record only gives its name."""

    donor = column(Text, "捐赠人")
    shown_as = column(Text, "署名")


PERSON, BODY = "爱心人士", "爱心单位"
DONORS = ("donor", "donor_type", "consent", "shown_as")
Rows = Sequence[Mapping[str, object]]


def dataset(kind: str, columns: Sequence[str], *tables: Rows) -> Dataset:
    """Tables of a kind, a file each, with rows from 2 on."""
    held = [
        (
            f"{kind}/{place}.csv",
            None,
            TypedTable(pd.DataFrame(list(rows), columns=list(columns), index=range(2, len(rows) + 2), dtype=object)),
        )
        for place, rows in enumerate(tables, 1)
    ]
    return Dataset(kind, AnyRecord, held)


def column_of(found: Dataset, name: str) -> list[object]:
    """The cells of a column, None where there is nothing."""
    return [None if pd.isna(value) else value for _, _, table in found.tables for value in table.frame[name].tolist()]


def gift(donor: str | None, donor_type: str, consent: str | None, shown_as: str | None = None) -> dict[str, object]:
    return {"donor": donor, "donor_type": donor_type, "consent": consent, "shown_as": shown_as}


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        # a person only with consent
        (gift("周小明", "个人", "是"), "周小明"),
        (gift("周小明", "个人", "否"), PERSON),
        (gift("周小明", "个人", None), PERSON),
        (gift("周小明", "个人", "是", "明明爸爸"), "明明爸爸"),
        (gift("周小明", "个人", "否", "爱心人士"), PERSON),
        (gift("周小明", "个人", "否", "周小明"), PERSON),
        (gift(None, "个人", "是"), PERSON),
        # a body unless it objects
        (gift("东方厂", "单位", None), "东方厂"),
        (gift("东方厂", "单位", "是"), "东方厂"),
        (gift("东方厂", "单位", "否"), BODY),
        (gift("东方厂", "单位", None, "东方厂工会"), "东方厂工会"),
        (gift("东方厂", "单位", "否", "东方厂工会"), BODY),
        (gift(None, "单位", None), BODY),
        # who wants no name has none, whatever else is written
        (gift("周小明", "匿名", "是"), PERSON),
        (gift("周小明", "匿名", None, "匿名"), PERSON),
    ],
)
def test_who_is_named(row: dict[str, object], shown: str) -> None:
    """A person is named only with consent, a body unless it objects, who is anonymous never; the own name is forgotten."""
    found = dataset("donations", DONORS, [row])
    list(mask_donors(found))
    assert column_of(found, "shown_as") == [shown]
    assert column_of(found, "donor") == [None]


def test_a_name_without_consent_is_told_with_its_cell() -> None:
    """署名 of a person without consent, or of a body that objects, is an error at its row; a word for nobody is none."""
    first = [
        gift("周小明", "个人", None, "周小明"),
        gift("周小明", "个人", "是", "周小明"),
        gift("周小明", "个人", "否", "明明"),
        *(gift("周小明", "个人", None, word) for word in NAMELESS),
        gift("周小明", "个人", None),
    ]
    second = [
        gift("东方厂", "单位", None, "东方厂"),
        gift("东方厂", "单位", "是", "东方厂"),
        gift("东方厂", "单位", "否", "东方厂"),
        gift("东方厂", "单位", "否"),
        gift("路过的人", "匿名", None, "路过的人"),
    ]
    problems = list(mask_donors(dataset("donations", DONORS, first, second)))
    assert {one.code for one in problems} == {"name-without-consent"}
    assert [(one.where.file, one.where.row, one.where.column) for one in problems] == [
        ("donations/1.csv", 2, "署名"),
        ("donations/1.csv", 4, "署名"),
        ("donations/2.csv", 4, "署名"),
        ("donations/2.csv", 6, "署名"),
    ]


def test_gifts_of_one_donor_are_known_as_such_over_all_tables() -> None:
    """The same name has the same number in every file, another name another, and no name no number."""
    first = [gift("甲", "个人", None), gift("乙", "个人", "是"), gift(None, "匿名", None), gift("甲", "个人", "是")]
    found = dataset("donations", DONORS, first, [gift("丙", "单位", None), gift("乙", "个人", None)])
    list(mask_donors(found))
    a, b, none, again, c, b_again = column_of(found, "giver")
    assert (a, b) == (again, b_again)
    assert len({a, b, c}) == 3
    assert none is None
    assert not {"甲", "乙", "丙"} & {a, b, c}


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("测试", "测试"),
        ("TEST1", "测试"),
        ("Aaaa", "测试"),
        ("待填", "测试"),
        ("111", "测试"),
        ("张三", "举例"),
        ("某某公司", "举例"),
        ("123", "举例"),
        ("姚明", "名人"),
        ("暂无", "不是名称"),
        ("不详", "不是名称"),
        ("NaN", "不是名称"),
        ("——", "不是名称"),
        ("合计", "合计"),
        ("3月小计", "合计"),
        ("Grand Total", "合计"),
        ("合计慈善会", None),
        ("张三丰", None),
        ("王小测试员", None),
        ("姚明明", None),
        ("contest", None),
        ("无名氏", None),
        (None, None),
    ],
)
def test_names_that_are_none_are_marked(name: str | None, why: str | None) -> None:
    """Left from a test, made up as an example or borrowed, however it is written; a name that only begins like one is a name."""
    masked = dataset("donations", DONORS, [gift(name, "个人", None)])
    list(mask_donors(masked))
    assert column_of(masked, "made_up") == [why]


@pytest.mark.parametrize(
    ("name", "partial"), [("王*", "是"), ("李＊＊", "是"), ("138****5678", "是"), ("王", None), (None, None)]
)
def test_names_of_which_a_part_is_shown_are_marked(name: str | None, partial: str | None) -> None:
    """What the platform has hidden already is known as such; a short name is whole."""
    masked = dataset("donations", DONORS, [gift(name, "个人", "是")])
    list(mask_donors(masked))
    assert column_of(masked, "masked") == [partial]


def test_what_a_name_is_does_not_depend_on_the_table_it_was_met_in() -> None:
    """Names of the tables before, new ones and what a giver wants to be called are each judged as they would be alone."""
    first = [gift("张三", "个人", "是"), gift("王*", "个人", "是")]
    second = [
        gift("周小明", "个人", "是"),
        gift("王*", "个人", "是", "测试"),
        gift("李四", "个人", "是"),
        gift("张三", "个人", "是"),
    ]
    gifts = dataset("donations", DONORS, first, second, [gift("张三", "个人", None), gift(None, "个人", "是")])
    list(mask_donors(gifts))
    assert column_of(gifts, "made_up") == ["举例", None, None, "测试", "举例", "举例", "举例", None]
    assert column_of(gifts, "masked") == [None, "是", None, None, None, None, None, None]


def test_a_table_of_many_rows_is_masked_as_a_short_one() -> None:
    """Columns of categories, as tables of very many rows have them, end with the same cells, and the name of nobody else."""
    rows = [
        gift("张三", "个人", "是"),
        gift("王*", "个人", None),
        gift("周小明", "个人", "是", "明明爸爸"),
        gift("东方厂", "单位", None),
        gift("东方厂", "单位", "否", "东方厂工会"),
        gift(None, "匿名", None, "匿名"),
        gift(None, "个人", "是", "测试"),
    ]
    short, long = dataset("donations", DONORS, rows), dataset("donations", DONORS, rows)
    for _, _, table in long.tables:
        table.frame = table.frame.astype("category")
    assert list(mask_donors(long)) == list(mask_donors(short))
    for name in ("donor", "shown_as", "made_up", "masked"):
        assert column_of(long, name) == column_of(short, name), name
    givers = list(zip(column_of(long, "giver"), column_of(short, "giver"), strict=True))
    assert len(set(givers)) == 5  # the numbers may be others; the same giver has one, another another, and nobody none
    assert givers[-2:] == [(None, None)] * 2
    held = {word for _, _, table in long.tables for word in table.frame["donor"].cat.categories}
    assert not held  # a category that no cell has would still be a name


def test_a_body_that_is_called_like_a_person_is_asked_about() -> None:
    """单位 beside what looks like the name of a person, in either column, is told; not where consent is answered or a word for nobody stands."""
    rows = [
        gift("周小明", "单位", None),
        gift("东方厂", "单位", None, "周小明"),
        gift("周小明", "单位", "是"),
        gift("周小明", "单位", "否"),
        gift("周小明", "个人", None),
        gift("东方厂", "单位", None, "爱心单位"),
        gift("东方厂", "单位", None),
        gift(None, "单位", None),
    ]
    problems = [one for one in mask_donors(dataset("donations", DONORS, rows)) if one.code == "donor-like-person"]
    assert [(problem.where.row, problem.where.column) for problem in problems] == [(2, "捐赠人"), (3, "署名")]


def test_a_receiver_that_is_a_person_is_never_named() -> None:
    """Whatever stands in the table, a person becomes 受助个人; a body keeps its name, and nothing is a problem."""
    rows = [
        {"receiver": "周小明", "receiver_type": "个人"},
        {"receiver": "东方小学", "receiver_type": "单位"},
        {"receiver": None, "receiver_type": "个人"},
    ]
    found = dataset("disbursements", ("receiver", "receiver_type"), rows)
    assert list(mask_receivers(found)) == []
    assert column_of(found, "receiver") == ["受助个人", "东方小学", "受助个人"]


PURPOSES = ("project", "campaign", "fund", "emergency")


def marked(
    gifts: Sequence[Rows], payments: Rows, parties: Rows = (), purposes: Sequence[str] = PURPOSES
) -> tuple[Sequence[Dataset], Dataset]:
    """The tables after the marks were set."""
    givers = [dataset(f"gifts{place}", ("donor", *purposes), rows) for place, rows in enumerate(gifts)]
    receivers = dataset("disbursements", ("receiver", *PURPOSES), payments)
    related = dataset("related_parties", ("name",), parties)
    mark_returns({Persons.GIVERS: givers, Persons.RECEIVERS: [receivers], Persons.RELATED: [related]})
    return givers, receivers


@pytest.mark.parametrize(
    ("purpose", "word"), [("project", "项目"), ("campaign", "募捐活动"), ("fund", "基金"), ("emergency", "应急行动")]
)
def test_who_gets_back_for_what_he_gave_is_marked(purpose: str, word: str) -> None:
    """A receiver that gave for the same project, appeal, fund or emergency is marked with it; for another one it is not."""
    gifts = [{"donor": "甲", purpose: "a"}, {"donor": "乙", purpose: None}, {"donor": None, purpose: "a"}]
    payments = [
        {"receiver": "甲", purpose: "a"},
        {"receiver": "甲", purpose: "b"},
        {"receiver": "乙", purpose: "a"},
        {"receiver": "乙", purpose: None},
        {"receiver": None, purpose: "a"},
        {"receiver": "丙", purpose: "a"},
    ]
    _, receivers = marked([gifts], payments)
    assert column_of(receivers, "gave") == [word, None, None, None, None, None]


def test_every_table_of_gifts_is_looked_through() -> None:
    """Gifts and pledges of all files count, also where a table lacks a column of purposes."""
    first, second = [{"donor": "甲", "project": "a"}], [{"donor": "乙", "project": "b"}]
    payments = [
        {"receiver": "甲", "project": "a"},
        {"receiver": "乙", "project": "b"},
        {"receiver": "乙", "project": "a"},
    ]
    _, receivers = marked([first, second], payments, purposes=("project",))
    assert column_of(receivers, "gave") == ["项目", "项目", None]


def test_gifts_of_related_parties_are_marked() -> None:
    """A donor that is published as a related party keeps this name in `related`; nobody else's name is kept there."""
    gifts = [{"donor": "东方厂"}, {"donor": "周小明"}, {"donor": None}]
    givers, _ = marked([gifts, [{"donor": "西方厂"}]], [], [{"name": "东方厂"}, {"name": "西方厂"}, {"name": None}])
    assert [column_of(one, "related") for one in givers] == [["东方厂", None, None], ["西方厂"]]
    givers, _ = marked([gifts], [])
    assert column_of(givers[0], "related") == [None, None, None]


def test_the_words_for_nobody() -> None:
    """What a gift can say of its giver, and what types of givers there are."""
    assert NAMELESS == (PERSON, BODY, "匿名")
    assert tuple(DonorType) == ("个人", "单位", "匿名")
