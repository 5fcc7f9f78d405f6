r"""The commands that our messages name, as they work where they are read: with the folders in use, with or without make.

Messages say `make check` or `make template KIND=donations ORG=demo`. Whoever reads them works on folders of their own
(DATA=, CONTENT=, OUTPUT=), and perhaps on a machine without make, where the same is `.venv\Scripts\python -m disclosure check`.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from msgspec import Struct

from ..problems import shown_path

# The targets of the Makefile that are a command of another name.
_COMMANDS = {"html": "build", "serve": "desk"}

_INSTALLED = {"setup": "site", "setup-ocr": "ocr"}  # target → which packages

# Variables of the Makefile that stand in a place of their own, by command; the others are options of their name.
_BY_PLACE = {
    "template": ("KIND", "FOR"),
    "new": ("KIND",),
    "import": ("FILE",),
    "read": ("FILE",),
    "correct": ("FIGURE", "RECORD"),
    "verify": ("OUTPUT",),
    "key": ("DO",),
    "cosign": ("DO", "FILE"),
}
_OPTIONS = {"verify": {"PUBLIC": "--key"}}
_FLAGS = frozenset({"OVERWRITE", "RECORDED", "STRICT", "TRANSCRIPT"})  # options without a value
# what OUTPUT= means one thing for
_SITES = frozenset({"approve", "build", "changes", "codes", "desk", "publish", "rollback", "serve", "verify", "zip"})

_TARGETS = "setup-ocr|setup|serve|html|check|due|publish|changes|correct|rollback|verify|key|cosign|zip|template|import|new|undo|read|settle|approve|desk|codes"
_VALUE = r'"[^"\n]*"|[^\s，。；、：“”（）()「」,;]*'
STEP = re.compile(rf"\bmake[ \n]+(?P<target>{_TARGETS})\b(?P<given>(?:\s+[A-Z_]+=(?:{_VALUE}))*)")
_GIVEN = re.compile(rf"([A-Z_]+)=({_VALUE})")


class Whereabouts(Struct, frozen=True):
    """Where a reader of messages stands: folders that are not the usual ones (variable → path), and what runs commands."""

    folders: Mapping[str, str]
    python: str = ""  # how Python is called where there is no make, else nothing
    accepted: Mapping[str, frozenset[str]] | None = None  # command → its options; None: all take all

    @property
    def is_usual(self) -> bool:
        """Whether messages are right as they are written."""
        return not self.folders and not self.python

    def spelled(self, text: str) -> str:
        """*text* with every command as it works here."""
        return STEP.sub(self._step, text)

    def _step(self, match: re.Match[str]) -> str:
        target, given = match["target"], given_values(match["given"])
        if self.is_usual and not any(map(_RUN_BY_A_SHELL.search, given.values())):
            return match[0]
        command = _COMMANDS.get(target, target)
        for variable, path in self.folders.items():
            takes = variable != "OUTPUT" or command in _SITES
            if takes and self._takes(command, variable):
                given.setdefault(variable, path)
        if self.python:
            return " ".join([self.python, *map(_quoted, as_options(target, given))])
        return " ".join([f"make {target}", *(f"{name}={_of_make(value)}" for name, value in given.items())])

    def _takes(self, command: str, variable: str) -> bool:
        if self.accepted is None or variable in _BY_PLACE.get(command, ()):
            return True
        return f"--{variable.lower()}" in self.accepted.get(command, frozenset())


def given_values(given: str) -> dict[str, str]:
    """Variable → value of what stands behind a target in a message, without the quotation marks of a shell."""
    return {name: value.strip('"') for name, value in _GIVEN.findall(given)}


def as_options(target: str, given: Mapping[str, str]) -> list[str]:
    """The arguments of `python -m disclosure` that are a target of the Makefile with variables."""
    if target in _INSTALLED:
        return ["bin/setup.py", "install", _INSTALLED[target]]
    command = _COMMANDS.get(target, target)
    places = [given[name] for name in _BY_PLACE.get(command, ()) if given.get(name)]
    words = ["-m", "disclosure", command, *places]
    for name, value in given.items():
        if name in _BY_PLACE.get(command, ()):
            continue
        option = _OPTIONS.get(command, {}).get(name, f"--{name.lower().replace('_', '-')}")
        if name in _FLAGS:
            words += [option] if value else []
        else:
            words += [option, value]
    return words


def whereabouts(options: argparse.Namespace, parser: argparse.ArgumentParser, root: Path) -> Whereabouts:
    """Where whoever gave *options* stands; *root* is the project's folder, with the usual folders in it."""
    folders = {}
    for variable, name in (("DATA", "data"), ("CONTENT", "content"), ("OUTPUT", "output")):
        path = getattr(options, name, None)
        if path is None and name == "content" and "DATA" in folders and hasattr(options, name):
            path = options.data.absolute().with_name(name)  # as `correct` takes it
        ours = variable != "OUTPUT" or getattr(options, "command", "") in _SITES
        named = os.environ.get(f"YANGGUANG_{variable}", "")  # by the Makefile, of which some commands are not told
        if named and not (ours and isinstance(path, Path)):
            path, ours = root / named, True
        if isinstance(path, Path) and ours and path.absolute() != root / name:
            folders[variable] = shown_path(path)
    accepted = {name: _options_of(command) for name, command in _commands(parser).items()}
    return Whereabouts(folders, "" if has_make() else python_here(), accepted)


def _commands(parser: argparse.ArgumentParser) -> Mapping[str, argparse.ArgumentParser]:
    """The commands below a parser; argparse has no public way to them."""
    groups = (action for action in parser._actions if isinstance(action, argparse._SubParsersAction))  # noqa: SLF001
    return {name: command for group in groups for name, command in group.choices.items()}


def _options_of(command: argparse.ArgumentParser) -> frozenset[str]:
    """The options of a command and of those below it."""
    options = {word for action in command._actions for word in action.option_strings}  # noqa: SLF001
    return frozenset(options.union(*map(_options_of, _commands(command).values())))


def has_make() -> bool:
    """Whether commands can be run by make."""
    return os.name != "nt" and shutil.which("make") is not None


def python_here() -> str:
    """How the Python that runs now is called from the folder that one stands in."""
    path = Path(sys.executable)
    try:
        return _quoted(str(path.relative_to(Path.cwd())))
    except ValueError:
        return _quoted(str(path))


_RUN_BY_A_SHELL = re.compile(r"""["$`!\\]""")  # what a shell of Unix does something of even between double quotes
_RUN_BY_POWERSHELL = re.compile("[`$“”„]")


def word_of_unix(word: str) -> str:
    """One word for a shell of Unix: in double quotes wherever that suffices, as people write it."""
    if re.fullmatch(r"[\w./:=@%+-]+", word):
        return word
    return shlex.quote(word) if _RUN_BY_A_SHELL.search(word) else f'"{word}"'


def _of_make(value: str) -> str:
    """The value of a variable for make in a shell: make puts something of its own in the place of what follows a single $."""
    return value and word_of_unix(value).replace("$", "$$")


def word_of_windows(word: str) -> str:
    """One word for PowerShell that cmd takes, too; where no spelling is right in both, it is so in PowerShell, and cmd runs nothing."""
    if re.fullmatch(r"[\w./:=@%+\\-]+", word):
        return word
    escaped = _RUN_BY_POWERSHELL.sub(r"`\g<0>", word)
    return f'"{escaped}"'


_quoted = word_of_windows if os.name == "nt" else word_of_unix


class SpelledStream:
    """A stream on which every command is spelled as it works where it is read."""

    def __init__(self, stream: TextIO, place: Whereabouts) -> None:
        self._stream = stream
        self._place = place

    def write(self, text: str) -> int:
        """Write *text*; returns how many signs were taken of it."""
        self._stream.write(self._place.spelled(text))
        return len(text)

    def writelines(self, lines: Sequence[str]) -> None:
        """Write some lines."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
