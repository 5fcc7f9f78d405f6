"""三方对账 at the desk: the same as the command, and nothing of the files stays."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook
from visitor import Visitor

PLATFORM = "订单号,捐款时间,捐款金额,手续费,结算批次,结算日期,结算金额\nA1001,2025-03-01,100,0.60,P1,2025-03-02,99.40\n".encode()
BANK = "交易日期,摘要,贷方发生额\n2025-03-02,P1,99.40\n2025-03-05,来路不明,7.00\n".encode()
RECEIPTS = "开票日期,订单号,金额\n2025-03-01,A1001,100\n".encode()


def settled(visitor: Visitor, **fields: object) -> str:
    files = {"platform": (PLATFORM, "平台.csv"), "bank": (BANK, "C:/账/银行.csv"), "receipts": (RECEIPTS, "票据.csv")}
    return visitor.done("/settle", **{**files, "window": "7", **fields})


def test_three_files_are_settled(visitor: Visitor) -> None:
    """What differs is told with the name that the file had, on the page and in the workbook; the files are gone."""
    page = settled(visitor)
    assert "有 1 处要看" in page
    assert "银行.csv 第 3 行" in page
    assert "C:" not in page
    assert [*visitor.workplace.dropped.iterdir()] == []
    book = load_workbook(BytesIO(visitor.get("/settle/xlsx").data))
    assert [cell.value for cell in book["差异"]["C"]] == ["文件", "银行.csv"]
    assert "有 1 处要看" in visitor.get("/settle/html").get_data(as_text=True)
    assert "有 1 处要看" in visitor.text("/settle")


def test_all_agrees(visitor: Visitor) -> None:
    page = settled(visitor, bank=(BANK.rpartition(b"\n2025-03-05")[0] + b"\n", "银行.csv"))
    assert "全部对上" in page


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"platform": [], "bank": []}, "至少一样"),
        ({"bank": (b"%PDF-1.4 x", "\u200b银行.pdf")}, "银行.pdf："),
        ({"bank": ("名称,数\nx,1\n".encode(), "银行.csv")}, "银行.csv：没有找到表头"),
        ({"first": "三月"}, "“三月”不是日期"),
        ({"first": "2025-03-02", "last": "2025-03-01"}, "晚于结束日期"),
        *(({"window": window}, "0 到 60") for window in ("1000", "9" * 5000, "²", "-1")),
        ({"bank": (RECEIPTS, "票据.csv")}, "像“票据”的表，是不是放错了地方"),
        ({"bank": (b"\x89PNG\r\n\x1a\n", "银行.png")}, "银行.png：图片读不出来"),
        ({"receipts": [], "org": "nobody"}, "请选票据清单"),
    ],
)
def test_what_can_not_be_settled(visitor: Visitor, fields: dict[str, object], told: str) -> None:
    """The reason is told, no files stay, and no earlier outcome is shown as if it were this one."""
    settled(visitor)
    page = settled(visitor, **fields)
    assert told in page
    assert "处要看" not in page
    assert [*visitor.workplace.dropped.iterdir()] == []


def test_gifts_of_the_data_stand_for_receipts(visitor: Visitor) -> None:
    org = next(iter(visitor.workplace.orgs))
    page = settled(visitor, receipts=[], org=org)
    assert f"票据：{org} 的捐赠明细和捐赠退款" in page


def test_there_is_nothing_to_save_before(visitor: Visitor) -> None:
    assert visitor.get("/settle/xlsx").status_code == 404
    assert visitor.get("/settle/json").status_code == 404
