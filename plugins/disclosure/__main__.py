"""The command line: `python -m disclosure check | build | serve | template | import | new`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .settings import shown_path

if TYPE_CHECKING:
    from .reporting import Review

from .commandline import Parser
from .desk import add_commands

ROOT = Path(__file__).resolve().parents[2]


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    try:
        options = _parser().parse_args(arguments)
        return int(options.run(options))
    except SystemExit as stop:
        if isinstance(stop.code, str):
            print(stop.code, file=sys.stderr)
            return 1
        return int(stop.code or 0)
    except BrokenPipeError:  # whoever read the report has read enough, for example `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print("\n已停止。", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="disclosure", description="阳光慈善：检查公开数据，生成网站。")
    commands = parser.add_subparsers(title="命令", required=True, metavar="命令")
    add_commands(commands, ROOT)

    check = commands.add_parser(
        "check", help="只检查数据和文章，不生成网站", description="检查数据和文章，一次说出所有问题。"
    )
    _folders(check)
    check.add_argument(
        "--format",
        choices=("text", "json", "html", "xlsx"),
        default="text",
        help="报告的格式：text（默认）、json、html（一个网页）或 xlsx（标好问题的原表）",
    )
    check.add_argument(
        "--report", type=Path, default=ROOT / "检查报告", help="html 和 xlsx 放在哪个文件夹（默认 检查报告）"
    )
    check.set_defaults(run=_check)

    build = commands.add_parser(
        "build", help="生成整个网站", description="检查并生成整个网站；有错时上一次的网站不动。"
    )
    _folders(build)
    _output(build)
    build.set_defaults(run=_build)

    serve = commands.add_parser(
        "serve",
        help="生成网站、在本机打开，改动后自动重做",
        description="生成网站并在本机打开；数据、文章、样式一改就重做。",
    )
    _folders(serve)
    _output(serve)
    serve.add_argument("--host", default="127.0.0.1", help="地址（默认 127.0.0.1，只有本机能看）")
    serve.add_argument("--port", type=int, default=8000, help="端口（默认 8000）")
    serve.set_defaults(run=_serve)
    return parser


def _folders(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=ROOT / "data", help="数据文件夹（默认 data）")
    parser.add_argument("--content", type=Path, default=ROOT / "content", help="文章文件夹（默认 content）")


def _output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--output", type=Path, default=ROOT / "output", help="网站放在哪里（默认 output）")
    parser.add_argument("--settings", type=Path, default=ROOT / "pelicanconf.py", help="设置文件")


def _check(options: argparse.Namespace) -> int:
    from .checking import check

    _, found = check(options.data, options.content)
    if options.format == "json":
        from .reporting.machine import as_json

        print(as_json(found))
    elif options.format == "text":
        from .reporting.text import as_text

        print(as_text(found, colour=sys.stdout.isatty() and not os.environ.get("NO_COLOR")))
    else:
        try:
            written = _write(found, options.format, options.report)
        except OSError as error:
            raise SystemExit(f"写不进 {options.report}：{error.strerror or error}。") from None
        print("\n".join([*(f"已写好：{shown_path(path)}" for path in written), found.verdict]))
    return 0 if found.publishable else 1


def _write(found: Review, form: str, folder: Path) -> list[Path]:
    """The report as files in *folder*."""
    if form == "xlsx":
        from .reporting.workbook import give_back

        return give_back(found, folder)
    from .reporting.html import as_html

    folder.mkdir(parents=True, exist_ok=True)
    page = folder / "index.html"
    page.write_text(as_html(found), encoding="utf-8")
    return [page]


def _build(options: argparse.Namespace) -> int:
    from .build import build

    told = build(options.data, options.content, options.output, options.settings)
    if told:
        print(told, file=sys.stderr, flush=True)
    print(f"网站已生成：{options.output / 'index.html'}" + ("。请看上面的说明。" if told else ""))
    return 0


def _serve(options: argparse.Namespace) -> int:
    from .serving import serve

    return serve(options.data, options.content, options.output, options.settings, options.host, options.port)


if __name__ == "__main__":
    sys.exit(main())
