"""Spending held against what the appeal promised: who, where, for what, from when until when (慈善法 art.56)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..dates import earlier
from ..kinds.campaigns import CampaignRecord
from ..kinds.disbursements import DisbursementRecord
from ..kinds.project import ClosingRecord, ProgressRecord, ProjectRecord
from ..model import by_id
from ..problems import Problem, problem
from .scene import Rule, Scene

# Groups that exclude each other, by the words that name them; the first that a text names decides.
_GROUPS = (
    {
        "女": ("女童", "女生", "女孩", "女学生", "女性", "妇女", "母亲"),
        "男": ("男童", "男生", "男孩", "男学生", "男性"),
    },
    {
        "老": ("老人", "老年", "长者", "养老"),
        "幼": ("儿童", "学生", "学童", "孩子", "婴", "幼儿", "少年", "青少年", "新生"),
    },
)


def _paid(scene: Scene) -> Iterator[tuple[DisbursementRecord, CampaignRecord]]:
    """(payment, its campaign), where no change of use was filed before the payment."""
    campaigns = by_id(scene.rows(CampaignRecord))
    for row in scene.rows(DisbursementRecord):
        campaign = campaigns.get(row.campaign or "")
        if campaign and row.paid_on and not _varied(campaign, row.paid_on):
            yield row, campaign


def _varied(campaign: CampaignRecord, day: str) -> bool:
    changed = campaign.use_changed_on
    return bool(campaign.use_change and changed and not earlier(day, changed))


def before_appeal(scene: Scene) -> Iterator[Problem]:
    """Money spent before it could have been raised."""
    for row, campaign in _paid(scene):
        if campaign.start_on and row.paid_on and earlier(row.paid_on, campaign.start_on):
            yield problem(
                "spent-before-appeal",
                row.at(DisbursementRecord.paid_on),
                left=row.paid_on,
                cell=campaign.record_name,
                right=campaign.start_on,
            )


def elsewhere(scene: Scene) -> Iterator[Problem]:
    """Money raised for one project and spent on another."""
    for row, campaign in _paid(scene):
        if campaign.project and row.project and campaign.project != row.project:
            yield problem(
                "spent-elsewhere",
                row.at(DisbursementRecord.project),
                cell=campaign.record_name,
                left=scene.name("projects", campaign.project),
                right=scene.name("projects", row.project),
            )


def on_others(scene: Scene) -> Iterator[Problem]:
    """Money raised for girls and spent on boys, for the old and spent on the young, and the other way round."""
    projects = by_id(scene.rows(ProjectRecord))
    for row, campaign in _paid(scene):
        promised = _promised(campaign)
        project = projects.get(row.project or "")
        texts = (
            (DisbursementRecord.purpose, row.purpose),
            (DisbursementRecord.receiver, row.receiver),
            (DisbursementRecord.purpose, project.beneficiaries if project else None),
        )
        for column, text in texts:
            if contrary(promised, text or ""):
                name = campaign.record_name
                wanted = campaign.beneficiaries or name
                yield problem("spent-on-others", row.at(column), cell=name, left=wanted, right=text)
                break
    yield from _progress_on_others(scene, projects)


def _promised(campaign: CampaignRecord) -> str:
    return " ".join(text or "" for text in (campaign.name, campaign.beneficiaries, campaign.purpose))


def _progress_on_others(scene: Scene, projects: Mapping[str, ProjectRecord]) -> Iterator[Problem]:
    """The same for what the progress and the closing of a project tell of whom it helped."""
    for campaign in scene.rows(CampaignRecord):
        if campaign.project is None or campaign.project not in projects:
            continue
        progress = scene.about(ProgressRecord, ProgressRecord.project, campaign.project)
        closings = scene.about(ClosingRecord, ClosingRecord.project, campaign.project)
        reports = (
            *((row.as_of, row.at(ProgressRecord.progress), row.progress) for row in progress),
            *((row.closed_on, row.at(ClosingRecord.summary), row.summary) for row in closings),
        )
        for day, where, text in reports:
            if day and _varied(campaign, day):
                continue
            if contrary(_promised(campaign), text or ""):
                name = campaign.record_name
                wanted = campaign.beneficiaries or name
                yield problem("spent-on-others", where, cell=name, left=wanted, right=text)


# People that money is raised for; those of one line go together.
_HELPED = (
    ("学生", "学童", "学子", "儿童", "孩子", "少年", "女童", "男童", "幼儿", "新生", "孤儿", "女孩", "男孩", "女生", "男生"),
    ("老人", "老年人", "长者", "老党员"),
    ("残疾人", "残障人士", "听障", "视障", "盲人", "聋哑"),
    ("环卫工人", "环卫工", "清洁工"),
    ("退役军人", "老兵", "军属", "烈属"),
    ("教师", "老师", "教职工"),
    ("妇女", "女性", "母亲"),
    ("职工", "员工", "农民工", "骑手", "司机"),
    ("受灾群众", "灾民", "灾区群众"),
)  # fmt: skip
_ANYBODY = re.compile(r"群众|困难家庭|困难户|居民|公众|社会|特殊群体|弱势|家庭|村民|市民|患者|病人|群体")


def _others(promised: str, text: str) -> bool:
    """Whether a text counts people of whom the promise says nothing, and says nothing of those it names."""
    meant = [words for words in _HELPED if any(word in promised for word in words)]
    if not meant or _ANYBODY.search(promised) or any(word in text for words in meant for word in words):
        return False
    rest = "|".join(word for words in _HELPED if words not in meant for word in words)
    counted = rf"[0-9,]+\s*(?:余|多)?\s*[名位个人户]?(?:困难|贫困|独居|空巢|孤寡|一线|户外|受助)?(?:{rest})|(?:{rest})\s*[0-9,]+"
    return re.search(counted, text) is not None


def contrary(promised: str, text: str) -> bool:
    """Whether a text names a group that the promise, which names only others, leaves out."""
    if _others(promised, text):
        return True
    for groups in _GROUPS:
        meant = {group for group, words in groups.items() if any(word in promised for word in words)}
        helped = {group for group, words in groups.items() if any(word in text for word in words)}
        if len(meant) == 1 and helped - meant:
            return True
    return False


def outside(scene: Scene) -> Iterator[Problem]:
    """Money raised for one region and spent in another."""
    projects = by_id(scene.rows(ProjectRecord))
    for row, campaign in _paid(scene):
        project = projects.get(row.project or "")
        promised, there = campaign.region, project.region if project else None
        if promised and there and promised not in there and there not in promised and "全国" not in promised + there:
            yield problem(
                "spent-outside",
                row.at(DisbursementRecord.project),
                cell=campaign.record_name,
                left=promised,
                right=there,
            )


def late(scene: Scene) -> Iterator[Problem]:
    """Money spent on a project that had ended."""
    projects = by_id(scene.rows(ProjectRecord))
    for row in scene.rows(DisbursementRecord):
        project = projects.get(row.project or "")
        if project and project.end_on and row.paid_on and earlier(project.end_on, row.paid_on):
            where = row.at(DisbursementRecord.paid_on)
            yield problem(
                "spent-late",
                where,
                cell=project.record_name,
                left=project.end_on,
                right=row.paid_on,
            )


RULES: dict[str, Rule] = {
    "spent-before-appeal": before_appeal,
    "spent-elsewhere": elsewhere,
    "spent-on-others": on_others,
    "spent-outside": outside,
    "spent-late": late,
}
