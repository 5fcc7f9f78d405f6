"""Help that a report tells under plain words stands on the home page beside what it calls a project."""

from __future__ import annotations

from samples_money import BASE, Folder, blocks

from disclosure.model import Card, Cards, PlainLines

FIGURE = {
    "topic": "项目",
    "unit": "元",
    "measure": "支出",
    "nature": "实际",
    "scope": "本级",
    "status": "已核",
    "place": "一",
}


def spent(code: str, subject: str, value: int, **cells: str) -> dict[str, str]:
    return {**FIGURE, "id": code, "subject": subject, "value": str(value), "as_written": f"{value}元", **cells}


def helped(code: str, subject: str, value: int, **cells: str) -> dict[str, str]:
    return spent(code, subject, value, measure="受益", unit="人", as_written=f"{value}人", **cells)


def shown(folder: Folder, *figures: dict[str, str]) -> list[Card]:
    folder.write("figures", list(figures), "2024")
    return [card for block in blocks(folder.pages()[""], Cards) for card in block.cards if not card.record]


def test_help_under_plain_words_stands_among_the_projects_by_its_size(folder: Folder) -> None:
    project = BASE["projects"][0]["id"]
    own = spent("P1", "某项目", 300, record=f"projects/{project}")
    folder.write(
        "figures",
        [own, spent("H1", "济困", 200), helped("H2", "济困", 15), spent("H3", "恤病", 900), helped("H4", "来访者", 3)],
        "2024",
    )
    (block,) = blocks(folder.pages()[""], Cards)
    titles = [card.title for card in block.cards]
    assert titles.index("恤病") < titles.index(BASE["projects"][0]["name"]) < titles.index("济困")
    assert "来访者" not in titles, "of which no money is told is no help that was paid for"
    card = next(card for card in block.cards if card.title == "济困")
    assert (card.link.path, card.record, card.money[0][1].value) == ("facts/2024/#H1", "", 200)
    assert card.result is not None
    assert (card.result[0], card.result[1].value) == ("济困受益", 15)


def test_who_reads_the_easy_pages_is_told_it_there(folder: Folder) -> None:
    """Nobody old is sent to a register for what the home page says in large type; without any, the way to the register stays."""
    year = spent("A1", "全年", 5000, topic="支出")
    folder.write("headlines", [{"year": "2024", "role": "支出合计", "figure": "A1"}])
    folder.write("figures", [year, spent("H1", "济困", 200), spent("H3", "恤病", 900)], "2024")
    lines = [line for block in blocks(folder.pages()["easy/money/"], PlainLines) for line in block.lines]
    assert [line[0] for line in lines if len(line) > 1] == ["恤病支出：", "济困支出："]
    assert lines[-2:] == [("这些数各说各的，不要加在一起。",), ("2024年花在各件事上的数，都列在支出一页。",)]
    folder.write("figures", [year, spent("H1", "济困", 200, topic="应急")], "2024")
    (block,) = blocks(folder.pages()["easy/money/"], PlainLines)
    assert block.lines == (("2024年花在各件事上的数，列在支出一页。",),)


def test_what_is_all_of_it_planned_received_or_computed_is_no_kind_of_help(folder: Folder) -> None:
    for row in (
        spent("H1", "全年救助", 200),
        spent("H1", "各项目", 200),
        spent("H1", "慈善项目支出", 200),
        spent("H1", "救助合计", 200),
        spent("H1", "各级慈善会救助资金", 200),
        spent("H1", "助学", 200, nature="计划"),
        spent("H1", "助学", 200, measure="筹集"),
        spent("H1", "救助资金", 200, measure="募集"),
        spent("H1", "助学", 200, topic="应急"),
        spent("H1", "助学", 200, record=f"projects/{BASE['projects'][0]['id']}"),
    ):
        assert shown(folder, row) == [], row


def test_words_like_those_of_all_can_begin_a_kind_of_help(folder: Folder) -> None:
    for subject in ("全市低保户", "各类重病儿童", "慈善超市", "救助流浪人员", "项目学校"):
        assert [card.title for card in shown(folder, spent("H1", subject, 200))] == [subject]


def test_a_part_is_in_the_help_that_it_is_a_part_of(folder: Folder) -> None:
    folder.write("breakdowns", [{"id": "B1", "title": "助学按对象", "total": "H1", "disjoint": "是", "complete": "是"}])
    rows = (
        spent("H1", "助学", 300),
        spent("H2", "大学生", 200, part_of="B1"),
        spent("H3", "中学生", 100, part_of="B1"),
    )
    assert [card.title for card in shown(folder, *rows)] == ["助学"]


def test_who_sees_only_some_of_it_is_led_to_the_rest(folder: Folder) -> None:
    folder.write("projects", [])
    folder.write("figures", [spent(f"H{at}", f"第{at}种帮助", at * 100) for at in range(1, 9)], "2024")
    (block,) = blocks(folder.pages()[""], Cards)
    assert block.cards[0].title == "第8种帮助"
    assert block.more
    assert (block.more.text, block.more.path) == ("2024年的每个数", "facts/2024/")
