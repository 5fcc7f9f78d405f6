"""The sentence on duties on the home page names every state that its total counts."""

import re
from collections import Counter
from datetime import date
from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest

from disclosure.duties import State
from disclosure.model import Clock
from disclosure.pages.home import _duties

STATES = (State.OVERDUE, State.LATE, State.DUE, State.UNTOLD, State.UNVERIFIED, State.ON_TIME, State.PUBLISHED)


@pytest.mark.parametrize("counts", list(product((0, 2), repeat=len(STATES))))
def test_the_named_states_add_up_to_all_duties(counts: tuple[int, ...]) -> None:
    states = Counter(dict(zip(STATES, counts, strict=True)))
    duties = [SimpleNamespace(state=state, due=date(2026, 2, 1), published=None) for state in states.elements()]
    days = (("2026-02-01", 2),) if states[State.OVERDUE] + states[State.DUE] else ()
    ledger: Any = SimpleNamespace(states=states, all=duties, as_of="2026-01-01", open_days=days)
    point = _duties(ledger)
    pieces = (piece.text if isinstance(piece, Clock) else str(piece) for piece in point.words)
    words = "".join(pieces).partition("：" if not states[State.ON_TIME] else "；另有")
    named = sum(map(int, re.findall(r"\d+(?=[件次])", words[2])))
    bound = (State.OVERDUE, State.LATE, State.DUE, State.ON_TIME)
    total = sum(counts) - (sum(states[state] for state in bound) if states[State.ON_TIME] else 0)
    assert named == total, point.words
