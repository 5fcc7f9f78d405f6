"""The tables that come with the software (YAML beside the code that uses them)."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def shipped_table(path: Path) -> Any:
    """Load a YAML file that ships with the software, by libyaml if available (ten times as fast)."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text("utf-8"), Loader=loader)  # noqa: S506  (both are safe loaders)
