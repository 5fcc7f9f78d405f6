"""`make publish`: check, build, compare, record and swap; `make changes`, `make rollback` and `make zip`."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from ..engine import (
    keep_sound_data,
    locked,
    refuse_foreign,
    require_folders,
    sign,
    signatures,
    swapping,
)
from ..problems import Report, machine_reason, shown_path
from ..releases import (
    CHECKPOINT,
    FOLDER,
    MARK,
    NEWEST,
    RECORD,
    Release,
    SignedNote,
    corrections,
    digest,
    frozen,
    grouped,
    manifest_text,
    read_anchor,
    read_history,
    release_of,
    verification,
    write_record,
)
from . import approval, drafts, guarding, keys, memory, packing, people
from .candidate import Candidate, prepared_candidate, removing
from .options import PublishOptions

_NAMED = 3  # changes of the live tree that are told in one line
_NO_ROOM = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}  # Windows knows no quota
_NOTHING_REMOVED = "写了 REMOVE=，这一次却没有网页或数字撤下，这句话没有登出。"


def publish(options: PublishOptions) -> str:
    """Check, build, check the tree, compare, record, swap; returns the message for staff, in Chinese.

    FaultsFound where data or texts have errors, QuestionsOpen where a question is open; any other SystemExit holds a Chinese
    message. The live site changes last.
    """
    # before the lock, which would make the folder of a slip of the keyboard
    require_folders(options.data, options.content)
    before = signatures(options.data)
    options = _as_approved(options)
    for name in (options.prepared_by, options.approved_by):
        people.checked_name(name)  # a mistake is told before the long work
    with (
        _machine_faults_in_words(),
        locked(options.data / FOLDER / ".lock"),
        prepared_candidate(options, deciding=True) as prepared,
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
            with _machine_faults_in_words(f"第 {number} 次发布的记录已经写好，网站还没有换上。"):
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
    _refuse_unlike_draft(draft, options)
    return replace(
        options,
        prepared_by=draft.prepared_by,
        approved_by=draft.approved_by,
        approval=draft.code,
        site_url=options.site_url or draft.site_url,
        published_on=options.published_on or draft.published_on,
        removal=options.removal or draft.removal,
    )


def _refuse_unlike_draft(draft: drafts.PublicationDraft, options: PublishOptions) -> None:
    """SystemExit where something is asked for that was approved otherwise: its code would only say that something differs."""
    compared = (
        ("网址", draft.site_url, (options.site_url or "").rstrip("/")),
        ("发布日期", draft.published_on, options.published_on or ""),
        ("撤下的原因", draft.removal, " ".join(options.removal.split())),
    )
    unlike = [
        f"{name}，批准的是{f'“{approved}”' if approved else '空着的'}，现在写的是“{asked}”"
        for name, approved, asked in compared
        if asked and asked != approved
    ]
    if unlike:
        raise SystemExit(f"没有发布：{'；'.join(unlike)}。请照批准的发布；要改的，交审批时就写好，再批准一次。")


def hand_over(options: PublishOptions) -> tuple[drafts.PublicationDraft, approval.Approval]:
    """Write down what a publish would change, for a second person to approve; SystemExit where it could not be published."""
    prepared_by = drafts.preparer(options.prepared_by)  # a mistake in a name is told before the long work
    seen = preview(options)
    if (options.data / FOLDER / str(seen.changes.number)).is_dir():
        raise SystemExit(f"现在的内容与第 {seen.changes.number} 次发布一字不差，没有要审批的。")
    if seen.changes.removes and not seen.removal:  # a draft without it could be approved, and never be published
        raise SystemExit(
            f"{seen.changes.as_text()}\n没有交审批：本次将{seen.changes.leaving}。"
            '请写明原因，和它一起交审批，例如 make changes PREPARED_BY=姓名 REMOVE="项目合并，旧网页并入新网页"。'
        )
    if seen.removal:
        _refuse_thin("没有交审批", seen.removal)
    draft = drafts.draft_of(seen, prepared_by)
    _write_draft(options.data, draft)
    return draft, seen


def approve(options: PublishOptions) -> drafts.PublicationDraft:
    """Write down that `options.approved_by` agrees with the draft that waits; SystemExit where it is not what was seen, or not what would go out."""
    require_folders(options.data, options.content)
    draft = drafts.waiting(options.data)
    if draft is None:
        raise SystemExit("没有等着审批的发布。请先由经办的人交审批：make changes PREPARED_BY=姓名。")
    people.refuse_unseen(options.approval, draft.code)
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


def preview(options: PublishOptions) -> approval.Approval:
    """What a publish would change, and the code that approves it; nothing is recorded and nothing is swapped."""
    with _machine_faults_in_words(), prepared_candidate(options) as prepared:
        removes = prepared.changes.removes and options.removal.strip()
        candidate = removing(prepared, options.removal) if removes else prepared
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
            candidate.repeats is not None,
        )


def roll_back(data: Path, output: Path) -> str:
    """Put the release before the live one back; returns the message for staff."""
    require_folders(data)
    with _machine_faults_in_words(), locked(data / FOLDER / ".lock"):
        swap = swapping.roll_back(output)
    if swap is None:
        raise SystemExit(f"没有更早的网站可以换回：{shown_path(swapping.previous(output))} 里没有。")
    left, taken = swap
    before = f"第 {taken} 次发布" if taken else "发布以前的网站"
    return (
        f"已从第 {left} 次发布换回{before}。发布记录不变；数据改好后再运行 make publish。\n"
        "换回的是当时的样子：那以后有人不再同意公开姓名的，姓名又在里面，不要传上去，请改好数据再发布。"
    )


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
        "拿到的人解开以后打开 site 里的 index.html 就能看，不用上网。"
    )


@contextlib.contextmanager
def _machine_faults_in_words(done: str = "") -> Iterator[None]:
    """Faults of the machine in one plain line, with what was *done* before."""
    try:
        yield
    except OSError as error:
        name = f"{error.filename}：" if error.filename else ""
        mend = "请在放网站、放数据的磁盘上腾出空间，" if error.errno in _NO_ROOM else "改好以后"
        raise SystemExit(
            f"没有完成：{name}{machine_reason(error)}。{done}网站还是原来的样子，{mend}再运行一次。"
        ) from None
    except MemoryError:
        raise SystemExit(f"没有完成：内存不够。{done}网站还是原来的样子，请关掉别的程序再运行一次。") from None


def _with_reason(options: PublishOptions, candidate: Candidate) -> Candidate:
    """The candidate with the reason why something disappears, where something does; SystemExit where there is no reason."""
    if not candidate.changes.removes:
        return candidate
    reason = options.removal.strip()
    if not reason and options.ask:
        print(candidate.changes.as_text())
        reason = options.ask("上面有网页或数字要撤下。同意就写明原因，不同意请直接回车：").strip()
    if not reason:
        raise SystemExit(
            f"{candidate.changes.as_text()}\n没有发布：本次将{candidate.changes.leaving}。"
            '同意的话请写明原因，例如 make publish REMOVE="项目合并，旧网页并入新网页"。'
        )
    _refuse_thin("没有发布", reason)
    return removing(candidate, reason)


def _refuse_thin(what: str, reason: str) -> None:
    """SystemExit where a *reason* why something disappears says nothing; *what* has not been done then."""
    if not corrections.says_why(reason):
        raise SystemExit(
            f"{what}：撤下的原因只写了“{reason}”，读者看不出为什么。请用一句话写明，例如 项目合并，旧网页并入新网页。"
        )


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
