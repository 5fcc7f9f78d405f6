"""Pictures lose every byte that is not the picture, and no pixel."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from PIL.PngImagePlugin import PngInfo

from disclosure.privacy.attachments import check, clean
from disclosure.privacy.leaks import Own
from disclosure.privacy.pictures import NotAPictureError, bare
from disclosure.privacy.refusals import Refusals

SECRET = b"13812345679"


def frames(kind: str, count: int) -> list[Image.Image]:
    pictures = [Image.linear_gradient("L").resize((33, 17)).rotate(90 * turn) for turn in range(count)]
    return [picture.convert("P" if kind == "GIF" else "RGB") for picture in pictures]


def saved(kind: str, *, count: int = 1, **options: object) -> bytes:
    stream = io.BytesIO()
    first, *more = frames(kind, count)
    if count > 1:
        options |= {"save_all": True, "append_images": more, "duration": 80, "loop": 0}
    first.save(stream, kind, **options)
    return stream.getvalue()


def chunk(kind: bytes, content: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def with_chunk(png: bytes, kind: bytes, content: bytes) -> bytes:
    """A PNG with one more chunk before its end."""
    return png[:-12] + chunk(kind, content) + png[-12:]


def with_more_pixels(png: bytes) -> bytes:
    """A PNG of one chunk whose packed data holds more than its pixels."""
    place = png.index(b"IDAT")
    (length,) = struct.unpack_from(">I", png, place - 4)
    pixels = zlib.decompress(png[place + 4 : place + 4 + length])
    empty = png[: place - 4] + png[place + 8 + length :]
    return with_chunk(empty, b"IDAT", zlib.compress(pixels + SECRET, 0))


def with_extension(gif: bytes, said: bytes) -> bytes:
    """A GIF with one more extension before its first frame."""
    place = 13 + 3 * 2 ** ((gif[10] & 7) + 1)
    return gif[:place] + b"\x21" + said + bytes([len(SECRET)]) + SECRET + b"\0" + gif[place:]


def with_more_said(webp: bytes, kind: bytes) -> bytes:
    """A WebP whose first chunk of a *kind* says more than it has to."""
    place = webp.index(kind)
    end = place + 8 + struct.unpack_from("<I", webp, place + 4)[0]
    said = webp[place + 8 : end] + SECRET + b"\0"
    body = webp[8:place] + kind + struct.pack("<I", len(said)) + said + webp[end:]
    return b"RIFF" + struct.pack("<I", len(body)) + body


def with_chunk_in_a_frame(webp: bytes) -> bytes:
    """A moving WebP with one more chunk in its first frame."""
    place = webp.index(b"ANMF")
    end = place + 8 + struct.unpack_from("<I", webp, place + 4)[0]
    said = b"XXXX" + struct.pack("<I", len(SECRET)) + SECRET + b"\x00" * (len(SECRET) % 2)
    frame = webp[place + 8 : end] + said
    body = webp[8:place] + b"ANMF" + struct.pack("<I", len(frame)) + frame + webp[end:]
    return b"RIFF" + struct.pack("<I", len(body)) + body


def talkative() -> Iterator[tuple[str, bytes]]:
    """Pictures of every format with something said in them."""
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    words = PngInfo()
    words.add_text("Comment", SECRET.decode())
    words.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    yield "a.jpg", saved("JPEG", exif=exif, comment=SECRET, quality=90)
    yield "progressive.jpg", saved("JPEG", exif=exif, progressive=True, xmp=SECRET)
    yield "segment.jpg", saved("JPEG")[:2] + b"\xff\xe9" + struct.pack(">H", 13) + SECRET + saved("JPEG")[2:]
    adobe = b"Adobe\x00d\x00\x00\x00\x00\x01"
    for name, marker, said in (
        ("adobe", 0xEE, adobe),
        ("other", 0xEE, b""),
    ):
        whole = said + SECRET
        segment = bytes([0xFF, marker]) + struct.pack(">H", len(whole) + 2) + whole
        yield f"{name}.jpg", saved("JPEG")[:2] + segment + saved("JPEG")[2:]
    lines = b"\xff\xdc" + struct.pack(">H", len(SECRET) + 2) + SECRET
    yield "lines.jpg", saved("JPEG")[:-2] + lines + b"\xff\xd9"
    yield "data.png", with_chunk(saved("PNG"), b"IDAT", SECRET)
    yield "long.png", with_chunk(saved("PNG"), b"pHYs", b"\x00\x00\x00\x01\x00\x00\x00\x01\x00" + SECRET)
    yield "end.png", with_chunk(saved("PNG"), b"IEND", SECRET)[:-12]
    yield "exif.png", with_chunk(saved("PNG"), b"eXIf", SECRET)  # none that can be read
    yield "exif.webp", saved("WEBP", exif=b"Exif\x00\x00" + SECRET, lossless=True)
    yield "frame.webp", with_chunk_in_a_frame(saved("WEBP", count=3, lossless=True))
    yield "a.png", saved("PNG", pnginfo=words, exif=exif)
    yield "chunk.png", with_chunk(saved("PNG"), b"prVt", SECRET)
    yield "moving.png", saved("PNG", count=3, pnginfo=words)
    yield "palette.png", with_chunk(saved("PNG"), b"PLTE", SECRET + b"\0")
    yield "transparent.png", with_chunk(saved("PNG"), b"tRNS", SECRET)
    yield "more.png", with_more_pixels(saved("PNG"))
    yield "a.gif", saved("GIF", comment=SECRET)
    yield "times.gif", with_extension(saved("GIF"), b"\xf9\x04\0\0\0\0")
    yield "odd.gif", with_extension(saved("GIF"), b"\xf9")
    yield "loops.gif", with_extension(saved("GIF"), b"\xff\x0bNETSCAPE2.0\x03\x01\0\0")
    yield "moving.gif", saved("GIF", count=3, comment=SECRET)
    yield "a.webp", saved("WEBP", exif=exif, lossless=True)
    yield "times.webp", with_more_said(saved("WEBP", count=3, lossless=True), b"ANIM")
    yield "moving.webp", saved("WEBP", count=3, exif=exif, xmp=SECRET, lossless=True)


PICTURES = dict(talkative())


def same_frames(one: bytes, other: bytes) -> bool:
    with Image.open(io.BytesIO(one)) as left, Image.open(io.BytesIO(other)) as right:
        count = getattr(left, "n_frames", 1)
        if count != getattr(right, "n_frames", 1) or left.info.get("loop") != right.info.get("loop"):
            return False
        for frame in range(count):
            left.seek(frame)
            right.seek(frame)
            if ImageChops.difference(left.convert("RGB"), right.convert("RGB")).getbbox():
                return False
    return True


@pytest.mark.parametrize("tail", [b"", SECRET, b"\xff\xd9" + SECRET, b"IEND" + SECRET, b"\x00" * 9000 + SECRET])
@pytest.mark.parametrize("name", PICTURES)
def test_only_the_picture_is_published(tmp_path: Path, name: str, tail: bytes) -> None:
    """Comments, EXIF, XMP, unknown parts and bytes behind the end are gone; every frame is as it was, and so is a second look."""
    path = tmp_path / "images" / name
    path.parent.mkdir()
    path.write_bytes(PICTURES[name] + tail)
    assert SECRET in path.read_bytes()
    assert list(check(tmp_path, Own())) == []
    clean(tmp_path)
    cleaned = path.read_bytes()
    assert SECRET not in cleaned
    assert same_frames(PICTURES[name], cleaned)
    clean(tmp_path)
    assert path.read_bytes() == cleaned


@pytest.mark.parametrize(
    ("name", "picture"),
    [
        ("arithmetic.jpg", saved("JPEG")[:2] + b"\xff\xcc\x00\x0d" + SECRET + saved("JPEG")[2:]),
        ("loops.gif", with_extension(saved("GIF"), b"\xff\x0bNETSCAPE2.0\x05\x02\0\0\0\0\x03\x01\0\0")),
        ("head.webp", with_more_said(saved("WEBP", count=3, lossless=True), b"VP8X")),
    ],
)
def test_parts_that_readers_of_pictures_take_in_different_ways(name: str, picture: bytes) -> None:
    """They are as long as their format says, or gone: the picture that is left is read by all."""
    plain = Image.open(io.BytesIO(bare(picture)))
    plain.load()
    assert SECRET not in bare(picture)
    assert plain.info.get("loop", 0) == 0, name


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_cut_short_is_told(tmp_path: Path, name: str) -> None:
    """Half a picture is refused before anything is built, and never read beyond its end."""
    path = tmp_path / "images" / name
    path.parent.mkdir()
    content = PICTURES[name]
    path.write_bytes(content[: len(content) // 2])
    assert [fault.code for fault in check(tmp_path, Own())] == ["attachment-unreadable"]
    for length in range(0, len(content) - 1, 7):
        with pytest.raises(NotAPictureError):
            bare(content[:length])


def test_bytes_behind_the_end_of_a_pdf_are_taken_off(tmp_path: Path) -> None:
    """What stands behind the last mark of the end belongs to no page."""
    path = tmp_path / "files" / "a.pdf"
    path.parent.mkdir()
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n" + SECRET)
    clean(tmp_path)
    assert path.read_bytes().endswith(b"%%EOF\n")
    before = path.read_bytes()
    clean(tmp_path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("place", ["scan.jpg", "blocks.gif", "picture.webp"])
def test_digits_in_the_packed_picture_are_told(tmp_path: Path, place: str) -> None:
    """What no rule of the format parts from the picture is at least no number of a person."""
    jpeg, gif, webp = saved("JPEG"), saved("GIF"), saved("WEBP", lossless=True)
    number = b"13812345679"
    longer = webp[20:] + b"\x00" * (len(webp) % 2) + number + b"\x00"
    packed = {
        "scan.jpg": jpeg[:-2] + number + jpeg[-2:],
        "blocks.gif": gif[:-2] + bytes([len(number)]) + number + b"\x00;",
        "picture.webp": webp[:4]
        + struct.pack("<I", len(longer) + 12)
        + webp[8:16]
        + struct.pack("<I", len(longer))
        + longer,
    }
    path = tmp_path / "images" / place
    path.parent.mkdir()
    path.write_bytes(packed[place])
    assert [fault.code for fault in check(tmp_path, Own())] == ["personal-words"]


@pytest.mark.parametrize(("depth", "colours"), [(1, 0), (2, 3), (4, 0), (8, 2), (8, 4), (16, 6)])
@pytest.mark.parametrize("size", [(1, 1), (3, 5), (9, 8), (17, 33)])
@pytest.mark.parametrize("in_steps", [False, True])
def test_pixels_of_a_png_are_counted_as_its_reader_counts_them(
    size: tuple[int, int], depth: int, colours: int, *, in_steps: bool
) -> None:
    """As many bytes as a reader of pictures needs are kept: with one less it finds the picture cut short."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", *size, depth, colours, 0, 0, in_steps))
    head = b"\x89PNG\r\n\x1a\n" + header + chunk(b"PLTE", bytes(12)) * (colours == 3)
    end = chunk(b"IEND", b"")
    cleaned = bare(head + chunk(b"IDAT", zlib.compress(bytes(40_000) + SECRET, 0)) + end)
    assert SECRET not in cleaned
    place = cleaned.index(b"IDAT")
    (length,) = struct.unpack_from(">I", cleaned, place - 4)
    pixels = zlib.decompress(cleaned[place + 4 : place + 4 + length])
    assert readable(head + chunk(b"IDAT", zlib.compress(pixels)) + end)
    assert not readable(head + chunk(b"IDAT", zlib.compress(pixels[:-1])) + end)


def readable(picture: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(picture)) as opened:
            opened.load()
    except (OSError, SyntaxError):
        return False
    return True


def test_a_name_in_the_packed_picture_is_told(tmp_path: Path) -> None:
    """Of who wants not to be named, where no rule of the format parts it from the picture; other words may stand there."""
    (tmp_path / "images").mkdir()
    jpeg = saved("JPEG")
    everybody = Refusals()
    everybody.add("王小明", "捐赠人", ("donations.csv", None, 2, "捐赠人"))
    for said, codes in (("捐款人王小明", ["name-refused"]), ("一幅很好看的画", [])):
        (tmp_path / "images" / "a.jpg").write_bytes(jpeg[:-2] + said.encode() + jpeg[-2:])
        assert [fault.code for fault in check(tmp_path, Own(), everybody)] == codes


def test_photographs_in_a_pdf_say_nothing(tmp_path: Path) -> None:
    """Where and by whom a photograph was taken is blanked inside a PDF, no byte moves, and a signed PDF stays as it is."""
    path = tmp_path / "files" / "a.pdf"
    path.parent.mkdir()
    photograph = PICTURES["a.jpg"]
    head = b"%PDF-1.4\n1 0 obj\n<< /Subtype /Image /Filter /DCTDecode >>\nstream\n"
    for signed in (b"", b"<< /ByteRange [0 1 2 3] >>\n"):
        content = head + photograph + b"\nendstream\nendobj\n" + signed + b"%%EOF\n"
        path.write_bytes(content)
        clean(tmp_path)
        cleaned = path.read_bytes()
        assert len(cleaned) == len(content)
        assert (SECRET in cleaned) == bool(signed)
        start = len(head)
        assert same_frames(photograph, cleaned[start : start + len(photograph)])
