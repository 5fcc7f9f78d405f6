"""What a release can be proved by: its checkpoint, who signed it, who answers for it; and in plain words what is not proved."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from ..blocks import claim, sentence
from ..model import Block, Cell, Facts, Heading, Link, Prose, Table, TableBlock, TableColumn, TableRow
from ..releases import Anchor, Checkpoint, Pending, Release

_SIGNED = (
    "签名证明：从签名那一刻起，这一次和以前各次的记录没有改动过。它不证明数字本身是真的；"
    "公钥请再与民政部门、审计机构或报纸上登的对一对。"
)
_UNSIGNED = (
    "这一次没有签名。只凭本站自己，看不出整部发布记录有没有被换过；请把检查点指纹与当时的打印件、会签单位留的对一对。"
)
_NO_CHECKPOINT = "这一次发布时还没有检查点：它的记录由下一次发布的记录连着，没有别的证明。"
_NO_KEYS = (
    "本站没有公钥，检查点都没有签名：只凭本站自己，看不出整部发布记录有没有被换过。请与打印件、会签单位留的指纹对一对。"
)


class ReleaseProof(Struct, frozen=True):
    """Keys and signatures, the release under way, and its checkpoint."""

    anchor: Anchor = field(default_factory=Anchor)
    release: Pending | None = None
    checkpoint: Checkpoint | None = None


def people(release: Pending) -> Iterator[tuple[str, Cell]]:
    """Who answers for a release."""
    if release.prepared_by:
        yield "经办", release.prepared_by
    if release.approved_by:
        yield "审批", release.approved_by


def blocks(release: Pending, record: Release | None, proof: ReleaseProof, folder: str) -> Iterator[Block]:
    """The checkpoint of a release, and what it proves; *record* is None for the one under way."""
    yield Heading("检查点", "checkpoint")
    point = proof.checkpoint
    if record:
        note = proof.anchor.notes.get(record.number)
        point = Checkpoint.read(note.text)[0] if note else None
        key = record.later.get("key", "")
    else:
        key = proof.anchor.current.public.key if proof.anchor.current else ""
    if point is None:
        yield Prose((sentence(_NO_CHECKPOINT),))
        return
    rows: list[tuple[str, Cell]] = [
        ("检查点指纹", point.short),
        ("记录", f"{point.count}条"),
        ("根", point.root),
        ("签名", f"用公钥 {key}" if key else "没有签名"),
        ("文件", Link("checkpoint.txt", f"{folder}checkpoint.txt", root=True)),
    ]
    rows += people(release)
    yield Facts("", tuple(rows))
    words = [sentence(_SIGNED if key else _UNSIGNED)]
    words.append(claim(release.prepared_by and not release.approved_by, "没有写明是谁审批的。"))
    words.append(claim(not (release.prepared_by or release.approved_by), "没有写明是谁经办、谁审批的。"))
    cosigned = proof.anchor.of(release.number)
    if not cosigned:
        words.append(sentence("还没有别的单位会签。"))
    yield Prose(tuple(filter(None, words)))
    if cosigned:
        columns = (TableColumn("会签"), TableColumn("日期"), TableColumn("公钥"))
        lines = tuple(TableRow((entry.public.name, entry.day, entry.public.key)) for entry in cosigned)
        yield TableBlock(Table("cosigned", "会签过这个检查点的", columns, lines))
        link = Link("带全部签名的检查点", f"{folder}cosigned.txt", root=True)
        yield Prose((sentence("核对用的文件：", link, "。"),))


def keys(proof: ReleaseProof) -> Iterator[Block]:
    """The public keys and their history."""
    yield Heading("公钥", "keys")
    anchor = proof.anchor
    if not anchor.keys:
        yield Prose((sentence(_NO_KEYS),))
        return
    rows = []
    for place, entry in enumerate(anchor.keys):
        state = f"{entry.revoked}作废：{entry.reason}"
        if not entry.revoked:
            state = "在用" if entry is anchor.current else f"{anchor.keys[place + 1].since}换成下一把"
        before = "第一把" if not place else "前一把签过" if anchor.follows(place) else "前一把没有签"
        rows.append(TableRow((entry.public.key, entry.since, before, state, entry.public.word)))
    columns = (
        TableColumn("编号"),
        TableColumn("启用"),
        TableColumn("来历"),
        TableColumn("现在"),
        TableColumn("公钥"),
    )
    yield TableBlock(Table("keys", "签检查点的公钥", columns, tuple(rows)))
    yield Prose((sentence("同样的内容在 ", Link("keys.json", "releases/keys.json", root=True), "。"),))
