"""PNG with a palette, byte for byte the same on every system.

A release made on Windows must be reproducible on Linux. Pillow does not guarantee that: it bundles another zlib per system, and
its palettes break ties between equally frequent colours as the C library does. So the palette is chosen here, and Arrow's zlib
compresses, as for workbooks. The format: https://www.w3.org/TR/png-3/
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from ..arrays import np, npt, pa

if TYPE_CHECKING:
    from PIL.Image import Image

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# IHDR: bit depth 8, colour type 3 (palette), compression 0, filter 0, no interlace
_INDEXED = bytes((8, 3, 0, 0, 0))
_UNFILTERED = 0  # before each row
_LEVEL = 6  # 9 takes three times as long for 7 %
_ZLIB_HEADER = b"\x78\x9c"
_GZIP_HEADER, _GZIP_TRAILER = 10, 8  # bytes around the deflate stream of a gzip file without a name

_VALUES = 1 << 24  # number of RGB colours
_COARSE = 0xF0  # bits per channel that are equal in shades that look alike


def indexed_png(picture: Image, most: int) -> bytes:
    """The PNG of a picture, without metadata, in at most *most* (1 to 256) of its own colours."""
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
    """(colours as rows of RGB, in a fixed order; index of each pixel's colour; number of pixels of each colour)."""
    pixels = np.frombuffer(picture.convert("RGBA").tobytes(), "<u4") & (_VALUES - 1)
    there = np.zeros(_VALUES, np.bool_)
    there[pixels] = True
    values = np.flatnonzero(there)
    place_of = np.zeros(_VALUES, np.uint32)  # sparse: the system allocates only the memory pages written to
    place_of[values] = np.arange(len(values))
    which = place_of[pixels]
    shades = np.stack([values & 0xFF, values >> 8 & 0xFF, values >> 16], axis=1)
    return shades, which, np.bincount(which)


def _palette(shades: npt.NDArray[np.int64], counts: npt.NDArray[np.intp], most: int) -> npt.NDArray[np.int64]:
    """All *shades* if at most *most*; else the most frequent shade of each of the largest groups of shades that look alike."""
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
