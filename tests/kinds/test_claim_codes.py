"""`make codes`: codes go to a private list, sealed entries beside the data, and neither secret nor codes to the site."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from trees import contents

from disclosure import claims
from disclosure.__main__ import main
from disclosure.engine.building import build

ROOT = Path(__file__).resolve().parents[2]
GIFTS = "捐赠编号,到账日期,金额,捐赠类型,捐赠人类型,捐赠人,署名,同意公开姓名,来源\n" + "".join(
    f"{year}-05-{place:05},{year}-05-11,{place}.00,现金,个人,甲,,,DOC\n"
    for year in (2022, 2023)
    for place in range(1, 41)
)
ORDER = "1000050001202305110000000007"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The good site with eighty gifts, on a machine that has no secret yet."""
    for name in ("data", "content"):
        shutil.copytree(ROOT / "tests/sites/good_two" / name, tmp_path / name)
    (tmp_path / "data/dawn/donations.csv").write_text(GIFTS, "utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("YANGGUANG_CODES", raising=False)
    return tmp_path / "data"


def codes(data: Path, *more: str) -> int:
    folders = ["--data", str(data), "--content", str(data.parent / "content"), "--output", str(data.parent / "site")]
    return main(["codes", "--org", "dawn", *folders, *more])


def listed(data: Path, year: int = 2023) -> list[list[str]]:
    file = data.parent / f"config/yangguang-cishan/codes/dawn/查询码-dawn-{year}.csv"
    return list(csv.reader(file.read_text("utf-8-sig").splitlines()))[1:]


def test_neither_secret_nor_code_is_in_data_or_site(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every gift has a code; the list and the secret can be read by nobody else; no byte of data or site holds them."""
    recipes = data / "dawn/recipes"
    recipes.mkdir()
    (recipes / "orders-donations.csv").write_text(
        f"编号,订单号的校验值\n2023-05-00007,{claims.order_key('dawn', ORDER)}\n", "utf-8"
    )
    assert codes(data, "--site-url", "https://example.org/cishan") == 0
    assert "80笔" in (said := capsys.readouterr().out)
    assert "1笔导入时有平台订单号" in said
    rows = [*listed(data, 2022), *listed(data)]
    assert len({row[3] for row in rows}) == 80
    assert rows[0][4] == f"https://example.org/cishan/dawn/donations/#c={rows[0][3].replace('-', '')}"
    private = data.parent / "config/yangguang-cishan/codes"
    assert {path.stat().st_mode & 0o077 for path in private.rglob("*") if path.is_file()} == {0}

    build(data, data.parent / "content", data.parent / "site", ROOT / "pelicanconf.py")
    hidden = [ORDER, (private / "secret.txt").read_text("utf-8").split()[-1]]
    hidden += [spelling for row in rows for spelling in (row[3], row[3].replace("-", ""))]
    everything = b"\n".join(
        path.read_bytes() for top in (data, data.parent / "site") for path in top.rglob("*") if path.is_file()
    )
    assert not [word for word in hidden if word.encode() in everything]
    buckets = list((data.parent / "site/dawn/donations/codes").iterdir())
    assert [path.name for path in buckets] == ["0.js"]
    assert 'codes/0.js" data-bits="0"' in (data.parent / "site/dawn/donations/index.html").read_text("utf-8")
    assert not (data.parent / "site/river/donations/codes").exists()


def test_the_same_again_and_a_new_one_for_one_gift(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Another run changes nothing; a renewed gift has another code, and its old one opens nothing any more."""
    assert codes(data, "--slips", "--site-url", "https://example.org") == 0
    before, sealed = listed(data), (data / "dawn/codes/2023.txt").read_bytes()
    slips = (data.parent / "config/yangguang-cishan/codes/dawn/查询码-dawn-2023.html").read_text("utf-8")
    assert slips.count("<svg") == 40
    assert all(row[3] in slips for row in before)
    assert codes(data) == 0
    assert [row[:4] for row in listed(data)] == [row[:4] for row in before]
    assert (data / "dawn/codes/2023.txt").read_bytes() == sealed
    assert codes(data, "--year", "2023", "--renew", "2023-05-00007") == 0
    assert "旧的从下一次发布起查不到" in capsys.readouterr().out
    assert [new[0] for new, old in zip(listed(data), before, strict=True) if new[3] != old[3]] == ["2023-05-00007"]
    assert codes(data) == 0  # it stays renewed
    from disclosure.problems import Report

    entries = claims.read_claims(data / "dawn/codes", "codes", Report()).entries
    old, new = (claims.seal(rows[6][3].replace("-", ""), "2023-05-00007") for rows in (before, listed(data)))
    assert old not in entries
    assert new in entries
    assert len(entries) == 2 * claims.FEWEST


@pytest.mark.parametrize(
    ("spoil", "more", "words"),
    [
        ("", ["--to", "{data}/dawn/lists"], "会跟着数据或网站出去"),
        ("", ["--to", "{repository}/lists"], "版本库"),
        ("", ["--renew", "2023-05-00099"], "捐赠明细里没有 2023-05-00099"),
        ("", ["--year", "2019"], "没有这一年的捐赠"),
        ("", ["--slips"], "还不知道网站的网址"),
        ("short", [], "太短或不完整"),
        ("other", [], "不是做“dawn”现有查询码的那个密钥"),
        ("gone", [], "用别的密钥做的"),
        ("committed", [], "提交以后谁都拿得到"),
        ("faulty", [], "还有必须改的问题"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(
    data: Path,
    spoil: str,
    more: list[str],
    words: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing is written, and the way out is told."""
    assert codes(data) == 0
    secret = data.parent / "config/yangguang-cishan/codes/secret.txt"
    repository = data.parent / "repository"
    (repository / ".git").mkdir(parents=True)
    if spoil == "short":
        secret.write_text("0123456789abcdef\n", "utf-8")
    elif spoil == "other":
        secret.write_text("ab" * 32 + "\n", "utf-8")
    elif spoil == "gone":
        secret.unlink()
    elif spoil == "committed":
        shutil.copy(secret, repository / "secret.txt")
        monkeypatch.setenv("YANGGUANG_CODES", str(repository / "secret.txt"))
    elif spoil == "faulty":
        (data / "dawn/donations.csv").write_text(GIFTS.replace("2023-05-11,7.00", "2023-05-11,七"), "utf-8")
    before = contents(data.parent)
    capsys.readouterr()
    assert codes(data, *(word.format(data=data, repository=repository) for word in more)) == 1
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1
    assert contents(data.parent) == before
