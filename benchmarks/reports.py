"""How well the report reader does: wordings found, cells that need no change, proposals that nobody would register."""

from __future__ import annotations

import csv
import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from disclosure.extraction import FigureProposal, read_report, read_text

from .measure import ROOT
from .tables import Result

INVENTED = ROOT / "tests" / "reports"
_MARK = re.compile(r"⟦([^⟧]*)⟧")
YEARS = {
    "county": 2021, "city": 2020, "foundation": 2022, "enumerated": 2019, "speech": 2018, "table": 2023, "district": 2022,
    "media": 2019, "township": 2020, "prefecture": 2021, "redcross": 2022, "hospital": 2021, "news": 2019, "summary": 2023,
    "tables": 2022, "chains": 2021, "bulletin": 2023, "children": 2020, "yearend": 2022,
    "lookback": 2023, "held-federation": 2023, "held-medical": 2022, "held-roundup": 2021, "held-plain": 2020,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Truth:
    """One figure as a person registers it; several subjects or measures may be right, with / between."""

    wording: str
    value: Decimal
    qualifier: str
    unit: str
    subject: str
    measure: str
    nature: str
    scope: str


@dataclass(slots=True)
class Score:
    """What came of one report."""

    name: str
    truths: int = 0
    found: int = 0
    fitting: int = 0
    natures: int = 0
    scopes: int = 0
    proposals: int = 0
    idle: int = 0
    missed: list[str] = field(default_factory=list)
    unfit: list[str] = field(default_factory=list)
    idles: list[str] = field(default_factory=list)


def annotated(text: str) -> tuple[str, list[Truth]]:
    """(the report, its figures): ⟦wording|value|qualifier|unit|subject|measure|nature|scope⟧, more behind ||."""
    truths = []
    for match in _MARK.finditer(text):
        cells = match[1].split("|")
        starts = range(0, len(cells), 9)  # eight cells a figure, a blank one between two
        truths.extend(Truth(cells[at], Decimal(cells[at + 1]), *cells[at + 2 : at + 8]) for at in starts)
    return _MARK.sub(lambda match: match[1].split("|")[0], text), truths


def registered(folder: Path, source: str) -> list[Truth]:
    """The figures of one source in a register."""
    truths = []
    for path in sorted(folder.glob("figures/*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            truths.extend(  # every row of this source
                Truth(
                    row["原文写法"],
                    Decimal(row["数值"]),
                    row["约数"],
                    row["单位"],
                    row["事项"],
                    row["指标"],
                    row["性质"],
                    row["口径"],
                )
                for row in csv.DictReader(stream)
                if row["来源"] == source
            )
    return truths


# --- when a cell needs no change -----------------------------------------------------------------

_IDLE = re.compile(r"项目|活动|工程|服务|行动|慈善|工作(?!站)|系列|目标|的|资助|[（）()“”\"'、，, 　]|进行|提供")
_SAME_MEASURES = (
    {"接收款物", "筹集", "募集", "募集善款", "捐赠收入", "接收", "捐赠", "筹款"},
    {"支出", "发放款物", "公益事业支出", "发放"},
    {"服务时长", "志愿服务时长"},
    {"规模", "基金规模"},
    {"认捐", "举牌认捐"},
    {"参与", "捐款参与", "参与单位"},
    {"参与", "捐款参与", "捐赠人次", "捐款人次", "参与人数", "参与人次"},
    {"期数", "培训期数"},
    {"举牌家数", "捐赠单位数"},
)


def _plain(text: str) -> str:
    plain = _IDLE.sub("", unicodedata.normalize("NFKC", text)).replace("募捐", "募集")
    return re.sub(r"接收款物|筹集|募集善款|募集款物", "募集", plain)


def same_subject(proposed: str, right: str) -> bool:
    """Whether a subject needs no change: it is the same without idle words, names all of it, or most of it."""
    first, second = _plain(proposed), _plain(right)
    if not first or not second:
        return first == second and proposed == right
    if first == second or (second in first and len(first) <= len(second) + 10):
        return True
    if first in second and len(first) * 2 >= len(second):
        return True
    known = sum(sign in first for sign in second)
    return len(second) > len("助学") and known * 10 >= len(second) * 9 and len(first) <= 2 * len(second) + 2


def same_measure(proposed: str, right: str) -> bool:
    """Whether a measure needs no change: the same, a word for the same, or the same word with its noun."""
    if proposed == right or any({proposed, right} <= same for same in _SAME_MEASURES):
        return True
    return min(len(proposed), len(right)) > 1 and (proposed in right or right in proposed)


def _folded(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _says(proposal: FigureProposal, truth: Truth) -> bool:
    if (proposal.value, proposal.unit, proposal.qualifier) != (truth.value, truth.unit, truth.qualifier):
        return False
    first, second = _folded(proposal.as_written), _folded(truth.wording)
    return first in second or second in first


def _fits(proposal: FigureProposal, truth: Truth) -> bool:
    subjects, measures = truth.subject.split("/"), truth.measure.split("/")
    return any(same_subject(proposal.subject, right) for right in subjects) and any(
        same_measure(proposal.measure, right) for right in measures
    )


def scored(name: str, proposals: Sequence[FigureProposal], truths: Sequence[Truth]) -> Score:
    """Proposals held against the truth; each proposal answers for one figure, the best fitting first."""
    score = Score(name, len(truths), proposals=len(proposals))
    left = list(proposals)
    answers: dict[int, FigureProposal] = {}
    for fitting in (True, False):
        for at, truth in enumerate(truths):
            if at in answers:
                continue
            match = next((p for p in left if _says(p, truth) and (not fitting or _fits(p, truth))), None)
            if match is not None:
                answers[at] = match
                left.remove(match)
    for at, truth in enumerate(truths):
        proposal = answers.get(at)
        if proposal is None:
            score.missed.append(f"{truth.wording} {truth.qualifier} {truth.unit} {truth.subject}")
            continue
        score.found += 1
        score.natures += proposal.nature == truth.nature
        score.scopes += proposal.scope == truth.scope
        if _fits(proposal, truth):
            score.fitting += 1
        else:
            score.unfit.append(
                f"{truth.wording}: {proposal.subject}/{proposal.measure} ≠ {truth.subject}/{truth.measure}"
            )
    score.idle = len(left)
    score.idles = [f"{p.as_written} {p.unit} {p.qualifier} {p.subject}/{p.measure}" for p in left]
    return score


ASIDE = tuple(name for name in YEARS if name.startswith("held-"))
TITLE = "丑　报告里的数读出多少"


def invented(name: str) -> Score:
    """What the reader makes of one of the invented reports."""
    text, truths = annotated((INVENTED / f"{name}.txt").read_text("utf-8"))
    return scored(name, read_text(text, name, "demo", YEARS[name]).proposals, truths)


def originals_scored(folder: Path) -> list[Score]:
    """The reports of the real organisations, where their files are at hand: they are known by their fingerprints."""
    scores = []
    files = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in sorted(folder.glob("*")) if path.is_file()}
    for table in sorted((ROOT / "data").glob("*/sources.csv")):
        with table.open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream):
                path = files.get(row.get("指纹") or "")
                if path is not None:
                    reading = read_report(path, path.name, table.parent.name, int(row["年度"]))
                    scores.append(scored(table.parent.name, reading.proposals, registered(table.parent, row["编号"])))
    return scores


def reports(originals: Path | None) -> Result:
    """The reader on the reports of the real organisations (where *originals* has their files) and on invented ones."""
    groups = [
        ("真实的报告", originals_scored(originals) if originals else []),
        ("编的报告，规则照它们改过", [invented(name) for name in YEARS if name not in ASIDE]),
        ("编的报告，规则没有照它们改过", [invented(name) for name in ASIDE]),
    ]
    rows = []
    for label, scores in groups:
        rows += [_row(score) for score in scores]
        if scores:
            rows.append(_row(_together(label, scores)))
    return Result(
        TITLE,
        (
            "报告",
            "该登记的",
            "写法、数值、单位、约数都对",
            "性质对",
            "口径对",
            "事项和指标不用改",
            "提出的",
            "没有人会登记的",
        ),
        tuple(rows),
        (
            "“不用改”的意思：指标是同一个词或同义的词（筹集、募集、接收款物算同义，支出、发放款物算同义，余见 benchmarks/reports.py），或者一个包含另一个。",
            "事项去掉“项目、活动、的、慈善”一类的虚字和标点以后，与登记的相同，或包含它（多不过十个字），或是它的一半以上，或者九成的字都在、长不过两倍。",
            "编的报告先写好每个数该怎样登记，再写规则。没有照着改过的四份，是在别的报告改过以后才写的，只看过合计，没有看过是哪些数不对。",
            "每看过一份，它就归到“照它们改过”的一组，另写新的：先后有六份这样换过组：第一次量的时候，头两份合计 70.7%，后四份合计 39.3%。",
            *(() if originals else ("两份真实报告的原文不在代码里：用 --originals 指出放原文的文件夹，按指纹认。",)),
        ),
    )


def _together(label: str, scores: Sequence[Score]) -> Score:
    total = Score(f"合计：{label}")
    for score in scores:
        total.truths += score.truths
        total.found += score.found
        total.fitting += score.fitting
        total.natures += score.natures
        total.scopes += score.scopes
        total.proposals += score.proposals
        total.idle += score.idle
    return total


def _row(score: Score) -> tuple[str, ...]:
    def share(part: int, whole: int) -> str:
        return f"{part}（{Decimal(part) * 100 / whole:.1f}%）" if whole else str(part)

    return (
        score.name,
        str(score.truths),
        share(score.found, score.truths),
        share(score.natures, score.truths),
        share(score.scopes, score.truths),
        share(score.fitting, score.truths),
        str(score.proposals),
        share(score.idle, score.proposals),
    )
