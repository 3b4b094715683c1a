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
_LAST_OF_YEAR = (
    15, 37, 66, 78, 89, 96, 98, 103, 105, 110, 121, 126, 131, 132, 160, 170, 177, 185, 199, 219, 232, 245, 262, 275, 291,
    307, 324, 344, 366, 384, 402, 422, 443, 461, 484, 499, 529, 545, 559, 580, 593, 606, 626, 646, 683, 725, 799, 892,
    969, 1035, 1092, 1146, 1219, 1284, 1334, 1386, 1453, 1521, 1580, 1651, 1738, 1794, 1859, 1907, 1966, 2032, 2085,
    2132, 2195, 2259, 2336, 2397, 2451, 2503, 2560, 2617, 2671, 2721, 2767,
)  # fmt: skip
"""The last resolution of the Security Council in each year from 1946 to 2024; a year more or less is allowed for where it is asked."""
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


def _is_councils(number: str, year: str) -> bool:
    """Whether the Security Council adopted that resolution about that year; no other body has its numbers."""
    at = int(year) - 1946
    if not number.isdigit() or not 0 <= at < len(_LAST_OF_YEAR):
        return True
    before = _LAST_OF_YEAR[at - 2] if at > 1 else 0
    return before <= int(number) <= _LAST_OF_YEAR[min(at + 1, len(_LAST_OF_YEAR) - 1)]


def _of_another(number: str, year: str) -> Concept:
    """A resolution of a body that is not told, by its number and year."""
    label = f"Resolution {number} ({year})"
    return Concept(f"treaty/{slug(label)}", label, "treaty", provisional=True)


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
        elif _NUMBERED.fullmatch(token.low) and tokens[at - 1].low not in _MONTHS and not _is_year(tokens, at):
            end, number = at + 1, token.low
            dated, session, year = False, "", ""
            part = tokens[end].text if end < len(tokens) else ""
            lettered = len(part) == 1 and part.isupper() and part != "I" and end + 1 < len(tokens)
            if lettered and tokens[end + 1].text == "(":
                number, end = f"{number} {part}", end + 1  # "2602 C (XXIV)"
            if end + 2 < len(tokens) and tokens[end].text == "(" and tokens[end + 2].text == ")":
                session = tokens[end + 1].text if _SESSION.fullmatch(tokens[end + 1].text) else ""
                year = tokens[end + 1].low if tokens[end + 1].low.isdigit() else ""
                dated = bool(session) or bool(year)
            if dated:
                end += 3
                read = end  # the year is no number of another
            if end + 1 < len(tokens) and tokens[end].text == "/" and tokens[end + 1].low.isdigit():
                number, end = f"{number}/{tokens[end + 1].low}", end + 2
                part = tokens[end].text if end < len(tokens) else ""
                if len(part) == 1 and part.isupper():
                    number, end = f"{number} {part}", end + 1  # "57/270 B"
                read = end  # what stands behind the stroke is no number of another
            if dated or "/" in number or len(number) > 2:
                foreign = len(year) == 4 and not (assembly or session or _is_councils(number, year))
                made = (
                    _of_another(number, year)
                    if foreign
                    else resolution(number, known, assembly=assembly, session=session)
                )
                yield Mention(made, _begin(tokens, at), end)
        elif token.low not in _BETWEEN and token.low not in _MONTHS and not token.low.isdigit():
            in_list = False


def _is_year(tokens: Sequence[Token], at: int) -> bool:
    """Whether the number tells when a resolution was adopted: "resolution 194 of | 1948", "of 22 November, | 1967"."""
    left = tokens[at - 1].low
    dated = left == "of" or (left == "," and tokens[at - 2].low in _MONTHS)
    return dated and len(tokens[at].low) == 4 and "1945" < tokens[at].low < "2100"


def _begin(tokens: Sequence[Token], at: int) -> int:
    """Where a resolution's name begins, whose number stands at `at`: "United Nations General Assembly resolution | 2106"."""
    if not at or tokens[at - 1].low not in {"resolution", "unscr"}:
        return at
    first = at - 1
    while first and tokens[first - 1].is_capital and tokens[first - 1].low in _BODIES:
        first -= 1
    return first
