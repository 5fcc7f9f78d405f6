"""Templates to leaner Python than Jinja writes: the same pages in about half the time.

Jinja generates code for templates of strangers: every `a.b` may be a key, every call may want the context, every macro
may be called with anything, every import may be another one. Ours are trusted and strict, so `a.b` is an attribute, a call
is a call, a macro fills in only what a call left out, and a component is imported once. Nothing of Jinja is replaced:
another environment of the same process compiles as ever.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

try:
    from markupsafe._speedups import _escape_inner
except ImportError:  # built without a compiler
    from markupsafe._native import _escape_inner

_marked: Callable[[str], Markup] = partial(str.__new__, Markup)


def escaped(value: object) -> str:
    """What a page shows of a value: markup as it is, anything else as text."""
    kind: Any = type(value)
    if kind is str:
        return _escape_inner(value)  # type: ignore[arg-type]  # a str
    if kind is Markup:
        return value  # type: ignore[return-value]  # which is a str
    if _has_markup(kind):
        return escape(value)
    return _escape_inner(str(value))


@cache
def _has_markup(kind: type) -> bool:
    """Whether things of this kind say themselves how they look in a page; to ask an enumeration takes long."""
    return hasattr(kind, "__html__")


class LeanMacro:
    """A macro of a template: a function whose text is markup."""

    __slots__ = ("_count", "_function", "_names", "_whole")

    def __init__(self, function: Callable[..., str], names: tuple[str, ...], whole: Macro | None) -> None:
        """*whole* is Jinja's own, for macros that take whatever a call has."""
        self._function, self._names, self._count, self._whole = function, names, len(names), whole

    def __call__(self, *values: Any, **named: Any) -> Markup:
        """The text of the macro; TypeError for arguments that it does not take."""
        if self._whole is not None:
            return self._whole(*values, **named)  # type: ignore[return-value]  # markup, because escaping is on
        if named or len(values) != self._count:
            names = self._names[len(values) :]
            values += tuple(named.pop(name, missing) for name in names)
            if named or len(values) > self._count:
                raise TypeError(f"a macro takes {self._names}")
        return _marked(self._function(*values))


class LeanCodeGenerator(CodeGenerator):
    """Plain attribute access and calls, lean macros, lean imports, lean escaping."""

    def __init__(self, *positional: Any, **named: Any) -> None:
        super().__init__(*positional, **named)
        self._shown: set[nodes.CondExpr] = set()  # those that a page shows, whatever they are inside

    def write_commons(self) -> None:
        """What every generated function has at hand; these names hide those that the module imports."""
        super().write_commons()
        self.writeline("escape = environment.escaped")
        self.writeline("LeanMacro = environment.lean_macro")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  (named by Jinja)
        """`a.b` is an attribute."""
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802
        """`f(x)` is a call."""
        if node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802
        """`a[b]` is what Python finds there."""
        self.visit(node.node, frame)
        self.write("[")
        self.visit(node.arg, frame)
        self.write("]")

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        """A component: it sees nothing of the page that imports it, so one is enough for all of them."""
        if node.with_context:
            super()._import_common(node, frame)
            return
        self.write("environment.component(")
        self.visit(node.template, frame)
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """`{{ a if b else c }}` is escaped where it ends: nothing for a `c` that is not there, and texts of the template now."""
        if isinstance(node, nodes.CondExpr):
            self._shown.add(node)
            self.write("(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def visit_CondExpr(self, node: nodes.CondExpr, frame: Frame) -> None:  # noqa: N802
        """What is shown is escaped here, see `_output_child_pre`; anything else is Jinja's."""
        if node not in self._shown:
            super().visit_CondExpr(node, frame)
            return
        frame = frame.soft()
        self._show(node.expr1, frame)
        self.write(" if ")
        self.visit(node.test, frame)
        self.write(" else ")
        self._show(node.expr2, frame)

    def _show(self, node: nodes.Expr | None, frame: Frame) -> None:
        """Write what a page shows of an end of `a if b else c`."""
        match node:
            case None:
                self.write("''")
            case nodes.Const():
                self.write(repr(str(escaped(node.value))))
            case _:
                finalize = self._make_finalize()
                self._output_child_pre(node, frame, finalize)
                self.visit(node, frame)
                self._output_child_post(node, frame, finalize)

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """Define a macro."""
        names = "".join(f"{argument.name!r}, " for argument in macro_ref.node.args)
        self.write(f"LeanMacro(macro, ({names}), ")
        if macro_ref.accesses_kwargs or macro_ref.accesses_varargs or macro_ref.accesses_caller:
            super().macro_def(macro_ref, frame)
        else:
            self.write("None")
        self.write(")")


class LeanEnvironment(Environment):
    """Jinja for templates that are trusted, escape always, and read no key of a dict as an attribute.

    Its templates see their globals as one plain dict, which is looked up faster than a chain of them: they are loaded only
    after all globals are set, so nothing is lost.
    """

    code_generator_class = LeanCodeGenerator
    escaped = staticmethod(escaped)
    lean_macro = LeanMacro

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._components: dict[str, Any] = {}

    def component(self, name: str) -> Any:
        """What a template defines for others, run once."""
        if name not in self._components:
            self._components[name] = self.get_template(name).module
        return self._components[name]

    def make_globals(self, d: Any) -> Any:
        """All globals in one dict."""
        return {**self.globals, **(d or {})}
