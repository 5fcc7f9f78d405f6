"""Words of absence and agreement are written only where a test of the data decides on them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "plugins" / "disclosure"

WORDS = re.compile(
    "还没报来|没有报总数|没有更正记录|没有公布|没公布|未公布|未披露|没有给出|都对得上|全部相等|全部一致|全部可查|每个数字都|每笔都|每条都|没有列明|没有逐项列明|"
    "报告没有|没有报来|齐全|都按时|没有写明|没有账目"
)
DECIDING = {"claim", "claimed", "Expectation"}

# What says nothing of the data: explanations of signs and words, and titles of charts that are made only for such a row.
EXPLAINING = {
    "还没有公布的，逾期最久的在前",
    "—：没有报来这个日期。日期和期限都有才算早晚。",
    "—：那一年没有这样的事，或者没有报来日期。",
    "† 表示归哪一类、算的是哪一块由本站推断，原文没有写明。",
    "报告列明{listed}，另有{gap}没有逐项列明",
    "{measure}里有{gap}没有逐项列明",
    "没有报来渠道",
}
MODULES = sorted(
    path for package in ("pages", "kinds", "blocks", "compose", "charts") for path in (PACKAGE / package).rglob("*.py")
)


def loose_words(code: str) -> Iterator[tuple[int, str]]:
    """(line, text) of every text with such words that no test decides on.

    A test decides in `claim(test, …)`, `claimed(test, …)` and `Expectation(label, evidence)`, if it is no constant, and in
    `value or "…"`, where the value itself is what is missing. Docstrings and descriptions of columns are not shown.
    """
    tree = ast.parse(code)
    decided: set[int] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[first, *_]) if name in DECIDING:
                if not isinstance(first, ast.Constant) or name == "Expectation":
                    decided |= {id(part) for part in ast.walk(node)}
            case ast.Call(func=ast.Name(id="column")):
                decided |= {id(part) for part in ast.walk(node)}
            case ast.BoolOp(op=ast.Or(), values=[*_, ast.Constant() as last]):
                decided.add(id(last))
            case ast.Expr(value=ast.Constant() as text):
                decided.add(id(text))
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if (
                WORDS.search(text) and id(node) not in decided and text not in EXPLAINING
            ):
                yield node.lineno, text


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_page_claims_without_a_test(path: Path) -> None:
    """Such words stand in no code of pages but behind a test of the data."""
    assert not list(loose_words(path.read_text("utf-8")))


def test_loose_words_are_found() -> None:
    """A bare sentence, one branch of a condition, and a claim whose test is a constant are all told."""
    bare = 'found = sentence("总额没有公布")\n'
    branch = 'found = total if total else "总额没有公布"\n'
    constant = 'found = claim(True, "总额没有公布")\n'
    assert [line for line, _ in loose_words(bare + branch + constant)] == [1, 2, 3]
    assert not list(loose_words('claim(not total, "总额没有公布")\nExpectation("x", y)\nz = total or "未披露"\n'))


def test_templates_claim_nothing() -> None:
    """Templates hold no such sentence; the key to the signs of missing cells explains them."""
    templates = sorted((ROOT / "theme" / "templates").rglob("*.html"))
    assert "ledger.html" in {path.name for path in templates}
    for path in templates:
        text = re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.DOTALL)
        found = WORDS.findall(text)
        assert found == (["未披露"] if path.name == "ledger.html" else []), path.name
