"""The newest bulletin of an emergency as a sheet for a wall (A4) and as a long picture: the numbers of its page and no others."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..compose import SiteSection
from ..dates import han_date
from ..kinds.emergencies import Emergency
from ..kinds.emergency_goods import left_over
from ..kinds.emergency_reports import bulletin_path
from ..model import Disclosure
from ..pages import Bulletin, bulletins_of
from ..quantities import quantity_text, yuan_text
from ..typesetting import Content, qr_svg

MOST_POSTED = 18  # sorts of goods on a sheet for a wall, and in a long picture
MOST_NAMED = 60  # characters of those who received a sort of goods


def newest(section: SiteSection) -> Iterator[tuple[str, Bulletin]]:
    """(address of the page below the site's root, its newest bulletin) of every action that has one."""
    disclosure = section.disclosure
    for emergency in disclosure.rows(Emergency) if disclosure else ():
        series = bulletins_of(disclosure, emergency) if disclosure else ()
        if series:
            yield f"{section.folder}{bulletin_path(emergency.id)}", series[-1]


def sheet(disclosure: Disclosure, bulletin: Bulletin, address: str, release: str) -> dict[str, Content]:
    """What the templates are given; *address* is that of the page, or '', *release* by what the release is known."""
    report = bulletin.report
    published = f"{han_date(report.published_on)}公布" if report.published_on else ""
    scope = f"口径：{bulletin.scope}" if bulletin.scope else ""
    source = disclosure.sources.get(report.source or "")
    origin = f"来源：{source.issuer}《{source.title}》{han_date(source.published_on)}" if source else ""
    goods = list(_goods(bulletin))
    more = len(goods) - MOST_POSTED
    return {
        "organisation": disclosure.organisation.name,
        "sample": disclosure.organisation.is_sample,
        "name": bulletin.emergency.name,
        "until": bulletin.until,
        "money": [list(line) for line in _money(bulletin)],
        "goods": [list(line) for line in goods[:MOST_POSTED]],
        "more": f"另有{more}种，见网页。" if more > 0 else "",
        "basis": [line for line in (scope, published, origin, release) if line],
        "code": qr_svg(address) if address else "",
        "address": address,
    }


def _money(bulletin: Bulletin) -> Iterator[tuple[str, str, str, str]]:
    """Money and the value of goods in lines of their own; “—” where nothing is told."""
    for label, came, went in bulletin.sums:
        rest = None if came is None or went is None else came - went
        yield label, _yuan(came), _yuan(went), _yuan(rest)


def _yuan(value: Decimal | None) -> str:
    return "—" if value is None else yuan_text(value).removesuffix("元")


def _goods(bulletin: Bulletin) -> Iterator[tuple[str, str, str, str, str]]:
    for row in bulletin.goods:
        there = row.stock if row.stock is not None else left_over(row)
        yield (
            row.item,
            quantity_text(row.received or Decimal(0), row.unit),
            quantity_text(row.given or Decimal(0), row.unit),
            "—" if there is None else quantity_text(there, row.unit),
            _in_short(row.receivers) if row.receivers else "—",
        )


def _in_short(receivers: str) -> str:
    """As many of those named as have room, and that there are more on the page."""
    if len(receivers) <= MOST_NAMED:
        return receivers
    kept = receivers[:MOST_NAMED]
    whole = max(kept.rfind(mark) for mark in "、，；,; ")
    return f"{kept[:whole] if whole > 0 else kept}……（全部见网页）"
