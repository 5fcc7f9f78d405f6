"""What a Pelican settings file says of us, as one frozen object; nothing below the engine reads a setting."""

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
    """Where things are, and where the site will stand."""

    data: Path
    content: Path
    theme: Path
    site_url: str  # https://example.org/charity, without a slash at the end; empty in the preview
    plotly_bundles: tuple[Path, ...]  # scripts that draw charts; see `plotly_bundle`
    allow_sample: bool
    markdown: Mapping[str, Any] = field(default_factory=lambda: MARKDOWN)

    @property
    def plotly_bundle(self) -> Path | None:
        """The script that is published, where there is one."""
        return next(iter(self.plotly_bundles), None)

    @classmethod
    def from_pelican(cls, settings: Mapping[str, Any]) -> Settings:
        """Take what concerns us out of Pelican's settings."""
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
        """Read a settings file as Pelican does; *data* and *content* take the place of the folders that it names."""
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
    """Pelican's module of settings, without what `import pelican` loads beside it to write sites: readers, a server, Docutils.

    Nor is its log loaded, which colours what it would say here; settings only tell it what not to say. Modules that were
    loaded for it are forgotten again, so that whoever imports Pelican gets all of it.
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
