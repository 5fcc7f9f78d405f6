"""What the fixtures of these tests hand out, as types."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from disclosure.model import Disclosure
from disclosure.problems import Problem

Table = list[list[str]]
Write = Callable[..., Path]
Read = Callable[[Path], tuple[Disclosure, list[Problem]]]
Books = Callable[..., dict[str, str]]
