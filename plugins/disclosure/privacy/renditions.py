"""Pictures in the sizes that pages show: drawn anew from their pixels, so that nothing but these goes out."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from ..reading import PARSER_FAULTS
from .attachments import MOST_PIXELS, PICTURES
from .pictures import bare, orientation

_QUALITY = 80
_MAX_BYTES = 30 * 1024 * 1024
_PAPER = (255, 255, 255)  # behind what is transparent
_LAST_UPRIGHT = 4  # the orientations above it lie on their side


class UnusablePictureError(ValueError):
    """Why a file can't be shown as a picture, in Chinese."""


def measured(path: Path) -> tuple[int, int]:
    """Width and height of a picture, upright, in pixels; UnusablePictureError where it is none or too large."""
    if path.suffix.lower() not in PICTURES:
        raise UnusablePictureError(f"{path.suffix or '没有后缀的文件'}不是图片，请用 .jpg 或 .png")
    if path.stat().st_size > _MAX_BYTES:
        raise UnusablePictureError("文件超过 30 MB，请缩小再放")
    from PIL.Image import DecompressionBombError

    try:
        width, height = _size_of(path)
    except (DecompressionBombError, *PARSER_FAULTS) as error:
        raise UnusablePictureError("不是完整的图片，或后缀与内容不符") from error
    if width * height > MOST_PIXELS:
        raise UnusablePictureError("像素太多，请缩小到长边 4000 以内再放")
    return width, height


def _size_of(path: Path) -> tuple[int, int]:
    """Width and height of a picture, upright, in pixels; of one that has too many none is read, and it is not turned."""
    from PIL import Image

    with Image.open(path) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            return picture.size
        picture.load()
        turned = orientation(picture) > _LAST_UPRIGHT
        return (picture.height, picture.width) if turned else (picture.width, picture.height)


def rendered(path: Path, width: int, height: int) -> bytes:
    """The picture as JPEG of this size, upright, without anything that a camera or a program wrote into it."""
    from PIL import Image, ImageOps

    with Image.open(path) as picture:
        upright = (picture if orientation(picture) == 1 else ImageOps.exif_transpose(picture)).convert("RGBA")
    upright.thumbnail((width * 2, height * 2), Image.Resampling.BOX)  # a large photograph first comes near, fast
    whole = Image.new("RGB", upright.size, _PAPER)
    whole.paste(upright, mask=upright.getchannel("A"))
    stream = BytesIO()
    whole.resize((width, height), Image.Resampling.LANCZOS).save(
        stream, "JPEG", quality=_QUALITY, optimize=True, progressive=True, exif=b"", icc_profile=None
    )
    return bare(stream.getvalue())
