"""Words in quotation marks, as GB/T 15834 has them: “outer”, and ‘inner’ where they have marks of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping

_INNER = str.maketrans("“”", "‘’")


def inner(text: str) -> str:
    """A text that is to stand between “ and ”."""
    return text.translate(_INNER)


def quoted(text: str) -> str:
    """A text between “ and ”."""
    return f"“{inner(text)}”"


_QUOTED_FIELD = re.compile(r"“\{([a-z_]+)\}”")


def filled(wording: str, details: Mapping[str, str]) -> str:
    """A *wording* with its {fields} filled in; what has double marks of its own stands, unchanged, between single ones.

    Staff look for the words of a cell as they are written there, so the marks around them change and those in them do not.
    """
    if any("“" in text or "”" in text for text in details.values()):
        wording = _QUOTED_FIELD.sub(lambda field: _around(field[1], details.get(field[1], "")), wording)
    return wording.format_map(details)


def _around(name: str, text: str) -> str:
    """The field *name* between marks that *text* does not hold, as far as there are any."""
    single = ("“" in text or "”" in text) and not ("‘" in text or "’" in text)
    return f"‘{{{name}}}’" if single else f"“{{{name}}}”"
