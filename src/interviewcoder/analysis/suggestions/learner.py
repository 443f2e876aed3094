"""Multinomial kernel logistic regression over the cosine of texts, learned block by block.

What is minimised is the loss of all examples plus half the `STRENGTH` times the squared length of the weights, which lie in
the span of the examples; each example holds a share of them (its dual variables). Examples lie in blocks. A block is
solved by Nesterov's accelerated gradient on its own kernel matrix while the shares of the other blocks stay, and the blocks
take turns until nothing moves. Most studies fit into one block, so it is solved as a whole; in a large
one, a further example costs one small block where solving anew would cost a matrix of all examples by all others.
The weights by feature are kept as well: what they say of a text costs the text's own features only.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from .lexicon import Ids, Values, Vector

STRENGTH = 0.05
"""How much large weights cost. A fifth of it changes recall@3 on five coded sets by two points at most."""
BLOCK = 512
"""Examples that are solved together."""
_STEPS, _FEW_STEPS = 150, 25
_ROUNDS = 10
_CLOSE = 0.01
"""By how much an example's share may still be off, in probability."""
_POWER_STEPS = 12

Scores = npt.NDArray[np.float32]


@dataclass(slots=True)
class _Example:
    rows: Ids
    values: Values
    dense: Values | None
    codes: tuple[int, ...]
    weight: float


@dataclass(slots=True)
class _Block:
    keys: list[object] = field(default_factory=list)
    examples: list[_Example] = field(default_factory=list)
    kernel: Values = field(default_factory=lambda: np.zeros((0, 0), np.float32))
    shares: Scores = field(default_factory=lambda: np.zeros((0, 0), np.float32))
    """The dual variables, examples by codes; each row sums to nought."""


class Learner:
    """Weights by feature and code, and the examples that they come from. Deterministic; not for several threads."""

    def __init__(self, codes: int, dense: int = 0) -> None:
        """Begin with nothing learned.

        Args:
            codes: how many codes there are.
            dense: the length of the dense vectors that come with examples; 0 for none.
        """
        self.codes = codes
        self._row_of: Ids = np.full(1024, -1, np.int64)
        self._rows = 0
        self._weights: Values = np.zeros((1024, codes), np.float32)
        self._dense: Values = np.zeros((dense, codes), np.float32)
        self._blocks: list[_Block] = []
        self._block_of: dict[object, _Block] = {}
        self._changed: list[_Block] = []

    def add_codes(self, more: int) -> None:
        """Make room for further codes, which nothing speaks for yet."""
        self.codes += more
        self._weights = np.pad(self._weights, ((0, 0), (0, more)))
        self._dense = np.pad(self._dense, ((0, 0), (0, more)))
        for block in self._blocks:
            block.shares = np.pad(block.shares, ((0, 0), (0, more)))

    def put(
        self,
        key: object,
        vector: Vector,
        codes: Iterable[int],
        *,
        weight: float = 1.0,
        dense: Values | None = None,
    ) -> None:
        """Take an example in, in the place of one of the same key; `refresh` or `settle` learn from it.

        Args:
            codes: the numbers of the codes that it has, at least one.
            weight: how much it counts.
            dense: its dense vector, where those are used.
        """
        self.drop(key)
        example = _Example(
            self._rows_for(vector.features), vector.values, dense, tuple(codes), weight
        )
        block = next((one for one in reversed(self._blocks) if len(one.keys) < BLOCK), None)
        if block is None:
            block = _Block(shares=np.zeros((0, self.codes), np.float32))
            self._blocks.append(block)
        block.keys.append(key)
        block.examples.append(example)
        block.shares = np.pad(block.shares, ((0, 1), (0, 0)))
        self._block_of[key] = block
        self._mark(block)

    def drop(self, key: object) -> None:
        """Forget an example, and what was learned from it."""
        block = self._block_of.pop(key, None)
        if block is None:
            return
        place = block.keys.index(key)
        self._spread(block.examples[place], -block.shares[place])
        del block.keys[place], block.examples[place]
        block.shares = np.delete(block.shares, place, 0)
        if place < len(block.kernel):
            block.kernel = np.delete(np.delete(block.kernel, place, 0), place, 1)
        self._mark(block)

    def settle(self) -> Iterator[float]:
        """Solve all blocks in turns until nothing moves; yields the share of the work that is done.

        The weights are usable at any time meanwhile.
        """
        for number in range(_ROUNDS):
            most = 0.0
            # Of several blocks none need be solved to the end before the others have moved.
            steps = _STEPS if len(self._blocks) <= 1 else _FEW_STEPS
            for place, block in enumerate(self._blocks):
                most = max(most, self._solve(block, steps))
                yield (number + (place + 1) / len(self._blocks)) / _ROUNDS
            if most <= _CLOSE or len(self._blocks) <= 1:
                break
        self._changed.clear()

    def refresh(self) -> None:
        """Learn from what was put and dropped since: only the blocks that it is in."""
        for block in self._changed:
            self._solve(block, _STEPS if len(block.keys) < BLOCK // 4 else _FEW_STEPS)
        self._changed.clear()

    def scores(self, vector: Vector, dense: Values | None = None) -> Scores:
        """How much speaks for each code; the mean over the codes is nought, as it is of each feature's weights."""
        rows, known = self._known_rows(vector.features)
        found = vector.values[known] @ self._weights[rows]
        return found if dense is None else found + dense @ self._dense

    def scores_without(self, key: object) -> Scores:
        """An example's scores without its own part in them, as if it had not been shown.

        The other examples are not solved anew, which would move their shares a little.
        """
        block = self._block_of[key]
        place = block.keys.index(key)
        one = block.examples[place]
        found = one.values @ self._weights[one.rows]
        if one.dense is not None:
            found = found + one.dense @ self._dense
        return np.asarray(found - block.kernel[place, place] * block.shares[place])

    def weights_for(self, features: Ids, code: int) -> Values:
        """What features weigh for a code."""
        rows, known = self._known_rows(features)
        found = np.zeros(len(features), np.float32)
        found[known] = self._weights[rows, code]
        return found

    def _solve(self, block: _Block, steps: int) -> float:
        """Set the shares of a block to what is best for them; returns by how much they were off, in probability."""
        if not block.keys:
            return 0.0
        self._widen(block)
        kernel, before = block.kernel, block.shares
        weight = np.array([[one.weight] for one in block.examples], np.float32)
        target = np.zeros_like(before)
        for place, one in enumerate(block.examples):
            target[place, list(one.codes)] = 1 / len(one.codes)
        others = np.zeros_like(before)
        if len(self._blocks) > 1:
            for place, one in enumerate(block.examples):
                others[place] = one.values @ self._weights[one.rows]
                if one.dense is not None:
                    others[place] += one.dense @ self._dense
            others -= kernel @ before
        shares, off = descend(kernel, before, target, weight, others, steps)
        change = shares - before
        moved = np.abs(change).max(axis=1) > _CLOSE / 100
        for one, change_of_one, has_moved in zip(block.examples, change, moved, strict=True):
            if has_moved:
                self._spread(one, change_of_one)
        block.shares = np.where(moved[:, None], shares, before)
        return off

    def _widen(self, block: _Block) -> None:
        """Fill in the kernel of the examples that came since it was last looked at."""
        had, now = len(block.kernel), len(block.keys)
        if had == now:
            return
        kernel = np.zeros((now, now), np.float32)
        kernel[:had, :had] = block.kernel
        line = np.zeros(self._rows, np.float32)
        for place in range(had, now):
            one = block.examples[place]
            line[one.rows] = one.values
            for other in range(place + 1):
                two = block.examples[other]
                likeness = float(line[two.rows] @ two.values)
                if one.dense is not None and two.dense is not None:
                    likeness += float(one.dense @ two.dense)
                kernel[place, other] = kernel[other, place] = likeness
            line[one.rows] = 0
        block.kernel = kernel

    def _spread(self, one: _Example, change: Scores) -> None:
        """Change the weights by what an example's share changed."""
        self._weights[one.rows] += one.values[:, None] * change
        if one.dense is not None:
            self._dense += one.dense[:, None] * change

    def _mark(self, block: _Block) -> None:
        if all(one is not block for one in self._changed):
            self._changed.append(block)

    def _rows_for(self, features: Ids) -> Ids:
        """The rows of features, which get one if they have none."""
        if not len(features):
            return features
        most = int(features[-1]) + 1
        if most > len(self._row_of):
            more = np.full(max(most, 2 * len(self._row_of)) - len(self._row_of), -1, np.int64)
            self._row_of = np.concatenate([self._row_of, more])
        fresh = self._row_of[features] < 0
        count = int(fresh.sum())
        if count:
            self._row_of[features[fresh]] = np.arange(self._rows, self._rows + count)
            self._rows += count
            if self._rows > len(self._weights):
                room = max(self._rows, 2 * len(self._weights)) - len(self._weights)
                self._weights = np.pad(self._weights, ((0, room), (0, 0)))
        return self._row_of[features]

    def _known_rows(self, features: Ids) -> tuple[Ids, npt.NDArray[np.bool_]]:
        known = features < len(self._row_of)
        known[known] = self._row_of[features[known]] >= 0
        return self._row_of[features[known]], known


def descend(
    kernel: Values, before: Scores, target: Scores, weight: Values, others: Scores, steps: int
) -> tuple[Scores, float]:
    """Bring the shares of examples to what is best for them, by Nesterov's accelerated gradient.

    Args:
        kernel: how like the examples are to one another.
        before: (examples, codes), the shares to begin with.
        target: the same shape, what the probabilities should be.
        weight: (examples, 1), how much each counts.
        others: the shape of shares, the part of the scores that does not come from these examples.
        steps: how many.

    Returns:
        The shares, and by how much they were off before, in probability.
    """
    steepest = _largest_eigenvalue(kernel) * float(weight.max()) / 2 + STRENGTH
    root = float(np.sqrt(STRENGTH / steepest))
    momentum = np.float32((1 - root) / (1 + root))
    shares, ahead, off = before, before, 0.0
    for step in range(steps):
        gap = weight * (target - probabilities(others + kernel @ ahead)) - STRENGTH * ahead
        if step == 0:
            off = float(np.abs(gap / weight).max())
        following = ahead + gap / np.float32(steepest)
        ahead = following + momentum * (following - shares)
        shares = following
    return shares, off


def probabilities(scores: Scores) -> Scores:
    """The scores of codes as shares of one (softmax), along the last axis."""
    grown = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(grown / grown.sum(axis=-1, keepdims=True))


def _largest_eigenvalue(kernel: Values) -> float:
    """The largest eigenvalue of a kernel matrix, a little above it (power iteration)."""
    vector = np.ones(len(kernel), np.float32)
    found = 1.0
    for _ in range(_POWER_STEPS):
        vector = kernel @ vector
        found = float(np.linalg.norm(vector))
        if not found:
            return 1.0
        vector /= np.float32(found)
    return 1.1 * found
