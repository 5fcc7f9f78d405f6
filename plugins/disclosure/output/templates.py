"""The templates of the theme: Jinja, set up for our pages, and compiled once in a process."""

from __future__ import annotations

from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

from .. import drawing
from .compiling import LeanEnvironment
from .filters import FILTERS


class _CompiledTemplates(BytecodeCache):
    """Templates as compiled once in this process: a desk that builds again and again need not compile them anew.

    Jinja itself sees to it that a template whose source has changed is compiled again.
    """

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        code = self._code.get(bucket.key)
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _CompiledTemplates()


def environment(theme: Path) -> Environment:
    """Jinja with autoescape and strict names, our filters, and the chart functions; addresses are added by Renderer."""
    jinja = LeanEnvironment(
        loader=FileSystemLoader(theme / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_COMPILED,
    )
    jinja.filters.update(FILTERS)
    jinja.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    jinja.globals.update(drawing=drawing)
    return jinja
