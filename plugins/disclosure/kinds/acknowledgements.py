"""确认: warnings that somebody looked at, with the reason why they stay; errors can't be acknowledged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model import Kind
from ..problems import PARTS, WORDINGS, Problem, Severity, nearest, problem
from ..reading import Complete, Date, Matched, Record, Text, column


class RowNumber(Matched[str]):
    """A row as Excel numbers it."""

    name = "行号"
    example = "17"
    pattern = r"[1-9][0-9]{0,6}"


class AcknowledgementRecord(Record):
    """One warning, looked at."""

    code = column(Text, "代码", required=True, description="报告里括号中的代码，例如 tenfold-jump")
    file = column(Text, "文件", required=True, description="本机构文件夹里的文件，例如 figures/2024.csv；文章写 news/…")
    record = column(Text, "编号", description="那一行的编号；有编号的表请填编号，不填行号")
    line = column(RowNumber, "行", description="没有编号的表填行号；编号和行都空着，就是这个文件里的全部")
    label = column(Text, "列", description="只确认这一列时填表头")
    reason = column(Text, "理由", required=True, description="为什么确实如此，例如 遗赠，2024 年一次到账")
    name = column(Text, "确认人", required=True, description="谁看过的；只在检查报告里出现，不会公布")
    on = column(Date, "日期", required=True)


class Acknowledged(Complete, AcknowledgementRecord):
    """A warning that was looked at, with all that must be said of it."""


def checks(rows: Sequence[AcknowledgementRecord]) -> Iterator[Problem]:
    """Only warnings can be acknowledged."""
    asked = [code for code, wording in WORDINGS.items() if wording.severity is Severity.WARNING]
    for row in rows:
        if row.code is None or row.code in asked:
            continue
        known = WORDINGS.get(row.code)
        what = f"“{PARTS[known.severity]}”" if known else "不认识的代码"
        where = row.at(AcknowledgementRecord.code)
        yield problem(
            "not-to-acknowledge",
            where,
            cell=row.code,
            what=what,
            hint=nearest(row.code, asked),
        )


KIND = Kind(
    id="acknowledgements",
    label="确认",
    record=AcknowledgementRecord,
    intro="检查报告里“请确认”的问题，看过以后确实如此的，在这里写明理由和姓名。这张表不会公布。",
    order=8,
    sourced=False,
    promised=False,
    public=False,
    checks=checks,
)
