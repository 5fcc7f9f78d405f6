"""Portable file names: a repository made on Linux must also be usable on Windows and macOS."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# https://learn.microsoft.com/windows/win32/fileio/naming-a-file: device names, with any extension.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.IGNORECASE | re.DOTALL)
_SIGNS = re.compile(r'[<>:"\\|?*]')


def foreign_name(name: str) -> str:
    """Why *name* (one part of a path) is invalid on Windows, in Chinese; '' if it is valid."""
    if _DEVICE.fullmatch(name):
        return f"“{name.partition('.')[0]}”在 Windows 上是设备的名称"
    if sign := _SIGNS.search(name):
        return f"Windows 的文件名里不能有“{sign[0]}”"
    if name.endswith((" ", ".")):
        return "Windows 的文件名不能以空格或点结尾"
    return ""


def taken_for(name: str, other: str) -> str:
    """How two names differ that some systems treat as equal (case, Unicode form), in Chinese; '' if equal or really different."""
    whole, other_whole = (unicodedata.normalize("NFC", words) for words in (name, other))
    if name == other or whole.casefold() != other_whole.casefold():
        return ""
    return "看起来一样，存法不同" if whole == other_whole else "只差大小写"


def nearly_named(name: str, names: Iterable[str]) -> str:
    """A hint for “there is no such file” if one of *names* looks like it, such as ，有“食堂.JPG”，只差大小写; else ''."""
    alike = ((other, how) for other in sorted(names) if (how := taken_for(name, other)))
    return next((f"，有“{other}”，{how}" for other, how in alike), "")
