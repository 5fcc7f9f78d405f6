"""Keys, signed checkpoints and co-signatures, from the first key to the last line of a verdict."""

from __future__ import annotations

import base64
import os
import shutil
import stat
import sys
import time
from pathlib import Path

import pytest
from anchored import Place, run
from nacl.signing import VerifyKey
from publishing_site import publishable
from pymerkle import InmemoryTree
from trees import contents

from disclosure.compose import compose
from disclosure.publishing import cosigning, keys
from disclosure.releases import Checkpoint, PublicKey, SignedNote, merkle, records
from disclosure.releases.checkpoints import leaves
from disclosure.releases.verification import CHECKPOINT, cosigned_message, time_of, verify


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """One release, signed with a key in the usual folder."""
    root = tmp_path_factory.mktemp("signed")
    place = Place(root, publishable(root))
    code, said = run("key", "create", "--data", place.site.data, "--on", "2024-04-01")
    assert code == 0, said
    code, said = place.publish("--site-url", "https://example.org", "--prepared-by", "王会计")
    assert code == 0, said
    assert "已用钥匙" in said
    return place


@pytest.fixture
def copied(signed: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A copy, to do harm to, on a machine that has not seen it yet."""
    monkeypatch.setenv("YANGGUANG_STATE", str(tmp_path / "state"))
    return signed.copy(tmp_path / "site")


def public_key(place: Place) -> PublicKey:
    """The key that the data registers."""
    entry = keys.anchor_of(place.site.data).current
    assert entry
    return entry.public


def private_file(folder: Path, place: Place) -> Path:
    """The file of its private part, among those that other tests made."""
    return next(folder.rglob(f"*-{public_key(place).key}.key"))


# --- what is signed ------------------------------------------------------------------------------


def test_another_library_verifies_the_note(signed: Place) -> None:
    """PyNaCl finds the signature of the note good, by nothing but the format of C2SP notes; one changed byte is bad."""
    text, _, lines = (signed.records / "1/checkpoint.txt").read_text("utf-8").partition("\n\n")
    name, word = lines.removeprefix("\u2014 ").split()
    _, key, content = public_key(signed).word.split("+", 2)
    public = base64.b64decode(content)
    signature = base64.b64decode(word)
    assert (name, public[0], signature[:4].hex()) == ("样例公示", 1, key)
    message = f"{text}\n".encode()
    assert VerifyKey(public[1:]).verify(message, signature[4:]) == message
    with pytest.raises(Exception, match="forged"):
        VerifyKey(public[1:]).verify(message.replace(b"release 1", b"release 2"), signature[4:])
    assert len(text.splitlines()) == 7


@pytest.mark.parametrize("count", [0, 1, 2, 3, 7, 8, 33])
def test_another_library_hashes_alike(count: int) -> None:
    """The root over any number of records is that of pymerkle, which follows RFC 6962, too."""
    tree = InmemoryTree(algorithm="sha256")
    records = [f"记录{number}".encode() for number in range(count)]
    for record in records:
        tree.append_entry(record)
    assert merkle.root(records) == (count, tree.get_root())


def test_the_root_covers_every_record(signed: Place) -> None:
    """Figures and rows of tables are under the root, each once; the record of the release says the same root."""
    lines = list(leaves(compose(signed.site.data, signed.site.content).site.disclosures))
    assert len(set(lines)) == len(lines) > 20
    assert any("240人".encode() in line for line in lines)
    note = SignedNote.read((signed.records / "1/checkpoint.txt").read_text("utf-8"))
    point, record = Checkpoint.read(note.text)
    count, root = merkle.root(lines)
    assert (point.count, base64.b64decode(point.root)) == (count, root)
    release = signed.history.releases[0]
    assert release.fingerprint == record
    assert point.fields.items() <= release.later.items()
    assert merkle.root([*lines[1:], lines[0]])[1] != root


def test_the_fingerprint_stands_on_every_page(signed: Place) -> None:
    """Footer, feed and the page of the release show it, and whoever prepared the release; no page lacks it."""
    note = SignedNote.read((signed.records / "1/checkpoint.txt").read_text("utf-8"))
    short = Checkpoint.read(note.text)[0].short
    pages = list(signed.output.rglob("*.html"))
    assert len(pages) > 50
    assert [page for page in pages if f'<code data-release="1">{short}</code>' not in page.read_text("utf-8")] == []
    page = (signed.output / "releases/1/index.html").read_text("utf-8")
    for words in (short, "王会计", public_key(signed).key, "没有别的单位会签", "它不证明数字本身是真的"):
        assert words in page
    assert public_key(signed).word in (signed.output / "releases/index.html").read_text("utf-8")


def test_a_clone_without_the_key_makes_the_same_bytes(
    signed: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has the data makes the release once more, byte for byte, and needs no key for it."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nothing"))
    for name in ("data", "content"):
        shutil.copytree(signed.root / name, tmp_path / "clone" / name)
    clone = Place(tmp_path / "clone", type(signed.site)(tmp_path / "clone"))
    code, said = clone.publish("--recorded")
    assert code == 0, said
    assert contents(signed.output) == contents(clone.output)


# --- a history that is not the signed one --------------------------------------------------------


def test_verify_says_who_signed(signed: Place, tmp_path: Path) -> None:
    """The verdict on a folder tells of the signature; a key or a checkpoint from elsewhere settles it."""
    verdict = verify(signed.output)
    assert verdict.good
    assert "签名有效" in verdict.as_text()
    assert "网站自己登的" in verdict.as_text()
    word = public_key(signed).word
    note = signed.records / "1/checkpoint.txt"
    assert run("verify", signed.output, "--key", word, "--note", note)[0] == 0
    stranger = keys.new_key("样例公示").public().word
    code, said = run("verify", signed.output, "--key", stranger)
    assert code == 1
    assert "这不是签过名的那一部历史" in said
    other = tmp_path / "kept.txt"
    other.write_text(note.read_text("utf-8").replace("day 2024-05-01", "day 2024-05-02"), "utf-8")
    code, said = run("verify", signed.output, "--note", other)
    assert code == 1
    assert "这不是同一部历史" in said
    other.write_text(note.read_text("utf-8").replace("release 1", "release 2"), "utf-8")
    assert "历史短了" in run("verify", signed.output, "--note", other)[1]


def test_verify_sees_a_stripped_and_a_resealed_checkpoint(copied: Place) -> None:
    """Without its signature, or with a record that it does not name, a checkpoint proves nothing, and that is told."""
    path = copied.output / "releases/1/checkpoint.txt"
    whole = path.read_text("utf-8")
    path.write_text(whole.partition("\n\n")[0] + "\n\n", "utf-8")
    assert "没有签名" in run("verify", copied.output, "--key", public_key(copied).word)[1]
    path.write_text(whole.replace("release 1", "release 9"), "utf-8")
    code, said = run("verify", copied.output)
    assert code == 1
    assert "检查点读不出来，或者与记录对不上" in said


@pytest.mark.parametrize(
    ("harm", "expected"),
    [
        (lambda place: (place.site.data / "keys.yaml").unlink(), "没有这把公钥"),
        (lambda place: place.site.text("data/keys.yaml", "keys:", "keys"), "bad-yaml"),
        (lambda place: place.site.text("data/keys.yaml", "+", "-"), "broken-keys"),
        (lambda place: place.site.text("data/releases/1/checkpoint.txt", "\n\n\u2014", "\n\n-"), "读不出来"),
        (lambda place: place.site.text("data/releases/1/release.yaml", "王会计", "李会计"), "对不上"),
        (lambda place: (place.records / "1/checkpoint.txt").unlink(), "缺少 checkpoint.txt"),
    ],
    ids=["no keys", "no mapping", "no key", "no signature", "another name", "no checkpoint"],
)
def test_harm_to_what_is_signed_is_told(harm: object, expected: str, copied: Place) -> None:
    """Each ends a check with a problem that names it."""
    harm(copied)  # type: ignore[operator]
    code, said = run("check", "--data", copied.site.data, "--content", copied.site.content)
    assert code == 1
    assert expected in "".join(line.strip() for line in said.splitlines())


def test_nothing_but_signing_needs_the_library(signed: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without `cryptography` a check goes through, the verdict says what was not looked at, and a key is asked for in vain."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "cryptography"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "cryptography", None)
    assert run("check", "--data", signed.site.data, "--content", signed.site.content)[0] == 0
    verdict = verify(signed.output)
    assert verdict.good
    assert "签名没有核对" in verdict.as_text()
    with pytest.raises(SystemExit, match="make setup"):
        keys.new_key("样例公示")


def test_a_release_from_before_there_were_checkpoints(copied: Place) -> None:
    """Records of an earlier version stay sound; the next release has a checkpoint, and the page of the old one says why not."""
    path = copied.records / "1/release.yaml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith(records._LATER)), "utf-8")
    (copied.records / "1/checkpoint.txt").unlink()
    (copied.site.data / "keys.yaml").unlink()
    shutil.rmtree(copied.output)
    code, said = copied.publish()
    assert code == 0, said
    assert "已发布第 2 次" in said
    assert "还没有检查点" in (copied.output / "releases/1/index.html").read_text("utf-8")
    verdict = verify(copied.output)
    assert verdict.good
    assert "没有签名" in verdict.as_text()


# --- the life of a key ---------------------------------------------------------------------------


def test_a_key_is_kept_from_others(signed: Place, tmp_path: Path) -> None:
    """Only its owner can read it, and it is refused wherever it would go out with the site or the repository."""
    folder = Path(os.environ["XDG_CONFIG_HOME"]) / "yangguang-cishan/keys"
    file = private_file(folder, signed)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    file.chmod(0o644)
    assert keys.load(file, None).public() == public_key(signed)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    repository = tmp_path / "repository"
    (repository / ".git").mkdir(parents=True)
    site = Place(tmp_path, publishable(tmp_path / "new"))
    for target in (site.site.data / "a.key", repository / "deep/a.key", Path(__file__).with_name("a.key")):
        code, said = run("key", "create", "--data", site.site.data, "--to", target)
        assert code == 1
        assert "私钥不能放在" in said
        assert not target.exists()
    assert not (site.site.data / "keys.yaml").exists()
    code, said = run("key", "create", "--data", signed.site.data)
    assert code == 1
    assert "已经有一把在用的钥匙" in said
    code, said = run("key", "create", "--data", site.site.data, "--to", file)
    assert code == 1
    assert "怕盖掉别的钥匙" in said


@pytest.mark.parametrize(
    ("harm", "expected"),
    [
        (lambda file: file.unlink(), "没有找到钥匙"),
        (lambda file: file.write_bytes(file.read_bytes()[:150]), "已经损坏"),
        (lambda file: file.write_text("x", "utf-8"), "打不开"),
        (lambda file: (file.unlink(), keys.save(keys.new_key("样例公示"), file, ())), "在用的是"),
    ],
    ids=["missing", "truncated", "no key", "another"],
)
def test_without_the_right_key_nothing_is_published(
    harm: object, expected: str, copied: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line with what to do; live site and records stay. Nothing is built before that is known."""
    config = tmp_path / "config"
    shutil.copytree(os.environ["XDG_CONFIG_HOME"], config)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(config))
    harm(private_file(config, copied))  # type: ignore[operator]
    copied.on("2024-05-02")
    live, records = copied.live(), copied.recorded()
    code, said = copied.publish()
    assert code == 1
    assert expected in said
    assert len(said.strip().splitlines()) == 1
    assert (copied.live(), copied.recorded()) == (live, records)


def test_a_key_is_changed_and_revoked(copied: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old key signs the new one, with which the next release is signed; an interrupted change leaves the old one."""
    config = tmp_path / "config"
    shutil.copytree(os.environ["XDG_CONFIG_HOME"], config)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(config))
    first = public_key(copied)
    with monkeypatch.context() as patched:

        def cut_off(*_: object) -> None:
            raise SystemExit("断电")

        patched.setattr(keys, "write_whole", cut_off)
        assert run("key", "change", "--data", copied.site.data)[0] == 1
    assert public_key(copied) == first
    code, said = run("key", "change", "--data", copied.site.data, "--on", "2024-05-02")
    assert code == 0, said
    assert "没有登记过" in said  # the key of the change that was cut off
    second = public_key(copied)
    assert second != first
    copied.on("2024-05-02")
    code, said = copied.publish()
    assert code == 0, said
    assert second.key in said
    verdict = verify(
        copied.output, keys=[first.word]
    )  # whoever has the old key only trusts the new one by its signature
    assert verdict.good, verdict.as_text()
    assert "前一把签过" in (copied.output / "releases/index.html").read_text("utf-8")
    text = (copied.site.data / "keys.yaml").read_text("utf-8")
    (copied.site.data / "keys.yaml").write_text(text.replace('since: "2024-05-02"', 'since: "2024-05-03"'), "utf-8")
    assert not keys.anchor_of(copied.site.data).follows(1)
    (copied.site.data / "keys.yaml").write_text(text, "utf-8")
    assert "请写明为什么作废" in run("key", "revoke", "--data", copied.site.data, "--reason", "。")[1]
    code, said = run("key", "revoke", "--data", copied.site.data, "--reason", "存私钥的电脑被盗", "--on", "2020-01-01")
    assert code == 1
    assert "作废日期不能早于那一天" in said  # the releases that it signed would be of a revoked key for ever
    code, said = run("key", "revoke", "--data", copied.site.data, "--reason", "存私钥的电脑被盗", "--on", "2024-05-03")
    assert code == 0, said
    code, said = run("key", "show", "--data", copied.site.data)
    assert "现在没有在用的钥匙" in said
    assert "存私钥的电脑被盗" in said
    assert run("check", "--data", copied.site.data, "--content", copied.site.content)[0] == 0
    back = text.replace(f'key: "{second.word}"', f'key: "{second.word}"\n    revoked: "2024-05-01"\n    reason: "被盗"')
    (copied.site.data / "keys.yaml").write_text(back, "utf-8")
    code, said = run("check", "--data", copied.site.data, "--content", copied.site.content)
    assert code == 1
    assert "已经作废的钥匙" in "".join(line.strip() for line in said.splitlines())


def test_a_passphrase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A locked key opens with its passphrase and in no other way; without anybody to ask, that is told."""
    private = keys.new_key("样例公示")
    file = keys.save(private, tmp_path / "locked.key", (), "口令")
    assert keys.load(file, lambda _: "口令").public() == private.public()
    with pytest.raises(SystemExit, match="口令不对"):
        keys.load(file, lambda _: "别的")
    with pytest.raises(SystemExit, match="有口令"):
        keys.load(file, None)
    monkeypatch.setenv("YANGGUANG_PASSPHRASE", "口令")
    assert keys.load(file, None).public() == private.public()


# --- co-signing ----------------------------------------------------------------------------------


def test_others_sign_offline(copied: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file out, two lines back in, name and day on the page; what does not verify, or of another day, is refused."""
    bureau, note, reply = (tmp_path / name for name in ("bureau.key", "note.txt", "reply.txt"))
    assert run("cosign", "key", "--name", "样例市 民政局", "--to", bureau)[0] == 0
    assert run("cosign", "export", "--data", copied.site.data, "--to", note)[0] == 0
    code, said = run("cosign", "sign", note, "--key", bureau, "--to", reply)
    assert code == 0, said
    assert "第 1 次发布（2024-05-01）" in said
    lines = reply.read_text("utf-8").splitlines()
    assert len(lines) == 2
    word, line = lines[0].removeprefix("会签公钥 "), lines[1]
    entry = cosigning.files.cosignature(1, PublicKey.read(word), line)
    text = SignedNote.read(note.read_text("utf-8")).text
    VerifyKey(entry.public.content).verify(
        cosigned_message(text, time_of(entry.signature)), entry.signature.content[8:]
    )
    assert time_of(entry.signature) == pytest.approx(time.time(), abs=600)

    forged = tmp_path / "forged.txt"
    other = text.replace("release 1", "release 2")
    forged.write_text(note.read_text("utf-8").replace(text, other), "utf-8")
    assert run("cosign", "sign", forged, "--key", bureau, "--to", tmp_path / "forged-reply.txt")[0] == 0
    for file, expected in (
        (tmp_path / "forged-reply.txt", "对不上"),
        (note, "不是会签的回执"),
        (tmp_path / "no", "读不出来"),
    ):
        code, said = run("cosign", "add", file, "--data", copied.site.data)
        assert code == 1
        assert expected in said
    with monkeypatch.context() as patched:
        patched.setattr(cosigning.time, "time", lambda: 1_600_000_000)
        run("cosign", "sign", note, "--key", bureau, "--to", tmp_path / "early.txt")
    assert "校准电脑的时钟" in run("cosign", "add", tmp_path / "early.txt", "--data", copied.site.data)[1]
    assert not (copied.site.data / "cosigned.yaml").exists()

    code, said = run("cosign", "add", reply, "--data", copied.site.data)
    assert code == 0, said
    assert "已经登记过" in run("cosign", "add", reply, "--data", copied.site.data)[1]
    code, said = copied.publish()
    assert code == 0, said
    page = (copied.output / "releases/1/index.html").read_text("utf-8")
    assert "样例市-民政局" in page
    assert entry.day in page
    assert line in (copied.output / "releases/1/cosigned.txt").read_text("utf-8")
    assert verify(copied.output, notes=[note.read_text("utf-8")]).good

    twin = copied.copy(tmp_path / "twin")
    shutil.rmtree(twin.records / "2")
    shutil.rmtree(twin.output)
    code, said = twin.publish()
    assert code == 1  # what was signed with this key once is not signed another time, wherever it is published
    assert "这台电脑见过第 2 次发布" in said

    path = copied.site.data / "cosigned.yaml"
    path.write_text(path.read_text("utf-8").replace('release: "1"', 'release: "2"'), "utf-8")
    code, said = run("check", "--data", copied.site.data, "--content", copied.site.content)
    assert code == 1
    assert "unlike-cosigned" in said


def test_only_what_is_a_checkpoint_is_signed(tmp_path: Path) -> None:
    """A third party is told that a file is none, or that there is nothing to send."""
    key, file = tmp_path / "a.key", tmp_path / "a.txt"
    assert run("cosign", "key", "--name", "审计所", "--to", key)[0] == 0
    file.write_text("样例\n3\n", "utf-8")
    code, said = run("cosign", "sign", file, "--key", key)
    assert code == 1
    assert "不是检查点" in said
    site = publishable(tmp_path / "site")
    code, said = run("cosign", "export", "--data", site.data)
    assert code == 1
    assert "还没有检查点" in said
    assert CHECKPOINT == "checkpoint.txt"
