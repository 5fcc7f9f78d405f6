"""Input made to cost much: told in time that grows with its length, whatever is repeated in it (2.4.1 of ASVS 5).

Ten megabytes of each, with the memory that they take: `make bench ARGS=l`.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from case import Lay

from disclosure.accounts import files
from disclosure.documents import UnreadableError, read_document
from disclosure.documents.pdf import pages
from disclosure.identifiers import Personal, personal
from disclosure.privacy import attachments, leaks
from disclosure.reading import slowness
from disclosure.texts import parsing

SIGNS = 30_000
HEAD = "编号,名称,授予方,年度,内容,来源,出处,说明"
ARTICLE = "Title: 一篇\nDate: 2026-04-02\nSlug: a{}\n\n"

REPEATED = (
    *("1", "1 ", "138 ", "1-", "(1)", "1,", "１", "①", "١", "1\u200b", "%31", "&#49;", "一", "一百"),
    *(
        "a@",
        "a.",
        "a at b ",
        "qq1 ",
        "微信a",
        "护照A1",
        "苏E",
        "0512-6522",
        "3幢",
        "栋1",
        "村1组",
        "家住",
        "1室",
        "小区1-",
    ),
    *("小学王小明，", "白血病王小明", "王", "张三、", "3岁", "阿·", "姓名：王；", "<a ", "O1", " ", "\n"),
)


@pytest.mark.parametrize("piece", REPEATED)
def test_a_cell_is_looked_through_in_a_moment(piece: str) -> None:
    """A second for the longest cell is a hundred times what words take; what grew with the square took minutes."""
    text = (piece * SIGNS)[:SIGNS]
    start = time.process_time()
    for _ in personal(text):
        pass
    assert time.process_time() - start < 2 * slowness()


@pytest.mark.parametrize("text", ["qq" + " " * SIGNS, f"a{' ' * SIGNS}@b.com", "a@" + "a-" * (SIGNS // 2)])
def test_blanks_and_points_of_letter_boxes(text: str) -> None:
    start = time.process_time()
    for _ in personal(text):
        pass
    assert time.process_time() - start < 2 * slowness()


def test_a_table_that_costs_too_much_is_told_where_it_was_left(case: Lay, monkeypatch: pytest.MonkeyPatch) -> None:
    """Judged by what ordinary words of its length take on the same machine."""
    site = case()
    words = [f"{' '.join(str((number * row) % 10) for number in range(5_000))}" for row in range(1, 40)]
    lines = [f"h{row},奖,机关,2025,{text},A2025,二," for row, text in enumerate(words)]
    site.write("data/demo/honours.csv", "\n".join([HEAD, *lines, ""]))
    assert "table-too-large" not in site.check().errors
    monkeypatch.setattr(leaks, "_PATIENCE", 0.05)
    monkeypatch.setattr(leaks, "_AS_LONG", 0.01)  # ordinary words may have been measured while the machine was busy
    outcome = site.check()
    assert outcome.errors.count("table-too-large") == 1
    assert "查到这里停了" in outcome.printed
    assert site.check().errors.count("table-too-large") == 1, (
        "what was said of its cells is known, and what it cost, too"
    )


def test_what_this_machine_needs_to_begin_is_nobodys_fault(case: Lay, monkeypatch: pytest.MonkeyPatch) -> None:
    """Expressions are compiled at the first look, which may take seconds on a small machine; no cell is blamed for that."""
    site = case()
    words = "2025年3月12日在实验小学向120名学生发放助学金36万元，人均3000元，志愿者介绍了项目的进展"
    site.write(
        "data/demo/honours.csv",
        f"{HEAD}\nh1,奖,机关,2025,{words}，A。,A2025,二,\nh2,奖,机关,2025,{words}，B。,A2025,二,\n",
    )
    looks = []

    def slow_at_first(text: str, *known: frozenset[str]) -> Iterator[Personal]:
        looks.append(text)
        until = time.process_time() + (0.3 if len(looks) == 1 else 0)
        while time.process_time() < until:
            pass
        return personal(text, *known)

    monkeypatch.setattr(leaks, "personal", slow_at_first)
    monkeypatch.setattr(leaks, "_PATIENCE", 0.15)
    leaks._made_ready.cache_clear()
    assert "table-too-large" not in site.check().errors
    assert len(looks) > 2


def test_an_organisation_has_not_any_number_of_tables(case: Lay, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tens of thousands of tables with nothing in them would be opened one by one."""
    monkeypatch.setattr(files, "_MOST_TABLES", 8)
    site = case()
    for number in range(9):
        site.write(f"data/demo/honours/{number}.csv", f"{HEAD}\n")
    outcome = site.check()
    assert outcome.errors.count("table-too-large") == 1
    assert "最多 8 张表" in outcome.printed


def test_articles_that_are_slow_together_are_told(case: Lay, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of them within its limit; ordinary ones of the same number are read."""
    monkeypatch.setattr(parsing, "_PATIENCE", 0.2)
    site = case()
    for number in range(40):
        site.write(f"content/news/demo/a{number}.md", ARTICLE.format(number) + "今天举行仪式。\n\n" * 60)
    assert "bad-content" not in site.check().errors
    for number in range(40):
        site.write(f"content/news/demo/a{number}.md", ARTICLE.format(number) + "> " * 700)
    assert site.check().errors.count("bad-content") > 20


LONG = "很" * 90_000
GROWING = {
    "an address": ("[b] " * 1_900 + f"\n\n[b]: https://example.org/{'a' * 100_000}", "到处引用"),
    "a title": ("[b] " * 1_900 + f'\n\n[b]: https://example.org/ "{LONG}"', "到处引用"),
    "a picture": ("![b] " * 1_900 + f'\n\n[b]: /images/a.png "{LONG}"', "到处引用"),
    "an abbreviation": (f"{'ab ' * 20_000}\n\n*[ab]: {LONG}", "到处引用"),
    "a wide head": (f"{'|'.join('a' * 20_000)}\n{'|'.join('-' * 20_000)}\n" + "a|\n" * 20_000, "空着的格子"),
    "tables together": ((f"{'|'.join('a' * 100)}\n{'|'.join('-' * 100)}\n" + "a|\n" * 300 + "\n") * 100, "空着的格子"),
}


@pytest.mark.parametrize("what", GROWING)
def test_a_short_article_becomes_no_long_page(what: str, case: Lay) -> None:
    """A note, an address and the head of a table are repeated; a few kilobytes became gigabytes."""
    body, reason = GROWING[what]
    site = case()
    site.write("content/news/demo/a0.md", ARTICLE.format(0) + body)
    start = time.process_time()
    outcome = site.check()
    assert time.process_time() - start < 5 * slowness()
    assert outcome.errors == ("bad-content",)
    assert reason in outcome.printed


def test_an_article_may_repeat_addresses_and_have_long_tables(case: Lay) -> None:
    site = case()
    table = f"|{'名|' * 10}\n|{'-|' * 10}\n" + f"|{'好|' * 10}\n" * 1_500
    notes = (
        "见[报告][b]，由CSR小组写。\n\n" * 600 + "[b]: https://example.org/a.pdf '年度报告'\n\n*[CSR]: 企业社会责任\n"
    )
    site.write("content/news/demo/a0.md", f"{ARTICLE.format(0)}{table}\n\n{notes}")
    assert site.check().errors == ()


@pytest.mark.parametrize(("letters", "refused"), [(200, False), (201, True)])
def test_a_name_in_an_address_is_no_longer_than_folders_are(letters: int, *, refused: bool, case: Lay) -> None:
    """Told while checking: a build could not make the folder."""
    site = case()
    site.write("content/news/demo/a.md", f"Title: 一篇\nDate: 2026-04-02\nSlug: {'a' * letters}\n\n文\n")
    assert site.check().refused == refused


# --- documents and attachments -------------------------------------------------------------------


def long_page(path: Path) -> None:
    """A PDF of a few kilobytes with a page of a million pieces of text."""
    content = zlib.compress(b"BT /F 1 Tf " + b"(a)Tj " * 2_000_000, 9)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[4 0 R]>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 3 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier>>",
    ]
    file, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    entries = b"".join(b"%010d 00000 n \n" % place for place in places)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(
        file + b"xref\n0 6\n0000000000 65535 f \n" + entries + b"trailer<</Size 6/Root 1 0 R>>\n"
        b"startxref\n%d\n%%%%EOF\n" % len(file)
    )


DOCUMENTS: dict[str, tuple[bytes, str]] = {
    "large signs.txt": ("\ufdfa".encode() * 200_000, "万字"),
    "deep.html": (b"<div>" * 100_000, "套得太多层"),
    "many.html": (b"<p>a</p>" * 400_000, "标签超过"),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_costly_document_is_refused_before_it_is_read(name: str, tmp_path: Path) -> None:
    content, reason = DOCUMENTS[name]
    (tmp_path / name).write_bytes(content)
    start = time.process_time()
    with pytest.raises(UnreadableError, match=reason):
        read_document(tmp_path / name)
    assert time.process_time() - start < 5 * slowness()


def test_formatting_that_is_never_closed_costs_nothing(tmp_path: Path) -> None:
    """A parser of browsers' HTML would repeat it in every paragraph."""
    page = tmp_path / "a.html"
    page.write_text("".join(f"<b id={number}>" for number in range(20_000)) + "<p>善款100元" * 20_000, "utf-8")
    start = time.process_time()
    assert len(read_document(page).paragraphs) == 20_000
    assert time.process_time() - start < 5 * slowness()


def test_a_page_without_end_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_SECONDS_OF_PAGE", 0.3)
    long_page(tmp_path / "a.pdf")
    with pytest.raises(UnreadableError, match="要花很久"):
        read_document(tmp_path / "a.pdf")


def test_attachments_without_end_are_left(case: Lay, monkeypatch: pytest.MonkeyPatch) -> None:
    """After two such files no other PDF is tried, and each is told."""
    monkeypatch.setattr(attachments, "_SECONDS", 0.3)
    site = case()
    for number in range(4):
        long_page(site.folder / f"content/files/{number}.pdf")
    outcome = site.check()
    assert outcome.errors == ("attachment-unreadable",) * 4
    assert outcome.printed.count("要花很久") == 2
    assert outcome.printed.count("没有看") == 2


def test_a_picture_of_too_many_pixels_is_told(case: Lay) -> None:
    """It would have to be unpacked to be turned upright."""
    from PIL import Image

    site = case()
    (site.folder / "content/images").mkdir(parents=True, exist_ok=True)
    Image.new("1", (61_000, 1_000)).save(site.folder / "content/images/a.png")
    outcome = site.check()
    assert outcome.errors == ("attachment-unreadable",)
    assert "百万像素" in outcome.printed
