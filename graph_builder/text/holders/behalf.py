"""For whom a delegate speaks: "the representative of Chile, speaking on behalf of the Rio Group, said that …", "I speak for …"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph_builder.text.mentions.mention import Mention
from graph_builder.text.words.tokens import Token

__all__ = ["Behalf", "body_spoken_for", "spoken_for_aside"]

_NEAR = 4
"""Within how many words behind "on behalf of" the body is named."""
_SPEAKING = frozenset({"speak", "deliver", "make", "take", "intervene", "address", "read"})
_PERSONS = frozenset({"he", "she"})
_SPEAKING_FOR = (["speaking"], ["speaking", "also"], [",", "speaking"], ["also", "speaking"], ["who", "spoke"])
"""What stands before the "for" of a body for which somebody speaks."""
_JOINING = frozenset({"associate", "align", "support", "endorse", "thank", "echo"})
"""What a speaker does to the words that somebody else spoke on behalf of a body."""


def body_spoken_for(tokens: Sequence[Token], mentions: Sequence[Mention]) -> Mention | None:
    """The body for which a speaker says to speak: "I have the honour to take the floor on behalf of the Group of 77"."""
    for at, token in enumerate(tokens):
        right = tuple(near.low for near in tokens[max(at - 3, 0) : at])
        if token.low != "of" or right[-2:] not in {("on", "behalf"), ("the", "name")}:
            continue
        body = next((m for m in mentions if at < m.first <= at + _NEAR and m.concept.code), None)
        if body is None or body.concept.variety == "State" or not tokens[body.first].is_capital:
            continue
        before = tokens[:at]
        speaks = any(near.verbs & _SPEAKING and (near.is_form("base") or near.is_form("ing")) for near in before[-12:])
        if (at < 4 or speaks) and not any(near.verbs & _JOINING for near in before):
            return body
    return None


def _members(tokens: Sequence[Token], first: int) -> int:
    """How many words of "the twelve member States of" begin at an index; 0 if the next words name no members."""
    lows = [token.low for token in tokens[first : first + 7]]
    told = next((n for n, low in enumerate(lows) if low in {"members", "states", "countries"}), None)
    definite = told is not None and lows[0] == "the" and lows[told + 1 : told + 2] == ["of"]
    return told + 2 if definite and told is not None else 0


def _is_body(mention: Mention) -> bool:
    """Whether a body is named, rather than states at large."""
    return mention.concept.variety != "State" and bool(mention.concept.code)


def _is_headed(tokens: Sequence[Token], named: Sequence[Mention], at: int) -> bool:
    """Whether a sentence begins with a state for which it says between commas that it speaks for others: "Peru, | for the Group, said"."""
    head = any(m.first < 2 and m.end == at - 1 for m in named)
    comma = next((n for n in range(at + 1, min(at + 9, len(tokens) - 1)) if tokens[n].low == ","), None)
    return head and comma is not None and bool(tokens[comma + 1].verbs) and tokens[comma + 1].is_form("past")


def _states_behind(tokens: Sequence[Token], named: Sequence[Mention], at: int) -> list[str]:
    """The states that a speaker lists: "also speaking for | Chile, Peru and Ghana, said that"."""
    listed: list[str] = []
    end = at + 1 + (tokens[at].low == "behalf")
    for mention in named:
        between = {token.low for token in tokens[end : mention.first]}
        if mention.first >= end and between <= {",", "and", "the", "of"} and mention.concept.code:
            listed.append(mention.concept.code)
            end = mention.end
    return listed


def spoken_for_aside(tokens: Sequence[Token], mentions: Sequence[Mention], start: int, end: int) -> str | None:
    """The body for which a subject without a state says in an aside to speak: "Ms. Soto, speaking on behalf of | the Group, said"."""
    at = next((n for n in range(start + 1, end - 3) if tokens[n].low == "behalf"), None)
    if at is None or tokens[at - 1].low != "on" or not any(token.low == "speaking" for token in tokens[start:at]):
        return None
    if any(start <= m.first < at and m.concept.kind == "actor" for m in mentions) or not tokens[start].is_capital:
        return None
    return next((m.concept.code for m in mentions if at < m.first <= at + _NEAR and _is_body(m)), None)


class Behalf:
    """The states whose delegates speak for a body, each until it is named again."""

    def __init__(self) -> None:
        self._for: dict[str, tuple[str, ...]] = {}

    def learn(self, tokens: Sequence[Token], mentions: Sequence[Mention], last: Sequence[str] = ()) -> None:
        """Take note of who speaks for which body in a sentence, and of who speaks for itself again; `last` spoke before."""
        named = [mention for mention in mentions if mention.concept.variety == "State" and mention.concept.code]
        for mention in named[:1]:
            self._for.pop(mention.concept.code or "", None)
        for at in self._places(tokens, named):
            first = at + _members(tokens, at + 2)
            body = next((m for m in mentions if first < m.first <= first + _NEAR and _is_body(m)), None)
            speaker = next((m for m in reversed(named) if m.end <= at), None)
            opens = at < 4 or tokens[0].is_form("ing")
            if speaker is None and opens and body is not None:  # "Speaking on behalf of the Union, | Peru's delegate"
                speaker = next((m for m in named if body.end < m.first <= body.end + 8), None)
            counted = any(token.low[0].isdigit() for token in tokens[at + 1 : body.first]) if body else True
            counted = counted and first == at  # "on behalf of 40 states", but "of the 27 members of the Union"
            also = "also" in {token.low for token in tokens[max(at - 3, 0) : at + 2]}
            if body is None and also and speaker is not None and (states := _states_behind(tokens, named, at)):
                state = speaker.concept.code or ""
                self._for[state] = tuple(sorted({state, *states}))
            if body is None or not body.concept.code:
                continue
            again = at < 4 and len(last) == 1 and {token.low for token in tokens[body.end : body.end + 2]} & _PERSONS
            if again and speaker is None:
                self._for[last[0]] = (body.concept.code,)  # "Speaking for the Union, | she"
            if speaker is not None and not counted:
                state = speaker.concept.code or ""
                self._for[state] = (state, body.concept.code) if also else (body.concept.code,)

    def _places(self, tokens: Sequence[Token], states: Sequence[Mention]) -> Iterator[int]:
        """Indexes of "behalf" behind a form of "speak", of "for" right behind "speaking" or a state: "Peru, | for the Group, said"."""
        for at, token in enumerate(tokens):
            if token.low not in {"behalf", "for"}:
                continue
            if token.low == "for" and at > 1 and tokens[at - 1].low == "," and _is_headed(tokens, states, at):
                yield at
                continue
            spoken = any("speak" in near.verbs for near in tokens[max(at - 4, 0) : at])
            spoken = spoken or (
                token.low == "behalf" and tokens[0].is_form("ing") and bool(tokens[0].verbs & _SPEAKING)
            )
            right = [near.low for near in tokens[max(at - 2, 0) : at]]
            apposed = token.low == "behalf" and right[-1:] == ["on"]
            apposed = apposed and (at == 1 or tokens[at - 2].low in {",", "also"})
            named = token.low == "behalf" or (token.low == "for" and right in _SPEAKING_FOR)
            if apposed or (spoken and named):
                yield at

    def of(self, holders: tuple[str, ...]) -> tuple[str, ...]:
        """The bodies for which holders speak, or the holders themselves."""
        if self._for.keys().isdisjoint(holders):
            return holders
        return tuple(dict.fromkeys(body for code in holders for body in self._for.get(code, (code,))))
