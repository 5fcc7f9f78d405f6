"""Pictures without anything but the picture: comments, places, authors and hidden bytes taken out, no pixel changed."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator

# What a browser needs of a JPEG besides the picture: JFIF, and how Adobe's programs wrote the colours.
_JPEG_KEPT = frozenset({0xE0, 0xEE})
_JPEG_APPLICATION, _JPEG_COMMENT, _JPEG_SCAN, _JPEG_END = range(0xE0, 0xF0), 0xFE, 0xDA, 0xD9
_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT"}
)  # fmt: skip
_WEBP_KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"})
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
        spoken = marker == _JPEG_COMMENT or (marker in _JPEG_APPLICATION and marker not in _JPEG_KEPT)
        if not spoken:
            pieces.append(_jfif(content[place:end]) if marker == 0xE0 else content[place:end])  # noqa: PLR2004  (APP0)
        place = end
        if marker == _JPEG_SCAN:
            end = _end_of_scan(content, place)
            pieces.append(content[place:end])
            place = end


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
    while True:
        length, kind = struct.unpack_from(">I4s", content, place)
        end = place + 12 + length
        if end > len(content):
            raise NotAPictureError
        if kind in _PNG_KEPT:
            pieces.append(content[place:end])
        if kind == b"IEND":
            return b"".join(pieces)
        place = end


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
        elif kind in _WEBP_KEPT:
            pieces.append(content[place:following])
        place = following
    body = b"WEBP" + b"".join(pieces)
    return b"RIFF" + struct.pack("<I", len(body)) + body


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
