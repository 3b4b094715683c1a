"""`releases`, `rollback`, `backup` and `restore`: what becomes of a store's releases."""

from __future__ import annotations

from pathlib import Path

from graph_builder import Release, ReleaseStore
from stancegraph.terminal import print_table, say

__all__ = ["backup", "restore", "roll_back", "show_releases"]


def show_releases(store: Path) -> None:
    """Print the releases that are kept, the newest first."""
    releases = ReleaseStore(store)
    current = releases.current().name
    rows = [_row(release, current) for release in releases.releases()]
    print_table(("release", "created", "documents", "statements", "current"), rows)


def _row(release: Release, current: str) -> tuple[str, ...]:
    manifest = release.manifest
    documents = str(len(manifest.get("documents", {})))
    created = str(manifest["created"])[:19].replace("T", " ")
    return release.name, created, documents, str(manifest["quads"]), "yes" if release.name == current else ""


def roll_back(store: Path) -> None:
    """Go back to the release before the current one, and say so."""
    release = ReleaseStore(store).rollback()
    say(f"release     {release.name}, created {release.manifest['created']}")


def backup(store: Path, folder: Path) -> None:
    """Copy the current release into a folder of its own, and say so."""
    release = ReleaseStore(store).copy_to(folder)
    say(f"backup      release {release.name} ({release.manifest['quads']} statements) in {folder}")


def restore(folder: Path, store: Path) -> None:
    """Make a store of a backup, and say so."""
    release = ReleaseStore(folder).copy_to(store)
    say(f"restored    release {release.name} ({release.manifest['quads']} statements) in {store}")
