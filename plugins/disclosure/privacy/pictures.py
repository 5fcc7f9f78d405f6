"""Pictures without anything but the picture: comments, places, authors and hidden bytes taken out, no pixel changed."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

# What a browser needs of a JPEG: frames, tables, scans, JFIF, and how Adobe's programs wrote the colours.
_JPEG_JFIF, _JPEG_ADOBE, _JPEG_RESTARTS, _JPEG_SCAN, _JPEG_END = 0xE0, 0xEE, 0xDD, 0xDA, 0xD9
_JPEG_KEPT = frozenset({*range(0xC0, 0xD0), *range(0xDA, 0xDE), _JPEG_JFIF, _JPEG_ADOBE}) - {0xC8}
_ADOBE_SAYS = 12  # bytes, all else that follows them is somebody's own
_PNG_START = b"\x89PNG\r\n\x1a\n"
# The chunks of a PNG that are kept, with the lengths that they have; a longer one says something of its own.
_PNG_KEPT = {
    b"IHDR": {13}, b"PLTE": set(range(3, 769, 3)), b"tRNS": set(range(1, 257)), b"gAMA": {4}, b"cHRM": {32}, b"sRGB": {1},
    b"sBIT": {1, 2, 3, 4}, b"bKGD": {1, 2, 6}, b"pHYs": {9}, b"acTL": {8}, b"fcTL": {26},
}  # fmt: skip
_PNG_FRAME, _PNG_PICTURE, _PNG_END = b"fdAT", b"IDAT", b"\x00\x00\x00\x00IEND\xaeB`\x82"
_UNPACKED = 1 << 20  # bytes at a time
_MOST_UNPACKED = 500_000_000  # bytes of the largest picture that is taken
_WEBP_KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM"})
_WEBP_FRAME_HEAD = 16  # bytes before the chunks of a frame
_WEBP_SAYS = 0x08 | 0x04 | 0x20  # the flags for EXIF, XMP and a colour profile
_GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


class NotAPictureError(ValueError):
    """The bytes end before the picture does, or are no picture of this format."""


def _jpeg(content: bytes) -> bytes:
    pieces = [content[:2]]
    place = 2
    while True:
        if content[place] != 0xFF:  # noqa: PLR2004  (every part begins with it)
            raise NotAPictureError
        marker = content[place + 1]
        if marker == 0xFF:  # noqa: PLR2004  (a filling byte)
            place += 1
            continue
        if marker == _JPEG_END:
            return b"".join([*pieces, b"\xff\xd9"])
        end = place + 2 + struct.unpack_from(">H", content, place + 2)[0]
        if end > len(content):
            raise NotAPictureError
        if marker in _JPEG_KEPT:
            pieces.append(_segment(marker, content[place:end]))
        place = end
        if marker == _JPEG_SCAN:
            end = _end_of_scan(content, place)
            pieces.append(content[place:end])
            place = end


def blanked(content: bytes) -> bytes:
    """A JPEG of the same length with zeros for all that is said in it before its first scan: a PDF knows where it ends.

    What is no JPEG, or ends early, stays as it is.
    """
    blank = bytearray(content)
    place = 2
    while content[place : place + 1] == b"\xff" and place + 4 <= len(content):
        marker, (length,) = content[place + 1], struct.unpack_from(">H", content, place + 2)
        if marker == _JPEG_SCAN or place + 2 + length > len(content):
            break
        if marker not in _JPEG_KEPT:
            blank[place + 4 : place + 2 + length] = bytes(max(0, length - 2))
        place += 2 + length
    return bytes(blank)


def _segment(marker: int, segment: bytes) -> bytes:
    """A part of a JPEG as long as it needs to be."""
    if marker == _JPEG_JFIF:
        return _jfif(segment)
    if marker == _JPEG_ADOBE:
        said = segment[4 : 4 + _ADOBE_SAYS]
        whole = len(said) == _ADOBE_SAYS and said.startswith(b"Adobe")
        return segment[:2] + struct.pack(">H", 2 + _ADOBE_SAYS) + said if whole else b""
    if marker == _JPEG_RESTARTS:
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
    packed = _Packed()
    while True:
        length, kind = struct.unpack_from(">I4s", content, place)
        end = place + 12 + length
        if end > len(content):
            raise NotAPictureError
        if kind == _PNG_PICTURE:
            pieces.append(packed.upto_its_end(content[place:end]))
        elif kind == _PNG_FRAME or length in _PNG_KEPT.get(kind, ()):
            pieces.append(content[place:end])
        if kind == b"IEND":
            return b"".join([*pieces, _PNG_END])
        place = end


class _Packed:
    """The packed data of a PNG while its chunks are read: where it ends, nothing may follow.

    No more is unpacked than the picture can hold, however much somebody packed.
    """

    def __init__(self) -> None:
        self.unpacking = zlib.decompressobj()
        self.left = _MOST_UNPACKED

    def upto_its_end(self, chunk: bytes) -> bytes:
        """A chunk without what stands behind the end of the packed data; nothing if all of it does."""
        if self.unpacking.eof:
            return b""
        packed = chunk[8:-4]
        try:
            self._unpack(packed)
        except zlib.error:
            return chunk  # a reader of pictures says what is wrong with it
        behind = len(self.unpacking.unused_data)
        if not (self.unpacking.eof and behind):
            return chunk
        said = _PNG_PICTURE + packed[: len(packed) - behind]
        return struct.pack(">I", len(said) - 4) + said + struct.pack(">I", zlib.crc32(said))

    def _unpack(self, packed: bytes) -> None:
        while packed and self.left > 0 and not self.unpacking.eof:
            self.left -= len(self.unpacking.decompress(packed, _UNPACKED))
            packed = self.unpacking.unconsumed_tail


def _webp(content: bytes) -> bytes:
    end = 8 + struct.unpack_from("<I", content, 4)[0]
    if end > len(content) + 1:
        raise NotAPictureError
    pieces = []
    place = 12
    while place + 8 <= min(end, len(content)):
        kind, length = struct.unpack_from("<4sI", content, place)
        following = place + 8 + length + length % 2
        if kind == b"VP8X":
            flags = bytes([content[place + 8] & ~_WEBP_SAYS])
            pieces.append(content[place : place + 8] + flags + content[place + 9 : following])
        elif kind == b"ANMF":
            pieces.append(_webp_frame(content[place + 8 : place + 8 + length]))
        elif kind in _WEBP_KEPT:
            pieces.append(content[place:following])
        place = following
    body = b"WEBP" + b"".join(pieces)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _webp_frame(frame: bytes) -> bytes:
    """A frame of a moving picture, with the chunks of the picture alone."""
    pieces = [frame[:_WEBP_FRAME_HEAD]]
    place = _WEBP_FRAME_HEAD
    while place + 8 <= len(frame):
        kind, length = struct.unpack_from("<4sI", frame, place)
        following = place + 8 + length + length % 2
        if kind in _WEBP_KEPT:
            pieces.append(frame[place:following])
        place = following
    body = b"".join(pieces)
    return b"ANMF" + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


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
            label = content[place + 1]
            if label == 0xF9 or (label == 0xFF and content[place + 3 : place + 14] in _GIF_LOOPS):  # noqa: PLR2004
                pieces.append(content[place:end])
        else:
            raise NotAPictureError
        place = end
    return b"".join([*pieces, b";"])


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
