"""Whether an address of the web names a site that everybody can open."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

_DOT = re.compile(r"[.。．｡]")  # as browsers read it in the name of a site


def fault_of_site(address: str) -> str:
    """Why a web address leads nobody anywhere: it names no site, or one that only the computers of an office know; else nothing."""
    try:
        host = urlsplit(address.strip().replace("\\", "/")).hostname or ""
    except ValueError:  # an address of version 6 that is none
        host = ""
    if not host:
        return "网址不完整，要写成 https://网站的名字/ 这样"
    try:
        private = not ip_address(host).is_global
    except ValueError:  # a name, as nearly always
        private = host == "localhost" or host.endswith((".local", ".lan", ".localhost")) or not _DOT.search(host)
    return "只在您自己的电脑或单位里打得开，别人打不开" if private else ""
