"""The facts of an organisation and of the site are filled in at the desk: nothing else in their files moves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from small import Site
from visitor import Visitor

from disclosure.staff.yaml_facts import with_facts


def fields(visitor: Visitor, page: str) -> dict[str, str]:
    """What a browser would send of the form of facts, with what is chosen in its lists."""
    chosen = re.findall(r'<select id="f-([a-z_]+)"(?:(?!</select>).)*<option selected>([^<]*)<', page, re.DOTALL)
    return {**visitor.form(page, "写入")[1], **dict(chosen)}


@pytest.fixture
def facts_file(site: Site) -> Path:
    """organisation.yaml of the small site."""
    return site.data / "dawn" / "organisation.yaml"


def test_an_organisation_is_described_without_a_text_editor(visitor: Visitor, facts_file: Path) -> None:
    """What is filled in stands in the file, beside all that stood there; a click takes it back."""
    before = facts_file.read_text("utf-8")
    assert "/facts/dawn" in visitor.text("/new")
    filled = fields(visitor, visitor.text("/facts/dawn")) | {"address": "示例路1号：东楼", "org_form": "社会团体"}
    said = visitor.done("/facts/dawn", **filled)
    assert "已写好" in said
    assert "地址" in said
    assert "更正说明" not in said  # nothing was published
    after = facts_file.read_text("utf-8")
    assert "address: '示例路1号：东楼'" in after
    assert "org_form: 社会团体" in after
    kept = [line for line in before.splitlines() if not line.startswith(("address:", "org_form:"))]
    assert [line for line in after.splitlines() if not line.startswith(("address:", "org_form:"))] == kept
    assert fields(visitor, visitor.text("/facts/dawn"))["address"] == "示例路1号：东楼"
    assert "没有改" in visitor.done("/facts/dawn", **fields(visitor, visitor.text("/facts/dawn")))
    visitor.undo()
    assert facts_file.read_text("utf-8") == before


def test_a_fact_that_is_wrong_is_told_in_its_field(visitor: Visitor, facts_file: Path) -> None:
    """Nothing is written, and what was typed is still there."""
    before = facts_file.read_bytes()
    filled = fields(visitor, visitor.text("/facts/dawn")) | {"email": "somebody", "about": "做助学。"}
    answer = visitor.post("/facts/dawn", **filled)
    assert answer.status_code == 422
    assert "somebody" in answer.text
    assert "做助学。" in answer.text
    assert 'id="e-email"' in answer.text
    assert facts_file.read_bytes() == before
    assert visitor.get("/facts/nobody").status_code == 404


def test_a_file_that_was_changed_meanwhile_is_shown_again(visitor: Visitor, facts_file: Path) -> None:
    """What somebody else wrote is not taken for an old value."""
    filled = fields(visitor, visitor.text("/facts/dawn")) | {"address": "示例路1号"}
    facts_file.write_text(f"{facts_file.read_text('utf-8')}wechat: 示例号\n", "utf-8")
    answer = visitor.post("/facts/dawn", **filled)
    assert "这一页打开以后改过" in answer.text
    assert "示例号" in answer.text
    assert "示例路1号" not in facts_file.read_text("utf-8")


def test_settings_of_the_site_are_filled_in_and_second_persons_stay(visitor: Visitor, site: Site) -> None:
    """Units are a list; who asked for two people finds no button that takes it back."""
    path = site.data / "site.yaml"
    before = path.read_text("utf-8")
    filled = fields(visitor, visitor.text("/facts")) | {"units": "册、套 桶", "two_people": "是", "icp": "示例ICP备1号"}
    assert "两人发布" in visitor.done("/facts", **filled)
    after = path.read_text("utf-8")
    assert after.startswith(before.rstrip("\n"))
    assert "units:\n  - 册\n  - 套\n  - 桶\n" in after
    assert "two_people: 是" in after
    page = visitor.text("/facts")
    assert 'name="two_people"' not in page
    assert fields(visitor, page)["units"] == "册、套、桶"
    visitor.done("/facts", **fields(visitor, page) | {"units": "册"})
    assert path.read_text("utf-8") == after.replace("  - 套\n  - 桶\n", "")
    visitor.done("/facts", **fields(visitor, visitor.text("/facts")) | {"units": ""})
    assert path.read_text("utf-8") == after.replace("  - 册\n  - 套\n  - 桶\n", "")
    assert "没有改" in visitor.done("/facts", **fields(visitor, visitor.text("/facts")))


def test_what_can_not_be_rewritten_alone_is_left(visitor: Visitor, facts_file: Path) -> None:
    """A text of several lines stays as it is while others change; whoever changes it is sent to the editor."""
    facts_file.write_text(
        f"{facts_file.read_text('utf-8')}search_synonyms: >-\n  一日捐=慈善一日捐；\n  养老=颐养\n", "utf-8"
    )
    visitor.workplace.build()
    filled = fields(visitor, visitor.text("/facts/dawn")) | {"wechat": "示例号"}
    assert "已写好" in visitor.done("/facts/dawn", **filled)
    assert "search_synonyms: >-\n  一日捐=慈善一日捐；\n  养老=颐养\n" in facts_file.read_text("utf-8")
    assert "请用记事本打开改" in visitor.done(
        "/facts/dawn", **fields(visitor, visitor.text("/facts/dawn")) | {"search_synonyms": "甲=乙"}
    )
    facts_file.write_text("id dawn\n", "utf-8")
    assert "没有写" in html_of(visitor, "/facts/dawn")


def test_a_fact_that_was_published_is_changed_with_a_word_on_corrections(visitor: Visitor, facts_file: Path) -> None:
    """It is written, and the next thing to do is said: nothing goes out before the correction stands in the ledger."""
    assert "已发布第 1 次" in visitor.press("/release", "发布", site_url="https://example.org")
    filled = fields(visitor, visitor.text("/facts/dawn")) | {"region": "示例省示例市"}
    assert "还要写更正说明" in visitor.done("/facts/dawn", **filled)
    assert "region: 示例省示例市" in facts_file.read_text("utf-8")
    assert "写更正说明" in visitor.text("/problems")
    assert visitor.sent("/release", "发布").status_code == 422


def html_of(visitor: Visitor, path: str) -> str:
    """The page that a path leads to."""
    answer = visitor.client.get(path, headers=visitor.headers, follow_redirects=True)
    return str(answer.text)


@pytest.mark.parametrize(
    ("text", "rows", "facts", "after"),
    [
        (
            "name: 甲 # 全称\nunits: [册, 套]\n",
            {"name": 1, "units": 2},
            {"name": "乙"},
            "name: 乙 # 全称\nunits: [册, 套]\n",
        ),
        ("name: 甲\r\nicp:\r\n", {"name": 1, "icp": 2}, {"icp": "1号"}, "name: 甲\r\nicp: 1号\r\n"),
        ("units: [册, 套]\nicp:\n", {"units": 1, "icp": 2}, {"units": ["册"], "icp": "1"}, "units:\n  - 册\nicp: 1\n"),
        (
            "units:\n- 册\nname: 甲",
            {"units": 1, "name": 3},
            {"units": ["套"], "police": "2"},
            "units:\n  - 套\nname: 甲\npolice: 2\n",
        ),
        ("units:\n  - 册 # 书\n", {"units": 1}, {"units": ["套"]}, None),
        ("name: >\n  甲\n", {"name": 1}, {"name": "乙"}, None),
        ("name: &a 甲\n", {"name": 1}, {"name": "乙"}, None),
    ],
)
def test_facts_are_written_line_by_line(
    text: str, rows: dict[str, int], facts: dict[str, str | list[str]], after: str | None
) -> None:
    """Notes, ends of lines and the order of a file stay; what would lose something is not written."""
    assert with_facts(text, rows, facts) == after
