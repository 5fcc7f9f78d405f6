"""Spending held against what the appeal promised: who, where, for what, from when until when (慈善法 art.56)."""

from __future__ import annotations

from collections.abc import Iterator

from ..dates import earlier
from ..model import Row, by_id
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


def _paid(scene: Scene) -> Iterator[tuple[Row, Row]]:
    """(payment, its campaign), where no change of use was filed before the payment."""
    campaigns = by_id(scene.rows("campaigns"))
    for row in scene.rows("disbursements"):
        campaign = campaigns.get(row["campaign"] or "")
        if campaign and row["paid_on"] and not _varied(campaign, row["paid_on"]):
            yield row, campaign


def _varied(campaign: Row, day: str) -> bool:
    changed = campaign["use_changed_on"]
    return bool(campaign["use_change"] and changed and not earlier(day, changed))


def before_appeal(scene: Scene) -> Iterator[Problem]:
    """Money spent before it could have been raised."""
    for row, campaign in _paid(scene):
        if campaign["start_on"] and earlier(row["paid_on"], campaign["start_on"]):
            yield problem(
                "spent-before-appeal",
                scene.at("disbursements", row, "paid_on"),
                left=row["paid_on"],
                cell=campaign.name,
                right=campaign["start_on"],
            )


def elsewhere(scene: Scene) -> Iterator[Problem]:
    """Money raised for one project and spent on another."""
    for row, campaign in _paid(scene):
        if campaign["project"] and row["project"] and campaign["project"] != row["project"]:
            yield problem(
                "spent-elsewhere",
                scene.at("disbursements", row, "project"),
                cell=campaign.name,
                left=scene.name("projects", campaign["project"]),
                right=scene.name("projects", row["project"]),
            )


def on_others(scene: Scene) -> Iterator[Problem]:
    """Money raised for girls and spent on boys, for the old and spent on the young, and the other way round."""
    projects = by_id(scene.rows("projects"))
    for row, campaign in _paid(scene):
        promised = " ".join(str(campaign[name] or "") for name in ("name", "beneficiaries", "purpose"))
        texts = [("disbursements", row, "purpose"), ("disbursements", row, "receiver")]
        project = projects.get(row["project"] or "")
        if project:
            texts.append(("projects", project, "beneficiaries"))
        for kind, one, name in texts:
            found = contrary(promised, str(one[name] or ""))
            if found:
                where = scene.at("disbursements", row, "purpose" if kind == "projects" else name)
                cell, told = campaign.name, str(campaign["beneficiaries"] or campaign.name)
                yield problem("spent-on-others", where, cell=cell, left=told, right=one[name])
                break
    yield from _progress_on_others(scene, projects)


def _progress_on_others(scene: Scene, projects: dict[str, Row]) -> Iterator[Problem]:
    """The same for what the progress and the closing of a project tell of whom it helped."""
    for campaign in scene.rows("campaigns"):
        promised = " ".join(str(campaign[name] or "") for name in ("name", "beneficiaries", "purpose"))
        if campaign["project"] not in projects:
            continue
        for kind, name, when in (
            ("project_progress", "progress", "as_of"),
            ("project_closings", "summary", "closed_on"),
        ):
            for row in scene.rows(kind):
                if row["project"] != campaign["project"] or (row[when] and _varied(campaign, row[when])):
                    continue
                if contrary(promised, str(row[name] or "")):
                    yield problem(
                        "spent-on-others",
                        scene.at(kind, row, name),
                        cell=campaign.name,
                        left=campaign["beneficiaries"] or campaign.name,
                        right=row[name],
                    )


def contrary(promised: str, told: str) -> bool:
    """Whether a text names a group that the promise, which names only its opposite, leaves out."""
    for groups in _GROUPS:
        meant = {group for group, words in groups.items() if any(word in promised for word in words)}
        helped = {group for group, words in groups.items() if any(word in told for word in words)}
        if len(meant) == 1 and helped - meant:
            return True
    return False


def outside(scene: Scene) -> Iterator[Problem]:
    """Money raised for one region and spent in another."""
    projects = by_id(scene.rows("projects"))
    for row, campaign in _paid(scene):
        project = projects.get(row["project"] or "")
        promised, there = campaign["region"], project["region"] if project else None
        if promised and there and promised not in there and there not in promised and "全国" not in promised + there:
            yield problem(
                "spent-outside",
                scene.at("disbursements", row, "project"),
                cell=campaign.name,
                left=promised,
                right=there,
            )


def late(scene: Scene) -> Iterator[Problem]:
    """Money spent on a project that had ended."""
    projects = by_id(scene.rows("projects"))
    for row in scene.rows("disbursements"):
        project = projects.get(row["project"] or "")
        if project and project["end_on"] and row["paid_on"] and earlier(project["end_on"], row["paid_on"]):
            where = scene.at("disbursements", row, "paid_on")
            yield problem("spent-late", where, cell=project.name, left=project["end_on"], right=row["paid_on"])


RULES: dict[str, Rule] = {
    "spent-before-appeal": before_appeal,
    "spent-elsewhere": elsewhere,
    "spent-on-others": on_others,
    "spent-outside": outside,
    "spent-late": late,
}
