"""联系方式: whom to call and where to look; the type of the column refuses what is no telephone number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from ..blocks import AnyOf, InTable, OfOrganisation, claim, facts, latest, origin
from ..model import (
    Block,
    Cell,
    Disclosure,
    Expectation,
    Facts,
    Kind,
    Link,
    Note,
    Organisation,
    Prose,
    RichPiece,
    RichText,
    repeated,
)
from ..problems import Problem
from ..reading import AnyColumn, Complete, Date, Email, OfficeAddress, Phone, Record, Sourced, Text, Url, column
from .governance import KIND as GOVERNANCE


class ContactRecord(Sourced):
    """The contacts from one day on."""

    contact_name = column(Text, "联系人", description="公开的联系人或部门")
    phone = column(Phone, "电话")
    email = column(Email, "邮箱")
    address = column(OfficeAddress, "地址", description="办公地址")
    website = column(Url, "网站")
    wechat = column(Text, "微信公众号")
    weibo = column(Text, "微博")
    app = column(Text, "客户端")
    valid_from = column(Date, "适用起", ahead=True)
    platform_on = column(Date, "平台公开日期", description="在“慈善中国”公开的日期")


class Contacts(Complete, ContactRecord):
    """The contacts from one day on, with all that it must have."""


CHANNELS = (
    ContactRecord.contact_name,
    ContactRecord.phone,
    ContactRecord.email,
    ContactRecord.address,
    ContactRecord.website,
    ContactRecord.wechat,
    ContactRecord.weibo,
    ContactRecord.app,
    ContactRecord.valid_from,
)


def checks(rows: Sequence[Record]) -> Iterator[Problem]:
    """One set of contacts a day."""
    yield from repeated(rows, ContactRecord.contact_name, ContactRecord.phone, ContactRecord.valid_from)


def newest(disclosure: Disclosure, column: AnyColumn, registered: AnyColumn | None) -> str | None:
    """What is published of this column last; where the table has nothing, what organisation.yaml states as *registered*."""
    rows = latest(disclosure.rows(ContactRecord), ContactRecord.valid_from)
    values = (row[column] for row in rows if row[column] is not None)
    value = next(values, disclosure.organisation[registered] if registered else None)
    return str(value) if value else None


def phone(disclosure: Disclosure) -> str | None:
    """The telephone number of the organisation."""
    return newest(disclosure, ContactRecord.phone, Organisation.phone)


_NUMBER = re.compile(r"\+?[0-9][0-9\- ]{3,}[0-9]")


def telephone(text: str) -> RichText:
    """A telephone number, or several, as links that dial."""
    pieces: list[str | Link] = []
    end = 0
    for match in _NUMBER.finditer(text):
        pieces += [text[end : match.start()], Link(match[0], f"tel:{re.sub(r'[^+0-9]', '', match[0])}")]
        end = match.end()
    return tuple(piece for piece in (*pieces, text[end:]) if piece)


PLATFORM = "https://cszg.mca.gov.cn/"  # 慈善中国, the statutory place; its addresses of single bodies are not known


class WaysToAsk(Struct, frozen=True):
    """How readers reach an organisation: *call* dials or says that no number is told, *ways* are its other ways, a text each.

    *elsewhere* says where a number can be found where none is told; *mail* is the address for mail.
    """

    call: RichText
    ways: tuple[RichText, ...]
    elsewhere: RichText = ()
    mail: str = ""
    dials: bool = False

    @property
    def number(self) -> Link | None:
        """The first number that can be dialled."""
        return next((piece for piece in self.call if isinstance(piece, Link)), None)

    @property
    def beside(self) -> RichText:
        """The other ways and where else to look, as one text."""
        pieces: list[RichPiece] = []
        for way in self.ways:
            pieces += ["；" if pieces else "", *way]
        return (*(piece for piece in pieces if piece), *self.elsewhere)


def ways_to_ask(disclosure: Disclosure) -> WaysToAsk:
    """The telephone first, then mail, address and WeChat; where no number is told, where one can be found."""
    known = {label: newest(disclosure, column, registered) for label, column, registered in _WAYS}
    number = known["电话"]
    ways: list[RichText] = []
    for label in ("邮箱", "微信公众号", "地址"):
        value = known[label]
        if value is not None:
            ways.append((f"{label}：", Link(value, f"mailto:{value}") if label == "邮箱" else value))
    where = (
        "本站不从别处抄号码。可以在",
        Link("慈善中国", PLATFORM),
        "查到这家机构登记的联系方式，或问给它登记的民政部门。",
    )
    call = telephone(number) if number else claim(not number, "没有公布")
    return WaysToAsk(call, tuple(ways), () if number else where, known["邮箱"] or "", bool(number))


# How the organisation is reached: label, column of the table, and what organisation.yaml calls it.
_WAYS: tuple[tuple[str, AnyColumn, AnyColumn | None], ...] = (
    ("电话", ContactRecord.phone, Organisation.phone),
    ("联系人", ContactRecord.contact_name, None),
    ("地址", ContactRecord.address, Organisation.address),
    ("邮箱", ContactRecord.email, Organisation.email),
    ("网站", ContactRecord.website, Organisation.website),
    ("微信公众号", ContactRecord.wechat, Organisation.wechat),
)
# Those that readers look for first.
_EXPECTED = ("电话", "地址", "邮箱", "网站", "微信公众号")


def ways(disclosure: Disclosure) -> tuple[Block, ...]:
    """How the organisation is reached, as far as it says so, and what of it is not published."""
    known = {label: newest(disclosure, column, registered) for label, column, registered in _WAYS}
    items: list[tuple[str, Cell]] = []
    for label, value in known.items():
        if value is not None:
            way: dict[str, Cell] = {
                "电话": telephone(value),
                "网站": Link(value, value),
                "邮箱": Link(value, f"mailto:{value}"),
            }
            items.append((label, way.get(label, value)))
    lacking = [label for label in _EXPECTED if known[label] is None]
    nothing = claim(
        lacking,
        f"{'、'.join(lacking)}没有公布。本站不从别处抄一个来补：抄错了，会把您带到别人那里。可以在",
        Link("慈善中国", PLATFORM),
        "查这家机构登记的联系方式。机构补报以后登在这里。",
    )
    return (
        *((Facts("怎样联系", tuple(items), id="contact"),) if items else ()),
        *((Note("还缺的", nothing),) if nothing else ()),
    )


def section(disclosure: Disclosure, kind: Kind) -> Iterable[Block]:
    """The newest contacts in full, earlier ones below."""
    rows = latest(disclosure.rows(Contacts), ContactRecord.valid_from)
    for number, row in enumerate(rows):
        yield Facts("" if not number else "以前的联系方式", facts(disclosure, row, CHANNELS))
    yield Prose((origin(disclosure, kind, rows),))


KIND = Kind(
    id="contacts",
    label="联系方式",
    record=ContactRecord,
    page_of=GOVERNANCE,
    section=section,
    checks=checks,
    order=208,
    expects=(
        Expectation(
            "联系人和联系电话",
            AnyOf((InTable(ContactRecord, (ContactRecord.phone,)), OfOrganisation(Organisation.phone))),
        ),
    ),
)
