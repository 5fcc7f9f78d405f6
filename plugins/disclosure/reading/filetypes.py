"""What a file is that is no table: by its first bytes, whatever its name says, else by its name; and what to do with it."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

from msgspec import Struct


class FileType(Struct, frozen=True):
    """What a file is in words, and how its content can get in."""

    name: str
    mend: str
    packed: bool = False  # whether other files are in it


_SAVE = "请用 WPS 或 Excel 打开，另存为 .xlsx。"
_FILL_IN = "里面的表读不出来：请把内容填进模板（make template）"
_IMPORT = "里面有名单、流水、报表的，请放进工作台，或用 make import 导入；没有的，请把内容填进模板（make template）"
_ATTACH = "，作为附件公布的{}放进 content/files。"
_WITH_TABLES = frozenset({".docx", ".pdf"})  # whose tables can be imported

_SHEET = {
    ".et": "WPS 表格（.et）",
    ".ett": "WPS 表格模板（.ett）",
    ".ods": "OpenDocument 表格（.ods）",
    ".xlsm": "带宏的工作簿（.xlsm）",
    ".xlsb": "二进制工作簿（.xlsb）",
    ".xltx": "工作簿模板（.xltx）",
    ".numbers": "苹果 Numbers 表格（.numbers）",
    ".dbf": "dBase 表（.dbf）",
    ".tsv": "用制表符分隔的文字表（.tsv）",
    ".txt": "文字文件（.txt）",
    ".html": "网页（.html）",
    ".htm": "网页（.htm）",
    ".mht": "网页存档（.mht）",
}
_TEXT = {
    ".docx": "Word 文档（.docx）",
    ".doc": "Word 文档（.doc）",
    ".wps": "WPS 文字（.wps）",
    ".odt": "OpenDocument 文字（.odt）",
    ".rtf": "RTF 文档（.rtf）",
    ".pdf": "PDF",
    ".ofd": "OFD 版式文件",
    ".pptx": "演示文稿（.pptx）",
    ".ppt": "演示文稿（.ppt）",
}
_PICTURE = dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".heic", ".svg"), "图片")
_NOT_PUBLISHED = frozenset({".bmp", ".tif", ".tiff", ".heic", ".svg"})
_ARCHIVE = dict.fromkeys((".zip", ".rar", ".7z", ".gz", ".tar", ".tgz"), "压缩包")

_MAGIC = (
    (b"%PDF", ".pdf"),
    (b"\x89PNG", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF8", ".gif"),
    (b"BM\x00", ".bmp"),
    (b"II*\x00", ".tif"),
    (b"MM\x00*", ".tif"),
    (b"{\\rtf", ".rtf"),
    (b"Rar!", ".rar"),
    (b"7z\xbc\xaf", ".7z"),
    (b"\x1f\x8b", ".gz"),
)
_HEAD = 4096
_OLD_WORD = "WordDocument".encode("utf-16-le")
_OLD_SLIDES = "PowerPoint Document".encode("utf-16-le")
OLD_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # of an .xls, and of an .xlsx that has a password


def by_suffix(suffix: str) -> FileType | None:
    """What a file with this suffix is, if it is nothing that is read as a table."""
    suffix = suffix.lower()
    if suffix in _SHEET:
        return FileType(_SHEET[suffix], _SAVE)
    if suffix in _TEXT:
        tables = _IMPORT if suffix in _WITH_TABLES else _FILL_IN
        return FileType(_TEXT[suffix], tables + _ATTACH.format("" if suffix == ".pdf" else "先另存为 PDF，再"))
    if suffix in _PICTURE:
        return FileType(
            _PICTURE[suffix],
            "请把内容填进模板（make template），或者把图里的表认成 Excel（make read FILE=文件 TABLES=表.xlsx）；作为附件公布的"
            f"{'先另存为 PNG 或 JPG，再' if suffix in _NOT_PUBLISHED else ''}放进 content/images。",
        )
    if suffix in _ARCHIVE:
        return FileType(_ARCHIVE[suffix], "请先解压，把里面的表（.xlsx 或 .csv）放进来。", packed=True)
    return None


def by_content(content: bytes) -> FileType | None:
    """What a file is by its bytes, if it is neither text of cells nor a workbook."""
    suffix = next((suffix for magic, suffix in _MAGIC if content.startswith(magic)), "")
    if not suffix and content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        suffix = ".webp"
    if not suffix and content.startswith(b"PK\x03\x04"):
        suffix = _in_archive(content)
    if not suffix and content.startswith(OLD_CONTAINER):
        suffix = ".doc" if _OLD_WORD in content else ".ppt" if _OLD_SLIDES in content else ""
    if suffix:
        return by_suffix(suffix)
    return FileType("网页（HTML），只是名字改成了表格的", _SAVE) if _is_page(content) else None


def _in_archive(content: bytes) -> str:
    """What a zip container holds, as a suffix; nothing for a workbook or a damaged container."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
            kind = archive.read("mimetype")[:100].decode("ascii", "replace") if "mimetype" in names[:1] else ""
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError, KeyError):
        return ""
    if "opendocument" in kind:
        return ".ods" if "spreadsheet" in kind else ".odt"
    folders = {name.partition("/")[0] for name in names}
    known = {"word": ".docx", "ppt": ".pptx", "Index": ".numbers", "Doc_0": ".ofd"}
    document = next((suffix for folder, suffix in known.items() if folder in folders), "")
    if "xl/vbaProject.bin" in names:
        return ".xlsm"
    if "xl/workbook.bin" in names:
        return ".xlsb"
    return document or ("" if folders & {"xl", "_rels", "[Content_Types].xml"} else ".zip")


def _is_page(content: bytes) -> bool:
    head = content[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    spreadsheet = head.startswith(b"<?xml") and b"urn:schemas-microsoft-com:office:spreadsheet" in head
    return spreadsheet or head.startswith(
        (b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<style", b"mime-version")
    )


def of_file(path: Path) -> FileType | None:
    """What a file is that is no table, by its content and then by its name."""
    try:
        content = path.read_bytes()
    except OSError:
        return by_suffix(path.suffix)
    return by_content(content) or by_suffix(path.suffix)
