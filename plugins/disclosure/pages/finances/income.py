"""收入: what came in, by parts, channels and single gifts."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from ...blocks import checks, claim, claimed, concerning, figure_list, sentence, undisclosed, valued
from ...kinds import kind_of
from ...kinds.gifts import any_goods, sum_of_gifts
from ...kinds.gifts import largest as largest_gifts
from ...model import Block, Disclosure, Entries, Figure, Link, Nature, Note, Page, Proof
from ..headlines import Headlines
from ..topics import INCOME, INCOME_DETAILS, PLEDGES_RECEIVED, SINGLE_GIFTS
from ..years import breakdown_chart, parts_of_parts
from .frame import brief, figures_of, finance_page, line_by_line, side_untold


def income_page(disclosure: Disclosure, head: Headlines) -> Page:
    """What came in."""
    year = head.year
    figures = figures_of(disclosure, head, "收入")
    total = head.figures.get("收入合计")
    split = head.breakdowns.get("收入分组")
    lead: list[str | Figure] = [
        *((f"{year}年", *total[0]) if total else side_untold(disclosure, year, "收入", INCOME, figures))
    ]
    overlapping = claimed(split and split.disjoint != Proof.YES, "；各渠道可能重叠，不能相加")
    lead += [overlapping] if overlapping else []
    blocks: list[Block] = [*breakdown_chart(disclosure, head, "收入", f"income-{year}")]
    blocks += parts_of_parts(disclosure, head, "收入", f"income-{year}")
    blocks += largest_gifts(disclosure, year)
    pledges = [figure for figure in figures if figure.nature == Nature.PLEDGED]
    if pledges:
        unknown = claimed(PLEDGES_RECEIVED.lacks(disclosure, year), "到账多少没有公布；")
        blocks.append(Note("认捐不是到账", sentence(f"举牌是承诺；{unknown}认捐数不加进任何收入合计。")))
    blocks += figure_list("收入的数字", [figure for figure in figures if figure.nature != Nature.PLEDGED], id="figures")
    blocks += figure_list("认捐（承诺，不是到账）", pledges, id="pledges")
    blocks += line_by_line(disclosure, year, figures)
    blocks += _records(disclosure, "channels", "募捐渠道与活动")
    blocks += checks("对得上吗", concerning(disclosure, figures))
    blocks += undisclosed(disclosure, year, INCOME_DETAILS)
    unnamed = SINGLE_GIFTS.lacks(disclosure, year)
    single = sum_of_gifts(disclosure, year)
    lead += [f"；逐笔公布的捐赠有{single.text}{valued(any_goods(disclosure, str(year)))}"] if single.gifts else []
    words = (*lead, "。", *claim(unnamed, "逐笔捐赠没有公布，谁捐得最多看不出来。"))
    page = finance_page(disclosure, head, "income/", f"{year}年度收入", words, blocks)
    return replace(page, documents=disclosure.documents(year)) if single.gifts else page  # they name their own


def _records(disclosure: Disclosure, kind_id: str, title: str) -> Iterator[Block]:
    kind = kind_of(kind_id)
    rows = disclosure.records.get(kind_id, [])
    if kind and rows:
        yield Entries(
            title, tuple(brief(disclosure, kind, row) for row in rows), more=Link("详细", kind.address), id=kind_id
        )
