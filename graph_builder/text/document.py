"""Reads a text file with a YAML header between `---` lines, and says what is wrong with one that is not so."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, cast

import yaml

from graph_builder.errors import DocumentError, nearest
from graph_builder.model import Document, Report
from graph_builder.reference import Reference
from graph_builder.text.formats import Readout, format_of, read_out
from graph_builder.text.soundness import check_text, clean

__all__ = ["DOCUMENT_KINDS", "FIELDS", "LANGUAGES", "decode_document", "read_document"]

DocumentKind = Literal["declaration", "news", "resolution", "speech"]
DOCUMENT_KINDS: tuple[DocumentKind, ...] = ("declaration", "news", "resolution", "speech")
LANGUAGES = ("en",)
FIELDS = ("title", "issuer", "date", "language", "kind", "source")
_OPTIONAL = ("reports",)
_DEFAULTS = {"language": "en", "kind": "declaration"}
"""What a file without a header is taken to be, unless its metadata or who gives it says otherwise."""
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


class _PlainLoader(yaml.SafeLoader):
    """YAML in which dates stay the text they are, so that a month alone ("2024-09") is one too."""


_PlainLoader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag not in {"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:int"}
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _decode(raw: bytes, where: str) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise DocumentError(
            where,
            f"byte {error.start} is not UTF-8.",
            "Save the file as UTF-8 (in most editors: Save with encoding).",
            line,
        ) from error
    if "\x00" in text:
        raise DocumentError(where, "holds NUL characters, so it is not a text file.", "Give a text or Markdown file.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


class _Header:
    """The header's fields with the lines they stand on: those of the file, and before them those that were given for it."""

    def __init__(self, text: str, where: str, given: Mapping[str, Any], told: Mapping[str, Any]) -> None:
        self.where = where
        self.lines = text.split("\n")
        self.given = given
        self.bare = not text
        if self.bare:
            self.data: Mapping[str, Any] = {**_DEFAULTS, "source": Path(where).name, **told, **given}
            return
        self.data = {**self._parsed(text, where), **given}

    def _parsed(self, text: str, where: str) -> Mapping[str, Any]:
        try:
            data = yaml.load(text, Loader=_PlainLoader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 2 if mark else None
            problem = getattr(error, "problem", None) or "it cannot be parsed"
            raise DocumentError(
                where, f"the header is not YAML: {problem}.", "Put values with a colon in quotation marks.", line
            ) from error
        if not isinstance(data, dict):
            raise DocumentError(
                where, "the header is not a list of 'field: value' lines.", f"It needs {', '.join(FIELDS)}.", 1
            )
        return data

    def line_of(self, field: str) -> int | None:
        """Line of the file on which `field` stands; 1 if it does not, None if the file has no header."""
        if self.bare or field in self.given:
            return None
        for number, line in enumerate(self.lines, 2):
            if line.strip().startswith(f"{field}:"):
                return number
        return 1

    def fail(self, field: str, problem: str, remedy: str) -> DocumentError:
        return DocumentError(self.where, problem, remedy, self.line_of(field))

    def text(self, data: Mapping[str, Any], field: str) -> str:
        value = data.get(field)
        if (value is None or not str(value).strip()) and self.bare:
            remedy = f"Give --{field}, a column '{field}' of the manifest, or a header between '---' lines."
            raise self.fail(field, f"nothing says its '{field}'.", remedy)
        if value is None or not str(value).strip():
            raise self.fail(field, f"the header has no '{field}'.", f"Needed: {', '.join(FIELDS)}.")
        if isinstance(value, list | dict):
            raise self.fail(field, f"'{field}' is not a single value.", f"Write it as '{field}: …'.")
        return str(value).strip()

    def choice(self, field: str, allowed: Sequence[str]) -> str:
        value = self.text(self.data, field)
        if value not in allowed:
            raise self.fail(field, f'{field} "{value}" is not known.', f"Allowed: {', '.join(allowed)}.")
        return value

    def date(self, data: Mapping[str, Any], field: str = "date") -> str:
        value = self.text(data, field)
        try:
            if not _DATE.fullmatch(value):
                raise ValueError(value)
            datetime.date.fromisoformat((value + "-01-01")[:10])
        except ValueError as error:
            raise self.fail(field, f'date "{value}" is not a date.', _date_hint(value)) from error
        return value

    def issuer_names(self, data: Mapping[str, Any]) -> list[Any]:
        value = data.get("issuer")
        names = value if isinstance(value, list) else [self.text(data, "issuer")]
        return [name.strip() if isinstance(name, str) else name for name in names]

    def issuers(self, data: Mapping[str, Any], resolve: Callable[[str], str]) -> tuple[str, ...]:
        names = self.issuer_names(data)
        if not names or not all(isinstance(name, str) and name for name in names):
            raise self.fail(
                "issuer",
                "'issuer' is neither a name nor a list of names.",
                'Write issuer: SCO, or issuer: ["USA", "GCC"].',
            )
        return tuple(dict.fromkeys(resolve(name) for name in names))


def _date_hint(value: str) -> str:
    for pattern in ("%d %b %Y", "%d %B %Y", "%B %d, %Y", "%b %d, %Y", "%d.%m.%Y", "%d/%m/%Y", "%Y/%m/%d"):
        try:
            return f"Write {datetime.datetime.strptime(value.replace('Sept ', 'Sep '), pattern).date().isoformat()}."
        except ValueError:
            continue
    return "Write a day as 2020-11-10, a month as 2020-11 or a year as 2020."


def _split(text: str, where: str, given: Mapping[str, Any]) -> tuple[str, str]:
    if not text.startswith("---\n") and given:
        return "", text
    if not text.startswith("---\n"):
        raise DocumentError(
            where,
            "no header: the first line is not '---'.",
            f"Begin with '---', then {', '.join(FIELDS)}, then '---', then the text.",
            1,
        )
    header, mark, body = text[4:].partition("\n---\n")
    if not mark:
        raise DocumentError(where, "the header does not end.", "Close it with a line '---' before the text.", 1)
    if not body.strip():
        raise DocumentError(
            where, "there is no text after the header.", "Put the declaration's text below the second '---'."
        )
    return header, body


def decode_document(
    raw: bytes,
    name: str,
    where: str,
    reference: Reference,
    *,
    strict_issuer: bool = True,
    given: Mapping[str, Any] | None = None,
) -> Document:
    """Document made of the bytes of a file; `where` is what messages call it.

    Text has a YAML header; HTML, PDF and Word tell what their metadata tell; `given` are header fields from elsewhere,
    which come first. Raises DocumentError naming file, line, field and what is allowed. With `strict_issuer` false an
    issuer that the reference data do not know stands as it is written.
    """
    given = {field: value for field, value in (given or {}).items() if value not in (None, "", [])}
    readout = _readout(raw, where, given)
    told = dict(readout.header)
    header_text, body = told.pop("", ""), clean(readout.body)
    header = _Header(header_text, where, given, told)
    unknown = sorted(set(header.data) - {*FIELDS, *_OPTIONAL})
    if unknown:
        raise header.fail(
            str(unknown[0]), f"unknown field '{unknown[0]}'.", f"Known: {', '.join((*FIELDS, *_OPTIONAL))}."
        )

    def resolve(issuer: str) -> str:
        actor = reference.resolve_actor(issuer)
        if actor is not None and actor.code is not None:
            return actor.code
        if not strict_issuer:
            return issuer
        near = nearest(issuer, reference.actor_by_code)
        hint = f"Near: {', '.join(near)}. " if near else ""
        several = [name.strip() for name in re.split(r",|;| and ", issuer)]
        if len(several) > 1 and all(reference.resolve_actor(name) for name in several):
            hint = f"Several issuers are a list: issuer: [{', '.join(several)}]. "
        if header.data.get("kind") == "news":
            hint += "The issuer of a report is whose positions it tells; its agency or paper is the source. "
        raise header.fail(
            "issuer",
            f'issuer "{issuer}" is not a known actor.',
            f"{hint}States are written by ISO 3166-1 alpha-3 (RUS); "
            "an organization is added as a row of ontology/reference/organizations.tsv.",
        )

    reports = header.data.get("reports")
    if reports is not None and not isinstance(reports, dict):
        raise header.fail(
            "reports",
            "'reports' is not a group of fields.",
            "It has title, issuer and date of the declaration reported.",
        )
    language = header.choice("language", LANGUAGES)
    check_text(body, language, where)
    return Document(
        name=name,
        title=header.text(header.data, "title"),
        issuers=header.issuers(header.data, resolve),
        date=header.date(header.data),
        language=language,
        kind=cast(DocumentKind, header.choice("kind", DOCUMENT_KINDS)),
        source=header.text(header.data, "source"),
        body=body,
        sha256=hashlib.sha256(raw).hexdigest(),
        reports=Report(header.text(reports, "title"), header.issuers(reports, resolve), header.date(reports))
        if reports
        else None,
        pages=tuple(len(clean(readout.body[:begins])) for begins in readout.pages),
        spellings=_spellings(header.issuer_names(header.data), resolve, reference),
    )


def _spellings(names: Sequence[str], resolve: Callable[[str], str], reference: Reference) -> dict[str, str]:
    """How a header writes issuers, by their canonical names; states are always written by their codes."""
    other = {code: name for name in names if (code := resolve(name)) != name}
    return {code: name for code, name in other.items() if reference.actor_by_code[code].variety != "State"}


def _readout(raw: bytes, where: str, given: Mapping[str, Any]) -> Readout:
    """Body and metadata of a file; of text, its header's own words stand under the empty name."""
    form = format_of(raw, where)
    if form != "text":
        return read_out(raw, form, where)
    header, body = _split(_decode(raw, where), where, given)
    return Readout(body, {"": header})


def read_bytes(path: Path) -> bytes:
    """The bytes of a document's file. Raises DocumentError."""
    if path.is_dir():
        raise DocumentError(path, "is a folder.", f"Give the files in it: {path}/*.md")
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise DocumentError(path, "there is no such file.", "Check the name.") from error
    except OSError as error:
        raise DocumentError(path, f"cannot be read: {error.strerror}.", "Check the file's permissions.") from error


def read_document(
    path: Path, reference: Reference, *, strict_issuer: bool = True, given: Mapping[str, Any] | None = None
) -> Document:
    """Read and check one document. Raises DocumentError; see `decode_document`."""
    raw = read_bytes(path)
    return decode_document(raw, path.stem, str(path), reference, strict_issuer=strict_issuer, given=given)
