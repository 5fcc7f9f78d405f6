"""A file, the data and the answers → a `Proposal`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..model import Kind
from .proposal import Proposal


def propose(
    source: Path,
    shown: str,
    data: Path,
    shown_data: str,
    org: str,
    *,
    kind: Kind | None = None,
    year: int | None = None,
    answers: Mapping[str, str] | None = None,
) -> Proposal:
    """What an import of *source* (named *shown* in messages) into the organisation *org* would do; nothing is written.

    *kind* says what every sheet is; else it is found. *answers* are by id of a question; an id that asks nothing is an error.
    """
    raise NotImplementedError
