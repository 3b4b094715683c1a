"""`score`: how well positions agree with gold ones."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from graph_builder import InputError, Tally, evaluate, extract, load_reference, parse_rows
from stancegraph.reading import read_leniently, record_lines
from stancegraph.terminal import print_table

__all__ = ["score"]

_COLUMNS = (
    "document", "gold", "read", "find F1", "act", "holder", "target",
    "POSITION P", "R", "F1", "ATTITUDE P", "R", "F1", "label",
)  # fmt: skip


def _rows(file: Path) -> list[Mapping[str, Any]]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(file, "cannot be read.", "Give one NAME.jsonl for each document NAME.md.") from error
    parsed: list[Mapping[str, Any]] = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                parsed.append(json.loads(line))
            except ValueError as error:
                raise InputError(file, f"is not JSON: {error}.", "Write one JSON object a line.", number) from error
    return parse_rows(parsed, str(file))


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "-"


def _line(name: str, tally: Tally) -> tuple[str, ...]:
    position, attitude = tally.position, tally.attitude
    figures = (position.precision, position.recall, position.f1, attitude.precision, attitude.recall, attitude.f1)
    return (
        name, str(tally.gold), str(tally.read), f"{tally.find.f1:.3f}", _share(tally.act, tally.found),
        _share(tally.holder, tally.found), _share(tally.target, tally.found), *(f"{figure:.3f}" for figure in figures),
        _share(tally.label, tally.attitudes_right),
    )  # fmt: skip


def score(files: Sequence[Path], gold: Path, pred: Path | None, misses: Path | None) -> None:
    """Print a row of measures for each document that has a gold file, and one for all; write the misses if asked."""
    reference = load_reference()
    total, lines, missed = Tally(), [], []
    for file in files:
        wanted = gold / f"{file.stem}.jsonl"
        if not wanted.exists():
            continue
        document = read_leniently(file, reference)
        given = _rows(pred / wanted.name) if pred else record_lines(document, extract(document, reference))
        tally = evaluate(document.body, _rows(wanted), given, name=document.name)
        lines.append(_line(document.name, tally))
        missed += [(document.name, miss) for miss in tally.misses]
        total += tally
    if not lines:
        raise InputError(gold, "has no gold file for any of the documents.", "The gold file of NAME.md is NAME.jsonl.")
    print_table(_COLUMNS, [*lines, _line("TOTAL", total)])
    if misses is not None:
        text = "".join(
            "\t".join((name, miss.cause, miss.gold, miss.read, " ".join(miss.text.split()))) + "\n"
            for name, miss in missed
        )
        misses.write_text(f"document\tcause\tgold\tread\ttext\n{text}", encoding="utf-8")
