"""What a command would work out anew in each process: done once by the process that the commands are forked from."""

from __future__ import annotations

import tempfile
from pathlib import Path

from graph_builder import build

with tempfile.TemporaryDirectory() as _folder:
    build([Path(__file__).parents[1] / "declarations" / "sco-moscow-2020-news.md"], Path(_folder) / "store")
