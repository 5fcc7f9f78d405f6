"""阳光慈善·核验：核对一个网站文件夹与它自己的发布清单。只用 Python 自带的东西，可以单独运行：python3 verify.py 网站文件夹。"""

from __future__ import annotations

import base64
import binascii
import gzip
import hashlib
import itertools
import json
import os
import re
import sys
import zlib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

# What a release can't list of itself, and what is only a packed copy of a listed file.
CHECKPOINT = "checkpoint.txt"
NEWEST = "newest.js"  # what the page of 核验 knows of the record of the newest release
_NOT_LISTED = ("manifest.txt", "release.yaml", CHECKPOINT, NEWEST)

# The public keys with which checkpoints are signed, as the site publishes them.
KEYS = "releases/keys.json"
PACKED = ".gz"

# By which a build knows its own folder again; no part of what is published.
MARK = ".yangguang-cishan"

# The file that names the release of a tree; a tree made by `make html` has none.
CURRENT = "releases/current.txt"

_PIECE = 1 << 20  # bytes of a file that are read at once

_NUMBER = re.compile(r"[0-9]{1,9}")
_SCRIPT = re.compile(rb"window\.sunNewest = (\[.*\]);\n")
_LINE = re.compile(r"^([0-9a-f]{64})  (\S.*)$")
_FIELD = re.compile(r'^(\w+): "?([^"\n]*)"?$', re.MULTILINE)


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def file_digest(path: str | Path) -> str:
    """SHA-256 of a file; a large one is read in pieces."""
    with open(path, "rb", buffering=0) as stream:  # noqa: PTH123  (a tree has thousands: no Path for each)
        if os.fstat(stream.fileno()).st_size <= _PIECE:
            return digest(stream.read())
        return hashlib.file_digest(stream, "sha256").hexdigest()


def files_below(root: str | Path, above: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """(path below *root* with slashes, entry) of all that is no folder, in the order of the parts of its path.

    Links to folders are not followed: they stand among the files. OSError where a folder can't be read.
    """
    with os.scandir(root) as listed:
        entries = sorted(listed, key=lambda entry: entry.name)
    for entry in entries:
        name = f"{above}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from files_below(entry.path, f"{name}/")
        else:
            yield name, entry


def manifest_text(hashes: dict[str, str]) -> str:
    """Paths with their hashes as `sha256sum -c` reads them, sorted."""
    return "".join(f"{hashes[path]}  {path}\n" for path in sorted(hashes))


def read_manifest(text: str) -> dict[str, str]:
    """Path → SHA-256; ValueError where a line is none."""
    hashes: dict[str, str] = {}
    for line in text.splitlines():
        match = _LINE.match(line)
        if match is None or match[2] in hashes:
            raise ValueError(line[:80])
        hashes[match[2]] = match[1]
    return hashes


def hashes_of(root: Path, number: int) -> dict[str, str]:
    """The manifest of the tree below *root*: of every file that the one of release *number* has to name, sorted.

    What leads nowhere or to a folder has no hash: ''. OSError where a file can't be read.
    """
    unlisted = {MARK, *(f"releases/{number}/{name}" for name in _NOT_LISTED)}
    return {
        name: "" if entry.is_symlink() and not os.path.isfile(entry.path) else file_digest(entry.path)  # noqa: PTH113  (as above)
        for name, entry in files_below(root)
        if not name.endswith(PACKED) and name not in unlisted
    }


def release_of(root: Path) -> int:
    """The number of the release that a site's folder holds; 0 where it holds none."""
    try:
        text = (root / CURRENT).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return 0
    return int(text) if _NUMBER.fullmatch(text) else 0


class FolderComparison(Struct, frozen=True):
    """What a comparison of a folder with its manifest found."""

    number: int
    files: int = 0
    missing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()  # what is wrong with the records themselves
    remarks: tuple[str, ...] = ()  # what is proved by signatures, and what is not

    @property
    def good(self) -> bool:
        """Whether the folder is exactly what was published."""
        return bool(self.number) and not self.faults

    def as_text(self) -> str:
        """The verdict in Chinese, every file named."""
        if not self.number:
            return "核验不了：这个文件夹里没有发布记录（releases/current.txt），不是由 make publish 生成的。"
        if self.faults:
            return "\n".join([*self.faults, f"核验未通过：与第 {self.number} 次发布不符，共 {len(self.faults)} 处。"])
        return "\n".join([f"核验通过：{self.files} 个文件与第 {self.number} 次发布完全一致。", *self.remarks])

    @property
    def faults(self) -> list[str]:
        """What is not as it was published, every file named."""
        parts = (("缺少", self.missing), ("内容被改过", self.changed), ("多出来", self.added))
        return [*(f"{title}：{name}" for title, names in parts for name in names), *self.broken]


def verify(root: Path, keys: Sequence[str] = (), notes: Sequence[str] = ()) -> FolderComparison:
    """Compare every file below *root* with the manifest of the newest release in it, and the records with each other.

    The history has to be the one that was signed: with one of *keys*, which somebody has from elsewhere, else with the
    keys that the site itself publishes; and the one of which *notes* are checkpoints that somebody kept.
    """
    number = release_of(root)
    if not number:
        return FolderComparison(0)
    if not (root / f"releases/{number}").is_dir():
        return FolderComparison(number, broken=(f"{CURRENT} 写着第 {number} 次发布，文件夹里却没有它的记录",))
    try:
        wanted = read_manifest((root / f"releases/{number}/manifest.txt").read_text("utf-8"))
    except (OSError, ValueError):
        wanted = {}
    remarks: list[str] = []
    broken = list(_chain(root, number, wanted, remarks))
    broken += _signed(root, number, keys, remarks)
    broken += _kept(root, number, notes)
    if not wanted:
        return FolderComparison(number, broken=(*broken, f"第 {number} 次发布的清单 manifest.txt 没有，或者读不出来"))
    try:
        hashes = hashes_of(root, number)
    except OSError as error:
        reason = f"{error.filename} 读不出来，没有核对完：请换一个能读它的账号，或者重新拷一份再核对"
        return FolderComparison(number, broken=(*broken, reason))
    changed = [name for name in wanted if name in hashes and hashes[name] != wanted[name]]
    return FolderComparison(
        number,
        len(wanted),
        tuple(name for name in wanted if name not in hashes),
        tuple(sorted([*changed, *_packed_wrongly(root, number, wanted), *_strange_script(root, number)])),
        tuple(name for name in hashes if name not in wanted),
        tuple(broken),
        tuple(remarks),
    )


def _packed_wrongly(root: Path, number: int, wanted: dict[str, str]) -> Iterator[str]:
    """Packed copies whose content is not the published file."""
    unlisted = {f"releases/{number}/{name}" for name in _NOT_LISTED}
    for name, entry in files_below(root):
        if not name.endswith(PACKED):
            continue
        plain = name.removesuffix(PACKED)
        try:
            with open(entry.path, "rb", buffering=0) as stream:  # noqa: PTH123  (as above)
                content = gzip.decompress(stream.read())
        except (OSError, EOFError, zlib.error):
            yield name
            continue
        if plain in unlisted:
            file = root / plain
            same = file.is_file() and content == file.read_bytes()
        else:
            same = digest(content) == wanted.get(plain)
        if not same:
            yield name


def _strange_script(root: Path, number: int) -> Iterator[str]:
    """The script of the page of 核验 where it holds anything but the hashes of the record beside it; no manifest names it."""
    name = f"releases/{number}/{NEWEST}"
    if not (root / name).is_file():  # sites of earlier versions have none
        return
    in_record = re.compile(rf"releases/{number}/[^/\\]+")
    match = _SCRIPT.fullmatch((root / name).read_bytes())
    try:
        release, files = json.loads(match[1]) if match else (0, {})
        record = {file_digest(root / path): path for path in files.values() if in_record.fullmatch(path)}
        if release != number or not files or record != files:
            yield name
    except (OSError, ValueError, TypeError, AttributeError):
        yield name


def _chain(root: Path, last: int, listed: Collection[str], remarks: list[str]) -> Iterator[str]:
    """What does not fit in the records of the releases: each names its manifest and the record before it.

    A part of an earlier record that is neither there nor *listed* by the newest manifest named somebody who may not be named
    any more: the checkpoint beside it holds its place in the chain. Which ones these are is told, for whoever kept them.
    """
    before = ""
    for number in range(1, last + 1):
        folder = root / "releases" / str(number)
        names = ("release.yaml", "manifest.txt")
        parts = [path.read_bytes() if (path := folder / name).is_file() else None for name in names]
        absent = [name for name, content in zip(names, parts, strict=True) if content is None]
        if absent and (number == last or any(f"releases/{number}/{name}" in listed for name in absent)):
            yield f"第 {number} 次发布的记录不全"
            before = ""
            continue
        record, manifest = parts
        remarks += [_not_there(number, name) for name in absent]
        fields = _stated(record) if record is not None else _pointed_at(folder)
        if record is not None and manifest is not None and fields.get("manifest") != digest(manifest):
            yield f"第 {number} 次发布的清单与记录对不上"
        if number > 1 and before and fields.get("previous") != before:
            yield f"第 {number} 次发布的记录与上一次接不上"
        before = digest(record) if record is not None else fields.get("record", "")


def _not_there(number: int, name: str) -> str:
    """What to say of a part of an earlier record that the site does not hand out."""
    holder = CHECKPOINT if name == "release.yaml" else "release.yaml"
    return (
        f"第 {number} 次发布的 {name} 网站上没有，没有核对：只有里面写着后来不再公开的姓名，才应当这样。"
        f"手里留着的，它的指纹应当写在 {holder} 里。"
    )


def _stated(record: bytes) -> dict[str, str]:
    """The fields of a record; what can't be read has none."""
    return dict(_FIELD.findall(record.decode("utf-8", "replace")))


def _pointed_at(folder: Path) -> dict[str, str]:
    """What the checkpoint of a release says of its record; nothing where there is none that can be read."""
    try:
        return checkpoint_lines(SignedNote.read((folder / CHECKPOINT).read_text("utf-8")).text)
    except (OSError, ValueError):
        return {}


# --- signed notes --------------------------------------------------------------------------------

_SIGNATURE = re.compile(r"^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$")
_HEAD_NAMES = ("release", "day", "previous", "record")
ED25519, COSIGNATURE = 1, 4  # kinds of keys in signed notes: plain, and with the time of signing
_KEY_HASH, _STAMP = 4, 8  # bytes before a signature: which key, and when


def grouped(fingerprint: str) -> str:
    """The first sixteen digits of a fingerprint in groups, as people compare them."""
    return ":".join(fingerprint[start : start + 4] for start in range(0, 16, 4))


class Signature(Struct, frozen=True):
    """One line below a note: who, which key, and the signature itself."""

    name: str
    key: str  # eight hexadecimal digits
    content: bytes


class SignedNote(Struct, frozen=True):
    """A text, and who signed it."""

    text: str
    signatures: tuple[Signature, ...] = ()

    @classmethod
    def read(cls, content: str) -> SignedNote:
        """A note from its file; ValueError where it is none."""
        text, blank, below = content.partition("\n\n")
        if not blank:
            raise ValueError(content[:80])
        return cls(f"{text}\n", tuple(map(signature_of, below.splitlines())))

    def content(self) -> str:
        """The file of the note."""
        return f"{self.text}\n{''.join(map(signature_line, self.signatures))}"


def signature_of(line: str) -> Signature:
    """The signature that a line holds; ValueError where it holds none."""
    match = _SIGNATURE.match(line)
    if match is None:
        raise ValueError(line[:80])
    try:
        content = base64.b64decode(match[2], validate=True)
    except binascii.Error:
        raise ValueError(line[:80]) from None
    if len(content) <= _KEY_HASH:
        raise ValueError(line[:80])
    return Signature(match[1], content[:_KEY_HASH].hex(), content[_KEY_HASH:])


def signature_line(signature: Signature) -> str:
    """The line of a signature."""
    content = bytes.fromhex(signature.key) + signature.content
    return f"\u2014 {signature.name} {base64.b64encode(content).decode()}\n"


class PublicKey(Struct, frozen=True):
    """A key by which signatures are verified, as one word: name+hash+key."""

    name: str
    kind: int
    content: bytes

    @classmethod
    def read(cls, word: str) -> PublicKey:
        """The key from its word; ValueError where it is none."""
        name, _, rest = word.strip().partition("+")
        key, _, content = rest.partition("+")
        try:
            decoded = base64.b64decode(content, validate=True)
        except binascii.Error:
            raise ValueError(word[:80]) from None
        public = cls(name, decoded[0] if decoded else 0, decoded[1:])
        if public.kind not in {ED25519, COSIGNATURE} or len(decoded) != 33 or public.key != key or not name:  # noqa: PLR2004
            raise ValueError(word[:80])
        return public

    @property
    def key(self) -> str:
        """The eight digits that name it in signatures."""
        return digest(self.name.encode() + b"\n" + bytes([self.kind]) + self.content)[: _KEY_HASH * 2]

    @property
    def word(self) -> str:
        """The key as one word."""
        return f"{self.name}+{self.key}+{base64.b64encode(bytes([self.kind]) + self.content).decode()}"

    def signed(self, note: SignedNote) -> bool | None:
        """Whether it signed a note; None where this machine can't tell, for want of the library."""
        for signature in note.signatures:
            if (signature.name, signature.key) == (self.name, self.key):
                return self.holds(signature, note.text)
        return False

    def holds(self, signature: Signature, text: str) -> bool | None:
        """Whether a signature with this key holds for a text."""
        content, message = signature.content, text.encode()
        if self.kind == COSIGNATURE:
            message = cosigned_message(text, time_of(signature))
            content = content[_STAMP:]
        return ed25519_holds(self.content, content, message)


def time_of(signature: Signature) -> int:
    """When a third party signed, in seconds since 1970; 0 where it does not say."""
    return int.from_bytes(signature.content[:_STAMP], "big") if len(signature.content) > 64 else 0  # noqa: PLR2004


def cosigned_message(text: str, time: int) -> bytes:
    """What a third party signs: the text, and when."""
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def ed25519_holds(public: bytes, signature: bytes, message: bytes) -> bool | None:
    """Whether a signature holds; None without the library that can tell."""
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        return None
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def handover_text(old: str, new: str, day: str) -> str:
    """What the old key signs when a new one takes its place."""
    return f"yangguang-cishan/key-change\nold {old}\nnew {new}\nday {day}\n"


def checkpoint_lines(text: str) -> dict[str, str]:
    """The lines of a checkpoint by their names; ValueError where it is none."""
    *lines, last = text.split("\n")
    if len(lines) != 3 + len(_HEAD_NAMES) or last:
        raise ValueError(text[:80])
    named = dict(zip(("origin", "count", "root"), lines, strict=False))
    for name, line in zip(_HEAD_NAMES, lines[3:], strict=True):
        label, _, value = line.partition(" ")
        if label != name or not value:
            raise ValueError(line[:80])
        named[name] = value
    if not (named["count"].isdigit() and named["release"].isdigit()):
        raise ValueError(text[:80])
    return named


def fingerprint_of(text: str) -> str:
    """The fingerprint of a checkpoint: of all its lines but the last."""
    return digest("".join(f"{line}\n" for line in text.split("\n")[:-2]).encode())


def _signed(root: Path, last: int, given: Sequence[str], remarks: list[str]) -> Iterator[str]:
    """What is wrong with the checkpoints and their signatures; what they prove goes to *remarks*."""
    try:
        keys = [PublicKey.read(word) for word in given]
    except ValueError:
        yield "给的公钥读不出来；公钥是一行，样子是 名称+八位编号+一串字"
        return
    try:
        published = json.loads((root / KEYS).read_text("utf-8")) if (root / KEYS).is_file() else []
        entries = [(PublicKey.read(entry["key"]), entry) for entry in published]
    except (OSError, ValueError, KeyError, TypeError):
        yield f"公钥表 {KEYS} 读不出来"
        return
    trusted = _with_successors(keys, entries) if keys else [key for key, _ in entries]
    newest = None
    for number in range(1, last + 1):
        note = _note(root / "releases" / str(number))
        if note is None:
            yield f"第 {number} 次发布的检查点读不出来，或者与记录对不上"
        elif note.text and note.signatures and trusted:
            held = [key.signed(note) for key in trusted]
            if True not in held and None not in held and number == last:
                yield f"第 {number} 次发布的检查点不是用{'给的' if keys else '登出的'}公钥签的：这不是签过名的那一部历史"
        newest = note
    if newest is None or not newest.text:
        remarks.append("没有检查点：只能说明这个文件夹前后一致，不能说明它就是当初公布的那一份。")
    elif not newest.signatures:
        if keys:
            yield f"第 {last} 次发布的检查点没有签名：这不是签过名的那一部历史"
        print_ = grouped(fingerprint_of(newest.text))
        remarks.append(f"检查点 {print_} 没有签名：请与打印件、会签单位手里的指纹对一对，才知道历史有没有被整个换过。")
    else:
        yield from _remark_on(newest, last, trusted, remarks, given=bool(keys))


def _remark_on(
    note: SignedNote, last: int, trusted: Sequence[PublicKey], remarks: list[str], *, given: bool
) -> Iterator[str]:
    print_ = grouped(fingerprint_of(note.text))
    held = {key.key: key.signed(note) for key in trusted}
    signer = next((key for key, result in held.items() if result), "")
    if signer:
        more = "" if given else "；公钥是网站自己登的，请再与民政部门、审计机构或报纸上的对一对"
        remarks.append(f"签名有效：检查点 {print_}，公钥 {signer}{more}。")
    elif None in held.values():
        remarks.append("签名没有核对：这台电脑的 Python 没有 cryptography。在软件的文件夹里运行 make verify 可以核对。")
    elif not trusted:
        yield f"第 {last} 次发布的检查点有签名，网站却没有登出公钥"


def _with_successors(keys: Sequence[PublicKey], entries: Sequence[tuple[PublicKey, dict[str, str]]]) -> list[PublicKey]:
    """The given keys, and those that took their place with their signature."""
    trusted = list(keys)
    for before, after in itertools.pairwise(entries):
        handover = after[1].get("handover", "")
        if before[0] in trusted and handover and handed_over(before[0], after[0], after[1].get("since", ""), handover):
            trusted.append(after[0])
    return trusted


def handed_over(old: PublicKey, new: PublicKey, day: str, signature: str) -> bool | None:
    """Whether the old key signed the new one."""
    try:
        content = base64.b64decode(signature, validate=True)
    except binascii.Error:
        return False
    return ed25519_holds(old.content, content, handover_text(old.word, new.word, day).encode())


def _note(folder: Path) -> SignedNote | None:
    """The checkpoint of a release, held against its record where that is there; an empty one where its record names none."""
    path = folder / "release.yaml"
    try:
        record = path.read_bytes() if path.is_file() else None
        fields = _stated(record) if record is not None else {}
        if record is not None and "checkpoint" not in fields:
            return SignedNote("")
        note = SignedNote.read((folder / CHECKPOINT).read_text("utf-8"))
        lines = checkpoint_lines(note.text)
    except (OSError, ValueError):
        return None
    if record is None:
        return note if lines["release"] == folder.name else None
    same = (
        fingerprint_of(note.text) == fields["checkpoint"]
        and lines["record"] == digest(record)
        and (lines["release"], lines["day"]) == (fields.get("number"), fields.get("published_on"))
        and lines["root"] == fields.get("root")
    )
    return note if same else None


def _kept(root: Path, last: int, notes: Sequence[str]) -> Iterator[str]:
    """Checkpoints that somebody kept and that are not of this history."""
    for content in notes:
        try:
            kept = SignedNote.read(content).text
            lines = checkpoint_lines(kept)
        except ValueError:
            yield "手里的检查点读不出来"
            continue
        number = int(lines["release"])
        here = _note(root / "releases" / lines["release"]) if 0 < number <= last else None
        if number > last:
            yield f"手里的检查点是第 {number} 次发布的，这个文件夹只到第 {last} 次：历史短了"
        elif here is None or here.text != kept:
            yield f"手里的第 {number} 次发布的检查点与这个文件夹里的不同：这不是同一部历史"


def main(arguments: list[str]) -> int:
    """Verify the folder that is named, or the one called `site` beside this file.

    `--key` gives a public key that somebody has from elsewhere, `--note` a checkpoint that somebody kept.
    """
    named: dict[str, list[str]] = {"--key": [], "--note": []}
    folders: list[str] = []
    words = iter(arguments)
    for word in words:
        named.get(word, folders).append(next(words, "") if word in named else word)
    root = Path(folders[0]) if folders else Path(__file__).resolve().parent / "site"
    if not root.is_dir():
        print(f"找不到文件夹 {root}。")
        return 1
    try:
        notes = [Path(name).read_text("utf-8") for name in named["--note"]]
        keys = [Path(name).read_text("utf-8") if Path(name).is_file() else name for name in named["--key"]]
    except (OSError, ValueError):
        print("公钥或检查点的文件读不出来。")
        return 1
    verdict = verify(root, keys, notes)
    print(verdict.as_text())
    return 0 if verdict.good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
