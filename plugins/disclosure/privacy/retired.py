"""What was public and is no more: the names of those who took consent back, numbers and letter boxes that lead to a person."""

from __future__ import annotations

from msgspec import Struct, field

from .refusals import Refusals

SOMEBODY, SOMETHING = "某人", "（不再公开）"  # in the place of a name, and of a number or a letter box
_UNTOLD = "（原来的文字里有人名，不再登）"  # in the place of words in which the name can't be told from the rest


class NoLongerPublic(Struct, frozen=True):
    """Whom and what no page may name any more, though an earlier release did."""

    refused: Refusals = field(default_factory=Refusals)
    details: frozenset[str] = frozenset()
    within_names: bool = False  # also where a name stands in that of something else (钱小满基金), which is gone today

    @property
    def empty(self) -> bool:
        """Whether there is nothing of the kind."""
        return self.refused.empty and not self.details

    def within(self, text: str) -> set[str]:
        """What of it surely stands in a text."""
        return self._names_in(text) | self._details_in(text)

    def without(self, text: str) -> str:
        """The text with other words in its place."""
        for detail in sorted(self._details_in(text), key=len, reverse=True):
            text = text.replace(detail, SOMETHING)
        names = self._names_in(text) if text else ()
        for name in sorted(names, key=len, reverse=True):
            text = text.replace(name, SOMEBODY)
        return _UNTOLD if names and self._names_in(text) else text

    def _names_in(self, text: str) -> set[str]:
        sure = self.refused.surely_in(text)
        return sure | self.refused.inside_names(text) if self.within_names else sure

    def _details_in(self, text: str) -> set[str]:
        return {detail for detail in self.details if detail in text}
