"""A document to passages: stretches of one subject, each with its place in the words of the register, and what stands over it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct, field

from ..documents import Document
from ..identifiers import simplified
from ..numerals import has_note_mark
from .lists import InnerLists, OpenLists, aspect_of, opens, sort_of
from .vocabulary import INTENDED

_HAN = "一二三四五六七八九十"
_SECTION = re.compile(rf"(?:第?(?P<number>[{_HAN}]+)(?:、|\.|部分|篇章|章)|【(?P<title>[^】]{{1,16}})】)\s*")
_PART = re.compile(rf"(?:\((?P<number>[{_HAN}]+)\)|(?P<sign>[㈠-㈩]))\s*")
_POINT = re.compile(
    r"(?:(?P<number>\d{1,2})\s?(?:[.、．](?!\d)|\))|\((?P<bracketed>\d{1,2})\)|(?P<sign>[①-⑳⑴-⒇⒈-⒛]))\s*"
)
# Points inside a paragraph: 一是…;二是…, 第一,…第二,…, (一)…(二)…
_INLINE = re.compile(
    rf"(?:(?<=[。;:,\s”])|^)(?:(?P<number>[{_HAN}]{{1,2}})(?:是|要)(?!否)|第(?P<ordinal>[{_HAN}]{{1,2}})[,、:]"
    rf"|\((?P<part>[{_HAN}]{{1,2}})\)|\((?P<digit>\d{{1,2}})\)|(?P<sign>[①-⑳⑴-⒇])(?=[\u4e00-\u9fff“]))"
)
_STOP = re.compile(r"[。！!？?;]")
_AMOUNT_ALONE = re.compile(  # 2.捐赠收入:450万元,比上年增加20万元 heads nothing
    r"(?<=:)\s*[¥￥]?\d[\d,.]*[余多]?[万亿]{0,2}元(?:[,(](?:同?比|较|占|增|减|下降)[^。]{0,40})?[,。;]?\s*$"
)
_LONGEST_HEADING = 30
_LONGEST_TITLE = 45
_FIGURE = re.compile(r"(?=.*[-\d])[-\d,.%()万亿元人次户]+")  # 人次 and (元) stand over figures and are none
# the line over a table
_CAPTION_UNIT = re.compile(r"^[^。;]{0,40}[(:](?:金额)?(?:单位:?)?(?:人民币)?[百千万亿]*元\)?$")
_LONGEST_SUBTITLE = 20

# 救助资金安排 tells of money that was given, 2025年工作安排 of what comes.
_PLANNED = re.compile(
    "计划|打算|(?<!资助)(?<!救助)(?<!资金)(?<!善款)(?<!款物)(?<!经费)(?<!慰问)(?<!助学)(?<!助医)(?<!助困)(?<!使用)(?<!分配)(?<!发放)(?<!项目)安排"
    "|规划|展望|下一步|(?<![线乡])下一?年度?|次年|明年|来年|思路|目标任务|工作重点|今后|未来"
)
_DONE = re.compile(r"总结|回顾|完成情况|开展情况|执行情况|落实情况|主要做法|成效")
# What stands around a text on a page: the names of other texts, whatever those say, and lines of one or two words.
_OTHER_TEXTS = re.compile(r"(?:上一篇|下一篇|您当前的位置|当前位置)")
_FURNITURE = re.compile(
    r"(?:责任编辑|责编|编辑|来源|作者|打印|关闭|分享|扫一扫|阅读|浏览次数|点击|字号|版权|本版图片|图片由|\(?(?:本报)?(?:记者|通讯员)|发布日期|发布时间|时间)"
)


def _is_furniture(line: str) -> bool:
    """Whether *line* belongs to the page and not to the report: (记者 某某), and not 记者获悉,全年募集善款80万元."""
    if _OTHER_TEXTS.match(line):
        return True
    return _FURNITURE.match(line) is not None and not (says_how_much(line) and re.search(r"[,。;]|元", line))


class Passage(Struct, frozen=True):
    """A stretch of one paragraph: a point of a list, or all of it.

    `text` is `written` in one width, sign for sign, so that places in both are the same.
    """

    paragraph: int
    start: int  # in the paragraph
    written: str
    text: str
    place: str
    headings: tuple[str, ...]  # what stands over it, outermost first, without numbers
    planned: bool
    row: tuple[str, ...] = ()  # the cells of a row of a table
    header: tuple[str, ...] = ()  # the header of that table
    note: str = ""  # what was said of the unit of that table
    at: int = 0  # which passage of the report it is
    under: int = -1  # which passage opens the list that it is an item of; -1 where none does
    aspect: str = ""  # the line between both that says by what the list parts it: 按资金来源
    item: bool = False  # whether it is an item of a list, and no section
    opening: str = ""  # the line without an amount that opens the list: 接收捐赠明细如下
    introduces: bool = False  # whether it stands before the first section, or in one before its parts


def evened(text: str) -> str:
    """*text* in one width and in simplified characters, sign for sign; straight quotation marks open and close in turn."""
    signs = []
    opened = False
    for sign in simplified(text):
        plain = unicodedata.normalize("NFKC", sign)
        plain = plain if len(plain) == 1 and not has_note_mark(sign) else sign  # ①20万元 is no 120万元
        if plain in '"„‟«»＂〝〞':
            plain = "”" if opened else "“"
            opened = not opened
        elif plain in "“”":
            opened = plain == "“"
        elif not opened:  # the inner marks of “给乡亲送个‘暖冬包’” part no name
            plain = _SINGLE_QUOTES.get(plain, plain)
        signs.append({"『": "“", "』": "”", "「": "“", "」": "”", "\u3000": " "}.get(plain, plain))
    return _HAN_YEAR.sub(lambda match: match[0].translate(_DIGIT_OF_HAN), "".join(signs))


_SINGLE_QUOTES = {"‘": "“", "’": "”"}
# 二〇二四年 is read as 2024年; the length stays.
_HAN_YEAR = re.compile(
    r"(?<![零〇○一二三四五六七八九十百千万亿])[一二][九零〇○Oo0][零〇○Oo0一二三四五六七八九]{2}(?=年)"
)
_DIGIT_OF_HAN = str.maketrans("零〇○Oo一二三四五六七八九", "00000123456789")


class _OutlineState(Struct):
    """Where in the document the reader is."""

    section: str = ""  # 一, or the title of a section that has no number
    titled: bool = False
    part: str = ""
    points: tuple[tuple[str, str], ...] = ()  # (form, number) of the point and of those that it stands in: 1. over (2)
    section_heading: str = ""
    part_heading: str = ""
    point_heading: str = ""
    planned: bool = False
    part_planned: bool = False
    prose: int = 0  # paragraphs of this section that hold sentences
    parts_follow: bool = False

    def headings(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.section_heading, self.part_heading, self.point_heading)))


class _PassageReader(Struct):
    """Walks the paragraphs once."""

    texts: Sequence[tuple[str, str]]
    year: int
    lead: int  # the line behind the title
    ahead: bool  # whether the title says that all of it is the plan of a later year
    numbered: bool = False
    state: _OutlineState = field(default_factory=_OutlineState)
    header: tuple[str, ...] = ()
    unit_note: str = ""
    rows: int = 0
    lists: OpenLists = field(default_factory=OpenLists)
    count: int = 0  # passages that were read
    several: bool | None = None  # whether more than one paragraph stands before the first heading, once it is asked

    def read(self) -> Iterator[Passage]:
        self.numbered = any(_SECTION.match(text.strip()) for _, text in self.texts)
        for number, (written, text) in enumerate(self.texts):
            if "\t" in text.strip() and len(_cells(text)) > 1:
                yield from self._row(number, written, text)
                continue
            self.header, self.rows = (), 0
            if caption := _CAPTION_UNIT.search(text.strip()):
                self.unit_note = caption[0]
            if number < self.lead or _is_furniture(text.strip()):
                if "单位" in text:
                    self.unit_note = text.strip()
                if opens(text):
                    self.lists.enter(text)
                continue
            yield from self._paragraph(number, written, text)

    # --- tables ----------------------------------------------------------------------------------

    def _row(self, number: int, written: str, text: str) -> Iterator[Passage]:
        cells = _cells(text)
        self.rows = 1 if not self.header and not self.rows else self.rows + 1
        figures = sum(bool(_FIGURE.fullmatch(cell)) for cell in cells)
        if not figures and (not self.header or self._heads_another(cells)):
            self.header, self.rows = cells, 1
            return
        if not figures and self.rows == 2 and _is_second_head(self.header, cells):  # noqa: PLR2004
            self.header = tuple(
                over if over == under else f"{over}{under}" for over, under in zip(self.header, cells, strict=True)
            )
            return
        if figures:
            place = f"{self._place('') if self.state.section else ''}表第{self.rows}行"
            yield Passage(
                number,
                0,
                written,
                text,
                place,
                self.state.headings(),
                self.state.planned or self.ahead,
                cells,
                self.header,
                self.unit_note,
                at=self.count,
                introduces=bool(self.state.section) and self._introduces(),
            )
            self.count += 1

    def _heads_another(self, cells: tuple[str, ...]) -> bool:
        """Whether a row without numbers, below rows with them, is the header of another table right behind."""
        told_of = self.rows > _FEWEST_ROWS or len(cells) != len(self.header)
        return told_of and len(list(filter(None, cells))) > 1 and any(map(_OF_A_HEADER.search, cells))

    # --- prose -----------------------------------------------------------------------------------

    def _paragraph(self, number: int, written: str, text: str) -> Iterator[Passage]:
        start = len(text) - len(text.lstrip())
        if text.strip():
            self.lists.enter(text)
        start = self._outline(number, text, start)
        state = self.state
        body = text[start:]
        if not body.strip():
            return
        if _STOP.search(body) or says_how_much(body):
            state.prose += 1
        elif start == len(text) - len(text.lstrip()) and self._is_title(number, body):
            return
        state.planned = state.planned or self._turns_ahead(body)  # and so does what follows in this section
        yield from self._points(number, written, text, start)

    def _points(self, number: int, written: str, text: str, start: int) -> Iterator[Passage]:
        """The passages of a paragraph whose body begins at *start*: its points, and what stands before them."""
        state = self.state
        planned = state.planned or state.part_planned or self.ahead
        points = list(_INLINE.finditer(text, start))
        if len(points) < 2 and not any(match.start() == start for match in points):  # noqa: PLR2004
            points = []
        bounds = [start, *(match.start() for match in points if match.start() > start), len(text)]
        begins = {match.start(): match for match in points}
        inner = InnerLists(self.count, *self.lists.above())
        self.lists.opened(self.count, text[start : bounds[1]])
        for begun, last in pairwise(bounds):
            if not text[begun:last].strip():
                continue
            match = begins.get(begun)
            point, first = (_number_of(match), match.end()) if match else ("", begun)
            under, aspect = inner.above(match.lastgroup or "" if match else "", self.count)
            place = self._place(point, before_points=bool(points) and not point)
            for left, right in _stretches(text, first, last):
                yield Passage(
                    number,
                    left,
                    written[left:right],
                    text[left:right],
                    place,
                    state.headings(),
                    planned,
                    at=self.count,
                    under=under,
                    aspect=aspect or aspect_of(text[left:right]),
                    item=self.lists.is_item,
                    opening=self.lists.opening,
                    introduces=not (state.section and point) and self._introduces(before_points=bool(points)),
                )
                self.count += 1

    def _outline(self, number: int, text: str, start: int) -> int:
        """Take up the number that a paragraph begins with; returns where its body begins."""
        state = self.state
        if match := _SECTION.match(text, start):
            heading, end = self._heading(text, match.end())
            title = match["title"] or ""
            self.state = _OutlineState(
                section=title or match["number"],
                titled=bool(title),
                section_heading=heading or title,
                planned=self._is_plan(heading or title),
            )
            self.state.parts_follow = self._parts_follow(number)
            return end
        if match := _PART.match(text, start):
            heading, end = self._heading(text, match.end())
            state.part, state.part_heading, state.points, state.point_heading = _bare(match), heading, (), ""
            state.part_planned, state.prose = self._is_plan(heading), 0
            return end
        if match := _POINT.match(text, start):
            heading, end = self._heading(text, match.end())
            form, number_of_it = _form_of(match), match["bracketed"] or _bare(match)
            forms = [other for other, _ in state.points]
            over = state.points[: forms.index(form)] if form in forms else state.points
            state.points, state.point_heading = (*over, (form, number_of_it)), heading
            return end
        if state.points and not re.match(r"\s", text) and not self.lists.is_body():
            state.points, state.point_heading = (), ""
        return start

    def _heading(self, text: str, start: int) -> tuple[str, int]:
        """(the heading behind a number, where what follows it begins): a whole line, or its first sentence without numbers."""
        rest = text[start : start + _LONGEST_PASSAGE].strip()
        if _INLINE.match(rest):
            return "", start
        if len(rest) <= _LONGEST_HEADING and not re.search(r"[;,].*\d|\d+[^年]*[万元人户名]", rest):
            return rest.rstrip("。:"), len(text) if not says_how_much(rest) else start
        stop = re.search(r"[。:]|\s(?=\S)", text[start:])
        if stop and 0 < stop.start() <= _LONGEST_HEADING and not says_how_much(text[start : start + stop.start()]):
            behind = start + stop.end()
            return text[start : start + stop.start()], start if _AMOUNT_ALONE.match(text, behind) else behind
        return "", start

    def _is_title(self, number: int, body: str) -> bool:
        """Whether a short line without a stop heads the paragraphs below it; then it is taken up."""
        bare = body.strip()
        if self._is_subtitle(number, bare):
            self.state.part_heading, self.state.part_planned = bare, self._is_plan(bare)
            return True
        if self.numbered or len(bare) > _LONGEST_HEADING or re.search(r"[,。;:]$", bare):
            return True  # it says nothing that counts, and heads nothing
        previous = self.texts[number - 1][1].strip() if number else ""
        if self.state.titled and self.state.prose == 0 and previous and not _STOP.search(previous):
            self.state.section_heading += " " + bare  # a heading of two lines
            self.state.planned = self.state.planned or self._is_plan(bare)
            return True
        following = next((text.strip() for _, text in self.texts[number + 1 :] if text.strip()), "")
        if following:
            self.state = _OutlineState(section=bare, titled=True, section_heading=bare, planned=self._is_plan(bare))
        return True

    def _is_subtitle(self, number: int, bare: str) -> bool:
        """Whether a short line between numbered headings heads the sentences below it."""
        if not (self.numbered and self.state.section and not self.state.part) or len(bare) > _LONGEST_SUBTITLE:
            return False
        following = next((text.strip() for _, text in self.texts[number + 1 :] if text.strip()), "")
        return (
            not re.search(r"[,。;:]$", bare) and _STOP.search(following) is not None and not _SECTION.match(following)
        )

    def _parts_follow(self, number: int) -> bool:
        for _, text in self.texts[number + 1 :]:
            if _SECTION.match(text.strip()):
                return False
            if _PART.match(text.strip()):
                return True
        return False

    def _is_plan(self, heading: str) -> bool:
        heading = re.sub(r"“[^“”]*”", "", heading)  # “点亮未来”助学项目 is called so
        if _DONE.search(heading) and (f"{self.year}年" in heading or f"{self.year + 1}年" not in heading):
            return False
        return bool(_PLANNED.search(heading) or re.search(rf"{self.year + 1}年", heading))

    def _turns_ahead(self, body: str) -> bool:
        """Whether a paragraph looks ahead: 明年…, 展望2024年…, 2024年,我们将…; not so 2024年春节前,我会慰问500户."""
        turn = re.match(
            rf"\s*(?P<said>面对|展望)?在?(?:(?P<later>明年|来年|下一年|下一步|新的一年|今后|未来)|{self.year + 1}年(?!\d*月\d*日))",
            body,
        )
        return turn is not None and bool(turn["said"] or turn["later"] or INTENDED.search(body))

    # --- places ----------------------------------------------------------------------------------

    def _place(self, point: str, *, before_points: bool = False) -> str:
        state = self.state
        points = [number for _, number in state.points] + ([point] if point else [])
        if state.titled:
            head = state.section if "“" in state.section else f"“{state.section}”"
            return head + ("".join(f"第{_han(number)}点" for number in points) or f"第{max(1, state.prose)}段")
        if not state.section and not state.part:
            return f"导语第{state.prose}段" if self._several_lead() else "导语"
        head = f"{state.section}、" if state.section else ""
        if state.part:
            head += f"（{state.part}）"
        if points:
            return head + "".join(f"第{_digits(number)}项" for number in points)
        if state.section and self._introduces(before_points=before_points):
            return f"{head}导语"
        return head if state.prose <= 1 else f"{head}第{state.prose}段"

    def _introduces(self, *, before_points: bool = False) -> bool:
        state = self.state
        if not state.section or state.titled:
            return not state.titled
        return not state.points and (before_points or (state.parts_follow and not state.part))

    def _several_lead(self) -> bool:
        """Whether more than one paragraph of sentences stands before the first heading."""
        if self.several is None:
            self.several = self._count_lead() > 1
        return self.several

    def _count_lead(self) -> int:
        count = 0
        for _, text in self.texts:
            bare = text.strip()
            heading = not self.numbered and bare and len(bare) <= _LONGEST_HEADING and not _STOP.search(bare)
            if _SECTION.match(bare) or (count and heading):
                break
            count += bool(_STOP.search(bare))
        return count


# What says how much, and so is no heading: 志愿服务:12.8万小时, 总收入:¥56,781,234.56, 捐赠人次:386,412.
_COUNTING = re.compile(
    r"(?<![\d,.])\d[\d,.]*+[余多]?[万亿]?[余多]?(?:元|人|户|名|位|个|场|次|件|份|%|小时|笔|家|所|吨|套|篇|辆|台|只|支"
    r"|张|床|箱|袋|盒|瓶|册|双|顶|桶|副|千克|公斤|斤|升|亩|车|架|艘|盏|枚|例|公里"
    r"|\((?:人民币)?[万亿]?元\))"
    r"|[¥￥]\s?\d|(?:人次|人数|户数):\s?\d"
)


def says_how_much(text: str) -> bool:
    """Whether a line holds a number with what it counts, and so is no heading, nor a row whose columns nobody knows."""
    return _COUNTING.search(text) is not None


_OF_A_HEADER = re.compile(
    r"^(?:项目|名称|姓名|类别|单位|序号)|名称$|金额|数量|人数|人次|[预决]算|[(][百千万亿]*[元人]\)"
)
_FEWEST_ROWS = 2  # a header and a row
_LONGEST_PASSAGE = 2000  # signs; longer ones are cut behind a sentence


def _stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch of text in pieces that are not too long, each whole sentences where there are any."""
    while end - start > _LONGEST_PASSAGE:
        stops = [match.end() for match in _STOP.finditer(text, start, start + _LONGEST_PASSAGE)]
        cut = stops[-1] if stops else start + _LONGEST_PASSAGE
        yield start, cut
        start = cut
    yield start, end


def _cells(text: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in text.strip(" ").split("\t"))


def _is_second_head(over: tuple[str, ...], under: tuple[str, ...]) -> bool:
    """Whether a row without numbers parts the heads above it: 收入, 收入, 支出, 支出 into 现金 and 物资 each."""
    return len(over) == len(under) and len(set(over)) < len(over) and len(set(under)) > 1


def _number_of(match: re.Match[str]) -> str:
    if match["sign"]:
        return unicodedata.normalize("NFKC", match["sign"]).strip("()")
    return next(filter(None, match.group("number", "ordinal", "part", "digit")), "")


def _bare(match: re.Match[str]) -> str:
    """A number without the ring, brackets or dot that it is one sign with: 1 of ①, 一 of ㈠."""
    return match["number"] or unicodedata.normalize("NFKC", match["sign"]).strip("().")


def _form_of(match: re.Match[str]) -> str:
    """The signs around the number of a point, by which those of one list are known: "." of 1. and 1、, "()" of (1), "" of ①."""
    around = re.sub(r"[\d\s]+", "", unicodedata.normalize("NFKC", match[0]))
    return "." if around == "、" else around


def _digits(point: str) -> str:
    if point.isdigit():
        return point
    tens, ten, ones = point.rpartition("十")
    if not ten:
        return str(_HAN.index(point) + 1) if point in _HAN else point
    return str((_HAN.index(tens) + 1 if tens else 1) * 10 + (_HAN.index(ones) + 1 if ones else 0))


def _han(point: str) -> str:
    if not point.isdigit():
        return point
    tens, ones = divmod(int(point), 10)
    return (("" if tens == 1 else _HAN[tens - 1]) + "十" if tens else "") + (_HAN[ones - 1] if ones else "")


_PLAN = re.compile(
    "(?:(?:工作|年度?|募捐|筹款|募集|收支|支出|资金|项目|活动)计划|打算|要点|(?:工作|年度?|下步|下一步|募捐|筹款|收支|预算|活动)(?:重点)?安排|^安排"
    r"|规划|预算)(?:\(?(?:草案|讨论稿|征求意见稿|摘要)\)?|方案|书|表|的?(?:报告|通知|公示|说明))?\s*$"
)
_OF_DONE = re.compile(r"总结|回顾|执行|完成|决算|使用|情况|通报|年报|年度报告|工作报告")


def _plan_titled(titles: Sequence[str]) -> int | None:
    """The year of which one of the lines of a title says that it is the plan (0 where it names none); None for other reports."""
    whole = " ".join(titles)
    if _OF_DONE.search(whole) or not any(_PLAN.search(title) for title in titles):
        return None
    return max((int(year) for year in re.findall(r"(?<!\d)(20\d{2})(?!\d)", whole)), default=0)


# A line of a list: a name and its number. No title ends so.
_ENTRY = re.compile(
    r"(?:[:]|[\u4e00-\u9fff)]\s)\s*(?:¥?\d[\d,.]*+[余多]?[万亿]?(?:元|人次?|户|名|个|笔|场次?|次|件|小时|家|所)"
    r"|¥\s?\d[\d,.]*+[余多]?[万亿]*)(?:\([^()]{1,20}\))?$"
    r"|(?:人次|人数|户数):\s?\d[\d,.]*+\+?$"
)


def _lead(texts: Sequence[tuple[str, str]]) -> int:
    """The first paragraph behind the title: the first that holds a sentence, is a heading or a row."""
    for number, (_, text) in enumerate(texts):
        bare = text.strip()
        item = sort_of(bare) and bare[0] not in "—－–-·"  # these may begin the second line of a title
        over_a_list = re.search(r",[^,]*:$|,其中", bare)  # a sentence, and no title
        if says_how_much(bare) and (over_a_list or item):
            return number
        if _ENTRY.search(bare) and not _is_furniture(bare):
            return number - 1 if number > 1 else number  # the line before may head the list
        if (
            _STOP.search(bare)
            or _SECTION.match(bare)
            or _PART.match(bare)
            or "\t" in bare
            or (len(bare) > _LONGEST_TITLE)
        ):
            return number
    return 0


class ReportOutline(Struct, frozen=True):
    """A document line by line, with where its title ends and what that says of all of it."""

    texts: tuple[tuple[str, str], ...]  # each line as written, and in one width
    lead: int  # the line behind the title
    plan: (
        int | None
    )  # the year of which the title says that it is the plan, 0 where it names none; None for other reports

    @classmethod
    def of(cls, document: Document) -> ReportOutline:
        """The outline of *document*."""
        texts = tuple((paragraph.text, evened(paragraph.text)) for paragraph in document.paragraphs)
        lead = _lead(texts)
        return cls(texts, lead, _plan_titled([text for _, text in texts[:lead]]))

    @property
    def titles(self) -> list[str]:
        """The lines before the first sentence, heading or row; at least the first."""
        return [text for _, text in self.texts[: max(1, self.lead)] if len(text) <= _LONGEST_TITLE * 2]

    def passages(self, year: int) -> Iterator[Passage]:
        """The passages on *year*, in order; titles, headings and the furniture of web pages are none."""
        yield from _PassageReader(self.texts, year, self.lead, self.plan is not None and year < self.plan).read()
