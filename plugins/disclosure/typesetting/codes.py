"""QR codes (ISO/IEC 18004) of addresses, as drawings that a template or a page embeds."""

from __future__ import annotations

import io
from functools import lru_cache


@lru_cache(maxsize=256)
def qr_svg(text: str) -> str:
    """The QR code of *text* as an SVG of black modules on white, with its quiet zone of four modules.

    Level M (15 % may be lost), Micro QR never: WeChat does not read it. The same text gives the same bytes. ValueError for an
    empty text or one that no code can hold (some 2,300 bytes).
    """
    import segno

    if not text:
        raise ValueError("no text for a QR code")
    written = io.BytesIO()
    segno.make(text, error="m", micro=False, boost_error=False).save(
        written, kind="svg", border=4, light="#fff", xmldecl=False, svgclass=None, lineclass=None, omitsize=True
    )
    return written.getvalue().decode("ascii")
