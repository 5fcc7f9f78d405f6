"""The command line: `python -m disclosure check | due | build | desk | publish … | template | import | new`."""

from __future__ import annotations

import argparse
import errno
import gc
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, cast

from .dates import day_of
from .edge import LastResort, collect_seldom, finish, guarded, need_memory, quiet, speak_chinese
from .problems import machine_reason, shown_path

if TYPE_CHECKING:
    from .cli import Parser
    from .publishing import PublishOptions
    from .reporting import Review

ROOT = Path(__file__).resolve().parents[2]

# Where the details of a fault of our own are written.
DETAILS_FOLDER = ROOT

# What an entry of the ledger of corrections needs: option and question; what is not given is asked for.
CORRECTION_QUESTIONS = (
    ("type", "更正类型：更正、修订、补充或核实中"),
    ("old", "原来的写法"),
    ("new", "现在的写法"),
    ("reason", "原因"),
    ("person", "经办"),
    ("register", "“慈善中国”上：已改正、正在改正、没有改正或不涉及"),
    ("source", "来源文件的编号"),
    ("on", "更正日期"),
)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code. Whatever goes wrong is told in a Chinese line on stderr."""
    speak_chinese()
    with LastResort(DETAILS_FOLDER) as edge, quiet():
        need_memory()
        collect_seldom()
        edge.exit_code = finish(lambda: _run(arguments))
    return edge.exit_code


def _run(arguments: list[str] | None) -> int:
    from .cli import SpelledStream, WaitingLine, whereabouts

    parser = _parser()
    options = parser.parse_args(arguments)
    _refuse_circles(options)
    options.place = place = whereabouts(options, parser, ROOT)
    _complete_writes(getattr(options, "data", None))
    with WaitingLine(getattr(options, "progress", ""), sys.stderr) as options.line:
        if place.is_usual or getattr(options, "format", "") in {"json", "ics"}:  # which machines read
            return int(options.run(options))
        out, err = (cast("TextIO", SpelledStream(stream, place)) for stream in (sys.stdout, sys.stderr))
        try:
            with redirect_stdout(out), redirect_stderr(err):
                return int(options.run(options))
        except SystemExit as stop:
            if not isinstance(stop.code, str):
                raise
            raise SystemExit(place.spelled(stop.code)) from None


def _refuse_circles(options: argparse.Namespace) -> None:
    """SystemExit where a path that was given is a link which leads back to itself."""
    for path in vars(options).values():
        try:
            if isinstance(path, Path):
                path.stat()
        except OSError as error:
            if error.errno == errno.ELOOP:
                raise SystemExit(f"{path} 是一个绕回自己的链接（快捷方式），打不开。请删掉它，或换一个位置。") from None


def _complete_writes(data: Path | None) -> None:
    """Before anything is read: several files that an interrupted command wrote are all new, or all as they were."""
    from .filing import recover

    left = recover(data) if data is not None and data.is_dir() else []
    if left:
        names = "、".join(shown_path(path) for path in left)
        print(f"上一次写入没有写完，{names} 在那以后又改过，没有动；请看一看是不是您要的。", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    from .cli import Parser, said
    from .staff import add_commands, add_signing

    parser = Parser(prog="disclosure", description="阳光慈善：检查公开数据，生成网站。")
    commands = parser.add_subparsers(title="命令", required=True, metavar="命令", dest="command")
    add_commands(commands, ROOT)

    check = commands.add_parser(
        "check", help="只检查数据和文章，不生成网站", description="检查数据和文章，一次说出所有问题。"
    )
    _folders(check)
    _settings(check)
    check.add_argument(
        "--format",
        choices=("text", "json", "html", "xlsx"),
        default="text",
        help="报告的格式：text（默认）、json、html（一个网页）或 xlsx（标好问题的原表）",
    )
    check.add_argument(
        "--report", type=Path, default=ROOT / "检查报告", help="html 和 xlsx 放在哪个文件夹（默认 检查报告）"
    )
    check.set_defaults(run=_check, progress="正在检查")

    build = commands.add_parser(
        "build", help="生成整个网站", description="检查并生成整个网站；有错时上一次的网站不动。"
    )
    _folders(build)
    _output(build)
    build.add_argument("--report", type=Path, help="没有成功时，把检查报告（网页）写在这个文件夹")
    _scheduler(build)
    build.set_defaults(run=_build, progress="正在生成网站")

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
    due.set_defaults(run=_due, progress="正在计算期限")

    for name, summary in (("desk", "打开工作台：放文件、改问题、看网页、发布，都在浏览器里"), ("serve", "同 desk")):
        desk = commands.add_parser(
            name,
            help=summary,
            description="在本机打开工作台和网页预览；数据、文章、样式一改就重做。只有这台电脑能打开。",
        )
        _folders(desk)
        _output(desk)
        desk.add_argument(
            "--host", type=said, default="127.0.0.1", help="网页预览的地址（默认 127.0.0.1）；工作台总是只在本机"
        )
        desk.add_argument("--port", type=int, default=8000, help="工作台的端口（默认 8000），网页预览在后一个")
        desk.add_argument("--no-open", action="store_true", help="不自动打开浏览器")
        desk.set_defaults(run=_desk)
    _releases(commands)
    add_signing(commands, ROOT)
    return parser


def _scheduler(command: Parser) -> None:
    command.add_argument(
        "--scheduler",
        default="",
        metavar="地址",
        help="Dask 调度器的地址，如 tcp://10.0.0.5:8786：逐笔明细交给集群算（默认都在本机算）",
    )


def _releases(commands: argparse._SubParsersAction[Parser]) -> None:
    """What belongs to publishing."""
    for name, summary, run in (
        ("publish", "发布：检查、生成、核对、记录，然后换上新网站", _publish),
        ("changes", "看看这次发布会改变什么，不发布；写明经办就交审批", _changes),
        ("approve", "批准交来的发布草稿", _approve),
    ):
        command = commands.add_parser(name, help=summary, description=f"{summary}。")
        _folders(command)
        _output(command, "publishconf.py")
        command.add_argument(
            "--site-url", default=os.environ.get("SITE_URL") or None, help="网站的完整地址（默认同上一次）"
        )
        _scheduler(command)
        command.add_argument("--on", help="发布日期（默认 site.yaml 的 prepared_on）")
        command.add_argument("--remove", default="", help="有网页或数字要撤下时，写明原因")
        if name != "approve":
            command.add_argument("--prepared-by", default="", metavar="姓名", help="谁经办")
        if name != "changes":
            command.add_argument("--approved-by", default="", metavar="姓名", help="谁审批")
            command.add_argument(
                "--approval", default="", metavar="审批码", help="看过的那一份的审批码，在 changes 写出的网页最下面"
            )
        if name == "publish":
            command.add_argument("--key", type=Path, help="签名的私钥（默认您自己的配置文件夹里的那一把）")
            command.add_argument("--recorded", action="store_true", help="只把最后一次有记录的发布重做一遍，不同就停下")
        command.set_defaults(run=run, progress="正在检查和生成")

    back = commands.add_parser("rollback", help="换回上一次发布的网站", description="换回上一次发布的网站。")
    back.take_data(ROOT)
    back.add_argument("--output", type=Path, default=ROOT / "output", help="网站放在哪里（默认 output）")
    back.set_defaults(run=_rollback)

    correct = commands.add_parser("correct", help="写一条更正说明", description="写一条更正说明；没有给的会问。")
    correct.add_argument(
        "figure", help="机构/数字编号，例如 gaoxin/G007；或 机构/类别/记录编号，例如 gaoxin/projects/meals"
    )
    correct.take_data(ROOT)
    correct.add_argument("--content", type=Path, help="文章文件夹（默认是数据文件夹旁边的 content）")
    for name, label in CORRECTION_QUESTIONS:
        correct.add_argument(f"--{name}", help=label)
    correct.set_defaults(run=_correct)

    verify = commands.add_parser(
        "verify", help="核对一个网站文件夹与它的发布清单", description="核对一个网站文件夹与它的发布清单。"
    )
    verify.add_argument("folder", type=Path, help="网站文件夹")
    verify.add_argument("--key", action="append", default=[], metavar="公钥", help="从别处得到的公钥，或写着它的文件")
    verify.add_argument("--note", action="append", default=[], metavar="文件", help="自己留着的检查点")
    verify.set_defaults(run=_verify, progress="正在核对")

    bundle = commands.add_parser("zip", help="把网站打成一个离线包", description="把网站打成一个离线包，内有核验脚本。")
    bundle.add_argument("--output", type=Path, default=ROOT / "output", help="网站在哪里（默认 output）")
    bundle.add_argument("--target", type=Path, help="压缩包放在哪里（默认在网站旁边）")
    bundle.set_defaults(run=_zip, progress="正在打包")


def _folders(parser: Parser) -> None:
    parser.take_data(ROOT)
    parser.add_argument("--content", type=Path, default=ROOT / "content", help="文章文件夹（默认 content）")


def _output(parser: argparse.ArgumentParser, settings: str = "pelicanconf.py") -> None:
    parser.add_argument("--output", type=Path, default=ROOT / "output", help="网站放在哪里（默认 output）")
    _settings(parser, settings)


def _settings(parser: argparse.ArgumentParser, settings: str = "pelicanconf.py") -> None:
    parser.add_argument("--settings", type=Path, default=ROOT / settings, help="设置文件")


def _day(text: str) -> date:
    day = day_of(text)
    if day is None:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，请写成 2026-05-24 这样")
    return day


def _due(options: argparse.Namespace) -> int:
    from .accounts import read_site
    from .dates import today
    from .duties import calendars, reminders
    from .problems import Report, shown_path

    report = Report()
    site = read_site(options.data, shown_path(options.data), report)
    if report.errors:
        from .reporting import faults_text

        raise SystemExit(f"{faults_text(report)}\n\n请先改好“必须改”的 {len(report.errors)} 处，再运行 make due。")
    chosen = [disclosure for disclosure in site.disclosures if options.org in {"", disclosure.org}]
    if not chosen:
        known = "、".join(disclosure.org for disclosure in site.disclosures)
        raise SystemExit(f"没有“{options.org}”这家机构。ORG= 可填：{known}。")
    day = options.today or today()
    if options.draft:
        drafts = [reminders.draft(disclosure, options.draft, day) for disclosure in chosen]
        if not any(drafts):
            raise SystemExit(
                f"没有“{options.draft}”这项义务。编号见 docs/公开义务对照.md，例如 DRAFT=project-periodic。"
            )
        print("\n\n".join(drafts))
        return 0
    due = reminders.reminders(chosen, day, options.days)
    if options.format == "ics":
        sys.stdout.buffer.write(calendars.calendar(due, day))
        sys.stdout.flush()
    else:
        print(reminders.as_text(due, day, options.days))
        silent = reminders.never_filled_text(reminders.never_filled(chosen, day))
        print(*filter(None, (silent, "全部义务见网页“审计与合规”里的“合规清单”。")), sep="\n")
    return 1 if options.strict and any(reminder.overdue for reminder in due) else 0


def _check(options: argparse.Namespace) -> int:
    from .compose import check
    from .settings import Settings

    settings = Settings.from_file(options.settings, options.data, options.content)
    _, findings = check(options.data, options.content, settings.markdown)
    if options.format == "json":
        from .reporting import as_json

        print(as_json(findings))
    elif options.format == "text":
        from .reporting import as_text

        print(as_text(findings, colour=sys.stdout.isatty() and not os.environ.get("NO_COLOR")))
    else:
        from .engine import refuse_report_at

        refuse_report_at(options.report, options.data, options.content)
        files = _write_report(findings, options.format, options.report)
        how = "用浏览器打开它，可以打印。" if options.format == "html" else "先打开“问题清单”，点一行就到那一格。"
        print("\n".join([*(f"已写好：{shown_path(path)}" for path in files), how, findings.verdict]))
    if findings.publishable and findings.begun and options.format != "json":
        print("接着：make serve 看网页；看好以后 make publish 发布。", file=sys.stderr)
    return 0 if findings.faultless else 1


def _write_report(findings: Review, form: str, folder: Path) -> list[Path]:
    """Write the report as *form* (html or xlsx) into *folder*; returns the files."""
    try:
        if form == "xlsx":
            from .reporting.workbook import give_back

            return give_back(findings, folder)
        from .reporting.html import as_html

        folder.mkdir(parents=True, exist_ok=True)
        page = folder / "index.html"
        page.write_text(as_html(findings), encoding="utf-8")
    except OSError as error:
        raise SystemExit(f"写不进 {folder}：{machine_reason(error)}。") from None
    return [page]


def _build(options: argparse.Namespace) -> int:
    from .compose import FaultsFound
    from .engine import build, refuse_report_at

    _refuse_over_release(options.output)
    try:
        notes = build(options.data, options.content, options.output, options.settings, options.scheduler).notes
    except FaultsFound as faults:
        if options.report:
            refuse_report_at(options.report, options.data, options.content)
            _write_report(faults.review, "html", options.report)
        raise
    if notes:
        print(notes, file=sys.stderr, flush=True)
    print(f"网站已生成：{shown_path(options.output / 'index.html')}" + ("。请看上面的说明。" if notes else ""))
    return 0


def _refuse_over_release(output: Path) -> None:
    """SystemExit where a release stands at *output*: what was never published must not be taken for it and handed over."""
    from .releases import release_of

    if number := release_of(output):
        raise SystemExit(
            f"{shown_path(output)} 里是发布好的网站（第 {number} 次发布），没有换：现在做的没有发布过，放在这里会被当成发布好的交出去。"
            "只想看现在的样子，请运行 make serve，或者换一个 OUTPUT=；要公布，请运行 make publish。"
        )


def _desk(options: argparse.Namespace) -> int:
    from .desk import Folders, open_desk

    folders = Folders(options.data, options.content, options.output, options.settings, ROOT / "publishconf.py", ROOT)
    return open_desk(folders, options.port, options.host, browse=not options.no_open)


def _publish_options(options: argparse.Namespace) -> PublishOptions:
    from .publishing import PublishOptions
    from .staff import asks_passphrase

    def ask(question: str) -> str:
        options.line.stop()
        return input(question)

    return PublishOptions(
        data=options.data,
        content=options.content,
        output=options.output.absolute(),
        settings_file=options.settings,
        site_url=options.site_url,
        published_on=options.on or _epoch(),
        removal=getattr(options, "remove", ""),
        recorded=getattr(options, "recorded", False),
        ask=ask if sys.stdin.isatty() else None,
        prepared_by=getattr(options, "prepared_by", ""),
        approved_by=getattr(options, "approved_by", ""),
        approval=getattr(options, "approval", ""),
        key=getattr(options, "key", None),
        ask_passphrase=asks_passphrase(),
        scheduler=options.scheduler,
    )


def _epoch() -> str | None:
    """The day that SOURCE_DATE_EPOCH names, in Chinese time."""
    from .dates import in_china

    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not seconds.isdigit():
        return None
    return in_china(datetime.fromtimestamp(int(seconds), UTC)).isoformat()


def _publish(options: argparse.Namespace) -> int:
    from .publishing import publish

    print(publish(_publish_options(options)))
    return 0


def _changes(options: argparse.Namespace) -> int:
    from .publishing import draft_file, hand_over, preview, write

    asked = _publish_options(options)
    draft, approval = hand_over(asked) if options.prepared_by else (None, preview(asked))
    page = options.output.with_name(f"{options.output.name}-changes.html")
    write(page, approval, ROOT / "theme")
    if approval.recorded:
        print(
            f"现在的内容与第 {approval.changes.number} 次发布（{approval.published_on}）一字不差，没有要发布的改动。\n"
            f"那一次改变了什么：{shown_path(page)}"
        )
        return 0
    remarks = "".join(f"{remark}\n" for remark in approval.remarks if remark)
    print(
        f"{approval.changes.as_text()}\n\n{remarks}给审批人看的网页：{shown_path(page)}\n"
        f"审批码：{approval.short}（只对现在这一份有效）\n"
        + (
            f"已交审批：{shown_path(draft_file(options.data, draft.number))}。审批人看过这个网页，运行 make approve APPROVED_BY=姓名 APPROVAL={draft.code}。"
            if draft
            else f"本次将{approval.changes.leaving}，同意以后写明原因，运行 make publish REMOVE=原因。"
            if approval.changes.removes and not approval.removal
            else "同意以后运行 make publish。"
        )
    )
    return 0


def _approve(options: argparse.Namespace) -> int:
    from .publishing import approve

    draft = approve(_publish_options(options))
    print(
        f"已批准第 {draft.number} 次发布的草稿：{draft.prepared_by} 经办，{draft.approved_by} 审批，审批码 {draft.code}。"
        "接着运行 make publish。"
    )
    return 0


def _rollback(options: argparse.Namespace) -> int:
    from .publishing import roll_back

    print(roll_back(options.data, options.output.absolute()))
    return 0


def _correct(options: argparse.Namespace) -> int:
    from .publishing import correct

    given = {name: getattr(options, name) for name, _ in CORRECTION_QUESTIONS}

    patient = sys.stdin.isatty()

    def ask(question: str) -> str | None:
        try:
            return input(question) if patient else sys.stdin.readline().rstrip("\r\n") or None
        except (EOFError, OSError):  # nobody sits there, or nothing can be read
            return None

    content = options.content or options.data.absolute().with_name("content")
    print(correct(options.data, content, options.figure, given, dict(CORRECTION_QUESTIONS), ask, patient=patient))
    return 0


def _verify(options: argparse.Namespace) -> int:
    from .releases import main as verify

    given = [("--key", word) for word in options.key] + [("--note", name) for name in options.note]
    return verify([str(options.folder), *(word for pair in given for word in pair)])


def _zip(options: argparse.Namespace) -> int:
    from .publishing import zip_site

    output = options.output.absolute()
    print(zip_site(output, options.target or output.with_name(f"{output.name}.zip")))
    return 0


def _with_any_name() -> None:
    """Begin again where Python would take the names of files for ASCII: most of ours are Chinese."""
    if sys.getfilesystemencoding() == "ascii" and not sys.flags.utf8_mode and hasattr(os, "execv"):
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606  (this very command)


if __name__ == "__main__":
    _with_any_name()
    exit_code = guarded(main)
    gc.freeze()  # the process ends: Python need not look for cycles in all that a command held
    sys.exit(exit_code)
