"""What a thing is called: a known concept by its label, a phrase that says more than that label by its own words.

"Inclusive economic growth" is not growth at large, nor is a "level playing field" all of competition policy: each is a thing
under the concept that the phrase is listed with.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from graph_builder.lexicon import Lexicon
from graph_builder.model import Concept
from graph_builder.text.mentions.mentions import stems
from graph_builder.text.mentions.provisional import after_praises, provisional
from graph_builder.text.words.grammar import Grammar
from graph_builder.text.words.tokens import Token, tokenize

__all__ = ["named"]

_KINDS = frozenset({"issue", "principle", "threat"})
"""Kinds whose concepts are common nouns. Others have proper names, which texts shorten."""
_RIGHT = re.compile(r"^(?:\w+ )?right (?:of|to) ")
"""With which a thing is the same: "the inalienable right to | self-determination"."""
_INTERNATIONAL = "international"
_SAME = 0.55
_SHORTEST = 4
"""Letters, and the share of the longer word, that two forms of one root begin with at least."""


def named(grammar: Grammar, lexicon: Lexicon, body: str, concept: Concept, first: int, end: int) -> Concept:
    """The concept itself, or the provisional narrower one that the phrase [first, end) names.

    A phrase is the concept's own if it says the same in other words: forms of the label's words, beside words that tell no
    kind ("full respect for human rights"). Acronyms and names are the concept's own too.
    """
    situation = concept.kind == "conflict" and _is_situation(grammar, concept, first, end)
    if concept.provisional or (
        concept.kind not in _KINDS and not situation and not _is_more(grammar, concept, first, end)
    ):
        return concept
    if " ".join(map(grammar.low, range(first, end))) == concept.label.lower():
        return concept
    if grammar.is_in(first, "determiners") or grammar.is_in(first, "prepositions"):
        return concept  # with a determiner of its own it points back: "these risks"; "without discrimination"
    words = [token for token in grammar.tokens[first:end] if token.is_word]
    short = {word.text for word in words if word.text.isupper() and len(word.text) > 1}
    called = {word.text for word in tokenize(concept.label)} if short else frozenset[str]()
    if short & called and words[-1].text in called | short and not any(word.low == "and" for word in words):
        return concept  # "coronavirus disease (COVID-19) pandemic"
    if all(word.is_capital for word in words):
        own = len(words) == 1 or _is_called(concept, " ".join(word.low for word in words))
        return concept if own else provisional(grammar, lexicon, body, first, end) or concept  # "Human Rights | Watch"
    said_so = " ".join(word.low for word in words)
    alone = grammar.low(end) not in {"and", "or"}
    if said_so in concept.synonyms or (alone and _RIGHT.sub("", said_so) == concept.label):
        return concept
    empty = lexicon.words["empty_modifiers"]
    bare = grammar.tokens[after_praises(grammar, first, end, 3) : end]
    said, label = _contents([token for token in bare if token.is_word], lexicon), _label(concept.label, lexicon)
    praises = lexicon.words["praises_in_company"]
    if sum(word.low in praises for word in words) > 1:
        said = _contents([token for token in bare if token.is_word and token.low not in praises], lexicon)
    head = _head_of_label(concept.label, lexicon)
    # "peace and prosperity" is not all of "peace, stability and prosperity", but "peaceful settlement" is that of disputes
    told = lexicon.words["understood_in_labels"]
    label = tuple(word for word in label if word in said or word not in told)
    said_in = head if len(said) == len(head) > 1 else label
    if len(said) >= len(said_in) and all(any(_is_said(lexicon, word, other) for other in said_in) for word in said):
        return concept
    if _letters(word.low for word in words) == _letters([concept.label.lower()]):
        return concept  # "over-flight"
    while end - first > 1 and grammar.low(first) in empty | {",", "and", "or"}:
        first += 1
    made = provisional(grammar, lexicon, body, first, end, concept.kind)
    return concept if made is None else replace(made, broader=(concept.id,))


def _is_called(concept: Concept, words: str) -> bool:
    """Whether words with capitals are a name of a concept, and not of something that only begins or ends so."""
    said = stems(words)
    return any(said == stems(name.lower()) for name in (concept.label, *concept.names))


def _is_situation(grammar: Grammar, concept: Concept, first: int, end: int) -> bool:
    """Whether a conflict is only called the situation of somewhere, which has more to it: "the situation in northern Mali"."""
    told = any(grammar.low(at) == "situation" and grammar.is_in(at + 1, "prepositions") for at in range(first, end - 1))
    return told and "situation" not in concept.label and any(grammar.tokens[at].is_capital for at in range(first, end))


def _is_more(grammar: Grammar, concept: Concept, first: int, end: int) -> bool:
    """Whether a sort of actors is named together with another: "international and regional organizations"."""
    sort = concept.kind == "actor" and concept.label.islower() and " and " not in concept.label
    return sort and any(grammar.low(at) == "and" for at in range(first + 1, end - 1))


@functools.lru_cache(maxsize=4096)
def _head_of_label(label: str, lexicon: Lexicon) -> tuple[str, ...]:
    return _contents(_head(tokenize(label), lexicon), lexicon)


@functools.lru_cache(maxsize=4096)
def _label(label: str, lexicon: Lexicon) -> tuple[str, ...]:
    return _contents(tokenize(label), lexicon)


def _head(words: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """The words of a label before its first preposition."""
    return words[: next((at for at, word in enumerate(words) if word.low in lexicon.words["prepositions"]), len(words))]


def _letters(words: Iterable[str]) -> str:
    return re.sub(r"[\W_]", "", "".join(words))


def _contents(words: Sequence[Token], lexicon: Lexicon) -> tuple[str, ...]:
    """The stems of the words that say what a phrase is about."""
    small = lexicon.words.any_of(
        "prepositions", "determiners", "conjunctions", "possessives", "empty_modifiers", "framing_words"
    )
    return tuple(stem for word in words if word.low not in small for stem in stems(word.low).split(" "))


def _is_said(lexicon: Lexicon, word: str, other: str) -> bool:
    """Whether a word of a phrase says what a word of a label does: forms of one word, or words of one sense."""
    alike = lexicon.words["settlings"], lexicon.words["breaches"], lexicon.words["alliances"]
    if other == _INTERNATIONAL and word in lexicon.words["worldwides"]:
        return True
    return _same_root(word, other) or any({word, other} <= words for words in alike)


def _same_root(left: str, right: str) -> bool:
    """Whether two stems are forms of one word: "legalize" and "legalization"."""
    if left == right:
        return True
    shared = next(
        (at for at, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right))
    )
    return shared >= _SHORTEST and shared >= _SAME * max(len(left), len(right))
