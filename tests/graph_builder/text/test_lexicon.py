"""Every row of the lexicon reads its example and leaves its counterexample alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph_builder.errors import LexiconError
from graph_builder.lexicon import CueRow, InverterRow, load, load_folder
from graph_builder.text.cues.cues import find_cues
from graph_builder.text.polarity.scopes import Scopes
from graph_builder.text.words.grammar import Grammar
from graph_builder.text.words.tokens import tokenize

LEXICON = load("en")


def cue_texts(text: str, row: CueRow) -> list[str]:
    tokens = tokenize(text)
    cues = find_cues(Grammar(tokens, LEXICON.words), LEXICON)
    return [text[tokens[cue.first].span.start : tokens[cue.end - 1].span.end] for cue in cues if cue.row.id == row.id]


def turned_words(text: str) -> dict[str, list[str]]:
    tokens = tokenize(text)
    scopes = Scopes(Grammar(tokens, LEXICON.words), LEXICON, (0, len(tokens)))
    reached: dict[str, list[str]] = {}
    for inverter in scopes.find():
        for token in tokens[inverter.at + 1 : inverter.end]:
            if token.is_word:
                reached.setdefault(token.low, []).append(inverter.words)
    return reached


@pytest.mark.parametrize("row", LEXICON.cues, ids=lambda row: row.id)
def test_cue_row_reads_its_example(row: CueRow) -> None:
    assert row.example["cue"] in cue_texts(row.example["text"], row)


@pytest.mark.parametrize("row", LEXICON.cues, ids=lambda row: row.id)
def test_cue_row_leaves_its_counterexample(row: CueRow) -> None:
    assert cue_texts(row.counterexample, row) == []


@pytest.mark.parametrize("row", LEXICON.inverters, ids=lambda row: row.id)
def test_inverter_row_turns_its_example(row: InverterRow) -> None:
    words = re.findall(r"\w+", row.example["thing"].lower())
    reached = turned_words(row.example["text"])
    assert all(len(reached.get(word, [])) == 1 for word in words), reached


@pytest.mark.parametrize("row", LEXICON.inverters, ids=lambda row: row.id)
def test_inverter_row_leaves_its_counterexample(row: InverterRow) -> None:
    words = {" ".join(phrase) for phrase in row.phrases}
    governed = {word for inverters in turned_words(row.counterexample).values() for word in inverters}
    assert governed.isdisjoint(words)


@pytest.mark.parametrize(
    ("file", "content", "says"),
    [
        ("acts/welcome.yaml", "- id: a\n  kind: verb\n  any: [hail]\n  exmaple: {}\n", "unknown field 'exmaple'"),
        ("acts/welcome.yaml", "- id: a\n  kind: verv\n  any: [hail]\n  example: {}\n  not: x\n", "'kind' is 'verv'"),
        ("acts/welcome.yaml", "- id: a\n  kind: verb\n  any: hail\n  example: {}\n  not: x\n", "'any' is not a list"),
        ("acts/welcome.yaml", "- id: a\n  kind: verb\n  any: [hail]\n  example: {}\n", "has no 'not'"),
        (
            "acts/welcome.yaml",
            "- id: a\n  kind: verb\n  any: [hail, Hail]\n  example: {}\n  not: x\n",
            "'hail' stands twice",
        ),
        (
            "acts/welcome.yaml",
            "- id: a\n  kind: verb\n  any: [hail, hail|greet]\n  example: {}\n  not: x\n",
            "'hail' stands twice",
        ),
        ("words/clauses.yaml", "adverbs: [soon, then, soon]\n", "'soon' stands twice in 'adverbs'"),
        ("words/clauses.yaml", "adverbs: [soon]\nverbs: [go]\nadverbs: [then]\n", "'adverbs' is given twice"),
        ("words/clauses.yaml", "nouns: [car]\n", "'nouns' is given in clauses.yaml too"),
        ("acts/greet.yaml", "[]", "'greet' is not an act"),
        ("acts/welcome.yaml", "- id: [", "is not YAML"),
        (
            "acts/welcome.yaml",
            "- id: condemn.verb\n  kind: verb\n  any: [hail]\n  example: {}\n  not: x\n",
            "given to two rows",
        ),
        ("acts/welcome.yaml", "- id: a\n  kind: verb\n  any: [condemn]\n  example: {}\n  not: x\n", "is claimed by"),
    ],
)
def test_wrong_row_is_named(tmp_path: Path, file: str, content: str, says: str) -> None:
    (tmp_path / "acts").mkdir()
    condemn = "- id: condemn.verb\n  kind: verb\n  any: [condemn]\n  example: {text: t, cue: c}\n  not: x\n"
    (tmp_path / "acts" / "condemn.yaml").write_text(condemn, encoding="utf-8")
    (tmp_path / "words").mkdir()
    for name, known in {"inverters.yaml": "[]", "words/phrases.yaml": "nouns: [bus]", "intensity.yaml": "{}"}.items():
        (tmp_path / name).write_text(known, encoding="utf-8")
    (tmp_path / file).write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=re.escape(says)) as error:
        load_folder(tmp_path, "en")
    assert Path(file).name in str(error.value) or "claimed" in says or "two rows" in says


def test_unknown_language_names_those_there_are() -> None:
    with pytest.raises(LexiconError, match="There is one for: en"):
        load("xx")
