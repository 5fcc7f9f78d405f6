"""The duties of the law to publish, read from `duties.yaml`: what, on which basis, by when, and where it is held here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from ..storage import shipped_table
from .deadlines import Deadline, parse

# Where a duty is fulfilled.
PLACES = {
    "P": "慈善中国",
    "S": "本机构网站",
    "V": "募捐现场或载体",
    "D": "告知捐赠人",
    "B": "告知受益人",
    "R": "报送民政部门",
}

# Whom a duty binds.
WHO = {
    "all": "所有慈善组织",
    "pub": "有公开募捐资格的",
    "nonpub": "没有公开募捐资格的",
    "fdn": "基金会",
    "assoc": "社会团体",
    "svc": "社会服务机构",
}

CERTAINTIES = {
    "A": "条文已核",
    "A2": "见于转述，条文待核",
    "B": "没有见到条文，待核实",
    "C": "不确定，待核实",
}
_JUDGED = {"A", "A2"}


class LegalText(Struct, frozen=True):
    """An instrument of the law and where its wording was seen."""

    id: str
    name: str
    number: str
    first: date
    last: date | None
    seen: str


class Term(Struct, frozen=True):
    """The deadline of a duty for what happens from *first* to *last*."""

    first: date
    last: date | None
    deadline: Deadline
    certainty: str
    basis: str

    @property
    def certain(self) -> bool:
        """Whether its wording was seen, so that an organisation may be judged by it."""
        return self.certainty in _JUDGED


class Carrier(Struct, frozen=True):
    """A kind that holds what a duty asks for, in these columns; *page* if that is not where the kind stands."""

    kind: str
    columns: tuple[str, ...] = ()
    page: str = ""


class Find(Struct, frozen=True, kw_only=True):
    """How the instances of a duty are found in the records, whatever the way; see the head of `duties.yaml`."""

    kind: str
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # which rows of the kind count
    platform: str = ""
    site: str = ""
    link: str = ""
    shown: bool = False  # the record on this site is itself the publication; its day is not known
    optional: str = ""  # what to say where no row counts although the table is kept: nothing was owed
    silent: str = ""  # what to say where no row counts, and that does not mean that nothing was owed

    @property
    def trigger(self) -> str:
        """The kind whose records make the duty arise."""
        return self.kind


class FindRecords(Find, frozen=True, kw_only=True):
    """Each row is an instance."""

    event: tuple[str, ...] = ()
    name: str = "name"
    subject: str = ""
    alike: tuple[str, ...] = ()  # rows that agree in these columns are one instance


class FindAnswers(Find, frozen=True, kw_only=True):
    """Each row of the kind *to* is an instance; a row that names it by its column *by* fulfils it."""

    to: str
    by: str = ""
    event: tuple[str, ...] = ()
    event_of: str = ""  # a column of the answer with the actual date of the trigger, better than the planned one
    any: bool = False  # any row that is valid on the day will do, it need not name the trigger
    until: str = ""  # the last day on which such a row is valid

    @property
    def trigger(self) -> str:
        """The kind whose records make the duty arise, which is another than that of the rows that fulfil it."""
        return self.to


class FindSeries(Find, frozen=True, kw_only=True):
    """Each row of the kind *to* has instances from its start to its end; the rows that name it are publications."""

    to: str
    by: str
    start: str
    end: tuple[str, ...] = ()
    ended: str = ""  # the kind that holds the day on which the thing really ended (closed_on)
    open: str = ""  # why nothing can be counted without an end

    @property
    def trigger(self) -> str:
        """The kind whose records make the duty arise, which is another than that of the rows that fulfil it."""
        return self.to


class FindYears(Find, frozen=True, kw_only=True):
    """Each finished year is an instance; a row of that year fulfils it."""

    year: str = "year"
    page: str = ""  # the page of a year that was fulfilled
    beside: FindYears | None = None  # rows of another kind that fulfil it where none of this kind has a day


class FindStanding(Find, frozen=True, kw_only=True):
    """One instance, fulfilled as long as some row is there."""

    every: bool = False  # one instance for each record


class Duty(Struct, frozen=True):
    """One duty of the catalogue."""

    id: str
    name: str
    group: str
    basis: str
    texts: tuple[str, ...]
    who: str
    places: str
    trigger: str
    terms: tuple[Term, ...]
    carriers: tuple[Carrier, ...] = ()
    facts: tuple[str, ...] = ()  # keys of organisation.yaml that carry it
    find: Find | None = None
    lacks: str = ""

    @property
    def public(self) -> bool:
        """Whether it is a duty to publish."""
        return "P" in self.places or "S" in self.places

    def term(self, day: date) -> Term | None:
        """The term in force for what happened on a day, or None."""
        return next(
            (term for term in self.terms if term.first <= day and (term.last is None or day <= term.last)), None
        )

    @property
    def current(self) -> Term:
        """The newest term."""
        return self.terms[-1]


class Catalogue(Struct, frozen=True):
    """Every duty, in the order of the data."""

    texts: Mapping[str, LegalText]
    groups: tuple[str, ...]
    duties: tuple[Duty, ...]

    def of_group(self, group: str) -> tuple[Duty, ...]:
        """The duties of one part of the ledger."""
        return tuple(duty for duty in self.duties if duty.group == group)


EMERGENCY = "emergency-receipts"  # the duty by which the next bulletin is due
PERIODIC = "project-periodic"  # the duty that the rule progress-overdue checks, too

_WAYS: Mapping[str, type[Find]] = {
    "records": FindRecords,
    "answers": FindAnswers,
    "series": FindSeries,
    "years": FindYears,
    "standing": FindStanding,
}


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


def _find(raw: Mapping[str, Any]) -> Find:
    """The way that stands in the data; a word that it does not know is an error."""
    (way,) = _WAYS.keys() & raw.keys()
    values = {name: value for name, value in raw.items() if name != way}
    values["only"] = {name: _texts(texts) for name, texts in values.get("only", {}).items()}
    values |= {name: tuple(values[name]) for name in ("event", "end", "alike") if name in values}
    values |= {"beside": _find(values["beside"])} if "beside" in values else {}
    return _WAYS[way](kind=raw[way], **values)


def _duty(raw: Mapping[str, Any]) -> Duty:
    terms = tuple(
        Term(term["from"], term.get("to"), parse(term["deadline"]), term["certainty"], term.get("basis", raw["basis"]))
        for term in raw["terms"]
    )
    return Duty(
        id=raw["id"],
        name=raw["name"],
        group=raw["group"],
        basis=raw["basis"],
        texts=tuple(raw["texts"]),
        who=raw["who"],
        places=raw["places"],
        trigger=raw["trigger"],
        terms=terms,
        carriers=tuple(
            Carrier(carrier["kind"], tuple(carrier.get("columns", ())), carrier.get("page", ""))
            for carrier in raw.get("carriers", ())
        ),
        facts=tuple(raw.get("facts", ())),
        find=_find(raw["find"]) if "find" in raw else None,
        lacks=raw.get("lacks", ""),
    )


@cache
def catalogue() -> Catalogue:
    """The catalogue in `duties.yaml`; ValueError or KeyError where the data are malformed."""
    raw = shipped_table(Path(__file__).with_name("duties.yaml"))
    texts = {
        key: LegalText(key, text["name"], str(text["number"]), text["from"], text.get("to"), text["seen"])
        for key, text in raw["texts"].items()
    }
    return Catalogue(texts, tuple(raw["groups"]), tuple(_duty(duty) for duty in raw["duties"]))
