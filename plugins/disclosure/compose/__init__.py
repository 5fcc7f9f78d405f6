"""Composes a site: reads data and texts, checks them, and lays out all pages."""

from __future__ import annotations

from .caching import SiteCache
from .composing import ComposedSite, Edition, FaultsFound, QuestionsOpen, check, compose
from .promising import promise_beside
from .sections import MENU, SiteSection

__all__ = [
    "MENU",
    "ComposedSite",
    "Edition",
    "FaultsFound",
    "QuestionsOpen",
    "SiteCache",
    "SiteSection",
    "check",
    "compose",
    "promise_beside",
]
