"""The lexicon: which words express which act, and which turn a sign. One folder of data a language; read, checked and compiled here."""

from __future__ import annotations

import functools
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, Literal, get_args

import yaml

from graph_builder.errors import LexiconError
from graph_builder.model import ACTS, Act, Polarity

__all__ = ["CueRow", "InverterRow", "Lexicon", "WordLists", "load", "load_folder"]

CueKind = Literal[
    "verb",
    "noun",
    "adjective",
    "predicate",
    "modal",
    "impersonal",
    "inverted",
    "optative",
    "assessment",
    "telling",
    "subject",
]
PartOfSpeech = Literal["noun", "verb", "adjective", "preposition", "predicate"]
Example = Mapping[str, Any]

# Every scalar stays text: YAML would read the words "on" and "no" as truth values. The C loader, where it is built, is ten times as fast.
_BASE: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Loader(_BASE):  # type: ignore[misc]
    """Reads YAML in which no name is given twice: the later would silently stand for both."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[str, Any]:
        made: dict[str, Any] = super().construct_mapping(node, deep)
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"'{key.value}' is given twice", key.start_mark)
            seen.add(key.value)
        return made


_CUE_FIELDS = {
    "id",
    "kind",
    "any",
    "after",
    "before",
    "bare",
    "weak",
    "subject",
    "negated",
    "sign",
    "form",
    "needs",
    "among",
    "described",
    "example",
    "not",
}
_INVERTER_FIELDS = {"id", "words", "pos", "after", "leaves", "example", "not"}


@dataclass(frozen=True, slots=True, eq=False)
class CueRow:
    """One row of `acts/ACT.yaml` or `acts/ACT/*.yaml`: phrases that express `act`.

    Each is a tuple of lower-case words of which the first may be inflected. In the file a word of a phrase may hold alternatives:
    "pose|present threat |to|for". `after` lists the words that must follow a noun or adjective, longest first; `before` those
    that may stand before it instead ("with concern"); `bare` the phrases that need none of them. `sign` is the start sign where
    it is not the act's own ("undermines"). `weak` phrases are read only where what is their subject is bad by its own name.
    `needs` is a word that must follow in the same clause, `among` a word list of which one must stand among the words of the
    phrase ("plays a vital role"), or in the subject of a predicate ("the era of empires is over").
    """

    id: str
    act: Act
    kind: CueKind
    phrases: tuple[tuple[str, ...], ...]
    after: tuple[tuple[str, ...], ...]
    before: frozenset[str]
    bare: frozenset[tuple[str, ...]]
    weak: frozenset[tuple[str, ...]]
    holder_subject: bool
    nobody_subject: bool
    """Whether it counts only behind a subject that is nobody, one alone or a thing: "no country can", "only dialogue can"."""
    negated: bool
    sign: Polarity | None
    form: Literal["ing", "modal", "gerund", "infinitive", "own", "felt"] | None
    """Whether the verb counts only as a progressive ("we are deepening our cooperation"), only behind "will" and the like,
    only before a gerund ("risks losing") or an infinitive ("helps save"), only as what who speaks does at present ("we lead
    the mission"), or only before who feels it, who is then the holder ("the raids alarm Peru").
    """
    needs: str | None
    among: str | None
    described: bool
    """Whether adjectives may stand before the predicate: "is a serious threat to"."""
    example: Example
    counterexample: str


@dataclass(frozen=True, slots=True)
class InverterRow:
    """One row of `inverters.yaml`: words that turn the attitude to what they govern."""

    id: str
    pos: PartOfSpeech
    phrases: tuple[tuple[str, ...], ...]
    after: frozenset[str]
    leaves: Polarity | None
    """The sign that it leaves what it governs with, whatever governs the word itself; None where it only turns the sign."""
    example: Example
    counterexample: str


class WordLists(dict[str, frozenset[str]]):
    """The word lists of `words/*.yaml` and `intensity.yaml`, by name; phrases are lower-case strings.

    `kind_heads` are the nouns that tell a kind of thing. A dict of its own kind, since readers look into it for every word.
    """

    def __init__(self, lists: Mapping[str, frozenset[str]], kind_heads: Mapping[str, frozenset[str]]) -> None:
        super().__init__(lists)
        self.kind_heads = kind_heads
        self.set_phrases = _by_first_word(lists.get("parentheticals", frozenset()))
        """The set phrases that a reader passes over, by their first word and then by their second, longest first."""
        self.set_phrases_by_end = _by_last_word(lists.get("parentheticals", frozenset()))
        """Those of several words by their last word, longest first."""
        self._unions: dict[tuple[str, ...], frozenset[str]] = {}
        self._partners: dict[tuple[str, bool], Mapping[str, frozenset[str]]] = {}

    def plural(self, name: str) -> frozenset[str]:
        """The words of a list and their plurals in s; made once."""
        words = self._unions.get((name, "s"))
        if words is None:
            words = self._unions[name, "s"] = self[name] | {f"{word}s" for word in self[name]}
        return words

    def partners(self, name: str, *, of_last: bool = False) -> Mapping[str, frozenset[str]]:
        """The last words of a list's phrases by what stands before them, or `of_last` the other way round; made once."""
        found = self._partners.get((name, of_last))
        if found is None:
            table: dict[str, set[str]] = {}
            for phrase in sorted(self[name]):
                before, _, last = phrase.rpartition(" ")
                word, partner = (last, before) if of_last else (before, last)
                table.setdefault(word, set()).add(partner)
            found = self._partners[name, of_last] = {word: frozenset(beside) for word, beside in table.items()}
        return found

    def any_of(self, *names: str) -> frozenset[str]:
        """The words of several lists, or the nouns of kinds of things; united once."""
        union = self._unions.get(names)
        if union is None:
            lists = (self[name] if name in self else self.kind_heads[name] for name in names)
            union = self._unions[names] = frozenset().union(*lists)
        return union


def _by_last_word(phrases: Iterable[str]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Phrases of two words or more by their last word, longest first."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted((tuple(phrase.split(" ")) for phrase in phrases), key=lambda words: (-len(words), words)):
        if len(words) > 1:
            table.setdefault(words[-1], []).append(words)
    return {last: tuple(rows) for last, rows in table.items()}


def _by_first_word(phrases: Iterable[str]) -> Mapping[str, Mapping[str, tuple[tuple[str, ...], ...]]]:
    """Phrases by their first word and then by their second, "" where there is none."""
    table: dict[str, dict[str, list[tuple[str, ...]]]] = {}
    for words in sorted((tuple(phrase.split(" ")) for phrase in phrases), key=lambda words: (-len(words), words)):
        table.setdefault(words[0], {}).setdefault("".join(words[1:2]), []).append(words)
    return {first: {second: tuple(rows) for second, rows in seconds.items()} for first, seconds in table.items()}


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All that is known of one language's ways to take a stance."""

    language: str
    cues: tuple[CueRow, ...]
    inverters: tuple[InverterRow, ...]
    words: WordLists


def _words(phrase: object) -> tuple[str, ...]:
    return tuple(str(phrase).lower().split())


def _spelled(phrase: str) -> Iterator[tuple[str, ...]]:
    """The phrases that one with alternatives stands for; an empty alternative lets the word be left out.

    >>> list(_spelled("pose|present threat to"))
    [('pose', 'threat', 'to'), ('present', 'threat', 'to')]
    >>> list(_spelled("hope|hopes |very much"))
    [('hope', 'much'), ('hope', 'very', 'much'), ('hopes', 'much'), ('hopes', 'very', 'much')]
    """
    for words in itertools.product(*(word.split("|") for word in _words(phrase))):
        yield tuple(word for word in words if word)


class _Reader:
    """Reads the rows of one file and names file, row and field of what is wrong."""

    def __init__(self, file: Traversable) -> None:
        self.name = str(file)
        try:
            self.data = yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)
        except yaml.YAMLError as error:
            raise LexiconError(self.name, f"is not YAML: {error}.", "Mend the line that it names.") from error

    def rows(self, allowed: set[str]) -> Iterator[Mapping[str, Any]]:
        if not isinstance(self.data, list):
            raise LexiconError(self.name, "is not a list of rows.", "Begin each row with '- id: …'.")
        for number, row in enumerate(self.data, 1):
            if not isinstance(row, dict) or "id" not in row:
                raise LexiconError(self.name, f"row {number} has no id.", "Give it one that stays the same for ever.")
            unknown = sorted(set(row) - allowed)
            if unknown:
                raise LexiconError(
                    self.name,
                    f"row '{row['id']}' has an unknown field '{unknown[0]}'.",
                    f"Known: {', '.join(sorted(allowed))}.",
                )
            for needed in ("example", "not"):
                if needed not in row:
                    raise LexiconError(
                        self.name,
                        f"row '{row['id']}' has no '{needed}'.",
                        "Each row shows what it reads and what it leaves.",
                    )
            yield row

    def phrases(self, row: Mapping[str, Any], field: str) -> tuple[tuple[str, ...], ...]:
        value = row.get(field, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise LexiconError(
                self.name, f"row '{row['id']}': '{field}' is not a list of words.", "Write it as [one, two]."
            )
        phrases = [phrase for item in value for phrase in _spelled(item)]
        self.check_once(f"{row['id']}: {field}", [" ".join(words) for words in phrases])
        return tuple(sorted(phrases))

    def check_once(self, where: str, phrases: Sequence[object]) -> None:
        """Refuse a list in which a phrase stands twice."""
        twice = sorted(phrase for phrase, count in Counter(map(_words, phrases)).items() if count > 1)
        if twice:
            raise LexiconError(self.name, f"'{' '.join(twice[0])}' stands twice in '{where}'.", "Once is enough.")

    def choice(self, row: Mapping[str, Any], field: str, allowed: tuple[str, ...]) -> Any:
        if row.get(field) not in allowed:
            raise LexiconError(
                self.name, f"row '{row['id']}': '{field}' is {row.get(field)!r}.", f"Allowed: {', '.join(allowed)}."
            )
        return row[field]


def _cue_files(folder: Traversable) -> Iterator[tuple[Act, Traversable]]:
    """The acts with their files: `ACT.yaml`, or those in a folder ACT."""
    for item in _by_name(folder):
        act = item.name.removesuffix(".yaml")
        if act not in ACTS:
            raise LexiconError(str(item), f"'{act}' is not an act.", f"The acts are {', '.join(ACTS)}.")
        yield from ((act, file) for file in (_by_name(item) if item.is_dir() else [item]))


def _by_name(folder: Traversable) -> list[Traversable]:
    return sorted(folder.iterdir(), key=lambda item: item.name)


def _cue_rows(folder: Traversable) -> Iterator[CueRow]:
    for act, file in _cue_files(folder):
        reader = _Reader(file)
        for row in reader.rows(_CUE_FIELDS):
            yield CueRow(
                id=str(row["id"]),
                act=act,
                kind=reader.choice(row, "kind", get_args(CueKind)),
                phrases=reader.phrases(row, "any"),
                after=tuple(sorted(reader.phrases(row, "after"), key=lambda words: (-len(words), words))),
                before=frozenset(words[0] for words in reader.phrases(row, "before")),
                bare=frozenset(reader.phrases(row, "bare")),
                weak=frozenset(reader.phrases(row, "weak")),
                holder_subject=row.get("subject") == "holder",
                nobody_subject=row.get("subject") == "nobody",
                negated=row.get("negated") == "true",
                sign=reader.choice(row, "sign", ("+", "-", "0")) if "sign" in row else None,
                form=reader.choice(row, "form", ("ing", "modal", "gerund", "infinitive", "own", "felt"))
                if "form" in row
                else None,
                needs=str(row["needs"]) if "needs" in row else None,
                among=str(row["among"]) if "among" in row else None,
                described=row.get("described") == "true",
                example=row["example"],
                counterexample=str(row["not"]),
            )


def _inverter_rows(file: Traversable) -> Iterator[InverterRow]:
    reader = _Reader(file)
    for row in reader.rows(_INVERTER_FIELDS):
        yield InverterRow(
            id=str(row["id"]),
            pos=reader.choice(row, "pos", get_args(PartOfSpeech)),
            phrases=reader.phrases(row, "words"),
            after=frozenset(words[0] for words in reader.phrases(row, "after")),
            leaves=reader.choice(row, "leaves", ("+", "-")) if "leaves" in row else None,
            example=row["example"],
            counterexample=str(row["not"]),
        )


def _word_lists(files: Iterable[Traversable]) -> WordLists:
    lists: dict[str, frozenset[str]] = {}
    heads: dict[str, frozenset[str]] = {}
    given: dict[str, str] = {}
    for file in files:
        reader = _Reader(file)
        for name, value in reader.data.items():
            if name in given:
                raise LexiconError(reader.name, f"'{name}' is given in {given[name]} too.", "Once is enough.")
            given[name] = file.name
            for words in value.values() if isinstance(value, dict) else [value]:
                reader.check_once(name, words)
            if isinstance(value, dict):
                heads = {kind: frozenset(str(word).lower() for word in words) for kind, words in value.items()}
            else:
                lists[name] = frozenset(str(word).lower() for word in value)
    return WordLists(lists, heads)


def _check(lexicon: Lexicon, where: str) -> None:
    ids: set[str] = set()
    claims: dict[tuple[object, ...], CueRow] = {}
    for name in (*(cue.id for cue in lexicon.cues), *(inverter.id for inverter in lexicon.inverters)):
        if name in ids:
            raise LexiconError(where, f"the id '{name}' is given to two rows.", "Ids are unique.")
        ids.add(name)
    for cue in lexicon.cues:
        for phrase, after in itertools.product(cue.phrases, cue.after or ((),)):
            key = (cue.kind, cue.negated, cue.needs, cue.among, phrase, after)
            other = claims.setdefault(key, cue)
            if other.act != cue.act:
                raise LexiconError(
                    where,
                    f"'{' '.join(phrase)}' is claimed by '{other.id}' and '{cue.id}'.",
                    "Keep it with the act that stands first.",
                )


def load_folder(folder: Traversable, language: str) -> Lexicon:
    """Read, check and compile the lexicon in `folder`. Raises LexiconError naming file, row and field."""
    lexicon = Lexicon(
        language=language,
        cues=tuple(_cue_rows(folder / "acts")),
        inverters=tuple(_inverter_rows(folder / "inverters.yaml")),
        words=_word_lists([*_by_name(folder / "words"), folder / "intensity.yaml"]),
    )
    _check(lexicon, str(folder))
    return lexicon


@functools.cache
def load(language: str = "en") -> Lexicon:
    """The bundled lexicon of a language (ISO 639-1); raises LexiconError if there is none."""
    folder = resources.files(__name__) / language
    if not folder.is_dir():
        have = sorted(
            item.name for item in resources.files(__name__).iterdir() if item.is_dir() and len(item.name) == 2
        )
        raise LexiconError(
            str(folder), f"no lexicon for the language '{language}'.", f"There is one for: {', '.join(have)}."
        )
    return load_folder(folder, language)
