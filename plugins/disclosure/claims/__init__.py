"""Claim codes (查询码): one secret code per gift, by which its holder can look it up; too long to guess."""

from .codes import SHORTEST_SECRET, code_of, order_key, spelled
from .files import (
    FOLDER,
    SUFFIX,
    entries_text,
    issues_path,
    issues_text,
    known_by,
    read_claims,
    read_issues,
    secret_of,
)
from .sealing import FEWEST, Claims, decoys, seal

__all__ = [
    "FEWEST",
    "FOLDER",
    "SHORTEST_SECRET",
    "SUFFIX",
    "Claims",
    "code_of",
    "decoys",
    "entries_text",
    "issues_path",
    "issues_text",
    "known_by",
    "order_key",
    "read_claims",
    "read_issues",
    "seal",
    "secret_of",
    "spelled",
]
