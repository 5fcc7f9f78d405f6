"""A file or pasted text to a `Reading`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from ..documents import (
    Document,
    RecognisedDocument,
    SheetError,
    TranscriptError,
    UnreadableError,
    pasted,
    read_document,
)
from ..identifiers import is_common_word, is_name
from ..model import SourceLevel
from ..problems import Where, problem
from ..reading import TooLongError, limited
from .contradictions import contradictions
from .coverage import NAMED, is_news, sorts_of_bodies, whose
from .meaning import MentionMeaning, Setting
from .mentions import mentions
from .parts import grouped_parts, key, with_basis
from .passages import Passage, ReportOutline
from .passing import passed_over
from .proposals import FigureProposal, Reading, SourceFacts
from .registered import StandingRows
from .roles import only_true_totals, roles, without_totals_told_again
from .sources import source_facts
from .tables import lacks_heads, row_meanings
from .times import disaster_of_title, of_one_thing, of_years, period_of_title
from .understanding import understand
from .vocabulary import SEVERAL_PLACES, UPPER, Flow


def read_report(
    source: Path,
    shown: str,
    org: str,
    year: int,
    data: Path | None = None,
    recognised: RecognisedDocument | None = None,
) -> Reading:
    """The proposals of the report at *source* (.docx, .pdf, .html, .md, .txt, .xlsx, .csv, or a picture); nothing is written.

    *shown* names the file in problems, *org* and *year* say whose report on which year it is. With *data* (the data folder)
    what is registered already is recognised: sources, figures, projects, the name of the organisation. *recognised* is the
    document with what was recognised in its pictures, which is asked about.
    """
    try:
        document = recognised.document if recognised else read_document(source)
    except (TranscriptError, SheetError) as error:
        return _refused(shown, org, year, str(error), f"{error.mend}。")
    except UnreadableError as error:
        return _refused(shown, org, year, str(error))
    reading = _within(document, shown, org, year, data, hashlib.sha256(source.read_bytes()).hexdigest())
    return replace(reading, scan=recognised.scan) if recognised else reading


def read_text(text: str, shown: str, org: str, year: int, data: Path | None = None) -> Reading:
    """The same for text that was pasted."""
    if not text.strip():
        return _refused(shown, org, year, "没有文字")
    try:
        document = pasted(text)
    except UnreadableError as error:
        return _refused(shown, org, year, str(error))
    return _within(document, shown, org, year, data, "")


_SECONDS = 30  # of processor time; a report of a hundred pages takes a few


def _within(document: Document, shown: str, org: str, year: int, data: Path | None, sha256: str) -> Reading:
    try:
        with limited(_SECONDS):
            return _reading(document, org, year, data, sha256)
    except TooLongError:
        return _refused(shown, org, year, "读它要花很久")


_MENDS = {
    **dict.fromkeys(
        ("扫描", "图片"),
        "请运行 make setup-ocr（认字的软件，约 120 MB，只装一次，认字都在本机），再读一次；或者把文字另存为 .docx、.txt。",
    ),
    "抄件": "请读原来的那一份；认字稿放在它旁边，不用另外读。",
    "密码": "请先去掉密码（另存一份不设密码的），再读一次。",
    "表格": "请用 Excel 或 WPS 打开后另存为 .xlsx，再读一次。",
}


def _refused(shown: str, org: str, year: int, reason: str, mend: str = "") -> Reading:
    mend = mend or next(
        (text for word, text in _MENDS.items() if word in reason), "请另存为 .docx、有文字的 .pdf 或 .txt，再读一次。"
    )
    facts = SourceFacts("", "", "", "", SourceLevel.REPORT, year)
    return Reading(org, year, facts, problems=(problem("unreadable-file", Where(shown), reason=reason, mend=mend),))


def _reading(document: Document, org: str, year: int, data: Path | None, sha256: str) -> Reading:
    register = StandingRows.of(data, org) if data is not None else StandingRows()
    outline = ReportOutline.of(document)
    prose = "\n".join(text for _, text in outline.texts)
    headlines = [title for title in outline.titles if not title.rstrip().endswith("。")]  # a sentence is none
    setting = Setting(
        year,
        register.body,
        any(UPPER.search(paragraph.text) for paragraph in document.paragraphs),
        plan=outline.plan is not None,
        whose=whose(outline.titles),
        titles=" ".join(headlines),
        news=is_news(prose),
        names_a_body=NAMED.search(prose) is not None,
        mixed=len(sorts_of_bodies(prose)) > 1,
        special=of_one_thing(headlines),
        disaster=disaster_of_title(headlines),
        years=of_years(headlines, year),
        period=period_of_title(outline.titles),
    )
    understood: list[MentionMeaning] = []
    every = list(outline.passages(year))
    silent: list[Passage] = []  # rows of which nothing was read, or not all for want of heads
    for passage in every:
        if passage.row:
            cells = list(row_meanings(passage, setting))
            silent += [] if cells and not lacks_heads(passage, year, len(cells)) else [passage]
            understood += cells
            setting.rows.append(passage)
            continue
        for mention in mentions(passage.text):
            understood += _split(understand(passage, mention, setting))
    understood = list(only_true_totals(without_totals_told_again(_merged(understood))))
    headline = roles(understood, year)
    pairs = [
        (replace(_proposal(document, meaning), role=headline.get(at)), meaning) for at, meaning in enumerate(understood)
    ]
    pairs = [(register.marked(proposal), meaning) for proposal, meaning in _apart(pairs)]
    groups = tuple(grouped_parts(pairs))
    whole = {part: group.id for group in groups for part in group.parts}
    pairs = with_basis(pairs, groups)
    pairs = [(replace(proposal, part_of=whole.get(proposal.id, "")), meaning) for proposal, meaning in pairs]
    source = register.source_of(source_facts(document, year, register.body, sha256))
    return Reading(
        org,
        year,
        source,
        tuple(proposal for proposal, _ in pairs),
        groups,
        tuple(contradictions(pairs, groups)),
        tuple(passed_over(document, every, silent, year)),
    )


def _proposal(document: Document, meaning: MentionMeaning) -> FigureProposal:
    mention, passage = meaning.mention, meaning.passage
    written = passage.written[mention.start : mention.end]
    if passage.row and mention.counted and not written.endswith(mention.counted):
        written += mention.counted  # the unit stands over the table
    sentence = _sentence(document, meaning)
    return FigureProposal(
        id=key("P", sentence, written, mention.unit, meaning.measure, meaning.subject, str(mention.value)),
        sentence=sentence,
        as_written=written,
        value=mention.value.normalize() if mention.value == mention.value.to_integral() else mention.value,
        unit=mention.unit,
        qualifier=mention.qualifier,
        topic=meaning.topic,
        subject=meaning.subject,
        measure=meaning.measure,
        nature=meaning.nature,
        scope=meaning.scope,
        basis=meaning.basis,
        place="；".join((_place(document, meaning), *meaning.told_again)),
        year=meaning.year,
        project=meaning.project,
        why=meaning.why,
        doubts=(*meaning.doubts, *_of_a_person(meaning.subject), *_of_a_picture(document, passage.paragraph)),
    )


def _place(document: Document, meaning: MentionMeaning) -> str:
    """Where a number stands: its cell in a sheet (B7), else its paragraph."""
    passage = meaning.passage
    cells = document.paragraphs[passage.paragraph].cells
    column = passage.text.count("\t", 0, meaning.mention.start) if passage.row else 0
    return cells[column] if column < len(cells) else passage.place


def _of_a_person(subject: str) -> Iterator[str]:
    """The doubt of a number that is told of somebody by name, as lists of pupils and patients in reports do."""
    if is_name(subject) and not is_common_word(subject[:2]):
        yield "事项像是人的姓名：受助人的姓名不能公布，请改事项，或者不登记。"


def _of_a_picture(document: Document, paragraph: int) -> Iterator[str]:
    """The doubt of a number that was recognised in a picture, however clear that is."""
    page = document.paragraphs[paragraph].page
    if page in document.recognised:
        yield f"从图里认出来的：请对着原件第{page}页，把数字和单位看清楚再勾。"


def _apart(pairs: Sequence[tuple[FigureProposal, MentionMeaning]]) -> Iterator[tuple[FigureProposal, MentionMeaning]]:
    """The pairs, with a number behind ids that come twice."""
    seen: dict[str, int] = {}
    for proposal, meaning in pairs:
        seen[proposal.id] = seen.get(proposal.id, 0) + 1
        count = seen[proposal.id]
        yield (replace(proposal, id=f"{proposal.id}-{count}") if count > 1 else proposal), meaning


_ENDS = "。！？!?；;"
_LONGEST = 300


def _sentence(document: Document, meaning: MentionMeaning) -> str:
    paragraph = document.paragraphs[meaning.passage.paragraph].text
    start = meaning.passage.start + meaning.mention.start
    end = meaning.passage.start + meaning.mention.end
    if meaning.passage.row:
        return re.sub(r"\s+", " ", paragraph).strip()
    left = max(paragraph.rfind(sign, 0, start) for sign in _ENDS) + 1
    stops = [place for sign in _ENDS if (place := paragraph.find(sign, end)) >= 0]
    right = min(stops) + 1 if stops else len(paragraph)
    if right - left > _LONGEST:
        left, right = max(left, start - _LONGEST // 2), min(right, end + _LONGEST // 2)
    return paragraph[left:right].strip()


# --- one number for two things, two places of one number --------------------------------------------

_IN_AND_OUT = re.compile(
    r"(?:(?:募集|筹集|接[收受])[、和及与并]|接[收受](?=发放))(?:支出|发放|使用|拨付)(?:[^,。;\d]*\d[\d.]*[余多]?[万亿]{0,2}元、){0,9}[^,。;\d]*$"
)
_EVERY = re.compile(
    "各自?(?:捐[赠款助资出]?|拨付|资助|支援|发放|支持|奖励|补助|救助|送[去上出到]|给予|获得?|得到?|领到?|收到)?(?:了|善款|资金|款物|现金|价值|约"
    "|[慰救补助][问助学]金|图书|物资)*$"
)


def _split(meaning: MentionMeaning) -> Iterator[MentionMeaning]:
    """One number that stands for two things: 募集、支出…1.21亿元, 向两地各捐赠50万元."""
    text = meaning.passage.text[: meaning.mention.start]
    clause = re.split(r"[,。;:]", text)[-1]
    if _IN_AND_OUT.search(clause) and meaning.mention.unit == "元":
        goods = meaning.measure.endswith("物资")
        yield replace(
            meaning, flow=Flow.IN, measure="接收物资" if goods else "筹集", why=(*meaning.why, "一个数说收和支")
        )
        yield replace(
            meaning, flow=Flow.OUT, measure="发放物资" if goods else "支出", why=(*meaning.why, "一个数说收和支")
        )
        return
    if _EVERY.search(clause):
        sentence = re.split(r"[。！？]", text)[-1]
        names = [re.split(r"[、和]", match["names"]) for match in SEVERAL_PLACES.finditer(sentence)]
        if names:
            for name in names[-1]:
                yield replace(meaning, subject=f"捐赠{name}", why=(*meaning.why, "“各”：每处一条"))
            return
        yield replace(meaning, doubts=(*meaning.doubts, "原文写“各”，一个数说几处：请按处数登记。"))
        return
    yield meaning


def _merged(understood: Sequence[MentionMeaning]) -> list[MentionMeaning]:
    """Counts that the report repeats are one proposal with all its places."""
    kept: list[MentionMeaning] = []
    for meaning in understood:
        if meaning.mention.unit != "元" and (twin := _twin(meaning, kept)) is not None:
            kept[twin] = kept[twin].also_at(meaning.passage.place)
            continue
        kept.append(meaning)
    return kept


_SAME_NOUN = 3  # signs of the noun behind a count that must agree


def _twin(meaning: MentionMeaning, kept: Sequence[MentionMeaning]) -> int | None:
    noun = meaning.mention.noun[:_SAME_NOUN]
    for at, earlier in enumerate(kept):
        if (
            len(noun) == _SAME_NOUN
            and earlier.passage.paragraph != meaning.passage.paragraph
            and earlier.mention.noun[:_SAME_NOUN] == noun
            and (earlier.mention.value, earlier.mention.unit) == (meaning.mention.value, meaning.mention.unit)
            and earlier.nature is meaning.nature
        ):
            return at
    return None
