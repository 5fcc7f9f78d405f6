"""`make cosign`: a checkpoint goes out as a small file, somebody else signs it offline, and two lines come back in."""

from __future__ import annotations

import time
from pathlib import Path

from ..dates import today
from ..problems import machine_reason, shown_path
from ..releases import (
    COSIGNATURE,
    Checkpoint,
    Cosignature,
    PublicKey,
    Signature,
    SignedNote,
    cosigned_message,
    grouped,
    signature_line,
)
from ..releases import anchors as files
from . import keys

_PUBLIC = "会签公钥 "
_STAMP = 8  # bytes of the time in a signature


def export(data: Path, number: int, target: Path | None) -> str:
    """Write the checkpoint of a release (0: the newest) to a file for others; returns the message for staff."""
    anchor = keys.anchor_of(data)
    number = number or max(anchor.notes, default=0)
    if number not in anchor.notes:
        if not anchor.notes:
            raise SystemExit("还没有检查点可以写。请先运行 make publish。")
        known = "、".join(map(str, sorted(anchor.notes)))
        raise SystemExit(f"没有第 {number} 次发布的检查点；有检查点的是：{known}。请改 RELEASE=。")
    point, _ = Checkpoint.read(anchor.notes[number].text)
    path = target or Path(f"检查点-第{number}次发布.txt")
    _write(path, anchor.note_with_all(number))
    return (
        f"已写好 {shown_path(path)}：第 {number} 次发布（{point.published_on}），检查点指纹 {point.short}。\n"
        "把它发给会签的单位，请他们先与网页底部的指纹对一对，再用自己的钥匙签：\n"
        f"  python -m disclosure cosign sign {path.name} --key 他们的私钥\n"
        "收到回执以后运行 make cosign DO=add FILE=回执文件。"
    )


def key(name: str, target: Path | None, forbidden: tuple[Path, ...], passphrase: str) -> str:
    """A key for somebody who signs the checkpoints of others; returns the message for them."""
    private = keys.new_key(name)
    path = keys.save(private, target, forbidden, passphrase)
    return (
        f"私钥已写入 {path}，只有您自己能读，请另外备份一份。\n"
        f"您的会签公钥：{private.public(COSIGNATURE).word}\n"
        "请把公钥登在自己的网站或文件上，别人凭它核对。"
    )


def sign(file: Path, key_file: Path, target: Path | None, ask: keys.Ask | None) -> str:
    """Sign a checkpoint as a third party; writes the reply and returns the message for whoever signs."""
    point, note = _checkpoint(_read(file), file)
    private = keys.load(key_file, ask)
    public, now = private.public(COSIGNATURE), int(time.time())
    content = now.to_bytes(_STAMP, "big") + private.secret.sign(cosigned_message(note.text, now))
    reply = f"{_PUBLIC}{public.word}\n{signature_line(Signature(public.name, public.key, content))}"
    path = target or file.with_name(f"{file.stem}-{public.name}会签.txt")
    _write(path, reply)
    return (
        f"您签的是：{point.origin} 第 {point.number} 次发布（{point.published_on}），{point.count} 条记录，"
        f"检查点指纹 {point.short}。\n"
        f"回执在 {shown_path(path)}，请发回去；{file.name} 请自己留一份，以后凭它核对历史有没有被换过。"
    )


def add(data: Path, file: Path) -> str:
    """Take a reply back in; SystemExit where it signs none of our checkpoints."""
    anchor = keys.anchor_of(data)
    public, line = _reply(_read(file), file)
    for number, note in sorted(anchor.notes.items(), reverse=True):
        entry = _cosignature(number, public, line, file)
        if entry.public.holds(entry.signature, note.text):
            break
    else:
        raise SystemExit(
            f"{file.name} 里的签名与任何一次发布的检查点都对不上，没有登记。请对方重新签 make cosign DO=export 写出的文件。"
        )
    point, _ = Checkpoint.read(note.text)
    if entry.day < point.published_on:
        raise SystemExit(
            f"会签的日期 {entry.day} 在第 {number} 次发布（{point.published_on}）以前，没有登记。请对方校准电脑的时钟再签。"
        )
    if entry.day > today().isoformat():
        raise SystemExit(f"会签的日期 {entry.day} 在今天以后，没有登记。请对方校准电脑的时钟再签。")
    if any((old.release, old.public) == (number, public) for old in anchor.cosigned):
        raise SystemExit(f"“{public.name}”对第 {number} 次发布的会签已经登记过了。")
    keys.write_whole(data / files.COSIGNED_FILE, files.cosigned_text((*anchor.cosigned, entry)))
    return (
        f"已登记：{public.name}在 {entry.day} 会签了第 {number} 次发布的检查点 {grouped(point.fingerprint)}。\n"
        f"请打电话与对方核对公钥编号 {public.key}。下一次 make publish 会登在那一次的发布页上。"
    )


def _checkpoint(text: str, file: Path) -> tuple[Checkpoint, SignedNote]:
    try:
        note = SignedNote.read(text)
        return Checkpoint.read(note.text)[0], note
    except ValueError:
        raise SystemExit(
            f"{file.name} 不是检查点，或者传坏了。请重新要一份 make cosign DO=export 写出的文件。"
        ) from None


def _reply(text: str, file: Path) -> tuple[PublicKey, str]:
    lines = [line.strip() for line in text.lstrip("\ufeff").splitlines() if line.strip()]
    word = next((line.removeprefix(_PUBLIC) for line in lines if line.startswith(_PUBLIC)), "")
    line = next((line for line in lines if line.startswith("\u2014 ")), "")
    try:
        return PublicKey.read(word), line
    except ValueError:
        raise SystemExit(
            f"{file.name} 不是会签的回执：要有一行“会签公钥 …”和一行“— 名称 …”。请对方把 cosign sign 写出的文件原样发回。"
        ) from None


def _cosignature(number: int, public: PublicKey, line: str, file: Path) -> Cosignature:
    try:
        return files.cosignature(number, public, line)
    except ValueError:
        raise SystemExit(f"{file.name} 里的签名读不出来，没有登记。请对方把 cosign sign 写出的文件原样发回。") from None


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = machine_reason(error) if isinstance(error, OSError) else "不是 UTF-8 文本"
        raise SystemExit(f"{file} 读不出来：{reason}。") from None


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise SystemExit(f"写不进 {path}：{machine_reason(error)}。") from None
