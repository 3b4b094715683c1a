"""Resolutions of the United Nations by their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from graph_builder.model import Concept
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.mentions.provisional import slug
from graph_builder.text.words.tokens import Token

__all__ = ["numbered_resolutions", "resolution"]

_RESOLUTIONS = frozenset({"resolution", "resolutions", "unscr", "unscrs"})
_NUMBERED = re.compile(r"\d{1,4}")
_SESSION = re.compile(r"(?:S-|ES-)?[IVXL]+")
"""The session of the General Assembly by which its resolutions were numbered: "1514 (XV)"."""
_BETWEEN = frozenset({"and", "of", "its", "relevant"})
_MONTHS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)


def resolution(number: str) -> Concept:
    """The resolution of a number: of the General Assembly where a session is told with it ("68/262"), else of the Security Council."""
    if "/" in number or "(" in number:
        label = f"UN General Assembly Resolution {number}"
        return Concept(f"treaty/unga-resolution-{slug(number)}", label, "treaty", provisional=True)
    label = f"UN Security Council Resolution {number}"
    return Concept(f"treaty/unsc-resolution-{number}", label, "treaty", provisional=True)


def numbered_resolutions(tokens: Sequence[Token], known: Mapping[str, Concept]) -> Iterator[Mention]:
    """Resolutions by number: "resolution 1540 (2004)", "resolutions 242 (1967), 338 (1973) and 446 (1979)"."""
    in_list, read = False, 0
    if _RESOLUTIONS.isdisjoint([token.low for token in tokens]):
        return
    for at, token in enumerate(tokens):
        if token.low in _RESOLUTIONS:
            in_list = True
            continue
        if in_list and at >= read and _NUMBERED.fullmatch(token.low) and tokens[at - 1].low not in _MONTHS:
            end = at + 1
            dated = False
            if (
                end + 2 < len(tokens)
                and tokens[end].text == "("
                and tokens[end + 2].text == ")"
                and tokens[end + 1].low.isdigit()
            ):
                dated, end = True, end + 3
                read = end  # the year is no number of another
            number = token.low
            session = tokens[end + 1].text if end + 2 < len(tokens) and tokens[end].text == "(" else ""
            if not dated and _SESSION.fullmatch(session) and tokens[end + 2].text == ")":
                dated, number, end = True, f"{number} ({session})", end + 3
                read = end
            if end + 1 < len(tokens) and tokens[end].text == "/" and tokens[end + 1].low.isdigit():
                number, end = f"{number}/{tokens[end + 1].low}", end + 2
            if not dated and "/" not in number and len(number) < 3:
                continue
            made = resolution(number)
            first = at - 1 if at and tokens[at - 1].low in {"resolution", "unscr"} else at
            yield Mention(known.get(made.label.casefold(), made), first, end)
        elif (
            in_list
            and at >= read
            and token.text not in {",", "(", ")", "/"}
            and token.low not in _BETWEEN
            and token.low not in _MONTHS
            and not token.low.isdigit()
        ):
            in_list = False
