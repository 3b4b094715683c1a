"""Persons whom a text introduces by office and state, so that a bare name or office later on says for whom they speak.

"Foreign Minister Jana Kral of Slovakia", "Li Wei, China's ambassador to Peru", "the Prime Minister of Iraq, Ali Hasan".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from graph_builder.model import Concept
from graph_builder.text.holders.adjectives import state_adjective
from graph_builder.text.holders.authors import Authors
from graph_builder.text.holders.body_names import BodyNames
from graph_builder.text.holders.heads import full_office
from graph_builder.text.holders.introductions import Introduction, former_names, has_mandate, is_former, of_one_state
from graph_builder.text.holders.parties import party_before, party_in
from graph_builder.text.holders.tellers import CLOSING
from graph_builder.text.holders.vouching import leading, presiding_heads, speaking_for, vouched
from graph_builder.text.mentions.mention import Mention
from graph_builder.text.words.grammar import Grammar

__all__ = ["Officer", "Persons"]

_ENVOYS = ("ambassador", "envoy", "commissioner", "secretary", "diplomat", "representative")
_OF_STATES = (*_ENVOYS, "speaker", "lawmaker", "mp", "legislator", "negotiator", "premier", "advisor", "adviser")
_HEADS = frozenset({"president", "minister", "chancellor", "premier", "king", "emir", "amir", "sultan"})
"""Offices of which a state has one: in a text of two, who holds one and is not of the one state is of the other."""
_MINISTRY = frozenset({"ministry"})
_TOPICS = frozenset({"on", "regarding", "concerning"})
"""What leads to whom a person only speaks of: "On Syria, Prime Minister Ana Quispe called for a truce"."""
_NOBODY = ""
"""Instead of a code: the name or office is that of several."""


@dataclass(frozen=True, slots=True)
class Officer:
    """An officer who holds stances of his or her own: the name, the words that name the office, the bodies whose it is."""

    name: str
    offices: frozenset[str]
    bodies: frozenset[str]


class Persons:
    """Who was introduced in one document so far: names of persons and bare offices, and whom they speak for."""

    def __init__(
        self,
        adjectives: Mapping[str, Concept],
        known: Mapping[str, str],
        home: str | None = None,
        two: Sequence[str] = (),
        seats: Set[str] = frozenset(),
        *,
        body: str | None = None,
        house: str | None = None,
        strangers: bool = False,
        narrated: bool = False,
        officer: Officer | None = None,
        heads: Mapping[str, str] | None = None,
        own: Mapping[str, str] | None = None,
        aides: str | None = None,
    ) -> None:
        """`home` is the state of a newspaper, `two` are the issuers of a text of two, `seats` those of `known` that are places.

        `body` is the organization whose text it is: who holds an office of it and one of a state speaks here for it.
        `house` is the state whose report it is, `officer` the officer of a body, `heads` the offices that only one of the
        two has, `own` those that with a capital mean the state whose text it is, `aides` that state, whose aides they are.
        With `strangers` somebody whom nothing ties to a known actor stands for himself or herself; in a text that is
        `narrated` those of an unknown body stand for that.
        """
        self.adjectives, self.known, self.home, self.two = adjectives, known, home, two
        self.seats, self.body, self.house, self.strangers = seats, body, house, strangers
        self.narrated, self.officer = narrated, officer
        self.renamed: dict[str, str] = {}
        """For whom those speak who share a family name with somebody else who is known: "Finance Minister Gerhard Stoltenberg"."""
        self.unnamed: str | None = None
        """The state whose officer spoke last without a name."""
        self.ministry: str | None = None
        """The state of the ministry that was named last."""
        self.bloc: str | None = None
        """The organization of states that was named last."""
        self.organ: str | None = None
        """The body of an organization that was named last, such as its council."""
        self.parliament: str | None = None
        self.states = frozenset(concept.code for concept in adjectives.values())
        """Codes of all states."""
        self.authors = Authors()
        self._speaking: dict[tuple[str, ...], tuple[str, ...]] = {}
        """By which names those were last named who speak for these holders."""
        self._genders: dict[str, str] = {}
        self.land: str | None = None
        """The state named last before the segment: whose "the Government" is in the text of an organization."""
        self.near: Set[str] = frozenset()
        """The states that the segment before names."""
        self._here: Set[str] = frozenset()
        self._named: str | None = None
        self.introduced: list[str] = []
        """For whom those speak whom the last segment introduced by name and office."""
        self._headed: set[str] = set()
        """Those of the two whose president or minister was named."""
        self._names: dict[str, str] = {}
        self._heads, self._own, self._aides = heads or {}, own or {}, aides
        self._offices = dict(self._heads)
        self._last_told: dict[str, str] = {}

    def learn(self, grammar: Grammar, mentions: Sequence[Mention], last: tuple[str, ...] = ()) -> None:
        """Take note of the persons that a segment introduces; `last` is the holder named before it."""
        self.introduced = []
        home = self.home or (last[0] if len(last) == 1 and last[0] in self.states else None)
        states = [
            item
            for item in mentions
            if item.concept.variety == "State" and not any(m.first < item.first and item.end <= m.end for m in mentions)
        ]
        named = (m for m in mentions if grammar.tokens[m.first].is_capital or grammar.tokens[m.end - 1].low == "group")
        blocs = (
            m.concept.code
            for m in named
            if m.concept.variety in {"Organization", "Coalition"} and m.concept.code and not m.concept.code.islower()
        )
        self.bloc = next(blocs, self.bloc)
        bodies = [m.concept.code for m in reversed(mentions) if m.concept.variety == "Body" and m.concept.code]
        self.organ = next(iter(bodies), self.organ)
        self.parliament = next((code for code in bodies if "Parliament" in code), self.parliament)
        self.land, self._named = self._named, states[-1].concept.code if states else self._named
        self.near, self._here = self._here, {m.concept.code for m in states if m.concept.code}
        offices = grammar.words.plural("persons")
        lows = {token.low for token in grammar.tokens}
        national = {"national", "capacity"} <= lows
        if parties := self.narrated and "party" in lows:
            self._learn_parties(grammar)
        self._learn_vouched(grammar, mentions)
        if self.narrated:
            self.authors.learn(grammar, mentions)
        presiding = [*presiding_heads(grammar, mentions, self.adjectives)] if self.narrated else []
        leads = leading(grammar, mentions) if "who" in lows else ()
        for words, whom in (*speaking_for(grammar, mentions), *presiding, *leads):
            self.keep(words, whom)
        self._learn_ministry(grammar, states)
        speech = _end_of_own_words(grammar) if self.narrated else 0
        strangers: list[tuple[int, tuple[int, int]]] = []
        heads, tied_speakers = grammar.words["heads_of_bodies"], grammar.words["tied_speakers"]
        names = BodyNames(grammar, self.adjectives)
        told = not (lows.isdisjoint(offices) and lows.isdisjoint(tied_speakers) and lows.isdisjoint(heads))
        for at, token in enumerate(grammar.tokens if told else ()):
            tied = token.low in tied_speakers and grammar.low(at + 1) in {"for", "of"}
            if token.low not in offices and not tied and not (self.narrated and token.low in heads):
                continue
            reading = Introduction(grammar, mentions, self.adjectives, at)
            name = reading.name()
            before = (
                mention.concept.code
                for mention in reversed(states)
                if mention.first < at
                and grammar.low(mention.first - 1) not in _TOPICS
                and not (mention.end <= speech < at)  # '"We urge Peru to wait," Minister Jana Kral said'
            )
            another = name is not None and any(words[-1] == grammar.tokens[name[1] - 1].text for words, _ in presiding)
            if (token.low in heads and name is None) or another:
                continue
            if is_former(grammar, at):
                self.renamed |= former_names(grammar, at, name, self.known)
                continue
            party = party_before(grammar, at) if parties else None
            sent = has_mandate(grammar, at, envoys=self.is_of_un())
            code = party or ("UN" if sent else reading.state()) or self._known(grammar, at, name) or reading.told_of()
            if self.officer is not None and token.low in self.officer.offices and code in self.officer.bodies:
                code = self.officer.name
            unknown = names.beside(at) if code is None and name is not None and self.narrated else None
            if unknown is not None and name is not None:
                own = self.house if unknown.isupper() else None  # "USAID Administrator Kral" in a report of the USA
                whose = self.known.get(unknown) or own or unknown  # "Kremlin spokesman Ivan Moe"
                self.keep([grammar.tokens[place].text for place in range(*name)], whose)
                continue
            code = code or of_one_state(grammar, at)
            code = code or self._default(grammar, at, name, home or self.house or next(before, None))
            code = code or (self._heads.get(full_office(grammar, at)) if name is not None else None)
            if name is not None and self.two and not token.nouns.isdisjoint(_HEADS):
                strangers += () if code else ((at, name),)
                self._headed |= {code} & set(self.two) if code else set()
            private = self.narrated and not token.is_capital and token.low in grammar.words["private_offices"]
            if code is None and name is not None and (self.strangers or private):
                words = [grammar.tokens[place].text for place in range(*name)]
                self.keep(words, _text(grammar, *name))
                if "-" in words[-1]:
                    self.keep(words[:1], _text(grammar, *name))  # "Hong Yong-pyo": the family name stands first
            if code is None or (national and code == self.body):
                continue  # "Ana Quispe (Peru), Council President, speaking in her national capacity"
            if name is not None:
                self._keep_name(grammar, *name, code)
                family, whole = grammar.tokens[name[1] - 1].text, _text(grammar, *name)
                another = self.narrated and self.known.get(family, code) != code and " " in whole
                if another and self.known.get(whole, reading.state()) == code:
                    self.renamed[family] = code
                self.introduced.append(code)
            self._keep_office(grammar, at, code)
        self._learn_bracketed(grammar, mentions)
        self._place(grammar, strangers)

    def is_of_un(self) -> bool:
        """Whether the UN or a body of it reports."""
        return self.body is not None and self.body.split()[0] in {"UN", "ECOSOC"}

    def _learn_bracketed(self, grammar: Grammar, mentions: Sequence[Mention]) -> None:
        """Take note of the persons of "Ana Quispe (Peru)", "Peru's Ana Quispe" and "Ana Quispe from Peru"."""
        for mention in mentions:
            code, first = mention.concept.code, mention.first - 1
            if not code or mention.concept.variety != "State":
                continue
            if grammar.low(mention.end) in {"'s", "’s"}:
                self._learn_owned(grammar, mention.end + 1, code)
            if grammar.low(first) == "from":
                self._learn_from(grammar, first, code)
            if grammar.low(first) == "(" and grammar.low(mention.end) == ")":
                self._learn_before(grammar, first, code)

    def _learn_before(self, grammar: Grammar, bracket: int, code: str) -> None:
        """Take note of the person whose name stands before a bracket."""
        begin = bracket
        while begin > 0 and (grammar.tokens[begin - 1].is_capital or grammar.low(begin - 1) == "."):
            begin -= 1
        if bracket - begin > 1:
            self.keep([grammar.tokens[at].text for at in range(max(begin, bracket - 4), bracket)], code)

    def _learn_parties(self, grammar: Grammar) -> None:
        """Take note of the persons of "political spokesman Ana Ruiz (Green Party)"."""
        for bracket in range(2, len(grammar.tokens) - 2):
            if grammar.low(bracket) != "(":
                continue
            end = next(
                (at for at in range(bracket, min(bracket + 9, len(grammar.tokens))) if grammar.low(at) == ")"), 0
            )
            if end and (party := party_in(grammar, max(bracket - 9, 0), end)) is not None:
                self._learn_before(grammar, bracket, party)

    def _learn_vouched(self, grammar: Grammar, mentions: Sequence[Mention]) -> None:
        """Take note of the persons who say what a state will do, where nothing else told for whom they speak."""
        for words, code in vouched(grammar, mentions, self.known, self.seats):
            if words[-1] not in self.known and self._names.get(words[-1]) not in self.states:
                self._names.update(dict.fromkeys([" ".join(words), *words], code))

    def _learn_ministry(self, grammar: Grammar, states: Sequence[Mention]) -> None:
        """Take note whose ministry is named or says what its state does: "Peru will close the port, the ministry said"."""
        for at in grammar.places(_MINISTRY, 1, len(grammar.tokens) - 1):
            beside = (m for m in states if at - 4 < m.end < at)
            owner = next((m for m in beside if all(grammar.tokens[n].is_word for n in range(m.end, at))), None)
            behind = (
                m
                for m in states
                if at < m.first < at + 6 and "of" in {grammar.low(m.first - 1), grammar.low(m.first - 2)}
            )
            owner = owner or next(behind, None)
            near = (state_adjective(grammar, self.adjectives, place) for place in range(max(at - 3, 0), at))
            adjective = next((state.code for state in near if state is not None), None)
            told = bool(grammar.tokens[at + 1].verbs & grammar.words["attribution"])
            first = states[0] if told and states and states[0].first < 2 and states[0].end < at - 3 else None
            code = owner.concept.code if owner is not None else adjective
            self.ministry = code or (first.concept.code if first is not None else None) or self.ministry

    def _place(self, grammar: Grammar, strangers: Sequence[tuple[int, tuple[int, int]]]) -> None:
        """Take a head of state or government whom nothing else tells for that of the one of the two that has none so far."""
        if len(strangers) != 1 or len(self._headed) != 1:
            return
        other = next(code for code in self.two if code not in self._headed)
        at, name = strangers[0]
        self._keep_name(grammar, *name, other)
        self._keep_office(grammar, at, other)
        self._headed.add(other)

    def _learn_from(self, grammar: Grammar, end: int, code: str) -> None:
        """Take note of the person whose name, and nothing else, ends before an index."""
        first = end
        while first > 0 and grammar.tokens[first - 1].is_capital:
            first -= 1
        if end - first == 2:
            words = [grammar.tokens[at].text for at in range(first, end)]
            self.keep(words, code)
            self.keep(words[:1], code)  # the family name may stand first

    def _learn_owned(self, grammar: Grammar, first: int, code: str) -> None:
        """Take note of the person whose full name, and nothing else, begins at an index."""
        end = first
        while end < len(grammar.tokens) and grammar.tokens[end].is_capital:
            end += 1
        verb = grammar.tokens[end].verbs if end < len(grammar.tokens) else frozenset[str]()
        apposed = grammar.low(end) == ","
        if end - first == 2 and (apposed or verb & grammar.words.any_of("attribution", "speech_verbs", "strong_verbs")):
            words = [grammar.tokens[at].text for at in range(first, end)]
            self.keep(words, code)
            self.keep(words[:1], code)

    def of_name(self, phrase: str) -> str | None:
        """Code of the actor for whom a person of this name, in full or in part, speaks."""
        return self._names.get(phrase) or None

    def keep(self, words: Sequence[str], code: str) -> None:
        """Take note of whom somebody with a name of several words speaks for, so that the last of them will do."""
        called = [
            word.capitalize() if word.isupper() and len(word) > 2 else word for word in words
        ]  # "JANA KRAL (Peru)"
        for part in {" ".join(words), words[-1], " ".join(called), called[-1]}:
            if part not in self.known:
                self._names.setdefault(part, code)

    def tie(self, words: Sequence[str], code: str) -> None:
        """Take note for whom somebody speaks who stood for himself or herself so far."""
        for part in (" ".join(words), words[-1]):
            if part not in self.known and self._names.get(part, "") in {"", " ".join(words)}:
                self._names[part] = code

    def pronouns_of(self, holders: tuple[str, ...], names: Sequence[str], told: str = "") -> Set[str]:
        """By which pronouns a person of these names is meant who speaks for the holders; "he" or "she" may be told."""
        self._speaking[holders] = tuple(names)
        told = told or next((self._genders[name] for name in names if name in self._genders), "")
        return frozenset({told}) if told else frozenset({"he", "she"})

    def tell_gender(self, holders: tuple[str, ...], pronoun: str) -> None:
        """Take note that "he" or "she" means the person who last spoke for the holders."""
        if pronoun in {"he", "she"}:
            self._genders.update(dict.fromkeys(self._speaking.get(holders, ()), pronoun))

    def is_person(self, name: str) -> bool:
        """Whether somebody of this name, in full or in part, is known."""
        return name in self._names or (name in self.known and name not in self.seats)

    def of_office(self, grammar: Grammar, at: int) -> str | None:
        """Code of the actor whose only such office ("minister") was named, or who alone of the two has it."""
        own = self._own.get(full_office(grammar, at)) if grammar.tokens[at].is_capital else None
        known = own or self._offices.get(full_office(grammar, at)) or self._offices.get(grammar.low(at))
        return known or self._last_told.get(grammar.low(at))

    def of_head(self, office: str) -> str | None:
        """Code of the state whose head by this title was named, or who alone of the two has one."""
        return self._offices.get(office) or None

    def tell_office(self, grammar: Grammar, at: int, code: str) -> None:
        """Take note for whom the person with an office spoke last: "a State Department | official said"."""
        token = grammar.tokens[at]
        if token.low in token.nouns and grammar.is_in(at, "persons") and not token.is_capital:
            self._last_told[token.low] = code

    def officer_called(self, name: str, size: int, last: tuple[str, ...]) -> str | None:
        """The state whose unnamed officer spoke before a bare full name: "Peru's minister agreed. | Jana Kral said"; None if none did."""
        words, whose = name.split(), self.unnamed
        if whose is None or last != (whose,) or not 1 < len(words) == size < 4:
            return None
        self.tie(words, whose)
        self.unnamed = None
        return whose

    def _keep_office(self, grammar: Grammar, at: int, code: str) -> None:
        for office in {full_office(grammar, at), grammar.low(at)}:
            _keep(self._offices, office, code)

    def _keep_name(self, grammar: Grammar, first: int, end: int, code: str) -> None:
        words = [grammar.tokens[at].text for at in range(first, end) if grammar.tokens[at].is_capital]
        words = [word for word in words if word.lower() not in {"jr", "sr", "ii", "iii"} and len(word) > 1]
        for part in {" ".join(words), *words, *(word.rpartition("-")[2] for word in words[-1:])}:
            if part and part not in self.known:
                both = self.body is not None and self.body in {code, self._names.get(part)}
                _keep(self._names, part, code)
                self._names[part] = self.body if both and self.body else self._names[part]

    def _known(self, grammar: Grammar, at: int, name: tuple[int, int] | None) -> str | None:
        """Code of a person, or of an office by itself, that the reference data or the text so far know."""
        office = grammar.tokens[at].text
        if name is None or "-" in office:
            return self.known.get(office) if "-" in office else None
        words = [token.text for token in grammar.tokens[name[0] : name[1]]]
        last, first = (f"{office} {part}" for part in (words[-1], words[0]))
        known = self.known.get(" ".join(words)) or self.known.get(last) or self.known.get(first)
        return known or self.of_name(words[-1]) or self.of_name(words[0])

    def _default(self, grammar: Grammar, at: int, name: tuple[int, int] | None, home: str | None) -> str | None:
        """The parliament of a rapporteur; the state at home, or named last, for a minister of no other; or the body that reports."""
        if name is not None and self.parliament and grammar.is_in(at, "of_parliaments"):
            return self.parliament
        words = [grammar.low(place) for place in range(max(at - 2, 0), at + 1)]
        of_state = any("minist" in word or word.endswith("premier") for word in words)
        speaks = of_state or any(word.startswith("spokes") or word.endswith(_OF_STATES) for word in words)
        if name is None or (speaks and home) or grammar.is_in(at - 2, "bodies_again"):  # "the agency's spokeswoman"
            return home if name is not None and not grammar.is_in(at - 2, "bodies_again") else None
        own = grammar.is_in(at, "presiding") or (speaks and not of_state)  # "Executive Secretary Ana Quispe"
        return (self._aides or self.body) if own and not self.is_of_un() else None


def _end_of_own_words(grammar: Grammar) -> int:
    """Index of the mark that closes a quotation in which somebody speaks in the first person, at the head of a segment; 0 if none does."""
    end = next(iter(grammar.places(CLOSING, 2, len(grammar.tokens) - 1)), 0)
    return end if any(grammar.low(at) in {"we", "our", "i", "my", "us"} for at in range(end)) else 0


def _text(grammar: Grammar, first: int, end: int) -> str:
    return " ".join(grammar.tokens[at].text for at in range(first, end))


def _keep(table: dict[str, str], key: str, code: str) -> None:
    table[key] = code if table.get(key, code) == code else _NOBODY
