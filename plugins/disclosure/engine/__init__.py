"""The engine that turns a composed site into files, and puts them in place at once; the edge to Pelican."""

from __future__ import annotations

from .building import BuildOutcome, build, keep_sound_data, require_folders, signatures
from .locks import locked
from .marks import refuse_dangerous, refuse_foreign, refuse_report_at, sign
from .scratch import scratch
from .settings import Settings
from .writing import write_site

__all__ = [
    "BuildOutcome",
    "Settings",
    "build",
    "keep_sound_data",
    "locked",
    "refuse_dangerous",
    "refuse_foreign",
    "refuse_report_at",
    "require_folders",
    "scratch",
    "sign",
    "signatures",
    "write_site",
]
