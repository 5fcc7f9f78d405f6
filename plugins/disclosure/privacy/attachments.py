"""Files that are published as they are: pictures and PDFs below content/images and content/files, looked into before."""

from __future__ import annotations

import re
import zlib
from base64 import a85decode
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from ..identifiers import BREAK, personal
from ..problems import Problem, Where, problem, shown_path
from ..reading import PARSER_FAULTS, KnownFiles, TooLongError, decode, limited, pdf_faults
from ..storage import by_parts
from . import leaks
from .leaks import Own
from .pictures import NotAPictureError, bare, blanked, orientation
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
_SHOW_NOTHING = (3, 7)  # ways to set letters


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
            yield from _picture(path, where, known, refused or Refusals())
        else:
            yield problem("attachment-type", where, reason=_REASONS.get(suffix, "不认识的格式"))


def original(
    path: Path,
    where: Where,
    known: Own,
    refused: Refusals | None = None,
    in_pictures: Iterable[tuple[str, str]] = (),
) -> Iterator[Problem]:
    """What must not go out with a document that is published beside the figures: a PDF, or a plain text.

    *in_pictures* is what somebody read in its pictures: (place, words). Where there is nothing, nobody knows what a scan shows.
    """
    everybody, seen = refused or Refusals(), tuple(in_pictures)
    yield from leaks.path(PurePosixPath(path.name), where, known, everybody)
    for place, text in seen:
        yield from _said(text, Where(f"{where.file}{place}"), known, everybody)
    if path.stat().st_size > _MAX_BYTES:
        yield problem("attachment-unreadable", where, reason="文件超过 50 MB")
    elif path.suffix.lower() == ".pdf":
        faults, _ = _pdf_in_time(path, where, known, everybody)
        yield from (fault for fault in faults if not (seen and fault.code == "attachment-scan"))
    else:
        content = path.read_bytes()
        yield from _said(decode(content) or content.decode("utf-8", "replace"), where, known, everybody)


def words(path: Path) -> tuple[str, ...]:
    """What the parts of an attachment say, as far as that can be read in the time that it has."""
    content = path.read_bytes()
    if path.suffix.lower() in PICTURES:
        return ()
    if path.suffix.lower() != ".pdf":
        return (decode(content) or content.decode("utf-8", "replace"),)
    try:
        with limited(_SECONDS):
            return tuple(text for _, text in _PDFS.of(content, lambda: _words_of(content)).parts)
    except (TooLongError, _NoPdfError):
        return ()


def _pdf_in_time(path: Path, where: Where, known: Own, refused: Refusals) -> tuple[list[Problem], bool]:
    """What must not go out with a PDF, and whether it could be looked through in the time that it has."""
    try:
        with limited(_SECONDS):
            return list(_pdf(path, where, known, refused)), True
    except TooLongError:
        return [problem("attachment-unreadable", where, reason="排版太复杂，看完要花很久")], False


class _PdfWords(Struct, frozen=True):
    """What a PDF says, seen or unseen, as (place, text), what acts in it, and who made it as (which sort of name, name)."""

    parts: tuple[tuple[str, str], ...]
    active: tuple[str, ...]
    names: tuple[tuple[str, str], ...]
    is_scan: bool


_PDFS = KnownFiles[_PdfWords]()


class _NoPdfError(Exception):
    """A PDF that can't be looked into; its message says why."""


def _pdf(path: Path, where: Where, known: Own, refused: Refusals) -> Iterator[Problem]:
    content = path.read_bytes()
    try:
        words = _PDFS.of(content, lambda: _words_of(content))
    except _NoPdfError as error:
        yield problem("attachment-unreadable", where, reason=str(error))
        return
    for what in words.active:
        yield problem("attachment-active", where, what=what)
    for place, text in words.parts:
        yield from _said(text, Where(f"{where.file}{place}"), known, refused)
    for label, name in words.names:
        yield problem("attachment-author", where, what=label, cell=name)
    if words.is_scan:
        yield problem("attachment-scan", where)


def _words_of(content: bytes) -> _PdfWords:
    from pypdf import PdfReader  # slow to load

    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted:
            raise _NoPdfError("有密码")
        ear = _Ear()
        texts = [page.extract_text(visitor_operand_before=ear.hear) for page in reader.pages]
        properties = {str(key).lstrip("/"): str(value) for key, value in (reader.metadata or {}).items()}
        objects = _objects(reader, content)
        ahead = content[: content.find(b"%PDF-")].decode("utf-8", "replace")
        beside = dict.fromkeys((ahead, _xmp(reader), *_said_by_streams(content), *_asides(objects)))
        asides = BREAK.join(text for text in beside if text not in properties.values())
        active = tuple(_active(objects, reader))
    except pdf_faults():
        raise _NoPdfError("不是完整的 PDF") from None
    parts = [(f" 第 {page} 页", text) for page, text in enumerate(texts, 1)]
    parts += [(" 的文档属性", "；".join(properties.values())), (" 的批注、链接、书签、表单等", asides)]
    parts += _earlier(content, {text for _, text in parts})
    parts.append((" 里看不见的文字", BREAK.join(_hidden(content, objects, [text for _, text in parts]))))
    names = (
        (label, properties.get(key, "").strip()) for key, label in (("Author", "作者"), ("LastModifiedBy", "修改人"))
    )
    return _PdfWords(
        tuple(parts),
        active,
        tuple((label, name) for label, name in names if name),
        is_scan=sum(map(len, texts)) < _FEWEST_LETTERS or ear.unseen > ear.seen,
    )


class _Ear:
    """Hears how many letters of the pages are seen, and how many are set so that nothing shows, as a scanner sets what it guessed."""

    def __init__(self) -> None:
        self.seen = self.unseen = 0
        self._way, self._ways = 0, list[int]()

    def hear(self, operator: bytes, operands: Sequence[Any], *_: object) -> None:
        """One thing that is drawn."""
        match operator, operands:
            case b"Tr", [int(way), *_]:
                self._way = way
            case b"q", _:
                self._ways.append(self._way)
            case b"Q", _ if self._ways:
                self._way = self._ways.pop()
            case ((b"Tj" | b"TJ" | b"'" | b'"'), [*_, words]):
                count = sum(
                    len(part)
                    for part in (words if isinstance(words, list) else [words])
                    if isinstance(part, str | bytes)
                )
                if self._way in _SHOW_NOTHING:
                    self.unseen += count
                else:
                    self.seen += count


def _earlier(content: bytes, known: Collection[str]) -> Iterator[tuple[str, str]]:
    """(place, text) of what earlier states of a PDF said and the last one does not: programs add changes behind its end.

    *known* are the texts of the last state. An end in the middle of a state, as files have that are read while they
    come, ends nothing that can be read and is passed over.
    """
    texts = set(known)
    ends = [match.end() for match in _STATE_END.finditer(content)]
    for end in reversed(ends[:-1]):
        said: list[str] = []
        with suppress(*pdf_faults()):  # it is no whole file
            said = _said_by_state(content[:end])
        for text in said:
            if text not in texts:
                texts.add(text)
                yield " 留着的修改前的内容", text


def _said_by_state(state: bytes) -> list[str]:
    """The texts of the pages, the properties and the packed objects of a PDF; exceptions of any sort where it is not whole."""
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(state), strict=True)
    pages = [page.extract_text() for page in reader.pages]
    properties = [str(value) for value in (reader.metadata or {}).values()]
    return [*pages, "；".join(properties), BREAK.join(dict.fromkeys(_asides(_objects(reader, state))))]


def _said(text: str, where: Where, known: Own, refused: Refusals) -> Iterator[Problem]:
    for finding in personal(text, known.allowed, known.domains):
        yield problem("personal-words", where, what=finding.what, hint=f"（{finding.hint}）" if finding.hint else "")
    for naming in refused.met_in(text):
        yield leaks.named(naming, where)


# A PDF is looked at as bytes: what no page leads to stands in it all the same, and thousands of objects are read in a moment.
_STREAM, _STREAM_END = re.compile(rb"(?<!end)stream\r?\n"), b"endstream"
_TEXT = re.compile(
    rb"\(((?:[^()\\]|\\.|\([^()]*\))*+)\)|<\s*+(FEFF[0-9A-F\s]*+|[0-9A-F\s]{4,2000}+)>", re.DOTALL | re.IGNORECASE
)
_PDF_END = b"%%EOF"
_STATE = re.compile(rb"\bobj\b|xref")
_STATE_END = re.compile(rb"startxref\s{1,4}[0-9]{1,12}\s{1,4}" + _PDF_END)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|\r?\n|(.))", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_HEX_IN_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
_ACTS = {
    "脚本": re.compile(rb"/S\s*/JavaScript\b|/JS\b"),
    "打开别的程序的动作": re.compile(rb"/S\s*/Launch\b"),
    "送出表单的动作": re.compile(rb"/S\s*/(?:SubmitForm|ImportData)\b"),
    "表单里的程序": re.compile(rb"/XFA\b"),
    "嵌入的文件": re.compile(rb"/EF\s*(?:<<|[0-9])|/FileAttachment\b|/EmbeddedFiles\b"),
}


def _objects(reader: PdfReader, content: bytes) -> bytes:
    """The objects of a PDF without the bodies of its streams, but with the objects that are packed into streams."""
    from pypdf.generic import IndirectObject, StreamObject

    packed = sorted({stream for stream, _ in reader.xref_objStm.values()})
    streams = [reader.get_object(IndirectObject(number, 0, reader)) for number in packed]
    parts = [stream.get_data() for stream in streams if isinstance(stream, StreamObject)]
    return b"\n".join([*_between_streams(content), *parts])


def _between_streams(content: bytes) -> Iterator[bytes]:
    """The bytes of a PDF without the bodies of its streams; one that does not end is looked at like all else."""
    place = 0
    for _, start, end in _streams(content):
        yield content[place:start].removesuffix(b"\n").removesuffix(b"\r").removesuffix(b"stream")
        place = end + len(_STREAM_END)
    yield content[place:]


def _streams(content: bytes) -> Iterator[tuple[bytes, int, int]]:
    """(what a stream says of itself, where its body begins, where it ends) of each in a PDF, up to one that does not end."""
    place = 0
    while (start := _STREAM.search(content, place)) is not None:
        end = content.find(_STREAM_END, start.end())
        if end < 0:
            return
        head = content[max(place, start.start() - _HEAD_OF_STREAM) : start.start()]
        yield head[head.rfind(b" obj") + 1 :], start.end(), end
        place = end + len(_STREAM_END)


_AS_HEX, _AS_LETTERS = re.compile(rb"/(?:ASCIIHexDecode|AHx)\b"), re.compile(rb"/(?:ASCII85Decode|A85)\b")
_HEAD_OF_STREAM = 1_000  # bytes in which it says what it is
_SAYS_WORDS = re.compile(rb"/Type\s{0,4}/Metadata\b|/Subtype\s{0,4}/(?:XML|text#2F\w{1,8})\b")
_MOST_WORDS = 1_000_000  # bytes of what a stream says


def _said_by_streams(content: bytes) -> Iterator[str]:
    """What streams of words say beside the pages: properties of single pages and pictures."""
    for head, start, end in _streams(content):
        if not _SAYS_WORDS.search(head):
            continue
        yield _unpacked(head, content[start:end]).decode("utf-8", "replace")


def _unpacked(head: bytes, body: bytes) -> bytes:
    """The first million bytes of what a stream holds, or its body as it stands where that is not packed in the usual way."""
    with suppress(ValueError):  # written as letters, as some programs do before or instead of packing
        if _AS_HEX.search(head):
            digits = re.sub(rb"[^0-9A-Fa-f]", b"", body.partition(b">")[0])
            body = bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))
        elif _AS_LETTERS.search(head):
            letters = body.strip().removeprefix(b"<~").partition(b"~")[0]
            body = a85decode(re.sub(rb"[^!-uz]", b"", letters))
    if b"/FlateDecode" in head:
        with suppress(zlib.error):
            return zlib.decompressobj().decompress(body, _MOST_WORDS)
    return body


_DRAWS_NOTHING = re.compile(rb"/Subtype\s{0,4}/Image\b|/Length1\b|/Type\s{0,4}/(?:XRef|ObjStm|Metadata)\b")
_DRAWS_WORDS = re.compile(rb"\b(?:BT|BDC|DP)\b")
_RUN = re.compile(r"[0-9]{11,}")
# No number of a PDF has so many digits, but fractions: a comment has, and what somebody put between two objects.
_NO_NUMBER = re.compile(rb"(?<![0-9A-Za-z.<(/+-])[0-9]{11,19}[Xx]?(?!\.[0-9]*[1-9]|[0-9A-Fa-f>)])")
# What a name may hold: /13812345679, /Tel138-1234-5679, and #31 for a sign.
_NAME = re.compile(rb"/([^\s()<>\[\]{}/%]{4,127})")
_LONG_OR_ODD = re.compile(rb"(?:[0-9][^0-9]{0,3}){11}|(?:[\xe4-\xe9][\x80-\xbf]{2}){2}")
# In packed data so many signs of Chinese never follow each other by chance; what stands beside them belongs to them.
_CHINESE = re.compile(rb"(?:[\xe4-\xe9][\x80-\xbf]{2}){4,}+[ -~]{0,40}+")


def _hidden(content: bytes, objects: bytes, texts: Iterable[str]) -> Iterator[str]:
    """Each text of a PDF that stands in none of the *texts* that were read: in its *objects*, and in streams.

    It is between objects or in a comment, no page leads to it, it is spoken and not seen, or it was drawn behind other
    words, so that it reads as one with them.
    """
    said = list(texts)
    seen = {run for text in said for run in _RUN.findall(text)}
    for text in (*_written(objects), *_names(objects)):
        if text not in seen and not any(text in known for known in said):
            yield text
    for head, start, end in _streams(content):
        drawn = b"" if _DRAWS_NOTHING.search(head) else _unpacked(head, content[start:end])
        if _DRAWS_WORDS.search(drawn):
            yield from (text for text in _asides(drawn) if not seen.issuperset(_RUN.findall(text)))
        else:
            yield from _written(drawn)


def _written(content: bytes, number: re.Pattern[bytes] = _NO_NUMBER) -> Iterator[str]:
    """What is written into bytes that are no text: every long *number*, and Chinese in UTF-8."""
    for pattern in (number, _CHINESE):
        yield from (match[0].decode("utf-8", "replace") for match in pattern.finditer(content))


def _names(objects: bytes) -> Iterator[str]:
    """The names in the objects of a PDF that say more than what they name, each once."""
    for name in dict.fromkeys(match[1] for match in _NAME.finditer(objects)):
        plain = _HEX_IN_NAME.sub(lambda match: bytes([int(match[1], 16)]), name)
        if _LONG_OR_ODD.search(plain):
            yield plain.decode("utf-8", "replace")


def _asides(objects: bytes) -> Iterator[str]:
    """Every text in the objects of a PDF: notes, fields of forms, addresses, bookmarks, properties, words for pictures."""
    for match in _TEXT.finditer(objects):
        if match[2]:
            digits = re.sub(rb"\s", b"", match[2])
            text = bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))
        else:
            text = _ESCAPE.sub(_unescaped, match[1])
        yield _decoded(text)


def _unescaped(match: re.Match[bytes]) -> bytes:
    if match[1]:
        return bytes([int(match[1], 8) & 0xFF])
    return _ESCAPED.get(match[2], match[2]) if match[2] else b""


def _decoded(text: bytes) -> str:
    if text.startswith(b"\xfe\xff"):
        return text[2:].decode("utf-16-be", "replace")
    return decode(text) or text.decode("latin-1")


def _active(objects: bytes, reader: PdfReader) -> Iterator[str]:
    """What acts by itself when the file is opened or touched, and files inside the file."""
    names = _HEX_IN_NAME.sub(lambda match: bytes([int(match[1], 16)]), objects)
    yield from (what for what, pattern in _ACTS.items() if pattern.search(names))
    root: Any = reader.trailer["/Root"].get_object()
    opened: Any = root.get("/OpenAction")
    opened = opened.get_object() if opened is not None else None
    if isinstance(opened, dict) and opened.get("/S") == "/URI":
        yield "打开时的动作"


def _xmp(reader: PdfReader) -> str:
    root: Any = reader.trailer["/Root"].get_object()
    metadata: Any = root.get("/Metadata")
    return metadata.get_object().get_data().decode("utf-8", "replace") if metadata is not None else ""


# In the bytes of a packed picture that many digits never follow each other by chance, not even in groups.
_DIGITS_IN_BYTES = re.compile(rb"(?<![0-9])[0-9](?:[ -]?[0-9]){10,18}[Xx]?(?![0-9])")


def _picture(path: Path, where: Where, known: Own, refused: Refusals) -> Iterator[Problem]:
    from PIL import Image

    try:
        with Image.open(path) as picture:
            pixels = picture.width * picture.height
            picture.verify()
        if pixels > MOST_PIXELS:
            reason = f"有 {pixels // 1_000_000} 百万像素，最多 {MOST_PIXELS // 1_000_000} 百万，请缩小再放"
            yield problem("attachment-unreadable", where, reason=reason)
        hidden = BREAK.join(_written(bare(path.read_bytes()), _DIGITS_IN_BYTES))
        yield from _said(hidden, Where(f"{where.file} 的图片数据"), known, refused)
    except NotAPictureError:
        yield problem("attachment-unreadable", where, reason="不是完整的图片，或后缀与内容不符")
    except (Image.DecompressionBombError, *PARSER_FAULTS):
        yield problem("attachment-unreadable", where, reason="不是完整的图片")


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
                if (silent := _with_silent_pictures(_upto_its_end(content))) != content:
                    path.write_bytes(silent)


def _upto_its_end(content: bytes) -> bytes:
    """A PDF without what stands behind its end, even where that ends like one."""
    end = content.rfind(_PDF_END) + len(_PDF_END)
    last = max((match.end() for match in _STATE_END.finditer(content)), default=end)
    if not _STATE.search(content, last, end):
        end = last
    return content[:end] + b"\n" if _PDF_END in content and content[end:].strip() else content


_PICTURE_FILTER = re.compile(rb"/Filter\s{0,4}\[?\s{0,4}/DCTDecode\b")
_SIGNED = re.compile(rb"/ByteRange\b")


def _with_silent_pictures(content: bytes) -> bytes:
    """A PDF in which no photograph says where and by whom it was taken; not a byte is moved, and a signed one stays as it is."""
    if _SIGNED.search(content):
        return content
    silent = bytearray(content)
    for head, start, end in _streams(content):
        if content.startswith(b"\xff\xd8", start) and _PICTURE_FILTER.search(head):
            silent[start:end] = blanked(content[start:end])
    return bytes(silent)


def _turn_upright(path: Path) -> None:
    """Turn the pixels of a picture as its camera says, because what the camera says is taken out."""
    from PIL import Image, ImageOps

    with Image.open(path) as picture:
        kind = picture.format or "PNG"
        if orientation(picture) == 1 or getattr(picture, "is_animated", False):
            return
        upright = ImageOps.exif_transpose(picture)
        upright.info.pop("exif", None)
        transparency = upright.info.get("transparency")
    kept: dict[str, Any] = {"quality": 90} if kind in {"JPEG", "WEBP"} else {}
    if transparency is not None:
        kept["transparency"] = transparency
    upright.save(path, format=kind, exif=b"", **kept)
