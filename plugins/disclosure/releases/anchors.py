"""What stands outside the data and speaks for it: public keys, signed checkpoints, and those who signed them as well."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from ..dates import in_china
from ..problems import Problem, Report, Where, problem
from ..reading import read_yaml
from .checkpoints import Checkpoint
from .records import LINE_ENDS, History, Release
from .verification import CHECKPOINT, COSIGNATURE, PublicKey, Signature, SignedNote, handed_over, signature_of, time_of

KEYS_FILE, COSIGNED_FILE = "keys.yaml", "cosigned.yaml"
_KEYS_HEAD = "# 签检查点的公钥和它们的历史，由 make key 写，不要手改。私钥不在这里，也不能放在这里。\n"
_COSIGNED_HEAD = "# 会签：别的单位也签过的检查点，由 make cosign 写，不要手改。\n"


class KeyEntry(Struct, frozen=True):
    """One public key of ours: since when, signed by the one before or not, and revoked when and why."""

    public: PublicKey
    since: str
    handover: str = ""  # signature of the key before
    revoked: str = ""
    reason: str = ""

    @property
    def fields(self) -> dict[str, str]:
        """As files hold it."""
        more = {"handover": self.handover, "revoked": self.revoked, "reason": self.reason}
        return {"key": self.public.word, "since": self.since} | {name: text for name, text in more.items() if text}


class Cosignature(Struct, frozen=True):
    """The signature of somebody else below a checkpoint."""

    release: int
    public: PublicKey
    signature: Signature
    line: str

    @property
    def day(self) -> str:
        """The day on which it was made, in China, as the signature itself says."""
        return in_china(datetime.fromtimestamp(time_of(self.signature), UTC)).isoformat()

    @property
    def fields(self) -> dict[str, str]:
        """As files hold it."""
        return {"release": str(self.release), "key": self.public.word, "line": self.line}


class Anchor(Struct, frozen=True):
    """Keys, co-signatures and the notes of releases."""

    keys: tuple[KeyEntry, ...] = ()
    cosigned: tuple[Cosignature, ...] = ()
    notes: Mapping[int, SignedNote] = field(default_factory=dict)

    @property
    def current(self) -> KeyEntry | None:
        """The key with which the next release is signed; None where there is none, or it was revoked."""
        return self.keys[-1] if self.keys and not self.keys[-1].revoked else None

    def follows(self, place: int) -> bool:
        """Whether the key at *place* was signed by the one before it."""
        entry = self.keys[place]
        if not place or not entry.handover:
            return False
        return bool(handed_over(self.keys[place - 1].public, entry.public, entry.since, entry.handover))

    def of(self, number: int) -> tuple[Cosignature, ...]:
        """Who co-signed a release."""
        return tuple(cosignature for cosignature in self.cosigned if cosignature.release == number)

    def note_with_all(self, number: int) -> str:
        """The checkpoint of a release with every signature below it; nothing where it has none."""
        note = self.notes.get(number)
        if note is None:
            return ""
        return SignedNote(
            note.text, (*note.signatures, *(cosigned.signature for cosigned in self.of(number)))
        ).content()

    def published_keys(self) -> bytes:
        """The keys as the site offers them."""
        return f"{json.dumps([entry.fields for entry in self.keys], ensure_ascii=False, indent=1)}\n".encode()


# --- reading -------------------------------------------------------------------------------------


def read_anchor(data: Path, shown_as: str, history: History, report: Report) -> Anchor:
    """Keys, notes and co-signatures of *history*; what is broken or does not fit goes to *report*."""
    keys = tuple(_entries(data, shown_as, KEYS_FILE, "keys", _key_of, report))
    notes: dict[int, SignedNote] = {}
    for release in history.releases:
        if "checkpoint" in release.later:
            note, fault = _note_of(release, keys)
            report.extend([_broken(shown_as, release, fault)] if fault else [])
            if note and not fault:
                notes[release.number] = note
    cosigned = tuple(_entries(data, shown_as, COSIGNED_FILE, "cosigned", _cosignature_of, report))
    whole = not report.errors
    for cosignature in cosigned:
        reason = _unlike(cosignature, notes, history)
        if reason and whole:
            where = Where(f"{shown_as}/{COSIGNED_FILE}")
            number = str(cosignature.release)
            report.add(problem("unlike-cosigned", where, cell=cosignature.public.name, number=number, reason=reason))
    return Anchor(keys, cosigned, notes)


def _entries(data: Path, shown_as: str, name: str, list_name: str, read: Any, report: Report) -> Iterator[Any]:
    """The entries of one of the two files; nothing where there is no such file."""
    path, shown = data / name, f"{shown_as}/{name}"
    if not path.is_file():
        return
    values, lines, problems = read_yaml(path, shown)
    report.extend(problems)
    if problems:
        return
    listed = values.get(list_name)
    for place, entry in enumerate(listed if isinstance(listed, list) else [None], 1):
        try:
            yield read({str(key): str(value or "") for key, value in entry.items()})
        except (AttributeError, KeyError, ValueError):
            where = Where(shown, None, lines.get(list_name))
            report.add(problem("broken-keys", where, cell=str(place)))


def _key_of(entry: Mapping[str, str]) -> KeyEntry:
    more = (entry.get(name, "") for name in ("handover", "revoked", "reason"))
    return KeyEntry(PublicKey.read(entry["key"]), entry["since"], *more)


def _cosignature_of(entry: Mapping[str, str]) -> Cosignature:
    return cosignature(int(entry["release"]), PublicKey.read(entry["key"]), entry["line"])


def cosignature(number: int, public: PublicKey, line: str) -> Cosignature:
    """A co-signature from its line; ValueError where it is none, or not of that key."""
    signature = signature_of(line)
    if public.kind != COSIGNATURE or (signature.name, signature.key) != (public.name, public.key):
        raise ValueError(line[:80])
    if not time_of(signature):
        raise ValueError(line[:80])
    return Cosignature(number, public, signature, line)


def _broken(shown_as: str, release: Release, reason: str) -> Problem:
    file = f"{shown_as}/releases/{release.number}/{CHECKPOINT}"
    return problem("broken-release", Where(file), number=release.number, reason=reason)


def _note_of(release: Release, keys: Sequence[KeyEntry]) -> tuple[SignedNote | None, str]:
    """The note of a release, and what is wrong with it."""
    try:
        content = (release.folder / CHECKPOINT).read_bytes()
        note = SignedNote.read(_with_plain_ends(content).decode())
        point, record = Checkpoint.read(note.text)
    except OSError:
        return None, f"缺少 {CHECKPOINT}"
    except ValueError:
        return None, f"里的 {CHECKPOINT} 读不出来"
    fields = {name: release.later.get(name) for name in point.fields}
    wanted = (release.number, release.published_on, release.previous)
    if (
        record != release.fingerprint
        or fields != point.fields
        or (point.number, point.published_on, point.previous) != wanted
    ):
        return note, f"与它的检查点（{CHECKPOINT}）对不上，其中有一个后来改过"
    if _with_plain_ends(content) != content:
        return note, LINE_ENDS
    return note, _unsigned(release, note, keys)


def _with_plain_ends(content: bytes) -> bytes:
    """A text whose lines end as every record writes them."""
    return content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _unsigned(release: Release, note: SignedNote, keys: Sequence[KeyEntry]) -> str:
    """What is wrong with the signature of a note."""
    named = release.later.get("key", "")
    if not named:
        return "写明没有签名，检查点下面却有签名" if note.signatures else ""
    entry = next((entry for entry in keys if entry.public.key == named), None)
    if entry is None:
        return f"是用钥匙 {named} 签的，{KEYS_FILE} 里却没有这把公钥"
    if entry.public.signed(note) is False:
        return f"的检查点没有钥匙 {named} 的签名，或者签名不对"
    if entry.revoked and release.published_on > entry.revoked:
        return f"是用 {entry.revoked} 已经作废的钥匙 {named} 签的"
    return ""


def _unlike(cosignature: Cosignature, notes: Mapping[int, SignedNote], history: History) -> str:
    """Why a co-signature is not of this history."""
    note = notes.get(cosignature.release)
    if note is None:
        last = history.last.number if history.last else 0
        so_far = f"只到第 {last} 次" if last else "一次也没有"
        return f"现在的记录{so_far}" if cosignature.release > last else "那一次没有检查点"
    if cosignature.public.holds(cosignature.signature, note.text) is False:
        return "现在的检查点与会签过的不是同一个"
    return ""


# --- writing -------------------------------------------------------------------------------------


def keys_text(keys: Iterable[KeyEntry]) -> str:
    """The file of the keys."""
    return _KEYS_HEAD + _listed("keys", [entry.fields for entry in keys])


def cosigned_text(cosigned: Iterable[Cosignature]) -> str:
    """The file of the co-signatures."""
    return _COSIGNED_HEAD + _listed("cosigned", [entry.fields for entry in cosigned])


def _listed(name: str, entries: Sequence[Mapping[str, str]]) -> str:
    lines = [f"{name}:\n"]
    for entry in entries:
        for place, (key, value) in enumerate(entry.items()):
            lines.append(f"  {'- ' if not place else '  '}{key}: {json.dumps(value, ensure_ascii=False)}\n")
    return "".join(lines)
