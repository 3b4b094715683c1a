"""The holder's attitude to an actor: it hangs on what part the actor has in the target, by ruling 6 of the annotation manual."""

from __future__ import annotations

from graph_builder.model import Act, Polarity
from graph_builder.text.cues.cue import Cue
from graph_builder.text.polarity.actor_roles import ActorRoles
from graph_builder.text.polarity.setting import Setting
from graph_builder.text.things.things import Thing

__all__ = ["BLAMING_ACTS", "BYSTANDING", "ActorJudge", "Felt"]

Felt = tuple[Polarity, tuple[str, ...]]
"""A sign and the path of words by which it came about."""

BLAMING_ACTS: frozenset[Act] = frozenset({"condemn", "oppose", "regret", "concern"})
_PRAISING_ACTS = frozenset({"welcome", "support"})
_STATING_ACTS = frozenset({"emphasize", "affirm", "note"})
_NEUTRAL: Felt = ("0", ("0",))
_MORE = frozenset({
    "continued", "sustained", "stronger", "strong", "greater", "more", "active", "enhanced", "increased", "effective",
})  # fmt: skip
"""Of what one wants more: "the need for continued Peruvian leadership"."""
BYSTANDING = "bystanding"
"""Stands in the path of an actor that is only named in what is blamed, by which nobody is judged."""


class ActorJudge:
    """Attitudes to the actors of one target. `start` is the sign that the act begins with."""

    def __init__(self, setting: Setting, cue: Cue, act: Act, start: Polarity) -> None:
        self.g, self.first = setting.g, setting.first
        decided = act == "commit" and "decide" in self.g.tokens[cue.keyword].verbs and self.g.low(cue.end - 1) == "that"
        self.setting, self.start = setting, start
        self.act: Act = "urge" if decided else act  # "decided that the mission shall stay": it is told what to do
        self.blames = start == "-" or (act in BLAMING_ACTS and start != "+")
        """Whether the stance is against what it is about, be it by what it says that this does: "these moves harm trade"."""
        self.neutral_partners = setting.words["neutral_partners"]
        self.roles = ActorRoles(setting, favoured=start == "+")
        words = (self.g.tokens[at].nouns for at in range(cue.first, cue.end))
        self.consoles = cue.act == "regret" and any(nouns & {"condolence", "sympathy"} for nouns in words)
        self.consoles |= cue.act == "concern" and start == "+"
        """Whether the regret is told to somebody, or the concern is for somebody: "our condolences to"."""
        cued = range(cue.first, cue.end)
        self.deserved = any(self.g.tokens[at].verbs & {"deserve"} or self.g.low(at) == "entitled" for at in cued)
        """Whether the cue says what somebody is due: "deserve"."""
        self.warns = cue.act == "concern" and "warn" in self.g.tokens[cue.keyword].verbs
        self.shared = cue.act == "concern" and self.g.low(cue.end - 1) == "of"
        """Whether the cue tells whose concern it is: "share the concerns of"."""
        self.instructs = bool(self.g.tokens[cue.keyword].verbs & {"direct", "instruct", "task"})
        """Whether the cue tells those what to do who are its own: "directed the agency to"."""
        self.bystanders: set[int] = set()
        """Indexes at which those begin who are only named in what is blamed."""
        self.partners = self.g.low(cue.end - 1) in {"with", "from", "between"}
        """Whether the cue itself has partners: "will work with"."""

    def judge(self, thing: Thing, sign: Polarity, path: tuple[str, ...], before: tuple[Thing, Polarity] | None) -> Felt:
        """The sign of an actor whose sign by the words around it is `sign`; `before` is the thing before it with its sign."""
        heads = before is None or before[0].first == thing.first  # "| U.S. | pressure"
        near = range(self.first, thing.first)
        told_to = before is not None and any(self.g.low(at) == "to" for at in near)  # "Peru to heed | Chile's rights"
        direct = heads and len(near) <= 3 and not told_to
        thanked = self.act in _PRAISING_ACTS and (thing.first - self.first <= 4 or self.setting.is_by(thing))
        thanked = thanked and self.g.low(self.setting.left(thing)) != "of"
        wrong = self.roles.does_wrong(thing) or (self.blames and self.roles.is_doer(thing))
        if self.instructs and self.act == "urge" and direct and not (thing.concept.is_country or wrong):
            return _NEUTRAL
        if self.act == "urge" and direct and self.roles.is_told_to_cease(thing):
            return "-", (*path, "told to cease", "-")
        if self.roles.is_group(thing) and not wrong and not thanked:
            return ("+", (*path, "helped", "+")) if self.roles.is_supported(thing) else _NEUTRAL
        named_with = before is not None and before[1] == "0" and self.roles.is_joined(before[0], thing)
        asked = self.act == "urge" and before is not None and before[0].first - self.first <= 3
        met = direct or (named_with and (asked or self.roles.is_between(thing)))
        felt = (
            self._blamed(thing, path, met)
            or self._joined(thing, path, before)
            or self._backed(thing, path)
            or self._addressed(thing, path, before, direct)
            or self._by_act(thing, sign, path, before, direct)
            or self._by_words(thing, sign, path)
        )
        spoken_to = self.act == "urge" and (direct or named_with)
        suffers = felt[0] == "-" and self.blames and not wrong and felt[1][-2:-1] != ("wrongdoer",)
        if (felt[0] == "0" or suffers) and self.roles.is_people(thing) and not spoken_to:
            return "+", (*path, "people", "+")
        return felt

    def _blamed(self, thing: Thing, path: tuple[str, ...], met: bool) -> Felt | None:
        """Who does wrong by what it is or by what is said of it; who is `met` is spoken to, or talked with."""
        if self.roles.is_kept_from(thing):
            return _ending(path, "kept from it", "+" if self.blames else "-")
        if self.roles.is_held_to_account(thing) or self.roles.is_answerable(thing):
            return _ending(path, "accused", "-")
        if not self.blames and not self.roles.is_people(thing) and self.roles.is_denied_gain(thing):
            return _ending(path, "denied a gain", "-")
        if self.roles.is_in_breach_of_own(thing):
            return _ending(path, "in breach", "-")
        if self.roles.is_judged(thing):
            return _ending(path, "judged", "-")
        armed = self.roles.is_armed(thing)
        if self.roles.is_wrongdoer(thing) or (armed and self.setting.is_by(thing)):
            return "-", (*path, "wrongdoer", "-")
        spoken_to = met and (self.act == "urge" or self.act in _PRAISING_ACTS)
        helped = self.roles.is_helped(thing) and not self.roles.is_served(thing) and not self.blames
        if armed and not spoken_to and not helped:
            return _ending(path, "wrongdoer", "-")
        return _ending(path, "does it", "-") if self.roles.does_wrong(thing) else None

    def _joined(self, thing: Thing, path: tuple[str, ...], before: tuple[Thing, Polarity] | None) -> Felt | None:
        """Who is named in one breath with the actor before."""
        if before is not None and before[1] == "-" and self._is_threatening(before[0], thing):
            return _ending(path, "a threat", "-")
        if before is None or before[0].concept.kind != "actor":
            return None
        if not (self.roles.is_joined(before[0], thing) or self.roles.is_example(before[0], thing)):
            return None
        if before[1] == "0" and path[-1] != "0":
            if path[-1] == "-" and before[0].first in self.bystanders:
                return self._bystanding(thing)
            turned = path[-1] == "+" and len(path) > 1 and self.roles.is_group(before[0])
            return None if turned else _NEUTRAL  # "meddling in member states, including Peru"
        return _ending(path, f"as {before[0].concept.label}", before[1])

    def _backed(self, thing: Thing, path: tuple[str, ...]) -> Felt | None:
        """Who is sent away, and who is helped or harmed."""
        turned = self._turned_at(thing)
        if self.roles.is_rightful(thing):
            return _ending(path, "its own", "+")
        if turned is not None and self.roles.is_withdrawn(turned[0]):
            return _ending(path, "withdrawn", "-")
        if self.roles.is_at_peace(thing):
            return _ending(path, "at peace", "+")
        if self.roles.is_suffering(thing) or self.roles.is_wronged(thing) or self.roles.is_meddled_with(thing):
            return _ending(path, "suffering", "+")
        if self.start == "+" and path[-1] == "-" and self.roles.is_in_need(thing):
            return "+", (*path, "in need", "+")
        if self.start == "+" and self.roles.is_forced(thing):
            return _ending(path, "forced", "-")
        if self.start == "+" and self.roles.is_cared_for(thing):
            return _ending(path, "cared for", "+")
        if self.start == "+" and not thing.concept.is_country and self.roles.is_founded(thing):
            return _ending(path, "founded", "+")
        if self.start == "+" and self.roles.is_furthered(thing) and len(path) == 1:
            return _ending(path, "furthered", "+")
        joins = self.start == "+" and self.act in {"commit", "support"} and self.roles.is_entered(thing)
        if joins and self.setting.before(thing) == self.first and self.g.low(thing.end) != "in":
            return _ending(path, "to be joined", "+")
        if self.roles.is_assisting(thing):
            return _NEUTRAL
        governing = self.setting.governing(thing)
        served = self.roles.is_served(thing) or self.roles.is_supported(thing)
        if served and len(governing) == 1 and governing[0].leaves is None and path[-1] == "-":
            return "-", path  # "cease its support for", "stop supporting"
        if self.roles.is_helped(thing):
            return _ending(path, "armed", "-") if self._is_armed_by(thing, path) else _ending(path, "helped", "+")
        if self.start == "+" and thing.concept.is_country and self.g.is_in(thing.first - 1, "wished"):
            return _ending(path, "wished well", "+")  # "a sovereign and self-reliant | Mali"
        harmed = bool(governing) and governing[-1].leaves == "+"
        doer = governing[-1].doer if governing else None
        # "attempts | to destabilize the country's ports"
        deed = doer is None or not self.g.bases(doer).isdisjoint(self.g.words["infinitive_nouns"])
        suffers = harmed and governing[-1].at == self.setting.left(thing) and deed
        owner = self.roles.is_owner(thing) and not suffers  # "attacks on the country's ports"
        apart = owner or self.roles.is_between(thing)
        return ("+", path) if harmed and not self.setting.is_by(thing) and not apart else None

    def _addressed(
        self, thing: Thing, path: tuple[str, ...], before: tuple[Thing, Polarity] | None, direct: bool
    ) -> Felt | None:
        """Who is only told, warned, consoled or obliged, or only tells whose something is."""
        left = self.setting.left(thing)
        under = self.g.low(left) == "of" and left > self.first and self.g.is_in(left - 1, "settings")
        seen = self.g.is_in(thing.end, "settings") and not self.g.is_in(thing.end + 1, "determiners")
        under = under or seen or self.g.is_in(thing.end - 1, "settings")  # but "UNIFIL | monitoring the border"
        praised = self.act in _PRAISING_ACTS and thing.first - self.first <= 5
        if self.g.low(left) == "of" and left > self.first and not praised and not self.blames:
            under = under or self.g.is_in(left - 1, "texts_of_bodies")
        told = self.roles.is_told(thing)
        if told and self.roles.is_told_to_undo(thing):
            return "-", ("0", "told to undo", "-")  # "should join in calling on | the junta to end its raids"
        if under or told or self.roles.is_source(thing):
            return _NEUTRAL  # "under United Nations | auspices"
        clause = direct and self.act in _PRAISING_ACTS and self.g.low(self.first - 1) == "that"
        if clause and self._is_expected(thing):
            return _NEUTRAL  # "we hope that the Council | will"
        if self.deserved and direct:
            return _ending(path, "deserving", "+")
        if self.warns and (direct or (before is not None and before[1] == "0")) and thing.first - self.first < 10:
            return _NEUTRAL
        asked = direct and self.act not in _PRAISING_ACTS and self.g.low(self.first - 1) == "for"
        asked = asked and self.g.low(thing.first - 1) not in _MORE
        if asked and self.g.low(thing.end) == "to" and self.roles.is_told_to_undo(thing):
            return "-", ("0", "told to undo", "-")
        if (asked and self.g.low(thing.end) == "to") or (self.shared and direct) or self.roles.is_entered(thing):
            return _NEUTRAL
        if self.blames and self._is_only_heard(thing, left):
            return _NEUTRAL
        if self.consoles and (direct or f"{self.g.low(left - 1)} {self.g.low(left)}" == "and to"):
            return "+", (*path, "consoled", "+")
        if (
            direct
            and self.act in {"commit", "affirm", "emphasize", "note", "support"}
            and self.roles.is_kept_off(thing)
        ):
            return "-", ("0", "kept off", "-")
        if self.act in _STATING_ACTS and direct and self.roles.is_obliged(thing):
            return ("-", ("0", "told to undo", "-")) if self._is_blamed(thing) else _NEUTRAL
        if self.act in _STATING_ACTS and direct and self.roles.is_bound(thing):
            return _NEUTRAL
        if self.act in _PRAISING_ACTS and self.roles.is_working_together(thing):
            return _ending(path, "works together", "+")
        if self.act in {"affirm", "emphasize"} and not self.blames and self.roles.is_befriended(thing):
            return _ending(path, "befriended", "+")
        aside = self.roles.is_whose_office(thing) or self.roles.is_between(thing)
        return _NEUTRAL if aside and not self.blames else None

    def _by_act(
        self, thing: Thing, sign: Polarity, path: tuple[str, ...], before: tuple[Thing, Polarity] | None, direct: bool
    ) -> Felt | None:
        """Who is blamed, praised or called on by the act itself, or credited with what it is about."""
        turned = self._turned_at(thing)
        if turned is not None and turned[1].endswith(("response to", "respond to", "responding to")):
            return None if self.roles.is_owner(thing) else _NEUTRAL
        if turned is not None and turned[1].endswith(
            ("against", "pressure on", "sanctions on", "embargo on", "embargoes on", "imposed on", "imposed upon")
        ):
            return sign, path
        if turned is not None and sign == "-" and self.start == "+" and self.act in _PRAISING_ACTS:
            return sign, path  # "welcome the defeat of the rebels"
        reformed = self.act in _STATING_ACTS and self.roles.is_reformed(thing)
        wanted = self.act != "affirm" and self.roles.is_made_for(thing)
        credited = sign == "+" and (reformed or wanted or self.roles.is_credited(thing))
        served = sign == "+" and self._partner(thing) == "through" and not thing.concept.is_country
        if self.act == "urge":
            if (credited or served) and not (direct and self._partner(thing) != "of"):
                return "+", path
            if sign == "+" and not direct and self.roles.is_beneficiary(thing):
                return "+", path  # "call for a State for the islanders"
            if sign == "-" and not direct and self.setting.is_turned_by_verb(thing):
                return "-", path  # "call on all to punish the junta"
            if direct and self._is_blamed(thing):
                return "-", (*path, "told to undo", "-")
            return ("+", path) if sign == "+" and self._is_wanted(thing) else _NEUTRAL
        doer = self.roles.is_owner(thing) or self.setting.is_by(thing) or self.roles.is_doer(thing)
        doer = doer or (self.act in {"condemn", "oppose"} and self.roles.is_working_together(thing))
        if self.blames and (direct or doer):
            saved = sign == "+" and self.setting.is_turned_by_verb(thing)  # "reject abandoning the island"
            owned = saved and len(path) == 3 and self.roles.is_owner(thing) and self._turned_at(thing) is not None
            return ("+" if owned or (saved and not doer) else "-"), path  # "reject barring | Peru's entry"
        if self.act == "welcome" and self._is_author(thing):
            return _NEUTRAL
        partner = self._partner(thing)
        own = self.roles.is_owner(thing) or self.setting.is_by(thing)
        aside = self.act == "welcome" and not direct and own and self._is_inner(thing)
        praised = (
            self.act in _PRAISING_ACTS
            and not aside
            and partner not in self.neutral_partners
            and (before is None or doer or self._is_one_of_many(thing) or not self._is_told_of(thing))
        )
        if (
            praised
            or credited
            or served
            or (self.act == "emphasize" and (partner == "of" or (partner == "by" and sign != "-")))
        ):
            return "+", path
        if self.act != "commit" and not self.blames and self.roles.is_achieving(thing):
            return _ending(path, "achieves", "+")
        if sign == "+" and self.start == "+" and self.roles.is_beneficiary(thing):
            return "+", path
        if before is not None and before[1] == "+" and partner == "of" and self.roles.is_aspect_of(before[0], thing):
            return _ending(path, f"as {before[0].concept.label}", "+")
        if sign == "-" and self.roles.is_owner(thing):
            return None  # "reduce the group's revenue"
        if sign == "-" and self.setting.is_by(thing):
            return "-", path  # "that the building by the junta of camps is illegal"
        if sign == "-" and self.setting.is_turned_by_verb(thing):
            return "-", path  # "punish the junta"
        meant = self.act in {"emphasize", "affirm", "commit"} and direct and not self.partners
        return ("+", path) if meant and partner not in self.neutral_partners else None

    def _is_author(self, thing: Thing) -> bool:
        """Whether it only wrote what is welcomed: "the report of the | Secretary-General", "the | envoy's report"."""
        of, owned = self.setting.left(thing), self.g.low(thing.end) in {"'s", "’s"}
        text = self.g.skip_modifiers(thing.end + 1) if owned else of - 1
        written = owned or self.g.low(of) in {"of", "by"}
        return written and "report" in self.g.bases(text)

    def _by_words(self, thing: Thing, sign: Polarity, path: tuple[str, ...]) -> Felt:
        """Who is against what the holder is for by the words around it; all others are neutral."""
        partner = self._partner(thing)
        doer = self.roles.is_owner(thing) or self._turned_at(thing) is not None or partner in {"by", "from"}
        if len(path) > 1 and sign == "-" and doer:
            return "-", path
        return self._bystanding(thing) if sign == "-" and partner != "of" else _NEUTRAL

    def _bystanding(self, thing: Thing) -> Felt:
        self.bystanders.add(thing.first)
        return "0", ("0", BYSTANDING, "0")

    def _is_armed_by(self, thing: Thing, path: tuple[str, ...]) -> bool:
        """Whether what is blamed is that it is given arms: "transfers of missiles to | Peru"."""
        given = range(max(self.first, thing.first - 10), thing.first)
        weapons = self.g.words.any_of("arms", "weapons")
        return self.blames and path[-1] == "-" and any((self.g.bases(at) | {self.g.low(at)}) & weapons for at in given)

    def _is_only_heard(self, thing: Thing, left: int) -> bool:
        """Whether what worries is what it says, or it stands ready: "the Agency's | assessment", "despite the Agency's readiness"."""
        if not self.roles.is_owner(thing):
            return False
        said = self.g.skip_modifiers(thing.end + 1, 4)
        heard = self.act in {"concern", "regret"} and not thing.concept.is_country and self.g.is_in(said, "findings")
        governing = self.setting.governing(thing)
        ignored = bool(governing) and governing[-1].leaves == "+" and governing[-1].at == left
        return heard or ignored or self.g.low(left) in {"despite", "notwithstanding"}

    def _is_inner(self, thing: Thing) -> bool:
        """Whether only what somebody else does bears on what is its own: "efforts to implement | Peru's agreement"."""
        before = self.setting.before(thing)
        if self.g.low(before) == "by":
            return self.g.is_in(before - 1, "performances")  # "to verify the implementation by | Peru"
        verb = before if self.g.tokens[before].verbs else -1
        if verb > self.first and self.g.low(verb - 1) == "to":
            return True
        return self.g.is_in(before, "prepositions") and self.g.is_in(before - 1, "performances")

    def _is_expected(self, thing: Thing) -> bool:
        """Whether it is hoped that it does something, alone or with those named after it."""
        at = thing.end
        if self.g.low(at) in {"and", ","}:
            ends = range(at, min(at + 8, self.setting.end))
            at = next(
                (
                    n
                    for n in ends
                    if self.g.is_in(n, "modals") or (self.g.tokens[n].verbs and not self.g.tokens[n].nouns)
                ),
                at,
            )
        return self.g.is_in(at, "modals")

    def _is_threatening(self, threat: Thing, thing: Thing) -> bool:
        """Whether a state is named as one of the threats before: "threats to the region, including Peru"."""
        named = thing.concept.is_country and threat.concept.kind in {"threat", "issue"}
        meant = self.g.bases(self.setting.head(threat)) & {"threat", "danger", "menace"}
        return named and bool(meant) and self.roles.is_example(threat, thing)

    def _is_wanted(self, thing: Thing) -> bool:
        """Whether it is asked that it be so: "the world needs a stronger | Organization"."""
        at = thing.first - 1
        while at >= self.first and self.g.tokens[at].is_adjective and not self.g.is_in(at, "determiners"):
            at -= 1
        described = at < thing.first - 1 or self.g.tokens[thing.first].is_adjective
        named = self.g.low(at) in {"a", "an"} and at >= self.first and described
        return named and self.g.low(thing.end) != "to" and not self.g.is_in(self.g.skip_forward(thing.end), "modals")

    def _is_one_of_many(self, thing: Thing) -> bool:
        """Whether it is named as an example of those whom the target is about: "the nations that joined, including | Peru"."""
        heads = self.g.bases(self.g.skip_modifiers(self.first, 4))
        many = not heads.isdisjoint(self.setting.words.any_of("communities", "people", "populations"))
        return many and self.g.is_in(self.setting.left(thing), "introducing_examples")

    def _is_told_of(self, thing: Thing) -> bool:
        """Whether it stands in a clause that tells something of what is before it: "the talks that brought together"."""
        return any(self.g.is_in(at, "relatives") or self.g.low(at) == ":" for at in range(self.first, thing.first))

    def _is_blamed(self, thing: Thing) -> bool:
        return self.roles.is_told_to_undo(thing) or self.roles.is_accused(thing)

    def _turned_at(self, thing: Thing) -> tuple[int, str] | None:
        """Where the word that turns the sign of just this thing stands, and that word: the "against" of "against X"."""
        left = self.setting.left(thing)
        return next(
            (
                (inverter.at, inverter.words)
                for inverter in self.setting.inverters
                if inverter.at == left and inverter.leaves != "+"
            ),
            None,
        )

    def _partner(self, thing: Thing) -> str:
        """The word that ties it to what is before; a preposition of the cue itself ("support for") is no tie."""
        left = self.setting.left(thing)
        if self.g.low(left) == "of" and self.g.is_in(left - 1, "governments_and_heads"):
            tie = next((at for at in range(left - 1, self.first - 1, -1) if not self._is_of_leaders(at)), left)
            left = tie if self.g.low(tie) == "with" else left  # "exchanges with the heads of state of"
        return self.g.low(left) if left >= self.first else ""

    def _is_of_leaders(self, at: int) -> bool:
        told = self.g.low(at) in {"of", "and"} or self.g.is_in(at, "determiners")
        return told or self.g.is_in(at, "governments_and_heads")


def _ending(path: tuple[str, ...], why: str, sign: Polarity) -> Felt:
    """The sign with its path, which says why where it did not end with that sign already."""
    return sign, path if path[-1] == sign else (*path, why, sign)
