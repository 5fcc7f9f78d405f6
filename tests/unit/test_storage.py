"""What the code must not do with files if it is to work alike on every system, read from the code itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath

import pytest

from disclosure.storage import by_parts, foreign_name, nearly_named, write_whole


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Every call with the last name of what is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield node, name


def unsorted_paths(tree: ast.AST) -> list[int]:
    """Lines where paths are sorted as the system compares them: without regard to capitals on Windows."""
    lists = {"rglob", "glob", "iterdir"}

    def plain(node: ast.Call) -> bool:
        inside = node.args[0]
        whole = isinstance(inside, ast.Call | ast.List) or (
            isinstance(inside, ast.GeneratorExp) and isinstance(inside.elt, ast.Name)
        )
        return whole and any(name in lists for _, name in calls(inside))

    return [
        node.lineno
        for node, name in calls(tree)
        if name == "sorted" and not any(word.arg == "key" for word in node.keywords) and plain(node)
    ]


def without_encoding(tree: ast.AST) -> list[int]:
    """Lines where a text file is opened in whatever encoding the machine has: GBK at a Chinese desk."""
    lines = []
    for node, name in calls(tree):
        named = {word.arg for word in node.keywords}
        first = node.args[0] if node.args else None
        if name == "read_text" and not node.args and "encoding" not in named:
            lines.append(node.lineno)
        if name == "write_text" and len(node.args) < 2 and "encoding" not in named:
            lines.append(node.lineno)
        mode = first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""
        if name == "open" and isinstance(node.func, ast.Attribute) and set(mode) <= set("rwax+") and mode:
            lines += [node.lineno] * ("encoding" not in named)
    return lines


def renames(tree: ast.AST) -> list[int]:
    """Lines where a path is renamed at once, which Windows refuses while anybody looks at it."""
    return [
        node.lineno
        for node, name in calls(tree)
        if name == "rename" and isinstance(node.func, ast.Attribute) and len(node.args) == 1 and not node.keywords
    ]


RULES = (unsorted_paths, without_encoding, renames)
FAULTS = (
    "sorted(folder.rglob('*'))\nsorted([*a.glob('x'), *b.iterdir()])\nsorted(f for f in a.iterdir() if f)",
    "path.read_text()\npath.write_text(text)\npath.open('w')",
    "path.rename(target)",
)
SOUND = (
    "sorted(folder.rglob('*'), key=by_parts)\nsorted(f.name for f in a.iterdir())",
    "path.read_text('utf-8')\npath.write_text(text, 'utf-8')\npath.open('rb')\nbook.open(member)",
    "rename(path, target)\nframe.rename(columns=names)",
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_files_are_handled_alike_on_every_system(rule: object, trees: dict[str, ast.Module]) -> None:
    lines = {name: rule(tree) for name, tree in trees.items() if not name.startswith("storage/")}  # type: ignore[operator]
    assert not {name: where for name, where in lines.items() if where}


@pytest.mark.parametrize(("rule", "fault", "sound"), [*zip(RULES, FAULTS, SOUND, strict=True)])
def test_these_rules_see_what_they_are_for(rule: object, fault: str, sound: str) -> None:
    assert len(set(rule(ast.parse(fault)))) == len(fault.splitlines())  # type: ignore[operator]
    assert rule(ast.parse(sound)) == []  # type: ignore[operator]


def test_paths_stand_in_one_order_on_every_system() -> None:
    """Windows compares its paths without regard to capitals; sorted by their parts they stand as they do elsewhere."""
    names = ["b/a.csv", "B/c.csv", "a/z.csv"]
    windows = sorted(map(PureWindowsPath, names), key=by_parts)
    assert [path.as_posix() for path in windows] == sorted(names)


@pytest.mark.parametrize("name", ["con.csv", "AUX", "a:b.csv", "lpt1.xlsx", "end."])
def test_names_that_windows_lacks_are_foreign(name: str) -> None:
    """Reserved names, signs that stand for something else there, and ends that it cuts off."""
    assert foreign_name(name)
    assert not foreign_name("捐赠明细.csv")


@pytest.mark.parametrize(
    ("name", "names", "said"),
    [
        ("食堂.jpg", ["食堂.JPG", "门口.jpg"], "，有“食堂.JPG”，只差大小写"),
        ("café.jpg", ["cafe\u0301.jpg"], "，有“cafe\u0301.jpg”，看起来一样，存法不同"),
        ("食堂.jpg", ["食堂.jpg"], ""),
        ("食堂.jpg", ["食堂2.jpg", "饭堂.jpg", "食堂.png"], ""),
        ("食堂.jpg", [], ""),
    ],
)
def test_a_name_that_only_looks_the_same_is_told(name: str, names: list[str], said: str) -> None:
    """Which file somebody may have meant, and how the two differ; no other name is guessed."""
    assert nearly_named(name, names) == said


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    """The new content stands in the place of the old, and nothing is left beside it."""
    path = tmp_path / "表.csv"
    path.write_bytes(b"old")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]
