"""Finds the header of a sheet, matches its words to columns, and tells rows below it that are no records."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import PurePath

from msgspec import Struct, field
from msgspec.structs import replace

from ..expressions import expression
from ..identifiers import simplified
from ..numerals import UnitNote, foreign, money_power, notes
from ..problems import Problem, Where, nearest, problem
from .cell_types import Date
from .columns import AnyColumn, Record
from .days import plain_day
from .delimited import Lines
from .invisible import without

TOTAL_WORDS = ("合计", "小计", "总计")  # those that staff are asked for
ANY_TOTAL = "|".join((*TOTAL_WORDS, "共计", "累计"))
_LATIN_TOTAL = r"grandtotal|sub-?total|total|sum|heji|xiaoji|zongji"

# The header stands in the first rows; what is above it is its title.
WITHIN = 20

_SEPARATED = re.compile(r"[(\[{【<《:：/|,、·._-]+|[)\]}】>》]+$")
_UNIT_LABEL = re.compile(r"^(?:以|按)?(?:金额|计量|货币)?(?:单位|币种|货币)?[为是:：]?")
_NUMBER_OR_DATE = re.compile(r"[¥￥]?-?[0-9][0-9,.]*%?|[0-9]{4}[-/.年][0-9]{1,2}.*")
_TOTAL_WORD = (
    f"{ANY_TOTAL}|总和|总额|总金额|总数|总人数|总笔数|汇总|累加|总共|一共|总收入|总支出|总捐[款赠]|[本上]?[期年月日]?(?:借方|贷方)?发生额"
    f"|^(?:截至|截止到?).{{2,8}}(?=$)|承前页|过次页|转下页|接上页|接前页"
    rf"|totalamount|{_LATIN_TOTAL}"
)
_TOTAL = expression(
    rf"(?:[0-9]{{4}}年度?|[0-9]{{1,2}}月份?|[本当每][页日天周月季年期次]|当前|全年|以上)?({ANY_TOTAL}|(?i:{_LATIN_TOTAL}))"
    r"(?:\(?(?:元|大写|人民币)?\)?)?:?"
)
# Words of a total with anything around them: 捐款合计金额：100元（大写：壹佰元整）, 共计2笔. Only where the row looks like none of the records.
_LIKE_A_TOTAL = expression(
    f"(?P<before>.{{0,14}}?)(?P<word>{_TOTAL_WORD}|^(?:[以如]上|上述|本表)?共(?=[0-9]+[笔人户条项件])|^(?:[计总共∑Σ]|[本每]?页计|求和|全部)(?=:?$)"
    r"|^(?=[0-9]+[笔条户]:?$)|^\(?(?:人民币)?\(?大写(?=[):])|^人民币(?=[壹贰叁肆伍陆柒捌玖拾]))(?P<after>.*)",
    re.IGNORECASE,
)
# What is worked out from the rows above it: 平均值：200, 最大单笔捐款, 占比（%）, 较上年同期, 总笔数, 其中：单位.
_STATISTIC = expression(
    r"其中(?::.{0,14})?|(?:合计|小计|总计|各项|总体|全年|本[日月季年期])*"
    "(?:(?:(?:(?:[期年月][初末]|[上本][期年月]|账户|银行)?(?:余额|结余|结转)|平均|均值|[日月季年人户笔件次]均|最[大小高低多少]|中位|众数|标准差"
    "|方差|占比|占总|比[例重率]|百分[比率]|[环同]比|增[长幅减]|降幅|[较比]上[年月季期]|[去上][年月]同期|average|avg|mean|median|max|min)"
    r"(?:每?单?[笔人户件次天日月]|捐[款赠]|收入|支出|拨付|发放|救助|金?额|[值数率比例重量的增长减少]|同期|value|amount)*"
    r"(?:\(.{1,6}\))?(?::.{0,14}|-?[0-9][0-9.,]*[%元]?)?)"
    r"|(?:总|合计)?(?:[笔人户家件次]次?数|count):?)",
    re.IGNORECASE,
)
_SIGNATURE = expression(
    r"\(?(?:单位)?(?:制表|填表|填报|编制|审核|复核|经办|经手|负责|财务(?:负责|主管)?|单位负责|部门负责|主管|登记|记账|证明|验收|保管|发放|填制|制作"
    "|整理|录入|汇总|会计|出纳|打印|盖章|公章|监事长?|理事长|会长|秘书长|分管领导|领导|统计|核对|校对|监督|见证|审批|批准|法定代表|联系)(?:人|单位"
    r"|日期|时间|机构)?(?:\(?(?:签字|签章|盖章)\)?)?[):：].*"
    r"|(?:联系)?电话[:：].*|(?:日期|注|备注|说明|附注|填表说明|注意)[:：].*"
)


_COUNT_OF_PAGES = r"[0-9一二三四五六七八九十]{1,4}\s*页"
# What closes a printed table; also 第1页 共3页, 共3页 第1页.
_CLOSING = re.compile(
    r"[(（]?(?:此页无正文|(?:以下|下面)(?:空白|无正文|无数据|无(?:内容)?|没有了?)|(?:本页|全文|全表|正文)?(?:完|终|结束|止)|end)[)）]?[。.]?"
    rf"|[-—–―]?\s*(?:第\s*{_COUNT_OF_PAGES}(?:[\s,，、/(（]*[共总]\s*{_COUNT_OF_PAGES}[)）]?)?|[共总]\s*{_COUNT_OF_PAGES}[\s,，、/(（]*第\s*{_COUNT_OF_PAGES}[)）]?)\s*[-—–―]?"
    r"|[-—–―=*#_·.…~～]{2,}|/{2,}",
    re.IGNORECASE,
)
_A_NAME = expression(r"[\u3400-\u9fff·•\s]{1,8}")


def plain_header(text: str) -> str:
    """A header for comparing: one width, simplified characters, no spaces, no mark for required columns."""
    return re.sub(r"\s+", "", simplified(unicodedata.normalize("NFKC", without(text)))).strip("*")


class Header(Struct, frozen=True):
    """The header of a sheet: its row as Excel numbers it, and the column name at each position (None: an empty column).

    *powers* are powers of ten by column name where the header names a unit: 4 for 万元.
    """

    row: int
    below: int  # where in the lines the rows of the table begin
    names: tuple[str | None, ...] = ()
    powers: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


class Vocabulary(Struct, frozen=True):
    """The words that may stand over the columns of a record."""

    record: type[Record]
    known: Mapping[str, AnyColumn]

    @classmethod
    def of(cls, record: type[Record]) -> Vocabulary:
        """The vocabulary of a record: Chinese labels and English names."""
        known = {plain_header(column.label): column for column in record.columns} | {
            column.name: column for column in record.columns
        }
        return cls(record, known)

    def column(self, label: str) -> tuple[AnyColumn, int | None] | None:
        """(column, power of ten of the unit that the header names or None) for a header; None where it is no column."""
        word = plain_header(label)
        if word in self.known:
            return self.known[word], None
        for name, unit in _split(word, self.known):
            column = self.known[name]
            power = money_power(unit) if column.unit == "元" else None
            if power is not None:
                return column, power
            if unit in {column.unit, "必填", "选填"}:
                return column, None
        return None

    def currency(self, label: str) -> str:
        """The other currency that a header names behind the words of a column, or nothing."""
        word = plain_header(label)
        return next((foreign(unit) for _, unit in _split(word, self.known) if foreign(unit)), "")

    @property
    def labels(self) -> list[str]:
        """The words over the columns, in order."""
        return [column.label for column in self.record.columns]

    def is_header(self, cells: Sequence[str]) -> bool:
        """Whether a row is a header, or one of the two rows of a header: at least half of its cells name columns."""
        filled = [cell for cell in cells if cell.strip()]
        if len(filled) == 1 and len(self.record.columns) > 1 and plain_header(filled[0]) not in self.known:
            return False  # 金额：万元 alone is a line about units
        hits = sum(self.column(cell) is not None for cell in filled)
        least = 2 if len(self.record.columns) > 1 else 1
        return hits >= min(least, len(filled) or least) and hits * 2 >= len(filled) and hits > 0


def _split(word: str, known: Collection[str]) -> Iterator[tuple[str, str]]:
    """The ways to part a header into *known* words and a unit: 金额(万元), 金额:万元, 金额万元, 人民币金额(元)."""
    for place in range(len(word) - 1, 0, -1):
        label, rest = word[:place].rstrip("([{【:/、"), word[place:]
        if label not in known:
            continue
        unit = _UNIT_LABEL.sub("", _SEPARATED.sub("", rest.strip("()[]{}【】:/、")))
        if unit:
            yield label, unit
    for ours in ("人民币", "RMB"):
        if word.startswith(ours) and len(word) > len(ours):
            bare = word.removeprefix(ours)
            if bare in known:
                yield bare, "元"
            yield from _split(bare, known)


def find_header(lines: Lines, where: Where, record: type[Record]) -> Header:
    """Find the header in the first `WITHIN` rows; where none is found, the first row is reported as a wrong header."""
    vocabulary = Vocabulary.of(record)
    expected = "、".join(column.label for column in record.columns)
    if not lines:
        return Header(1, 0, problems=(problem("wrong-header", where, reason="表是空的", expected=expected),))
    at = next((place for place, (_, cells) in enumerate(lines[:WITHIN]) if vocabulary.is_header(cells)), 0)
    header = _header(lines, at, vocabulary, where, expected)
    for first in (at, at - 1) if header.problems else ():
        joined = _joined(lines[first][1], lines[first + 1][1], vocabulary) if 0 <= first < len(lines) - 1 else None
        twofold = _named(joined, lines[first][0], first + 2, vocabulary, where, expected) if joined else header
        if not twofold.problems:
            header, at = twofold, first
            break
    if header.problems and is_turned(lines, vocabulary.is_header):
        return Header(header.row, header.below, problems=(turned(where),))
    spread = spread_over(lines, where) if header.problems else []
    if spread:
        return Header(header.row, header.below, problems=tuple(spread))
    formats = [] if header.problems else row_of_formats(lines[header.below :], header.names, record, where)
    if formats:
        return Header(header.row, header.below, header.names, header.powers, tuple(formats))
    above = lines[:at]
    problems = [*header.problems, *_data_above(above, len(header.names), where, expected)]
    powers = dict(header.powers)
    if not header.problems:
        named = [column for column in record.columns if column.name in header.names]
        titled = [(header.row, [where.sheet] if where.sheet else _of_the_name(where.file)), *above]
        unread = list(_unit_above(titled, powers, named, where))
        problems += unread or _contradicted(above, header, named, where)
    return Header(header.row, header.below, header.names, powers, tuple(problems))


_LONGEST_HEAD = 60  # words of a head that runs down the first column
_LEAST_DOWN = 3


def is_turned(lines: Lines, is_header: Callable[[list[str]], bool]) -> bool:
    """Whether a table is turned: the words of its head run down the first column, and every record is a column."""
    down = [cells[0].strip() for _, cells in lines[:_LONGEST_HEAD] if cells and cells[0].strip()]
    across = any(is_header(list(cells)) for _, cells in lines[:WITHIN])
    return len(down) >= _LEAST_DOWN and not across and is_header(down)


def turned(where: Where) -> Problem:
    """The problem of a table that is turned."""
    reason = "横竖反了：表头竖着写在第一列，一条记录占一列"
    mend = "请在 Excel 或 WPS 里复制整张表，用“选择性粘贴”的“转置”贴到新表里，让表头成为第一行、一条记录占一行。"
    return problem("unreadable-file", where, reason=reason, mend=mend)


# Words over a column that are a time, and perhaps what was then: 1月, 第一季度, 2024年, 2024年金额（元）.
_YEAR = r"(?:19|20)[0-9]{2}年?度?"
MONTH_QUARTER_OR_HALF = r"(?:[0-9]{1,2}|十[一二]?|[一二三四五六七八九])月份?|第?[一二三四1-4]季度?|[上下]半年"
_PERIOD = expression(rf"(?:(?:{_YEAR})?(?:{MONTH_QUARTER_OR_HALF}|[Qq][1-4])|{_YEAR})(?:\(?[金数][额量].{{0,6}})?")
_LEAST_PERIODS = 2
_SHOWN_PERIODS = 3


def spread_over(lines: Lines, where: Where) -> list[Problem]:
    """The problem of a table that puts months or years side by side, so that a row holds several records; nothing of another."""
    for row, cells in lines[:WITHIN]:
        words = [plain_header(cell) for cell in cells if cell.strip()]
        periods = [word for word in words if _PERIOD.fullmatch(word)]
        others = [word for word in words if word not in periods]
        if len(periods) < _LEAST_PERIODS or any(_NUMBER_OR_DATE.fullmatch(word) for word in others):
            continue
        if not others or len(set(periods)) < len(periods):
            continue  # values of a row rather than words over columns
        named = "、".join(periods[:_SHOWN_PERIODS]) + ("……" if len(periods) > _SHOWN_PERIODS else "")
        reason = f"一个月（或一年）占了一列（{named}），一行里有几条记录"
        mend = "请改成一行一条：时间单独一列，数单独一列；合计的列和行不用抄。"
        return [problem("unreadable-file", Where(where.file, where.sheet, row), reason=reason, mend=mend)]
    return []


# What templates of other programs write below a header: what each column takes, and no record.
_FORMAT = (
    r"(?:文本|文字|字符串?|日期|时间|年月日|数字|数值|整数|小数|金额|货币|下拉|选择|单选|多选|必填|选填|可选|可空|非空|必输|"
    r"(?i:text|date|number|string|int(?:eger)?|decimal|required|optional|yyyy[-/.年]?mm?[-/.月]?dd?日?))(?:型|类型|格式|框|项)?"
)
_FORMAT_CELL = expression(
    rf"{_FORMAT}(?:[(（][^()（）]{{0,20}}[)）])?(?:[/、，,;；:： -]{{0,2}}{_FORMAT}(?:[(（][^()（）]{{0,20}}[)）])?){{0,3}}"
)


_UNIT_CELL = re.compile(r"[(（]\s?(?:单位[:：])?(?:人民币)?[百千十万亿]{0,2}元\s?[)）]")
_A_DIGIT = re.compile(r"\d")


def unit_alone(cells: Sequence[str]) -> str:
    """The first cell that is nothing but a unit of money in brackets, （万元）; empty where there is none."""
    return next((cell.strip() for cell in cells if _UNIT_CELL.fullmatch(cell.strip())), "")


def row_of_formats(below: Lines, names: Sequence[str | None], record: type[Record], where: Where) -> list[Problem]:
    """The problem of a row right below a header that says what the columns *names* take; nothing where a record stands there.

    It says so of a column of numbers or days, too, which no record does. A unit that stands alone below its head is told, too:
    without its row the amounts would be read in another one.
    """
    cells = [cell.strip() for cell in below[0][1]] if below else []
    here = Where(where.file, where.sheet, below[0][0] if below else None)
    unit = unit_alone(cells)
    if unit and not any(map(_A_DIGIT.search, cells)):
        reason = f"表头下面的这一行写着单位“{unit}”，不是记录"
        return [
            problem(
                "unreadable-file", here, reason=reason, mend="请把单位并进上面的表头，例如 金额（万元），再删去这一行。"
            )
        ]
    if not all(_FORMAT_CELL.fullmatch(cell) for cell in cells if cell):
        return []
    strict = {column.name for column in record.columns if column.numeric or isinstance(column.type, Date)}
    if not any(cell and name in strict for cell, name in zip(cells, names, strict=False)):
        return []
    reason = "表头下面的这一行说的是每一列填什么格式，不是记录"
    return [problem("unreadable-file", here, reason=reason, mend="请删去这一行。")]


def _header(lines: Lines, at: int, vocabulary: Vocabulary, where: Where, expected: str) -> Header:
    """The line at *at* as the header; a column without a header is passed over only if it is empty all the way down."""
    row, cells = lines[at]
    blank = {place for place in range(len(cells)) if not cells[place].strip()}
    for _, fields in lines[at + 1 :] if blank else ():  # a column without a header that holds something is refused
        blank -= {place for place in blank if place < len(fields) and fields[place].strip()}
    return _named(cells, row, at + 1, vocabulary, where, expected, blank)


def _named(
    cells: Sequence[str],
    row: int,
    below: int,
    vocabulary: Vocabulary,
    where: Where,
    expected: str,
    blank: set[int] | frozenset[int] = frozenset(),
) -> Header:
    """These cells as the header, with one problem that holds everything wrong with it; *blank* columns may lack a word."""
    names: list[str | None] = []
    powers: dict[str, int] = {}
    reasons: list[str] = []
    for place, label in enumerate(cells):
        match = vocabulary.column(label)
        if match is None:
            if place in blank:
                names.append(None)
            elif vocabulary.currency(label):
                reasons.append(
                    f"“{label}”写的是{vocabulary.currency(label)}，这一列只能是人民币元，请按入账的人民币数填"
                )
            elif label.strip():
                reasons.append(f"不认识“{label}”{_scale_hint(label, vocabulary) or _hint(label, vocabulary.labels)}")
            else:
                reasons.append(f"第 {place + 1} 列没有表头")
        elif match[0].name in names:
            reasons.append(f"“{label}”出现了两次")
        else:
            names.append(match[0].name)
            if match[1] is not None:
                powers[match[0].name] = match[1]
    absent = [column.label for column in vocabulary.record.columns if column.required and column.name not in names]
    here = Where(where.file, where.sheet, row)
    fault = _wrong_header(reasons, absent, here, expected)
    return Header(row, below, tuple(names), powers, (fault,) if fault else ())


def _wrong_header(reasons: Sequence[str], absent: Sequence[str], where: Where, expected: str) -> Problem | None:
    """All that is wrong with a header in one problem; where columns are absent it keeps apart what else is, as `besides`."""
    if not absent:
        return problem("wrong-header", where, reason="；".join(reasons), expected=expected) if reasons else None
    missing = "缺少" + "、".join(f"“{label}”" for label in absent)
    every = "；".join((*reasons, missing))
    return problem("wrong-header", where, reason=every, expected=expected, besides="；".join(reasons))


def without_missing(fault: Problem) -> Problem | None:
    """A problem without the columns that a header lacks; None where it told of nothing else."""
    besides = fault.details.get("besides") if fault.code == "wrong-header" else None
    if besides is None:
        return fault
    left = {name: text for name, text in fault.details.items() if name != "besides"}
    return replace(fault, details={**left, "reason": besides}) if besides else None


# Ends of words over a column that holds who somebody is; 单位 alone is how something is counted.
_WHO = re.compile(r"(?<=.)(?:单位|个人|人|方|者|企业|机构|公司|部门|团体|组织)(?:名称|姓名)?$")
_COUNTED_IN = re.compile(r"(?:计量|数量|金额|货币|计价|统计|物资)单位")


# A size in a header that names no unit of ours: 报酬金额（万元/年）, 金额（万）, 金额（k）.
_SCALE_IN_HEADER = re.compile(r"(?P<unit>[十百千万亿]+元)|[百千万亿]|(?<![a-z])[kw](?![a-z])|000")


def _scale_hint(label: str, vocabulary: Vocabulary) -> str:
    """How to name the column of money whose unit was not understood; without the unit its amounts would be read as yuan."""
    word = plain_header(label).lower()
    size = _SCALE_IN_HEADER.search(word)
    alike = [column.label for column in vocabulary.record.columns if column.unit == "元" and column.label in word]
    if size is None or not alike:
        return ""
    column = max(alike, key=len)
    right = f"“{column}（{size['unit']}）”" if size["unit"] else f"“{column}（元）”或“{column}（万元）”"
    return f"（是“{column}”的话，请连单位一起写成{right}；只写“{column}”就当成元）"


def _hint(label: str, labels: Sequence[str]) -> str:
    """The word of ours that was most likely meant: 捐赠方 for 捐赠单位, never the 单位 in which things are counted."""
    word = plain_header(label)
    stem = _WHO.sub("", word)
    if stem != word and not _COUNTED_IN.fullmatch(word):
        alike = [other for other in labels if other != word and _WHO.search(other) and _WHO.sub("", other) == stem]
        if len(alike) == 1:
            return f"（是不是“{alike[0]}”？）"
        labels = [other for other in labels if other != "单位"]
    return nearest(label, labels)


def _joined(over: Sequence[str], under: Sequence[str], vocabulary: Vocabulary) -> list[str] | None:
    """Two rows as one header: 编号 over nothing, 捐赠 over 捐赠人 and 金额; None where the two are no header."""
    width = max(len(over), len(under))
    above = [*over, *[""] * (width - len(over))]
    below = [*under, *[""] * (width - len(under))]
    joined: list[str] = []
    group = ""
    for first, second in zip(above, below, strict=True):
        group = first.strip() or group
        candidates = [second, f"{group}{second}", f"{group}({second})"] if second.strip() else [first]
        word = next((candidate for candidate in candidates if vocabulary.column(candidate)), None)
        if word is None:
            return None
        joined.append(word)
    return joined


def _data_above(above: Lines, width: int, where: Where, expected: str) -> Iterator[Problem]:
    """Problems for rows above the header that look like records: they would be lost silently."""
    for row, cells in above:
        filled = [cell.strip() for cell in cells if cell.strip()]
        if len(filled) > max(2, width // 2) and any(_NUMBER_OR_DATE.fullmatch(cell) for cell in filled):
            yield problem(
                "wrong-header", Where(where.file, where.sheet, row), reason="表头上面还有数据", expected=expected
            )


def _unit_above(above: Lines, powers: dict[str, int], columns: Sequence[AnyColumn], where: Where) -> Iterator[Problem]:
    """单位：万元 above the header holds for every column of money that names no unit itself."""
    money = [column.name for column in columns if column.unit == "元"]
    counts = any(column.numeric and not column.unit for column in columns)
    if not money and not counts:
        return  # nothing here has a unit of money
    stated: dict[int, tuple[int, str]] = {}
    for row, cells in above:
        here = Where(where.file, where.sheet, row)
        for note in notes(cells):
            if note.power is not None:
                stated.setdefault(note.power, (row, note.words))
            elif note.currency or not counts or _OF_MONEY.search(note.words):
                yield unit_problem(here, note)
    if len(stated) > 1:
        row, _ = list(stated.values())[-1]
        words = "和".join(words for _, words in stated.values())
        here = Where(where.file, where.sheet, row)
        yield problem("table-unit", here, cell=words, reason="两种单位不知道听哪个", mend=ONE_UNIT)
        return
    for power, (row, words) in stated.items():
        if power and (counts or not money):
            here = Where(where.file, where.sheet, row)
            yield problem("table-unit", here, cell=words, reason="这张表不是每一列都用这个单位", mend=IN_THE_HEADER)
        for name in money:
            powers.setdefault(name, power)


_PARTS_OF_A_NAME = re.compile(r"[_,，、;；—–-]+|(?<![0-9])\s+")


def _of_the_name(file: str) -> list[str]:
    """The parts of the name of a file that tell a unit: （万元） of 2025年捐赠（万元）.csv, but not 5万元以上."""
    parts = _PARTS_OF_A_NAME.split(PurePath(file).stem)
    return [part for part in parts if any(note.power and not _A_DIGIT.search(note.words) for note in notes([part]))]


_OF_ITS_NUMBER = re.compile(r"[)）\]】]\s?[:：]\s?[0-9]")  # 目标（万元）：500


def _contradicted(above: Lines, header: Header, columns: Sequence[AnyColumn], where: Where) -> Iterator[Problem]:
    """A line above the header that names a unit which no column of money has; the name of a sheet or file yields to the columns."""
    units = [header.powers.get(column.name) for column in columns if column.unit == "元"]
    if not units or None in units:
        return
    for row, cells in above:
        for note in notes([cell for cell in cells if not _OF_ITS_NUMBER.search(cell)]) if row < header.row else ():
            if note.power is not None and note.power not in units:
                here = Where(where.file, where.sheet, row)
                reason = "表头里写的是另一种单位，不知道听哪个"
                yield problem("table-unit", here, cell=note.words, reason=reason, mend=ONE_UNIT)


# Signs of which units of money are made: a count of 件 or 床 may stand over a list of goods.
_OF_MONEY = re.compile(r"[元圆角分厘毛块万千百亿十$¥币]")
ONE_UNIT = "请只留一种，或写进各列的表头，例如“金额（万元）”。"
IN_THE_HEADER = "请删去这一句，把单位写进用它的那一列的表头，例如“金额（万元）”；数量不用万。"


def unit_problem(where: Where, note: UnitNote) -> Problem:
    """The problem of a unit or currency around a table that is not read."""
    if note.currency:
        mend = (
            f"本站的金额只用人民币元：请按入账的人民币数填（外币按入账当天的汇率折算），删去“{note.words}”；{note.currency}的数和汇率，"
            f"捐赠明细和拨付表填到“外币金额”“币种”“汇率”“汇率日期”四栏，别的表写到“说明”。"
        )
        return problem("table-unit", where, cell=note.words, reason=f"是{note.currency}，不是人民币", mend=mend)
    mend = "请改写成 元、千元、万元 这样的单位。"
    if any(map(str.isdigit, note.words)):
        mend = "请改写成 元、千元、万元 这样的单位；是一笔钱、不是整张表的单位的，请移到表外，或者写明是什么钱。"
    return problem("table-unit", where, cell=note.words, reason="看不出是多少元", mend=mend)


class TotalLabel(Struct, frozen=True):
    """The words by which a row shows that it is a total: the word itself, and what else stands in the cell."""

    word: str
    text: str
    plain: bool  # whether the word stands alone, as it should


def total_word(cells: Sequence[str]) -> TotalLabel | None:
    """合计, 小计 or 总计, where a row begins with it."""
    first = next((cell for cell in cells if cell.strip()), "")
    match = _TOTAL.fullmatch(plain_header(first))
    if not match:
        return None
    latin = match[1].isascii()
    return TotalLabel(match[1], first.strip(), plain=not latin)


def like_a_total(cells: Sequence[str], texts: Sequence[bool], required: Sequence[bool]) -> TotalLabel | None:
    """A total in other words or in another place, where the row lacks what every record has.

    *texts* says of each cell whether its column holds words, *required* whether a record must have it. A row is a total
    rather than a record where most of the words that it must have are missing.
    """
    label = _labelled(_LIKE_A_TOTAL, cells, texts, required)
    if label is None:
        return None
    place, match = label
    word = "共计" if match["word"].endswith("共") else match["word"]
    return TotalLabel(word or TOTAL_WORDS[0], cells[place].strip(), plain=False)


def is_statistic(words: str) -> bool:
    """Whether words stand before a number that is worked out from the rows of a table, and is no record: 平均值, 占比."""
    return bool(_STATISTIC.fullmatch(plain_header(words)))


def statistic(cells: Sequence[str], texts: Sequence[bool], required: Sequence[bool]) -> str:
    """The words of a row that tells an average, a share or the like of the rows above; nothing where it is none."""
    label = _labelled(_STATISTIC, cells, texts, required)
    if not label or not re.search(r"[0-9]", "".join(cells)):
        return ""
    place, words = label[0], cells[label[0]].strip()
    return (
        ""
        if any(text and re.search(r"[^\W\d]", cell) for text, cell in zip(texts, cells[:place], strict=False))
        else words
    )


def _labelled(
    words: re.Pattern[str], cells: Sequence[str], texts: Sequence[bool], required: Sequence[bool]
) -> tuple[int, re.Match[str]] | None:
    """(place, match) of the first cell of such words, where the row lacks most of the words that a record must have."""
    asked = [place for place, (text, must) in enumerate(zip(texts, required, strict=True)) if text and must]
    label = next(
        (
            (place, match)
            for place, cell in enumerate(cells)
            if texts[place] and cell.strip() and (match := words.fullmatch(plain_header(cell)))
        ),
        None,
    )
    if label is None:
        return None
    given = sum(bool(cells[at].strip()) for at in asked if at != label[0])
    return label if given * 2 < max(1, len(asked)) else None


_FEWEST = 2  # records above a total without a word


def total_without_word(
    cells: Sequence[str], texts: Sequence[bool], required: Sequence[bool], before: int
) -> TotalLabel | None:
    """The label of a total without the word 合计, *before* records above it: nothing but numbers, where a record must have words; else None."""
    asked = sum(text and must for text, must in zip(texts, required, strict=True))
    filled = [place for place, cell in enumerate(cells) if cell.strip()]
    if before < _FEWEST or asked < _FEWEST or not filled or any(texts[place] for place in filled):
        return None
    return TotalLabel(TOTAL_WORDS[0], cells[filled[0]].strip(), plain=False)


def only_zeros(cells: Sequence[str], texts: Sequence[bool], required: Sequence[bool]) -> bool:
    """Whether a row holds nothing but zeros where a record must have words: a formula that was filled down below the table."""
    asked = sum(text and must for text, must in zip(texts, required, strict=True))
    filled = [cell.strip() for cell in cells if cell.strip()]
    return asked >= _FEWEST and bool(filled) and all(map(_ZERO.fullmatch, filled))


_ZERO = re.compile(r"[¥￥]?\s?-?0(?:\.0{1,6})?元?|[-–—]{1,3}")


def only_unit(cells: Sequence[str]) -> bool:
    """Whether a row says nothing but in which unit or currency the amounts are: 单位：万元."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return len(filled) <= _CELLS_OF_A_UNIT and all(map(_A_UNIT.match, filled)) and bool(notes(filled))


_CELLS_OF_A_UNIT = 2
_A_UNIT = re.compile(r"[(（\[]?\s*(?:以[下上]\s*)?(?:金额|计量|计价|货币)?\s*(?:单\s*位|币\s*种|[百千十万亿]{0,2}元)")


def is_signature(cells: Sequence[str]) -> bool:
    """Whether a row only says who made the table, or is a note below it: 制表人：李四, 审核人：, 王五, 2025-02-01; 以下空白."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if all(map(_CLOSING.fullmatch, filled)):
        return True
    signed = waiting = False
    for cell in filled:
        if _SIGNATURE.fullmatch(cell):
            signed, waiting = True, cell[-1] in ":："
        elif not signed or not (plain_day(cell) or (waiting and _A_NAME.fullmatch(cell))):
            return False
        else:
            waiting = False
    return signed
