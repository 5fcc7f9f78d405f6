"""The totals of a year that has no year beside it: nothing at hand can show that they are wrong, so they are typed twice."""

from __future__ import annotations

from collections.abc import Iterator

from ..identifiers import same_person
from ..kinds.headlines import HeadlineRecord
from ..kinds.verifications import VerificationRecord, totals, verified
from ..problems import Problem, problem
from ..quantities import plain
from .scene import Rule, Scene


def unverified(scene: Scene) -> Iterator[Problem]:
    """Totals that nobody typed a second time; all of one organisation in one question. Nobody publishes invented data."""
    if scene.reviewers != 1 or scene.disclosure.organisation.is_sample:
        return
    known = verified(scene.disclosure)
    shown = [
        (f"{row.year} 年{row.role}", row.at(HeadlineRecord.figure), figure)
        for row, figure in totals(scene.disclosure, scene.reviewers)
    ]
    left = [total for total in shown if total[2].id not in known]
    if left:
        said = "；".join(f"{name} {figure.id}：{figure.as_written}" for name, _, figure in left)
        values = "，".join(f"{figure.id}={plain(figure.value)}{figure.unit}" for _, _, figure in left)
        yield problem("unverified-totals", left[0][1], what=said, count=len(left), values=values)


def without_second(scene: Scene) -> Iterator[Problem]:
    """Where the site asks for two people: totals that were not typed a second time, or by the same person."""
    if scene.reviewers < 2:  # noqa: PLR2004  (two people)
        return
    known = verified(scene.disclosure)
    for row, figure in totals(scene.disclosure, scene.reviewers):
        entry = known.get(figure.id)
        if entry is None:
            reason = "没有第二个人再填一遍"
        elif not entry.entered_by:
            reason = "复核表里没有写录入人"
        elif same_person(entry.entered_by, entry.checked_by):
            reason = f"录入和复核都是“{entry.checked_by}”"
        else:
            continue
        where = entry.at(VerificationRecord.checked_by) if entry else row.at(HeadlineRecord.figure)
        yield problem("no-second-person", where, cell=f"{row.year} 年{row.role} {figure.id}", reason=reason)


def unlike(scene: Scene) -> Iterator[Problem]:
    """What was typed the second time is not what the register says."""
    for entry in verified(scene.disclosure).values():
        figure = scene.disclosure.figures.get(entry.figure)
        if figure is not None and figure.value != entry.value:
            yield problem(
                "unlike-verification",
                entry.at(VerificationRecord.value),
                cell=entry.figure,
                left=f"{plain(figure.value)}{figure.unit}",
                right=f"{plain(entry.value)}{figure.unit}",
            )


RULES: dict[str, Rule] = {
    "unverified-totals": unverified,
    "no-second-person": without_second,
    "unlike-verification": unlike,
}
