"""The report as one page that needs nothing else: no script, no picture, no second file."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from ..problems import PARTS
from .acknowledgements import HEADER
from .findings import Review


def as_html(review: Review) -> str:
    """The whole page."""
    loader = FileSystemLoader(Path(__file__).parent)
    environment = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.get_template("report.html").render(review=review, parts=PARTS, header=HEADER)
