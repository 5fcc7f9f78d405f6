"""Paths as messages show them."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path, PurePosixPath


def shown_path(path: Path) -> str:
    """A path as staff would type it: relative to the folder they stand in, where that is shorter."""
    try:
        return printable(path.resolve().relative_to(Path.cwd()).as_posix())
    except (ValueError, OSError, RuntimeError):
        return printable(path.as_posix())


def shown_word(path: str) -> str:
    """A path as one word of a command in a message, in quotes where it has more than letters and plain signs; what quotes cannot hold is left to say."""
    if re.fullmatch(r"[\w./:=@%+\\-]+", path):
        return path
    return f'"{path}"' if path.isprintable() and '"' not in path else "这个文件"


def printable(name: str) -> str:
    r"""A name of a file with what no screen shows written out: a line break as `\n`, a byte that is no text as `\xff`."""
    if name.isprintable():
        return name
    return "".join(sign if sign.isprintable() else _written_out(sign) for sign in name)


def _written_out(sign: str) -> str:
    byte = ord(sign) - _FIRST_UNDECODED
    if 0 <= byte < 0x80:  # noqa: PLR2004  (how Python keeps bytes 80 to ff of a name that is no UTF-8)
        return f"\\x{byte + 0x80:02x}"
    return sign.encode("unicode_escape").decode("ascii")


_FIRST_UNDECODED = 0xDC80


OF_THE_SITE = ("", "")
BESIDE_THE_DATA = ("", "content")


def table_of(file: str, shown_as: str, orgs: Collection[str]) -> tuple[str, str]:
    """The organisation and the table to which a *file* belongs, of the data that messages name *shown_as*.

    What stands there and is nobody's is OF_THE_SITE; articles and all else BESIDE_THE_DATA.
    """
    if not file.startswith(f"{shown_as}/"):
        return OF_THE_SITE if file == shown_as else BESIDE_THE_DATA
    org, *rest = PurePosixPath(file.removeprefix(f"{shown_as}/")).parts
    return (org, PurePosixPath(rest[0]).stem) if rest and org in orgs else OF_THE_SITE
