"""`releases`, `compact`, `rollback`, `backup` and `restore`: what becomes of a store's releases."""

from __future__ import annotations

from pathlib import Path

from graph_builder import Release, ReleaseStore, Version
from stancegraph.terminal import print_table, say

__all__ = ["backup", "compact", "restore", "roll_back", "show_releases"]


def show_releases(store: Path) -> None:
    """Print the releases that are kept, the newest first, and how many updates the journal has on top of the current one."""
    releases = ReleaseStore(store)
    current = releases.current().name
    updates = len(releases.journal.entries(Version(current)))
    rows = [_row(release, current, updates) for release in releases.releases()]
    print_table(("release", "created", "documents", "statements", "current", "updates"), rows)


def _row(release: Release, current: str, updates: int) -> tuple[str, ...]:
    manifest = release.manifest
    documents = str(len(manifest.get("documents", {})))
    created = str(manifest["created"])[:19].replace("T", " ")
    own = ("yes", str(updates)) if release.name == current else ("", "")
    return release.name, created, documents, str(manifest["quads"]), *own


def compact(store: Path) -> None:
    """Fold the journal into a new release, and say so."""
    releases = ReleaseStore(store)
    before = releases.current().name
    release = releases.compact()
    told = "the journal was empty" if release.name == before else f"{release.manifest['quads']} statements"
    say(f"release     {release.name} ({told})")


def roll_back(store: Path, name: str | None = None) -> None:
    """Go back to the release before the current one, or to the one named, and say so."""
    release = ReleaseStore(store).rollback(name)
    say(f"release     {release.name}, created {release.manifest['created']}")


def backup(store: Path, folder: Path) -> None:
    """Copy the current release and the journal into a folder of its own, and say so."""
    release = ReleaseStore(store).copy_to(folder)
    say(f"backup      release {release.name} ({release.manifest['quads']} statements) in {folder}")


def restore(folder: Path, store: Path) -> None:
    """Make a store of a backup, and say so."""
    release = ReleaseStore(folder).copy_to(store)
    say(f"restored    release {release.name} ({release.manifest['quads']} statements) in {store}")
