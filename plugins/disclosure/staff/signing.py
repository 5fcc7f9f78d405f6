"""The commands of keys and co-signatures: `key create | show | change | revoke` and `cosign export | key | sign | add`."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

_KEY_WORDS = {
    "create": "建第一把钥匙（或作废以后的下一把）",
    "show": "看有哪些公钥、私钥在不在这台电脑上",
    "change": "换一把新的，旧的给新的签名",
    "revoke": "作废在用的这一把（丢了，或别人也有了）",
}
_COSIGN_WORDS = {
    "export": "把一次发布的检查点写成小文件，发给会签的单位",
    "key": "会签的单位建自己的钥匙（不要本站的数据）",
    "sign": "会签的单位签一个检查点，得到回执（不要本站的数据，不上网）",
    "add": "把回执登记进来",
}


def add_signing(commands: Any, root: Path) -> None:
    """Add both commands to the parser; *root* is the project's folder."""
    _add_key(commands, root)
    _add_cosign(commands, root)


def _add_key(commands: Any, root: Path) -> None:
    key = _group(commands, "key", "签名用的钥匙：建、看、换、作废")
    for name, words in _KEY_WORDS.items():
        command = key.add_parser(name, help=words, description=f"{words}。")
        command.take_data(root)
        if name in {"create", "change"}:
            _target(command, "私钥放在哪里（默认您自己的配置文件夹；不能在 data、网站和版本库里）")
            command.add_argument("--passphrase", action="store_true", help="给私钥加口令，每次用都要输入")
        if name in {"show", "change"}:
            command.add_argument("--key", type=Path, help="在用的私钥在哪里（默认您自己的配置文件夹）")
        if name == "revoke":
            command.add_argument("--reason", default="", help="为什么作废，会登在网站上")
        if name != "show":
            command.add_argument("--on", help="从哪一天起（默认今天）")
        command.set_defaults(run=lambda options, name=name: _key(name, options, root))


def _add_cosign(commands: Any, root: Path) -> None:
    cosign = _group(commands, "cosign", "会签：请别的单位也签检查点")
    for name, words in _COSIGN_WORDS.items():
        command = cosign.add_parser(name, help=words, description=f"{words}。")
        if name in {"sign", "add"}:
            command.add_argument("file", type=Path, help="检查点文件" if name == "sign" else "回执文件")
        if name in {"export", "add"}:
            command.take_data(root)
        if name == "export":
            command.add_argument("--release", type=int, default=0, help="第几次发布（默认最后一次）")
        if name == "sign":
            command.add_argument("--key", type=Path, required=True, help="自己的私钥")
        if name == "key":
            command.add_argument("--name", required=True, help="单位的名称")
            command.add_argument("--passphrase", action="store_true", help="给私钥加口令，每次用都要输入")
        if name != "add":
            _target(command, "写到哪里")
        command.set_defaults(run=lambda options, name=name: _cosign(name, options, root))


def _group(commands: Any, name: str, summary: str) -> Any:
    group = commands.add_parser(name, help=summary, description=f"{summary}。")
    return group.add_subparsers(title="做什么", required=True, metavar="做什么")


def _target(command: argparse.ArgumentParser, words: str) -> None:
    command.add_argument("--to", type=Path, metavar="文件", help=words)


def asks_passphrase() -> Callable[[str], str] | None:
    """How to ask for the passphrase of a key; None where nobody is there. Nobody is asked the same twice."""
    return cache(getpass.getpass) if sys.stdin.isatty() else None


def _new_passphrase(*, wanted: bool) -> str:
    if not wanted:
        return ""
    if not sys.stdin.isatty():
        raise SystemExit("要加口令，请在终端里运行，照提示输入两遍。")
    word = getpass.getpass("新的口令：")
    if not word or getpass.getpass("再输入一遍：") != word:
        raise SystemExit("两遍不一样，或者没有输入。没有建钥匙，请再运行一次。")
    return word


def _key(name: str, options: argparse.Namespace, root: Path) -> int:
    from ..engine import require_folders
    from ..publishing import keys

    require_folders(options.data)
    forbidden = (options.data, root)
    if name == "show":
        print(keys.show(options.data, options.key))
    elif name == "revoke":
        print(keys.revoke(options.data, options.reason, options.on))
    elif name == "create":
        passphrase = _new_passphrase(wanted=options.passphrase)
        print(keys.create(options.data, forbidden, options.to, options.on, passphrase))
    else:
        asking = keys.Asking(asks_passphrase(), _new_passphrase(wanted=options.passphrase))
        print(keys.change(options.data, forbidden, options.key, options.to, options.on, asking))
    return 0


def _cosign(name: str, options: argparse.Namespace, root: Path) -> int:
    from ..engine import require_folders
    from ..publishing import cosigning

    if name in {"export", "add"}:
        require_folders(options.data)
    if name == "export":
        print(cosigning.export(options.data, options.release, options.to))
    elif name == "key":
        print(cosigning.key(options.name, options.to, (root,), _new_passphrase(wanted=options.passphrase)))
    elif name == "sign":
        print(cosigning.sign(options.file, options.key, options.to, asks_passphrase()))
    else:
        print(cosigning.add(options.data, options.file))
    return 0
