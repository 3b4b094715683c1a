"""Who tells a sentence: the tail that attributes it (", the leaders said") and the head that reports it ("The minister said that")."""

from __future__ import annotations

from graph_builder.text.holders.asides import Asides
from graph_builder.text.holders.holders import Holders
from graph_builder.text.holders.sayings import Sayings
from graph_builder.text.holders.sources import Sources
from graph_builder.text.holders.tellers import (
    CLOSING,
    before_closers,
    begins_predicate,
    closes_quotation,
    end_of_bearer,
)
from graph_builder.text.holders.telling import Telling
from graph_builder.text.holders.told_clauses import ToldClauses, opens_quotation
from graph_builder.text.holders.told_quotations import ToldQuotations
from graph_builder.text.holders.voices import Voices
from graph_builder.text.words.circumstances import after_date
from graph_builder.text.words.dates import is_when
from graph_builder.text.words.grammar import Grammar
from graph_builder.text.words.verb_groups import verb_group

__all__ = ["Reports"]

_COMMA = frozenset({","})
_HERE = frozenset({"here", "there"})
_HEAD = 40
"""Up to which word a head may tell what follows."""
_NO_TELLING = frozenset({("added", "to"), ("agreed", "on"), ("agreed", "upon"), ("objected", "to")})
_BEFORE_TAILS = CLOSING | {","}
_TAIL = 44
"""How many words from the end the comma before a tail may stand."""
_LONG_TAIL = 72
"""The same where it is told to somebody: ", the envoy told the Council today, as members considered …"."""


class Reports:
    """The reporting head and tail of one sentence."""

    def __init__(self, grammar: Grammar, holders: Holders, voices: Voices) -> None:
        self.g, self.holders, self.voices = grammar, holders, voices
        self.sayings = Sayings(grammar, holders, voices)
        self.told = ToldClauses(grammar)
        self.quoted = any(token.low in {'"', "“"} for token in grammar.tokens)
        self.asides = Asides(grammar, holders, voices)
        self.quotations = ToldQuotations(grammar, holders, voices)
        self.sources = Sources(grammar, holders, voices, self.asides)

    def tail(self) -> Telling:
        """What stands before ", TASS writes", ", the leaders said" or ", according to the ministry"; all where nobody tells it."""
        if self.asides.split is not None:
            return Telling(0, len(self.g.tokens))
        said = self.sayings.tail()
        if (told := said or self.quotations.behind() or self.sources.according() or self.sources.cited()) is not None:
            return told
        size = before_closers(self.g)
        tokens = self.g.tokens
        places = reversed(self.g.places(_BEFORE_TAILS, max(size - _LONG_TAIL, 2) + 1, size - 1))
        commas = [at for at in places if tokens[at].low == "," or closes_quotation(self.g, at)]
        commas = [at for at in commas if not self._goes_on_meanwhile(at + 1)]
        if not commas:
            return Telling(0, size)
        verbal = next((at for at, token in enumerate(tokens) if token.verbs and not token.is_capital), size)
        relayed: Telling | None = None
        for comma in commas:
            if comma <= verbal and not self.quoted:
                continue  # "Norway, Peru | , and Kenya warned against", "The minister, Ana Ruiz | , on Monday warned against"
            opens = self.g.low(0).endswith("ing") or self.g.is_in(0, "prepositions") or self.g.is_in(0, "courtesies")
            if opens and not (self.quoted or self.g.has_verb(0, comma)):
                continue  # "Speaking in Lima | , the minister pointed to", "Mr. President | , Peru noted with"
            if self.g.low(comma) == "," and self.g.low(comma + 1) in {"and", "but"}:
                continue  # "the talks failed | , but Peru told the envoys it would go on"
            turned = self._turned(comma, size) if comma > size - _TAIL else None
            if (turned := turned or self._heard(comma, size)) is not None:
                return turned
            titled = self.holders.subjects.after_title(comma + 1)
            verb = next((at for at in range(comma + 2, size) if self._ends_telling(comma + 1, at, size, titled)), None)
            if verb is not None and (comma > size - _TAIL or "tell" in tokens[verb].verbs):
                if self.g.is_in(verb - 1, "agencies"):
                    relayed, size = Telling(0, comma, None, verb), comma  # "MENA said" only relays
                    continue
                own = self.g.low(comma + 1) in {"its", "their"}
                holders = self._first_named() if own else self.holders.resolve(comma + 1, verb, self.voices)
                return Telling(0, comma, holders or None, verb)
        return relayed or Telling(0, size)

    def _first_named(self) -> tuple[str, ...]:
        """The actor with which the sentence begins, whose "its" and "their" are: "Peru must act, | its minister said"."""
        code = next((actor.concept.code for actor in self.holders.actors if actor.first < 2), None)
        return (code,) if code else ()

    def _goes_on_meanwhile(self, at: int) -> bool:
        """Whether a clause begins there that tells what went on meanwhile: ", | as the Council continued its debate"."""
        if self.g.low(at) != "as":
            return False
        ongoing = (token.verbs & self.g.words["meanwhile_verbs"] for token in self.g.tokens[at + 1 : at + 18])
        return any(ongoing)

    def _heard(self, comma: int, size: int) -> Telling | None:
        """The tail by which a meeting only hears something: ", the Committee | heard today", ", the Council was | told today"."""
        if self.holders.persons.body is None or not self.g.is_in(comma + 1, "determiners"):
            return None
        inside = False
        for at in range(comma + 3, min(comma + 20, size)):
            low = self.g.low(at)
            inside = low == "(" or (inside and low != ")")  # "the Third Committee (Social, Humanitarian and Cultural)"
            if (low == "," and not inside) or self.g.is_in(at, "subordinators"):
                return None
            heard = low == "heard" or (low in {"told", "informed"} and self.g.is_be(at - 1))
            if heard and (at == size - 1 or is_when(self.g, at + 1)):
                return Telling(0, comma, self.voices.issuer or None, at)
        return None

    def _turned(self, comma: int, size: int) -> Telling | None:
        """The tail with the verb first: ", said the commissioner"."""
        token = self.g.tokens[comma + 1]
        told = token.verbs & self.g.words["attribution"]
        if comma + 2 >= len(self.g.tokens) or not told or token.form(min(told)) not in {"s", "past"}:
            return None
        start, end = end_of_bearer(self.g, self._behind_date(comma + 2))
        first = self.g.tokens[start]
        several = first.low not in first.nouns and bool(first.nouns & self.g.words["persons"])  # "said | officials of"
        if not (self.g.is_in(start, "determiners") or first.is_capital or several):
            return None
        if "say" in told and comma > 3 and self._is_text_told(start, size):
            return Telling(0, comma, None, comma + 1)
        if not self.quoted and told & self.g.words["addressing_verbs"]:
            return None  # "The leaders marked the day | , urged other states to join"
        if not (self.quoted or self.g.has_verb(0, comma)):
            return None  # "The leaders, meeting in Lima, | demanded the release of the minister"
        last = self.g.tokens[end - 1]
        tellers = self.g.words.any_of("persons", "group_nouns", "document_nouns", "stated_in", "state_bodies")
        if not last.is_capital and last.low != ")" and last.bases.isdisjoint(tellers):
            return None  # ", said Lima wants to join"
        holders = self.holders.resolve(start, end, self.voices, documents=False)
        end += self.g.low(end) in _HERE
        told_on = self.g.is_in(end, "prepositions") or is_when(self.g, end)
        if end < size and self.g.tokens[end].is_word and not told_on:
            return None  # ", said Lima would not join": a subject before the comma
        if end < size and self._is_infinitive(end):
            return None  # "Peru, recalling the truce, | urged all sides to talk"
        more = self.g.low(end) == "," and (self.g.low(end + 1).endswith("ing") or self.g.is_in(end + 1, "articles"))
        far = 40 if more or self.g.is_in(end, "prepositions") else 12
        text = not holders and self.g.bases(start + 1) & self.g.words["stated_in"] and end > size - 6
        if text:
            return Telling(0, comma, None, comma + 1)  # ", said the statement"
        return Telling(0, comma, holders, comma + 1) if holders and end > size - far else None

    def _behind_date(self, at: int) -> int:
        """Index behind the day that stands between the verb and the teller: "said | Sunday, February 6, the commissioner"."""
        begin = at + (self.g.low(at) == "on")
        end = begin if self.g.is_in(begin, "determiners") else after_date(self.g, begin)
        end += end > begin and self.g.low(end) == ","
        return at if end in {begin, len(self.g.tokens)} else end

    def _is_text_told(self, start: int, size: int) -> bool:
        """Whether a text that nobody is named for says it, at the end: ", said | the statement issued in Lima"."""
        text = next((at for at in range(start, min(start + 7, size)) if self.g.is_in(at, "stated_in")), None)
        if text is None or any(self.g.low(at) in {"by", "from", "of", ","} for at in range(start, size)):
            return False
        ends = text + 1 >= size or self.g.tokens[text + 1].is_form("past") or self.g.is_in(text + 1, "prepositions")
        return ends and not any(self.g.is_in(at, "modals") for at in range(text, size))

    def _ends_telling(self, start: int, at: int, size: int, titled: int | None) -> bool:
        """Whether a verb of telling stands at `at` behind its subject and nothing but circumstances behind it.

        The verb at `titled` has a subject with an office between commas.
        """
        token = self.g.tokens[at]
        told = token.verbs & self.g.words["attribution"]
        if not self.quoted:
            told -= {"continue"}  # "the leaders met, as the war continues in the north"
        if (
            not told
            or token.form(min(told)) not in {"s", "past"}
            or token.is_capital
            or self.g.is_be(self.g.back_over_adverbs(at)[0])
        ):
            return False
        tellers = self.g.words.any_of(
            "persons", "group_nouns", "document_nouns", "stated_in", "texts_of_others", "pronouns"
        )
        if self.g.low(at) == "states" and self.g.bases(at - 1).isdisjoint(tellers):
            return False  # "even Gulf | states"
        noun = token.nouns and token.form(min(told)) == "s" and not self.g.tokens[at - 1].is_capital
        if noun and self.g.bases(at - 1).isdisjoint(tellers):
            return False  # "a set of new | charges"
        if self.g.is_in(at - 1, "prepositions") or self.g.low(at - 1) in self.g.words["determiners"] - {"’s", "'s"}:
            return False  # "the responsibility of States"
        parted = any(self.g.is_in(place, "subordinators") or self.g.low(place) == "," for place in range(start, at))
        if (at != titled and parted) or begins_predicate(self.g, start, at):
            return False
        if self.g.low(at + 1) == "by" or (self.g.low(at), self.g.low(at + 1)) in _NO_TELLING:
            return (
                False  # "the plans announced by the leaders", "among those added to a list", "Peru agreed on the plan"
            )
        last = at + (self.g.low(at + 1) == "out")  # "pointed | out"
        if last == size - 1 or (size - at == 2 and "tell" in told):
            return True
        if self.g.low(last + 1) == "," and self.g.low(last + 2).endswith("ing"):
            return True  # ", she said, adding that …"
        if self.g.low(last + 1) == "," and self.g.low(last + 2) == "as" and self.g.is_in(last + 3, "pronouns"):
            return True  # ", the envoy stressed, as she briefed the Council"
        size = self._before_participle(at + 1, size)
        stop = next((place for place in range(at + 1, size) if self.g.low(place) == ","), size)
        when = next(
            (place for place in range(at + 2, stop) if is_when(self.g, place)), stop
        )  # "told them today | to stop"
        if any(self.g.low(place) in {"that", ":"} for place in range(at + 1, stop)):
            return False
        if any(self._is_infinitive(place) and place != when + 1 for place in range(at + 1, min(when + 2, stop))):
            return False
        after = self.g.low(at + 1)
        placed = self.g.is_in(at + 1, "prepositions") and after != "with"  # "noted with concern the tests"
        placed = placed or is_when(self.g, at + 1)
        return placed or (bool(told & {"tell", "warn", "remind"}) and bool(after) and self.g.low(at + 1) != ",")

    def _before_participle(self, start: int, size: int) -> int:
        """Index of the comma behind which the teller goes on: ", he told the Council today | , calling on all to …"; else `size`."""
        commas = (at for at in range(start, size - 1) if self.g.low(at) == ",")
        return next((at for at in commas if self.g.low(at + 1).endswith("ing") and self.g.tokens[at + 1].verbs), size)

    def _is_infinitive(self, to: int) -> bool:
        """Whether what somebody is told to do begins at an index: "told all sides | to stop"."""
        base = any(token.is_form("base") for token in self.g.tokens[to + 1 : to + 2])
        aired = self.g.low(to + 1) == "be" and self.g.is_in(to + 2, "aired")  # "in an interview to be broadcast today"
        return self.g.low(to) == "to" and base and not aired

    def middle(self) -> tuple[int, Telling] | None:
        """Where an attribution between commas begins, and what is told behind it: "A is fair, the minister said, and | B is not"."""
        if self.asides.split is not None:
            return None if self.asides.is_bridged() else self.asides.split
        tokens = self.g.tokens
        for verb in [at - 1 for at in self.g.places(_COMMA, 4, len(tokens) - 3)]:
            told = tokens[verb].verbs & self.g.words["speech_verbs"]
            if not told or tokens[verb].form(min(told)) not in {"s", "past"}:
                continue
            comma = next(
                (at for at in range(verb - 1, max(verb - 8, 1), -1) if self.g.low(at) in {",", "”", '"'}), None
            )
            goes_on = self.g.low(verb + 2) in {"and", "but", "while", "so", "that"}
            if comma is None or not goes_on or self.g.low(comma + 1) == "as":
                continue
            holders = self.holders.resolve(comma + 1, verb, self.voices, documents=False)
            if holders:
                return comma, Telling(verb + 3, before_closers(self.g), holders, verb)
        return None

    def _noted(self) -> int:
        """Index behind the "that" of what a participle notes at the head of the sentence: "Noting with concern that |"; 0 if none does."""
        if not self.g.tokens[0].is_form("ing"):
            return 0
        return next((at + 1 for at in range(1, min(6, len(self.g.tokens))) if self.g.low(at) == "that"), 0)

    def head(self, stop: int) -> Telling:
        """What a subject says ("The minister said that …"); it begins at 0 where nobody is reported."""
        tokens, speech = self.g.tokens, self.g.words["speech_verbs"]
        if (said := self.sayings.head(stop)) is not None:
            return said
        if (inside := self.asides.as_told(stop) or self.asides.telling(stop)) is not None:
            return inside
        nobodys: Telling | None = None
        noted, is_recital = self._noted(), self.g.low(len(tokens) - 1) in {";", ","}
        for at in range(1, min(stop, _HEAD)):
            if not tokens[at].verbs:
                continue
            told = tokens[at].verbs & speech
            if told == {"convey"} and all(self.g.low(place) != "that" for place in range(at + 1, min(at + 8, stop))):
                continue  # "convey our condolences to"
            clause = self.g.is_in(at + 1, "pronouns") and self.g.is_in(at + 2, "modals")  # "signalled they would"
            if self.g.low(at + 1) == "that" or clause:
                told = told or tokens[at].verbs & self.g.words["speech_verbs_with_that"]
            if not told and self.quoted and opens_quotation(self.g, at + 1):
                told = tokens[at].verbs & self.g.words["attribution"]
            if not told or self.g.tokens[at].form(min(told)) not in {"s", "past", "base"}:
                continue
            compound = tokens[at].nouns and tokens[at - 1].is_capital and tokens[at].form(min(told)) == "base"
            if compound and at + 1 < stop and tokens[at + 1].is_form("past"):
                continue  # "the Agency | report urged"
            group = verb_group(self.g, at, min(told))
            if "announce" in told and self.g.tokens[at].form("announce") == "base":
                continue  # "we announce that we intend to": our own plan
            if group is None or group.use != "finite":
                continue  # "requests the Secretary-General to report", "to submit a report"
            if self.g.low(group.first - 1) in {"these", "those"} and tokens[at].nouns:
                continue  # "it is for these | reasons that we"
            start = self.holders.subjects.start_of(group.first)
            start = max(start, nobodys.begin if nobodys else 0)
            if 0 < noted <= start and (is_recital or not self.g.has_verb(noted, start)):
                continue  # "Noting that, in Lima, Peru announced aid, we thank"
            if any(self.g.low(n) in {"i", "we"} for n in range(start, self.g.back_over_adverbs(group.first)[0])):
                continue  # "I welcome the support announced today", but "I also | would like to say that"
            if self.g.low(start) == "as":
                start = self.sources.behind_source(start, group.first)
            if (owner := self._described(group.first - 1)) is not None:
                return Telling(self.told.begin(at), stop, owner, at)  # "protests from Peru, which says"
            placed = start > 1 and self.g.low(start - 1) == "which" and self.g.is_in(start - 2, "prepositions")
            if placed and self.g.low(at + 1) != "that" and not self.g.has_verb(at + 1, stop):
                continue  # "welcome the report, in which | the Director told of his trip"
            ours = self.g.low(self.g.lead) in {"we", "i"}  # "We welcome the report, in which he says"
            said_in = not ours and self.holders.clauses.is_said_in(start)
            apart = self.g.low(start - 1) in {"as", "what", "which"} and not said_in
            if apart or self.g.low(start) == "as":
                continue  # "the talks will go on, as Peru says it hopes"
            if self.g.low(group.first - 1) == "who" and self.g.low(group.first - 2) == ",":
                begin = self.holders.subjects.start_of(group.first - 2)
                named = self.holders.resolve(begin, group.first - 2, self.voices, documents=False)
                if named is not None and self.holders.strangers is not None:
                    return Telling(self.told.begin(at), stop, named, at)  # "was backed by the minister, who said"
            joined = self.g.low(group.first - 1) in {"and", "but"}
            holders = self.holders.resolve(0, group.first - 1, self.voices) if joined else None
            if holders is not None:
                start = min(start, group.first - 1)  # "noted A, and | told them that"
            elif start < group.first:
                holders = self.holders.resolve(start, group.first, self.voices)
            aside = (
                self.g.low(start - 1) == "," and self.g.low(at + 1) == "," and start > 1
            )  # "Peru, she said, will help"
            begin = self.told.begin(at) if start < group.first and not aside else 0
            telling = Telling(begin, stop, holders, at)
            if holders is not None:
                return telling
            if self.g.low(start - 1) == "that" and start > 1:
                continue  # "analysts believe that | the tone indicates that"
            nobodys = nobodys or telling  # "sources said | the minister told them that"
        return nobodys or (self.quoted and self.quotations.before(stop)) or Telling(0, stop)

    def _described(self, which: int) -> tuple[str, ...] | None:
        """The body or state before a comma that "which" at an index goes on to tell of, in a report; None if none is."""
        if self.g.low(which) != "which" or self.g.low(which - 1) != "," or self.holders.strangers is None:
            return None
        actor = next((actor for actor in self.holders.actors if actor.end == which - 1), None)
        return (actor.concept.code,) if actor is not None and actor.concept.code else None
