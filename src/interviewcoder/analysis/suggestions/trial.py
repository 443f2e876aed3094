"""How well suggestions do on excerpts that people have coded: some are shown, the others held back and ranked.

Two ways to choose. Reveal `k`: in a random order excerpts are shown until each code has `k`; so it is at the beginning of a
study. Leave people out: the excerpts of some participants are held back, those of all others shown; so it is later. Whatever
shares words with an excerpt that is shown is never held back, since its words would be known.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from interviewcoder.domain.suggestion import Figure, Progress, Trial, TrialRow

from .code_model import CodeModel, Codes, CodeSaid, Place, Vectors
from .learner import Learner, Scores, probabilities
from .lexicon import Lexicon, Vector

DRAWS = 20
_FOLDS = 5
_RESAMPLES = 2_000
_LEVEL = 95
_SUGGESTED = 3

Method = Callable[["_Split"], Scores]
"""Scores for the excerpts held back, a row each, of the codes to choose from."""


@dataclass(frozen=True, slots=True)
class TrialExcerpt:
    """An excerpt with all its codes."""

    source: int
    start: int
    end: int
    text: str
    person: str
    """Whose words they are, or the source where that is not known."""
    codes: Codes


@dataclass(frozen=True, slots=True)
class _Split:
    """One draw: the codes to choose from, those that are tried, and the places of excerpts."""

    codes: tuple[int, ...]
    tried: frozenset[int]
    shown: tuple[int, ...]
    held_back: tuple[int, ...]


@dataclass(slots=True)
class _Tally:
    """What came of a method, summed by excerpt over the draws, and the average precisions by code."""

    asked: Counter[int] = field(default_factory=Counter)
    first: Counter[int] = field(default_factory=Counter)
    codes: Counter[int] = field(default_factory=Counter)
    found: Counter[int] = field(default_factory=Counter)
    precisions: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))


def trial(
    excerpts: Sequence[TrialExcerpt],
    codes: Sequence[CodeSaid],
    lexicon: Lexicon,
    vectors: Vectors | None = None,
    *,
    shown: int | None,
    tried_only: bool = False,
    draws: int = DRAWS,
    seed: int = 0,
) -> Iterator[Progress | Trial]:
    """Try suggestions, and the two usual ways to make them.

    Args:
        excerpts: all of them, in a fixed order.
        codes: all codes of the codebook.
        lexicon: weighed by the texts of the study; no code goes into it.
        vectors: to try the fusion with sentence vectors as well.
        shown: how many excerpts of each code are shown; None: leave people out.
        tried_only: choose among the codes with excerpts held back only, not among the whole codebook.
        draws: how often excerpts are chosen, where some are shown.

    Yields:
        How far it is, and the trial last. Without excerpts to hold back, it has no rows.
    """
    splits = list(_splits(excerpts, codes, shown, tried_only, draws, seed))
    methods: dict[str, Method] = {}
    if shown != 0:
        plain = [_words_only(lexicon, one.text) for one in excerpts]
        methods["TF-IDF centroid"] = lambda split: _centroid(excerpts, plain, split)
        methods["TF-IDF logistic"] = lambda split: _logistic(excerpts, plain, split)
    methods["words"] = lambda split: _ours(excerpts, codes, CodeModel(lexicon), split)
    if vectors is not None:
        fused = vectors
        methods["words and vectors"] = lambda split: _ours(
            excerpts, codes, CodeModel(lexicon, fused), split
        )
    tallies = {name: _Tally() for name in methods}
    for number, split in enumerate(splits):
        for place, (name, method) in enumerate(methods.items()):
            _count(tallies[name], method(split), split, excerpts)
            yield Progress((number + (place + 1) / len(methods)) / len(splits))
    yield Trial(
        _told(shown, len(splits), excerpts),
        codes=len(splits[0].codes) if splits else 0,
        tried=len(frozenset().union(*(split.tried for split in splits))),
        shown=float(np.mean([len(split.shown) for split in splits])) if splits else 0.0,
        held_back=float(np.mean([len(split.held_back) for split in splits])) if splits else 0.0,
        draws=len(splits),
        rows=tuple(_row(name, tally, seed) for name, tally in tallies.items()) if splits else (),
    )


def _told(shown: int | None, splits: int, excerpts: Sequence[TrialExcerpt]) -> str:
    if shown is None:
        people = len({one.person for one in excerpts})
        return f"{people} people in {splits} parts, each held back once"
    if shown == 0:
        return "no excerpt shown: names and definitions only"
    return f"{shown} excerpts of each code shown, {splits} random draws"


def _splits(
    excerpts: Sequence[TrialExcerpt],
    codes: Sequence[CodeSaid],
    shown: int | None,
    tried_only: bool,
    draws: int,
    seed: int,
) -> Iterator[_Split]:
    random = np.random.Generator(np.random.PCG64(seed))
    known = tuple(code.id for code in codes)
    times = Counter(code for one in excerpts for code in one.codes)
    if shown is None:
        people = sorted({one.person for one in excerpts})
        order = [people[place] for place in random.permutation(len(people))]
        parts = [set(order[part::_FOLDS]) for part in range(min(_FOLDS, len(order)))]
        choices = [[n for n, one in enumerate(excerpts) if one.person not in out] for out in parts]
        if len(parts) < 2:
            choices = []
    else:
        enough = {code for code in known if times[code] > shown}
        wanted = enough if tried_only else set(known)
        choices = [
            _drawn(excerpts, wanted, shown, random.permutation(len(excerpts)))
            for _ in range(draws if shown else 1)
        ]
    for chosen in choices:
        among = frozenset(code for number in chosen for code in excerpts[number].codes)
        if shown is None:
            tried = frozenset(known) & among
        else:
            tried = frozenset(code for code in known if times[code] > shown)
        places = set(chosen)
        spans = defaultdict(list)
        for number in chosen:
            spans[excerpts[number].source].append(excerpts[number])
        held = tuple(
            number
            for number, one in enumerate(excerpts)
            if number not in places
            and one.codes & tried
            and not any(
                one.start < other.end and other.start < one.end for other in spans[one.source]
            )
        )
        offered = tuple(code for code in known if code in tried) if tried_only else known
        if held:
            yield _Split(offered, tried, tuple(sorted(chosen)), held)


def _drawn(
    excerpts: Sequence[TrialExcerpt],
    wanted: set[int],
    shown: int,
    order: npt.NDArray[np.int64],
) -> list[int]:
    """Excerpts in a random order, each that has a code of which fewer than `shown` are there yet."""
    have: Counter[int] = Counter()
    chosen = []
    for number in map(int, order):
        if any(have[code] < shown for code in excerpts[number].codes & wanted):
            chosen.append(number)
            have.update(excerpts[number].codes)
    return chosen


def _ours(
    excerpts: Sequence[TrialExcerpt], codes: Sequence[CodeSaid], model: CodeModel, split: _Split
) -> Scores:
    offered = frozenset(split.codes)
    shown = [excerpts[number] for number in split.shown if excerpts[number].codes & offered]
    texts = {_place(one): one.text for one in shown}
    said = [code for code in codes if code.id in offered]
    has = {_place(one): one.codes & offered for one in shown}
    for _ in model.update(said, has, lambda places: [texts[place] for place in places]):
        pass
    found = model.shares([excerpts[number].text for number in split.held_back])
    columns = {code_id: place for place, code_id in enumerate(model.code_ids)}
    return found[:, [columns[code_id] for code_id in split.codes]]


def _place(one: TrialExcerpt) -> Place:
    return one.source, one.start, one.end


def _words_only(lexicon: Lexicon, text: str) -> Vector:
    vector = lexicon.vector(text)
    words = lexicon.is_word(vector.features)
    values = vector.values[words]
    length = float(np.linalg.norm(values))
    return Vector(vector.features[words], values / np.float32(length) if length else values)


def _centroid(excerpts: Sequence[TrialExcerpt], vectors: Sequence[Vector], split: _Split) -> Scores:
    """The cosine with the mean excerpt of each code."""
    size = 1 + max((int(one.features.max(initial=0)) for one in vectors), default=0)
    means = np.zeros((len(split.codes), size), np.float32)
    for place, code in enumerate(split.codes):
        for number in split.shown:
            if code in excerpts[number].codes:
                means[place, vectors[number].features] += vectors[number].values
    means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
    return np.array(
        [means[:, vectors[number].features] @ vectors[number].values for number in split.held_back]
    )


def _logistic(excerpts: Sequence[TrialExcerpt], vectors: Sequence[Vector], split: _Split) -> Scores:
    """Logistic regression on words, learned from the excerpts alone."""
    columns = {code: place for place, code in enumerate(split.codes)}
    learner = Learner(len(columns))
    for number in split.shown:
        has = [columns[code] for code in sorted(excerpts[number].codes) if code in columns]
        if has:
            learner.put(number, vectors[number], has)
    for _ in learner.settle():
        pass
    return probabilities(np.array([learner.scores(vectors[number]) for number in split.held_back]))


def _count(tally: _Tally, scores: Scores, split: _Split, excerpts: Sequence[TrialExcerpt]) -> None:
    for number, line in zip(split.held_back, scores, strict=True):
        order = [split.codes[place] for place in np.argsort(-line, kind="stable")[:_SUGGESTED]]
        has = excerpts[number].codes & split.tried
        tally.asked[number] += 1
        tally.first[number] += order[0] in has
        tally.codes[number] += len(has)
        tally.found[number] += len(has & set(order))
    for place, code in enumerate(split.codes):
        if code not in split.tried:
            continue
        has_it = np.array([code in excerpts[number].codes for number in split.held_back])
        if has_it.any():
            ranked = has_it[np.argsort(-scores[:, place], kind="stable")]
            share = np.cumsum(ranked) / np.arange(1, len(ranked) + 1)
            tally.precisions[code].append(float(share[ranked].mean()))


def _row(name: str, tally: _Tally, seed: int) -> TrialRow:
    numbers = sorted(tally.asked)
    random = np.random.Generator(np.random.PCG64(seed))

    def ratio(above: Counter[int], below: Counter[int]) -> Figure:
        top = np.array([above[number] for number in numbers], float)
        bottom = np.array([below[number] for number in numbers], float)
        return _figure(top, bottom, random)

    means = np.array([np.mean(each) for _, each in sorted(tally.precisions.items())])
    return TrialRow(
        name,
        ratio(tally.first, tally.asked),
        ratio(tally.found, tally.codes),
        _figure(means, np.ones(len(means)), random),
    )


def _figure(
    top: npt.NDArray[np.float64], bottom: npt.NDArray[np.float64], random: np.random.Generator
) -> Figure:
    """A ratio of sums, and its interval by drawing excerpts (or codes) anew with replacement."""
    values = []
    for _ in range(_RESAMPLES):
        drawn = random.integers(0, len(top), len(top))
        values.append(top[drawn].sum() / max(bottom[drawn].sum(), 1e-9))
    edge = (100 - _LEVEL) / 2
    low, high = np.percentile(values, [edge, 100 - edge])
    return Figure(float(top.sum() / bottom.sum()), float(low), float(high))
