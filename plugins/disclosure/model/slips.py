"""References to figures, charts and tables in a wrong form: readers would see brackets and a number instead of what is meant."""

from __future__ import annotations

from collections.abc import Container, Iterator

from msgspec import Struct

from ..expressions import expression

_SLIP = expression(
    r"(?i)(?P<open>[\[{【［｛]{1,2})\s{0,3}"
    r"(?:(?P<kind>figure|chart|table|数字|图表|图|表格|表)s?(?P<colon>\s{0,3}[:：]\s{0,3}|\s{1,3}))?"
    r"(?P<id>[a-z][a-z0-9-]{0,60})\s{0,3}[\]}】］｝]{1,2}"
)
_KINDS = {"图": "chart", "图表": "chart", "表": "table", "表格": "table", "chart": "chart", "table": "table"}
_ENGLISH = frozenset({"figure", "chart", "table"})
_CURLY = ("{", "｛")


class SlippedReference(Struct, frozen=True):
    """What stands there, and what it can mean: a kind (figure, chart, table) and an id."""

    written: str
    kind: str
    id: str


def slipped_references(text: str, figures: Container[str], *, in_cell: bool = False) -> Iterator[SlippedReference]:
    """Every reference in a wrong form in the words of a text; in a cell `{G007}` is the right one.

    It names its kind, or stands in the brackets of a reference and is the id of one of *figures*: other brackets are words.
    """
    for match in _SLIP.finditer(text):
        kind, double = (match["kind"] or "").lower(), len(match["open"]) > 1
        named = kind and (double or (kind in _ENGLISH and bool(match["colon"].strip())))
        known = not kind and match["id"] in figures and (double or match["open"] in _CURLY)
        right = in_cell and match[0] == f"{{{match['id']}}}"
        if (named or known) and not right:
            yield SlippedReference(match[0], _KINDS.get(kind, "figure"), match["id"])
