"""What a release would change, held against the release before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..accounts import Site
from ..duties import Obligation
from ..pages import downloads
from ..releases import Changes, FigureChange, History, ReleaseDraft, TableChange, compare_rows
from .prose import unbound
from .summaries import duty_text


def compared(
    draft: ReleaseDraft, before: History, site: Site, tables: dict[str, bytes], duties: Mapping[str, Obligation]
) -> Changes:
    """What is new, other than it was and gone; *tables* are those of the record by path, *duties* those that were fulfilled."""
    last = before.last
    old = {(figure.org, figure.id): figure for figure in last.figures} if last else {}
    new = {(figure.org, figure.id): figure for figure in draft.figures}
    old_pages = last.pages if last else {}
    new_pages = draft.pages
    known_corrections = set(last.corrections) if last else set()
    return Changes(
        number=draft.pending.number,
        last=last.number if last else 0,
        moved=f"{last.site_url} → {draft.site_url}"
        if last and last.site_url and last.site_url != draft.site_url
        else "",
        figures_added=tuple(figure for key, figure in new.items() if key not in old),
        figures_changed=tuple(
            FigureChange(old[key], figure) for key, figure in new.items() if key in old and old[key].said != figure.said
        ),
        figures_removed=tuple(figure for key, figure in old.items() if key not in new),
        pages_added=tuple(sorted(set(new_pages) - set(old_pages))),
        pages_removed=tuple(sorted(set(old_pages) - set(new_pages))),
        pages_changed=tuple(path for path, words in new_pages.items() if old_pages.get(path, words) != words),
        tables=tuple(_tables(draft, before, site, tables)) if last else (),
        corrections=tuple(key for key in draft.corrections if key not in known_corrections),
        news=draft.news,
        unbound=unbound(site.disclosures, before),
        duties=tuple(
            duty_text(key, duty, site.disclosures) for key, duty in duties.items() if not last or key not in last.duties
        ),
    )


def _tables(draft: ReleaseDraft, before: History, site: Site, tables: dict[str, bytes]) -> Iterator[TableChange]:
    """The tables that are not as they were; the register is left out, because its figures are listed one by one."""
    assert before.last is not None  # noqa: S101
    labels = {
        f"{disclosure.org}/data/{name}.csv": f"{disclosure.organisation.short_name}·{label}"
        for disclosure in site.disclosures
        for name, label, _ in downloads.tables(disclosure)
    }
    old = before.last.tables
    new = {path: sha for path, sha in draft.manifest.items() if path in labels}
    for path in sorted({*old, *new}):
        if old.get(path) == new.get(path) or path.endswith("/figures.csv"):
            continue
        name = labels.get(path, path)
        earlier = before.kept[old[path]][1].read_bytes() if old.get(path) in before.kept else b""
        if (path in old and not earlier) or (path in new and path not in tables):
            yield TableChange(name, None, None, None)
        else:
            yield TableChange(name, *compare_rows(earlier, tables.get(path, b"")))
