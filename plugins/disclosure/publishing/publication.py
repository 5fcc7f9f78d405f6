"""`make publish`: the one act by which data turns into a public promise, and what belongs to it."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from ..accounts import Site
from ..compose import examine
from ..dates import day_of
from ..duties import Obligation
from ..engine import aftermath, make_tree, refuse_dangerous, signatures, swapping
from ..pages import downloads, releases
from ..problems import shown_path
from ..releases import (
    CURRENT,
    FOLDER,
    Changes,
    Draft,
    FigureChange,
    History,
    Pending,
    Published,
    Release,
    TableChange,
    blocks,
    compare_rows,
    data_version,
    digest,
    frozen,
    hashes_of,
    ledger,
    manifest_text,
    page_words,
    write_record,
)
from ..reporting import as_text, review
from . import packing, tree
from .locking import locked
from .promises import fulfilled, record_changes, told


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for: the folders, the address, the day, and why something may disappear."""

    data: Path
    content: Path
    output: Path
    settings_file: Path
    site_url: str | None = None
    published_on: str | None = None
    removal: str = ""
    recorded: bool = False  # only the release that is recorded already, made once more
    ask: Callable[[str], str] | None = None  # how to ask whoever runs this; None where nobody is there


_LISTED = 20  # faults of a tree that are told one by one
_ADDRESS = re.compile(r"https?://[^\s/?#]+(/[^\s?#]*)?")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A tree that could go live, and what it would change."""

    folder: Path
    draft: Draft
    changes: Changes
    tables: dict[str, bytes]  # what the record keeps: tables and promised rows
    site: Site
    kept: frozenset[str]  # SHA-256 of the tables that earlier releases keep
    repeats: Release | None = None  # the recorded release that it equals, byte for byte


def publish(order: Order) -> str:
    """Check, build, check the tree, compare, record, swap; returns what to tell. SystemExit with what is wrong."""
    before = signatures(order.data) if order.data.is_dir() else {}
    with _plainly(), locked(order.data / FOLDER / ".lock"), _prepared(order) as prepared:
        made = prepared if prepared.repeats else _agreed(order, prepared)
        _finish(made)
        number = made.draft.pending.number
        if made.repeats:
            told = f"与第 {number} 次发布（{made.repeats.published_on}）一字不差，没有新的发布记录。"
        else:
            record = write_record(order.data / FOLDER, made.draft, _new_tables(made))
            told = f"已发布第 {number} 次，记录在 {shown_path(record)}。"
        swapping.publish(made.folder, order.output, number)
        text = made.changes.as_text() if not made.repeats else ""
        members = aftermath(order.data, made.site, before)
        where = f"网站在 {shown_path(order.output)}，把这个文件夹交给管服务器的人。"
        keep = f"请把 {shown_path(order.data)} 和 {shown_path(order.content)} 一起备份（存进版本库），里面有这次的发布记录。"
        return "\n".join(filter(None, (text, told, members, where, "" if made.repeats else keep)))


def changes(order: Order) -> Changes:
    """What a publish would change; nothing is recorded and nothing is swapped."""
    with _plainly(), _prepared(order) as made:
        return made.changes


def roll_back(data: Path, output: Path) -> str:
    """Put the release before the live one back; returns what to tell."""
    with _plainly(), locked(data / FOLDER / ".lock"):
        done = swapping.roll_back(output)
    if done is None:
        raise SystemExit(f"没有更早的网站可以换回：{shown_path(swapping.previous(output))} 里没有。")
    left, taken = done
    before = f"第 {taken} 次发布" if taken else "发布以前的网站"
    return f"已从第 {left} 次发布换回{before}。发布记录不变；数据改好后再运行 make publish。"


def zip_site(output: Path, target: Path) -> str:
    """Pack the live site for offline reading and verification; returns what to tell."""
    if not (output / "index.html").is_file():
        raise SystemExit(f"{shown_path(output)} 里没有网站。请先运行 make publish。")
    with _plainly():
        count = packing.archive(output, target)
    return (
        f"已打包 {count} 个文件：{shown_path(target)}\n指纹（SHA-256）：{digest(target.read_bytes())}\n"
        "拿到的人解开以后打开 index.html 就能看，不用上网。"
    )


@contextlib.contextmanager
def _plainly() -> Iterator[None]:
    """Faults of the machine in one plain line."""
    try:
        yield
    except OSError as error:
        name = f"{error.filename}：" if error.filename else ""
        raise SystemExit(
            f"没有完成：{name}{error.strerror or error}。网站还是原来的样子，改好以后再运行一次。"
        ) from None
    except MemoryError:
        raise SystemExit("没有完成：内存不够。网站还是原来的样子，请关掉别的程序再运行一次。") from None


# --- one candidate -------------------------------------------------------------------------------


@contextlib.contextmanager
def _prepared(order: Order) -> Iterator[Candidate]:
    """The tree that a publish would put live, in a folder that is gone afterwards."""
    for folder, option in ((order.data, "DATA"), (order.content, "CONTENT")):
        if not folder.is_dir():
            raise SystemExit(f"找不到文件夹 {shown_path(folder)}。请检查 {option}= 后面的路径。")
    refuse_dangerous(order.output, order.data, order.content)
    site, report = examine(order.data, order.content)
    if report.errors:
        report.extend(site.set_aside)
        raise SystemExit(as_text(review(site, report, shown_path(order.data))))
    shop = swapping.workshop(order.output)
    shop.mkdir(parents=True, exist_ok=True)
    fresh = shop / f"{order.output.name}.publishing-{os.getpid()}"
    try:
        for stale in shop.glob(f"{order.output.name}.publishing-*"):
            if not _alive(stale.name.rpartition("-")[2]):
                shutil.rmtree(stale, ignore_errors=True)
        yield _candidate(order, site, fresh)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _alive(process: str) -> bool:
    """Whether a process of this number runs now; those that can't be asked count as running."""
    if not process.isdigit():
        return True
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _candidate(order: Order, site: Site, fresh: Path) -> Candidate:
    last = site.history.last
    version = data_version(order.data, order.content)
    url = (order.site_url or (last.site_url if last else "")).rstrip("/")
    if url and not _ADDRESS.fullmatch(url):
        raise SystemExit(f"网址“{url}”不完整，请连 https:// 一起写，例如 SITE_URL=https://example.org/cishan。")
    if last and version == last.data and url == last.site_url:
        made = _make(order, site, fresh, Pending(last.number, last.published_on), (version, url))
        if made.draft.manifest == last.manifest:
            return replace(made, repeats=last)
        if order.recorded:
            raise SystemExit(_unlike(made.draft, last))
        shutil.rmtree(fresh)
    if order.recorded:
        raise SystemExit(
            "数据、文章或网址与最后一次发布记录不同。请先在自己的电脑上运行 make publish，把记录一起提交。"
        )
    number = last.number + 1 if last else 1
    return _make(order, site, fresh, Pending(number, _day(order, site, last)), (version, url))


def _unlike(draft: Draft, last: Release) -> str:
    names = sorted({*draft.manifest, *last.manifest})
    other = [name for name in names if draft.manifest.get(name) != last.manifest.get(name)]
    listed = "\n".join(f"  {name}" for name in other)
    return (
        f"重做的网站与第 {last.number} 次发布的记录不同，共 {len(other)} 个文件：\n{listed}\n"
        "数据没有变，所以是软件、样式或依赖的版本不同。请用发布时的版本，或者再发布一次。"
    )


def _day(order: Order, site: Site, last: Release | None) -> str:
    prepared_on = site.settings.prepared_on if site.settings else ""
    day = order.published_on or prepared_on
    if day_of(day) is None:
        raise SystemExit(f"发布日期“{day}”不是日期，请写成 2026-11-22 这样。")
    if last and day < last.published_on:
        raise SystemExit(
            f"发布日期 {day} 早于第 {last.number} 次发布的 {last.published_on}。"
            "请改 data/site.yaml 的 prepared_on，或用 ON= 写明日期。"
        )
    return day


def _make(order: Order, site: Site, fresh: Path, pending: Pending, facts: tuple[str, str]) -> Candidate:
    """Build release *pending* into *fresh* and hold it against the release before it."""
    version, url = facts
    make_tree(
        order.data,
        order.content,
        fresh,
        order.settings_file,
        DISCLOSURE_SITE_URL=url,
        DISCLOSURE_ALLOW_SAMPLE=False,
        DISCLOSURE_RELEASE=pending,
    )
    before = site.history.before(pending.number)
    figures = _figures(fresh, site)
    tables = {
        f"{one.org}/data/{name}.csv": (fresh / one.org / "data" / f"{name}.csv").read_bytes()
        for one in site.disclosures
        for name, _ in releases.frozen(one)
    }
    _freeze(fresh, pending, before, tables)
    own = f"releases/{pending.number}"
    last = before.last
    promised = {path: block.content() for one in site.disclosures for path, block in blocks(one).items()}
    duties = fulfilled(site.disclosures)
    draft = Draft(
        pending,
        url,
        version,
        "",
        {},
        figures,
        ledger.hashes(site.disclosures),
        _pages(fresh),
        last.fingerprint if last else "",
        {path: digest(content) for path, content in promised.items()},
        {key: digest(one.text.encode()) for key, one in duties.items()},
    )
    for name in ("figures.csv", "corrections.txt", "pages.txt", "records.txt", "duties.txt"):
        (fresh / own / name).write_bytes(draft.files[name])
    base = f"{urlsplit(url).path}/" if url else ""
    coming = {f"{own}/manifest.txt", f"{own}/release.yaml"}
    numbers = (pending.number, *(one.number for one in before.releases))
    coming |= {f"releases/{one}/{name}.txt" for one in numbers for name in ("corrections", "records", "duties")}
    wrong = list(tree.faults(fresh, [one.org for one in site.disclosures], base, coming))
    if wrong:
        more = [f"……还有 {len(wrong) - _LISTED} 处"] if len(wrong) > _LISTED else []
        listed = "\n".join(f"  {one}" for one in (*wrong[:_LISTED], *more))
        raise SystemExit(f"生成的网站有 {len(wrong)} 处不对，没有发布，网站还是原来的样子：\n{listed}")
    draft = replace(draft, manifest=hashes_of(fresh, pending.number))
    found = _compare(draft, before, site, tables, duties)
    return Candidate(fresh, draft, found, tables | promised, site, frozenset(before.kept))


def _figures(fresh: Path, site: Site) -> tuple[Published, ...]:
    """Every figure as the tree itself tells it, with the pages that show it."""
    found: list[Published] = []
    for disclosure in site.disclosures:
        told = json.loads((fresh / disclosure.org / "data" / "figures.json").read_text("utf-8"))
        pages = {one["id"]: tuple((one["pages"] or "").split()) for one in told}
        found += (replace(Published.of(one), pages=pages[one.id]) for one in disclosure.figures.values())
    return tuple(found)


def _pages(fresh: Path) -> dict[str, str]:
    """Address → SHA-256 of what a page says; those about releases themselves are left out."""
    names = sorted(one.relative_to(fresh).as_posix() for one in fresh.rglob("index.html"))
    return {
        name.removesuffix("index.html") or "./": digest(page_words((fresh / name).read_text("utf-8")).encode())
        for name in names
        if not name.startswith(("releases/", "verify/"))
    }


def _freeze(fresh: Path, pending: Pending, before: History, tables: dict[str, bytes]) -> None:
    """Put the tables of this release at their permanent address, and its files into the index of 核验."""
    for path, content in tables.items():
        target = fresh / "releases" / str(pending.number) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    (fresh / CURRENT).write_text(f"{pending.number}\n", encoding="utf-8", newline="\n")
    told = [(Pending(one.number, one.published_on), one.manifest) for one in before.releases]
    now = hashes_of(fresh, pending.number)
    (fresh / frozen.INDEX).write_bytes(frozen.index([*told, (pending, now)]))


def _compare(
    draft: Draft, before: History, site: Site, tables: dict[str, bytes], duties: Mapping[str, Obligation]
) -> Changes:
    last = before.last
    old = {(one.org, one.id): one for one in last.figures} if last else {}
    new = {(one.org, one.id): one for one in draft.figures}
    old_pages = last.pages if last else {}
    new_pages = draft.pages
    known = set(last.corrections) if last else set()
    return Changes(
        number=draft.pending.number,
        last=last.number if last else 0,
        figures_added=tuple(one for key, one in new.items() if key not in old),
        figures_changed=tuple(
            FigureChange(old[key], one) for key, one in new.items() if key in old and old[key].said != one.said
        ),
        figures_removed=tuple(one for key, one in old.items() if key not in new),
        pages_added=tuple(sorted(set(new_pages) - set(old_pages))),
        pages_removed=tuple(sorted(set(old_pages) - set(new_pages))),
        pages_changed=tuple(path for path, one in new_pages.items() if old_pages.get(path, one) != one),
        tables=tuple(_tables(draft, before, site, tables)) if last else (),
        corrections=tuple(key for key in draft.corrections if key not in known),
        records=tuple(record_changes(site.disclosures, before)) if last else (),
        duties=tuple(
            told(key, one, site.disclosures) for key, one in duties.items() if not last or key not in last.duties
        ),
    )


def _tables(draft: Draft, before: History, site: Site, tables: dict[str, bytes]) -> Iterator[TableChange]:
    """The tables that are not as they were; the register is told of figure by figure."""
    assert before.last is not None  # noqa: S101
    labels = {
        f"{one.org}/data/{name}.csv": f"{one.organisation.short_name}·{label}"
        for one in site.disclosures
        for name, label, _ in downloads.tables(one)
    }
    old = before.last.tables
    new = {path: sha for path, sha in draft.manifest.items() if path in labels}
    for path in sorted({*old, *new}):
        if old.get(path) == new.get(path) or path.endswith("/figures.csv"):
            continue
        name = labels.get(path, path)
        earlier = before.kept[old[path]][1].read_bytes() if old.get(path) in before.kept else b""
        if (path in old and not earlier) or (path in new and path not in tables):
            yield TableChange(name, None, None, None)
        else:
            yield TableChange(name, *compare_rows(earlier, tables.get(path, b"")))


def _agreed(order: Order, made: Candidate) -> Candidate:
    """The candidate with the reason why something disappears, where something does."""
    if not made.changes.removes:
        return made
    reason = order.removal.strip()
    if not reason and order.ask:
        print(made.changes.as_text())
        reason = order.ask("上面有网页或数字要撤下。同意就写明原因，不同意请直接回车：").strip()
    if not reason:
        gone = [
            f"{len(items)} 个{name}"
            for items, name in ((made.changes.pages_removed, "网页"), (made.changes.figures_removed, "数字"))
            if items
        ]
        raise SystemExit(
            f"{made.changes.as_text()}\n没有发布：本次将撤下 {'、'.join(gone)}。"
            '同意的话请写明原因，例如 make publish REMOVE="项目合并，旧网页并入新网页"。'
        )
    return replace(made, draft=replace(made.draft, removal=" ".join(reason.split())))


def _new_tables(made: Candidate) -> dict[str, bytes]:
    """The tables whose bytes no earlier release keeps."""
    return {path: content for path, content in made.tables.items() if digest(content) not in made.kept}


def _finish(made: Candidate) -> None:
    """What a manifest can't list of itself, packed copies, and open doors for the server."""
    again = made.repeats
    files = {name: (again.folder / name).read_bytes() for name in frozen.RECORD} if again else made.draft.files
    own = made.folder / "releases" / str(made.draft.pending.number)
    for name in ("manifest.txt", "release.yaml"):
        (own / name).write_bytes(files[name])
    assert digest(manifest_text(dict(made.draft.manifest)).encode()) == digest(files["manifest.txt"])  # noqa: S101
    packing.pack(made.folder)
    packing.open_to_all(made.folder)
