"""Writes a composed site to files and swaps them in atomically; the interface to Pelican."""

from __future__ import annotations

from .building import BuildOutcome, PreparedBuild, build, keep_sound_data, prepare, require_folders, signatures
from .caching import BuildCache
from .marks import refuse_dangerous, refuse_foreign, refuse_report_at, sign
from .publishing_lock import locked
from .scratch import scratch
from .writing import write_site

__all__ = [
    "BuildCache",
    "BuildOutcome",
    "PreparedBuild",
    "build",
    "keep_sound_data",
    "locked",
    "prepare",
    "refuse_dangerous",
    "refuse_foreign",
    "refuse_report_at",
    "require_folders",
    "scratch",
    "sign",
    "signatures",
    "write_site",
]
