"""联系方式: whom to call and where to look; the type of the column refuses what is no telephone number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..blocks import facts, filled, latest, origin
from ..model import Block, Disclosure, Expectation, Facts, Kind, Prose, repeated
from ..problems import Problem
from ..reading import Complete, Date, Email, OfficeAddress, Phone, Record, Sourced, Text, Url, column
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
    valid_from = column(Date, "适用起")
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
    promised=False,
    expects=(
        Expectation(
            "联系人和联系电话",
            lambda d, _: filled(d, ContactRecord, ContactRecord.phone) or bool(d.organisation.phone),
        ),
    ),
)
