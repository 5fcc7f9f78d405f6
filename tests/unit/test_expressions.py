"""Regular expressions that are compiled when they are asked for: the same ones, and all of them sound."""

from __future__ import annotations

import ast
import gc
import re
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import disclosure
from disclosure import expressions
from disclosure.expressions import MANY, SHORT, expression, in_pcre2

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


def all_expressions() -> list[Any]:
    """Every expression that the modules of the package have, also those in tables."""
    for module in walk_packages(disclosure.__path__, "disclosure."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    return sorted((it for it in gc.get_objects() if type(it) is expression), key=lambda it: it.pattern)


EXPRESSIONS = all_expressions()
# Signs that `re` and PCRE2 could take for different things: marks, blanks, ends of lines, figures and letters of many kinds.
TRICKY = "\u0308\u20dd‿_\x1c\x1f\x85\u2028\u3000\xa0\n\r\t ·-.。，0１②Ⅳ²〇一万王小明aÅﬁſKßА𠮷𐒠\x00\ufeff"


def spans(match: Any) -> list[tuple[int, int]] | None:
    return match and [match.span(group) for group in range(match.re.groups + 1)]


def test_nearly_all_expressions_are_looked_for_by_pcre2() -> None:
    """What it can't say stays with `re`: half pairs of surrogates, and lines of a text of many."""
    assert len(EXPRESSIONS) > 450
    assert len([it for it in EXPRESSIONS if it.quick is None]) <= 8


@pytest.mark.parametrize("start", range(0, len(EXPRESSIONS), 25))
@settings(max_examples=40)
@given(data=st.data())
def test_both_find_the_same(start: int, data: st.DataObject) -> None:
    """In texts of the signs that an expression itself has, and of those that are easily taken for others."""
    for it in EXPRESSIONS[start : start + 25]:
        signs = sorted({*it.pattern, *TRICKY} - {"ı", "İ"})
        text = data.draw(st.text(st.sampled_from(signs), max_size=24), label=it.pattern)
        usual, quick = it.usual, it.quick or it.usual
        for method in ("search", "match", "fullmatch"):
            assert spans(getattr(quick, method)(text)) == spans(getattr(usual, method)(text)), method
        assert list(map(spans, quick.finditer(text))) == list(map(spans, usual.finditer(text)))
        assert it.sub("甲", text) == usual.sub("甲", text)


@pytest.mark.parametrize(
    ("text", "spelt"),
    [
        (r"\w+", r"[\p{L}\p{N}_]+"),
        (r"[^\w，]\d", r"[^\p{L}\p{N}_，]\d"),
        (r"[[\]\s]\Z", r"[\[\]\s\x1c-\x1f]\z"),
        (r"[]\[]\\w", r"[]\[]\\w"),
        (r"[\U00020000-\U0003ffff]", "[\U00020000-\U0003ffff]"),
        (r"[^\W_]", None),
    ],
)
def test_letters_that_pcre2_takes_otherwise_are_spelt_out(text: str, spelt: str | None) -> None:
    """None where there is no other spelling."""
    assert in_pcre2(text) == spelt


@pytest.mark.parametrize("text", ["\ud800甲1", "甲1" * SHORT], ids=["half a pair", "long"])
def test_what_pcre2_refuses_is_looked_through_by_re(text: str) -> None:
    """Nobody sees a difference."""
    it = expression("甲([0-9])")
    assert [match.span(1) for match in it.finditer(text)] == [match.span(1) for match in it.usual.finditer(text)]
    assert it.sub("乙", text) == text.replace("甲1", "乙")
    found = it.search(text)
    assert found is not None
    assert found[1] == "1"


def test_a_replacement_that_names_groups_is_read_as_re_reads_it() -> None:
    """`$` is a dollar."""
    it = expression("(甲)(乙)")
    assert it.sub(r"\2\1", "甲乙") == "乙甲"
    assert it.sub("$1", "甲乙") == "$1"
    assert it.sub(lambda match: match[2], "甲乙") == "乙"


def test_machines_without_pcre2_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """There are wheels for most machines, not for all."""
    monkeypatch.setattr(expressions, "pcre2", None)
    it = expression(r"(?P<word>\w+)")
    assert it.quick is None
    assert [match["word"] for match in it.finditer("甲 乙")] == ["甲", "乙"]


def test_re_takes_over_when_much_is_looked_through() -> None:
    """Its calls cost a third; who holds the method from before gets the same."""
    it = expression("[甲乙]")
    search = it.search
    assert [text for text in ("甲", "丙") * MANY if search(text)] == ["甲"] * MANY
    assert it.search == it.usual.search
    assert [it.sub("丁", text) for text in ("甲",) * (MANY + 1)] == ["丁"] * (MANY + 1)
    assert it.sub == it.usual.sub


def test_all_that_a_text_holds_is_asked_of_re() -> None:
    """It hands out a hundred matches ten times as fast."""
    it = expression("[甲乙]")
    assert (it.findall, it.split) == (it.usual.findall, it.usual.split)


def test_only_one_room_knows_of_pcre2() -> None:
    """Who looks is decided there alone."""
    knowing = [path.name for path in PACKAGE.rglob("*.py") if "import pcre2" in path.read_text("utf-8")]
    assert knowing == ["expressions.py"]
