"""The engine that turns a composed site into files, and puts them in place at once; the edge to Pelican."""

from __future__ import annotations

from .building import build, keep_sound_data, refuse_dangerous, require_folders, signatures
from .settings import Settings
from .writing import write_site

__all__ = [
    "Settings",
    "build",
    "keep_sound_data",
    "refuse_dangerous",
    "require_folders",
    "signatures",
    "write_site",
]
