"""No page claims presence, absence or agreement that the data does not bear out: three whole sites, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from claims import CLAIM, FIXED, Files, Place, claim_holds, duty_gap_told, gap_told, gaps, main_of, sentences
from commands import ROOT, first_year

# Pages whose words staff write themselves (checked as texts), and the pages of duties, which have an oracle of their own.
WRITTEN = re.compile(r"^(?:about/(?!contact)|news/|obligations/[^/]+/$)")

BARE_DAY = re.compile(r"(?<![\d-])20\d\d-\d\d(?:-\d\d)?(?![\d-]| 开头)")


@pytest.fixture(params=["real", "example", "first year"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Path]:
    """(folder of the site, folder of its data)."""
    if request.param == "real":
        return request.getfixturevalue("real_site"), ROOT / "data"
    if request.param == "example":
        return request.getfixturevalue("example_site"), ROOT / "examples" / "data"
    return first_year(tmp_path)


def places(site: tuple[Path, Path]) -> Iterator[tuple[Place, Path]]:
    """Every page of every organisation, with its files."""
    built, data = site
    for folder in sorted(path.parent for path in data.glob("*/organisation.yaml")):
        files = Files(folder)
        for page in sorted((built / folder.name).rglob("index.html")):
            path = page.parent.relative_to(built / folder.name).as_posix()
            yield Place(files, "" if path == "." else f"{path}/", built / folder.name), page


def test_what_is_called_missing_is_not_in_the_data(site: tuple[Path, Path]) -> None:
    """Every entry of 没公开的 is known to the oracle and is truly not in the files."""
    untrue, unknown, count = [], [], 0
    for place, page in places(site):
        duty = place.path.startswith("obligations/")
        for label in gaps(page):
            count += not duty
            try:
                if (duty_gap_told if duty else gap_told)(place, label):
                    untrue.append((place.path, label))
            except KeyError:
                unknown.append((place.path, label))
    assert not unknown
    assert not untrue
    assert count > 30


def test_every_sentence_about_the_data_holds(site: tuple[Path, Path]) -> None:
    """Every sentence with words of absence or agreement is known to the oracle and true; words of the data are its own."""
    untrue, unknown, count = [], set(), 0
    for place, page in places(site):
        if WRITTEN.match(place.path):
            continue
        for sentence in sentences(page):
            if not CLAIM.search(sentence) or FIXED.search(sentence) or _quoted(place.files, sentence):
                continue
            count += 1
            try:
                if not claim_holds(place, sentence):
                    untrue.append((place.path, sentence))
            except KeyError:
                unknown.add((place.path, sentence))
    assert not unknown
    assert not untrue
    assert count > 20


def _quoted(files: Files, sentence: str) -> bool:
    """Whether the words with the claim stand in a cell of the tables: then staff said it of their report."""
    parts = re.split("[（）。；，：“”]|[0-9一三五][0-9,.]*[万亿元人次余家]+", sentence.removeprefix("不同"))
    pieces = [part for part in parts if CLAIM.search(f"{part}。")]
    return bool(pieces) and all(piece in files.cells for piece in pieces)


def test_agreement_is_claimed_only_with_checks_and_without_differences(site: tuple[Path, Path]) -> None:
    """A home page that says 都对得上 has checks of that year, all of which agree, and no consolidated account that differs."""
    for place, page in places(site):
        if place.path:
            continue
        said = "".join(sentences(page))
        found = re.search(r"(\d{4})年的账核对了(\d+)处，都对得上", said)
        if found:
            checks = main_of(page.parent / "finances" / found[1] / "checks" / "index.html")
            assert int(found[2]) > 0
            assert re.search(rf"一共核对{found[2]}项：一致{found[2]}项", re.sub(r"<[^>]+>|\s", "", checks))
            assert "两边的账差" not in said
        assert "各项核对都对得上" not in said


def test_a_day_within_words_is_said_in_words(site: tuple[Path, Path]) -> None:
    """Only tables, pictures and the names of duties and gifts write a day as 2024-02-07; what readers read says 2024年2月7日."""
    bare = [
        (place.path, sentence)
        for place, page in places(site)
        if not WRITTEN.match(place.path)
        for sentence in re.split(r"[\n。；]", _outside_tables(page))
        if BARE_DAY.search(sentence)
    ]
    assert not bare


def _outside_tables(page: Path) -> str:
    text = re.sub(r"<(table|svg|script)\b.*?</\1>", "", main_of(page), flags=re.DOTALL)
    return re.sub(r"<[^>]+>", "", text)


def test_the_root_promises_a_source_only_where_every_figure_has_one(site: tuple[Path, Path]) -> None:
    """每个数字都能查到出处 stands above the organisations only where no stated figure of any of them lacks its document."""
    built, data = site
    sourced = all(row.get("来源") for path in data.glob("*/organisation.yaml") for row in Files(path.parent).figures())
    assert sourced or "每个数字都能查到出处" not in "".join(sentences(built / "index.html"))


def test_accounts_of_campaigns_and_actions_lead(example_site: Path) -> None:
    """What was raised, used and left comes first where an account says it."""
    campaign = next(sentences(example_site / "shili" / "campaigns" / "cold-2025-appeal" / "index.html"), "")
    text = "".join(sentences(example_site / "shili" / "campaigns" / "cold-2025-appeal" / "index.html"))
    assert campaign
    assert "到2025年5月8日（最终账目），募得683,078.50元（含物资折价），已用657,660.00元，还剩25,418.50元" in text
    action = "".join(sentences(example_site / "shili" / "emergencies" / "cold-2025" / "index.html"))
    assert "募得683,078.50元（含物资折价），已用622,160.00元，还剩60,918.50元" in action
    assert "没有给出数字" not in action


def test_a_passed_term_says_so(example_site: Path) -> None:
    """A certificate whose term ended before the data was put together is called 已过期, a running one is not."""
    text = main_of(example_site / "shili" / "governance" / "index.html")
    cells = re.findall(
        r'(\d{4}-\d{2}-\d{2})\s*<span class="tag tag-(\w+)" data-module="clock" data-clock="until"', text
    )
    assert cells
    assert all((day < "2026-06-30") == (kind == "overdue") for day, kind in cells)
    assert any(kind == "overdue" for _, kind in cells)


def test_a_telephone_number_is_shown_and_dials(example_site: Path) -> None:
    """The number of the organisation stands on the contact page and at the foot of every page."""
    for page in ("about/contact", "finances", ""):
        assert 'href="tel:' in (example_site / "shili" / page / "index.html").read_text("utf-8"), page
    assert (
        "没有公布"
        not in "".join(sentences(example_site / "shili" / "about" / "contact" / "index.html")).split("想问")[0]
    )


_BLOCKS = re.compile(r"<(p|li|table)\b.*?</\1>", re.DOTALL)
_IN_YUAN = re.compile(r"(?<![\d,.])((?:\d{2,3}(?:,\d{3})+|\d{5,})(?:\.\d+)?)元(?!/)")
_IN_TEN_THOUSANDS = re.compile(r"\d[\d,.]*[余多]?[万亿]余?元")


def test_no_block_says_money_in_two_units(site: tuple[Path, Path]) -> None:
    """Where numbers are written in 元, what the site computes from them is in 元 as well, not in 万元 beside them."""
    mixed = []
    for place, page in places(site):
        if WRITTEN.match(place.path) or place.path.startswith("facts/"):
            continue
        for block in _BLOCKS.finditer(main_of(page)):
            text = re.sub(r"<[^>]+>|\s", "", block[0])
            if _IN_YUAN.search(text) and _IN_TEN_THOUSANDS.search(text):
                mixed.append((place.path, text[:120]))
    assert not mixed
