"""The index of the search: a function of what finished pages say, small where little changed, and looked at by the gate."""

from __future__ import annotations

import json
import random
import subprocess
from decimal import Decimal
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from disclosure.privacy import gate, leaks
from disclosure.search import IndexCache, ResultGroup, SearchablePage, SearchAbout, write_index, writing
from disclosure.search.passages import documents, figures, heading, main_part, passages
from disclosure.search.writing import encoded
from disclosure.storage import TreeFiles

ROOT = Path(__file__).resolve().parents[2]
ABOUT = SearchAbout({"a": "示例会"}, {"a": ["2024-06"]}, [["捐款", "善款"]])
PAGE = '<!doctype html><html><body><header>表头</header><main id="main"><h1>{title}</h1>{body}</main><footer>表尾</footer></body></html>'


def written(
    folder: Path, bodies: dict[str, str], cache: IndexCache | None = None, files: TreeFiles | None = None
) -> dict[str, bytes]:
    """The files of the index over pages with these bodies."""
    pages = []
    for name, body in bodies.items():
        file = folder / name / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(PAGE.format(title=f"第{name}页", body=body), "utf-8")
        pages.append(SearchablePage(f"{name}/", f"{name}/index.html", "a", ResultGroup.PAGE))
    write_index(files or TreeFiles(folder), pages, ABOUT, cache)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in (folder / "search").rglob("*.js")}


def test_the_same_pages_give_the_same_bytes_and_a_change_stays_small(tmp_path: Path) -> None:
    """Twice the same; a sentence more on one page of forty leaves the blocks of all others, and most buckets, as they were."""
    bodies = {
        f"p{number:02}": f"<p>{'甲乙丙丁'[number % 4]}{number}号村修了一座桥，花了{number + 3}万元。</p>"
        for number in range(40)
    }
    before, again = (written(tmp_path / name, bodies) for name in ("one", "two"))
    assert before == again
    after = written(tmp_path / "three", bodies | {"p07": bodies["p07"] + "<p>另添路灯。</p>"})
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert len([name for name in changed if "/blocks/" in name]) == 1
    assert not {name for name in changed if "/words/" in name}
    assert 0 < len(changed) < len(after) / 2


@pytest.mark.parametrize("seed", range(3))
def test_an_index_that_is_written_again_and_again_is_as_from_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Pages change, come and go: what is known is taken again, but for files that are lost; most are, where one page changed."""
    monkeypatch.setattr(writing, "_LONG_LIST", 3)
    monkeypatch.setattr(writing, "_BUCKET_BYTES", 300)
    dice = random.Random(seed)  # noqa: S311  (the same changes every time)
    words = [f"{first}{second}" for first in "东南西北山河湖海" for second in "村镇桥路学校医院"]

    def body() -> str:
        return "".join(f"<p>{'、'.join(dice.choices(words, k=6))}共{dice.randrange(10**9)}元。</p>" for _ in range(9))

    bodies = {f"p{number:02}": body() for number in range(30)}
    cache, last, taken, lost = IndexCache(), dict[str, bytes](), set[str](), set[str]()

    def again(folder: Path, name: str) -> bool:
        if name in lost:
            return False
        (folder / name).write_bytes(last[name])
        taken.add(name)
        return True

    for step in range(12):
        folder, anew = tmp_path / f"again-{step}", tmp_path / f"anew-{step}"

        taken.clear()
        index = written(folder, bodies, cache, TreeFiles(folder, again=partial(again, folder)))
        assert index == written(anew, bodies)
        if step % 4 == 1:  # one page had changed
            assert len(index) / 2 < len(taken) < len(index)
        last.update(index)
        lost.clear()
        lost.update(dice.sample(sorted(index), step % 3))
        changed = dice.sample(sorted(bodies), 1 if step % 4 == 0 else 3)
        cache = replace(cache, pages={file: page for file, page in cache.pages.items() if file[:3] not in changed})
        bodies |= {name: body() for name in changed}
        if step % 4 == 2:
            bodies = {name: text for name, text in bodies.items() if name != changed[0]} | {f"q{step:02}": body()}


def test_what_is_not_said_by_the_page_itself_stays_out() -> None:
    """Menus, pictures, signs for screen readers, the citation and forms are left aside; marks lead to the register."""
    body = (
        '<nav><a href="x">菜单</a></nav><h2 id="money">钱</h2><p>收到<span class="num">62万</span>'
        '<a class="src" href="../facts/2023/income/index.html#G005">报</a><span class="vh">（推断）</span></p>'
        '<svg><text>图上</text></svg><details class="cite"><p>引用</p></details><form><label>表单</label></form>'
        "<table><tr><td>甲</td><td>乙</td></tr></table>"
    )
    said = passages(main_part(PAGE.format(title="名", body=body).encode()))
    assert [(one.text, one.anchor, one.mark) for one in said] == [
        ("收到62万", "money", "facts/2023/income/index.html#G005"),
        ("甲 乙", "money", ""),
    ]


def test_a_number_of_a_table_keeps_its_unit() -> None:
    """The unit stands above the column, which a row that was found leaves behind; the way back to a source says nothing."""
    body = (
        '<table><tr><td>棉被</td><td>500.00<span class="vh">元</span></td><td>2<span class="vh">万元</span></td></tr>'
        '<tr><td>支出</td><td><span class="num"><span class="vh">达</span><span class="d">161.04</span>'
        '<span class="vh">万</span><span class="vh">元</span></span></td></tr></table>'
        '<p>收到：62万<span class="vh">（推断）</span><a class="plain-source" href="x" aria-label="看出处">看出处</a></p>'
    )
    assert [one.text for one in passages(main_part(PAGE.format(title="名", body=body).encode()))] == [
        "棉被 500.00元 2万元",
        "支出 达161.04万元",
        "收到：62万",
    ]


def test_an_arrow_stays_between_the_old_and_the_new() -> None:
    """Other signs go; without the arrow two numbers would stand side by side as one."""
    body = (
        '<p><span class="vh">原来：</span><del>9人</del><span aria-hidden="true"> → </span>'
        '<span class="vh">，现在：</span><ins>8人</ins></p><p><span aria-hidden="true">※</span>更正</p>'
    )
    assert [one.text for one in passages(main_part(PAGE.format(title="名", body=body).encode()))] == [
        "9人 → 8人",
        "更正",
    ]


def test_a_heading_with_an_anchor_is_the_name_of_its_page() -> None:
    """The name of a page is found whatever its heading carries, and is no passage of the page."""
    html = PAGE.format(title="名", body="<p>一句话</p>").replace("<h1>", '<h1 id="answer" class="large">')
    assert heading(html) == "名"
    assert [passage.text for passage in passages(main_part(html.encode()))] == ["一句话"]


def test_figures_and_documents_are_records_of_their_own() -> None:
    """A page of the register gives its figures, a list of sources its documents, each with anchor, name and number."""
    register = (
        '<ol class="register">\n<li id="G1">\n<p class="register-head"><span class="register-what">会费收入</span>'
        '<span class="register-number"><span class="num" data-figure="G1">5万元</span></span></p>\n'
        '<p class="meta">出处：<a href="#source-S1">《年报》</a></p>\n'
        '<details class="used"><summary>用在1页</summary><p>财务</p></details>\n<p>说明</p>\n</li>\n'
        '<li id="G2">\n<ul>\n<li>\n只有一句\n</li>\n<li>两句</li>\n</ul>\n</li>\n</ol>'
    )
    figure, bare = figures(register)
    assert (figure.anchor, figure.name, figure.number, figure.source) == ("G1", "会费收入", "5万元", "source-S1")
    assert [passage.text for passage in figure.passages] == ["出处：《年报》", "说明"]
    assert (bare.anchor, bare.name, bare.number, bare.source) == ("G2", "G2", "", "")
    assert [passage.text for passage in bare.passages] == ["只有一句", "两句"]
    listed = '<ul>\n<li id="source-S1">\n<p class="entry-title"><strong>《年报》</strong></p>\n<p>2024-05-20</p>\n</li>\n</ul>'
    (document,) = documents(listed)
    assert (document.anchor, document.name, [one.text for one in document.passages]) == (
        "source-S1",
        "《年报》",
        ["2024-05-20"],
    )


def test_words_that_begin_with_the_sign_of_a_record_are_no_record(tmp_path: Path) -> None:
    """“#3号楼” in what is said of a figure stays text: a line with that sign would be read as a record of its own."""
    register = (
        '<ol class="register">\n<li id="G1">\n<p class="register-head"><span class="register-what">支出</span>'
        '<span class="register-number"><span class="num" data-figure="G1">5万元</span></span></p>\n'
        "<p>#3号楼翻修</p>\n</li>\n</ol>"
    )
    files = written(tmp_path, {"p": register})
    (block,) = (content.decode() for name, content in files.items() if "/blocks/" in name and rb"#G1\t" in content)
    lines = json.loads(f"[{block[len('sunSearch.block(') : -3]}]")[1][0][2].split("\n")
    assert lines == ["#G1\t支出\t5万元\t", "3号楼翻修"]


def test_a_number_of_thousands_of_digits_is_a_word_like_others(tmp_path: Path) -> None:
    """However many digits follow one another, the index is written, with marks of thousands between them."""
    digits = "1234567890" * 600
    files = written(tmp_path, {"p": f"<p>{digits}</p>"})
    assert any(f"{Decimal(digits):,}".encode() in content for content in files.values())


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    """Whatever a page says, a shard is one call with strings: nothing in it ends a script or begins another line."""
    files = written(tmp_path, {"p": "<p>&lt;/script&gt;&lt;script&gt;alert(1)\u2028\u2029&quot;);x(&quot; 甲乙</p>"})
    for name, content in files.items():
        text = content.decode()
        assert "</" not in text
        assert "\u2028" not in text
        call, _, rest = text.partition("(")
        assert call.startswith("sunSearch."), name
        assert rest.endswith(");\n")
        json.loads(f"[{rest[:-3]}]")


@pytest.mark.parametrize(
    ("page", "in_shards", "in_page"),
    [
        ("<p>电话13912345678</p>", True, True),
        ("<p>电话139 1234 5678</p>", False, True),
        ("<table><tr><td>139</td><td>12345678</td></tr></table>", False, False),
    ],
    ids=["together", "parted", "in two cells"],
)
def test_the_gate_looks_at_the_index(page: str, tmp_path: Path, *, in_shards: bool, in_page: bool) -> None:
    """A number of a person that some page let through is found in the shards, too.

    There, nothing but a blank stands between two cells: numbers with a blank are told where they stand in the page.
    """
    written(tmp_path, {"p": page})
    (tmp_path / "p.html").write_text(page, "utf-8")
    places = {name for name, _ in gate.leaks(tmp_path, leaks.Own())}
    assert any(name.startswith("search/blocks/") for name in places) is in_shards
    assert ("p.html" in places) is in_page


def test_lists_of_blocks_hold_no_digits() -> None:
    """Rising numbers come back as they were, and nothing in them could be taken for a number of a person."""
    blocks = [1, 2, 63, 64, 2111, 2112, 80_001, 6_000_000]
    text = encoded(blocks)
    assert not any(sign.isdigit() for sign in text)
    signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%()*+,-:;"
    numbers, number, place = [], 0, 1
    for sign in text:
        value = signs.index(sign)
        number, place = number + (value % 32) * place, place * 32
        if value < 32:
            numbers.append(number)
            number, place = 0, 1
    assert numbers == [after - before // 2 * 2 for before, after in pairwise([0, *blocks])]


def asked(folder: Path, *questions: tuple[str, str, int]) -> list[dict[str, Any]]:
    """The answers of the engine to (words, organisation, results of a group; 0 for all)."""
    listed = [{"query": query, "org": org, "most": most} for query, org, most in questions]
    run = subprocess.run(
        ["node", ROOT / "tests/search.mjs", ROOT / "theme/js/search.js", folder],
        input=json.dumps(listed),
        capture_output=True,
        text=True,
        check=True,
    )
    answers: list[dict[str, Any]] = json.loads(run.stdout)
    return answers


def test_a_word_on_every_page_is_asked_for_cheaply_and_found_everywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long list is left alone for the first results, also where a word has one digit; all of it comes when all is asked for."""
    monkeypatch.setattr(writing, "_LONG_LIST", 50)
    filler = "".join(chr(0x4E00 + 37 * number) for number in range(500))
    bodies = {f"p{number:03}": f"<p>第{number}号村修桥。</p><p>{filler[number:]}</p>" for number in range(90)}
    written(tmp_path, bodies)
    first, whole, own, single, other, joint = asked(
        tmp_path,
        ("修桥", "", 2),
        ("修桥", "", 0),
        ("修桥", "a", 2),
        ("第7号村", "", 2),
        ("修桥", "b", 2),
        ("号村 修桥", "", 2),
    )
    assert len({hit["path"] for hit in whole["hits"]}) == len(bodies) == len(whole["hits"])
    assert not any("-.js" in path for path, _ in first["loads"])  # the file of the whole list
    assert any("-.js" in path for path, _ in whole["loads"])
    for answer in (first, own, joint):
        assert len({hit["path"] for hit in answer["hits"]}) >= 2
        assert sum(size for _, size in answer["loads"]) < 25_000
    assert [hit["path"] for hit in single["hits"]] == ["p007/"]
    assert single["idle"] == []
    assert other["hits"] == []


def test_a_page_is_one_result_however_long(tmp_path: Path) -> None:
    """What has a page as a result reads no more of that page."""
    long = "".join(f"<p>第{number}次记账，{'天地玄黄宇宙洪荒' * 12}。</p>" for number in range(200))
    written(tmp_path, {"long": long, "other": "<p>记账一次。</p>"})
    (answer,) = asked(tmp_path, ("记账", "", 2))
    assert [hit["path"] for hit in answer["hits"]] == ["long/", "other/"]
    assert len([path for path, _ in answer["loads"] if "/blocks/" in path]) <= 3


def test_a_page_that_repeats_is_found_by_its_name_and_first_sentence(tmp_path: Path) -> None:
    """Of a brief page nothing else is in the index."""
    file = tmp_path / "page" / "index.html"
    file.parent.mkdir()
    body = '<p class="finding">挑出九笔。</p><table><tr><td>某条明细</td></tr></table>'
    file.write_text(PAGE.format(title="拨付挑选", body=body), "utf-8")
    page = SearchablePage("page/", "page/index.html", "a", ResultGroup.PAGE, brief=True)
    write_index(TreeFiles(tmp_path), [page], ABOUT)
    answers = asked(tmp_path, ("拨付挑选", "", 2), ("九笔", "", 2), ("明细", "", 2))
    assert [len(answer["hits"]) for answer in answers] == [1, 1, 0]


def test_a_page_that_says_nothing_that_is_searched_adds_no_term(tmp_path: Path) -> None:
    """Single signs are no terms: such a page is in no list, least of all in that of an empty word."""
    (tmp_path / "index.html").write_text(PAGE.format(title="，", body="<p>。</p>"), "utf-8")
    write_index(TreeFiles(tmp_path), [SearchablePage("", "index.html", "a", ResultGroup.PAGE)], ABOUT)
    assert list((tmp_path / "search" / "blocks").glob("*.js"))
    assert not list((tmp_path / "search" / "terms").glob("*.js"))
