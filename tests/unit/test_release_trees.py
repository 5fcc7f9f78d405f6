"""What a publish looks at in whole trees: every file once, in order, and what pages and records say of it."""

from __future__ import annotations

import errno
import gzip
import hashlib
import json
import os
from pathlib import Path

import pytest

from disclosure.publishing import packing
from disclosure.releases import (
    Pending,
    ReleaseDraft,
    checkpoints,
    frozen,
    hashes_of,
    page_words,
    verification,
    write_record,
)


def _tree(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return root


def test_files_come_in_the_order_of_the_parts_of_their_paths(tmp_path: Path) -> None:
    root = _tree(tmp_path, "a.html", "a/z.html", "a/b/c.html", "a-b/x.html", "b.html", "中/文 件.html")
    names = [name for name, _ in verification.files_below(root)]
    by_pathlib = sorted((path for path in root.rglob("*") if path.is_file()), key=lambda path: path.parts)
    assert names == [path.relative_to(root).as_posix() for path in by_pathlib]


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    root = _tree(tmp_path / "site", "index.html")
    try:
        (root / "again").symlink_to(root, target_is_directory=True)
        (root / "nowhere").symlink_to(root / "gone")
        (root / "loop").symlink_to(root / "loop")
        (root / "linked.html").symlink_to(root / "index.html")
    except OSError:
        pytest.skip("no links on this system")
    names = [name for name, _ in verification.files_below(root)]
    assert names == ["again", "index.html", "linked.html", "loop", "nowhere"]
    hashes = hashes_of(root, 1)
    assert {name for name, sha in hashes.items() if not sha} == {"again", "loop", "nowhere"}
    assert hashes["linked.html"] == hashes["index.html"]


def test_a_large_file_has_the_hash_that_it_has_when_read_at_once(tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    large.write_bytes(b"0123456789" * 200_000)
    assert verification.file_digest(large) == hashlib.sha256(large.read_bytes()).hexdigest()


def test_a_manifest_leaves_out_what_it_cannot_name(tmp_path: Path) -> None:
    root = _tree(
        tmp_path, "index.html", "index.html.gz", verification.MARK, "releases/2/release.yaml", "releases/1/release.yaml"
    )
    assert list(hashes_of(root, 2)) == ["index.html", "releases/1/release.yaml"]


def test_every_text_of_some_size_is_packed(tmp_path: Path) -> None:
    root = _tree(tmp_path, "small.html", "picture.png", "a/page.html")
    (root / "a" / "page.html").write_text("甲" * 1000, encoding="utf-8")
    assert not packing.is_packed(root)
    packing.pack(root)
    assert packing.is_packed(root)
    packed = [name for name, _ in verification.files_below(root) if name.endswith(".gz")]
    assert packed == ["a/page.html.gz"]
    assert gzip.decompress((root / packed[0]).read_bytes()) == (root / "a" / "page.html").read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_a_server_may_read_everything(tmp_path: Path) -> None:
    root = _tree(tmp_path / "site", "a/page.html", "open.html")
    (root / "a" / "page.html").chmod(0o600)
    (root / "a").chmod(0o700)
    (root / "open.html").chmod(0o666)
    packing.open_to_all(root)
    modes = {path.name: path.stat().st_mode & 0o777 for path in (root, *root.rglob("*"))}
    assert modes == {"site": 0o755, "a": 0o755, "page.html": 0o644, "open.html": 0o644}


def test_a_page_says_its_main_part_without_what_names_the_release() -> None:
    cited = '<body><main id="top">甲<details class="cite">第 1 次</details>乙</main><p>页脚</p></body>'
    assert page_words(cited) == '<main id="top">甲乙</main>'
    size = '<main>A4<span class="sheet-size"> · {}</span></main>'
    assert page_words(size.format("40 KB")) == page_words(size.format("1.2 MB")) == "<main>A4</main>"
    assert "乙" in page_words(size.format("乙"))
    assert page_words("<mainly>甲</mainly>") == "<mainly>甲</mainly>"
    assert page_words("<main>没有结尾") == "<main>没有结尾"


def test_a_record_is_one_line_of_json() -> None:
    names = ("id", "amount", "标题")
    rows = [("G1", "12.50", '“甲”"\\\n\t\x01'), ("G2", "=", "")]
    lines = list(checkpoints.lines("demo", "projects", names, rows))
    assert lines == [
        json.dumps(
            ["demo", "projects", dict(zip(names, row, strict=True))],
            ensure_ascii=False,
            sort_keys=True,
            separators=(",", ":"),
        ).encode()
        for row in rows
    ]


# --- verifying -----------------------------------------------------------------------------------


def _released(root: Path) -> Path:
    """A tree of two files as the first release would leave it, without a checkpoint."""
    _tree(root, "index.html", "a/page.html")
    record = root / "releases" / "1"
    record.mkdir(parents=True)
    (root / verification.CURRENT).write_text("1\n", encoding="utf-8")
    manifest = verification.manifest_text(hashes_of(root, 1)).encode()
    (record / "manifest.txt").write_bytes(manifest)
    (record / "release.yaml").write_text(f'number: "1"\nmanifest: "{verification.digest(manifest)}"\n', "utf-8")
    (record / verification.NEWEST).write_bytes(frozen.newest(record, 1))
    return root


def test_a_tree_as_it_was_published_is_verified(tmp_path: Path) -> None:
    assert verification.verify(_released(tmp_path)).faults == []


@pytest.mark.parametrize(
    "script",
    [
        'window.sunNewest = [1, {}];\nalert("假的");\n',
        "window.sunNewest = [1, {}];\n",
        "window.sunNewest = [2, {}];\n",
        'window.sunNewest = [1, {"00": "releases/1/release.yaml"}];\n',
        'window.sunNewest = [1, {"00": "../../etc/passwd"}];\n',
        "window.sunNewest = [1];\n",
        "window.sunNewest = [1, [1]];\n",
    ],
)
def test_the_script_that_no_manifest_names_holds_nothing_but_the_record(script: str, tmp_path: Path) -> None:
    root = _released(tmp_path)
    (root / "releases" / "1" / verification.NEWEST).write_text(script, encoding="utf-8")
    assert verification.verify(root).faults == ["内容被改过：releases/1/newest.js"]


def test_a_link_in_the_place_of_files_is_told(tmp_path: Path) -> None:
    root = _released(tmp_path / "site")
    try:
        (root / "more").symlink_to(tmp_path, target_is_directory=True)
        (root / "a" / "page.html").unlink()
        (root / "a" / "page.html").symlink_to(tmp_path / "gone")
    except OSError:
        pytest.skip("no links on this system")
    assert verification.verify(root).faults == ["内容被改过：a/page.html", "多出来：more"]


def test_a_record_that_is_gone_beside_its_packed_copy_is_told(tmp_path: Path) -> None:
    root = _released(tmp_path)
    record = root / "releases" / "1" / "release.yaml"
    record.with_name("release.yaml.gz").write_bytes(gzip.compress(record.read_bytes()))
    record.unlink()
    faults = verification.verify(root).faults
    assert "内容被改过：releases/1/release.yaml.gz" in faults
    assert "第 1 次发布的记录不全" in faults


@pytest.mark.parametrize("number", ["2", "99999"])
def test_a_release_that_is_not_there_is_one_fault(number: str, tmp_path: Path) -> None:
    root = _released(tmp_path)
    (root / verification.CURRENT).write_text(number, encoding="utf-8")
    told = f"{verification.CURRENT} 写着第 {number} 次发布，文件夹里却没有它的记录"
    assert verification.verify(root).faults == [told]


def test_a_number_without_end_is_no_release(tmp_path: Path) -> None:
    root = _released(tmp_path)
    (root / verification.CURRENT).write_text("9" * 5000, encoding="utf-8")
    assert not verification.verify(root).good


def test_what_cannot_be_read_is_told_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = _released(tmp_path)

    def refused(_root: Path, _number: int) -> dict[str, str]:
        raise PermissionError(13, "Permission denied", "a/page.html")

    monkeypatch.setattr(verification, "hashes_of", refused)
    told = "a/page.html 读不出来，没有核对完：请换一个能读它的账号，或者重新拷一份再核对"
    assert verification.verify(root).faults == [told]


def test_half_a_record_takes_no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    draft = ReleaseDraft(Pending(1, "2026-11-22"), "", "", "", {}, (), {}, {}, "")
    with pytest.raises(OSError, match="No space"):
        write_record(tmp_path, draft, {"a/data/gifts.csv": b"id\n"})
    assert sorted(path.name for path in tmp_path.iterdir()) == [".gitattributes", ".gitignore"]
