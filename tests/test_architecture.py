"""The house keeps its plan: imports go downwards, only the edge knows Pelican, kinds announce themselves."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "plugins" / "disclosure"

MODULES = sorted(PACKAGE.rglob("*.py"))
NAMES = [path.relative_to(PACKAGE).as_posix() for path in MODULES]
TOP_FILES = {"__init__.py", "__main__.py", "arrays.py", "dates.py", "expressions.py", "quantities.py", "quotes.py"}

# Modules that outsiders name one by one: a kind is a file of its own, and these two load heavy libraries.
NAMED_ONE_BY_ONE = {"kinds", "reporting.html", "reporting.workbook"}


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


def imports(tree: ast.Module) -> set[str]:
    """Top-level names of the foreign packages that a file imports anywhere."""
    names: set[str] = set()
    for node in ast.walk(tree):
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
    assert ("charts",) in {module for _, module in own_imports(PACKAGE / "kinds" / "project" / "page.py")}
    assert ("compose",) in {module for _, module in own_imports(PACKAGE / "__main__.py")}
    assert ("accounts", "figures") in {module for _, module in own_imports(PACKAGE / "accounts" / "site.py")}
    assert cycle_in({"a": {"b"}, "b": {"c"}, "c": {"a"}})


def test_only_the_edge_imports_pelican(trees: dict[str, ast.Module]) -> None:
    """Pelican is named in the generator, where its settings are read and in the plugin's register() only."""
    users = {name for name, tree in trees.items() if "pelican" in imports(tree)}
    assert users == {"__init__.py", "engine/generator.py", "settings/project.py"}


def test_pandas_stays_inside_the_table_rooms(trees: dict[str, ast.Module]) -> None:
    """Only the rooms that read and type tables import pandas; of the others few touch a frame, and none that makes pages."""
    assert {name for name, tree in trees.items() if "pandas" in imports(tree)} == {"arrays.py"}
    users = {
        name
        for name, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "arrays" and "pd" in {alias.name for alias in node.names}
    }
    assert users == {
        "reading/cell_types.py",
        "reading/cells.py",
        "reading/cell_faults.py",
        "reading/cell_values.py",
        "reading/compacting.py",
        "reading/table_typing.py",
        "reading/typed_tables.py",
        "reading/shelving.py",
        "reading/raw_tables.py",
        "reading/tables.py",
        "model/amounts.py",
        "model/column_values.py",
        "model/dataset.py",
    }
    touching = {
        name
        for name, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"frame", "iloc", "loc"}
    }
    assert {name.partition("/")[0] for name in touching} == {
        "reading", "model", "privacy", "accounts", "rules", "reporting", "kinds", "output",
    }  # fmt: skip
    assert {name for name in touching if name.startswith(("kinds/", "output/"))} == {
        "kinds/gifts/by_columns.py",
        "kinds/gifts/checks.py",
        "output/rendering.py",
    }


# Where a number may be a float, and why.
FLOATS_WITH_REASON = {
    "reading/workbook_cells.py": "Excel keeps numbers so; they become exact text at once, or are refused",
    "accounts/formulas.py": "a number in a formula is told by its type, and read from its text",
    "cli/progress.py": "seconds on a clock",
    "engine/scratch.py": "seconds on a clock",
    "reading/limits.py": "seconds of work",
    "reading/workbooks.py": "seconds of work",
    "privacy/leaks.py": "seconds of work",
    "texts/parsing.py": "seconds of work",
    "documents/holding.py": "how alike two wordings are",
    **{
        f"documents/pdf/{name}.py": "where letters stand on a page"
        for name in (
            "aligned",
            "joining",
            "lines",
            "naming",
            "order",
            "page_items",
            "pages",
            "pictured",
            "seeing",
            "shaded",
            "tables",
            "wrapped",
        )
    },
    **{
        f"documents/scans/{name}.py": "where letters stand in a picture, and how sure they are"
        for name in ("doubting", "grid", "ink", "lost", "stray", "pictures", "recognising", "scan")
    },
    "importing/transcribing.py": "how large a picture stands in a sheet",
    "law/statements.py": "how alike two labels are",
    "problems/suggestions.py": "how alike two words are",
    "output/set_tables.py": "how wide a character is",
}


def test_no_float_below_the_pictures(trees: dict[str, ast.Module]) -> None:
    """Floats are named, written and made only where pictures are drawn; money and counts stay exact everywhere else."""

    def floats(tree: ast.AST) -> bool:
        return any(
            (isinstance(node, ast.Name) and node.id in {"float", "math", "statistics"})
            or (isinstance(node, ast.Constant) and isinstance(node.value, float))
            for node in ast.walk(tree)
        )

    assert all(floats(ast.parse(code)) for code in ("x: float", "1.5 * y", "map(float, z)", "math.sqrt(2)"))
    users = {name for name, tree in trees.items() if floats(tree) and not name.startswith("drawing/")}
    assert users == set(FLOATS_WITH_REASON)
    assert any(name.startswith("drawing/") and floats(tree) for name, tree in trees.items())


# What ends a block in spite of an exception that has no name, and why.
SWALLOWING_WITH_REASON = {
    "reading/workbooks.py: _PanicsSuppressed": "panics of the reader of workbooks can't be caught by their class",
    "edge/last_resort.py: LastResort": "what nobody foresaw ends the command with one line and a file, not with a trace",
}
_EVERYTHING = {"Exception", "BaseException"}


def swallowing(tree: ast.AST) -> list[str]:
    """The handlers, suppressions and managers of a module that may swallow any exception."""
    places = []
    for node in ast.walk(tree):
        match node:
            case ast.ExceptHandler(type=None):
                places.append(f"line {node.lineno}")
            case ast.ExceptHandler(type=caught) if _EVERYTHING & {
                name.id for name in ast.walk(caught) if isinstance(name, ast.Name)
            }:
                places.append(f"line {node.lineno}")
            case ast.Call(func=ast.Name(id="suppress") | ast.Attribute(attr="suppress"), args=caught) if _EVERYTHING & {
                name.id for one in caught for name in ast.walk(one) if isinstance(name, ast.Name)
            }:
                places.append(f"line {node.lineno}")
            case ast.ClassDef(name=name, body=body):
                ends = [
                    one for one in body if isinstance(one, ast.FunctionDef) and one.name in {"__exit__", "__aexit__"}
                ]
                answers = [one.value for end in ends for one in ast.walk(end) if isinstance(one, ast.Return)]
                if any(not (one is None or (isinstance(one, ast.Constant) and not one.value)) for one in answers):
                    places.append(name)
    return places


def test_no_broad_except(trees: dict[str, ast.Module]) -> None:
    """Nothing swallows everything, in whatever way it is written: a bug stays an exception."""
    code = """
try: x
except: y
try: x
except Exception: y
try: x
except (OSError, BaseException) as error: y
with contextlib.suppress(OSError, Exception): x
class Quiet:
    def __exit__(self, *error): return error[0] is not None
class Loud:
    def __exit__(self, *error): return None
try: x
except OSError: y
with suppress(KeyError): x
"""
    assert set(swallowing(ast.parse(code))) == {"Quiet", "line 3", "line 5", "line 7", "line 8"}
    told = {f"{name}: {place}" for name, tree in trees.items() for place in swallowing(tree)}
    assert told == set(SWALLOWING_WITH_REASON)


NO_NOUNS = {"one", "found", "told", "made", "own", "each"}


def bindings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """(line, name) of every variable, parameter, attribute and function that a module binds."""
    for node in ast.walk(tree):
        match node:
            case (
                ast.Name(id=name, ctx=ast.Store())
                | ast.arg(arg=name)
                | ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.Attribute(attr=name, ctx=ast.Store())
                | ast.MatchAs(name=str(name))
                | ast.MatchStar(name=str(name))
                | ast.ExceptHandler(name=str(name))
                | ast.alias(asname=str(name))
            ):
                yield node.lineno, name.strip("_")


@pytest.mark.parametrize("room", sorted({name.partition("/")[0] for name in NAMES}))
def test_bindings_are_nouns(room: str, trees: dict[str, ast.Module]) -> None:
    """A name says what it holds: nothing in a package or a module beside them is called one, found, told, made, own or each."""
    planted = "from a import b as made\ndef _told(found): self.own = [one for one in found]"
    assert {name for _, name in bindings(ast.parse(planted))} == {"made", "told", "one", "found", "own"}
    vague = [
        f"{name}:{line} {word}"
        for name, tree in trees.items()
        if name.partition("/")[0] == room
        for line, word in bindings(tree)
        if word in NO_NOUNS
    ]
    assert not vague


def twice_defined(trees: dict[str, ast.Module]) -> list[str]:
    """The classes whose name stands more than once, a leading underscore apart, each with its files."""
    places: dict[str, list[str]] = {}
    for name, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name.strip("_"), []).append(name)
    return [f"{name}: {', '.join(files)}" for name, files in places.items() if len(files) > 1]


# A field that does not count where two are compared, one that another class stands in for, a face of `collections.abc`:
# what msgspec.Struct has no word for. Each costs every command half a millisecond of its start.
DATACLASSES = {
    "model/disclosure.py",
    "model/evidence_blocks.py",
    "model/file_blocks.py",
    "model/table.py",
    "model/watched.py",
    "problems/wording.py",
    "reading/tables.py",
    "texts/parsing.py",
}


def test_data_classes_are_structs(trees: dict[str, ast.Module]) -> None:
    """Classes that hold data are msgspec.Struct: made 50 times as fast as a dataclass, and a command makes some 400 at its start."""
    asked = {
        name
        for name, tree in trees.items()
        for node in ast.walk(tree)
        if (isinstance(node, ast.ImportFrom) and node.module == "dataclasses")
        or (isinstance(node, ast.Import) and any(part.name == "dataclasses" for part in node.names))
    }
    assert asked == DATACLASSES


WIDEST = 190  # columns; a Chinese character takes two


def columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)


def test_no_line_is_wider_than_a_screen() -> None:
    """The linter lets words without blanks run on for ever; a list of words is broken where one of them ends."""
    assert columns("慈善chari") == 4 + 5
    wide = {
        f"{path.relative_to(PACKAGE)}:{number}"
        for path in PACKAGE.rglob("*.py")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if columns(line) > WIDEST
    }
    assert wide == set()


def test_class_names_stand_once(trees: dict[str, ast.Module]) -> None:
    """The name of a class says which one it is wherever it is read: no two of the plugin share one."""
    assert twice_defined({"a": ast.parse("class _Row: pass"), "b": ast.parse("class Row: pass")}) == ["Row: a, b"]
    assert not twice_defined(trees)


def unread(tree: ast.Module) -> set[str]:
    """The private names that a module binds at its top and never reads: nobody else may."""
    bound = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    read = set()
    for statement in tree.body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                read.add(node.id)
            elif isinstance(node, ast.Name) and isinstance(statement, ast.Assign | ast.AnnAssign):
                bound.add(node.id)
    return {name for name in bound - read if re.match("_[a-zA-Z]", name)}


def test_what_is_private_is_read(trees: dict[str, ast.Module]) -> None:
    """No constant, function or class that a module keeps for itself outlives its last use."""
    planted = "_OLD = 1\n_USED: int = 2\n__all__ = ['of']\ndef _gone(): return _USED\ndef of(): _local = _USED"
    assert unread(ast.parse(planted)) == {"_OLD", "_gone"}
    assert {name: names for name, tree in trees.items() if (names := unread(tree))} == {}


def test_every_kind_file_defines_its_kind() -> None:
    """A file in kinds/ is a kind: it defines KIND, its id is the file's name, and all_kinds() finds it without a list."""
    from disclosure.kinds import all_kinds

    files = {path.stem for path in (PACKAGE / "kinds").glob("*.py")} - {"__init__"}
    assert {kind.id for kind in all_kinds()} == files


# Where ids of kinds may be listed or compared outside kinds/, and why.
LISTED_WITH_REASON = {
    "law/statements.py": "the law names the three forms; their kinds take them from there",
    "accounts/consolidation.py": "lines of the statements that the law names",
    "pages/statements.py": "lines of the statements that the law names",
    "pages/trends.py": "lines of the statements that the law names; a line is called `donations`, too",
    "reading/cell_faults.py": "the id of a document is asked for in other words than other ids",
    "releases/records.py": "files of the record of a release",
    "output/exports.py": "tables of the downloads; those of figures and checks are no kinds there",
    "output/page_parts.py": "names of blocks",
    "compose/sections.py": "parts of the menu",
    "pages/sitemap.py": "parts of the menu",
    "blocks/pages.py": "parts of the menu",
}


def kinds_in(node: ast.AST | None, ids: set[str]) -> set[str]:
    """The ids of kinds that an expression writes out, itself or in what it lists."""
    match node:
        case ast.Constant(value=str(text)):
            return {text} & ids
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
            return set().union(*(kinds_in(part, ids) for part in parts))
        case ast.Dict(keys=keys, values=values):
            return set().union(*(kinds_in(part, ids) for part in (*keys, *values)))
        case _:
            return set()


def lists_of_kinds(tree: ast.Module, ids: set[str]) -> list[int]:
    """The lines that compare something with the id of a kind, or list several of them."""
    lines = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            if any(kinds_in(side, ids) for side in (node.left, *node.comparators)):
                lines.append(node.lineno)
        elif len(kinds_in(node, ids)) > 1:
            lines.append(node.lineno)
    return lines


def test_kinds_are_told_apart_by_what_they_declare(trees: dict[str, ast.Module]) -> None:
    """Outside kinds/ no module compares the id of a kind or keeps a list of kinds: what it needs to know, the kind says."""
    from disclosure.kinds import all_kinds

    ids = {kind.id for kind in all_kinds()}
    planted = "x = kind.id == 'goods'\ny = (('pledges', 1), ('goods', 2))\nz = rows('goods')"
    assert lists_of_kinds(ast.parse(planted), ids) == [1, 2]
    listing = {name: lists_of_kinds(tree, ids) for name, tree in trees.items() if not name.startswith("kinds/")}
    assert {name: lines for name, lines in listing.items() if lines and name not in LISTED_WITH_REASON} == {}
    assert [name for name in LISTED_WITH_REASON if not listing.get(name)] == []


def test_kinds_that_name_persons_say_so() -> None:
    """A release holds the words of such a kind only as fingerprints: names may be withdrawn."""
    from disclosure.kinds import all_kinds

    for kind in all_kinds():
        names = {column.name for column in kind.record.columns}
        personal = any(column.personal for column in kind.record.columns)
        assert bool(kind.persons) == bool(personal or names & {"consent", "receiver_type"}), kind.id


def test_every_record_can_tell_its_source() -> None:
    """A kind of record that the public sees ends in 来源, 出处, 说明, so that nothing is published without a source."""
    from disclosure.kinds import all_kinds

    for kind in all_kinds():
        labels = [one.label for one in kind.record.columns]
        assert len(labels) == len(set(labels)), kind.id
        if kind.sourced:
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


# What a check of short tables does not need; nor does it need what writes a site or publishes it.
HEAVY = {
    *(
        "pandas",
        "numpy",
        "pyarrow",
        "dask",
        "sqlite3",
        "multiprocessing",
        "cryptography",
        "jinja2",
        "docutils",
        "plotly",
    ),
    *(
        "PIL",
        "pypdf",
        "pdfplumber",
        "pdfminer",
        "typst",
        "xlsxwriter",
        "openpyxl",
        "python_calamine",
        "flask",
        "stdnum",
        "rich",
    ),
    *(f"disclosure.{name}" for name in ("publishing", "output", "engine", "typesetting", "desk")),
}


def test_a_check_of_short_tables_loads_nothing_heavy(tmp_path: Path) -> None:
    """It starts at once: frames, templates, workbooks and the rest of Pelican are loaded where something needs them."""
    folder = tmp_path / "data" / "dongcun"
    folder.mkdir(parents=True)
    (tmp_path / "content").mkdir()
    (tmp_path / "data" / "site.yaml").write_text("title: 东村\n", encoding="utf-8")
    (folder / "organisation.yaml").write_text("id: dongcun\nname: 东村慈善会\n", encoding="utf-8")
    (folder / "sources.csv").write_text("编号,名称\nR1,年度工作报告\n", encoding="utf-8")
    told, ended = loaded_by_a_check(tmp_path)
    assert "sources.csv" in told, told[:500]  # it was read: its columns that are missing are told
    assert ended == "1 [] True"


def test_a_check_of_the_real_data_loads_nothing_heavy() -> None:
    """Nor do the tables of the two federations, with answers to questions among them."""
    told, ended = loaded_by_a_check(ROOT)
    assert "part-above-whole" in told, told[:500]  # an answer that stands in acknowledgements.csv
    assert ended == "0 [] True"


def loaded_by_a_check(folder: Path) -> tuple[str, str]:
    """What a check of the data and articles in a folder says, and how it ended: exit code, heavy modules, whether it laid out pages."""
    places = [word for name in ("data", "content") for word in (f"--{name}", str(folder / name))]
    code = (
        "import sys\n"
        "from disclosure.__main__ import main\n"
        f"ended = main(['check', '--format', 'json', *{places!r}])\n"
        f"print(ended, sorted({HEAVY!r} & set(sys.modules)), 'disclosure.pages' in sys.modules, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    return done.stdout, done.stderr.splitlines()[-1]
