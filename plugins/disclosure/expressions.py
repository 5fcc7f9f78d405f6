"""Regular expressions, each compiled when something is first looked for: a command asks few of the hundreds that there are.

`expression(text, flags)` stands for `re.compile(text, flags)` where that is costly: a set with all Han characters takes a millisecond.
What it gives has all that a compiled pattern has, but is none for `re` itself: `re.sub(it, …)` and `isinstance` do not know it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from re import compile as expression
else:

    class expression:  # noqa: N801  (it stands for a function)
        """An expression that is not compiled before something is asked of it; then its methods are kept here."""

        def __init__(self, text: str, flags: int = 0) -> None:
            self.pattern = text
            self._asked_with = flags
            self._compiled: re.Pattern[str] | None = None

        def __getattr__(self, attribute: str) -> Any:
            if self._compiled is None:
                self._compiled = re.compile(self.pattern, self._asked_with)
            value = getattr(self._compiled, attribute)
            setattr(self, attribute, value)
            return value


__all__ = ["expression"]
