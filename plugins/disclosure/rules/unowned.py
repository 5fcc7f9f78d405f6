"""Figures that seem to be about a project, a fund or an emergency action and were not entered as its own."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from ..kinds.figures import ReportedFigure
from ..problems import Problem, problem
from .scene import Rule, Scene


def unowned_figures(scene: Scene) -> Iterator[Problem]:
    """A figure that seems to be about one record alone, and whose 所属记录 is empty."""
    owners: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for kind in scene.disclosure.kinds.values():
        for row in scene.disclosure.records.get(kind.id, ()) if kind.named else ():
            path = f"{kind.id}/{row.record_id}"
            names[path] = row.record_name
            for figure in scene.disclosure.naming(kind.id, row.record_id):
                owners.setdefault(figure.id, []).append(path)
    for figure_id, paths in owners.items():
        figure = scene.disclosure.figures[figure_id]
        if len(paths) == 1 and figure.where is not None:
            yield problem(
                "figure-unowned",
                replace(figure.where, column=ReportedFigure.record.label),
                suggestion=paths[0],
                cell=f"{figure.subject}{figure.measure}",
                what=names[paths[0]],
                row=paths[0],
            )


RULES: dict[str, Rule] = {"figure-unowned": unowned_figures}
