"""Persons by their full names: after "President Maria Soto", "President Soto" is Maria Soto, and so is the one in office on the day."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from graph_builder.lexicon import Lexicon
from graph_builder.model import Document
from graph_builder.reference import Reference, Row, covers
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.mentions.provisional import slug
from graph_builder.text.words.grammar import Grammar

__all__ = ["FullNames"]

_CAPITALIZED = re.compile(r"(?:[A-Z][\w’'-]+\.? )+[A-Z][\w’'-]+")
_MOST = 4
"""Words before a surname at most."""


@functools.lru_cache(maxsize=4)
def _by_surname(reference: Reference) -> Mapping[str, list[tuple[str, Row]]]:
    """The names of leaders of more than one word by the last."""
    found: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    for row in reference.tables["leaders"]:
        for name in row.many("name"):
            if " " in name:
                found[name.split()[-1]].append((name, row))
    return found


class FullNames:
    """The full names that one document, or the leaders of its day, give to surnames."""

    def __init__(self, document: Document, reference: Reference, lexicon: Lexicon) -> None:
        self._text, self._titles = f"{document.title}. {document.body}", lexicon.words["personal_titles"]
        self._leaders, self._day = _by_surname(reference), document.date

    def called(self, grammar: Grammar, thing: Mention) -> Mention:
        """The thing, a person by the full name where a title and the surname stand."""
        concept = thing.concept
        name = concept.label
        bare = concept.kind == "actor" and concept.provisional and " " not in name and name[:1].isupper()
        bare = bare and name.lower() not in self._titles  # "the President" is no surname
        if not bare:
            return thing
        titled = any(grammar.bases(at) & self._titles for at in (thing.end - 2, thing.first))
        if not titled or thing.end < 2 or grammar.tokens[thing.end - 1].text != name:
            return thing
        full = self._told.get(name) or self._in_office(name)
        if full is None:
            return thing
        return replace(thing, concept=replace(concept, id=f"actor/{slug(full)}", label=full))

    @functools.cached_property
    def _told(self) -> Mapping[str, str]:
        """Names behind a title or a comma by their surnames, of one pass over the text: "the President of Peru, Maria | Soto"."""
        names: dict[str, str] = {}
        for found in _CAPITALIZED.finditer(self._text):
            words = found[0].split()
            comma = self._text.endswith(", ", 0, found.start())
            for at in range(1, len(words)):
                first = max(0, at - _MOST)
                titles = [n for n in range(first, at) if words[n].lower().rstrip(".") in self._titles]
                begin = titles[-1] + 1 if titles else first
                if (titles or (comma and not first)) and begin < at:
                    names.setdefault(words[at].rstrip("."), " ".join(words[begin : at + 1]).rstrip("."))
        return names

    def _in_office(self, surname: str) -> str | None:
        """The shortest full name with that surname of the only state or body whose leader had it on the day."""
        named = [
            (name, row) for name, row in self._leaders.get(surname, ()) if covers(row["start"], row["end"], self._day)
        ]
        plain = [name for name, _ in named if name.split()[0].lower() not in self._titles]
        whose = {row["state"] for _, row in named}
        return min(plain, key=lambda name: (len(name.split()), name)) if len(whose) == 1 and plain else None
