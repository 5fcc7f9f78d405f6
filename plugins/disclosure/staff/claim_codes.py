"""`make codes`: a claim code for every gift, as a private list for staff and as sealed entries beside the data.

The secret that codes are made with never enters the data, the repository or the site; whoever has it can make every code.
"""

from __future__ import annotations

import csv
import io
import os
import re
import secrets
from collections.abc import Iterator, Sequence
from contextlib import suppress
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import Final

from msgspec import Struct

from .. import claims
from ..importing import read_orders
from ..kinds.donations import KIND
from ..kinds.gifts import DonationRecord
from ..model import Dataset
from ..problems import Report, machine_reason, shown_path
from ..publishing import refuse_shared_place
from ..releases import FOLDER as RELEASES
from ..releases import read_history
from ..storage import places, write_whole

_HEADERS: Final = ("捐赠编号", "到账日期", "金额（元）", "查询码", "网址")
_HEAD: Final = "阳光慈善查询码的密钥：不要发给任何人，不要放进 data 或版本库。\n"
_MOST_SLIPS: Final = 5_000


class Gift(Struct, frozen=True):
    """What the list says of a gift."""

    number: str
    day: str
    amount: Decimal
    code: str = ""


class CodesWanted(Struct, frozen=True):
    """For whom codes are made, of which year (all where none is given), which gifts get a new one, and where the list goes."""

    org: str
    year: int | None = None
    renewed: tuple[str, ...] = ()
    target: Path | None = None
    slips: bool = False
    site_url: str = ""


def make_codes(data: Path, wanted: CodesWanted, forbidden: Sequence[Path]) -> str:
    """Write the sealed entries and the list of an organisation; returns the message for staff.

    SystemExit in one line where the data has faults, the secret is missing, too short or committed, or the list would stand
    in one of the *forbidden* folders or in a repository.
    """
    dataset = _gifts(data, wanted.org)
    gifts = {gift.number: gift for gift in _listed(dataset, wanted.year)}
    strange = [number for number in wanted.renewed if number not in gifts]
    if strange:
        raise SystemExit(f"捐赠明细里没有 {'、'.join(strange)}，没有换查询码。编号像 2025-01-00012 这样。")
    if not gifts:
        raise SystemExit("捐赠明细里没有这一年的捐赠，没有查询码可做。")
    folder = data / wanted.org / claims.FOLDER
    secret = _secret(wanted.org, folder, forbidden)
    target = (wanted.target or places.codes_folder() / wanted.org).resolve()
    refuse_shared_place(target, forbidden, "查询码清单", "TO=")
    issues = claims.read_issues(folder)
    for number in wanted.renewed:
        issues[number] = issues.get(number, 1) + 1
    orders: dict[str, list[str]] = {}
    for key, number in read_orders(KIND, data / wanted.org).items():
        orders.setdefault(number, []).append(key)
    url = (wanted.site_url or _last_url(data)).rstrip("/")
    public, private = {}, {}
    for year in sorted({int(number[:4]) for number in gifts}):
        coded = [
            Gift(number, gift.day, gift.amount, claims.code_of(secret, wanted.org, number, issues.get(number, 1)))
            for number, gift in gifts.items()
            if int(number[:4]) == year
        ]
        entries = [claims.seal(gift.code, gift.number) for gift in coded]
        entries += [claims.seal(key, gift.number) for gift in coded for key in orders.get(gift.number, ())]
        entries += claims.decoys(secret, wanted.org, year, max(0, claims.FEWEST - len(entries)))
        public[folder / f"{year}{claims.SUFFIX}"] = claims.entries_text(secret, entries)
        private[target / f"查询码-{wanted.org}-{year}.csv"] = _list(coded, wanted.org, url)
        if wanted.slips:
            private[target / f"查询码-{wanted.org}-{year}.html"] = _slips(coded, wanted.org, url)
    if issues:
        public[claims.issues_path(folder)] = claims.issues_text(issues)
    for path, content in private.items():
        _private(path, content)
    for path, text in public.items():
        _write(path, text)
    return "\n".join(_message(len(gifts), sum(number in orders for number in gifts), wanted, list(private), folder))


def _message(count: int, ordered: int, wanted: CodesWanted, written: Sequence[Path], folder: Path) -> Iterator[str]:
    yield f"{count}笔捐赠各有一个查询码；清单在 {'、'.join(map(str, written))}，只有您自己能读，发完请收好。"
    if wanted.renewed:
        yield f"{'、'.join(wanted.renewed)} 换了新的查询码，旧的从下一次发布起查不到。"
    if ordered:
        yield f"其中{ordered}笔导入时有平台订单号，用订单号也查得到。"
    yield f"{shown_path(folder)} 里是锁好的那一份，看不出谁捐的；请和数据一起备份，下一次 make publish 就能查。"


# --- gifts ---------------------------------------------------------------------------------------


def _gifts(data: Path, org: str) -> Dataset:
    from ..accounts import load

    report = Report()
    _, folders = load(data, shown_path(data), report)
    folder = next((loaded for loaded in folders if loaded.organisation.id == org), None)
    dataset = folder.datasets.get(KIND.id) if folder else None
    if report.errors:
        raise SystemExit("数据里还有必须改的问题，没有做查询码。请先运行 make check 改好。")
    if dataset is None or not len(dataset):
        raise SystemExit(f"“{org}”没有捐赠明细，没有查询码可做。")
    return dataset


def _listed(dataset: Dataset, year: int | None) -> Iterator[Gift]:
    columns = (DonationRecord.id, DonationRecord.received_on, DonationRecord.amount)
    for number, day, amount in dataset.at(range(len(dataset)), columns):
        if year is None or number.startswith(f"{year}-"):
            yield Gift(number, day, amount)


# --- the secret ----------------------------------------------------------------------------------


def _secret(org: str, folder: Path, forbidden: Sequence[Path]) -> bytes:
    """The secret of this machine; made where there is none yet and no codes were made with another."""
    named = os.environ.get(places.CODES_SECRET, "")
    path = Path(named) if named else places.codes_folder() / "secret.txt"
    refuse_shared_place(path.resolve(), forbidden, "查询码的密钥", f"环境变量 {places.CODES_SECRET} ")
    before = {claims.secret_of(file) for file in folder.glob(f"*{claims.SUFFIX}")}
    if not path.is_file():
        if before:
            raise SystemExit(
                f"“{org}”的查询码是用别的密钥做的，这台电脑上没有（应当在 {path}）。请从备份拷来；"
                f"密钥真的丢了，就删去 {shown_path(folder)} 重做，发出去的查询码全部作废。"
            )
        _private(path, f"{_HEAD}{secrets.token_hex(claims.SHORTEST_SECRET)}\n".encode())
    try:
        text = path.read_text("utf-8")
    except (OSError, ValueError) as error:
        reason = machine_reason(error) if isinstance(error, OSError) else "不是文字"
        raise SystemExit(f"密钥 {path} 读不出来：{reason}。请用备份的那一份。") from None
    written = re.fullmatch(rf"(?:{re.escape(_HEAD)})?([0-9a-f]{{{2 * claims.SHORTEST_SECRET},}})\s*", text)
    if written is None:
        raise SystemExit(
            f"密钥 {path} 太短或不完整（要 {2 * claims.SHORTEST_SECRET} 个十六进制数字）。请用备份的那一份；"
            "从来没有用过的，删去这个文件再运行一次，会建一个新的。"
        )
    secret = bytes.fromhex(written[1][: len(written[1]) // 2 * 2])
    if before - {claims.known_by(secret)}:
        raise SystemExit(
            f"{path} 不是做“{org}”现有查询码的那个密钥。请换成原来的；真的丢了，就删去 {shown_path(folder)} 重做，"
            "发出去的查询码全部作废。"
        )
    return secret


# --- what is written -----------------------------------------------------------------------------


def _write(path: Path, text: str) -> None:
    try:
        write_whole(path, text.encode())
    except OSError as error:
        raise SystemExit(f"写不进 {shown_path(path)}：{machine_reason(error)}。改好以后再运行一次。") from None


def _private(path: Path, content: bytes) -> Path:
    """Put a file in place that only its owner can read."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = path.with_name(f".{path.name}.new")
        with suppress(FileNotFoundError):
            beside.unlink()
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except OSError as error:
        raise SystemExit(f"写不进 {path}：{machine_reason(error)}。请用 TO= 换一个地方。") from None
    return path


def _last_url(data: Path) -> str:
    history = read_history(data / RELEASES, f"{shown_path(data)}/{RELEASES}", Report())
    return history.releases[-1].site_url if history.releases else ""


def _link(url: str, org: str, code: str) -> str:
    return f"{url}/{org}/donations/#c={code}" if url else ""


def _list(gifts: Sequence[Gift], org: str, url: str) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(_HEADERS)
    for gift in gifts:
        writer.writerow(
            (gift.number, gift.day, f"{gift.amount:.2f}", claims.spelled(gift.code), _link(url, org, gift.code))
        )
    return f"\ufeff{stream.getvalue()}".encode()


def _slips(gifts: Sequence[Gift], org: str, url: str) -> bytes:
    """A page to print and cut: a slip a gift, with the code and its QR."""
    from ..typesetting import qr_svg

    if not url:
        raise SystemExit("还不知道网站的网址，二维码没有做。请写 SITE_URL=https://…，或发布以后再做。")
    if len(gifts) > _MOST_SLIPS:
        raise SystemExit(f"一次最多印 {_MOST_SLIPS} 张。请用清单里的网址让短信或票据系统生成二维码。")
    slips = "\n".join(
        f"<section>{qr_svg(_link(url, org, gift.code))}<p>捐赠编号 {escape(gift.number)}</p>"
        f"<p>查询码 <b>{claims.spelled(gift.code)}</b></p><p>扫码，或在网站“查我的捐赠”里输入。</p></section>"
        for gift in gifts
    )
    style = (
        "section{display:inline-block;width:60mm;margin:2mm;padding:3mm;border:1px dashed #888;break-inside:avoid}"
        "svg{width:30mm}p{margin:1mm 0;font-size:10pt}b{font-family:monospace}"
    )
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>查询码</title><style>{style}</style></head>'
        f"<body>\n{slips}\n</body></html>\n"
    ).encode()
