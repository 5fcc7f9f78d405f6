"""图片: what was done, as seen: a file, its caption, its day, who agreed; no face of a receiver without consent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from ..blocks import latest
from ..model import Block, Disclosure, Gallery, Kind, Picture, PictureFile
from ..problems import Problem, problem
from ..reading import Complete, Date, Flag, Promise, Record, Slug, Sourced, Text, YesNo, column
from .projects import KIND as PROJECTS


class PictureType(StrEnum):
    """What a picture is."""

    PHOTOGRAPH = "照片"
    DRAWING = "示意图"


class PictureRecord(Sourced):
    """One picture."""

    id = column(Slug, "编号", key=True)
    file = column(
        Text, "文件", required=True, public=False, description="图片放在本机构文件夹的 pictures 里，这里填文件名"
    )
    caption = column(Text, "图片说明", required=True, description="看图的人最想知道的一句话，不写受助人的姓名")
    taken_on = column(Date, "拍摄日期")
    project = column(Text, "项目", required=True, refers_to="projects")
    type = column(PictureType, "类型", description="不是照片的填“示意图”，网页上会写明")
    taken_by = column(Text, "拍摄者", description="单位或部门；个人的名字要本人同意")
    face = column(
        Flag,
        "认得出受助人",
        required=True,
        public=False,
        description="图里有没有认得出的受助人：脸、姓名、住址",
        promise=Promise.OUTSIDE,
        because="只决定能不能登",
    )
    agreement = column(
        Flag,
        "受助人同意公开",
        public=False,
        description="认得出受助人的，本人（孩子由监护人）书面同意了才填“是”；同意书自己留存，不放进网站",
        promise=Promise.OUTSIDE,
        because="谁都可以随时收回同意；收回以后撤下图片",
    )


class PictureRow(Complete, PictureRecord):
    """One picture, with all that it must have."""


def check(rows: Sequence[PictureRecord]) -> Iterator[Problem]:
    """Nobody who received something is shown without having agreed to it."""
    for row in rows:
        if row.face == YesNo.YES and row.agreement != YesNo.YES:
            yield problem("picture-without-consent", row.at(PictureRecord.agreement), cell=row.id or "")


def by_record(rows: Iterable[PictureRow], files: Mapping[str, PictureFile]) -> dict[str, tuple[Picture, ...]]:
    """Record (kind/id) → its pictures, the newest first; of rows whose *files* are at hand."""
    pictures: dict[str, list[Picture]] = {}
    for row in latest(rows, PictureRecord.taken_on):
        if row.id in files:
            picture = Picture(
                files[row.id].addresses(row.id),
                row.caption,
                row.taken_on or "",
                row.type == PictureType.DRAWING,
                row.taken_by or "",
            )
            pictures.setdefault(f"{PROJECTS.id}/{row.project}", []).append(picture)
    return {record: tuple(listed) for record, listed in pictures.items()}


def _on_project(disclosure: Disclosure, project: Record) -> Iterator[Block]:
    pictures = disclosure.shown.get(f"{PROJECTS.id}/{project.record_id}", ())
    if len(pictures) > 1:  # the first stands at the head of the page
        yield Gallery("现场", pictures[1:], id="pictures")


KIND = Kind(
    id="pictures",
    label="图片",
    record=PictureRecord,
    order=59,
    divided=False,
    beside=(PictureRecord.project, PROJECTS),
    checks=check,
    adds={"projects": _on_project},
)
