"""The browser of the tests: Chromium, by its headless shell where that is installed, which opens a page in a third of the time."""

from __future__ import annotations

import shutil

__all__ = ["CHROMIUM", "MISSING"]

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"))), None
)
MISSING = "no Chromium is installed (Debian: apt-get install chromium-headless-shell)"
