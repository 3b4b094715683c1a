"""What endpoints are given: the reader of the graph, the directory of its things, the networks, and search."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from api.directory import Directory
from api.graphs import Graphs
from api.reader import Reader
from api.search.keeper import Search

__all__ = ["TheDirectory", "TheGraphs", "TheReader", "TheSearch"]


def _reader(request: Request) -> Reader:
    reader: Reader = request.app.state.reader
    return reader


def _graphs(request: Request) -> Graphs:
    graphs: Graphs = request.app.state.graphs
    return graphs


async def _directory(request: Request) -> Directory:
    directory: Directory = await request.app.state.directories.current()
    request.state.things = directory  # a page shows labels in its reader's language
    return directory


def _search(request: Request) -> Search:
    search: Search = request.app.state.search
    return search


TheReader = Annotated[Reader, Depends(_reader)]
TheGraphs = Annotated[Graphs, Depends(_graphs)]
TheDirectory = Annotated[Directory, Depends(_directory)]
TheSearch = Annotated[Search, Depends(_search)]
