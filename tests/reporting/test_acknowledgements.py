"""Acknowledged warnings move to a part of their own; errors stay; what fits nothing is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from disclosure.compose import check
from disclosure.problems import Severity
from disclosure.reporting.findings import Review
from disclosure.reporting.text import as_text

HEADER = "代码,文件,编号,行,列,理由,确认人,日期"
GIFTS = """捐赠编号,到账日期,金额,捐赠类型,捐赠人类型,捐赠人,同意公开姓名,来源
2024-03-00001,2024-03-05,100,现金,个人,林平,是,B1
2024-03-00002,2024-03-05,100,现金,个人,林平,是,B1
2024-03-00003,2024-03-06,1,现金,单位,东港公司,,B1
"""


def read(root: Path, *rows: str) -> Review:
    data, content = root / "data", root / "content"
    (data / "body").mkdir(parents=True)
    content.mkdir()
    (data / "site.yaml").write_text("name: 试\norganisations:\n  - body\nprepared_on: 2025-02-28\n", "utf-8")
    (data / "body" / "organisation.yaml").write_text("id: body\nname: 青山慈善会\n", "utf-8")
    (data / "body" / "sources.csv").write_text("编号,名称,发布者,发布日期,等级\nB1,台账,本会,2024-12-31,填\n", "utf-8")
    (data / "body" / "donations.csv").write_text(GIFTS, "utf-8")
    (data / "body" / "acknowledgements.csv").write_text("\n".join((HEADER, *rows)) + "\n", "utf-8")
    return check(data, content)[1]


def codes(found: Review, severity: Severity) -> list[str]:
    return [one.problem.code for group in found.parts[severity] for one in group.spots]


def test_nothing_is_acknowledged_by_itself(tmp_path: Path) -> None:
    """The two odd gifts are asked about."""
    assert codes(read(tmp_path), Severity.WARNING) == ["gift-twice", "token-gift"]


@pytest.mark.parametrize(
    "row",
    [
        "gift-twice,donations.csv,2024-03-00002,,,两笔都有回单,林会计,2025-01-03",
        "gift-twice,donations.csv,,3,,两笔都有回单,林会计,2025-01-03",
        "gift-twice,donations.csv,,,金额,两笔都有回单,林会计,2025-01-03",
        "gift-twice,donations.csv,,,,两笔都有回单,林会计,2025-01-03",
    ],
)
def test_an_acknowledged_warning_moves_with_its_reason(row: str, tmp_path: Path) -> None:
    """By id, by row, by column or for the whole file; reason and name stand with it in the report."""
    found = read(tmp_path, row)
    assert codes(found, Severity.WARNING) == ["token-gift"]
    assert [one.problem.code for one, _ in found.acknowledged] == ["gift-twice"]
    text = as_text(found)
    assert "已经确认：1 处" in text
    assert "理由：两笔都有回单（林会计，2025-01-03）" in text
    assert found.publishable


@pytest.mark.parametrize(
    "row",
    [
        "gift-twice,donations.csv,2024-03-00009,,,写错了编号,林会计,2025-01-03",
        "gift-twice,donations.csv,,7,,写错了行,林会计,2025-01-03",
        "gift-twice,donations.csv,,,到账日期,写错了列,林会计,2025-01-03",
        "gift-twice,pledges.csv,,,,写错了文件,林会计,2025-01-03",
        "payment-twice,donations.csv,,,,写错了代码,林会计,2025-01-03",
    ],
)
def test_what_fits_nothing_is_a_notice(row: str, tmp_path: Path) -> None:
    """An acknowledgement without its warning acknowledges nothing, and is told: stale-acknowledgement."""
    found = read(tmp_path, row)
    assert codes(found, Severity.WARNING) == ["gift-twice", "token-gift"]
    assert codes(found, Severity.NOTICE) == ["stale-acknowledgement"]


@pytest.mark.parametrize(
    ("code", "said"), [("bad-value", "必须改"), ("gift-twise", "gift-twice"), ("stale-acknowledgement", "可以更好")]
)
def test_only_warnings_can_be_acknowledged(code: str, said: str, tmp_path: Path) -> None:
    """An error, a notice and an unknown code are refused: not-to-acknowledge."""
    found = read(tmp_path, f"{code},donations.csv,,,,看过了,林会计,2025-01-03")
    assert codes(found, Severity.ERROR) == ["not-to-acknowledge"]
    (spot,) = found.parts[Severity.ERROR][0].spots
    assert said in spot.problem.message + spot.problem.fix


def test_a_reason_and_a_name_are_needed(tmp_path: Path) -> None:
    """Without reason, name and date nothing is acknowledged."""
    found = read(tmp_path, "gift-twice,donations.csv,,,,,,")
    assert codes(found, Severity.ERROR) == ["missing-value"] * 3
    assert codes(found, Severity.WARNING) == ["gift-twice", "token-gift"]
