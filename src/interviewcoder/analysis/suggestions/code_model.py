"""What the codes of a study are like: the fit of excerpts and of what the codebook says, and what it says of a text."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np

from .learner import Learner, Scores, probabilities
from .lexicon import Lexicon, Values, Vector
from .sentence_vectors import LENGTH
from .tokens import tokens

VECTORS_COUNT = 0.4
"""How much sentence vectors count in the likeness of two texts; the words count the rest."""
REJECTED_COUNTS = 0.5
"""How much a text counts of which only is known that it does not have a code: as one that may have any of the others."""
SAID_COUNTS = 0.5
"""How much each of the texts that the codebook says of a code counts beside an excerpt."""
MANY = 48
"""With more changes at once, all is solved anew."""
_WORDS_SHOWN = 5
_LEAST_OF_BEST = 0.1
"""A word that says less than this share of what the best one says is not shown."""
_READ_AT_ONCE = 16

Vectors = Callable[[Sequence[str]], Values]
"""Texts to dense vectors of length one, a row each."""
Codes = frozenset[int]
Place = tuple[int, int, int]
"""Where an excerpt is: its source's id, start and end."""


@dataclass(frozen=True, slots=True)
class CodeSaid:
    """A code by its id, and what the codebook says of it: texts that are taken for examples."""

    id: int
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A code for a text: its id, and its share of all codes, 0 to 1."""

    code_id: int
    score: float


@dataclass(frozen=True, slots=True)
class _Read:
    """A text as the model sees it: both parts scaled, so that their products add up to the likeness of two texts."""

    vector: Vector
    dense: Values | None


class CodeModel:
    """Learns which texts have which codes. Not for several threads at once."""

    def __init__(self, lexicon: Lexicon, vectors: Vectors | None = None) -> None:
        """Begin with nothing learned.

        Args:
            lexicon: weighed by the texts of the study.
            vectors: dense vectors to compare by as well; None: words only.
        """
        self._lexicon = lexicon
        self._vectors = vectors
        self._learner = self._fresh(0)
        self._unsettled = 0
        """Changes since all was solved."""
        self._columns: dict[int, int] = {}
        self._said: dict[tuple[int, int], str] = {}
        self._examples: dict[Place, Codes] = {}
        self._rejected: dict[Place, tuple[Codes, int]] = {}
        """Of rejected texts: the codes that they do not have, and how many codes there were to choose from."""
        self._read: dict[Place, _Read] = {}
        self._with_code: dict[int, dict[Place, None]] = defaultdict(dict)

    def _fresh(self, codes: int) -> Learner:
        return Learner(codes, LENGTH if self._vectors is not None else 0)

    @property
    def code_ids(self) -> tuple[int, ...]:
        """The codes that it knows, in the order of their numbers."""
        return tuple(self._columns)

    def update(
        self,
        codes: Sequence[CodeSaid],
        examples: Mapping[Place, Codes],
        texts: Callable[[Sequence[Place]], Sequence[str]],
        rejected: Mapping[Place, Codes] | None = None,
        *,
        thoroughly: bool = False,
    ) -> Iterator[float]:
        """Learn what changed since the last time; a few changes cost little. Yields the share of it that is done.

        Left off before its end, it can be called again.

        Args:
            codes: all codes.
            examples: all excerpts by their places, with the ids of their codes.
            texts: the words of excerpts; is asked for new ones only.
            rejected: texts by their places, with the ids of codes that they do not have.
            thoroughly: solve anew also where so many changes came one by one.
        """
        known = {code.id for code in codes}
        if not self._columns.keys() <= known:
            self._forget_all()
        new_codes = [code.id for code in codes if code.id not in self._columns]
        if new_codes:
            self._learner.add_codes(len(new_codes))
            for code_id in new_codes:
                self._columns[code_id] = len(self._columns)
        changes = self._drop_gone(codes, examples)
        fresh = [key for key, ids in examples.items() if self._examples.get(key) != ids]
        said = {(code.id, place): text for code in codes for place, text in enumerate(code.texts)}
        unsaid = [key for key, text in said.items() if self._said.get(key) != text]
        changes += len(fresh) + len(unsaid) + self._learn_rejected(rejected or {}, texts)
        for first in range(0, len(unsaid), _READ_AT_ONCE):
            chunk = unsaid[first : first + _READ_AT_ONCE]
            for said_key, read in zip(
                chunk, self._reads([said[key] for key in chunk]), strict=True
            ):
                self._said[said_key] = said[said_key]
                self._put(("said", said_key), read, [said_key[0]], SAID_COUNTS)
            yield 0.0
        for first in range(0, len(fresh), _READ_AT_ONCE):
            keys = fresh[first : first + _READ_AT_ONCE]
            for key, read in zip(keys, self._reads(texts(keys)), strict=True):
                self._forget(key)
                self._examples[key] = examples[key]
                self._read[key] = read
                for code_id in examples[key]:
                    self._with_code[code_id][key] = None
                self._put(("excerpt", key), read, examples[key], 1.0)
            yield first / len(fresh) / 2
        self._unsettled += changes
        if changes > MANY or (thoroughly and self._unsettled > MANY):
            for done in self._learner.settle():
                yield (1 + done) / 2
            self._unsettled = 0
        elif changes:
            self._learner.refresh()
        yield 1.0

    def _learn_rejected(
        self, rejected: Mapping[Place, Codes], texts: Callable[[Sequence[Place]], Sequence[str]]
    ) -> int:
        """Learn which texts do not have which codes; returns how many changed."""
        gone = [place for place in self._rejected if place not in rejected]
        for place in gone:
            del self._rejected[place]
            self._learner.drop(("rejected", place))
        known = {place: (codes, len(self._columns)) for place, codes in rejected.items()}
        fresh = [place for place, one in known.items() if self._rejected.get(place) != one]
        for place, read in zip(fresh, self._reads(texts(fresh)), strict=True):
            self._rejected[place] = known[place]
            others = [code_id for code_id in self._columns if code_id not in rejected[place]]
            if others:
                self._put(("rejected", place), read, others, REJECTED_COUNTS)
        return len(gone) + len(fresh)

    def doubtful(self, code_id: int) -> list[tuple[Place, float]]:
        """The excerpts with a code that seem least like it: their places, and the code's share, the least first.

        Each is looked at as if it had not been shown. One whose code is among the first that would then be suggested, as
        many as it has and two more, is not doubtful.
        """
        column = self._columns[code_id]
        found: list[tuple[Place, float]] = []
        for place in self._with_code[code_id]:
            scores = self._learner.scores_without(("excerpt", place))
            before = int((scores > scores[column]).sum())
            if before > len(self._examples[place]) + 1:
                found.append((place, float(probabilities(scores)[column])))
        found.sort(key=lambda one: (one[1], one[0]))
        return found

    def shares(self, texts: Sequence[str]) -> Scores:
        """For each text the codes' shares of one, in the order of `code_ids`."""
        if not texts or not self._columns:
            return np.zeros((len(texts), len(self._columns)), np.float32)
        return probabilities(
            np.array([self._learner.scores(one.vector, one.dense) for one in self._reads(texts)])
        )

    def codes_for(self, text: str, top: int, without: Set[int] = frozenset()) -> list[Ranked]:
        """The codes that a text is likest, the likest first; none of which nothing speaks for it.

        Args:
            text: any text.
            top: how many at most.
            without: ids of codes that are not wanted.
        """
        if not self._columns:
            return []
        read = self._reads([text])[0]
        scores = self._learner.scores(read.vector, read.dense)
        shares = probabilities(scores)
        order = np.argsort(-scores, kind="stable")
        ids = self.code_ids
        wanted = [place for place in order if ids[place] not in without and scores[place] > 1e-6]
        return [Ranked(ids[place], float(shares[place])) for place in wanted[:top]]

    def words_for(self, text: str, code_id: int) -> tuple[str, ...]:
        """The words of a text that speak for a code most, as they are written there, the most telling first."""
        telling = self._telling(text, code_id)
        best = telling[0][0] if telling else 0.0
        chosen = [place for value, place in telling if value >= _LEAST_OF_BEST * best]
        return tuple(text[start:end] for start, end in _united(chosen[:_WORDS_SHOWN]))

    def word_shares(self, text: str, code_id: int) -> list[tuple[str, float]]:
        """All words of a text that speak for a code, common ones left out, each with its part of what they say together."""
        telling = self._telling(text, code_id)
        whole = sum(value for value, _ in telling)
        return [(text[start:end], value / whole) for value, (start, end) in telling]

    def _telling(self, text: str, code_id: int) -> list[tuple[float, tuple[int, int]]]:
        """What each word says for a code, and where it stands first; the most telling first."""
        code = self._columns[code_id]
        vector = self._lexicon.vector(text)
        told: dict[str, float] = defaultdict(float)
        places: dict[str, tuple[int, int]] = {}
        each = {
            int(feature): float(value)
            for feature, value in zip(
                vector.features,
                vector.values * self._learner.weights_for(vector.features, code),
                strict=True,
            )
        }
        found = list(tokens(text))
        numbers = self._lexicon.words_in(text)
        features = [self._lexicon.features_of([number])[0] for number in numbers]
        # A feature's part of the sum is shared by the places where it stands.
        times: dict[int, int] = defaultdict(int)
        for of_word in features:
            for feature in of_word:
                times[int(feature)] += 1
        for token, of_word in zip(found, features, strict=True):
            told[token.key] += sum(each[int(one)] / times[int(one)] for one in of_word)
            places.setdefault(token.key, (token.start, token.end))
        said = [
            (value, places[key])
            for key, value in told.items()
            if value > 0 and self._lexicon.is_telling(key)
        ]
        return sorted(said, key=lambda one: (-one[0], one[1]))

    def nearest(
        self, text: str, code_id: int, top: int, without: Set[Place] = frozenset()
    ) -> list[tuple[Place, float]]:
        """The excerpts with a code that are most like a text: their places, and how like (the cosine), the nearest first.

        Args:
            without: places of excerpts that are not wanted.
        """
        read = self._reads([text])[0]
        line = np.zeros(self._lexicon.features, np.float32)
        line[read.vector.features] = read.vector.values
        found: list[tuple[Place, float]] = []
        for key in self._with_code[code_id]:
            if key in without:
                continue
            other = self._read[key]
            likeness = float(line[other.vector.features] @ other.vector.values)
            if read.dense is not None and other.dense is not None:
                likeness += float(read.dense @ other.dense)
            if likeness > 0:
                found.append((key, likeness))
        found.sort(key=lambda one: -one[1])
        return found[:top]

    def likeness(self, text: str, others: Sequence[str]) -> Values:
        """How like a text others are (the cosine, 0 to 1), in their order."""
        read, *each = self._reads([text, *others])
        line = np.zeros(self._lexicon.features, np.float32)
        line[read.vector.features] = read.vector.values
        found = [float(line[one.vector.features] @ one.vector.values) for one in each]
        if read.dense is not None:
            found = [
                value + float(read.dense @ one.dense)
                for value, one in zip(found, each, strict=True)
                if one.dense is not None
            ]
        return np.array(found, np.float32)

    def word_weights(self, code_id: int) -> Values:
        """What each feature of the lexicon weighs for a code."""
        every = np.arange(self._lexicon.features)
        return self._learner.weights_for(every, self._columns[code_id])

    def _reads(self, texts: Sequence[str]) -> list[_Read]:
        vectors = [self._lexicon.vector(text) for text in texts]
        if self._vectors is None:
            return [_Read(vector, None) for vector in vectors]
        words_count = np.float32(np.sqrt(1 - VECTORS_COUNT))
        dense = self._vectors(texts) * np.float32(np.sqrt(VECTORS_COUNT))
        return [
            _Read(Vector(vector.features, vector.values * words_count), line)
            for vector, line in zip(vectors, dense, strict=True)
        ]

    def _put(self, key: object, read: _Read, codes: Iterable[int], weight: float) -> None:
        columns = [self._columns[code_id] for code_id in codes]
        self._learner.put(key, read.vector, columns, weight=weight, dense=read.dense)

    def _drop_gone(self, codes: Sequence[CodeSaid], examples: Mapping[Place, Codes]) -> int:
        gone = [key for key in self._examples if key not in examples]
        for key in gone:
            self._forget(key)
            self._learner.drop(("excerpt", key))
        texts = {code.id: len(code.texts) for code in codes}
        unsaid = [key for key in self._said if key[1] >= texts.get(key[0], 0)]
        for said_key in unsaid:
            del self._said[said_key]
            self._learner.drop(("said", said_key))
        return len(gone) + len(unsaid)

    def _forget(self, key: Place) -> None:
        for code_id in self._examples.pop(key, frozenset()):
            self._with_code[code_id].pop(key, None)
        self._read.pop(key, None)

    def _forget_all(self) -> None:
        self._learner = self._fresh(0)
        self._columns, self._said, self._examples, self._read = {}, {}, {}, {}
        self._rejected = {}
        self._with_code.clear()


def _united(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans with those that overlap made one; each keeps the place of the first of them."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        touching = [one for one in found if one[0] < end and start < one[1]]
        if not touching:
            found.append((start, end))
            continue
        whole = (min(start, *(s for s, _ in touching)), max(end, *(e for _, e in touching)))
        place = found.index(touching[0])
        found = [one for one in found if one not in touching]
        found.insert(place, whole)
    return found


def said_of(name: str, parent: str, definition: str, include: str) -> tuple[str, ...]:
    """What the codebook says of a code, as texts to learn from: its name, and all together.

    >>> said_of("Price worry", "Needs", "Fear of what it costs.", "")
    ('Price worry', 'Needs Price worry Fear of what it costs.')
    """
    whole = " ".join(part for part in (parent, name, definition, include) if part)
    return (name, whole) if whole != name else (name, name)
