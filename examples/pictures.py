"""Make the pictures of the manual that no browser is needed for: a share card, the long picture of a year and a sheet, of the example.

python examples/pictures.py
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "plugins"))

from disclosure.compose import ComposedSite, compose  # noqa: E402
from disclosure.engine import writing  # noqa: E402
from disclosure.model import BoardSheet  # noqa: E402
from disclosure.output import boards  # noqa: E402
from disclosure.releases import Pending  # noqa: E402
from disclosure.settings import Settings  # noqa: E402
from disclosure.sharing import SitePictures, site_pictures, studio, write_pictures  # noqa: E402
from disclosure.typesetting import open_press  # noqa: E402

SHOWN = {"share": ("shili/share.png", 600), "long": ("shili/years/2025/long.png", 360)}  # address, width in the manual


def main() -> None:
    """Draw them and put them into docs/pictures, small."""
    examples = ROOT / "examples"
    settings = Settings.from_file(ROOT / "pelicanconf.py", examples / "data", examples / "content")
    composed = compose(settings.data, settings.content, settings.markdown, allow_sample=True)
    edition = composed.edition()
    assert edition.site.settings
    pictures = site_pictures(edition.sections, edition.site.settings.name, "https://example.org", sample=True)
    artist = studio(ROOT / "theme" / "press")
    if artist is None:
        raise SystemExit("没有装上排版工具，先运行 make setup。")
    with TemporaryDirectory() as folder:
        cards = {address: card for address, card in pictures.cards.items() if address == SHOWN["share"][0]}
        long = {address: picture for address, picture in pictures.long.items() if address == SHOWN["long"][0]}
        write_pictures(SitePictures(cards, long, {}, {}), artist, Path(folder))
        for name, (address, width) in SHOWN.items():
            _save(name, (Path(folder) / address).read_bytes(), width)
    _save("board", _sheet(settings, composed), 480)


def _sheet(settings: Settings, composed: ComposedSite) -> bytes:
    """A village fund on A4, as a first release would have it."""
    edition = composed.edition(Pending(1, "2026-06-30"))
    view = writing._view(edition, replace(settings, site_url="https://example.org"))  # noqa: SLF001  (no site is written)
    for section in edition.sections:
        for page in section.pages:
            for block in page.blocks:
                if (
                    section.folder == "xiyang/"
                    and page.path == "board/funds/village/"
                    and isinstance(block, BoardSheet)
                ):
                    assert section.disclosure
                    content = boards.board_content(view, section.disclosure, page, block)
                    press = open_press()
                    assert press
                    return press.png(settings.theme / boards.TEMPLATE, {**content, "paper": "a4"}, ppi=144)[0]
    raise SystemExit("样例里没有这张公示。")


def _save(name: str, content: bytes, width: int) -> None:
    with Image.open(io.BytesIO(content)) as image:
        small = image.convert("RGB").resize((width, image.height * width // image.width), Image.Resampling.LANCZOS)
    small.save(ROOT / "docs" / "pictures" / f"{name}.webp", quality=60)
    print(f"docs/pictures/{name}.webp")


if __name__ == "__main__":
    main()
