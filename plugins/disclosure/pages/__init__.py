"""All pages of an organisation, in reading order, and the check that their addresses are unique."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..kinds import all_kinds
from ..model import Disclosure, Link, Page, figures_of
from ..problems import Problem, Where, problem
from . import accountability, downloads, finances, home, register, sitemap, years

MAKERS = (home.pages, years.pages, finances.pages, accountability.pages, downloads.pages)


def pages_of(disclosure: Disclosure, extra: Sequence[Page] = ()) -> list[Page]:
    """Every page; *extra* are those made from Markdown. The site map comes last and names all of them."""
    made = [page for maker in MAKERS for page in maker(disclosure)]
    for kind in all_kinds():
        if kind.pages:
            made.extend(kind.pages(disclosure, kind))
    made.extend(extra)
    names = {page.path: page.title for page in made}
    used = {one: [Link(names[path], path) for path in paths] for one, paths in uses(made).items()}
    made.extend(register.pages(disclosure, used))
    return [*made, sitemap.page(disclosure, made)]


def check_paths(pages: Sequence[Page], org: str) -> Iterator[Problem]:
    """Every address is used once."""
    seen: dict[str, Page] = {}
    for page in pages:
        first = seen.setdefault(page.path, page)
        if first is not page:
            yield problem(
                "path-clash", Where(f"{org}/{page.path}"), cell=page.path, first=first.title, second=page.title
            )


def uses(pages: Sequence[Page]) -> dict[str, list[str]]:
    """Figure id → addresses of the pages that show it, the register left out."""
    found: dict[str, list[str]] = {}
    for page in pages:
        if page.template == "register":
            continue
        for figure_id in dict.fromkeys(one.id for one in figures_of(page)):
            found.setdefault(figure_id, []).append(page.path)
    return found
