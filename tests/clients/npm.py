"""Packages of npm for tests, in a cache folder outside of the tree. Where there is no npm, or no registry, tests skip."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import filelock
import pytest

__all__ = ["bundle", "installed"]


def _cache() -> Path:
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(home) / "stancegraph-tests"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _npm(folder: Path, *arguments: str) -> None:
    if shutil.which("npm") is None or shutil.which("node") is None:
        pytest.skip("Node.js and npm are not installed")
    command = ["npm", *arguments, "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    except subprocess.TimeoutExpired:
        pytest.skip("npm took too long")
    if done.returncode:
        pytest.skip(f"npm installs nothing here: {done.stderr.strip().splitlines()[-1:]}")


def installed(package: Path) -> Path:
    """A folder with the dependencies of a package.json, installed once."""
    folder = _cache() / hashlib.sha256(package.read_bytes()).hexdigest()[:16]
    with filelock.FileLock(f"{folder}.lock"):
        if not (folder / "done").exists():
            folder.mkdir(exist_ok=True)
            shutil.copy(package, folder)
            _npm(folder, "install")
            (folder / "done").touch()
    return folder


def bundle(name: str, version: str) -> Path:
    """The folder of one package without its dependencies, for those that are bundled."""
    folder = _cache() / f"{name.replace('/', '+')}-{version}"
    with filelock.FileLock(f"{folder}.lock"):
        if not (folder / "package").exists():
            folder.mkdir(exist_ok=True)
            _npm(folder, "pack", f"{name}@{version}")
            [archive] = folder.glob("*.tgz")
            shutil.unpack_archive(archive, folder, filter="data")
    return folder / "package"
