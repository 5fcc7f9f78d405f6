"""The house keeps its plan: imports go downwards, only the edge knows Pelican, kinds announce themselves."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "plugins" / "disclosure"

# The rooms from the ground up: a module imports only from rooms named before its own.
ROOMS = [
    "identifiers",
    "dates",
    "problems",
    "quantities",
    "allocation",
    "columns",
    "records",
    "delimited",
    "biff",
    "workbooks",
    "headers",
    "reading",
    "model",
    "privacy",
    "sequences",
    "releases",
    "shield",
    "law",
    "charts",
    "series",
    "formulas",
    "parts",
    "listing",
    "traced",
    "kinds",
    "duties",
    "obligations",
    "completeness",
    "reminders",
    "calendars",
    "loading",
    "membership",
    "lastgood",
    "figures",
    "statements",
    "tracing",
    "reconciliations",
    "consolidation",
    "rules",
    "site",
    "pages",
    "drawing",
    "filters",
    "exports",
    "feeds",
    "embeds",
    "content",
    "settings",
    "acknowledging",
    "reporting",
    "attachments",
    "documentation",
    "templates",
    "staging",
    "tidy",
    "importing",
    "entries",
    "checking",
    "maps",
    "rendering",
    "generator",
    "swapping",
    "build",
    "publishing",
    "serving",
    "commandline",
    "waiting",
    "desk",
    "__init__",
    "__main__",
]

MODULES = sorted(PACKAGE.rglob("*.py"))
NAMES = [path.relative_to(PACKAGE).as_posix() for path in MODULES]


def room_of(path: Path) -> str:
    """The room that a file belongs to: its module, or the folder it stands in."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> Iterator[tuple[int, str]]:
    """(line, room) of every import of our own package, also those inside functions."""
    depth_of_file = len(path.relative_to(PACKAGE).parts)
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            for name in node.names:
                if name.name.split(".")[0] == "disclosure":
                    yield node.lineno, [*name.name.split("."), "__init__"][1]
        elif isinstance(node, ast.ImportFrom):
            module = (node.module or "").split(".") if node.module else []
            if node.level == 0 and module[:1] == ["disclosure"]:
                module = module[1:]
            elif node.level == 0 or node.level < depth_of_file:
                continue
            yield from ((node.lineno, one) for one in (module[:1] or [name.name for name in node.names]))


def imports(path: Path) -> set[str]:
    """Top-level names of the foreign packages that a file imports anywhere."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.split(".")[0])
    return found


def test_every_room_is_in_the_plan() -> None:
    """A module that is not in the order of rooms has no place; a room without a module is a ghost."""
    assert {room_of(path) for path in MODULES} == set(ROOMS)


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_imports_go_downwards(path: Path) -> None:
    """No module imports from its own level or from above, not even inside a function."""
    own = ROOMS.index(room_of(path))
    upward = [f"第 {line} 行导入 {room}" for line, room in imported_rooms(path) if ROOMS.index(room) >= own]
    assert not upward


def test_the_import_reader_sees_every_import_form() -> None:
    """The rule above looks at relative imports of every depth: each of these modules is seen to import its rooms."""
    assert "kinds" in {room for _, room in imported_rooms(PACKAGE / "loading.py")}
    assert "charts" in {room for _, room in imported_rooms(PACKAGE / "kinds" / "projects.py")}
    assert "checking" in {room for _, room in imported_rooms(PACKAGE / "__main__.py")}


def test_only_the_edge_imports_pelican() -> None:
    """Pelican is named in the generator, the build and the plugin's register() only."""
    users = {path.relative_to(PACKAGE).as_posix() for path in MODULES if "pelican" in imports(path)}
    assert users == {"__init__.py", "build.py", "generator.py"}


def test_pandas_stays_inside_the_table_rooms() -> None:
    """Only the rooms that read and type tables import pandas; figures, charts and pages never see a frame."""
    users = {room_of(path) for path in MODULES if "pandas" in imports(path)}
    assert users <= {"columns", "reading", "model", "loading"}
    assert "columns" in users


def test_no_float_below_the_pictures() -> None:
    """float() appears only where pictures are drawn; money and counts stay exact everywhere else."""
    users = {
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float"
    }
    assert users <= {
        f"drawing/{one}.py" for one in ("svg", "sankey", "timeline", "plotly", "timeline_figure", "strips")
    }


def test_no_broad_except() -> None:
    """No handler swallows everything: a bug stays an exception."""
    broad = [
        f"{path.name}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}))
    ]
    assert not broad


def test_every_kind_file_defines_its_kind() -> None:
    """A file in kinds/ is a kind: it defines KIND, its id is the file's name, and all_kinds() finds it without a list."""
    from disclosure.kinds import all_kinds

    files = {path.stem for path in (PACKAGE / "kinds").glob("*.py")} - {"__init__"}
    assert {kind.id for kind in all_kinds()} == files


def test_every_record_can_tell_its_source() -> None:
    """A kind of record that the public sees ends in 来源, 出处, 说明, so that nothing is published without a source."""
    from disclosure.kinds import all_kinds

    for kind in all_kinds():
        labels = [one.label for one in kind.record.columns]
        assert len(labels) == len(set(labels)), kind.id
        if kind.id not in {"sources", "breakdowns", "computed", "reconciliations", "headlines", "acknowledgements"}:
            assert labels[-3:] == ["来源", "出处", "说明"], kind.id


def test_the_core_runs_without_pelican() -> None:
    """Data can be read, reconciled and laid out as pages in an interpreter that has no Pelican."""
    code = (
        "import sys; sys.modules['pelican'] = None\n"
        "from pathlib import Path\n"
        "import disclosure\n"
        "from disclosure.pages import pages_of\n"
        "from disclosure.problems import Report\n"
        "from disclosure.site import read_site\n"
        "report = Report()\n"
        "site = read_site(Path('data'), 'data', report)\n"
        "print(len(report.errors), sum(len(pages_of(one)) for one in site.disclosures))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    errors, pages = map(int, done.stdout.split())
    assert errors == 0
    assert pages > 50
