"""Which tests belong to which package: those that import it, themselves or through a helper beside them.

`make test ROOM=accounts` runs the tests of one package and leaves out those that build the real site, the example, or a
site a fault, so that the answer is there in less than a minute.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

TESTS = Path(__file__).resolve().parent
PACKAGE = TESTS.parent / "plugins" / "disclosure"
ROOMS = sorted(
    {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    | {path.stem for path in PACKAGE.glob("*.py") if not path.stem.startswith("_")}
)
# Folders of quick tests, and the packages that each is about as a whole.
QUICK = {
    "unit": frozenset[str](),
    "kinds": frozenset({"kinds", "blocks"}),
    "reporting": frozenset({"reporting"}),
    "incidents": frozenset({"rules"}),
    "cases": frozenset(),
}
# Not so quick, and about these packages only, whatever else they import.
WHOLE = {
    "releases": frozenset({"releases", "publishing", "engine", "edge"}),
    "desk": frozenset({"desk"}),
}


def rooms_of(path: Path) -> frozenset[str]:
    """The packages whose tests a file holds."""
    folder = path.parent.name
    return WHOLE.get(folder) or (QUICK[folder] | _imported(path) if folder in QUICK else frozenset())


@cache
def _imported(path: Path) -> frozenset[str]:
    rooms: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            first, _, rest = node.module.partition(".")
            helper = path.with_name(f"{first}.py")
            if first == "disclosure":
                rooms |= {rest.partition(".")[0]} if rest else {name.name for name in node.names}
            elif helper.exists():
                rooms |= _imported(helper)
    return frozenset(rooms & set(ROOMS))
