"""Resolutions of the United Nations by their numbers."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping, Sequence

from graph_builder.model import Concept
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.mentions.provisional import slug
from graph_builder.text.words.tokens import Token

__all__ = ["numbered_resolutions", "resolution"]

_RESOLUTIONS = frozenset({"resolution", "resolutions", "unscr", "unscrs"})
_NUMBERED = re.compile(r"(?:es-)?\d{1,4}")
_BODIES = frozenset({"general", "assembly", "security", "council", "united", "nations", "un"})
"""Words of the names of those who adopt resolutions."""
_SESSION = re.compile(r"(?:S-|ES-)?[IVXL]+")
"""Session of the General Assembly, by which its resolutions were numbered until 1976: "resolution 2625 (XXV)"."""
_BETWEEN = frozenset({",", "(", ")", "/", "and", "of", "its", "relevant"})
_MONTHS = frozenset(month.lower() for month in calendar.month_name[1:])


def resolution(number: str, known: Mapping[str, Concept], *, assembly: bool = False, session: str = "") -> Concept:
    """The resolution of a number: of the General Assembly where a session is told with it ("68/262"), else of the Security Council."""
    if "/" in number or assembly or session:
        label = f"UN General Assembly Resolution {number.upper()}"
        if (named := known.get(label.casefold())) is not None:
            return named
        label += f" ({session})" if session else ""
        return Concept(f"treaty/unga-resolution-{slug(number)}", label, "treaty", provisional=True)
    label = f"UN Security Council Resolution {number}"
    made = Concept(f"treaty/unsc-resolution-{number}", label, "treaty", provisional=True)
    return known.get(label.casefold(), made)


def numbered_resolutions(tokens: Sequence[Token], known: Mapping[str, Concept]) -> Iterator[Mention]:
    """Resolutions by number: "resolution 1540 (2004)", "resolutions 242 (1967), 338 (1973) and 446 (1979)"."""
    in_list, read, assembly = False, 0, False
    if _RESOLUTIONS.isdisjoint([token.low for token in tokens]):
        return
    for at, token in enumerate(tokens):
        if token.low in _RESOLUTIONS:
            in_list, assembly = True, at > 0 and tokens[at - 1].low in {"assembly", "unga"}
        elif not in_list or at < read:
            continue
        elif _NUMBERED.fullmatch(token.low) and tokens[at - 1].low not in _MONTHS:
            end, number = at + 1, token.low
            dated, session = False, ""
            if end + 2 < len(tokens) and tokens[end].text == "(" and tokens[end + 2].text == ")":
                session = tokens[end + 1].text if _SESSION.fullmatch(tokens[end + 1].text) else ""
                dated = bool(session) or tokens[end + 1].low.isdigit()
            if dated:
                end += 3
                read = end  # the year is no number of another
            if end + 1 < len(tokens) and tokens[end].text == "/" and tokens[end + 1].low.isdigit():
                number, end = f"{number}/{tokens[end + 1].low}", end + 2
                read = end  # what stands behind the stroke is no number of another
            if dated or "/" in number or len(number) > 2:
                made = resolution(number, known, assembly=assembly, session=session)
                yield Mention(made, _begin(tokens, at), end)
        elif token.low not in _BETWEEN and token.low not in _MONTHS and not token.low.isdigit():
            in_list = False


def _begin(tokens: Sequence[Token], at: int) -> int:
    """Where a resolution's name begins, whose number stands at `at`: "United Nations General Assembly resolution | 2106"."""
    if not at or tokens[at - 1].low not in {"resolution", "unscr"}:
        return at
    first = at - 1
    while first and tokens[first - 1].is_capital and tokens[first - 1].low in _BODIES:
        first -= 1
    return first
