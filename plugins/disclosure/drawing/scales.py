"""Round values along an axis, and how they are written."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

from ..quantities import MAGNITUDES, grouped


def ticks(highest: Decimal, unit: str) -> tuple[tuple[Decimal, str], ...]:
    """Three to five round values from zero to at least *highest* with their texts; the last one names the unit.

    >>> [text for _, text in ticks(Decimal(1_200_000), "元")]
    ['0', '50', '100', '150万元']
    """
    if highest <= 0:
        return ((Decimal(0), f"0{unit}"),)
    raw = highest / 4
    size = Decimal(1).scaleb(raw.adjusted())
    factors = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
    steps = (factor * size for factor in factors if factor * size >= raw)
    step = next(width for width in steps if unit == "元" or width == width.to_integral_value() or width < 1)
    if unit not in {"元", "%"}:
        step = max(step, Decimal(1))
    count = int((highest / step).to_integral_value(ROUND_CEILING))
    name, scale = _magnitude(highest, unit)
    texts = [grouped(step * place / scale) for place in range(count + 1)]
    texts[-1] += name
    return tuple((step * place, text) for place, text in enumerate(texts))


def _magnitude(highest: Decimal, unit: str) -> tuple[str, Decimal]:
    """The name of the unit on an axis, and how many base units it is: (万元, 10000)."""
    if highest >= MAGNITUDES["亿"]:
        return f"亿{unit}", MAGNITUDES["亿"]
    if highest >= MAGNITUDES["万"] and unit == "元":
        return "万元", MAGNITUDES["万"]
    if highest >= 10 * MAGNITUDES["万"] and unit != "%":
        return f"万{unit}", MAGNITUDES["万"]
    return unit, Decimal(1)
