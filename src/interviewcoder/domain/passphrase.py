"""The words that an encrypted study is opened with. They never show themselves."""

import unicodedata
from dataclasses import dataclass

from .errors import StudyError

SHORTEST = 8
"""Characters of a passphrase that a study may be encrypted with."""

LONGEST = 1000
"""Characters."""


@dataclass(frozen=True, slots=True, repr=False)
class Passphrase:
    """A passphrase, in one spelling whatever keyboard it was typed on (Unicode's NFC).

    Its words are in no `repr`, so that no log, traceback or report can hold them.

    Raises:
        StudyError: there are no words, too many, or control characters among them.
    """

    _words: str

    def __post_init__(self) -> None:
        if not self._words:
            raise StudyError("The passphrase is empty.", "Give one.")
        if len(self._words) > LONGEST:
            raise StudyError(f"The passphrase is longer than {LONGEST} characters.", "Shorten it.")
        if any(unicodedata.category(character) in ("Cc", "Cs") for character in self._words):
            raise StudyError(
                "The passphrase holds a line break or a control character.",
                "Give it as one line of plain characters.",
            )
        object.__setattr__(self, "_words", unicodedata.normalize("NFC", self._words))

    def __repr__(self) -> str:
        return "Passphrase(...)"

    def encoded(self) -> bytes:
        """The words in UTF-8, for deriving a key."""
        return self._words.encode("utf-8")

    def require_long_enough(self) -> None:
        """See that a study may be encrypted with it.

        Raises:
            StudyError: it is shorter than `SHORTEST` characters.
        """
        if len(self._words) < SHORTEST:
            raise StudyError(
                f"The passphrase is shorter than {SHORTEST} characters.",
                "Take several words that do not belong together.",
            )
