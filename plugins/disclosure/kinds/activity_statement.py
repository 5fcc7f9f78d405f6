"""业务活动表: income, expense and the change of net assets, unrestricted and restricted, line by line as printed."""

from __future__ import annotations

from functools import partial

from ..blocks import InStatement
from ..law import StatementLine, identities, statements
from ..model import Expectation, Kind
from ..reading import Yuan, column


class ActivityLine(StatementLine):
    """One line of the statement of activities; the columns of the month may be left out."""

    unrestricted = column(Yuan, "非限定性", description="本年累计数，写到分；没有就空着")
    restricted = column(Yuan, "限定性", description="本年累计数")
    total = column(Yuan, "合计", description="本年累计数，等于非限定性加限定性")
    month_unrestricted = column(Yuan, "本月数非限定性", description="可以整列不要")
    month_restricted = column(Yuan, "本月数限定性", description="可以整列不要")
    month_total = column(Yuan, "本月数合计", description="可以整列不要")


KIND = Kind(
    id="activity_statement",
    label="业务活动表",
    record=ActivityLine,
    intro="照印好的表填；只有一组“非限定性、限定性、合计”时，就是本年累计数。",
    order=21,
    yearly=True,
    expects=(Expectation("业务活动表", InStatement("activity_statement")),),
    checks=partial(identities.check, "activity_statement"),
    relations=identities.check_between,
    form=statements.printed_form("activity_statement"),
)
