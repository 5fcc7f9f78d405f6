"""联系方式: whom to call and where to look; the type of the column refuses what is no telephone number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..blocks import facts, filled, latest, origin
from ..model import Block, Disclosure, Expectation, Facts, Kind, Prose, Row, repeated
from ..problems import Problem
from ..reading import Date, Email, OfficeAddress, Phone, Sourced, Text, Url, column
from .governance import KIND as GOVERNANCE

CHANNELS = ("contact_name", "phone", "email", "address", "website", "wechat", "weibo", "app", "valid_from")


class ContactRecord(Sourced):
    """The contacts from one day on."""

    contact_name: Text = column("联系人", description="公开的联系人或部门")
    phone: Phone = column("电话")
    email: Email = column("邮箱")
    address: OfficeAddress = column("地址", description="办公地址")
    website: Url = column("网站")
    wechat: Text = column("微信公众号")
    weibo: Text = column("微博")
    app: Text = column("客户端")
    valid_from: Date = column("适用起")
    platform_on: Date = column("平台公开日期", description="在“慈善中国”公开的日期")


def checks(rows: Sequence[Row]) -> Iterator[Problem]:
    """One set of contacts a day."""
    yield from repeated(rows, ContactRecord, "contact_name", "phone", "valid_from")


def section(disclosure: Disclosure, kind: Kind) -> Iterable[Block]:
    """The newest contacts in full, earlier ones below."""
    rows = latest(disclosure.records[kind.id], "valid_from")
    for number, row in enumerate(rows):
        yield Facts("" if not number else "以前的联系方式", facts(disclosure, kind, row, CHANNELS))
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
            lambda d, _: filled(d, "contacts", "phone") or bool(d.organisation.facts.get("phone")),
        ),
    ),
)
