"""What the shield finds in built files, however large they are."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter

from disclosure.identifiers import personal
from disclosure.privacy import gate
from disclosure.privacy import leaks as shield
from disclosure.privacy.gate import leaks
from disclosure.privacy.leaks import Own
from disclosure.privacy.maps import DrawnMap

NUMBER = "13800138000"
PAGE = "5138945807302153"  # as weibo.com numbers its pages, and with the check digit of a card by chance


@pytest.mark.parametrize("piece", [1, 7, 64, 1 << 20])
def test_a_workbook_is_searched_whole_in_pieces_of_any_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: int
) -> None:
    """A number in a cell is found once wherever a piece ends, and an amount as long is none."""
    monkeypatch.setattr(gate, "_PIECE", piece)
    with xlsxwriter.Workbook(str(tmp_path / "book.xlsx"), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for row, text in enumerate(["甲", f"电话{NUMBER}", "乙"]):
            sheet.write_string(row, 0, text)
        sheet.write_number(3, 0, int(NUMBER))
    assert [(name, found.what) for name, found in leaks(tmp_path, Own())] == [("book.xlsx", "手机号")]
    assert not list(leaks(tmp_path, Own(frozenset({NUMBER}))))


def test_texts_are_searched_and_empty_ones_are_no_trouble(tmp_path: Path) -> None:
    """A page with a number is named, an empty file beside it is passed over."""
    (tmp_path / "index.html").write_text(f"<p>{NUMBER}</p>", encoding="utf-8")
    (tmp_path / "empty.csv").write_bytes(b"")
    assert [name for name, _ in leaks(tmp_path, Own())] == ["index.html"]


def test_a_letter_box_of_the_office_opens_no_provider() -> None:
    """The office's own box and its site's domain may stand; boxes of persons at the same provider may not."""
    known = shield.public_details([], ["gaoxincishan@163.com", "https://www.example.org/"])
    text = "写信到 gaoxincishan@163.com、li.lei@example.org 或 wang1980@163.com"
    found = [one.hint for one in personal(text, known.numbers, known.domains)]
    assert found == ["wa…@163.com"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("page.html", '<a href="tel:13800138001">打电话</a>'),
        ("page.html", '<img alt="电话13800138001" src="a.png">'),
        ("page.html", '<span title="13800138001">三项</span>'),
        ("page.html", '<span title="13800138001，王先生">元</span>'),
        ("page.html", "<p>Tel13800138001，wx138-0013-8001</p>"),
        ("page.html", "<p>ID11010519491231002X</p>"),
        ("page.html", '<script type="application/json">{"text":"电话13800138001"}</script>'),
        ("gifts.json", '{"note": "13800138001"}'),
        ("gifts.csv", "编号,说明\r\n1,13800138001\r\n"),
        ("feed.xml", "<title>138 0013 8001</title>"),
        ("13800138001/a.txt", "甲"),
    ],
)
def test_numbers_of_persons_are_seen_wherever_they_stand(tmp_path: Path, name: str, text: str) -> None:
    """Beside letters, in addresses, in words for the blind, in JSON, and in the names of folders."""
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    assert [finding.what for _, finding in leaks(tmp_path, Own(), {"数值", "value"})] in (["手机号"], ["身份证号"])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("page.html", '<span class="num" data-figure="A002">13690000001</span>'),
        ("page.html", '<span class="num" data-figure="A002"><span class="n-digits">13690000001</span></span>'),
        ("page.html", '<rect data-value="13690000001" width="13690000001"/>'),
        ("page.html", "<td>13690000001元</td>"),
        ("page.html", '<p>惠及13690000001<a class="term" href="../../terms/index.html#person-times">人次</a></p>'),
        ("page.html", '<span class="num" data-figure="A002" title="13690000001万元">1,369,000.00亿元</span>'),
        ("page.html", '<script type="application/json">{"x":[13690000001,-13690000002],"y":13690000003}</script>'),
        ("figures.json", '{"id": "A1", "value": "13690000001", "unit": "元"}'),
        ("chart.json", '{"x": [\n  13690000001\n ], "base": 13690000001.5}'),
        ("figures.csv", "\ufeff编号,数值,单位\r\nA1,13690000001,元\r\n"),
        ("chart.svg", "<text>15000000000</text>"),
        ("page.html", "<p>-9223372036854775808</p>"),
    ],
)
def test_numbers_that_the_site_prints_are_no_telephones(tmp_path: Path, name: str, text: str) -> None:
    """Figures of the register, what draws a chart, values of JSON, columns of numbers and the ends of axes."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert list(leaks(tmp_path, Own(), {"数值", "value"})) == []


def test_the_sums_of_a_site_are_known_to_it(tmp_path: Path) -> None:
    """A sum of eleven digits that the site publishes may stand anywhere; another number as long may not."""
    (tmp_path / "index.html").write_text("<p>共 13690000001</p><p>13690000002</p>", encoding="utf-8")
    own = Own(amounts=frozenset({"13690000001"}))
    assert [finding.hint for _, finding in leaks(tmp_path, own)] == ["136…02"]


@pytest.mark.parametrize(
    "suffix", ["html", "json", "csv", "svg", "xml", "txt", "js", "css", "md", "atom", "ics", "HTML", "Csv"]
)
def test_every_sort_of_text_is_searched(tmp_path: Path, suffix: str) -> None:
    """A number is found in a file of each sort that a site has, at its very beginning, in its middle and at its end."""
    (tmp_path / f"a.{suffix}").write_text(NUMBER, encoding="utf-8")
    (tmp_path / f"b.{suffix}").write_text(
        f"1 2 3 4 5 6 7 8 9 10 11 次，{NUMBER}，这里是另外的话，然后才是另一个号码,{NUMBER[:-1]}9", encoding="utf-8"
    )
    assert [(name, finding.hint) for name, finding in leaks(tmp_path, Own())] == [
        (f"a.{suffix}", "138…00"),
        (f"b.{suffix}", "138…00"),
        (f"b.{suffix}", "138…09"),
    ]


def test_names_of_files_are_searched_too(tmp_path: Path) -> None:
    """The name of any file or folder is looked at as well as its text; pictures and the site's own scripts are not read."""
    (tmp_path / "y" / f"{NUMBER[:-1]}5").mkdir(parents=True)
    (tmp_path / "folder.html").mkdir()
    for name in ("z/page.html", f"assets/{NUMBER}.js", "assets/app.js", f"files/{NUMBER}.png", "files/photo.png"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(NUMBER, encoding="utf-8")
    names = [name for name, _ in leaks(tmp_path, Own())]
    assert names == [f"assets/{NUMBER}.js", f"files/{NUMBER}.png", f"y/{NUMBER[:-1]}5", "z/page.html"]
    assert not list(leaks(tmp_path, Own(frozenset({NUMBER, f"{NUMBER[:-1]}5"}))))


def test_a_workbook_of_any_size_is_read(tmp_path: Path) -> None:
    """A number far behind in a large sheet is found as it is read by itself, without anything set."""
    with xlsxwriter.Workbook(str(tmp_path / "book.xlsx"), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for row in range(9_000):
            sheet.write_string(row, 0, f"第{row}行，没有什么特别的内容" * 4)
        sheet.write_string(9_000, 0, NUMBER)
    assert [name for name, _ in leaks(tmp_path, Own())] == ["book.xlsx"]


def test_each_cell_of_a_workbook_is_looked_at_by_itself(tmp_path: Path) -> None:
    """Of hundreds of cells each number is told once, in their order, also twice in one; digits of two cells are no number."""
    cells = [f"档案2024-{row:04}" for row in range(300)]
    cells[7], cells[8] = NUMBER[:5], NUMBER[5:]
    cells[20] = f"电话{NUMBER}、{NUMBER[:-1]}2"
    cells[299] = f"{NUMBER[:3]} {NUMBER[3:7]} {NUMBER[7:9]}03"
    with xlsxwriter.Workbook(str(tmp_path / "book.xlsx"), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for row, text in enumerate(cells):
            sheet.write_string(row, 0, text)
    assert [finding.hint for _, finding in leaks(tmp_path, Own())] == ["138…00", "138…02", "138…03"]


@pytest.mark.parametrize(
    "attribute", ["href", "src", "alt", "title", "content", "aria-label", "id", "name", "download"]
)
def test_attributes_that_say_something_are_read(tmp_path: Path, attribute: str) -> None:
    """A number in what is shown, spoken or led to is found, in pages and in drawings; in a measure of a drawing it is none."""
    for suffix in ("html", "svg"):
        (tmp_path / f"a.{suffix}").write_text(f'<a class="x" {attribute}="13800138001">甲</a>', encoding="utf-8")
        (tmp_path / f"b.{suffix}").write_text('<rect class="x" width="13800138001"/>', encoding="utf-8")
    (tmp_path / "c.xml").write_text('<rect class="x" width="13800138001"/>', encoding="utf-8")
    assert [name for name, _ in leaks(tmp_path, Own())] == ["a.html", "a.svg", "c.xml"]


@pytest.mark.parametrize(
    ("text", "hints"),
    [
        ("<p>13810000000</p>", []),  # seven zeros: the end of an axis
        ("<p>13811000000</p>", ["138…00"]),
        ("<p>15000000000 13800138001</p>", ["138…01"]),  # one does not hide the other
        ("<p>13800138001 13800138002</p>", ["138…01", "138…02"]),
    ],
)
def test_round_numbers_end_an_axis(tmp_path: Path, text: str, hints: list[str]) -> None:
    """So round a number is a sum or the end of an axis; what stands beside it is looked at by itself."""
    (tmp_path / "a.html").write_text(text, encoding="utf-8")
    assert [finding.hint for _, finding in leaks(tmp_path, Own())] == hints


@pytest.mark.parametrize(
    ("content", "count"),
    [
        ("数值\r\n13690000001\r\n", 0),
        ("数值\r\n13690000001", 0),
        ("编号,数值\r\nA1,5\r\nA2,13690000001\r\nA3,7\r\n", 0),
        ("编号,数值\r\nA1,5\r\n13800138001,5\r\nA3,7\r\n", 1),
        ("数值,说明\r\n13690000001,找13690000001\r\n", 1),  # the words beside it may not borrow its column
        ("数值,数额,说明\r\n5,13690000001,好\r\n", 0),
        ("数值\r\n5,13690000001\r\n", 1),  # no heading says what this is
        ("13800138001,数值\r\nA1,5\r\n", 1),
        ("13800138001", 1),
        ("\n13690000001", 1),  # its heading is empty
        ("说明\n13800138001", 1),
        ("说明\n甲\n13800138001\n乙\n", 1),
    ],
)
def test_columns_of_numbers_are_known_by_their_heading(tmp_path: Path, content: str, count: int) -> None:
    """In a table to take away a number is one of ours only where every cell that holds it stands below such a heading."""
    (tmp_path / "a.csv").write_text(content, encoding="utf-8")
    assert len(list(leaks(tmp_path, Own(), {"数值", "数额"}))) == count


@pytest.mark.parametrize(
    ("name", "text", "count"),
    [
        ("a.json", '{"value": "13690000001"}', 0),
        ("a.json", '{"note": "13690000001"}', 1),
        ("a.json", '{"any": 13690000001}', 0),
        ("a.json", '{"any": [5, 13690000001, 7]}', 0),
        ("a.html", "<p>[13800138001 找我</p>", 1),  # looks like JSON in front, and is none behind
        ("a.html", "<p>找13800138001, 或别人</p>", 1),  # looks like JSON behind, and is none in front
        ("a.txt", "[13800138001]", 1),  # no JSON is looked for here
        ("a.svg", "<text>[13800138001]</text>", 1),
    ],
)
def test_values_of_json_are_ours_and_its_words_are_not(tmp_path: Path, name: str, text: str, count: int) -> None:
    """A bare number between the marks of JSON is a value that the site wrote; a text is one only under a key of numbers."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert len(list(leaks(tmp_path, Own(), {"value"}))) == count


@pytest.mark.parametrize(
    ("name", "before", "after", "count"),
    [
        ("a.html", f'data-figure="{"A" * 145}">', "", 0),
        ("a.html", f'data-figure="{"A" * 146}">', "", 1),
        ("a.html", '<b data-figure="A1">', "<p>" + "很多别的话" * 50, 0),
        ("a.json", "[", "\n" * 23 + "]", 0),
        ("a.json", "[", "\n" * 24 + "]", 1),
    ],
)
def test_what_makes_a_number_ours_stands_near_it(
    tmp_path: Path, name: str, before: str, after: str, count: int
) -> None:
    """A mark counts within 160 bytes before a number and 24 behind it, wherever in the file it stands; beyond that it is doubted."""
    assert not before.startswith("data") or len(before) == 160 + count
    (tmp_path / name).write_text(f"{before}13690000001{after}", encoding="utf-8")
    assert len(list(leaks(tmp_path, Own()))) == count


def test_a_table_of_one_column_of_numbers(tmp_path: Path) -> None:
    """The only column with numbers is known as such, too."""
    (tmp_path / "a.csv").write_text("数值\n13690000001\n", encoding="utf-8")
    assert not list(leaks(tmp_path, Own(), {"数值"}))


MAP = '{"data": [{"type": "choropleth"}]}'


@pytest.mark.parametrize(
    ("name", "text", "kinds"),
    [
        ("a.html", f"<script>{MAP}</script>", ["choropleth"]),
        ("a.json", MAP, ["choropleth"]),
        ("a.json", f'{{"pad": "{"甲" * 400_000}", "map": {MAP}}}', ["choropleth"]),  # more than is held in memory
        ("a.html", f"<script>{MAP}</script><p>审图号：GS（2024）0650号</p>", []),
        ("a.txt", MAP, []),  # which draws nothing
        ("a.csv", MAP, []),
    ],
)
def test_a_map_without_review_is_found_where_it_can_be_drawn(
    tmp_path: Path, name: str, text: str, kinds: list[str]
) -> None:
    """Pages and JSON can draw a map of China; one with its 审图号, or in a file that draws nothing, is none."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert list(leaks(tmp_path, Own())) == [(name, DrawnMap(kind)) for kind in kinds]


@pytest.mark.parametrize(
    ("cleared", "without_maps", "found"),
    [
        (set(), set(), ["手机号", "地图"]),
        ({"a/b/c.html"}, set(), ["地图"]),
        (set(), {"a/b/c.html"}, ["手机号"]),
        ({"a/b/c.html"}, {"a/b/c.html"}, []),
        ({"c.html"}, {"c.html"}, ["手机号", "地图"]),  # another file of that name
    ],
)
def test_what_was_looked_at_before_is_not_looked_at_for_that_again(
    tmp_path: Path, cleared: set[str], without_maps: set[str], found: list[str]
) -> None:
    """A file that was cleared of numbers is still looked at for maps, and the other way round."""
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "c.html").write_text(f"<p>{NUMBER}</p><script>{MAP}</script>", encoding="utf-8")
    findings = leaks(tmp_path, Own(), cleared=cleared, without_maps=without_maps)
    assert ["地图" if isinstance(finding, DrawnMap) else finding.what for _, finding in findings] == found


def test_a_file_that_was_cleared_is_not_opened_and_its_folders_are_known(tmp_path: Path) -> None:
    """Neither a broken workbook nor a telling name of it or of a folder above it is met again; what lies beside it is."""
    folder = tmp_path / "a" / NUMBER / "b" / f"{NUMBER[:-1]}1"
    folder.mkdir(parents=True)
    (folder / "book.xlsx").write_bytes(b"no workbook")
    cleared = {f"a/{NUMBER}/b/{NUMBER[:-1]}1/book.xlsx"}
    assert not list(leaks(tmp_path, Own(), cleared=cleared, without_maps=cleared))
    (folder / "new.html").write_text(NUMBER, encoding="utf-8")
    (tmp_path / "a" / f"{NUMBER[:-1]}2").mkdir()
    names = [name for name, _ in leaks(tmp_path, Own(), cleared=cleared, without_maps=cleared)]
    assert names == [f"a/{NUMBER}/b/{NUMBER[:-1]}1/new.html", f"a/{NUMBER[:-1]}2"]


@pytest.mark.parametrize("shared_from", [1, 1000])
def test_findings_come_in_the_order_of_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shared_from: int
) -> None:
    """What lies in a folder stands together, before files whose names go on; by one process and by several."""
    monkeypatch.setattr(gate, "_SHARED_FROM", shared_from)
    for name in ("a.html", "a-b.html", "a/z.html", "a/b/c.html", "b.html"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(NUMBER, encoding="utf-8")
    names = [name for name, _ in leaks(tmp_path, Own())]
    assert names == ["a/b/c.html", "a/z.html", "a-b.html", "a.html", "b.html"]


@pytest.mark.parametrize(
    ("name", "text", "count"),
    [
        ("search/blocks/xa.js", "138 0013 8001", 0),  # two cells of a page, of which that page knows more
        ("search/blocks/xa.js", "13800138001", 1),
        ("search/blocks/xa.js", "138-0013-8001", 1),
        ("search/terms/xa.js", "138 0013 8001", 1),
        ("search/about.js", "138 0013 8001", 1),
        ("shili/search/blocks/xa.js", "138 0013 8001", 1),
    ],
)
def test_cells_that_the_search_joined_are_no_number(tmp_path: Path, name: str, text: str, count: int) -> None:
    """Only in what pages say once more may a blank part two cells; everywhere else it parts the digits of a number."""
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    assert len(list(leaks(tmp_path, Own()))) == count


@pytest.mark.parametrize(
    ("name", "text", "count"),
    [
        ("p.html", f'<a href="https://weibo.com/1234567890/{PAGE}">见</a>', 0),
        ("p.html", f'<a href="https://example.org/a?id={PAGE}&amp;b=2">见</a>', 0),
        ("p.html", f'<a href="https://example.org/{"a/" * 500}{PAGE}.html">见</a>', 0),
        ("p.csv", f"网址\nhttps://weibo.com/detail/{PAGE}\n", 0),
        ("p.json", f'{{"url": "https://weibo.com/detail/{PAGE}"}}', 0),
        ("search/terms/xa.js", f'{{"{PAGE}":"A"}}', 0),
        ("search/blocks/xa.js", f"微博第{PAGE}条", 0),
        ("p.html", f'<a href="https://example.org/?card={PAGE}">见</a>', 1),
        ("p.html", f'<a href="https://example.org/{PAGE}">见</a>', 1),
        ("p.html", f'<a href="https://example.org/a">{PAGE}</a>', 1),
        ("p.html", f"<p>https://example.org/a，{PAGE}</p>", 1),
        ("p.csv", f"https://example.org/a,{PAGE}\n", 1),
        ("p.html", '<a href="https://example.org/a/6222021234567890128.html">见</a>', 1),
        ("p.html", '<a href="https://example.org/a/13800138001.html">见</a>', 1),
    ],
)
def test_numbers_of_pages_of_other_sites_are_no_cards(tmp_path: Path, name: str, text: str, count: int) -> None:
    """What is as long as a card of another country numbers a page inside a web address, unless something calls it a card."""
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    assert len(list(leaks(tmp_path, Own()))) == count


@pytest.mark.parametrize("gap", [" ", "-", ".", "_", "·", "‐", "‑", "–", "—"])
def test_digits_in_groups_are_found_whatever_parts_them(tmp_path: Path, gap: str) -> None:
    """Blanks, dots and dashes of every sort stand between the groups of a telephone number."""
    (tmp_path / "a.html").write_text(f"<p>电话{gap.join(('138', '0013', '8001'))}。</p>", encoding="utf-8")
    assert [finding.what for _, finding in leaks(tmp_path, Own())] == ["手机号"]


def test_numbers_of_every_form_in_one_file_are_all_found(tmp_path: Path) -> None:
    """One form does not hide another, in a file of a line as in one too large to be held."""
    text = "13800138001，138 0013 8002，138·0013·8003，138‐0013‐8004"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    others = "1,没有什么特别的\n" * 50_000
    (tmp_path / "b.csv").write_text(f"编号,说明\n{others}2,{text}\n", encoding="utf-8")
    hints = [(name, finding.hint) for name, finding in leaks(tmp_path, Own())]
    assert hints == [(name, f"138…0{number}") for name in ("a.txt", "b.csv") for number in range(1, 5)]


@pytest.mark.parametrize(
    ("cells", "count"),
    [
        ([NUMBER, "甲"], 1),  # at the very beginning
        (["", NUMBER], 1),  # behind a cell without words
        (["甲", NUMBER], 1),  # at the very end
        ([f"{NUMBER[:-1]}{last}" for last in range(5)], 5),  # the first and the last, and each between them
        ([NUMBER[:5], NUMBER[5:]], 0),
    ],
)
def test_no_place_of_a_cell_hides_its_number(tmp_path: Path, cells: list[str], count: int) -> None:
    """Other programs write words of cells as they like, empty ones and each once more: every number in them is found once."""
    words = "".join(f"<si><t>{cell}</t></si>" for cell in cells)
    with ZipFile(tmp_path / "book.xlsx", "w") as book:
        book.writestr("xl/sharedStrings.xml", f"<sst>{words}</sst>")
    assert len(list(leaks(tmp_path, Own()))) == count
