"""Declarations hold what they say: misspelt columns fail the types, words of a list are told by name, the docs' kind works."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import ROOT

from disclosure.kinds import all_kinds
from disclosure.model import Organisation, SiteSettings
from disclosure.reading import Record
from disclosure.rules import placeholders

PACKAGE = ROOT / "plugins" / "disclosure"
GOOD = ROOT / "tests" / "sites" / "good_two"

GOOD_CODE = """
from decimal import Decimal

from disclosure.kinds.goods import Goods, GoodsRecord, MovementType
from disclosure.model import Organisation


def name(row: Goods) -> str:
    return row.item


def count(row: GoodsRecord) -> Decimal:
    return row.quantity or Decimal(0)


def came_in(row: GoodsRecord) -> bool:
    return row.move is MovementType.IN


def homepage(body: Organisation) -> str:
    return body.name + (body.website or "") + GoodsRecord.item.label
"""
# For the settings of mypy: no kind and no reader of rows touches these libraries, and to read them takes most of the time.
LIBRARIES_LEFT_OUT = """
[[tool.mypy.overrides]]
module = ["PIL.*", "dask.*", "distributed.*", "numpy.*", "openpyxl.*", "pandas.*", "pypdf.*"]
follow_imports = "skip"
follow_imports_for_stubs = true
"""
# What mypy says of each of these lines, which follow the good ones.
BAD_CODE = {
    "def a(row: GoodsRecord) -> object: return row.itme": '"GoodsRecord" has no attribute "itme"',
    "def b(row: Goods) -> object: return row.quantiti": '"Goods" has no attribute "quantiti"',
    "c = GoodsRecord.quantiti": 'has no attribute "quantiti"',
    "def d(row: GoodsRecord) -> str: return row.item": 'expected "str"',
    "def e(row: Goods) -> str: return row.basis": 'expected "str"',
    "def f(row: Goods) -> str: return row.quantity": 'got "Decimal", expected "str"',
    "def g(row: GoodsRecord) -> bool: return row.move is MovementType.GONE": 'has no attribute "GONE"',
    "def h(body: Organisation) -> object: return body.webside": 'has no attribute "webside"',
    'def i(row: GoodsRecord) -> object: return row["item"]': 'Invalid index type "str"',
}


# --- the words of a list --------------------------------------------------------------------------


def words_of(record: type[Record]) -> Iterator[tuple[str, str]]:
    """(column, word) of every column that holds words of a fixed list."""
    for entry in (*record.columns, *record.derived):
        for word in entry.words or ():
            yield entry.name, word.value


def bare_words(code: str, words: set[tuple[str, str]]) -> list[int]:
    """The lines that compare an attribute with a word of its list written out."""
    lines = []
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Compare):
            continue
        sides = [node.left, *node.comparators]
        names = {side.attr for side in sides if isinstance(side, ast.Attribute)}
        spelled = {part.value for side in sides for part in ast.walk(side) if isinstance(part, ast.Constant)}
        if any((name, word) in words for name in names for word in spelled):
            lines.append(node.lineno)
    return lines


def test_words_of_a_list_are_compared_by_name() -> None:
    """No module compares a cell with a word that its list has: `row.status is FigureStatus.UNVERIFIED` can't be misspelt."""
    records = [*(kind.record for kind in all_kinds()), Organisation, SiteSettings]
    words = {pair for record in records for pair in words_of(record)}
    assert {("status", "待核实"), ("public_fundraising", "是"), ("move", "接收")} <= words
    code = "a = row.status == '待核实'\nb = x.status in ('有', '待核实')\nc = row.status == State.OPEN\nd = '待核实'"
    assert bare_words(code, words) == [1, 2]
    spelled = {
        str(path.relative_to(PACKAGE)): lines
        for path in sorted(PACKAGE.rglob("*.py"))
        if (lines := bare_words(path.read_text("utf-8"), words))
    }
    assert spelled == {}


def test_columns_that_rules_name_exist() -> None:
    """A rule that goes through the columns of all kinds names them in words; each is a column of some kind."""
    names = {entry.name for kind in all_kinds() for entry in kind.record.columns}
    names |= {entry.name for record in (Organisation, SiteSettings) for entry in record.columns}
    assert {"contact_name"} <= set(placeholders._NAMES) <= names


# --- the kind that the docs show ------------------------------------------------------------------


@pytest.fixture(scope="module")
def plugins(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the plugins with the kind of docs/开发.md among the others."""
    copy = tmp_path_factory.mktemp("documented") / "plugins"
    shutil.copytree(PACKAGE, copy / "disclosure", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pelicanconf.py", "theme", "node_modules", "package.json"):
        (copy.parent / name).symlink_to(ROOT / name)
    text = (ROOT / "docs" / "开发.md").read_text("utf-8")
    (name,) = re.findall(r"save it as `plugins/disclosure/kinds/(\w+)\.py`", text)
    assert name == "visits"
    section = text.partition("## Add a kind in one file")[2]
    (copy / "disclosure" / "kinds" / "visits.py").write_text(
        section.partition("```python\n")[2].partition("```")[0], "utf-8"
    )
    return copy


def disclosure(plugins: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The command line of that copy."""
    command = [sys.executable, "-m", "disclosure", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(plugins)}
    return subprocess.run(
        command, cwd=plugins, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture(scope="module")
def complaints(plugins: Path, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, int, str]]:
    """(file, line, words) of what `mypy --strict` says of the documented kind, and of code that reads rows."""
    folder = tmp_path_factory.mktemp("types")
    settings = (ROOT / "pyproject.toml").read_text("utf-8") + LIBRARIES_LEFT_OUT
    (folder / "pyproject.toml").write_text(settings, "utf-8")
    (folder / "reader.py").write_text("\n".join([GOOD_CODE, *BAD_CODE]), "utf-8")
    files = [str(folder / "reader.py"), str(plugins / "disclosure" / "kinds" / "visits.py")]
    options = ["--config-file", str(folder / "pyproject.toml"), "--no-pretty", "--follow-imports", "silent"]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", *options, "--cache-dir", str(folder / "cache"), *files],
        cwd=ROOT,
        env={**os.environ, "MYPYPATH": str(plugins)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    matches = re.findall(r"^(?:.*/)?(\w+\.py):(\d+): error: (.*)$", done.stdout, re.MULTILINE)
    return [(file, int(line), words) for file, line, words in matches]


def test_a_misspelt_column_fails_the_types(complaints: list[tuple[str, int, str]]) -> None:
    """A column that does not exist, a cell that may be empty and a word that is none are told before anything runs."""
    first = GOOD_CODE.count("\n") + 2
    of_reader = [(line, words) for file, line, words in complaints if file == "reader.py"]
    assert {line for line, _ in of_reader} == set(range(first, first + len(BAD_CODE)))
    for number, expected in enumerate(BAD_CODE.values(), start=first):
        assert any(expected in words for line, words in of_reader if line == number), (expected, of_reader)


def test_the_kind_in_the_docs_has_types(complaints: list[tuple[str, int, str]]) -> None:
    """It passes the types as the others do, and nothing but the reader's lines is withheld."""
    assert [entry for entry in complaints if entry[0] != "reader.py"] == []


def test_the_kind_in_the_docs_has_names_of_its_own(plugins: Path) -> None:
    """None of its classes is called like one of the program, which `tests/test_architecture.py` would refuse."""
    kind = plugins / "disclosure" / "kinds" / "visits.py"
    named = {path: _classes(path) for path in (plugins / "disclosure").rglob("*.py") if path != kind}
    assert _classes(kind)
    assert [path.name for path, classes in named.items() if classes & _classes(kind)] == []


def _classes(path: Path) -> set[str]:
    return {node.name for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.ClassDef)}


def test_the_kind_in_the_docs_is_published(plugins: Path, tmp_path: Path) -> None:
    """From its one file follow reading, checks, page, downloads and their schema."""
    for name in ("data", "content"):
        shutil.copytree(GOOD / name, tmp_path / name)
    (tmp_path / "data" / "dawn" / "visits.csv").write_text(
        "编号,名称,日期,类型,内容,来源,出处,说明\nlane,走访老街,2023-05-06,入户,看望了几位老人,DOC,第 3 页,\n", "utf-8"
    )
    arguments = ("build", "--data", tmp_path / "data", "--content", tmp_path / "content", "--output", tmp_path / "site")
    done = disclosure(plugins, *arguments)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "site" / "dawn" / "visits" / "index.html").read_text("utf-8")
    assert "走访老街" in page
    assert "看望了几位老人" in page
    for ending in ("csv", "xlsx", "json"):
        assert (tmp_path / "site" / "dawn" / "data" / f"visits.{ending}").is_file()

    kept = (tmp_path / "data" / "dawn" / "visits.csv").read_text("utf-8")
    (tmp_path / "data" / "dawn" / "visits.csv").write_text(kept.replace("入户", "云上"), "utf-8")
    done = disclosure(plugins, "check", "--data", tmp_path / "data", "--content", tmp_path / "content")
    assert done.returncode == 1
    assert "unknown-choice" in done.stdout + done.stderr
    assert "入户、机构、其他" in (done.stdout + done.stderr).replace("\n", "").replace(" ", "")
