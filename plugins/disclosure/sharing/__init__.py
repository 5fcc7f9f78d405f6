"""Sharing (转发): what a page shows where it is sent on: a card, a long picture, charts as pictures, words to copy."""

from .cards import ShareCard, card_of
from .drawn import PictureStudio, SitePictures, site_pictures, studio, write_pictures

__all__ = [
    "PictureStudio",
    "ShareCard",
    "SitePictures",
    "card_of",
    "site_pictures",
    "studio",
    "write_pictures",
]
