"""The commands of the staff desk: `template`, `import` and `new`."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from ..problems import shown_path
from ..reading import Year
from ..storage import by_parts


def add_commands(commands: Any, root: Path) -> None:
    """Add the three commands to the parser; *root* is the project's folder."""
    template = commands.add_parser(
        "template",
        help="生成可以直接填的 Excel 模板",
        description="按数据字典生成 Excel 模板：表头、单位、下拉选项、校验、示例和说明都在里面，填好放进 data 就能用。",
    )
    template.add_argument(
        "kind", nargs="?", default="全部", help="表的名称或英文名，例如 捐赠明细、donations；不写就是全部"
    )
    _place(template, root)
    template.add_argument("--year", type=_year, help="年度，例如 2024；三张报表一定要写")
    template.add_argument("--output", type=Path, default=root / "模板", help="放模板的文件夹（默认 模板）")
    template.set_defaults(run=lambda options: _template(options, root))

    importing = commands.add_parser(
        "import",
        help="把 Excel 工作簿检查后变成 CSV 表",
        description="读一个工作簿（一种或几种表），检查后写成 data/机构编号/ 里的 CSV；有错不写，已有的表不盖。",
    )
    importing.add_argument("file", type=Path, help="Excel 或 CSV 文件")
    _place(importing, root)
    importing.add_argument("--kind", help="表的名称或英文名；不写就按工作表的名称认")
    importing.add_argument("--year", type=_year, help="年度：数字台账、三张报表和按年度放的表要写")
    importing.add_argument("--overwrite", action="store_true", help="替换已有的 CSV 表")
    importing.set_defaults(run=_import, waits="正在检查工作簿")

    new = commands.add_parser(
        "new",
        help="问几句话，加一条记录、一篇文章或一个机构",
        description="加一条记录、一篇文章（news）或一个机构（organisation）：必填的逐项问，每一项当场检查。"
        "不想逐项回答的，可以写 名称=内容。",
    )
    new.add_argument("kind", help="表的名称或英文名，例如 project、慈善项目；文章写 news，机构写 organisation")
    new.add_argument("answers", nargs="*", metavar="列名=内容", help="直接写明的内容，例如 编号=spring 名称=春天行动")
    _place(new, root)
    new.add_argument("--content", type=Path, default=root / "content", help="文章文件夹（默认 content）")
    new.add_argument("--year", type=_year, help="年度：按年度放的表要写")
    new.set_defaults(run=lambda options: _new(options, root))


def _place(parser: argparse.ArgumentParser, root: Path) -> None:
    parser.add_argument("--org", help="机构编号，就是 data 里文件夹的名称")
    parser.add_argument("--data", type=Path, default=root / "data", help="数据文件夹（默认 data）")


def _year(text: str) -> int:
    import re

    if not re.fullmatch(Year.pattern, text):
        raise argparse.ArgumentTypeError(f"“{text}”不是年度，请写成 2024 这样")
    return int(text)


def _kind(word: str) -> Any:
    from .entries import kind_named, kinds_hint

    if not word.strip():
        raise SystemExit("请写明是哪一种表，例如 KIND=donations。全部的表见 docs/数据字典.md。")
    kind = kind_named(word)
    if kind is None:
        raise SystemExit(f"没有“{word}”这种表{kinds_hint(word)}。全部的表见 docs/数据字典.md。")
    return kind


def _organisation(data: Path, org: str | None) -> str:
    from ..problems import nearest

    if not org:
        raise SystemExit("请写明机构编号，例如 ORG=demo。")
    present = sorted(path.name for path in data.iterdir() if path.is_dir()) if data.is_dir() else []
    if org not in present:
        bodies = f"现有的机构：{'、'.join(present)}。" if present else "还没有机构，先运行 make new KIND=organisation。"
        raise SystemExit(f"没有“{org}”这个机构{nearest(org, present)}。{bodies}")
    return org


def _known(data: Path, org: str) -> tuple[str, dict[str, set[str]]]:
    """The name of an organisation, and the ids that its columns may refer to."""
    from ..accounts import known_targets, load
    from ..problems import Report

    _, folders = load(data, shown_path(data), Report())
    folder = next(loaded for loaded in folders if loaded.organisation.id == org)
    targets = known_targets(folder, {loaded.organisation.id for loaded in folders})
    return folder.organisation.name, {name: ids for name, (ids, _) in targets.items()}


# --- template ------------------------------------------------------------------------------------


def _template(options: argparse.Namespace, root: Path) -> int:
    from ..accounts import WORKBOOKS
    from ..kinds import all_kinds
    from ..law import statements
    from .templates import Fill, examples_below, template

    word = options.kind.strip()
    if word in {"全部", "all"}:
        kinds = [candidate for candidate in all_kinds() if not candidate.form or options.year]
        place = Path("全部.xlsx")
    elif word in {WORKBOOKS, "三张报表", "报表"}:
        kinds = [candidate for candidate in all_kinds() if candidate.form]
        place = Path(WORKBOOKS) / f"{options.year}.xlsx"
    else:
        kind = _kind(word)
        kinds = [kind]
        periodic = kind.yearly or options.year
        place = Path(kind.id) / f"{options.year or '年份'}.xlsx" if periodic else Path(f"{kind.id}.xlsx")
    for listed in kinds:
        if listed.form and not (options.year and statements.edition_of(listed.id, options.year)):
            raise SystemExit(f"{listed.label}的样式随年度不同，请写明年度（2005 年起），例如 YEAR=2024。")
    name, ids = _known(options.data, _organisation(options.data, options.org)) if options.org else ("", {})
    fill = Fill(
        name, options.year, {key: sorted(values) for key, values in ids.items()}, examples_below(root / "examples/data")
    )
    path = options.output / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(template(kinds, fill))
    print(f"模板已生成：{shown_path(path)}（{len(kinds)} 种表）。怎样填、放到哪里，见里面的“说明”。")
    return 0


# --- import --------------------------------------------------------------------------------------


def _import(options: argparse.Namespace) -> int:
    from ..problems import Report
    from ..reporting import faults_text
    from ..storage import put
    from .importing import plan

    if options.file == Path():
        raise SystemExit("请写明要导入哪个工作簿，例如 FILE=模板/全部.xlsx。")
    if not options.file.is_file():
        raise SystemExit(f"找不到要导入的文件“{options.file}”，请检查 FILE= 后面的路径，例如 FILE=模板/全部.xlsx。")
    org = _organisation(options.data, options.org)
    kind = _kind(options.kind) if options.kind else None
    shown = shown_path(options.data)
    drafted = plan(options.file, shown_path(options.file), options.data, shown, org, kind=kind, year=options.year)
    if drafted.problems:
        print(faults_text(Report(drafted.problems)))
    if drafted.errors:
        print("没有写任何文件：请先改好上面的问题，再运行一次。", file=sys.stderr)
        return 1
    if not drafted.files:
        print("没有写任何文件：工作簿里的表都是空的。", file=sys.stderr)
        return 1
    for path, content in drafted.files.items():
        print(f"  {shown_path(path)}：{drafted.records[path]} 行，{_change(path, content)}")
    if drafted.in_the_way:
        others = "、".join(shown_path(path) for path in drafted.in_the_way)
        print(f"没有写任何文件：{others} 是同一张表的 Excel 文件，请先移出 data 文件夹。", file=sys.stderr)
        return 1
    if any(_records(path.read_bytes()) for path in drafted.existing) and not options.overwrite:
        print(
            "没有写任何文件：有的表已经存在。看清上面会多几行、少几行；确定要替换，在命令后面加 OVERWRITE=1 再运行一次。",
            file=sys.stderr,
        )
        return 1
    put(drafted.files)
    print(f"已写好 {len(drafted.files)} 个文件。接着运行 make check。")
    return 0


def _change(path: Path, content: bytes) -> str:
    """What writing would change, in rows."""
    if not path.exists():
        return "新的表"
    before, after = _records(path.read_bytes()), _records(content)
    if before == after:
        return "内容与现有的相同"
    return f"替换现有的表：多出 {(after - before).total()} 行，少掉 {(before - after).total()} 行（改动的行两边都算）"


def _records(content: bytes) -> Counter[frozenset[tuple[str, str]]]:
    """The rows of a CSV file, whatever the order of rows and columns."""
    import csv

    from ..reading import decode

    lines = csv.DictReader((decode(content) or "").splitlines(keepends=True))
    return Counter(frozenset((str(key), str(value)) for key, value in line.items() if value) for line in lines)


# --- new -----------------------------------------------------------------------------------------


def _standing(ours: Path, content: Path) -> dict[Path, bytes]:
    """The standing pages (关于数据, 名词解释 …) for a content folder that is not there yet."""
    if content.exists():
        return {}
    return {
        content / page.relative_to(ours): page.read_bytes()
        for page in sorted((ours / "pages").glob("*.md"), key=by_parts)
    }


def _new(options: argparse.Namespace, root: Path) -> int:
    from ..problems import Report
    from ..reporting import faults_text
    from ..storage import put
    from . import entries

    answers = {}
    for line in options.answers:
        name, mark, value = line.partition("=")
        if not mark:
            raise SystemExit(f"“{line}”读不懂，请写成 列名=内容，例如 名称=春天行动。")
        answers[name.strip()] = value
    terminal = sys.stdin.isatty()
    desk = entries.Desk(answers, _ask, print, patient=terminal)
    today = date.today().isoformat()  # noqa: DTZ011  (the day at the desk)
    shown = shown_path(options.data)
    try:
        if options.kind in {entries.ORGANISATION, "机构"}:
            draft = entries.organisation(options.data, shown, desk, today)
            draft.files |= _standing(root / "content", options.content)
        elif options.kind in {entries.NEWS, "文章"}:
            draft = entries.article(options.content, _organisation(options.data, options.org), desk, today)
        else:
            kind = _kind(options.kind)
            org = _organisation(options.data, options.org)
            _, known = _known(options.data, org)
            draft = entries.row(kind, options.data, shown, org, known, desk, options.year)
    except entries.UnansweredError as stop:
        raise SystemExit(f"没有写任何文件。{stop}") from None
    if draft.problems:
        print(faults_text(Report(draft.problems)))
    if any(entries.errors(draft)):
        print("没有写任何文件：请改好上面的问题，再运行一次。", file=sys.stderr)
        return 1
    put(draft.files)
    print(f"已写好：{draft.outcome}。{draft.then}")
    return 0


def _ask(question: str) -> str | None:
    try:
        return input(question)
    except EOFError:
        return None
