"""Cards, long pictures and charts as PNG: every number is a figure of its page, nothing spills over, the same bytes each time."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
import zxingcpp
from msgspec.structs import replace
from PIL import Image

from disclosure.compose import Edition, compose
from disclosure.engine import writing
from disclosure.model import Clock, Figure, FigureRef, Page
from disclosure.settings import Settings
from disclosure.sharing import PictureStudio, ShareCard, SitePictures, card_of, site_pictures, write_pictures
from disclosure.sharing.cards import CardFigure
from disclosure.sharing.drawn import MOST_HEIGHT, _card, _figure, _long, _long_within, _parts
from disclosure.typesetting import NO_PRESS, PressStore, open_press

ROOT = Path(__file__).resolve().parents[2]
URL = "https://example.org/cishan"


@pytest.fixture(scope="module")
def settings() -> Settings:
    return Settings.from_file(ROOT / "pelicanconf.py", ROOT / "data", ROOT / "content")


@pytest.fixture(scope="module")
def edition(settings: Settings) -> Edition:
    """The real site, composed and not written."""
    return compose(settings.data, settings.content, settings.markdown, allow_sample=True).edition()


@pytest.fixture(scope="module")
def pictures(edition: Edition) -> SitePictures:
    return site_pictures(edition.sections, "阳光慈善", URL, sample=False)


@pytest.fixture(scope="module")
def artist() -> PictureStudio:
    """Developers have the press always; nothing is remembered between tests."""
    press = open_press()
    assert press
    return PictureStudio(press, ROOT / "theme" / "press", PressStore(None))


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def pages_of(edition: Edition) -> dict[str, tuple[object, Page]]:
    return {section.folder + page.path: (section, page) for section in edition.sections for page in section.pages}


def test_each_number_of_a_card_is_a_figure_of_its_page_as_it_is_written(
    edition: Edition, pictures: SitePictures
) -> None:
    figures = {(figure.org, figure.id): figure for one in edition.site.disclosures for figure in one.figures.values()}
    pages = pages_of(edition)
    count = 0
    for address, card in pictures.cards.items():
        section, page = pages[address.removesuffix("share.png")]
        org = section.folder.rstrip("/")  # type: ignore[attr-defined]
        on_page = [figures[org, piece.id] if isinstance(piece, FigureRef) else piece for piece in page.figures]
        for part in card.figures:
            assert part.figure in on_page, address
            data = _figure(part)
            assert isinstance(data, dict)
            drawn = "".join(piece["text"] for piece in data["pieces"])
            assert drawn == part.text
            assert data["mark"] == part.figure.level
            marked = f"（{part.doubt}）" if part.doubt else ""  # what stands beside it on the page is passed on with it
            assert f"{part.label}{drawn}{marked}" in card.text
            assert bool(marked) or part.figure.status == "已核"
            count += 1
    assert count > 80


def test_a_card_names_scope_source_and_day_and_cuts_no_sentence(pictures: SitePictures) -> None:
    for address, card in pictures.cards.items():
        assert not card.words.endswith("…")
        if card.figures:
            assert any(line.startswith("口径：") for line in card.basis), address
            assert any(line.startswith("来源：") for line in card.basis), address
            assert re.search(r"\d{4}年\d+月\d+日", card.basis[-1])


def test_a_card_says_something_and_of_which_year_its_figures_are(pictures: SitePictures) -> None:
    assert pictures.cards
    for address, card in pictures.cards.items():
        assert card.figures or card.words, address
        assert "：。" not in card.text, address
        for part in card.figures:
            assert f"{part.figure.year}年" in f"{card.title}，{part.label}，{card.basis[0]}", (address, part.label)


def test_figures_of_several_years_are_told_apart_and_long_texts_end_with_a_sentence(edition: Edition) -> None:
    section = next(section for section in edition.sections if section.folder == "gaoxin/")
    assert section.disclosure
    figure = next(figure for figure in section.disclosure.figures.values() if figure.source)
    later = replace(figure, id=f"{figure.id}B", year=figure.year + 1)
    page = Page("projects/x/", "某项目", ("共", figure, "，", later, "。"), (), section="projects")
    card = card_of(section, page, "名", sample=False)
    assert card
    labels = [part.label for part in card.figures]
    assert [label[:5] for label in labels] == [f"{figure.year}年", f"{later.year}年"]
    assert labels[0][5:] == labels[1][5:]

    long = replace(page, finding=("第一句。", "第二句" * 20, "。", "第三句" * 20, "。"), description="某项目的账")
    too_long = replace(page, finding=("一句" * 50, "。"), description="某项目的账")
    cards = [card_of(section, shown, "名", sample=False) for shown in (long, too_long)]
    assert [card.words for card in cards if card] == [f"第一句。{'第二句' * 20}。", "某项目的账"]


def test_the_main_pages_have_cards_and_views_have_none(edition: Edition, pictures: SitePictures) -> None:
    there = set(pictures.cards)
    for path in (
        "",
        "gaoxin/",
        "gaoxin/years/2023/",
        "gaoxin/finances/2023/",
        "gaoxin/audits/",
        "gaoxin/projects/yuxin-shuren/",
    ):
        assert f"{path}share.png" in there
    assert "suzhou/emergencies/gansu-earthquake/share.png" in there
    assert not [address for address in there if "/page-" in address or "/facts/2023/" in address]
    years = {f"{org}/years/2023/{name}" for org in ("gaoxin", "suzhou") for name in ("long.png", "long-2.png")}
    assert set(pictures.long) == years | {
        f"suzhou/emergencies/{name}/long.png"
        for name in ("beijing-hebei-rainstorm", "suqian-yancheng", "gansu-earthquake")
    }
    assert set(pictures.charts) == {
        f"{section.folder}data/charts/{chart.id}.png"
        for section in edition.sections
        for chart in section.drawn.charts.values()
        if not chart.refused
    }


def test_cards_are_1200_by_630_light_and_the_same_each_time(pictures: SitePictures, artist: PictureStudio) -> None:
    some = [*map(_card, list(pictures.cards.values())[::9])]
    drawn = artist.draw("card.typ", some, colours=32)
    assert artist.draw("card.typ", some[1::-1], colours=32) == drawn[1::-1]
    assert {opened(content).size for content in drawn} == {(1200, 630)}
    assert max(map(len, drawn)) <= 60_000
    for content in drawn:  # whatever WeChat leaves of it holds all that is said
        image = opened(content).convert("L")
        for box in ((0, 20, 284, 535), (916, 20, 961, 535), (0, 545, 284, 630), (916, 545, 1200, 630)):
            darkest, _ = image.crop(box).getextrema()
            assert darkest > 200, box


def test_what_this_machine_drew_is_not_drawn_again(artist: PictureStudio, tmp_path: Path) -> None:
    """Another process finds it; a changed template, a damaged file and one that can't be written draw anew; what is missing is told each time."""
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "words.typ").write_text(
        '#set text(font: "Noto Sans SC")\n#for w in json(bytes(sys.inputs.data)) { page(w) }', "utf-8"
    )

    def drawn(*words: str, file: Path | None = tmp_path / "state" / "pictures.sqlite") -> list[bytes]:
        fresh = PictureStudio(artist._press, folder, PressStore(file))
        return [*fresh.draw("words.typ", words, colours=4), str(fresh.drawn).encode()]

    first = drawn("甲", "乙😀")
    artist._press.missing.clear()
    again = drawn("乙😀", "甲", "丙")
    assert again[:2] == [first[1], first[0]]
    assert (first[-1], again[-1]) == (b"2", b"1")
    assert artist.missing == ["😀"]
    artist._press.missing.clear()
    (tmp_path / "state" / "pictures.sqlite").write_bytes(b"no base at all" * 99)
    assert drawn("甲") == [first[0], b"1"]
    assert drawn("甲")[-1] == b"0"
    assert drawn("甲", file=tmp_path / "templates" / "words.typ" / "x") == [first[0], b"1"]
    for _ in range(25):
        drawn("乙")
    assert drawn("甲")[-1] == b"1"
    (folder / "words.typ").write_text((folder / "words.typ").read_text("utf-8") + "\n", "utf-8")
    assert drawn("甲")[-1] == b"1"


def test_few_pictures_are_in_memory_at_once(
    pictures: SitePictures, artist: PictureStudio, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """However many a site has, Typst is given some at a time; each is written once."""
    given: list[int] = []

    def png(_template: Path, items: Sequence[object], **_options: object) -> list[bytes]:
        given.append(len(items))
        return [b"a picture"] * len(items)

    monkeypatch.setattr(artist._press, "png", png)
    write_pictures(pictures, artist, tmp_path)
    assert max(given) <= 8
    assert sum(given) >= len({*pictures.cards, *pictures.charts}) / 2
    assert len(list(tmp_path.rglob("*.png"))) == len({*pictures.cards, *pictures.charts, *pictures.long}) + len(
        pictures.sheets
    )


def test_nothing_spills_over_whatever_the_data(artist: PictureStudio, edition: Edition) -> None:
    """Long names, long wordings and hostile words give one page each; numbers are never cut, words may be left out."""
    figure = next(iter(edition.site.disclosures[0].figures.values()))
    wide = replace(
        figure, value=Decimal("123456789012.34"), as_written="约123,456,789,012.34元", qualifier="约", unit="元"
    )
    odd = replace(figure, as_written="其中通过各渠道陆续到账及折价物资合计约一千二百余万元（含利息及退回）")
    hostile = "#panic() $x$ *b* <script>" + "很长的名称" * 30
    cards = [
        ShareCard(
            "名" * 60,
            "题" * 44,
            (CardFigure("标签" * 30, wide, "还没核清"),) * 3,
            "话" * 88,
            ("口径：" + "甲" * 300,),
            sample=True,
        ),
        ShareCard("甲", hostile, (CardFigure(hostile, odd),) * 3, hostile, (hostile,), sample=False),
        ShareCard("甲", "乙", (), "", (), sample=False),
    ]
    drawn = artist.draw("card.typ", [*map(_card, cards)], colours=16)
    assert [opened(content).size for content in drawn] == [(1200, 630)] * 3
    picture = site_pictures(edition.sections, "名", "", sample=False).long["gaoxin/years/2023/long.png"]
    long = artist.draw("long.typ", [_long(replace(picture, card=card, charts=()), ()) for card in cards], colours=16)
    assert {opened(content).width for content in long} == {1080}


def test_long_pictures_and_charts_are_1080_wide_and_light(
    pictures: SitePictures, artist: PictureStudio, tmp_path: Path
) -> None:
    address = "gaoxin/years/2023/long.png"
    chart = next(iter(pictures.charts))
    some = SitePictures({}, {address: pictures.long[address]}, {chart: pictures.charts[chart]}, {})
    write_pictures(some, artist, tmp_path)
    assert len(pictures.long[address].charts) > 1
    for name in (address, chart):
        content = (tmp_path / name).read_bytes()
        assert opened(content).width == 1080
        assert len(content) <= 500_000
    assert not artist.missing
    for width in (1080, 540):  # as it is, and as a messenger may make it
        image = opened((tmp_path / address).read_bytes()).convert("L")
        code = zxingcpp.read_barcodes(image.resize((width, image.height * width // 1080)))
        assert [part.text for part in code] == [f"{URL}/gaoxin/years/2023/"]


def test_a_long_picture_of_many_charts_goes_on_in_further_ones(pictures: SitePictures, artist: PictureStudio) -> None:
    """No chart is left out or comes twice; no part is higher than editors take; each says which it is and has the code."""
    whole = pictures.long["gaoxin/years/2023/long.png"]
    charts = tuple({chart.id: chart for chart in pictures.charts.values()}.values())[:9]
    parts = _parts(replace(whole, charts=charts))
    assert [chart for part in parts for chart in part.charts] == [*charts]
    assert [(part.part, part.parts) for part in parts] == [(n, len(parts)) for n in range(1, len(parts) + 1)]
    assert len(parts) > 2
    for part in (parts[0], parts[-1]):
        image = opened(_long_within(artist, part))
        assert image.width == 1080
        assert image.height <= MOST_HEIGHT
        assert [code.text for code in zxingcpp.read_barcodes(image.convert("L"))] == [f"{URL}/gaoxin/years/2023/"]
    bare = _parts(replace(whole, charts=()))
    assert [(part.part, part.parts, part.charts) for part in bare] == [(1, 1, ())]


def test_pages_offer_every_part_of_their_long_picture(pictures: SitePictures) -> None:
    offered = [file for shared in pictures.shared.values() for file in shared.long]
    assert set(offered) == set(pictures.long)
    assert len(offered) == len(set(offered))


def test_a_release_is_what_the_code_of_a_long_picture_leads_to(edition: Edition) -> None:
    address = "gaoxin/years/2023/long.png"
    frozen = site_pictures(
        edition.sections, "名", URL, sample=False, number=3, known_by="第3次发布，检查点指纹 abc"
    ).long[address]
    assert (frozen.frozen, frozen.release) == (f"{URL}/releases/3/", "第3次发布，检查点指纹 abc")
    assert site_pictures(edition.sections, "名", URL, sample=False).long[address].frozen == f"{URL}/gaoxin/years/2023/"
    nowhere = site_pictures(edition.sections, "名", "", sample=False, number=3).long[address]
    assert _long(nowhere, ())["code"] == ""


def test_a_preview_draws_nothing_and_a_site_without_the_press_says_so_once(
    edition: Edition, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "studio", lambda _: pytest.fail("drawn in a preview"))
    assert writing._artist(edition, settings) is None
    monkeypatch.setattr(writing, "studio", lambda _: None)
    assert writing._artist(edition, replace(settings, site_url=URL)) is None
    assert writing._remark(None, ()) == NO_PRESS


def test_an_uncertain_figure_says_so_on_its_card(pictures: SitePictures) -> None:
    parts = [part for card in pictures.cards.values() for part in card.figures]
    assert {part.doubt for part in parts if part.figure.status == "待核实"} == {"还没核清"}
    assert all(part.doubt for part in parts if part.figure.status != "已核")


def test_a_figure_of_another_organisation_is_not_shown_as_its_own(edition: Edition) -> None:
    section = next(section for section in edition.sections if section.folder == "gaoxin/")
    other = next(one for one in edition.site.disclosures if one.org == "suzhou")
    foreign: Figure = next(iter(other.figures.values()))
    page = Page("projects/x/", "某项目", ("共", foreign, "。"), (), section="projects")
    card = card_of(section, page, "名", sample=False)
    assert card
    assert card.figures == ()


def test_words_that_depend_on_the_day_say_of_which_day_they_are(edition: Edition) -> None:
    section = next(section for section in edition.sections if section.folder == "gaoxin/")
    assert section.disclosure
    figure = next(figure for figure in section.disclosure.figures.values() if figure.source)
    for late, dated in ((Clock("since", "2026-01-01", "晚了79天"), True), ("没有晚。", False)):
        card = card_of(
            section,
            Page("projects/x/", "某项目", ("共", figure, "，", late), (), section="projects"),
            "名",
            sample=False,
        )
        assert card
        assert any(line.startswith("网页整理于") for line in card.basis) == dated
