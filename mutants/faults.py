"""The faults that are put into a module: which places of its code can be changed, and what they are changed to.

A fault is known by its function and by the text before and after, not by its line, so that it keeps its name while the
code around it moves.
"""

from __future__ import annotations

import ast
import copy
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import CodeType
from typing import TypeVar

# A text shorter than this says too little: the expression around it is shown as well.
_SHORTEST_TEXT = 24
# A longer text is shortened to what differs, with so much around it.
_CONTEXT, _LONGEST_TEXT = 32, 110
# Of longer lists not every element is taken out; they are tables of words.
_LONGEST_LIST = 12

_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
# Called by name: the smallest for the largest, the first for the last, the sorted for the unsorted.
_FUNCTIONS = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list", "reversed": "list"}
_METHODS = {
    "popleft": "pop",
    "partition": "rpartition",
    "rpartition": "partition",
    "startswith": "endswith",
    "endswith": "startswith",
    "find": "rfind",
    "rfind": "find",
}
_CHOOSING = {"min", "max", "sorted"}
# What a statement may do without giving a name a value; without it the code still runs.
_LEFT_OUT = (ast.AugAssign, ast.Delete, ast.Raise, ast.Continue, ast.Break, ast.Assert)

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_Node = TypeVar("_Node", bound=ast.AST)


@dataclass(frozen=True)
class Fault:
    """One changed place: in which function (empty for a constant of the module), its text before and after, its code."""

    function: str
    before: str
    after: str
    number: int  # of faults with the same words in one function
    code: CodeType

    @property
    def name(self) -> str:
        """What it is called in lists."""
        count = f" ({self.number})" if self.number > 1 else ""
        return f"{self.function or '常量'}: {self.before} → {self.after}{count}"


@dataclass(frozen=True)
class _Place:
    """A node and where it hangs; *above* are the nodes around it, innermost first."""

    node: ast.AST
    field: str
    index: int | None
    above: tuple[ast.AST, ...]

    def put(self, node: ast.AST) -> None:
        if self.index is None:
            setattr(self.above[0], self.field, node)
        else:
            getattr(self.above[0], self.field)[self.index] = node

    def shown(self) -> ast.AST:
        """The node whose text tells what changed: wide enough to be known again, at most one statement."""
        node = self.node
        for outer in self.above:
            if isinstance(node, ast.stmt) or (isinstance(node, ast.expr) and len(ast.unparse(node)) >= _SHORTEST_TEXT):
                break
            node = outer
        return node


def faults(source: str) -> Iterator[Fault]:
    """Every fault that can be put into a module, in the order of its text."""
    count: Counter[tuple[str, str, str]] = Counter()
    codes: defaultdict[str, set[CodeType | None]] = defaultdict(set)  # what is no fault, or was there before
    for statement in ast.parse(source).body:
        for function, root in _roots(statement, ""):
            codes[function].add(_compiled(statement, function))
            for place in _places(root):
                for replacement in _replacements(place):
                    shown = place.shown()
                    wider = shown is not place.node
                    before = _line(shown)
                    place.put(replacement)
                    after = _line(shown if wider else replacement)
                    code = _compiled(statement, function)
                    place.put(place.node)
                    if code is not None and code not in codes[function]:
                        codes[function].add(code)
                        before, after = _brief(before, after)
                        count[function, before, after] += 1
                        yield Fault(function, before, after, count[function, before, after], code)


def _roots(statement: ast.stmt, above: str) -> Iterator[tuple[str, ast.AST]]:
    """What is looked through: every function with its full name, and the values of constants of the module."""
    if isinstance(statement, _Function):
        yield above + statement.name, statement
    elif isinstance(statement, ast.ClassDef):
        for member in statement.body:
            if isinstance(member, _Function | ast.ClassDef):
                yield from _roots(member, f"{above}{statement.name}.")
    elif isinstance(statement, ast.Assign) and not above and not isinstance(statement.value, ast.Subscript):  # a type
        yield "", statement


def _places(root: ast.AST) -> Iterator[_Place]:
    """Every node below, apart from annotations, decorators, default values and docstrings."""

    def below(node: ast.AST, above: tuple[ast.AST, ...]) -> Iterator[_Place]:
        for field, value in ast.iter_fields(node):
            if field in {"annotation", "returns", "decorator_list", "args", "type_comment"} and isinstance(
                node, _Function | ast.AnnAssign | ast.Lambda
            ):
                continue
            children: Iterable[tuple[int | None, object]] = (
                enumerate(value) if isinstance(value, list) else [(None, value)]
            )
            for index, child in children:
                if isinstance(child, ast.AST) and not _is_docstring(child):
                    yield _Place(child, field, index, (node, *above))
                    yield from below(child, (node, *above))

    yield from below(root, ())


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _replacements(place: _Place) -> Iterator[ast.AST]:  # noqa: C901, PLR0912  (one case a kind of node)
    node, parent = place.node, place.above[0]
    match node:
        case ast.Compare():
            for index, operator in enumerate(node.ops):
                for other in _COMPARISONS[type(operator)]:
                    yield _changed(node, ops=[*node.ops[:index], other(), *node.ops[index + 1 :]])
        case ast.BoolOp():
            yield _changed(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
            for index in range(len(node.values)):
                rest = [*node.values[:index], *node.values[index + 1 :]]
                yield rest[0] if len(rest) == 1 else _changed(node, values=rest)
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node.operand
        case ast.BinOp(op=ast.BitOr()) if isinstance(parent, ast.Call) and place.index == 1:  # isinstance(a, B | C)
            yield node.left
            yield node.right
        case ast.BinOp() if type(node.op) in _ARITHMETIC and not _is_text(node.left) and not _is_text(node.right):
            yield _changed(node, op=_ARITHMETIC[type(node.op)]())
        case ast.Constant(value=bool() as value):
            yield _changed(node, value=not value)
        case ast.Constant(value=int() as value):
            yield from (_changed(node, value=other) for other in _numbers(value, parent))
        case ast.Call():
            yield from _calls(node)
        case ast.IfExp() if not _is_turned(node.test):
            yield _changed(node, test=ast.UnaryOp(ast.Not(), node.test))
        case ast.comprehension() if node.ifs:
            for index in range(len(node.ifs)):
                yield _changed(node, ifs=[*node.ifs[:index], *node.ifs[index + 1 :]])
        case ast.Set() | ast.Tuple() | ast.List() if not isinstance(getattr(node, "ctx", ast.Load()), ast.Store):
            compared = place.field == "comparators" or isinstance(place.above[-1], ast.Assign)
            if 1 < len(node.elts) <= _LONGEST_LIST and (isinstance(node, ast.Set) or compared):
                for index in range(len(node.elts)):
                    yield _changed(node, elts=[*node.elts[:index], *node.elts[index + 1 :]])
    if isinstance(node, ast.stmt):
        yield from _statements(node)


def _statements(node: ast.stmt) -> Iterator[ast.stmt]:
    match node:
        case ast.AugAssign() if type(node.op) in _ARITHMETIC:
            yield _changed(node, op=_ARITHMETIC[type(node.op)]())
        case ast.If() | ast.While() if not _is_turned(node.test):
            yield _changed(node, test=ast.UnaryOp(ast.Not(), node.test))
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield _changed(node, value=ast.Constant(None))
        case ast.Continue():
            yield ast.copy_location(ast.Break(), node)
    state = isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript | ast.Attribute)
    call = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call | ast.Yield | ast.YieldFrom)
    if state or call or isinstance(node, _LEFT_OUT):
        yield ast.copy_location(ast.Pass(), node)


def _numbers(value: int, parent: ast.AST) -> Iterator[int]:
    """One more and one less; in place of the first the last, and the other way round."""
    if isinstance(parent, ast.Subscript) and value == 0:
        yield -1
    elif isinstance(parent, ast.UnaryOp):
        yield value - 1
    else:
        yield value + 1
        if value > 0:
            yield value - 1


def _calls(node: ast.Call) -> Iterator[ast.expr]:
    match node.func:
        case ast.Name(id=name) if name in _FUNCTIONS:
            words = [word for word in node.keywords if _FUNCTIONS[name] != "list" or word.arg not in {"key", "reverse"}]
            yield _changed(node, func=ast.Name(_FUNCTIONS[name], ast.Load()), keywords=words)
            if name in _CHOOSING and any(word.arg == "key" for word in node.keywords):
                yield _changed(node, keywords=[word for word in node.keywords if word.arg != "key"])
        case ast.Name(id="abs"):
            yield node.args[0]
        case ast.Attribute(attr=name) if name in _METHODS:
            yield _changed(node, func=_changed(node.func, attr=_METHODS[name]))


def _is_turned(test: ast.expr) -> bool:
    """Whether another fault turns this condition round already."""
    negated = isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)
    return negated or (isinstance(test, ast.Compare) and len(test.ops) == 1)


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _changed(node: _Node, **fields: object) -> _Node:
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _line(node: ast.AST) -> str:
    """The text of a node; of a statement with others in it only its head."""
    text = ast.unparse(ast.fix_missing_locations(copy.deepcopy(node)))
    return text.split("\n")[0] if isinstance(node, ast.If | ast.While | ast.For | ast.With | ast.Try) else text


def _brief(before: str, after: str) -> tuple[str, str]:
    """Both texts, of which only what differs is shown where they are long."""
    same = 0
    while same < min(len(before), len(after)) and before[same] == after[same]:
        same += 1
    start = max(0, same - _CONTEXT) if same > _CONTEXT + 3 else 0
    same = 0
    while same < min(len(before), len(after)) - start and before[-1 - same] == after[-1 - same]:
        same += 1
    end = max(0, same - _CONTEXT) if same > _CONTEXT + 3 else 0

    def part(text: str) -> str:
        middle = text[start : len(text) - end]
        shortened = middle if len(middle) <= _LONGEST_TEXT else f"{middle[:_LONGEST_TEXT]}…"
        return f"{'…' if start else ''}{shortened}{'…' if end else ''}"

    return part(before), part(after)


def _compiled(statement: ast.stmt, function: str) -> CodeType | None:
    """The code of a function within a statement of the module; of the statement itself where it is a constant."""
    future = ast.ImportFrom("__future__", [ast.alias("annotations")], 0)
    module = ast.fix_missing_locations(ast.Module([future, statement], []))
    try:
        code = compile(module, "<fault>", "exec")
    except SyntaxError:  # `continue` may not become `break` everywhere
        return None
    return code if not function else _inner(code, function)


def _inner(code: CodeType, name: str) -> CodeType | None:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            if constant.co_qualname == name:
                return constant
            inner = _inner(constant, name)
            if inner:
                return inner
    return None
