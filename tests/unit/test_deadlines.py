"""The grammar of deadlines: what may be written, the last day that follows, and what holds for every day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.dates import day_of, in_china, last_day, of_year, reaches_december, stretch_of_year
from disclosure.law.deadlines import Deadline, DeadlineRule, Interval, TimeSpan, intervals, parse, shifted

DAYS = st.dates(date(2016, 9, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("text", "anchor", "due"),
    [
        ("event+P30D", "2026-01-01", "2026-01-31"),
        ("event+P30D", "2024-02-01", "2024-03-02"),  # a leap year
        ("event+P30D", "2025-02-01", "2025-03-03"),
        ("event+P0D", "2026-05-25", "2026-05-25"),
        ("end+P3M", "2025-11-30", "2026-02-28"),  # no such day: the last of the month
        ("end+P3M", "2023-11-30", "2024-02-29"),
        ("end+P3M", "2025-12-31", "2026-03-31"),
        ("end+P3M", "2026-02-28", "2026-05-28"),  # the day, not the end of the month
        ("end+P1Y", "2024-02-29", "2025-02-28"),
        ("start-P10D", "2026-01-05", "2025-12-26"),
        ("start+P10D", "2026-02-20", "2026-03-02"),
        ("start-P1M", "2026-03-31", "2026-02-28"),
        ("event+P2W", "2026-01-01", "2026-01-15"),
        ("event+P2Y", "2024-02-29", "2026-02-28"),
        ("annual:05-31", "2025-12-31", "2026-05-31"),
        ("annual:02-29", "2023-12-31", "2024-02-29"),
        ("annual:02-29", "2024-12-31", "2025-02-28"),
        ("before", "2026-03-01", "2026-03-01"),
        ("emergency:P5D", "2026-02-26", "2026-03-03"),
        ("while_running:P3M?dur>P6M", "2025-11-30", "2026-02-28"),
    ],
)
def test_the_last_day(text: str, anchor: str, due: str) -> None:
    """Days, months with their ends, leap days and the turn of the year."""
    assert parse(text).due(date.fromisoformat(anchor)) == date.fromisoformat(due)


@pytest.mark.parametrize("text", ["prompt", "standing", "annual"])
def test_where_the_law_gives_no_number_no_day_follows(text: str) -> None:
    """及时, 一直, 每年: nothing is counted."""
    assert parse(text).due(date(2026, 1, 1)) is None
    assert not parse(text).counts


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("event+P30D", "发生后30日内"),
        ("event+P0D", "同时"),
        ("end+P3M", "结束后3个月内"),
        ("start-P10D", "开始的10日以前"),
        ("annual:05-31", "次年5月31日以前"),
        ("annual", "每年，没有写哪一天"),
        ("before", "事前，当天算在内"),
        ("prompt", "及时，没有写天数"),
        ("standing", "一直看得到"),
        ("while_running:P3M", "至少每3个月一次"),
        ("while_running:P3M?dur>P6M", "周期超过6个月的，至少每3个月一次"),
        ("emergency:P5D", "应急处置与救援阶段至少每5日一次"),
    ],
)
def test_a_deadline_in_words(text: str, words: str) -> None:
    """As a reader says it; days are counted wherever a number or a day is named."""
    deadline = parse(text)
    assert deadline.words == words
    assert deadline.counts is (text not in {"annual", "prompt", "standing"})


def test_a_gap_without_a_least_duration_binds_at_once() -> None:
    """However short what runs: only where the text says how long it has to run is it asked."""
    day = date(2026, 6, 30)
    assert parse("while_running:P3M").binds(day, day, day) is True


@pytest.mark.parametrize(
    "text",
    ["", "event", "event+30D", "event+P30", "event+P-3D", "middle+P3M", "annual:13-01", "annual:02-30", "annual:5-31",
     "emergency:P0D", "while_running:P3M?dur>", "while_running:P3M?dur>P0D", "EVENT+P30D", "event+P30D ", "event+P99999D"],
)  # fmt: skip
def test_what_is_no_deadline_is_refused(text: str) -> None:
    """A slip in the data is no deadline of some other kind."""
    with pytest.raises(ValueError):  # noqa: PT011  (the text itself is the message)
        parse(text)


@pytest.mark.parametrize(
    ("start", "end", "binds"),
    [
        ("2026-01-15", "2026-07-15", False),  # exactly six months are not longer than six months
        ("2026-01-15", "2026-07-16", True),
        ("2025-08-31", "2026-02-28", False),
        ("2025-08-31", "2026-03-01", True),
        ("2026-01-15", None, False),  # on the day of the test it has run for less
        ("2025-12-29", None, True),
    ],
)
def test_a_duration_exactly_at_the_limit_is_not_longer(start: str, end: str | None, binds: bool) -> None:  # noqa: FBT001
    """Six months bind from the day after; without an end the day of asking stands for it."""
    rule = parse("while_running:P3M?dur>P6M")
    assert rule.binds(date.fromisoformat(start), day_of(end), date(2026, 6, 30)) is binds


def spans(text: str, start: str, end: str | None, *published: str) -> list[tuple[str, str | None]]:
    """(last day, publication) of every stretch."""
    found = intervals(
        parse(text), date.fromisoformat(start), day_of(end), [date.fromisoformat(one) for one in published]
    )
    return [(one.due.isoformat(), one.published.isoformat() if one.published else None) for one in found]


QUARTERLY = "while_running:P3M?dur>P6M"


def test_every_publication_starts_the_count_anew() -> None:
    """From the start, then from each publication; early ones move the next day forward, late ones back."""
    assert spans(QUARTERLY, "2026-01-01", None) == [("2026-04-01", None)]
    assert spans(QUARTERLY, "2026-01-01", None, "2026-03-20", "2026-07-05") == [
        ("2026-04-01", "2026-03-20"), ("2026-06-20", "2026-07-05"), ("2026-10-05", None),
    ]  # fmt: skip


def test_after_the_end_nothing_periodic_is_owed() -> None:
    """What falls due after the end is left to the final account; what fell due before it stays owed."""
    assert spans(QUARTERLY, "2026-01-01", "2026-08-31", "2026-04-01") == [
        ("2026-04-01", "2026-04-01"), ("2026-07-01", None),
    ]  # fmt: skip
    assert spans(QUARTERLY, "2026-01-01", "2026-08-31", "2026-04-01", "2026-07-01", "2026-11-02") == [
        ("2026-04-01", "2026-04-01"), ("2026-07-01", "2026-07-01"),
    ]  # fmt: skip


def test_what_falls_due_on_the_last_day_is_owed() -> None:
    """On the day of the end the thing still runs; a day before it falls due nothing is owed any more."""
    assert spans(QUARTERLY, "2026-01-01", "2026-04-01") == [("2026-04-01", None)]
    assert spans(QUARTERLY, "2026-01-01", "2026-04-01", "2026-03-31") == [("2026-04-01", "2026-03-31")]
    assert spans(QUARTERLY, "2026-01-01", "2026-03-31", "2026-03-01") == []


def test_a_publication_before_the_second_day_moves_nothing() -> None:
    """What was published on the first day, or before, begins no stretch of its own."""
    assert spans(QUARTERLY, "2026-01-01", None, "2025-12-31", "2026-01-01") == [("2026-04-01", None)]


def test_a_project_across_the_change_of_the_law_keeps_its_rhythm() -> None:
    """The stretch over 2025/2026 is one stretch: the law on it is the same before and after."""
    assert spans(QUARTERLY, "2025-06-10", None, "2025-09-10", "2025-12-10") == [
        ("2025-09-10", "2025-09-10"), ("2025-12-10", "2025-12-10"), ("2026-03-10", None),
    ]  # fmt: skip


def test_five_days_in_an_emergency() -> None:
    """The fifth day is in time, the sixth is late."""
    assert spans("emergency:P5D", "2026-02-24", "2026-03-10", "2026-03-01", "2026-03-07") == [
        ("2026-03-01", "2026-03-01"), ("2026-03-06", "2026-03-07"),
    ]  # fmt: skip


@given(DAYS, st.integers(0, 400))
def test_days_forward_and_back_cancel(day: date, count: int) -> None:
    """So many days later and as many earlier is the same day."""
    assert shifted(shifted(day, TimeSpan(days=count)), TimeSpan(days=count), back=True) == day


@given(DAYS, st.integers(0, 60))
def test_months_keep_the_day_or_end_with_the_month(day: date, months: int) -> None:
    """The same day of the month, or the last one of a shorter month; never in another month."""
    moved = shifted(day, TimeSpan(months=months))
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or (moved.day < day.day and (moved + timedelta(1)).day == 1)


@given(DAYS, DAYS, st.integers(0, 24))
def test_a_later_day_is_never_due_earlier(first: date, second: date, months: int) -> None:
    """Deadlines keep the order of what set them off."""
    early, late = sorted((first, second))
    assert shifted(early, TimeSpan(months=months)) <= shifted(late, TimeSpan(months=months))


@given(DAYS, st.lists(st.integers(0, 900), max_size=12), st.integers(1, 900))
def test_stretches_follow_on_each_other(start: date, offsets: list[int], length: int) -> None:
    """Each begins where the one before was published, only the last is open, and none falls due after the end."""
    end = start + timedelta(length)
    found = list(intervals(parse(QUARTERLY), start, end, [start + timedelta(one) for one in offsets]))
    since = start
    for place, one in enumerate(found):
        assert isinstance(one, Interval)
        assert one.since == since
        assert one.due <= end
        assert (one.published is None) <= (place == len(found) - 1)
        since = one.published or since


@given(st.sampled_from(("event", "start", "end")), st.sampled_from("+-"), st.integers(0, 999), st.sampled_from("DWMY"))
def test_every_well_formed_shift_is_read(anchor: str, sign: str, number: int, unit: str) -> None:
    """The expression says what is done with the anchor."""
    deadline = parse(f"{anchor}{sign}P{number}{unit}")
    assert isinstance(deadline, Deadline)
    assert (deadline.rule, deadline.anchor, deadline.back) == (DeadlineRule.SHIFT, anchor, sign == "-")
    assert deadline.words


def test_the_day_is_the_day_in_china() -> None:
    """Sixteen o'clock in Greenwich is midnight in China."""
    assert in_china(datetime(2026, 5, 31, 15, 59, tzinfo=UTC)) == date(2026, 5, 31)
    assert in_china(datetime(2026, 5, 31, 16, 0, tzinfo=UTC)) == date(2026, 6, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [("2026-05-02", "2026-05-02"), ("2026-02", "2026-02-28"), ("2024-02", "2024-02-29"), ("2026-12", "2026-12-31"), ("2026", ""), (None, "")],
)  # fmt: skip
def test_a_month_ends_with_its_last_day(text: str | None, day: str) -> None:
    """What is only told to the month is sure to be over at its end."""
    assert last_day(text) == (date.fromisoformat(day) if day else None)


@pytest.mark.parametrize("text", [None, "2026-W01-1", "", "2026", "2026-05", "2026-02-30", "20260531"])
def test_only_a_whole_day_is_a_day(text: str | None) -> None:
    """A month, a wrong day or another spelling is none."""
    assert day_of(text) is None


def test_a_year_is_told_once() -> None:
    """Where the words name it themselves it is not put before them."""
    assert of_year(2025, "全年·支出") == "2025年全年·支出"
    assert of_year(2025, "2025年募捐目标") == "2025年募捐目标"


@pytest.mark.parametrize(
    ("name", "stretch"),
    [
        ("1—6月接收款物", "1—6月"),
        ("2025年1-9月份收入", "1-9月份"),
        ("一至六月支出", "一至六月"),
        ("1月1日至6月30日收入", "1月1日至6月30日"),
        ("上半年接收款物", "上半年"),
        ("前三季度支出", "前三季度"),
        ("截至8月15日", "截至8月15日"),
        ("截至2026年10月底", "截至2026年10月底"),
        ("年初至今", "年初至今"),
        *(
            (whole, "")
            for whole in (
                "全年收入",
                "1—12月收入",
                "1月1日至12月31日",
                "四个季度合计",
                "截至12月31日",
                "一至四季度收入",
                "上、下半年支出",
            )
        ),
        *(
            (other, "")
            for other in (
                "总收入",
                "99公益日",
                "2024—2025学年助学",
                "6—8岁儿童",
                "6—12月龄婴幼儿",
                "慈善月",
                "2025年度",
                "2025年1月至2025年12月",
            )
        ),
        ("2024年7月至2025年6月总收入", "2024年7月至2025年6月"),
        ("2024—2025年总收入", "2024—2025年"),
        ("自2023年初至2025年末总收入", "2023年初至2025年末"),
    ],
)
def test_a_part_of_a_year_is_known_by_its_name(name: str, stretch: str) -> None:
    """The whole of a year in other words is none, nor are ages, school years and names of days; more than one year is no year."""
    assert stretch_of_year(name) == stretch


def test_a_first_year_may_begin_late() -> None:
    """3—12月 is all that a body founded in March has; 3—6月 is not."""
    assert [word for word in ("3—12月", "下半年", "第四季度", "3—6月", "上半年") if reaches_december(word)] == [
        "3—12月",
        "下半年",
        "第四季度",
    ]
