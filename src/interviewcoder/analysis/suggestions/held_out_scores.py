"""How much every sentence is like every code, learned from other people only (cross-fitting).

People are dealt into parts. For each part the fit is learned from the excerpts of all others and from what the codebook says;
some sentences that were read and have no code are examples of one code more, which is none. A sentence of somebody who is in
a part is scored by the fit that has seen nothing of that part; one of somebody who is in none, by the mean of all fits.
Scores are made of words alone: vectors of all sentences of a study would take minutes.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from interviewcoder.domain.suggestion import Progress

from .code_model import SAID_COUNTS, Codes, CodeSaid
from .learner import Scores, descend, probabilities
from .lexicon import Lexicon, Values, Vector
from .sentence_index import SentenceIndex

FOLDS = 5
_MOST_LEARNED = 1_000
"""Excerpts that a fit is learned from at most: more of them take long."""
_MOST_PLAIN = 100
"""Sentences without a code that it is learned from at most. With many of them, all codes are alike beside none."""
_STEPS = 100
_ROWS_AT_ONCE = 100
_KERNEL = 0.2
"""The share of the work that goes into the kernel matrix."""
_AT_ONCE = 20_000

Numbers = npt.NDArray[np.intp]
Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Example:
    """An excerpt."""

    text: str
    person: int
    """The number of who says it."""
    codes: Codes


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What came of it."""

    shares: Scores
    """(sentences, codes): the share of a code beside all others and beside none, 0 to 1."""
    in_three: Marks
    """(sentences, codes): whether fewer than three codes are likelier; False for those of people in no part."""


def held_out_scores(
    sentences: SentenceIndex,
    lexicon: Lexicon,
    persons: Numbers,
    plain: Numbers,
    texts: Callable[[Sequence[int]], Sequence[str]],
    examples: Sequence[Example],
    codes: Sequence[CodeSaid],
    *,
    read: Marks,
    seed: int = 0,
) -> Iterator[Progress | HeldOut]:
    """Score all sentences for all codes.

    Args:
        sentences: all that participants say.
        lexicon: weighed by them.
        persons: by sentence the number of who says it, from 0.
        plain: the numbers of sentences that were read and have no code.
        texts: the words of sentences by their numbers.
        examples: the excerpts in what was read.
        codes: what is said of all codes, in the order of the columns.
        read: by sentence whether it was read.
        seed: for the draws.

    Yields:
        How far it is, and the scores last.
    """
    random = np.random.Generator(np.random.PCG64(seed))
    people = sorted({*persons[read].tolist(), *(one.person for one in examples)})
    folds = min(FOLDS, len(people))
    parts = np.full(max((*people, int(persons.max(initial=0)))) + 1, -1, np.intp)
    parts[[people[one] for one in random.permutation(len(people))]] = np.arange(len(people)) % max(
        1, folds
    )
    column_of = {code.id: place for place, code in enumerate(codes)}
    learned = [examples[number] for number in _drawn(examples, column_of, random)]
    beside = np.sort(random.permutation(plain)[:_MOST_PLAIN])
    learned += [
        Example(text, int(persons[number]), frozenset())
        for number, text in zip(beside, texts(beside.tolist()), strict=True)
    ]
    texts_of_codes = [(column_of[one.id], text) for one in codes for text in one.texts]
    vectors = [lexicon.vector(one.text) for one in learned]
    vectors += [lexicon.vector(text) for _, text in texts_of_codes]
    target = np.zeros((len(vectors), len(codes) + 1), np.float32)
    for number, example in enumerate(learned):
        has = [column_of[code] for code in sorted(example.codes) if code in column_of]
        target[number, has or [len(codes)]] = 1 / max(1, len(has))
    for number, (column, _) in enumerate(texts_of_codes, len(learned)):
        target[number, column] = 1
    weight = np.ones((len(vectors), 1), np.float32)
    weight[len(learned) :] = SAID_COUNTS
    part = np.array([*(parts[one.person] for one in learned), *[-1] * len(texts_of_codes)], np.intp)
    kernel = np.zeros((len(vectors), len(vectors)), np.float32)
    for first in range(0, len(vectors), _ROWS_AT_ONCE):
        _fill(kernel, vectors, slice(first, first + _ROWS_AT_ONCE), lexicon.features)
        yield Progress(_KERNEL * first / len(vectors))
    of_sentence = parts[persons]
    found = HeldOut(
        np.zeros((len(sentences), len(codes)), np.float32),
        np.zeros((len(sentences), len(codes)), np.bool_),
    )
    steps = 2 * (len(codes) + 1)
    for fold in range(folds):

        def done(share: float, fold: int = fold) -> Progress:
            return Progress(_KERNEL + (1 - _KERNEL) * (fold + share) / folds)

        shown = np.flatnonzero(part != fold)
        own = kernel[np.ix_(shown, shown)]
        dual = np.zeros((len(shown), target.shape[1]), np.float32)
        nothing = np.zeros_like(dual)
        dual, _ = descend(own, dual, target[shown], weight[shown], nothing, _STEPS)
        yield done(0.5)
        weights = np.zeros((lexicon.features, target.shape[1]), np.float32)
        for number, line in zip(shown.tolist(), dual, strict=True):
            weights[vectors[number].features] += vectors[number].values[:, None] * line
        scores = np.zeros((len(sentences), target.shape[1]), np.float32)
        for column in range(target.shape[1]):
            scores[:, column] = sentences.scores(weights[:, column])
            yield done(0.5 + (column + 1) / steps)
        for first in range(0, len(sentences), _AT_ONCE):
            some = slice(first, first + _AT_ONCE)
            _take(found, some, probabilities(scores[some])[:, :-1], of_sentence[some], fold, folds)
            yield done(1)
    yield found


def _take(
    found: HeldOut, some: slice, shares: Scores, parts: Numbers, fold: int, folds: int
) -> None:
    """Keep what a fit says of some sentences: all of it of its own part, its share in the mean of those in none."""
    itself, nobody = parts == fold, parts < 0
    of_all = found.shares[some]
    of_all[itself] = shares[itself]
    of_all[nobody] += shares[nobody] / np.float32(folds)
    third = -np.sort(-shares[itself], axis=1)[:, : min(3, shares.shape[1])][:, -1:]
    found.in_three[some][itself] = shares[itself] >= third


def _fill(kernel: Values, vectors: Sequence[Vector], rows: slice, features: int) -> None:
    """Fill in some rows of the kernel matrix: the products of these vectors with all."""
    values = np.concatenate([one.values for one in vectors])
    where = np.concatenate([one.features for one in vectors])
    sizes = np.array([len(one.features) for one in vectors])
    begins = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    some = sizes > 0
    line = np.zeros(features, np.float32)
    for number in range(*rows.indices(len(vectors))):
        one = vectors[number]
        line[one.features] = one.values
        kernel[number, some] = np.add.reduceat(values * line[where], begins[some])
        line[one.features] = 0


def _drawn(
    examples: Sequence[Example], columns: dict[int, int], random: np.random.Generator
) -> list[int]:
    """The excerpts to learn from: all, or so many of each code that rare ones are there as well."""
    most_each = max(1, _MOST_LEARNED // max(1, len(columns)))
    have = dict.fromkeys(columns, 0)
    first: list[int] = []
    rest: list[int] = []
    for number in map(int, random.permutation(len(examples))):
        codes = examples[number].codes & have.keys()
        wanted = any(have[code] < most_each for code in codes)
        (first if wanted else rest).append(number)
        for code in codes:
            have[code] += wanted
    return sorted([*first, *rest][:_MOST_LEARNED])
