"""The tool that puts faults into code: it finds the places, names them, and tells noticed faults from others."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mutants.__main__ import MODULES, survivors
from mutants.faults import faults

ROOT = Path(__file__).resolve().parents[2]


def names(code: str) -> list[str]:
    return [fault.name.partition(": ")[2] for fault in faults(code)]


@pytest.mark.parametrize(
    ("line", "changed"),
    [
        ("return a < b", ["return None", "return a <= b", "return a >= b"]),
        ("return a == b", ["return None", "return a != b"]),
        ("return a in b", ["return None", "return a not in b"]),
        ("return min(a)", ["return None", "return max(a)"]),
        ("return sorted(a, key=b)", ["return None", "return list(a)", "return sorted(a)"]),
        ("return max(a, reverse=True)", ["return None", "return min(a, reverse=True)", "return max(a, reverse=False)"]),
        ("return a and b", ["return None", "return a or b", "return b", "return a"]),
        ("return not a", ["return None", "return a"]),
        ("return a + b", ["return None", "return a - b"]),
        ("return a + 'b'", ["return None"]),
        ("return a[0]", ["return None", "return a[-1]"]),
        ("return a[-1]", ["return None", "return a[1]", "return a[-0]"]),
        ("return [a for a in b if c]", ["return None", "return [a for a in b]"]),
        ("return a if b else c", ["return None", "return a if not b else c"]),
        ("a += b", ["a -= b", "pass"]),
        ("a[b] = c", ["pass"]),
        ("print(a)", ["pass"]),
        ("raise a", ["pass"]),
        ("return isinstance(a, b | c)", ["return None", "return isinstance(a, b)", "return isinstance(a, c)"]),
        ("return a in {b, 'c'}", ["return None", "return a not in {b, 'c'}", "return a in {'c'}", "return a in {b}"]),
        ("return None", []),
        ("a: int = b", []),
    ],
)
def test_what_is_changed(line: str, changed: list[str]) -> None:
    """Comparisons, boundaries, choices, conditions, sums, first and last, results and acts: each is one fault of its own."""
    assert [name.partition(" → ")[2] for name in names(f"def f(a, b=1, c=2):\n    {line}\n")] == changed


def test_a_fault_keeps_its_name_while_code_around_it_moves() -> None:
    """Lines above, another order of functions and other docstrings change no name; equal faults are counted."""
    first = "class A:\n    def f(self):\n        '''x'''\n        return self.a < 1 and self.a < 1\n"
    second = "X = 5\n\n\ndef g():\n    return 1\n\n\n" + first.replace("'''x'''", "'''y'''")
    before = [fault.name for fault in faults(first)]
    assert before == [fault.name for fault in faults(second) if fault.function == "A.f"]
    assert len(set(before)) == len(before)
    assert any(name.endswith("(2)") for name in before)


def test_the_code_of_a_fault_is_that_of_its_function() -> None:
    """Put into the function a fault does what its name says, in methods, properties and nested functions, too."""
    source = (
        "class A:\n    @property\n    def f(self):\n        def g(x):\n            return x < 3\n        return g(3)\n"
    )
    space: dict[str, object] = {}
    exec(source, space)  # noqa: S102  (a text of this test)
    kind = space["A"]
    (fault,) = [fault for fault in faults(source) if fault.after == "return x <= 3"]
    assert kind().f is False  # type: ignore[operator]
    vars(kind)["f"].fget.__code__ = fault.code
    assert kind().f is True  # type: ignore[operator]


def test_every_survivor_is_a_fault_with_a_reason() -> None:
    """What may survive is there to be put in, is listed once, and says why no test can notice it."""
    for module in MODULES:
        source = (ROOT / "plugins" / "disclosure" / f"{module.replace('.', '/')}.py").read_text("utf-8")
        there = {fault.name for fault in faults(source)}
        assert set(survivors(module)) <= there, sorted(set(survivors(module)) - there)
        assert all(len(why) > 10 for why in survivors(module).values())
        assert len(survivors(module)) <= 0.1 * len(there)


@pytest.mark.parametrize(("assertion", "status", "fate"), [("f(1, 2)", 1, "survived"), ("not f(2, 2)", 0, "")])
def test_a_fault_that_no_test_notices_is_told(tmp_path: Path, assertion: str, status: int, fate: str) -> None:
    """A test that looks at the boundary notices its change; one that does not lets it pass, and the command says so."""
    package = tmp_path / "plugins" / "disclosure"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "sample.py").write_text("def f(a, b):\n    return bool(a < b)\n")
    (tmp_path / "test_sample.py").write_text(
        f"from disclosure.sample import f\n\n\ndef test_f():\n    assert {assertion}\n    assert f(1, 2)\n    assert not f(3, 2)\n"
    )
    run = (
        "import sys, mutants.__main__ as tool; from pathlib import Path\n"
        f"tool.ROOT = Path({json.dumps(str(tmp_path))}); tool.MODULES.clear()\n"
        f"tool.MODULES['sample'] = ({json.dumps(str(tmp_path / 'test_sample.py'))},)\n"
        "tool.LEAST = 0.5; sys.argv = ['mutants', '--all']; sys.exit(tool.main())\n"
    )
    place = {"PYTHONPATH": f"{package.parent}:{ROOT}", "PATH": ""}
    result = subprocess.run(
        [sys.executable, "-c", run], capture_output=True, text=True, cwd=tmp_path, env=place, check=False
    )
    assert result.returncode == status, result.stdout + result.stderr
    assert ("sample: survived: f: return bool(a < b) → return bool(a <= b)" in result.stdout) is bool(fate)
