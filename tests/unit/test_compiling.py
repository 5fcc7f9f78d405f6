"""Templates compiled leaner say what Jinja's own say."""

from __future__ import annotations

from enum import StrEnum
from types import SimpleNamespace

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from disclosure.output.compiling import LeanEnvironment

_HOSTILE = """<b> & "q" 'a' </script>"""
_TEMPLATES = {
    "parts": """{%- macro named(a, b='—', c=a) -%}[{{ a }}|{{ b }}|{{ c }}]{%- endmacro -%}
{%- macro around(word) -%}<p title="{{ word }}">{{ caller(word) }}</p>{%- endmacro -%}
{%- macro any() -%}{{ varargs | join('+') }}{{ kwargs['x'] }}{%- endmacro -%}""",
    "page": """{%- from "parts" import named, around, any -%}
{{ named(one.text) }}{{ named('x', c=one.text) }}{{ named(b=1, a=none) }}{{ named(*pair) }}
{% call(word) around(one.text) %}{{ word }}{% for n in pair %}{{ loop.index }}{{ named(n) }}{% endfor %}{% endcall %}
{{ any(1, one.text, x='y') }}{{ one.markup }}{{ one.text | upper }}{{ one.html }}
{% set kept %}{{ one.text }}{% endset %}{{ kept }}{{ pair[0] }}{{ one.table.get('k') }}{{ one.table['k'] }}
{% set sum = namespace(all=0) %}{% for n in (1, 2) %}{% set sum.all = sum.all + n %}{% endfor %}{{ sum.all }}
{%- macro local(x) %}{{ x }}{{ one.count }}{% endmacro %}{{ local(one.text ~ one.markup) }}
{{ one.text if one.count else '&' }}{{ '<i>"' if one.count }}{{ '<i>' if not one.count }}{{ one.text if not one.count else '&' }}
{{ one.markup if one.count else one.text }}{{ one.html if one.count else 1 }}{{ (one.text if pair else '<') if one.count else none }}
{{ ('<' if one.count else '>') ~ one.text }}{{ one.level }}{{ one.text[1:] }}""",
    "wrong": "{{ one.nothing }}",
    "keyless": "{{ one.table['nothing'] }}",
    "counting": "{%- macro named() %}x{% endmacro -%}{{ seen.append(1) }}",
    "twice": """{%- from "counting" import named -%}{{ named() }}{% for n in pair %}{% from "counting" import named %}{{ named() }}{% endfor %}""",
    "unknown": "{{ nothing }}",
    "greedy": """{%- from "parts" import named -%}{{ named(1, 2, 3, 4) }}""",
    "misnamed": """{%- from "parts" import named -%}{{ named(1, d=4) }}""",
    "short": """{%- from "parts" import named -%}{{ named() }}""",
}


class _Level(StrEnum):
    """Words that are no plain text."""

    HIGH = "<high>"


class _Html:
    """Something that knows its own markup."""

    def __html__(self) -> str:
        return "<i>x</i>"


def _environment(kind: type[Environment]) -> Environment:
    thing = SimpleNamespace(
        text=_HOSTILE, markup=Markup("<hr>"), html=_Html(), table={"k": _HOSTILE}, count=3, level=_Level.HIGH
    )  # read as attributes, as our own objects are
    jinja = kind(loader=DictLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined)
    jinja.globals.update(one=thing, pair=(_HOSTILE, 2))
    return jinja


def test_lean_templates_say_the_same() -> None:
    """Macros, callers, defaults, loops and hostile text come out as with Jinja itself, which is left as it was."""
    lean = _environment(LeanEnvironment).get_template("page").render()
    assert lean == _environment(Environment).get_template("page").render()
    assert "<b>" not in lean
    assert "<hr>" in lean


@pytest.mark.parametrize("name", ["wrong", "keyless", "unknown", "greedy", "misnamed", "short"])
def test_mistakes_in_templates_are_still_loud(name: str) -> None:
    """A misspelt name, and arguments that a macro does not take or misses, end the build instead of leaving a gap."""
    with pytest.raises(Exception, match=r"nothing|named|takes|provided"):
        _environment(LeanEnvironment).get_template(name).render()


def test_a_component_is_run_once() -> None:
    """However often it is imported, by however many pages."""
    jinja = _environment(LeanEnvironment)
    jinja.globals["seen"] = seen = []
    assert [jinja.get_template("twice").render() for _ in range(2)] == ["xxx"] * 2
    assert seen == [1]
