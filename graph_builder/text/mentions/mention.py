"""A place of a text where a known or provisional concept is named."""

from __future__ import annotations

from dataclasses import dataclass

from graph_builder.model import Concept

__all__ = ["Mention"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept named by the tokens [first, end)."""

    concept: Concept
    first: int
    end: int
