"""What the pages share: the desk that a request is for, and how forms are read."""

from __future__ import annotations

import hashlib
from typing import cast

from flask import current_app, redirect, request
from werkzeug.wrappers import Response

from ..workplace import Workplace

EXTENSION = "disclosure-desk"
TOLD = "told"  # in an address: the number of what is said on that page


def workplace() -> Workplace:
    """The desk that this request is for."""
    return cast("Workplace", current_app.extensions[EXTENSION])


def field(name: str) -> str:
    """A field of the form, without spaces around it."""
    return request.form.get(name, "").strip()


def key_of(*words: object) -> str:
    """A short name for something on a page, which a form hands back: the same words give the same name."""
    return hashlib.sha256("\x1f".join(map(str, words)).encode()).hexdigest()[:16]


def on_to(address: str, words: str = "") -> Response:
    """Lead to another page, and say something there: on this page, not on the next that anybody opens."""
    page, mark, place = address.partition("#")
    query = f"?{TOLD}={workplace().tell(words)}" if words else ""
    return redirect(f"{page}{query}{mark}{place}", 303)
