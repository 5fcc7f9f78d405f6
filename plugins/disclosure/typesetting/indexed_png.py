"""Pictures with a palette as PNG, the same bytes on every system.

A release that was made on Windows must be made again on Linux. Pillow can't promise that: it brings another zlib along for each
system, and which of two colours that are as frequent as each other gets into its palettes is left to the C library. The palette is
chosen here, all is packed by Arrow's zlib, as workbooks are. The format: https://www.w3.org/TR/png-3/
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from ..arrays import np, npt, pa

if TYPE_CHECKING:
    from PIL.Image import Image

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# 8 bits a pixel, which is a place in a palette; the only packing and filters; no interlace
_INDEXED = bytes((8, 3, 0, 0, 0))
_UNFILTERED = 0  # before each row
_LEVEL = 6  # 9 takes three times as long for 7 %
_ZLIB_HEADER = b"\x78\x9c"
_GZIP_HEADER, _GZIP_TRAILER = 10, 8  # bytes around a deflated stream where no name of a file is kept

_VALUES = 1 << 24  # of red, green and blue together
_COARSE = 0xF0  # what two shades have in common that the eye takes for one


def indexed_png(picture: Image, most: int) -> bytes:
    """The PNG of a picture without anything but its pixels, in at most *most* (1 to 256) of its own colours."""
    width, height = picture.size
    shades, which, counts = _shades(picture)
    palette = _palette(shades, counts, most)
    apart = ((shades[:, None, :] - palette[None, :, :]) ** 2).sum(axis=2)
    nearest = apart.argmin(axis=1).astype(np.uint8)  # the first of those that are equally near
    pixels = nearest[which].reshape(height, width)
    rows = np.pad(pixels, ((0, 0), (1, 0)), constant_values=_UNFILTERED).tobytes()
    parts = (
        _chunk(b"IHDR", width.to_bytes(4) + height.to_bytes(4) + _INDEXED),
        _chunk(b"PLTE", palette.astype(np.uint8).tobytes()),
        _chunk(b"IDAT", _ZLIB_HEADER + _deflated(rows) + zlib.adler32(rows).to_bytes(4)),
        _chunk(b"IEND", b""),
    )
    return _SIGNATURE + b"".join(parts)


def _shades(picture: Image) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint32], npt.NDArray[np.intp]]:
    """The colours of a picture as rows of red, green and blue, in one order; for each pixel which it has; how many have each."""
    pixels = np.frombuffer(picture.convert("RGBA").tobytes(), "<u4") & (_VALUES - 1)
    there = np.zeros(_VALUES, np.bool_)
    there[pixels] = True
    values = np.flatnonzero(there)
    place_of = np.zeros(_VALUES, np.uint32)  # of which the system hands out only the pages that are written to
    place_of[values] = np.arange(len(values))
    which = place_of[pixels]
    shades = np.stack([values & 0xFF, values >> 8 & 0xFF, values >> 16], axis=1)
    return shades, which, np.bincount(which)


def _palette(shades: npt.NDArray[np.int64], counts: npt.NDArray[np.intp], most: int) -> npt.NDArray[np.int64]:
    """All *shades*; where they are more than *most*, those that stand for most pixels: of shades that look alike the most frequent."""
    if len(shades) <= most:
        return shades
    by_frequency = np.argsort(-counts, kind="stable")
    _, first, alike = np.unique(shades[by_frequency] & _COARSE, axis=0, return_index=True, return_inverse=True)
    pixels = np.bincount(alike.ravel(), weights=counts[by_frequency])
    kept = by_frequency[first][np.lexsort((first, -pixels))[:most]]
    return shades[np.sort(kept)]


def _chunk(kind: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4) + kind + content + zlib.crc32(kind + content).to_bytes(4)


def _deflated(content: bytes) -> bytes:
    packed: bytes = pa.Codec("gzip", compression_level=_LEVEL).compress(content, asbytes=True)
    return packed[_GZIP_HEADER:-_GZIP_TRAILER]
