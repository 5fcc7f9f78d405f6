"""`make publish`: check, build, compare, record and swap; `make changes`, `make rollback` and `make zip`."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from ..accounts import Site
from ..compose import ComposedSite, Edition, SiteSection, compose
from ..dates import day_of, latest_day, today
from ..duties import Obligation
from ..engine import (
    keep_sound_data,
    locked,
    refuse_dangerous,
    refuse_foreign,
    require_folders,
    scratch,
    sign,
    signatures,
    swapping,
    write_site,
)
from ..pages import downloads, releases
from ..privacy import leaks
from ..problems import Acknowledgement, Problem, Report, Severity, machine_reason, shown_path
from ..reading import shelves_in
from ..releases import (
    CHECKPOINT,
    CURRENT,
    FOLDER,
    MARK,
    NEWEST,
    OF_NEWEST,
    RECORD,
    Changes,
    Checkpoint,
    FigureChange,
    History,
    Pending,
    Published,
    Release,
    ReleaseDraft,
    SignedNote,
    TableChange,
    blocks,
    compare_rows,
    corrections,
    data_version,
    digest,
    frozen,
    grouped,
    hashes_of,
    is_attachment,
    manifest_text,
    page_words,
    read_anchor,
    read_history,
    release_of,
    verification,
    write_record,
)
from ..settings import Settings
from ..workers import on_cluster
from . import approval, bindings, drafts, guarding, keys, memory, packing, people, tree
from .prose import unbound
from .summaries import duty_text, fulfilled


@dataclass(frozen=True, slots=True)
class PublishOptions:
    """What was asked for: the folders, the address, the day (YYYY-MM-DD), and why something may disappear."""

    data: Path
    content: Path
    output: Path
    settings_file: Path
    site_url: str | None = None
    published_on: str | None = None
    removal: str = ""
    recorded: bool = False  # only the release that is recorded already, made once more
    ask: Callable[[str], str] | None = None  # how to ask whoever runs this; None where nobody is there
    prepared_by: str = ""
    approved_by: str = ""
    approval: str = ""  # the code of what was approved
    key: Path | None = None  # the private key, where it is not in the usual folder
    ask_passphrase: Callable[[str], str] | None = None
    scheduler: str = (
        ""  # the address of a Dask cluster that does the steps on single partitions; all is done here where it is empty
    )


_LISTED = 20  # faults of a tree that are listed; of the others only the number is
_NAMED = 3  # changes of the live tree that are told in one line
_NO_ROOM = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}  # Windows knows no quota
_NOTHING_REMOVED = "写了 REMOVE=，这一次却没有网页或数字撤下，这句话没有登出。"
_ADDRESS = re.compile(r"https?://[^\s/?#]+(/[^\s?#]*)?")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A tree that could go live, and what it would change."""

    folder: Path
    draft: ReleaseDraft
    changes: Changes
    tables: dict[str, bytes]  # what the record keeps: tables, attachments and promised rows
    site: Site
    kept: frozenset[str]  # SHA-256 of the tables that earlier releases keep
    checkpoint: Checkpoint
    again: Callable[[str], Candidate]  # the same tree once more, with the reason why something disappears
    repeats: Release | None = None  # the recorded release that it equals, byte for byte
    remarks: tuple[str, ...] = ()  # what to tell whoever publishes
    acknowledged: tuple[tuple[Problem, Acknowledgement], ...] = ()


def publish(options: PublishOptions) -> str:
    """Check, build, check the tree, compare, record, swap; returns the message for staff, in Chinese.

    FaultsFound where data or texts have errors, QuestionsOpen where a question is open; any other SystemExit holds a Chinese
    message. The live site changes last.
    """
    before = signatures(options.data) if options.data.is_dir() else {}
    options = _as_approved(options)
    for name in (options.prepared_by, options.approved_by):
        people.checked_name(name)  # a mistake is told before the long work
    with (
        _machine_faults_in_words(),
        locked(options.data / FOLDER / ".lock"),
        _prepared(options, deciding=True) as prepared,
    ):
        candidate = prepared if prepared.repeats else _approved(options, _with_reason(options, prepared))
        number, (live, changed) = candidate.draft.pending.number, _is_live(candidate, options.output)
        more = {} if live else _finish(candidate, _note(options, candidate))
        refuse_foreign(options.output, options.data)  # once more: somebody may have put files there meanwhile
        if candidate.repeats:
            outcome = f"与第 {number} 次发布（{candidate.repeats.published_on}）一字不差，没有新的发布记录。"
        else:
            record = write_record(options.data / FOLDER, candidate.draft, _new_tables(candidate), more)
            outcome = f"已发布第 {number} 次，记录在 {shown_path(record)}。"
        if not live:
            swapping.publish(candidate.folder, options.output, number)
        text = candidate.changes.as_text() if not candidate.repeats else ""
        members = keep_sound_data(options.data, candidate.site, before)
        unused = "" if candidate.draft.removal or not options.removal.strip() else _NOTHING_REMOVED
        remarks = (*candidate.remarks, unused, changed, _remembered(options, candidate))
        where = f"网站在 {shown_path(options.output)}，把这个文件夹交给管服务器的人。"
        keep = f"请把 {shown_path(options.data)} 和 {shown_path(options.content)} 一起备份（存进版本库），里面有这次的发布记录。"
        known = f"检查点指纹 {candidate.checkpoint.short}，{_signed_words(candidate)}每页底部、打印件上都有它。"
        said = (text, outcome, known, members, *remarks, where, "" if candidate.repeats else keep)
        return "\n".join(filter(None, said))


def _as_approved(options: PublishOptions) -> PublishOptions:
    """What was asked for, with what an approved draft says where nobody says otherwise; its code is held against the tree."""
    draft = drafts.waiting(options.data)
    if draft is None or not draft.approved or options.recorded:
        return options
    if options.prepared_by or options.approved_by or options.approval:
        return options
    return replace(
        options,
        prepared_by=draft.prepared_by,
        approved_by=draft.approved_by,
        approval=draft.code,
        site_url=options.site_url or draft.site_url,
        published_on=options.published_on or draft.published_on,
        removal=options.removal or draft.removal,
    )


def hand_over(options: PublishOptions) -> tuple[drafts.PublicationDraft, approval.Approval]:
    """Write down what a publish would change, for a second person to approve; SystemExit where it could not be published."""
    prepared_by = drafts.preparer(options.prepared_by)  # a mistake in a name is told before the long work
    seen = preview(options)
    if (options.data / FOLDER / str(seen.changes.number)).is_dir():
        raise SystemExit(f"现在的内容与第 {seen.changes.number} 次发布一字不差，没有要审批的。")
    draft = drafts.draft_of(seen, prepared_by)
    _write_draft(options.data, draft)
    return draft, seen


def approve(options: PublishOptions) -> drafts.PublicationDraft:
    """Write down that `options.approved_by` agrees with the draft that waits; SystemExit where it is not what would go out."""
    draft = drafts.waiting(options.data)
    if draft is None:
        raise SystemExit("没有等着审批的发布。请先由经办的人交审批：make changes PREPARED_BY=姓名。")
    approved_by = drafts.approver(draft, options.approved_by)
    asked = replace(options, site_url=draft.site_url or None, published_on=draft.published_on, removal=draft.removal)
    agreed = drafts.approved(draft, preview(asked), approved_by)
    _write_draft(options.data, agreed)
    return agreed


def _write_draft(data: Path, draft: drafts.PublicationDraft) -> None:
    with _machine_faults_in_words(), locked(data / FOLDER / ".lock"):
        path = drafts.draft_file(data, draft.number)
        path.parent.mkdir(exist_ok=True)
        beside = path.with_name(f".{path.name}.new")
        beside.write_bytes(draft.content())
        beside.replace(path)


def changes(options: PublishOptions) -> Changes:
    """What a publish would change; nothing is recorded and nothing is swapped."""
    return preview(options).changes


def preview(options: PublishOptions) -> approval.Approval:
    """What a publish would change, and the code that approves it; nothing is recorded and nothing is swapped."""
    with _machine_faults_in_words(), _prepared(options) as prepared:
        removing = prepared.changes.removes and options.removal.strip()
        candidate = _removing(prepared, options.removal) if removing else prepared
        history = candidate.site.history.before(candidate.draft.pending.number)
        return approval.Approval(
            candidate.changes,
            approval.code_of(candidate.draft),
            candidate.draft.removal,
            approval.acknowledged(candidate.acknowledged),
            tuple(approval.words(candidate.changes, history, candidate.folder, options.output)),
            tuple(approval.rows(candidate.tables, candidate.draft.manifest, history)),
            candidate.remarks,
            candidate.draft.pending.published_on,
            candidate.draft.site_url,
        )


def roll_back(data: Path, output: Path) -> str:
    """Put the release before the live one back; returns the message for staff."""
    with _machine_faults_in_words(), locked(data / FOLDER / ".lock"):
        swap = swapping.roll_back(output)
    if swap is None:
        raise SystemExit(f"没有更早的网站可以换回：{shown_path(swapping.previous(output))} 里没有。")
    left, taken = swap
    before = f"第 {taken} 次发布" if taken else "发布以前的网站"
    return f"已从第 {left} 次发布换回{before}。发布记录不变；数据改好后再运行 make publish。"


def zip_site(output: Path, target: Path) -> str:
    """Pack the live site for offline reading and verification; returns the message for staff."""
    if not (output / "index.html").is_file():
        raise SystemExit(f"{shown_path(output)} 里没有网站。请先运行 make publish。")
    if target.exists() and not packing.is_package(target):
        raise SystemExit(f"{shown_path(target)} 已经有了，不是本软件打的包，怕盖掉您的文件。请换一个名称。")
    with _machine_faults_in_words():
        count = packing.archive(output, target)
    return (
        f"已打包 {count} 个文件：{shown_path(target)}\n指纹（SHA-256）：{digest(target.read_bytes())}\n"
        "拿到的人解开以后打开 index.html 就能看，不用上网。"
    )


@contextlib.contextmanager
def _machine_faults_in_words() -> Iterator[None]:
    """Faults of the machine in one plain line."""
    try:
        yield
    except OSError as error:
        name = f"{error.filename}：" if error.filename else ""
        mend = "请在放网站、放数据的磁盘上腾出空间，" if error.errno in _NO_ROOM else "改好以后"
        raise SystemExit(f"没有完成：{name}{machine_reason(error)}。网站还是原来的样子，{mend}再运行一次。") from None
    except MemoryError:
        raise SystemExit("没有完成：内存不够。网站还是原来的样子，请关掉别的程序再运行一次。") from None


# --- the candidate -------------------------------------------------------------------------------


@contextlib.contextmanager
def _prepared(options: PublishOptions, *, deciding: bool = False) -> Iterator[Candidate]:
    """The tree that a publish would put live, in a folder that is gone afterwards.

    Who is *deciding* has to have the key at hand, and to say who answers for the release.
    """
    with shelves_in(options.output.absolute().parent), on_cluster(options.scheduler):
        yield from _composed(options, deciding=deciding)


def _composed(options: PublishOptions, *, deciding: bool) -> Iterator[Candidate]:
    """The same, by whoever does the steps."""
    require_folders(options.data, options.content)
    refuse_dangerous(options.output, options.data, options.content)
    settings = Settings.from_file(options.settings_file, options.data, options.content)
    composed = compose(options.data, options.content, settings.markdown, allow_sample=False)
    composed.refuse_faults()
    composed.refuse_questions()
    refuse_foreign(options.output, options.data)
    site = composed.site
    remarks = guarding.refuse_other_history(options.data, options.output, site.history, site.anchor)
    with scratch(swapping.workshop(options.output), f"{options.output.name}.publishing") as fresh:
        swapping.settle(options.output)
        candidate = _candidate(options, settings, composed, fresh, deciding=deciding)
        if not candidate.repeats:
            remarks += (guarding.refuse_strange_day(candidate.draft.pending.published_on, site.history),)
        yield replace(
            candidate, remarks=(*candidate.remarks, *remarks), acknowledged=tuple(composed.whole_report.acknowledged)
        )


def _candidate(
    options: PublishOptions, settings: Settings, composed: ComposedSite, fresh: Path, *, deciding: bool
) -> Candidate:
    """The last release made once more where data, texts and address are those of it; else the next release."""
    last = composed.site.history.last
    version = data_version(options.data, options.content)
    url = (options.site_url or (last.site_url if last else "")).rstrip("/")
    if url and not _ADDRESS.fullmatch(url):
        raise SystemExit(f"网址“{url}”不完整，请连 https:// 一起写，例如 SITE_URL=https://example.org/cishan。")
    settings = replace(settings, site_url=url)
    if last and version == last.data and url == last.site_url:
        candidate = _make(settings, composed, fresh, last.pending, version, known=last if deciding else None)
        if candidate.draft.manifest == last.manifest:
            return replace(candidate, repeats=last)
        if options.recorded:
            raise SystemExit(_unlike(candidate.draft, last))
        shutil.rmtree(fresh)
    if options.recorded:
        raise SystemExit(
            "数据、文章或网址与最后一次发布记录不同。请先在自己的电脑上运行 make publish，把记录一起提交。"
        )
    number = last.number + 1 if last else 1
    day = _day(options, composed.site, last)
    guarding.refuse_strange_day(day, composed.site.history)
    people_named = ("", "")
    if deciding:
        keys.signer(composed.site.anchor, options.key, options.ask_passphrase)
        assert composed.site.settings is not None  # noqa: S101  (a missing site.yaml is an error)
        people_named = people.named(composed.site.settings, options.prepared_by, options.approved_by, options.ask)
    return _make(settings, composed, fresh, Pending(number, day, *people_named), version)


def _unlike(draft: ReleaseDraft, last: Release) -> str:
    names = sorted({*draft.manifest, *last.manifest})
    unlike = [name for name in names if draft.manifest.get(name) != last.manifest.get(name)]
    listed = "\n".join(f"  {name}" for name in unlike)
    return (
        f"重做的网站与第 {last.number} 次发布的记录不同，共 {len(unlike)} 个文件：\n{listed}\n"
        "数据没有变，所以是软件、样式或依赖的版本不同。请用发布时的版本，或者再发布一次。"
    )


def _day(options: PublishOptions, site: Site, last: Release | None) -> str:
    prepared_on = site.settings.prepared_on if site.settings else ""
    day = options.published_on or prepared_on
    if day_of(day) is None:
        raise SystemExit(f"发布日期“{day}”不是日期，请写成 2026-11-22 这样。")
    if last and day < last.published_on:
        ahead = last.published_on > latest_day()
        raise SystemExit(
            f"发布日期 {day} 早于第 {last.number} 次发布的 {last.published_on}。"
            + (
                f"那一次的日期写到了将来（今天是 {today().isoformat()}），日期不能倒退：到那天以前，请都写明 ON={last.published_on}。"
                if ahead
                else "请改 data/site.yaml 的 prepared_on，或用 ON= 写明日期。"
            )
        )
    return day


def _make(
    settings: Settings,
    composed: ComposedSite,
    fresh: Path,
    pending: Pending,
    version: str,
    known: Release | None = None,
) -> Candidate:
    """Build release *pending* into *fresh* and compare it with the release before it; *version* is the hash of the data.

    A tree that equals a *known* release was checked and compared when that was published.
    """
    edition = composed.edition(pending)
    remark = write_site(edition, settings, fresh)
    site, before = composed.site, edition.history
    tables = {
        f"{disclosure.org}/data/{name}.csv": (fresh / disclosure.org / "data" / f"{name}.csv").read_bytes()
        for disclosure in site.disclosures
        for name, _ in releases.frozen(disclosure)
    }
    hashes = _freeze(fresh, edition, tables)
    attached = {path: (fresh / path).read_bytes() for path in hashes if is_attachment(path)}
    promised = {path: block.content() for disclosure in site.disclosures for path, block in blocks(disclosure).items()}
    duties = fulfilled(site.disclosures)
    draft = ReleaseDraft(
        pending,
        settings.site_url,
        version,
        pending.removal,
        {},
        _figures(fresh, site),
        corrections.hashes(site.disclosures),
        page_digests(fresh, hashes, edition.sections),
        before.last.fingerprint if before.last else "",
        {path: digest(content) for path, content in promised.items()},
        {key: digest(duty.text.encode()) for key, duty in duties.items()},
        _later(edition, pending),
        tuple(releases.news_since(site.disclosures, before)),
    )
    files = draft.files
    for name in ("figures.csv", "corrections.txt", "pages.txt", "records.txt", "duties.txt", "changes.csv"):
        (fresh / "releases" / str(pending.number) / name).write_bytes(files[name])
        hashes[f"releases/{pending.number}/{name}"] = digest(files[name])
    draft = replace(draft, manifest=hashes)
    differences = Changes(pending.number, before.last.number if before.last else 0)
    if known is None or known.manifest != hashes:
        _refuse_faulty_tree(fresh, draft, before, site)
        differences = _compare(draft, before, site, tables, duties)

    def again(removal: str) -> Candidate:
        shutil.rmtree(fresh)
        return _make(settings, composed, fresh, replace(pending, removal=removal), version)

    assert edition.checkpoint is not None  # noqa: S101  (every release has one)
    kept = frozenset(before.kept)
    held = tables | attached | promised
    return Candidate(
        fresh, draft, differences, held, site, kept, edition.checkpoint, again, remarks=(remark,) if remark else ()
    )


def _later(edition: Edition, pending: Pending) -> dict[str, str]:
    """What a record says of its checkpoint, and of who answers for it."""
    key = edition.site.anchor.current
    return {
        **(edition.checkpoint.fields if edition.checkpoint else {}),
        "key": key.public.key if key else "",
        "prepared_by": pending.prepared_by,
        "approved_by": pending.approved_by,
        "approval": "",
    }


def _refuse_faulty_tree(fresh: Path, draft: ReleaseDraft, before: History, site: Site) -> None:
    """SystemExit with every fault of the tree; files that are written only after this check count as there."""
    number = draft.pending.number
    base = f"{urlsplit(draft.site_url).path}/" if draft.site_url else ""
    coming = {f"releases/{number}/{name}" for name in (*OF_NEWEST, "cosigned.txt")}
    numbers = (number, *(release.number for release in before.releases))
    coming |= {f"releases/{past}/{name}.txt" for past in numbers for name in ("corrections", "records", "duties")}
    faults = [
        *tree.faults(fresh, [disclosure.org for disclosure in site.disclosures], base, coming),
        *bindings.faults(fresh, site.disclosures),
    ]
    if faults:
        more = [f"……还有 {len(faults) - _LISTED} 处"] if len(faults) > _LISTED else []
        listed = "\n".join(f"  {fault}" for fault in (*faults[:_LISTED], *more))
        raise SystemExit(f"生成的网站有 {len(faults)} 处不对，没有发布，网站还是原来的样子：\n{listed}")


def _figures(fresh: Path, site: Site) -> tuple[Published, ...]:
    """Every figure with the pages that show it, as the downloads of the tree say."""
    figures: list[Published] = []
    for disclosure in site.disclosures:
        rows = json.loads((fresh / disclosure.org / "data" / "figures.json").read_text("utf-8"))
        pages = {row["id"]: tuple((row["pages"] or "").split()) for row in rows}
        figures += (replace(Published.of(figure), pages=pages[figure.id]) for figure in disclosure.figures.values())
    return tuple(figures)


def page_digests(fresh: Path, files: Iterable[str], sections: Sequence[SiteSection]) -> dict[str, str]:
    """Address → SHA-256 of what a page among *files* says; those about releases themselves are left out.

    Views come and go with the day and with the length of lists, so they have no line of their own: their words count with
    those of the page that they are views of, the nearest above them.
    """
    views = {f"{section.folder}{page.path}" for section in sections for page in section.pages if page.view}
    pages = {
        name.removesuffix("index.html") or "./": fresh / name
        for name in sorted(files)
        if name.rpartition("/")[2] == "index.html" and not name.startswith(("releases/", "verify/"))
    }

    def words(address: str) -> bytes:
        return page_words(pages[address].read_text("utf-8")).encode()

    digests = {address: hashlib.sha256(words(address)) for address in pages if address not in views}
    for view in sorted(pages.keys() & views):
        above = PurePosixPath(view).parents
        owner = next((f"{folder}/" for folder in above if f"{folder}/" in digests), "./")
        digests[owner].update(words(view))
    return {address: whole.hexdigest() for address, whole in digests.items()}


def _freeze(fresh: Path, edition: Edition, tables: dict[str, bytes]) -> dict[str, str]:
    """Put the tables of this release at their permanent address, and its files into the index of 核验.

    Returns the hash of every file of the tree.
    """
    pending, before = edition.release, edition.history
    assert pending is not None  # noqa: S101  (only the preview has none)
    for path, content in tables.items():
        target = fresh / "releases" / str(pending.number) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    (fresh / CURRENT).write_text(f"{pending.number}\n", encoding="utf-8", newline="\n")
    manifests = [(release.pending, release.manifest) for release in before.releases]
    now = hashes_of(fresh, pending.number)
    content = frozen.index([*manifests, (pending, now)], edition.points)
    (fresh / frozen.INDEX).write_bytes(content)
    return now | {frozen.INDEX: digest(content)}


def _compare(
    draft: ReleaseDraft, before: History, site: Site, tables: dict[str, bytes], duties: Mapping[str, Obligation]
) -> Changes:
    last = before.last
    old = {(figure.org, figure.id): figure for figure in last.figures} if last else {}
    new = {(figure.org, figure.id): figure for figure in draft.figures}
    old_pages = last.pages if last else {}
    new_pages = draft.pages
    known_corrections = set(last.corrections) if last else set()
    return Changes(
        number=draft.pending.number,
        last=last.number if last else 0,
        figures_added=tuple(figure for key, figure in new.items() if key not in old),
        figures_changed=tuple(
            FigureChange(old[key], figure) for key, figure in new.items() if key in old and old[key].said != figure.said
        ),
        figures_removed=tuple(figure for key, figure in old.items() if key not in new),
        pages_added=tuple(sorted(set(new_pages) - set(old_pages))),
        pages_removed=tuple(sorted(set(old_pages) - set(new_pages))),
        pages_changed=tuple(path for path, words in new_pages.items() if old_pages.get(path, words) != words),
        tables=tuple(_tables(draft, before, site, tables)) if last else (),
        corrections=tuple(key for key in draft.corrections if key not in known_corrections),
        news=draft.news,
        unbound=unbound(site.disclosures, before),
        duties=tuple(
            duty_text(key, duty, site.disclosures) for key, duty in duties.items() if not last or key not in last.duties
        ),
    )


def _tables(draft: ReleaseDraft, before: History, site: Site, tables: dict[str, bytes]) -> Iterator[TableChange]:
    """The tables that are not as they were; the register is left out, because its figures are listed one by one."""
    assert before.last is not None  # noqa: S101
    labels = {
        f"{disclosure.org}/data/{name}.csv": f"{disclosure.organisation.short_name}·{label}"
        for disclosure in site.disclosures
        for name, label, _ in downloads.tables(disclosure)
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


def _with_reason(options: PublishOptions, candidate: Candidate) -> Candidate:
    """The candidate with the reason why something disappears, where something does; SystemExit where there is no reason."""
    if not candidate.changes.removes:
        return candidate
    reason = options.removal.strip()
    if not reason and options.ask:
        print(candidate.changes.as_text())
        reason = options.ask("上面有网页或数字要撤下。同意就写明原因，不同意请直接回车：").strip()
    if not reason:
        gone = [
            f"{len(items)} 个{name}"
            for items, name in ((candidate.changes.pages_removed, "网页"), (candidate.changes.figures_removed, "数字"))
            if items
        ]
        raise SystemExit(
            f"{candidate.changes.as_text()}\n没有发布：本次将撤下 {'、'.join(gone)}。"
            '同意的话请写明原因，例如 make publish REMOVE="项目合并，旧网页并入新网页"。'
        )
    if not corrections.says_why(reason):
        raise SystemExit(
            f"没有发布：撤下的原因只写了“{reason}”，读者看不出为什么。请用一句话写明，例如 项目合并，旧网页并入新网页。"
        )
    return _removing(candidate, reason)


def _removing(candidate: Candidate, reason: str) -> Candidate:
    """The candidate made once more, with the reason why something disappears on its pages; SystemExit where it names a person."""
    words, site = " ".join(reason.split()), candidate.site
    faults = leaks.prose("REMOVE=", (words,), "", site.public_details, site.refused_anywhere)
    findings = [fault for fault in faults if fault.severity is Severity.ERROR]
    if findings:
        listed = "\n".join(map(str, findings))
        raise SystemExit(f"没有发布：撤下的原因会登在网页上，里面不能写这些。请改了再运行。\n{listed}")
    again = candidate.again(words)
    return replace(again, remarks=candidate.remarks, acknowledged=candidate.acknowledged)


def _new_tables(candidate: Candidate) -> dict[str, bytes]:
    """The tables whose bytes no earlier release keeps: path → content."""
    return {path: content for path, content in candidate.tables.items() if digest(content) not in candidate.kept}


def _approved(options: PublishOptions, candidate: Candidate) -> Candidate:
    """The candidate with the code of what was approved; SystemExit where something else was."""
    assert candidate.site.settings is not None  # noqa: S101  (a missing site.yaml is an error)
    code = approval.code_of(candidate.draft)
    people.refuse_unapproved(candidate.site.settings, options.approval, grouped(code), options.ask)
    later = {**candidate.draft.later, "approval": code if candidate.draft.pending.approved_by else ""}
    return replace(candidate, draft=replace(candidate.draft, later=later))


def _note(options: PublishOptions, candidate: Candidate) -> SignedNote:
    """The checkpoint of a new release, signed where there is a key; an empty one where nothing new is recorded."""
    if candidate.repeats:
        return SignedNote("")
    text = candidate.checkpoint.text(digest(candidate.draft.files["release.yaml"]))
    private = keys.signer(candidate.site.anchor, options.key, options.ask_passphrase)
    return private.sign(text) if private else SignedNote(text)


def _signed_words(candidate: Candidate) -> str:
    key = candidate.draft.later.get("key", "")
    return f"已用钥匙 {key} 签名；" if key else "没有签名（没有钥匙）；"


def _is_live(candidate: Candidate, output: Path) -> tuple[bool, str]:
    """Whether the live tree is this very release already, whole and with its packed copies; readable by all, too.

    With it what to tell where it is another release than the last, or this one and somebody changed it.
    """
    repeated = candidate.repeats
    if repeated is None or release_of(output) != repeated.number or not (output / MARK).is_file():
        return False, _replaced(repeated, output)
    faults = verification.verify(output).faults
    if faults:
        listed = "；".join(faults[:_NAMED]) + ("……" if len(faults) > _NAMED else "")
        site = f"{shown_path(output)} 里的网站与第 {repeated.number} 次发布不符，共 {len(faults)} 处"
        return False, f"{site}（{listed}）；这次换回原样。请查一查是谁改的。"
    folder = output / FOLDER / str(repeated.number)
    for name in RECORD:
        kept, shown = repeated.folder / name, folder / name
        if kept.is_file() and not (shown.is_file() and shown.read_bytes() == kept.read_bytes()):
            return False, ""
    script = folder / NEWEST
    whole = script.is_file() and script.read_bytes() == frozen.newest(folder, repeated.number)
    if not whole or not packing.is_packed(output):
        return False, ""
    packing.open_to_all(output)
    return True, ""


def _replaced(repeated: Release | None, output: Path) -> str:
    """What to tell of a site that is not the last release: a publish ended before it was swapped, or it was put back."""
    live = release_of(output)
    if repeated is None or live == repeated.number:
        return ""
    stood = f"是第 {live} 次发布的网站（上次没有换完，或者换回过）" if live else "没有发布好的网站"
    return f"{shown_path(output)} 里原来{stood}，这次换上了第 {repeated.number} 次的。"


def _remembered(options: PublishOptions, candidate: Candidate) -> str:
    """Note on this machine what was published; returns what to say where that could not be done."""
    history, anchor = candidate.site.history, candidate.site.anchor
    if not candidate.repeats:
        report, shown_as = Report(), shown_path(options.data)
        history = read_history(options.data / FOLDER, f"{shown_as}/{FOLDER}", report)
        anchor = read_anchor(options.data, shown_as, history, report)
    return memory.remember(options.output, guarding.signing_keys(history, anchor), history)


def _finish(candidate: Candidate, note: SignedNote) -> dict[str, bytes]:
    """Write what a manifest can't list of itself and packed copies, and let a server read everything.

    Returns the files that the record keeps beside those of the draft.
    """
    repeated = candidate.repeats
    number = candidate.draft.pending.number
    more = {CHECKPOINT: note.content().encode()} if note.text else {}
    files = candidate.draft.files | more
    if repeated:
        there = (name for name in RECORD if (repeated.folder / name).is_file())
        files = {name: (repeated.folder / name).read_bytes() for name in there}
    folder = candidate.folder / "releases" / str(number)
    for name in ("manifest.txt", "release.yaml", CHECKPOINT):
        if name in files:
            (folder / name).write_bytes(files[name])
    (folder / NEWEST).write_bytes(frozen.newest(folder, number))
    assert digest(manifest_text(dict(candidate.draft.manifest)).encode()) == digest(files["manifest.txt"])  # noqa: S101
    packing.pack(candidate.folder)
    sign(candidate.folder)
    packing.open_to_all(candidate.folder)
    return more
