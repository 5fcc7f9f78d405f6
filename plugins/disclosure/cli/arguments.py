"""argparse that speaks Chinese: usage, headings, help and faults, Han characters counted two columns wide."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

# What argparse says, by its own texts, which it looks up with gettext.
WORDS = {
    "usage: ": "用法：",
    "positional arguments": "要写明的",
    "options": "可选的",
    "subcommands": "命令",
    "%(heading)s:": "%(heading)s：",
    "show this help message and exit": "显示本说明",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s：%(message)s",
    "the following arguments are required: %s": "还要写明：%s",
    "one of the arguments %s is required": "这几个里要写一个：%s",
    "not allowed with argument %s": "不能和 %s 一起写",
    "unrecognized arguments: %s": "不认识这些参数：%s",
    "unexpected option string: %s": "不认识这个参数：%s",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s 可以是几个参数：%(matches)s",
    "ignored explicit argument %r": "后面不用写内容，多了“%s”",
    "expected one argument": "后面要写内容",
    "expected at most one argument": "后面最多写一项",
    "expected at least one argument": "后面至少写一项",
    "expected %s argument": "后面要写%s项",
    "expected %s arguments": "后面要写%s项",
    "invalid %(type)s value: %(value)r": "不能是“%(value)s”",
    "invalid choice: %(value)r (choose from %(choices)s)": "不能是“%(value)s”，可以是：%(choices)s",
    "invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)": (
        "不能是“%(value)s”，是不是“%(closest)s”？可以是：%(choices)s"
    ),
    "unknown parser %(parser_name)r (choices: %(choices)s)": "没有“%(parser_name)s”，可以是：%(choices)s",
}

# What stands for the value of an option in its help.
_VALUES = {
    "data": "文件夹", "content": "文件夹", "output": "文件夹", "report": "文件夹", "folder": "文件夹",
    "settings": "文件", "target": "文件", "file": "文件", "org": "机构编号", "kind": "表", "year": "年度",
    "days": "天数", "today": "日期", "on": "日期", "host": "地址", "port": "端口", "site_url": "网址",
    "remove": "原因", "figure": "数字", "format": "格式",
}  # fmt: skip
_HELP_AT = 24  # the column where help begins


class _Formatter(argparse.HelpFormatter):
    def __init__(self, prog: str, **_: object) -> None:
        super().__init__(prog, width=60)  # breaks the usage line only, where no character is wide

    def format_help(self) -> str:
        return re.sub(r"^(\S+):$", r"\1：", super().format_help(), flags=re.MULTILINE)

    def _fill_text(self, text: str, width: int, indent: str) -> str:  # noqa: ARG002
        from ..reporting import wrap

        return "\n".join(wrap(text, indent, indent))

    def _format_action(self, action: argparse.Action) -> str:
        from ..reporting import width, wrap

        below = [self._format_action(inner) for inner in self._iter_indented_subactions(action)]
        if action.nargs == argparse.PARSER:
            return "".join(below)  # the name of the group says nothing more
        head = " " * self._current_indent + self._format_action_invocation(action)
        help_text = self._expand_help(action) if action.help else ""
        room = " " * _HELP_AT
        if width(head) + 2 > _HELP_AT:
            return "\n".join([head, *wrap(help_text, room, room), *below, ""])
        return "\n".join([*wrap(help_text, head + room[width(head) :], room), *below, ""])


@contextmanager
def _in_chinese() -> Iterator[None]:
    """Lets argparse look up its texts in `WORDS` for a while; other parsers in this process keep theirs."""
    module: Any = argparse
    singular, plural = module._, module.ngettext
    module._ = lambda text: WORDS.get(text, text)
    module.ngettext = lambda text, texts, count: WORDS[text if count == 1 else texts]
    try:
        yield
    finally:
        module._, module.ngettext = singular, plural


def said(text: str) -> str:
    """What an option says, which must be something: no address at all, as of `make serve HOST=`, would be every address."""
    if not text.strip():
        raise argparse.ArgumentTypeError(WORDS["expected one argument"])
    return text


def _place(text: str) -> Path:
    """The file or folder of an option; nothing at all, as of `make check DATA=`, would be the folder in which one stands."""
    return Path(said(text))


class Parser(argparse.ArgumentParser):
    """A parser that speaks Chinese."""

    def __init__(self, **settings: Any) -> None:
        plain = {"color": False} if sys.version_info >= (3, 14) else {}  # colours have no width, and would be counted
        with _in_chinese():
            super().__init__(**{"formatter_class": _Formatter, **settings, "allow_abbrev": False, **plain})

    def parse_args(self, args: Sequence[str] | None = None, namespace: Any = None) -> Any:  # type: ignore[override]
        """Parse a command; what is wrong with it is told in Chinese on stderr, and ends the program with 2."""
        with _in_chinese():
            return super().parse_args(args, namespace)

    def add_argument(self, *names: Any, **settings: Any) -> argparse.Action:
        """Add an argument; where nothing else is said, a Chinese word stands for its value."""
        dest = str(names[-1]).lstrip("-").replace("-", "_")
        if "action" not in settings:
            settings.setdefault("metavar", _VALUES.get(dest, "内容"))
        if settings.get("type") is Path and dest != names[-1]:
            settings["type"] = _place
        return super().add_argument(*names, **settings)

    def take_data(self, root: Path) -> None:
        """Take the folder of the data, by default that of the project at *root*."""
        self.add_argument("--data", type=Path, default=root / "data", help="数据文件夹（默认 data）")

    def error(self, message: str) -> NoReturn:
        """Tell what is wrong with the command, and leave with 2; choices come in a row, in some versions with quotes."""
        said, before, choices = message.replace("'", "").partition("可以是：")
        plain = f"{said}{before}{choices.replace(', ', '、')}"
        if said.startswith(WORDS["unrecognized arguments: %s"].removesuffix("%s")) and "=" in said and "--" not in said:
            plain += "。“名称=内容”这样的要紧跟在命令和表的后面，写在 --data 这些的前面"
        print(f"{self.format_usage()}{plain}。加 --help 看说明。", file=sys.stderr)
        raise SystemExit(2)
