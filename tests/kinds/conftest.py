"""A small data folder for one organisation, and the textbook statements that fill it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from samples_money import Folder
from shapes import Read, Table, Write
from textbooks import book_rows

from disclosure.accounts.site import read_site
from disclosure.model import Disclosure
from disclosure.problems import Problem, Report

STATEMENTS = ("balance_sheet", "activity_statement", "cash_flow")


def as_csv(table: Table) -> str:
    """Rows as CSV text; cells hold no commas."""
    return "\n".join(",".join(row) for row in table) + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A small data folder about money, which has its base tables."""
    return Folder(tmp_path / "data")


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a data folder: files of the organisation by path, and its facts."""

    def make(files: Mapping[str, str] | None = None, facts: Mapping[str, str] | None = None) -> Path:
        data = tmp_path / "data"
        folder = data / "demo"
        folder.mkdir(parents=True, exist_ok=True)
        (data / "site.yaml").write_text(
            "name: 测试\ntagline: 测试\norganisations:\n  - demo\nprepared_on: 2027-03-01\n", encoding="utf-8"
        )
        known = {"id": "demo", "name": "示例慈善会", **(facts or {})}
        lines = "".join(f"{key}: {value}\n" for key, value in known.items())
        (folder / "organisation.yaml").write_text(lines, encoding="utf-8")
        for name, text in (files or {}).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return data

    return make


@pytest.fixture
def books() -> Callable[..., dict[str, str]]:
    """The textbook statements as files, each changed by a function of its table where one is given."""

    def make(*years: int, **changes: Callable[[Table], Table]) -> dict[str, str]:
        found = {}
        for year in years:
            for kind in STATEMENTS:
                change = changes.get(kind, lambda table: table)
                found[f"{kind}/{year}.csv"] = as_csv(change(book_rows(year, kind)))
        return found

    return make


@pytest.fixture
def read() -> Read:
    """Read a data folder: its one disclosure and every problem."""

    def make(data: Path) -> tuple[Disclosure, list[Problem]]:
        report = Report()
        site = read_site(data, "data", report)
        return site.disclosures[0], list(report)

    return make
