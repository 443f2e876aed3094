"""Untrusted text made safe to keep, to name things by and to show.

Terminals obey control characters, so text from files and people never keeps them: each is replaced by
one visible character, which leaves every offset where it was.
"""

import re
import unicodedata
from collections.abc import Sequence

from .errors import StudyError

NAME_LIMIT = 200
"""The longest name, in code points."""

_CONTROL_PICTURES = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\n\t"}
_CONTROL_PICTURES[0x7F] = 0x2421
_REPLACED = dict.fromkeys([*range(0x80, 0xA0), *range(0xD800, 0xE000)], 0xFFFD)
_SUBSTITUTES = _CONTROL_PICTURES | _REPLACED
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")

_BIDI_MARKS = {
    0x202A: "⟪LRE⟫",
    0x202B: "⟪RLE⟫",
    0x202C: "⟪PDF⟫",
    0x202D: "⟪LRO⟫",
    0x202E: "⟪RLO⟫",
    0x2066: "⟪LRI⟫",
    0x2067: "⟪RLI⟫",
    0x2068: "⟪FSI⟫",
    0x2069: "⟪PDI⟫",
}
_BIDI_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
_INVISIBLE_IN_NAMES = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def sanitise(text: str) -> str:
    r"""Text with `\n` line ends and no control characters other than `\n` and tab.

    C0 controls and DEL become control pictures; C1 controls and lone surrogates become U+FFFD. After the
    line ends are normalised the replacement is one to one, so offsets stay.

    >>> sanitise("a\r\nb\x1b[2J")
    'a\nb␛[2J'
    """
    if text.isprintable():
        return text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _UNSAFE.search(text):
        text = text.translate(_SUBSTITUTES)
    return text


def visible(text: str) -> str:
    r"""Sanitised text on which bidirectional overrides are shown as marks, for screens and terminals.

    >>> visible("a\u202eb")
    'a⟪RLO⟫b'
    """
    text = sanitise(text)
    if _BIDI_OVERRIDES.search(text):
        text = text.translate(_BIDI_MARKS)
    return text


def one_line(text: str, limit: int = 0) -> str:
    """Visible text on one line, cut to `limit` code points (0: not cut) with an ellipsis.

    >>> one_line("two  words here", 9)
    'two word…'
    """
    line = " ".join(visible(text).split())
    if limit and len(line) > limit:
        return line[: limit - 1] + "…"
    return line


def clean_name(raw: str, what: str = "name") -> str:
    """A name as it is stored: NFC, one line, without control or invisible characters.

    Raises:
        StudyError: nothing is left of it, or it is longer than `NAME_LIMIT`.
    """
    name = _INVISIBLE_IN_NAMES.sub("", unicodedata.normalize("NFC", raw))
    name = " ".join(sanitise(name).split())
    if not name:
        raise StudyError(f"The {what} is empty.", "Give it at least one visible character.")
    if len(name) > NAME_LIMIT:
        raise StudyError(
            f"The {what} is {len(name)} characters long; {NAME_LIMIT} is the most.", "Shorten it."
        )
    return name


def name_key(name: str) -> str:
    """What two names are compared by: case and composition do not tell them apart.

    >>> name_key("Price  Anxiety") == name_key("price anxiety")
    True
    """
    if name.isascii():
        # ASCII is composed already and folds as it is lowered, which is several times faster.
        return " ".join(name.lower().split())
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def name_keys(names: Sequence[str]) -> list[str]:
    """The keys of many names, in their order: what `name_key` says of each.

    >>> name_keys(["R001", "r002"])
    ['r001', 'r002']
    """
    together = "\n".join(names)
    if together.isascii():
        keys = together.lower().split()
        # Nothing but the line ends between them is white space: each name is its own key.
        if len(keys) == len(names) == len(together) - sum(map(len, keys)) + 1:
            return keys
    return list(map(name_key, names))


def tagged_share(share: float) -> str:
    """How much is tagged, as a whole percentage; what is almost nothing, or almost all, is not told as that.

    >>> tagged_share(0.004), tagged_share(0.414), tagged_share(0.999)
    ('<1%', '41%', '99%')
    """
    if 0 < share < 0.01:
        return "<1%"
    return f"{share if share == 1 else min(share, 0.99):.0%}"


def counted(number: int, word: str, plural: str | None = None) -> str:
    """A number and its noun.

    >>> counted(1, "source"), counted(2_500, "tag"), counted(2, "study", "studies")
    ('1 source', '2,500 tags', '2 studies')
    """
    return f"{number:,} {word if number == 1 else plural or word + 's'}"
