"""Pelican's settings for work at the desk: `make html`, `make serve`. What differs when published is in publishconf.py."""

from importlib.util import find_spec
from pathlib import Path

from disclosure import texts

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
_PLOTLY = find_spec("plotly")
_BUNDLES = (
    ROOT / "node_modules/plotly.js-basic-dist-min/plotly-basic.min.js",
    *(
        Path(folder) / "package_data/plotly.min.js"
        for folder in (_PLOTLY.submodule_search_locations if _PLOTLY else ())
    ),
)
DISCLOSURE_PLOTLY_BUNDLES = tuple(path for path in _BUNDLES if path.is_file())

# --- prose: options of Python-Markdown; check, preview and build all read with them ---
MARKDOWN = dict(texts.MARKDOWN)

# --- the plugin reads Markdown, copies attachments and writes every page: Pelican's own generators find nothing,
# and would read no other format, whose directives can include any file of the machine ---
READERS = dict.fromkeys(("rst", "html", "htm"))
ARTICLE_PATHS: list[str] = []
PAGE_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
DIRECT_TEMPLATES: list[str] = []
THEME_STATIC_PATHS: list[str] = []
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
RELATIVE_URLS = True
CACHE_CONTENT = LOAD_CONTENT_CACHE = False
