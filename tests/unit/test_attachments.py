"""Files that go out as they are: nothing in them leads to a person, and pictures lose what cameras write into them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject, TextStringObject

from disclosure.privacy.attachments import check, clean
from disclosure.privacy.leaks import Own


def pdf(*lines: str, **properties: str) -> PdfWriter:
    """A one-page PDF with lines of ASCII text, compressed as programs do it."""
    writer = PdfWriter()
    page = writer.add_blank_page(300, 300)
    font = DictionaryObject(
        {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
         NameObject("/BaseFont"): NameObject("/Helvetica")}
    )  # fmt: skip
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    stream = StreamObject()
    shown = "\n".join(f"BT /F1 12 Tf 20 {280 - 14 * at} Td ({line}) Tj ET" for at, line in enumerate(lines))
    stream.set_data(shown.encode())
    page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    if properties:
        writer.add_metadata({f"/{key}": value for key, value in properties.items()})
    return writer


def put(folder: Path, name: str, content: PdfWriter | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, PdfWriter):
        with path.open("wb") as file:
            content.write(file)
    else:
        path.write_bytes(content)
    return path


def codes(content: Path, own: Own | None = None) -> list[str]:
    return [one.code for one in check(content, own or Own())]


WORDS = "annual report of the charity, all amounts in yuan"


def test_a_plain_pdf_may_go_out(tmp_path: Path) -> None:
    """A PDF with text and without secrets raises nothing."""
    put(tmp_path, "files/report-2023.pdf", pdf(WORDS))
    assert codes(tmp_path) == []


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (pdf(WORDS, "call 13812345678"), "personal-words"),
        (pdf(WORDS, Title="11010519491231002X"), "personal-words"),
        (pdf(WORDS, Author="Li Lei"), "attachment-author"),
        (pdf(), "attachment-scan"),
    ],
)
def test_what_a_pdf_says(tmp_path: Path, made: PdfWriter, code: str) -> None:
    """Numbers in compressed text and in properties are found, authors asked about, scans named."""
    put(tmp_path, "files/report.pdf", made)
    assert code in codes(tmp_path)


def test_pdfs_that_act_or_cannot_be_read(tmp_path: Path) -> None:
    """Scripts, files inside the file, passwords and broken files are refused, each with its reason."""
    scripted, carrying, locked = pdf(WORDS), pdf(WORDS), pdf(WORDS)
    scripted.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    )
    carrying.add_attachment("names.txt", b"13812345678")
    locked.encrypt("secret")
    for name, made in (("a", scripted), ("b", carrying), ("c", locked)):
        put(tmp_path, f"files/{name}.pdf", made)
    put(tmp_path, "files/d.pdf", b"%PDF-1.7 cut off")
    put(tmp_path, "files/e.pdf", b"")
    assert codes(tmp_path) == ["attachment-active", "attachment-active", *["attachment-unreadable"] * 3]


@pytest.mark.parametrize("name", ["list.xlsx", "letter.docx", "all.zip", "plan.svg", "page.html", "raw.bin"])
def test_formats_that_hide_things_are_refused(tmp_path: Path, name: str) -> None:
    """Office files, archives and drawings with programs stay in the building."""
    put(tmp_path, f"files/{name}", b"x")
    assert codes(tmp_path) == ["attachment-type"]


def test_names_of_files(tmp_path: Path) -> None:
    """A number in the name of a file is found before the file is copied."""
    put(tmp_path, "files/13812345678.pdf", pdf(WORDS))
    assert codes(tmp_path) == ["personal-name"]
    assert codes(tmp_path, Own(frozenset({"13812345678"}))) == []


def picture(kind: str, *, rotated: bool = False) -> bytes:
    made = Image.new("RGB", (40, 20), (200, 120, 30))
    exif = Image.Exif()
    exif[0x013B] = "CANARY-AUTHOR"
    exif[0x8825] = {1: "N", 2: (31.0, 18.0, 0.0)}
    if rotated:
        exif[0x0112] = 6
    stream = io.BytesIO()
    made.save(stream, kind, exif=exif, **({"quality": 95} if kind != "PNG" else {}))
    return stream.getvalue()


@pytest.mark.parametrize(("kind", "suffix"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
def test_pictures_lose_place_and_author(tmp_path: Path, kind: str, suffix: str) -> None:
    """What a camera writes is gone from the built site, the picture stays upright, and a bare picture is not touched."""
    path = put(tmp_path, f"images/visit.{suffix}", picture(kind, rotated=True))
    assert codes(tmp_path) == []
    assert b"CANARY-AUTHOR" in path.read_bytes()

    clean(tmp_path)
    cleaned = path.read_bytes()
    with Image.open(io.BytesIO(cleaned)) as shown:
        assert not shown.getexif()
        assert shown.size == (20, 40)
    assert b"CANARY" not in cleaned

    clean(tmp_path)
    assert path.read_bytes() == cleaned


def test_a_broken_picture_is_named(tmp_path: Path) -> None:
    """A picture that is none is refused, not copied."""
    put(tmp_path, "images/visit.jpg", b"\xff\xd8\xff cut off")
    assert codes(tmp_path) == ["attachment-unreadable"]
