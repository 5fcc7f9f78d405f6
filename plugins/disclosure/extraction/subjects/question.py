"""A number whose subject is asked for, with what its sentence and its passage say before any rule is asked."""

from __future__ import annotations

import re

from msgspec import Struct

from ...model import Nature
from .. import vocabulary as words
from ..labels import is_label, label_before
from ..meaning import UNNAMED, MentionMeaning, PartSort
from ..measures import MeasureReading
from ..passage_subjects import PARTS_ASIDE, carried, project_of, several_counted, short
from ..surroundings import Surroundings
from ..things import named
from ..wholes import PARTS_TURN


class SubjectReading(Struct, frozen=True):
    """What a number is about, the rule that says so, and whether it tells of the whole year."""

    name: str = ""
    rule: str = ""
    overall: bool = False


class SubjectQuestion(Struct, frozen=True):
    """A number whose subject is asked for, with what its sentence and its passage name."""

    around: Surroundings
    measure: MeasureReading
    ahead: bool  # whether it is planned
    written: str  # the name before the number, whatever it is
    label: str  # the same where it names something
    things: bool  # whether this half of the sentence names a project by its name
    project: str  # what the passage is about
    sort: PartSort  # how it stands to an amount before it

    @classmethod
    def of(cls, around: Surroundings, measure: MeasureReading, *, ahead: bool, sort: PartSort) -> SubjectQuestion:
        """What the words say before any rule is asked."""
        written = label_before(around)
        naming = is_label(written) and measure.nature is not Nature.LIMIT and measure.name != "资助标准"
        of_year = _SUMS_UP_THE_YEAR.fullmatch(around.clause) is not None
        if naming and words.VALUED.search(around.clause) and _GENERIC_GOODS.fullmatch(written):
            naming = False
        return cls(
            around,
            measure,
            ahead,
            written,
            written if naming else "",
            not of_year and bool(named(around.clause if sort is PartSort.PART else PARTS_ASIDE.sub("", around.half))),
            "" if of_year else _own_project(around, part=sort is not PartSort.NONE),
            sort,
        )

    @property
    def part(self) -> bool:
        """Whether it is told as a part of another amount."""
        return self.sort is PartSort.PART

    @property
    def money(self) -> bool:
        """Whether it is an amount."""
        return self.around.mention.is_money

    @property
    def here(self) -> bool:
        """Whether the label stands with the project it belongs to, or in the first half of its sentence."""
        return self.around.half == self.around.before or self.things

    def _listed_behind_another(self) -> bool:
        before = self.around.last
        if before is None or not before.mention.is_money:
            return False
        turn = PARTS_TURN.search(self.around.half)
        begun = self.around.half_start + turn.end() if turn else None
        if before.flow is not self.measure.flow:
            return False  # 其中:阳光基金收入50万元,支出30万元
        return (self.part and before.whole is not None) or (begun is not None and before.mention.start >= begun)

    def carried(self, *, wide: bool) -> str:
        """The subject of the number before, in the same half of the sentence, or with *wide* in the same passage."""
        of_all = words.VALUED.search(self.around.clause) or GRANT_HERE.search(self.around.clause)
        if self.money and of_all and several_counted(self.around):
            return ""
        if self.money and self._listed_behind_another():
            return ""  # 其中:省本级15万元,市县级23万元
        if (whole := self._whole_before()) is not None:
            return "" if whole.overall or whole.subject == UNNAMED else whole.subject
        return carried(self.around, wide=wide)

    def _whole_before(self) -> MentionMeaning | None:
        """The amount whose parts ended before this half of the sentence: 接收90万元,其中物资30万元;已拨付60万元."""
        before = self.around.last
        if before is None or before.whole is None or self.sort is not PartSort.NONE:
            return None
        if ";" not in self.around.since(before) or "。" in self.around.since(before):
            return None
        here = (
            entry for entry in self.around.numbers_before if (entry.passage.at, entry.mention.start) == before.whole
        )
        return next((entry for entry in here if entry.flow is not self.measure.flow), None)


_NEARBY = 20  # numbers before it


# 募集“一日捐”善款80万元、接收物资20万元,全年募集款物合计100万元: of none of what was named before.
_SUMS_UP_THE_YEAR = re.compile(
    r"全年(?:共|累计)?(?:募集|筹集|接[收受]|支出|发放|拨付|使用)(?:捐赠|社会)?(?:款物|善款|资金|捐款)?(?:合计|共计|总计|总额)[为达约]?"
)


def _own_project(around: Surroundings, *, part: bool) -> str:
    """The project of a passage; of one of several parts, no project that only another part names."""
    project = project_of(around)
    if not part or not project or named(around.clause):
        return project
    of_all = any(entry.overall and entry.mention.start >= around.start for entry in around.numbers_before[-_NEARBY:])
    texts = (around.before,) if of_all else (around.before, around.lead)  # a part of all of the year is of no project
    whole = (*around.passage.headings, *texts)
    return project if short(project).strip("“”") in " ".join(whole) else ""


_GENERIC_GOODS = re.compile(
    r"设备|药品|药械|物资|物品|图书|器材|款物|服装|食品|总|仪器|医疗设备|防疫物资|物品总|慰问品|药品总"
)


_SORTS_OF_GRANTS = r"(?:助学|慰问|救助|奖学|帮困|补助|抚恤|奖教|救灾|抚慰|资助|扶持|奖励|补偿|赔付)[金款]"


GRANT_HERE = re.compile(rf"(?:{_SORTS_OF_GRANTS}[、和及与])*{_SORTS_OF_GRANTS}$")
