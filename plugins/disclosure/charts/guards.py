"""Why figures may not stand on one scale or be parts of one whole, in Chinese, and what a finding may say of them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeAlias

from ..drawing import UNSTATED, brief_figure
from ..model import Breakdown, Figure, FigureStatus
from ..quantities import Bound, coarse, computed_text, cut, place_for
from ..reading import Missing

MaybeFigure: TypeAlias = "Figure | Missing | None"
Fact: TypeAlias = "str | Figure | Missing | None"


def unlike(figures: Sequence[Figure], *, nature: bool = True) -> str | None:
    """Why these figures may not share a scale, or None; *nature*: whether 实际 and 计划 may not, either."""
    units = list(dict.fromkeys(figure.unit for figure in figures))
    if len(units) > 1:
        return f"单位不同（{'、'.join(units)}），不能放在一起比"
    scopes = list(dict.fromkeys(figure.scope for figure in figures if figure.scope != UNSTATED))
    if len(scopes) > 1:
        return f"算的不是同一块（{'、'.join(scopes)}），不能放在一起比"
    natures = list(dict.fromkeys(figure.nature for figure in figures))
    if nature and len(natures) > 1:
        return f"性质不同（{'、'.join(natures)}），不能放在一起比"
    return None


def nested_places(names: Sequence[str]) -> str | None:
    """Why places may not stand beside one another: one of them lies in another, by its name; or None."""
    for outer in names:
        inner = next((name for name in names if name != outer and name.startswith(outer)), None)
        if inner:
            return f"地方大小不同（“{outer}”里包括“{inner}”），不能放在一起比"
    return None


def of_several_years(figures: Sequence[Figure]) -> str | None:
    """Why these figures are not parts of one total: they are of several years; or None."""
    years = sorted({figure.year for figure in figures})
    return f"年度不同（{'、'.join(f'{year}年' for year in years)}），不能当作一个总额的各项" if len(years) > 1 else None


def shares_forbidden(split: Breakdown, total: Figure, parts: Sequence[Figure], listed: Decimal) -> str | None:
    """Why shares of the total may not be drawn, or None; *listed* is the sum of the parts in base units."""
    if not split.proven:
        return "没有证明各项互不重叠、没有遗漏，不能算各占多少"
    if total.approximate or any(part.approximate for part in parts):
        return "有的数是约数，不能算各占多少"
    unsettled = _unsettled((total, *parts))
    if unsettled:
        return f"有的数{unsettled}，不能算各占多少"
    if total.value < 0 or any(part.value < 0 for part in parts):
        return "有的数是负数，不能算各占多少"
    if not total.value or listed != total.value:
        return "各项相加不等于总额，不能算各占多少"
    return None


def _unsettled(figures: Sequence[Figure]) -> str:
    """Why not all of these figures stand as they are, or nothing."""
    if any(figure.status == FigureStatus.PENDING for figure in figures):
        return "还没核清"
    return "后来改过" if any(figure.superseded for figure in figures) else ""


def certain(figure: Figure) -> bool:
    """Whether a sum or a share of this figure may be told as it is: neither approximate nor 待核实, nor stated anew later."""
    return not figure.approximate and figure.status != FigureStatus.PENDING and not figure.superseded


def unbounded(figure: Figure) -> bool:
    """Whether a sum over this figure is not even 至少."""
    return figure.bound in {Bound.ABOUT, Bound.AT_MOST}


# --- finding titles ------------------------------------------------------------------------------


def title(template: str, fallback: str, **facts: Fact) -> str:
    """A finding, if every fact of it stands; otherwise the plain label, never a guess.

    A fact falls if it is missing, if its guard returned None (see `share`), or if its figure awaits verification or was stated anew.
    """
    words: dict[str, str] = {}
    for name, fact in facts.items():
        if isinstance(fact, Figure):
            if fact.status == FigureStatus.PENDING or fact.superseded:
                return fallback
            words[name] = brief_figure(fact)
        elif fact is None or isinstance(fact, Missing) or not fact:
            return fallback
        else:
            words[name] = fact
    return template.format(**words)


def share(part: MaybeFigure, whole: MaybeFigure, split: Breakdown | None = None) -> str | None:
    """What *part* is of *whole*, as `portion` tells it; None where either is missing.

    With *split* the share is one of a whole and asks for proven parts; without it is only “相当于”.
    """
    if not isinstance(part, Figure) or not isinstance(whole, Figure) or (split is not None and not split.proven):
        return None
    return portion([part], whole)


def portion(parts: Sequence[Figure], whole: Figure) -> str | None:
    """What *parts* together are of *whole*, such as 26.1%; None where they may not be divided.

    Of what is below zero there is no share, nor where rounding may have moved its very first digit.
    """
    figures = (*parts, whole)
    if not all(map(certain, figures)) or any(part.value < 0 for part in parts) or whole.value <= 0:
        return None
    if unlike(figures) or of_several_years(figures):
        return None
    ratio = sum((part.value for part in parts), Decimal(0)) / whole.value * 100
    place = place_for((sum(map(rounding, parts), Decimal(0)) * 100 + rounding(whole) * ratio) / whole.value)
    if place > ratio:
        return None
    rounded = any(coarse(figure.grain, figure.unit) for figure in figures) or cut(ratio, "%", place)
    return computed_text(ratio, "%", Bound.ABOUT if rounded else Bound.EXACT, place)


def rounding(figure: Figure) -> Decimal:
    """How far rounding can have moved a figure."""
    return figure.precision / 2 if figure.grain else Decimal(0)
