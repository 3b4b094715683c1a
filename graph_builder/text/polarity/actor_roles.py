"""What part an actor has in a target: who is helped, who is only told something, whose office it is."""

from __future__ import annotations

from graph_builder.text.polarity.setting import Setting
from graph_builder.text.polarity.standing import Standing
from graph_builder.text.things.things import Thing

__all__ = ["ActorRoles"]


class ActorRoles(Standing):
    """The parts of the actors of one target; `favoured` says whether the act is for what it is about."""

    def __init__(self, setting: Setting, *, favoured: bool) -> None:
        super().__init__(setting)
        self.favoured = favoured

    def is_doer(self, thing: Thing) -> bool:
        """Whether a decision or deed is its own: "the refusal of the junta to"."""
        of = self.setting.left(thing)
        return self.g.low(of) == "of" and of > self.first and not self.g.bases(of - 1).isdisjoint(self.words["doings"])

    def is_group(self, thing: Thing) -> bool:
        """Whether it is a group without a name, which nobody is for or against: "the parties", "Member States"."""
        words = [self.g.low(at) for at in range(thing.first, thing.end)]
        fights = not self.g.bases(thing.end - 1).isdisjoint(self.words.kind_heads["conflict"])
        parties = "parties" in words and (fights or not {"to", "of"} & set(words))
        parties = parties and not {"opposition", "political", "ruling"} & {*words, self.g.low(thing.first - 1)}
        return thing.concept.provisional and (parties or words[-2:] == ["member", "states"])

    def is_people(self, thing: Thing) -> bool:
        """Whether it is people of some sort, whom everybody wishes well: "small farmers", "the poorest countries"."""
        head = self.setting.head(thing)
        if self.g.tokens[head].is_capital:
            return False
        words = range(max(thing.first - 2, self.first), head)
        needy = any(self.g.is_in(at, "needy") for at in words)
        rich = (at for at in words if self.g.low(at) == "developed" and self.g.low(at + 1) == "and")
        needy = needy and all(self.g.low(at - 1) in {"least", "less"} for at in rich)
        return not self.g.bases(head).isdisjoint(self.words["people"]) or (
            needy and not self.g.bases(head).isdisjoint(self.words["communities"])
        )

    def is_withdrawn(self, at: int) -> bool:
        """Whether the word that turns its sign, at `at`, sends it away: "the withdrawal of the troops"."""
        while self.g.is_in(at, "prepositions"):
            at -= 1
        return not (self.g.tokens[at].verbs | self.g.tokens[at].nouns).isdisjoint(self.words["withdrawing"])

    def is_helped(self, thing: Thing) -> bool:
        """Whether somebody is told to be helped: the object of a verb of help, or who help is for."""
        at = self._before_people(thing)
        if at < self.first:
            return False
        low, after = self.g.low(at), self.g.low(thing.end)
        if self.g.low(at - 1) in {"not", "never"}:
            return False
        if self.g.tokens[at].verbs & self.words["giving_verbs"] and thing.end < self.end:
            given = self.g.tokens[thing.end]
            if given.is_word and (given.nouns or self.g.is_in(thing.end, "determiners")) and not given.verbs:
                return True  # "give the islands | a voice"
        if after == "with" and "provide" in self.g.tokens[at].verbs:
            return True
        if low == "with" and after == "at" and self.g.is_in(thing.end + 2, "centres"):
            return True  # "with the Union at its core"
        if low in {"with", "by"} and self._stands_before(at):
            return True  # "stand shoulder to shoulder with"
        if low in {"to", "for"} and self._is_given(at):
            return True
        if self.g.is_in(at, "prepositions"):
            return self._is_backed(thing, at)
        return not self.g.tokens[at].verbs.isdisjoint(self.words["helping_verbs"])

    def is_at_peace(self, thing: Thing) -> bool:
        """Whether it is to live beside another: "Israel and Palestine | living side by side"."""
        words = [token.low for token in self.g.tokens[thing.end : min(thing.end + 18, self.end)]]
        parted = "side" in words and words[words.index("side") :][:3] == ["side", "by", "side"]
        return parted or "side-by-side" in words

    def is_assisting(self, thing: Thing) -> bool:
        """Whether something is done only with its help: "with the assistance of the Union"."""
        of = self.setting.left(thing)
        helps = self.g.low(of) == "of" and of - 2 > self.first and self.g.is_in(of - 1, "helping_nouns")
        return helps and "with" in {self.g.low(of - 2), self.g.low(of - 3)}

    def is_served(self, thing: Thing) -> bool:
        """Whether a noun of help is tied to it: "support for"."""
        at = self.setting.left(thing)
        return (
            at > self.first
            and self.g.is_in(at, "helping_prepositions")
            and not self.g.tokens[at - 1].nouns.isdisjoint(self.words["helping_nouns"])
        )

    def is_supported(self, thing: Thing) -> bool:
        """Whether it is the object of a verb of help."""
        at = self.setting.before(thing)
        return at >= self.first and not self.g.tokens[at].verbs.isdisjoint(self.words["helping_verbs"])

    def _before_people(self, thing: Thing) -> int:
        """Index of the word before a thing, or before the people whose state it is: "the people of Afghanistan"."""
        before = thing.first - 1
        people = self.g.low(before) == "of" and self.g.is_in(before - 1, "populations")
        return self.setting.before_words(before - 2 if people else before)

    def _stands_before(self, at: int) -> bool:
        return any("stand" in self.g.tokens[place].verbs for place in range(max(self.first, at - 4), at))

    def _is_backed(self, thing: Thing, preposition: int) -> bool:
        """Whether the noun that a preposition ties it to tells of help or suffering: "assistance to", "the plight of"."""
        noun, low = preposition - 1, self.g.low(preposition)
        if noun < self.first:
            return False
        nouns = self.g.tokens[noun].bases
        if low in {"of", "against"} and not self.is_armed(thing) and not nouns.isdisjoint(self.words["victim_nouns"]):
            return True
        if low == "of" and self.g.is_in(noun, "relational_nouns"):
            return self.favoured
        if low in {"on", "upon", "against"} and self.g.tokens[noun].verbs & self.words["committing_verbs"]:
            return not self.g.tokens[noun].nouns and not self.is_armed(thing)  # "the war that it is waging on"
        helps = self.g.is_in(preposition, "helping_prepositions")
        if low == "of" and self.g.low(noun) in {"favour", "favor", "benefit"}:
            return self.g.low(noun - 1) in {"in", "the"}  # "commitments in favour of"
        return helps and not self.g.tokens[noun].nouns.isdisjoint(self.words["helping_nouns"])

    def _is_given(self, to: int) -> bool:
        """Whether the "to" tells whom something is given: "providing green technologies to developing countries"."""
        for at in range(to - 1, max(self.first, to - 9) - 1, -1):
            if self.g.low(at) in {",", ";", "to", "for", "that"} and not self.g.is_in(at + 1, "introducing_examples"):
                return False
            if self.g.tokens[at].verbs & self.words["giving_verbs"] and not self.g.is_in(at - 1, "determiners"):
                return any(self.g.tokens[given].nouns for given in range(at + 1, to))
        return False

    def is_judged(self, thing: Thing) -> bool:
        """Whether it is itself what a judgement is on: "Peru | is irresponsible", "has not done enough", no "the plan of Peru is"."""
        for one in self.setting.governing(thing):
            if not one.verdict or one.leaves != "-":
                continue
            inside = any(self.g.is_in(at, "prepositions") for at in range(one.at + 1, thing.first))
            joined = (
                self.g.tokens[at].is_capital
                or self.g.low(at) in {"and", ",", "the", "to"}
                or self.g.is_plain_adverb(at)
                or bool(self.g.tokens[at].verbs & self.words["seeking_verbs"])  # "Peru | continues to fuel"
                for at in range(thing.end, one.end)
            )
            return all(joined) and not inside
        return False

    def is_credited(self, thing: Thing) -> bool:
        """Whether its work or well-being is what is spoken of: "the efforts of the Union", "the country's unity"."""
        own = self.is_owner(thing) and thing.concept.label != "international community"
        if own and self.g.is_in(self.g.skip_modifiers(thing.end + 1, 4), "credits"):
            return True
        of = self.setting.left(thing)
        if self.g.low(of) == "by" and of - 2 > self.first:
            made = self.g.tokens[of - 1].is_form("past")
            return made and self.g.is_in(of - 2, "credits")
        if self.g.low(of - 1) == "efforts" and thing.concept.label == "international community":
            return False  # what everybody does
        return self.g.low(of) == "of" and of > self.first and self.g.is_in(self._meant(of), "credits")

    def is_made_for(self, thing: Thing) -> bool:
        """Whether it is people or a body without a known name of which something is wanted: "the reinstatement of the senator"."""
        of = self.setting.left(thing)
        owner = self.is_owner(thing) or not thing.concept.provisional
        if owner or self.g.low(of) != "of" or of <= self.first:
            return False
        noun = self.g.tokens[of - 1]
        return self.favoured and bool(noun.nouns) and noun.bases.isdisjoint(self.words["parts_of_groups"])

    def is_reformed(self, thing: Thing) -> bool:
        """Whether its reform is what is spoken of."""
        of = self.setting.left(thing)
        return self.g.low(of) == "of" and of > self.first and self.g.low(of - 1) in {"reform", "reforms"}

    def _meant(self, of: int) -> int:
        """Index of the noun before "of", or of the one that a "that" before it stands for: "the role of A and | that of B".

        Of a people it is the noun that tells what is theirs: "the | rights of the people of".
        """
        outer = of - 2 - self.g.is_in(of - 2, "determiners")
        if self.g.is_in(of - 1, "populations") and self.g.low(outer) == "of" and outer > self.first:
            return outer - 1
        if self.g.low(of - 1) not in {"that", "those"}:
            return of - 1
        back = range(of - 2, max(self.first, of - 16), -1)
        return next((at - 1 for at in back if self.g.low(at) == "of"), of - 1)

    def is_bound(self, thing: Thing) -> bool:
        """Whether what is spoken of is what it has promised or is bound to: "the State's accession to", "the parties meeting the goal"."""
        if not self.is_owner(thing):
            after = self.g.tokens[min(thing.end, self.end - 1)]
            return after.low.endswith("ing") and after.is_form("ing")
        return any(self.g.is_in(at, "bonds") for at in range(thing.end + 1, min(thing.end + 3, self.end)))

    def is_achieving(self, thing: Thing) -> bool:
        """Whether it is said to do or have done well: "the Union has contributed to", "the States will surely achieve"."""
        at = thing.end
        while at < min(self.end, thing.end + 5) and (
            self.g.is_plain_adverb(at) or self.g.is_have(at) or self.g.is_be(at) or self.g.is_in(at, "modals")
        ):
            at += 1
        if at >= self.end or not self.g.tokens[at].verbs:
            return False
        verbs = self.g.tokens[at].verbs
        made = not verbs.isdisjoint({"make", "play"}) and any(
            self.g.is_in(noun, "achievements") for noun in range(at + 1, min(at + 5, self.end))
        )
        return made or not verbs.isdisjoint(self.words["achieving_verbs"])

    def is_working_together(self, thing: Thing) -> bool:
        """Whether it is one of those between whom there is something that is done together."""
        for at in range(thing.first - 1, max(self.first, thing.first - 12) - 1, -1):
            if self.g.low(at) == "between":
                return at > self.first and self.g.is_in(at - 1, "joint_works") and self.g.low(at - 2) != "of"
        return False

    def is_beneficiary(self, thing: Thing) -> bool:
        """Whether something is for it: "specifically for the country"; or it plays a role: "the role that society can play"."""
        left = self.setting.left(thing)
        if self.g.low(left) == "that":
            return left > 0 and "role" in self.g.tokens[left - 1].bases
        attributive = thing.end < self.end and bool(self.g.tokens[thing.end].nouns) and self.g.low(thing.end) != "in"
        attributive = attributive and not self.g.is_in(thing.end, "modals")
        if self.g.is_in(left - 1, "duties") or self.g.low(left - 1) in {"priority", "matter"}:
            return False  # "a task for the Council"
        return self.g.low(left) == "for" and left > self.first and self.g.low(thing.end) != "to" and not attributive

    def is_aspect_of(self, whole: Thing, thing: Thing) -> bool:
        """Whether the thing before is an aspect of this actor, or values of it: "the unity and stability of the country"."""
        covers = whole.first < thing.first and thing.end <= whole.end and whole.concept.kind == "principle"
        return covers or whole.concept.aspect is not None

    def is_joined(self, left: Thing, right: Thing) -> bool:
        """Whether nothing but a comma, "and", an article or other names stand between two actors."""
        start = right.first
        while start > left.end and self.g.is_in(start - 1, "determiners"):
            start -= 1
        between = [self.g.low(at) for at in range(left.end, start)]
        return (
            bool(between)
            and ("and" in between or "," in between[-1:])
            and all(
                low in {",", "and", "or"} or low in self.words["determiners"] or self.g.tokens[at].is_capital
                for at, low in enumerate(between, left.end)
            )
        )

    def is_example(self, left: Thing, right: Thing) -> bool:
        """Whether it is named as one of those before: "all countries, | especially small states"."""
        at = right.first - 1
        while at > left.end and self._describes(at) and self.g.low(at - 1) != "in":
            at -= 1
        end = left.end
        if self.g.low(end) in {"in", "from", "at"}:  # "citizens | in Peru, including two nuns"
            end += 1
            while end < at and (self.g.tokens[end].is_capital or self.g.is_in(end, "determiners")):
                end += 1
        pair = f"{self.g.low(at - 1)} {self.g.low(at)}"
        if pair in {"among them", "amongst them", "among which"} and self.g.is_in(at - 2, "firsts"):
            at -= 2  # "international bodies, foremost among them | the Union"
        elif pair in {"such as", "in particular"}:
            at -= 1
        elif not self.g.is_in(at, "introducing_examples"):
            return False
        return at - end <= 1 and at >= end

    def _describes(self, at: int) -> bool:
        """Whether a word only tells which ones are named: "especially | the poorest and landlocked | states"."""
        joins = self.g.low(at) == "and" and self.g.tokens[at - 1].is_form("past")
        told = self.g.tokens[at].is_adjective or self.g.is_in(at, "cardinals") or self.g.low(at)[:1].isdigit()
        return self.g.is_in(at, "determiners") or told or joins or self._is_degree(at)

    def _is_degree(self, at: int) -> bool:
        return self.g.tokens[at].is_form("past") and self.g.is_plain_adverb(at - 1)

    def is_source(self, thing: Thing) -> bool:
        """Whether only something is known from it or laid down by it: "as reported by the envoy", "endorsed by the Council"."""
        if not self.setting.is_by(thing):
            return False
        done = self.setting.left(thing) - 1
        at = done - 1
        while self.g.is_be(at) or self.g.is_have(at) or self.g.is_plain_adverb(at):
            at -= 1
        decided = self.g.tokens[done].is_form("past") and bool(
            self.g.tokens[done].verbs & self.words.any_of("deciding_verbs", "recording_verbs")
        )
        return decided or (self.g.low(at) == "as" and self.g.tokens[done].is_form("past"))

    def is_entered(self, thing: Thing) -> bool:
        """Whether it is only the body that somebody is or becomes a member of: "to join the Union"."""
        if thing.concept.is_country:
            return False
        at = self.setting.before(thing)
        if at < self.first:
            return False
        return not self.g.tokens[at].verbs.isdisjoint({"join", "rejoin"})

    def is_told(self, thing: Thing) -> bool:
        """Whether it is only told or asked something inside the target: "to instruct the ministers to …"."""
        at = self.setting.before(thing)
        if self.g.low(at) in {"on", "upon"} and "call" in self.g.tokens[at - 1].verbs:
            at -= 1
        if at < self.first:
            return False
        verbs = self.g.tokens[at].verbs
        return "address" in verbs or not verbs.isdisjoint(self.words["telling_verbs"])

    def is_obliged(self, thing: Thing) -> bool:
        """Whether it is said what an actor must do."""
        at = thing.end
        if at < self.end and self.g.low(self.first - 1) == "that" and not self.g.low(at - 1).endswith("s"):
            verb = self.g.tokens[at]
            after = self.g.tokens[min(at + 1, self.end - 1)]
            governs = self.g.is_in(at + 1, "determiners") or after.is_form("past")
            if verb.is_form("base") and (not verb.nouns or governs):
                return True  # "it is important that the Council | send"
        if self.g.low(at) == "in":  # "all stakeholders | in the country | should"
            at = next((n for n in range(at, min(at + 6, self.end)) if self.g.is_in(n, "obliging_modals")), at)
        while self.g.low(at) == "and" and self.g.tokens[min(at + 1, self.end - 1)].is_capital:
            at += 2  # "Peru | and Chad | must"
        at = self.g.skip_forward(at)
        if self.g.is_have(at) and any(self.g.is_in(n, "duties") for n in range(at + 1, min(at + 5, self.end))):
            return True  # "the Council | has a great responsibility to"
        return self.g.is_in(at, "obliging_modals")

    def is_whose_office(self, thing: Thing) -> bool:
        """Whether it only tells whose office somebody holds: "her election as President of the Assembly", "President Lee of Korea"."""
        of = self.setting.left(thing)
        if self.g.is_in(thing.end, "seats") and not self.is_owner(thing):
            return True  # "its bid for Security Council membership"
        if self.g.low(of) != "of" or of <= self.first:
            return False
        if self.g.is_in(of - 1, "duties") or self.g.is_in(of - 1, "seats"):
            return True  # "is a duty of the Council", "the Philippine chairmanship of the Association"
        offices = self.words["offices"] - self.words["populations"] - {"leader"}
        named = self.g.tokens[of - 1].is_capital and any(
            self.g.tokens[at].is_capital and self.g.tokens[at].bases & self.words["personal_titles"]
            for at in range(max(self.first, of - 4), of)
        )
        return not self.g.tokens[of - 1].bases.isdisjoint(offices) or named

    def is_between(self, thing: Thing) -> bool:
        """Whether it is one of two that something is between."""
        for at in range(thing.first - 1, max(self.first, thing.first - 12) - 1, -1):
            if self.g.low(at) == "between":
                return True
            if self.g.low(at) in {",", "and"}:
                continue
            token = self.g.tokens[at]
            if not token.is_word or (token.verbs and not token.nouns):
                return False
        return False
