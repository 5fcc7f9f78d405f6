"""Numbers that tell of the whole year, and what the plans for the next one are called."""

from __future__ import annotations

import re

from ..model import Nature
from . import vocabulary as words
from .meaning import Setting
from .measures import MeasureReading
from .mentions import Mention
from .passages import Passage
from .surroundings import Surroundings
from .vocabulary import Flow

# A stretch of the year, and what tells that a sentence is about a day.
PERIOD = re.compile(r"(?:\d{1,2}月?[至到-]\d{1,2}月(?!\d)|[一二三四1-4]季度|前[二三]季度|[上下]半年)")
_ONE_DAY = re.compile(r"(?<!年)\d{1,2}月\d{1,2}日(?!至)|日前|近日|当[天日]|[上下]午|现场|活动中")


def tells_of_year(  # noqa: PLR0911  (one rule after the other)
    around: Surroundings, passage: Passage, measure: MeasureReading, mention: Mention
) -> bool:
    """Whether a number tells of the whole year: in the lead or a chapter of totals, of the body itself."""
    total = measure.flow in {Flow.IN, Flow.OUT} and measure.nature is not Nature.SIZE
    if not total and measure.name not in {"受益", "项目数", "支出"}:
        return False
    if mention.unit in {"份", "件", "%"} or measure.nature is Nature.PLEDGED:
        return False
    if (
        measure.name == "受益"
        and (mention.noun or re.search(r"其中|受益人数", around.clause))
        and not re.search(r"共|全年|累计|惠及|受助", around.half)
    ):
        return False
    dated = re.match(r"\s*[●■◆·•]?\s*\d{1,2}月", around.text) or _ONE_DAY.search(around.before)
    if dated and not re.search(r"截至|[至到]\d{1,2}月|累计|全年", around.before):
        return False
    last = passage.headings[-1] if passage.headings else ""
    if total and _of_the_year(around, last, measure, passage):
        return True
    overall = bool(last) and len(passage.headings) == 1 and words.OVERALL_HEADING.search(last) is not None
    point = bool(re.search(r"第[\d一二三四五六七八九十]+[点项]$", passage.place))
    general = overall or (not point and (not passage.headings or "导语" in passage.place))
    if not general:
        general = not point and not passage.headings
    if measure.name == "项目数" and words.OWN_BODY.search(
        around.half + "慈善会" * bool(words.UPPER.search(around.half))
    ):
        return not point or general
    if overall and total:
        return True
    if measure.name == "受益" and re.search(r"惠及|受益|受助", around.clause) and words.YEARLY.search(around.before):
        return general
    yearly = bool(words.YEARLY.search(around.half)) or words.OWN_BODY.search(around.half) is not None
    return general and (yearly or (total and bool(words.YEARLY.search(around.before))))


def _of_the_year(around: Surroundings, heading: str, measure: MeasureReading, passage: Passage) -> bool:
    """Whether a sentence says itself that it sums up the year, or stands under a heading of all that came in or went out."""
    if "“" in around.half or re.search(r"其中|包括", around.half) or re.search(r"[点项]$", passage.place):
        return False
    if not re.search(r"全年(?!龄)|本?年度(?!工作)|\d{4}年|一年来", around.half):
        return False
    if words.OWN_BODY.search(around.half) and re.search(r"共|累计|总|全年", around.half):
        return len(passage.headings) <= 1
    pattern = words.INCOME_HEADING if measure.flow is Flow.IN else words.OUTGO_HEADING
    return len(passage.headings) == 1 and pattern.search(heading) is not None


def next_target(measure: MeasureReading, setting: Setting) -> str:
    """What a plan for the whole next year is called."""
    year = setting.year + 1
    if measure.flow is Flow.IN:
        return f"{year}年募捐目标"
    if measure.flow is Flow.OUT:
        return f"{year}年救助支出目标"
    return f"{year}年{'救助' if measure.name == '受益' else '工作'}目标"
