"""Which sentences of a report stand in a quotation, and where the sentence stands that tells whose words they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph_builder.model import Segment, Span

__all__ = ["Quotations", "is_in_first_person"]

_MARKS = re.compile(r"[\"“”]")
_SAME = str.maketrans("«»„", "“”“")
"""Marks that other countries set where these stand."""
_TOLD = re.compile(r"[\"”],?\s*[A-Za-z]")
"""A quotation that ends before more words: those of who tells it."""
_QUOTED = re.compile(r'"[^"]*"|“[^”]*”?')
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Oo]urs?|[Mm]y)\b")
_SIGNED = re.compile(r"[\"“][^\n]+[\"”]\s*\n\s*(?P<dash>[–—-]+\s*)?(?P<who>[A-Z][^\n:;!?]{4,120}?)\s*(?:\n|$)")
"""A paragraph that is one quotation, and the line below it that tells whose."""
_FAR = 6
"""How many sentences on the telling one may stand."""


class Quotations:
    """The quotations of one body; straight marks open and close in turn, and each paragraph begins outside of one."""

    def __init__(self, body: str, parts: Sequence[Segment]) -> None:
        self._body, self._parts = body.replace("``", "“ ").replace("''", " ”").translate(_SAME), parts
        self._inside = [self._begins_inside(part) for part in parts]

    def _begins_inside(self, part: Segment) -> bool:
        begins = self._body.rfind("\n\n", 0, part.span.start) + 1
        inside = False
        for mark in _MARKS.findall(self._body, begins, part.span.start):
            inside = not inside if mark == '"' else mark == "“"
        return inside

    def is_inside(self, number: int) -> bool:
        """Whether the sentence begins in a quotation."""
        return self._inside[number]

    def teller(self, number: int) -> int | None:
        """Number of the sentence that tells whose words the sentence `number` is; None if it does so itself or is no quotation."""
        if not self._inside[number]:
            return None
        for at in range(number, min(number + _FAR, len(self._parts))):
            if at > number and not self._inside[at]:
                return None
            text = self._parts[at].span.of(self._body)
            if _MARKS.search(text):
                return at if at > number and _TOLD.search(text) else None
        return None

    def signature(self, number: int) -> Span | None:
        """Where the line below a quotation stands that names who said it: "– President Biden, February 19, 2021"; None if none does."""
        begins = self._body.rfind("\n", 0, self._parts[number].span.start) + 1
        signed = _SIGNED.match(self._body, begins)
        if signed is None or not self._inside[number] or signed["who"].endswith("."):
            return None
        return Span(*signed.span("who")) if signed["dash"] or "," in signed["who"] else None

    def quotes(self, number: int) -> bool:
        """Whether the sentence has words in quotation marks."""
        return _MARKS.search(self._parts[number].span.of(self._body)) is not None

    def is_untold(self, number: int) -> bool:
        """Whether it is a quotation that no sentence after it tells, so that the last teller goes on."""
        told = _TOLD.search(self._parts[number].span.of(self._body))
        return self._inside[number] and told is None and self.teller(number) is None


def is_in_first_person(body: str) -> bool:
    """Whether somebody speaks for himself outside of quotation marks.

    >>> is_in_first_person("We regret this."), is_in_first_person('He said "we regret this".')
    (True, False)
    """
    return _FIRST_PERSON.search(_QUOTED.sub("", body)) is not None
