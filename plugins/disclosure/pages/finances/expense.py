"""支出: what was spent, by parts, the ledger of them, and single payments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec.structs import replace

from ...accounts import of_role
from ...blocks import (
    checks,
    claim,
    claimed,
    concerning,
    figure_list,
    name_of,
    resolve,
    sum_of,
    undisclosed,
    valued,
)
from ...kinds.disbursements import Disbursement, DisbursementRecord, paid_in_goods
from ...model import (
    Block,
    Breakdown,
    Disclosure,
    Figure,
    Page,
    Proof,
    RichText,
    RowRole,
    Table,
    TableBlock,
    TableColumn,
    TableRow,
    worded,
)
from ...quantities import yuan_text
from ...reading import Missing
from ..headlines import Headlines
from ..topics import EXPENSE, EXPENSE_DETAILS
from ..years import COST_LINES, breakdown_chart, part_label, parts_of_parts, spent_on_things_listed
from .frame import figures_of, finance_page, line_by_line, scale, side_untold


def expense_page(disclosure: Disclosure, head: Headlines) -> Page:
    """What was spent."""
    year = head.year
    figures = figures_of(disclosure, head, "支出")
    total = head.figures.get("支出合计")
    gap = head.figures.get("支出缺口")
    lead: list[str | Figure] = [
        *((f"{year}年", *total[0]) if total else side_untold(disclosure, year, "支出", EXPENSE, figures))
    ]
    for label, role in COST_LINES if total else ():
        line = of_role(disclosure.figures, year, "activity_statement", role, "total")
        if line and line.value and line.id != total[0][1].id:  # type: ignore[index]
            lead += ["，" if len(lead) > 3 else "，其中", label, line]  # noqa: PLR2004  (year, label and total)
    if gap and gap[0][1].value < 0:
        lead += ["，列明的各项相加比总额", *worded("少", gap[0][1])]
    elif gap:
        lead += [claimed(gap, "，其中没有逐项列明的有"), gap[0][1]]
    payments = tuple(_single_payments(disclosure, year))
    lead += payments
    blocks: list[Block] = [*breakdown_chart(disclosure, head, "支出", f"expense-{year}")]
    blocks += parts_of_parts(disclosure, head, "支出", f"expense-{year}")
    blocks += [TableBlock(table) for table in _ledger(disclosure, head)]
    blocks += figure_list("支出的数字", figures, id="figures")
    blocks += line_by_line(disclosure, year, figures)
    blocks += spent_on_things_listed(disclosure, head)
    blocks += checks("对得上吗", concerning(disclosure, figures))
    blocks += undisclosed(disclosure, year, EXPENSE_DETAILS)
    page = finance_page(disclosure, head, "expense/", f"{year}年度支出", (*lead, "。"), blocks)
    return replace(page, documents=disclosure.documents(year)) if payments else page  # they name their own


def _single_payments(disclosure: Disclosure, year: int) -> Iterator[str]:
    """How many payments of a year are published one by one, and what they come to."""
    rows = [row for row in disclosure.rows(Disbursement) if row.paid_on.startswith(str(year))]
    if rows:
        money = yuan_text(sum_of(rows, DisbursementRecord.amount))
        yield f"；逐笔公布的拨付有{len(rows):,}笔，{money}{valued(paid_in_goods(rows))}"


def _ledger(disclosure: Disclosure, head: Headlines) -> Iterator[Table]:
    """The expense ledger: each listed item with its beneficiaries, then subtotal, gap and total."""
    split = head.breakdowns.get("支出分组")
    total = disclosure.figures.get(split.total) if split else None
    if not split or not total:
        return
    parts = [disclosure.figures[part] for part in split.parts]
    subjects = [total.subject, *(part.subject for part in parts)]
    helped = {figure.id: _helped_by(disclosure, figure, alone=subjects.count(figure.subject) == 1) for figure in parts}
    rows = [
        TableRow(
            (
                part_label(figure, parts),
                figure,
                figure.basis or Missing.UNDISCLOSED,
                _apart(helped[figure.id][:2]) or Missing.UNDISCLOSED,
            )
        )
        for figure in sorted(parts, key=lambda part: -part.value)
    ]
    rows += _closing_rows(disclosure, head, split, total, parts)
    columns: tuple[TableColumn, ...] = (
        TableColumn("项目"),
        TableColumn("支出", numeric=True),
        TableColumn("钱还是物", priority=2),
        TableColumn("受益", priority=2),
    )
    notes = [resolve(disclosure, split.note)] if split.note else []
    tells = any(helped.values())
    if not tells:  # said once instead of in every row
        columns = columns[:-1]
        rows = [replace(row, cells=row.cells[:-1]) for row in rows]
        helped_total = head.figure("受益")
        whole: RichText = ("全年一共", helped_total, "。") if helped_total else ()
        notes.append((*claim(not tells, "各项各帮了多少人，没有披露。"), *whole))
    yield Table(
        f"expense-ledger-{head.year}",
        f"{head.year}年支出",
        columns,
        tuple(rows),
        scale=scale((*parts, total)),
        notes=tuple(notes),
        missing_key=any(isinstance(cell, Missing) for row in rows for cell in row.cells),
    )


def _helped_by(disclosure: Disclosure, figure: Figure, *, alone: bool) -> list[Figure]:
    """How many an expense helped, in persons or households: by its record, else by its subject where no other part has it (*alone*)."""
    siblings = _siblings(disclosure, figure)
    if not figure.record and alone:
        siblings = [
            other for other in disclosure.stated(figure.year) if other.subject == figure.subject and not other.record
        ]
    return [other for other in siblings if "受益" in other.measure and other.unit != "元"]


def _closing_rows(
    disclosure: Disclosure, head: Headlines, split: Breakdown, total: Figure, parts: Sequence[Figure]
) -> Iterator[TableRow]:
    """Subtotal, gap and total; the total closes the table where the rows add up to it."""
    listed = next(
        (
            figure
            for figure in disclosure.figures.values()
            if figure.formula and figure.formula.text == f"sum({split.id})"
        ),
        None,
    )
    if listed:
        yield TableRow(("报告已列明小计", listed, "", ""), RowRole.SUBTOTAL)
    gap = head.figure("支出缺口")
    if gap:
        label, shown = worded("列明的各项比总额少", gap) if gap.value < 0 else ("报告未逐项列明", gap)
        yield TableRow((label, shown, "", ""), RowRole.GAP)
    helped = head.figure("受益")
    covered = sum((part.value for part in parts), start=gap.value if gap else Decimal(0))
    exact = gap is not None or not any(part.approximate for part in (*parts, total))
    adds_up = exact and covered == total.value and split.disjoint == Proof.YES
    cells = (name_of(total), total, total.basis or Missing.UNDISCLOSED, (helped,) if helped else Missing.UNDISCLOSED)
    yield TableRow(cells, RowRole.TOTAL if adds_up else RowRole.TOTAL_OPEN)


def _apart(figures: Sequence[Figure]) -> RichText:
    """Figures of one cell, with a semicolon between them."""
    return tuple(piece for figure in figures for piece in ("；", figure))[1:]


def _siblings(disclosure: Disclosure, figure: Figure) -> list[Figure]:
    if not figure.record:
        return []
    kind, _, record_id = figure.record.partition("/")
    return disclosure.of_record(kind, record_id)
