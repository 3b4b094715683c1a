"""`explain`: how sentences were read, step by step."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from graph_builder import BuildError, explain, load_reference
from stancegraph.reading import read_each
from stancegraph.terminal import say

__all__ = ["explain_files"]


def explain_files(paths: Sequence[Path], find: str | None, form: str, given: Mapping[str, Any]) -> None:
    """Print how each sentence of the documents is read, or those that have the words of `find`.

    Files that cannot be read are named at the end. Raises BuildError if there were any, or if no sentence has the words.
    """
    failures: list[str] = []
    reference = load_reference()
    shown = 0
    for document in read_each(paths, given, reference, failures):
        for number, told in enumerate(explain(document, reference), 1):
            if find is not None and _folded(find) not in _folded(told["text"]):
                continue
            shown += 1
            if form == "jsonl":
                sys.stdout.write(
                    json.dumps({"document": document.name, "number": number, **told}, ensure_ascii=False) + "\n"
                )
            else:
                for line in _page(document.name, number, told):
                    say(line)
    sys.stdout.flush()
    if failures:
        raise BuildError("\n".join(failures))
    if find is not None and not shown:
        raise BuildError(f"No sentence has the words {find!r}.")


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _page(name: str, number: int, told: Mapping[str, Any]) -> Iterator[str]:
    yield f"{name}, {told['kind']} {number}, characters {told['start']} to {told['end']}"
    yield f"  {_line(told['text'])}"
    for mention in told["mentions"]:
        yield f"  names     {_line(mention['text'])}: {mention['label']} ({mention['kind']})"
    for cue in told["cues"]:
        became = "" if cue["position"] else ", no position"
        yield f"  cue       {_line(cue['text'])}: {cue['act']} (rule {cue['rule']}{became})"
    for position in told["positions"]:
        yield f"  position  {', '.join(position['holders'])}: {position['act']}: {_line(position['target'] or '')}"
        for thing in position["about"]:
            label = "" if thing["label"] == thing["text"] else f" ({thing['label']})"
            yield f"            {thing['polarity']} {_line(thing['text'])}{label}: {' → '.join(thing['path'])}"
    yield ""


def _line(text: str) -> str:
    return " ".join(text.split())
