"""Words and their pieces as features, weighted by how rare they are in the study (TF-IDF).

A text is two directions of length one: its words, and the pieces of its words, so that "costly" is near "costs".
The cosine of two texts is the mean of both. Counts enter as they are, so that what a text is like is a
sum over its words, which is what lets a suggestion say which words speak for it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from interviewcoder.domain.whole_words import stands_alone

from .tokens import pieces, tokens

Ids = npt.NDArray[np.int64]
Values = npt.NDArray[np.float32]

_LONGEST_WORD = 64
"""Characters of a word that count."""
_HALF = np.float32(np.sqrt(0.5))


@dataclass(frozen=True, slots=True)
class Vector:
    """A text as features that are not zero: their numbers, ascending, and values; of length one, or empty."""

    features: Ids
    values: Values


class Lexicon:
    """All words that were met, with the features of each. Grows with the texts; weights are fixed by `weigh`."""

    def __init__(self, common: frozenset[str] = frozenset()) -> None:
        """Begin without words.

        Args:
            common: words that tell nothing by themselves, in small letters. They count as all others do, but are not
                given as reasons.
        """
        self._common = common
        self._telling: list[bool] = []
        self._words: dict[str, int] = {}
        self._features: dict[str, int] = {}
        self._of_word: list[Ids] = []
        """Of each word: its own feature first, then its pieces, repeated as often as they occur."""
        self._in_texts: list[int] = []
        self._texts = 0
        self._weights: npt.NDArray[np.float32] = np.zeros(0, np.float32)
        self._is_word: npt.NDArray[np.bool_] = np.zeros(0, np.bool_)
        self._rarest = np.float32(1)

    @property
    def features(self) -> int:
        """How many features there are."""
        return len(self._features)

    def words_in(self, text: str) -> list[int]:
        """The numbers of a text's words, in order; new words get one."""
        return [self._number(token.key) for token in tokens(text)]

    def read(self, text: str) -> list[int]:
        """As `words_in`, and count the text among those that weights are learned from."""
        numbers = self.words_in(text)
        self._texts += 1
        for number in set(numbers):
            self._in_texts[number] += 1
        return numbers

    def weigh(self) -> None:
        """Fix the weights by the texts that were read: `1 + ln((1 + texts) / (1 + texts with it))`."""
        found = np.zeros(self.features)
        for number, features in enumerate(self._of_word):
            # In how many texts a piece is: counted by words, so at most a little too many.
            found[np.unique(features)] += self._in_texts[number]
        found = np.minimum(found, self._texts)
        self._weights = (1 + np.log((1 + self._texts) / (1 + found))).astype(np.float32)
        self._rarest = np.float32(1 + np.log(1 + self._texts))
        self._mark_words()

    def vector(self, text: str) -> Vector:
        """A text as features."""
        numbers = self.words_in(text)
        if not numbers:
            return Vector(np.zeros(0, np.int64), np.zeros(0, np.float32))
        features, counts = np.unique(
            np.concatenate([self._of_word[number] for number in numbers]), return_counts=True
        )
        values = (1 + np.log(counts, dtype=np.float32)) * self.weights(features)
        words = self.is_word(features)
        for group in (words, ~words):
            length = float(np.sqrt(np.square(values[group], dtype=np.float64).sum()))
            if length:
                values[group] *= _HALF / np.float32(length)
        return Vector(features, values)

    def weights(self, features: Ids) -> Values:
        """The weights of features; one that came after `weigh` is as rare as can be."""
        known = len(self._weights)
        if known >= self.features:
            return self._weights[features]
        fresh = np.full(self.features - known, self._rarest, np.float32)
        self._weights = np.concatenate([self._weights, fresh])
        return self._weights[features]

    def is_word(self, features: Ids) -> npt.NDArray[np.bool_]:
        """Which features are whole words; the others are pieces."""
        if len(self._is_word) < self.features:
            self._mark_words()
        return self._is_word[features]

    def features_of(self, numbers: Sequence[int]) -> tuple[Ids, Ids]:
        """The features of several words, one word after the other, and how many each word has."""
        lists = [self._of_word[number] for number in numbers]
        counts = np.fromiter((len(each) for each in lists), np.int64, len(lists))
        return (np.concatenate(lists) if lists else np.zeros(0, np.int64)), counts

    def telling(self) -> npt.NDArray[np.bool_]:
        """Of each word whether it tells something by itself."""
        return np.array(self._telling, np.bool_)

    def is_telling(self, key: str) -> bool:
        """Whether a word tells something by itself: it is not among the common ones, and no single letter."""
        return key not in self._common and (len(key) > 1 or stands_alone(key))

    @property
    def words(self) -> int:
        """How many words there are."""
        return len(self._of_word)

    def _mark_words(self) -> None:
        marked = np.zeros(self.features, np.bool_)
        marked[[features[0] for features in self._of_word]] = True
        self._is_word = marked

    def _number(self, key: str) -> int:
        key = key[:_LONGEST_WORD]
        number = self._words.get(key)
        if number is None:
            number = self._words[key] = len(self._words)
            # No piece begins with a blank, so a word and a piece of the same letters are told apart.
            names: Iterable[str] = (f" {key}", *pieces(key))
            known: Any = self._features
            self._of_word.append(
                np.array([known.setdefault(name, len(known)) for name in names], np.int64)
            )
            self._in_texts.append(0)
            self._telling.append(self.is_telling(key))
        return number
