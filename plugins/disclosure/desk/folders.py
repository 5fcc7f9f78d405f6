"""Where a desk works: the folders of data and texts, the site that is published, and the one that is only looked at."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from ..problems import shown_path


class Folders(Struct, frozen=True):
    """The folders of one desk; *output* takes releases, *preview* what is built on every save."""

    data: Path
    content: Path
    output: Path
    settings: Path
    publish_settings: Path
    home: Path  # the folder of this software

    @property
    def shown(self) -> str:
        """The data folder as messages name it."""
        return shown_path(self.data)

    @property
    def preview(self) -> Path:
        """Beside the output: what is looked at must never take the place of what was released."""
        return self.output.with_name(f"{self.output.name}-preview")
