"""Files that take long to read are read once in a process, and again as soon as a byte of them is another."""

from __future__ import annotations

from pathlib import Path

import papers
import pytest
from pypdf import PdfReader

from disclosure.documents import UnreadableError, pdf, read_document
from disclosure.privacy import attachments, leaks
from disclosure.problems import Where
from disclosure.reading import KnownFiles

_SENTENCE = "全年共收到捐赠一百二十万元，来自八十三个单位和个人。"


def test_what_was_read_of_the_same_bytes_is_not_read_again() -> None:
    known, reads = KnownFiles[str](most=2), list[str]()

    def value(content: str) -> str:
        return known.of(content.encode(), lambda: reads.append(content) or content.upper())

    assert [value("a"), value("b"), value("a")] == ["A", "B", "A"]
    assert reads == ["a", "b"]
    assert value("c") == "C"  # the oldest, b, is given up for it
    assert (value("a"), value("b")) == ("A", "B")
    assert reads == ["a", "b", "c", "b"]


def test_what_could_not_be_read_is_tried_again() -> None:
    known = KnownFiles[int]()

    def fails() -> int:
        raise UnreadableError("坏了")

    with pytest.raises(UnreadableError):
        known.of(b"x", fails)
    assert known.of(b"x", lambda: 1) == 1


def test_a_report_is_read_once_until_it_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reads: list[Path] = []
    read = pdf.read_pdf
    monkeypatch.setattr(pdf, "read_pdf", lambda path: reads.append(path) or read(path))
    path = papers.pdf(tmp_path / "report.pdf", [[_SENTENCE]])
    first = read_document(path)
    assert read_document(path) == first
    assert len(reads) == 1
    papers.pdf(path, [[_SENTENCE.replace("八十三", "八十四")]])
    assert "八十四" in read_document(path).plain
    assert len(reads) == 2


def test_a_scan_is_refused_every_time(tmp_path: Path) -> None:
    path = papers.pdf(tmp_path / "scan.pdf", [["1"]])
    for _ in range(2):
        with pytest.raises(UnreadableError, match="扫描"):
            read_document(path)


def test_a_known_pdf_is_held_against_what_is_known_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = papers.pdf(tmp_path / "letter.pdf", [[_SENTENCE, "联系电话：0512-65224590，手机13812345679。"]])
    reads: list[object] = []
    texts = PdfReader.pages.fget
    assert texts is not None
    monkeypatch.setattr(PdfReader, "pages", property(lambda self: reads.append(self) or texts(self)))
    strict = [found.code for found in attachments.original(path, Where("letter.pdf"), leaks.Own())]
    own = leaks.Own(numbers=frozenset({"13812345679"}))
    mild = [found.code for found in attachments.original(path, Where("letter.pdf"), own)]
    assert strict.count("personal-words") == mild.count("personal-words") + 1
    assert len(reads) == 1
