"""What comes in by another door: links and pipes in the folders, lines and addresses that an article may not have."""

from __future__ import annotations

import os

from small import Case, Site

_ARTICLE = "content/news/dawn/first.md"
_SHOWN = "news/dawn/first.md"
_WORDS = "照样登出"  # in the article


def _header(site: Site, line: str) -> None:
    site.text(_ARTICLE, "Slug:", f"{line}\nSlug:")


def _body(site: Site, words: str) -> None:
    site.text(_ARTICLE, _WORDS, f"{words}{_WORDS}")


def _link(site: Site, name: str) -> None:
    (site.content / name).parent.mkdir(exist_ok=True)
    (site.content / name).symlink_to("/etc/passwd")


def _folders(site: Site, *names: str) -> None:
    for name in names:
        (site.content / "images" / name).mkdir(parents=True)


def _honours(words: str) -> str:
    return f"编号,名称,授予方,年度,内容,来源,出处,说明\nh1,奖,机关,2023,{words},DOC,二,\n"


DOOR_CASES = (
    Case("special-file", "dawn/honours.csv", None, None, lambda s: os.mkfifo(s.file("honours.csv")), "pipe", "管道"),
    Case("special-file", "content/files/a.pdf", None, None,
         lambda s: _link(s, "files/a.pdf"), "link", "链接"),
    Case("bad-file-name", "content/images", None, None, lambda s: s.write("content/images/a\nb.png", ""), told="a\\nb.png"),
    Case("foreign-file-name", "content/images/aux", None, None, lambda s: _folders(s, "aux"), "device", "设备的名称"),
    Case("foreign-file-name", "content/images/b", None, None, lambda s: _folders(s, "B", "b"), "capitals", "只差大小写"),
    Case("foreign-file-name", "content/images/é", None, None, lambda s: _folders(s, "e\u0301", "é"), "accents", "存法不同"),
    Case("workbook-waiting", "dawn/登记表.xlsx", None, None,
         lambda s: s.write("data/dawn/登记表.xlsx", b"x"), told="登记表.xlsx ORG=dawn"),
    Case("table-too-large", "dawn/honours.csv", None, None, lambda s: s.write("data/dawn/honours.csv", _honours("长" * 40_000)), told="32767"),
    Case("more-faults", _SHOWN, None, None, lambda s: _body(s, "<video></video>\n\n" * 1_200), told="200 处"),
    Case("article-header", _SHOWN, 3, None, lambda s: _header(s, "Template: x"), told="Template"),
    Case("draft-article", _SHOWN, 3, None, lambda s: _header(s, "Status: draft"), told="draft"),
    Case("hidden-article", _SHOWN, 3, None, lambda s: _header(s, "Status: hidden"), told="hidden"),
    Case("future-article", _SHOWN, 2, None, lambda s: s.text(_ARTICLE, "2024-04-02", "2099-01-01"), told="2099-01-01"),
    Case("prepared-ahead", "site.yaml", None, "prepared_on",
         lambda s: s.text("data/site.yaml", "prepared_on: 2024-05-01", "prepared_on: 2090-05-01"), told="2090-05-01"),
    Case("lost-content", _SHOWN, 6, None, lambda s: _body(s, "<video></video>"), told="视频"),
    Case("raw-signs", _SHOWN, 6, None, lambda s: _body(s, "~~旧的~~"), told="删除线"),
    Case("lost-picture", _SHOWN, 6, None, lambda s: _body(s, "![图](https://example.org/a.png)"), told="别的网站"),
    Case("dead-link", _SHOWN, 6, None, lambda s: _body(s, "[x](//example.org/a)"), "no scheme", "https:"),
    Case("bad-content", _SHOWN, 6, None,
         lambda s: (s.write("content/images/cafe\u0301.png", b"x"), _body(s, "[图]({static}/images/café.png)")),
         "accents in a link", "存法不同"),
    Case("bad-content", _SHOWN, 2, None, lambda s: s.text(_ARTICLE, "2024-04-02", "2024-04-02 25:00"), "no hour", "2024-03-12"),
    Case("dead-link", _SHOWN, 6, None, lambda s: _body(s, "[x](../../nowhere/index.html)"), told="没有这一页"),
    Case("dead-link", _SHOWN, 6, None, lambda s: _body(s, "[x]({filename}/news/dawn/first.md#nowhere)"), "no place", "那一页里没有"),
    Case("dead-link", _SHOWN, 6, None, lambda s: _body(s, "[x](../../about/data/index.html#nowhere)"), "no place of a page", "那一页里没有"),
    Case("misleading-link", _SHOWN, 6, None, lambda s: _body(s, "[cszg.mca.gov.cn](https://example.org/)"), told="example.org"),
    Case("misplaced-file", "content/notes.md", None, None, lambda s: s.write("content/notes.md", "x"), told="没有人读"),
)  # fmt: skip
