"""合并账: a federation's books as one, year by year: who is in, what they paid each other, who reported and who did not."""

from .common import FILES, PATH, has_account
from .pages import pages, relation, unlike

__all__ = ["FILES", "PATH", "has_account", "pages", "relation", "unlike"]
