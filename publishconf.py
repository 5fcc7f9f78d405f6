"""Settings for the published site: real address, no sample data."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from pelicanconf import *

# The address that the site will stand at, for canonical links, the site map and the 404 page: `make publish SITE_URL=…`
DISCLOSURE_SITE_URL = os.environ.get("SITE_URL", "")
DISCLOSURE_ALLOW_SAMPLE = False
