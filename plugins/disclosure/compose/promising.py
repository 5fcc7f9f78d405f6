"""What a release promises beside the tables, gathered: facts of each organisation and of the site, articles, attachments."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from ..accounts import Site
from ..privacy import attachments
from ..problems import Where, shown_path
from ..releases import beside, file_digest
from ..texts import MarkdownText


def promise_beside(site: Site, texts: Sequence[MarkdownText], content: Path) -> None:
    """Give every organisation what stands beside its tables; what belongs to none is answered for by the first."""
    for place, disclosure in enumerate(site.disclosures):
        files = [
            beside.AttachmentRecord.of({"id": address, "sha256": file_digest(path)}, Where(shown_path(path)))
            for address, path in sorted(disclosure.originals.items())
        ]
        if not place:
            files += [
                beside.AttachmentRecord.of(
                    {"id": path.relative_to(content).as_posix(), "sha256": file_digest(path)}, Where(shown_path(path))
                )
                for path in attachments.attachments(content)
            ]
        articles = [_article(text) for text in texts if text.folder == disclosure.org or not (place or text.folder)]
        disclosure.beside = {
            beside.ORGANISATION.id: (disclosure.organisation,),
            **({beside.SITE.id: (site.settings,)} if site.settings and not place else {}),
            beside.ATTACHMENTS.id: tuple(files),
            beside.ARTICLES.id: tuple(articles),
        }


def _article(text: MarkdownText) -> beside.ArticleRecord:
    place = PurePosixPath(text.file)
    _, _, body = text.source.replace("\r\n", "\n").partition("\n\n")
    cells = {
        "id": f"{'news' if text.folder else 'about'}/{text.slug}",
        "title": text.title,
        "day": text.date or None,
        "words": " ".join(f"{text.summary} {body}".split()) or None,
    }
    return beside.ArticleRecord.of(cells, Where(str(place)))
