"""Made-up studies whose personas are known, and how well a grouping agrees with them."""

import random as standard_random
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from interviewcoder.domain.codebook import Code
from interviewcoder.domain.coding import Coding
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.participant import Participant

Table = NDArray[np.float64]
Truth = NDArray[np.int64]


def by_presence(
    participants: int,
    codes: int,
    personas: int,
    seed: int,
    contrast: float = 3.0,
    *,
    talk: float = 0.7,
    outliers: float = 0.0,
    blends: float = 0.0,
    own: float = 0.2,
    avoided: float = 0.05,
) -> tuple[Table, Truth]:
    """G1: a persona tells *which* codes are said; talkativeness and how often they are said do not.

    10 % of the true codings are missed and 2 % are false.

    Args:
        participants: rows.
        codes: columns.
        personas: how many are planted.
        seed: of everything drawn.
        contrast: how much likelier a persona's own codes are, in logits.
        talk: how much the participants' talkativeness varies (standard deviation in logits).
        outliers: the share of participants who are of no persona; their truth is -1.
        blends: the share of participants who are three fifths one persona and two fifths another.
        own: the share of codes to which a persona leans.
        avoided: the share of codes from which it leans away.
    """
    random = np.random.default_rng(seed)
    truth = np.arange(participants) % personas
    lean = np.zeros((personas, codes))
    for persona in range(personas):
        lean[persona] = _own_codes(codes, contrast, own, avoided, random)
    leaning = lean[truth]
    talkative = random.normal(0, talk, (participants, 1))
    popularity = random.normal(-1.6, 0.8, (1, codes))
    if outliers or blends:
        odd = np.random.default_rng(seed + 500_000)
        order = odd.permutation(participants)
        strange = order[: round(outliers * participants)]
        mixed = order[len(strange) : len(strange) + round(blends * participants)]
        second = (truth[mixed] + odd.integers(1, max(2, personas), len(mixed))) % personas
        leaning[mixed] = 0.6 * lean[truth[mixed]] + 0.4 * lean[second]
        for row in strange:
            leaning[row] = _own_codes(codes, contrast, own, avoided, odd)
        truth[strange] = -1
    chance = 1 / (1 + np.exp(-(talkative + popularity + leaning)))
    said = random.random(chance.shape) < chance
    said &= random.random(chance.shape) > 0.1
    said |= random.random(chance.shape) < 0.02
    counts = np.where(said, 1 + random.poisson(np.exp(talkative) * 0.8, chance.shape), 0)
    return _never_silent(counts.astype(float), random), truth


def by_frequency(
    participants: int,
    codes: int,
    personas: int,
    seed: int,
    contrast: float = 0.8,
    *,
    precision: float = 25.0,
    excerpts: float = 3.2,
    spread: float = 0.5,
) -> tuple[Table, Truth]:
    """G2: a persona tells *how often* codes are said (Dirichlet-multinomial, Zipf-popular codes).

    Args:
        participants: rows.
        codes: columns.
        personas: how many are planted.
        seed: of everything drawn.
        contrast: how far the personas' profiles differ (standard deviation in logs).
        precision: of the Dirichlet: the smaller, the more each participant is one of a kind.
        excerpts: mean of the logarithm of a participant's number of excerpts.
        spread: standard deviation of that logarithm.
    """
    random = np.random.default_rng(seed)
    truth = np.arange(participants) % personas
    base = 1 / np.arange(1, codes + 1) ** 0.7
    profile = np.array(
        [
            random.permutation(base) * np.exp(random.normal(0, contrast, codes))
            for _ in range(personas)
        ]
    )
    return _excerpts(profile, truth, precision, excerpts, spread, random), truth


def by_emphasis(
    participants: int,
    codes: int,
    personas: int,
    seed: int,
    contrast: float = 1.0,
    *,
    precision: float = 25.0,
    excerpts: float = 3.2,
    spread: float = 0.5,
) -> tuple[Table, Truth]:
    """G2, harder: the same codes are popular with everybody, a persona only stresses some of them.

    The arguments are those of `by_frequency`.
    """
    random = np.random.default_rng(seed)
    truth = np.arange(participants) % personas
    base = random.permutation(1 / np.arange(1, codes + 1) ** 0.7)
    profile = base * np.exp(random.normal(0, contrast, (personas, codes)))
    return _excerpts(profile, truth, precision, excerpts, spread, random), truth


def nobody_leans(participants: int, codes: int, seed: int, talk: float = 0.7) -> Table:
    """A study without personas: talkativeness and popularity only."""
    return by_presence(participants, codes, 1, seed, contrast=0.0, talk=talk)[0]


def everyone_differs(
    participants: int, codes: int, seed: int, *, precision: float = 25.0, excerpts: float = 3.2
) -> Table:
    """A study without personas in which each participant has a profile of their own (G2 null)."""
    return by_frequency(participants, codes, 1, seed, precision=precision, excerpts=excerpts)[0]


def agreement(labels: NDArray[np.int64], truth: NDArray[np.int64]) -> float:
    """The adjusted Rand index (Hubert and Arabie 1985): 1 is the same grouping, 0 what chance gives.

    Participants whose truth is negative are of no persona and do not count.
    """
    labels, truth = labels[truth >= 0], truth[truth >= 0]
    table = np.zeros((labels.max() + 1, truth.max() + 1))
    np.add.at(table, (labels, truth), 1)

    def pairs(n: NDArray[np.float64]) -> float:
        return float((n * (n - 1) / 2).sum())

    both, rows, columns = pairs(table), pairs(table.sum(axis=1)), pairs(table.sum(axis=0))
    chance = rows * columns / pairs(np.array([float(len(labels))]))
    most = (rows + columns) / 2
    return 1.0 if most == chance else (both - chance) / (most - chance)


def study(
    counts: Table, shuffled: int | None = None
) -> tuple[list[Coding], list[Code], list[Participant]]:
    """The codings, codes and participants that a table of counts stands for; `shuffled`: in another order."""
    kinds = [kind for kind in Kind if kind is not Kind.OTHER]
    codes = [
        Code(c + 1, f"code-{c:04}", f"Code {c}", kinds[c % len(kinds)], None, "#999999")
        for c in range(counts.shape[1])
    ]
    people = [
        Participant(i + 1, f"person-{i:05}", f"P{i:03}", (f"interview {i}",))
        for i in range(counts.shape[0])
    ]
    codings = []
    for i, person in enumerate(people):
        position = 0
        for c, code in enumerate(codes):
            for _ in range(int(counts[i, c])):
                words = f"I said something of {code.name} and that it matters to me, says {person.name}."
                codings.append(coding(len(codings) + 1, person, code, position, words))
                position += len(words) + 1
    if shuffled is not None:
        mixer = standard_random.Random(shuffled)
        for values in (codings, codes, people):
            mixer.shuffle(values)
    return codings, codes, people


def coding(number: int, person: Participant | None, code: Code, start: int, words: str) -> Coding:
    """One coding of a person's words."""
    return Coding(
        id=number,
        guid=f"coding-{number:06}",
        source_id=person.id if person else 999,
        source=person.sources[0] if person else "an interview",
        start=start,
        end=start + len(words),
        text=words,
        code_id=code.id,
        code=code.name,
        kind=code.kind,
        colour=code.colour,
        coder="ada",
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
        participant_id=person.id if person else None,
        participant=person.name if person else None,
    )


def _own_codes(
    codes: int, contrast: float, own: float, avoided: float, random: np.random.Generator
) -> NDArray[np.float64]:
    """A persona's leaning to each code."""
    lean = np.zeros(codes)
    chosen = random.permutation(codes)
    towards, away = int(codes * own + 1e-9), int(codes * (own + avoided) + 1e-9)
    lean[chosen[:towards]] = contrast
    lean[chosen[towards:away]] = -contrast
    return lean


def _excerpts(
    profile: NDArray[np.float64],
    truth: Truth,
    precision: float,
    excerpts: float,
    spread: float,
    random: np.random.Generator,
) -> Table:
    """Counts drawn from Dirichlet-multinomials around the profile of each participant's persona."""
    profile = profile / profile.sum(axis=1, keepdims=True)
    counts = np.zeros((len(truth), profile.shape[1]))
    for row, persona in enumerate(truth):
        own = random.dirichlet(profile[persona] * precision + 1e-3)
        counts[row] = random.multinomial(max(4, int(random.lognormal(excerpts, spread))), own)
    return counts


def _never_silent(counts: Table, random: np.random.Generator) -> Table:
    """The counts, with two codes for anyone who would have fewer."""
    for row in counts:
        while (row > 0).sum() < 2:
            row[random.integers(len(row))] = 1
    return counts
