"""Regular expressions that are compiled when they are asked for: the same ones, and all of them sound."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest

from disclosure.expressions import expression

PACKAGE = Path(__file__).resolve().parents[2] / "plugins" / "disclosure"
# The modules that have expressions, each with the names that it gives them.
USERS = {
    path: {
        target.id
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        if isinstance(node.value.func, ast.Name) and node.value.func.id == "expression"
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for path in sorted(PACKAGE.rglob("*.py"))
    if re.search(r"^from \.+expressions import", path.read_text("utf-8"), re.MULTILINE)
}
NAMES = [path.relative_to(PACKAGE).as_posix() for path in USERS]


def test_an_expression_is_what_re_would_make_of_it() -> None:
    """It finds the same, says the same of itself, and is compiled only when something is asked of it."""
    words = expression(r"(?P<word>[a-z]+)", re.IGNORECASE)
    compiled = re.compile(words.pattern, re.IGNORECASE)
    assert [match["word"] for match in words.finditer("One Two")] == ["One", "Two"]
    assert (words.flags, words.groups, words.groupindex) == (compiled.flags, compiled.groups, compiled.groupindex)
    assert words.sub("x", "One Two") == "x x"
    unsound = expression("(")
    with pytest.raises(re.error):
        unsound.search("")
    with pytest.raises(AttributeError):
        _ = words.no_such_thing  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", USERS, ids=NAMES)
def test_every_expression_can_be_compiled(path: Path) -> None:
    """What would no longer be told when a module is loaded is told here; those that stand in tables are told by their users."""
    module = import_module(f"disclosure.{'.'.join(path.relative_to(PACKAGE).with_suffix('').parts)}")
    assert all(getattr(module, name).groups >= 0 for name in USERS[path])


@pytest.mark.parametrize("path", USERS, ids=NAMES)
def test_no_expression_is_handed_to_re(path: Path) -> None:
    """`re.sub(it, …)` does not know it: its own methods are called."""
    handed = [
        argument.id
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
        for argument in node.args
        if isinstance(argument, ast.Name) and argument.id in USERS[path]
    ]
    assert handed == []
