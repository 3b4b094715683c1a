"""Imported by the process that commands are forked from: it builds once, so that they need not read and compile all that is known anew."""

from __future__ import annotations

import tempfile
from pathlib import Path

from graph_builder import build

with tempfile.TemporaryDirectory() as _folder:
    build([Path(__file__).parents[1] / "declarations" / "sco-moscow-2020-news.md"], Path(_folder) / "store")
