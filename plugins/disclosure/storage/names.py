"""Names of files that not every system can hold; a name on a Linux server must come out of a checkout on Windows, too."""

from __future__ import annotations

import re

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
