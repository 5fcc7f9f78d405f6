"""What can be wrong after a release: a figure changed without a word, an entry that is not true, an edited history."""

from __future__ import annotations

import base64

from small import Case, Site

from disclosure.accounts.site import read_site
from disclosure.compose import promise_beside
from disclosure.problems import Report
from disclosure.releases import corrections
from disclosure.releases.promised import blocks
from disclosure.releases.records import Pending, Published, ReleaseDraft, write_record
from disclosure.releases.verification import COSIGNATURE, PublicKey, Signature, digest, signature_line
from disclosure.texts import read_texts

LEDGER = "编号,更正日期,更正类型,位置,原来,现在,原因,数字,来源\n"
ENTRY = "seats-2024,2024-05-02,更正,阅读角受益人数,240人,250人,数错了,A009,DOC\n"


def record(site: Site, day: str = "2024-05-01") -> None:
    """Record a release of the data and texts as they stand, as `make publish` does."""
    read = read_site(site.data, "data", Report())
    promise_beside(read, read_texts(site.content, Report()), site.content)
    last = read.history.last
    number = last.number + 1 if last else 1
    figures = tuple(Published.of(one) for each in read.disclosures for one in each.figures.values())
    previous = last.fingerprint if last else ""
    told = corrections.hashes(read.disclosures)
    rows = {path: block.content() for each in read.disclosures for path, block in blocks(each).items()}
    hashes = {path: digest(content) for path, content in rows.items()}
    draft = ReleaseDraft(Pending(number, day), "", "0" * 64, "", {}, figures, told, {}, previous, hashes)
    kept = {path: content for path, content in rows.items() if hashes[path] not in read.history.kept}
    write_record(site.data / "releases", draft, kept)


def fewer_seats(site: Site) -> None:
    """Change one published figure."""
    site.cell("figures/2023.csv", 10, "数值", "250")
    site.cell("figures/2023.csv", 10, "原文写法", "250人")


def _silent(site: Site) -> None:
    record(site)
    fewer_seats(site)


def _elsewhere(site: Site) -> None:
    """The place of a published figure in its document, and nothing else of it."""
    record(site)
    site.cell("figures/2023.csv", 10, "出处", "第9页")


def _untrue(site: Site) -> None:
    _silent(site)
    site.write("data/dawn/corrections.csv", LEDGER + ENTRY.replace("240人", "204人"))


def _edited(site: Site) -> None:
    site.write("data/dawn/corrections.csv", LEDGER + ENTRY)
    record(site)
    site.text("data/dawn/corrections.csv", "数错了", "另有原因")


def _deleted(site: Site) -> None:
    _edited(site)
    site.file("corrections.csv").unlink()


def _tampered(site: Site) -> None:
    record(site)
    site.text("data/releases/1/figures.csv", "240人", "250人")


def _unchained(site: Site) -> None:
    record(site)
    record(site)
    site.text("data/releases/1/release.yaml", "2024-05-01", "2023-05-01")


def _gap(site: Site) -> None:
    record(site)
    record(site)
    (site.data / "releases/1").rename(site.data / ".gone")


def _thin(site: Site) -> None:
    site.write("data/dawn/corrections.csv", LEDGER + ENTRY.replace("数错了", "。"))


def _far_off(site: Site) -> None:
    site.write("data/dawn/corrections.csv", LEDGER + ENTRY.replace("2024-05-02", "2099-01-01"))


def _unknown(site: Site) -> None:
    site.write("data/dawn/corrections.csv", LEDGER + ENTRY.replace("A009", "A099"))


def _renamed(site: Site) -> None:
    record(site)
    site.cell("projects.csv", 2, "名称", "别的名字")


def _respelled(site: Site) -> None:
    record(site)
    site.cell("reconciliations.csv", 3, "编号", "ar02")


def _rows_gone(site: Site) -> None:
    record(site)
    (site.data / "releases/1/files/rows/dawn/projects/all.csv").unlink()


def _half_a_key(site: Site) -> None:
    site.write("data/keys.yaml", "keys:\n  - key: 样例公示+1a2b3c4d+AY\n    since: 2024-05-01\n")


def _signed_elsewhere(site: Site) -> None:
    """A co-signature below a checkpoint that this history does not have."""
    content = base64.b64encode(bytes(4) + (1_714_500_000).to_bytes(8, "big") + bytes(64)).decode()
    public = PublicKey("民政局", COSIGNATURE, bytes(32))
    line = signature_line(Signature("民政局", public.key, base64.b64decode(content)[4:])).strip()
    entry = f'  - release: "4"\n    key: "{public.word}"\n    line: "{line}"\n'
    site.write("data/cosigned.yaml", f"cosigned:\n{entry}")


RELEASE_CASES = (
    Case("broken-keys", "keys.yaml", 1, None, _half_a_key, told="第 1 项"),
    Case("unlike-cosigned", "cosigned.yaml", None, None, _signed_elsewhere, told="民政局"),
    Case("silent-record", "dawn/projects.csv", 2, "名称", _renamed, told="别的名字"),
    Case("renamed-case", "dawn/reconciliations.csv", 3, "编号", _respelled, told="AR02"),
    Case("broken-release", "projects/all.csv", None, None, _rows_gone, "rows", "缺少 files/rows"),
    Case("silent-change", "dawn/figures/2023.csv", 10, "原文写法", _silent, told="240人"),
    Case("silent-change", "dawn/figures/2023.csv", 10, "出处", _elsewhere, "elsewhere", "第9页"),
    Case("unlike-correction", "dawn/corrections.csv", 2, "原来", _untrue, told="240人"),
    Case("edited-correction", "dawn/corrections.csv", 2, None, _edited, told="改动了"),
    Case("edited-correction", "dawn/corrections.csv", None, None, _deleted, "deleted", "删去了"),
    Case("thin-reason", "dawn/corrections.csv", 2, "原因", _thin, told="“。”"),
    Case("correction-day", "dawn/corrections.csv", 2, "更正日期", _far_off, told="2099-01-01"),
    Case("broken-release", "releases/1", None, None, _tampered, told="figures.csv"),
    Case("broken-release", "releases/2", None, None, _unchained, "chain", "接不上"),
    Case("broken-release", "releases/1", None, None, _gap, "gap", "第 1 次"),
    Case("unknown-reference", "dawn/corrections.csv", 2, "数字", _unknown, "correction", "A099"),
)
