"""Whatever is wrong with a command, the answer is Chinese: no text of argparse reaches a reader."""

from __future__ import annotations

import argparse
import ast
import inspect
import re
from collections.abc import Iterator

import pytest

from disclosure.__main__ import _parser, main
from disclosure.cli import Parser
from disclosure.cli.arguments import WORDS, _place, said

# What argparse tells programmers only (conflicting options, bad declarations), what no command of ours has (a version, defaults
# in its help, something deprecated), and the frame that `Parser.error` replaces.
TO_PROGRAMMERS = {
    ".__call__() not defined",
    "'required' is an invalid argument for positionals",
    "mutually exclusive arguments must be optional",
    "%r is not callable",
    "cannot merge actions - two groups are named %r",
    "invalid option string %(option)r: must start with a character %(prefix_chars)r",
    "dest= is required for options like %r",
    "invalid conflict_resolution value: %r",
    "cannot have multiple subparser arguments",
    "conflicting subparser: %s",
    "conflicting subparser alias: %s",
    "conflicting option string: %s",
    "conflicting option strings: %s",
    'argument "-" with mode %r',
    "can't open '%(filename)s': %(error)s",
    "%(prog)s: error: %(message)s\n",
    "%(prog)s: warning: %(message)s\n",
    "argument '%(argument_name)s' is deprecated",
    "command '%(parser_name)s' is deprecated",
    "option '%(option)s' is deprecated",
    "show program's version number and exit",
    " (default: %(default)s)",
}


def test_every_text_of_argparse_is_translated() -> None:
    """The texts that argparse of this very Python looks up with gettext are all in the list, with the same blanks."""
    texts = {
        argument.value
        for node in ast.walk(ast.parse(inspect.getsource(argparse)))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "ngettext"}
        for argument in node.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }
    assert len(texts) > 20
    assert texts - TO_PROGRAMMERS <= set(WORDS)
    for english, chinese in WORDS.items():
        blanks = [re.findall(r"%(?:\((\w+)\))?[sr]", text) for text in (english, chinese)]
        assert set(blanks[1]) <= set(blanks[0])
        assert "(" in english or len(blanks[0]) == len(blanks[1])


def commands() -> dict[str, argparse.ArgumentParser]:
    (chosen,) = (action for action in _parser()._actions if isinstance(action, argparse._SubParsersAction))
    return dict(chosen.choices)


def mistakes() -> Iterator[list[str]]:
    """Every command with everything that can be wrong with it: one mistake at a time."""
    yield []
    yield ["nonsense"]
    for name, parser in commands().items():
        yield [name, "--nonsense"]
        for action in parser._actions:
            if not action.option_strings:
                if action.nargs is None:
                    yield [name]
            elif action.nargs == 0:
                yield [name, f"{action.option_strings[-1]}=3"]
            else:
                yield [name, action.option_strings[0]]
                if action.type is int or action.choices:
                    yield [name, action.option_strings[0], "错的"]
                if action.type in {_place, said}:
                    yield from ([name, action.option_strings[0], blank] for blank in ("", " "))


MISTAKES = list(mistakes())


@pytest.mark.parametrize("arguments", MISTAKES, ids=" ".join)
def test_every_mistake_is_told_in_chinese(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """The answer names what is wrong in Chinese and ends with 2; English are only names of options, commands and values."""
    assert main(arguments) == 2
    told = capsys.readouterr().err
    assert told.startswith("用法：disclosure")
    answer = told.rstrip("\n").splitlines()[-1]
    assert answer.endswith("。加 --help 看说明。")
    names = {*commands(), "text", "json", "html", "xlsx", "ics", "nonsense", "csv"}
    names |= {word for parser in commands().values() for action in parser._actions for word in (action.choices or ())}
    assert set(re.findall(r"[A-Za-z]{2,}", re.sub(r"--[a-z-]+", "", answer))) <= names
    assert re.search(r"[一-鿿]", answer.removesuffix("。加 --help 看说明。"))


def test_contents_behind_options_are_told_where_they_belong(capsys: pytest.CaptureFixture[str]) -> None:
    """new organisation --data 我的数据 名称=…: what was typed is right, its place is not."""
    assert main(["new", "organisation", "--data", "d", "名称=东村慈善会"]) == 2
    assert "写在 --data 这些的前面" in capsys.readouterr().err


def test_other_parsers_keep_their_words(capsys: pytest.CaptureFixture[str]) -> None:
    """What another program's parser says in the same process is left alone, also after ours has failed."""
    with pytest.raises(SystemExit):
        Parser(prog="x").parse_args(["--nonsense"])
    capsys.readouterr()
    with pytest.raises(SystemExit):
        argparse.ArgumentParser(prog="y").parse_args(["--nonsense"])
    assert "unrecognized arguments" in capsys.readouterr().err
