"""What a release keeps of its tree: its tables at permanent addresses, its figures, what its pages say."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path, PurePosixPath

from msgspec.structs import replace

from ..accounts import Site
from ..compose import Edition, SiteSection
from ..releases import CURRENT, Published, digest, frozen, hashes_of, page_words, path_without_names


def freeze(fresh: Path, edition: Edition, tables: Mapping[str, bytes]) -> dict[str, str]:
    """Put the tables of this release at their permanent address, and its files into the index of 核验.

    Returns the hash of every file of the tree.
    """
    pending, before = edition.release, edition.history
    assert pending is not None  # noqa: S101  (only the preview has none)
    for path, content in tables.items():
        target = fresh / "releases" / str(pending.number) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    (fresh / CURRENT).write_text(f"{pending.number}\n", encoding="utf-8", newline="\n")
    manifests = [(release.pending, release.manifest) for release in before.releases]
    now = hashes_of(fresh, pending.number)
    content = frozen.index([*manifests, (pending, now)], edition.points, partial(path_without_names, before))
    (fresh / frozen.INDEX).write_bytes(content)
    return now | {frozen.INDEX: digest(content)}


def published_figures(fresh: Path, site: Site) -> tuple[Published, ...]:
    """Every figure with the pages that show it, as the downloads of the tree say."""
    figures: list[Published] = []
    for disclosure in site.disclosures:
        rows = json.loads((fresh / disclosure.org / "data" / "figures.json").read_text("utf-8"))
        pages = {row["id"]: tuple((row["pages"] or "").split()) for row in rows}
        figures += (replace(Published.of(figure), pages=pages[figure.id]) for figure in disclosure.figures.values())
    return tuple(figures)


def page_digests(fresh: Path, files: Iterable[str], sections: Sequence[SiteSection]) -> dict[str, str]:
    """Address → SHA-256 of what a page among *files* says; those about releases themselves are left out.

    Views come and go with the day and with the length of lists, so they have no line of their own: their words count with
    those of the page that they are views of, the nearest above them.
    """
    views = {f"{section.folder}{page.path}" for section in sections for page in section.pages if page.view}
    pages = {
        name.removesuffix("index.html") or "./": fresh / name
        for name in sorted(files)
        if name.rpartition("/")[2] == "index.html" and not name.startswith(("releases/", "verify/"))
    }

    def words(address: str) -> bytes:
        return page_words(pages[address].read_text("utf-8")).encode()

    digests = {address: hashlib.sha256(words(address)) for address in pages if address not in views}
    for view in sorted(pages.keys() & views):
        above = PurePosixPath(view).parents
        owner = next((f"{folder}/" for folder in above if f"{folder}/" in digests), "./")
        digests[owner].update(words(view))
    return {address: whole.hexdigest() for address, whole in digests.items()}
