"""长辈版 in a browser: sizes of type and of what is tapped, and reading aloud by a voice of the device and by no other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

PAGES = ("easy/", "easy/gifts/", "easy/money/", "easy/call/")
# A device that has these voices, and notes what it is given to read.
VOICES = """
window.read = [];
window.voices = [{lang: "en-US", localService: true}, {lang: "zh-CN", localService: false}];
Object.defineProperty(window, "speechSynthesis", {value: {
  getVoices: () => window.voices, cancel: () => {}, addEventListener: (_, call) => { window.changed = call; },
  speak: (utterance) => { window.read.push(utterance.text); Promise.resolve().then(() => utterance.onend()); }, // timers of a hidden tab are slow
}});
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
"""
SMALL = """() => [...document.querySelectorAll("main a, main button")].filter(node => {
  const box = node.getBoundingClientRect();
  return box.width && !node.closest(".wrong, .lookup-how") && !(node.closest("p") && node.closest("p").matches(".plain p:not(.plain-more)")
    && !node.matches(".plain-source, .tag")) && box.height < 60;
}).map(node => node.outerHTML)"""


def test_sizes(example_site: Path, real_site: Path, tab: Callable[..., Page]) -> None:
    """22 px, 30 px in 特大; buttons and ways back are 60 px high; nothing sticks out; at most 4.5 screens, 6 in 特大."""
    page = tab("easy", width=360)
    for folder in (example_site / "shili", real_site / "suzhou"):
        for path in PAGES:
            page.goto((folder / path / "index.html").as_uri())
            for size, pixels in (("", 22), ("xl", 30)):
                page.evaluate("size => document.documentElement.setAttribute('data-size', size)", size)
                if not size:
                    page.evaluate("document.documentElement.removeAttribute('data-size')")
                told = page.evaluate(
                    "[getComputedStyle(document.querySelector('main p, main li')).fontSize, document.documentElement.scrollWidth]"
                )
                assert told == [f"{pixels}px", 360], path
                assert page.evaluate(SMALL) == []
                assert page.evaluate("document.querySelector('main').offsetHeight") <= (6 if size else 4.5) * 780, path


def test_a_voice_of_the_device_reads_numbers_as_people_say_them(example_site: Path, tab: Callable[..., Page]) -> None:
    """No button without a Chinese voice of the device; with one the page is read, amounts in words, telephones digit by digit."""
    page = tab("aloud", width=360, fresh=True)
    page.add_init_script(VOICES)
    page.goto((example_site / "shili/easy/index.html").as_uri())
    button = page.locator(".aloud button")
    assert not button.is_visible()
    page.evaluate("window.voices.push({lang: 'zh-CN', localService: true}); window.changed()")
    button.click()
    page.wait_for_function(
        "window.read.length > 6 && document.querySelector('.aloud button').textContent === '读给我听'"
    )
    read = page.evaluate("window.read")
    assert read[0] == "二零二五年的账"
    assert read[1] == "这一年收到：一千零九点三三万元"
    assert read[3] == "这一年帮到：五千四百九十二人"
    assert read[-1] == "打电话零幺九九，八零零零幺三五七"
    assert not any(digit in text for text in read for digit in "0123456789")
    assert "看出处" not in "".join(read)
    assert page.locator(".said-now").count() == 0


def test_long_words_on_a_button_wrap(example_site: Path, tab: Callable[..., Page]) -> None:
    """How many gifts there are and what they come to is longer than a telephone number, which stays in one line."""
    page = tab("easy", width=320)
    page.goto((example_site / "shili/easy/index.html").as_uri())
    page.evaluate("document.documentElement.removeAttribute('data-size')")
    page.evaluate(
        """() => {
          const button = document.querySelector(".plain-ways li").cloneNode(true);
          button.querySelector("a > span").insertAdjacentHTML("beforeend", "<span class=way-words>6,008笔，15,535,638.48元</span>");
          document.querySelector(".plain-ways ul").append(button);
        }"""
    )
    assert page.evaluate("document.documentElement.scrollWidth") == 320
