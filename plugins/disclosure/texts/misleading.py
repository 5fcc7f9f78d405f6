"""Links whose words are an address, of a site, of mail or of a telephone, and that lead to another one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote, urlsplit

from ..identifiers import shown
from ..problems import Problem, Where, problem
from .lines import Lines

_LINK = re.compile(r'<a\b[^<>]*\shref="(?P<address>[^"]*)"[^<>]*>(?P<words>.*?)</a>', re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_SITE = re.compile(
    r"(?<![a-z0-9@._-])(?P<scheme>https?://(?:[^\s/@]{1,200}@)?)?"
    r"(?P<host>(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}(?P<end>[a-z]{2,20}))(?![a-z0-9-]|\.[a-z0-9])"
)
_MAIL = re.compile(r"[a-z0-9._%+-]{1,64}@(?P<host>[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8})")
_TELEPHONE = re.compile(r"(?<![0-9])\+?[0-9][0-9 ()-]{3,24}[0-9]")
_DAY = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{1,2}-[0-9]{1,2}")
# How the name of a site ends where neither https:// nor www. stands before it; report.pdf is a file.
_ENDS = frozenset(
    {"com", "cn", "net", "org", "gov", "edu", "info", "biz", "top", "xyz", "site", "shop", "club", "online", "vip", "cc", "tv", "io", "me", "hk", "tw", "mo"}
)  # fmt: skip
# Such as gov.cn: whoever has it does not have what stands below it.
_SHARED = re.compile(r"(?:com|net|org|gov|edu|ac|co)\.[a-z]{2}")
_SHOWN = 60


def links(file: str, html: str, lines: Lines) -> Iterator[Problem]:
    """The links of a text that say one address and lead to another, or hide in their address where they lead."""
    for match in _LINK.finditer(html):
        address = unescape(match["address"]).strip()
        words = " ".join(unescape(_TAG.sub("", match["words"])).split())
        target = _leading_elsewhere(unicodedata.normalize("NFKC", words).lower(), address)
        if target:
            where = Where(file, None, lines.of(address, match["address"], words))
            yield problem("misleading-link", where, cell=_without_persons(words), other=_without_persons(target))


def _without_persons(text: str) -> str:
    """A text as far as a report may repeat it: letter boxes and telephones are those of somebody."""
    bare = _MAIL.sub(lambda match: f"{match[0][:2]}…@{match['host']}", text)
    return _TELEPHONE.sub(lambda match: shown(match[0]), bare)[:_SHOWN]


def _leading_elsewhere(words: str, address: str) -> str:
    """Where an address leads, if the words of its link say that it leads elsewhere; nothing where they do not."""
    scheme, _, rest = address.partition(":")
    match scheme.lower():
        case "http" | "https":
            return _other_site(words, address)
        case "mailto":
            return _other_mail(words, unquote(rest.partition("?")[0]).strip().lower())
        case "tel":
            return _other_telephone(words, unquote(rest))
    return ""


def _other_site(words: str, address: str) -> str:
    try:
        parts = urlsplit(address.replace("\\", "/"))  # as browsers read it
        host = (parts.hostname or "").rstrip(".")
    except ValueError:  # an address of version 6 that is none
        return ""
    names = [*_sites(words), *(match["host"] for match in _MAIL.finditer(words))]
    hidden = "@" in parts.netloc  # https://one.example@other.example leads to the other
    return host if hidden or (names and not any(_same_site(site, host) for site in names)) else ""


def _other_mail(words: str, mail: str) -> str:
    names = [match[0] for match in _MAIL.finditer(words)]
    if names:
        return "" if mail in names else mail
    sites = list(_sites(words))
    return mail if sites and not any(_same_site(site, mail.rpartition("@")[2]) for site in sites) else ""


def _other_telephone(words: str, number: str) -> str:
    names = [_digits(match[0]) for match in _TELEPHONE.finditer(words) if not _DAY.fullmatch(match[0])]
    dialled = _digits(number)
    same = any(dialled.startswith(name) or name.startswith(dialled) or dialled.endswith(name) for name in names)
    return number if names and not same else ""


def _digits(number: str) -> str:
    """A telephone number without its signs, and without what is dialled from other countries or other places."""
    return re.sub(r"[^0-9]", "", number).removeprefix("00").removeprefix("86").removeprefix("0")


def _sites(words: str) -> Iterator[str]:
    for match in _SITE.finditer(words):
        if match["scheme"] or match["host"].startswith("www.") or match["end"] in _ENDS:
            yield match["host"]


def is_site(word: str) -> bool:
    """Whether a word is the name of a site, www.example.org, and not that of a file, 2024.csv."""
    return word.lower() in _sites(word.lower())


def _same_site(site: str, host: str) -> bool:
    """Whether both are one site, or one is a part of the other."""
    first, second = sorted((site.removeprefix("www."), host.removeprefix("www.")), key=len)
    return first == second or (second.endswith(f".{first}") and not _SHARED.fullmatch(first))
