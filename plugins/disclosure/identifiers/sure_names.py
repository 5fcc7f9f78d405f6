"""Names that are hardly the beginning of a word or of a place, whatever stands around them."""

from __future__ import annotations

from .frames import NO_GIVEN_NAME, SURNAMES_OF_TWO
from .names import FREQUENT, begins_no_word, called_so, ends_like_a_name, hardly_a_word, is_common_word, is_name

ENDS_OF_PLACES = frozenset("省市县区州乡镇村庄")
_ENDS_OF_PLACES_TOO = frozenset("山江河林泉宁平安")
# Surnames that are hardly ever the beginning of a word behind 资助 and 救助 (救助金, 资助高校).
SURELY_SURNAMES = frozenset(FREQUENT) - frozenset("金高方万常文龙马江石孔白康毛史安武乔易任于雷田余程范段钱许曾何")


def is_whole_anyway(name: str) -> bool:
    """Whether three characters are a whole name, though their second ends the names of places and titles: 陈海明, 孟书娥."""
    known = ends_like_a_name(name) or (surely_begins(name) and not is_common_word(name[:2]))
    return len(name) > 2 and known  # noqa: PLR2004


def sure_name(name: str) -> bool:
    """Whether what may be a name, joined to the words around it, is hardly the beginning of a word or of a place."""
    if name[-1] in ENDS_OF_PLACES or not is_name(name):
        return False
    if not surely_begins(name):  # 何志明, 隋建华: no 何时 or 任何, and no 石景山
        return (
            len(name) == 3  # noqa: PLR2004
            and ends_like_a_name(name)
            and name[-1] not in _ENDS_OF_PLACES_TOO
            and hardly_a_word(name)
            and not is_common_word(name[1:])
        )
    if len(name) > 2:  # noqa: PLR2004
        return hardly_a_word(name)
    return name[0] in SURNAMES_OF_TWO and name[1] not in NO_GIVEN_NAME


def surely_begins(name: str) -> bool:
    """Whether a name begins with a surname that hardly ever begins a word."""
    return name[0] in SURELY_SURNAMES or begins_no_word(name[0])


def sure_in(sentence: str, start: int, end: int) -> bool:
    """Whether a whole name that ends as names do stands in a sentence, and the words behind it make it that of no body."""
    name = sentence[start:end]
    return sure_name(name) and ends_like_a_name(name) and not called_so(sentence, end)
