"""The engine that turns a composed site into files, and puts them in place at once."""

from __future__ import annotations

from .building import aftermath, build, make_tree, refuse_dangerous, signatures
from .generator import DisclosureGenerator

__all__ = [
    "DisclosureGenerator",
    "aftermath",
    "build",
    "make_tree",
    "refuse_dangerous",
    "signatures",
]
