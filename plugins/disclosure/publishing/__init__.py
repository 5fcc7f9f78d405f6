"""A recorded release: check, build, compare, record, swap."""

from __future__ import annotations

from .approval import Approval, write
from .correcting import CorrectionDraft, WrittenCorrection, correct, draft_correction, write_correction
from .drafts import PublicationDraft, draft_file, waiting
from .keys import refuse_shared_place
from .options import PublishOptions
from .publication import approve, hand_over, preview, publish, roll_back, zip_site

__all__ = [
    "Approval",
    "CorrectionDraft",
    "PublicationDraft",
    "PublishOptions",
    "WrittenCorrection",
    "approve",
    "correct",
    "draft_correction",
    "draft_file",
    "hand_over",
    "preview",
    "publish",
    "refuse_shared_place",
    "roll_back",
    "waiting",
    "write",
    "write_correction",
    "zip_site",
]
