"""Sheets of a release: their codes lead to it and are read back from print, their numbers are those of the register."""

from __future__ import annotations

import dataclasses
import io
import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import zxingcpp
from commands import ROOT
from msgspec.structs import replace
from PIL import Image
from test_board import EMPTY, TEMPLATE, printed

from disclosure.compose import Edition, SiteSection, compose
from disclosure.dates import han_date
from disclosure.engine import writing
from disclosure.model import Amount, BoardSheet, Disclosure, Figure, FigureRef, Page
from disclosure.output import SetSheet, SheetCache, SheetSupply, SiteView, boards, write_boards
from disclosure.output.number_pieces import brief_pieces
from disclosure.releases import Pending, page_words
from disclosure.settings import Settings
from disclosure.typesetting import PressStore, open_press, qr_svg

URL = "https://gongkai.example.org/cishan"
Sheets = list[tuple[str, dict[str, Any]]]


def edition_of(folder: Path) -> tuple[Edition, Settings]:
    """Release 3 of the data of *folder*, composed and not written, for a site that stands at URL."""
    settings = Settings.from_file(ROOT / "pelicanconf.py", folder / "data", folder / "content")
    composed = compose(settings.data, settings.content, settings.markdown, allow_sample=True)
    return composed.edition(Pending(3, "2026-06-30")), replace(settings, site_url=URL)


def sheets_on(view: SiteView, sections: Sequence[SiteSection]) -> Iterator[tuple[str, dict[str, Any]]]:
    """(file, what stands on it) of every sheet on every size of paper."""
    return (
        (file, {**sheet.content(), "paper": paper})
        for sheet in boards._sheets(view, sections, defaultdict(SheetCache))
        for file, paper in sheet.files.items()
    )


@pytest.fixture(scope="module")
def released() -> tuple[Edition, Settings]:
    return edition_of(ROOT)


@pytest.fixture(scope="module")
def sheets(released: tuple[Edition, Settings], request: pytest.FixtureRequest) -> Sheets:
    """Some sheets of the real site; with --every-page all of it and of the example."""
    whole = request.config.getoption("--every-page")
    editions = [released, edition_of(ROOT / "examples")] if whole else [released]
    every = [
        sheet
        for edition, settings in editions
        for sheet in sheets_on(writing._view(edition, settings), edition.sections)
    ]
    return every if whole else [*every[::16], *every[1::40]]  # A4, A3


def test_the_size_of_a_sheet_is_shown_and_is_no_word_of_its_page(real_site: Path) -> None:
    """A sheet prints the number of its release, so it weighs a little more or less each time; its page says the same."""
    pages = [page.read_text("utf-8") for page in real_site.rglob("index.html")]
    with_sheet = [page for page in pages if "sheet-size" in page]
    assert with_sheet
    for page in with_sheet:
        heavier = re.sub(r"(sheet-size\"> · )[0-9]+ KB", r"\g<1>1.2 MB", page)
        assert heavier != page
        assert page_words(heavier) == page_words(page)


def test_codes_lead_to_the_release_and_are_read_back_from_print(sheets: Sheets) -> None:
    """At 300 dpi, as printed in black and white only; every code of every sheet, and beside it the fingerprint and the living page."""
    press = open_press()
    assert press
    read = []
    for target, content in sheets:
        (picture,) = press.png(TEMPLATE, content, ppi=300, colours=None)
        gray = Image.open(io.BytesIO(picture)).convert("L")
        assert round(gray.width / 300 * 25.4) == (210 if content["paper"] == "a4" else 297)
        codes = zxingcpp.read_barcodes(gray.point(lambda level: 255 * (level > 127)))
        read.append([code.text for code in codes])
        text = printed(press.pdf(TEMPLATE, content))
        assert "第3次发布，检查点指纹" in text, target
        assert f"{URL}/{content['address'].removeprefix(URL + '/')}" in text
        assert "不要张贴" not in text
    assert read == [[content["frozen"]] for _, content in sheets]
    lines = {content["address"]: content["frozen"] for _, content in sheets}
    assert all(frozen.partition("#")[0] == f"{URL}/releases/3/" for frozen in lines.values())
    for _, content in sheets:  # that of a fund or a project to the tables, where its numbers are, and paper says so
        whole = "/years/" in content["address"]
        assert whole or content["frozen"].endswith("/3/#tables")
        assert f"这次发布时留下的{'数' if whole else '表'}，以后不会变" in printed(press.pdf(TEMPLATE, content))
    years = [(address, frozen) for address, frozen in lines.items() if "/years/" in address]
    assert years
    for address, frozen in years:  # the code of a year leads to its line
        org, _, year = address.removeprefix(f"{URL}/").strip("/").split("/")
        assert frozen.endswith(f"#{org}-{year}")


def test_every_sheet_names_the_fingerprint_of_its_checkpoint(released: tuple[Edition, Settings]) -> None:
    edition, settings = released
    assert edition.checkpoint
    every = list(sheets_on(writing._view(edition, settings), edition.sections))
    assert len(every) > 60
    assert {content["release"] for _, content in every} == {f"第3次发布，检查点指纹 {edition.checkpoint.short}"}


def test_large_numbers_are_those_of_the_register(released: tuple[Edition, Settings]) -> None:
    """What is set large is a figure of the register, as that has it, in its unit; or an amount of a table."""
    edition, settings = released
    view = writing._view(edition, settings)
    count = 0
    for section in edition.sections:
        for page in section.pages if section.disclosure else ():
            for block in page.blocks:
                if not isinstance(block, BoardSheet) or not section.disclosure:
                    continue
                content = boards.board_content(view, section.disclosure, page, block)
                for (label, value), (name, digits, unit, _) in zip(block.numbers, content["numbers"], strict=True):
                    assert label.startswith(name.removesuffix("…"))
                    if isinstance(value, Figure):
                        assert section.disclosure.figures[value.id] == value
                    if isinstance(value, Figure | Amount):
                        pieces = brief_pieces(value)
                        shown = "".join(piece.text for piece in pieces if piece.kind != "spoken")
                        assert digits + unit == shown, (page.path, label)
                        assert unit or not digits[-1].isdigit(), (page.path, label)
                        count += 1
    assert count > 30


def test_before_a_release_a_code_leads_to_the_page(released: tuple[Edition, Settings]) -> None:
    edition, settings = released
    view = replace(writing._view(edition, settings), release=None)
    target, content = next(sheets_on(view, edition.sections))
    assert content["frozen"] == ""
    assert content["qr"] == qr_svg(content["address"])
    folder = PurePosixPath(target).parent.as_posix().replace("/board/", "/")
    assert content["address"] == f"{URL}/{folder}/"


def test_a_sheet_of_a_member_whose_newer_data_wait_says_of_which_day_its_numbers_are(
    released: tuple[Edition, Settings],
) -> None:
    edition, settings = released
    view = writing._view(edition, settings)
    section = next(section for section in edition.sections if section.disclosure)
    assert section.disclosure
    page, block = next(
        (page, block) for page in section.pages for block in page.blocks if isinstance(block, BoardSheet)
    )
    held = dataclasses.replace(section.disclosure, as_of="2024-05-01")
    days = [
        boards.board_content(view, disclosure, page, block)["prepared_on"] for disclosure in (held, section.disclosure)
    ]
    assert days == ["2024年5月1日", han_date(view.prepared_on)]


def test_what_was_set_before_is_not_set_again_and_a_preview_sets_some_at_a_time(
    released: tuple[Edition, Settings], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A preview of a large site goes on where the last one ended; what is published has every sheet; the second time none is set."""
    press = open_press()
    assert press
    edition, settings = released
    view = writing._view(edition, settings)
    calls: list[Path] = []

    def pdf(template: Path, content: object) -> bytes:
        calls.append(template)
        return repr(content).encode()

    monkeypatch.setattr(press, "pdf", pdf)
    monkeypatch.setattr(boards, "_MOST_IN_A_PREVIEW", 10)
    monkeypatch.setattr(boards, "_FIRST_IN_A_PREVIEW", 6)
    monkeypatch.setattr(boards, "_AT_ONCE", 2)
    looked_at: list[str] = []
    content = boards.board_content

    def looking(*about: Any) -> dict[str, Any]:
        looked_at.append(about[2].path)
        return content(*about)

    monkeypatch.setattr(boards, "board_content", looking)
    store = PressStore(tmp_path / "sheets.sqlite", 1)
    sections = edition.sections[:2]
    whole = len(list(sheets_on(view, sections)))
    for published, folder, fresh, there in (
        (False, "first", 6, 6),
        (False, "second", 6, 12),
        (True, "third", whole - 12, whole),
        (True, "fourth", 0, whole),
    ):
        calls.clear()
        looked_at.clear()
        write_boards(tmp_path / folder, ROOT / "theme", view, sections, press, SheetSupply(store, published=published))
        assert (len(calls), len(list((tmp_path / folder).rglob("*.pdf")))) == (fresh, there)
        if folder == "first":
            assert len(looked_at) <= 4 < whole // 2, "where nothing was ever set, no more is looked at than is set"
    other = replace(view, fingerprint="0000:1111:2222:3333")
    for _ in range(3):
        write_boards(tmp_path / "other", ROOT / "theme", other, sections, press, SheetSupply(store, published=True))
    calls.clear()
    there = write_boards(tmp_path / "again", ROOT / "theme", view, sections, press, SheetSupply(store, published=True))
    assert len(calls) == whole, "sheets of old releases are forgotten"
    assert len(there) == whole

    def keep(file: str, content: bytes) -> SetSheet | None:
        return there[file] if there[file].content == content else None

    for _ in range(3):  # what is taken over stays in the store
        calls.clear()
        supply = SheetSupply(store, published=True, keep=keep)
        assert write_boards(tmp_path / "taken", ROOT / "theme", view, sections, press, supply) == there
        assert calls == []
    write_boards(tmp_path / "last", ROOT / "theme", view, sections, press, SheetSupply(store, published=True))
    assert calls == []

    def preview(before: Container[str]) -> int:
        """How many sheets are set in a preview of other data, which replaces those of *before*."""
        calls.clear()
        fresh = PressStore(tmp_path / f"{len(before)}.sqlite", 1)
        supply = SheetSupply(fresh, published=False, before=before)
        write_boards(tmp_path / "preview", ROOT / "theme", view, sections, press, supply)
        return len(calls)

    assert (preview(list(there)[-2:]), preview(there)) == (6 + 2, 10), "what had a sheet has one again"
    monkeypatch.setattr(boards, "_MOST_IN_A_PREVIEW", whole)
    assert preview(()) == whole, "a small site is set at once"


def test_what_stands_on_a_sheet_is_told_again_only_where_something_of_it_changed(
    released: tuple[Edition, Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With another page its sheets are told anew, and with another figure those that name it; with another day all are.

    Fingerprints are as from nothing.
    """
    edition, settings = released
    section, view = edition.sections[1], writing._view(edition, settings)
    assert section.disclosure
    memory: defaultdict[str, SheetCache] = defaultdict(SheetCache)
    told: list[Page] = []
    tell = boards.board_content

    def counted(view: SiteView, disclosure: Disclosure, page: Page, sheet: BoardSheet) -> dict[str, Any]:
        told.append(page)
        return tell(view, disclosure, page, sheet)

    monkeypatch.setattr(boards, "board_content", counted)

    def pages_told(view: SiteView, section: SiteSection) -> list[Page]:
        fresh = list(boards._sheets(view, [section], defaultdict(SheetCache)))
        told.clear()
        again = list(boards._sheets(view, [section], memory))
        pages = list(told)
        for sheet, anew in zip(again, fresh, strict=True):
            assert (sheet.files, sheet.fingerprint, sheet.content()) == (anew.files, anew.fingerprint, anew.content())
        return pages

    every = pages_told(view, section)
    assert len(every) > 10
    assert pages_told(view, section) == []
    other = replace(every[3], label="又一个名称")
    changed = replace(section, pages=[other if page is every[3] else page for page in section.pages])
    assert pages_told(view, changed) == [other]
    later = replace(view, prepared_on="2026-07-01")
    assert len(pages_told(later, changed)) == len(every)
    name, *names = section.disclosure.figures
    naming = replace(every[3], finding=("看", FigureRef(name)))
    changed = replace(section, pages=[naming if page is every[3] else page for page in section.pages])
    assert pages_told(later, changed) == [naming]
    figures = {other: section.disclosure.figures[other] for other in names}
    fewer = replace(changed, disclosure=dataclasses.replace(section.disclosure, figures=figures))
    assert pages_told(later, fewer) == [naming]


CODE = """
import hashlib, json, sys
from pathlib import Path
from disclosure.typesetting import open_press
press, items = open_press(), json.loads(sys.stdin.buffer.read())
folder = Path("theme/press")
for template, form, item in items:
    done = press.pdf(folder / template, item) if form == "pdf" else press.png(folder / template, [item], colours=32)[0]
    print(template, hashlib.sha256(done).hexdigest())
"""


def test_sheets_cards_and_pictures_are_the_same_bytes_anywhere_at_any_time() -> None:
    """Two processes with another zone, language, seed of hashes and folder for temporary files make the same of the same."""
    code = qr_svg(f"{URL}/releases/3/")
    card = {
        "organisation": "示例会", "title": "2025年的账", "words": "一句话。", "sample": True,
        "figures": [{"label": "收到", "pieces": [{"kind": "digits", "text": "34.44"}], "mark": "审", "doubt": ""}],
    }  # fmt: skip
    sheet = {
        **EMPTY, "numbers": [["收到", "34.44", "万元", ""]], "columns": ["事项", "数"], "rows": [["助学", "1.00"]], "qr": code,
        "address": URL, "frozen": f"{URL}/releases/3/",
    }  # fmt: skip
    bulletin = {
        "organisation": "示例会", "sample": True, "name": "洪水救助", "until": "8月3日20时", "money": [["钱款", "1", "1", "0"]],
        "goods": [["棉被", "3床", "2床", "1床", "某村"]], "more": "", "basis": ["来源：某文件"], "code": code, "address": URL,
    }  # fmt: skip
    long = {
        **card,
        "basis": ["口径：本级"],
        "charts": [],
        "address": URL,
        "code": code,
        "frozen": URL,
        "release": "",
        "part": 1,
        "parts": 2,
    }
    items = [
        ("board.typ", "pdf", {**sheet, "paper": "a4"}),
        ("board.typ", "pdf", {**sheet, "paper": "a3"}),
        ("bulletin-poster.typ", "pdf", bulletin),
        ("bulletin-long.typ", "png", bulletin),
        ("card.typ", "png", {**card, "basis": "口径：本级。"}),
        ("long.typ", "png", long),
        ("chart.typ", "png", code),
    ]
    printouts = []
    for zone, language, seed in (("Asia/Shanghai", "zh_CN.UTF-8", "1"), ("Pacific/Marquesas", "C", "77")):
        environment = {**os.environ, "TZ": zone, "LC_ALL": language, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"}
        environment["SOURCE_DATE_EPOCH"] = seed  # a clock that stands elsewhere
        done = subprocess.run(
            [sys.executable, "-c", CODE],
            input=json.dumps(items, ensure_ascii=False).encode(), env=environment, cwd=ROOT, capture_output=True, check=True,
        )  # fmt: skip
        printouts.append(done.stdout)
    assert printouts[0] == printouts[1]
    assert len(printouts[0].splitlines()) == len(items)
