"""Files of platforms, banks and receipt systems, opened as the import opens them: their sheets as lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..importing import SourceSheet, open_source
from ..reading import of_file
from .layouts import find_list

_HIDDEN = "hidden-content"  # sheets that are not read; a bank hides nothing that counts

_OTHER_FORMS = "请向对方要电子表（.xlsx、.csv）；有文字的 PDF、Word（.docx）里的表也能读，别的先用 WPS 或 Excel 另存。"


class UnusableFileError(Exception):
    """A file that can't be used at all; the reason in Chinese."""


def sheets_of(path: Path, called: str, sorts: Sequence[str]) -> list[SourceSheet]:
    """The sheets of a file that messages call *called*, at least one, with whole days.

    UnusableFileError where there are none, or one of them can't be read whole.
    """
    if not path.is_file():
        raise UnusableFileError(f"找不到文件“{called}”。请检查文件名和所在的文件夹。")
    sheets, problems = open_source(path, called, lambda cells: find_list([(1, cells)], sorts) is not None)
    for fault in (*problems, *(fault for sheet in sheets for fault in sheet.problems)):
        if fault.code == "wrong-file-type":  # whose advice is on what is published
            sort = of_file(path)
            raise UnusableFileError(f"{called}：{sort.name if sort else '这种文件'}读不出来。{_OTHER_FORMS}")
        if fault.code != _HIDDEN:
            raise UnusableFileError(f"{fault.where}：{fault.message}{fault.fix}")
    if not sheets:
        raise UnusableFileError(f"{called}：里面没有内容。")
    for sheet in sheets:
        sheet.join_days(called)
    return sheets
