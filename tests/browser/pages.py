"""One page of every type, of every organisation; what is tested is the largest page of its type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

YEAR = r"\d{4}"
SLUG = r"(?!page-\d+/)[^/]+"
FURTHER = r"(?:page-\d+/)?"  # a list too long for one page goes on there: a page of the same type
SIZE = r"over-\d+|below-\d+"
CHOSEN = rf"(?:audited|reported|media|computed|entered|pending|inferred|corrected|{SIZE})"  # by source, state or size
PROJECTS_CHOSEN = r"(?:state|since|place)"

# Name of the type → addresses below the organisation's folder. A type that some organisation may lack ends in "?".
TYPES = {
    "home": r"",
    "easy": rf"easy/(?:{SLUG}/)?",
    "board": r"board/",
    "board-sheet": rf"board/(?:years|funds|projects)/{SLUG}/",
    "years": r"years/",
    "year": rf"years/{YEAR}/",
    "finances": r"finances/",
    "finances-overview": rf"finances/{YEAR}/",
    "finances-income": rf"finances/{YEAR}/income/",
    "finances-expense": rf"finances/{YEAR}/expense/",
    "finances-in-kind": rf"finances/{YEAR}/in-kind/",
    "finances-plan": rf"finances/{YEAR}/plan/",
    "finances-costs": rf"finances/{YEAR}/costs/",
    "finances-position": rf"finances/{YEAR}/position/",
    "finances-flow": rf"finances/{YEAR}/flow/",
    "finances-checks": rf"finances/{YEAR}/checks/",
    "checks-chosen?": rf"finances/{YEAR}/checks/{SLUG}/",
    "projects": r"projects/",
    "project-type": rf"projects/type/{SLUG}/",
    "projects-chosen?": rf"projects/(?:type/{SLUG}/)?{PROJECTS_CHOSEN}/{SLUG}/",
    "project": rf"projects/(?!type/){SLUG}/",
    "funds": r"funds/",
    "fund": rf"funds/{SLUG}/",
    "emergencies?": r"emergencies/",
    "emergency?": rf"emergencies/{SLUG}/",
    "insurance": r"insurance/",
    "audits": r"audits/",
    "governance": r"governance/",
    "policies": r"policies/",
    "plans": r"plans/",
    "partners": r"partners/",
    "channels": r"channels/",
    "honours": r"honours/",
    "publicity": r"publicity/",
    "volunteers": r"volunteers/",
    "register": r"facts/",
    "register-year": rf"facts/{YEAR}/",
    "register-topic": rf"facts/{YEAR}/(?!{CHOSEN}/){SLUG}/",
    "register-chosen": rf"facts/{YEAR}/{CHOSEN}/",
    "data": r"data/",
    "explore": r"explore/",
    "search": r"search/",
    "news?": r"news/",
    "article?": rf"news/{SLUG}/",
    "site-map": r"site-map/",
    "accountability": r"accountability/",
    "obligations": r"obligations/",
    "obligations-state": rf"obligations/state/{SLUG}/",
    "obligation": rf"obligations/{SLUG}/",
}


def _standing() -> dict[str, str]:
    """The standing pages, as content/pages has them: each is a type of its own."""
    found = {}
    for file in sorted((ROOT / "content/pages").glob("*.md")):
        slug = re.search(r"^slug:\s*(\S+)\s*$", file.read_text(encoding="utf-8"), re.IGNORECASE | re.MULTILINE)
        name = slug[1] if slug else file.stem
        found[f"about-{name}"] = rf"about/{re.escape(name)}/"
    return found


TYPES.update(_standing())
ORGANISATIONS = tuple(sorted(file.parent.name for file in (ROOT / "data").glob("*/organisation.yaml")))

# And what only the example fills.
EXAMPLE_TYPES = {
    "federation": r"federation/",
    "federation-year": rf"federation/{YEAR}/",
    **TYPES,
    "balance-sheet": rf"finances/{YEAR}/balance-sheet/",
    "activity-statement": rf"finances/{YEAR}/activity/",
    "cash-flow": rf"finances/{YEAR}/cash-flow/",
    "reports": r"reports/",
    "report-year": rf"reports/{YEAR}/",
    "donations": r"donations/",
    "donations-year": rf"donations/{YEAR}/",
    "donations-month": rf"donations/{YEAR}/\d\d/",
    "donations-range": rf"donations/{YEAR}/\d\d/\d+-\d+/",
    "refunds": r"donations/refunds/",
    "settlements": r"channel_settlements/",
    "goods": r"donations/in-kind/",
    "goods-year": rf"donations/in-kind/{YEAR}/",
    "pledges": r"donations/pledges/",
    "disbursements": r"disbursements/",
    "returns": r"disbursements/returns/",
    "disbursements-year": rf"disbursements/{YEAR}/",
    "disbursements-chosen": rf"disbursements/(?:{YEAR}/)?(?:category|place|receiver|size)/{SLUG}/",
    "bulletins": rf"emergencies/{SLUG}/bulletin/",
    "areas": r"areas/",
    "areas-year": rf"areas/{YEAR}/",
    "campaigns": r"campaigns/",
    "campaign": rf"campaigns/(?!{YEAR}/){SLUG}/",
    "events": r"events/",
    "event": rf"events/(?!{YEAR}/){SLUG}/",
    "notices": r"notices/",
    "notice": rf"notices/(?!{YEAR}/){SLUG}/",
    "complaints": r"complaints/",
    "corrections": r"corrections/",
    "trends": r"trends/",
    "search-letters": r"search/letter-[a-z]+/",
    "trends-part": rf"trends/{SLUG}/",
    "platform": r"platform/",
    "table": rf"data/{SLUG}/",
}

# The types that are looked at in every organisation: what readers see first, and what its amounts make wide.
_IN_EACH = tuple(name for name in TYPES if name in {"home", "year", "register-year"} or name.startswith("finances"))
ANY = "any"  # the organisation whose page of a type is the largest

# The two pages that belong to nobody, and a page of every type.
ALL = (
    "root",
    "404",
    *(f"{org}:{name}" for org in ORGANISATIONS for name in _IN_EACH),
    *(f"{ANY}:{name}" for name in TYPES if name not in _IN_EACH),
)

# The same with one page of every type: which organisation's makes no difference to colours, names and roles.
OF_ANY = ("root", "404", *(f"{ANY}:{name}" for name in TYPES))


def some(*names: str) -> tuple[str, ...]:
    """These types, of every organisation."""
    return tuple(f"{org}:{name}" for org in ORGANISATIONS for name in names)


@cache
def _sizes(folder: Path) -> dict[str, int]:
    """Every page below a folder, as a path below the folder of its site, and its bytes; sites do not change under the tests."""
    files = sorted(folder.rglob("index.html"))
    return {file.relative_to(folder.parent).as_posix(): file.stat().st_size for file in files}


@dataclass(frozen=True)
class Site:
    """A built site on the disk, and its pages by type."""

    folder: Path
    types: Mapping[str, str] = field(default_factory=lambda: TYPES)

    def pages(self, org: str) -> list[str]:
        """Every page of an organisation, as a path below the site's root."""
        return list(_sizes(self.folder / org))

    def of_type(self, org: str, name: str) -> list[str]:
        """The pages of one type, the largest first."""
        wanted = re.compile(rf"{re.escape(org)}/{self.types[name]}{FURTHER}index\.html")
        sizes = _sizes(self.folder / org)
        return sorted(filter(wanted.fullmatch, sizes), key=lambda page: (-sizes[page], page))

    def largest(self, name: str) -> str | None:
        """The largest page of one type over all organisations."""
        found = [one for file in self.folder.glob("*/index.html") for one in self.of_type(file.parent.name, name)[:1]]
        return max(found, key=lambda one: ((self.folder / one).stat().st_size, one), default=None)

    def page(self, wanted: str) -> str | None:
        """The file of `root`, `404`, `organisation:type` or `any:type`; None where an organisation has no such page."""
        if wanted == "root":
            return "index.html"
        if wanted == "404":
            return "404.html"
        org, _, name = wanted.partition(":")
        if org == ANY:
            largest = self.largest(name)
            assert largest or name.endswith("?"), f"no organisation has a page of the type {name}"
            return largest
        found = self.of_type(org, name)
        assert found or name.endswith("?"), f"{org} has no page of the type {name} ({self.types[name]})"
        return found[0] if found else None

    def source(self, page: str) -> str:
        """The HTML of a page."""
        return (self.folder / page).read_text(encoding="utf-8")
