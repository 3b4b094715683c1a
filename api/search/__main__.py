"""``python -m api.search FOLDER VERSION``: the process that writes an index of what comes at standard input."""

from __future__ import annotations

import sys
from pathlib import Path

from api.search.indexer import main

main(Path(sys.argv[1]), sys.argv[2], sys.stdin.buffer)
