"""`extract` and `build`: from files to positions, and to a store."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from graph_builder import (
    SUFFIXES,
    BuildError,
    Document,
    DocumentError,
    Input,
    Position,
    Reference,
    build,
    decode_document,
    extract,
    find_inputs,
    load_reference,
    read_document,
    to_record,
)
from stancegraph.terminal import print_table, progress, say, warn

__all__ = ["build_store", "extract_files", "read_each", "read_leniently", "record_lines"]


def read_leniently(path: Path, reference: Reference, given: Mapping[str, Any] | None = None) -> Document:
    """A document whose issuer may be unknown, which is only warned of: to extract, its name is enough.

    `-` is standard input. Raises DocumentError for anything else that is wrong.
    """
    if str(path) == "-":
        raw = sys.stdin.buffer.read()
        return decode_document(raw, "stdin", "standard input", reference, strict_issuer=False, given=given)
    document = read_document(path, reference, strict_issuer=False, given=given)
    try:
        read_document(path, reference, given=given)
    except DocumentError as error:
        warn(str(error))
    return document


def record_lines(document: Document, positions: Sequence[Position]) -> list[dict[str, Any]]:
    """Records of a document's positions, each with its IRI."""
    return [to_record(document, position) for position in positions]


def read_each(
    paths: Sequence[Path], given: Mapping[str, Any], reference: Reference, failures: list[str]
) -> Iterator[Document]:
    """The documents of files, folders and manifests, each when it is asked for; why others cannot be read goes to `failures`."""
    stdin = [Input(path, given) for path in paths if str(path) == "-"]
    inputs, problems = find_inputs([path for path in paths if str(path) != "-"], given)
    failures += map(str, problems)
    with progress() as tell:
        for number, item in enumerate([*stdin, *inputs]):
            tell(item.path.name, number, len(stdin) + len(inputs))
            try:
                document = read_leniently(item.path, reference, item.given)
            except DocumentError as error:
                failures.append(str(error))
                continue
            yield document


def extract_files(paths: Sequence[Path], folder: Path | None, form: str, given: Mapping[str, Any]) -> None:
    """Write the positions of each file; files that cannot be read are named at the end. Raises BuildError if there were any.

    Positions name their document where several paths, a folder or a manifest were given.
    """
    failures: list[str] = []
    reference = load_reference()
    single = len(paths) == 1 and (str(paths[0]) == "-" or paths[0].suffix.lower() in SUFFIXES)
    for document in read_each(paths, given, reference, failures):
        records = record_lines(document, extract(document, reference))
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
            (folder / f"{document.name}.jsonl").write_text(lines, encoding="utf-8")
        elif form == "table":
            _print_positions(document, records)
        else:
            for record in records:
                named = record if single else {"document": document.name, **record}
                sys.stdout.write(json.dumps(named, ensure_ascii=False) + "\n")
    sys.stdout.flush()
    if failures:
        raise BuildError("\n".join(failures))


def _print_positions(document: Document, records: Sequence[dict[str, Any]]) -> None:
    rows = [
        (
            ", ".join(record["holders"]),
            record["act"],
            record["target"] or "",
            ", ".join(f"{thing['polarity']} {thing['label']}" for thing in record["about"]),
        )
        for record in records
    ]
    print_table(("holder", "act", "target", "about"), rows, title=f"{document.title} ({document.date})")


def build_store(
    paths: Sequence[Path],
    store: Path,
    *,
    given: Mapping[str, Any] | None = None,
    fresh: bool,
    infer: bool = False,
    jobs: int | None = None,
    dask: str | None = None,
) -> None:
    """Build and say what was done. Raises BuildError naming the documents that were left out, if any."""
    with progress() as tell:
        report = build(paths, store, given=given, fresh=fresh, infer=infer, processes=jobs, dask=dask, progress=tell)
    read = f"{report.documents} read" + (f", {report.unchanged} unchanged" if report.unchanged else "")
    kept = f", {report.kept} kept" if report.kept else ""
    say(f"documents   {read}{kept}")
    say(f"positions   {report.positions}")
    say(f"statements  {report.quads}")
    say(f"release     {report.release} in {store} ({report.seconds:.2f} s)")
    if report.problems:
        left_out = "\n".join(f"  {problem}" for problem in report.problems)
        raise BuildError(f"{len(report.problems)} left out, the rest is built:\n{left_out}")
