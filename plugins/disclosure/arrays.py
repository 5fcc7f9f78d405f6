"""numpy, pandas and Arrow, each loaded when something is first asked of it: short tables are read without them.

`from ..arrays import np, pd` stands for `import numpy as np` and `import pandas as pd`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc
    from numpy import typing as npt
    from pyarrow import csv
else:
    from importlib import import_module

    class _Awaited:
        """A module that is not loaded before an attribute of it is asked for; then its attributes are kept here."""

        def __init__(self, name: str) -> None:
            self.__name__ = name

        def __getattr__(self, attribute: str) -> Any:
            module = import_module(self.__name__)
            if self.__name__ == "pandas":
                # words that are searched stay words of Python, so that patterns mean what `re` says
                module.options.mode.string_storage = "python"
            value = getattr(module, attribute)
            setattr(self, attribute, value)
            return value

    np, npt, pd, pa, pc, csv = map(
        _Awaited, ("numpy", "numpy.typing", "pandas", "pyarrow", "pyarrow.compute", "pyarrow.csv")
    )

__all__ = ["csv", "np", "npt", "pa", "pc", "pd"]
