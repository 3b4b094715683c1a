"""Which other servers a query or an update may reach: none, but those that the setting `allowed_services` lists.

A worker that can open connections is forked for what may reach others alone. So that no trick of writing makes the engine see another
address than this module does, nothing here relies on taking a query apart: each place where the word SERVICE stands, in whatever
context, must be followed by a listed address, or by what no clause can begin with.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .errors import Refused
from .lexer import readings

__all__ = ["SETTING", "addresses", "is_listed", "may_load", "may_reach", "reaches"]

SETTING = "STANCEGRAPH_ALLOWED_SERVICES"
_ADDRESS = re.compile(r"(?:https?://[^/?#@\s]+(?:/[^?#\s]*)?|file:///[^?#\s]*)\Z")
_CLAUSE = re.compile(
    r"""(?<![?$])service(?P<silent>\s*silent)?
        (?: \s* <(?P<iri>[A-Za-z][^\x00-\x20<>"{}|^`\\]*)>  |  \s* (?P<other> [?$<#\\:] | [^\W\d_](?:[\w.\-]{0,200}:|[\w.\-]{200}) ) )""",
    re.VERBOSE | re.IGNORECASE,
)
_WORDS = re.compile(r"load|service|\\u", re.IGNORECASE)
_STEP_UP = re.compile(r"(?:/|\\|%2f|%5c)(?:\.|%2e){1,2}(?:[/\\?#]|%2f|%5c|\Z)", re.IGNORECASE)


def addresses(listed: str) -> tuple[str, ...]:
    """The addresses of the setting, apart by commas; a host alone stands for all that is there.

    Raises ValueError for what is no address.

    >>> addresses("https://query.wikidata.org/sparql, http://a.example")
    ('https://query.wikidata.org/sparql', 'http://a.example/')
    """
    found = [one.strip() for one in listed.split(",") if one.strip()]
    for one in found:
        if not _ADDRESS.match(one):
            raise ValueError(
                f"'{one}' is no address to allow. Write https://host/path, or one that ends in / for all below it; "
                "for LOAD also file:///folder/."
            )
    return tuple(one if one.count("/") > 2 else f"{one}/" for one in found)


def is_listed(iri: str, allowed: Sequence[str]) -> bool:
    """Whether an address is on the list: it is one of it, with or without a query string, or lies below one that ends in a slash.

    >>> allowed = addresses("http://a.example/sparql, http://b.example")
    >>> [is_listed(one, allowed) for one in ("http://a.example/sparql?x=1", "http://b.example/y", "http://a.example/sparql/../z")]
    [True, True, False]
    >>> is_listed("http://b.example@evil.example/", allowed)
    False
    """
    bare = iri.partition("#")[0].partition("?")[0]
    below = any(bare == one or (one.endswith("/") and bare.startswith(one)) for one in allowed)
    return below and not _STEP_UP.search(bare)


def may_reach(text: str, allowed: Sequence[str]) -> bool:
    """Whether all that a query or an update could ask by SERVICE is listed, and there is something.

    Raises Refused if some of it is and some is not.

    >>> may_reach("ASK { SERVICE <http://a.example/> {} }", ["http://a.example/"])
    True
    """
    found = _listed(text, allowed)
    if len(found) > 1:
        raise Refused(
            f"SERVICE is not allowed: the query asks servers that {SETTING} lists, and has the word SERVICE before something "
            "else too. Write every address out, as <https://…>, with no comment before it, and ask only those that are listed."
        )
    return found == {True}


def reaches(text: str, allowed: Sequence[str]) -> bool:
    """Whether a query is for a worker that may reach others, which then sees whether it may: it asks somebody who is listed."""
    return True in _listed(text, allowed)


def _listed(text: str, allowed: Sequence[str]) -> set[bool]:
    """Whether what could be asked is listed. Most queries do not hold the word; then nothing has to be looked at."""
    if not allowed or not ("service" in text.lower() or "\\u" in text):
        return set()
    return {
        is_listed(clause["iri"] or "", allowed) for reading in readings(text) for clause in _CLAUSE.finditer(reading)
    }


def may_load(update: str) -> bool:
    """Whether an update is for a worker that may reach others: it has a word that asks for that, maybe. The worker then sees."""
    return _WORDS.search(update) is not None
