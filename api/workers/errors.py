"""What a worker refuses, as exceptions; `frames` carries them to the service."""
# ruff: noqa: N818 – the names say what happened, as in graph_builder.errors

from __future__ import annotations

__all__ = ["MOVED", "Missing", "NotAcceptable", "Refused", "UploadSyntax"]

MOVED = "moved"
"""What a zygote says when a new release took in the journal while it loaded the one before."""


class Refused(ValueError):
    """A query or an update that is not evaluated here."""


class NotAcceptable(ValueError):
    """No format fits the form of the query."""


class Missing(ValueError):
    """There is no such graph."""


class UploadSyntax(ValueError):
    """A body is not in the format that it says. `line` and `column` count from 1 where the parser tells them."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        self.line, self.column = line, column
        super().__init__(message)
