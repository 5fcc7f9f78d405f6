"""Every page is sound HTML: the Nu checker says so, or html-validate where no Java runs."""

from __future__ import annotations

import functools
import json
import shutil
import subprocess
import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from commands import ROOT

from disclosure.compose import ComposedSite
from disclosure.model import Page
from disclosure.output import file_of

NU = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
HTML_VALIDATE = ROOT / "node_modules/.bin/html-validate"
RULES = ROOT / "tests/html-validate.json"

# A run is too short for Java's second compiler to pay; what the first one makes of the checker needs more room on its stack.
ONE_COMPILER = "-XX:TieredStopAtLevel=1"
STACK = "8m"

Faults = list[tuple[Path, str]]

PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>样例</title></head>
<body>
<h1 id="top">样例</h1>
{}
</body>
</html>
"""
SOUND = """<p>好</p><table><caption>表</caption><thead><tr><th scope="col">甲</th><th scope="col">乙</th></tr></thead>
<tbody><tr><th scope="row">丙</th><td data-label="乙">1</td></tr></tbody></table>"""

# Faults that a slip in a template makes, each on a page that is sound otherwise.
PLANTED = {
    "role-of-a-cell": '<table><tbody><tr><td role="cell">甲</td></tr></tbody></table>',
    "role-of-a-row": '<table><tbody><tr role="row"><td>甲</td></tr></tbody></table>',
    "role-of-a-head": '<table><tbody><tr><th role="rowheader" scope="row">甲</th></tr></tbody></table>',
    "id-twice": '<p id="top">甲</p>',
    "class-twice": '<p class="a" class="b">甲</p>',
    "not-closed": "<div><p>甲</p>",
    "closed-twice": "<p>甲</p></span>",
    "block-in-a-paragraph": "<p>甲<div>乙</div></p>",
    "block-in-a-span": "<div><span><div>甲</div></span></div>",
    "block-in-a-table": "<table><tbody><tr><td>甲</td></tr><div>乙</div></tbody></table>",
    "block-in-a-row": "<table><tbody><tr><div>乙</div></tr></tbody></table>",
    "paragraph-in-a-list": "<ul><p>甲</p></ul>",
    "paragraph-in-terms": "<dl><p>甲</p></dl>",
    "item-without-list": "<div><li>甲</li></div>",
    "link-in-a-link": '<p><a href="#top">甲<a href="#top">乙</a></a></p>',
    "button-in-a-link": '<p><a href="#top"><button type="button">乙</button></a></p>',
    "caption-without-figure": "<div><figcaption>甲</figcaption></div>",
    "details-without-summary": "<details><p>甲</p></details>",
    "picture-without-words": '<p><img src="a.png"></p>',
    "label-of-nothing": '<p><label for="no">甲</label></p>',
    "scope-unheard-of": '<table><tbody><tr><th scope="all">甲</th></tr></tbody></table>',
    "field-unheard-of": '<p><input type="nope" aria-label="甲"></p>',
    "element-unheard-of": "<foo>甲</foo>",
    "element-of-old": "<center>甲</center>",
    "end-of-a-void-element": "<p>甲<br></br></p>",
}


@functools.cache
def _java() -> str | None:
    """A Java that runs, not only a name for one."""
    path = shutil.which("java")
    runs = path and subprocess.run([path, "-version"], capture_output=True, check=False).returncode == 0
    return path if runs else None


def nu(pages: Sequence[Path]) -> Faults:
    """The errors that the Nu HTML checker finds, in one run; *pages* are files or folders."""
    java = _java()
    assert java
    assert NU.is_file(), "没有找到 vnu-jar。请运行 make setup-dev（需要 npm）。"
    start = [java, ONE_COMPILER, f"-Xss{STACK}", "-jar", str(NU)]
    command = [*start, "--skip-non-html", "--errors-only", "--exit-zero-always", "--format", "json"]
    answer = subprocess.run([*command, *map(str, pages)], capture_output=True, text=True, encoding="utf-8", check=False)
    # a checker that broke off has said nothing against the pages, which is not the same as having nothing against them
    whole = answer.returncode == 0 and answer.stderr.startswith("{") and not answer.stdout
    assert whole, answer.stdout + answer.stderr
    messages = json.loads(answer.stderr)["messages"]
    return [
        (Path(unquote(urlsplit(message.get("url", "")).path)), f"{message.get('lastLine', '')}: {message['message']}")
        for message in messages
    ]


def html_validate(pages: Sequence[Path]) -> Faults:
    """The same by html-validate, which needs only Node.js; tests/html-validate.json holds its rules."""
    assert HTML_VALIDATE.is_file(), "没有找到 html-validate。请运行 make setup-dev（需要 npm）。"
    files = [file for page in pages for file in (sorted(page.rglob("*.html")) if page.is_dir() else [page])]
    # rows of gifts leave out the end tags that HTML implies, which html-validate does not know; Nu checks them
    files = [file for file in files if '<div class="gifts"' not in file.read_text(encoding="utf-8")]
    command = [str(HTML_VALIDATE), "--config", str(RULES), "--formatter", "json", *map(str, files)]
    answer = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert answer.returncode in {0, 1}, answer.stderr
    results = json.loads(answer.stdout)
    assert bool(results) == bool(answer.returncode), answer.stderr
    return [
        (Path(result["filePath"]), f"{message['line']}: {message['ruleId']}: {message['message']}")
        for result in results
        for message in result["messages"]
    ]


CHECKERS: Mapping[str, Callable[[Sequence[Path]], Faults]] = {"nu": nu, "html-validate": html_validate}


def _checker() -> str:
    """The Nu checker; without Java html-validate, and the report of the tests says so."""
    if _java():
        return "nu"
    warnings.warn("没有找到 Java，网页改由 html-validate 检查（装上 default-jre-headless 就用 Nu）", stacklevel=1)
    return "html-validate"


def assert_sound(folder: Path, pages: Sequence[Path]) -> None:
    """The checker has nothing against these pages of the site in *folder*."""
    assert len(pages) > 100
    name = _checker()
    faults = CHECKERS[name](pages)
    lines = [f"{file.relative_to(folder)}:{words}" for file, words in faults[:40]]
    assert not faults, f"{name}：{len(pages)} 个网页，{len(faults)} 处错误\n" + "\n".join(lines)


def test_every_page_is_sound_html(real_site: Path) -> None:
    """No page of the real site has an error."""
    assert_sound(real_site, sorted(real_site.rglob("*.html")))


def test_pages_of_the_example_are_sound_html(
    example_site: Path, composed_example: ComposedSite, request: pytest.FixtureRequest
) -> None:
    """Nor has the example: the largest pages of the same parts, of every organisation; all pages if asked for (--every-page)."""
    pages = sorted(example_site.rglob("*.html"))
    if not request.config.getoption("--every-page"):
        parts = {
            example_site / file_of(section, page): (section.folder, page.template, *_parts(page))
            for section in composed_example.organisations
            for page in section.pages
        }
        alike: dict[object, list[Path]] = {}
        for file in pages:
            alike.setdefault(parts.get(file, file), []).append(file)
        pages = [file for files in alike.values() for file in sorted(files, key=_size, reverse=True)[:2]]
    assert_sound(example_site, pages)


def _parts(page: Page) -> list[str]:
    return sorted({type(block).__name__ for block in page.blocks})


def _size(file: Path) -> int:
    return file.stat().st_size


@pytest.mark.parametrize("name", CHECKERS)
def test_checkers_find_the_planted_faults(name: str, tmp_path: Path) -> None:
    """Each checker has something against every page with a planted fault, and nothing against the sound one.

    So both give the same answer, and a run without Java promises what one with it does.
    """
    if name == "nu" and not _java():
        pytest.skip("没有找到 Java，不能试 Nu；网页由 html-validate 检查")
    for fault, words in {"sound": SOUND, **PLANTED}.items():
        (tmp_path / f"{fault}.html").write_text(PAGE.format(words), encoding="utf-8")
    (tmp_path / "no-title.html").write_text(PAGE.format("").replace("<title>样例</title>", ""), encoding="utf-8")
    (tmp_path / "no-doctype.html").write_text(PAGE.format("").replace("<!DOCTYPE html>\n", ""), encoding="utf-8")
    assert {file.stem for file, _ in CHECKERS[name]([tmp_path])} == {*PLANTED, "no-title", "no-doctype"}


@pytest.mark.skipif(not _java(), reason="没有找到 Java，不能试 Nu")
def test_a_checker_that_breaks_off_does_not_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without room on its stack Nu ends before it has judged a page, and that is no answer."""
    (tmp_path / "sound.html").write_text(PAGE.format(SOUND), encoding="utf-8")
    assert nu([tmp_path]) == []
    monkeypatch.setattr(sys.modules[__name__], "STACK", "512k")
    with pytest.raises(AssertionError, match="StackOverflowError"):
        nu([tmp_path])
