"""Pieces of text in scripts that put no spaces between words: found wherever they stand, since no word has ends there."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import dropwhile, groupby

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\ua9e0-\ua9ff"
    "\uaa60-\uaa7f\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese, as a range of a regular expression."""
_LETTER = re.compile(rf"(?=[{UNSPACED}])[^\W_]")
_ALL = re.compile(rf"[{UNSPACED}]*")
_BETWEEN = r"[\W_]*+"
_VOICING = "\u3099\u309a"
"""Marks that make another letter of a kana, where they are written apart from it."""
_BREAKS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\ua9e0-\ua9ff\uaa60-\uaa7f]")
"""Letters between which a text may tell, by a space of no width, where a line can break."""


def is_unspaced(text: str) -> bool:
    """Whether a letter of such a script is in a text.

    >>> is_unspaced("iPhoneの"), is_unspaced("iPhone"), is_unspaced("。")
    (True, False, False)
    """
    return not text.isascii() and _LETTER.search(text) is not None


def is_all_unspaced(text: str) -> bool:
    """Whether a text has characters of such scripts only, which have no capitals and no accents."""
    return _ALL.fullmatch(text) is not None


def pieces_in(text: str) -> tuple[str, ...]:
    """What of a text is letters, figures and the marks that belong to them.

    >>> pieces_in("価格が、とても。")
    ('価格が', 'とても')
    """
    runs = groupby(text, lambda one: one.isalnum() or _is_mark(one))
    pieces = ("".join(run) for is_word, run in runs if is_word)
    # A mark that follows no letter belongs to nothing.
    return tuple(
        "".join(dropwhile(_is_mark, piece)) for piece in pieces if not all(map(_is_mark, piece))
    )


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter)[0] == "M"


def piece_pattern(pieces: Iterable[str]) -> str:
    """A regular expression for pieces in this order with nothing but marks and spaces between them, if that.

    It takes time in proportion to the text, whatever that is: each piece begins with a letter or figure, and what may
    stand between two is neither.
    """
    return _BETWEEN.join(map(_one_piece, pieces))


def _one_piece(piece: str) -> str:
    letters = unicodedata.normalize("NFC", piece)
    parts = []
    for place, letter in enumerate(letters):
        parts.append(_either_way(letter))
        if _BREAKS.match(letter) and place + 1 < len(letters):
            parts.append("\u200b?")
    end = f"(?![{_VOICING}])" if "\u3040" <= letters[-1] <= "\u30ff" else ""
    return "".join(parts) + end


def _either_way(letter: str) -> str:
    """A letter, composed or not."""
    apart = unicodedata.normalize("NFD", letter)
    return re.escape(letter) if apart == letter else f"(?:{letter}|{apart})"
