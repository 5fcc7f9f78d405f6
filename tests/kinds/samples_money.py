"""A small fictional organisation, written as staff would write it; each test changes the cells that it is about."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from disclosure.accounts.site import read_site
from disclosure.kinds import kind_of
from disclosure.model import BulkRows, Disclosure, Page, TableBlock
from disclosure.pages import check_paths, pages_of
from disclosure.problems import Problem, Report

Rows = Sequence[Mapping[str, str]]

SITE = "name: 试\norganisations:\n  - sample\nprepared_on: 2024-06-30\nsample: 是\n"
ORGANISATION = "id: sample\nname: 示例慈善会\nsample: 是\nphone: 0000-00000000\npublic_fundraising: {qualified}\n"
FILING = "51320000000000000XA24001"

# What every table needs to stand: records that others refer to.
BASE: dict[str, list[dict[str, str]]] = {
    "sources": [
        {
            "id": "B1",
            "title": "台账",
            "issuer": "示例慈善会",
            "published_on": "2024-06-30",
            "level": "填",
            "year": "2024",
        }
    ],
    "projects": [
        {"id": "books", "name": "送书", "start_on": "2024-01-01", "status": "进行中"},
        {"id": "meals", "name": "助餐", "start_on": "2024-01-01", "status": "已结项"},
    ],
    "funds": [{"id": "spring", "name": "春天基金"}],
    "emergencies": [{"id": "flood", "name": "抗洪", "month": "2024-03", "start_on": "2024-03-05"}],
    "channels": [{"id": "online", "name": "线上平台"}, {"id": "station", "name": "工作站"}],
    "campaigns": [
        {
            "id": "warm",
            "name": "暖冬",
            "filing_no": FILING,
            "filed_on": "2024-01-01",
            "start_on": "2024-01-15",
            "end_on": "2024-12-31",
            "platform": "指定平台",
            "platform_address": "https://example.org/warm",
            "methods": "银行转账；现场捐赠",
        }
    ],
}


class Folder:
    """The data folder of a test, and what the software makes of it."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.organisation(qualified="是")
        (data / "site.yaml").write_text(SITE, encoding="utf-8")
        for kind, rows in BASE.items():
            self.write(kind, rows)

    def organisation(self, *, qualified: str) -> None:
        folder = self.data / "sample"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "organisation.yaml").write_text(ORGANISATION.format(qualified=qualified), encoding="utf-8")

    def write(self, kind_id: str, rows: Rows, name: str = "") -> None:
        """A table with the Chinese headers of its kind; rows are given by the English names of their cells."""
        kind = kind_of(kind_id)
        assert kind
        columns = kind.record.columns
        unknown = {name for row in rows for name in row} - {one.name for one in columns}
        assert not unknown, unknown
        path = self.data / "sample" / (f"{kind_id}/{name}.csv" if name else f"{kind_id}.csv")
        path.parent.mkdir(exist_ok=True)
        source = {"source": "B1"} if kind_id != "sources" else {}
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow([one.label for one in columns])
            writer.writerows([[{**source, **row}.get(one.name, "") for one in columns] for row in rows])

    def change(self, kind_id: str, **cells: str) -> None:
        """The first row of a base table with other cells."""
        first, *others = BASE[kind_id]
        self.write(kind_id, [{**first, **cells}, *others])

    def problems(self) -> list[Problem]:
        report = Report()
        read_site(self.data, "data", report)
        return list(report)

    def codes(self) -> list[str]:
        return [one.code for one in self.problems()]

    def disclosure(self) -> Disclosure:
        report = Report()
        site = read_site(self.data, "data", report)
        assert not report.errors, report.as_text()
        return site.disclosures[0]

    def pages(self) -> dict[str, Page]:
        made = pages_of(self.disclosure())
        assert not list(check_paths(made, "sample"))
        return {one.path: one for one in made}


def blocks(page: Page, kind: type[Any]) -> list[Any]:
    """The blocks of one kind of a page."""
    return [one for one in page.blocks if isinstance(one, kind)]


def words(value: object) -> str:
    """Everything that a block, a page or several pages say, in one string, to look for words in."""
    return repr(value) + "".join(repr(list(rows)) for rows in bulk_rows(value))


def bulk_rows(value: object) -> Iterator[BulkRows]:
    """The rows that tables make only when they are walked; `repr` does not show them."""
    if isinstance(value, BulkRows):
        yield value
    elif isinstance(value, Mapping):
        yield from bulk_rows(tuple(value.values()))
    elif isinstance(value, tuple | list):
        for part in value:
            yield from bulk_rows(part)
    elif isinstance(value, Page):
        yield from bulk_rows(value.blocks)
    elif isinstance(value, TableBlock):
        yield from bulk_rows(value.table.rows)
