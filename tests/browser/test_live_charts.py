"""Pictures that people look at: wide enough, by finger and keys, in one place, taken along as PNG; and 数据探索 with its refusals."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from .conftest import Heard
from .pages import ROOT
from .test_axe import COLOURS, RUN, TAGS

PHONE = {"is_mobile": True, "has_touch": True}
PAGES = (
    "finances/2025/index.html",
    "finances/2025/income/index.html",
    "finances/2025/expense/index.html",
    "finances/2025/flow/index.html",
    "trends/index.html",
)
EXPLORE = "explore/index.html"

# (widest bar as a share of the block, smallest letter in px) of every chart that is drawn.
MEASURED = """() => [...document.querySelectorAll("figure.fig-block")].filter((one) => !one.querySelector(".fig-refused")).map((figure) => {
  const width = figure.getBoundingClientRect().width;
  const drawn = ["svg.bar rect", ".divided", ".panels", ":scope > .timeline", "svg.flow", "svg.ways", "svg.dots"];
  const shapes = [...figure.querySelectorAll(drawn.map((one) => ".fig-static " + one.replace(":scope > ", "> ")).join(","))]
    .map((one) => one.getBoundingClientRect()).filter((box) => box.width);
  const letters = [...figure.querySelectorAll(".fig-static svg text")].filter((one) => one.getBoundingClientRect().width)
    .map((one) => parseFloat(getComputedStyle(one).fontSize) * (one.getScreenCTM() || {a: 1}).a);
  return {id: figure.id, share: Math.max(0, ...shapes.map((box) => box.width)) / width, letter: Math.min(99, ...letters)};
})"""
HEADER = "() => document.querySelector('main figure').getBoundingClientRect().top + scrollY"
SIDEWAYS = "() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"


@pytest.fixture(scope="session")
def shili(example_site: Path) -> str:
    """The federation of the example, opened from the disk."""
    return (example_site / "shili").as_uri()


@pytest.mark.parametrize("path", PAGES)
def test_pictures_are_there_and_large(path: str, shili: str, tab: Callable[..., Page]) -> None:
    """On a phone and at a desk: the first picture within 300 px, bars over 65 % of their block, no letter under 12 px, nothing sideways."""
    for width, options in ((360, PHONE), (1200, {})):
        page = tab("pictures", width=width, **options)
        page.goto(f"{shili}/{path}")
        measured = page.evaluate(MEASURED)
        assert measured
        assert not [one for one in measured if one["share"] < 0.65 or one["letter"] < 12], f"{width}: {measured}"
        assert page.evaluate(SIDEWAYS) <= 0
        if width == 360 and "trends" not in path:
            assert page.evaluate(HEADER) <= 300


def _live(page: Page, figure: Locator) -> Locator:
    """Open the live chart of *figure*; its stage."""
    button = figure.locator("[data-module=chart]")
    button.tap() if page.evaluate("() => navigator.maxTouchPoints > 0") else button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    return figure.locator(".fig-stage")


def test_finger_and_keys_read_every_mark(shili: str, tab: Callable[..., Page], listen: Callable[[Page], Heard]) -> None:
    """A tap says value, wording and source and leads to the register; arrow keys go through all marks and say each aloud."""
    page = tab("phone", width=360, **PHONE)
    heard = listen(page)
    page.goto(f"{shili}/finances/2025/expense/index.html")
    figure = page.locator("figure.fig-stack").first
    stage = _live(page, figure)
    reading = figure.locator(".fig-reading")
    box = stage.bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + box["width"] * 0.3, box["y"] + 20)
    expect(reading).to_contain_text("7,664,719.45元")
    expect(reading).to_contain_text("出处：《示例市慈善总会2025年度工作报告（虚构）》")
    link = reading.locator("a")
    assert re.search(r"/facts/2025/expense/index\.html#R2025I$", link.get_attribute("href") or "")
    expect(reading).to_have_attribute("aria-live", "polite")
    expect(stage).to_have_attribute("role", "application")
    stage.focus()
    said = []
    page.keyboard.press("Home")
    for _ in range(6):
        said.append(reading.locator("strong").inner_text())
        page.keyboard.press("ArrowRight")
    assert said == ["资助款", "管理", "项目执行", "发放物资", "筹资", "其他"]
    page.keyboard.press("ArrowLeft")
    expect(reading.locator("strong")).to_have_text("筹资")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.closest('.fig-stage') === null"), "the keys are caught"
    assert not [*heard.messages, *heard.failures]


@pytest.mark.parametrize("path", ["trends/index.html", "finances/2025/flow/index.html"])
def test_the_page_does_not_jump(path: str, shili: str, tab: Callable[..., Page]) -> None:
    """The live chart takes the place of the standing one: no second copy, the same top, about its height, and back again."""
    page = tab("phone", width=360, **PHONE)
    page.goto(f"{shili}/{path}")
    figure = page.locator("figure.fig-block").first
    still = figure.locator(".fig-static")
    figure.locator("[data-module=chart]").scroll_into_view_if_needed()
    button = figure.locator("[data-module=chart]")
    before, place, pressed = figure.bounding_box(), still.bounding_box(), button.bounding_box()
    stage = _live(page, figure)
    after, live, moved = figure.bounding_box(), stage.bounding_box(), button.bounding_box()
    assert before and place and pressed and after and live and moved  # noqa: PT018
    expect(still).to_be_hidden()
    assert abs(moved["y"] - pressed["y"]) < 130, "what was pressed has left its place"
    assert live["y"] - after["y"] == pytest.approx(place["y"] - before["y"], abs=60)
    assert abs(after["height"] - before["height"]) < 200
    assert live["y"] < 900
    assert live["y"] + live["height"] > 0
    button.tap()
    expect(still).to_be_visible()
    expect(figure.locator(".fig-live")).to_have_count(0)
    again = figure.bounding_box()
    assert again
    assert again["height"] == before["height"]


def _size(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG."""
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])


def test_a_picture_to_take_along(shili: str, tab: Callable[..., Page], listen: Callable[[Page], Heard]) -> None:
    """The PNG is as large as the chart with its title and sources at twice the points, has ink in many colours, and breaks no policy."""
    page = tab("phone", width=360, **PHONE)
    heard = listen(page)
    page.goto(f"{shili}/finances/2025/expense/index.html")
    figure = page.locator("figure.fig-stack").first
    stage = _live(page, figure)
    with page.expect_download() as download:
        figure.get_by_role("button", name="存成图片").click()
    content = Path(download.value.path()).read_bytes()
    width, height = _size(content)
    box = stage.bounding_box()
    assert box
    assert download.value.suggested_filename == "expense-2025.png"
    assert width == pytest.approx((box["width"] + 40) * 2, abs=4)
    assert height > box["height"] * 2
    assert _colours(content) >= {(0xD4, 0x69, 0x1E), (0xFB, 0xFA, 0xF6), (0x79, 0x73, 0x6C)}
    assert not [*heard.messages, *heard.failures]


def _colours(content: bytes) -> set[tuple[int, ...]]:
    from PIL import Image

    with Image.open(io.BytesIO(content)) as picture:
        return {colour[:3] for _, colour in picture.convert("RGBA").getcolors(1 << 24) or ()}  # type: ignore[index,misc]


# --- 数据探索 ---------------------------------------------------------------------------------------


def _explore(page: Page, address: str) -> None:
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator(".explorer")).to_be_visible()


def _state(page: Page) -> dict[str, Any]:
    """What a view consists of: the choices, the refusal, the numbers, and what is drawn."""
    state: dict[str, Any] = page.evaluate("""() => ({
      form: document.querySelector("input[name=form]:checked").value,
      chosen: [...document.querySelectorAll(".explorer select")].map((one) => one.value),
      refused: document.querySelector(".explorer-refused").textContent,
      numbers: document.querySelector(".explorer-numbers").innerText,
    })""")
    return state


# How far things moved while nobody did anything, once the first picture was there (Lighthouse: good below 0.1).
SHIFTS = """(() => {
  window.shifts = [];
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => window.shifts.push(entry.value))).observe({ type: "layout-shift", buffered: true });
})()"""
PAINTED = (
    "() => new Promise((done) => new PerformanceObserver(() => done()).observe({ type: 'paint', buffered: true }))"
)
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))))"


def test_choices_have_their_room_before_their_script_comes(at_root: str, tab: Callable[..., Page]) -> None:
    """On a slow line the scripts come after the first picture: nothing moves then, and where one never comes, no dead form stays."""
    page = tab("slow line", width=360, fresh=True)
    page.add_init_script(SHIFTS)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(re.compile(r"/(?!first)[^/]+\.js$"), hold)
    page.goto(f"{at_root}/gaoxin/{EXPLORE}", wait_until="commit")
    page.evaluate(PAINTED)
    room = page.locator(".explorer")
    expect(room).to_be_visible()
    assert page.locator(".explorer select option").count() == 0
    for route in held:
        route.continue_()
    expect(page.locator(".explorer-numbers tbody tr").first).to_be_visible()
    page.evaluate(SETTLED)
    assert sum(page.evaluate("window.shifts")) < 0.05

    page.unroute_all()
    page.route("**/explore.js", lambda route: route.abort())
    page.reload()
    expect(room).to_be_hidden()


def test_a_link_brings_the_same_view(shili: str, tab: Callable[..., Page], listen: Callable[[Page], Heard]) -> None:
    """From the disk: choose two series and two years, draw; the address opens the same choice, numbers and picture elsewhere."""
    page = tab("explorer", accept_downloads=True)
    heard = listen(page)
    _explore(page, f"{shili}/{EXPLORE}")
    assert page.evaluate("() => typeof window.Plotly") == "undefined", "loaded before it was asked for"
    page.select_option("#explore-first", label="总收入（万元）")
    page.select_option("#explore-second", label="总支出（万元）")
    page.locator(".explorer-ask button").click()
    bars = page.locator(".explorer .fig-plot .barlayer .point path")
    expect(bars).to_have_count(6)
    expect(page.locator(".explorer-numbers tbody tr")).to_have_count(6)
    state, address = _state(page), page.url
    assert not state["refused"]
    other = tab("explorer again")
    _explore(other, address)
    assert _state(other) == state
    other.locator(".explorer-ask button").click()
    expect(other.locator(".explorer .fig-plot .barlayer .point path")).to_have_count(6)
    href = page.locator(".explorer-numbers tbody a").first.get_attribute("href") or ""
    page.goto(f"{shili}/explore/{href}")
    assert page.locator(f"[id='{href.partition('#')[2]}']").count() == 1
    assert not [*heard.messages, *heard.failures]


def test_the_explorer_refuses_what_the_guards_refuse(shili: str, tab: Callable[..., Page], example_site: Path) -> None:
    """人 beside 元, two coverages, and shares that nobody proved: no picture, the reason of the build in Chinese, the numbers stay."""
    text = (example_site / "shili/explore/series.js").read_text("utf-8")
    data = json.loads(text.removeprefix("window.disclosureSeries=").rstrip().removesuffix(";"))
    money = next(one for one in data["measures"] if one["label"] == "总收入")
    people = next(one for one in data["measures"] if one["unit"] == "人")
    wider = next(one for one in data["measures"] if one["label"] == "市县两级总收入")
    page = tab("explorer")
    _explore(page, f"{shili}/{EXPLORE}#f=columns&m={money['id']}&y=2023-2025")
    page.locator(".explorer-ask button").click()
    expect(page.locator(".explorer .barlayer .point path")).to_have_count(3)
    for other in (people, wider):
        page.select_option("#explore-second", value=other["id"])
        pair = {money["points"][-1][4], other["points"][-1][4]}
        why = next(data["reasons"][reason] for first, second, reason in data["unlike"] if {first, second} == pair)
        expect(page.locator(".explorer-refused")).to_have_text(f"这里不画图：{why}。")
        expect(page.locator(".explorer .fig-plot")).to_have_count(0)
        expect(page.locator(".explorer-numbers")).to_contain_text(other["label"])
    page.select_option("#explore-second", value="")
    page.select_option("#explore-from", "2024")
    expect(page.locator(".explorer-refused")).to_have_text(f"这里不画图：{data['tooFew']}。")
    for split in data["splits"]:
        page.locator("input[value=share]").check()
        page.select_option("#explore-split", value=split["id"])
        expect(page.locator(".explorer .fig-plot")).to_have_count(0 if split["refused"] else 1)
        expect(page.locator(".explorer-refused")).to_have_text(
            f"这里不画图：{split['refused']}。" if split["refused"] else ""
        )


def test_the_numbers_of_a_view_as_csv(shili: str, tab: Callable[..., Page]) -> None:
    """Exact values with their figures and documents; a cell that begins like a formula is made harmless."""
    page = tab("explorer", accept_downloads=True)
    _explore(page, f"{shili}/{EXPLORE}")
    page.evaluate("() => { window.disclosureSeries.measures[0].label = '=1+1'; }")
    page.select_option("#explore-from", "2024")
    with page.expect_download() as download:
        page.locator("[data-do=csv]").click()
    text = Path(download.value.path()).read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["年度"], row["数值（基本单位）"], row["编号"]) for row in rows] == [
        ("2024", "11043400.13", "R2024A"),
        ("2025", "10093259.21", "R2025A"),
    ]
    assert {row["名称"] for row in rows} == {"'=1+1"}
    assert all("工作报告" in row["出处"] for row in rows)


def test_a_lost_series_is_told(shili: str, tab: Callable[..., Page]) -> None:
    """An old link whose series is gone says so and shows what there is."""
    page = tab("explorer")
    _explore(page, f"{shili}/{EXPLORE}#f=columns&m=00000000&y=2023-2025")
    expect(page.locator(".explorer-refused")).to_contain_text("链接里有的数现在没有了：00000000。")


def test_the_explorer_is_accessible_and_light(shili: str, tab: Callable[..., Page], example_site: Path) -> None:
    """axe finds nothing with a chart drawn, on a phone and dark too; what comes before it is under 60 KB packed."""
    import gzip

    page = tab("explorer axe", bypass_csp=True)
    _explore(page, f"{shili}/{EXPLORE}")
    page.locator(".explorer-ask button").click()
    expect(page.locator(".explorer .barlayer .point path").first).to_be_visible()
    page.evaluate((ROOT / "node_modules/axe-core/axe.min.js").read_text("utf-8"))
    every = {"type": "tag", "values": TAGS}
    found = {"1200": page.evaluate(RUN, every)}
    page.set_viewport_size({"width": 360, "height": 900})
    found["360"] = page.evaluate(RUN, every)
    assert page.evaluate(SIDEWAYS) <= 0
    page.emulate_media(color_scheme="dark")
    found["dark"] = page.evaluate(RUN, {"type": "rule", "values": COLOURS})
    assert not any(found.values()), "\n".join(f"{how}: {one}" for how, all_ in found.items() for one in all_)
    assets = ("site.css", "site.js", "first.js", "explore.js", "favicon.svg")
    files = ("shili/explore/index.html", "shili/explore/series.js", *(f"assets/{name}" for name in assets))
    assert sum(len(gzip.compress((example_site / name).read_bytes(), 6)) for name in files) < 60_000


def test_without_scripts_every_series_is_listed(shili: str, tab: Callable[..., Page]) -> None:
    """No choice that does nothing: the list of all series with their numbers and the way to the register."""
    page = tab("no script", java_script_enabled=False)
    page.goto(f"{shili}/{EXPLORE}")
    expect(page.locator(".explorer")).to_be_hidden()
    assert page.locator(".series-list li").count() > 50
    assert page.locator(".series-list a").first.get_attribute("href")
