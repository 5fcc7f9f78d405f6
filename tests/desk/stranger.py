"""What a bookkeeper has before the first year: an invented report, exports of a platform and a bank, printed statements."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from openpyxl import Workbook
from textbooks import book_rows

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS / "unit"))

from papers import docx_of  # noqa: E402

NAME = "星河区慈善会"
REPORT = (
    "星河区慈善会2025年度工作报告",
    "2025年，星河区慈善会在区委、区政府领导下开展工作，现将有关情况报告如下。",
    "一、善款募集",
    "2025年，全会共募集善款1228.98万元。",
    "二、善款使用",
    "全年慈善支出1248.72万元，惠及困难群众2.3万人次。",
    "（一）开展“晨星助学”项目。全年支出86.4万元，资助困难学生432名。",
    "（二）开展“暖冬送温暖”项目。全年支出52万元，慰问困难家庭1300户。",
    "三、明年打算",
    "2026年计划募集善款不少于1600万元。",
    "星河区慈善会",
    "2026年3月18日",
)
GIFTS = (  # of the platform: (order, time, project, giver, yuan)
    ("TX2025061500001", "2025-06-15 09:08:07", "晨星助学", "林*", "100.00"),
    ("TX2025061500002", "2025-06-15 10:18:27", "晨星助学", "爱心网友", "20.50"),
    ("TX2025061600003", "2025-06-16 21:00:00", "晨星助学", "陈**", "500.00"),
    ("TX2025070200004", "2025-07-02 08:30:12", "暖冬送温暖", "王*", "66.60"),
    ("TX2025070300005", "2025-07-03 23:59:59", "暖冬送温暖", "爱心网友", "1000.00"),
)
BANK = (  # (day, other side, in, out, words)
    ("2025-06-20", "星河市样例建材有限公司", "50,000.00", "", "助学捐款"),
    ("2025-06-25", "星河区第一小学", "", "12,000.00", "拨付助学金"),
    ("2025-07-10", "星河市样例食品有限公司", "30,000.00", "", "捐款"),
)


def report(path: Path) -> Path:
    """The year's report, as Word leaves it."""
    return docx_of(path, REPORT)


def platform(path: Path) -> Path:
    """An export of a platform: a merged title, the time of the export, its own heads, and what nobody may see."""
    book = Workbook()
    sheet = book.active
    sheet.title = "捐赠明细"
    sheet.append(["公益平台捐款明细"])
    sheet.merge_cells("A1:G1")
    sheet.append(["导出时间：2025-12-31 10:00:00"])
    sheet.append(["订单号", "捐赠时间", "捐赠项目", "捐赠人昵称", "捐款金额(元)", "手机号", "留言"])
    for order, time, project, giver, yuan in GIFTS:
        sheet.append([order, time, project, giver, yuan, "13800138000", "加油"])
    book.save(path)
    return path


def bank(path: Path) -> Path:
    """A bank's export: account above, debit and credit, balance, a signature below."""
    book = Workbook()
    sheet = book.active
    sheet.title = "交易明细"
    sheet.append(["账户交易明细"])
    sheet.append(["账号：1102****0001　户名：星河区慈善会　币种：人民币"])
    sheet.append(["交易日期", "对方户名", "贷方发生额", "借方发生额", "余额", "摘要"])
    balance = 1_000_000
    for day, other, received, paid, words in BANK:
        balance += int(float((received or "0").replace(",", ""))) - int(float((paid or "0").replace(",", "")))
        sheet.append([day, other, received, paid, f"{balance:,}.00", words])
    book.save(path)
    return path


_MONEY = re.compile(r"-?[0-9]+\.[0-9]+")


def statements(path: Path) -> Path:
    """The three statements of the year in one book, as printed."""
    titles = {"balance_sheet": "资产负债表", "activity_statement": "业务活动表", "cash_flow": "现金流量表"}
    book = Workbook()
    book.remove(book.active)
    for name, title in titles.items():
        sheet = book.create_sheet(title)
        sheet.append([title])
        sheet.append([f"编制单位：{NAME}", "2025年度", "单位：元"])
        for row in book_rows(2023, name):
            sheet.append([float(cell) if _MONEY.fullmatch(cell) else cell for cell in row])
    book.save(path)
    return path
