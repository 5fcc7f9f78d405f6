"""`make audit`: whether anything that the lock files name has a known hole.

Ends with 0: everything was looked up and nothing is known; 1: holes are known; 3: something could not be looked up.
A mirror of the package index often has no answers, and pip-audit then reports that nothing is known. So every package must
have been looked up, and an old release with known holes is asked for first: where even that looks clean, nobody answered.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("site", "press", "dev", "bench", "cluster", "ocr", "audit", "lock")
HOLED = "jinja2==2.4.1"
CLEAN, HOLES, UNKNOWN = 0, 1, 3


class UnansweredError(Exception):
    """The service did not answer, or knows nothing of what it was asked for."""


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, encoding="utf-8")  # noqa: S603
    except FileNotFoundError:
        raise UnansweredError("没有装这个工具") from None


def _complaint(text: str) -> str:
    """The line that says what went wrong."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("WARNING")]
    return next((line for line in lines if "error" in line.lower()), lines[-1] if lines else "什么也没有说")


def _packages(pip_audit: str, lock: Path, *options: str) -> list[dict[str, Any]]:
    """What pip-audit says of each package of a lock file."""
    command = [pip_audit, "--requirement", str(lock), "--disable-pip", "--progress-spinner", "off", "--format", "json"]
    done = _run([*command, "--desc", "off", *options])
    try:
        packages: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        raise UnansweredError(_complaint(done.stderr)) from None
    skipped = [package["name"] for package in packages if "vulns" not in package]
    if skipped:
        raise UnansweredError(f"{len(skipped)} 个包没有查到，例如 {skipped[0]}")
    return packages


def python_holes(pip_audit: str) -> list[str]:
    """A line for every known hole of the Python packages."""
    with tempfile.TemporaryDirectory() as folder:
        probe = Path(folder) / "probe.txt"
        probe.write_text(f"{HOLED}\n", "utf-8")
        if not any(package["vulns"] for package in _packages(pip_audit, probe, "--no-deps")):
            raise UnansweredError(f"连早就有漏洞的 {HOLED} 也说没有漏洞")
    lines = []
    for name in LOCKS:
        for package in _packages(pip_audit, ROOT / f"requirements/{name}.txt"):
            for hole in package["vulns"]:
                mended = "、".join(hole["fix_versions"]) or "还没有"
                lines.append(
                    f"requirements/{name}.txt：{package['name']} {package['version']}：{hole['id']}，改好的版本：{mended}"
                )
    return lines


def npm_holes(npm: str) -> list[str]:
    """A line for every npm package with a known hole."""
    done = _run([npm, "audit", "--package-lock-only", "--json"])
    try:
        holes: dict[str, dict[str, Any]] = json.loads(done.stdout)["vulnerabilities"]
    except (ValueError, KeyError, TypeError):
        raise UnansweredError(_complaint(done.stderr)) from None
    return [f"package-lock.json：{name} {hole['range']}：{hole['severity']}" for name, hole in sorted(holes.items())]


def main() -> int:
    """Ask both services; tell what is known and what could not be looked up."""
    parser = argparse.ArgumentParser(description="查用到的软件包有没有公开的漏洞")
    parser.add_argument(
        "--pip-audit", default=str(Path(sys.executable).with_name("pip-audit")), help="pip-audit 的位置"
    )
    parser.add_argument("--npm", default="npm", help="npm 的位置")
    options = parser.parse_args()
    codes = set()
    for label, program, ask in (
        ("Python 包", options.pip_audit, python_holes),
        ("npm 包", options.npm, npm_holes),
    ):
        try:
            holes = ask(program)
        except UnansweredError as error:
            codes.add(UNKNOWN)
            print(f"{label}：没有查成，不等于没有漏洞。漏洞库没有回答（{error}）。换一个能上网的地方再查一次。")
            continue
        codes.add(HOLES if holes else CLEAN)
        print(f"{label}：{f'有 {len(holes)} 处公开的漏洞，请升级：' if holes else '没有查到公开的漏洞。'}")
        print(*(f"  {line}" for line in holes), sep="\n", end="\n" if holes else "")
    return HOLES if HOLES in codes else max(codes)


if __name__ == "__main__":
    sys.exit(main())
