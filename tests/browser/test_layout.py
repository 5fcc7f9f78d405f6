"""Every page fits: narrow, wide, enlarged, in one font or another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page
from warm import run

from .conftest import FONTS, frame_in, serving
from .pages import ALL, EXAMPLE_TYPES, Site, some

# What the three judges below know of a page as it stands, each thing asked of the browser once: nobody changes it meanwhile.
KNOWN = """
  const remembered = (ask) => {
    const known = new Map();
    return (node) => {
      if (!known.has(node)) known.set(node, ask(node));
      return known.get(node);
    };
  };
  const rect = remembered((node) => node.getBoundingClientRect());
  const style = remembered((node) => {
    const of = getComputedStyle(node);
    return {clip: of.clipPath, display: of.display, position: of.position, size: parseFloat(of.fontSize),
      plain: of.overflowX === "visible" && of.overflowY === "visible"};
  });
  const visible = remembered((node) => node.checkVisibility({visibilityProperty: true}));
  const clipped = (node) => style(node).clip === "inset(50%)";
  // only for readers by ear, or no text
  const unseen = remembered((node) => node && node !== document.body
    && (clipped(node) || node.matches(".skip, svg, script") || unseen(node.parentElement)));
  const range = document.createRange();
  const lines = remembered((text) => {
    range.selectNodeContents(text);
    return [...range.getClientRects()];
  });
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), texts = [];
  while (walker.nextNode()) {
    if (walker.currentNode.data.trim() && visible(walker.currentNode.parentElement)) texts.push(walker.currentNode);
  }
"""

# Words that stand outside of the page, or that a box cuts off. Regions that scroll on purpose say so (role, name, focus).
LOST = """
  const width = document.documentElement.clientWidth;
  const scroller = document.scrollingElement;
  if (scroller.scrollWidth > scroller.clientWidth) found.push(`scrolls sideways: ${scroller.scrollWidth} > ${width}`);
  for (const region of document.querySelectorAll(".scrolls")) {
    const label = document.getElementById(region.getAttribute("aria-labelledby"));
    if (region.getAttribute("role") !== "region" || region.tabIndex !== 0 || !label) found.push("unlabelled region that scrolls");
  }
  const clips = (node) => style(node).display !== "inline" && !style(node).plain;
  const clipping = remembered((node) => !node || node === document.body ? []
    : [...(clips(node) ? [node] : []), ...clipping(node.parentElement)]);
  for (const node of texts) {
    const box = node.parentElement;
    if (box.closest(".scrolls, script") || unseen(box)) continue;
    const rects = lines(node).filter((one) => one.width > 1 && one.height > 1);
    const out = rects.find((one) => one.right > width + 1 || one.left < -1);
    const where = () => `${box.tagName.toLowerCase()}.${box.className} “${node.data.trim().slice(0, 24)}”`;
    if (out) found.push(`outside: ${where()} ${Math.round(out.left)}–${Math.round(out.right)} of ${width}`);
    for (const edge of clipping(box).map(rect)) {
      if (rects.some((one) => one.right > edge.right + 1 || one.bottom > edge.bottom + 2)) found.push(`cut off: ${where()}`);
    }
  }
"""

# Two texts on the same spot: the centre of each line of text must be that text.
COVERED = """
  const inks = [];
  for (const node of texts) {
    if (unseen(node.parentElement)) continue;
    const {size} = style(node.parentElement);
    for (const one of lines(node)) {
      if (one.width < 2 || one.height < 2) continue;
      const middle = (one.top + one.bottom) / 2;  // the ink: a square on the middle of the line
      inks.push({left: one.left, right: one.right, top: middle - size * .42, bottom: middle + size * .42, node});
    }
  }
  inks.sort((a, b) => a.top - b.top);
  inks.forEach((a, at) => {
    for (let next = at + 1; next < inks.length && inks[next].top < a.bottom; next += 1) {
      const b = inks[next];
      if (a.node === b.node) continue;
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - b.top;
      if (wide > 3 && high > 3) found.push(`“${a.node.data.trim().slice(0, 20)}” lies over “${b.node.data.trim().slice(0, 20)}”`);
    }
  });
"""


# Each thing against what holds it: a cell against its row and table, its words against the cell, a table or a block against
# the block around it; a number that is broken between two digits; a bar that has no length left.
CELLS = """
  const name = (node) => {
    const words = node.textContent.trim().replace(/\\s+/g, " ").slice(0, 24);
    return `${node.tagName.toLowerCase()}.${node.getAttribute("class") || ""} “${words}”`;
  };
  const shown = remembered((node) => visible(node) && !node.closest(".vh, .skip, svg, script") && !clipped(node));
  const leaves = (node, box, holder) => {
    const room = rect(holder), by = Math.round(Math.max(box.right - room.right, room.left - box.left));
    if (by > 1) found.push(`${name(node)} leaves ${name(holder)} by ${by}`);
  };
  for (const cell of document.querySelectorAll("th, td, caption")) {
    if (!shown(cell)) continue;
    leaves(cell, rect(cell), cell.closest("table"));
    if (cell.parentElement.matches("tr")) leaves(cell, rect(cell), cell.parentElement);
    const bar = cell.matches(".bar-cell") && cell.querySelector("svg");
    if (bar && rect(bar).width < 60) found.push(`no room for the bar of ${name(cell.parentElement)}`);
  }
  for (const row of document.querySelectorAll("tr")) {
    const cells = [...row.cells].filter(shown);
    cells.forEach((left, at) => cells.slice(at + 1).forEach((right) => {
      const a = rect(left), b = rect(right);
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 1 && high > 1) found.push(`${name(left)} lies over ${name(right)}`);
    }));
  }
  const blocks = "table, figure, p, div, ul, ol, li, dl, dt, dd, section, nav, main, summary, button";
  for (const block of document.querySelectorAll(blocks)) {
    if (!shown(block) || block.closest(".scrolls") || style(block).position === "absolute") continue;
    leaves(block, rect(block), block.parentElement);
  }
  for (const text of texts) {
    const box = text.parentElement;
    if (!shown(box)) continue;
    for (let cell = box.closest("th, td, caption"); cell; cell = cell.parentElement.closest("th, td, caption")) {
      if (shown(cell)) for (const line of lines(text)) if (line.width > 1) leaves(box, line, cell);
    }
    if (!box.closest(".num")) continue;
    for (const digits of text.data.matchAll(/[0-9][0-9,.]*/g)) {
      range.setStart(text, digits.index);
      range.setEnd(text, digits.index + digits[0].length);
      if (range.getClientRects().length > 1) found.push(`${digits[0]} is broken in ${name(box)}`);
    }
  }
"""
# All that is against a page in each window: how it is called, its width, the size of text and of 大字 where they are set.
WRONG = f"""(windows) => windows.flatMap(([how, wide, text, enlarged]) => {{
  frameElement.style.width = `${{wide}}px`;
  document.documentElement.style.fontSize = text;
  if (enlarged) document.documentElement.setAttribute("data-size", enlarged);
  const found = [];
  {KNOWN} {{ {LOST} }} {{ {COVERED} }} {{ {CELLS} }}
  return found.map((words) => `${{how}}: ${{words}}`);
}})"""


@dataclass(frozen=True)
class Windows:
    """The widths that a page is looked at in: as it is, with the text at 200 %, and in each size of 大字."""

    plain: tuple[int, ...]
    doubled: tuple[int, ...]
    enlarged: Mapping[str, tuple[int, ...]]


# All widths in one family, half of them on the real pages and half on those of the example, which are the longest; in the
# other family, whose letters are of other widths, those at which most is at stake.
MAIN, OTHER = FONTS
ALL_WINDOWS = Windows((320, 360, 480, 640, 768, 900, 1100, 1200), (1200,), {"l": (320, 1200), "xl": (320, 360, 1200)})
REAL_WINDOWS = replace(ALL_WINDOWS, plain=(320, 360, 640, 900, 1100), enlarged={"xl": (320, 1200)})
FEW_WINDOWS = Windows((320, 768), (), {"xl": (320,)})
EXAMPLE_WINDOWS = {MAIN: replace(ALL_WINDOWS, plain=(320, 480, 768, 1200)), OTHER: FEW_WINDOWS}


@pytest.fixture(scope="package")
def framed(set_in: Callable[[str], Page]) -> Callable[[str, str], Frame]:
    """`framed(family, address)`: a frame for the pages of the site at this address, set in this family of fonts."""
    frames: dict[tuple[str, str], Frame] = {}

    def open_frame(family: str, address: str) -> Frame:
        if (family, address) not in frames:
            # no style asks how high the window is
            frames[family, address] = frame_in(set_in(family).context.new_page(), address, 320, 240)
        return frames[family, address]

    return open_frame


def misfits(frame: Frame, address: str, windows: Windows = ALL_WINDOWS) -> list[str]:
    """All that does not fit on a page in these *windows*.

    640 px is a window of 1280 px at 200 % zoom; text alone at 200 % is twice the font size of the root.
    """
    frame.goto(address)
    return frame.evaluate(  # type: ignore[no-any-return]
        WRONG,
        [
            *([f"{width}px", width, "", ""] for width in windows.plain),
            *([f"{width}px, text 200 %", width, "225%", ""] for width in windows.doubled),
            *(
                [f"{width}px, 大字 {size}", width, "", size]
                for size, all_ in windows.enlarged.items()
                for width in all_
            ),
        ],
    )


@pytest.mark.parametrize("path", ALL, indirect=True)
def test_nothing_leaves_its_place(path: str, framed: Callable[[str, str], Frame], at_root: str) -> None:
    """In no width or size a page scrolls sideways, a cell leaves its row, a word its cell, or a number breaks.

    Pages of these types are set in the other family where they are longer, in the example (below).
    """
    wrong = misfits(framed(MAIN, at_root), f"{at_root}/{path}", REAL_WINDOWS)
    assert not wrong, f"{path}\n" + "\n".join(wrong[:40])


@pytest.mark.parametrize("path", ["root", "404", *some("home")], indirect=True)
def test_nothing_leaves_its_place_in_the_other_family(
    path: str, framed: Callable[[str, str], Frame], at_root: str
) -> None:
    """Nor do the first pages and the one that is not below an organisation in letters of other widths."""
    wrong = misfits(framed(OTHER, at_root), f"{at_root}/{path}", FEW_WINDOWS)
    assert not wrong, f"{path}\n" + "\n".join(wrong[:40])


@pytest.mark.parametrize("family", FONTS)
@pytest.mark.parametrize("name", EXAMPLE_TYPES)
def test_nothing_leaves_its_place_in_the_example(
    name: str, family: str, framed: Callable[[str, str], Frame], example_site: Path, example_at: str
) -> None:
    """The same for the largest page of every type of the example: its amounts and tables are larger than the real ones."""
    path = Site(example_site, EXAMPLE_TYPES).largest(name)
    assert path
    wrong = misfits(framed(family, example_at), f"{example_at}/{path}", EXAMPLE_WINDOWS[family])
    assert not wrong, f"{path}\n" + "\n".join(wrong[:40])


# Names of choices of at most five characters and a sign that need two lines, and how much of its line the bars of an index have.
CHOICES = """() => ({
  broken: [...document.querySelectorAll(".facet-name")]
    .filter((one) => one.textContent.length <= 6 && one.offsetHeight > 1.8 * parseFloat(getComputedStyle(one).lineHeight))
    .map((one) => one.textContent),
  names: document.querySelectorAll(".facet-name").length,
  bars: [...document.querySelectorAll(".index-list a")].map((one) =>
    one.querySelector(".index-bar").getBoundingClientRect().width / one.getBoundingClientRect().width),
})"""


@pytest.mark.parametrize("family", FONTS)
def test_choices_and_bars_of_the_register_fit_a_phone(family: str, set_in: Callable[[str], Page], at_root: str) -> None:
    """At 360 px short names of choices keep to one line, and the bars of the index are long enough to be compared."""
    page = set_in(family)
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{at_root}/gaoxin/facts/2023/index.html")
    seen = page.evaluate(CHOICES)
    assert seen["names"] > 3
    assert seen["broken"] == []
    assert min(seen["bars"]) > 0.4


@pytest.mark.parametrize("width", [992, 1200])
def test_a_long_name_breaks_and_not_the_ways_in(width: int, tab: Callable[..., Page], example_site: Path) -> None:
    """Beside the name of a body however long, the menu has two lines of whole words at most, and nothing leaves the page."""
    page = tab("long-name", width=width)
    page.goto((example_site / "shili/finances/2025/index.html").as_uri())
    page.evaluate(f"document.querySelector('.brand-name').textContent = '{'样江土家族苗族自治县慈善总会暨' * 2}联合会'")
    items = [one.bounding_box() for one in page.locator(".menu a").all()]
    assert len(items) >= 6
    assert len({round(box["y"]) for box in items if box}) <= 2
    assert len({round(box["height"]) for box in items if box}) == 1
    assert page.evaluate("document.querySelector('.bar').offsetHeight") <= 160
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [320, 360, 414])
def test_the_unit_of_a_result_stays_in_one_piece(width: int, tab: Callable[..., Page], real_site: Path) -> None:
    """On a card of the home page 人次 stands on one line, below the number where it has no room beside it."""
    page = tab("units", width=width)
    page.goto((real_site / "suzhou/index.html").as_uri())
    units = page.locator(".card-result .n-unit")
    assert "人次" in units.all_text_contents()
    heights = units.evaluate_all(
        "all => all.map(unit => unit.offsetHeight / parseFloat(getComputedStyle(unit).fontSize))"
    )
    assert max(heights) < 2


@pytest.mark.parametrize("family", FONTS)
def test_pages_are_set_in_the_font_that_is_asked_for(family: str, set_in: Callable[[str], Page], at_root: str) -> None:
    """What Chromium draws is drawn in this family, so that the tests above measure it and not a font of the machine."""
    page = set_in(family)
    page.goto(f"{at_root}/gaoxin/index.html")
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    for selector in ("h1", ".finding", "figure th", "figure .num"):
        node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
        drawn = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"] if node else []
        assert {font["familyName"] for font in drawn} <= {family}, selector
        assert drawn or selector == ".finding"
    session.detach()


# --- many parts with long names -------------------------------------------------------------------

FIGURES = "编号,主题,事项,指标,数值,约数,单位,原文写法,性质,口径,款物,属于,状态,来源,出处"
LONG = "困难家庭大病救助与长期护理补贴暨“爱心伴我行”乡村儿童营养改善综合帮扶项目（第{}期）"


def _crowded(folder: Path, parts: int, name: str, amount: int) -> Path:
    """A site whose expense falls into *parts* equal parts; its folder."""
    data, content = folder / "data", folder / "content"
    (data / "demo/figures").mkdir(parents=True)
    (content / "pages").mkdir(parents=True)
    (content / "pages/data.md").write_text("Title: 关于数据\nSlug: data\n\n说明。\n", "utf-8")
    (data / "site.yaml").write_text("name: 样例公示\norganisations: [demo]\nprepared_on: 2026-11-22\n", "utf-8")
    (data / "demo/organisation.yaml").write_text("id: demo\nname: 示例慈善会\n", "utf-8")
    (data / "demo/sources.csv").write_text(
        "编号,名称,发布者,发布日期,等级\nA2025,2025年度工作报告,示例慈善会,2026-03-20,报\n", "utf-8"
    )
    (data / "demo/headlines.csv").write_text("年度,角色,编号\n2025,支出合计,A002\n2025,支出分组,AB01\n", "utf-8")
    (data / "demo/breakdowns.csv").write_text("编号,名称,总额,互斥,完整\nAB01,支出按项目,A002,是,是\n", "utf-8")
    total = amount * parts
    rows = [FIGURES, f"A002,支出,全年,支出,{total},,元,{total}元,实际,本级,现金,,已核,A2025,一"]
    rows += [
        f"B{at:03},支出,{name.format(at)},支出,{amount},,元,{amount}元,实际,本级,现金,AB01,已核,A2025,一"
        for at in range(1, parts + 1)
    ]
    (data / "demo/figures/2025.csv").write_text("\n".join(rows) + "\n", "utf-8")
    output = folder / "site"
    answer = run("build", "--data", data, "--content", content, "--output", output)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return output


@pytest.mark.parametrize(
    ("parts", "name", "amount"), [(12, "第{}个项目", 1000), (12, LONG, 1000), (30, LONG, 1234567891)]
)
def test_many_parts_with_long_names_fit(
    parts: int,
    name: str,
    amount: int,
    tmp_path: Path,
    set_in: Callable[[str], Page],
    framed: Callable[[str, str], Frame],
) -> None:
    """S18: the parts that one row gathers are all named on the page, and their names make nothing wider; bars stay."""
    folder = _crowded(tmp_path, parts, name, amount)
    page = set_in(MAIN)
    wrong = []
    with serving(folder) as address:
        for path in ("demo/index.html", "demo/finances/2025/index.html", "demo/finances/2025/expense/index.html"):
            wrong += [f"{path}: {words}" for words in misfits(framed(MAIN, address), f"{address}/{path}")]
        page.goto(f"{address}/{path}")
        chart = page.locator("figure.fig-stack")
        for width in (360, 1100):
            page.set_viewport_size({"width": width, "height": 900})
            words = chart.locator("table").inner_text()
            assert [at for at in range(1, parts + 1) if name.format(at) not in words] == []
            bars = [box["width"] for bar in chart.locator("svg.divided").all() if (box := bar.bounding_box())]
            assert bars
            assert min(bars) > 100
    assert not wrong, "\n".join(wrong[:40])
