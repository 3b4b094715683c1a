"""Whether a text can be read at all: its language and its paragraphs."""

from __future__ import annotations

import re

from graph_builder.errors import DocumentError

__all__ = ["check_text"]

_LONGEST = 1_000_000
"""Code points of the longest paragraph that is read. The longest sentences of resolutions have some 20,000."""

_SAMPLE = 4000
_FUNCTION_WORDS = frozenset(
    {
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "for",
        "on",
        "with",
        "that",
        "our",
        "we",
        "by",
        "as",
        "its",
        "is",
        "are",
        "this",
    }
)
_SHARE = 0.15
_LANGUAGE_NAMES = {
    "ru": "Russian", "zh": "Chinese", "fr": "French", "es": "Spanish", "ar": "Arabic", "de": "German", "pt": "Portuguese",
    "it": "Italian", "uk": "Ukrainian", "fa": "Persian", "tr": "Turkish", "ja": "Japanese", "ko": "Korean", "kk": "Kazakh",
    "en": "English",
}  # fmt: skip


def check_text(body: str, language: str, where: str) -> None:
    """Raises DocumentError for a paragraph that is too long to be one, and for a text in another language than stated."""
    for number, line in enumerate(body.split("\n"), 1):
        if len(line) > _LONGEST:
            problem = f"line {number} of the text has {len(line):,} characters; at most {_LONGEST:,} are read as one paragraph."
            raise DocumentError(where, problem, "Break it into paragraphs.")
    found = _other_language(body[:_SAMPLE], language)
    if found is not None:
        name, stated = (_LANGUAGE_NAMES.get(tag, tag) for tag in (found, language))
        raise DocumentError(where, f"is said to be in {stated}, but is in {name}.", f"Only {stated} is read so far.")


def _other_language(sample: str, language: str) -> str | None:
    """The language of a text that is not in the one stated. A language model is asked only where common words are missing."""
    words = re.findall(r"\w+", sample.lower())
    common = sum(word in _FUNCTION_WORDS for word in words)
    if (len(words) < 20 and sample.isascii()) or common >= _SHARE * len(words):
        return None
    import py3langid

    found, _ = py3langid.classify(sample)
    return None if found == language else str(found)
