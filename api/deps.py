"""What endpoints are given: the reader of the graph, and the directory of its things."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from api.directory import Directory
from api.reader import Reader

__all__ = ["TheDirectory", "TheReader"]


def _reader(request: Request) -> Reader:
    reader: Reader = request.app.state.reader
    return reader


async def _directory(request: Request) -> Directory:
    directory: Directory = await request.app.state.directories.current()
    request.state.things = directory  # a page shows labels in its reader's language
    return directory


TheReader = Annotated[Reader, Depends(_reader)]
TheDirectory = Annotated[Directory, Depends(_directory)]
