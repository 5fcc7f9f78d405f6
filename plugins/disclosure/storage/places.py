"""Where things are kept that belong to this machine and to no repository: private keys and secrets, and checkpoints that it saw."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_NAME = "yangguang-cishan"
KEY_FILE, PASSPHRASE, STATE, CODES_SECRET = (
    "YANGGUANG_KEY",
    "YANGGUANG_PASSPHRASE",
    "YANGGUANG_STATE",
    "YANGGUANG_CODES",
)


def keys_folder() -> Path:
    """The folder of private keys, where nothing else is said."""
    return _home("XDG_CONFIG_HOME", ".config") / "keys"


def codes_folder() -> Path:
    """The folder of the secrets that claim codes are made with, and of the lists of codes."""
    return _home("XDG_CONFIG_HOME", ".config") / "codes"


def repository_around(path: Path) -> Path | None:
    """The version-controlled folder that *path* would stand in, whether it exists or not."""
    return next((folder for folder in path.resolve().parents if (folder / ".git").exists()), None)


def state_folder() -> Path:
    """The folder of what this machine saw; the environment may name another."""
    named = os.environ.get(STATE, "")
    return Path(named) if named else _home("XDG_STATE_HOME", ".local/state")


def _home(variable: str, usual: str) -> Path:
    """A folder of ours in the place that the system has for such things."""
    named = os.environ.get(variable, "")
    if named:
        return Path(named) / _NAME
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / _NAME
    return Path.home() / usual / _NAME
