"""Money in another currency: what was given, the rate of its day, and the yuan that they come to, to the 分."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from ..problems import Problem, Where, problem
from ..quantities import plain
from ..reading import AnyColumn, Column, InCurrency

_CENT = Decimal("0.01")
_QUOTED = 100  # banks quote many currencies for 100 units

COLUMNS: tuple[AnyColumn, ...] = (
    InCurrency.currency,
    InCurrency.foreign_amount,
    InCurrency.rate,
    InCurrency.rate_day,
)


def converted(rows: Iterable[InCurrency], amount: Column[Decimal]) -> Iterator[Problem]:
    """Rows whose currency, amount, rate and day do not come to the yuan in *amount*, or of which one is missing."""
    for row in rows:
        cells = (row.currency, row.foreign_amount, row.rate, row.rate_day)
        if any(cell is not None for cell in cells) and not row.faulty & {column.name for column in COLUMNS}:
            yield from conversion(cells, row[amount], row.at)


def conversion(
    cells: tuple[str | None, Decimal | None, Decimal | None, str | None],
    yuan: Decimal | None,
    at: Callable[[AnyColumn], Where],
) -> Iterator[Problem]:
    """The faults of one row: *cells* in the order of `COLUMNS`, the *yuan* that they should come to, where cells stand."""
    missing = [column for column, cell in zip(COLUMNS, cells, strict=True) if cell is None]
    if missing:
        labels = "、".join(f"“{column.label}”" for column in missing)
        yield problem("currency-incomplete", at(missing[0]), cell=labels)
        return
    currency, foreign, rate, _ = cells
    assert foreign is not None and rate is not None  # noqa: S101, PT018  (nothing is missing)
    for column, value in ((InCurrency.foreign_amount, foreign), (InCurrency.rate, rate)):
        if value <= 0:
            yield problem("not-positive", at(column), column=column.label, cell=plain(value))
            return
    if yuan is None:
        return
    expected = to_cent(foreign * rate)
    if expected == yuan:
        return
    by_hundred = to_cent(foreign * rate / _QUOTED) == yuan
    hint = f"；汇率像是按 {_QUOTED} {currency}报的，请填 {plain(rate / _QUOTED)}" if by_hundred else ""
    yield problem(
        "currency-unlike",
        at(InCurrency.rate),
        suggestion=plain(rate / _QUOTED) if by_hundred else "",
        left=f"{plain(foreign)} {currency} × {plain(rate)}",
        expected=plain(expected),
        right=plain(yuan),
        hint=hint,
    )


def to_cent(amount: Decimal) -> Decimal:
    """Yuan rounded to the 分, half up, as banks book it."""
    return amount.quantize(_CENT, ROUND_HALF_UP)


def shown_currency(currency: str, foreign: Decimal, rate: Decimal, day: str) -> str:
    """What was given, for readers: 原币10000美元，2025-03-01汇率7.1235."""
    return f"原币{plain(foreign)}{currency}，{day}汇率{plain(rate)}"
