"""Per-user folders outside any repository: private keys, secrets, and checkpoints seen on this machine."""

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
    """The default folder of private keys."""
    return _home("XDG_CONFIG_HOME", ".config") / "keys"


def codes_folder() -> Path:
    """The folder of the secrets for claim codes, and of the lists of codes."""
    return _home("XDG_CONFIG_HOME", ".config") / "codes"


def repository_around(path: Path) -> Path | None:
    """The Git working tree that contains *path*, which need not exist; None if there is none."""
    return next((folder for folder in path.resolve().parents if (folder / ".git").exists()), None)


def state_folder() -> Path:
    """The folder of checkpoints seen; the variable YANGGUANG_STATE overrides it."""
    named = os.environ.get(STATE, "")
    return Path(named) if named else _home("XDG_STATE_HOME", ".local/state")


def _home(variable: str, usual: str) -> Path:
    """Our folder below the one that *variable* names, or the system's default."""
    named = os.environ.get(variable, "")
    if named:
        return Path(named) / _NAME
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / _NAME
    return Path.home() / usual / _NAME
