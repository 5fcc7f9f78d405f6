"""A reading for a terminal, for machines and for a sheet."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from ..quantities import plain
from .proposals import FigureProposal, Reading

_BARE = re.compile(r'"⟪([^⟫]*)⟫"')


def as_json(reading: Reading) -> str:
    """A list of proposals; values are exact numbers. `part_of` is the id of the proposal that is the whole."""
    text = json.dumps([_entry(reading, proposal) for proposal in reading.proposals], ensure_ascii=False, indent=2)
    return _BARE.sub(r"\1", text)


def _entry(reading: Reading, proposal: FigureProposal) -> dict[str, Any]:
    totals = {group.id: group.total for group in reading.groups}
    whole = next((entry for entry in reading.proposals if entry.id == totals.get(proposal.part_of)), None)
    return {
        "id": proposal.id,
        "sentence": proposal.sentence,
        "as_written": proposal.as_written,
        "value": f"⟪{plain(proposal.value)}⟫",
        "unit": proposal.unit,
        "qualifier": proposal.qualifier,
        "topic": proposal.topic,
        "subject": proposal.subject,
        "measure": proposal.measure,
        "nature": proposal.nature.value,
        "scope": proposal.scope.value,
        "place": proposal.place,
        "part_of": whole.id if whole else "",
        "part_of_wording": f"{whole.subject}{whole.measure}{whole.as_written}" if whole else "",
        "basis": proposal.basis.value if proposal.basis else "",
        "year": proposal.year,
        "role": proposal.role.value if proposal.role else "",
        "project": proposal.project,
        "why": list(proposal.why),
        "doubts": list(proposal.doubts),
        "registered": proposal.registered,
        "contradictions": [
            f"{entry.title}：{entry.note}" for entry in reading.contradictions if proposal.id in entry.proposals
        ],
    }


_COLUMNS = (
    ("提案", "id"), ("主题", "topic"), ("事项", "subject"), ("指标", "measure"), ("数值", "value"), ("约数", "qualifier"), ("单位", "unit"),
    ("原文写法", "as_written"), ("原文句子", "sentence"), ("性质", "nature"), ("口径", "scope"), ("款物", "basis"), ("年度", "year"),
    ("出处", "place"), ("属于", "part_of_wording"), ("年度要目", "role"), ("项目", "project"), ("疑问", "doubts"), ("已登记", "registered"),
)  # fmt: skip


def as_csv(reading: Reading) -> str:
    """A row a proposal, in the words of the register."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([label for label, _ in _COLUMNS])
    for proposal in reading.proposals:
        entry = _entry(reading, proposal) | {"value": plain(proposal.value), "doubts": "；".join(proposal.doubts)}
        writer.writerow([_harmless(str(entry[name])) for _, name in _COLUMNS])
    return stream.getvalue()


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "@", "-"} else cell


def as_text(reading: Reading) -> str:
    """What a person looks through at a terminal."""
    return "\n".join(_lines(reading))


def _lines(reading: Reading) -> Iterator[str]:
    facts = reading.source
    doubtful = [proposal for proposal in reading.proposals if proposal.doubts]
    yield f"《{facts.title}》，{facts.published_on or '没有写公布的日子'}：读出 {len(reading.proposals)} 个数，其中 {len(doubtful)} 个要问。"
    if facts.note:
        yield facts.note
    shared = _shared_doubts(doubtful)
    for doubt, (sign, times) in shared.items():
        yield f"？{sign}（{times} 个数）：{doubt}"
    topics = dict.fromkeys(proposal.topic for proposal in reading.proposals)
    for topic in topics:
        yield f"\n{topic}"
        for proposal in reading.proposals:
            if proposal.topic == topic:
                yield from _proposal(reading, proposal)
                yield from (f"      ？{shared[doubt][0] if doubt in shared else doubt}" for doubt in proposal.doubts)
    if reading.passed_over:
        yield "\n没有读的（请对着原文看）"
        yield from (f"  · {words}" for words in reading.passed_over)
    if reading.contradictions:
        yield "\n请看一看（写进对账表）"
        for entry in reading.contradictions:
            sides = f"{_worded(reading, entry.left)} 与 {_worded(reading, entry.right)}"
            yield f"  {entry.id}  {_worded(reading, entry.title)}：{sides}。{entry.note}"


def _proposal(reading: Reading, proposal: FigureProposal) -> Iterator[str]:
    basis = proposal.basis.value if proposal.basis else ""
    marks = [mark for mark in (proposal.nature.value, proposal.scope.value, basis) if mark != "实际"]
    if proposal.role:
        marks.append(f"年度要目：{proposal.role.value}")
    whole = _entry(reading, proposal)["part_of_wording"]
    if whole:
        marks.append(f"属于{whole}")
    if proposal.registered:
        marks.append(f"已登记为 {proposal.registered}")
    about = f"{'，'.join(filter(None, marks))}；{proposal.place}"
    yield f"  {proposal.id}  {proposal.subject} · {proposal.measure}  {proposal.as_written} = {plain(proposal.value)} {proposal.unit}（{about}）"


_SHARED_BY = 4  # numbers from which on a question is written once
_SIGNS = "甲乙丙丁戊己庚辛壬癸"


def _shared_doubts(doubtful: Iterable[FigureProposal]) -> dict[str, tuple[str, int]]:
    """Questions that many numbers share, each with its sign and how many these are."""
    counts = Counter(doubt for proposal in doubtful for doubt in proposal.doubts)
    shared = [doubt for doubt, times in counts.most_common(len(_SIGNS)) if times >= _SHARED_BY]
    return {doubt: (sign, counts[doubt]) for doubt, sign in zip(shared, _SIGNS, strict=False)}


def _worded(reading: Reading, text: str) -> str:
    wordings = {proposal.id: proposal.as_written for proposal in reading.proposals}
    return re.sub(r"\{(P[0-9a-f]+(?:-\d+)?)\}", lambda match: wordings.get(match[1], match[0]), text)
