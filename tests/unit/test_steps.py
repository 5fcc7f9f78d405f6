"""Every command that a message names can be typed as it stands: with the folders in use, with make and without."""

from __future__ import annotations

import ast
import functools
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from disclosure.__main__ import ROOT, _parser
from disclosure.cli import Whereabouts, as_options, steps, whereabouts
from disclosure.problems import WORDINGS, shown_word

PACKAGE = ROOT / "plugins" / "disclosure"


def texts() -> Iterator[str]:
    """Every text in the code that names a command, with x for what is put into it."""
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        documentation = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                yield "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in node.values)
            elif (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in inside | documentation
            ):
                yield node.value
    yield from (word for wording in WORDINGS.values() for word in (wording.message, wording.fix))


@functools.cache
def named() -> frozenset[tuple[str, tuple[tuple[str, str], ...]]]:
    """(target, variables with their values) of every command that any text names."""
    return frozenset(
        (match["target"], tuple(re.findall(r'([A-Z_]+)=("[^"]*"|\S+)', re.sub(r"\{\w+\}", "x", match["given"]))))
        for text in texts()
        for match in steps.STEP.finditer(text)
    )


def usable(given: dict[str, str]) -> dict[str, str]:
    """The variables with a value that the command takes, where the message only says what belongs there."""
    real = {"YEAR": "2024", "RELEASE": "1", "PORT": "8001"}
    return {name: real.get(name, value.strip('"')) for name, value in given.items()}


def test_every_command_in_a_message_is_known_to_the_parser() -> None:
    assert len(named()) > 25
    assert {target for target, _ in named()} >= {"check", "publish", "template", "import", "correct", "key", "cosign"}
    unknown = []
    for target, given in named():
        words = as_options(target, usable(dict(given)))
        if words[0] != "-m":
            continue
        needed = {
            "template": [],
            "import": ["x.xlsx"],
            "read": ["x.docx"],
            "correct": ["a/G001"],
            "new": ["projects"],
            "verify": ["output"],
        }
        line = words[2:] + (needed.get(target, []) if len(words) == 3 else [])
        if target in {"key", "cosign"} and len(words) == 3:
            line.append({"key": "show", "cosign": "export"}[target])
        try:
            _parser().parse_args(line)
        except SystemExit:
            unknown.append((target, given, line))
    assert not unknown


def test_make_hands_on_what_it_is_given() -> None:
    """What the Makefile makes of each command is what the other form says, beside the folders that it always names."""
    different = []
    for target, given in named():
        if target == "setup" or not given or any(not value for _, value in given):
            continue
        said = usable(dict(given))
        done = subprocess.run(
            ["make", "-n", "-s", target, *(f"{name}={value}" for name, value in said.items())],
            cwd=ROOT, capture_output=True, encoding="utf-8", check=True,
        )  # fmt: skip
        line = done.stdout.replace("\\\n", " ").strip().splitlines()[-1]
        made = shlex.split(line)
        words = as_options(target, said)
        if not set(words) <= set(made):
            different.append((words, line))
    assert not different


@pytest.mark.parametrize(
    ("text", "folders", "python", "spelled"),
    [
        ("运行 make check。", {}, "", "运行 make check。"),
        (
            "运行 make check。",
            {"DATA": "我的 数据", "CONTENT": "c"},
            "",
            '运行 make check DATA="我的 数据" CONTENT=c。',
        ),
        (
            "先 make template ORG=a，再 make check",
            {"DATA": "d"},
            "",
            "先 make template ORG=a DATA=d，再 make check DATA=d",
        ),
        ("make zip OUTPUT=o", {"OUTPUT": "p", "DATA": "d"}, "", "make zip OUTPUT=o"),
        ("make check FORMAT=xlsx。", {}, "py", "py -m disclosure check --format xlsx。"),
        ("make html", {"OUTPUT": "o"}, "py", "py -m disclosure build --output o"),
        ("make import FILE=a.xlsx OVERWRITE=1", {}, "py", "py -m disclosure import a.xlsx --overwrite"),
        ('make publish REMOVE="写错 了"', {}, "py", 'py -m disclosure publish --remove "写错 了"'),
        ("make setup 再试", {}, "py", "py bin/setup.py install site 再试"),
        ("make sense", {"DATA": "d"}, "py", "make sense"),
        ("make serve，make approve", {"OUTPUT": "网站"}, "", "make serve OUTPUT=网站，make approve OUTPUT=网站"),
        ("make template", {"OUTPUT": "网站"}, "", "make template"),
    ],
)
def test_commands_are_spelled_for_their_reader(text: str, folders: dict[str, str], python: str, spelled: str) -> None:
    usual = whereabouts(_parser().parse_args(["check"]), _parser(), ROOT)
    assert Whereabouts(folders, python, usual.accepted).spelled(text) == spelled


NAMES = (
    "总结（定稿）.docx", "a b.pdf", "a$(touch run).pdf", "a`touch run`.pdf", "a'b.pdf", "x;touch run.pdf", "2024,1.docx", "“x”.pdf",
    "a&touch run.pdf", "a!b.pdf", "a\\b.pdf", "a#b.pdf", "$(shell touch run).pdf", "a%b.pdf", "a>run.pdf", "a*.pdf", "~x.pdf",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("folders", [{}, {"DATA": "d ($(touch run))"}])
@pytest.mark.parametrize("python", ["", "echo"])
def test_a_name_of_a_file_is_one_word_for_a_shell(
    name: str, folders: dict[str, str], python: str, tmp_path: Path
) -> None:
    """The whole name, and nothing of it is run: neither by a shell nor by make."""
    text = Whereabouts(folders, python).spelled(
        f"请运行 make read FILE={shown_word(name)} TRANSCRIPT=1（没有装的，先装）。"
    )
    command = text.removeprefix("请运行 ").removesuffix("（没有装的，先装）。")
    (tmp_path / "Makefile").write_text("export FILE DATA\nread:\n\t@printenv FILE\n\t@printenv DATA || true\n")
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
    data = list(folders.values())
    if python:
        assert (
            done.stdout
            == " ".join(["-m disclosure read", name, "--transcript", *(f"--data {folder}" for folder in data)]) + "\n"
        )
    else:
        assert done.stdout.split("\n") == [name, *(data or [""]), ""]
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("a.pdf", "a.pdf"),
        (r"我的\a.pdf", r"我的\a.pdf"),
        ("总结（定稿）.docx", '"总结（定稿）.docx"'),
        ("a&b.pdf", '"a&b.pdf"'),
        ("a$(id).pdf", '"a`$(id).pdf"'),
        ("a`n“;id;”.pdf", '"a``n`“;id;`”.pdf"'),
    ],
)
def test_a_name_of_a_file_is_one_word_on_windows(name: str, word: str) -> None:
    """PowerShell runs what stands in $() between double quotes, and takes those of printers for quotes."""
    assert steps.word_of_windows(name) == word


@pytest.mark.parametrize("name", ['a" $(id).pdf', "a\n$(id).pdf"])
def test_a_name_that_no_quotes_can_hold_is_in_no_command(name: str) -> None:
    assert shown_word(name) == "这个文件"


def test_whoever_uses_the_usual_folders_reads_what_was_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "has_make", lambda: True)
    assert whereabouts(_parser().parse_args(["check"]), _parser(), ROOT).is_usual
    other = whereabouts(_parser().parse_args(["check", "--data", "/x/数据"]), _parser(), ROOT)
    assert other.folders == {"DATA": "/x/数据"}


def test_folders_that_a_command_is_not_told_come_from_the_makefile(monkeypatch: pytest.MonkeyPatch) -> None:
    """A check leads to a publish into the folder that make was told, a rollback to one with the texts in use."""
    monkeypatch.setattr(steps, "has_make", lambda: True)
    monkeypatch.setenv("YANGGUANG_CONTENT", "/x/文章")
    monkeypatch.setenv("YANGGUANG_OUTPUT", "/x/网站")
    for given in (["check", "--content", "/x/文章"], ["rollback", "--output", "/x/网站"]):
        place = whereabouts(_parser().parse_args([*given, "--data", "/x/数据"]), _parser(), ROOT)
        assert place.spelled("make publish") == "make publish DATA=/x/数据 CONTENT=/x/文章 OUTPUT=/x/网站"
    monkeypatch.setenv("YANGGUANG_CONTENT", str(ROOT / "content"))
    monkeypatch.setenv("YANGGUANG_OUTPUT", str(ROOT / "output"))
    assert whereabouts(_parser().parse_args(["check"]), _parser(), ROOT).is_usual


def test_without_make_the_python_that_runs_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "has_make", lambda: False)
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("sys.executable", str(ROOT / ".venv" / "bin" / "python"))
    place = whereabouts(_parser().parse_args(["check"]), _parser(), ROOT)
    assert place.spelled("make check") == f"{Path('.venv/bin/python')} -m disclosure check"
