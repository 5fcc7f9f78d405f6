"""Texts and questions in one spelling: Python and the browser's script say the same, and every way to write an amount meets."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from pypinyin import Style, lazy_pinyin

from disclosure.search import by_letter, canonical, synonyms, terms
from disclosure.search.spelling import like

ROOT = Path(__file__).resolve().parents[2]
ALIKE = {
    "620000": (
        "62万",
        "620000",
        "620,000",
        "六十二万",
        "62.00万",
        "６２万",
        "62萬",
        "六十二萬",
        "0.62百万",
        "陆拾贰万",
    ),
    "1681人次": ("1681人次", "1,681人次", "一千六百八十一人次", "1681.0人次"),
    "130000000": ("1亿3000万", "一亿三千万", "1.3亿", "130,000,000"),
    "2024-06-03": ("2024年6月3日", "2024-06-03", "2024.6.3", "2024/06/03", "２０２４年６月３日"),
    "2024-06": ("2024年6月", "2024年06月"),
    "35.5%": ("35.5%", "35.50%", "３５.５％"),
    "助学圆梦": ("助学圆梦", "助學圓夢", "助\u200b学圆梦"),
    "2025-09-00412": ("2025-09-00412", "2025—09—00412", "２０２５－０９－００４１２"),
}
APART = [
    "第69，120行", "2024年13月", "三万五", "万一", "百万公益", "十五", "二〇二四年", "三五成群", "1,23", "007", "3.5.1", "12-0.50", "F1赛", "covid19",
    "至少118.97万元", "62万余元", "一二三班", "十万火急", "1.005千", "123456789012345678", "9999999亿亿", "两千零五", "三百五", "二十一世纪",
    "1,234,567.80元", "g007 第3行", "40%—50%", "10-20人", "a.b-c_d/e", "三千万零五百", "廿五日", "0.5万", "0.00", "一零二", "２.５億", "①②", "",
    "\n12万\n元", "5万3千", "5万3", "12万3456", "1万0500", "2023.12.31前", "2023.2.31.5", "１２，３４５", "<b>62万</b>", "壹佰万元整", "〇〇七",
    "三十万万", "1百千", "三千万亿零五百万", "万" * 12_000, "1万" * 12_000, "一亿" * 12_000, "1亿" * 12_000 + "3万", "十" + "万" * 12_000, "1" + "亿" * 150_000,
]  # fmt: skip


@pytest.mark.parametrize("plain", ALIKE)
def test_ways_to_write_a_thing_meet(plain: str) -> None:
    """Full width, traditional, marks of thousands, 万 and 亿, Chinese numerals, any dash: one spelling."""
    assert {canonical(text) for text in ALIKE[plain]} == {plain}


def test_the_script_spells_as_python_does() -> None:
    """Every case, and texts of the real and the invented organisations, line by line, spelling and terms."""
    texts = [*APART, *(text for texts in ALIKE.values() for text in texts)]
    for path in sorted((ROOT / "examples/data").rglob("*.csv"))[::9]:
        texts += path.read_text("utf-8-sig").splitlines()[:40]
    for path in sorted((ROOT / "data").rglob("*.csv")):
        texts += path.read_text("utf-8-sig").splitlines()[:60]
    lines = (ROOT / "plugins/disclosure/identifiers/traditional.txt").read_text("utf-8").splitlines()
    pairs = "".join(sign + line[0] for line in lines if line[0] != "#" for sign in line[1:])
    code = (
        f"{(ROOT / 'theme/js/search.js').read_text('utf-8')}\n"
        "const input = JSON.parse(require('fs').readFileSync(0, 'utf8'));\n"
        "sunSearch.about({variants: input.pairs});\n"
        "const spelled = input.texts.map(sunSearch.canonical);\n"
        "console.log(JSON.stringify(spelled.map((text) => [text, sunSearch.indexed(text).sort()])));\n"
    )
    run = subprocess.run(
        ["node", "-e", code],
        input=json.dumps({"pairs": pairs, "texts": texts}),
        capture_output=True,
        text=True,
        check=True,
    )
    unlike = [
        (text, canonical(text), spelled)
        for text, (spelled, listed) in zip(texts, json.loads(run.stdout), strict=True)
        if spelled != canonical(text) or listed != sorted(terms(canonical(text)))
    ]
    assert len(texts) > 900
    assert unlike == []


def test_terms_are_pairs_numbers_and_ids() -> None:
    """Two characters side by side, whole numbers, ids with their parts, days with month and year; nothing across a gap."""
    assert terms("助学圆梦") == {"助学", "学圆", "圆梦"}
    assert terms("助 学") == set()
    assert terms("620000元 35.5%") == {"620000", "35.5"}
    assert terms("2024-06-03") == {"2024-06-03", "2024-06", "2024"}
    assert terms("flood-2023-appeal") == {"flood-2023-appeal", "flood", "2023", "appeal"}


def test_words_of_one_meaning_come_from_data() -> None:
    """The list of the package, and what an organisation adds, in the one spelling; a word alone is no group."""
    assert ["捐款", "善款"] in synonyms()
    assert synonyms(["對賬＝核账；单独"])[-1] == ["对账", "核账"]


def test_the_index_is_in_the_order_of_pinyin() -> None:
    """By the first letter as it is read, common or rare; figures and signs last."""
    names = ["助学", "“爱心”", "安全", "2024年度", "褚橙", "重阳", "Zoo", "昙华林", "罾"]
    order = by_letter((name, None) for name in names)
    assert {letter: [name for name, _ in listed] for letter, listed in order.items()} == {
        "A": ["“爱心”", "安全"],
        "C": ["褚橙"],
        "T": ["昙华林"],
        "Z": ["Zoo", "重阳", "助学", "罾"],
        "0—9": ["2024年度"],
    }


def test_letters_of_rare_characters_are_those_of_the_dictionary() -> None:
    """The 3,008 characters of the second level of GB 2312, of which we keep the letters, and signs that have none."""
    rows = [bytes([row, column]) for row in range(0xD8, 0xF8) for column in range(0xA1, 0xFF)]
    rare = [pair.decode("gb2312") for pair in rows]
    letters = {sign: letter for letter, names in by_letter((sign, None) for sign in rare).items() for sign, _ in names}
    read = {sign: lazy_pinyin(sign, style=Style.FIRST_LETTER)[0].upper() for sign in rare}
    assert len(rare) == 3008
    assert letters == read
    assert [*by_letter((sign, None) for sign in "《—Ａé①")] == ["0—9"]
    assert [*by_letter([("〇年项目", None)])] == ["L"]


@pytest.mark.parametrize(
    ("number", "found_by"),
    [
        ("198.05万元", ("~19e7", "~198e7")),
        ("1,980,500.37元", ("~19e7", "~198e7")),
        ("2万余人次", ("~20e5", "~200e5")),
        ("人民币壹仟万元整", ("~10e8", "~100e8")),
        ("−9,876元", ("~98e4", "~987e4")),
        ("999元", ()),
        ("96.71%", ()),
        ("三大类", ()),
        ("", ()),
    ],
)
def test_a_number_is_found_by_its_first_digits(number: str, found_by: tuple[str, ...]) -> None:
    assert like(number) == found_by
