"""What can be wrong with pictures: not there, no picture, nobody's, or of somebody who did not agree."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from PIL import Image
from small import Case, Site

TABLE = "dawn/pictures.csv"
HEADER = "编号,文件,图片说明,拍摄日期,项目,类型,认得出受助人,受助人同意公开,来源"
GPS, MAKER, ORIENTATION = 0x8825, 0x010F, 0x0112


def photograph(width: int = 1200, height: int = 800, *, turned: bool = False) -> bytes:
    """A JPEG as cameras write it: with their name, the place, and how it was held."""
    picture = Image.new("RGB", (width, height), (180, 120, 60))
    picture.paste((20, 60, 120), (0, 0, width // 2, height // 2))
    exif = Image.Exif()
    exif[MAKER] = "SecretCamera"
    exif[ORIENTATION] = 6 if turned else 1
    exif.get_ifd(GPS)[1] = "N"
    stream = BytesIO()
    picture.save(stream, "JPEG", exif=exif, comment=b"13800138000")
    return stream.getvalue()


def pictured(
    row: str = "table,饭.jpg,午饭上桌了,2023-09-01,reading-room,照片,否,,DOC", **files: bytes
) -> Callable[[Site], None]:
    """A table of one picture, and files beside it: `饭` is a photograph unless something else is given."""

    def make(site: Site) -> None:
        site.write(f"data/{TABLE}", f"{HEADER}\n{row}\n")
        for name, content in ({"饭": photograph()} | files).items():
            site.write(f"data/dawn/pictures/{name}.jpg", content)

    return make


def _missing(site: Site) -> None:
    pictured()(site)
    site.file("pictures/饭.jpg").unlink()


def _accented(site: Site) -> None:
    """A name as a Mac hands it over, which looks like the one that was typed."""
    pictured("table,café.jpg,午饭,2023-09-01,reading-room,照片,否,,DOC")(site)
    site.file("pictures/饭.jpg").rename(site.file("pictures/cafe\u0301.jpg"))


def _outside(site: Site) -> None:
    pictured("table,../../river/x.jpg,午饭,2023-09-01,reading-room,照片,否,,DOC")(site)
    site.write("data/river/x.jpg", photograph())


PICTURE_CASES = (
    Case("picture-missing", TABLE, 2, "文件", _missing, told="饭.jpg"),
    Case("picture-missing", TABLE, 2, "文件", _outside, name="outside"),
    Case("picture-missing", TABLE, 2, "文件", _accented, name="accents", told="看起来一样，存法不同"),
    Case("picture-unreadable", TABLE, 2, "文件", pictured(饭=b"GIF89a"), told="不是完整的图片"),
    Case("picture-unclaimed", "dawn/pictures/剩.jpg", None, None, pictured(剩=photograph())),
    Case(
        "picture-without-consent",
        TABLE,
        2,
        "受助人同意公开",
        pictured("table,饭.jpg,午饭上桌了,2023-09-01,reading-room,照片,是,,DOC"),
    ),
)
