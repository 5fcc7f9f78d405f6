"""The Pelican generator: lets the command `pelican` build the same site as our own `build`."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from pelican.generators import Generator

from ..compose import compose
from ..settings import Settings
from .marks import refuse_dangerous, refuse_foreign, sign
from .writing import write_site


class DisclosureGenerator(Generator):  # type: ignore[misc]  # Pelican ships no types
    """Generates the whole site from data and Markdown. Errors in either end the run with a report and exit code 1."""

    def generate_context(self) -> None:
        """Read, check and lay out everything; write nothing."""
        self.disclosure_settings = Settings.from_pelican(self.settings)
        composed = compose(
            self.disclosure_settings.data,
            self.disclosure_settings.content,
            self.disclosure_settings.markdown,
            allow_sample=self.disclosure_settings.allow_sample,
        )
        self.edition = composed.edition()

    def generate_output(self, writer: Any) -> None:  # noqa: ARG002  (Pelican's own writer is not needed)
        """Write pages, downloads, attachments and assets below the output folder."""
        output, settings = Path(self.output_path), self.disclosure_settings
        refuse_dangerous(output, settings.data, settings.content, settings.theme)
        refuse_foreign(output, settings.data)
        remark = write_site(self.edition, settings, output)
        if remark:
            logging.getLogger(__name__).warning(remark)
        sign(output)
