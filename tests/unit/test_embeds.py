"""Markdown: embeds become placeholders, code stays literal, and nothing active survives."""

from __future__ import annotations

import html
import re
from itertools import islice
from time import process_time

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.model import Disclosure, Figure, Organisation
from disclosure.problems import Problem
from disclosure.texts import signs
from disclosure.texts.articles import Drawn, MarkdownText, check, drawn, standing_pages
from disclosure.texts.embeds import Embed, embeds_in, pieces_of, sanitise
from disclosure.texts.lines import Lines
from disclosure.texts.parsing import MarkdownParser

PARSER = MarkdownParser()


def raw(text: str) -> str:
    """The body of a Markdown file as HTML, before anything is taken out."""
    return PARSER.convert(f"Title: 题\n\n{text}")[1]


def page(text: str) -> str:
    """Markdown as the site makes it."""
    return sanitise(raw(text))


def embeds(text: str) -> list[Embed]:
    return list(embeds_in(page(text)))


@pytest.mark.parametrize(
    ("text", "kind", "ref"),
    [
        ("收到[[figure: G001]]。", "figure", "G001"),
        ("收到[[figure:G001]]。", "figure", "G001"),
        ("收到[[ figure ： G001 ]]。", "figure", "G001"),
        ("[[figure: G001]]", "figure", "G001"),
        ("[[chart: income-2023]]", "chart", "income-2023"),
        ("[[table: expense-ledger-2023]]", "table", "expense-ledger-2023"),
        ("**[[figure: G001]]**", "figure", "G001"),
        ("- 一\n- [[figure: G001]]", "figure", "G001"),
        ("| 甲 | 乙 |\n|---|---|\n| 一 | [[figure: G001]] |", "figure", "G001"),
        ("> [[figure: G001]]", "figure", "G001"),
        ("[[Figure: G001]]", "Figure", "G001"),
        ("[[figure: 总收入]]", "figure", "总收入"),
        ("[[figure: G 001]]", "figure", "G 001"),
        ("[[map: x]]", "map", "x"),
    ],
)
def test_embeds_are_found(text: str, kind: str, ref: str) -> None:
    """An embed is found in a paragraph, list, table or quote, with either colon; mistyped ones are found too."""
    assert embeds(text) == [Embed(kind, ref)]


@pytest.mark.parametrize(
    "text",
    [
        "用`[[figure: G001]]`写",
        "```\n[[figure: G001]]\n\n[[chart: income-2023]]\n```",
        "~~~\n[[table: x]]\n~~~",
        "正文\n\n    [[chart: income-2023]]",
        "``[[figure: G001]]``",
        "\\[[figure: G001]]",
    ],
)
def test_code_stays_as_written(text: str) -> None:
    """In code spans, fences, indented code and after a backslash an embed is shown as it was typed."""
    assert embeds(text) == []
    assert re.search(r"\[\[(figure|chart|table): ", html.unescape(page(text)))


@pytest.mark.parametrize(
    "text", ["[甲](https://example.org/a)", "[[1]](#fn)", "数组[[1, 2]]", "[[]]", "[ [figure: G1] ]"]
)
def test_other_brackets_are_left_alone(text: str) -> None:
    """Links, footnotes and brackets of other shapes are no embeds."""
    assert embeds(text) == []


def test_a_chart_stands_in_a_block_of_its_own() -> None:
    """A chart on a line of its own is not wrapped into a paragraph: a figure may not stand inside <p>."""
    assert "<p><disclosure-embed" not in page("前\n\n[[chart: income-2023]]\n\n后")
    assert "<p>收到<disclosure-embed" in page("收到[[figure: G001]]")


def test_binding_puts_each_in_its_place() -> None:
    """Each placeholder is replaced by what is drawn for it, in order, and nothing else is touched."""
    text = page("一[[figure: G001]]二[[figure: G002]]\n\n[[chart: c]]\n\n`[[figure: G003]]`")
    bound = "".join(piece if isinstance(piece, str) else f"({piece.kind} {piece.ref})" for piece in pieces_of(text))
    assert "一(figure G001)二(figure G002)" in bound
    assert "(chart c)" in bound
    assert "<code>[[figure: G003]]</code>" in bound
    assert "disclosure-embed" not in bound


def test_a_reference_with_hostile_signs_is_only_a_name() -> None:
    """Quotes and tags inside a reference come back as the characters they are; they can't break out of the placeholder."""
    ref = '"><script>alert(1)</script>'
    assert harmless(page(f"[[figure: {ref}]]"))
    assert [piece.ref for piece in pieces_of(page(f"[[figure: {ref}]]")) if isinstance(piece, Embed)] == [ref]


ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    '<a href="javascript:alert(1)">x</a>',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "![x](javascript:alert(1))",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "段落\n{: onclick=alert(1) style=color:red }",
    "# 标题 { onclick=alert(1) onmouseover=alert(2) }",
    "*强调*{ onclick=alert(1) }",
    "<div style='background:url(//evil)'>x</div>",
    "<style>*{display:none}</style>",
    "<iframe src=//evil></iframe>",
    "<object data=//evil></object><embed src=//evil>",
    "<form action=//evil><input onfocus=alert(1) autofocus><button formaction=//evil></form>",
    "<base href=//evil>",
    "<meta http-equiv=refresh content='0;url=//evil'>",
    "<link rel=stylesheet href=//evil>",
    "<math><mtext></math><img src=x onerror=alert(1)>",
    '<p title="</p><script>alert(1)</script>">x</p>',
    "<template><script>alert(1)</script></template>",
    "<!--><script>alert(1)</script>-->",
    "<details ontoggle=alert(1) open>x</details>",
    '<disclosure-embed kind="figure" ref="G001" onclick="alert(1)"></disclosure-embed>',
    '<disclosure-embed kind="figure" ref="&quot;><script>alert(1)</script>"></disclosure-embed>',
]


ACTIVE = {"script", "style", "iframe", "object", "embed", "form", "input", "button", "base", "meta", "link", "svg", "math", "template"}  # fmt: skip


# What Markdown leaves as text, or what is no element of HTML, before anything is taken out.
DISARMED = [
    "[x](java\tscript:alert(1))",
    "<javascript:alert(1)>",
    '<p title="</p><script>alert(1)</script>">x</p>',
    '<disclosure-embed kind="figure" ref="&quot;><script>alert(1)</script>"></disclosure-embed>',
]


def harmless(text: str) -> bool:
    """Whether a browser would find nothing to run, load a frame from, or restyle in this HTML."""
    for node in html5lib.parseFragment(text, namespaceHTMLElements=False).iter():
        if not isinstance(node.tag, str):
            continue
        if node.tag.rpartition("}")[2].lower() in ACTIVE:
            return False
        for name, value in node.attrib.items():
            key = str(name).lower()
            address = re.sub(r"[\t\n\r]", "", value).lstrip("\x00\x01\x1b\x1f ").lower()  # as browsers read it
            if key == "style" or key.startswith(("on", "formaction")):
                return False
            if address.startswith(("javascript:", "vbscript:", "data:")):
                return False
    return True


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_active_survives(attack: str) -> None:
    """Scripts, handlers, styles, frames, forms and javascript: links are gone, from HTML, links and attribute lists."""
    assert harmless(page(attack))
    assert harmless(page(f"前文\n\n{attack}\n\n后文[[figure: G001]]"))


def test_the_judge_of_attacks_sees_them() -> None:
    """The test above would fail without the sanitiser: raw Markdown itself disarms but these of the attacks."""
    assert [attack for attack in ATTACKS if harmless(raw(attack))] == DISARMED


@given(
    st.lists(
        st.sampled_from([*ATTACKS, "\n\n", "`", "**", "> ", "- ", "[[figure: G001]]", "\n", '"', "'", "<", ">"]),
        max_size=6,
    )
)
def test_no_mixture_of_attacks_survives(pieces: list[str]) -> None:
    """No combination of attacks with Markdown around them becomes active."""
    assert harmless(page("".join(pieces)))


def test_useful_html_stays() -> None:
    """Headings with ids, tables, emphasis, links, footnotes and definition lists come through."""
    text = page(
        "# 标题\n\n| 甲 |\n|---|\n| 乙 |\n\n*强调* [链接](https://example.org/)\n\n词\n: 解释\n\n注[^1]\n\n[^1]: 脚注\n"
    )
    for piece in ("<h1 id=", "<table>", "<em>", 'href="https://example.org/"', "<dt>", "<sup"):
        assert piece in text


# --- checking prose ------------------------------------------------------------------------------


def disclosure(org: str, *names: str) -> Disclosure:
    from decimal import Decimal

    figures = {name: Figure(name, org, 2023, "收入", "全年", "接收", Decimal(1), "元", "1元") for name in names}
    return Disclosure(Organisation.known(org, {}), {}, figures, {}, [], {}, {})


NOTHING = Drawn({}, {})


def problems(*texts: MarkdownText) -> list[Problem]:
    both = {"dawn": disclosure("dawn", "G001"), "river": disclosure("river", "S001")}
    return list(check(texts, both, dict.fromkeys(both, NOTHING)))


@pytest.mark.parametrize(
    ("folder", "text", "codes"),
    [
        ("dawn", "[[figure: G001]]", []),
        ("river", "[[figure: G001]]", ["unknown-embed"]),
        ("dusk", "[[figure: G001]]", ["orphan-article"]),
        ("dawn", "[[figure: G0O1]] [[chart: x]] [[map: y]]", ["unknown-embed"] * 3),
        ("dawn", "`[[figure: G009]]`", []),
        ("", "没有数字", []),
        ("", "[[figure: G001]]", ["unknown-embed"]),
    ],
)
def test_prose_names_what_exists(folder: str, text: str, codes: list[str]) -> None:
    """An article may show figures of its own organisation only; a standing page only what all organisations have."""
    found = problems(MarkdownText("a.md", folder, "a", "题", page(text)))
    assert [one.code for one in found] == codes


def test_a_near_id_is_suggested() -> None:
    """A mistyped id is met with the nearest one."""
    assert "G001" in problems(MarkdownText("a.md", "dawn", "a", "题", page("[[figure: G0O1]]")))[0].fix


def test_standing_pages_and_what_can_be_placed() -> None:
    """Texts without an organisation become pages below about/, and pages without charts offer none."""
    made = standing_pages(
        disclosure("dawn"),
        [MarkdownText("a.md", "", "data", "关于数据", "<p>甲</p>"), MarkdownText("b.md", "dawn", "b", "题", "")],
    )
    assert [one.path for one in made] == ["about/data/"]
    assert drawn(made) == NOTHING


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1. 甲\n2. 乙", [1, 2]),
        ("1. 甲\n1. 乙\n1. 丙", [1, 2, 3]),
        ("1. 甲\n\n3. 丙", [1, 3]),
        ("998. 甲\n999. 乙", [998, 999]),
        ("3. 丙\n4. 丁\n7. 庚\n8. 辛", [3, 4, 7, 8]),
        ("1. 甲\n\n说明\n\n2. 乙", [1, 2]),
        ("0. 零\n1. 一", [0, 1]),
        ("2. 乙\n1. 甲", [2, 3]),
        ("1. 甲\n    1. 子\n    3. 孙\n2. 乙", [1, 1, 3, 2]),
    ],
)
def test_lists_keep_their_numbers(text: str, shown: list[int]) -> None:
    """Numbers that rise stand as they were written; a list that does not count is counted."""
    numbers: dict[object, int] = {}
    result = []
    tree = html5lib.parse(page(text), namespaceHTMLElements=False)
    parents = {child: parent for parent in tree.iter() for child in parent}
    for item in tree.iter("li"):
        parent = parents[item]
        numbers[parent] = int(item.get("value", numbers.get(parent, 0) + 1))
        result.append(numbers[parent])
    assert result == shown


def test_a_year_and_a_point_are_no_item_of_a_list() -> None:
    assert page("2025. 年的事") == "<p>2025. 年的事</p>"
    assert "<p>2025. 年的事</p>" in page("1. 甲\n2. 乙\n\n2025. 年的事")
    assert page("1. 甲\n2025. 年的事") == "<ol>\n<li>甲\n2025. 年的事</li>\n</ol>"


def test_a_list_beside_one_with_signs_and_other_grammars_stay_as_they_are() -> None:
    assert "value" not in page("- 甲\n- 乙\n\n1. 丙\n2. 丁")
    sane = MarkdownParser({"extension_configs": {"markdown.extensions.sane_lists": {}}})
    assert "<ol" in sane.convert("Title: 题\n\n2. 乙")[1]


@pytest.mark.parametrize(
    ("row", "beyond"),
    [
        ("| 1 | 2 | 第三格 |", ["第三格"]),
        ("1 | 2 | 3 | 4", ["3", "4"]),
        ("| 1 | 2 |  |", []),
        ("| 1 |", []),
        ("| 1 | `a|b` |", []),
    ],
)
def test_cells_beyond_the_head_of_a_table_are_known(row: str, beyond: list[str]) -> None:
    raw(f"| 甲 | 乙 |\n|---|---|\n{row}")
    assert list(PARSER.beyond) == beyond
    raw("没有表")
    assert list(PARSER.beyond) == []


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("捐了~~100元~~120元", ["~~100元~~"]),
        ("| 甲 | 乙 |\n| 1 | 2 |", ["| 甲 | 乙 |"]),
        ("甲 | 乙\n1 | 2", ["甲 | 乙"]),
        ("说明\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |", ["| 甲 | 乙 |"]),
        ("有三样：\n- 米\n- 面", ["- 米"]),
        ("有两样：\n1. 米\n2. 面", ["1. 米"]),
        ("有~~<b>100</b>~~元\n* 米", ["* 米"]),
        ("文[^9]。", ["[^9]"]),
        ("见[报告][rr]。", ["[报告][rr]"]),
        ("见[报告]（https://example.org/a）。", ["[报告]（https://example.org/a）"]),
        ("见[报告](https://example.org/a", ["[报告](https://example.org/a"]),
        ("- [ ] 甲\n- [x] 乙", ["[ ]", "[x]"]),
        ("$$\\frac{1}{2}$$", ["$$\\frac{1}{2}$$"]),
        ("这是==要紧==的", ["==要紧=="]),
        ("!!! note", ["!!! note"]),
        ("> [!NOTE]\n> 甲", ["[!NOTE]"]),
        ("见[[别的一页]]", ["[[别的一页]]"]),
        ("共{{ total }}", ["{{ total }}"]),
        ("甲\n\n<!-- 没有写完", ["<!--"]),
        ("＃＃ 节", ["＃＃"]),
        ("｜ 甲 ｜ 乙 ｜\n｜ 1 ｜ 2 ｜", ["｜ 甲 ｜ 乙 ｜"]),
        ("甲\t乙\n米\t面", ["甲\t乙"]),
        ("收入：\t甲\n支出：\t乙\n一、\t甲的话\n二、\t乙的话\n（三）\t话\n（四）\t话", []),
        ("文[^1]，[1][2]，[2023]5号，a==b，价$5、$6，【甲】（乙），[[2023]3号]。\n\n[^1]: 注", []),
        ("`[^9]` `{{ x }}` `[甲][rr]`\n\n```\n甲\t乙\n米\t面\n==甲==\n```", []),
        ("| 甲 | 乙 |\n|---|---|\n| 1 | 2 |", []),
        ("- 米\n- 面\n\n1. 米", []),
        ("`~~甲~~`\n\n```\n| 甲 | 乙 |\n- 米\n~~旧~~\n```", []),
        ("首页 | 关于", []),
        ("约~~~5%", []),
        ("路 - 桥\n3.5万元\n-5℃", []),
    ],
)
def test_signs_that_would_stand_on_the_page_are_told(text: str, cells: list[str]) -> None:
    """Tables without their line of dashes, items right below a line, ~~words~~; nothing that is shown as it should be, and no code."""
    problems = list(signs.raw_signs("a.md", raw(text), Lines(text)))
    assert [one.details["cell"] for one in problems] == cells
    assert [text.split("\n")[one.where.row - 1].count(cell) for one, cell in zip(problems, cells, strict=True)] == [
        1
    ] * len(cells)


def test_signs_of_a_hostile_text_cost_little() -> None:
    """Tags that never close, and signs in thousands, are gone through once."""
    begun = process_time()
    for text in ("<p>" * 200_000, "<code>" * 200_000, "~~" * 200_000, "~~a" * 200_000, "<p>" + "|\n" * 200_000):
        list(islice(signs.raw_signs("a.md", text, Lines("")), 10))
    assert process_time() - begun < 10
