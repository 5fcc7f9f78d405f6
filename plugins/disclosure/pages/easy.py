"""长辈版: four pages in large type, one thought a sentence, one number a line, from the same figures as the home page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from ..blocks import HOME, claim, claimed, name_of, sentence, told_in
from ..dates import han_date
from ..kinds.contacts import ways_to_ask
from ..kinds.disbursements import KIND as PAYMENTS
from ..kinds.donations import KIND as GIFTS
from ..kinds.gifts import comes_together, lookup
from ..kinds.goods import KIND as GOODS
from ..model import (
    Block,
    ChartBlock,
    Disclosure,
    Figure,
    FigureList,
    LargeButton,
    LargeButtons,
    Link,
    Page,
    PlainLines,
    Proof,
    RichText,
    Role,
)
from ..quantities import yuan_text
from .duty_ledger import Ledger
from .headlines import Headlines, headlines, totals_untold
from .home import came_back, doubts, newest_payments, paid_to, told_on, totals
from .plain_help import plain_help
from .row_sums import emergency_links, fund_links, gist
from .topics import SPENT_ON_THINGS
from .years import APART, beside_total, costs, parts, total_of

PATH = "easy/"
GIFTS_PATH = f"{PATH}gifts/"
MONEY_PATH = f"{PATH}money/"
CALL_PATH = f"{PATH}call/"
SHOWN_PARTS = 8


def pages(ledger: Ledger) -> Iterator[Page]:
    """某年的账, 查捐赠, 钱花到哪了, 打电话."""
    disclosure = ledger.disclosure
    head = headlines(disclosure, disclosure.years[0]) if disclosure.years else None
    yield _page(disclosure, PATH, _accounts_name(disclosure), _accounts(ledger, head), "长辈版")
    yield _page(disclosure, GIFTS_PATH, "查捐赠", _gifts(disclosure), "长辈版：查捐赠")
    title = f"{head.year}年钱花到哪了" if head else "钱花到哪了"
    yield _page(disclosure, MONEY_PATH, title, _money(disclosure, head), "长辈版：钱花到哪了")
    yield _page(disclosure, CALL_PATH, "打电话", _call(disclosure, head), "长辈版：打电话")


def entrance(disclosures: Sequence[Disclosure]) -> Page:
    """The page above the organisations: whose accounts a reader wants."""
    names = [(disclosure.organisation.name, disclosure.org) for disclosure in disclosures]
    buttons = tuple(LargeButton(Link(name, f"{org}/{PATH}", root=True), ()) for name, org in names)
    return Page(
        path=PATH,
        title="长辈版",
        finding=(),
        blocks=(PlainLines((sentence("您要看哪一家的账？"),)), LargeButtons(buttons)),
        template="easy",
        description="大字、短句的账，一家一家看",
    )


def _accounts_name(disclosure: Disclosure) -> str:
    """The accounts shown are those of the newest year that was told, which is seldom this year."""
    return f"{disclosure.years[0]}年的账" if disclosure.years else "本会的账"


def _page(disclosure: Disclosure, path: str, title: str, blocks: Iterable[Block], label: str) -> Page:
    return Page(
        path=path,
        title=title,
        label=label,
        finding=(),
        blocks=(*blocks, _others(disclosure, path)),
        section="home",
        crumbs=(HOME,),
        template="easy",
        description=f"{disclosure.organisation.name}：{title}，大字、短句",
    )


def _others(disclosure: Disclosure, path: str) -> LargeButtons:
    """The ways to the other pages; the last one dials where there is a number."""
    others = ((_accounts_name(disclosure), PATH), ("查捐赠", GIFTS_PATH), ("钱花到哪了", MONEY_PATH))
    buttons = [LargeButton(Link(name, place), ()) for name, place in others if place != path]
    if path != CALL_PATH:
        number = ways_to_ask(disclosure).number
        buttons.append(_telephone(number) if number else LargeButton(Link("打电话、问我们", CALL_PATH), ()))
    return LargeButtons(tuple(buttons), "接着看")


def _telephone(number: Link) -> LargeButton:
    return LargeButton(Link("打电话", CALL_PATH), (number.text,), telephone=True)


# --- 某年的账 -------------------------------------------------------------------------------------


def _accounts(ledger: Ledger, head: Headlines | None) -> Iterator[Block]:
    if head is None:
        yield PlainLines((sentence(f"{totals_untold(ledger.disclosure)}。"),))
        yield from _accounted(ledger.disclosure)
        yield from _lists(ledger.disclosure, [kind.id for kind in ledger.disclosure.told_in_rows], "已经公布的")
        return
    items = totals(ledger.disclosure, head)
    yield PlainLines(tuple(_total(label, value) for label, value in items))
    day = told_on(ledger.disclosure, items)
    words = doubts(ledger, head)
    lines: list[RichText] = [sentence(f"这些数是{han_date(day)}公布的。") if day else ()]
    # a number stands in a line of its own, with the way to its source below: no full stop behind it
    clauses = [clause if isinstance(clause[-1], Figure) else (*clause, "。") for clause in words.clauses]
    lines += clauses or [words.well]  # the last ones, for 看是哪些 follows them
    more = Link("看是哪些", words.place) if words.clauses else None
    yield PlainLines(tuple(filter(None, lines)), more=more)


def _lists(disclosure: Disclosure, kinds: Collection[str], title: str) -> Iterator[LargeButtons]:
    """The ways to what is told row by row, of these kinds."""
    buttons = tuple(
        LargeButton(Link(kind.rows_page, kind.address), (gist(disclosure, kind),))
        for kind in disclosure.told_in_rows
        if kind.id in kinds
    )
    if buttons:
        yield LargeButtons(buttons, title)


def _accounted(disclosure: Disclosure) -> Iterator[Block]:
    """What came in and was used in each emergency and of the first funds, and the ways to them, where no year has a total."""
    for links in (*emergency_links(disclosure), *fund_links(disclosure)):
        for link, words in links.links:
            yield PlainLines((sentence(words),) if words else (), link.text)
            yield LargeButtons((LargeButton(Link("看收了多少、用了多少" if words else "看全部", link.path), ()),))


def _total(label: str, value: Figure | str) -> RichText:
    """One of the three totals as a sentence of its own, or that it was not told."""
    if isinstance(value, str):
        return claim(value, f"这一年{label}多少，{value}。")
    return sentence(f"这一年{label}：" if len(label) == _VERB else f"{label}：", value)


_VERB = 2  # 收到, 发出, 帮到; what stands in for a total has its own, longer name


# --- 查捐赠 ---------------------------------------------------------------------------------------


def _gifts(disclosure: Disclosure) -> Iterator[Block]:
    gifts = disclosure.count(GIFTS.id)
    if not gifts:
        ask = claim(ways_to_ask(disclosure).number, "可以打电话，问您自己的那一笔。")
        lines = (claim(not gifts, "逐笔名单还没公布。"), ask)
        yield PlainLines(tuple(line for line in lines if line), more=Link("先看怎么查", "about/contact/"))
        yield from _lists(disclosure, (GOODS.id,), "捐的是东西")
        return
    dataset = disclosure.datasets.get(GIFTS.id)
    together = dataset is not None and comes_together(dataset)  # one of many in a row has no number of its own
    ways = (
        ("您捐的钱，可以按编号查。", "平台一起转来的，好几笔写在一行。")
        if together
        else ("您捐的钱，可以一笔一笔查。",)
    )
    yield PlainLines(tuple(map(sentence, (*ways, "知道编号的，在下面输进去。"))))
    yield from lookup(disclosure, brief=True)
    yield PlainLines((sentence("找不到编号，也可以按月份找。"),), more=Link("按月份找", GIFTS.address))


# --- 钱花到哪了 -----------------------------------------------------------------------------------


def _money(disclosure: Disclosure, head: Headlines | None) -> Iterator[Block]:
    if head is None:
        yield PlainLines((sentence(f"{totals_untold(disclosure)}。"),))
        yield from _single_payments(disclosure)
        yield from _accounted(disclosure)
        return
    place = Link("看全部明细", f"finances/{head.year}/expense/")
    lines, note = _parts(disclosure, head)
    if not lines and (spent := costs(disclosure, head.year)):
        costs_page = Link("看全部明细", f"finances/{head.year}/costs/")
        yield PlainLines(tuple((f"{label}：", figure) for label, figure in spent), more=costs_page)
        yield from _single_payments(disclosure)
        return
    if not lines and SPENT_ON_THINGS.tells(disclosure, head.year):
        amounts = [
            figure for card in plain_help(disclosure, head) for _, figure in card.money if isinstance(figure, Figure)
        ]
        largest = sorted(amounts, key=lambda figure: -figure.value)[:SHOWN_PARTS]
        if largest:
            yield PlainLines(tuple((f"{name_of(figure)}：", figure) for figure in largest))
        apart = (sentence(APART),) if len(largest) > 1 else ()
        words = sentence(f"{head.year}年花在各件事上的数，{'都' if largest else ''}列在支出一页。")
        yield PlainLines((*apart, words), more=Link("看这些数", place.path))
        yield from _single_payments(disclosure)
        return
    if not lines:
        single = disclosure.count(PAYMENTS.id)
        untold = claim(not lines and single, f"{head.year}年的支出没有公布分项。")
        total = total_of(disclosure, head, "支出")
        known = ((f"{name_of(total)}：", total),) if total else ()
        more = Link(claimed(total, "看全年的支出") or "看还缺什么", place.path)
        yield PlainLines((*known, untold or claim(not lines, f"{head.year}年的支出没有公布明细。")), more=more)
        yield from _single_payments(disclosure)
        return
    yield PlainLines(lines)
    yield PlainLines(tuple(sentence(text) for text in note if text), more=place)


def _parts(disclosure: Disclosure, head: Headlines) -> tuple[tuple[RichText, ...], tuple[str, ...]]:
    """A line for each of the largest parts of the expenses that the home page shows too, and what to know of them."""
    split = head.breakdowns.get("支出分组")
    for block in parts(disclosure, head, "支出", f"easy-expense-{head.year}", SHOWN_PARTS):
        if isinstance(block, ChartBlock) and split:
            marks = [mark for mark in block.chart.marks if mark.figure]
            listed = [mark for mark in marks if mark.role is not Role.GAP]
            gaps = [mark.figure or mark.text for mark in block.chart.marks if mark.role is Role.GAP]
            rest = len(split.parts) - len(listed)
            lines = [(f"{mark.label}：", mark.figure) for mark in listed if mark.figure]
            untold = [
                claim(
                    gap,
                    f"{told_in(disclosure, head.year)}没有写明用在哪里的：",
                    gap,
                    *(("。",) if isinstance(gap, str) else ()),  # a figure stands in a line of its own
                )
                for gap in gaps
            ]
            more = claimed(rest, f"还有{rest}项小一些的，在明细里。")
            overlap = "" if split.disjoint == Proof.YES else "这几项可能有重复，不要加在一起。"
            return (*lines, *untold), (more, overlap)
        if isinstance(block, FigureList):
            figures = beside_total(disclosure, block, head)
            apart = APART if len(figures) > 1 else ""
            return tuple((f"{name_of(figure)}：", figure) for figure in figures), (apart,)
    return (), ()


def _single_payments(disclosure: Disclosure) -> Iterator[Block]:
    """What is told of the expenses where no yearly figure tells their parts: the last payments, and the tables of all."""
    newest = newest_payments(disclosure)
    if newest:
        lines = (
            f"{han_date(row.paid_on)}，{paid_to(row)}：{yuan_text(row.amount)}{came_back(disclosure, row)}。"
            for row in newest
        )
        yield PlainLines(tuple(map(sentence, lines)), "最近拨出的钱")
    yield from _lists(disclosure, (PAYMENTS.id, GOODS.id), "一笔一笔看")


# --- 打电话 ---------------------------------------------------------------------------------------


def _call(disclosure: Disclosure, head: Headlines | None) -> Iterator[Block]:
    ask = ways_to_ask(disclosure)
    if ask.number:
        lines = (
            sentence("看不懂的，打电话问。"),
            sentence("查不到的，打电话问。"),
            sentence("觉得数不对，打电话告诉我们。"),
        )
        yield PlainLines(lines)
        yield LargeButtons((_telephone(ask.number),))
        wishes = (f"“我想问{head.year}年的账。”" if head else "", "“我捐过钱，想知道用到哪里了。”")
        yield PlainLines(tuple(sentence(text) for text in wishes if text), "您可以这样说")
    elif ask.dials:
        yield PlainLines((("电话：", *ask.call),))
    else:
        yield PlainLines((claim(not ask.dials, "电话没有公布。"),))
    other = (*ask.ways, *((ask.elsewhere,) if ask.elsewhere else ()))
    if other:
        yield PlainLines(other, "别的办法")
