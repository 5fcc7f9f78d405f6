"""An accepted proposal → files, all of them or none."""

from __future__ import annotations

from ..filing import Write
from .proposal import Proposal


class NotReadyError(Exception):
    """A proposal with faults or open questions was accepted; the message says in Chinese what is missing."""


def accept(proposal: Proposal) -> Write:
    """Write what was proposed, with its recipes, all or nothing; `filing.undo` takes it back."""
    raise NotImplementedError
