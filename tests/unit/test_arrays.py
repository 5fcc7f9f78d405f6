"""numpy, pandas and Arrow as they are loaded when they are asked for: the libraries themselves, and the words of pandas as Python's."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import compute, csv

from disclosure import arrays


def test_names_stand_for_the_libraries() -> None:
    """What is asked of them is what the libraries have; what they have not is not there."""
    assert arrays.np.int64 is np.int64
    assert arrays.pd.DataFrame is pd.DataFrame
    assert arrays.pa.ArrowInvalid is pa.ArrowInvalid
    assert (arrays.pc.is_in, arrays.csv.read_csv) == (compute.is_in, csv.read_csv)
    with pytest.raises(AttributeError):
        _ = arrays.np.no_such_thing


def test_words_that_are_searched_are_words_of_python() -> None:
    """Patterns mean what `re` says, whatever storage pandas would take where Arrow is there."""
    assert arrays.pd.Series(["捐赠"], dtype="str").dtype.storage == "python"
