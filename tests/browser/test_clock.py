"""What depends on the day: the script counts as Python does, on every day, and leaves the page alone where it knows less."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser

from disclosure.dates import han_date
from disclosure.duties.obligations import Obligation, State, judge
from disclosure.law.duties import catalogue
from disclosure.model import Clock, Count, Link, Tag, Tally, TrustPoint, TrustStrip
from disclosure.output.templates import environment
from disclosure.pages.duty_tables import TAGS

from .pages import ROOT

DUTY = next(one for one in catalogue().duties if one.id == "event-major-asset")
SINCE = "2026-05-02"  # thirty days later is 1 June
PREPARED = date(2026, 5, 20)
UNTIL = date(2026, 6, 3)  # the last day of a term that runs
DUES = (date(2026, 6, 1), date(2026, 6, 1), date(2026, 6, 4))
DAYS = tuple((day.isoformat(), DUES.count(day)) for day in sorted(set(DUES)))


def told(today: date) -> Obligation:
    """The state as Python tells it on a day."""
    term, found = judge(DUTY, SINCE, "", today)
    return Obligation(DUTY, term, "甲", "", found.state, due=found.due, days=found.days)


def page_of() -> str:
    """The components as they stand on a page that was built on PREPARED."""
    made = environment(ROOT / "theme")
    made.globals.update(href=lambda path, _root=False: path, resolve=lambda piece: piece, fitted=lambda text: text)
    one = told(PREPARED)
    assert one.due
    clocks = (
        Clock("due", one.due.isoformat(), one.text, TAGS[one.state]),
        Clock("since", SINCE, "18天"),
        Clock("today", PREPARED.isoformat(), PREPARED.isoformat()),
        Clock("until", UNTIL.isoformat(), "在有效期内", "ok"),
        Clock("overdue", PREPARED.isoformat(), "0件", days=DAYS),
        Clock("several", PREPARED.isoformat(), "", days=DAYS),
        Clock("waiting", PREPARED.isoformat(), "3件", days=DAYS),
    )
    days = DAYS
    counts = (
        Count(Tag("overdue", "逾期未公开"), 0, "overdue", days),
        Count(Tag("late", "将到期"), 3, "due", days),
        Count(Tag("ok", "按时公开"), 7),
    )
    text = made.from_string(
        '{%- from "components/number.html" import clock -%}{%- from "components/tally.html" import tally -%}'
        '{%- from "components/trust.html" import trust -%}'
        "{% for one in clocks %}<p>{{ clock(one) }}</p>{% endfor %}{{ tally(block, 2) }}{{ trust(strip, 2) }}"
        '<footer id="mulu"><time datetime="{{ prepared }}"></time></footer>'
    )
    block = Tally("", counts, PREPARED.isoformat())
    shares = (("ok", 7), ("overdue", 0), ("waiting", 3), ("checking", 0), ("none", 2))
    strip = TrustStrip("", (TrustPoint("", "", (), Link("", ""), shares=shares, days=DAYS),))
    return text.render(clocks=clocks, block=block, strip=strip, prepared=PREPARED.isoformat())


def bar(*counts: int) -> list[list[str]]:
    """Where each part of the bar of states begins, and how wide it is."""
    return [
        [f"{100 * sum(counts[:at]) / sum(counts):.2f}%", f"{100 * count / sum(counts):.2f}%"]
        for at, count in enumerate(counts)
    ]


SEEN = """() => [
  [...document.querySelectorAll("p > [data-module=clock]")].map((one) => [one.className, one.textContent]),
  [...document.querySelectorAll(".tally b")].map((one) => Number(one.textContent)),
  document.querySelector(".tally time").textContent,
  [...document.querySelectorAll(".shares rect")].map((one) => [one.getAttribute("x"), one.getAttribute("width")]),
]"""
SIGNS = {"overdue": "▲", "late": "◆"}


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York", "Pacific/Kiritimati"])
def test_the_script_and_python_agree_on_every_day(browser: Browser, zone: str) -> None:
    """From the day the site was built to long after, wherever the reader is: the same words, sign and counts."""
    context = browser.new_context(timezone_id=zone)
    page = context.new_page()
    page.clock.install()
    for offset in (*range(26), 40, 227, 400):
        today = PREPARED + timedelta(offset)
        for hour in ("00:00:30", "23:59:30"):
            page.clock.set_fixed_time(f"{today.isoformat()}T{hour}+08:00")
            page.set_content(page_of())
            page.add_script_tag(path=ROOT / "theme/js/40-clock.js")
            due, since, now, term, late, several, waiting = page.evaluate(SEEN)[0]
            one = told(today)
            kind = TAGS[one.state]
            assert due == [f"tag tag-{kind}", SIGNS[kind] + one.text]
            assert since[1] == f"{(today - date.fromisoformat(SINCE)).days}天"
            assert now[1] == han_date(today.isoformat())
            over = today > UNTIL
            assert term == (["tag tag-overdue", "▲已过期"] if over else ["tag tag-ok", "●在有效期内"])
            overdue = sum(today > day for day in DUES)
            assert several[1] == ("最久的" if overdue > 1 else "")
            assert [late[1], waiting[1]] == [f"{overdue}件", f"{len(DUES) - overdue}件"]
            assert page.evaluate(SEEN)[1:] == [
                [overdue, len(DUES) - overdue, 7],
                f"{today.year}年{today.month}月{today.day}日",
                bar(7, overdue, len(DUES) - overdue, 2),
            ]
    assert one.state is State.OVERDUE
    context.close()


def test_a_clock_behind_the_data_changes_nothing(browser: Browser) -> None:
    """A device that stands in the past leaves what was right on the day the site was built."""
    context = browser.new_context()
    page = context.new_page()
    page.clock.install()
    page.clock.set_fixed_time("2026-05-19T12:00:00+08:00")
    page.set_content(page_of())
    before = page.evaluate(SEEN)
    page.add_script_tag(path=ROOT / "theme/js/40-clock.js")
    assert page.evaluate(SEEN) == before
    assert before[0][0] == ["tag tag-late", "◆还有12天"]
    assert before[3] == bar(7, 0, 3, 2)
    context.close()
