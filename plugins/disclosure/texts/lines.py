"""On which line of a Markdown file something stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FENCE = re.compile(r" {0,3}(?P<sign>`{3}|~{3})")


class Lines:
    """Finds the line of a Markdown file on which something stands: the next time it is asked, the next one."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._folded = source.lower()
        self._after: dict[str, int] = {}

    def outside_code(self) -> Iterator[tuple[int, str]]:
        """(number, line) of every line that is in no fenced block of code."""
        opened = ""
        for number, line in enumerate(self._source.split("\n"), 1):
            fence = _FENCE.match(line)
            if fence and opened in ("", fence["sign"]):
                opened = "" if opened else fence["sign"]
            elif not opened:
                yield number, line

    def of(self, *wanted: str) -> int | None:
        """The line on which one of *wanted*, the likeliest first, stands; None where none does."""
        for words in dict.fromkeys(filter(None, wanted)):
            folded = words.lower()
            at = self._folded.find(folded, self._after.get(folded, 0))
            if at < 0:
                at = self._folded.find(folded)
            if at >= 0:
                self._after[folded] = at + len(folded)
                return self._source.count("\n", 0, at) + 1
        return None
