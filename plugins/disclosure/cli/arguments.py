"""argparse that speaks Chinese: usage, headings, help and faults, Han characters counted two columns wide."""

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
    (r"argument (.+): invalid choice: '?(.+?)'? \(choose from (.+)\)", "{} 不能是“{}”，可以是：{}"),
    (r"argument (.+): invalid \w+ value: '(.+)'", "{} 不能是“{}”"),
    (r"ambiguous option: (.+) could match (.+)", "{} 可以是几个参数：{}"),
    (r"argument (.+): (.+)", "{}：{}"),
)

# What stands for the value of an option in its help.
_VALUES = {
    "data": "文件夹", "content": "文件夹", "output": "文件夹", "report": "文件夹", "folder": "文件夹",
    "settings": "文件", "target": "文件", "file": "文件", "org": "机构编号", "kind": "表", "year": "年度",
    "days": "天数", "today": "日期", "on": "日期", "host": "地址", "port": "端口", "site_url": "网址",
    "remove": "原因", "figure": "数字", "format": "格式",
}  # fmt: skip
_HELP_AT = 24  # the column where help begins


class _Formatter(argparse.HelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=60)  # breaks the usage line only, where no character is wide

    def add_usage(
        self, usage: str | None, actions: Iterable[Any], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)

    def format_help(self) -> str:
        return re.sub(r"^(\S+):$", r"\1：", super().format_help(), flags=re.MULTILINE)

    def _fill_text(self, text: str, width: int, indent: str) -> str:  # noqa: ARG002
        from ..reporting import wrap

        return "\n".join(wrap(text, indent, indent))

    def _format_action(self, action: argparse.Action) -> str:
        from ..reporting import width, wrap

        below = [self._format_action(subaction) for subaction in self._iter_indented_subactions(action)]
        if action.nargs == argparse.PARSER:
            return "".join(below)  # the name of the group says nothing more
        head = " " * self._current_indent + self._format_action_invocation(action)
        words = self._expand_help(action) if action.help else ""
        room = " " * _HELP_AT
        if width(head) + 2 > _HELP_AT:
            return "\n".join([head, *wrap(words, room, room), *below, ""])
        return "\n".join([*wrap(words, head + room[width(head) :], room), *below, ""])


class Parser(argparse.ArgumentParser):
    """A parser that speaks Chinese."""

    def __init__(self, **named: Any) -> None:
        super().__init__(**{"formatter_class": _Formatter, **named, "add_help": False, "allow_abbrev": False})
        self._positionals.title = "要写明的"
        self._optionals.title = "可选的"
        self.add_argument("-h", "--help", action="help", help="显示本说明")

    def add_argument(self, *names: Any, **named: Any) -> argparse.Action:
        """Add an argument; where nothing else is said, a Chinese word stands for its value."""
        dest = str(names[-1]).lstrip("-").replace("-", "_")
        if "action" not in named:
            named.setdefault("metavar", _VALUES.get(dest, "内容"))
        return super().add_argument(*names, **named)

    def error(self, message: str) -> NoReturn:
        """Print what is wrong with the command, and exit with 2."""
        for pattern, chinese in _FAULTS:
            match = re.fullmatch(pattern, message)
            if match:
                message = chinese.format(*match.groups()).replace("', '", "、").replace("'", "")
                break
        print(f"{self.format_usage()}{message}。加 --help 看说明。", file=sys.stderr)
        raise SystemExit(2)
