"""Small inputs from the field: a base site with the files of one case laid over it, and what our commands say of it."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from disclosure.__main__ import main
from disclosure.compose import check
from disclosure.problems import Report
from disclosure.reporting import Review, as_text

INPUTS = Path(__file__).parent / "inputs"

# What any first release asks, whatever its data: the base has no totals typed a second time.
ASKED_ANYWAY = frozenset({"unverified-totals"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command ended: its exit code, all that it printed, and the codes of the problems of a check."""

    exit_code: int
    printed: str
    errors: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    places: frozenset[tuple[str, int | None]] = (
        frozenset()
    )  # (name of the file, row) of every problem that a check told

    @property
    def refused(self) -> bool:
        """Whether the command ended with exit code 1 and no traceback."""
        assert "Traceback" not in self.printed, self.printed
        return self.exit_code == 1


@dataclass(frozen=True, slots=True)
class CaseSite:
    """A folder with the data and content of one case."""

    folder: Path

    @property
    def data(self) -> Path:
        """The data folder of the organisation `demo`."""
        return self.folder / "data" / "demo"

    def rows(self, name: str = "donations.csv") -> list[dict[str, str]]:
        """The rows of a table of the organisation, as they lie in its file."""
        return list(csv.DictReader(io.StringIO((self.data / name).read_text("utf-8"))))

    def write(self, name: str, text: str) -> Path:
        """Lay one more text file over the case; *name* is below the folder of the site."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def check(self) -> Outcome:
        """`check`, with the codes of what it tells and its report as a terminal would show it."""
        reviews: list[Review] = []

        def noted(*inputs: Any) -> tuple[Report, Review]:
            report, review = check(*inputs)
            reviews.append(review)
            return report, review

        with mock.patch("disclosure.compose.check", noted):
            outcome = command("check", *self._inputs, "--format", "json")
        if not reviews:
            return outcome
        report = json.loads(outcome.printed)
        codes: dict[str, list[str]] = {"error": [], "warning": [], "notice": []}
        for finding in report["findings"]:
            if finding["code"] not in ASKED_ANYWAY:
                codes[finding["severity"]].append(finding["code"])
        places = frozenset((finding["file"].rpartition("/")[2], finding["row"]) for finding in report["findings"])
        text = as_text(reviews[0], colour=False)
        return Outcome(outcome.exit_code, text, *(tuple(codes[severity]) for severity in codes), places)

    def build(self, output: str = "out") -> Outcome:
        """`build` into a folder beside the data."""
        return command("build", *self._inputs, "--output", str(self.folder / output))

    def import_file(self, kind: str, name: str) -> Outcome:
        """`import` of a file that lies in the folder of the case."""
        return command(
            "import", str(self.folder / name), "--org", "demo", "--kind", kind, "--data", str(self.folder / "data")
        )

    def published(self, output: str = "out") -> str:
        """The text of every page and every download that was built, one after the other."""
        texts = [
            path.read_bytes().decode("utf-8", "replace")
            for path in sorted((self.folder / output).rglob("*"))
            if path.is_file()
        ]
        return "\n".join(texts)

    @property
    def _inputs(self) -> tuple[str, ...]:
        return ("--data", str(self.folder / "data"), "--content", str(self.folder / "content"))


# What the fixture `case` hands out.
Lay = Callable[..., CaseSite]


def lay(name: str, folder: Path, number: int | None = 1) -> CaseSite:
    """The base with the files of case *name* over it, in the new *folder*; without a *number* only the base."""
    shutil.copytree(INPUTS / "base", folder)
    if number is not None:
        shutil.copytree(INPUTS / name / str(number), folder, dirs_exist_ok=True)
    return CaseSite(folder)


def command(*arguments: str) -> Outcome:
    """Run one of our commands in this process, as the command line would."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        try:
            exit_code = main(list(arguments))
        except SystemExit as end:
            if isinstance(end.code, str):
                printed.write(end.code)
            exit_code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    return Outcome(exit_code, printed.getvalue())
