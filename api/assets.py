"""The files of the explorer in api/web: their versions, and which modules need which."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from posixpath import dirname, join, normpath

__all__ = ["asset_version", "imports_of", "web_file"]

_IMPORTS = re.compile(r"""^(?:import|export|\})[^"';(]*["'](\.{1,2}/[^"']+)["'];""", re.MULTILINE)


def web_file(name: str) -> Traversable:
    """A file below api/web."""
    return files("api").joinpath("web", *name.split("/"))


@cache
def asset_version(name: str) -> str:
    """The beginning of a file's SHA-256: an address with it may be kept for ever."""
    return hashlib.sha256(web_file(name).read_bytes()).hexdigest()[:12]


@cache
def imports_of(*names: str) -> list[str]:
    """The modules that some modules import, and those that these do, in the order in which they are met.

    >>> imports_of("js/complete.js")
    ['js/client.js', 'js/dom.js', 'js/words.js']
    """
    met: dict[str, None] = {}
    waiting = [*names]
    for name in waiting:
        for path in _IMPORTS.findall(web_file(name).read_text(encoding="utf-8")):
            found = normpath(join(dirname(name), path))
            if found not in met and found not in names:
                met[found] = None
                if not found.startswith("vendor/"):  # a bundle imports nothing
                    waiting.append(found)
    return [*met]
