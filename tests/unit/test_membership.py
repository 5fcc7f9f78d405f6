"""Membership: who belongs to whom, from when to when, over several steps."""

from __future__ import annotations

from disclosure.accounts.membership import bind
from disclosure.compose.sections import SiteSection, root_section
from disclosure.model import Disclosure, Links, Organisation
from disclosure.pages import federation as pages
from disclosure.pages.proofs import ReleaseProof
from disclosure.releases.records import History
from disclosure.texts.articles import Drawn


def body(org: str, *others: str, **facts: str | int) -> Disclosure:
    """An organisation without any data."""
    return Disclosure(
        Organisation.known(
            org, {"name": f"{org}慈善会", "short_name": org, "other_members": "、".join(others), **facts}
        ),
        {},
        {},
        {},
        [],
        {},
        {},
    )


def test_members_of_members_belong_to_the_top() -> None:
    """A town below a county below a city: the city's federation has both, the county's has the town, the town has none."""
    city, county, town, alone = (
        body("city"),
        body("county", part_of="city"),
        body("town", part_of="county"),
        body("alone"),
    )
    bind([city, county, town, alone])
    assert city.federation
    assert county.federation
    assert [one.disclosure.org for one in city.federation.members] == ["county", "town"]
    assert [one.disclosure.org for one in county.federation.members] == ["town"]
    assert (town.federation, alone.federation, alone.above, city.above) == (None, None, None, None)
    assert town.above is county.organisation


def test_years_narrow_on_the_way_up() -> None:
    """A town that joined a county in 2020, when the county belonged to the city up to 2023, was the city's from 2020 to 2023, both counted."""
    city = body("city")
    county = body("county", part_of="city", part_of_since=2015, part_of_until=2023)
    town = body("town", part_of="county", part_of_since=2020)
    bind([town, city, county])
    assert city.federation
    years = {one.disclosure.org: (one.since, one.until) for one in city.federation.members}
    assert years == {"county": (2015, 2023), "town": (2020, 2023)}
    assert [[one.org for one in city.federation.bodies(year)] for year in (2014, 2015, 2019, 2020, 2023, 2024)] == [
        ["city"],
        ["city", "county"],
        ["city", "county"],
        ["city", "town", "county"],
        ["city", "town", "county"],
        ["city"],
    ]


def test_members_without_data_are_named() -> None:
    """A lead whose members all lack a folder still has a page that names them."""
    city = body("city", "北样县慈善会", "南样县慈善会")
    bind([city])
    assert city.federation
    assert city.federation.absent == ("北样县慈善会", "南样县慈善会")
    (page,) = pages.pages(city)
    assert page.finding == ("成员还没有公布任何年度的收入和支出，没有可以合并的数。",)
    assert [note.label for note in pages.relation(city)] == ["成员"]


def test_a_body_on_its_own_says_nothing_of_it() -> None:
    """No federation, no page, no note."""
    alone = body("alone")
    bind([alone])
    assert list(pages.pages(alone)) == []
    assert pages.relation(alone) == ()


def told(city: Disclosure) -> str:
    """What a lead says of its members, in one line."""
    (note,) = pages.relation(city)
    return "".join(str(getattr(piece, "text", piece)) for piece in note.text)


def test_a_membership_that_is_over_is_told_as_such() -> None:
    """Neither body speaks of it as of today: the lead counts it apart, the member names the years."""
    city = body("city")
    bodies = [
        body("now", part_of="city"),
        body("last", part_of="city", part_of_until=2024),
        body("gone", part_of="city", part_of_since=2018, part_of_until=2022),
        body("early", part_of="city", part_of_until=2022),
        body("short", part_of="city", part_of_since=2022, part_of_until=2022),
    ]
    for disclosure in (city, *bodies):
        disclosure.prepared_on = "2024-05-01"
    bind([city, *bodies])
    assert told(city) == "本会有2家成员，3家以前的成员；还没有可以合在一起的数，有哪些成员见合并账。"
    assert [told(disclosure).partition("属于")[0] for disclosure in bodies] == [
        "本会",
        "本会",
        "本会2018—2022年",
        "本会到2022年为止",
        "本会2022年",
    ]
    assert "那时有没有两级" in told(bodies[2])
    assert "那时" not in told(bodies[0])


def test_nothing_is_called_consolidated_before_a_total_is_told() -> None:
    """The entrance and the notes speak of sums only where a body told one; until then they lead to the list of members."""
    city, county = body("city"), body("county", part_of="city")
    bind([city, county])
    sections = [SiteSection(one, (), Drawn({}, {})) for one in (city, county)]

    def entrance() -> str:
        first, *_ = root_section("试", "试", sections, History(), ReleaseProof()).pages
        (links,) = (block for block in first.blocks if isinstance(block, Links))
        words = [*first.finding, *(text for _, text in links.links)]
        return "".join(str(getattr(piece, "text", piece)) for piece in words)

    assert entrance().startswith("2家慈善会的账，各记各的；还没有可以合在一起的数。")
    assert entrance().endswith("有哪些成员；还没有可以合在一起的数")
    assert told(city) == "本会有1家成员；还没有可以合在一起的数，有哪些成员见合并账。"
    assert told(county) == "本会属于city慈善会；有没有两级合在一起的数，见合并账。"
