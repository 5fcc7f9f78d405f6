"""Files that are published as they are: pictures and PDFs below content/images and content/files, looked into before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from ..identifiers import Personal, personal
from ..problems import Problem, Where, problem, shown_path
from .leaks import Own

FOLDERS = ("images", "files")
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif"})
_REASONS = {
    **dict.fromkeys((".xls", ".xlsx", ".xlsm", ".csv", ".et", ".ods"), "表格的原件可能有隐藏的行、列、批注和作者"),
    **dict.fromkeys((".doc", ".docx", ".ppt", ".pptx", ".wps", ".odt"), "Office 文件可能有修订、批注和作者"),
    **dict.fromkeys((".zip", ".rar", ".7z", ".gz"), "压缩包里的东西看不见"),
    **dict.fromkeys((".svg", ".html", ".htm", ".js"), "里面可以有程序"),
}
_MAX_BYTES = 50 * 1024 * 1024
_FEWEST_LETTERS = 20  # a PDF with less text than this is a scan


def attachments(content: Path) -> Iterator[Path]:
    """Every file that Pelican would copy as it is."""
    for folder in FOLDERS:
        for path in sorted((content / folder).rglob("*")):
            if path.is_file() and not path.name.startswith((".", "~$")) and not path.name.endswith("~"):
                yield path


def check(content: Path, known: Own) -> Iterator[Problem]:
    """What must not go out with a file: a person's numbers in its name, text or properties, programs, unknown formats."""
    for path in attachments(content):
        where = Where(shown_path(path))
        for found in personal(path.stem, known.numbers, known.domains):
            yield problem("personal-name", where, what=found.what)
        suffix = path.suffix.lower()
        if path.stat().st_size > _MAX_BYTES:
            yield problem("attachment-unreadable", where, reason="文件超过 50 MB")
        elif suffix == ".pdf":
            yield from _pdf(path, where, known)
        elif suffix in PICTURES:
            yield from _picture(path, where)
        else:
            yield problem("attachment-type", where, reason=_REASONS.get(suffix, "不认识的格式"))


def original(path: Path, where: Where, known: Own) -> Iterator[Problem]:
    """What must not go out with a document that is published beside the figures: a PDF, or a plain text."""
    for found in personal(path.stem, known.numbers, known.domains):
        yield problem("personal-name", where, what=found.what)
    if path.stat().st_size > _MAX_BYTES:
        yield problem("attachment-unreadable", where, reason="文件超过 50 MB")
    elif path.suffix.lower() == ".pdf":
        yield from _pdf(path, where, known)
    else:
        for line in path.read_text("utf-8", errors="replace").splitlines():
            for found in personal(line, known.numbers, known.domains):
                yield _told(found, where)


def _told(found: Personal, where: Where) -> Problem:
    return problem("personal-words", where, what=found.what, hint=f"（{found.hint}）" if found.hint else "")


def _pdf(path: Path, where: Where, known: Own) -> Iterator[Problem]:
    try:
        reader = PdfReader(path)
        if reader.is_encrypted:
            yield problem("attachment-unreadable", where, reason="有密码")
            return
        texts = [page.extract_text() for page in reader.pages]
        properties = {str(key).lstrip("/"): str(value) for key, value in (reader.metadata or {}).items()}
        active = list(_active(reader))
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        yield problem("attachment-unreadable", where, reason=f"不是完整的 PDF（{type(error).__name__}）")
        return
    for what in active:
        yield problem("attachment-active", where, what=what)
    for page, text in enumerate(texts, 1):
        for found in personal(text, known.numbers, known.domains):
            yield _told(found, Where(f"{where.file} 第 {page} 页"))
    for found in personal("；".join(properties.values()), known.numbers, known.domains):
        yield _told(found, Where(f"{where.file} 的文档属性"))
    for key, label in (("Author", "作者"), ("LastModifiedBy", "修改人")):
        if properties.get(key, "").strip():
            yield problem("attachment-author", where, what=label, cell=properties[key].strip())
    if sum(map(len, texts)) < _FEWEST_LETTERS:
        yield problem("attachment-scan", where)


def _active(reader: PdfReader) -> Iterator[str]:
    """What acts by itself when the file is opened, and files inside the file."""
    root: Any = reader.trailer["/Root"].get_object()
    names: Any = root.get("/Names")
    names = names.get_object() if names is not None else {}
    if "/JavaScript" in names or "/AA" in root:
        yield "脚本"
    opened: Any = root.get("/OpenAction")
    opened = opened.get_object() if opened is not None else None
    if isinstance(opened, dict) and opened.get("/S") in {"/JavaScript", "/Launch", "/URI", "/SubmitForm"}:
        yield "打开时的动作"
    if "/EmbeddedFiles" in names:
        yield "嵌入的文件"


def _picture(path: Path, where: Where) -> Iterator[Problem]:
    try:
        with Image.open(path) as picture:
            picture.verify()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        yield problem("attachment-unreadable", where, reason=f"不是完整的图片（{type(error).__name__}）")


def clean(tree: Path) -> None:
    """Take out of the pictures of a built site what cameras and programs write into them: place, device, author, preview."""
    for folder in FOLDERS:
        for path in sorted((tree / folder).rglob("*")):
            if path.suffix.lower() in PICTURES and path.is_file():
                _bare(path)


def _bare(path: Path) -> None:
    with Image.open(path) as picture:
        kind = picture.format or "PNG"
        if not _chatty(picture):
            return
        upright = ImageOps.exif_transpose(picture)
        bare = Image.new(upright.mode, upright.size)
        if upright.mode == "P" and (palette := upright.getpalette()):
            bare.putpalette(palette)
        bare.paste(upright)
        transparency = upright.info.get("transparency")
    kept: dict[str, Any] = {"quality": 90} if kind in {"JPEG", "WEBP"} else {}
    if transparency is not None:
        kept["transparency"] = transparency
    bare.save(path, format=kind, **kept)


# What a picture needs to be drawn; anything else that a file says of itself goes.
_NEEDED = frozenset(
    {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "gamma", "transparency", "background", "version",
     "duration", "loop", "progressive", "progression", "adobe", "adobe_transform", "interlace", "aspect", "srgb", "extension"}
)  # fmt: skip


def _chatty(picture: Image.Image) -> bool:
    """Whether a picture says more than how it looks."""
    return bool(picture.getexif()) or bool(set(picture.info) - _NEEDED) or bool(getattr(picture, "text", None))
