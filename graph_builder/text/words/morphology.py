"""Which words can be verbs, nouns or adjectives, and of which lemma.

The dictionary is the one that ships with lemminflect (from the NIH SPECIALIST Lexicon). It is read directly: importing
lemminflect loads numpy and its inflection tables too, which takes ten times as long and is not needed to look a form up.
"""

from __future__ import annotations

import functools
import gzip
import importlib.util
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

__all__ = ["Form", "PartOfSpeech", "is_listed", "lemmas", "verb_form"]

PartOfSpeech = Literal["verb", "noun", "adj", "adv", "aux"]
Form = Literal["base", "s", "ing", "past"]

_IRREGULAR: Mapping[str, tuple[str, Form]] = {
    "am": ("be", "base"), "is": ("be", "s"), "are": ("be", "base"), "was": ("be", "past"), "were": ("be", "past"),
    "been": ("be", "past"), "being": ("be", "ing"), "be": ("be", "base"), "has": ("have", "s"), "have": ("have", "base"),
    "had": ("have", "past"), "having": ("have", "ing"), "does": ("do", "s"), "do": ("do", "base"), "did": ("do", "past"),
    "'re": ("be", "base"), "’re": ("be", "base"), "'m": ("be", "base"), "’m": ("be", "base"), "'ve": ("have", "base"),
    "’ve": ("have", "base"), "isn't": ("be", "s"), "aren't": ("be", "base"), "wasn't": ("be", "past"),
    "weren't": ("be", "past"), "hasn't": ("have", "s"), "haven't": ("have", "base"), "hadn't": ("have", "past"),
    "wrought": ("wreak", "past"),
}  # fmt: skip

_MADE_VERB = re.compile(r"([a-z]{3,}i[sz])(?:e|es|ed|ing)")
"""Forms of verbs made of any noun or adjective, most of which the dictionary lacks: "weaponize"."""
_ENDINGS: Mapping[str, re.Pattern[str]] = {
    "noun": re.compile(r"[a-z]{3,}(?:ity|ness|tion|sion|ment|ism|ance|ence|ancy|ency|ship|hood|ware|holder)"),
    "adj": re.compile(r"[a-z]{3,}(?:able|ible|ive|al|ic|ary|ous|ful|less)"),
    "adv": re.compile(r"[a-z]{4,}ly"),
}
"""How words end whose part of speech their form tells, most of which the dictionary lacks: "sustainability"."""
_BEGINNINGS = re.compile(
    r"(?:cyber|counter|sub|inter|multi|macro|micro|trans|bio|geo|hydro|non|over|under|anti|pre|peace|air)-?(.{4,})"
)
"""What stands before a word without changing its part of speech: "subregion"."""


def _made(word: str, part: PartOfSpeech) -> frozenset[str]:
    """The lemma of a word that the dictionary lacks, where its form tells that it is of that part of speech."""
    if part not in _ENDINGS or not word.isalpha() or word in _dictionary():
        return frozenset()
    several = part == "noun" and not word.endswith("ss")
    single = f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s") if several else word
    if _ENDINGS[part].fullmatch(single):
        return frozenset({single})
    made = _BEGINNINGS.fullmatch(word)
    return frozenset(f"{word[: made.start(1)]}{lemma}" for lemma in lemmas(made[1], part)) if made else frozenset()


_NOUNS_ONLY = frozenset({"country", "continent", "council", "majority"})
"""Nouns that the dictionary takes for adjectives too, so that "my country supports" would have no verb."""


_VERBS_ONLY = frozenset({"spoke", "rose", "fell", "bore", "drove"})
"""Past forms of verbs that the dictionary takes for nouns too, so that "Peru's envoy spoke" would tell nothing."""


_ADJECTIVES_TOO = frozenset(
    {
        "occupying", "complete", "longstanding", "likeminded", "overarching", "unimpeded", "unreported", "unexploded",
        "underserved", "underrepresented", "countrywide", "seaborne", "escalatory", "protectionist", "unipolar", "fissile",
        "complicit", "northern", "grassroots", "tenth", "twentieth", "fiftieth", "sixtieth", "seventieth",
    }
)  # fmt: skip
"""Adjectives that the dictionary lacks, so that "the occupying forces" and "our complete trust" would have no beginning."""


_NOUNS_TOO = frozenset(
    {
        "act", "resolve", "divide", "warhead", "landmine", "lockdown", "clampdown", "roadmap", "timeline", "mindset",
        "wellbeing", "diaspora", "apartheid", "warlord", "insurgent", "jihadist", "cease-fire", "destiny", "millennium",
        "empire", "coronavirus", "drawdown", "detente", "détente", "spillover", "enabler", "occupier", "frontline",
        "warplane", "opioid", "fentanyl", "rollout", "survivor", "facilitator", "tranche", "website", "interlocutor",
        "policymaker", "briefer", "abductee", "interceptor", "materiel", "demining", "peacemaking", "communiqué",
    }
)  # fmt: skip
"""Nouns that the dictionary lacks, so that "such acts undermine" would have no subject."""


@functools.cache
def _dictionary() -> Mapping[str, str]:
    """Each word with its entries as they stand in the file, ``category,lemma/lemma`` and a semicolon after each."""
    package = importlib.util.find_spec("lemminflect")  # finds the folder without importing what is in it
    assert package is not None and package.submodule_search_locations
    packed = (Path(package.submodule_search_locations[0]) / "resources" / "lemma_lu.csv.gz").read_bytes()
    entries: dict[str, str] = {}
    for line in gzip.decompress(packed).decode("utf-8").split("\n"):
        word, _, entry = line.partition(",")
        entries[word] = f"{entries[word]};{entry}" if word in entries else entry
    return entries


def is_listed(word: str) -> bool:
    """Whether the dictionary has the lower-case `word`."""
    return word in _dictionary()


@functools.lru_cache(maxsize=65536)
def lemmas(word: str, part: PartOfSpeech) -> frozenset[str]:
    """Lemmas that the lower-case `word` can be a form of as that part of speech; empty if it cannot be one.

    >>> sorted(lemmas("threats", "noun")), sorted(lemmas("agreed", "verb")), sorted(lemmas("of", "verb"))
    (['threat'], ['agree'], [])
    """
    if (part == "adj" and word in _NOUNS_ONLY) or (part == "noun" and word in _VERBS_ONLY):
        return frozenset()
    if part == "adj" and word in _ADJECTIVES_TOO:
        return frozenset({word})
    if part == "noun" and (single := word if word in _NOUNS_TOO else word.removesuffix("s")) in _NOUNS_TOO:
        return frozenset({single})
    if part == "verb" and word in _IRREGULAR:
        return frozenset({_IRREGULAR[word][0]})
    entries = _dictionary().get(word, "").split(";")
    found = (entry.removeprefix(f"{part},") for entry in entries if entry.startswith(f"{part},"))
    known = frozenset(lemma for forms in found for lemma in forms.split("/"))
    if part == "verb" and word.startswith("re-"):
        known = frozenset(lemma.replace("re-", "re", 1) for lemma in known)  # "re-affirm" is "reaffirm"
    if not known and part == "verb" and (made := _MADE_VERB.fullmatch(word)) and word not in _dictionary():
        return frozenset({f"{made[1]}e"})
    if not known and part != "verb":
        return _made(word, part)
    if known or not word.startswith("re") or len(word) < 6 or word in _dictionary():
        return known
    return frozenset(
        f"re{lemma}" for lemma in lemmas(word[2:].lstrip("-"), part)
    )  # "reconfirm", which the dictionary lacks


def verb_form(word: str, lemma: str) -> Form:
    """Which form of the verb `lemma` the lower-case `word` is; past tense and past participle count as one.

    >>> verb_form("reaffirms", "reaffirm"), verb_form("seeking", "seek"), verb_form("sought", "seek")
    ('s', 'ing', 'past')
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word][1]
    if word == lemma or (word.startswith("re-") and word.replace("-", "") == lemma):
        return "base"
    if word.endswith("ing"):
        return "ing"
    if word.endswith("s"):
        return "s"
    return "past"
