"""What the project is made of: every tool is pinned, and the audit never takes silence for a clean bill."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))

HOLE = {"id": "PYSEC-1", "fix_versions": ["9.9"]}
HOLED = {"dependencies": [{"name": "jinja2", "version": "2.4.1", "vulns": [HOLE]}], "fixes": []}
CLEAN = {"dependencies": [{"name": "nh3", "version": "0.3", "vulns": []}], "fixes": []}
SKIPPED = {"dependencies": [{"name": "nh3", "skip_reason": "not found on PyPI"}], "fixes": []}
NPM_HOLED = {"vulnerabilities": {"plotly": {"range": "<2", "severity": "high"}}}
NPM_CLEAN: dict[str, object] = {"vulnerabilities": {}}
NPM_SILENT = {"message": "405 Method Not Allowed", "statusCode": 405}


def stand_in(path: Path, first: object, later: object) -> str:
    """A program that prints *first* where it is asked for the release with known holes, else *later*."""
    answers = path.with_suffix(".json")
    answers.write_text(json.dumps([first, later]), "utf-8")
    path.write_text(
        f"#!{sys.executable}\nimport json, sys\n"
        f"first, later = json.load(open({str(answers)!r}))\n"
        "print(json.dumps(first if 'probe' in ' '.join(sys.argv) else later))\n",
        "utf-8",
    )
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize(
    ("probe", "packages", "npm", "code", "told"),
    [
        (HOLED, CLEAN, NPM_CLEAN, 0, "Python 包：没有查到公开的漏洞。"),
        (HOLED, HOLED, NPM_CLEAN, 1, "requirements/site.txt：jinja2 2.4.1：PYSEC-1，改好的版本：9.9"),
        (HOLED, CLEAN, NPM_HOLED, 1, "package-lock.json：plotly <2：high"),
        (HOLED, CLEAN, NPM_SILENT, 3, "npm 包：没有查成，不等于没有漏洞。"),
        (HOLED, SKIPPED, NPM_CLEAN, 3, "1 个包没有查到，例如 nh3"),
        (CLEAN, CLEAN, NPM_CLEAN, 3, "连早就有漏洞的 jinja2==2.4.1 也说没有漏洞"),
        (HOLED, "no report", NPM_HOLED, 1, "Python 包：没有查成，不等于没有漏洞。"),
    ],
    ids=["clean", "holes", "npm-holes", "npm-silent", "skipped", "mirror-without-answers", "both"],
)
def test_the_audit_tells_what_it_could_not_look_up(
    tmp_path: Path, probe: object, packages: object, npm: object, code: int, told: str
) -> None:
    """0 only where everything was looked up; a service or a mirror that knows nothing is told apart from no holes."""
    programs = ["--pip-audit", stand_in(tmp_path / "pip-audit", probe, packages)]
    programs += ["--npm", stand_in(tmp_path / "npm", npm, npm)]
    done = subprocess.run(
        [sys.executable, "bin/audit.py", *programs], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stdout + done.stderr
    assert told in done.stdout


def test_a_missing_tool_is_no_clean_bill(tmp_path: Path) -> None:
    """Without pip-audit or npm nothing was looked up."""
    missing = str(tmp_path / "missing")
    done = subprocess.run(
        [sys.executable, "bin/audit.py", "--pip-audit", missing, "--npm", missing],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert done.stdout.count("没有装这个工具") == 2


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.stem)
def test_every_package_is_pinned_with_hashes(lock: Path) -> None:
    """Each requirement has one version and its hashes; each lock file has its list, and names no machine and no index."""
    text = lock.read_text("utf-8")
    requirements = re.findall(r"^[a-zA-Z0-9].*(?:\n    --hash.*)*", text, re.MULTILINE)
    assert requirements
    for requirement in requirements:
        assert re.match(r"[A-Za-z0-9._\[\]-]+==\S+", requirement), requirement
        assert "--hash=sha256:" in requirement, requirement
    assert lock.with_suffix(".in").is_file()
    assert "://" not in text
    assert "--index-url" not in text


def test_make_installs_nothing_without_hashes() -> None:
    """Every pip in the Makefile takes a lock file and asks for hashes; `make lock` renews every lock file, its own too."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    installs = re.findall(r"pip install.*", makefile)
    assert len(installs) == 2  # the third is in bin/setup.py, held to the same options by tests/test_launching.py
    assert all("$(PIP_OPTIONS)" in line for line in installs)
    assert "--require-hashes" in re.findall(r"^PIP_OPTIONS = .*", makefile, re.MULTILINE)[0]
    renewed = re.search(r"for name in ([a-z ]+); do", makefile)
    assert renewed
    assert sorted(renewed[1].split()) == [lock.stem for lock in LOCKS]
    audited = re.search(r"^LOCKS = \((.*)\)$", (ROOT / "bin/audit.py").read_text("utf-8"), re.MULTILINE)
    assert audited
    assert sorted(re.findall(r"\w+", audited[1])) == [lock.stem for lock in LOCKS]
