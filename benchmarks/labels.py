"""Whether more labels make the pass over a text slower: 2,000 of them, all that the package knows, and 500,000.

Those that are added are three words each, drawn from the package's own labels and from the text, so that many begin as
the text does. Times are of the processor, so that what else runs there counts little.

    python benchmarks/labels.py --labels 2000 20000 500000
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import random
import time
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

from corpus import DOCUMENTS, PIECE, documents, sentences, text
from machine import describe, peak_megabytes, table

from graph_builder import Concept, Reference, extract, load_reference
from graph_builder.lexicon import load
from graph_builder.text.mentions.mentions import matcher
from graph_builder.text.words.segment import segment
from graph_builder.text.words.tokens import tokenize

_ROUNDS = 3


def _count(concept: Concept) -> int:
    return len({concept.label, *concept.names})


def with_labels(known: Reference, number: int, body: str) -> Reference:
    """Reference data with so many labels: some left out, but none that the text has; or made ones added, one a concept."""
    named = {mention.concept.id for mention in matcher(known).find(tokenize(body))}
    ordered = sorted(known.concepts, key=lambda concept: concept.id not in named)
    sums = itertools.accumulate(map(_count, ordered))
    kept = [concept for concept, labels in zip(ordered, sums, strict=True) if labels <= number]
    missing = number - sum(map(_count, kept)) if len(kept) == len(ordered) else 0
    return replace(known, concepts=(*kept, *itertools.islice(_made(known, body), missing)))


def _made(known: Reference, body: str) -> Iterator[Concept]:
    draw = random.Random(1)
    labels = " ".join(concept.label for concept in known.concepts)
    stock = sorted({token.low for token in tokenize(f"{labels} {body}") if token.low.isalpha() and len(token.low) > 3})
    for number in itertools.count():
        yield Concept(f"issue/made-{number}", " ".join(draw.choices(stock, k=3)), "issue")


def _child(number: int, folder: Path, length: int, pipe: Connection) -> None:
    known = load_reference()
    body = text(sentences(folder, known), length)
    known = with_labels(known, number, body)
    began = time.perf_counter()
    find = matcher(known).find
    compiled = time.perf_counter() - began
    tokens = [tokenize(part.span.of(body)) for part in segment(body, load("en"))]
    found = [sum(map(len, map(find, tokens)))]  # once beforehand: the forms of words are looked up the first time
    passes, readings = [], []
    [document] = documents([body])
    for _ in range(_ROUNDS):
        began = time.process_time()
        found.append(sum(map(len, map(find, tokens))))
        passes.append(time.process_time() - began)
        began = time.process_time()
        extract(document, known)
        readings.append(time.process_time() - began)
    size = len(body.encode()) / 1e6
    pipe.send([found[0], compiled, min(passes) / size, min(readings) / size, peak_megabytes()])


def measure(number: int, folder: Path, length: int) -> list[float]:
    """Mentions found, seconds to compile the labels, seconds a megabyte for the pass and for the reading, and memory."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    child = context.Process(target=_child, args=(number, folder, length, theirs))
    child.start()
    theirs.close()
    row: list[float] = ours.recv()
    child.join()
    return row


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--labels", type=int, nargs="+", help="how many (default 2000, the package's own, 100000)")
    words.add_argument("--megabytes", type=float, default=0.2, help="how much text (default 0.2)")
    words.add_argument("--texts", type=Path, default=DOCUMENTS, help="folder whose documents give the sentences")
    given = words.parse_args()
    own = sum(map(_count, load_reference().concepts))
    length = max(PIECE, round(given.megabytes * 1e6))
    rows: list[list[object]] = []
    base: list[float] = []
    for number in given.labels or (2_000, own, 100_000):
        found, compiled, find, read, memory = measure(number, given.texts, length)
        base = base or [find, read]
        rows.append([number, found, compiled, memory, find, find / base[0], read, read / base[1]])
    columns = ["labels", "mentions", "s to compile", "MB", "pass, s/MB", "ratio", "reading, s/MB", "ratio"]
    print(describe(), table(columns, rows), sep="\n\n")


if __name__ == "__main__":
    main()
