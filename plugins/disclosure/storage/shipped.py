"""The tables that come with the software (YAML beside the code that uses them)."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def shipped_table(path: Path) -> Any:
    """The content of our own YAML file at *path*, read by libyaml where PyYAML was built with it (ten times as fast)."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text("utf-8"), Loader=loader)  # noqa: S506  (both are safe loaders)
