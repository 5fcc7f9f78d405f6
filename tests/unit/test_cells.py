"""How rows and files are named in words."""

from __future__ import annotations

from disclosure.blocks import spans


def test_runs_of_rows() -> None:
    """Rows that follow each other are a run; of very many runs the ends are named, and how many rows lie between."""
    assert spans([7, 2, 3, 4, 4]) == "2—4、7"
    assert spans(range(2, 26, 2)) == "2、4、6、8、10、12、14、16、18、20、22、24"
    assert spans(range(2, 28, 2)) == "2—26行里的13"
