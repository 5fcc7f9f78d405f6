"""Words that contradict the cells beside them: pledges entered as money, another year than the document's, and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..identifiers import is_credit_code
from ..kinds.project import ProgressRecord
from ..law import statements
from ..model import Nature
from ..problems import Problem, Where, problem
from ..reading import Record
from .scene import Rule, Scene
from .totals import STATEMENTS

_PROMISED = re.compile(r"认捐|承诺捐|拟捐|意向|签约捐|协议捐|许诺|待到账|未到账|应收")
_PLANNED = re.compile(
    r"计划(?!生育|内)|目标(?!人群|群体|地区)|预计|预算(?!执行|支出完成|拨[入款付])|争取|力争|拟(?:收|支|募|筹|投)|将达"
)


def doubtful_natures(scene: Scene) -> Iterator[Problem]:
    """What the wording calls a pledge or a plan and the register calls 实际."""
    for figure in scene.stated:
        if figure.nature is not Nature.ACTUAL or figure.topic == STATEMENTS or figure.where is None:
            continue
        words = f"{figure.subject}，{figure.measure}，{figure.as_written}"
        for pattern, meant in ((_PROMISED, Nature.PLEDGED), (_PLANNED, Nature.PLANNED)):
            match = pattern.search(words)
            if match:
                where = Where(figure.where.file, figure.where.sheet, figure.where.row, "性质")
                yield problem("nature-doubtful", where, cell=words, left=match[0], right=meant)
                break


_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})\s*(?=年|[-—－至~～]\s*(?:19|20)[0-9]{2}|年度|$)")
_SPAN = re.compile(r"((?:19|20)[0-9]{2})\s*年?\s*[-—－至到~～]+\s*((?:19|20)[0-9]{2})")


def unlike_years(scene: Scene) -> Iterator[Problem]:
    """Figures of a year from a document about other years; each document and year once."""
    seen: set[tuple[str, int]] = set()
    used = {(figure.source, figure.year) for figure in scene.stated}
    for figure in scene.stated:
        source = scene.disclosure.sources.get(figure.source or "")
        if source is None or figure.topic == STATEMENTS or (source.id, figure.year) in seen:
            continue
        years = {int(year) for year in _YEAR.findall(source.title)} | ({source.year} if source.year else set())
        for first, last in _SPAN.findall(source.title):
            years |= set(range(int(first), int(last) + 1))
        about = figure.year - 1 if figure.nature is Nature.PLANNED else figure.year
        if not years or figure.year in years or about in years or figure.where is None:
            continue
        if figure.year == min(years) - 1 and any((source.id, year) in used for year in years):
            continue  # reports repeat the year before
        seen.add((source.id, figure.year))
        where = Where(figure.where.file, figure.where.sheet, figure.where.row, "来源")
        listed = "、".join(map(str, sorted(years)))
        yield problem("year-unlike-source", where, left=figure.year, cell=source.title, right=listed)


def odd_code(scene: Scene) -> Iterator[Problem]:
    """A code of registration whose check sign does not fit."""
    organisation = scene.disclosure.organisation
    code = re.sub(r"\s", "", organisation.uscc or "")
    if code and not organisation.is_sample and not is_credit_code(code):
        yield problem("odd-uscc", Where(organisation.where.file, None, None, "uscc"), cell=code)


def empty_tables(scene: Scene) -> Iterator[Problem]:
    """Tables with a header and nothing below it, where others are filled; all of one organisation in one question."""
    files = [
        (kind.label, file, sheet)
        for kind in scene.disclosure.kinds.values()
        if kind.offered
        and kind.public
        and kind.id in scene.disclosure.datasets
        and not len(scene.disclosure.datasets[kind.id])
        for file, sheet, _ in scene.disclosure.datasets[kind.id].tables
    ]
    if files and any(len(dataset) for dataset in scene.disclosure.datasets.values()):
        listed = "、".join(dict.fromkeys(label for label, _, _ in files))
        yield problem("empty-table", Where(files[0][1], files[0][2]), what=listed)


def statements_apart(scene: Scene) -> Iterator[Problem]:
    """Statements that have no year in common: one of them was put under a wrong year."""
    years: dict[str, dict[int, Record]] = {}
    for kind in statements.KINDS:
        for row in scene.disclosure.records.get(kind, ()):
            if isinstance(row, statements.StatementLine) and row.year is not None:
                years.setdefault(scene.disclosure.kinds[kind].label, {}).setdefault(row.year, row)
    for label, kept in years.items():
        others = {name: set(other) for name, other in years.items() if name != label}
        if others and not any(set(kept) & other for other in others.values()):
            rest = "，".join(f"{name}是 {'、'.join(map(str, sorted(other)))} 年" for name, other in others.items())
            first = min(kept)
            where = kept[first].where
            yield problem(
                "statements-apart",
                Where(where.file, where.sheet),
                cell=label,
                left="、".join(map(str, sorted(kept))),
                right=rest,
            )
            return


_ELSEWHERE = re.compile(
    r"公众号|微信|视频号|抖音|快手|微博|小程序|朋友圈|官网|网站|链接|扫码|二维码|详见|参见|请看|另见"
)
_SAID = re.compile(r"[0-9一二三四五六七八九十百千万]+\s*(?:余|多)?\s*[元人名位户个场次所件套份台只支家批%％]")
_SHORT = 60


def told_elsewhere(scene: Scene) -> Iterator[Problem]:
    """Progress that says nothing but where it is told; all of one organisation in one question."""
    rows = [
        row
        for row in scene.rows(ProgressRecord)
        if row.progress
        and _ELSEWHERE.search(row.progress)
        and not _SAID.search(row.progress)
        and len(row.progress) <= _SHORT
    ]
    if rows:
        names = "、".join(dict.fromkeys(scene.name("projects", row.project) for row in rows))
        where = rows[0].at(ProgressRecord.progress)
        yield problem("progress-elsewhere", where, cell=rows[0].progress, what=names, count=len(rows))


RULES: dict[str, Rule] = {
    "nature-doubtful": doubtful_natures,
    "year-unlike-source": unlike_years,
    "odd-uscc": odd_code,
    "empty-table": empty_tables,
    "statements-apart": statements_apart,
    "progress-elsewhere": told_elsewhere,
}
