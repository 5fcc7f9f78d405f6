"""Small documents for tests, made by hand: Word, PDF with Chinese text, web page, plain text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from html import escape
from pathlib import Path

from PIL import Image

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


WORDS = re.compile("«([^»]*)»")


def run(text: str) -> str:
    return f"<w:r><w:t>{escape(text)}</w:t></w:r>"


def paragraph(text: str, *, pieces: int = 1) -> str:
    """A paragraph whose text lies in several runs, as Word leaves it after editing."""
    size = max(1, len(text) // pieces)
    return f"<w:p>{''.join(run(text[at : at + size]) for at in range(0, len(text), size))}</w:p>"


def cell(text: str, said: str = "") -> str:
    """A cell of a table; *said* is what Word says of it: merged with others."""
    inside = "".join(paragraph(line) for line in text.split("\n"))
    return f"<w:tc><w:tcPr>{said}</w:tcPr>{inside}</w:tc>"


def table_of(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def docx(path: Path, body: str, **parts: str) -> Path:
    """A Word file with this body; *parts* are other files below word/, such as footnotes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml", f"<?xml version='1.0'?><w:document {W} {MC}><w:body>{body}</w:body></w:document>"
        )
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {W}>{content}</w:{name}>")
    return path


def docx_of(path: Path, paragraphs: Sequence[str]) -> Path:
    return docx(path, "".join(paragraph(one, pieces=3) for one in paragraphs))


def pdf(path: Path, pages: Sequence[Sequence[str]]) -> Path:
    """A PDF whose pages hold these lines."""
    shown = [" ".join(f"«{line}» Tj 0 -20 Td" for line in lines) for lines in pages]
    return drawn(path, [f"BT /F1 12 Tf 50 800 Td {lines} ET" for lines in shown])


def drawn(path: Path, pages: Sequence[str], said: str = "", more: str = "", form: str = "") -> Path:
    """A PDF whose pages hold these marks: «words» in the font /F1, whose letters are as wide as high, or /F2, half as wide.

    What the second says of its depth is wrong. The letters are named by a ToUnicode table, as programs write them. *said* is
    what each page says of itself, *more* of its resources; *form* is drawn as one by `/Form Do`.
    """
    letters = sorted({letter for page in pages for words in WORDS.findall(page) for letter in words})
    code = {letter: number for number, letter in enumerate(letters, 1)}
    mapping = "\n".join(f"<{code[one]:04X}> <{one.encode('utf-16-be').hex().upper()}>" for one in letters)
    table = f"1 begincodespacerange <0000> <FFFF> endcodespacerange {len(letters)} beginbfchar\n{mapping}\nendbfchar"
    cmap = f"/CIDInit /ProcSet findresource begin begincmap /CMapName /T def {table} endcmap end"
    kids = " ".join(f"{10 + 2 * at} 0 R" for at in range(len(pages)))
    info = "/CIDSystemInfo << /Registry (A) /Ordering (I) /Supplement 0 >>"
    font = "<< /Type /Font /Subtype /Type0 /BaseFont /T /Encoding /Identity-H /ToUnicode 5 0 R"
    objects: dict[int, bytes] = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        3: f"{font} /DescendantFonts [4 0 R] >>".encode(),
        4: f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /T {info} /DW 1000 >>".encode(),
        5: stream(cmap),
        6: f"{font} /DescendantFonts [7 0 R] >>".encode(),
        7: f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /U {info} /DW 500 /FontDescriptor 8 0 R >>".encode(),
        9: stream(form, f"/Type /XObject /Subtype /Form /BBox [0 0 600 850] /Resources << {more} >>"),
        8: b"<< /Type /FontDescriptor /FontName /U /Flags 4 /Ascent 100 /Descent -900 /FontBBox [0 -900 500 100] >>",
    }
    for at, page in enumerate(pages):
        content = WORDS.sub(lambda words: f"<{''.join(f'{code[one]:04X}' for one in words[1])}>", page)
        objects[10 + 2 * at] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 850] {said} /Contents {11 + 2 * at} 0 R "
            f"/Resources << /Font << /F1 3 0 R /F2 6 0 R >> /XObject << /Form 9 0 R >> {more} >> >>"
        ).encode()
        objects[11 + 2 * at] = stream(content)
    made = io.BytesIO(b"%PDF-1.7\n")
    made.seek(0, io.SEEK_END)
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = made.tell()
        made.write(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")
    start, last = made.tell(), max(objects)
    rows = [f"{places[at]:010d} 00000 n \n" if at in places else "0000000000 65535 f \n" for at in range(last + 1)]
    made.write(
        f"xref\n0 {last + 1}\n{''.join(rows)}trailer << /Size {last + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    path.write_bytes(made.getvalue())
    return path


def stream(content: str, said: str = "") -> bytes:
    return f"<< {said} /Length {len(content)} >>\nstream\n{content}\nendstream".encode()


def picture() -> bytes:
    """A white PNG, which says nothing itself."""
    made = io.BytesIO()
    Image.new("L", (60, 60), 255).save(made, "PNG")
    return made.getvalue()


def html(path: Path, paragraphs: Sequence[str], *, coding: str = "utf-8") -> Path:
    body = "".join(f"<p>{escape(one)}</p>" for one in paragraphs)
    text = f"<html><head><meta charset={coding}><title>网页 99人</title></head><body><script>var x = '88人'</script>{body}</body></html>"
    path.write_bytes(text.encode(coding))
    return path
