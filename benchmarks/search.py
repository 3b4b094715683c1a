"""The first twenty of many quotations by their words, beside SQLite's FTS5 over the same ones; and how fast an index is made.

python benchmarks/search.py --quotations 1000000
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from machine import describe, table

from api.search.find import Finder, Wanted
from api.search.folder import SETTLED, open_index
from api.search.indexer import pack
from api.search.words import folded
from graph_builder import ACTS, PREFIXES, load_reference

_LENGTH = 25
"""Words of a quotation, about as in a sentence of a declaration."""
_BATCH = 2000
_TOP = 20
_ID = PREFIXES["id"]


def _vocabulary() -> list[str]:
    """The words of all names of the reference data, in an order that is the same in each run."""
    names = (name for concept in load_reference().concepts for name in (concept.label, *concept.names))
    return list(dict.fromkeys(word for name in names for word in folded(name).split() if len(word) > 2))


def _quotations(words: Sequence[str], many: int) -> Iterator[list[str]]:
    """Batches of quotations whose words are as unevenly frequent as those of a language (Zipf)."""
    draw = random.Random(1)
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(words))))
    for start in range(0, many, _BATCH):
        size = min(_BATCH, many - start)
        yield [" ".join(draw.choices(words, cum_weights=weights, k=_LENGTH)) for _ in range(size)]


def _rows(rows: Sequence[dict[str, str]]) -> bytes:
    """Rows as the store answers them."""
    bindings = [{name: {"type": "literal", "value": value} for name, value in row.items()} for row in rows]
    return json.dumps({"results": {"bindings": bindings}}).encode()


def _parts(batch: Sequence[str], start: int) -> Iterator[tuple[str, bytes]]:
    """A batch of positions as `api.search.feed` sends it, one quotation each."""
    acts = list(ACTS)
    names = [f"{_ID}position/{number}" for number in range(start, start + len(batch))]
    days = [f"{2000 + number % 25}-{1 + number % 12:02}" for number in range(start, start + len(batch))]
    yield (
        "heads",
        _rows(
            [
                {"position": name, "act": f"{_ID}act/{acts[number % len(acts)]}", "date": day}
                for number, (name, day) in enumerate(zip(names, days, strict=True))
            ]
        ),
    )
    yield "holders", _rows([{"position": name, "thing": f"{_ID}actor/{n % 200}"} for n, name in enumerate(names)])
    yield (
        "attitudes",
        _rows(
            [
                {"position": name, "thing": f"{_ID}issue/{n % 500}", "polarity": f"{_ID}polarity/for"}
                for n, name in enumerate(names)
            ]
        ),
    )
    yield (
        "evidence",
        _rows(
            [
                {"position": name, "exact": quote, "document": f"{_ID}document/{(start + number) // 20}"}
                for number, (name, quote) in enumerate(zip(names, batch, strict=True))
            ]
        ),
    )
    yield "flush", b""


def _ours(batches: Iterator[list[str]], folder: Path) -> tuple[Finder, float, float]:
    """Our search, the processor seconds that the index took, and the memory of the process that made it, in MiB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with subprocess.Popen(
        [sys.executable, "-m", "api.search", str(folder), "bench", "0"], stdin=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        process.stdin.write(pack("kinds", b"{}"))
        start = 0
        for batch in batches:
            for name, data in _parts(batch, start):
                process.stdin.write(pack(name, data))
            start += len(batch)
        process.stdin.write(pack("end", SETTLED))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    opened = open_index(folder, "bench")
    assert opened is not None
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Finder(opened), seconds, after.ru_maxrss / 2**10


def _fts5(batches: Iterator[list[str]], file: Path) -> tuple[sqlite3.Connection, float]:
    """The peer, and the processor seconds that its index took."""
    database = sqlite3.connect(file)
    database.execute("CREATE VIRTUAL TABLE quotation USING fts5(iri UNINDEXED, text)")
    seconds, number = 0.0, 0
    for batch in batches:
        rows = [(f"{_ID}position/{number + at}", quote) for at, quote in enumerate(batch)]
        number += len(batch)
        began = time.process_time()
        database.executemany("INSERT INTO quotation VALUES (?, ?)", rows)
        seconds += time.process_time() - began
    began = time.process_time()
    database.commit()
    return database, seconds + time.process_time() - began


def _best(work: Callable[[], object], rounds: int) -> float:
    """The least milliseconds of some rounds; the first, which warms up, does not count."""
    work()
    took = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return min(took) * 1000


def _asked(words: Sequence[str]) -> list[tuple[str, str, str | None]]:
    """What is asked for: in words, in our syntax, and in that of FTS5; None where it has nothing like it."""
    common, middling, rare = words[3], words[len(words) // 20], words[-len(words) // 10]
    typo = max((word for word in words[:500] if len(word) > 8), key=len)
    return [
        ("a common word", common, common),
        ("a middling word", middling, middling),
        ("a rare word", rare, rare),
        ("a common and a rare word", f"{common} {rare}", f"{common} {rare}"),
        ("a phrase of common words", f'"{words[0]} {words[1]}"', f'"{words[0]} {words[1]}"'),
        ("the beginning of words", f"{common[:3]}*", f"{common[:3]}*"),
        ("a typo", typo[:4] + typo[5:], None),
    ]


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--quotations", type=int, default=100_000, help="how many are searched (default 100000)")
    words.add_argument("--rounds", type=int, default=5, help="times each is asked; the best counts")
    given = words.parse_args()
    vocabulary = _vocabulary()
    with tempfile.TemporaryDirectory() as temporary:
        folder, file = Path(temporary) / "search", Path(temporary) / "fts5.db"
        folder.mkdir()
        finder, ours, memory = _ours(_quotations(vocabulary, given.quotations), folder)
        database, theirs = _fts5(_quotations(vocabulary, given.quotations), file)
        size = sum(path.stat().st_size for path in folder.glob("*/*"))
        made: list[list[object]] = [
            ["Stancegraph", given.quotations / ours, memory, size / 2**20],
            ["SQLite FTS5", given.quotations / theirs, "–", file.stat().st_size / 2**20],
        ]
        found: list[list[object]] = []
        for about, query, match in _asked(vocabulary):
            wanted = Wanted(query, limit=_TOP)
            hits = finder.find(wanted).counts["positions"]
            mine = _best(lambda wanted=wanted: finder.find(wanted), given.rounds)  # type: ignore[misc]
            if match is None:
                found.append([about, hits, mine, "–", "–"])
                continue
            top = "SELECT iri FROM quotation WHERE quotation MATCH ? ORDER BY rank LIMIT ?"
            peer = _best(lambda top=top, match=match: database.execute(top, (match, _TOP)).fetchall(), given.rounds)  # type: ignore[misc]
            found.append([about, hits, mine, peer, peer / mine])
        database.close()
    print(describe(), end="\n\n")
    print(table(["index of", "quotations a second of one core", "MiB of memory", "MiB on disk"], made), end="\n\n")
    columns = ["asked for", "found", "ms here, with counts", "ms in FTS5", "FTS5 to here"]
    print(f"The first {_TOP} of {given.quotations:,} quotations, and for ours the counts by kind, act and polarity:\n")
    print(table(columns, found))


if __name__ == "__main__":
    main()
