"""Publishing stops at open questions, lists every one, and goes on when each was answered for the value that it has."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from small import Site

from disclosure.__main__ import main


def run(name: str, site: Site, output: Path) -> int:
    return main([name, "--data", str(site.data), "--content", str(site.content), "--output", str(output)])


def answer(site: Site, capsys: pytest.CaptureFixture[str], reason: str = "只有一个会计，没有别人可以再填") -> None:
    """Paste every row that the check offers, with a reason, a name and a day."""
    capsys.readouterr()
    main(["check", "--data", str(site.data), "--content", str(site.content), "--format", "json"])
    findings = json.loads(capsys.readouterr().out)["findings"]
    offers = [finding["acknowledge"] for finding in findings if finding["acknowledge"]]
    rows = [offer["row"] | {"理由": reason, "确认人": "林会计", "日期": "2024-05-01"} for offer in offers]
    with (site.data / "dawn" / "acknowledgements.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def asked(site: Site) -> Site:
    """The small site with two open questions: totals typed once, and a number that stands nowhere else."""
    site.file("verifications.csv").unlink()
    site.cell("projects.csv", 2, "内容", "这一年筹到97万元。")
    return site


@pytest.mark.parametrize("name", ["publish", "changes"])
def test_open_questions_stop_it(name: str, asked: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Both questions are listed with the rows that answer them; nothing is recorded and nothing goes live."""
    assert run(name, asked, tmp_path / "output") == 1
    said = capsys.readouterr().err
    assert "unverified-totals" in said
    assert "stray-number" in said
    assert "代码,文件,编号,行,列,值指纹,理由,确认人,日期" in said
    assert "没有发布，网站还是原来的样子" in said
    assert not (tmp_path / "output").exists()
    assert not (asked.data / "releases" / "1").exists()


def test_answered_questions_let_it_go_on(asked: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The rows as they are offered, with a reason, are enough; another number asks again."""
    answer(asked, capsys)
    assert run("publish", asked, tmp_path / "output") == 0
    asked.cell("projects.csv", 2, "内容", "这一年筹到970万元。")
    capsys.readouterr()
    assert run("changes", asked, tmp_path / "output") == 1


def test_a_full_stop_is_no_answer(asked: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A reason that says nothing is an error."""
    answer(asked, capsys, reason="。")
    assert run("publish", asked, tmp_path / "output") == 1
    assert "empty-reason" in capsys.readouterr().err
