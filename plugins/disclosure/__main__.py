"""The command line: `python -m disclosure check | due | build | serve | template | import | new`."""

from __future__ import annotations

import argparse
import sys
from datetime import date, datetime
from pathlib import Path

from .commandline import Parser
from .desk import add_commands
from .law.deadlines import CHINA, day_of, in_china

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
    check.add_argument("--format", choices=("text", "json"), default="text", help="报告的格式：text（默认）或 json")
    check.set_defaults(run=_check)

    build = commands.add_parser(
        "build", help="生成整个网站", description="检查并生成整个网站；有错时上一次的网站不动。"
    )
    _folders(build)
    _output(build)
    build.set_defaults(run=_build)

    due = commands.add_parser(
        "due",
        help="列出到期和逾期的公开义务",
        description="列出逾期的和就要到期的公开义务，按负责人分开；也能生成日历，或起草要公开的内容。",
    )
    _folders(due)
    due.add_argument("--org", default="", help="只看这家机构（机构编号）")
    due.add_argument("--days", type=int, default=90, help="往后看多少天（默认 90）")
    due.add_argument("--today", type=_day, default=None, help="按哪一天算，例如 2026-05-24（默认今天，北京时间）")
    due.add_argument("--format", choices=("text", "ics"), default="text", help="text（默认），或日历 ics")
    due.add_argument("--draft", default="", metavar="义务", help="起草这项义务要公开的内容，例如 project-periodic")
    due.add_argument("--strict", action="store_true", help="有逾期的就以 1 结束")
    due.set_defaults(run=_due)

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


def _day(text: str) -> date:
    day = day_of(text)
    if day is None:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，请写成 2026-05-24 这样")
    return day


def _due(options: argparse.Namespace) -> int:
    from . import calendars, reminders
    from .problems import Report
    from .settings import shown_path
    from .site import read_site

    report = Report()
    site = read_site(options.data, shown_path(options.data), report)
    if report.errors:
        raise SystemExit(report.as_text())
    chosen = [one for one in site.disclosures if options.org in {"", one.org}]
    if not chosen:
        known = "、".join(one.org for one in site.disclosures)
        raise SystemExit(f"没有“{options.org}”这家机构。ORG= 可填：{known}。")
    today = options.today or in_china(datetime.now(CHINA))
    if options.draft:
        drafts = [reminders.draft(one, options.draft, today) for one in chosen]
        if not any(drafts):
            raise SystemExit(f"没有“{options.draft}”这项义务。编号见 docs/公开义务对照.md。")
        print("\n\n".join(drafts))
        return 0
    found = reminders.reminders(chosen, today, options.days)
    if options.format == "ics":
        sys.stdout.buffer.write(calendars.calendar(found, today))
        sys.stdout.flush()
    else:
        print(reminders.as_text(found, today, options.days))
    return 1 if options.strict and any(one.overdue for one in found) else 0


def _check(options: argparse.Namespace) -> int:
    from .checking import check

    report, summary = check(options.data, options.content)
    if options.format == "json":
        print(report.as_json())
    else:
        text = report.as_text()
        print(f"{text}\n{summary}" if text else summary)
    return 1 if report.errors else 0


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
