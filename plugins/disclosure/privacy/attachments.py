"""Files that are published as they are: pictures and PDFs below content/images and content/files, looked into before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from ..identifiers import personal
from ..problems import Problem, Where, problem, shown_path
from ..reading import TooLongError, decode, limited
from ..storage import by_parts
from . import leaks
from .leaks import Own
from .pictures import NotAPictureError, bare
from .refusals import Refusals

if TYPE_CHECKING:
    from pypdf import PdfReader

FOLDERS = ("images", "files")
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif"})
_REASONS = {
    **dict.fromkeys((".xls", ".xlsx", ".xlsm", ".csv", ".et", ".ods"), "表格的原件可能有隐藏的行、列、批注和作者"),
    **dict.fromkeys((".doc", ".docx", ".ppt", ".pptx", ".wps", ".odt"), "Office 文件可能有修订、批注和作者"),
    **dict.fromkeys((".zip", ".rar", ".7z", ".gz"), "压缩包里的东西看不见"),
    **dict.fromkeys((".svg", ".html", ".htm", ".js"), "里面可以有程序"),
}
_MAX_BYTES = 50 * 1024 * 1024
MOST_PIXELS = 60_000_000  # of a picture; turning it upright takes nine bytes for each
_SECONDS = 5  # of processor time for one PDF; a report of hundreds of pages takes less
_WASTED = 2  # files that took too long, after which no other PDF is looked at
_FEWEST_LETTERS = 20  # a PDF with less text than this is a scan


def attachments(content: Path) -> Iterator[Path]:
    """Every file that Pelican would copy as it is."""
    for folder in FOLDERS:
        for path in sorted((content / folder).rglob("*"), key=by_parts):
            if path.is_file() and not path.name.startswith((".", "~$")) and not path.name.endswith("~"):
                yield path


def check(content: Path, known: Own, refused: Refusals | None = None) -> Iterator[Problem]:
    """What must not go out with a file: a person's numbers in its name, text or properties, programs, unknown formats."""
    wasted = 0
    for path in attachments(content):
        where = Where(shown_path(path))
        yield from leaks.path(PurePosixPath(path.relative_to(content)), where, known, refused or Refusals())
        suffix = path.suffix.lower()
        if path.stat().st_size > _MAX_BYTES:
            yield problem("attachment-unreadable", where, reason="文件超过 50 MB")
        elif suffix == ".pdf" and wasted >= _WASTED:
            yield problem("attachment-unreadable", where, reason="前面的文件太费时间，这一个没有看")
        elif suffix == ".pdf":
            problems, in_time = _pdf_in_time(path, where, known, refused or Refusals())
            wasted += not in_time
            yield from problems
        elif suffix in PICTURES:
            yield from _picture(path, where)
        else:
            yield problem("attachment-type", where, reason=_REASONS.get(suffix, "不认识的格式"))


def original(path: Path, where: Where, known: Own, refused: Refusals | None = None) -> Iterator[Problem]:
    """What must not go out with a document that is published beside the figures: a PDF, or a plain text."""
    everybody = refused or Refusals()
    yield from leaks.path(PurePosixPath(path.name), where, known, everybody)
    if path.stat().st_size > _MAX_BYTES:
        yield problem("attachment-unreadable", where, reason="文件超过 50 MB")
    elif path.suffix.lower() == ".pdf":
        yield from _pdf_in_time(path, where, known, everybody)[0]
    else:
        content = path.read_bytes()
        yield from _said(decode(content) or content.decode("utf-8", "replace"), where, known, everybody)


def _pdf_in_time(path: Path, where: Where, known: Own, refused: Refusals) -> tuple[list[Problem], bool]:
    """What must not go out with a PDF, and whether it could be looked through in the time that it has."""
    try:
        with limited(_SECONDS):
            return list(_pdf(path, where, known, refused)), True
    except TooLongError:
        return [problem("attachment-unreadable", where, reason="排版太复杂，看完要花很久")], False


def _pdf(path: Path, where: Where, known: Own, refused: Refusals) -> Iterator[Problem]:
    from pypdf import PdfReader  # slow to load
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(path)
        if reader.is_encrypted:
            yield problem("attachment-unreadable", where, reason="有密码")
            return
        texts = [page.extract_text() for page in reader.pages]
        properties = {str(key).lstrip("/"): str(value) for key, value in (reader.metadata or {}).items()}
        asides = "；".join(_asides(reader))
        active = list(_active(reader))
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        yield problem("attachment-unreadable", where, reason="不是完整的 PDF")
        return
    for what in active:
        yield problem("attachment-active", where, what=what)
    parts = [(f" 第 {page} 页", text) for page, text in enumerate(texts, 1)]
    parts += [(" 的文档属性", "；".join(properties.values())), (" 的批注、链接和书签", asides)]
    for place, text in parts:
        yield from _said(text, Where(f"{where.file}{place}"), known, refused)
    for key, label in (("Author", "作者"), ("LastModifiedBy", "修改人")):
        if properties.get(key, "").strip():
            yield problem("attachment-author", where, what=label, cell=properties[key].strip())
    if sum(map(len, texts)) < _FEWEST_LETTERS:
        yield problem("attachment-scan", where)


def _said(text: str, where: Where, known: Own, refused: Refusals) -> Iterator[Problem]:
    for finding in personal(text, known.allowed, known.domains):
        yield problem("personal-words", where, what=finding.what, hint=f"（{finding.hint}）" if finding.hint else "")
    for naming in refused.met_in(text):
        yield leaks.named(naming, where)


def _asides(reader: PdfReader) -> Iterator[str]:
    """What a PDF says beside its pages: notes, addresses of links, bookmarks, fields of forms, and its XMP."""
    for page in reader.pages:
        for entry in page.get("/Annots") or ():
            note: Any = entry.get_object()
            yield from (str(note[key]) for key in ("/Contents", "/T", "/V", "/TU", "/Subj") if key in note)
            action: Any = note.get("/A")
            if action is not None and "/URI" in action.get_object():
                yield str(action.get_object()["/URI"])
    yield from _titles(reader.outline)
    root: Any = reader.trailer["/Root"].get_object()
    metadata: Any = root.get("/Metadata")
    if metadata is not None:
        yield metadata.get_object().get_data().decode("utf-8", "replace")


def _titles(outline: Any) -> Iterator[str]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _titles(entry)
        elif entry.title:
            yield str(entry.title)


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
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path) as picture:
            pixels = picture.width * picture.height
            picture.verify()
        if pixels > MOST_PIXELS:
            reason = f"有 {pixels // 1_000_000} 百万像素，最多 {MOST_PIXELS // 1_000_000} 百万，请缩小再放"
            yield problem("attachment-unreadable", where, reason=reason)
        bare(path.read_bytes())
    except NotAPictureError:
        yield problem("attachment-unreadable", where, reason="不是完整的图片，或后缀与内容不符")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        yield problem("attachment-unreadable", where, reason="不是完整的图片")


_PDF_END = b"%%EOF"


def clean(tree: Path) -> None:
    """Take out of the attachments of a built site what nobody sees: what cameras and programs write, and hidden bytes."""
    for folder in FOLDERS:
        for path in sorted((tree / folder).rglob("*"), key=by_parts):
            if path.suffix.lower() in PICTURES and path.is_file():
                _turn_upright(path)
                content = path.read_bytes()
                if (picture := bare(content)) != content:
                    path.write_bytes(picture)
            elif path.suffix.lower() == ".pdf" and path.is_file():
                content = path.read_bytes()
                whole = content[: content.rfind(_PDF_END) + len(_PDF_END)] + b"\n"
                if _PDF_END in content and content[len(whole) - 1 :].strip():
                    path.write_bytes(whole)


def _turn_upright(path: Path) -> None:
    """Turn the pixels of a picture as its camera says, because what the camera says is taken out."""
    from PIL import Image, ImageOps

    with Image.open(path) as picture:
        kind = picture.format or "PNG"
        if picture.getexif().get(_ORIENTATION, 1) == 1 or getattr(picture, "is_animated", False):
            return
        upright = ImageOps.exif_transpose(picture)
        upright.info.pop("exif", None)
        transparency = upright.info.get("transparency")
    kept: dict[str, Any] = {"quality": 90} if kind in {"JPEG", "WEBP"} else {}
    if transparency is not None:
        kept["transparency"] = transparency
    upright.save(path, format=kind, exif=b"", **kept)


_ORIENTATION = 0x0112
