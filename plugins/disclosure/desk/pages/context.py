"""What the pages share: the desk that a request is for, and how forms are read."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePosixPath
from typing import cast

from flask import current_app, redirect, request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from ..workplace import Workplace

_SUFFIX = re.compile(r"\.[a-z0-9]{1,5}")
EXTENSION = "disclosure-desk"
TOLD = "told"  # in an address: the number of what is said on that page


def workplace() -> Workplace:
    """The desk that this request is for."""
    return cast("Workplace", current_app.extensions[EXTENSION])


def field(name: str) -> str:
    """A field of the form, without spaces around it."""
    return request.form.get(name, "").strip()


def name_of(file: FileStorage) -> str:
    """What a browser calls a file, without the folders: to be shown, and never a path."""
    name = PurePosixPath((file.filename or "").replace("\\", "/")).name[:120]
    return "".join(filter(str.isprintable, name)).strip() or "文件"


def suffix_of(file: FileStorage) -> str:
    """The suffix of a file where that is a plain one, else nothing."""
    suffix = PurePosixPath(name_of(file)).suffix.lower()
    return suffix if _SUFFIX.fullmatch(suffix) else ""


def key_of(*words: object) -> str:
    """A short name for something on a page, which a form hands back: the same words give the same name."""
    return hashlib.sha256("\x1f".join(map(str, words)).encode()).hexdigest()[:16]


def on_to(address: str, words: str = "") -> Response:
    """Lead to another page, and say something there: on this page, not on the next that anybody opens."""
    page, mark, place = address.partition("#")
    query = f"?{TOLD}={workplace().tell(words)}" if words else ""
    return redirect(f"{page}{query}{mark}{place}", 303)
