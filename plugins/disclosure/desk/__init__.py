"""The desk: what staff do at the command line, in a browser on their own machine and nowhere else.

    open_desk(Folders(…), port, preview_host, browse=True)    serves until Ctrl-C

`guarding` refuses whatever does not come from the desk's own pages, `pages/` has a room a task, `showing` is the preview on an
origin of its own, `working` the warm process that builds. Every write goes through `filing`, so it can be taken back.
"""

from __future__ import annotations

from .folders import Folders
from .serving import open_desk

__all__ = [
    "Folders",
    "open_desk",
]
