"""A text without what a file's making left in it: unseen characters, mark-up, footnote marks, page numbers, broken words."""

from __future__ import annotations

import html
import re
import unicodedata

from graph_builder.text.words.morphology import lemmas

__all__ = ["clean", "mended"]

_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
"""Characters of no width, and those that turn the direction of writing."""
_LINE_ENDS = {"\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n\n"}
_LIGATURES = {"\ufb00": "ff", "ﬁ": "fi", "ﬂ": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}
_WIDE = {**{chr(0xFEE0 + code): chr(code) for code in range(0x21, 0x7F)}, "\u3002": ". ", "\u3000": " "}
"""Letters and marks as wide as Chinese ones are."""
_PLAIN = {**_LINE_ENDS, **_LIGATURES, **_WIDE}
_TO_PLAIN = re.compile(f"[{re.escape(''.join(_PLAIN))}]")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#[xX][0-9a-fA-F]{2,5});")
_NOTE_TAG = re.compile(r"<sup\b[^<>]{0,200}>[^<>]{0,20}</sup>", re.I)
_BREAK_TAG = re.compile(r"<br\s*/?>\n?", re.I)
_BLOCK_TAG = re.compile(r"\s*</?(?:p|div|li|ul|ol|h[1-6]|tr|table|blockquote)(?:\s[^<>]{0,500})?>\s*", re.I)
_INLINE_TAG = re.compile(
    r"</?(?:a|b|i|u|em|strong|span|font|small|sub|sup|q|cite|mark)(?:\s[^<>]{0,500})?/?>|<!--.{0,500}?-->", re.I | re.S
)
_NOTE_LINK = re.compile(r"(?<=\S)\[?\[\^?\d{1,3}\]\]?\([^()\s]{1,500}\)")
_PICTURE = re.compile(r"!\[[^\[\]\n]{0,300}\]\([^()\s]{1,500}\)")
_LINK = re.compile(r"\[([^\[\]]{1,500})\]\((?=[^()\s]{0,500}[/#.:])[^()\s]{1,500}(?:\s\"[^\"\n]{0,200}\")?\)")
_NOTE = re.compile(r"(?<=[^\W_]|[.,;:!?)”\"’])(?:\[\^?\d{1,3}\]|\[\^\w{1,20}\](?!:))+")
_RAISED = re.compile(r"(?:(?<=[^\W\d_m])|(?<=[^\W\d_]{3})|(?<=[a-z][.,;:!?)”\"’]))[¹²³⁰⁴-⁹]+(?=[\s.,;:!?)”\"’]|$)")
"""A raised number behind a word is a footnote's; that of "km²" is not."""
_NOTE_NUMBER = re.compile(
    r"(?<=[a-zA-Z][a-z]{3}[.,;]|[a-z]{3}[.,][”\"])(?<!para[.])(?<!aras[.])(?<!sect[.])(?<!chap[.])\d{1,2}(?=\s+[A-Z“\"]|\s*$)",
    re.M,
)
"""The number of a footnote right behind a sentence: "the attack.1 We"."""
_OTHER_QUOTES = re.compile("[«»‹›„‟]")
_CITED = re.compile(r"^(?:>[ \t]?)+(?=\S)", re.M)
"""What marks the lines of a quotation in Markdown."""
_GERMAN = re.compile(r"“([^“”\n]{1,600})“(?!\w)")
_SOFT = re.compile(r"(?<=\w)\xad\s*(?=[^\W\d_])")
_MINUS = re.compile(r"(?<=[^\W\d_])[\u2212\u2043\ufe63\u02d7](?=[^\W\d_])")
_RARE = re.compile("[\xad¹²³⁰⁴-⁹\u2212\u2043\ufe63\u02d7]")
_BROKEN_LINE = re.compile("[-‐]\n")
_BROKEN = re.compile(r"\b([^\W\d_]+)[-‐]\n[ \t]*([a-z]+)\b")
_PAGE = re.compile(
    r"\n(?<=[^\W\d_]\n|[,’\"” ]\n)\s*(?:(?i:page|p\.)[ \t]*)?[-–—]?[ \t]*\d{1,4}(?:[ \t]*(?:/|of)[ \t]*\d{1,4})?"
    r"[ \t]*[-–—]?[ \t]*\n\s*(?=[a-z])"
)
"""The number of a page between the two halves of a sentence."""


def clean(text: str) -> str:
    """The text without what hides words or parts a sentence that is one.

    >>> clean("ter\u200brorism")
    'terrorism'
    >>> clean("the secu-\\nrity of all[1] &amp; the conﬂict")
    'the security of all & the conflict'
    """
    text = _UNSEEN.sub("", text)
    if "<" in text:
        text = _INLINE_TAG.sub("", _BLOCK_TAG.sub("\n\n", _BREAK_TAG.sub("\n", _NOTE_TAG.sub("", text))))
    if "&" in text:
        text = _ENTITY.sub(lambda match: _UNSEEN.sub("", html.unescape(match.group())), text)
    if "[" in text:
        text = _NOTE.sub("", _LINK.sub(r"\1", _PICTURE.sub("", _NOTE_LINK.sub("", text))))
    if not text.isascii():
        text = _TO_PLAIN.sub(lambda match: _PLAIN[match.group()], unicodedata.normalize("NFC", text))
    if _RARE.search(text):
        text = _MINUS.sub("-", _SOFT.sub(_softened, _RAISED.sub("", text)))
    if ">" in text:
        text = _CITED.sub("", text)
    if _OTHER_QUOTES.search(text):
        text = _quoted(text)
    if _BROKEN_LINE.search(text):
        text = _BROKEN.sub(mended, text)
    return _NOTE_NUMBER.sub("", _PAGE.sub(" ", text))


def _quoted(text: str) -> str:
    """The text with quotation marks as English has them: «so», »so«, „so“ and ‹so›."""
    for left, right, opening, closing in (("«", "»", "“", "”"), ("‹", "›", "‘", "’")):
        if left in text and right in text:  # one alone is the sign of a list
            first, last = (left, right) if text.index(left) < text.index(right) else (right, left)
            text = re.sub(rf"[ \xa0\u202f]?{last}", closing, re.sub(rf"{first}[ \xa0\u202f]?", opening, text))
    return _GERMAN.sub(r"“\1”", re.sub("[„‟]", "“", text))


def mended(match: re.Match[str]) -> str:
    """A word broken at a line's end: without its hyphen, unless only the two halves are words."""
    whole = (match[1] + match[2]).lower()
    halves = all(_is_word(half.lower()) for half in (match[1], match[2]))
    return f"{match[1]}-{match[2]}" if halves and not _is_word(whole) else match[1] + match[2]


def _is_word(low: str) -> bool:
    return any(lemmas(low, kind) for kind in ("noun", "verb", "adj", "adv"))


def _softened(match: re.Match[str]) -> str:
    """Nothing for a soft hyphen, but a hyphen where a capital follows a small letter: "Secretary-General"."""
    before, after = match.string[match.start() - 1], match.string[match.end()]
    return "-" if before.islower() and after.isupper() else ""
