"""`python -m mutants [module …]`: put small faults into the modules that must not err, and see whether the tests notice.

`survivors.yaml` names the faults that no test can notice, each with its reason. Ends with 1 where another one survived, where
tests notice too few, or (with --all, which tries the listed ones, too) where one is listed that does not survive any more.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
import yaml

from .faults import Fault
from .trial import Fate, Target, Trial

ROOT = Path(__file__).resolve().parents[1]
SURVIVORS = Path(__file__).with_name("survivors.yaml")
# The share of the faults of a module that tests must notice.
LEAST = 0.9

# What must not err, and the tests that hold it.
MODULES = {
    "quantities": ("tests/unit/test_quantities.py",),
    **dict.fromkeys(
        (
            "numerals.amounts",
            "numerals.measures",
            "numerals.minus",
            "numerals.numbers",
            "numerals.plain_wording",
            "numerals.ranges",
            "numerals.shares",
            "numerals.spelling",
            "numerals.wording",
            "numerals.words_around",
        ),
        ("tests/unit/test_wordings.py", "tests/unit/test_numerals.py"),
    ),
    "accounts.formulas": ("tests/unit/test_formulas.py",),
    "charts.building": ("tests/unit/test_chart_building.py", "tests/unit/test_charts.py"),
    "charts.marks": ("tests/unit/test_chart_marks.py", "tests/unit/test_charts.py"),
    "charts.series": ("tests/unit/test_series.py",),
    "charts.guards": ("tests/unit/test_charts.py", "tests/unit/test_exploration.py"),
    "model.allocation": ("tests/unit/test_allocation.py",),
    "law.identities": ("tests/kinds/test_statements.py",),
    "duties.finding": ("tests/kinds/test_obligations.py", "tests/kinds/test_instances.py"),
    "duties.obligations": ("tests/kinds/test_obligations.py", "tests/kinds/test_instances.py"),
    "accounts.consolidation": ("tests/unit/test_consolidation.py",),
    "privacy.masking": ("tests/unit/test_masking.py",),
    "privacy.leaks": ("tests/unit/test_leaks.py",),
    "privacy.gate": ("tests/unit/test_shield.py",),
}


def main() -> int:
    """Try the faults of some modules, or of all."""
    parser = argparse.ArgumentParser(prog="python -m mutants", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("modules", nargs="*", metavar="module", help=f"{', '.join(MODULES)}; all if none is named")
    parser.add_argument("--all", action="store_true", help="try the listed survivors as well")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="try only N faults of each module")
    parser.add_argument("--seed", type=int, default=1, help="chooses the sample")
    options = parser.parse_args()
    unknown = set(options.modules) - set(MODULES)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    os.chdir(ROOT)
    os.environ["HYPOTHESIS_PROFILE"] = "mutants"
    sys.path.insert(0, str(ROOT / "plugins"))
    start = time.monotonic()
    targets = [Target.of(name, MODULES[name]) for name in options.modules or MODULES]
    sample = {target.name: _sample(target, options.sample, options.seed) for target in targets}

    def picked(target: Target, fault: Fault) -> bool:
        return fault.name in sample[target.name] and (options.all or fault.name not in survivors(target.name))

    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(targets, picked, _tell, Path(folder))
        plugins = ["-p", "no:terminal", "-p", "no:cacheprovider", "-p", "no:xdist"]
        tests = sorted({path for target in targets for path in target.tests})
        status = pytest.main(["-o", "addopts=", *plugins, *tests], plugins=[trial])
    if trial.trouble or status:
        print("Without any fault put in:", *trial.trouble, sep="\n")
        return 2
    results = [
        report(
            target.name,
            sample[target.name],
            {name: fate for (module, name), fate in trial.fates.items() if module == target.name},
        )
        for target in targets
    ]
    print(f"{time.monotonic() - start:.0f} s")
    return 0 if all(results) else 1


def _sample(target: Target, size: int, seed: int) -> set[str]:
    names = [fault.name for fault in target.faults]
    return set(random.Random(seed).sample(names, size) if 0 < size < len(names) else names)  # noqa: S311  (no secret)


def _tell(target: Target, fault: Fault, fate: Fate) -> None:
    if not fate.noticed and fault.name not in survivors(target.name):
        print(f"{target.name}: {fate}: {fault.name}", flush=True)


@cache
def survivors(module: str) -> Mapping[str, str]:
    """The faults of a module that may survive, each with its reason."""
    listed = yaml.safe_load(SURVIVORS.read_text("utf-8"))
    return {entry["fault"]: entry["why"] for entry in listed.get(module, ())}


def report(module: str, sample: set[str], fates: Mapping[str, Fate]) -> bool:
    """Print what became of the *sample* of a module's faults, those that were tried among them; whether all is well."""
    listed = set(survivors(module))
    noticed = {name for name, fate in fates.items() if fate.noticed}
    new = [name for name, fate in fates.items() if not fate.noticed and name not in listed]
    stale = sorted(listed & noticed)
    share = len(noticed) / max(1, len(sample))
    print(
        f"{module}: {len(noticed)} of {len(sample)} noticed ({share:.1%}); {len(listed & sample)} survivors listed, {len(new)} not"
    )
    for name in stale:
        print(f"  listed, but noticed: {name}")
    if new:
        entries = [{"fault": name, "why": "?"} for name in new]
        print(yaml.safe_dump({module: entries}, allow_unicode=True, width=10_000, sort_keys=False), end="")
    return share >= LEAST and not new and not stale


if __name__ == "__main__":
    sys.exit(main())
