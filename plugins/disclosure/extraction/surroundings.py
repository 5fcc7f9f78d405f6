"""A number with the words around it, cut at sentences and clauses, and with what was told before it."""

from __future__ import annotations

import itertools
import re

from msgspec import Struct

from .meaning import MentionMeaning, Setting
from .mentions import Mention
from .passages import Passage
from .vocabulary import VALUED

_SENTENCE_ENDS = re.compile(r"[。！？!?]")
_CLAUSE_ENDS = re.compile(
    r"(?:,(?!(?<=\d,)\d{3}(?!\d))|[;:。！？!?])|(?<=[元人名户次%])\((?!含|其中|包括|折)|(?<=[元人名户次%]\))、|(?<=\d[桶罐捆包卷提把枚])、"
    r"|(?<=[\d余多万亿千百十一二两三四五六七八九几人户场家件个例][元人名户个场次件份家册套项期所支篇条只位顶床斤吨台张箱辆间袋盒瓶本处座副双亩棵例单])、"
)


class Surroundings(Struct, frozen=True):
    """A mention in its passage and its report, with the words around it, cut at sentences and clauses."""

    mention: Mention
    passage: Passage
    setting: Setting
    text: str
    sentence: str
    start: int  # of the sentence in the text
    before: str  # from the sentence's start to the wording
    clause: str  # the clause before the wording
    after: str  # the clause behind the wording
    rest: str  # the sentence behind the wording
    half: str  # from the last semicolon to the wording
    clauses: tuple[str, ...]  # the clauses of this half before the one of the wording
    lead: str  # the first sentence of the passage

    @property
    def text_before(self) -> str:
        """The words of the passage before the wording."""
        return self.text[: self.mention.start]

    @property
    def half_start(self) -> int:
        """Where this half of the sentence begins in the text."""
        return self.mention.start - len(self.half)

    @property
    def valued_aside(self) -> bool:
        """Whether its clause only says what goods are worth that the clause before tells of: 捐赠棉衣,价值60万元."""
        return bool(self.clauses) and VALUED.fullmatch(self.clause.strip().removeprefix("总")) is not None

    @property
    def telling(self) -> str:
        """This half of the sentence up to the clause that says what became of it."""
        return self.half[: len(self.half) - len(self.clause) - 1] if self.valued_aside else self.half

    @property
    def numbers_before(self) -> list[MentionMeaning]:
        """The numbers of the passage before this one, in order."""
        here = itertools.takewhile(lambda entry: entry.passage is self.passage, reversed(self.setting.earlier))
        return [*here][::-1]

    @property
    def last(self) -> MentionMeaning | None:
        """The number right before this one, in the same passage."""
        entry = self.setting.earlier[-1] if self.setting.earlier else None
        return entry if entry is not None and entry.passage is self.passage else None

    def since(self, earlier: MentionMeaning) -> str:
        """The words between a number before it in the same passage and this one."""
        return self.text[earlier.mention.end : self.mention.start]


def surroundings(passage: Passage, mention: Mention, setting: Setting) -> Surroundings:
    """The words around *mention*."""
    text = passage.text
    start = max((match.end() for match in _SENTENCE_ENDS.finditer(text, 0, mention.start)), default=0)
    ending = _SENTENCE_ENDS.search(text, mention.end)
    end = ending.start() if ending else len(text)
    before = text[start : mention.start]
    half = before[before.rfind(";") + 1 :]
    parts = _CLAUSE_ENDS.split(half)
    if len(parts) > 1 and not parts[-1].strip() and half.rstrip().endswith(":"):
        parts = parts[:-1]  # 年末结余:18万元: what stands before the colon is the name of the number
    rest = text[mention.end : end]
    after = _CLAUSE_ENDS.split(rest)[0]
    first = _SENTENCE_ENDS.search(text)
    lead = text[: first.start()] if first and first.start() <= mention.start else ""
    return Surroundings(
        mention,
        passage,
        setting,
        text,
        text[start:end],
        start,
        before,
        parts[-1],
        after,
        rest,
        half,
        tuple(parts[:-1]),
        lead,
    )
