"""Twenty questions of four readers, from the home page on a phone: at most two taps, and the answer within three screens.

Opening the menu is a tap, as is 查询. What the data of the real organisation does not tell is said to be so, within the same
limits. A link that has to be tapped stands within four screens of where its page opened, or in the menu.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

SCREEN = 780
MOST_TAPS, MOST_SCREENS, LINK_SCREENS = 2, 3, 4
MENU = "≡"
ASK = "查询"  # after the number of a gift was typed

# A link within a page opens what it leads to one frame later.
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"

# Where the first element that has the words ends, in screens below the top of the window; null where none does.
ANSWER = """pattern => {
  const words = new RegExp(pattern), ends = [];
  const search = (one) => {
    if (!one.checkVisibility() || !words.test(one.innerText || "")) return;
    const within = ends.length;
    [...one.children].forEach(search);
    const end = one.getBoundingClientRect().bottom / innerHeight;
    if (ends.length === within && end > 0) ends.push(end);
  };
  search(document.querySelector("main"));
  return ends.length ? Math.min(...ends) : null; }"""


@dataclass(frozen=True)
class Question:
    """A question, the links to tap for it, and the words that answer it."""

    number: int
    asked: str
    taps: tuple[str, ...]
    answer: str


EXPENSE, MONEY = "钱花到哪了", "收和支，全部明细"
EXAMPLE = (
    Question(1, "我的钱去了哪里", ("查我的捐赠", ASK), r"用于\S+，[\d,.]+元"),
    Question(2, "管理费多少", (EXPENSE,), r"管理费用 ?[\d,.]+元"),
    Question(3, "什么时候公布的", (), r"\d{4}年\d+月\d+日公布"),
    Question(4, "打哪个电话", (), r"打电话 ?[\d-]{8,}"),
    Question(5, "帮了谁", (), r"帮到\s*[\d,.]+"),
    Question(6, "工资多少", (EXPENSE, "费用"), r"工资福利没有公布"),
    Question(7, "比去年多还是少", ("历年对照",), r"20\d\d年(?:回落|升|降)到[\d,.]+元"),
    Question(8, "谁捐得最多", (MENU, "钱从哪来"), r"最大的(?:5笔捐赠|捐赠有\d+笔，一样多，列5笔)"),
    Question(9, "谁拿得最多", (EXPENSE, "去向"), r"单位里.+收得最多，[\d.]+万元"),
    Question(10, "报告原话怎么说", ("报",), r"原文"),
    Question(11, "哪些数没有审计", ("审计", "报"), r"机构自己的报告写明的数字\d+条"),
    Question(12, "哪些对不上", ("看是哪些",), r"两边的账|逾期|差"),
    Question(13, "年初加收减支等于年末吗", (MONEY, "结余"), r"年初 ＋ 收入 － 费用 ＝ 年末"),
    Question(14, "上下级的账一样吗", ("合并账",), r"\d处两边的账不一样"),
    Question(15, "哪年的审计有保留", (MENU, "审计"), r"20\d\d年是保留意见"),
    Question(16, "什么过期没公开", (MENU, "该公开的"), r"已逾期\d+天"),
    Question(17, "年度报告按时吗", ("该公开的公开了吗", "年度"), r"年度工作报告"),
    Question(18, "哪次募捐没有备案编号", (MENU, "募捐活动"), r"备案编号还没报来：\S+"),
    Question(19, "管理费超过上限吗", (EXPENSE, "费用"), r"合不合格先不说|超过了?上限"),
    Question(20, "资格过期了吗", (MENU, "登记和资格"), r"已过期"),
)
REAL = (
    Question(1, "我的钱去了哪里", (), r"逐笔名单还没公布"),
    Question(2, "管理费多少", (EXPENSE, "费用"), r"管理费用.*没有公布"),
    Question(3, "什么时候公布的", (), r"\d{4}年\d+月\d+日公布"),
    Question(4, "打哪个电话", (), r"电话没有公布"),
    Question(5, "帮了谁", (), r"帮到\s*\d"),
    Question(6, "工资多少", (EXPENSE, "费用"), r"工作人员工资福利"),
    Question(7, "比去年多还是少", (EXPENSE, "费用"), r"上年总收入"),
    Question(8, "谁捐得最多", (MENU, "钱从哪来"), r"谁捐得最多看不出来"),
    Question(9, "谁拿得最多", (EXPENSE, "去向"), r"逐笔拨付：哪天、给谁、多少"),
    Question(10, "报告原话怎么说", ("报",), r"原文"),
    Question(11, "哪些数没有审计", ("审计", "报"), r"机构自己的报告写明的数字\d+条"),
    Question(12, "哪些对不上", ("看是哪些",), r"对不上|差"),
    Question(13, "年初加收减支等于年末吗", (MONEY, "结余"), r"年初结余\s+\[未\]"),
    Question(15, "哪年的审计有保留", (MENU, "审计"), r"审计意见、?.*没有公布"),
    Question(16, "什么过期没公开", (MENU, "该公开的"), r"还没报来|逾期"),
    Question(17, "年度报告按时吗", ("该公开的公开了吗", "年度"), r"年度工作报告"),
    Question(18, "哪次募捐没有备案编号", (MENU, "募捐活动"), r"备案编号没有公布"),
    Question(19, "管理费超过上限吗", (EXPENSE, "费用"), r"管理费用比例.*没有算"),
    Question(20, "资格过期了吗", (MENU, "登记和资格"), r"公开募捐资格"),
)


def gift_number(folder: Path) -> str:
    """The number of a gift that was meant for something."""
    with (folder / "data/donations.csv").open(encoding="utf-8-sig", newline="") as stream:
        return next(row["id"] for row in csv.DictReader(stream) if row["project"])


def tap(page: Page, words: str, folder: Path) -> float:
    """Tap what has these words, the first that is seen; returns how many screens down it stands."""
    if words == MENU:
        page.locator(".to-index").click()
        return 0
    if words == ASK:
        page.fill("#lookup-number", gift_number(folder))
        page.locator(".lookup button").first.click()
        page.wait_for_selector(".slip")
        return 0
    place = ".footer" if page.url.endswith("#mulu") else ".years, main"
    link = page.locator(f":is({place}) a:visible", has_text=re.compile(rf"^\s*{re.escape(words)}")).first
    down = link.evaluate("one => one.getBoundingClientRect().bottom / innerHeight")
    with page.expect_navigation():
        link.click()
    page.evaluate(DRAWN)
    return float(down)


@pytest.mark.parametrize(
    ("site", "org", "questions"), [("example_site", "shili", EXAMPLE), ("real_site", "gaoxin", REAL)]
)
def test_twenty_questions(
    site: str, org: str, questions: tuple[Question, ...], request: pytest.FixtureRequest, set_in: Callable[[str], Page]
) -> None:
    """Each is answered, or said not to be told, in two taps and three screens, with the same fonts on every machine."""
    folder: Path = request.getfixturevalue(site)
    page = set_in("Noto Sans CJK SC").context.new_page()
    page.set_viewport_size({"width": 360, "height": SCREEN})
    page.set_default_timeout(4000)
    wrong = []
    for question in questions:
        page.goto((folder / org / "index.html").as_uri())
        far = max([tap(page, words, folder / org) for words in question.taps], default=0)
        screens = page.evaluate(ANSWER, question.answer)
        if len(question.taps) > MOST_TAPS or far > LINK_SCREENS or screens is None or screens > MOST_SCREENS:
            wrong.append(
                f"{question.number} {question.asked}: {len(question.taps)} taps, {far:.1f}, {screens} {page.url}"
            )
    page.close()
    assert not wrong, "\n".join(wrong)


def test_the_search_leads_on_where_it_knows_nothing_itself(tab: Callable[..., Page], example_site: Path) -> None:
    """From a folder on a stick: a day leads to the gifts of its month, a rounded number to those near it, set apart."""
    page = tab("search", width=360)
    for typed, told, ways in (
        ("2025年5月3日", "“2025年5月3日”：捐赠月份。", ["2025年5月的捐赠"]),
        ("5月3号", "“5月3号”：捐赠月份。", ["2025年5月的捐赠", "2024年5月的捐赠", "2023年5月的捐赠"]),
        ("1234.5万", "没有找到“1234.5万”。也没有和它接近的数", []),
        ("973万", "没有正好是“973万”的数。", ["本会总支出", "业务活动表费用合计（非限定性）", "业务活动表费用合计"]),
        ("龙舟庙会", "没有找到“龙舟庙会”。可以换个说法", []),
    ):
        page.goto((example_site / "shili/search/index.html").as_uri())
        page.fill("#search-words", typed)
        page.keyboard.press("Enter")
        page.locator(".search-told", has_text=told).wait_for()
        assert page.locator(".result-title a").all_inner_texts() == ways, typed
    page.goto((example_site / "shili/search/index.html").as_uri() + "?q=5%E6%9C%883%E6%97%A5")
    page.locator(".result-title a").first.click()
    assert page.locator("h1").inner_text() == "2025年5月的捐赠"
