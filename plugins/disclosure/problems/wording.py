"""How a problem is worded: severity, scope, and the shape of an entry of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem weighs: an error stops publishing, a warning asks, a notice advises."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


# What staff call the three parts of the report.
PARTS = {Severity.ERROR: "必须改", Severity.WARNING: "请确认", Severity.NOTICE: "可以更好"}


class Scope(StrEnum):
    """How far one has to look to see a problem."""

    READING = "文件和格子"
    RECORD = "一条记录"
    TABLE = "一张表"
    TABLES = "几张表之间"
    TIME = "前后时间"
    PROSE = "文章和图片"


@dataclass(frozen=True, slots=True)
class Wording:
    """An entry of the catalogue: what is wrong, how to mend it, why it matters, and where the rule comes from.

    *incidents* are numbers of `rules.incidents`; *basis* names a law; *passing* are the details that change with the day
    although nothing else does, so that an acknowledgement does not depend on them.
    """

    severity: Severity
    title: str
    message: str
    fix: str
    why: str = field(kw_only=True)
    scope: Scope = Scope.READING
    basis: str = ""
    incidents: tuple[int, ...] = ()
    passing: tuple[str, ...] = ()
