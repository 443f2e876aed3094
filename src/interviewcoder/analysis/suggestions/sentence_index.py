"""All sentences of a study, kept as numbers of words, so that those most like a code are found in one pass."""

import numpy as np
import numpy.typing as npt

from .lexicon import Ids, Lexicon, Values

FEWEST_WORDS, FEWEST_TELLING = 4, 2
"""A sentence of fewer words, or fewer that tell something, is not put forward: it says too little by itself."""
_AT_ONCE = 2_000

Chosen = npt.NDArray[np.intp]


class SentenceIndex:
    """Sentences by number, in the order in which they were added. The texts themselves are not kept."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._lists: list[npt.NDArray[np.int32]] = []
        self._words: npt.NDArray[np.int32] = np.zeros(0, np.int32)
        self._begins: Ids = np.zeros(1, np.int64)
        self._word_scale: Values = np.zeros(0, np.float32)
        self._piece_scale: Values = np.zeros(0, np.float32)
        self._says_enough: npt.NDArray[np.bool_] = np.zeros(0, np.bool_)
        self._flat: Ids = np.zeros(0, np.int64)
        self._offsets: Ids = np.zeros(1, np.int64)

    def __len__(self) -> int:
        return len(self._lists) or len(self._begins) - 1

    def add(self, text: str) -> None:
        """Take a sentence in; weights are learned from it as well."""
        self._lists.append(np.array(self._lexicon.read(text), np.int32))

    def close(self) -> int:
        """Weigh the lexicon by the sentences and get ready to rank; returns in how many steps `step` is to be called."""
        self._lexicon.weigh()
        counts = np.fromiter((len(each) for each in self._lists), np.int64, len(self._lists))
        self._begins = np.concatenate([[0], np.cumsum(counts)])
        self._words = np.concatenate([np.zeros(0, np.int32), *self._lists])
        self._lists = []
        telling = np.concatenate([[0], np.cumsum(self._lexicon.telling()[self._words])])
        telling = telling[self._begins[1:]] - telling[self._begins[:-1]]
        self._says_enough = (counts >= FEWEST_WORDS) & (telling >= FEWEST_TELLING)
        self._flat, of_word = self._lexicon.features_of(range(self._lexicon.words))
        self._offsets = np.concatenate([[0], np.cumsum(of_word)])
        self._word_scale = np.zeros(len(counts), np.float32)
        self._piece_scale = np.zeros(len(counts), np.float32)
        return -(-len(counts) // _AT_ONCE)

    def step(self, number: int) -> None:
        """Measure some of the sentences: one over the length of their words, and of their pieces."""
        first = number * _AT_ONCE
        last = min(first + _AT_ONCE, len(self))
        words = self._words[self._begins[first] : self._begins[last]]
        each = np.diff(self._begins[first : last + 1])
        sizes = np.diff(self._offsets)[words]
        starts = np.repeat(self._offsets[words] - np.cumsum(sizes) + sizes, sizes)
        features = self._flat[starts + np.arange(len(starts))]
        sentence = np.repeat(np.repeat(np.arange(last - first), each), sizes)
        found, counts = np.unique(sentence * self._lexicon.features + features, return_counts=True)
        sentence, features = np.divmod(found, self._lexicon.features)
        squares = np.square(counts * self._lexicon.weights(features))
        is_word = self._lexicon.is_word(features)
        for scale, group in ((self._word_scale, is_word), (self._piece_scale, ~is_word)):
            length = np.sqrt(np.bincount(sentence[group], squares[group], last - first))
            scale[first:last] = np.divide(
                np.sqrt(0.5), length, out=np.zeros(last - first), where=length > 0
            )

    def best(self, weights: Values, without: npt.NDArray[np.bool_], most: int) -> Chosen:
        """The numbers of the sentences that score highest, the best first.

        Args:
            weights: what each feature weighs; features beyond weigh nothing.
            without: for each sentence whether it is not wanted.
            most: how many at most.
        """
        if not len(self):
            return np.zeros(0, np.intp)
        scores = self.scores(weights)
        scores[without | ~self._says_enough | (scores <= 0)] = -np.inf
        most = min(most, len(scores))
        chosen = np.argpartition(-scores, most - 1)[:most]
        chosen = chosen[np.lexsort((chosen, -scores[chosen]))]
        return chosen[np.isfinite(scores[chosen])]

    def scores(self, weights: Values) -> Values:
        """How much each sentence scores, in their order.

        Args:
            weights: what each feature weighs; features beyond weigh nothing.
        """
        worth = np.zeros(int(self._flat.max(initial=0)) + 1, np.float32)
        worth[: len(weights)] = weights[: len(worth)]
        worth *= self._lexicon.weights(np.arange(len(worth)))
        parts = worth[self._flat]
        each = np.diff(self._begins)
        scores = np.zeros(len(self), np.float32)
        some = each > 0
        begins = self._begins[:-1][some]
        if len(begins):
            by_words = parts[self._offsets[:-1]]
            by_pieces = np.add.reduceat(parts, self._offsets[:-1]) - by_words
            scores[some] = np.add.reduceat(by_words[self._words], begins) * self._word_scale[some]
            scores[some] += (
                np.add.reduceat(by_pieces[self._words], begins) * self._piece_scale[some]
            )
        return scores
