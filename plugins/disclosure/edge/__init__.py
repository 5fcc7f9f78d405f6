"""The wrapper of every command: Chinese error messages, silenced libraries, memory checks. Imports nothing heavy."""

from __future__ import annotations

from .last_resort import DETAILS, LastResort, finish, guarded, quiet
from .surroundings import collect_seldom, need_memory, speak_chinese

__all__ = [
    "DETAILS",
    "LastResort",
    "collect_seldom",
    "finish",
    "guarded",
    "need_memory",
    "quiet",
    "speak_chinese",
]
