"""Make the pictures of the manual that no browser is needed for: a share card and the long picture of a year, of the example.

python examples/pictures.py
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "plugins"))

from disclosure.compose import compose  # noqa: E402
from disclosure.engine import Settings  # noqa: E402
from disclosure.sharing import SitePictures, site_pictures, studio, write_pictures  # noqa: E402

SHOWN = {"share": ("shili/share.png", 600), "long": ("shili/years/2025/long.png", 360)}  # address, width in the manual


def main() -> None:
    """Draw them and put them into docs/pictures, small."""
    examples = ROOT / "examples"
    settings = Settings.from_file(ROOT / "pelicanconf.py", examples / "data", examples / "content")
    edition = compose(settings.data, settings.content, settings.markdown, allow_sample=True).edition()
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
            with Image.open(Path(folder) / address) as image:
                small = image.convert("RGB").resize(
                    (width, image.height * width // image.width), Image.Resampling.LANCZOS
                )
            small.save(ROOT / "docs" / "pictures" / f"{name}.webp", quality=60)
            print(f"docs/pictures/{name}.webp")


if __name__ == "__main__":
    main()
