"""Megabytes of text that the builder reads in a second, beside a spaCy pipeline without a model, on the same text.

spaCy: blank English, sentencizer, and a PhraseMatcher (attr LOWER) over the labels that the builder knows.
"labels" does what that does: words, sentences, labels. "reading" goes on to positions, holders, things and signs.
"plain loop" reads nothing: it shows what a second core of the machine gives while the others run.

    python benchmarks/throughput.py --megabytes 10 --longest 100
"""

from __future__ import annotations

import argparse
import functools
import importlib.util
import multiprocessing
import time
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from corpus import DOCUMENTS, PIECE, documents, sentences, text
from machine import describe, peak_megabytes, table

from graph_builder import Reference, extract, load_reference
from graph_builder.lexicon import load
from graph_builder.text.mentions.mentions import matcher
from graph_builder.text.words.segment import segment
from graph_builder.text.words.tokens import tokenize

Work = Callable[[Sequence[str]], int]
"""Works through texts and says how many things it found."""


def _reading(known: Reference) -> Work:
    return lambda bodies: sum(len(extract(document, known)) for document in documents(bodies))


def _labels(known: Reference) -> Work:
    find, lexicon = matcher(known).find, load("en")

    def work(bodies: Sequence[str]) -> int:
        parts = ((body, part.span) for body in bodies for part in segment(body, lexicon))
        return sum(len(find(tokenize(span.of(body), span.start))) for body, span in parts)

    return work


def _spacy(known: Reference) -> Work:
    import spacy
    from spacy.matcher import PhraseMatcher

    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    pipeline.max_length = 10**10
    phrases = PhraseMatcher(pipeline.vocab, attr="LOWER")
    names = sorted({name for concept in known.concepts for name in (concept.label, *concept.names)})
    phrases.add("LABEL", [pipeline.make_doc(name) for name in names])

    def work(bodies: Sequence[str]) -> int:
        return sum(len(phrases(document)) + len(list(document.sents)) for document in map(pipeline, bodies))

    return work


def _loop(_: Reference) -> Work:
    """Plain arithmetic, to see what a second core of this machine gives at all."""
    return lambda bodies: sum(number * number % 7 for body in bodies for number in range(10 * len(body)))


PIPELINES: dict[str, Callable[[Reference], Work]] = {
    "reading": _reading,
    "labels": _labels,
    "spaCy": _spacy,
    "plain loop": _loop,
}


def _child(name: str, folder: Path, length: int, seeds: Sequence[int], pipe: Connection) -> None:
    known = load_reference()
    stock = sentences(folder, known)
    bodies = [text(stock, length, seed) for seed in seeds]
    work = PIPELINES[name](known)
    work([text(stock, PIECE, -1)])
    pipe.send(sum(len(body.encode()) for body in bodies))
    pipe.recv()
    work(bodies)
    pipe.send(peak_megabytes())


def run(name: str, folder: Path, length: int, seeds: Sequence[int], processes: int) -> tuple[float, float]:
    """Megabytes a second over texts of a length, and the memory of a process; processes are ready before time is taken."""
    context = multiprocessing.get_context("spawn")
    shares = [seeds[at::processes] for at in range(processes)]
    pairs = [context.Pipe() for _ in shares]
    children = [
        context.Process(target=_child, args=(name, folder, length, share, theirs))
        for share, (_, theirs) in zip(shares, pairs, strict=True)
    ]
    for child in children:
        child.start()
    for _, theirs in pairs:
        theirs.close()
    size = sum(ours.recv() for ours, _ in pairs)
    started = time.perf_counter()
    for ours, _ in pairs:
        ours.send("go")
    memory = max(ours.recv() for ours, _ in pairs)
    elapsed = time.perf_counter() - started
    for child in children:
        child.join()
    return size / elapsed / 1e6, memory


def _over_documents(names: Sequence[str], folder: Path, megabytes: float, rounds: int) -> str:
    seeds = range(max(2, round(megabytes * 1e6 / PIECE)))
    measure = functools.partial(run, folder=folder, length=PIECE, seeds=seeds)
    # Round after round over all pipelines, so that a machine that slows down slows all of them; the best round counts.
    measured = [
        {name: [measure(name, processes=cores)[0] for cores in (1, 2)] for name in names} for _ in range(rounds)
    ]
    best = {name: [max(found[name][at] for found in measured) for at in (0, 1)] for name in names}
    peer = best.get("spaCy")
    rows = [
        [name, one, two, two / one, *((one / peer[0], two / peer[1]) if peer and name != "plain loop" else ("", ""))]
        for name, (one, two) in best.items()
    ]
    columns = ["pipeline", "MB/s, one core", "two cores", "two : one", "to spaCy, one core", "two cores"]
    return table(columns, rows)


def _over_lengths(names: Sequence[str], folder: Path, longest: float) -> str:
    lengths = [length for length in (10**4, 10**5, 10**6, 10**7, 10**8) if length <= longest * 1e6]
    rows: list[list[object]] = []
    for length in lengths:
        row: list[object] = [f"{length / 1e6:g} MB"]
        for name in names:
            rate, memory = max(run(name, folder, length, [0], 1) for _ in range(3 if length < 10**7 else 1))
            row += [1 / rate, memory]
        rows.append(row)
    columns = [f"{name}, {what}" for name in names for what in ("s/MB", "MB of memory")]
    return table(["one text of", *columns], rows)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument(
        "--megabytes", type=float, default=0.5, help="how much text, in documents of 10 kB (default 0.5)"
    )
    words.add_argument(
        "--longest", type=float, default=1, help="longest single text in megabytes, up to 100 (default 1)"
    )
    words.add_argument("--rounds", type=int, default=3, help="how often each is run; the best counts (default 3)")
    words.add_argument("--texts", type=Path, default=DOCUMENTS, help="folder whose documents give the sentences")
    words.add_argument("--pipelines", nargs="+", choices=PIPELINES, default=[*PIPELINES], help="which (default all)")
    given = words.parse_args()
    names = [name for name in given.pipelines if name != "spaCy" or importlib.util.find_spec("spacy")]
    print(describe(), end="\n\n")
    print(_over_documents(names, given.texts, given.megabytes, given.rounds), end="\n\n")
    print(_over_lengths([name for name in names if name != "plain loop"], given.texts, given.longest))
    if "spaCy" in given.pipelines and "spaCy" not in names:
        print("\nspaCy is not installed, so there is nothing to compare with: pip install 'stancegraph[bench]'")


if __name__ == "__main__":
    main()
