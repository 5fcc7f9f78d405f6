"""The ratios that the law asks for: which rule binds whom and when, and how a year stands against it.

Rules are dated data (`ratios.yaml`). A rule whose wording nobody has seen is shown, but no year is judged by it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from ..model import OrgForm
from ..storage import shipped_table

MEASURES = {"charity": "慈善活动支出比例", "management": "管理费用比例", "fundraising": "募捐成本比例"}


class Outcome(StrEnum):
    """How a ratio stands against its rule."""

    MET = "达到标准"
    MISSED = "没有达到标准"
    EXEMPT = "不适用上限"
    UNVERIFIED = "国家新标准还没查到原文"
    ESTIMATED = "只能估算"
    IMPOSSIBLE = "无法计算"


class RatioRule(Struct, frozen=True):
    """One rule: whom it binds, from when to when, and the share of which base."""

    id: str
    measure: str
    org_forms: tuple[str, ...]
    public: bool | None
    net_assets: tuple[Decimal | None, Decimal | None]
    first: date
    last: date | None
    at_least: Decimal | None
    at_most: Decimal | None
    base: str
    also: tuple[Decimal, str] | None
    average: bool
    exempt_below: Decimal | None
    basis: str
    certainty: str

    @property
    def certain(self) -> bool:
        """Whether its wording was seen, so that a year may be judged by it."""
        return self.certainty == "A" and (self.at_least is not None or self.at_most is not None)

    def binds(self, org_form: str, *, public: bool, year: int, net_assets: Decimal | None) -> bool:
        """Whether the rule applies; *net_assets* are last year's at its end, lower bound inclusive."""
        if org_form not in self.org_forms or (self.public is not None and self.public != public):
            return False
        if date(year, 12, 31) < self.first or (self.last is not None and date(year, 12, 31) > self.last):
            return False
        low, high = self.net_assets
        if low is None and high is None:
            return True
        return net_assets is not None and (low is None or net_assets >= low) and (high is None or net_assets < high)

    @property
    def bracketed(self) -> bool:
        """Whether it asks for last year's net assets before it applies."""
        return self.net_assets != (None, None)


def _exact(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


@cache
def rules() -> tuple[RatioRule, ...]:
    """Every rule of `ratios.yaml`, in its order."""
    raw = shipped_table(Path(__file__).with_name("ratios.yaml"))
    return tuple(
        RatioRule(
            id=rule["id"],
            measure=rule["measure"],
            org_forms=tuple(rule["org_forms"]),
            public=rule.get("public"),
            net_assets=(
                _exact(rule.get("net_assets", [None, None])[0]),
                _exact(rule.get("net_assets", [None, None])[1]),
            ),
            first=rule["from"],
            last=rule.get("to"),
            at_least=_exact(rule.get("at_least")),
            at_most=_exact(rule.get("at_most")),
            base=rule["base"],
            also=(Decimal(rule["also"]["at_least"]), rule["also"]["base"]) if "also" in rule else None,
            average=rule.get("average", False),
            exempt_below=_exact(rule.get("exempt_below")),
            basis=rule["basis"],
            certainty=rule["certainty"],
        )
        for rule in raw
    )


class RatioAmount(Struct, frozen=True):
    """A sum of yuan that goes into a ratio: what it is called, and the figures and formula it comes from."""

    label: str
    value: Decimal
    formula: str
    inputs: tuple[str, ...]
    stand_in: str = ""  # why it is not quite what the rule means


class Inputs(Struct, frozen=True):
    """The amounts of a year, in yuan by name (`charity`, `management`, `expense`, `income`, `income_average`, …)."""

    year: int
    org_form: str
    public: bool | None
    amounts: Mapping[str, RatioAmount] = field(default_factory=dict)
    # What is missing where *public* is not known.
    untold: str = "有没有公开募捐资格"


# What each amount is called where it is missing.
LABELS = {
    "charity": "本年度慈善活动支出",
    "management": "本年度管理费用",
    "fundraising": "本年度募捐成本",
    "expense": "本年度总支出（费用合计）",
    "income": "上年总收入",
    "net_assets": "上年末净资产",
    "raised": "本年度募捐收入",
}
AVERAGES = {"income": "income_average", "net_assets": "net_assets_average"}


class Test(Struct, frozen=True):
    """One numerator over one base, against one limit."""

    numerator: RatioAmount
    base: RatioAmount
    limit: Decimal | None
    least: bool  # whether the limit is a minimum
    average: bool = False

    @property
    def share(self) -> Decimal | None:
        """Numerator over base; None where the base is not positive."""
        return self.numerator.value / self.base.value if self.base.value > 0 else None

    @property
    def passed(self) -> bool | None:
        """Whether the limit is kept, by exact multiplication."""
        if self.limit is None or self.base.value <= 0:
            return None
        bar = self.limit * self.base.value
        return self.numerator.value >= bar if self.least else self.numerator.value <= bar


class Assessment(Struct, frozen=True):
    """How one measure stands: the rule, every test of it (base, its average, the second condition), and what is missing."""

    measure: str
    year: int
    outcome: Outcome
    rule: RatioRule | None = None
    tests: tuple[Test, ...] = ()
    second: tuple[Test, ...] = ()  # a further condition that must hold as well
    missing: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    numerator: RatioAmount | None = None  # as far as it is told, also where there is nothing to divide it by
    base: RatioAmount | None = None

    @property
    def label(self) -> str:
        """慈善活动支出比例, 管理费用比例 or 募捐成本比例."""
        return MEASURES[self.measure]


_NUMERATORS = {"charity": "charity", "management": "management", "fundraising": "fundraising"}
_USUAL_BASE = {"charity": "income", "management": "expense", "fundraising": "raised"}


def assess(measure: str, inputs: Inputs) -> Assessment:
    """Assess one measure of one year; what is missing is named, nothing is guessed."""
    rule, missing, reasons = _rule(measure, inputs)
    base = rule.base if rule else _USUAL_BASE[measure]
    numerator = inputs.amounts.get(_NUMERATORS[measure])
    # Who is bound decides the base of charitable spending; without it there is no ratio to speak of.
    tests = () if measure == "charity" and rule is None else _tests(inputs, numerator, base, rule)
    second: tuple[Test, ...] = ()
    if numerator is None:
        missing.append(LABELS[_NUMERATORS[measure]])
    averaged = rule is not None and rule.average and AVERAGES.get(base) in inputs.amounts
    if base not in inputs.amounts and not averaged and (rule is not None or measure != "charity"):
        missing.append(LABELS[base])
    if rule and rule.also and numerator:
        limit, other = rule.also
        second = _over(inputs, numerator, other, limit, least=True, average=rule.average)
        if not second:
            missing.append(LABELS[other])
    empty = [test.base.label for test in tests if test.share is None]
    if tests and len(empty) == len(tests):
        reasons.append(f"{empty[0]}不是正数，算不出比例")
    assessment = Assessment(
        measure,
        inputs.year,
        Outcome.IMPOSSIBLE,
        rule,
        tests,
        second,
        tuple(dict.fromkeys(missing)),
        tuple(reasons),
        numerator,
        inputs.amounts.get(base),
    )
    return replace(assessment, outcome=_outcome(assessment))


def _rule(measure: str, inputs: Inputs) -> tuple[RatioRule | None, list[str], list[str]]:
    """(the rule that binds or None, what is missing to tell which binds, why none is known)."""
    missing: list[str] = []
    if inputs.org_form not in tuple(OrgForm):
        missing.append("组织形式（社会团体、基金会还是社会服务机构）")
    if inputs.public is None:
        missing.append(inputs.untold)
    if missing:
        return None, missing, []
    net = inputs.amounts.get("net_assets")
    worth = net.value if net else None
    of_measure = [rule for rule in rules() if rule.measure == measure]
    binding = [
        rule
        for rule in of_measure
        if rule.binds(inputs.org_form, public=bool(inputs.public), year=inputs.year, net_assets=worth)
    ]
    if binding:
        return binding[0], [], []
    if worth is None and any(
        rule.bracketed and rule.binds(inputs.org_form, public=bool(inputs.public), year=inputs.year, net_assets=bound)
        for rule in of_measure
        for bound in rule.net_assets
        if bound is not None
    ):
        return None, [LABELS["net_assets"]], []
    return None, [], [f"{inputs.year}年度没有查到这个比例的标准"]


def _over(
    inputs: Inputs, numerator: RatioAmount, base: str, limit: Decimal | None, *, least: bool, average: bool
) -> tuple[Test, ...]:
    names = (base, AVERAGES[base]) if average and base in AVERAGES else (base,)
    return tuple(
        Test(numerator, inputs.amounts[name], limit, least, average=name != base)
        for name in names
        if name in inputs.amounts
    )


def _tests(inputs: Inputs, numerator: RatioAmount | None, base: str, rule: RatioRule | None) -> tuple[Test, ...]:
    if numerator is None:
        return ()
    least = not (rule.at_most is not None) if rule else True
    limit = (rule.at_least if rule.at_least is not None else rule.at_most) if rule else None
    return _over(inputs, numerator, base, limit, least=least, average=bool(rule and rule.average))


def _outcome(assessment: Assessment) -> Outcome:
    if not assessment.tests or all(test.share is None for test in assessment.tests):
        return Outcome.IMPOSSIBLE
    return _held_against(assessment, assessment.rule) if assessment.rule else Outcome.UNVERIFIED


def _held_against(assessment: Assessment, rule: RatioRule) -> Outcome:
    """How a measure with a share ends against its rule."""
    if rule.exempt_below is not None and assessment.tests[0].numerator.value < rule.exempt_below:
        return Outcome.EXEMPT  # 189号 art.11, whatever the limit is
    if assessment.missing:
        return Outcome.IMPOSSIBLE
    if not rule.certain:
        return Outcome.UNVERIFIED
    if any(part.stand_in for test in (*assessment.tests, *assessment.second) for part in (test.numerator, test.base)):
        return Outcome.ESTIMATED
    holds = _either(assessment.tests) and (rule.also is None or _either(assessment.second))
    return Outcome.MET if holds else Outcome.MISSED


def _either(tests: Sequence[Test]) -> bool:
    """The test passes if either the base or its three-year average passes (189号 art.10)."""
    return any(test.passed for test in tests)
