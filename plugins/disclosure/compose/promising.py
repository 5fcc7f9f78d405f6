"""Gathers what a release promises outside the tables: facts of each organisation and of the site, articles, attachments."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from ..accounts import Site
from ..privacy import attachments
from ..problems import Where, shown_path
from ..releases import WHOLE, beside, file_digest
from ..texts import MarkdownText


def promise_beside(site: Site, texts: Sequence[MarkdownText], content: Path) -> None:
    """Set `Disclosure.beside` of every organisation. Site-wide records (settings, root articles, attachments) are given to one.

    That is the one which had them in the last release, so that reordering site.yaml withdraws no promise; else the first.
    """
    last = site.history.last
    promised = last.records if last else {}
    site_rows = f"{beside.SITE.id}/{WHOLE}.csv"
    answered = (part for part in site.disclosures if f"rows/{part.org}/{site_rows}" in promised)
    answering = next(iter((*answered, *site.disclosures)), None)
    for disclosure in site.disclosures:
        answers = disclosure is answering
        files = [
            beside.AttachmentRecord.of({"id": address, "sha256": file_digest(path)}, Where(shown_path(path)))
            for address, path in sorted(disclosure.originals.items())
        ]
        if answers:
            files += [
                beside.AttachmentRecord.of(
                    {"id": path.relative_to(content).as_posix(), "sha256": file_digest(path)}, Where(shown_path(path))
                )
                for path in attachments.attachments(content)
            ]
        pictures = (
            beside.PictureFileRecord.of({"id": name, "sha256": file_digest(file.path)}, Where(shown_path(file.path)))
            for name, file in sorted(disclosure.pictures.items())
        )
        articles = [_article(text) for text in texts if text.folder == disclosure.org or (answers and not text.folder)]
        disclosure.beside = {
            beside.ORGANISATION.id: (disclosure.organisation,),
            **({beside.SITE.id: (site.settings,)} if site.settings and answers else {}),
            beside.ATTACHMENTS.id: tuple(files),
            beside.PICTURE_FILES.id: tuple(pictures),
            beside.ARTICLES.id: tuple(articles),
        }


def _article(text: MarkdownText) -> beside.ArticleRecord:
    place = PurePosixPath(text.file)
    cells = {
        "id": f"{'news' if text.folder else 'about'}/{text.slug}",
        "title": text.title,
        "day": text.date or None,
        "words": " ".join(f"{text.summary} {text.body}".split()) or None,
    }
    return beside.ArticleRecord.of(cells, Where(str(place)))
