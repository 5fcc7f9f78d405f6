"""拨付: money and goods paid out, on which day, to whom, for which project; persons are never named."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from enum import StrEnum

from ..blocks import (
    SIZES,
    InTable,
    Selection,
    Way,
    choices,
    claimed,
    facets,
    itemised,
    on_project,
    places_of,
    purpose,
    rows_in_sum,
    section_crumbs,
    sentence,
    size_of,
    sum_of,
    sums_by,
    text_slug,
    valued,
    words,
    yuan,
)
from ..identifiers import named_like_a_person
from ..model import (
    Block,
    Cell,
    Disclosure,
    Expectation,
    Facets,
    Kind,
    Link,
    Links,
    Page,
    Persons,
    RichText,
    RowsFile,
    Table,
    TableBlock,
    TableColumn,
    converted,
    grouped,
    shown_currency,
)
from ..privacy import ToReceiver, mask_receivers
from ..problems import Problem, problem
from ..quantities import plain
from ..reading import ABROAD, Column, Complete, Date, InCurrency, Missing, Promise, Record, Sourced, Text, Yuan, column
from .project import CATEGORIES, Project

AREAS = "areas/"  # the pages of payments by place
LISTED = 30  # a page of another record lists so many; beyond that it gives sums a year
OPEN_BESIDE = 8  # of those that stand unfolded there


class Receiver(StrEnum):
    """Who is paid."""

    PERSON = "个人"
    CHARITY = "慈善组织"
    EXECUTOR = "执行机构"
    SCHOOL = "学校"
    HOSPITAL = "医院"
    GOVERNMENT = "政府部门"
    VILLAGE = "村（社区）"
    COMPANY = "企业"
    OTHER = "其他单位"


class PaymentKind(StrEnum):
    """What is handed over."""

    MONEY = "资金"
    GOODS = "物资"


class DisbursementRecord(ToReceiver, InCurrency, Sourced):
    """One payment out."""

    paid_on = column(Date, "拨付日期", required=True)
    receiver = column(Text, "接收方", required=True, description="单位名称；个人不会公开姓名")
    receiver_type = column(Receiver, "接收方类型", required=True)
    member = column(Text, "本会成员机构", refers_to="organisations", description="拨给慈善会系统里的成员时填它的编号")
    kind = column(PaymentKind, "类型")
    amount = column(Yuan, "金额", required=True, description="物资填折价；付外币的填折成的人民币元", abroad=ABROAD)
    purpose = column(Text, "用途", promise=Promise.HELD)
    basis = column(
        Text, "划转依据", description="拨给政府部门或别的慈善组织的，写凭什么拨：协议、决议或文件", promise=Promise.HELD
    )
    project = column(Text, "项目", refers_to="projects")
    fund = column(Text, "基金", refers_to="funds")
    campaign = column(Text, "募捐活动", refers_to="campaigns")
    emergency = column(Text, "应急行动", refers_to="emergencies")
    region = column(
        Text, "地域", description="钱用在哪里，从大到小用 / 分开，例如 东样区/河样镇/河样村；不知道就空着，不要猜"
    )


class Disbursement(Complete, DisbursementRecord):
    """A payment with all that it must have."""


def check(rows: Sequence[DisbursementRecord]) -> Iterator[Problem]:
    """The amount of a payment is above zero, money that came back is no payment, and a body looks like a body."""
    yield from converted(rows, DisbursementRecord.amount)
    for row in rows:
        if row.amount is not None and row.amount <= 0:
            where = row.at(DisbursementRecord.amount)
            code = "payment-returned" if row.amount < 0 else "not-positive"
            yield problem(code, where, column="金额", cell=plain(row.amount))
        person = row.receiver_type in {None, Receiver.PERSON}
        if row.receiver and not person and named_like_a_person(row.receiver):
            where = row.at(DisbursementRecord.receiver)
            yield problem("receiver-like-person", where, cell=row.receiver, left=row.receiver_type)


def pages(disclosure: Disclosure, kind: Kind) -> Iterable[Page]:
    """Sums by year and by receiver, and one page a year with every payment."""
    records = disclosure.rows(Disbursement)
    if not records:
        return
    years = _years(records)
    by_year: list[tuple[Cell, list[Disbursement]]] = [
        (Link(f"{year}年", year_path(year)), payments) for year, payments in sorted(years.items(), reverse=True)
    ]
    whole = Link("全部", kind.address)
    chosen = choices(kind.address, records, _ways(disclosure))
    of_years = {year: choices(year_path(year), payments, _ways(disclosure)) for year, payments in years.items()}
    known = {choice.path for of_year in of_years.values() for choice in of_year}
    yield Page(
        path=kind.address,
        title=kind.rows_page,
        finding=sentence(f"公布了{len(records):,}笔拨付，共{_in_all(records)}，一笔一行。"),
        blocks=(
            *facets(whole, len(records), "笔", chosen),
            TableBlock(sums_by("年", by_year, DisbursementRecord.amount, table_id="disbursements", caption="按年")),
            TableBlock(_by_type("disbursements-types", "按接收方类型", records)),
            *(
                (Links("", ((Link("钱用在了哪些地方", AREAS), "按区镇和村，每年一页"),)),)
                if tells_places(disclosure)
                else ()
            ),
        ),
        section="finances",
        crumbs=section_crumbs("finances"),
        description=f"{disclosure.organisation.name}的拨付：哪天、给谁、多少、做什么用。",
    )
    for choice in chosen:
        yield _chosen(disclosure, kind, choice, facets(whole, len(records), "笔", chosen, choice.path), known=known)
    for year, payments in years.items():
        all_of_year = Link(f"{year}年全部", year_path(year))
        for choice in of_years[year]:
            bars = facets(all_of_year, len(payments), "笔", of_years[year], choice.path)
            yield _chosen(disclosure, kind, choice, bars, year)
        yield Page(
            path=year_path(year),
            title=f"{year}年拨付",
            finding=sentence(f"{year}年拨付{len(payments):,}笔，共{_in_all(payments)}。"),
            blocks=(
                *facets(all_of_year, len(payments), "笔", of_years[year]),
                TableBlock(_by_type(f"disbursements-{year}-types", "按接收方类型", payments)),
                TableBlock(_table(disclosure, payments, f"disbursements-{year}", f"{year}年每笔拨付")),
            ),
            section="finances",
            crumbs=(*section_crumbs("finances"), Link(kind.rows_page, kind.address)),
            year=int(year),
            description=f"{disclosure.organisation.name}{year}年的拨付，一笔一行。",
        )


def paid_in_goods(rows: Iterable[DisbursementRecord]) -> bool:
    """Whether any payment was goods, whose value stands in its amount."""
    return any(row.kind == PaymentKind.GOODS for row in rows)


def _in_all(payments: Sequence[Disbursement]) -> str:
    """What payments come to, for a sentence."""
    return f"{sum_of(payments, DisbursementRecord.amount):,.2f}元{valued(paid_in_goods(payments))}"


_TYPE_SLUGS = {
    Receiver.PERSON: "person",
    Receiver.CHARITY: "charity",
    Receiver.EXECUTOR: "executor",
    Receiver.SCHOOL: "school",
    Receiver.HOSPITAL: "hospital",
    Receiver.GOVERNMENT: "government",
    Receiver.VILLAGE: "village",
    Receiver.COMPANY: "company",
    Receiver.OTHER: "other",
}


def tells_places(disclosure: Disclosure) -> bool:
    """Whether any payment names a place, so that there are pages of them (`AREAS`)."""
    return any(row.region for row in disclosure.rows(Disbursement))


def district_of(row: Disbursement) -> str:
    """The largest place that a payment names; empty where it names none, or several that were not told apart."""
    places = places_of(row.region)
    return places[0] if places else ""


def _ways(disclosure: Disclosure) -> tuple[Way[Disbursement], ...]:
    """By what single payments are chosen; what a payment does not tell is in no choice."""
    categories = {row.id: row.category for row in disclosure.rows(Project)}

    def category(row: Disbursement) -> tuple[str, str] | None:
        word = categories.get(row.project or "")
        return (CATEGORIES[word], word) if word in CATEGORIES else None

    def place(row: Disbursement) -> tuple[str, str] | None:
        name = district_of(row)
        return (text_slug(name), name) if name else None

    return (
        Way("category", "按项目类别看", category),
        Way("place", "按地域看", place),
        Way("receiver", "按接收方类型看", lambda row: (_TYPE_SLUGS[row.receiver_type], row.receiver_type.value)),
        Way("size", "按一笔多少钱看", lambda row: size_of(row.amount), tuple(slug for slug, _, _ in SIZES)),
    )


# What the payments of a choice have in common, in the words of a sentence.
_CHOSEN_BY = {
    "category": "用于“{}”一类项目的拨付",
    "place": "写明用在{}的拨付",
    "receiver": "接收方是{}的拨付",
    "size": "每笔{}的拨付",
}


def _chosen(
    disclosure: Disclosure,
    kind: Kind,
    choice: Selection[Disbursement],
    bars: Sequence[Facets],
    year: str = "",
    *,
    known: Container[str] = (),
) -> Page:
    """The payments of one choice: of one year row by row, of all years as sums that lead to the years (to *known* pages)."""
    rest = choice.path.removeprefix(kind.address)
    last = rest.replace("/", "-").strip("-")
    if year:
        table = _table(disclosure, choice.rows, f"disbursements-{last}", f"{year}年每笔拨付：{choice.words}")
    else:
        of_years: list[tuple[Cell, list[Disbursement]]] = []
        for name, rows in sorted(_years(choice.rows).items(), reverse=True):
            narrowed = f"{year_path(name)}{rest}"
            of_years.append((Link(f"{name}年", narrowed if narrowed in known else year_path(name)), rows))
        table = sums_by(
            "年", of_years, DisbursementRecord.amount, table_id=f"disbursements-{last}", caption=f"{choice.words}，按年"
        )
    above = (Link(f"{year}年", year_path(year)),) if year else ()
    in_common = f"{f'{year}年' if year else ''}{_CHOSEN_BY[choice.way.id].format(choice.words)}"
    title = f"{year}年拨付：{choice.words}" if year else f"拨付：{choice.words}"
    return Page(
        path=choice.path,
        title=title,
        label=choice.words,
        finding=sentence(f"{in_common}有{len(choice.rows)}笔，共{_in_all(choice.rows)}。"),
        blocks=(*bars, TableBlock(table), RowsFile(kind.id, f"{choice.path}rows.csv", choice.rows)),
        section="finances",
        crumbs=(*section_crumbs("finances"), Link(kind.rows_page, kind.address), *above),
        year=int(year) if year else None,
        description=f"{disclosure.organisation.name}的{title}，一笔一行。",
        listed=False,
        view=True,
    )


def year_path(year: int | str) -> str:
    """The page with every payment of a year."""
    return f"{KIND.address}{year}/"


def _years(records: Sequence[Disbursement]) -> dict[str, list[Disbursement]]:
    years: dict[str, list[Disbursement]] = {}
    for row in sorted(records, key=lambda row: row.paid_on):
        years.setdefault(row.paid_on[:4], []).append(row)
    return years


def _by_type(table_id: str, caption: str, records: Sequence[Disbursement]) -> Table:
    by_type = grouped(records, DisbursementRecord.receiver_type)
    lines: list[tuple[Cell, list[Disbursement]]] = [(type_, by_type[type_]) for type_ in Receiver if type_ in by_type]
    return sums_by("接收方类型", lines, DisbursementRecord.amount, table_id=table_id, caption=caption)


def payments_table(  # noqa: PLR0913  (a table has many sides, all named)
    disclosure: Disclosure,
    payments: Sequence[Disbursement],
    table_id: str,
    caption: str,
    *,
    columns: tuple[TableColumn, ...],
    last: Callable[[Disbursement], Cell] | None,
    notes: tuple[RichText, ...] = (),
    unfolded: int = LISTED,
) -> Table:
    """Payments one by one with their sum: day, receiver, type of receiver, amount, purpose, and a *last* cell if any."""
    lines = (
        (
            row.paid_on,
            words(row, DisbursementRecord.receiver),
            str(row.receiver_type),
            yuan(row, DisbursementRecord.amount),
            _purpose(row),
            *((last(row),) if last else ()),
        )
        for row in sorted(payments, key=lambda row: row.paid_on)
    )
    return itemised(
        disclosure,
        payments,
        DisbursementRecord.amount,
        table_id=table_id,
        caption=caption,
        columns=columns,
        lines=lines,
        notes=notes,
        folded=len(payments) > unfolded,
    )


def _purpose(row: Disbursement) -> Cell:
    """What a payment was for or that nobody said, that it was goods, and what was paid where that was in another currency."""
    said = words(row, DisbursementRecord.purpose)
    beside = ["物资折价"] if row.kind == PaymentKind.GOODS else []
    if row.currency and row.foreign_amount is not None and row.rate is not None and row.rate_day:
        beside.append(shown_currency(row.currency, row.foreign_amount, row.rate, row.rate_day))
    if row.purpose and beside:
        return f"{said}（{'；'.join(beside)}）"
    untold = claimed(said is Missing.UNDISCLOSED, "没有写用途")
    return "；".join(part for part in (*beside, untold) if part) if beside else said


def _table(
    disclosure: Disclosure, records: Sequence[Disbursement], table_id: str, caption: str, unfolded: int = LISTED
) -> Table:
    def towards(row: Disbursement) -> Cell:
        return purpose(disclosure, row, "不限定")

    several = len({towards(row) for row in records}) > 1  # on the page of a project all are for that project
    return payments_table(
        disclosure,
        records,
        table_id,
        caption,
        columns=(
            TableColumn("拨付日期"),
            TableColumn("接收方"),
            TableColumn("接收方类型", priority=2),
            TableColumn("金额", numeric=True),
            TableColumn("用途"),
            *((TableColumn("项目或基金", priority=2),) if several else ()),
        ),
        last=towards if several else None,
        unfolded=unfolded,
        notes=(("受助的个人一律不公开姓名。",),),
    )


def _on(column: Column[str]) -> Callable[[Disclosure, Record], Iterator[Block]]:
    def blocks(disclosure: Disclosure, row: Record) -> Iterator[Block]:
        payments = disclosure.about(Disbursement, column, row.record_id)
        if len(payments) > LISTED:
            lines: list[tuple[Cell, list[Disbursement]]] = [
                (Link(f"{year}年", year_path(year)), rows) for year, rows in _years(payments).items()
            ]
            of_years = f"disbursements-{column.name}-{row.record_id}"
            caption = "拨付了多少（按年）"
            yield TableBlock(sums_by("年", lines, DisbursementRecord.amount, table_id=of_years, caption=caption))
            yield TableBlock(_by_type(f"disbursements-{column.name}-{row.record_id}-types", "拨付给谁", payments))
        elif payments:
            table_id = f"disbursements-{column.name}-{row.record_id}"
            yield TableBlock(_table(disclosure, payments, table_id, "每笔拨付", OPEN_BESIDE))

    return blocks


def _with_trace(disclosure: Disclosure, row: Record) -> Iterator[Block]:
    yield from on_project(disclosure, row)
    yield from _on(DisbursementRecord.project)(disclosure, row)


KIND = Kind(
    id="disbursements",
    label="拨付",
    record=DisbursementRecord,
    pages=pages,
    order=69,
    persons=Persons.RECEIVERS,
    size=DisbursementRecord.amount,
    bodies=(DisbursementRecord.receiver,),
    rows_page="拨付",
    gist=rows_in_sum(Disbursement, DisbursementRecord.amount),
    checks=check,
    redact=mask_receivers,
    adds={
        "projects": _with_trace,
        "funds": _on(DisbursementRecord.fund),
        "campaigns": _on(DisbursementRecord.campaign),
        "emergencies": _on(DisbursementRecord.emergency),
    },
    expects=(Expectation("逐笔拨付：哪天、给谁、多少", InTable(DisbursementRecord)),),
)
