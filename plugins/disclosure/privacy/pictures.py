"""Pictures without anything but the picture: comments, places, authors and hidden bytes taken out, no pixel changed."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

# What a browser needs of a JPEG: frames, tables, scans, JFIF, and how Adobe's programs wrote the colours.
_JPEG_JFIF, _JPEG_ADOBE, _JPEG_LINES, _JPEG_RESTARTS, _JPEG_SCAN, _JPEG_END = 0xE0, 0xEE, 0xDC, 0xDD, 0xDA, 0xD9
_JPEG_ODD = frozenset({0xC8, 0xCC})  # reserved, and conditions of a coding that no browser reads
_JPEG_KEPT = frozenset({*range(0xC0, 0xD0), *range(0xDA, 0xDE), _JPEG_JFIF, _JPEG_ADOBE}) - _JPEG_ODD
_ADOBE_SAYS = 12  # bytes, all else that follows them is somebody's own
_PNG_START = b"\x89PNG\r\n\x1a\n"
# The chunks of a PNG that are kept, with the lengths that they have; a longer one says something of its own.
_PNG_KEPT = {
    b"IHDR": {13}, b"gAMA": {4}, b"cHRM": {32}, b"sRGB": {1}, b"sBIT": {1, 2, 3, 4}, b"bKGD": {1, 2, 6}, b"pHYs": {9}, b"acTL": {8},
    b"fcTL": {26},
}  # fmt: skip
_PNG_INDEXED = 3  # the kind of colours that has a palette
# What depends on the kind of colours: where it is none of its own, nobody sees it.
_PNG_COLOURS = {
    b"PLTE": {_PNG_INDEXED: set(range(3, 769, 3))},
    b"tRNS": {0: {2}, 2: {6}, _PNG_INDEXED: set(range(1, 257))},
}
_PNG_SAMPLES = {0: 1, 2: 3, _PNG_INDEXED: 1, 4: 2, 6: 4}  # numbers of a pixel
# Where the seven pictures of one that comes in steps begin, and how far their pixels lie apart: across and down.
_PNG_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
_PNG_FRAME, _PNG_PICTURE, _PNG_END = b"fdAT", b"IDAT", b"\x00\x00\x00\x00IEND\xaeB`\x82"
_UNPACKED = 1 << 20  # bytes at a time
_WEBP_KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM"})
_WEBP_LENGTHS = {b"VP8X": 10, b"ANIM": 6}  # of chunks that have one
_WEBP_FRAME_HEAD = 16  # bytes before the chunks of a frame
_WEBP_SAYS = 0x08 | 0x04 | 0x20  # the flags for EXIF, XMP and a colour profile
_GIF_TIMES = b"\x21\xf9\x04"
_GIF_LOOPS = (b"\x21\xff\x0bNETSCAPE2.0", b"\x21\xff\x0bANIMEXTS1.0")
_GIF_COUNT = b"\x03\x01"


class NotAPictureError(ValueError):
    """The bytes end before the picture does, or are no picture of this format."""


def _jpeg(content: bytes) -> bytes:
    pieces = [content[:2]]
    for marker, start, end, scanned in _parts_of_jpeg(content):
        if marker == _JPEG_END:
            break
        if marker in _JPEG_KEPT:
            pieces.append(_segment(marker, content[start:end]) + content[end:scanned])
    return b"".join([*pieces, b"\xff\xd9"])


def _parts_of_jpeg(content: bytes) -> Iterator[tuple[int, int, int, int]]:
    """(marker, where it stands, where what it says ends, where the scan behind it ends) of each part, up to the end of the picture."""
    place = 2
    while True:
        if content[place] != 0xFF:  # noqa: PLR2004  (every part begins with it)
            raise NotAPictureError
        marker = content[place + 1]
        if marker == 0xFF:  # noqa: PLR2004  (a filling byte)
            place += 1
            continue
        if marker == _JPEG_END:
            yield marker, place, place + 2, place + 2
            return
        end = place + 2 + struct.unpack_from(">H", content, place + 2)[0]
        if end > len(content):
            raise NotAPictureError
        scanned = _end_of_scan(content, end) if marker == _JPEG_SCAN else end
        yield marker, place, end, scanned
        place = scanned


def blanked(content: bytes) -> bytes:
    """A JPEG of the same length with zeros for all that is said in it and behind its end: a PDF knows where it stops.

    From where it is no JPEG any more, or ends early, it stays as it is.
    """
    blank = bytearray(content)
    with suppress(NotAPictureError, IndexError, ValueError, struct.error):
        for marker, start, end, _ in _parts_of_jpeg(content):
            if marker == _JPEG_END:
                behind = len(content.rstrip(b"\r\n")) - end  # the end of a line before `endstream` is none of it
                blank[end : end + behind] = bytes(max(0, behind))
            elif marker not in _JPEG_KEPT:
                blank[start + 4 : end] = bytes(max(0, end - start - 4))
    return bytes(blank)


def _segment(marker: int, segment: bytes) -> bytes:
    """A part of a JPEG as long as it needs to be."""
    if marker == _JPEG_JFIF:
        return _jfif(segment)
    if marker == _JPEG_ADOBE:
        said = segment[4 : 4 + _ADOBE_SAYS]
        whole = len(said) == _ADOBE_SAYS and said.startswith(b"Adobe")
        return segment[:2] + struct.pack(">H", 2 + _ADOBE_SAYS) + said if whole else b""
    if marker in {_JPEG_RESTARTS, _JPEG_LINES}:
        return segment[:2] + b"\x00\x04" + segment[4:6]
    return segment


def _jfif(segment: bytes) -> bytes:
    """The head of a JPEG without the small picture that may stand in it; nothing if it is no such head."""
    if segment[4:9] != b"JFIF\x00":
        return b""
    return b"\xff\xe0\x00\x10" + segment[4:16] + b"\x00\x00"


def _end_of_scan(content: bytes, place: int) -> int:
    """Where the compressed data ends: at the first marker that is neither a filled byte nor a restart."""
    while True:
        place = content.index(b"\xff", place)
        following = content[place + 1]
        if following != 0 and not 0xD0 <= following <= 0xD7 and following != 0xFF:  # noqa: PLR2004
            return place
        place += 2 if following != 0xFF else 1  # noqa: PLR2004


def _png(content: bytes) -> bytes:
    pieces = [_PNG_START]
    place = len(_PNG_START)
    header = content[place + 8 : place + 21]
    packed = _Packed(_size_of_pixels(header))
    first = None  # where the picture begins among the pieces
    while True:
        length, kind = struct.unpack_from(">I4s", content, place)
        end = place + 12 + length
        if end > len(content):
            raise NotAPictureError
        if kind == _PNG_PICTURE:
            first = len(pieces) if first is None else first
            packed.take(content[place:end])
        elif kind == _PNG_FRAME or length in _PNG_KEPT.get(kind, ()) or length in _lengths_of_colours(kind, header):
            pieces.append(content[place:end])
        if kind == b"IEND" and first is None:
            raise NotAPictureError
        if kind == b"IEND":
            return b"".join([*pieces[:first], *packed.chunks(), *pieces[first:], _PNG_END])
        place = end


def _lengths_of_colours(kind: bytes, header: bytes) -> Collection[int]:
    """The lengths that a chunk about colours may have in a PNG of this *header*."""
    return _PNG_COLOURS.get(kind, {}).get(header[9], ())


def _size_of_pixels(header: bytes) -> int:
    """The bytes of the pixels of a PNG: each line begins with one that says how it is written."""
    width, height, depth, colours, _, _, in_steps = struct.unpack(">IIBBBBB", header)
    if colours not in _PNG_SAMPLES:
        raise NotAPictureError
    size = 0
    for left, top, across, down in _PNG_PASSES if in_steps else ((0, 0, 1, 1),):
        columns, lines = -((left - width) // across), -((top - height) // down)
        if columns > 0 and lines > 0:
            size += lines * (1 + -(-columns * depth * _PNG_SAMPLES[colours] // 8))
    return size


class _Packed:
    """The packed data of a PNG while its chunks are read: where it ends, nothing may follow, packed or not.

    No more is unpacked than the picture can hold, however much somebody packed.
    """

    def __init__(self, size: int) -> None:
        self._unpacking = zlib.decompressobj()
        self._size = size  # of the pixels, in bytes
        self._left = size + 1  # one more than there are
        self._chunks: list[bytes] = []

    def take(self, chunk: bytes) -> None:
        """One more chunk, without what stands behind the end of the packed data; nothing if all of it does."""
        if self._unpacking.eof:
            return
        packed = chunk[8:-4]
        with suppress(zlib.error):  # a reader of pictures says what is wrong with it
            self._unpack(packed)
        behind = len(self._unpacking.unused_data)  # there is none before the end
        self._chunks.append(_chunk(packed[: len(packed) - behind]) if behind else chunk)

    def chunks(self) -> list[bytes]:
        """The chunks of the picture; packed anew where more was packed than its pixels."""
        return self._chunks if self._left > 0 else [_chunk(self._repacked())]

    def _unpack(self, packed: bytes) -> None:
        while packed and self._left > 0 and not self._unpacking.eof:
            self._left -= len(self._unpacking.decompress(packed, min(_UNPACKED, self._left)))
            packed = self._unpacking.unconsumed_tail

    def _repacked(self) -> bytes:
        unpacking, packing = zlib.decompressobj(), zlib.compressobj()
        packed, left = b"".join(chunk[8:-4] for chunk in self._chunks), self._size
        pieces = []
        while left > 0:
            pixels = unpacking.decompress(packed, min(_UNPACKED, left))
            left -= len(pixels)
            packed = unpacking.unconsumed_tail
            pieces.append(packing.compress(pixels))
        return b"".join([*pieces, packing.flush()])


def _chunk(packed: bytes) -> bytes:
    """A chunk of a PNG with this part of its picture."""
    said = _PNG_PICTURE + packed
    return struct.pack(">I", len(packed)) + said + struct.pack(">I", zlib.crc32(said))


def _webp(content: bytes) -> bytes:
    end = 8 + struct.unpack_from("<I", content, 4)[0]
    if end > len(content) + 1:
        raise NotAPictureError
    body = b"WEBP" + _kept_of_webp(content[12:end])
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _kept_of_webp(content: bytes) -> bytes:
    """The chunks of a WebP, or of a frame of a moving one, that belong to the picture: of each kind there is one, frames apart."""
    pieces = []
    seen = set()
    place = 0
    while place + 8 <= len(content):
        kind, length = struct.unpack_from("<4sI", content, place)
        said = content[place + 8 : place + 8 + length]
        place += 8 + length + length % 2
        if kind == b"ANMF":
            frame = said[:_WEBP_FRAME_HEAD] + _kept_of_webp(said[_WEBP_FRAME_HEAD:])
            pieces.append(_chunk_of_webp(kind, frame))
        elif kind in _WEBP_KEPT and kind.rstrip(b" L") not in seen:  # with loss or without, it is the picture
            if len(said) < length:
                raise NotAPictureError
            seen.add(kind.rstrip(b" L"))
            pieces.append(_chunk_of_webp(kind, said[: _WEBP_LENGTHS.get(kind)]))
    return b"".join(pieces)


def _chunk_of_webp(kind: bytes, said: bytes) -> bytes:
    if kind == b"VP8X":
        said = bytes([said[0] & ~_WEBP_SAYS]) + said[1:]
    return kind + struct.pack("<I", len(said)) + said + b"\0" * (len(said) % 2)


def _gif(content: bytes) -> bytes:
    def blocks(place: int) -> int:
        """The end of a chain of blocks that begins here."""
        while content[place]:
            place += content[place] + 1
        return place + 1

    def colours(flags: int) -> int:
        return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0

    place = 13 + colours(content[10])
    pieces = [content[:place]]
    while content[place] != 0x3B:  # noqa: PLR2004  (the end)
        if content[place] == 0x2C:  # noqa: PLR2004  (a frame)
            end = blocks(place + 11 + colours(content[place + 9]))
            pieces.append(content[place:end])
        elif content[place] == 0x21:  # noqa: PLR2004  (an extension)
            end = blocks(place + 2)
            pieces.append(_gif_extension(content[place:end]))
        else:
            raise NotAPictureError
        place = end
    return b"".join([*pieces, b";"])


def _gif_extension(extension: bytes) -> bytes:
    """How long a frame is shown and how often all of them, as long as that is said; nothing of any other extension."""
    if extension.startswith(_GIF_TIMES):
        return extension[: len(_GIF_TIMES) + 4] + b"\0"
    loops = extension.find(_GIF_COUNT, len(_GIF_LOOPS[0]))
    if extension.startswith(_GIF_LOOPS) and loops > 0:
        return extension[: len(_GIF_LOOPS[0])] + extension[loops : loops + len(_GIF_COUNT) + 2] + b"\0"
    return b""


def _formats() -> Iterator[tuple[bytes, int, Callable[[bytes], bytes]]]:
    yield b"\xff\xd8\xff", 0, _jpeg
    yield _PNG_START, 0, _png
    yield b"GIF8", 0, _gif
    yield b"WEBP", 8, _webp


def bare(content: bytes) -> bytes:
    """The picture alone; NotAPictureError where the bytes do not hold a whole one."""
    for start, place, read in _formats():
        if content[place : place + len(start)] == start:
            try:
                return read(content)
            except (IndexError, ValueError, struct.error) as error:
                raise NotAPictureError from error
    raise NotAPictureError


_ORIENTATION = 0x0112


def orientation(picture: Image) -> int:
    """How a camera says that an open picture is to be turned, 1 (not at all) to 8; 1 where what it says can't be read."""
    try:
        turned = picture.getexif().get(_ORIENTATION, 1)
    except (SyntaxError, ValueError, OSError, KeyError, TypeError, struct.error):
        return 1
    return turned if turned in range(1, 9) else 1
