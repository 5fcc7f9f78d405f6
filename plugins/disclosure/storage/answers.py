"""Saves the answers of an unfinished dialogue in a file, so that it can be resumed after an interruption."""

from __future__ import annotations

import contextlib
from pathlib import Path

from msgspec import Struct, field

from .writing import write_whole

FOLDER = ".drafts"  # of the data folder; nothing in it is read as data


class KeptAnswers(Struct):
    """The answers in the file *path*: question → answer."""

    path: Path
    given: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, data: Path, name: str) -> KeptAnswers:
        """Load the answers saved as *name* in the folder *data*; empty if missing or unreadable."""
        import yaml

        path = data / FOLDER / f"{name}.yaml"
        try:
            known = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  (it makes nothing but text)
        except (OSError, ValueError, yaml.YAMLError):
            known = None
        answers = known if isinstance(known, dict) else {}
        return cls(path, {key: text for key, text in answers.items() if isinstance(key, str) and isinstance(text, str)})

    def keep(self, name: str, answer: str) -> None:
        """Save one answer; an OSError is ignored."""
        import yaml

        self.given[name] = str(answer)  # a StrEnum, too, as plain text
        text = yaml.safe_dump(self.given, allow_unicode=True, sort_keys=False, default_style='"')
        with contextlib.suppress(OSError):
            ignore = self.path.with_name(".gitignore")
            if not ignore.exists():
                write_whole(ignore, b"*\n")  # nobody has agreed to publish these answers yet
            write_whole(self.path, text.encode())

    def done(self) -> None:
        """Delete the file: the dialogue is finished."""
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)
