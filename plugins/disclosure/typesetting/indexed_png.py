"""Pictures with a palette as PNG, the same bytes on every system.

Pillow brings another zlib along for each system, and they pack otherwise: a release that was made on Windows must be made again on
Linux. All is packed by Arrow's zlib, as workbooks are. The format: https://www.w3.org/TR/png-3/
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from ..arrays import pa

if TYPE_CHECKING:
    from PIL.Image import Image

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_INDEXED = bytes(
    (8, 3, 0, 0, 0)
)  # 8 bits a pixel, which is a place in a palette; the only packing and filters; no interlace
_UNFILTERED = b"\0"
_LEVEL = 6  # 9 takes three times as long for 7 %
_ZLIB_HEADER = b"\x78\x9c"
_GZIP_HEADER, _GZIP_TRAILER = 10, 8  # bytes around a deflated stream where no name of a file is kept


def indexed_png(picture: Image) -> bytes:
    """The PNG of a picture of mode P, without anything but its pixels."""
    width, height = picture.size
    pixels = picture.tobytes()
    colours = picture.getpalette() or []
    rows = b"".join(_UNFILTERED + pixels[start : start + width] for start in range(0, len(pixels), width))
    parts = (
        _chunk(b"IHDR", width.to_bytes(4) + height.to_bytes(4) + _INDEXED),
        _chunk(b"PLTE", bytes(colours[: 3 * (max(pixels) + 1)])),
        _chunk(b"IDAT", _ZLIB_HEADER + _deflated(rows) + zlib.adler32(rows).to_bytes(4)),
        _chunk(b"IEND", b""),
    )
    return _SIGNATURE + b"".join(parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4) + kind + content + zlib.crc32(kind + content).to_bytes(4)


def _deflated(content: bytes) -> bytes:
    packed: bytes = pa.Codec("gzip", compression_level=_LEVEL).compress(content, asbytes=True)
    return packed[_GZIP_HEADER:-_GZIP_TRAILER]
