"""The public calendar: by when an organisation has to publish what next, for everybody to subscribe to."""

from __future__ import annotations

from ..dates import day_of
from ..duties import DueDay, evaluate, written
from ..law import catalogue
from ..model import Disclosure
from ..pages import coming


def public(disclosure: Disclosure, url: str) -> bytes | None:
    """The file of an organisation (RFC 5545), dated by its data; None where nothing is due. Addresses only where *url* is known."""
    today = day_of(disclosure.prepared_on)
    days = coming(disclosure, evaluate(disclosure, catalogue(), today)) if today else []
    if not today or not days:
        return None
    name = disclosure.organisation.name
    events = [
        DueDay(
            disclosure.org,
            key,
            due,
            f"最迟公布：{words}（{name}）",
            (f"依据：{basis}", f"按{disclosure.prepared_on}的数据算出，以网页为准。"),
            link=f"{url}/{disclosure.org}/{page}" if url else "",
        )
        for key, due, words, basis, page in days
    ]
    return written(f"{name}：今后要公布的", events, today)
