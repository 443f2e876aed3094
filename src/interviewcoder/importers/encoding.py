"""Bytes into text: which encoding a file is in, found by a ladder that says what it guessed.

The rungs: a byte order mark; strict UTF-8; the pattern of NULs that UTF-16 leaves; UTF-8 with a few broken
bytes; at last Windows-1252, Mac Roman or Windows-1251 (Cyrillic), whichever reads as more plausible writing.
"""

import codecs
from dataclasses import dataclass

from interviewcoder.domain.errors import StudyError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LEGACY = ("cp1252", "mac_roman", "cp1251")
_TYPOGRAPHIC = frozenset("’‘“”„‚–—…•€£§°«»¡¿©®™ºª½·\u00a0")
_LOWER = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßœšž")
_UPPER = frozenset("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŒŠŽŸ")
_PLAIN = frozenset(map(chr, range(0x80))) | _TYPOGRAPHIC | _UPPER
_NULS_SAMPLED = 4096


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, the encoding it was in, and what is uncertain about that."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """The text of a file without its byte order mark; `encoding` overrides what would be detected.

    Raises:
        StudyError: the encoding's name is unknown, or the bytes are not in it.
    """
    if encoding:
        return _decode_as(data, encoding)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _after_mark(data[len(mark) :], name)
    try:
        return Decoded(data.decode("utf-8"), "utf-8") if b"\0" not in data else _with_nuls(data)
    except UnicodeDecodeError:
        return _legacy(data)


def _decode_as(data: bytes, encoding: str) -> Decoded:
    try:
        name = codecs.lookup(encoding).name
        text = data.decode(encoding)
    except (LookupError, ValueError) as error:
        if isinstance(error, UnicodeError):
            raise StudyError(
                f"The file is not in the encoding {encoding}.",
                "Leave --encoding out to have it detected, or name another.",
            ) from error
        raise StudyError(
            f"'{encoding}' is not an encoding.", "Use a name like utf-8, cp1252 or mac_roman."
        ) from error
    return Decoded(text.removeprefix("\ufeff"), name)


def _after_mark(data: bytes, name: str) -> Decoded:
    try:
        return Decoded(data.decode(name), name)
    except UnicodeDecodeError:
        return Decoded(data.decode(name, "replace"), name, (_broken(name),))


def _with_nuls(data: bytes) -> Decoded:
    """UTF-16 without a mark has a NUL beside nearly every letter; other text has few, or is binary."""
    sample = data[:_NULS_SAMPLED]
    half = len(sample) / 2
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    for name, padding, other in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if padding > 0.4 * half and other < 0.1 * half:
            decoded = _after_mark(data, name)
            guess = f"The encoding was guessed as {name}; --encoding names another."
            return Decoded(decoded.text, name, (guess, *decoded.warnings))
    return Decoded(data.decode("utf-8"), "utf-8")


def _legacy(data: bytes) -> Decoded:
    repaired = data.decode("utf-8", "replace")
    broken = repaired.count("\ufffd")
    beyond_ascii = sum(1 for char in repaired if char > "\x7f")
    if broken * 10 <= beyond_ascii:
        return Decoded(repaired, "utf-8", (_broken("utf-8"),))
    readings = [(name, data.decode(name, "replace")) for name in _LEGACY]
    name, text = max(readings, key=lambda reading: _plausibility(reading[1]))
    guess = f"The encoding was guessed as {name}; --encoding names another."
    return Decoded(text, name, (guess,))


def _plausibility(text: str) -> float:
    """How much the characters beyond ASCII look like writing: +1 for each that does, -1 for each that does not.

    Letters with accents stand alone among plain ones; Cyrillic ones stand among their like.
    """
    score = 0.0
    before = " "
    for char in text:
        if char > "\x7f":
            if char in _TYPOGRAPHIC:
                score += 1
            elif "Ѐ" <= char <= "ӿ":
                among = not before.isascii() or not before.isalpha()
                score += 1 if among and (char.islower() or not before.islower()) else -1
            elif char in _LOWER:
                score += 1 if before in _PLAIN else -1
            elif char in _UPPER and not before.isalpha():
                score += 0.5
            else:
                score -= 1
        before = char
    return score


def _broken(name: str) -> str:
    return f"Some bytes are not valid {name}; they are shown as \ufffd."
