"""Facets: no dead end, nothing that holds all, few rows none, and every row in the choice that its cell names."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from disclosure.blocks import SIZES, Way, choices, facets, places_of, size_of, text_slug
from disclosure.model import Link

LETTER: Way[str] = Way("letter", "按字母看", lambda word: (word[0], word[0].upper()) if word[0].isalpha() else None)
LENGTH: Way[str] = Way("length", "按长短看", lambda word: (str(len(word)), f"{len(word)}个字"), ("1", "2", "3"))
WORDS = st.lists(st.text("abc1", min_size=1, max_size=3), max_size=60)


@given(WORDS)
def test_choices_hold_just_their_rows_and_are_never_empty_or_all(words: list[str]) -> None:
    chosen = choices("list/", words, (LETTER, LENGTH), least=4)
    assert chosen == [] or len(words) > 4
    for choice in chosen:
        slug = choice.path.split("/")[2]
        assert list(choice.rows) == [word for word in words if (choice.way.value(word) or ("",))[0] == slug]
        assert 0 < len(choice.rows) < len(words)
    assert len({choice.path for choice in chosen}) == len(chosen)
    lengths = [choice.path for choice in chosen if choice.way is LENGTH]
    assert lengths == sorted(lengths)
    counts = [len(choice.rows) for choice in chosen if choice.way is LETTER]
    assert all(first >= then for first, then in pairwise(counts))


def test_every_choice_is_linked_once_and_the_page_of_one_shows_its_own_way_only() -> None:
    words = ["a", "a", "b", "bb", "ccc", "1"]
    chosen = choices("list/", words, (LETTER, LENGTH), least=4)
    bars = facets(Link("全部", "list/"), len(words), "个", chosen)
    assert [bar.title for bar in bars] == ["按字母看", "按长短看"]
    links = [(one.link.path, one.count, one.current) for bar in bars for one in bar.facets]
    assert links[0] == ("list/", 6, True)
    assert [path for path, _, _ in links[1:]] == [choice.path for choice in chosen]
    (bar,) = facets(Link("全部", "list/"), len(words), "个", chosen, "list/length/2/")
    assert [(one.link.text, one.current) for one in bar.facets] == [
        ("全部", False), ("1个字", False), ("2个字", True), ("3个字", False),
    ]  # fmt: skip


def test_only_the_most_frequent_have_pages() -> None:
    """However many words the data has, a way has no more than thirty pages."""
    many: Way[int] = Way("rest", "按余数看", lambda number: (str(number % 50), f"余{number % 50}"))
    assert len(choices("list/", range(1000), (many,))) == 30


@given(st.decimals(0, 10**9, places=2))
def test_sizes_are_told_apart_without_a_gap(value: Decimal) -> None:
    slug, _ = size_of(value) or ("", "")
    at = [part[0] for part in SIZES].index(slug)
    assert value >= SIZES[at][2]
    assert at == 0 or value < SIZES[at - 1][2]


def test_places_are_read_from_large_to_small_and_several_are_none() -> None:
    assert places_of("东样区/河样镇／河样村") == ("东样区", "河样镇", "河样村")
    assert places_of("东样区") == ("东样区",)
    assert [places_of(text) for text in (None, "", "东样区；西样区", "北京、河北", "北京等")] == [()] * 5
    assert text_slug("东样区") == text_slug("东样区") != text_slug("西样区")
    assert size_of(Decimal("-0.01")) is None
