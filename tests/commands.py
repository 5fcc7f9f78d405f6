"""The project's own command line, run as staff run it."""

from __future__ import annotations

import shutil
from pathlib import Path

from warm import ROOT, run

__all__ = ["PUBLISHED_AT", "ROOT", "first_year", "run"]

# The address of the real site in tests: a host that serves it below a path.
PUBLISHED_AT = "https://example.org/a/b"


def first_year(folder: Path) -> tuple[Path, Path]:
    """A site of one organisation in its first year: sources, register and projects only; (its site, its data)."""
    inputs = ROOT / "tests" / "cases" / "inputs"
    shutil.copytree(inputs / "base", folder, dirs_exist_ok=True)
    for path in ("headlines.csv", "breakdowns.csv", "figures/2025.csv"):
        (folder / "data" / "demo" / path).unlink()
    shutil.copytree(inputs / "first-year" / "1", folder, dirs_exist_ok=True)
    result = run("build", "--data", folder / "data", "--content", folder / "content", "--output", folder / "out")
    assert result.returncode == 0, result.stdout + result.stderr
    return folder / "out", folder / "data"
