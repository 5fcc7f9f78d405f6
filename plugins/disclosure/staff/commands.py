"""The commands of the staff desk: `template`, `import`, `undo` and `new`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..dates import today
from ..problems import shown_path
from ..storage import by_parts
from .settlements import add_settle

if TYPE_CHECKING:
    from ..cli import Parser


def add_commands(commands: Any, root: Path) -> None:
    """Add these commands to the parser; *root* is the project's folder."""
    for add in (_add_template, _add_import, _add_undo, _add_read, _add_new, add_settle, _add_codes):
        add(commands, root)


def _add_template(commands: Any, root: Path) -> None:
    template = commands.add_parser(
        "template",
        help="生成可以直接填的 Excel 模板",
        description="按数据字典生成 Excel 模板：表头、单位、下拉选项、校验、示例和说明都在里面，填好放进 data 就能用。",
    )
    template.add_argument(
        "kind",
        nargs="?",
        default="全部",
        help="哪一种表，用自己的话写也行，例如 捐赠明细、“我要登理事会名单”；不写就是全部",
    )
    _place(template, root)
    template.add_argument("--year", type=_year, help="年度，例如 2024；三张报表一定要写")
    template.add_argument("--output", type=Path, default=root / "模板", help="放模板的文件夹（默认 模板）")
    template.set_defaults(run=lambda options: _template(options, root))


def _add_import(commands: Any, root: Path) -> None:
    importing = commands.add_parser(
        "import",
        help="把手头的表检查后变成 CSV 表",
        description="读一个文件：我们的模板、平台和银行导出的表、票据清单、印好的报表。先说每一列读成什么、会写哪些行、合计多少，"
        "不清楚的问；有错不写，已有的表不盖，写了可以撤销。",
    )
    importing.add_argument("file", type=Path, help="Excel 或 CSV 文件，或者有表的 Word（.docx）、PDF 文件")
    _place(importing, root)
    importing.add_argument("--kind", help="表的名称或英文名；不写就按工作表的名称认")
    importing.add_argument("--year", type=_year, help="年度：数字台账、三张报表和按年度放的表要写")
    importing.add_argument("--overwrite", action="store_true", help="替换已有的 CSV 表")
    importing.add_argument("--accept", action="store_true", help="没有疑问就照提议写；有疑问就列出来，以 1 结束")
    importing.add_argument(
        "--answer", action="append", default=[], metavar="问题=回答", help="回答一个问题，例如 1.amount=D；可以写多次"
    )
    importing.set_defaults(run=_import, waits="正在检查工作簿")


def _add_undo(commands: Any, root: Path) -> None:
    undo = commands.add_parser(
        "undo",
        help="撤销最近一次写入",
        description="把 import、new、correct 最近一次写的文件恢复原样；那以后又改过的不动，说出是哪几个。",
    )
    undo.take_data(root)
    undo.add_argument("--list", action="store_true", help="只列出可以撤销的写入")
    undo.set_defaults(run=_undo)


def _add_read(commands: Any, root: Path) -> None:
    read = commands.add_parser(
        "read",
        help="从工作报告里读出数字，确认后登进台账",
        description="读一份工作报告（.docx、.pdf、网页、Markdown、文字，或者汇总表 .xlsx、.csv；装了认字软件的，还有扫描件和图片），列出里面的数字；"
        "只列出，不写。加 --accept 才写进表里。",
    )
    read.add_argument("file", help="报告文件；写 - 就从标准输入读粘贴的文字")
    _place(read, root)
    read.add_argument("--year", type=_year, help="说的是哪一年，例如 2024")
    read.add_argument("--format", choices=("text", "json", "csv"), default="text", help="text（默认）、json 或 csv")
    read.add_argument("--accept", action="store_true", help="没有疑问的都登进表里；还有疑问的列出来，以 1 结束")
    read.add_argument(
        "--keep", action="store_true", help="和 --accept 一起用：报告原件也放进 sources/，以后每次检查都拿它核对"
    )
    read.add_argument("--take", action="append", default=[], metavar="提案", help="有疑问的也登，写提案的编号（P…）")
    read.add_argument("--drop", action="append", default=[], metavar="提案", help="不登，写提案的编号（P… 或 C…）")
    read.add_argument(
        "--set", action="append", default=[], metavar="提案.列=内容", help="改一格，例如 P1a2b3c4d.事项=春节慰问"
    )
    read.add_argument(
        "--tables", type=Path, metavar="文件.xlsx", help="把扫描件、图片里的表认成 Excel，放在这里；对着原图看过再导入"
    )
    read.add_argument(
        "--transcript",
        action="store_true",
        help="把扫描件、图片里认出的字写成认字稿，放在它旁边；对着原件看过，检查就能拿它核数",
    )
    read.add_argument("--published", default="", metavar="日期", help="报告是哪一天公布的，例如 2024-03-12")
    read.add_argument("--source", default="", metavar="编号", help="来源表里已经有的来源，例如 R2023")
    read.set_defaults(run=_read, waits="正在读报告")


def _add_new(commands: Any, root: Path) -> None:
    new = commands.add_parser(
        "new",
        help="问几句话，加一条记录、一篇文章或一个机构",
        description="加一条记录、一篇文章（news）或一个机构（organisation）：必填的逐项问，每一项当场检查。"
        "不想逐项回答的，可以写 名称=内容。",
    )
    new.add_argument("kind", help="表的名称或英文名，例如 project、慈善项目；文章写 news，机构写 organisation")
    new.add_argument("answers", nargs="*", metavar="列名=内容", help="直接写明的内容，例如 编号=spring 名称=春天行动")
    _place(new, root)
    new.add_argument("--year", type=_year, help="年度：按年度放的表要写")
    new.set_defaults(run=lambda options: _new(options, root))


def _add_codes(commands: Any, root: Path) -> None:
    codes = commands.add_parser(
        "codes",
        help="给每一笔捐赠做查询码",
        description="给每一笔捐赠做一个查询码，捐赠人凭它在网站上查到这一笔。清单只写在您自己的文件夹里；"
        "data 里只放锁好的那一份，看不出谁捐的。密钥第一次运行时建好，请另外备份。",
    )
    _place(codes, root)
    codes.add_argument("--year", type=_year, help="只做这一年的，例如 2024；不写就是各年都做")
    codes.add_argument(
        "--renew", action="append", default=[], metavar="捐赠编号", help="给这一笔换一个新的，旧的作废；可以写多次"
    )
    codes.add_argument(
        "--to", type=Path, help="清单放在哪个文件夹（默认您自己的配置文件夹）；不能在数据、网站、版本库里"
    )
    codes.add_argument("--slips", action="store_true", help="再做一个可以打印剪开的网页，每笔一张，带二维码")
    codes.add_argument("--site-url", default="", help="网站的完整地址（默认上一次发布的），写进清单和二维码")
    codes.add_argument(
        "--output", type=Path, default=root / "output", help="网站在哪里（默认 output），清单不会放在里面"
    )
    codes.set_defaults(run=_codes, waits="正在做查询码")


def _codes(options: argparse.Namespace) -> int:
    from .claim_codes import CodesWanted, make_codes

    wanted = CodesWanted(
        _organisation(options.data, options.org),
        options.year,
        tuple(options.renew),
        options.to,
        slips=options.slips,
        site_url=options.site_url,
    )
    print(make_codes(options.data, wanted, (options.data, options.content, options.output)))
    return 0


def _place(parser: Parser, root: Path) -> None:
    parser.add_argument("--org", help="机构编号，就是 data 里文件夹的名称")
    parser.take_data(root)
    parser.add_argument(
        "--content", type=Path, default=root / "content", help="文章文件夹（默认 content），下一步的命令里会写明"
    )


def _year(text: str) -> int:
    import re

    from ..reading import Year

    if not re.fullmatch(Year.pattern, text):
        raise argparse.ArgumentTypeError(f"“{text}”不是年度，请写成 2024 这样")
    return int(text)


def _kind(word: str) -> Any:
    from .entries import kind_named, kinds_hint
    from .finding import kinds_meant

    if not word.strip():
        raise SystemExit("请写明是哪一种表，例如 KIND=donations。全部的表见 docs/数据字典.md。")
    kind = kind_named(word)
    meant = [] if kind else kinds_meant(word)
    if len(meant) == 1:
        print(f"“{word}”：就是{meant[0].label}。")
        return meant[0]
    if meant:
        listed = "、".join(f"{candidate.label}（{candidate.id}）" for candidate in meant)
        raise SystemExit(f"“{word}”可能是这几种表里的一种：{listed}。请写明是哪一种，例如 KIND={meant[0].id}。")
    if kind is None:
        raise SystemExit(f"没有“{word}”这种表{kinds_hint(word)}。全部的表见 docs/数据字典.md。")
    return kind


def _organisation(data: Path, org: str | None) -> str:
    from ..accounts import organisation_folders
    from ..problems import nearest

    if not org:
        raise SystemExit("请写明机构编号，例如 ORG=demo。")
    present = [folder.name for folder in organisation_folders(data)]
    if org not in present:
        bodies = f"现有的机构：{'、'.join(present)}。" if present else "还没有机构，先运行 make new KIND=organisation。"
        raise SystemExit(f"没有“{org}”这个机构{nearest(org, present)}。{bodies}")
    return org


def known(data: Path, org: str) -> tuple[str, dict[str, set[str]], dict[str, dict[str, str]]]:
    """The name of an organisation, the ids that its columns may refer to, and what these are called: kind → id → name."""
    from ..accounts import figure_names, known_targets, load, record_names
    from ..problems import Report

    _, folders = load(data, shown_path(data), Report())
    folder = next(loaded for loaded in folders if loaded.organisation.id == org)
    targets = known_targets(folder, {loaded.organisation.id for loaded in folders})
    figures = figure_names(folder)
    names = record_names(folder) | {"figures": figures, "totals": figures}
    return folder.organisation.name, {name: ids for name, (ids, _) in targets.items()}, names


# --- template ------------------------------------------------------------------------------------


def templates_for(word: str, year: int | None) -> tuple[list[Any], Path]:
    """The kinds that *word* means (全部, 三张报表, or one of them), and where their filled workbook goes."""
    from ..accounts import WORKBOOKS
    from ..kinds import all_kinds
    from ..law import statements
    from .finding import together

    word = word.strip()
    if word in {"全部", "all"}:
        kinds = [candidate for candidate in all_kinds() if not candidate.form or year]
        place = Path("全部.xlsx")
    elif word in {WORKBOOKS, "三张报表", "报表"}:
        kinds = [candidate for candidate in all_kinds() if candidate.form]
        place = Path(WORKBOOKS) / f"{year}.xlsx"
    elif together(word):
        kinds = together(word)
        place = Path(f"{word}.xlsx")
    else:
        kind = _kind(word)
        kinds = [kind]
        periodic = kind.yearly or year
        place = Path(kind.id) / f"{year or '年份'}.xlsx" if periodic else Path(f"{kind.id}.xlsx")
    for listed in kinds:
        if listed.form and not (year and statements.edition_of(listed.id, year)):
            raise SystemExit(f"{listed.label}的样式随年度不同，请写明年度（2005 年起），例如 YEAR=2024。")
    return kinds, place


def _template(options: argparse.Namespace, root: Path) -> int:
    from .templates import Fill, examples_below, template

    kinds, place = templates_for(options.kind, options.year)
    name, ids, _ = known(options.data, _organisation(options.data, options.org)) if options.org else ("", {}, {})
    fill = Fill(
        name, options.year, {key: sorted(values) for key, values in ids.items()}, examples_below(root / "examples/data")
    )
    path = options.output / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(template(kinds, fill))
    print(f"模板已生成：{shown_path(path)}（{len(kinds)} 种表）。怎样填、放到哪里，见里面的“说明”。")
    return 0


# --- import and undo -----------------------------------------------------------------------------


def _answers(options: argparse.Namespace) -> dict[str, str]:
    answers = {"mode": "replace"} if options.overwrite else {}
    for line in options.answer:
        name, mark, value = line.partition("=")
        if not mark:
            raise SystemExit(f"“{line}”读不懂，请写成 问题=回答，例如 1.amount=D。")
        answers[name.strip()] = value.strip()
    return answers


def _import(options: argparse.Namespace) -> int:
    from ..importing import NothingNewError, NotReadyError, accept, propose
    from .dialogue import answered, describe, unanswered

    if options.file == Path():
        raise SystemExit("请写明要导入哪个文件，例如 FILE=模板/全部.xlsx。")
    if not options.file.is_file():
        raise SystemExit(f"找不到要导入的文件“{options.file}”，请检查 FILE= 后面的路径，例如 FILE=模板/全部.xlsx。")
    org = _organisation(options.data, options.org)
    kind = _kind(options.kind) if options.kind else None
    shown = shown_path(options.data)
    terminal = sys.stdin.isatty() and not options.accept

    def proposed(answers: dict[str, str]) -> Any:
        return propose(
            options.file,
            shown_path(options.file),
            options.data,
            shown,
            org,
            kind=kind,
            year=options.year,
            answers=answers,
        )

    proposal = proposed(_answers(options))
    foreign = any(sheet.rules or sheet.recipe or sheet.of_document for sheet in proposal.sheets)
    if terminal and not proposal.errors:
        proposal = answered(proposal, proposed, _answers(options), _ask, print)
    for line in describe(proposal):
        print(line)
    if foreign and proposal.ready and not options.accept:
        reply = _ask("照上面写进去吗？写 是 或 否\n> ") if terminal else None
        if (reply or "").strip() not in {"是", "y", "Y", "yes"}:
            print(
                "没有写任何文件：看清上面的对应和合计；确定要写，在命令后面加 ACCEPT=1（--accept）再运行一次。",
                file=sys.stderr,
            )
            return 1
    try:
        written = accept(proposal)
    except NothingNewError as nothing:
        print(f"没有写任何文件：{nothing}")
        return 0
    except NotReadyError as stop:
        print(f"没有写任何文件：{unanswered(proposal) or stop}", file=sys.stderr)
        return 1
    print(f"已写好 {len(written.paths)} 个文件（撤销用 make undo）。接着运行 make check。")
    return 0


def _undo(options: argparse.Namespace) -> int:
    from ..engine import require_folders
    from ..filing import ChangedSinceError, ForbiddenUndoError, NothingToUndoError, undo, writes
    from ..releases import entries_that_would_go

    require_folders(options.data)
    if options.list:
        known = writes(options.data)
        for entry in reversed(known):
            print(f"  {entry.number}. {entry.what}：{'、'.join(shown_path(path) for path in entry.paths)}")
        print("撤销从最上面的一次开始。" if known else "没有可以撤销的写入。")
        return 0
    try:
        taken_back = undo(options.data, lambda old: entries_that_would_go(options.data, old))
    except NothingToUndoError:
        raise SystemExit("没有可以撤销的写入。") from None
    except ChangedSinceError as error:
        changed = "、".join(shown_path(path) for path in error.paths)
        raise SystemExit(f"没有撤销：{changed} 在那以后又改过。请先把它们改回去，或直接在表里改。") from None
    except ForbiddenUndoError as error:
        raise SystemExit(f"没有撤销：{error}") from None
    print(f"已撤销：{taken_back.what}（{'、'.join(shown_path(path) for path in taken_back.paths)}）。")
    return 0


# --- read ----------------------------------------------------------------------------------------


def _read(options: argparse.Namespace) -> int:
    from .reports import read, write_tables, write_transcript

    if options.tables:
        return write_tables(options)
    if options.transcript:
        return write_transcript(options)
    if options.accept:
        _organisation(options.data, options.org)
    elif not options.org:
        raise SystemExit("请写明机构编号，例如 ORG=demo。")
    return read(options)


# --- new -----------------------------------------------------------------------------------------


def standing(ours: Path, content: Path) -> dict[Path, bytes]:
    """The standing pages (关于数据, 名词解释 …) for a content folder that is not there yet, or has nothing in it."""
    if content.is_dir() and any(content.iterdir()):
        return {}
    return {
        content / page.relative_to(ours): page.read_bytes()
        for page in sorted((ours / "pages").glob("*.md"), key=by_parts)
    }


def _new(options: argparse.Namespace, root: Path) -> int:
    from ..filing import write
    from ..problems import Report
    from ..reporting import faults_text
    from ..storage import KeptAnswers
    from . import entries

    answers = {}
    for line in options.answers:
        name, mark, value = line.partition("=")
        if not mark:
            raise SystemExit(f"“{line}”读不懂，请写成 列名=内容，例如 名称=春天行动。")
        answers[name.strip()] = value
    terminal = sys.stdin.isatty()
    special = {"机构": entries.ORGANISATION, "文章": entries.NEWS}
    word = special.get(options.kind, options.kind)
    kind = None if word in special.values() else _kind(word)
    kept = KeptAnswers.of(options.data, "-".join(filter(None, ("new", kind.id if kind else word, options.org))))
    desk = entries.Desk(answers, _ask, print, patient=terminal, kept=kept)
    if kept.given and terminal:
        print(f"上次没有填完，接着填：已经填过的，直接回车就照上次的写。要从头来，先删去 {shown_path(kept.path)}。")
    day = today().isoformat()
    shown = shown_path(options.data)
    try:
        if word == entries.ORGANISATION:
            from .start import start_workbook

            spell = options.place.spelled
            draft = entries.organisation(
                options.data, shown, desk, day, lambda name, org, place: start_workbook(name, org, place, spell, root)
            )
            draft.files |= standing(root / "content", options.content)
        elif word == entries.NEWS:
            draft = entries.article(options.content, _organisation(options.data, options.org), desk, day)
        else:
            assert kind is not None  # noqa: S101  (every other word names one)
            org = _organisation(options.data, options.org)
            _, ids, desk.names = known(options.data, org)
            draft = entries.row(kind, options.data, shown, org, ids, desk, options.year)
    except entries.UnansweredError as stop:
        where = f"填过的都留在 {shown_path(kept.path)}，再运行一次就接着填。" if kept.path.is_file() else ""
        raise SystemExit(f"没有写任何文件。{stop}{where}") from None
    if draft.problems:
        print(faults_text(Report(draft.problems)))
    if any(entries.errors(draft)):
        print("没有写任何文件：请改好上面的问题，再运行一次。", file=sys.stderr)
        return 1
    write(options.data, draft.files, f"新建：{draft.outcome}")
    kept.done()
    print(f"已写好：{draft.outcome}。{draft.then}")
    return 0


def _ask(question: str) -> str | None:
    try:
        return input(question)
    except (EOFError, OSError):  # nobody sits there, or nothing can be read
        return None
