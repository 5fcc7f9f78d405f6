"""Nothing foreign comes in by an article or a folder, nothing of an article is lost in silence, nothing hangs (Z2, Z3, Z15–Z30)."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from case import CaseSite, Lay

from disclosure.reading import TooLongError, limited, slowness, strange_files, too_tangled
from disclosure.texts import parsing

HEAD = "Title: 一篇\nDate: 2026-04-02\nSlug: a\n"


def article(site: CaseSite, body: str, head: str = HEAD) -> None:
    site.write("content/news/demo/a.md", f"{head}\n{body}\n")


def findings(site: CaseSite, body: str, head: str = HEAD) -> list[tuple[str, int | None]]:
    """(code, line) of every finding of weight."""
    import json

    from case import ASKED_ANYWAY, command

    article(site, body, head)
    inputs = ("--data", str(site.folder / "data"), "--content", str(site.folder / "content"))
    report = json.loads(command("check", *inputs, "--format", "json").printed)
    return [(finding["code"], finding["row"]) for finding in report["findings"] if finding["code"] not in ASKED_ANYWAY]


# --- what an article may say of itself -----------------------------------------------------------

DANGEROUS = (
    "Template: ../../../etc/passwd",
    "save_as: ../../x.html",
    "Save_As: index.html",
    "URL: /etc",
    "Lang: en",
    "Translation: true",
    "Titel: 一篇",
    "Sumary: 摘要",
    "状态: 草稿",
    "状态：draft",
    "摘要：办了一次活动",
    "http://example.org/",
)


@pytest.mark.parametrize("line", DANGEROUS)
def test_a_header_says_only_what_is_on_the_list(case: Lay, line: str) -> None:
    """Other lines choose files and templates, or are slips; both are refused with their line."""
    assert findings(case(), "文字", f"{HEAD}{line}\n") == [("article-header", 4)]


def test_words_in_chinese_may_begin_a_text(case: Lay) -> None:
    """Below the empty line that ends a header they are its first words."""
    assert findings(case(), "状态：草稿\n摘要：办了一次活动", HEAD) == []


def test_words_in_chinese_may_follow_a_header_that_is_closed(case: Lay) -> None:
    assert findings(case(), "好", f"---\n{HEAD}---\n摘要：办了一次活动\n") == []


@pytest.mark.parametrize(
    ("body", "row"),
    [
        ("好\ue001的", 5),
        ("文\n\n又\ufffd", 7),
        ("图\ufffc", 5),
        ("怎么办??大家", None),
        ("怎么办??大家\ufffd", 5),
        ("今年⻓江", 5),
        ("⺮", None),
    ],
)
def test_signs_in_the_place_of_lost_characters(case: Lay, body: str, row: int | None) -> None:
    """They are told with their line; two question marks are somebody's way to ask."""
    assert findings(case(), body, HEAD) == ([("bad-content", row)] if row else [])


def in_tags(words: str, first: int = 0xE0000) -> str:
    """Words as signs that nobody sees."""
    return "".join(chr(first + ord(sign)) for sign in words)


@pytest.mark.parametrize(
    "hidden", [in_tags("13812345679"), in_tags("138", 0xE0100), "\U0001f3f4" + in_tags("138123\x7f")]
)
@pytest.mark.parametrize("place", ["content/news/demo/aa.md", "content/pages/contact.md"])
@pytest.mark.parametrize("text", ["Title: 电话{}\n{}\n\n文\n", "Title: 文\n{1}\n\n第一行\n电话{0}。\n"])
def test_letters_that_nobody_sees_are_told_with_their_line(case: Lay, hidden: str, place: str, text: str) -> None:
    """Whoever copies the page copies them along: a number can be published that no reader notices."""
    site = case()
    site.write(place, text.format(hidden, "Date: 2026-04-02\nSlug: aa\nSummary: 一句"))
    outcome = site.check()
    assert outcome.errors == ("bad-content",)
    assert "个字符看不见" in outcome.printed


def test_flags_and_forms_of_characters_are_no_hidden_letters(case: Lay) -> None:
    site = case()
    site.write(
        "content/news/demo/aa.md",
        f"Title: 文\nDate: 2026-04-02\nSlug: aa\n\n英格兰\U0001f3f4{in_tags('gbeng')}\U000e007f，葛\U000e0100先生\n",
    )
    assert site.check().errors == ()


@pytest.mark.parametrize("body", ["[[figure: A\u200b001]]", "[[figure: A099]]"])
def test_a_reference_to_nothing_is_told_with_its_line(case: Lay, body: str) -> None:
    assert findings(case(), f"文\n\n{body}", HEAD) == [("unknown-embed", 7)]


@pytest.mark.parametrize("line", ["Author: 王", "Tags: a, b", "Category: x", "Modified: 2026-01-01", "Keywords：y"])
def test_lines_of_a_header_that_no_page_shows_are_told(case: Lay, line: str) -> None:
    assert findings(case(), "文字", f"{HEAD}{line}\n") == [("lost-content", 4)]


@pytest.mark.parametrize(
    ("status", "code"),
    [("draft", "draft-article"), ("Draft", "draft-article"), ("hidden", "hidden-article"), ("skip", "hidden-article")],
)
def test_an_article_that_is_left_out_is_told(case: Lay, status: str, code: str) -> None:
    """Check and build agree: the site is made, the article is nowhere, and both it and its line are named."""
    site = case()
    assert findings(site, "草稿的文字", f"{HEAD}Status: {status}\n") == [(code, 4)]
    assert site.build().exit_code == 0
    assert "草稿的文字" not in site.published()


@pytest.mark.parametrize("status", ["publish", "private", "1", "draft,hidden"])
def test_any_other_status_is_refused(case: Lay, status: str) -> None:
    assert findings(case(), "文字", f"{HEAD}Status: {status}\n") == [("bad-content", 4)]


def test_an_article_of_the_future_is_asked_about(case: Lay) -> None:
    """By the day up to which the site was put together, not by the clock of the machine."""
    site = case()
    assert findings(site, "文字", HEAD.replace("2026-04-02", "2099-01-01")) == [("future-article", 2)]
    assert findings(site, "文字", HEAD.replace("2026-04-02", "0206-04-02")) == [("date-too-early", 2)]


FORMATS = (
    "z.rst",
    "z.html",
    "z.htm",
    "z.adoc",
    "z.asciidoc",
    "z.textile",
    "z.org",
    "z.markdown",
    "z.MD",
    "z.docx",
    "z.tex",
)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("area", ["news/demo", "pages"])
def test_only_markdown_is_read(case: Lay, area: str, name: str) -> None:
    """Nothing that another reader would take, and include files of the machine by, is let pass."""
    site = case()
    secret = site.write("secret.txt", "天机不可泄漏")
    site.write(f"content/{area}/{name}", f":title: x\n:slug: z\n:date: 2026-04-02\n\n.. include:: {secret}\n")
    outcome = site.check()
    assert outcome.errors == ("bad-content",)
    assert site.build().refused
    assert "天机不可泄漏" not in site.published()


@pytest.mark.parametrize("name", ["content/readme.md", "content/blog/a.md", "content/news/demo/photo.jpg"])
def test_a_file_where_nobody_looks_is_told(case: Lay, name: str) -> None:
    site = case()
    site.write(name, HEAD)
    assert site.check().questions == ("misplaced-file",)


# --- addresses -----------------------------------------------------------------------------------

OUTSIDE = (
    "[x]({static}/../secret.txt)",
    "[x]({static}/../../secret.txt)",
    "[x]({static}/files/../../secret.txt)",
    "[x]({static}../../../secret.txt)",
    "[x]({static}//etc/passwd)",
    "[x]({attach}/../secret.txt)",
    "[x]({attach}../../../secret.txt)",
    "[x]({filename}/../secret.txt)",
    "[x]({static}/%2e%2e/secret.txt)",
    "![x]({static}/../secret.txt)",
    "[x]({static}/news/demo/a.md)",
    "[x]({static}/site.yaml)",
)


@pytest.mark.parametrize("body", OUTSIDE)
def test_no_link_leaves_the_folders_of_attachments(case: Lay, body: str) -> None:
    """Check says so, build refuses, and nothing is copied anywhere."""
    site = case()
    site.write("secret.txt", "天机不可泄漏")
    assert findings(site, body) == [("bad-content", 5)]
    assert site.build("deep/er/out").refused
    copies = [
        path
        for path in site.folder.rglob("*")
        if path.is_file() and "天机" in path.read_bytes().decode("utf-8", "replace")
    ]
    assert [path.name for path in copies] == ["secret.txt"]


ODD = (
    f"![图]({'a' * 300}.png)",
    f"![图]({{static}}/images/{'a' * 300}.png)",
    f"![图](../images/{'甲' * 200}.png)",
    f"[x]({{static}}/files/{'a/' * 3000}a.pdf)",
    f"[x]({'a' * 100_000})",
    "![a](/images/a%00b.png)",
    "![a]({static}/images/a%00b.png)",
    "[a](../../files/a%00.pdf)",
    "[a]({filename}%00.md)",
    "![a](images/a%0ab.png)",
    "[a](../../../%ff%fe.html)",
    "[a](|static|/files/a.pdf)",
    "[a](|filename|b.md)",
    "[a](b.md)",
    "[a](../../名单.docx)",
    "[a]({category}x)",
    "[a]({index})",
    "[a](../../../../../../etc/passwd)",
    "[a](/etc/passwd)",
    "[a](x/../../nosuch/index.html)",
    "[a](nosuch.pdf)",
    "[a](../../facts/)",
    "[a](#没有这个)",
    "![a](./a.jpeg)",
)


@pytest.mark.parametrize("body", ODD, ids=range(len(ODD)))
def test_odd_addresses_are_told_with_their_line(case: Lay, body: str) -> None:
    """Longer than any system takes, with a NUL, outside, or to nothing: one finding, never an exception."""
    found = findings(case(), f"前文。\n\n{body}\n")
    assert len(found) == 1, found
    assert found[0][0] in {"dead-link", "bad-content"}
    assert found[0][1] == 7


FINE = (
    "[办法](../../about/data/index.html#scope)",
    "[台账](../../facts/index.html)",
    "[首页](../../index.html)",
    "[上面](#小标题)\n\n## 小标题",
    "[别处](https://example.org/a?b=c#d) [信](mailto:office@example.org)",
    "[脚注][^1]\n\n[^1]: 说明",
    "[办法]({filename}/pages/data.md)",
    "1 < 2，a<b，`<iframe>`\n\n    <video>\n\n文字 & 文字",
)


@pytest.mark.parametrize("body", FINE, ids=range(len(FINE)))
def test_what_is_there_is_let_pass(case: Lay, body: str) -> None:
    assert findings(case(), body) == []


# --- what a page would not show ------------------------------------------------------------------

LOST = (
    ("![图](https://example.com/a.png)", "lost-picture"),
    ("![图](//example.com/a.png)", "lost-picture"),
    ("![图](data:image/png;base64,iVBORw0KGgo=)", "lost-picture"),
    ("<img alt='图' src='HTTP://example.com/a.png'>", "lost-picture"),
    ("<img alt='图'>", "lost-picture"),
    ("![图][p]\n\n[p]: ftp://example.com/a.png", "lost-picture"),
    ("![图](C:/Users/会计/照片.jpg)", "lost-picture"),
    ("[年报](C:/Users/会计/年报.pdf)", "lost-content"),
    ('<iframe src="https://example.com/x"></iframe>', "lost-content"),
    ("| 甲 | 乙 |\n|---|---|\n| 1 | 2 | 第三格 |", "lost-content"),
    ("<video src='a.mp4'></video>", "lost-content"),
    ("<audio controls></audio>", "lost-content"),
    ("<object data='a.swf'></object>", "lost-content"),
    ("<embed src='a.swf'>", "lost-content"),
    ("<script>a()</script>", "lost-content"),
    ("<style>p{}</style>", "lost-content"),
    ("文字里的<font color=red>红字</font>", "lost-content"),
    ("<svg><path d='M0'/></svg>", "lost-content"),
    ("<form action='x'></form>", "lost-content"),
    ("[x](javascript:alert(1))", "lost-content"),
    ("[x](ftp://example.com/a)", "lost-content"),
    ("[注]: 本次捐赠由示例公司承担", "lost-content"),
    ("*[HTML]: 超文本", "lost-content"),
    ("文[^1]。\n\n[^1]: 注一\n\n[^1]: 注二", "lost-content"),
    ("每人5*3*2元", "lost-content"),
    ("100*2=200，50*3=150", "lost-content"),
    ("<![CDATA[藏着的话]]>", "lost-content"),
    ("文字<?php echo 1 ?>文字", "lost-content"),
    ("<!DOCTYPE html>", "lost-content"),
    ('<p style="color: red; display: none">藏着的话</p>', "lost-content"),
    ("<p hidden>藏着的话</p>", "lost-content"),
    ('<bdo dir="rtl">54321</bdo>', "lost-content"),
    ('<map><area href="https://example.org/"></map>', "lost-content"),
    ("[](https://example.org/)", "lost-content"),
    ("见[报告][甲]。\n\n[甲]: https://example.org/a\n[甲]: https://example.org/b", "lost-content"),
    ("[cszg.mca.gov.cn](https://example.org/)", "misleading-link"),
    ("[https://example.org/a](https://example.org.example.com/)", "misleading-link"),
    ('<a href="https://example.com/"><b>www.exa</b>mple.org</a>', "misleading-link"),
    ("[慈善中国](https://cszg.mca.gov.cn@example.org/)", "misleading-link"),
    ("[example.org](https://example.com\\@example.org/)", "misleading-link"),
    ("[写信到 info@example.org](mailto:info@example.com)", "misleading-link"),
    ("[0512-65123456](tel:0512-65123457)", "misleading-link"),
    ("[甲](www.example.org/a)", "dead-link"),
    ("[甲](https：//example.org)", "dead-link"),
    ("[甲](https:/example.org)", "dead-link"),
    ("[甲](http://192.168.1.5/a.pdf)", "dead-link"),
    ("[甲](http://fileserver/a.pdf)", "dead-link"),
    ("[甲]()", "dead-link"),
    ("[甲](明细.csv)", "dead-link"),
    ("[甲](../明细.xlsx)", "dead-link"),
    ("[甲](../../files/明细.xlsx)", "dead-link"),
    ("[甲](files/..%2fx.txt)", "dead-link"),
    ("[^1]: 没有用到的注", "dead-link"),
    ("甲&#x202e;54321", "bad-content"),
    ("甲&#0;乙", "bad-content"),
    ("甲\x85乙", "bad-content"),
    ("## 节 {#mulu}", "bad-content"),
    ('<p id="a b">字</p>', "bad-content"),
)


@pytest.mark.parametrize(("body", "code"), LOST, ids=range(len(LOST)))
def test_what_a_page_will_not_show_is_told_with_its_line(case: Lay, body: str, code: str) -> None:
    found = findings(case(), f"前文。\n\n{body}\n\n后文。")
    assert code in {told for told, _ in found}, found
    assert {row for told, row in found if told == code} <= {7, 9}, found


SAME_ADDRESS = (
    "[mca.gov.cn](https://cszg.mca.gov.cn/) [www.example.org](https://example.org/x) [https://example.org](http://example.org/)",
    "[慈善中国](https://cszg.mca.gov.cn/) [report.pdf](https://example.org/x.pdf) [2024-03-12](https://example.org/)",
    "<https://example.org/a?b=1> [来源：新华网 2024-03-12 10:00](https://example.org/)",
    "[0512-65123456](tel:+86-512-65123456) [2024-03-12 热线](tel:12345) [400-123-4567 转 801](tel:4001234567)",
    "## Main\n\n## mulu\n\n[去](#mulu-1)",
    "## 节\n\n## 节\n\n[去](#节_1)",
    "[数字](../../data/figures.csv) [日历](../../obligations/calendar.ics) [更正](../../../feed.xml)",
)


@pytest.mark.parametrize("body", SAME_ADDRESS, ids=range(len(SAME_ADDRESS)))
def test_links_that_lead_where_they_say_are_let_pass(case: Lay, body: str) -> None:
    told = {code for code, _ in findings(case(), body)}
    assert not told & {"misleading-link", "dead-link", "bad-content"}, told


@pytest.mark.parametrize(
    "body",
    ["## 节 {#jie}\n\n## 又 {#jie}", '<p id="x">甲</p>\n\n<p id="x">乙</p>', "## 节 {#fn:1}\n\n文[^1]。\n\n[^1]: 注"],
)
def test_two_places_of_one_name_are_told(case: Lay, body: str) -> None:
    assert [code for code, _ in findings(case(), body)] == ["bad-content"]


def test_a_report_does_not_repeat_letter_boxes_and_telephones(case: Lay) -> None:
    site = case()
    site.write("content/news/demo/aa.md", "Title: 文\nDate: 2026-04-02\nSlug: aa\n\n[0512-65123456](tel:13812345679)\n")
    printed = site.check().printed
    assert "138…79" in printed
    assert "13812345679" not in printed


@pytest.mark.parametrize("body", ["20**25**年", "**20**25年", "写成 `<![CDATA[` 的", "文<!-- 不登的 -->字"])
def test_bold_ends_of_numbers_and_code_lose_nothing(case: Lay, body: str) -> None:
    assert "lost-content" not in {told for told, _ in findings(case(), f"前文。\n\n{body}\n\n后文。")}


@pytest.mark.parametrize(
    ("text", "told", "row"),
    [
        ("Title: 文\nDate: 2026-04-02\nSlug: 大写 X\n\n正文。\n", "小写字母", 3),
        ("Title: Update: 文\nSummary: slug: 一\nDate: 2026-04-02\nSlug: 大写 X\n\n正文。\n", "小写字母", 4),
        ("Title: 文\nDate: 2026-04-02\n\n正文。\n", "没有网址名", None),
        ("Title: 文\nDate: 2026年4月2日\nSlug: aa\n\n正文。\n", "没有日期", 2),
        ("Title: 文\nDate: 2026-04-02\nSlug: aa\n\n<img src='{static}/images/a.png'>\n", "没有写说明", 5),
        ("Title: 文\nDate: 2026-04-02\nSlug: aa\n\n[x]({static}/../secret.txt)\n", "文件夹外面", 5),
        ("Title: 文\nDate: 2026-04-02\nSlug: aa\n\n![图](C:/照片.jpg)\n", "自己的电脑", 5),
        (
            "Title: 文\nDate: 2026-04-02\nSlug: aa\n\n![图](data:image/png;base64," + "A" * 200_000 + ")\n",
            "粘贴进来",
            5,
        ),
        ("Title: 文\nDate: 2026-04-02\nSlug: aa\n\n" + "字" * 200_001, "文章太长", None),
    ],
)
def test_a_fault_of_a_text_is_told_with_its_cause_and_its_line(
    case: Lay, text: str, told: str, row: int | None
) -> None:
    site = case()
    site.write("content/news/demo/aa.md", text)
    outcome = site.check()
    assert outcome.exit_code == 1
    assert told in outcome.printed
    assert ("aa.md", row) in outcome.places


@pytest.mark.parametrize(
    "body",
    [
        "文 [甲][x]。\n\n[x]: ../index.html", "文。\n\n[x]: https://example.org/", "```\n[注]: 本次\n```", "[注]：本次", "用 HTML。\n\n*[HTML]: 超文本",
        "~~~\n```\n[注]: 本次\n~~~", "```\n~~~\n```\n\n文。",
        "文[^1]，文[^2]。\n\n[^1]: 注一\n\n[^2]: 注二", "长*宽*高", "共**多**人",
    ],
)  # fmt: skip
def test_what_a_page_does_show_is_not_told(case: Lay, body: str) -> None:
    assert findings(case(), body) == []


@pytest.mark.parametrize("link", ["[报告][报]", "[报][]"])
def test_an_address_that_a_link_uses_is_told_as_a_link_alone(case: Lay, link: str) -> None:
    """Where the page that it leads to is missing; nothing of the text is lost."""
    assert findings(case(), f"见 {link}。\n\n[报]: 报告/二〇二四.html") == [("dead-link", 7)]
    assert findings(case(), "见报告。\n\n[报]: 报告/二〇二四.html") == [("lost-content", 7)]


def test_two_of_a_kind_have_a_line_each(case: Lay) -> None:
    body = "<iframe src='a'></iframe>\n\n文\n\n<iframe src='b'></iframe>"
    assert findings(case(), body) == [("lost-content", 5), ("lost-content", 9)]


# --- time ----------------------------------------------------------------------------------------

HEAVY = {
    "open tags": "<a " * 66_000,
    "definitions": "a\n: " * 30_000,
    "addresses": "<http://" * 20_000,
    "abbreviations": "".join(f"*[a{number}]: y\n" for number in range(8_000)) + "\n" + "a1 " * 20_000,
    "deep divisions": "<div>" * 30_000,
    "open formats": "".join(f"<b id={number}>" for number in range(3_000)) + "<p>a" * 20_000,
    "quotations": "> " * 60_000 + "a",
    "brackets": "[" * 150_000,
    "too long": "文" * 250_000,
    "half a declaration": "<![foo " * 2_000,
}


@pytest.fixture
def _little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Articles are given up after half a second instead of two: that they are given up is what matters."""
    monkeypatch.setattr(parsing, "_SECONDS", 0.5)


@pytest.mark.usefixtures("_little_patience")
@pytest.mark.parametrize("name", HEAVY)
def test_heavy_articles_are_done_or_refused(case: Lay, name: str) -> None:
    """In five seconds of processor time whatever the pattern, and the article is named."""
    site = case()
    article(site, HEAVY[name])
    start = time.process_time()
    outcome = site.check()
    assert time.process_time() - start < 5 * slowness()
    assert outcome.exit_code in {0, 1}
    if outcome.refused:
        assert "news/demo/a.md" in outcome.printed


@pytest.mark.parametrize(("levels", "told"), [(59, []), (60, [("bad-content", 5)]), (60_000, [("bad-content", 5)])])
def test_quotations_in_one_another_have_an_end(case: Lay, levels: int, told: list[tuple[str, int]]) -> None:
    """By their number, not by the time that they take on some machine: check, build and preview say the same."""
    assert findings(case(), "> " * levels + "甲") == told


@pytest.mark.usefixtures("_little_patience")
def test_many_heavy_articles_take_no_longer_than_two(case: Lay) -> None:
    """After two articles without end the others are told and not tried."""
    site = case()
    for number in range(12):
        site.write(f"content/news/demo/a{number}.md", f"{HEAD}\n{'<a ' * 30_000}")
    start = time.process_time()
    outcome = site.check()
    assert time.process_time() - start < 5 * slowness()
    assert len(outcome.errors) >= 12
    assert set(outcome.errors) == {"bad-content"}


def test_a_limit_ends_work_in_any_thread() -> None:
    """In the main thread by a signal, in others by the clock; work that is quick is left alone."""
    import threading

    def spin(seconds: float, ends: list[str]) -> None:
        try:
            with limited(seconds):
                while True:
                    pass
        except TooLongError:
            ends.append("stopped")

    ends: list[str] = []
    spin(0.05, ends)
    thread = threading.Thread(target=spin, args=(0.05, ends))
    thread.start()
    thread.join(20)
    assert ends == ["stopped", "stopped"]
    with limited(5):
        pass


@pytest.mark.parametrize(
    ("html", "refused"),
    [
        ("<p>a</p>" * 20_000, False),
        ("<li>" * 1_000, False),
        ("<b>" * 31, True),
        ("</b>" * 31 + "<b>" * 31, True),
        ("<div>" * 3_000, True),
        ("<br>" * 60_000, True),
    ],
)
def test_tangles_are_seen_before_they_are_untied(html: str, *, refused: bool) -> None:
    assert bool(too_tangled(html)) is refused


# --- folders -------------------------------------------------------------------------------------


def pipe(path: Path) -> None:
    os.mkfifo(path)


def plug(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # a socket's path is short
    try:
        socket.socket(socket.AF_UNIX).bind(path.name)
    finally:
        os.chdir(here)


def link(path: Path) -> None:
    path.symlink_to("/etc/passwd")


def dangling(path: Path) -> None:
    path.symlink_to("nowhere")


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def folder_link(path: Path) -> None:
    path.symlink_to("/etc", target_is_directory=True)


PLACES = (
    "data/demo/honours.csv",
    "data/demo/honours.xlsx",
    "data/demo/organisation.yaml",
    "data/site.yaml",
    "data/demo/figures",
    "data/.last-good/demo/honours.csv",
    "content/news/demo/x.md",
    "content/pages/x.md",
    "content/images/a.jpg",
    "content/files/a.pdf",
)


@pytest.mark.parametrize("make", [pipe, plug, link, dangling, device, folder_link])
@pytest.mark.parametrize("name", PLACES)
def test_what_is_no_plain_file_is_never_opened(case: Lay, name: str, make: Callable[[Path], None]) -> None:
    """A link, a pipe, a socket: told and refused at once, by check and by build; a pipe would keep its reader waiting."""
    site = case()
    path = site.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        path.rename(path.with_name(f".{path.name}"))
    make(path)
    outcome = site.check()
    assert outcome.refused
    assert "special-file" in outcome.errors
    assert set(outcome.errors) == {"special-file"}
    assert site.build().refused


@pytest.mark.parametrize(
    "name",
    [
        b"content/images/a\nb.png",
        b"content/news/demo/\xff.md",
        b"data/demo/a\x1b[31m.csv",
        b"data/demo/a\xe2\x80\xae.csv",
    ],
)
def test_names_of_files_can_be_told(case: Lay, name: bytes) -> None:
    """A line break, a byte that is no text, an escape or a mark that turns the writing round: told, written out."""
    site = case()
    path = Path(os.fsdecode(os.fsencode(site.folder) + b"/" + name))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"")
    outcome = site.check()
    assert outcome.refused
    assert outcome.errors == ("bad-file-name",)
    assert "\x1b" not in outcome.printed
    assert site.build().refused


def test_a_folder_may_itself_be_a_link(case: Lay, tmp_path: Path) -> None:
    """`data` and `content` may be links to another disk."""
    site = case()
    (tmp_path / "far").mkdir()
    for name in ("data", "content"):
        (site.folder / name).rename(tmp_path / "far" / name)
        (site.folder / name).symlink_to(tmp_path / "far" / name)
    assert site.check().exit_code == 0
    assert site.build().exit_code == 0


def test_depth_has_an_end(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["a"] * 40)
    deep.mkdir(parents=True)
    (fault,) = strange_files(tmp_path, "data")
    assert fault.code == "unreadable-file"


# --- braces --------------------------------------------------------------------------------------

BRACES = ("{Opera}", "{A001}", "{}", "{{7*7}}", "{0}", "{a.b[c]}", "{cell}", "{", "}{", "%s %(a)s", "${x}", "{{A001}}")


@pytest.mark.parametrize("words", BRACES)
def test_braces_in_a_plain_cell_stay_as_they_were_typed(case: Lay, words: str) -> None:
    """A plain cell holds words and nothing else, also where it names a figure in braces; no format string is made of it."""
    site = case()
    head = "编号,名称,授予方,年度,内容,来源,出处,说明"
    site.write("data/demo/honours.csv", f"{head}\nh1,奖{words},机关{words},2025,办得好,A2025,页{words},\n")
    assert site.check().errors == ()
    assert site.build().exit_code == 0
    import html

    published = html.unescape(site.published())
    assert f"奖{words}" in published
    assert f"机关{words}" in published


@pytest.mark.parametrize(
    ("words", "refused"), [("见{A001}", False), ("见{A999}", True), ("见{Opera}", True), ("{x y}", False)]
)
def test_braces_in_words_that_may_quote_figures(case: Lay, words: str, *, refused: bool) -> None:
    site = case()
    head = "编号,名称,授予方,年度,内容,来源,出处,说明"
    site.write("data/demo/honours.csv", f"{head}\nh1,奖,机关,2025,办得好,A2025,二,{words}\n")
    assert site.check().errors == (("unknown-reference",) if refused else ())
    assert site.build().exit_code == int(refused)
