"""Messages name commands; at a desk they name the page that does the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from small import Site
from visitor import Visitor

from disclosure.desk.wording import at_desk


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
        ("请改 data/site.yaml 的 prepared_on，或用 ON= 写明日期。", "请改 data/site.yaml 的 prepared_on。"),
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
    for page in (visitor.text("/problems"), visitor.post("/release").text):
        assert "在“问题”里点“写更正说明”" in page
        assert not command.search(page)
