"""Statements among the other figures: their totals in the register, their identities on 勾稽表, and the ratios from them.

Totals and lines that other rules ask for become figures (BS2023L60C); all other amounts stay lines of the statement.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec.structs import replace

from ..kinds.audits import AuditRecord
from ..kinds.qualifications import QualificationRecord, qualified_in
from ..law import IdentityResult, Statement, StatementLine, identities, ratios
from ..law import statements as forms
from ..model import (
    Disclosure,
    Figure,
    Formula,
    Nature,
    Organisation,
    Reconciliation,
    Relation,
    Side,
    Source,
    SourceLevel,
    Verdict,
    records_of,
    rich,
)
from ..problems import Problem, Where, problem
from ..quantities import plain, round_half_up, yuan_text
from ..reading import Record
from .folder import Folder
from .formulas import FormulaError, evaluate

STATEMENTS_TOPIC = "报表"
BETWEEN = f"{STATEMENTS_TOPIC}之间"
RATIO_TOPIC = "费用比例"


def audited(rows: Mapping[str, Sequence[Record]], year: int) -> AuditRecord | None:
    """The audit that gives an opinion on the statements of *year*."""
    return next(
        (audit for audit in records_of(rows, AuditRecord) if audit.audited_year == year and audit.opinion), None
    )


# --- figures -------------------------------------------------------------------------------------


def figures(folder: Folder, documents: Mapping[str, Source]) -> dict[str, Figure]:
    """The registered amounts of every statement."""
    figures: dict[str, Figure] = {}
    statements = forms.all_statements(folder.rows)
    for year in forms.years(statements):
        opinion = audited(folder.rows, year)
        for kind in forms.KINDS:
            statement = statements[kind].get(year)
            if statement:
                for name, line, column, row, amount in statement.registered():
                    whole = column in {"total", "amount"}
                    measure = line.label if whole else f"{line.label}（{statement.edition.columns[column]}）"
                    figures[name] = _figure(folder, documents, statement, name, measure, row, amount, opinion)
    return figures


def _figure(  # noqa: PLR0913, PLR0917  (the parts of a figure)
    folder: Folder,
    documents: Mapping[str, Source],
    statement: Statement,
    name: str,
    measure: str,
    row: StatementLine,
    value: Decimal,
    opinion: AuditRecord | None,
) -> Figure:
    source = row.source
    document = documents.get(source or "")
    stated = document.level if document else SourceLevel.STAFF
    number = row.line or name.rpartition("L")[2][:-1]
    return Figure(
        id=name,
        org=folder.organisation.id,
        year=statement.year,
        topic=STATEMENTS_TOPIC,
        subject=statement.edition.title,
        measure=measure,
        value=value,
        unit="元",
        as_written=yuan_text(value),
        level=SourceLevel.AUDITED if opinion else stated,
        source=source if document else None,
        place=row.place or f"第{number}行",
        note=rich(row.note),
        precision=Decimal("0.01"),
        where=row.where,
    )


def clashes(taken: Mapping[str, Figure], computed: Mapping[str, Figure]) -> Iterator[Problem]:
    """Ids of staff's figures that statements use themselves."""
    for name in taken.keys() & computed.keys():
        where = taken[name].where or Where("")
        other = computed[name].where or ""
        yield problem("duplicate-id", Where(where.file, where.sheet, where.row, "编号"), cell=name, other=other)


# --- 勾稽 ----------------------------------------------------------------------------------------


def reconciliations(folder: Folder) -> Iterator[Reconciliation]:
    """Every identity within and between the statements of a year."""
    statements = forms.all_statements(folder.rows)
    for year in forms.years(statements):
        for kind in forms.KINDS:
            statement = statements[kind].get(year)
            if statement:
                source = next(iter(statement.rows.values())).source
                yield from (
                    _row(result, f"{STATEMENTS_TOPIC}：{statement.edition.title}", source)
                    for result in identities.judge(statement)
                )
        yield from (_row(result, BETWEEN, None) for result in identities.judge_across(statements, year))
        for kind in forms.KINDS:
            if {year - 1, year} <= set(statements[kind]):
                yield from _comparatives(statements[kind][year - 1], statements[kind][year])


def _comparatives(before: Statement, after: Statement) -> Iterator[Reconciliation]:
    """What a statement repeats of the year before, against what that year's statement says; on one form only."""
    if before.edition.id != after.edition.id or "prior" not in after.edition.columns:
        return
    title, panel = after.edition.title, after.edition.main[0]
    for line in after.edition.lines:
        if not line.registered:
            continue
        row = after.rows.get(line.number)
        old, new = before.amount(line.number, panel), row.values["prior"] if row else None
        if isinstance(old, Decimal) and row is not None and isinstance(new, Decimal):
            yield Reconciliation(
                id=f"{after.edition.prefix}{after.year}P{line.number}",
                year=after.year,
                topic=BETWEEN,
                title=f"{title}上年数：{line.label}",
                left=Side(
                    (f"{after.year}年{title}第{line.number}行“{line.label}”{after.edition.columns['prior']}",),
                    new, "元", inputs=(after.figure_id(line.number, "prior"),), to_the_cent=True,
                ),
                relation=Relation.NEARLY,
                right=Side(
                    (f"{before.year}年{title}第{line.number}行“{line.label}”{after.edition.columns[panel]}",),
                    old, "元", inputs=(before.figure_id(line.number, panel),), to_the_cent=True,
                ),
                difference=new - old,
                verdict=Verdict.AGREES if new == old else Verdict.DIFFERS,
                source=row.source,
            )  # fmt: skip


def _row(result: IdentityResult, topic: str, source: str | None) -> Reconciliation:
    return Reconciliation(
        id=result.id,
        year=result.year,
        topic=topic,
        title=result.title,
        left=Side((result.left_words,), result.left, "元", inputs=result.inputs, to_the_cent=True),
        relation=result.relation,
        right=Side((result.right_words,), result.right, "元", to_the_cent=True),
        difference=result.difference,
        verdict=result.verdict,
        note=(result.note,) if result.note and result.verdict is not Verdict.AGREES else (),
        source=source,
    )


def donation_checks(
    known: Mapping[str, Figure], income: Mapping[int, Figure]
) -> Iterator[tuple[Reconciliation, Problem | None]]:
    """本年捐赠收入 and its parts, where the register has them: by measure, each year on its own.

    *income* gives the year's 捐赠收入合计 of the statement, which the total must equal.
    """
    by_measure: dict[tuple[int, str], Figure] = {}
    for figure in known.values():
        if figure.formula is None and figure.unit == "元":
            by_measure.setdefault((figure.year, figure.measure), figure)
    for year in sorted({at for at, _ in by_measure}):
        for place, (total, parts) in enumerate(forms.donation_identities(), 1):
            whole = by_measure.get((year, total))
            stated = [by_measure[year, part] for part in parts if (year, part) in by_measure]
            if whole and len(stated) == len(parts):
                yield _donation(f"DN{year}K{place}", whole, stated)
        total_figure = by_measure.get((year, forms.donation_identities()[0][0]))
        if total_figure and year in income:
            yield _donation(f"DN{year}K0", total_figure, [income[year]])


def _donation(name: str, whole: Figure, parts: Sequence[Figure]) -> tuple[Reconciliation, Problem | None]:
    together = sum((part.value for part in parts), Decimal(0))
    difference = whole.value - together
    words = "＋".join(
        f"{part.subject}{part.measure}" if part.topic == STATEMENTS_TOPIC else part.measure for part in parts
    )
    agrees = difference == 0 or any(part.approximate for part in (whole, *parts))
    check = Reconciliation(
        id=name,
        year=whole.year,
        topic=f"{STATEMENTS_TOPIC}：捐赠收入",
        title=f"{whole.measure}与分项",
        left=Side(
            (whole.measure, whole), whole.value, "元", whole.bound, (whole.id,), to_the_cent=not whole.approximate
        ),
        relation=Relation.EQUAL,
        right=Side((words,), together, "元", inputs=tuple(part.id for part in parts), to_the_cent=True),
        difference=difference,
        verdict=Verdict.AGREES if difference == 0 else Verdict.DIFFERS if not agrees else Verdict.UNCHECKABLE,
        source=whole.source,
        place=whole.place,
    )
    if agrees:
        return check, None
    where = whole.where or Where("")
    return check, problem(
        "unbalanced-donations",
        Where(where.file, where.sheet, where.row, "数值"),
        year=whole.year,
        left=whole.measure,
        found=yuan_text(whole.value),
        rule=words,
        expected=yuan_text(together),
        difference=yuan_text(abs(difference)),
    )


# --- looking up ----------------------------------------------------------------------------------


def of_role(known: Mapping[str, Figure], year: int, kind: str, role: str, column: str) -> Figure | None:
    """The figure of a statement's line by its role, in either edition."""
    edition = forms.edition_of(kind, year)
    line = edition.role(role) if edition else None
    if edition is None or line is None:
        return None
    return known.get(f"{edition.prefix}{year}L{line.number}{forms.COLUMN_LETTERS[column]}")


def donations(known: Mapping[str, Figure]) -> dict[int, Figure]:
    """捐赠收入合计 of every year's statement of activities."""
    years = {figure.year for figure in known.values()}
    donations = {year: of_role(known, year, "activity_statement", "donations", "total") for year in years}
    return {year: figure for year, figure in donations.items() if figure}


# --- ratios --------------------------------------------------------------------------------------

PROGRAMME_STAND_IN = "业务活动成本不等于慈善活动支出，只能估算"
FUNDRAISING_STAND_IN = "筹资费用不等于募捐成本，只能估算"
DONATIONS_STAND_IN = "捐赠收入不等于募捐收入，只能估算"


def _stated(known: Mapping[str, Figure], year: int, measure: str) -> Figure | None:
    """The one figure that the organisation reports under this very name."""
    matching = [
        figure
        for figure in known.values()
        if figure.year == year
        and figure.measure == measure
        and figure.unit == "元"
        and not figure.approximate
        and figure.topic != RATIO_TOPIC
    ]
    return matching[0] if len(matching) == 1 else None


def _amount(label: str, figure: Figure | None, stand_in: str = "") -> ratios.RatioAmount | None:
    return ratios.RatioAmount(label, figure.value, figure.id, (figure.id,), stand_in) if figure else None


def _average(label: str, balances: Sequence[Figure | None]) -> ratios.RatioAmount | None:
    present = [balance for balance in balances if balance is not None]
    if len(present) < len(balances):
        return None
    total = sum((balance.value for balance in present), Decimal(0))
    text = " + ".join(balance.id for balance in present)
    return ratios.RatioAmount(
        label, total / len(present), f"({text}) / {len(present)}", tuple(balance.id for balance in present)
    )


def _closing(known: Mapping[str, Figure], year: int) -> Figure | None:
    """Net assets at the end of *year*: from its own sheet, else as the next one's opening."""
    return of_role(known, year, "balance_sheet", "net_assets", "close") or of_role(
        known, year + 1, "balance_sheet", "net_assets", "open"
    )


def inputs(
    known: Mapping[str, Figure], organisation: Organisation, certificates: Sequence[QualificationRecord], year: int
) -> ratios.Inputs:
    """What a year offers for its ratios; reported amounts of the very name come first, stand-ins from the statement say so."""

    def activity(role: str, at: int = year) -> Figure | None:
        return of_role(known, at, "activity_statement", role, "total")

    charity = _stated(known, year, "慈善活动支出")
    cost, raised = _stated(known, year, "募捐成本"), _stated(known, year, "募捐收入")
    adjusted = _stated(known, year - 1, "调整后的总收入")
    amounts = {
        "charity": _amount("慈善活动支出", charity)
        or _amount("业务活动成本", activity("programme_expense"), PROGRAMME_STAND_IN),
        "management": _amount("管理费用", activity("management_expense")),
        "fundraising": _amount("募捐成本", cost)
        or _amount("筹资费用", activity("fundraising_expense"), FUNDRAISING_STAND_IN),
        "expense": _amount("费用合计", activity("expense")),
        "raised": _amount("募捐收入", raised) or _amount("捐赠收入", activity("donations"), DONATIONS_STAND_IN),
        "income": _amount(f"{year - 1}年总收入（调整后）", adjusted)
        or _amount(f"{year - 1}年总收入", activity("income", year - 1)),
        "income_average": _average(
            f"{year - 3}至{year - 1}年收入平均数", [activity("income", at) for at in (year - 1, year - 2, year - 3)]
        ),
        "net_assets": _amount(f"{year - 1}年末净资产", _closing(known, year - 1)),
        "net_assets_average": _average(
            f"{year - 3}至{year - 1}年末净资产平均数", [_closing(known, at) for at in (year - 1, year - 2, year - 3)]
        ),
    }
    public = qualified_in(certificates, organisation.public_fundraising, f"{year}-01-01", f"{year}-12-31")
    offered = ratios.Inputs(
        year, organisation.org_form or "", public, {name: amount for name, amount in amounts.items() if amount}
    )
    if organisation.public_fundraising is None:
        return offered
    return replace(offered, untold=f"{year}年全年的公开募捐资格证书（登在“资格和证书”里）")


def assessments(
    known: Mapping[str, Figure], organisation: Organisation, certificates: Sequence[QualificationRecord], year: int
) -> tuple[ratios.Assessment, ...]:
    """The three ratios of a year."""
    offered = inputs(known, organisation, certificates, year)
    return tuple(ratios.assess(measure, offered) for measure in ratios.MEASURES)


_MEASURE_LETTERS = {"charity": "X", "management": "M", "fundraising": "F"}


def ratio_id(assessment: ratios.Assessment, test: ratios.Test, *, second: bool = False) -> str:
    """The id of a ratio: RT2023X, with A for the three-year average and B for the second condition."""
    return (
        f"RT{assessment.year}{_MEASURE_LETTERS[assessment.measure]}{'B' if second else ''}{'A' if test.average else ''}"
    )


def limit_id(assessment: ratios.Assessment) -> str:
    """The id of the amount that management cost may reach."""
    return f"RT{assessment.year}{_MEASURE_LETTERS[assessment.measure]}L"


def percent_text(share: Decimal, limit: Decimal | None = None) -> str:
    """A share as per cent with two decimals, more where it would look like nothing, like all of it or like the limit, and is not."""
    unlike = {mark * 100 for mark in (Decimal(0), Decimal(1), limit) if mark is not None and mark != share}
    for places in (2, 3, 4, 6, 8):
        rounded = round_half_up(share * 100, places)
        if rounded not in unlike:
            return f"{rounded}%"
    return f"{plain(round_half_up(share * 100, 20))}%"


def ratio_figures(
    known: Mapping[str, Figure], organisation: Organisation, certificates: Sequence[QualificationRecord]
) -> dict[str, Figure]:
    """The ratios of every year with a statement of activities, and the limit for management cost where it may be drawn."""
    figures: dict[str, Figure] = {}
    years = sorted(
        {figure.year for figure in known.values() if figure.topic == STATEMENTS_TOPIC and figure.id.startswith("AS")}
    )
    for year in years:
        for assessment in assessments(known, organisation, certificates, year):
            for second, tests in ((False, assessment.tests), (True, assessment.second)):
                for test in tests:
                    if test.share is not None:
                        name = ratio_id(assessment, test, second=second)
                        figures[name] = _ratio(known, organisation.id, assessment, test, name)
            limit = _limit(known, organisation.id, assessment)
            if limit:
                figures[limit.id] = limit
    return figures


def _computed(  # noqa: PLR0913, PLR0917  (the parts of a figure)
    known: Mapping[str, Figure],
    org: str,
    assessment: ratios.Assessment,
    name: str,
    measure: str,
    formula: str,
    unit: str,
    nature: Nature,
    limit: Decimal | None,
) -> Figure | None:
    try:
        result = evaluate(formula, known.get)
    except FormulaError:
        return None
    value = result.value * 100 if unit == "%" else result.value
    return Figure(
        id=name,
        org=org,
        year=assessment.year,
        topic=RATIO_TOPIC,
        subject=assessment.label,
        measure=measure,
        value=value,
        unit=unit,
        as_written=percent_text(result.value, limit) if unit == "%" else yuan_text(value),
        nature=nature,
        level=SourceLevel.COMPUTED,
        formula=Formula(formula, result.inputs),
        precision=Decimal("0.01"),
    )


def _ratio(
    known: Mapping[str, Figure], org: str, assessment: ratios.Assessment, test: ratios.Test, name: str
) -> Figure:
    formula = f"{test.numerator.formula} / {test.base.formula}"
    if test.base.formula.startswith("("):
        formula = f"{test.numerator.formula} / ({test.base.formula})"
    measure = f"{test.numerator.label}÷{test.base.label}"
    figure = _computed(known, org, assessment, name, measure, formula, "%", Nature.ACTUAL, test.limit)
    assert figure is not None  # noqa: S101  (its inputs are there and its base is positive)
    return figure


def _limit(known: Mapping[str, Figure], org: str, assessment: ratios.Assessment) -> Figure | None:
    """What management cost may reach in yuan; only under a rule that is certain."""
    if (
        assessment.measure != "management"
        or assessment.outcome not in {ratios.Outcome.MET, ratios.Outcome.MISSED}
        or not assessment.rule
    ):
        return None
    share = assessment.rule.at_most
    if share is None:
        return None
    formula = f"{assessment.tests[0].base.formula} * {plain(share)}"
    return _computed(known, org, assessment, limit_id(assessment), "管理费用上限", formula, "元", Nature.LIMIT, None)


def ratio_rows(disclosure: Disclosure, year: int) -> tuple[ratios.Assessment, ...]:
    """The ratios of a year as pages show them."""
    certificates = disclosure.rows(QualificationRecord)
    return assessments(disclosure.figures, disclosure.organisation, certificates, year)
