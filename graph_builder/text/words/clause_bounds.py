"""Where the clause of a subject begins: behind a mark, a conjunction or a relative, or a heading that ran into the sentence."""

from __future__ import annotations

from collections.abc import Mapping

from graph_builder.text.words.conditions import CONDITIONS
from graph_builder.text.words.grammar import Grammar
from graph_builder.text.words.marks import DASHES

__all__ = ["PARTING", "clause_start", "opening_of", "opens_sentence", "parts_clauses", "quotes_behind"]

_OPENING = frozenset({"the", "we", "both", "they", "our"})
_BEFORE_PRONOUN = frozenset({"since", "as", "until", "before", "after"})
"""Prepositions that open a clause before a pronoun: "since it reaffirms"."""
_HENCE = frozenset({"therefore", "thus", "hence", "consequently"})
"""Adverbs behind "and" with which a clause of its own draws a conclusion."""
_SUBJECTS = frozenset({"we", "i", "they", "he", "she", "it", "there"})
_LAST = frozenset({
    "there", "here", "today", "now", "so", "it", "them", "us", "this", "ago", "yesterday", "few", "many", "others",
})  # fmt: skip
"""Words with which a clause that tells which thing is meant may end: "the veto which is the right of the few | should"."""
_ADVERBIAL = frozenset({("once", "again"), ("once", "more"), ("once", "and"), ("so", "far"), ("because", "of")})
"""Words that open no clause but a phrase: "once and for all", "so far"."""
_ALL = frozenset({"those", "all", "anyone", "everyone", "everybody", "anybody", "us", "them"})
"""Pronouns that a relative clause tells more of: "those who did it | must be tried"."""
_TELLING_WHICH = frozenset({"where", "when", "why", "whose", "how"})
"""Words of a clause that tells which place, time, reason or owner is meant."""
_ASKING = frozenset({"what", "who", "how", "why", "whether"})
"""Words of a clause that is itself a thing, where a preposition governs it: "about | what happened"."""
_CLOSING: Mapping[str, str] = {")": "(", "”": "“", '"': '"'}
_BREAKS = frozenset({";", ":", "(", "“", '"', "…"}) | DASHES
PARTING = DASHES | {";", "…"}
"""Marks behind which a new main clause may begin."""
_LONGEST_ASIDE = 40
"""Tokens of an aside between dashes at most."""


def clause_start(grammar: Grammar, end: int, *, stop: int = 0) -> tuple[int, str]:
    """Where the clause of the subject that ends before `end` begins, and the word or mark that bounds it ("" at the start)."""
    at = end - 1
    while at >= stop:
        low = grammar.low(at)
        if low in _CLOSING and (opened := opening_of(grammar, at, stop)) is not None:
            at = opened - 1
            continue
        if low in DASHES and (opened := _dash_before(grammar, at, stop)) is not None:
            if _begins_clause(grammar, at + 1, end) and grammar.low(at + 1) not in {"all", "both", "each"}:
                return at + 1, ","  # "like most States – and we saw it – | Peru condemns"
            at = opened - 1
            continue
        if low in DASHES and (_is_until(grammar, at) or _goes_on(grammar, at, end)):
            at -= 1
            continue
        if low in _BREAKS or (low in grammar.words["relatives"] and not _is_determiner_that(grammar, at, end)):
            closed = at > stop and low not in _BREAKS
            if closed and (_is_closed_relative(grammar, at, end) or _is_closed_clause(grammar, at, end)):
                at -= 1
                continue
            return at + 1, low
        if low in grammar.words["subordinators"] and low not in grammar.words["relatives"]:
            told = (low, grammar.low(at + 1)) in _ADVERBIAL
            told = told or (low == "so" and at > stop and "do" in grammar.tokens[at - 1].verbs)  # "in doing so | we"
            if told or (at > stop and (_modifies(grammar, at) or _is_closed_clause(grammar, at, end))):
                at -= 1
                continue
            return at + 1, low
        if low in _HENCE and stop < at < end - 1 and grammar.low(at - 1) == "and":
            return at + 1, ","  # "the war goes on and therefore | the Council must act"
        if low == "as" and at > stop and grammar.low(at - 1) == "long" and grammar.low(at + 1) in _SUBJECTS:
            return at + 1, "if"  # "will talk as long as | they accept"
        if low in _BEFORE_PRONOUN and grammar.low(at + 1) in _SUBJECTS:
            return at + 1, low
        pronoun = low == "and" and at + 2 < end and grammar.low(end - 1) in {"we", "they"}
        if pronoun and grammar.skip_forward(at + 1) == end - 1:
            return end - 1, low  # "backed the plan and in this regard | they called for"
        if low == "since" and at > stop and grammar.is_in(at + 1, "determiners") and grammar.low(at - 1) != ",":
            if any(grammar.is_in(n, "turning_points") for n in range(at + 2, min(at + 4, end))):
                at -= 1
                continue  # "the work done | since the beginning of the war is"
            return at + 1, low  # "it is years since | the Council met"
        if low == "," and _joins_adjectives(grammar, at, end):
            at -= 1
            continue
        if low == "," or (low == "but" and _begins_clause(grammar, at + 1, end)):
            return at + 1, low
        if low == "and" and at > stop + 1 and _closes_predicate(grammar, at - 1) and _is_bare_noun(grammar, at + 1):
            return at + 1, low
        if at > stop and low in _OPENING and opens_sentence(grammar, at):
            return at, ""
        at -= 1
    return stop, ""


def _dash_before(grammar: Grammar, closing: int, stop: int) -> int | None:
    """Index of the dash that opens the aside which the one at `closing` ends: "the Eight – A, B and C – condemn"."""
    near = range(closing - 2, max(stop, closing - _LONGEST_ASIDE), -1)
    return next((at for at in near if grammar.low(at) == grammar.low(closing)), None)


def _goes_on(grammar: Grammar, dash: int, end: int) -> bool:
    """Whether a verb at `end` goes on behind a dash with the subject before it: "Peru left the room | – and then condemned the raid"."""
    return grammar.low(dash + 1) in {"and", "but"} and grammar.after_adverbs(dash + 2) >= end


def _is_until(grammar: Grammar, dash: int) -> bool:
    """Whether a dash stands between two dates or numbers: "in the period November 2014 | – November 2015"."""
    if dash < 1 or dash + 1 >= len(grammar.tokens) or not grammar.tokens[dash - 1].text[:1].isdigit():
        return False
    named = grammar.tokens[dash + 1].is_capital and grammar.low(dash + 2)[:1].isdigit()
    return named or grammar.tokens[dash + 1].text[:1].isdigit()


def _joins_adjectives(grammar: Grammar, comma: int, end: int) -> bool:
    """Whether a comma stands between adjectives of one noun: "a fair | , just and lasting peace"."""
    if comma < 2 or comma + 3 >= end or not grammar.tokens[comma + 1].is_adjective:
        return False
    at = comma - 1
    while (
        at > 0 and (grammar.tokens[at].is_adjective or grammar.low(at) == ",") and not grammar.is_in(at, "determiners")
    ):
        at -= 1
    opens = grammar.is_in(at, "determiners") or grammar.low(at) in {"that", "for", "of", "in"}
    return at < comma - 1 and opens


def _begins_clause(grammar: Grammar, at: int, end: int) -> bool:
    """Whether a subject begins behind "but": a name, an article with its noun, a pronoun."""
    named = grammar.tokens[at].is_capital or grammar.is_in(at, "determiners") or grammar.low(at) in _SUBJECTS
    points = grammar.low(at) == "that" and at + 1 == end  # "but | that is wrong"
    return at < end and named and (points or grammar.low(at) not in {"also", "not", "rather", "for", "that"})


def _closes_predicate(grammar: Grammar, at: int) -> bool:
    """Whether the word at `at` is the adjective of a form of be: "trade is | vital"."""
    token = grammar.tokens[at]
    said = token.is_adjective and not token.nouns
    return said and grammar.is_copula(grammar.back_over_adverbs(at)[0])


def _is_bare_noun(grammar: Grammar, at: int) -> bool:
    """Whether a noun that no other word leads stands there."""
    token = grammar.tokens[at]
    return bool(token.nouns) and not token.is_adjective and not token.verbs


def _is_closed_relative(grammar: Grammar, at: int, end: int) -> bool:
    """Whether a relative clause at `at` has its verb, so that one at `end` is its head noun's: "rules that bind all | are needed"."""
    if (
        grammar.low(at) not in {"that", "which", "who"}
        or grammar.low(at - 1) == ","
        or grammar.low(end - 1) in {"and", "or", ",", "but"}
    ):
        return False
    helping = any(grammar.is_be(place) or grammar.is_have(place) for place in range(at + 2, end - 1))
    if grammar.low(at - 1) in {"way", "manner", "fact"} and helping:
        return True  # "the way that they have been treated | is"
    verb, head = grammar.skip_forward(at + 1), grammar.tokens[at - 1]
    if (head.nouns or head.low in _ALL) and not head.is_adverb and _has_subject(grammar, at + 1, end):
        return True  # "the accord that we signed in Lima | should be kept"
    named = bool(head.nouns) or head.is_capital or head.low.endswith("ing")
    noun = head.low in _ALL or (
        named
        and (
            not head.verbs
            or grammar.low(at) != "that"
            or at == 1
            or grammar.is_in(at - 2, "determiners")
            or grammar.tokens[at - 2].is_adjective
            or (head.low.endswith("ing") and bool(head.nouns) and grammar.low(at - 2) in {"and", "or", "of"})
            or (head.is_capital and grammar.tokens[at - 2].is_capital)
        )
    )
    if verb >= len(grammar.tokens):
        return False  # the text ends there
    last = grammar.tokens[end - 1]
    token = grammar.tokens[verb]
    helped = grammar.is_copula(verb) or grammar.is_have(verb) or grammar.is_in(verb, "modals")
    closed = (
        bool(last.nouns)
        or last.is_capital
        or last.low.isdigit()
        or last.low.endswith("ing")  # "rules that forbid smuggling | are"
        or last.low in _LAST
        or (helped and last.is_form("past"))
    )
    several = bool(head.nouns) and head.low not in head.nouns
    alone = (several and token.is_form("base")) or (noun and token.is_form("s") and not head.is_capital)
    sole = token.verbs and (not token.nouns or grammar.low(at) == "who")
    if verb == end - 1 and sole and (head.low in _ALL or alone):
        return True  # "those that | cooperate should be rewarded", "those who kill", "the trust that | exists is vital"
    if verb >= end - 1 or not noun or not closed:
        return False
    placed = grammar.is_in(verb + 1, "prepositions") or grammar.is_in(verb + 1, "determiners")
    sure = head.low in _ALL or not token.is_adjective or placed
    plain = token.verbs and not token.low.endswith("ing") and not grammar.is_in(verb, "determiners")
    return helped or bool(plain and sure)


def _modifies(grammar: Grammar, at: int) -> bool:
    """Whether "so" or "once" at an index only modifies what follows: "the role | so ably played", "the pact | once signed"."""
    low, left = grammar.low(at), grammar.tokens[at - 1]
    if low not in {"so", "once"} or not left.is_word or at + 1 >= len(grammar.tokens):
        return False
    after = grammar.tokens[at + 1]
    return grammar.is_plain_adverb(at + 1) or after.is_adjective or (low == "once" and after.is_form("past"))


def _is_closed_clause(grammar: Grammar, at: int, end: int) -> bool:
    """Whether a clause at `at` that tells where, why or whose its head noun is has its verb: "the way in which it was done | is".

    So has one that a preposition governs: "the truth about what happened | must be told".
    """
    low = grammar.low(at)
    placed = low in {"which", "whom", "whose", *_ASKING} and grammar.is_in(at - 1, "prepositions")
    if not (placed or low in _TELLING_WHICH) or grammar.low(end - 1) in {"and", "or", ",", "but"}:
        return False
    head = at - 1 - placed
    if head < 0 or not (grammar.tokens[head].nouns or grammar.tokens[head].is_capital):
        return False
    if grammar.is_in(end - 1, "prepositions") and not grammar.is_plain_adverb(end - 1):
        return False
    inner = next((n for n in range(at + 1, end) if grammar.is_in(n, "relatives") or grammar.low(n) in _ASKING), end)
    return any(_is_told(grammar, n) for n in range(at + 2 - (low in _ASKING), inner))


def _is_told(grammar: Grammar, at: int) -> bool:
    """Whether a finite verb stands there."""
    token, left = grammar.tokens[at], grammar.tokens[at - 1]
    if grammar.is_be(at) or grammar.is_have(at) or grammar.is_modal_or_do(at):
        return token.low not in {"'s", "’s"}
    if not token.verbs or token.is_capital or token.low.endswith("ing") or left.low == "to":
        return False
    if left.low in _SUBJECTS:
        return True  # "the spirit in which we | work"
    several = bool(left.nouns) and left.low not in left.nouns
    if token.is_form("s") and (left.is_capital or (left.low in left.nouns and not left.is_adjective)):
        after = grammar.tokens[at + 1] if at + 1 < len(grammar.tokens) else None
        governs = after is not None and (after.nouns or grammar.is_in(at + 1, "determiners"))
        return left.is_capital or bool(governs)  # "the way in which the Council | works", "where trade | serves peace"
    return not token.nouns or (several and token.is_form("base") and not token.is_adjective)


def _has_subject(grammar: Grammar, at: int, end: int) -> bool:
    """Whether a relative clause begins at `at` with a subject of its own and has its verb, with no noun behind but in a phrase."""
    if grammar.low(at) in _SUBJECTS - {"it", "there"}:
        verb = grammar.skip_forward(at + 1)
    elif grammar.is_in(at, "articles"):
        verb = at + 1
        while (
            verb < min(end, at + 5)
            and not (verb == end - 1 and _faces(grammar, verb))
            and _is_nominal(grammar, verb)
            and not _is_verb_of_name(grammar, verb)
        ):
            verb += 1
    elif grammar.tokens[at].is_capital:
        verb = at + 1
        while verb < min(end, at + 4) and grammar.tokens[verb].is_capital:
            verb += 1
    else:
        return False
    told = verb
    while verb < end - 1 and (
        grammar.is_have(verb) or grammar.is_be(verb) or grammar.is_in(verb, "modals") or grammar.is_plain_adverb(verb)
    ):
        verb += 1
    if verb >= end or verb >= len(grammar.tokens):
        return False
    verb -= verb > told and not grammar.tokens[verb].verbs and grammar.is_have(verb - 1)  # "that Peru | has with Chile"
    token = grammar.tokens[verb]
    lasting = token.low.endswith("ing") and not any(grammar.is_be(place) for place in range(told, verb))
    if not token.verbs or lasting:
        return False
    named = grammar.low(at) in _SUBJECTS or grammar.tokens[verb - 1].is_capital
    helped = verb > told or named  # but "the view that the rules laid down in Lima | are fair"
    placed = helped and (grammar.is_in(verb + 1, "prepositions") or grammar.is_plain_adverb(verb + 1))
    return verb == end - 1 or (placed and not grammar.is_in(end - 1, "prepositions"))


def _faces(grammar: Grammar, at: int) -> bool:
    """Whether the verb of a relative clause ends it, as its subject demands: "the crisis that the world | faces is"."""
    token, left = grammar.tokens[at], grammar.tokens[at - 1]
    several = left.low not in left.nouns
    agrees = token.is_form("base") if several else token.is_form("s") and token.low != "states"
    return bool(left.nouns) and agrees and bool(token.verbs)


def _is_verb_of_name(grammar: Grammar, at: int) -> bool:
    """Whether the verb of what a name names stands there: "the part the Council | plays in"."""
    token = grammar.tokens[at]
    return grammar.tokens[at - 1].is_capital and not token.is_capital and bool(token.verbs) and token.is_form("s")


def _is_nominal(grammar: Grammar, at: int) -> bool:
    token = grammar.tokens[at]
    return bool(token.nouns) or token.is_adjective or token.is_capital


def opens_sentence(grammar: Grammar, at: int) -> bool:
    """Whether a sentence begins there, behind a heading that ran into it: "Cooperation for Peace | The leaders …"."""
    before = grammar.tokens[at - 1]
    return (
        grammar.tokens[at].is_capital
        and before.is_capital
        and before.text.upper() != before.text
        and (before.low not in grammar.words["prepositions"])
    )


def parts_clauses(grammar: Grammar, at: int, end: int, whole: int) -> bool:
    """Whether a clause with a subject and verb of its own stands behind a mark: "rejects the plan; | the war must end".

    It does so before `end`; the sentence ends at `whole`.
    """
    head = at + 1 + (grammar.low(at + 1) in {"and", "but", "so"})
    if grammar.low(at) == ";" and grammar.low(head) in {"otherwise", "else"}:
        return True
    if grammar.low(at) in DASHES:
        aside = any(grammar.low(n) in DASHES for n in range(head, whole))
        if aside or grammar.low(head) not in _SUBJECTS:
            return False  # what explains the target: "Article 5 – an attack on one is an attack on all"
    subject = grammar.is_in(head, "determiners") or grammar.is_in(head, "pronouns") or grammar.tokens[head].is_capital
    if not subject or grammar.is_in(head, "relatives") or grammar.is_in(head, "subordinators"):
        return False
    for verb in range(head + 1, min(head + 7, end)):
        if not grammar.tokens[verb].is_word or grammar.is_in(verb, "subordinators") or grammar.low(verb) == "and":
            return False
        if grammar.is_be(verb) or grammar.is_have(verb):
            return True
        if grammar.is_in(verb, "modals"):
            return not grammar.tokens[verb].is_capital
    return False


def opening_of(grammar: Grammar, closing: int, stop: int = 0) -> int | None:
    """Index of the parenthesis or quotation mark that the one at `closing` closes, if it stands near."""
    opener = _CLOSING.get(grammar.low(closing))
    if opener is None:
        return None
    near = range(closing - 1, max(stop - 1, closing - (12 if opener == "(" else 6)), -1)
    found = next((at for at in near if grammar.low(at) == opener), None)
    whole = found is not None and not any(grammar.low(at) in {",", ".", "!", "?"} for at in range(found, closing))
    return found if opener == "(" or whole else None


def _is_determiner_that(grammar: Grammar, at: int, end: int) -> bool:
    """Whether "that" is a pronoun or article: at the head of a sentence, or of a new clause with the verb right behind it.

    So it is in what opens a sentence: "Echoing | that view, the minister said".
    """
    new = grammar.low(at - 1) in {"and", "but"} and grammar.low(at - 2) in {",", "—", "–"}
    stands_for = grammar.low(at + 1) in {"between", "of"}  # "the accord here and that between Peru and Chile"
    points = grammar.is_in(at - 1, "prepositions")  # "in that respect"
    points = points or (at == grammar.lead + 1 and bool(grammar.tokens[at + 1].nouns) and grammar.low(at + 2) == ",")
    doing = at == grammar.lead + 1 and grammar.tokens[at - 1].is_form("ing")  # "Ending | that war in time requires"
    points = points or (doing and bool(grammar.tokens[at + 1].nouns) and not grammar.has_verb(at + 2, end))
    points = points or _heads_main_clause(grammar, at, end)
    return grammar.low(at) == "that" and (at in {0, grammar.lead} or points or stands_for or (new and at == end - 1))


def _heads_main_clause(grammar: Grammar, at: int, end: int) -> bool:
    """Whether "that" and one noun are the subject of the main clause behind a condition: "If this is to last, | that State must"."""
    if grammar.low(at - 1) != "," or end != at + 2 or not grammar.tokens[at + 1].nouns:
        return False
    lead = grammar.lead
    return (grammar.low(lead) in CONDITIONS or grammar.low(lead) == "while") and not any(
        grammar.low(n) == "," for n in range(lead, at - 1)
    )


def quotes_behind(grammar: Grammar, at: int) -> bool:
    """Whether a quotation follows behind a colon and where it was said: "saying | in a statement on Monday: “…"."""
    if not grammar.is_in(at, "prepositions"):
        return False
    colon = next(
        (place for place in range(at + 1, min(at + 10, len(grammar.tokens))) if grammar.low(place) == ":"), None
    )
    return colon is not None and grammar.low(colon + 1) in {"“", '"'}
