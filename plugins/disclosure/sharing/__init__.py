"""Sharing (转发): what a page shows where it is sent on: a card, a long picture, charts as pictures, words to copy."""

from .cards import ShareCard, card_of, is_main
from .drawn import CARD, LONG, PictureStudio, SitePictures, site_pictures, studio, write_pictures

__all__ = [
    "CARD",
    "LONG",
    "PictureStudio",
    "ShareCard",
    "SitePictures",
    "card_of",
    "is_main",
    "site_pictures",
    "studio",
    "write_pictures",
]
