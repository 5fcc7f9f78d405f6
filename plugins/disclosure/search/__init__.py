"""站内搜索: an index of what the finished pages say, as script files that a page from a USB stick can load, too."""

from __future__ import annotations

from .alphabet import OTHER, by_letter
from .spelling import canonical, terms
from .synonyms import synonyms
from .writing import FOLDER, IndexCache, ResultGroup, SearchablePage, SearchAbout, write_index

__all__ = [
    "FOLDER",
    "OTHER",
    "IndexCache",
    "ResultGroup",
    "SearchAbout",
    "SearchablePage",
    "by_letter",
    "canonical",
    "synonyms",
    "terms",
    "write_index",
]
