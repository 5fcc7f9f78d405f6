"""The house keeps its plan: imports go downwards, only the edge knows Pelican, kinds announce themselves."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "plugins" / "disclosure"

MODULES = sorted(PACKAGE.rglob("*.py"))
NAMES = [path.relative_to(PACKAGE).as_posix() for path in MODULES]
TOP_FILES = {"__init__.py", "__main__.py", "dates.py", "identifiers.py", "quantities.py"}

# Modules that outsiders name one by one: a kind is a file of its own, and these two load heavy libraries.
NAMED_ONE_BY_ONE = {"kinds", "blocks", "reporting.html", "reporting.workbook"}


def module_of(path: Path) -> tuple[str, ...]:
    """The dotted name of a file below the plugin, in parts; a package is named by its folder."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts


KNOWN = {module_of(path) for path in MODULES}


def own_imports(path: Path) -> Iterator[tuple[int, tuple[str, ...]]]:
    """(line, module) of every import of our own code, also those inside functions."""
    folder = path.relative_to(PACKAGE).parent.parts
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            for name in node.names:
                parts = tuple(name.name.split("."))
                if parts[0] == "disclosure":
                    yield node.lineno, parts[1:] or ("__init__",)
        elif isinstance(node, ast.ImportFrom):
            written = tuple(node.module.split(".")) if node.module else ()
            if node.level:
                base = (*folder[: len(folder) - node.level + 1], *written)
            elif written[:1] == ("disclosure",):
                base = written[1:]
            else:
                continue
            for name in node.names:
                yield node.lineno, (*base, name.name) if (*base, name.name) in KNOWN else base or ("__init__",)


def cycle_in(graph: dict[str, set[str]]) -> list[str]:
    """The names of one cycle of a graph in order, or nothing where there is none."""
    try:
        list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        return [str(name) for name in error.args[1]]
    return []


def imports(path: Path) -> set[str]:
    """Top-level names of the foreign packages that a file imports anywhere."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.split(".")[0])
    return names


def test_few_files_stand_at_the_top() -> None:
    """`ls` shows packages, each with one sentence on what it is for, and only a few ground words beside them."""
    assert {path.name for path in PACKAGE.glob("*.py")} == TOP_FILES
    packages = [path for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"]
    for package in packages:
        assert ast.get_docstring(ast.parse((package / "__init__.py").read_text("utf-8"))), package.name


def test_packages_import_in_one_direction() -> None:
    """No package imports from one that imports from it, be it through others, not even inside a function."""
    graph: dict[str, set[str]] = {}
    for path in MODULES:
        importer = module_of(path)[0]
        graph.setdefault(importer, set()).update(module[0] for _, module in own_imports(path) if module[0] != importer)
    assert len(graph) > 15
    assert not cycle_in(graph)


@pytest.mark.parametrize("package", sorted({module_of(path)[0] for path in MODULES}))
def test_modules_of_a_package_import_in_one_direction(package: str) -> None:
    """Inside a package, too, no two modules need each other; the face (`__init__`) imports them all and is left aside."""
    graph = {
        ".".join(module_of(path)): {
            ".".join(module) for _, module in own_imports(path) if module[0] == package and len(module) > 1
        }
        for path in MODULES
        if module_of(path)[0] == package and len(module_of(path)) > 1
    }
    assert not cycle_in(graph)


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_packages_are_entered_by_their_face(path: Path) -> None:
    """What another package offers is imported from its `__init__` (or as a whole module), never from deep inside."""
    tree = ast.parse(path.read_text("utf-8"))
    folder = path.relative_to(PACKAGE).parent.parts
    deep = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level > len(folder) and "." in (node.module or ""):
            module = str(node.module)
            if module not in NAMED_ONE_BY_ONE and module.split(".", maxsplit=1)[0] not in NAMED_ONE_BY_ONE:
                deep.append(f"line {node.lineno}: {module}")
    assert not deep


def test_the_import_reader_sees_every_import_form() -> None:
    """The rules above look at relative imports of every depth, of names and of modules, also inside functions."""
    assert ("kinds",) in {module for _, module in own_imports(PACKAGE / "accounts" / "loading.py")}
    assert ("charts",) in {module for _, module in own_imports(PACKAGE / "kinds" / "projects.py")}
    assert ("compose",) in {module for _, module in own_imports(PACKAGE / "__main__.py")}
    assert ("accounts", "figures") in {module for _, module in own_imports(PACKAGE / "accounts" / "site.py")}
    assert cycle_in({"a": {"b"}, "b": {"c"}, "c": {"a"}})


def test_only_the_edge_imports_pelican() -> None:
    """Pelican is named in the generator, where its settings are read and in the plugin's register() only."""
    users = {path.relative_to(PACKAGE).as_posix() for path in MODULES if "pelican" in imports(path)}
    assert users == {"__init__.py", "engine/generator.py", "engine/settings.py"}


def test_pandas_stays_inside_the_table_rooms() -> None:
    """Only the rooms that read and type tables import pandas; figures, charts and pages never see a frame."""
    users = {path.relative_to(PACKAGE).as_posix() for path in MODULES if "pandas" in imports(path)}
    assert users <= {"reading/columns.py", "reading/tables.py", "model/dataset.py"}
    assert "reading/columns.py" in users


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
        "from disclosure.accounts.site import read_site\n"
        "report = Report()\n"
        "site = read_site(Path('data'), 'data', report)\n"
        "print(len(report.errors), sum(len(pages_of(one)) for one in site.disclosures))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    errors, pages = map(int, done.stdout.split())
    assert errors == 0
    assert pages > 50
