"""Claim codes: every key opens its own gift and no other, and nothing is told to whoever has none."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure import claims
from disclosure.problems import Report

SECRET = bytes(range(32))
NUMBERS = st.builds("{}-{:02}-{:05}".format, st.integers(2000, 2099), st.integers(1, 12), st.integers(1, 999_999))
BUCKET = re.compile(r'giftClaims\("([0-9a-f]+)","([A-Za-z0-9+/=]*)"\);\n')


def opened(key: str, entry: bytes) -> str:
    """The number of the gift that *entry* holds, as a browser finds it; nothing where *key* is not its key."""
    place, cover = (hashlib.sha256(f"{label}\n{key}".encode()).digest() for label in ("find", "key"))
    if entry[:8] != place[:8]:
        return ""
    content = bytes(left ^ right for left, right in zip(entry[8:], cover, strict=False))
    return f"{2000 + content[0]}-{content[1]:02}-{int.from_bytes(content[2:5]):05}" if not any(content[5:]) else ""


@given(NUMBERS)
def test_a_key_opens_its_gift(number: str) -> None:
    code = claims.code_of(SECRET, "demo", number)
    assert opened(code, claims.seal(code, number)) == number
    assert claims.spelled(code).replace("-", "") == code


def test_ten_thousand_right_and_ten_thousand_wrong() -> None:
    """Every right code finds its gift in its bucket; no wrong one, none of another body, none that was renewed, finds any."""
    numbers = [f"2025-{month:02}-{place:05}" for month in range(1, 13) for place in range(1, 835)]
    codes = {claims.code_of(SECRET, "demo", number): number for number in numbers}
    assert len(codes) == len(numbers) > 10_000
    sealed = claims.Claims(tuple(sorted(claims.seal(code, number) for code, number in codes.items())))
    marked = {entry[:8]: entry for entry in sealed.entries}
    assert len(marked) == len(numbers)

    def answer(code: str) -> str:
        place = claims.seal(code, "2000-01-00001")[:8]
        return opened(code, marked[place]) if place in marked else ""

    assert all(answer(code) == number for code, number in codes.items())
    wrong = [claims.code_of(bytes(32), "demo", number) for number in numbers]
    wrong += [claims.code_of(SECRET, "else", number) for number in numbers[:500]]
    wrong += [claims.code_of(SECRET, "demo", number, 2) for number in numbers[:500]]
    assert not any(map(answer, wrong))
    wrong_key = claims.code_of(bytes(32), "demo", "2025-01-00001")
    assert not any(opened(wrong_key, entry) for entry in sealed.entries)


@pytest.mark.parametrize("count", [0, 1, 150, 599, 601, 1_300, 20_000, 60_000])
def test_every_bucket_hides_its_gifts(count: int) -> None:
    """At least 150 in each where there are that many at all, at most 15 KB, and all of them together are all there are."""
    entries = tuple(sorted(claims.decoys(SECRET, "demo", 2025, count)))
    sealed = claims.Claims(entries)
    buckets = [BUCKET.fullmatch(script) for _, script in sealed.scripts()]
    assert len(buckets) == 1 << sealed.bits
    sizes = [len(base64.b64decode(bucket[2])) // 13 for bucket in buckets if bucket]
    assert sum(sizes) == len(set(entries))
    assert min(sizes) >= min(count, claims.FEWEST)
    assert max(len(script) for _, script in sealed.scripts()) <= 15_000
    assert [bucket[1] for bucket in buckets if bucket] == [f"{place:x}" for place in range(1 << sealed.bits)]


def test_a_short_secret_makes_no_code() -> None:
    with pytest.raises(ValueError, match="too short"):
        claims.code_of(bytes(31), "demo", "2025-01-00001")


def test_files_are_read_as_they_were_written(tmp_path: Path) -> None:
    entries = sorted(claims.decoys(SECRET, "demo", 2025, 200))
    (tmp_path / "2025.txt").write_text(claims.entries_text(SECRET, entries), encoding="utf-8")
    claims.issues_path(tmp_path).write_text(claims.issues_text({"2025-01-00001": 2}), encoding="utf-8")
    report = Report()
    assert claims.read_claims(tmp_path, "codes", report).entries == tuple(entries)
    assert not report.errors
    assert claims.read_issues(tmp_path) == {"2025-01-00001": 2}
    assert claims.secret_of(tmp_path / "2025.txt") == claims.known_by(SECRET)
    assert SECRET.hex() not in (tmp_path / "2025.txt").read_text("utf-8")
