"""Typesetting (排版) by Typst: a template and data to pages, as PDF or PNG, without a browser."""

from .codes import qr_svg
from .press import NO_PRESS, Content, Press, open_press
from .store import PressStore, machine_store

__all__ = ["NO_PRESS", "Content", "Press", "PressStore", "machine_store", "open_press", "qr_svg"]
