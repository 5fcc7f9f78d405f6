"""`make key`: the key with which checkpoints are signed is created, shown, changed and revoked; it stays out of the data.

A private key is a file of its own (PKCS #8 in PEM, which OpenSSL reads, too) that only its owner can read. The file is
written first and its public half registered afterwards, in one step: what is interrupted between leaves a key that
nobody uses, and the next run says so.
"""

from __future__ import annotations

import base64
import contextlib
import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from .. import storage
from ..dates import today
from ..problems import Report, machine_reason, shown_path
from ..reading import read_yaml
from ..releases import (
    ED25519,
    FOLDER,
    Anchor,
    KeyEntry,
    PublicKey,
    Release,
    Signature,
    SignedNote,
    handover_text,
    name_of,
    read_anchor,
    read_history,
)
from ..releases import anchors as files
from ..storage import by_parts, places

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_MISSING = "签名要用 cryptography 这个包，这台电脑上没有。请运行 make setup 再试。"
_HEAD = "阳光慈善的私钥：不要发给任何人，不要放进 data 或版本库。名称："
_WORDS = re.compile(r"[\w\u4e00-\u9fff]")
_FEWEST = 4  # letters of a reason that says something

Ask = Callable[[str], str]  # asks for a passphrase without showing it


class PrivateKey(Struct, frozen=True):
    """A private key with its name."""

    name: str
    secret: Ed25519PrivateKey

    def public(self, kind: int = ED25519) -> PublicKey:
        """Its public half, for a kind of signature."""
        return PublicKey(self.name, kind, self.secret.public_key().public_bytes_raw())

    def sign(self, text: str) -> SignedNote:
        """A text with its signature below."""
        public = self.public()
        return SignedNote(text, (Signature(public.name, public.key, self.secret.sign(text.encode())),))


def create(data: Path, forbidden: tuple[Path, ...], target: Path | None, day: str | None, passphrase: str) -> str:
    """The first key of a site, or the next one after a revoked one; returns the message for staff."""
    anchor = anchor_of(data)
    if anchor.current:
        raise SystemExit(f"已经有一把在用的钥匙 {anchor.current.public.key}。要换一把，请运行 make key DO=change。")
    private = new_key(_site_name(data))
    path = save(private, target, forbidden, passphrase)
    _register(data, (*anchor.keys, KeyEntry(private.public(), day or today().isoformat())))
    return "\n".join(
        (
            f"私钥已写入 {path}，只有您自己能读。请另外备份一份（例如封存的 U 盘），不要和数据放在一起。",
            f"公钥已登记在 {shown_path(data / files.KEYS_FILE)}：{private.public().word}",
            "请把公钥交给民政部门、审计机构各存一份。以后每次 make publish 都会签名。",
            *_left(path, anchor, private),
        )
    )


def change(
    data: Path, forbidden: tuple[Path, ...], given: Path | None, target: Path | None, day: str | None, asking: Asking
) -> str:
    """Another key in the place of the current one, which signs it; returns the message for staff."""
    anchor = anchor_of(data)
    old = signer(anchor, given, asking.ask)
    if old is None or anchor.current is None:
        raise SystemExit("现在没有在用的钥匙，换不了。请先运行 make key DO=create。")
    private = new_key(old.name)
    since = day or today().isoformat()
    text = handover_text(anchor.current.public.word, private.public().word, since)
    handover = base64.b64encode(old.secret.sign(text.encode())).decode()
    path = save(private, target, forbidden, asking.passphrase)
    _register(data, (*anchor.keys, KeyEntry(private.public(), since, handover)))
    return "\n".join(
        (
            f"已换成新的钥匙 {private.public().key}，旧的 {old.public().key} 签过它；私钥在 {path}。",
            f"新的公钥：{private.public().word}",
            "旧的私钥请留到下一次发布以后再销毁；新的公钥请再交给民政部门、审计机构。",
            *_left(path, anchor, private),
        )
    )


def revoke(data: Path, reason: str, day: str | None) -> str:
    """The current key is no longer good: lost, or known to others; returns the message for staff."""
    anchor = anchor_of(data)
    if anchor.current is None:
        raise SystemExit("现在没有在用的钥匙，不用作废。")
    reason = " ".join(reason.split())
    if len(_WORDS.findall(reason)) < _FEWEST:
        raise SystemExit('请写明为什么作废，例如 make key DO=revoke REASON="存私钥的电脑被盗"。')
    signed = _signed_last(data, anchor.current)
    if day and signed and day < signed.published_on:
        raise SystemExit(
            f"第 {signed.number} 次发布（{signed.published_on}）用的是这把钥匙，作废日期不能早于那一天，不然那一次就成了作废以后签的。"
        )
    revoked_on = max(day or today().isoformat(), signed.published_on if signed else "")
    revoked = replace(anchor.current, revoked=revoked_on, reason=reason)
    _register(data, (*anchor.keys[:-1], revoked))
    return (
        f"钥匙 {revoked.public.key} 已作废（{revoked.revoked}，{reason}），以前签过的仍然算数。\n"
        "接着运行 make key DO=create 建一把新的；没有旧钥匙给它签名，请把新的公钥当面交给民政部门、审计机构。"
    )


def show(data: Path, given: Path | None) -> str:
    """The keys and where the private one is; for staff."""
    anchor = anchor_of(data)
    lines = []
    for place, entry in enumerate(anchor.keys):
        state = f"{entry.revoked}作废，{entry.reason}" if entry.revoked else "在用"
        if not entry.revoked and entry is not anchor.current:
            state = "已换成下一把"
        before = "" if not place else "，前一把签过" if anchor.follows(place) else "，前一把没有签"
        lines.append(f"{entry.public.key}：{entry.since}起{before}，{state}\n  {entry.public.word}")
    if anchor.current is None:
        return "\n".join([*lines, "现在没有在用的钥匙：发布照常，检查点没有签名。要签名请运行 make key DO=create。"])
    path = _path_of(anchor.current.public, given)
    where = (
        f"私钥在 {path}。" if path else "这台电脑上没有找到它的私钥；发布要在有私钥的电脑上做，或用 KEY= 写明在哪里。"
    )
    return "\n".join([*lines, where])


class Asking(Struct, frozen=True):
    """How a passphrase is asked for, and the one for a new key."""

    ask: Ask | None = None
    passphrase: str = ""


# --- private keys --------------------------------------------------------------------------------


def new_key(name: str) -> PrivateKey:
    """A new key."""
    try:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    except ImportError:
        raise SystemExit(_MISSING) from None
    return PrivateKey(name_of(name), Ed25519PrivateKey.generate())


def save(private: PrivateKey, target: Path | None, forbidden: tuple[Path, ...], passphrase: str = "") -> Path:
    """Write a new key where nobody else reads it; SystemExit where that place is no place for a key."""
    from cryptography.hazmat.primitives.serialization import (
        BestAvailableEncryption,
        Encoding,
        NoEncryption,
        PrivateFormat,
    )

    path = target or places.keys_folder() / f"{_file_name(private.name)}-{private.public().key}.key"
    refuse_shared_place(path.resolve(), forbidden)
    lock = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    pem = private.secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(f"{_HEAD}{private.name}\n".encode() + pem)
            stream.flush()
            os.fsync(stream.fileno())
    except FileExistsError:
        raise SystemExit(f"{path} 已经有了，怕盖掉别的钥匙，没有写。请换一个 TO=。") from None
    except OSError as error:
        raise SystemExit(f"私钥写不进 {path}：{machine_reason(error)}。请用 TO= 换一个地方。") from None
    return path


def _file_name(name: str) -> str:
    return re.sub(r"[^\w.-]", "-", name)


def refuse_shared_place(path: Path, forbidden: Iterable[Path], what: str = "私钥", way: str = "TO= ") -> None:
    """SystemExit where a secret (*what*) would go out with data or site, or into a repository; *way* says how to name another place."""
    for folder in (folder.resolve() for folder in forbidden):
        if path == folder or folder in path.parents:
            raise SystemExit(
                f"{what}不能放在 {shown_path(folder)} 里，会跟着数据或网站出去。请用 {way}写一个别的地方。"
            )
    if repository := places.repository_around(path):
        raise SystemExit(f"{what}不能放在版本库 {repository} 里，提交以后谁都拿得到。请用 {way}写一个别的地方。")


def load(path: Path, ask: Ask | None) -> PrivateKey:
    """A private key from its file; SystemExit in one line where that is none."""
    try:
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key
    except ImportError:
        raise SystemExit(_MISSING) from None
    try:
        if path.stat().st_mode & 0o077:
            with contextlib.suppress(OSError):  # a stick that knows no owners stays as it is
                path.chmod(0o600)
        content = path.read_bytes()
    except OSError as error:
        raise SystemExit(f"私钥 {path} 读不出来：{machine_reason(error)}。") from None
    head, begin, pem = content.partition(b"-----BEGIN")
    name = head.decode("utf-8", "replace").partition(_HEAD)[2].strip()
    word = os.environ.get(places.PASSPHRASE, "")
    if b"ENCRYPTED" in pem[:40] and not word:
        if ask is None:
            raise SystemExit(f"私钥 {path} 有口令。请在终端里运行，照提示输入。")
        word = ask(f"私钥 {path.name} 的口令：")
    try:
        secret = load_pem_private_key(begin + pem, word.encode() if b"ENCRYPTED" in pem[:40] else None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise SystemExit(f"私钥 {path} 打不开：口令不对，或者不是私钥、已经损坏。请用备份的那一份。") from None
    if not isinstance(secret, Ed25519PrivateKey) or not name:
        raise SystemExit(f"{path} 不是本软件建的私钥。请用 make key DO=create 建。")
    return PrivateKey(name, secret)


def signer(anchor: Anchor, given: Path | None, ask: Ask | None) -> PrivateKey | None:
    """The private key of the current public one; None where there is no key, SystemExit where it is not at hand."""
    if anchor.current is None:
        if given:
            raise SystemExit("写了 KEY=，data/keys.yaml 里却没有在用的公钥。请先运行 make key DO=create，或去掉 KEY=。")
        return None
    public = anchor.current.public
    path = _path_of(public, given)
    if path is None:
        raise SystemExit(
            f"没有找到钥匙 {public.key} 的私钥。请在有私钥的电脑上发布，或用 KEY= 写明在哪里；"
            '丢了的，请运行 make key DO=revoke REASON="写明原因"。'
        )
    private = load(path, ask)
    if private.public() != public:
        raise SystemExit(
            f"{path} 是钥匙 {private.public().key} 的，在用的是 {public.key}。请用 KEY= 写明在用的那一把。"
        )
    return private


def _path_of(public: PublicKey, given: Path | None) -> Path | None:
    """The file of a private key: the one that is named, else the one in the usual folder."""
    named = given or (Path(os.environ[places.KEY_FILE]) if os.environ.get(places.KEY_FILE) else None)
    path = named or places.keys_folder() / f"{_file_name(public.name)}-{public.key}.key"
    return path if named or path.is_file() else None


# --- what is registered --------------------------------------------------------------------------


def anchor_of(data: Path) -> Anchor:
    """Keys and co-signatures of the data; SystemExit where they, or the records of releases, are broken."""
    report, shown_as = Report(), shown_path(data)
    history = read_history(data / FOLDER, f"{shown_as}/{FOLDER}", report)
    anchor = read_anchor(data, shown_as, history, report)
    if report.errors:
        raise SystemExit(report.as_text())
    return anchor


def _signed_last(data: Path, entry: KeyEntry) -> Release | None:
    """The newest release that a key signed; its day may lie ahead of today."""
    history = read_history(data / FOLDER, shown_path(data), Report())
    signed = (release for release in history.releases if release.later.get("key") == entry.public.key)
    return max(signed, key=lambda release: release.published_on, default=None)


def _site_name(data: Path) -> str:
    values, _, problems = read_yaml(data / "site.yaml", f"{shown_path(data)}/site.yaml")
    if problems or not str(values.get("name") or "").strip():
        raise SystemExit(f"{shown_path(data)}/site.yaml 里读不出网站名称（name）。请先运行 make check 改好。")
    return str(values["name"])


def _register(data: Path, entries: tuple[KeyEntry, ...]) -> None:
    write_whole(data / files.KEYS_FILE, files.keys_text(entries))


def write_whole(path: Path, text: str) -> None:
    """Put a file in place in one step; SystemExit where that is refused."""
    try:
        storage.write_whole(path, text.encode())
    except OSError as error:
        raise SystemExit(f"写不进 {shown_path(path)}：{machine_reason(error)}。改好以后再运行一次。") from None


def _left(path: Path, anchor: Anchor, private: PrivateKey) -> list[str]:
    """What to say of keys beside the new one that are registered nowhere."""
    known = {entry.public.key for entry in anchor.keys} | {private.public().key}
    start = f"{_file_name(private.name)}-"
    left = [
        file.name
        for file in sorted(path.parent.glob(f"{start}????????.key"), key=by_parts)
        if file.stem.removeprefix(start) not in known
    ]
    return [f"旁边的 {'、'.join(left)} 没有登记过（有一次没有做完），可以删去。"] if left else []
