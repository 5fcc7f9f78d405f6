"""Our settings in a Pelican settings file, as a frozen object; packages below the engine read no settings."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, cast

from msgspec import Struct, field

from ..problems import shown_path
from ..reading import strange_files
from ..texts import MARKDOWN


class Settings(Struct, frozen=True):
    """Input folders, address of the site, and options."""

    data: Path
    content: Path
    theme: Path
    site_url: str  # https://example.org/charity, without a slash at the end; empty in the preview
    plotly_bundles: tuple[Path, ...]  # scripts that draw charts; see `plotly_bundle`
    allow_sample: bool
    markdown: Mapping[str, Any] = field(default_factory=lambda: MARKDOWN)

    @property
    def plotly_bundle(self) -> Path | None:
        """The first bundle, which is published; None if there is none."""
        return next(iter(self.plotly_bundles), None)

    @classmethod
    def from_pelican(cls, settings: Mapping[str, Any]) -> Settings:
        """Extract our settings from Pelican's. SystemExit (Chinese) if the theme has unsafe files."""
        theme = Path(settings["THEME"])
        strange = strange_files(theme, shown_path(theme))
        if strange:
            raise SystemExit("\n".join(f"{fault.where}：{fault.message}{fault.fix}" for fault in strange))
        return cls(
            data=Path(settings["DISCLOSURE_DATA_PATH"]),
            content=Path(settings["PATH"]),
            theme=theme,
            site_url=str(settings.get("DISCLOSURE_SITE_URL") or "").rstrip("/"),
            plotly_bundles=tuple(map(Path, settings.get("DISCLOSURE_PLOTLY_BUNDLES", ()))),
            allow_sample=bool(settings.get("DISCLOSURE_ALLOW_SAMPLE", True)),
            markdown=settings["MARKDOWN"],
        )

    @classmethod
    def from_file(cls, file: Path, data: Path, content: Path) -> Settings:
        """Read a settings file by Pelican; *data* and *content* override its folders. SystemExit (Chinese) if it is missing."""
        if not file.is_file():
            raise SystemExit(f"找不到设置文件 {file}。请检查 --settings 后面的路径。")
        if not content.is_dir():
            raise SystemExit(f"找不到文件夹 {content}。请检查 CONTENT= 后面的路径。")
        return cls.from_pelican(
            _pelican_settings().read_settings(
                str(file), override={"PATH": str(content.resolve()), "DISCLOSURE_DATA_PATH": data.resolve()}
            )
        )


def _pelican_settings() -> ModuleType:
    """Import `pelican.settings` alone, without what `import pelican` loads: readers, a server, Docutils.

    `pelican.log`, of which settings only use `LimitFilter`, is replaced by a stub. The partial modules are removed from
    `sys.modules` again, so that a later `import pelican` is complete.
    """
    spec = None if "pelican" in sys.modules else find_spec("pelican")
    if spec is None or spec.submodule_search_locations is None:
        from pelican import settings as whole

        return cast("ModuleType", whole)
    shell = ModuleType("pelican")
    shell.__path__ = list(spec.submodule_search_locations)
    log: Any = ModuleType("pelican.log")
    log.LimitFilter = SimpleNamespace(_ignore=set())
    sys.modules |= {"pelican": shell, "pelican.log": log}
    try:
        from pelican import settings
    finally:
        for name in [name for name in sys.modules if name.partition(".")[0] == "pelican"]:
            del sys.modules[name]
    return cast("ModuleType", settings)
