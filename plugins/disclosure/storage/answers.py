"""What somebody answered so far, kept in a plain file until everything is written: who is interrupted goes on there."""

from __future__ import annotations

import contextlib
from pathlib import Path

from msgspec import Struct, field

from .writing import write_whole

FOLDER = ".drafts"  # of the data folder; nothing in it is read as data


class KeptAnswers(Struct):
    """Answers by the name of their question, in the file *path*."""

    path: Path
    given: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, data: Path, name: str) -> KeptAnswers:
        """The answers that are kept under *name* in the folder *data*; none where there are none that can be read."""
        import yaml

        path = data / FOLDER / f"{name}.yaml"
        try:
            known = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  (it makes nothing but text)
        except (OSError, ValueError, yaml.YAMLError):
            known = None
        answers = known if isinstance(known, dict) else {}
        return cls(path, {key: text for key, text in answers.items() if isinstance(key, str) and isinstance(text, str)})

    def keep(self, name: str, answer: str) -> None:
        """Note one answer; where the disk refuses, nothing is noted, and nobody is stopped."""
        import yaml

        self.given[name] = str(answer)  # a word of a list, too, as plain text
        text = yaml.safe_dump(self.given, allow_unicode=True, sort_keys=False, default_style='"')
        with contextlib.suppress(OSError):
            ignore = self.path.with_name(".gitignore")
            if not ignore.exists():
                write_whole(ignore, b"*\n")  # answers that nobody agreed to publish yet
            write_whole(self.path, text.encode())

    def done(self) -> None:
        """Everything is written: the file goes."""
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)
