"""Names of files that not every system can hold; a name on a Linux server must come out of a checkout on Windows, too."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# https://learn.microsoft.com/windows/win32/fileio/naming-a-file: devices, whatever stands behind the first point.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.IGNORECASE | re.DOTALL)
_SIGNS = re.compile(r'[<>:"\\|?*]')


def foreign_name(name: str) -> str:
    """Why Windows can't hold a file or folder of this *name* (one part of a path), in Chinese; '' where it can."""
    if _DEVICE.fullmatch(name):
        return f"“{name.partition('.')[0]}”在 Windows 上是设备的名称"
    if sign := _SIGNS.search(name):
        return f"Windows 的文件名里不能有“{sign[0]}”"
    if name.endswith((" ", ".")):
        return "Windows 的文件名不能以空格或点结尾"
    return ""


def taken_for(name: str, other: str) -> str:
    """How two names differ that some systems take for one another, in Chinese; '' where they are the same, or others."""
    whole, other_whole = (unicodedata.normalize("NFC", words) for words in (name, other))
    if name == other or whole.casefold() != other_whole.casefold():
        return ""
    return "看起来一样，存法不同" if whole == other_whole else "只差大小写"


def nearly_named(name: str, names: Iterable[str]) -> str:
    """What to say behind “there is no such file” where one of *names* only seems to be it: ，有“食堂.JPG”，只差大小写."""
    alike = ((other, how) for other in sorted(names) if (how := taken_for(name, other)))
    return next((f"，有“{other}”，{how}" for other, how in alike), "")
