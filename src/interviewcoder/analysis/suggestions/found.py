"""How much of a code is likely found by a coder who reads source by source, and how well suggestions do for it.

What was read tells how often a sentence of some likeness has the code: sentences are put into bins by their share, which was
learned from other people only, and the rate is made to rise with the share (pool adjacent violators: Ayer et al. 1955;
Zadrozny and Elkan 2002). The rates, put on what nobody has read, give how much likely waits there.

People differ, so the number that waits is foretold by a negative binomial: each person's number is Poisson around what the rates
expect of them times a factor of their own, gamma with mean one. How much the factors differ is taken from the people who were
read (moments), drawn towards one half where they are few. The level of the rates is as uncertain as the same factors
make it for the people read, and the interval is widened as Student's is for so few (a chi square of people less one).

Kinds of sources are told apart: the level of the rates is each kind's own, and a kind of which fewer than three people were read is
left out. What it takes for granted: whoever is unread is like those who were read in the same kind of source, and what was read was coded as a whole, with this code in
mind. It does not see what a coder overlooks throughout; `second_look` counts what may be that. The rules to stop of screening
(Callaghan and Müller-Hansen 2020, Systematic Reviews 9:273) hold for texts that are drawn at random one by one; whole
interviews are neither, and are too few for them.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from interviewcoder.domain.found import LEAST_EXCERPTS, LEAST_PEOPLE, FoundCode
from interviewcoder.domain.suggestion import Figure

from ..intervals import wilson
from .held_out_scores import Marks, Numbers

Numeric = npt.NDArray[np.float64]

FIRST = 20
"""So many sentences are looked at for how many that are put first are right; fewer where fewer are tagged."""
_HALVINGS = 11
_LEAST_IN_BIN = 5
_SPREAD, _SPREAD_COUNTS = 0.5, 3.0
"""The variance of the factors of people that is thought likely beforehand, and for how many people that counts."""
_DRAWS = 4_000
_EDGES = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Sentences:
    """All sentences of participants, as one code sees them: a place each in every field."""

    persons: Numbers
    """Who says it, by number."""
    kinds: Numbers
    """The kind of its source, by number: what people say in an interview is unlike what they write into a form."""
    read: Marks
    """Whether it is in what was read."""
    settled: Marks
    """Whether it needs no estimate though it was not read: it has the code, or somebody has said that it does not."""
    tagged: Numeric
    """What part of an excerpt it is: one sentence of an excerpt of three is a third; 0: without the code."""
    shares: npt.NDArray[np.float32]
    """How much it is like the code, learned from other people only."""
    in_three: Marks
    """Whether the code is among the three that it is likest."""


def found_code(code_id: int, name: str, said: Sentences, seed: int = 0) -> FoundCode:
    """What can be told of a code.

    Args:
        code_id: the code.
        name: its name.
        said: all that participants say.
        seed: for the interval of what waits.
    """
    people = len(np.unique(said.persons[said.read]))
    excerpts = float(said.tagged.sum())
    waiting = ~said.read & ~said.settled
    foreign = waiting & np.isin(said.kinds, _little_read(said))
    waiting &= ~foreign
    told = FoundCode(
        code_id,
        name,
        round(excerpts),
        people,
        int(waiting.sum()),
        int(foreign.sum()),
        None,
        None,
        None,
        None,
        None,
    )
    if round(said.tagged[said.read].sum()) < LEAST_EXCERPTS or people < LEAST_PEOPLE:
        return told
    more = _waiting(said, waiting, np.random.Generator(np.random.PCG64(seed)))
    share = Figure(*(excerpts / (excerpts + one) for one in (more.value, more.high, more.low)))
    has = said.read & (said.tagged > 0)
    likest = np.quantile(said.shares[has], 0.75)
    again = said.read & (said.tagged == 0) & (said.shares >= likest)
    return FoundCode(
        code_id,
        name,
        told.excerpts,
        people,
        told.unread,
        told.left_out,
        share,
        more,
        int(again.sum()),
        _precision(said),
        clustered_share(said.tagged * said.in_three, said.tagged, said.persons, has),
    )


def _little_read(said: Sentences) -> list[int]:
    """The kinds of sources of which too few people were read to tell of the others."""
    return [
        int(kind)
        for kind in np.unique(said.kinds)
        if len(np.unique(said.persons[said.read & (said.kinds == kind)])) < LEAST_PEOPLE
    ]


def _waiting(said: Sentences, waiting: Marks, random: np.random.Generator) -> Figure:
    """How many excerpts wait in what nobody has read."""
    if not waiting.any():
        return Figure(0.0, 0.0, 0.0)
    read = said.read
    bins = _bins(said.shares, read)
    sizes = np.bincount(bins[read], minlength=int(bins.max()) + 1).astype(float)
    tagged = np.bincount(bins[read], said.tagged[read], len(sizes))
    rate = tagged.sum() / sizes.sum()
    # One sentence of the usual rate more in each bin, so that none is taken for empty or full.
    rates = rising((tagged + rate) / (sizes + 1), sizes + 1)
    rates *= tagged.sum() / (rates * sizes).sum()
    found, drawn = 0.0, np.zeros(_DRAWS)
    spread = _spread_of(said, rates, bins)
    for kind in np.unique(said.kinds[waiting]):
        of_kind = said.kinds == kind
        some = read & of_kind
        _, expected = _by_person(said.persons[some], rates[bins[some]])
        # One excerpt more, so that a kind of which little was read is taken for like the others.
        factor = (said.tagged[some].sum() + 1) / (expected.sum() + 1)
        expected *= factor
        some = waiting & of_kind
        _, ahead = _by_person(said.persons[some], factor * rates[bins[some]])
        mean = float(ahead.sum())
        level = float((expected + expected**2 * spread).sum() / expected.sum() ** 2)
        variance = float((ahead**2).sum()) * spread + mean**2 * level
        found += mean
        drawn += _drawn(mean, variance, len(expected) - 1, random)
    low, high = np.percentile(drawn, _EDGES)
    return Figure(found, min(float(np.floor(low)), found), max(float(np.ceil(high)), found))


def _spread_of(said: Sentences, rates: Numeric, bins: Numbers) -> float:
    """The variance of the factors of people: of moments, drawn towards what is likely beforehand."""
    read = said.read
    there, expected = _by_person(said.persons[read], rates[bins[read]])
    seen = np.bincount(said.persons[read], said.tagged[read])[there]
    people = len(there)
    own = ((seen - expected) ** 2 - expected).sum() / (expected**2).sum() * people / (people - 1)
    own = max(0.0, float(own))
    return (people * own + _SPREAD_COUNTS * _SPREAD) / (people + _SPREAD_COUNTS)


def _drawn(mean: float, variance: float, freedom: int, random: np.random.Generator) -> Numeric:
    """Numbers that may wait: Poisson around a gamma, of a variance that is as uncertain as Student's t has it."""
    variances = variance * freedom / random.chisquare(freedom, _DRAWS)
    shapes = np.maximum(mean**2 / variances, 1e-3)
    return random.poisson(np.minimum(random.gamma(shapes, mean / shapes), 1e9)).astype(float)


def _bins(shares: npt.NDArray[np.float32], read: Marks) -> Numbers:
    """By sentence its bin: the lower half of what was read, half of what is above that, and so on."""
    ordered = np.sort(shares[read])
    above = np.round(len(ordered) * 0.5 ** np.arange(1, _HALVINGS + 1)).astype(int)
    edges = np.unique(ordered[len(ordered) - above[above >= _LEAST_IN_BIN]])
    return np.searchsorted(edges, shares, "right")


def rising(values: Numeric, weights: Numeric) -> Numeric:
    """The values that never fall and are nearest to some (least squares), by pooling those that do.

    >>> rising(np.array([1.0, 3.0, 2.0]), np.array([1.0, 1.0, 1.0])).tolist()
    [1.0, 2.5, 2.5]
    """
    pools: list[tuple[float, float, int]] = []
    for value, weight in zip(values.tolist(), weights.tolist(), strict=True):
        total, size, places = value * weight, weight, 1
        while pools and pools[-1][0] * size >= total * pools[-1][1]:
            before = pools.pop()
            total, size, places = total + before[0], size + before[1], places + before[2]
        pools.append((total, size, places))
    return np.concatenate([np.full(places, total / size) for total, size, places in pools])


def _by_person(persons: Numbers, values: Numeric) -> tuple[Numbers, Numeric]:
    """Who there is, and the sums of values by person, in their order."""
    there = np.unique(persons)
    return there, np.bincount(persons, values).astype(np.float64)[there]


def _precision(said: Sentences) -> Figure:
    read = np.flatnonzero(said.read)
    most = min(FIRST, int((said.tagged[read] > 0).sum()))
    first = read[np.argsort(-said.shares[read], kind="stable")[:most]]
    looked_at = np.zeros(len(said.read), np.bool_)
    looked_at[first] = True
    right = (said.tagged > 0).astype(float)
    return clustered_share(right, np.ones(len(right)), said.persons, looked_at)


def clustered_share(above: Numeric, below: Numeric, persons: Numbers, among: Marks) -> Figure:
    """A ratio of sums over things that people have, who are alike within themselves.

    Wilson's interval for as many things as would tell as much if they were independent: the ratio's variance between people
    says how many (Korn and Graubard 1998, Survey Methodology 24). Where all ratios are 0 or 1 it says nothing: as many as people.

    Args:
        above: by thing what is counted, at most what is below.
        below: by thing of how much.
        persons: by thing whose it is.
        among: the things to look at; there is at least one with something below.
    """
    _, top = _by_person(persons[among], above[among])
    _, bottom = _by_person(persons[among], below[among])
    people, whole = len(top), float(bottom.sum())
    value = min(1.0, float(top.sum()) / whole)
    if 0 < value < 1 and people > 1:
        variance = float(((top - value * bottom) ** 2).sum()) / whole**2 * people / (people - 1)
        size = min(whole, value * (1 - value) / max(variance, 1e-12))
    else:
        size = min(whole, float(people))
    low, high = wilson(value * size, size)
    return Figure(value, min(low, value), max(high, value))
