"""`DISCLOSURE_*` of the Pelican settings, as one frozen object; nothing below the edge reads a setting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..releases import Pending


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are, and where the site will stand."""

    data: Path
    content: Path
    theme: Path
    output: Path
    site_url: str
    plotly_bundle: Path | None
    allow_sample: bool
    done: Callable[[Any], None] | None = None  # hears of the site that was written
    release: Pending | None = None

    @classmethod
    def from_pelican(cls, settings: Mapping[str, Any]) -> Settings:
        """Take what concerns us out of Pelican's settings."""
        bundle = settings.get("DISCLOSURE_PLOTLY_BUNDLE")
        return cls(
            data=Path(settings["DISCLOSURE_DATA_PATH"]),
            content=Path(settings["PATH"]),
            theme=Path(settings["THEME"]),
            output=Path(settings["OUTPUT_PATH"]),
            site_url=str(settings.get("DISCLOSURE_SITE_URL") or "").rstrip("/"),
            plotly_bundle=Path(bundle) if bundle else None,
            allow_sample=bool(settings.get("DISCLOSURE_ALLOW_SAMPLE", True)),
            done=settings.get("DISCLOSURE_DONE"),
            release=settings.get("DISCLOSURE_RELEASE"),
        )
