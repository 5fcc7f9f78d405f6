"""The words of a PDF that Chromium has made; enough for its own writer (Skia), no general reader."""

from __future__ import annotations

import re
import zlib

_TOKEN = re.compile(
    rb"/Span\s*<<\s*/ActualText\s*<(?P<actual>[0-9A-Fa-f]+)>\s*>>\s*BDC|(?P<end>\bEMC\b)"
    rb"|/F(?P<font>\d+)\s+[\d.]+\s+Tf|(?P<line>\bBT\b)|<(?P<codes>[0-9A-Fa-f]+)>\s*T[jJ]"
)


def words(data: bytes) -> str:
    """All text, run by run, without any spaces and line ends."""
    objects = {int(one[1]): one[2] for one in re.finditer(rb"(\d+) 0 obj\n(.*?)\nendobj", data, re.DOTALL)}
    fonts = {number: _characters(body, objects) for number, body in objects.items() if b"/ToUnicode" in body}
    # pages in their order; a page names its one stream of drawing commands
    pages = [body for body in objects.values() if re.search(rb"/Type\s*/Page\b", body)]
    drawn = [_stream(objects[int(one[1])]) for page in pages if (one := re.search(rb"/Contents (\d+) 0 R", page))]
    return re.sub(r"\s+", "", "".join(_drawn(stream, fonts) for stream in drawn))


def page_count(data: bytes) -> int:
    """How many pages it has."""
    return len(re.findall(rb"/Type\s*/Page\b", data))


def _stream(body: bytes) -> bytes:
    start = re.search(rb"stream\r?\n", body)
    length = re.search(rb"/Length (\d+)", body)
    assert start
    assert length
    content = body[start.end() : start.end() + int(length[1])]
    return zlib.decompress(content) if b"/FlateDecode" in body[: start.start()] else content


def _characters(font: bytes, objects: dict[int, bytes]) -> dict[int, str]:
    """Code → character, from the font's ToUnicode map."""
    named = re.search(rb"/ToUnicode (\d+) 0 R", font)
    assert named
    cmap = _stream(objects[int(named[1])])
    found = {}
    for part in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", part):
            found[int(code, 16)] = _utf16(text)
    for part in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", part):
            for code in range(int(first, 16), int(last, 16) + 1):
                found[code] = chr(int(text, 16) + code - int(first, 16))
    return found


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be").removeprefix("\ufeff")


def _drawn(stream: bytes, fonts: dict[int, dict[int, str]]) -> str:
    pieces: list[str] = []
    font: dict[int, str] = {}
    width, spoken = 2, False
    for token in _TOKEN.finditer(stream):
        if token["actual"]:
            pieces.append(_utf16(token["actual"]))
            spoken = True
        elif token["end"]:
            spoken = False
        elif token["font"]:
            font = fonts.get(int(token["font"]), {})
        elif token["codes"] and not spoken:
            codes = token["codes"]
            # Type 3 fonts have codes of one byte, all others of two
            width = 2 if len(codes) == 2 else 4
            pieces += [font.get(int(codes[at : at + width], 16), "") for at in range(0, len(codes), width)]
    return "".join(pieces)
