"""What is asked of a publish."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct


class PublishOptions(Struct, frozen=True):
    """What was asked for: the folders, the address, the day (YYYY-MM-DD), and why something may disappear."""

    data: Path
    content: Path
    output: Path
    settings_file: Path
    site_url: str | None = None
    published_on: str | None = None
    removal: str = ""
    recorded: bool = False  # only the release that is recorded already, made once more
    ask: Callable[[str], str] | None = None  # how to ask whoever runs this; None where nobody is there
    prepared_by: str = ""
    approved_by: str = ""
    approval: str = ""  # the code of what was approved
    key: Path | None = None  # the private key, where it is not in the usual folder
    ask_passphrase: Callable[[str], str] | None = None
    # the address of a Dask cluster that does the steps on single partitions; all is done here where it is empty
    scheduler: str = ""
