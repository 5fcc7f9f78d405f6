"""Columns of many rows on disk: written to a file without a name and read where it is mapped, so that memory need not hold them.

The file is in no folder that anybody sees (on Windows it goes when it is closed), so it ends with the process, however that ends.
"""

from __future__ import annotations

import ctypes
import mmap
import sys
import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import IO, Any, Final, TypeAlias, cast

from ..arrays import np, npt, pa, pd
from .cell_types import Cells
from .compacting import arrow_text, shared
from .typed_tables import TypedTable

# Fewer rows stay in memory: a file would take more time than it saves room.
SHELVED_ROWS: Final = 20_000
# More files at a time could be more than a process may have open; what comes after them stays in memory, too.
_MOST_FILES: Final = 120
# Where Arrow wants its numbers to begin.
_ALIGNMENT: Final = 64  # bytes

# Columns of Arrow (all of one length) → the column as pandas holds it.
Reader: TypeAlias = "Callable[[pa.Table], Cells]"


class _MappedFile(mmap.mmap):
    """A file as memory."""


_FOLDER: ContextVar[Path | None] = ContextVar("shelves", default=None)
_MAPPED: weakref.WeakSet[_MappedFile] = weakref.WeakSet()


@contextmanager
def shelves_in(folder: Path) -> Iterator[None]:
    """Let the files of this block be in *folder*, which is made where it is missing; else they are where the system wants them."""
    token = _FOLDER.set(folder)
    try:
        yield
    finally:
        _FOLDER.reset(token)


def shelved(columns: Iterable[tuple[str, Cells]]) -> dict[str, Cells]:
    """The same columns by name, but on disk; each is asked for when the one before it is written. OSError where there is no room.

    What is neither money, categories, whole numbers nor Arrow text stays in memory.
    """
    if len(_MAPPED) >= _MOST_FILES:
        return dict(columns)
    folder = _FOLDER.get()
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    names: list[str] = []
    held: dict[str, Cells] = {}
    written: dict[str, tuple[int, Reader]] = {}  # where a column begins, and how it is read
    with tempfile.TemporaryFile(dir=folder) as file:
        for name, cells in columns:
            names.append(name)
            apart = _taken_apart(cells)
            if apart is None:
                held[name] = cells
            else:
                written[name] = _append(file, apart[0]), apart[1]
            _unmap()
        file.flush()
        if written:
            mapped = _MappedFile(file.fileno(), 0, access=mmap.ACCESS_READ)
            _MAPPED.add(mapped)
            whole = pa.py_buffer(mapped)
            for name, (start, read) in written.items():
                with pa.ipc.open_stream(whole.slice(start)) as stream:
                    held[name] = read(stream.read_all())
    return {name: held[name] for name in names}


def shelve(table: TypedTable, names: Iterable[str] | None = None) -> None:
    """Put columns of a table of many rows on disk: those of *names*, or all."""
    if len(table) < SHELVED_ROWS:
        return
    chosen = list(table.frame.columns if names is None else names)
    columns = shelved((name, table.frame.pop(name)) for name in chosen)
    if names is None:
        table.frame = pd.DataFrame(columns, copy=False)
    else:
        for name, cells in columns.items():
            table.frame[name] = cells


def release() -> None:
    """Give memory back: what was read of columns on disk (the system brings it when it is asked for again), and what is free.

    Does nothing where no column is on disk.
    """
    if _MAPPED:
        _unmap()
        pa.default_memory_pool().release_unused()
        trim = _trim()
        if trim is not None:
            trim(0)


def _unmap() -> None:
    if hasattr(mmap, "MADV_DONTNEED"):
        for mapped in list(_MAPPED):
            mapped.madvise(mmap.MADV_DONTNEED)


@cache
def _trim() -> Callable[[int], int] | None:
    """What gives free memory back to the system, where the C library keeps it (glibc)."""
    if not sys.platform.startswith("linux"):
        return None
    trim: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return trim


def codes_of(cells: Cells) -> npt.NDArray[np.integer[Any]]:
    """The places of the words of a column of categories, as they lie in memory or on disk: no copy of them."""
    codes: npt.NDArray[np.integer[Any]] = cast("pd.Categorical", cells.array).codes
    return codes


def _append(file: IO[bytes], batches: Sequence[pa.RecordBatch]) -> int:
    """Write these at the end of a file; where they begin."""
    file.write(bytes(-file.tell() % _ALIGNMENT))
    start = file.tell()
    with pa.ipc.new_stream(pa.PythonFile(file, "w"), batches[0].schema) as stream:
        for batch in batches:
            stream.write_batch(batch)
    return start


def _taken_apart(cells: Cells) -> tuple[list[pa.RecordBatch], Reader] | None:
    """(what a column consists of, how it is put together again); None for one that stays as it is."""
    index, dtype = cells.index, cells.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        words = shared(dtype)
        return [_batch(codes_of(cells))], lambda table: pd.Series(
            pd.Categorical.from_codes(_numbers(table, 0), dtype=words, validate=False), index, copy=False
        )
    if isinstance(dtype, pd.Int64Dtype):
        blank = cells.isna().to_numpy(dtype=bool)
        values = cells.array.to_numpy(dtype=np.int64, na_value=0)
        return [_batch(values, blank.view(np.uint8))], lambda table: pd.Series(
            pd.arrays.IntegerArray(_numbers(table, 0), _numbers(table, 1).view(np.bool_)), index, copy=False
        )
    if isinstance(dtype, pd.StringDtype) and dtype.storage == "pyarrow":
        parts = pa.chunked_array(pa.array(cells.array)).chunks or [pa.array([], pa.large_string())]
        return [pa.record_batch([part], ["0"]) for part in parts], lambda table: pd.Series(
            arrow_text(table.column(0)), index, copy=False
        )
    if dtype == np.int64:
        return [_batch(cells.to_numpy())], lambda table: pd.Series(_numbers(table, 0), index, copy=False)
    return None


def _batch(*arrays: npt.NDArray[np.generic]) -> pa.RecordBatch:
    return pa.record_batch([pa.array(array) for array in arrays], list(map(str, range(len(arrays)))))


def _numbers(table: pa.Table, place: int) -> npt.NDArray[np.integer]:
    """A column of numbers as it lies in the file."""
    chunks = table.column(place).chunks
    return (
        chunks[0].to_numpy(zero_copy_only=True) if chunks else np.zeros(0, table.column(place).type.to_pandas_dtype())
    )
