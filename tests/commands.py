"""The project's own command line, run as staff run it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def run(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run `python -m disclosure` as staff do."""
    command = [sys.executable, "-m", "disclosure", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)


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
