"""Regular expressions, each compiled when something is first looked for: a command asks few of the hundreds that there are.

`expression(text, flags)` stands for `re.compile(text, flags)` where that is costly: `re` takes a millisecond for a set with all Han
characters. PCRE2 compiles what one check asks for in a fifteenth of that time, but its library is slow to hand out what it found. So
it looks through the first cells and sentences, and `re` through the others, and through what PCRE2 is no good at: long texts, in which
it counts from the first byte to say where something stands; all that a text holds (`findall`, `split`), which is asked where it holds
much; text with half a pair of surrogates; replacements that name groups; machines that have no PCRE2, or forbid it to compile. Both
find the same (tests/unit/test_expressions.py), but for ı and İ where case does not matter, and for `lastgroup` where a group ends
empty: nothing depends on which of them looked.

What `expression` gives has all that a compiled pattern has, but is none for `re` itself: `re.sub(it, …)` and `isinstance` do not know it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from itertools import count
from typing import TYPE_CHECKING, Any

try:
    import pcre2  # type: ignore[import-untyped]
except ImportError:  # there is none for this machine
    pcre2 = None

# What is longer, in characters, is looked through by `re`, and so is every further text when there were so many.
SHORT, MANY = 1000, 2000

_FLAGS = (re.IGNORECASE, re.DOTALL)  # `^` of many lines is another one to PCRE2
_PART = re.compile(
    r"(?P<set>\[\^?\]?(?:\\.|[^\\\]])*\])|\\U(?P<code>[0-9A-Fa-f]{8})|\\(?P<letter>[A-Za-z0-9])|\\.", re.DOTALL
)
_PART_OF_A_SET = re.compile(r"(?<!^)\[|\\U(?P<code>[0-9A-Fa-f]{8})|\\(?P<letter>[A-Za-z0-9])|\\.", re.DOTALL)
# What a letter behind a backslash means to `re`, where PCRE2 takes it otherwise.
_WORD, _SPACE = r"\p{L}\p{N}_", r"\s\x1c-\x1f"
_IN_A_SET = {"w": _WORD, "s": _SPACE}
_ELSEWHERE = {
    "w": f"[{_WORD}]",
    "W": f"[^{_WORD}]",
    "s": f"[{_SPACE}]",
    "S": f"[^{_SPACE}]",
    "b": f"(?:(?<=[{_WORD}])(?![{_WORD}])|(?<![{_WORD}])(?=[{_WORD}]))",
    "Z": r"\z",
}
_ALIKE = frozenset("AdDnrtfxu0123456789")


def in_pcre2(text: str) -> str | None:
    """The expression *text* of `re` as PCRE2 spells it; None where it has what PCRE2 can't say."""

    def spelt(part: re.Match[str]) -> str:
        return _PART_OF_A_SET.sub(partial(_spelt, _IN_A_SET), part[0]) if part["set"] else _spelt(_ELSEWHERE, part)

    try:
        return _PART.sub(spelt, text)
    except KeyError:
        return None


def _spelt(meanings: Mapping[str, str], part: re.Match[str]) -> str:
    """A letter behind a backslash, or a bracket to be looked for; KeyError where PCRE2 has nothing for the letter."""
    if part["code"]:
        return chr(int(part["code"], 16))
    if part[0] == "[":
        return r"\["
    letter = part["letter"]
    return part[0] if letter is None or letter in _ALIKE else meanings[letter]


if TYPE_CHECKING:
    from re import compile as expression
else:

    class expression:  # noqa: N801  (it stands for a function)
        """An expression that is not compiled before something is asked of it; then its methods are kept here."""

        def __init__(self, text: str, flags: int = 0) -> None:
            self.pattern = text
            self._asked_with = flags

        def __getattr__(self, attribute: str) -> Any:
            if attribute in _LOOKING and self.quick:
                value = _look(self, attribute)
            elif attribute == "sub" and self.quick:
                value = _replace(self)
            else:
                value = getattr(self.usual, attribute)
            setattr(self, attribute, value)
            return value

        @cached_property
        def usual(self) -> re.Pattern[str]:
            """As `re` compiles it."""
            return re.compile(self.pattern, self._asked_with)

        @cached_property
        def quick(self) -> Any:
            """As PCRE2 compiles it; None where it can't."""
            text = in_pcre2(self.pattern) if pcre2 and not self._asked_with & ~sum(_FLAGS) else None
            if text is None:
                return None
            try:
                return pcre2.compile(text, sum(getattr(pcre2, flag.name) for flag in _FLAGS if self._asked_with & flag))
            except _REFUSALS:
                return None

    def _holds(quick: Any) -> Callable[..., bool]:
        """Whether a text holds anything of the kind: most hold nothing, and the methods of the library take four times as long to say so."""
        code, match, plain = quick._pcre2_code, pcre2._cy.match, pcre2._EMPTY_MATCH_CONTEXT  # noqa: SLF001  (locked with hashes)

        def holds(text: str, options: int = 0) -> bool:
            return match(code, text, len(text), 0, plain, options)[0] is not None

        return holds

    def _look(asked: expression, method: str) -> Callable[..., Any]:
        """A method that looks through a text; after many texts that of `re` takes its place."""
        quick, texts = getattr(asked.quick, method), count(1)
        holds, options = _holds(asked.quick), _ANCHORS.get(method, 0)

        def look(text: str, *more: Any, **named: Any) -> Any:
            if next(texts) >= MANY:
                setattr(asked, method, getattr(asked.usual, method))
            elif len(text) <= SHORT:
                try:
                    if not (more or named or holds(text, options)):
                        return _NOTHING[method](text)
                    matches = quick(text, *more, **named)
                    # PCRE2 may refuse while it goes on: all is there before the first is handed out.
                    return iter(list(matches)) if method == "finditer" else matches
                except _REFUSALS:
                    pass
            return getattr(asked.usual, method)(text, *more, **named)

        return look

    def _replace(asked: expression) -> Callable[..., str]:
        """`sub`, likewise: PCRE2 reads a replacement otherwise where it is no plain text."""
        texts, holds = count(1), _holds(asked.quick)

        def replace(by: Any, text: str, *more: Any, **named: Any) -> str:
            if next(texts) >= MANY:
                asked.sub = asked.usual.sub
            elif len(text) <= SHORT and (callable(by) or not ("\\" in by or "$" in by)):
                try:
                    return asked.quick.sub(by, text, *more, **named) if holds(text) else text
                except _REFUSALS:
                    pass
            return asked.usual.sub(by, text, *more, **named)

        return replace

    # What each method says of a text that holds nothing.
    _NOTHING: dict[str, Callable[[str], Any]] = {
        **dict.fromkeys(("search", "match", "fullmatch"), lambda _: None),
        "finditer": lambda _: iter(()),
    }
    _LOOKING = frozenset(_NOTHING)
    _AT_BEGINNING, _TO_THE_END = (
        (int(pcre2._cy.MatchOption.ANCHORED), int(pcre2._cy.MatchOption.ENDANCHORED)) if pcre2 else (0, 0)  # noqa: SLF001
    )
    _ANCHORS = {"match": _AT_BEGINNING, "fullmatch": _AT_BEGINNING | _TO_THE_END}
    _REFUSALS = (pcre2.LibraryError, UnicodeEncodeError) if pcre2 else ()


__all__ = ["MANY", "SHORT", "expression", "in_pcre2"]
