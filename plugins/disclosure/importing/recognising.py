"""What a sheet is: a table of ours, a printed form, or a table of others; and sheets that no reader of rows can take."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from ..kinds import all_kinds, kind_of
from ..kinds.disbursements import KIND as DISBURSEMENTS
from ..kinds.donations import KIND as DONATIONS
from ..model import Kind
from ..problems import Problem, Where, problem
from ..reading import (
    Lines,
    Vocabulary,
    find_header,
    is_turned,
    plain_header,
    spread_over,
    turned,
)
from .layouts import WITHIN, Layout, find_layout, has_enough, is_called, layout_at, looks_like_value
from .recipes import Recipe, find_recipe
from .records import RecordRows, two_tables
from .sources import SourceSheet
from .vocabulary import Meaning, Sense, compact, kinds_of_titles, kinds_with_words, meaning

_SURE = (3, 4)  # so many of so many words over the columns are ours: a table of ours, perhaps with a slip
_TITLES = 8  # lines in which the title of a printed form stands


def names_of(kind: Kind) -> tuple[str, ...]:
    """The names that a sheet of a kind may have."""
    return (kind.id, kind.label, *((kind.form.title,) if kind.form else ()))


def recognise(  # noqa: PLR0911  (one return a way to know)
    sheet: SourceSheet, file: str, kind: Kind | None, recipes: Sequence[Recipe]
) -> tuple[Kind | None, Layout | None, str]:
    """(the kind of a sheet, the layout if it is no table of ours, why), all empty where nobody can tell.

    *kind* is what somebody said that it is.
    """
    if kind and kind.form:
        return kind, None, "您写明了种类"
    named = kind or _named(sheet)
    why = "您写明了种类" if kind else "工作表的名称"
    if named and (named.form or _is_ours(sheet.lines, named)):
        return named, None, why
    if named is None:
        form = _form_of(sheet)
        if form:
            return form, None, f"表的标题是“{form.form.title if form.form else form.label}”"
        ours = _ours(sheet.lines)
        if ours:
            return ours, None, "表头就是这种表的列名"
    known_before = _by_recipe(sheet, file, named, recipes)
    if known_before:
        return known_before.kind, known_before, why if named else "表头与导入方案相同"
    kinds = [named] if named else [known for word in kinds_with_words() if (known := kind_of(word))]
    layout = find_layout(sheet.lines, kinds, sheet.titles(file, ()), stated=named is not None)
    if layout and not (named or _is_enough(layout)):
        layout = _called_a_list(sheet, file)
    layout = layout or _known_by_its_title(sheet, file)
    if layout:
        return layout.kind, layout, why if named else "表头和标题的用词"
    return named, None, why if named else ""


# Of those who are not, not yet or no longer in office, or did something else than hold it: 候选人名单, 签到名单.
_NOT_IN_OFFICE = re.compile(
    r"候选|拟|建议|推荐|推选|提名|增补|辞[任职去]|离任|卸任|免去|罢免|(?<![\u4e00-\u9fff])原|前任|往届|历[任届]|上一?届"
    r"|签到|缺席|请假|参会|出席|列席|与会|体检|慰问|会费|投票|表决|报名"
)


def _known_by_its_title(sheet: SourceSheet, file: str) -> Layout | None:
    """The layout of a list with names and posts whose titles say that it is one of a council; None where they do not."""
    for kind in filter(None, map(kind_of, kinds_of_titles())):
        layout = find_layout(sheet.lines, [kind], sheet.titles(file, ()))
        needed = {
            column.name
            for column in kind.record.columns
            if column.required and not (column.key or column.choices or column.refers_to)
        }
        titles = sheet.titles(file, layout.above) if layout else []
        in_office = is_called(kind, titles) and not any(map(_NOT_IN_OFFICE.search, titles))
        if layout and needed <= layout.names and in_office:
            return layout
    return None


def _called_a_list(sheet: SourceSheet, file: str) -> Layout | None:
    """The layout of names and amounts whose titles say that they were given, or handed out; None where they say neither."""
    kinds = (known for word in _LISTS if (known := kind_of(word)))
    layouts = (find_layout(sheet.lines, [kind], sheet.titles(file, ())) for kind in kinds)
    return next((layout for layout in layouts if layout and _is_called_a_list(layout, sheet, file)), None)


def _by_recipe(sheet: SourceSheet, file: str, kind: Kind | None, recipes: Sequence[Recipe]) -> Layout | None:
    """The layout of a sheet whose header a recipe knows word for word."""
    for at, (row, cells) in enumerate(sheet.lines[:WITHIN]):
        above = sheet.lines[:at]
        titles = "\n".join(sheet.titles(file, above))
        recipe = find_recipe(recipes, cells, titles, kind.id if kind else None)
        known = kind_of(recipe.kind) if recipe else None
        if known:
            return layout_at(sheet.lines, at, (row,), tuple(cells), known)
    return None


def _named(sheet: SourceSheet) -> Kind | None:
    names = {word: kind for kind in all_kinds() for word in names_of(kind)}
    return names.get((sheet.name or "").strip())


def _form_of(sheet: SourceSheet) -> Kind | None:
    """The printed form whose title stands at the top of a sheet."""
    top = [plain_header(cell) for _, cells in sheet.lines[:_TITLES] for cell in cells if cell.strip()]
    titles = {plain_header(kind.form.title): kind for kind in all_kinds() if kind.form}
    return next((kind for title, kind in titles.items() if any(cell.endswith(title) for cell in top)), None)


def _is_ours(lines: Lines, kind: Kind) -> bool:
    """Whether a sheet has the header of a kind of ours, be it with a slip: then nothing is guessed, the slip is told.

    Where every word is ours or one that the import knows, there is no slip: what is missing is filled or asked for.
    """
    header = find_header(lines, Where(""), kind.record)
    if not header.problems:
        return True
    layout = find_layout(lines, [kind], ()) if kind.id in kinds_with_words() else None
    if layout and all(meaning for head, meaning in zip(layout.heads, layout.meanings, strict=True) if head.strip()):
        return False
    vocabulary = Vocabulary.of(kind.record)
    best = 0
    key = kind.record.key()
    for _, cells in lines[:20]:
        filled = [cell for cell in cells if cell.strip()]
        known = [match[0] for cell in filled if (match := vocabulary.column(cell))]
        if len(known) * _SURE[1] >= len(filled) * _SURE[0] and (key is None or key in known):
            best = max(best, len(known))
    return best >= 2  # noqa: PLR2004


def _ours(lines: Lines) -> Kind | None:
    """The only kind whose header a sheet has without a fault; of several the one with most of its columns."""
    fits: list[tuple[int, Kind]] = []
    for kind in all_kinds():
        if not kind.form and kind.record.columns:
            header = find_header(lines[:25], Where(""), kind.record)
            if not header.problems:
                fits.append((sum(name is not None for name in header.names), kind))
    fits.sort(key=lambda pair: -pair[0])
    if not fits or (len(fits) > 1 and fits[0][0] == fits[1][0]):
        return None
    return fits[0][1]


def _is_enough(layout: Layout) -> bool:
    """Whether so much of a record is there that a sheet may be taken for one of its kind without being told."""
    return has_enough(layout.kind, layout.names)


_GIVING = re.compile(r"捐|爱心榜|芳名")
_HELPED = re.compile(r"受助|受益|资助|救助|发放|拨付|慰问|领取|补助|帮扶")


# What a list has without a day: the names and the sum; what its titles say, and what they do not.
_LISTS = {
    DONATIONS.id: ({"donor", "amount"}, _GIVING, _HELPED),
    DISBURSEMENTS.id: ({"receiver", "amount"}, _HELPED, _GIVING),
}


# 支付 of a body that pays, and not of the means by which somebody gave.
_PAID = r"(?<!微信)(?<!快捷)(?<!在线)(?<!网上)(?<!移动)(?<!第三方)支付(?!宝|方式|平台|渠道|通道|机构|公司|成功|订单|流水|记录|工具)"
# What titles say of money that came in, of money that went out, and what may be said of either: 爱心助学金发放表.
_CAME_IN = re.compile(r"捐[赠款资献]|募|收入|[到入进]账|到款|[来收]款|收到|接收|受赠|芳名|功德")
_WENT_OUT = re.compile(
    rf"{_PAID}|拨付|(?<!财政)拨款|下拨|支出|付款|开支|报销|资助|救助|救济|补助|补贴|抚恤|助学金|奖学金|慰问|帮扶|发放|领取|使用|受助|受益"
)
_OF_GIVERS = re.compile(r"捐|爱心|善心|善款")
# What stands beside amounts and says of each row which way its money went.
_WAYS = frozenset({"direction", "outgoing", "incoming", "running"})


# Words over names and amounts that are known of one side only, and say as little as those of both.
_PLAIN = frozenset(
    map(
        compact,
        [
            "名称",
            "企业名称",
            "公司名称",
            "单位个人",
            "个人单位",
            "单位姓名",
            "姓名单位",
            "单位或个人",
            "来源",
            "总金额",
            "合计金额",
            "金额合计",
            "金额小写",
            "小写金额",
            "小写",
            "数额",
            "款额",
            "资金",
            "资金金额",
            "现金",
            "现金金额",
            "人民币金额",
            "人民币",
            "实际金额",
            "本次金额",
        ],
    )
)
# What stands beside the gifts of a platform, and never beside payments.
_OF_GIFTS = frozenset({"refund", "net", "count", "people", "anonymous", "cumulative"})


def _of_either_side(head: str, known: Meaning | None, kind: Kind) -> bool:
    """Whether words over a column of *kind* stand over lists of what came in and of what went out alike: 日期, 单位, 名称, 金额."""
    if known is None or known.sense is not Sense.COLUMN:
        return True
    if compact(head) in _PLAIN:
        return True
    same = meaning(head, DISBURSEMENTS if kind is DONATIONS else DONATIONS)
    return same is not None and same.sense is Sense.COLUMN


def side_of(layout: Layout, sheet: SourceSheet, file: str) -> Kind | None:
    """The kind of a list, where its words say that money came in or went out; of 日期, 单位, 金额 the titles say it, or nobody."""
    if (
        layout.kind.id not in _LISTS
        or (sheet.name or "").strip() in names_of(layout.kind)
        or any(known and known.name in _WAYS | _OF_GIFTS for known in layout.meanings)
    ):
        return layout.kind
    said = "\n".join(sheet.titles(file, layout.above))
    came_in, went_out = _CAME_IN.search(said), _WENT_OUT.search(said)
    heads = zip(layout.heads, layout.meanings, strict=True)
    if not all(_of_either_side(head, known, layout.kind) for head, known in heads):
        return None if _is_gainsaid(layout, said) else layout.kind
    if bool(came_in) is bool(went_out) and (came_in or not _OF_GIVERS.search(said)):
        return None
    return DISBURSEMENTS if went_out else DONATIONS


# Titles that leave no doubt which way money went, whatever stands over its columns.
_SURELY_OUT = re.compile(
    rf"{_PAID}|拨付|(?<!财政)拨款|下拨|支出|付款(?![人方单])|发放|报销|对外捐|使用(?:情况|明细|公示|表|清单)"
)
_SURELY_IN = re.compile(r"收入|[到入进]账|到款|来款|收款(?![人方单])|捐[赠款](?!支出)(?:明细|名单|清单|登记)")


def _is_gainsaid(layout: Layout, titles: str) -> bool:
    """Whether words over the columns say one way and the titles, or who stands in the list, the other: 善款拨付明细 over 捐赠单位."""
    gifts = layout.kind is DONATIONS
    says, says_not = (_SURELY_IN, _SURELY_OUT) if gifts else (_SURELY_OUT, _SURELY_IN)
    if says_not.search(titles) and not says.search(titles):
        return True
    who, whoever = ("donor", "receiver") if gifts else ("receiver", "donor")
    others = (meaning(head, DISBURSEMENTS if gifts else DONATIONS) for head in layout.heads if head.strip())
    return who not in layout.names and any(known and known.name == whoever for known in others)


# What a line over some records says of the way of their money; the last word says it: 捐赠资金使用情况, 救助款接收情况.
_WAY_OF_A_SECTION = re.compile(
    f"(?P<out>{_PAID}|(?<!上级)拨付|(?<!财政)(?<!上级)拨款|(?<!上级)下拨|支出|付款|发放|报销|付出|出库|领用|(?:资金|善款|款物|捐赠|捐款|物资)使用"
    "|使用(?:情况|明细|公示|清单))"
    r"|(?P<into>收入|捐[赠款]|接收|募[集捐]|[到入进]账|来款|收到|入库)"
)
_LONGEST_SECTION = 24  # signs; what is longer is a note
_NUMBER_OF_A_SECTION = re.compile(r"[(（][^()（）]*[)）]|[，。；]?(?:共|合计|小计).*")


def _way_of_a_section(line: str) -> str:
    """`into` or `out` of a line that heads records; nothing where it says neither, or is a sentence."""
    bare = _NUMBER_OF_A_SECTION.sub("", line.strip())
    if len(bare) > _LONGEST_SECTION or "，" in bare or "。" in bare:
        return ""
    said = [match.lastgroup for match in _WAY_OF_A_SECTION.finditer(bare)]
    return said[-1] or "" if said else ""


_OTHER_SIDE = {DONATIONS.id: ("out", "付出去的钱"), DISBURSEMENTS.id: ("into", "收进来的钱")}


def other_sides(rows: RecordRows, layout: Layout, file: str, sheet: str | None) -> list[Problem]:
    """The problem of a sheet whose lines say that the records below them went the other way: 支出： in a list of gifts."""
    if any(known and known.name in _WAYS for known in layout.meanings):
        return []
    ways = [
        (number, line, way) for number, cells in rows.sections if (way := _way_of_a_section(line := "".join(cells)))
    ]
    other, what = _OTHER_SIDE.get(layout.kind.id, ("", "另一个方向的物资"))
    if not other:  # goods: whichever way the first line says, the other one is another table
        other = next((way for _, _, way in ways if way != ways[0][2]), "")
    at = next(((number, line) for number, line, way in ways if way == other), None)
    if at is None or not any(number > at[0] for number in rows.numbers):
        return []
    return [two_tables(Where(file, sheet, at[0]), f"这一行写着“{at[1].strip()[:20]}”，下面是{what}")]


def _is_called_a_list(layout: Layout, sheet: SourceSheet, file: str) -> bool:
    """Whether names and amounts without a day stand below a title that says that they were given, or handed out."""
    if layout.kind.id not in _LISTS:
        return False
    names, of_it, of_the_other = _LISTS[layout.kind.id]
    if not names <= layout.names:
        return False
    said = "\n".join([*sheet.titles(file, layout.above), *layout.heads])
    return bool(of_it.search(said)) and not of_the_other.search(said)


def below_another(sheet: SourceSheet, layout: Layout, where: Where) -> list[Problem]:
    """The problem of a sheet with another table, and records of it, above the one that is read: it would be passed over."""
    upper = sheet.lines[: layout.below - len(layout.rows)]
    kinds = [known for word in kinds_with_words() if (known := kind_of(word))]
    other = find_layout(upper, kinds, ())
    if other is None or not (
        _is_enough(other) or any({name, "amount"} <= other.names for name in ("donor", "receiver"))
    ):
        return []
    rows = [row for row, cells in upper[other.below :] if any(looks_like_value(cell) for cell in cells)]
    if not rows:
        return []
    return [two_tables(where, f"上面还有一张表（表头在第 {other.rows[-1]} 行，内容到第 {rows[-1]} 行）")]


_ACCOUNTS = frozenset(
    {
        "科目",
        "科目名称",
        "科目编码",
        "科目代码",
        "科目编号",
        "会计科目",
        "会计科目名称",
        "一级科目",
        "总账科目",
        "明细科目",
        "二级科目",
    }
)


def of_all_accounts(layout: Layout, where: Where) -> list[Problem]:
    """The problem of a journal of all accounts: every sum stands in it twice, and only its account says what it is."""
    heads = [plain_header(head) for head in layout.heads]
    account = next((head for head in heads if head in _ACCOUNTS), "")
    if not account or not all(any(side in head for head in heads) for side in "借贷"):
        return []
    reason = f"这是记账凭证或序时账（有“{account}”一列），一笔钱在借方、贷方各记一次"
    mend = (
        "捐赠请导入银行流水、平台明细或捐款登记表；只有账的，请在财务软件里只导出“捐赠收入”一个科目的明细账，"
        "或在 Excel 里筛出这个科目的行，只留日期、捐赠人、金额，另存成一张表。"
    )
    return [problem("unreadable-file", where, reason=reason, mend=mend)]


def no_header(sheet: SourceSheet, file: str, kind: Kind) -> Problem:
    """The problem of a sheet in which no header is found; its cells are not repeated."""
    if is_turned(sheet.lines, _header_of_theirs([kind])):
        return turned(Where(file, sheet.name))
    spread = _spread(sheet, Where(file, sheet.name))
    if spread:
        return spread[0]
    expected = "、".join(column.label for column in kind.record.columns)
    return problem("wrong-header", Where(file, sheet.name), reason="前 40 行里找不到表头", expected=expected)


def misshapen(sheet: SourceSheet, file: str, before: SourceSheet | None) -> list[Problem]:
    """The problem of a sheet of any kind of which no row is a record, by its cause; nothing of another sheet.

    Its header runs down the first column, months or years stand side by side, a pivot table sums records up, or it goes
    on without a header where the sheet *before* ends.
    """
    where = Where(file, sheet.name)
    kinds = [known for word in kinds_with_words() if (known := kind_of(word))]
    if is_turned(sheet.lines, _header_of_theirs(kinds)):
        return [turned(where)]
    return _spread(sheet, where) or _pivoted(sheet, where) or _goes_on(sheet, where, before)


def _spread(sheet: SourceSheet, where: Where) -> list[Problem]:
    """The problem of a table that puts months, years or goods side by side."""
    return spread_over(sheet.lines, where) or _goods_across(sheet, where)


_AN_ITEM = re.compile(
    r"(?P<item>[^()（）]{1,12})[(（](?:[袋桶床件箱套个只盒双台瓶包斤吨米条把张份提罐捆支辆部顶副组]|公斤|千克|市斤)[)）]"
)
_LEAST_ITEMS = 2
_NO_ITEM = re.compile(r"数量|单位|合计|总")


def _goods_across(sheet: SourceSheet, where: Where) -> list[Problem]:
    """The problem of a table with a column for each thing: 大米（袋）, 食用油（桶）."""
    for row, cells in sheet.lines[:WITHIN]:
        items = [
            cell.strip()
            for cell in cells
            if (match := _AN_ITEM.fullmatch(cell.strip())) and not _NO_ITEM.search(match["item"])
        ]
        if len(items) >= _LEAST_ITEMS:
            reason = f"一种物资占了一列（{'、'.join(items)}），一行里有几条记录"
            mend = "请改成一行一条：品名、数量、单位各一列，接收方在每一行都写；合计的列和行不用抄。"
            return [problem("unreadable-file", replace(where, row=row), reason=reason, mend=mend)]
    return []


_OF_A_PIVOT = re.compile(
    r"行标签|列标签|(?:求和|计数|平均值|最大值|最小值)项[:：].*|(?:Sum|Count|Average) of .*|Row Labels"
)


def _pivoted(sheet: SourceSheet, where: Where) -> list[Problem]:
    """The problem of a pivot table: a row of it is no record, but many of them together."""
    heads = [cell for _, cells in sheet.lines[:WITHIN] for cell in cells if _OF_A_PIVOT.fullmatch(cell.strip())]
    if not heads:
        return []
    reason = f"这是数据透视表（有“{heads[0].strip()}”），一行是许多笔加起来的"
    mend = "请导入透视表所依据的那张明细表；只有透视表的，双击右下角的总计，Excel 会列出全部明细。"
    return [problem("unreadable-file", where, reason=reason, mend=mend)]


def _goes_on(sheet: SourceSheet, where: Where, before: SourceSheet | None) -> list[Problem]:
    """The problem of a sheet that begins with records as wide as those of the sheet before: its header stands only there."""
    if before is None or not sheet.lines or not before.lines:
        return []
    first, last = sheet.lines[0][1], before.lines[-1][1]
    filled, known = ({place for place, cell in enumerate(cells) if cell.strip()} for cells in (first, last))
    if sum(looks_like_value(first[place]) for place in filled) < _VALUES or not filled <= known:
        return []
    reason = f"第一行就是记录，没有表头，像是接着“{before.name}”写的"
    mend = f"请把“{before.name}”的表头复制到这一张的第一行；或者把这些行接到那一张的后面，删去这一张。"
    return [problem("unreadable-file", where, reason=reason, mend=mend)]


_VALUES = 2  # days and numbers of a row that is a record


def _header_of_theirs(kinds: Sequence[Kind]) -> Callable[[list[str]], bool]:
    """Whether a row is a header in the words of others."""
    return lambda cells: find_layout([(1, cells)], kinds, ()) is not None
