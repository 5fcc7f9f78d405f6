"""Messages name commands; at a desk they name the page that does the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from small import Site
from visitor import Visitor

from disclosure.desk.wording import at_desk
from disclosure.kinds import all_kinds
from disclosure.model import SiteSettings
from disclosure.problems import Where
from disclosure.problems.catalogue import WORDINGS
from disclosure.publishing import people
from disclosure.reading import YesNo


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "确实要改，请运行 make correct FIGURE=gaoxin/G001，写明原因。",
            "确实要改，请在“问题”里点“写更正说明”，写明原因。",
        ),
        ("数据改好后再运行 make publish。", "数据改好后再到“发布”里发布。"),
        (
            '请写明原因，例如 make publish REMOVE="项目合并，旧网页并入新网页"。',
            "请写明原因，例如 在“撤下网页或数字的原因”里写“项目合并，旧网页并入新网页”。",
        ),
        ("请运行 make new KIND=organisation 建一个。", "请到“填表”里建一个。"),
        ("填进模板（make template），再放进来。", "填进模板（到“填表”里下载），再放进来。"),
        ("例如 SITE_URL=https://example.org/cishan。", "例如 https://example.org/cishan。"),
        ("请改 data/site.yaml 的 prepared_on，或用 ON= 写明日期。", "请在“发布”里改整理日期。"),
        ("请改 我的数据/site.yaml 的 prepared_on。", "请在“发布”里改整理日期。"),
        (
            "确实是新单位，请在 我的数据/site.yaml 里写 units: [册]。",
            "确实是新单位，请在“填表”的“网站设置”里，把“册”加到“单位”一栏。",
        ),
        ("少一个人；site.yaml 写着 reviewers: 2。", "少一个人；“网站设置”里“复核人数”填了 2。"),
        ("确实如此，请在确认表里写明原因。", "确实如此，请在“问题”里写上理由，点“确认”。"),
        ("“x”是y，不能写进确认表。", "“x”是y，不能写进确认表。"),
        ("数字台账按年度放，请写明 YEAR=，例如 YEAR=2024。", "数字台账按年度放，请写明是哪一年的。"),
        ("表格请用 make import 导入。", "表格请到“放文件”里放进来导入。"),
        ("腾出空间，再运行一次。", "腾出空间，再来一次。"),
        ("写了 REMOVE=，这一次却没有撤下。", "写了“撤下网页或数字的原因”，这一次却没有撤下。"),
        ("请运行 make key DO=revoke。", "请运行 make key DO=revoke。"),  # which no page does
        ("we make sense of REMOVED=1", "we make sense of REMOVED=1"),
    ],
)
def test_commands_are_told_as_pages(words: str, told: str) -> None:
    assert at_desk(words) == told


def test_pages_of_a_desk_name_no_command_that_they_do_themselves(visitor: Visitor, site: Site) -> None:
    """A figure that changed, a page that would go, an address without https: each is told with the page and the field."""
    command = re.compile(r"make [a-z]+|[A-Z_]{2,}=")
    assert "例如 https://" in (told := visitor.post("/release", site_url="example.org").text)
    assert not command.search(told)
    visitor.done("/release", site_url="https://example.org/x")
    article = next(Path(site.content).glob("news/dawn/*.md"))
    words = article.read_bytes()
    article.unlink()
    visitor.workplace.build()
    told = visitor.post("/release").text
    assert "在“撤下网页或数字的原因”里写“" in told
    assert not command.search(told)
    article.write_bytes(words)
    site.cell("figures/2023.csv", 10, "数值", "61")
    site.cell("figures/2023.csv", 10, "原文写法", "61人")
    visitor.workplace.build()
    page, told = visitor.text("/problems"), visitor.post("/release").text
    assert "在“问题”里点“写更正说明”" in page
    assert "每一处都在“问题”一页" in told
    assert not command.search(page)
    assert not command.search(told)


@pytest.mark.parametrize("code", sorted(WORDINGS))
def test_what_the_check_says_names_pages_of_the_desk(code: str) -> None:
    """No table of 确认 where a button confirms, no file where a form takes a row, no sentence that a page broke."""
    for words in (WORDINGS[code].message, WORDINGS[code].fix):
        told = at_desk(words)
        assert "确认表" not in told or code == "not-to-acknowledge", told
        assert "prepared_on" not in told, told
        assert not re.search(r"[一-鿿] (?:到|看|在)“", told), told
        for kind in all_kinds():
            assert f"（{kind.id}）" not in told, told
            assert f"（{kind.id}.csv" not in told, told


def test_tables_are_found_at_the_desk() -> None:
    told = at_desk(
        "请看原文核对，对的就在年度要目（headlines.csv）里加一行：2023；请在 pictures.csv 里加一行（见 sources.csv）。"
    )
    assert "对的就在“填表”的“年度要目”里加一条：2023；请在“填表”的“图片”里加一条（见“来源文件”）。" in told
    for words in ("（balance_sheet）", "（nothing.csv）", "在 nothing.csv 里加一行", "（two_people: 是）"):
        assert at_desk(words) == words


def test_two_people_are_told_the_buttons() -> None:
    """What a publish for two says where nobody approved, or something else was approved."""
    settings = SiteSettings.known({"two_people": YesNo.YES}, Where("site.yaml"))
    refusals = [
        lambda: people.named(settings, "", "", None),
        lambda: people.refuse_unapproved(settings, "", "ab", None),
        lambda: people.refuse_unapproved(settings, "cd", "ab", None),
    ]
    for refusal in refusals:
        with pytest.raises(SystemExit) as stop:
            refusal()
        told = at_desk(str(stop.value))
        assert "交审批" in told
        assert not re.search(r"make [a-z]+|[A-Z_]{3,}=", told), told
