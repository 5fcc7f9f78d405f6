"""The small site with commands run in this process, for tests about what stands outside the data."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from release_cases import LEDGER
from small import Site
from trees import copy_tree

from disclosure.__main__ import main
from disclosure.problems import Report
from disclosure.publishing import memory
from disclosure.releases import History, read_history


def run(*arguments: str | Path) -> tuple[int, str]:
    """One command of the project: its exit code and all that it said, without the line breaks of a terminal."""
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = main([str(argument) for argument in arguments])
    return code, said.getvalue()


@dataclass
class Place:
    """A folder with a small site, its live tree, and the private keys outside it."""

    root: Path
    site: Site

    @property
    def output(self) -> Path:
        """The live tree."""
        return self.root / "output"

    @property
    def records(self) -> Path:
        """The records of releases."""
        return self.site.data / "releases"

    @property
    def history(self) -> History:
        """The releases as the data has them."""
        return read_history(self.records, "data/releases", Report())

    def publish(self, *options: str | Path, name: str = "publish") -> tuple[int, str]:
        """Publish into the live tree."""
        folders = ("--data", self.site.data, "--content", self.site.content, "--output", self.output)
        return run(name, *folders, *options)

    def copy(self, root: Path, *, remembered: bool = False) -> Place:
        """The same at another place; *remembered*: as if this machine had published it there."""
        copy_tree(self.root, root)
        twin = Place(root, Site(root))
        if remembered:
            memory.remember(twin.output, (), twin.history)
        return twin

    def live(self) -> dict[str, bytes]:
        """Every file of the live tree."""
        return {str(path): path.read_bytes() for path in sorted(self.output.rglob("*")) if path.is_file()}

    def recorded(self) -> dict[str, bytes]:
        """Every file of the records but the lock."""
        files = (path for path in sorted(self.records.rglob("*")) if path.is_file() and path.name != ".lock")
        return {str(path): path.read_bytes() for path in files}

    def on(self, day: str) -> None:
        """Say up to which day the data goes: that is the day of the next release."""
        path = self.site.data / "site.yaml"
        path.write_text(re.sub(r"prepared_on: \S+", f"prepared_on: {day}", path.read_text("utf-8")), "utf-8")

    def correct(self, old: str, new: str, day: str) -> None:
        """Change a published figure, with the entry that says so."""
        self.site.cell("figures/2023.csv", 10, "数值", new)
        self.site.cell("figures/2023.csv", 10, "原文写法", f"{new}人")
        path = self.site.file("corrections.csv")
        before = path.read_text("utf-8") if path.exists() else LEDGER
        self.on(day)
        entry = f"seats-{new},{day},更正,阅读角受益人数,{old}人,{new}人,签到表数错了一行,A009,DOC\n"
        path.write_text(before + entry, "utf-8")


def reseal(folder: Path) -> None:
    """Make the checkpoint of an edited record anew, as somebody does who knows the format and has no key."""
    from disclosure.releases import Checkpoint, SignedNote, digest

    note = SignedNote.read((folder / "checkpoint.txt").read_text("utf-8"))
    point, _ = Checkpoint.read(note.text)
    text = point.text(digest((folder / "release.yaml").read_bytes()))
    (folder / "checkpoint.txt").write_text(SignedNote(text).content(), "utf-8")
