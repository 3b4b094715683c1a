"""What a store takes away: releases beyond those that are kept, and the files that no release lists any more."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping, Set
from contextlib import suppress
from pathlib import Path

from graph_builder.graph.files import remove_all_but
from graph_builder.graph.parts import part_file

__all__ = ["sweep"]

_SHA256 = re.compile(rb'"sha256": ?"([0-9a-f]{64})"')
_FEW = 500
"""So many files are looked for one by one, each in all manifests; beyond that all manifests are searched for all files."""


def sweep(store: Path, manifests: Mapping[str, bytes], dropped: Set[str], *, thoroughly: bool) -> None:
    """Remove the `dropped` releases and what only they list. `manifests` are those of all releases, as they lie on disk.

    `thoroughly` is for a store that may hold what no release ever listed, left behind by a build that failed or was killed: all
    its files are gone through. Otherwise it takes as long as what is dropped differs from what is kept. Manifests may list very
    many documents: they are searched, not parsed.
    """
    kept = [text for name, text in manifests.items() if name not in dropped]
    gone = _only_in([manifests[name] for name in manifests if name in dropped], kept)
    for name in dropped:  # at once, or a killed writer would leave a release without its manifest
        (store / "releases" / name).rename(store / "releases" / f".{name}")
    if thoroughly or len(gone) > _FEW:
        wanted = {found.decode() for text in kept for found in _SHA256.findall(text)}
        remove_all_but({part_file(sha256) for sha256 in wanted}, [store / "parts"])
        remove_all_but(wanted, [store / "sources"])
    else:
        for sha256 in gone:
            for path in (store / "parts" / sha256[:2] / part_file(sha256), store / "sources" / sha256[:2] / sha256):
                path.unlink(missing_ok=True)
                with suppress(OSError):  # others are in the folder, or it never was
                    path.parent.rmdir()
    for path in (store / "releases").glob(".*"):
        shutil.rmtree(path)
    for path in (*store.glob(".*"), *(store / "releases").glob("*/.*")):
        path.unlink()


def _only_in(dropped: list[bytes], kept: list[bytes]) -> set[str]:
    """SHA-256 that manifests list and others do not. A document has a line of its own, so most are seen to be the same at once."""
    same = set(kept[-1].splitlines()) if kept else set()  # the oldest that is kept: it differs least
    lines = {line for text in dropped for line in text.splitlines()} - same
    told = {found for line in lines for found in _SHA256.findall(line)}
    if len(told) > _FEW:
        return {found.decode() for found in told}  # no matter: all files are gone through then
    return {found.decode() for found in told if not any(found in text for text in kept)}
