"""The row of 来源文件 that a report becomes: title, issuer, day, level, as far as it says them itself."""

from __future__ import annotations

import re

from ..dates import day_of
from ..documents import Document
from ..model import SourceLevel
from ..numerals import spelled
from .passages import evened
from .proposals import SourceFacts
from .vocabulary import CHARITY

_DAY = re.compile(
    r"(?P<year>(?:19|20)\d{2}|[一二][一二三四五六七八九〇零]{3})\s*[-年./]\s*(?P<month>\d{1,2}"
    r"|[一二三四五六七八九十]{1,2})\s*[-月./]\s*(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s*日?"
)
_MEDIA = re.compile(r"来源[:：]?\s*[\u4e00-\u9fff]*(?:报|网|新闻|电视台|客户端)|(?:本报)?记者|通讯员|公益报|日报|晚报")
_PAPER = re.compile(r"来源[:：]\s*(?P<name>[\u4e00-\u9fff]{2,14})")
_LABEL = re.compile(r"^(?:扫一扫|来源|时间|发布|您当前|当前位置|首页|\d|作者|\(|责任编辑)")
_TITLED = re.compile(r"报告|总结|综述|汇报|公告|纪实|回顾|年报|情况|工作|慈善")
_LONGEST_LINE = 60  # signs; longer ones are prose
_HEAD, _TAIL = 8, 6  # paragraphs in which a title and a day are looked for
# A body of a place as it stands at the head of a title or alone below a text: 某市慈善总会2023年工作报告.
_NO_NAME = "我|代表|收到|接[受收到]|获|感谢|致|向|转|由|对|给|与|和|为|在|从|拨|记者|关于|[近昨今]日"
_BODY = rf"(?:(?!{_NO_NAME})[\u4e00-\u9fff]){{2,12}}?[省市县区州旗盟](?:{CHARITY}|慈善基金会|红十字会)"
_TITLED_BY = re.compile(rf"(?:《|关于|[12]\d{{3}}年度?)?(?P<body>{_BODY})")
_SIGNED_BY = re.compile(rf"(?P<body>{_BODY})(?:办公室|秘书处)?\s*(?:{_DAY.pattern})?")
_HELD_BY = re.compile(
    rf"(?:^|[,。;:)\s]|记者从|[近昨今]日)(?P<body>{_BODY})(?:第[一二三四五六七八九十\d]+届|召开|获悉|了解到)"
)


def source_facts(document: Document, year: int, body: str, sha256: str) -> SourceFacts:
    """What a report says of itself; the day is left empty where it says none, and asked for."""
    texts = [evened(paragraph.text).strip() for paragraph in document.paragraphs]
    title = _title(texts) or f"{body}{year}年度工作报告"
    near = [*texts[:_HEAD], *texts[-_TAIL:]]
    day = _published(near, year)
    head = " ".join((*texts[:_HEAD], *texts[-_TAIL:]))
    media = bool(_MEDIA.search(head))
    paper = _PAPER.search(head)
    return SourceFacts(
        id="",
        title=title,
        issuer=paper["name"] if media and paper else body,
        published_on=day,
        level=SourceLevel.MEDIA if media else SourceLevel.REPORT,
        year=year,
        sha256=sha256,
        doubts=() if day else (_asks_the_day(near, year),),
        note=_of_another(texts, body),
    )


# (经2024年3月28日理事会审议通过), (2024年3月28日在理事会上)
_AT_A_MEETING = re.compile(rf"{_DAY.pattern}[^。;]{{0,40}}?(?:审议|通过|会议|大会|会上)")


def _asks_the_day(texts: list[str], year: int) -> str:
    """What is asked where no day of publication is written; the day of a meeting before it helps to remember."""
    for text in texts:
        met = _AT_A_MEETING.search(text) if len(text) <= _LONGEST_LINE else None
        day = _iso(met) if met else ""
        if day_of(day) and int(day[:4]) >= year:
            return f"报告上没有写公布的日子，只写着 {day} 开会审议：请填发布日期，不会早于这一天。"
    return "报告上没有写公布的日子：请填发布日期，例如 2024-03-12。"


def _iso(day: re.Match[str]) -> str:
    return f"{_number(day['year']):04}-{_number(day['month']):02}-{_number(day['day']):02}"


def _place(body: str) -> str:
    """The place in the name of a charity: 某县 of 某县慈善总会."""
    return re.sub(rf"(?:{CHARITY}|慈善基金会|红十字会).*$", "", body)


def _of_another(texts: list[str], body: str) -> str:
    """What to look at where a report says that it is of another charity and never names *body*; '' otherwise."""
    place = _place(body)
    if any(f"{place}慈善" in text or body in text for text in texts):
        return ""
    issuers = [
        *(_TITLED_BY.match(text) for text in texts[:_HEAD] if len(text) <= _LONGEST_LINE),
        *(_HELD_BY.search(text) for text in texts[:_HEAD]),
        *(_SIGNED_BY.fullmatch(text) for text in texts[-_TAIL:]),
    ]
    names = [match["body"] for match in issuers if match]
    if not names or any(place in _place(name) or _place(name) in place for name in names):
        return ""  # 高新区慈善会, 某市高新区慈善总会
    return f"报告写的是“{names[0]}”的事，没有写到“{body}”：请先看是不是选错了机构。"


def _title(texts: list[str]) -> str:
    lines = [text for text in texts[:_HEAD] if text and not _LABEL.match(text) and not re.search(r"[。;]$", text)]
    lines = [text for text in lines if len(text) <= _LONGEST_LINE and _TITLED.search(text)]
    if not lines:
        return ""
    first = lines[0]
    following = texts[texts.index(first) + 1] if texts.index(first) + 1 < len(texts) else ""
    if following.startswith("—") and len(following) <= _LONGEST_LINE:
        return first + following
    return re.sub(r"^[一二三四五六七八九十]+、", "", first)


def _published(texts: list[str], year: int) -> str:
    """The first day that is written alone in a line, or behind 时间 or 发布, and not before the year that is told of."""
    for text in texts:
        match = _DAY.search(text)
        if match is None or len(text) > _LONGEST_LINE:  # a day in prose is no day of publication
            continue
        rest = text[: match.start()] + text[match.end() :]
        alone = not re.search(
            r"[\u4e00-\u9fff]", re.sub(r"发布|时间|日期|来源|公布|于|[\u4e00-\u9fff]*(?:报|网)", "", rest)
        )
        if not alone:
            continue
        day = _iso(match)
        if day_of(day) and int(day[:4]) >= year:
            return day
    return ""


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    number = spelled(text)
    return int(number.value) if number else 0
