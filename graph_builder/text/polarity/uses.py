"""Of what things it is denied that they do good, or that they are at all."""

from __future__ import annotations

from graph_builder.model import Act, Polarity
from graph_builder.text.polarity.setting import Setting
from graph_builder.text.things.things import Thing

__all__ = ["Uses"]

_TOO_LITTLE = frozenset({"no", "little", "scant"})
_CUT = frozenset({
    "impeded", "hindered", "hampered", "limited", "restricted", "curtailed", "reduced", "diminished", "diminishing",
    "weakened", "delayed", "denied", "declining", "dwindling", "shrinking", "waning", "inadequate", "insufficient",
})  # fmt: skip
"""What is said of something good of which there is too little."""
_REACH = 25
"""Words between a subject and its verb at most."""


class Uses:
    """What the things of one target are said to be of no use for; `act` is the act of the stance."""

    def __init__(self, setting: Setting, act: Act) -> None:
        self.g, self.act, self.setting = setting.g, act, setting
        self.first = setting.first
        self.useful = setting.words.any_of("helping_verbs", "achieving_verbs", "solving_verbs", "bettering_verbs")

    def denied(self, thing: Thing) -> Polarity | None:
        """What is felt for that of which it is denied that it does good: "force cannot bring peace", "sanctions alone will not help"."""
        if self._is_never_granted(thing):
            return "-"
        if thing.first - self.first > 8 or self.act not in {"affirm", "emphasize", "note"}:
            return None
        at = thing.end
        if self.g.low(at) in {"and", "or", ","}:  # "force | and investment in weapons do not bring"
            ends = range(at, min(at + 14, len(self.g.tokens)))
            at = next((n for n in ends if self._is_auxiliary(n) or self.g.is_in(n, "relatives")), at)
        alone = {self.g.low(at), self.g.low(at - 1)} & {"alone", "itself", "themselves"}
        at += self.g.low(at) in alone
        if (self.g.low(at), self.g.low(at + 1)) in {("in", "no"), ("by", "no")}:
            at += 2  # "the plan in no way | serves peace"
        elif not (self._is_auxiliary(at) or self.g.is_have(at)):  # "sanctions | have not worked"
            return None
        elif self.g.low(at) == "no":
            at += 1  # "the plan no | longer serves peace"
        elif self.g.low(at) != "cannot":
            at += 1
            if self.g.low(at) not in {"not", "never"}:
                return None
        verb = self.g.skip_forward(at + 1)
        if any(self.g.low(place) in {"only", "just"} for place in range(at, verb + 1)):
            return None
        does = verb < len(self.g.tokens) and bool(self.g.tokens[verb].verbs & self.useful)
        if verb < len(self.g.tokens) and self.g.tokens[verb].verbs & {"make", "give"}:
            given = range(verb + 1, min(verb + 5, len(self.g.tokens)))
            does = any(self.g.low(n) in {"contribution", "contributions", "difference", "sense"} for n in given)
        return ("0" if alone else "-") if does else None

    def helps_wrong(self, thing: Thing) -> bool:
        """Whether it is said to be good for those who do wrong: "hesitation | strengthens the aggressor"."""
        if self.g.is_in(self.setting.left(thing), "prepositions") and self.setting.left(thing) >= self.first:
            return False
        verb = thing.end
        while verb < self.setting.end and (
            self.g.is_in(verb, "modals") or self.g.is_have(verb) or self.g.is_plain_adverb(verb)
        ):
            verb += 1
        if verb + 1 >= self.setting.end or not self.g.tokens[verb].verbs & self.setting.words["abetting_verbs"]:
            return False
        if any(self.g.low(at) in {"not", "never"} for at in range(thing.end, verb)):
            return False
        whom = self.g.skip_modifiers(verb + 1, 4)
        told = self.g.low(whom + 1) in {"'s", "’s", "’", "'", "of"}  # "strengthens the regime | of"
        return not told and not self.g.bases(whom).isdisjoint(self.setting.words["wrongdoers"])

    def _is_never_granted(self, thing: Thing) -> bool:
        """Whether it is said of none of such that it may be: "no | annexation shall be recognized", "no | plan can be imposed"."""
        before = range(self.first + 1, thing.first)
        if self.g.low(self.first) != "no" or thing.first == self.first or not all(map(self._leads_to, before)):
            return False
        clause = range(thing.end, min(thing.end + _REACH, self.setting.end - 2))
        modal = next((at for at in clause if self.g.is_in(at, "modals") or self.g.is_in(at, "relatives")), None)
        if modal is None or self.g.low(self.g.skip_forward(modal + 1)) != "be":
            return False
        done = self.g.skip_forward(self.g.skip_forward(modal + 1) + 1)
        given = self.setting.words.any_of("granting_verbs", "joining_texts")
        return done < self.setting.end and bool(self.g.tokens[done].verbs & given)

    def _leads_to(self, at: int) -> bool:
        """Whether it is an adjective, or of an attempt, before what is said never to be: "no | further attempt to | seize land"."""
        return self.g.tokens[at].is_adjective or self.g.low(at) in {"attempt", "attempts", "effort", "efforts", "to"}

    def is_missed(self, thing: Thing) -> bool:
        """Whether it is said not to be or not to be done: "there have been no | trials", "| a truce was not possible"."""
        no = thing.first - 1
        while no > self.first and self.g.tokens[no].is_adjective and self.g.low(no) not in _TOO_LITTLE:
            no -= 1
        if no >= self.first and self.g.low(no) in _TOO_LITTLE:
            return True
        if thing.first > self.first and self.g.low(thing.first - 1) in _CUT:
            return thing.concept.kind in {"issue", "principle", "initiative"}
        if self.setting.left(thing) >= self.first:
            return False
        if self._is_still_due(thing):
            return True
        verb = self._told_of_first(thing)
        while self._is_auxiliary(verb) or self.g.is_be(verb) or self.g.is_have(verb) or self._is_adverb(verb):
            verb += 1
        done = self.g.tokens[min(verb, self.setting.end - 1)]
        got = bool(done.verbs & self.setting.words["getting_verbs"]) and self.g.low(verb - 1) in {"not", "yet", "never"}
        if not got and not self.g.is_be(verb - 1 - self._is_adverb(verb - 1)):
            return False
        if not any(self.g.low(at) in {"not", "never", "cannot"} for at in range(thing.end, verb)):
            return False
        return got or done.low == "possible" or (done.is_form("past") and not self.setting.turns(verb))

    def _is_still_due(self, thing: Thing) -> bool:
        """Whether it is said of the first thing that it is not yet done: "the pledges | have yet to be kept", "are far from being"."""
        for at in range(thing.end, min(thing.end + _REACH, self.setting.end - 1)):
            if self.g.is_in(at, "relatives") or self.g.low(at) in {";", ":"}:
                return False
            pair = f"{self.g.low(at)} {self.g.low(at + 1)}"
            if (self.g.is_have(at - 1) or self.g.is_be(at - 1)) and pair == "yet to":
                return True
            if pair in {"far from", "dead letters", "dead letter", "little success", "no success", "little progress"}:
                return True
        return False

    def _told_of_first(self, thing: Thing) -> int:
        """Index where the verb begins that is denied of the first thing: "the texts endorsed by the council | have not been"."""
        for at in range(thing.end, min(thing.end + _REACH, self.setting.end)):
            if self.g.is_in(at, "relatives") or self.g.low(at) in {";", ":"}:
                break
            if (self.g.is_have(at) or self.g.is_be(at)) and self.g.low(at + 1) in {"not", "never"}:
                return at
        return thing.end

    def _is_adverb(self, at: int) -> bool:
        return self.g.low(at) in {"not", "never", "yet"} or self.g.is_plain_adverb(at)

    def _is_auxiliary(self, at: int) -> bool:
        no_longer = (self.g.low(at), self.g.low(at + 1)) == ("no", "longer")
        return no_longer or self.g.is_in(at, "modals") or self.g.low(at) in {"do", "does", "did", "cannot"}
