"""How well scans are read: the numbers of invented reports, set, drawn and soiled, beside what their text says; and how long a page takes."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.util import module_from_spec, spec_from_file_location
from itertools import groupby
from pathlib import Path
from typing import Any

from disclosure.documents import UNKNOWN, can_recognise, recognise_document
from disclosure.documents.scans import recognise
from disclosure.extraction import Reading, read_report, read_text

from .measure import ROOT
from .reports import INVENTED, YEARS, annotated
from .tables import Result

REPORTS = ("summary", "hospital", "tables")
TITLE = "午　扫描的报告认得对不对、要多久"
_LINES = 14  # of a page


def _drawing() -> Any:
    """How the tests draw scans."""
    spec = spec_from_file_location("scans", ROOT / "tests" / "scans.py")
    if spec is None or spec.loader is None:
        raise SystemExit("找不到 tests/scans.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _parts(text: str) -> Iterator[str | list[list[str]]]:
    """Paragraphs, and tables as rows of cells."""
    for rows, lines in groupby(filter(str.strip, text.splitlines()), key=lambda line: "\t" in line):
        if rows:
            cells = [line.split("\t") for line in lines]
            most = max(map(len, cells))
            yield [[*row, *[""] * (most - len(row))] for row in cells]
        else:
            yield from lines


def _numbers(reading: Reading) -> Counter[tuple[str, str]]:
    return Counter((f"{proposal.value:f}", proposal.unit) for proposal in reading.proposals)


def scanning(reports: Sequence[str] = REPORTS) -> Result:
    """Each report as a scan that is clean, and one as offices make them; time beside one reading by the same software alone."""
    if not can_recognise():
        raise SystemExit("先装认字的软件：make setup-ocr")
    drawing, rows, ratios = _drawing(), [], []
    for name in reports:
        text, _ = annotated((INVENTED / f"{name}.txt").read_text("utf-8"))
        wanted = _numbers(read_text(text, name, "demo", YEARS[name]))
        parts = list(_parts(text))
        pages = [drawing.page(*parts[at : at + _LINES]) for at in range(0, len(parts), _LINES)]
        for label, change in (("干净", lambda page: page), ("歪、糊、有噪点", drawing.soiled)):
            with tempfile.TemporaryDirectory(prefix="sunshine-bench-") as folder:
                path = Path(folder, f"{name}.pdf")
                drawing.scanned_pdf(path, *map(change, pages))
                begun = time.process_time()
                recognised = recognise_document(path)
                took = (time.process_time() - begun) / len(pages)
                reading = read_report(path, name, "demo", YEARS[name], None, recognised)
            numbers = _numbers(reading)
            right = (wanted & numbers).total()
            marks = sum(paragraph.text.count(UNKNOWN) for paragraph in recognised.document.paragraphs)
            rows.append(
                (
                    *(f"{name}，{label}", f"{len(pages)}", f"{wanted.total()}", f"{right}"),
                    *(f"{(numbers - wanted).total()}", f"{marks}", f"{took:.1f}"),
                )
            )
        ratios.append(_beside_one_reading(drawing.soiled(pages[0])))
    return Result(
        TITLE,
        ("报告", "页", "文字里读出的数", "扫描里读得一样", "扫描里才有的", "标“�”的字", "处理器（秒/页）"),
        tuple(rows),
        (
            "编的报告排成页、画成每英寸 200 点的图，再弄歪、弄糊、加噪点；没有用真的扫描件。“扫描里才有的”是认错的，或者话断得不一样、名目算成了另一个数的。",
            f"比同一个软件（rapidocr）自己读一遍同一页：{statistics.median(ratios):.1f} 倍的处理器时间（{len(ratios)} 页的中位数）；有数字的行读两遍。",
        ),
    )


def _beside_one_reading(page: Any) -> float:
    """How many times as long a page takes as one reading of it by the software alone."""
    import numpy as np
    from rapidocr import RapidOCR

    engine, pixels = RapidOCR(params={"Global.log_level": "critical"}), np.asarray(page)[:, :, ::-1]
    engine(pixels)
    begun = time.process_time()
    engine(pixels)
    alone = time.process_time() - begun
    begun = time.process_time()
    recognise(page, 1)
    return (time.process_time() - begun) / alone
