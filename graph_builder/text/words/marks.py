"""Punctuation marks and joining words on which several readers agree."""

from __future__ import annotations

__all__ = ["CLOSERS", "COORDINATORS", "DASHES", "OPENERS"]

DASHES = frozenset({"–", "—"})
"""Marks that set an aside off, or begin a new clause."""
CLOSERS = frozenset({".", ";", ",", ":", "!", "?", "”", '"', "–", "—", "…"})
"""Marks that a sentence or a target may end with and that are no part of it."""
OPENERS = frozenset({",", ":", ";", "“", "”", '"', "–", "—", "and", "but", "or", "nor", "yet"})
"""What a target does not begin with."""
COORDINATORS = frozenset({"and", "or", "nor", "but", "while", "&"})
