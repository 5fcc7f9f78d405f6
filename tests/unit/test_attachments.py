"""Files that go out as they are: nothing in them leads to a person, and pictures lose what cameras write into them."""

from __future__ import annotations

import io
import struct
import time
import zlib
from pathlib import Path

import papers
import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, NullObject, StreamObject, TextStringObject

from disclosure.documents import UnreadableError, read_document
from disclosure.privacy.attachments import _asides, _between_streams, check, clean
from disclosure.privacy.leaks import Own
from disclosure.privacy.renditions import UnusablePictureError, measured


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


@pytest.mark.parametrize(("ways", "scan"), [((3,), True), ((7, 3), True), ((0,), False), ((3, 0, 0), False)])
def test_words_that_a_scanner_guessed_make_no_pdf_with_text(
    tmp_path: Path, ways: tuple[int, ...], *, scan: bool
) -> None:
    """Nobody sees them, and a digit in them may be any; what leads to a person is looked for in them all the same."""
    (tmp_path / "files").mkdir()
    words = " ".join(
        f"q BT {way} Tr /F1 12 Tf 50 700 Td «身份证号11010519491231002X，全年接收善款三百万元» Tj ET Q" for way in ways
    )
    papers.drawn(tmp_path / "files/report.pdf", [words])
    assert codes(tmp_path) == ["personal-words", *(["attachment-scan"] if scan else [])]


SAYS = TextStringObject("call 13812345678")
HIDDEN: dict[str, DictionaryObject] = {
    "words for a picture": DictionaryObject({NameObject("/S"): NameObject("/Figure"), NameObject("/Alt"): SAYS}),
    "field of a form": DictionaryObject({NameObject("/FT"): NameObject("/Tx"), NameObject("/V"): SAYS}),
    "name of a layer": DictionaryObject({NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): SAYS}),
    "address of a link": DictionaryObject({NameObject("/S"): NameObject("/URI"), NameObject("/URI"): SAYS}),
    "object that nothing leads to": DictionaryObject({NameObject("/Foo"): SAYS}),
    "Chinese": DictionaryObject({NameObject("/Alt"): TextStringObject("家长电话138 1234 5678")}),
}
ACTING: dict[str, DictionaryObject] = {
    "script": DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x")}),
    "another program": DictionaryObject(
        {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("x")}
    ),
    "file": DictionaryObject({NameObject("/Subtype"): NameObject("/FileAttachment")}),
}


@pytest.mark.parametrize("name", HIDDEN)
def test_what_a_pdf_says_where_nobody_looks(tmp_path: Path, name: str) -> None:
    """In any object of the file, whether a page leads to it or not."""
    made = pdf(WORDS)
    made._add_object(HIDDEN[name])
    put(tmp_path, "files/report.pdf", made)
    assert codes(tmp_path) == ["personal-words"]


def drawing(*drawn: bytes, elsewhere: bytes = b"") -> bytes:
    """A PDF whose page draws some words and what is *drawn* behind them; a stream that no page leads to draws *elsewhere*."""
    made = pdf(WORDS)
    words = b"BT /F1 12 Tf 20 280 Td (%b 2025) Tj ET " % WORDS.encode()
    made.pages[0][NameObject("/Contents")].get_object().set_data(words + b" ".join(drawn))  # type: ignore[attr-defined]
    stream = StreamObject()
    stream.set_data(elsewhere)
    made._add_object(stream.flate_encode())
    file = io.BytesIO()
    made.write(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (drawing(b"BT 3 Tr /F1 12 Tf 20 280 Td (13812345678) Tj ET"), True),
        (drawing(b"BT 1 1 1 rg /F1 1 Tf 20 280 Td <3133383132333435363738> Tj ET"), True),
        (drawing(b"/Span <</ActualText (13812345678)>> BDC EMC"), True),
        (drawing(elsewhere=b"BT /F1 12 Tf (13812345678) Tj ET"), True),
        (drawing(elsewhere=b"call 13812345678"), True),
        (drawing(elsewhere=b"0.13812345678 0 m 138 1234 5678 0 re f"), False),
        (drawing(elsewhere=b"BT /F1 12 Tf (13812345678.50) Tj (20250301123456) Tj ET"), False),
        (drawing(b"BT /F1 12 Tf 20 260 Td (No. 2025030112345678) Tj ET"), False),
        (drawing(b"BT /F1 12 Tf 20 260 Td (1381234) Tj 80 0 Td (5678) Tj ET"), False),
    ],
)
def test_numbers_that_a_pdf_draws_unseen(tmp_path: Path, content: bytes, *, told: bool) -> None:
    """Behind other words, in the colour of the paper, spoken only, or where no page leads to."""
    put(tmp_path, "files/report.pdf", content)
    assert codes(tmp_path) == ["personal-words"] * told


@pytest.mark.parametrize("place", [b"%PDF-1.3\n", b"endobj\n", b"%%EOF\n"])
@pytest.mark.parametrize(
    ("said", "told"),
    [(b"% call 13812345678", True), (b"13812345678\n", True), (b"% 0.13812345678 a13812345678b", False)],
)
def test_what_stands_between_the_objects_of_a_pdf(tmp_path: Path, place: bytes, said: bytes, *, told: bool) -> None:
    """In a comment, or where nothing may stand; fractions and names of parts are numbers of nobody."""
    content = drawing(b"").replace(place, place + said + b"\n", 1)
    put(tmp_path, "files/report.pdf", content)
    assert codes(tmp_path) == ["personal-words"] * told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (b"<< /Part /13812345678 >>", True),
        (b"<< /Part /#31#33812345678 >>", True),
        (b"<< /Tel138-1234-5678 true >>", True),
        (b"<< /Part 13812345678.0 >>", True),
        (b"<< /Length 24 /Filter /ASCIIHexDecode >> stream\n3133383132333435363738>\nendstream", True),
        (b"<< /Length 16 /Filter /ASCII85Decode >> stream\n0f(dD1,CaE2E*S~>\nendstream", True),
        (b"<< /Part /20250301123456 /Font /ABCDEF+Helvetica /F12 9 0 R /Half 13812345678.5 >>", False),
    ],
)
def test_numbers_in_the_objects_of_a_pdf(tmp_path: Path, said: bytes, *, told: bool) -> None:
    """As a name, with signs of it written as digits, as a number, and in streams that are written as letters."""
    put(
        tmp_path, "files/report.pdf", drawing(b"").replace(b"endobj\n", b"endobj\n99 0 obj\n" + said + b"\nendobj\n", 1)
    )
    assert codes(tmp_path) == ["personal-words"] * told


def test_an_end_behind_the_end_of_a_pdf(tmp_path: Path) -> None:
    """What stands behind the end is taken off although it ends like a PDF, and a change behind the end is kept."""
    whole = drawing(b"")
    path = put(tmp_path, "files/a.pdf", whole + b"call me\n%%EOF\n")
    clean(tmp_path)
    assert path.read_bytes() == whole
    grown = changed(pdf(WORDS), pdf(WORDS, "a tree"))
    path.write_bytes(grown)
    clean(tmp_path)
    assert path.read_bytes() == grown


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_words_of_a_pdf_that_are_written_as_digits(tmp_path: Path, mark: bytes) -> None:
    """A text may be written as the numbers of its bytes."""
    made = pdf(WORDS)
    made._add_object(DictionaryObject({NameObject("/Foo"): NullObject()}))
    file = io.BytesIO()
    made.write(file)
    written = b"<%b>" % (mark + b"13812345678").hex().encode()
    put(tmp_path, "files/report.pdf", file.getvalue().replace(b"/Foo null", b"/Foo " + written))
    assert codes(tmp_path) == ["personal-words"]


def packed(said: bytes) -> bytes:
    """A PDF of one page whose fifth object is packed into a stream, as most programs write them now."""
    inner = zlib.compress(b"5 0 <</Alt (" + said + b")>>")
    bodies = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(inner), inner),
    )
    content, rows = b"%PDF-1.5\n", [bytes((0, 0, 0, 0))]
    for number, body in enumerate(bodies, 1):
        rows.append(bytes((1, *divmod(len(content), 256), 0)))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(content)
    rows += [bytes((2, 0, 4, 0)), bytes((1, *divmod(start, 256), 0))]
    table = b"".join(rows)
    content += b"6 0 obj\n<</Type/XRef/Size 7/W[1 2 1]/Root 1 0 R/Length %d>>stream\n%b\nendstream\nendobj\n" % (
        len(table),
        table,
    )
    return content + b"startxref\n%d\n%%%%EOF\n" % start


def test_what_a_pdf_says_in_objects_that_are_packed_into_a_stream(tmp_path: Path) -> None:
    """They are unpacked and looked at like the others."""
    assert b"13812345678" not in packed(b"call 13812345678")
    put(tmp_path, "files/a.pdf", packed(b"call 13812345678"))
    put(tmp_path, "files/b.pdf", packed(b"a tree"))
    assert codes(tmp_path) == ["personal-words", "attachment-scan", "attachment-scan"]


def changed(first: PdfWriter, last: PdfWriter) -> bytes:
    """The PDF *first* with its page changed to that of *last* the way programs do it: what is new stands behind its end."""
    stream = io.BytesIO()
    first.write(stream)
    writer = PdfWriter(stream, incremental=True)
    contents = last.pages[0][NameObject("/Contents")].get_object()
    writer.pages[0][NameObject("/Contents")] = writer._add_object(contents.clone(writer))
    if last.metadata:
        writer.add_metadata(dict(last.metadata))
    grown = io.BytesIO()
    writer.write(grown)
    return grown.getvalue()


@pytest.mark.parametrize("said", ["call 13812345678", "id 11010519491231002X"])
def test_what_a_pdf_said_before_it_was_changed(tmp_path: Path, said: str) -> None:
    """What was deleted in a PDF stands in it all the same, compressed, in front of the change; what did not change is told once."""
    content = changed(pdf(WORDS, said), pdf(WORDS))
    assert content.count(b"%%EOF") == 2
    assert said.encode() not in content
    put(tmp_path, "files/a.pdf", content)
    put(tmp_path, "files/b.pdf", changed(pdf(WORDS, "a tree"), pdf(WORDS)))
    put(tmp_path, "files/c.pdf", changed(pdf(WORDS), pdf(WORDS, said)))
    places = [(fault.code, fault.where.file.rpartition("/")[2]) for fault in check(tmp_path, Own())]
    assert places == [("personal-words", "a.pdf 留着的修改前的内容"), ("personal-words", "c.pdf 第 1 页")]


def test_an_earlier_state_of_a_pdf_with_packed_objects(tmp_path: Path) -> None:
    """Objects that are packed into a stream of an earlier state are unpacked and looked at as well."""
    earlier = packed(b"call 13812345678")
    put(tmp_path, "files/a.pdf", earlier + packed(b"a tree").replace(b"%PDF-1.5\n", b""))
    assert "personal-words" in codes(tmp_path)


def test_ends_that_end_nothing(tmp_path: Path) -> None:
    """Marks of an end that stand anywhere are no state of the file, however many there are."""
    stream = io.BytesIO()
    pdf(WORDS).write(stream)
    put(tmp_path, "files/a.pdf", stream.getvalue().replace(b"%PDF-1.3\n", b"%PDF-1.3\n" + b"%%EOF\n" * 3000))
    start = time.process_time()
    assert codes(tmp_path) == []
    assert time.process_time() - start < 3


@pytest.mark.parametrize("name", ACTING)
def test_what_acts_in_any_object_of_a_pdf(tmp_path: Path, name: str) -> None:
    """Also where a reader has to touch it first."""
    made = pdf(WORDS)
    made._add_object(ACTING[name])
    put(tmp_path, "files/report.pdf", made)
    assert codes(tmp_path) == ["attachment-active"]


def test_what_stands_before_a_pdf(tmp_path: Path) -> None:
    """Programs look for the beginning of a PDF in the first thousand bytes."""
    stream = io.BytesIO()
    pdf(WORDS).write(stream)
    put(tmp_path, "files/report.pdf", b"13812345678\n" + stream.getvalue())
    assert codes(tmp_path) == ["personal-words"]


def test_streams_that_do_not_end_are_looked_at_in_a_moment() -> None:
    """The bytes of a file grow in proportion to the time, whatever stands in it."""
    start = time.process_time()
    assert not list(_asides(b"".join(_between_streams(b"stream\n" * 300_000))))
    assert not list(_asides(b"(" * 300_000 + b"(a" * 300_000))
    assert time.process_time() - start < 3


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
    told = ["attachment-active", "attachment-active", "personal-words", *["attachment-unreadable"] * 3]
    assert codes(tmp_path) == told


@pytest.mark.parametrize("compression", [b"/9lateDecode", b"/Fl", b"/JBIG2Decod"])
def test_a_compression_that_nothing_undoes(tmp_path: Path, compression: bytes) -> None:
    """What the pages say can't be read then: the file is refused in a word, as an attachment and as a document.

    /Fl is short for FlateDecode in other places; some readers take it here, too, and so it is never published.
    """
    path = put(tmp_path, "files/a.pdf", pdf(WORDS))
    path.write_bytes(path.read_bytes().replace(b"/FlateDecode", compression.ljust(12)))
    assert codes(tmp_path) == ["attachment-unreadable"]
    if compression != b"/Fl":
        with pytest.raises(UnreadableError):
            read_document(path)


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


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG of these chunks, each with its sum."""
    parts = [
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


HEAD = (b"IHDR", struct.pack(">IIBBBBB", 30, 20, 8, 2, 0, 0, 0))
BROKEN = {
    "cut.jpg": b"\xff\xd8\xff cut off",
    "nothing.png": png(HEAD, (b"IEND", b"")),
    "empty.png": png(HEAD, (b"IDAT", b""), (b"IEND", b"")),
    "noise.png": png(HEAD, (b"IDAT", b"\0" * 40), (b"IEND", b"")),
    "other.webp": b"RIFF\x04\0\0\0WEBP",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_picture_is_named(tmp_path: Path, name: str) -> None:
    """A picture that is none is refused, whatever is wrong with it; as one of the data it is not drawn either."""
    path = put(tmp_path, f"images/{name}", BROKEN[name])
    with pytest.raises(UnusablePictureError):
        measured(path)
    assert set(codes(tmp_path)) <= {"attachment-unreadable"}


def test_a_whole_picture_whose_camera_said_nothing_that_can_be_read(tmp_path: Path) -> None:
    """It is shown as it is."""
    chunks = ((b"eXIf", b"MM\0\xc7\0\0\0\x08"), (b"IDAT", zlib.compress(b"\0" * 1820)), (b"IEND", b""))
    path = put(tmp_path, "images/exif.png", png(HEAD, *chunks))
    assert measured(path) == (30, 20)
    assert codes(tmp_path) == []
    clean(tmp_path)
    assert b"eXIf" not in path.read_bytes()


@pytest.mark.parametrize("name", ["cut.jpg", "nothing.png", "other.webp"])
def test_a_picture_without_content_does_not_go_out(tmp_path: Path, name: str) -> None:
    """It is refused, not copied."""
    put(tmp_path, f"images/{name}", BROKEN[name])
    assert codes(tmp_path) == ["attachment-unreadable"]
