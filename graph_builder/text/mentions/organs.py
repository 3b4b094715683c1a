"""Organs that speak for the organization whose text it is: the African Union Commission in a statement of the African Union."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping

from graph_builder.lexicon import Lexicon
from graph_builder.model import Concept, Document
from graph_builder.reference import Reference

__all__ = ["organs"]


def organs(document: Document, reference: Reference, lexicon: Lexicon) -> Mapping[str, str]:
    """Codes of the organs of a document's issuers, each with the code of whose organ it is.

    Missions, funds and agencies stand for themselves, and so do the organs of the United Nations, which texts keep apart.
    """
    found: dict[str, str] = {}
    for name in document.issuers:
        issuer = reference.resolve_actor(name)
        if issuer is None or not issuer.code or issuer.code == "UN" or issuer.code.startswith("UN "):
            continue
        if issuer.variety == "State":
            found |= dict.fromkeys(_named_after(issuer, reference), issuer.code)
        else:
            speaking = _speaking(reference, lexicon).items()
            found |= {code: issuer.code for code, above in speaking if issuer.id in above}
    return found


def _named_after(state: Concept, reference: Reference) -> Iterator[str]:
    """Codes of the bodies of a state, as their full names tell: "United States Agency for International Development"."""
    names = tuple(f"{name} " for name in (state.label, *state.names))
    for row in reference.tables["organizations"]:
        if row["class"] == "Body" and not row["part_of"] and any(name.startswith(names) for name in row.many("names")):
            yield row["code"]


@functools.lru_cache(maxsize=4)
def _speaking(reference: Reference, lexicon: Lexicon) -> Mapping[str, frozenset[str]]:
    """Codes of organs that speak for what they are part of, each with the ids of that."""
    above = {row["id"]: row.many("part_of") for row in reference.tables["organizations"]}
    names = lexicon.words["speaking_organs"]
    return {
        row["code"]: frozenset(f"actor/{parent}" for parent in _all_above(row["id"], above))
        for row in reference.tables["organizations"]
        if any(name in row["label"].lower() for name in names)
    }


def _all_above(id_: str, above: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """What an organization is part of, at whatever remove."""
    for parent in above.get(id_, ()):
        yield parent
        yield from _all_above(parent, above)
