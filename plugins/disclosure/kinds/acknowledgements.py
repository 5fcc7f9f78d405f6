"""确认: warnings that somebody looked at, with the reason why they stay; errors can't be acknowledged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..expressions import expression
from ..identifiers import names_somebody
from ..model import Kind
from ..problems import PARTS, WORDINGS, Problem, Severity, nearest, problem
from ..reading import Complete, Date, Matched, Record, Text, column


class RowNumber(Matched[str]):
    """A row as Excel numbers it."""

    name = "行号"
    example = "17"
    pattern = r"[1-9][0-9]{0,6}"


class ValueMark(Matched[str]):
    """What a report prints beside an open question: it stands for the values that the question is about."""

    name = "值指纹（照检查报告抄）"
    example = "v3f9a1c20"
    pattern = r"v[0-9a-f]{8}"


class AcknowledgementRecord(Record):
    """One warning, looked at."""

    code = column(Text, "代码", required=True, description="报告里括号中的代码，例如 tenfold-jump")
    file = column(
        Text, "文件", required=True, description="本机构文件夹里的文件，例如 figures/2024.csv；文章写 news/机构/文件.md"
    )
    record = column(Text, "编号", description="那一行的编号；有编号的表请填编号，不填行号")
    line = column(RowNumber, "行", description="没有编号的表填行号；编号和行都空着，就是这个文件里的全部")
    label = column(Text, "列", description="只确认这一列时填表头")
    fingerprint = column(ValueMark, "值指纹", required=True, description="照检查报告抄；值变了、多了一处，就要重新确认")
    reason = column(Text, "理由", required=True, description="用一句话写为什么确实如此，例如 遗赠，2024 年一次到账")
    name = column(Text, "确认人", required=True, description="谁看过的；只在检查报告里出现，不会公布")
    on = column(Date, "日期", ahead=True, required=True)


class Acknowledged(Complete, AcknowledgementRecord):
    """A warning that was looked at, with all that must be said of it."""


_SHORTEST = 5  # Han characters (or words of three letters) that a sentence has at least
_SIGN = expression(r"[\u3400-\u9fff]|[A-Za-z]{3,}")


def is_sentence(text: str) -> bool:
    """Whether a reason says anything: enough words, and not the same sign again and again."""
    signs = _SIGN.findall(text)
    return len(signs) >= _SHORTEST and len(set(signs)) > _SHORTEST // 2


def checks(rows: Sequence[AcknowledgementRecord]) -> Iterator[Problem]:
    """Only warnings can be acknowledged, with a reason that says something and the name of somebody."""
    asked = [code for code, wording in WORDINGS.items() if wording.severity is Severity.WARNING]
    for row in rows:
        if row.reason is not None and not is_sentence(row.reason):
            where = row.at(AcknowledgementRecord.reason)
            yield problem("empty-reason", where, column=where.column, cell=row.reason, what="为什么确实如此")
        if row.name is not None and not names_somebody(row.name):
            where = row.at(AcknowledgementRecord.name)
            yield problem("empty-reason", where, column=where.column, cell=row.name, what="是谁看过的")
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
    public=False,
    checks=checks,
)
