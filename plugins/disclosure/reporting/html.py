"""The report as one page that needs nothing else: no script, no picture, no second file."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from ..problems import PARTS
from .acknowledgements import offered_rows
from .findings import Review


def as_html(review: Review) -> str:
    """The whole page."""
    loader = FileSystemLoader(Path(__file__).parent)
    environment = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    template = environment.get_template("report.html")
    return template.render(review=review, parts=PARTS, offered=offered_rows(review.offers))
