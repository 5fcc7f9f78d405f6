"""The caches of an incremental build: dependency tracking of disclosures, and pages and rows compared by identity."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import fields
from decimal import Decimal
from operator import methodcaller

import pytest
from msgspec.structs import replace

from disclosure.accounts.caching import reuse_equal, reuse_equal_rows
from disclosure.kinds import kind_of
from disclosure.kinds.headlines import HeadlineRecord
from disclosure.kinds.project import ProjectRecord
from disclosure.model import (
    Account,
    AllocationRule,
    Disclosure,
    Figure,
    IdentityCache,
    Link,
    Organisation,
    Page,
    Place,
    RowsFile,
    Trace,
    Watched,
)
from disclosure.pages import NoPageCache, PageCache, register
from disclosure.problems import Where
from disclosure.reading import AnyColumn, Record

BODY = Organisation.known("body", {"name": "青山慈善会"})


def row(kind_id: str, line: int = 2, **cells: object) -> Record:
    kind = kind_of(kind_id)
    assert kind
    return kind.record.of(cells, Where(f"data/body/{kind_id}.csv", None, line))


def disclosure(**records: list[Record]) -> Disclosure:
    return Disclosure(BODY, {}, {}, {}, [], records, {})


HALL = row("projects", id="p1", name="修礼堂")
ROAD = row("projects", 3, id="p2", name="修路")
ROLE = row("headlines", year=2023, role="收入合计", figure="A1")
BEFORE = disclosure(projects=[HALL, ROAD], headlines=[ROLE])


def asked_of(look: Callable[[Disclosure], object], before: Disclosure = BEFORE) -> set[tuple[object, ...]]:
    watched = Watched(before)
    with watched.recording() as log:
        look(watched)
    return log.dependencies


def is_known_again(look: Callable[[Disclosure], object], now: Disclosure) -> bool:
    return all(map(Watched(now).unchanged_since(BEFORE), asked_of(look)))


LOOKS: dict[str, Callable[[Disclosure], object]] = {
    "rows of a kind": lambda one: one.rows(ProjectRecord),
    "rows about one thing": lambda one: one.about(ProjectRecord, ProjectRecord.name, "修路"),
    "one record": lambda one: one.record("projects", "p2"),
    "a table by its name": lambda one: one.records["projects"],
    "a table that may be there": lambda one: one.records.get("projects"),
    "whether there is a table": lambda one: "projects" in one.records,
    "all tables": lambda one: list(one.records.values()),
    "copied tables": lambda one: dict(one.records),
    "spread tables": lambda one: {**one.records},
    "what is kept": lambda one: one.kept.setdefault(("here", "this"), 1),
    "what was worked out": lambda one: one.worked_out("here", "that", lambda: len(one.rows(ProjectRecord))),
}


@pytest.mark.parametrize("name", LOOKS)
def test_nothing_is_known_again_where_a_row_that_was_asked_for_has_changed(name: str) -> None:
    changed = disclosure(projects=[HALL, row("projects", 3, id="p2", name="修桥")], headlines=[ROLE])
    assert not is_known_again(LOOKS[name], changed)
    assert not is_known_again(LOOKS[name], disclosure(projects=[HALL], headlines=[ROLE]))
    assert not is_known_again(LOOKS[name], disclosure(headlines=[ROLE]))


@pytest.mark.parametrize("name", [name for name in LOOKS if name.startswith(("rows", "one", "a table", "what was"))])
def test_what_was_not_asked_for_may_change(name: str) -> None:
    others = disclosure(projects=[HALL, ROAD], headlines=[row("headlines", year=2023, role="收入合计", figure="A2")])
    assert is_known_again(LOOKS[name], others)


def test_a_table_that_was_not_there_is_looked_for_again() -> None:
    def look(one: Disclosure) -> object:
        return one.rows(HeadlineRecord)

    asked = asked_of(look, disclosure(projects=[HALL]))
    unchanged = Watched(BEFORE).unchanged_since(disclosure(projects=[HALL]))
    assert not all(map(unchanged, asked))


def test_a_number_of_rows_is_no_more_than_that() -> None:
    """Who asks how many there are is told anew where it is another number, and not where one row says something else."""
    assert is_known_again(lambda one: one.count("projects"), disclosure(projects=[HALL, HALL]))
    assert not is_known_again(lambda one: one.count("projects"), disclosure(projects=[HALL]))


def test_who_takes_what_another_worked_out_has_asked_for_the_same() -> None:
    watched = Watched(BEFORE)
    with watched.recording() as first:
        watched.worked_out("here", "count", lambda: len(watched.rows(ProjectRecord)))
    with watched.recording() as second:
        watched.worked_out("here", "count", lambda: 0)
    assert first.dependencies == second.dependencies == {("records", "projects")}
    assert watched.worked


def test_every_field_is_watched() -> None:
    """What is asked of any field is noted, and what it gives is what the disclosure has."""
    for field in fields(Disclosure):
        if field.name == "kinds":  # the same in every process
            continue
        watched = Watched(dataclasses.replace(BEFORE, kept={}))
        with watched.recording() as log:
            value = getattr(watched, field.name)
            if field.name in {"records", "datasets", "figures"}:
                list(value)
        assert log.dependencies, field.name
        if field.name != "kept":
            assert getattr(watched, field.name) == getattr(BEFORE, field.name), field.name
        if field.name not in {"records", "datasets", "kept"} and not field.name.startswith("_"):
            other = Watched(BEFORE)
            setattr(other, field.name, {"A1": object()})
            assert not all(map(other.unchanged_since(BEFORE), log.dependencies)), field.name


def test_rows_about_one_thing_are_known_again_where_others_changed() -> None:
    """A page of a record asks for what is about it, and is not laid out again because another record was renamed."""
    changed = disclosure(projects=[HALL, row("projects", 3, id="p2", name="修桥")], headlines=[ROLE])
    assert is_known_again(lambda one: one.about(ProjectRecord, ProjectRecord.name, "修礼堂"), changed)
    assert not is_known_again(lambda one: one.about(ProjectRecord, ProjectRecord.name, "修路"), changed)
    assert not is_known_again(lambda one: one.about(ProjectRecord, ProjectRecord.name, "修桥"), changed)
    assert is_known_again(lambda one: one.record("projects", "p1"), changed)
    assert not is_known_again(lambda one: one.record("projects", "p2"), changed)
    assert is_known_again(lambda one: one.link("projects", "p0"), changed)


def test_the_money_of_a_project_is_known_again_where_that_of_others_changed() -> None:
    """Nearly every project asks what could be traced of its money, and is not laid out again because another was renamed."""
    names = {Place("project", "p1"): "修礼堂", Place("project", "p2"): "修路"}
    before = disclosure(projects=[HALL, ROAD])
    before.trace = Trace(AllocationRule.FIRST_IN, projects={"p2": Account(left=100)}, names=names)
    for now, p1, p2 in (
        (Trace(AllocationRule.FIRST_IN, projects={"p2": Account(left=100)}), True, True),
        (Trace(AllocationRule.FIRST_IN, projects={"p2": Account(left=200)}), True, False),
        (Trace(AllocationRule.FIRST_IN, projects={"p1": Account(), "p2": Account(left=100)}), False, True),
        (Trace(None, projects={"p2": Account(left=100)}), True, False),
    ):
        after = disclosure(projects=[HALL, ROAD])
        after.trace = now
        unchanged = Watched(after).unchanged_since(before)
        for project, expected in (("p1", p1), ("p2", p2)):
            assert all(map(unchanged, asked_of(methodcaller("account", project), before))) is expected
    assert asked_of(lambda one: one.trace, before) == {("field", "trace")}


def test_one_figure_is_known_again_where_others_changed() -> None:
    """Every page looks up the few figures that it names; whoever goes through all has asked for all."""

    def figures(**values: int) -> Disclosure:
        return Disclosure(BODY, {}, {name: known[name, value] for name, value in values.items()}, {}, [], {}, {})

    known = {
        (name, value): Figure(name, "body", 2023, "收入", "全年", "接收", Decimal(value), "元", f"{value}元")
        for name in ("A1", "A2")
        for value in (1, 2)
    }
    before, other, gone = figures(A1=1, A2=1), figures(A1=1, A2=2), figures(A2=1)
    for look, known_beside_other, known_where_gone in (
        (lambda one: one.figures["A1"], True, False),
        (lambda one: one.figures.get("A1"), True, False),
        (lambda one: "A1" in one.figures, True, False),
        (lambda one: one.figures.get("A3"), True, True),
        (lambda one: one.figures["A2"], False, True),
        (lambda one: list(one.figures), False, False),
        (lambda one: list(one.figures.values()), False, False),
        (lambda one: dict(one.figures.items()), False, False),
        (lambda one: one.figures.keys() & {"A1"}, False, False),
        (lambda one: len(one.figures), False, False),
        (lambda one: one.years, True, True),
    ):
        for now, expected in ((other, known_beside_other), (gone, known_where_gone)):
            assert all(map(Watched(now).unchanged_since(before), asked_of(look, before))) is expected


def test_of_a_table_that_is_the_same_no_part_is_looked_up() -> None:
    """Thousands of pages ask each for its own rows of tables in which nothing changed."""
    asked: list[str] = []

    class Counting(Watched):
        def about(self, record: type[Record], column: AnyColumn, value: str) -> Sequence[Record]:
            asked.append(value)
            return super().about(record, column, value)

    look = ("about", ProjectRecord, ProjectRecord.name.name, "修路")
    assert Counting(disclosure(projects=[HALL, ROAD])).unchanged_since(BEFORE)(look)
    assert not asked
    assert Counting(disclosure(projects=[ROAD])).unchanged_since(BEFORE)(look)
    assert asked == ["修路"]


class Names:
    """Says the name of each project, and how many there are; counts how often it has to look."""

    def __init__(self) -> None:
        self.looked: list[str] = []

    def of(self, one: Disclosure) -> list[str]:
        return one.cached("all", (self,), lambda: [self._said(one, row) for row in one.rows(ProjectRecord)])

    def _said(self, one: Disclosure, row: Record) -> str:
        return one.cached("each", (row,), lambda: self._looked(one, row))

    def _looked(self, one: Disclosure, row: Record) -> str:
        self.looked.append(row.record_id)
        known = one.record("projects", row.record_id)
        return f"{known.record_name if known else ''}{len(one.rows(HeadlineRecord))}"


def test_what_was_worked_out_of_the_very_things_is_known_again_as_long_as_nothing_else_changed() -> None:
    names, bridge = Names(), row("projects", 3, id="p2", name="修桥")
    watched = None
    for rows, roles, said, looked in (
        ([HALL, ROAD], [ROLE], ["修礼堂1", "修路1"], ["p1", "p2"]),
        ([HALL, ROAD], [ROLE], ["修礼堂1", "修路1"], []),
        ([HALL, bridge], [ROLE], ["修礼堂1", "修桥1"], ["p2"]),
        ([HALL, bridge], [], ["修礼堂0", "修桥0"], ["p1", "p2"]),
        ([bridge], [], ["修桥0"], []),
        ([HALL, bridge], [], ["修礼堂0", "修桥0"], ["p1"]),
    ):
        watched = Watched(disclosure(projects=rows, headlines=roles), watched)
        assert names.of(watched) == said
        watched.settle()
        assert names.looked == looked
        names.looked.clear()


def test_what_was_asked_for_within_what_is_known_again_was_asked_for() -> None:
    """Who takes over what another worked out rests on the same; so does what is worked out of it in the next turn."""
    names = Names()
    first = Watched(BEFORE)
    names.of(first)
    second = Watched(disclosure(projects=[HALL, ROAD], headlines=[ROLE]), first)
    with second.recording() as log:
        names.of(second)
    assert {("records", "projects"), ("record", "projects", "p1"), ("records", "headlines")} <= log.dependencies


def test_a_disclosure_that_is_not_watched_works_everything_out() -> None:
    names = Names()
    assert names.of(BEFORE) == names.of(BEFORE)
    assert names.looked == ["p1", "p2"] * 2


# --- pages -----------------------------------------------------------------------------------------------


def page(path: str, *blocks: object, title: str = "项目") -> Page:
    return Page(path, title, ("有这些项目。",), tuple(blocks))  # type: ignore[arg-type]


def test_equal_pages_are_the_very_pages_of_before() -> None:
    cache, first = PageCache(), [page("a/"), page("b/")]
    assert cache.same("all", first) == first
    second = cache.same("all", [page("a/"), page("b/", title="别的")])
    assert second[0] is first[0]
    assert second[1] is not first[1]


def test_a_build_that_is_made_once_does_every_step_and_keeps_nothing() -> None:
    nothing, cache, pages = NoPageCache(), PageCache(), [page("a/"), page("b/")]
    for _ in range(2):
        for kept in (nothing, cache):
            assert kept.same("all", pages) == pages
            assert kept.outcomes("paths", pages, lambda page, beside: page.path + beside, lambda _: "!") == [
                "a/!",
                "b/!",
            ]
            assert kept.as_before("words", ("一",)) == ("一",)
    assert nothing == NoPageCache()
    assert cache != PageCache()


def test_pages_that_lead_to_other_rows_are_other_pages() -> None:
    """The block compares by the number of rows alone; what is written beside the page are the rows themselves."""
    cache = PageCache()
    first = page("a/", RowsFile("projects", "a/rows.csv", (HALL,)))
    other = page("a/", RowsFile("projects", "a/rows.csv", (ROAD,)))
    assert first == other
    cache.same("all", [first])
    assert cache.same("all", [other])[0] is other
    assert cache.same("all", [replace(other)])[0] is other


def test_a_step_makes_again_only_pages_that_are_not_those_of_before_or_are_given_something_else() -> None:
    cache, first, second, made = PageCache(), page("a/"), page("b/"), []

    def step(pages: list[Page], given: dict[str, str]) -> list[str]:
        def make(page: Page, words: str) -> str:
            made.append(page.path)
            return f"{page.path}{words}"

        return cache.outcomes("words", pages, make, lambda page: given.get(page.path, ""))

    assert step([first], {}) == ["a/"]
    assert step([first, second], {"b/": "一"}) == ["a/", "b/一"]
    assert step([first, second], {"b/": "二"}) == ["a/", "b/二"]
    assert step([replace(first), second], {"b/": "二"}) == ["a/", "b/二"]
    assert made == ["a/", "b/", "b/", "a/"]


def test_what_is_given_to_all_pages_is_the_very_object_of_before_where_it_is_equal() -> None:
    cache, first = PageCache(), frozenset({"a/", "b/"})
    assert cache.as_before("years", first) is first
    assert cache.as_before("years", frozenset({"b/", "a/"})) is first
    other = frozenset({"a/"})
    assert cache.as_before("years", other) is other
    assert cache.as_before("years", first) is first
    assert cache.as_before("other step", other) is other


def test_links_to_pages_are_the_very_links_of_before_where_the_page_is_called_the_same() -> None:
    cache = PageCache()
    first = cache.links_to({"a/": "甲", "b/": "乙", "c/": "丙"})
    second = cache.links_to({"a/": "甲", "b/": "别的"})
    assert second == {"a/": Link("甲", "a/"), "b/": Link("别的", "b/")}
    assert second["a/"] is first["a/"]
    assert cache.links_to({"c/": "丙"})["c/"] is not first["c/"], "what is gone is forgotten"


def test_the_register_of_a_year_is_made_again_only_where_its_figures_or_the_pages_that_show_them_are_others() -> None:
    figures = {
        name: Figure(name, "body", year, "收入", "全年", "接收", Decimal(1), "元", "1元")
        for name, year in (("A", 2022), ("B", 2023))
    }
    before, here, there = None, Link("一页", "a/"), Link("另一页", "b/")
    made: list[dict[str, Page]] = []
    for shown, used in (
        (figures, {"A": [here], "B": [here]}),
        (dict(figures), {"A": [here], "B": [here, there]}),
        ({**figures, "A": replace(figures["A"], as_written="一元")}, {"A": [here], "B": [here, there]}),
    ):
        now = Disclosure(BODY, {}, shown, {}, [], {}, {})
        before = Watched(now, before)
        made.append({page.path: page for page in register.pages(before, used)})
        assert list(made[-1].values()) == list(register.pages(now, used))
        before.settle()
    first, second, third = made
    years = [path for path in first if path != "facts/"]
    assert {path[:11] for path in years if first[path] is second[path]} == {"facts/2022/"}
    assert {path[:11] for path in years if second[path] is third[path]} == {"facts/2023/"}


def test_makers_are_asked_again_only_where_their_rows_changed() -> None:
    cache, made = PageCache(), []

    def names(one: Disclosure) -> list[Page]:
        made.append("names")
        return [page("names/", title="、".join(row.record_name for row in one.rows(ProjectRecord)))]

    def roles(one: Disclosure) -> list[Page]:
        made.append("roles")
        return [page("roles/", title=str(len(one.rows(HeadlineRecord))))]

    def titles(one: Disclosure) -> list[str]:
        with cache.watching(one) as watched:
            return [
                page.title
                for maker in (names, roles)
                for page in watched.cached("pages", (maker,), lambda maker=maker: maker(watched))  # type: ignore[misc]
            ]

    assert titles(BEFORE) == ["修礼堂、修路", "1"]
    titles(disclosure(projects=[HALL, ROAD], headlines=[ROLE]))
    assert made == ["names", "roles"]
    assert titles(disclosure(projects=[ROAD], headlines=[ROLE])) == ["修路", "1"]
    assert made == ["names", "roles", "names"]


# --- rows ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "same"),
    [
        ({"id": "p1", "name": "修礼堂"}, True),
        ({"id": "p1", "name": "修礼堂二"}, False),
        ({"id": "p1"}, False),
    ],
)
def test_rows_that_say_the_same_are_the_very_rows_of_before(cells: dict[str, object], same: bool) -> None:  # noqa: FBT001
    fresh = row("projects", **cells)
    (result,) = reuse_equal_rows([fresh], [ROAD, HALL])
    assert (result is HALL, result is fresh) == (same, not same)


def test_rows_in_other_digits_or_places_are_others() -> None:
    """1.50 is written as 1.50 in downloads, and a message names the row where it stands now."""
    before = row("figures", value=Decimal("1.5"))
    digits, moved = row("figures", value=Decimal("1.50")), row("figures", 3, value=Decimal("1.5"))
    assert digits.values == before.values
    assert reuse_equal_rows([digits, moved], [before]) == [digits, moved]


def test_what_was_not_asked_for_between_two_turns_is_forgotten() -> None:
    known: IdentityCache[Record, str] = IdentityCache()
    made: list[str] = []
    for rows in ([HALL, ROAD], [HALL], [HALL, ROAD]):
        for one in rows:
            known.of(one, lambda one: (made.append(one.record_id), one.record_id)[1])
        known.turn()
    assert made == ["p1", "p2", "p2"]


def test_equal_values_are_the_very_values_of_before() -> None:
    first = {"a": Where("x", None, 1), "b": Where("y", None, 1)}
    again = reuse_equal({"b": Where("y", None, 1), "a": Where("z", None, 1)}, first)
    assert list(again) == ["b", "a"]
    assert again["b"] is first["b"]
    assert again["a"] is not first["a"]
