"""Series that only grow, progress that is not told any more, and ends that came."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from ..dates import by_end, day_of, last_day
from ..kinds.campaigns import CampaignRecord
from ..kinds.project import GOING_ON, ClosingRecord, ProgressRecord, ProjectRecord, ProjectStatus
from ..law import PERIODIC, catalogue, shifted
from ..model import Figure, Nature, by_id
from ..model import grouped as series_by
from ..problems import Problem, problem
from ..quantities import quantity_text
from .scene import Rule, Scene, value_of


def falling_figures(scene: Scene) -> Iterator[Problem]:
    """Figures called 累计 that are lower in a later year."""
    series: dict[tuple[object, ...], dict[int, Figure]] = {}
    for figure in scene.stated:
        if "累计" in figure.measure + figure.subject and figure.nature == Nature.ACTUAL:
            key = (figure.subject, figure.measure, figure.unit, figure.scope, figure.basis)
            series.setdefault(key, {}).setdefault(figure.year, figure)
    for years in series.values():
        for before, after in pairwise(sorted(years)):
            old, new = years[before], years[after]
            if new.value + new.precision < old.value:
                yield problem(
                    "falling-figure",
                    value_of(new),
                    what=f"{new.subject}{new.measure}",
                    left=f"{before}年是 {quantity_text(old.value, old.unit)}",
                    right=f"{after}年是 {quantity_text(new.value, new.unit)}",
                )


def overdue_progress(scene: Scene) -> Iterator[Problem]:
    """Projects under way that the public paid for and that nothing was told of for more than the law allows (the duty project-periodic).

    It asks also of bodies that do not say whether they raise in public, so it is not the duty itself.
    """
    today = day_of(scene.disclosure.prepared_on)
    duty = next(entry for entry in catalogue().duties if entry.id == PERIODIC)
    projects = by_id(scene.rows(ProjectRecord))
    reports = series_by(scene.rows(ProgressRecord), ProgressRecord.project)
    raised = {row.project for row in scene.rows(CampaignRecord) if row.project}
    for key in sorted(raised | set(reports)):
        row = projects.get(key)
        start = last_day(row.start_on) if row else None
        if row is None or not today or not start or row.status not in {ProjectStatus.UNDER_WAY, ProjectStatus.STARTED}:
            continue
        deadline = (duty.term(start) or duty.current).deadline
        published = (str(report.published_on or report.as_of) for report in reports.get(key, ()) if report.as_of)
        days = sorted(published, key=by_end)
        last = last_day(days[-1]) if days else start  # of a month its last day: what is late from then on surely is
        if last and today > shifted(last, deadline.period) and deadline.binds(start, _day(row.end_on), today):
            yield problem(
                "progress-overdue",
                row.at(ProjectRecord.status),
                cell=row.record_name,
                left=f"上次公布是 {days[-1]}" if days else f"{row.start_on} 开始，没有公布过进展",
                right=today.isoformat(),
                difference=(today - last).days,
            )


def still_running(scene: Scene) -> Iterator[Problem]:
    """Projects that are said to go on after their last day, of whose end nothing is told."""
    today = day_of(scene.disclosure.prepared_on)
    for row in scene.rows(ProjectRecord):
        end = last_day(row.end_on) if row.end_on else None
        goes_on = row.status in GOING_ON
        if (
            today
            and end
            and end < today
            and goes_on
            and not scene.about(ClosingRecord, ClosingRecord.project, row.record_id)
        ):
            yield problem(
                "still-running",
                row.at(ProjectRecord.end_on),
                cell=row.record_name,
                left=row.end_on,
                right=row.status,
            )


def _day(text: str | None) -> date | None:
    """The day, or the first of a month of which no day is told."""
    return date.fromisoformat(text if len(text) > len("2023-09") else f"{text}-01") if text else None


RULES: dict[str, Rule] = {
    "falling-figure": falling_figures,
    "progress-overdue": overdue_progress,
    "still-running": still_running,
}
