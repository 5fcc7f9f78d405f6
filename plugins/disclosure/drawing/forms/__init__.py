"""Every form of chart, one file each; a new file in this folder is a new form, there is no other list."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache

from ..form import Form


@cache
def all_forms() -> Mapping[str, Form]:
    """Every `FORM` defined in this package, by its id."""
    modules = (importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    return {module.FORM.id: module.FORM for module in modules}
