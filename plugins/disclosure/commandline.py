"""argparse that speaks Chinese: usage, headings, help and faults."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from typing import Any, NoReturn

_FAULTS = (
    (r"the following arguments are required: (.+)", "还要写明：{}"),
    (r"unrecognized arguments: (.+)", "不认识这些参数：{}"),
    (r"argument (.+): expected one argument", "{} 后面要写内容"),
    (r"argument (.+): invalid choice: (.+) \(choose from (.+)\)", "{} 不能是 {}，可以是：{}"),
    (r"argument (.+): invalid \w+ value: (.+)", "{} 不能是 {}"),
    (r"ambiguous option: (.+) could match (.+)", "{} 可以是几个参数：{}"),
)


class _Formatter(argparse.HelpFormatter):
    def add_usage(
        self, usage: str | None, actions: Iterable[Any], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser whose own words are Chinese."""

    def __init__(self, **named: Any) -> None:
        super().__init__(**{"formatter_class": _Formatter, **named, "add_help": False, "allow_abbrev": False})
        self._positionals.title = "要写明的"
        self._optionals.title = "可选的"
        self.add_argument("-h", "--help", action="help", help="显示本说明")

    def error(self, message: str) -> NoReturn:
        """Tell what is wrong with the command, and leave."""
        for pattern, told in _FAULTS:
            match = re.fullmatch(pattern, message)
            if match:
                message = told.format(*match.groups())
        print(f"{self.format_usage()}{message}。加 --help 看说明。", file=sys.stderr)
        raise SystemExit(2)
