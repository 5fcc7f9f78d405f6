"""物资: what is said to be goods."""

from __future__ import annotations

from ...blocks import checks, claim, claimed, concerning, figure_list, told_in, undisclosed
from ...kinds.goods import KIND as GOODS
from ...kinds.projects import KIND as PROJECTS
from ...model import Block, Disclosure, FigureBasis, Link, Links, Page
from ..headlines import Headlines
from ..topics import GOODS_DETAILS, GOODS_MOVED
from .frame import finance_page


def goods_page(disclosure: Disclosure, head: Headlines) -> Page:
    """What is said to be goods."""
    year = head.year
    figures = disclosure.of_topic("物资", year)
    goods = [
        figure
        for figure in disclosure.figures.values()
        if figure.year == year and figure.basis == FigureBasis.GOODS and figure not in figures
    ]
    every = [*figures, *goods]
    moved = GOODS_MOVED.tells(disclosure, year)
    lists = "逐笔收发见物资收发。"
    details = [entry.label for entry in GOODS_DETAILS if entry.lacks(disclosure, year)]
    lacking = claimed(details, f"{'、'.join(details)}没有公布。")
    lead = (
        claim(
            every,
            f"{told_in(disclosure, year)}里明写是物资的数字有{len(every)}个；{lists if moved else lacking or '列在下面。'}",
        )
        or claim(moved, f"{year}年{lists}")
        or claim(not every and not moved, f"{year}年没有公布物资明细。")
    )
    of_projects = all((figure.record or "").startswith(f"{PROJECTS.id}/") for figure in goods)
    blocks: list[Block] = [
        *figure_list("物资的数字", figures, id="figures"),
        *figure_list(claimed(of_projects, "各项目里的物资") or "别处写明是物资的数字", goods, id="goods"),
    ]
    blocks += checks("对得上吗", concerning(disclosure, every))
    if disclosure.count("goods"):
        blocks.append(Links("明细", ((Link(GOODS.rows_page, GOODS.address), "每种物资的收、发、存"),)))
    blocks += undisclosed(disclosure, year, GOODS_DETAILS)
    return finance_page(disclosure, head, "in-kind/", f"{year}年度物资", lead, blocks)
