"""Pelican's settings for work at the desk: `make html`, `make serve`. What differs when published is in publishconf.py."""

from pathlib import Path

from jinja2 import StrictUndefined
from markdown.extensions.toc import slugify_unicode

from disclosure.texts.embeds import EmbedExtension

ROOT = Path(__file__).parent

SITENAME = "阳光慈善"
PATH, OUTPUT_PATH, THEME = "content", "output", "theme"
PLUGIN_PATHS, PLUGINS = ["plugins"], ["disclosure"]
TIMEZONE, DEFAULT_LANG, DEFAULT_DATE_FORMAT = "Asia/Shanghai", "zh-CN", "%Y-%m-%d"

# --- ours ---
DISCLOSURE_DATA_PATH = ROOT / "data"
DISCLOSURE_SITE_URL = ""
DISCLOSURE_ALLOW_SAMPLE = True
# The partial bundle from npm where npm is there, the one inside the plotly package otherwise.
_BUNDLES = (
    ROOT / "node_modules/plotly.js-basic-dist-min/plotly-basic.min.js",
    *sorted(ROOT.glob(".venv/lib/python*/site-packages/plotly/package_data/plotly.min.js")),
)
DISCLOSURE_PLOTLY_BUNDLE = next((one for one in _BUNDLES if one.is_file()), None)

# --- prose ---
ARTICLE_PATHS, PAGE_PATHS, STATIC_PATHS = ["news"], ["pages"], ["images", "files"]
USE_FOLDER_AS_CATEGORY = True
# Two organisations may each have an article of one name; nothing here is a translation of anything.
ARTICLE_TRANSLATION_ID = PAGE_TRANSLATION_ID = None
MARKDOWN = {
    "extensions": [EmbedExtension()],
    "extension_configs": {
        "markdown.extensions.extra": {},
        "markdown.extensions.meta": {},
        "markdown.extensions.toc": {"slugify": slugify_unicode},
    },
    "output_format": "html",
}
JINJA_ENVIRONMENT = {"autoescape": True, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
SLUGIFY_USE_UNICODE = True
IGNORE_FILES = [".*", "*~", "~$*", "__pycache__"]

# --- Pelican writes no page of its own: all pages are made by the plugin, with one look and one set of addresses ---
ARTICLE_SAVE_AS = PAGE_SAVE_AS = DRAFT_SAVE_AS = DRAFT_PAGE_SAVE_AS = ""
CATEGORY_SAVE_AS = TAG_SAVE_AS = AUTHOR_SAVE_AS = ""
DIRECT_TEMPLATES: list[str] = []
THEME_STATIC_PATHS: list[str] = []
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
RELATIVE_URLS = True
CACHE_CONTENT = LOAD_CONTENT_CACHE = False
