"""阳光慈善: a Pelican plugin that checks disclosure data, reconciles it and turns it into charts and pages."""

from __future__ import annotations

from typing import Any


def register() -> None:
    """Connect to Pelican's signals; the only place that names them."""
    from pelican import signals

    signals.get_generators.connect(_generators)


def _generators(pelican: Any) -> Any:  # noqa: ARG001
    from .engine import generator

    return generator.DisclosureGenerator
