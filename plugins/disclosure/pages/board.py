"""公示栏: one sheet of paper a year, a fund and a project, with the numbers of the page that it stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from ..blocks import HOME, NUMBERS_BELOW, NUMBERS_IN_WORDS, claim, claimed, name_of, sentence, told_by, told_in, yuan
from ..dates import han_date
from ..kinds import kind_of
from ..kinds.contacts import phone
from ..kinds.funds import Fund, FundAccount, FundAccountRecord
from ..kinds.project import Project, project_card
from ..model import (
    Amount,
    Block,
    BoardSheet,
    Cell,
    ChartBlock,
    Clock,
    Disclosure,
    Entries,
    Entry,
    Figure,
    FigureList,
    Heading,
    Link,
    Page,
    Proof,
    RichText,
    Role,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    Undisclosed,
)
from ..reading import Record
from .duty_ledger import Ledger
from .headlines import headlines
from .home import doubts, totals
from .years import beside_total, parts

PATH = "board/"
TEMPLATE = "sheet"
_EVERY_PART = 10_000  # no chart has more parts
_LARGE = 3  # numbers that are read from a metre away

Numbers = tuple[tuple[str, Figure | Amount | str], ...]


class _Shelf(Struct, frozen=True):
    """The sheets of one group: what they are called together, and their pages."""

    title: str
    id: str
    pages: tuple[Page, ...]


def pages(ledger: Ledger, laid_out: Sequence[Page]) -> Iterator[Page]:
    """The list of all sheets, and a page for each; *laid_out* are the pages that they stand for."""
    disclosure = ledger.disclosure
    by_path = {page.path: page for page in laid_out}
    shelves = (
        _Shelf("一年一张", "years", tuple(_of_year(ledger, year, by_path) for year in disclosure.years)),
        _Shelf("一只基金一张", "funds", tuple(_of_records(disclosure, "funds", disclosure.rows(Fund), by_path))),
        _Shelf(
            "一个项目一张", "projects", tuple(_of_records(disclosure, "projects", disclosure.rows(Project), by_path))
        ),
    )
    yield _list(disclosure, shelves)
    for shelf in shelves:
        yield from shelf.pages


def _list(disclosure: Disclosure, shelves: Sequence[_Shelf]) -> Page:
    blocks: list[Block] = []
    for shelf in shelves:
        if shelf.pages:
            blocks.append(Heading(shelf.title, shelf.id, count=f"{len(shelf.pages)}张"))
            blocks.append(
                Entries(
                    "",
                    tuple(
                        Entry(page.label, Link(page.label, page.path), id=page.path.strip("/").replace("/", "-"))
                        for page in shelf.pages
                    ),
                )
            )
    count = sum(len(shelf.pages) for shelf in shelves)
    return Page(
        path=PATH,
        title="公示栏",
        finding=claim(not count, "还没有可以贴出来的年度、基金和项目。")
        or sentence(
            f"贴在墙上看的，{f'一共{count}张，每张' if count > 1 else '1张，'}有 A4 和 A3 两种；纸上的数都在网页上。"
        ),
        blocks=tuple(blocks),
        section="data",
        crumbs=(HOME,),
        description=f"{disclosure.organisation.name}的公示栏：年度、基金和项目，各一张纸",
    )


# --- sheets --------------------------------------------------------------------------------------


def _of_year(ledger: Ledger, year: int, by_path: Mapping[str, Page]) -> Page:
    disclosure = ledger.disclosure
    head = headlines(disclosure, year)
    words = doubts(ledger, head)
    lines = [piece for clause in words.clauses for piece in (*clause, "。")] or list(words.well)
    if any(isinstance(piece, Clock) for piece in lines):
        # paper does not count on, and the page must say what the paper says
        lines = [piece.text if isinstance(piece, Clock) else piece for piece in lines]
        lines.append(f"天数算到{han_date(ledger.as_of)}。")
    rows: list[TableRow] = []
    for block in parts(disclosure, head, "支出", f"board-expense-{year}", _EVERY_PART):
        if isinstance(block, ChartBlock):
            rows += [
                TableRow(
                    (
                        claimed(mark.role is Role.GAP, f"{told_in(disclosure, year)}没有写明用在哪里的") or mark.label,
                        mark.figure or mark.text,
                    )
                )
                for mark in block.chart.marks
                if mark.figure or mark.role is Role.GAP
            ]
        elif isinstance(block, FigureList):
            rows += [TableRow((name_of(figure), figure)) for figure in beside_total(disclosure, block, head)]
    split = head.breakdowns.get("支出分组")
    apart = len(rows) == 1 or (split is not None and split.disjoint == Proof.YES)
    table = _table(f"board-{year}", "钱花到哪了" if apart else "钱花到哪了（几项可能有重复，不要加在一起）", rows)
    subject = by_path[f"years/{year}/"]
    return _sheet(disclosure, subject, f"{year}年的账", totals(disclosure, head), tuple(lines), table)


def _of_records(
    disclosure: Disclosure, kind_id: str, rows: Sequence[Record], by_path: Mapping[str, Page]
) -> Iterator[Page]:
    kind = kind_of(kind_id)
    for row in rows:
        subject = by_path.get(kind.place(row)) if kind else None
        if subject:
            work = partial(_of_record, disclosure, kind_id, row, subject)
            yield disclosure.cached("sheets", (row, subject), work)


def _of_record(disclosure: Disclosure, kind_id: str, row: Record, subject: Page) -> Page:
    """The sheet of a fund or a project: its accounts or its budget where its page has them, else its figures."""
    figures = list(
        dict.fromkeys(
            figure
            for figure in (disclosure.figures.get(shown.id) for shown in subject.figures)
            if figure and figure.record == f"{kind_id}/{row.record_id}"
        )
    )
    numbers = _of_fund(disclosure, row) if isinstance(row, Fund) else _of_project(disclosure, row)
    numbers = numbers or tuple((_called(figure), figure) for figure in figures if figure.unit == "元")
    large = numbers[:_LARGE]
    accounts = {f"fund-accounts-{row.record_id}", f"budgets-{row.record_id}"}
    tables = (block.table for block in subject.blocks if isinstance(block, TableBlock))
    table = next((table for table in tables if table.id in accounts), None)
    elsewhere = subject.finding in {(NUMBERS_BELOW,), (NUMBERS_IN_WORDS,)} and table is None
    shown = [value for _, value in large]
    others = [figure for figure in figures if figure not in shown] if table is None else []
    # an account tells its own days
    years = {value.year if isinstance(value, Figure) else None for value in (*shown, *others)}
    year = next(iter(years)) if len(years) == 1 else None
    if year is None:
        large = tuple((_of_its_year(label, value), value) for label, value in large)
    return _sheet(
        disclosure,
        subject,
        f"{row.record_name}（{year}年）" if year else row.record_name,
        large,
        sentence("数字列在网页上。") if elsewhere else subject.finding,
        table or _others(f"board-{kind_id}-{row.record_id}", told_by(disclosure, [row]), others, dated=bool(year)),
        [document.id for document in subject.documents or ()]
        if _has_amounts(large, table)
        else [row.values.get("source")],
    )


def _has_amounts(numbers: Numbers, table: Table | None) -> bool:
    """Whether a sheet tells money of accounts and rows, which name documents of their own."""
    cells = (cell for row in (table.rows if table else ()) for cell in row.cells)
    return any(isinstance(value, Amount) for value in (*(value for _, value in numbers), *cells))


def _others(table_id: str, teller: str, figures: Sequence[Figure], *, dated: bool) -> Table | None:
    """The figures of a fund or a project that are not set large, with their years where the sheet is not *dated* by its title."""
    whose = (
        claimed(any(not figure.formula for figure in figures), f"{teller}写明"),
        claimed(any(figure.formula for figure in figures), "本站计算"),
    )
    return _table(
        table_id,
        f"{'和'.join(filter(None, whose))}的数{'（单位不同、说法不同的，不要加在一起）' if len(figures) > 1 else ''}",
        [TableRow((_called(figure) if dated else _of_its_year(_called(figure), figure), figure)) for figure in figures],
    )


def _called(figure: Figure) -> str:
    """What a figure is called on paper, where no mark leads to its formula."""
    return f"{name_of(figure)}（本站计算）" if figure.formula else name_of(figure)


def _of_its_year(label: str, value: Figure | Amount | str) -> str:
    """A label with the year of its figure: paper hangs longer than a year."""
    if not isinstance(value, Figure) or label.startswith(f"{value.year}年"):
        return label
    return f"{value.year}年{label}"


def _of_project(disclosure: Disclosure, row: Record) -> Numbers:
    kind = kind_of("projects")
    if kind is None or not isinstance(row, Project):
        return ()
    card = project_card(disclosure, kind, row)
    return (*card.money, *((card.result,) if card.result else ()))


def _of_fund(disclosure: Disclosure, row: Record) -> Numbers:
    """What the newest yearly account of a fund comes to."""
    accounts = disclosure.about(FundAccount, FundAccountRecord.fund, row.record_id)
    newest = max(accounts, key=lambda account: account.year, default=None)
    if newest is None:
        return ()
    labels = (
        ("收入", FundAccountRecord.received),
        ("支出", FundAccountRecord.spent),
        ("年末余额", FundAccountRecord.closing),
    )
    cells = [(f"{newest.year}年{label}", yuan(newest, column)) for label, column in labels]
    return tuple((label, cell) for label, cell in cells if isinstance(cell, Amount))


def _table(table_id: str, caption: str, rows: Sequence[TableRow]) -> Table | None:
    """Words and a figure a row; money in one unit where all of it is money."""
    if not rows:
        return None
    figures = [cell for row in rows for cell in row.cells if isinstance(cell, Figure)]
    money = all(figure.unit == "元" for figure in figures)
    scale = "" if not money else "元" if any(figure.in_yuan for figure in figures) else "万元"
    if scale == "万元":  # sums in words name the unit of the table once more
        rows = [replace(row, cells=(row.cells[0], *map(_without_scale, row.cells[1:]))) for row in rows]
    return Table(table_id, caption, (TableColumn("事项"), TableColumn("数", numeric=True)), tuple(rows), scale=scale)


def _without_scale(value: Cell) -> Cell:
    return value.removesuffix("万元") if isinstance(value, str) else value


def _sheet(
    disclosure: Disclosure,
    subject: Page,
    title: str,
    numbers: Numbers,
    finding: RichText,
    table: Table | None,
    sources: Sequence[object] = (),
) -> Page:
    """The page of a sheet: what stands on it are the blocks below, and nothing else."""
    link = Link(subject.title, subject.path)
    gaps = tuple(block for block in subject.blocks if isinstance(block, Undisclosed))
    block = BoardSheet(
        numbers,
        link,
        tuple(_basis(disclosure, numbers, table, sources)),
        f"{disclosure.org}-{subject.path.strip('/').replace('/', '-')}",
        phone(disclosure) or "",
    )
    return Page(
        path=f"{PATH}{subject.path}",
        title=f"{title}（公示栏）",
        label=title,
        finding=finding,
        blocks=(block, *((TableBlock(table),) if table else ()), *gaps),
        section="data",
        crumbs=(HOME, Link("公示栏", PATH)),
        template=TEMPLATE,
        listed=False,
        description=f"{disclosure.organisation.name}公示栏：{title}",
    )


def _basis(disclosure: Disclosure, numbers: Numbers, table: Table | None, sources: Sequence[object]) -> Iterator[str]:
    """The documents behind the numbers of a sheet, in words, the first one first."""
    cells = [value for _, value in numbers] + [cell for row in (table.rows if table else ()) for cell in row.cells]
    named = [cell.source for cell in cells if isinstance(cell, Figure)]
    for source_id in dict.fromkeys((*named, *(str(source or "") for source in sources))):
        document = disclosure.sources.get(source_id or "")
        if document:
            yield f"{document.issuer}《{document.title}》，{han_date(document.published_on)}"
