"""查捐赠: every gift in a row of its own, by month and by number; totals on the pages are the totals of the rows."""

from __future__ import annotations

from ..blocks import Listed
from ..model import Expectation, Kind, Persons
from .gift_refunds import GIFTS
from .gifts.checks import inspect, redact
from .gifts.designated import designated
from .gifts.pages import pages
from .gifts.places import ADDRESS, place
from .gifts.record import DonationRecord
from .gifts.sums import sum_of_gifts

KIND = Kind(
    id=GIFTS,
    path=ADDRESS,
    label="捐赠明细",
    record=DonationRecord,
    pages=pages,
    order=66,
    persons=Persons.GIVERS,
    rows_page="查捐赠",
    gist=lambda disclosure: sum_of_gifts(disclosure).text,
    placed=place,
    redact=redact,
    bulk=True,
    inspect=inspect,
    adds={
        "projects": designated(DonationRecord.project, "定向到这个项目的捐赠"),
        "funds": designated(DonationRecord.fund, "定向到这只基金的捐赠"),
        "campaigns": designated(DonationRecord.campaign, "这次募捐的逐笔捐赠"),
        "emergencies": designated(DonationRecord.emergency, "为这次应急的逐笔捐赠"),
    },
    expects=(Expectation("逐笔捐赠明细", Listed(GIFTS)),),
)
