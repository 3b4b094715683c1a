"""Just enough of SPARQL's tokens to see keywords: strings, IRIs, comments, variables and names are skipped rightly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

__all__ = ["DEEPEST", "asks_others", "depth", "fault", "form", "keywords", "readings", "tokens"]

DEEPEST = 200
"""So deep a query may be nested; the engine's parser dies of some 2,200 braces."""

_TOKEN = re.compile(
    r"""
      (?P<iri><[^\x00-\x20<>"{}|^`\\]*>)
    | (?P<comment>\#[^\r\n]*)
    | (?P<string>'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3} | "{3}(?:"{0,2}(?:[^"\\]|\\.))*"{3}
                 | '(?:[^'\\\r\n]|\\.)*' | "(?:[^"\\\r\n]|\\.)*")
    | (?P<variable>[?$]\w+)
    | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>(?:[^\W\d_][\w.\-]*)?:(?:[\w:.\-]|%[0-9A-Fa-f]{2}|\\.)*)
    | (?P<word>[^\W\d_]\w*)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def tokens(query: str) -> Iterator[re.Match[str]]:
    """The tokens without blanks and comments, by the kind that `lastgroup` names.

    >>> [token.group() for token in tokens("CLEAR GRAPH <a> # all")]
    ['CLEAR', 'GRAPH', '<a>']
    """
    for token in _TOKEN.finditer(query):
        if token.lastgroup != "comment" and not token.group().isspace():
            yield token


def keywords(query: str) -> frozenset[str]:
    """The bare words of a query in upper case: its keywords, and whatever stands where one could.

    Code point escapes are read both as they stand and resolved, since engines differ in when they resolve them.
    A parser may read ``SERVICE:x`` as a keyword and a name; so it counts as one unless the prefix is declared.

    >>> sorted(keywords("SELECT ?service { ?s <http://e/SERVICE> 'SERVICE' } # SERVICE"))
    ['SELECT']
    >>> "SERVICE" in keywords("ASK { service <http://e/> {} }")
    True
    """
    return frozenset(word for reading in readings(query) for word in _words(reading))


def asks_others(query: str) -> bool:
    """Whether a query asks another endpoint and does not say that it can go on without (SERVICE SILENT).

    A worker reaches no other endpoint in any case; this is for a clear answer.

    >>> asks_others("ASK { SERVICE <http://e/> {} }"), asks_others("ASK { SERVICE SILENT <http://e/> {} }")
    (True, False)
    """
    for reading in readings(query):
        words = [*_words(reading), ""]
        if any(one.startswith("SERVICE") and after != "SILENT" for one, after in pairwise(words)):
            return True
    return False


def readings(query: str) -> set[str]:
    """A query as it stands, and with its code point escapes resolved; engines differ in when they resolve them."""
    return {query, _ESCAPE.sub(_character, query)}


def _words(query: str) -> Iterator[str]:
    declaring = False
    declared: set[str] = set()
    for token in _TOKEN.finditer(query):
        text = token.group()
        if token.lastgroup == "word":
            declaring = text.upper() == "PREFIX"
            yield text.upper()
        elif token.lastgroup == "name":
            prefix = text.partition(":")[0]
            if declaring:
                declared.add(prefix)
            elif prefix and prefix not in declared:
                yield prefix.upper()
            declaring = False


def _character(escape: re.Match[str]) -> str:
    point = int(escape.group(1) or escape.group(2), 16)
    return chr(point) if point < 0x110000 and not 0xD800 <= point < 0xE000 else escape.group()


def depth(query: str) -> int:
    """How deep brackets of all kinds are nested, outside of strings, IRIs and comments.

    >>> depth("ASK { { ?s ?p '{{{' } } # {{{{{")
    2
    """
    deepest = level = 0
    for token in _TOKEN.finditer(query):
        text = token.group()
        if text in "({[":
            level += 1
            deepest = max(deepest, level)
        elif text in ")}]":
            level -= 1
    return deepest


_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})


def form(query: str) -> str | None:
    """Which form a query has: SELECT, ASK, CONSTRUCT or DESCRIBE; None if it has none.

    >>> form("PREFIX ask: <http://e/> construct WHERE { ?s ?p ?o }")
    'CONSTRUCT'
    """
    return next((word for word in _words(query) if word in _FORMS), None)


def fault(query: str, *, reaching: bool = False) -> str | None:
    """Why a query is not evaluated: it is nested too deep, or asks another server. None if nothing speaks against it.

    `reaching`: whatever it asks is allowed.
    """
    if sum(map(query.count, "({[")) > DEEPEST and (found := depth(query)) > DEEPEST:
        return f"The query is nested {found} deep; {DEEPEST} is the most. Write it with less nesting."
    # Most queries do not hold the word; then nothing has to be taken apart.
    if not reaching and ("service" in query.lower() or "\\u" in query) and asks_others(query):
        return (
            "SERVICE is not allowed: this server asks no other but those that STANCEGRAPH_ALLOWED_SERVICES lists, written out "
            "as <https://…>. Load the data here, or federate from your side. "
            "SERVICE SILENT is the standard's way to go on without."
        )
    return None
