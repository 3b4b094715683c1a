"""What looks like a stance and is only procedure: whom one meets and thanks, what one will speak about, what points follow."""

from __future__ import annotations

from graph_builder.text.cues.cue import Cue
from graph_builder.text.stances.sentence import Sentence
from graph_builder.text.stances.stance import Opening, Stance

__all__ = ["Procedures"]

_CLAIMED = frozenset({"allegedly", "supposedly", "purportedly"})
"""Adverbs of what others claim, and nobody promises."""
_LOOKING = frozenset({"consider", "look", "examine", "review", "recall"})
_RECORD = frozenset({"facts", "record", "figures", "numbers", "history"})
"""What one only turns to: "let us | look at the facts"."""


class Procedures:
    """The procedures of one sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self.s, self.g = sentence, sentence.g

    def is_procedure(self, opening: Opening) -> bool:
        """Whether a "will" only tells a programme ("will attend the summit"); who it was is kept for pronouns."""
        cue = opening.cue
        if cue.act == "urge" and not self.g.tokens[cue.keyword].verbs.isdisjoint({"invite"}):
            return any(
                self.g.low(at) == "to" and self.g.low(at + 1) in {"visit", "attend"}
                for at in range(cue.end, self.s.end)
            )
        if (cue.act == "urge" and self._asks_for_meeting(cue)) or self._is_courtesy(cue):
            return True
        if cue.act == "urge" and self.g.low(cue.first) == "let" and self._only_turns(cue.first + 2):
            return True
        if self.g.tokens[cue.keyword].verbs & {"thank"} and self.g.low(cue.end) == "you":
            heard = any(self.g.low(at) == "attention" for at in range(cue.end, self.s.end))
            return heard or self.s.end - cue.end <= 5  # "I thank you, Mr. President."
        if cue.shape == "impersonal" and self.g.low(cue.first) == "thank":
            return any(self.g.low(at) == "attention" for at in range(cue.end, min(cue.end + 4, self.s.end)))
        if "welcome" in self.g.tokens[cue.keyword].verbs and self._is_reception(cue):
            return not (cue.form == "base" and cue.group is not None and self._is_said_to_guest(cue.group.first))
        if cue.act == "welcome" and self.g.low(cue.end - 1) == "to" and self._speaks(cue.end):
            return True
        if (
            cue.phrase == ("cite",)
            and self.s.holders.strangers is not None
            and self.s.holders.is_paper(opening.holders)
        ):
            return True  # "the Herald writes, | citing the ministry"
        if cue.row.id == "commit.doing" and self.s.holders.strangers is not None and self._is_aside(opening):
            return True  # "the minister, who | is hosting the talks, …"
        if cue.act == "commit" and any(self.g.low(at) in _CLAIMED for at in range(cue.first, cue.end)):
            return True  # "they say we are | allegedly developing weapons"
        if cue.row.id == "commit.doing" and cue.phrase == ("address",) and self._is_near(cue.end, "audiences"):
            return True  # "I am addressing | the Assembly today"
        if "propose" in self.g.tokens[cue.keyword].verbs and self._is_near(cue.end, "drafts"):
            return True
        if "accept" in self.g.tokens[cue.keyword].verbs and self._is_near(cue.end, "invitations"):
            return True
        if cue.phrase == ("refer", "to") and cue.group is not None and cue.group.use == "heading":
            return self.g.low(len(self.g.tokens) - 1) not in {",", ";"}  # "Referring to the talks, the minister said"
        if cue.row.needs and self._stands_procedure(cue.end + 1):
            return True
        be = cue.end + (self.g.low(cue.end) == "to")
        wants = not self.g.tokens[cue.keyword].verbs.isdisjoint({"want", "wish"})
        if wants and self.g.low(be) == "be" and self.g.is_in(self.g.skip_forward(be + 1), "ways_of_speaking"):
            return True  # "I want to | be frank"
        if (
            cue.shape == "adjective"
            and cue.act == "commit"
            and self.g.low(cue.end) in {"take", "start", "begin", "meet"}
            and self.g.low(cue.end - 2) in {"set", "poised", "ready", "bound"}
        ):
            joins = self._takes_part(cue) or self._is_near(cue.end + 1, "demands")  # "is ready to | take part in"
            offers = self.g.low(cue.end - 2) == "ready" and self.g.low(cue.first - 1) in {"we", "i"}
            return not (joins or offers) and (self._stands_procedure(cue.end) or self.g.is_in(cue.end, "scheduled"))
        if cue.shape == "modal" and cue.act == "affirm" and self.g.low(self.g.skip_forward(cue.end)) == "hear":
            return True  # "we will soon | hear claims that"
        if cue.shape != "modal" or cue.act != "commit":
            return False
        if self._is_prediction(opening) or (self.g.low(cue.end) == "welcome" and self._receives(cue.end + 1)):
            return True
        if self.g.low(cue.first - 1) == "we" and self.g.low(cue.end) in {"say", "repeat"}:
            return True  # "we'll say this again"
        if self.g.low(cue.first - 1) == "i" and (
            self.g.is_in(cue.end, "announcing_verbs") or self._makes_utterance(cue.end)
        ):
            return True
        if not self._stands_procedure(cue.end) or self._is_doing(cue.end) or self._enters(cue.end):
            return False
        if self._takes_part(cue) or self._is_resolved(cue):
            return False
        if self.s.targets.is_announced_passive(cue) or self._recurs(cue.end):
            return False
        if self.g.is_in(cue.end, "speaking") and not self._is_near(cue.end + 1, "audiences"):
            return False
        if self.g.low(cue.end) == "meet" and self._is_near(cue.end + 1, "demands"):
            return False
        if opening.holders != self.s.voices.own:
            self.s.name(opening.holders)
        return True

    def _is_aside(self, opening: Opening) -> bool:
        """Whether it is told in passing of somebody who is named: ", who is …"."""
        return self.g.low(opening.subject - 1) in {"who", "which"} or self.g.low(opening.subject) in {"who", "which"}

    def _is_prediction(self, opening: Opening) -> bool:
        """Whether what will happen is foretold rather than promised: "the alliance will become stronger", "crime will not be cured"."""
        cue = opening.cue
        before = self.g.low(self.g.back_over_adverbs(cue.first)[0])
        if before in {"we", "i"}:
            return False
        if any(self.g.is_in(at, "surely") for at in range(cue.first, cue.end)):
            return True
        if self.s.targets.is_announced_passive(cue):
            verb = self.g.tokens[self.g.skip_forward(cue.end + 1)]
            own = opening.subject < cue.first and before not in {"they", "it"}
            denied = cue.group is not None and cue.group.negated
            refuses = denied and opening.holders == self.s.teller  # "Peru said it will not be bullied"
            return (
                not refuses
                and own
                and (denied or not verb.verbs.isdisjoint(self.g.words.any_of("harming_verbs", "suffered")))
            )
        verbs = self.g.tokens[cue.end].verbs if cue.end < self.s.end else frozenset[str]()
        foretold = before == "it" and self.g.low(cue.first) == "would" and opening.holders != self.s.teller
        foretold = foretold or (before in {"it", "this", "that"} and self._brings(cue.end))
        refused = cue.group is not None and cue.group.negated and opening.holders == self.s.voices.own
        return (bool(verbs & self.g.words["befalling"]) and not refused) or foretold  # "Peru will not remain silent"

    def _brings(self, at: int) -> bool:
        """Whether it is told what a thing or deed brings about, and nobody's plan: "it would | lead to war", "it would | hurt trade"."""
        verb = self.g.skip_forward(at)
        leads = self.g.low(verb) in {"lead", "amount", "contribute"} and self.g.low(verb + 1) == "to"
        return leads or self.g.is_in(verb, "enabling_verbs") or self.g.is_in(verb, "consequences")

    def _is_doing(self, at: int) -> bool:
        """Whether what will be going on is told, or tried: "will be | supporting the ban", "will | consider setting up"."""
        verb = self.g.skip_forward(at + 1)
        return (
            self.g.low(at) in {"be", "consider"}
            and self.g.low(verb).endswith("ing")
            and not self._stands_procedure(verb)
        )

    def _enters(self, at: int) -> bool:
        """Whether a state joins an undertaking rather than a person others: "will | join the Clean Seas Pledge"."""
        joined = range(at + 1, min(at + 8, self.s.end))
        others = any(not self.g.bases(n).isdisjoint(self.g.words.any_of("persons", "group_nouns")) for n in joined[:4])
        entered = self.g.words.any_of("undertakings", "entered")
        return self.g.low(at) == "join" and not others and any(not self.g.bases(n).isdisjoint(entered) for n in joined)

    def _asks_for_meeting(self, cue: Cue) -> bool:
        """Whether it is told who had the meeting called that is being held: "requested | this meeting"."""
        called = self.g.tokens[cue.keyword].verbs & {"request", "call", "ask"} and cue.form == "past"
        place = self.g.skip_modifiers(cue.end + 1)
        pointed = self.g.low(cue.end) in {"this", "today"}
        return bool(called) and pointed and not self.g.bases(place).isdisjoint(self.g.words["occasions"])

    def _only_turns(self, at: int) -> bool:
        """Whether who speaks only says what he will speak about next: "let us | dwell on that", "let us | take trade as an example"."""
        example = self.g.low(at) == "take" and any(
            self.g.low(n) in {"example", "case"} for n in range(at + 1, self.s.end)
        )
        near = range(at + 1, min(at + 6, self.s.end))
        looks = bool(near) and self.g.tokens[at].verbs & _LOOKING and any(self.g.low(n) in _RECORD for n in near)
        calls = self.g.low(at) in {"go", "start", "begin"} and self.g.low(at + 1) in {"to", "with", "over"}
        calls = calls and self._is_near(at + 2, "callers")  # "let's | go to the line of Ana Soto"
        return example or bool(looks) or calls or self.g.low(at) in {"dwell", "turn", "see"}

    def _is_courtesy(self, cue: Cue) -> bool:
        """Whether it belongs to how people talk to each other: "happy to | take questions", "sorry for | the delay", "beg your pardon"."""
        last = self.g.low(cue.end - 1)
        thanks = bool(self.g.tokens[cue.keyword].verbs & {"thank"}) and self.g.low(cue.end) == "you"
        at = (
            cue.end
            if not thanks
            else next((n + 1 for n in range(cue.end, self.s.end) if self.g.low(n) == "for"), cue.end)
        )
        tied = last in {"to", "for", "about", "by"} or thanks
        if cue.act in {"welcome", "regret"} and tied and self._is_near(at, "of_talks"):
            return not any(self.g.is_in(n, "prepositions") for n in range(at + 1, min(at + 3, self.s.end)))
        if cue.row.id == "oppose.position" and last == "to":
            return self.g.is_in(cue.end, "ways_of_telling")  # "I am not in a position to | comment on"
        if cue.row.id == "concern.experienced" and last in {"us", "me"}:
            return self.g.low(cue.end) in {"all", "both", "here"}  # "this concerns us | all": it is of interest
        if cue.shape == "modal" and cue.act == "urge" and self.g.low(cue.end) == "surprise":
            return True  # "that should not | surprise anyone"
        return cue.phrase[:1] == ("beg",) and self._is_near(cue.end, "of_talks")

    def _takes_part(self, cue: Cue) -> bool:
        """Whether who speaks undertakes to join in something, which no report only tells: "we shall | participate fully in"."""
        part = self.g.low(cue.end) == "participate" or (self.g.low(cue.end), self.g.low(cue.end + 1)) == (
            "take",
            "part",
        )
        near = range(cue.end + 1, min(cue.end + 9, self.s.end))
        work = any(not self.g.bases(n).isdisjoint(self.g.words["undertakings"]) for n in near)
        return part and (work or self.s.holders.strangers is None)

    def _is_resolved(self, cue: Cue) -> bool:
        """Whether a declaration says what will be talked over: "we will | discuss ways to", "will convene experts to"."""
        if self.s.holders.strangers is not None or not self.s.holders.named.texts:
            return False
        if not self.g.is_in(cue.end, "calling_together") or self.g.low(cue.first) == "would":
            return False
        before = self.g.low(self.g.back_over_adverbs(cue.first)[0])
        if before == "we" or self.g.low(cue.end) != "convene" or self.g.is_in(cue.end + 1, "prepositions"):
            return before == "we"
        return any(
            self.g.low(at) == "to" and self.g.tokens[at + 1].is_form("base")
            for at in range(cue.end + 2, self.s.end - 1)
        )

    def _recurs(self, at: int) -> bool:
        """Whether it is set how often something is done: "will | meet yearly", "will convene every year"."""
        return any(self.g.is_in(n, "recurring") for n in range(at + 1, min(at + 6, self.s.end)))

    def _is_reception(self, cue: Cue) -> bool:
        """Whether a guest is received rather than something praised: "welcomed the Prime Minister to the White House"."""
        return self._receives(cue.end)

    def _is_said_to_guest(self, first: int) -> bool:
        """Whether the host itself speaks: "| we warmly welcome the envoy to the Forum"."""
        return self.g.low(self.g.back_over_adverbs(first)[0]) in {"we", "i"}

    def _receives(self, start: int) -> bool:
        """Whether guests are received somewhere whom the words from `start` on name: "the Prime Minister to the White House"."""
        for at in range(start + 1, self.s.end - 1):
            if self.g.low(at) == "and" and any(cue.first == at + 1 for cue in self.s.cues):
                return False  # "welcomes the envoy | and thanks him for"
            if self.g.low(at) in {"to", "for"}:
                place = at + 1 + self.g.is_in(at + 1, "determiners")
                guests = self.g.words["persons"] | {"delegation", "leader"}
                received = range(start, self._end_of_object(start, at))
                guest = any(not self.g.tokens[n].bases.isdisjoint(guests) for n in received)
                meets = any(
                    not self.g.bases(n).isdisjoint(self.g.words.any_of("gatherings", "occasions"))
                    for n in range(place, min(place + 5, self.s.end))
                )
                called = place < self.s.end and self.g.tokens[place].is_capital
                return guest and (meets or (self.g.low(at) == "to" and called))
        return False

    def _end_of_object(self, start: int, end: int) -> int:
        """Index where what is welcomed is described further: "the mission | led by the Minister", "the return | of the envoy"."""
        closing = (
            at for at in range(start + 1, end) if self.g.low(at) in {"by", "on", "in", "with", "from", "between", "of"}
        )
        return next(closing, end)

    def _stands_procedure(self, at: int) -> bool:
        """Whether a verb of procedure stands at `at`: "meet", "take place"."""
        return self.g.is_in(at, "procedures") or f"{self.g.low(at)} {self.g.low(at + 1)}" in self.g.words["procedures"]

    def _speaks(self, at: int) -> bool:
        """Whether somebody is glad to speak: "are pleased to | address you", "am happy to | make this statement"."""
        floor = self.g.low(at) == "take" and self.g.low(at + 2) == "floor"
        return floor or self.g.is_in(at, "speaking") or self.g.low(at) in {"speak", "join"} or self._makes_utterance(at)

    def _makes_utterance(self, at: int) -> bool:
        """Whether it is told that something will be said: "I shall now | make a statement"."""
        return at < self.s.end and "make" in self.g.tokens[at].verbs and self._is_near(at + 1, "utterances")

    def _is_near(self, at: int, name: str) -> bool:
        """Whether a word of a list stands among the next few: whom one addresses, or what one meets."""
        near = range(at, min(at + 6, self.s.end))
        return any(not self.g.tokens[place].bases.isdisjoint(self.g.words[name]) for place in near)

    def only_announces(self, stance: Stance) -> bool:
        """Whether it only says that points follow: "I wish to underline four key points:", "The ministers stressed the following."."""
        if stance.target is None:
            return False
        first, end = stance.target
        if end - first == 2 and self.g.low(first) == "the" and self.g.low(first + 1) == "following":
            return True
        if self.g.low(len(self.g.tokens) - 1) != ":" or stance.cue.act in {"commit", "urge"}:
            return False
        return end - first < 6 and not self.g.tokens[end - 1].nouns.isdisjoint(self.g.words["announced_nouns"])
