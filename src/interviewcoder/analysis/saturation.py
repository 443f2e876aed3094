"""Would more interviews bring more codes? Of a whole study, or of the members of one persona.

The unit is the participant, since one talkative interview must not look like many. Notation: T participants, Q1
codes on exactly one of them, Q2 on exactly two, U all pairs of a participant and a code they have.

*Sample coverage* (Chao and Jost 2012, Ecology 93, for incidences) is the share of what a further participant
would say that has been said before:

    C = 1 - Q1 / U x A,    A = (T - 1) Q1 / ((T - 1) Q1 + 2 Q2),
    and where Q2 = 0,      A = (T - 1) (Q1 - 1) / ((T - 1) (Q1 - 1) + 2)

*Chao2* in its bias-corrected form (Chao 2005) is a lower bound of how many codes nobody has said yet:

    (T - 1) / T x Q1 (Q1 - 1) / (2 (Q2 + 1))

The next participant is expected to bring Q1 / T x A new codes. *Base, run and threshold* (Guest, Namey and Chen
2020, PLoS ONE 15) look at the interviews in the order in which they came: how many new codes a run of two brings,
as a share of the distinct codes of the first four.

A codebook that was fixed beforehand cannot grow, so for it all of this tells of the codebook, not of the people.
Codes of one participant are what the estimates live on: a table without them, such as that of a synthesis, looks
complete whatever it holds. `everything_said` makes one with them. Participants without any code are left out: they
are not tagged yet, more often than not, and would pass for interviews that brought nothing new.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from interviewcoder.domain.codebook import Code
from interviewcoder.domain.coding import Coding
from interviewcoder.domain.participant import Participant

from .embedding import Array

PERMUTATIONS = 200
BASE = 4
RUN = 2
THRESHOLD = 0.05
MOST_POINTS = 60
"""The curve of a larger study is told at so many numbers of participants, evenly spaced."""
FEW = 6
"""With fewer participants the estimates are too rough to lean on."""


@dataclass(frozen=True, slots=True)
class Saturation:
    """How codes add up with participants, and how much is likely to be missing."""

    participants: int
    """Those with a code."""
    codes: int
    """Distinct codes that anyone has."""
    singletons: int
    """Codes of exactly one participant."""
    doubletons: int
    """Codes of exactly two."""
    after: tuple[int, ...]
    """The numbers of participants at which the curve is told."""
    mean: tuple[float, ...]
    """Distinct codes that so many participants have between them, on average over every order."""
    low: tuple[float, ...]
    """What 5 % of the orders stay below."""
    high: tuple[float, ...]
    """What 5 % of the orders exceed."""
    new_codes: tuple[int, ...]
    """Codes that each participant with a code was the first to have, in the given order."""
    coverage: float | None
    """Share of what a further participant would say that has a code already; None: cannot be told."""
    unseen: float | None
    """Codes that nobody has said yet, at least (Chao2); None: cannot be told."""
    expected_next: float | None
    """New codes that one more participant is expected to bring; None: cannot be told."""
    reached: int | None
    """After so many participants a run brought at most 5 % new codes for the first time; None: not so far."""


def everything_said(
    codings: Iterable[Coding], codes: Sequence[Code], participants: Sequence[Participant]
) -> Array:
    """(participants, codes), zeros and ones, in the given orders; codes of one participant stay in."""
    row = {one.id: index for index, one in enumerate(participants)}
    column = {one.id: index for index, one in enumerate(codes)}
    presence = np.zeros((len(row), len(column)))
    for coding in codings:
        if coding.participant_id in row and coding.code_id in column:
            presence[row[coding.participant_id], column[coding.code_id]] = 1
    return presence


def saturation(
    presence: Array,
    order: Sequence[int] | None = None,
    seed: int = 0,
    permutations: int = PERMUTATIONS,
) -> Saturation:
    """How far the codes of these participants are complete.

    Args:
        presence: (participants, codes), more than 0 where the participant has the code. The rows of one
            persona's members tell whether that persona still gains codes.
        order: the rows in the order in which the interviews came; None: as they are.
        seed: of the orders that the band is drawn from.
        permutations: how many orders.

    Raises:
        ValueError: `order` is not every row once.
    """
    has = np.asarray(presence) > 0
    rows = list(range(len(has))) if order is None else list(order)
    if sorted(rows) != list(range(len(has))):
        raise ValueError("The order must name every participant once.")
    has = has[rows]
    has = has[has.any(axis=1)][:, has.any(axis=0)]
    everyone = len(has)
    users = has.sum(axis=0)
    singletons, doubletons = int((users == 1).sum()), int((users == 2).sum())
    first = has.argmax(axis=0) if everyone else np.zeros(0, dtype=np.int64)
    new = np.bincount(first, minlength=everyone).tolist()
    after = np.unique(np.linspace(1, everyone, min(everyone, MOST_POINTS)).round().astype(int))
    low, high = _band(has, after, seed, permutations)
    missing = _missing(everyone, int(users.sum()), singletons, doubletons)
    coverage, unseen, expected_next = missing or (None, None, None)
    return Saturation(
        participants=everyone,
        codes=len(users),
        singletons=singletons,
        doubletons=doubletons,
        after=tuple(after.tolist()),
        mean=_rounded(_mean(users, everyone, after)),
        low=_rounded(low),
        high=_rounded(high),
        new_codes=tuple(new),
        coverage=coverage,
        unseen=unseen,
        expected_next=expected_next,
        reached=_reached(new),
    )


def told(found: Saturation, whose: str = "participants") -> tuple[str, ...]:
    """One to three plain sentences.

    Args:
        found: what `saturation` returned.
        whose: what the people are called, in the plural: `participants`, `members`.
    """
    if found.coverage is None or found.unseen is None or found.expected_next is None:
        return (
            f"It takes two {whose} with codes to tell whether more of them would bring more codes.",
        )
    rough = (
        f" With {found.participants} {whose} this is a rough guess."
        if found.participants < FEW
        else ""
    )
    missing = round(found.unseen)
    at_least = (
        f"at least {missing} more {'code is' if missing == 1 else 'codes are'} likely to be out there"
        if missing
        else "hardly a code is likely to be missing"
    )
    if found.singletons:
        sentences = [
            f"About {_percent(found.coverage)} of what one more person like these "
            f"{found.participants} {whose} would say has a code already; {at_least}.{rough}",
            f"The next one is expected to bring {found.expected_next:.1f} new codes.",
        ]
    else:
        sentences = [
            f"No code is on one of these {found.participants} {whose} only, so one more person like them "
            f"is hardly expected to bring a new one.{rough}"
        ]
    if found.reached is not None:
        sentences.append(
            f"After the first {found.reached} of these {whose}, in their order, {RUN} in a row brought "
            f"at most {THRESHOLD:.0%} new codes."
        )
    elif found.participants >= BASE + RUN:
        sentences.append(
            f"So far no {RUN} of these {whose} in a row brought as few as {THRESHOLD:.0%} new codes."
        )
    return tuple(sentences)


def _percent(share: float) -> str:
    """Whole per cent, but never a full hundred for less than all."""
    return "99%" if 0.99 < share < 1 else f"{share:.0%}"


def _rounded(values: Array) -> tuple[float, ...]:
    return tuple(float(value) for value in np.round(values, 4))


def _missing(
    everyone: int, pairs: int, singletons: int, doubletons: int
) -> tuple[float, float, float] | None:
    """Coverage, unseen codes and those expected of the next participant."""
    if everyone < 2 or not pairs:
        return None
    if doubletons:
        seldom = (everyone - 1) * singletons
        a = seldom / (seldom + 2 * doubletons)
    elif singletons:
        seldom = (everyone - 1) * (singletons - 1)
        a = seldom / (seldom + 2)
    else:
        a = 0.0
    pairs_of_seldom = singletons * (singletons - 1) / 2
    unseen = (everyone - 1) / everyone * pairs_of_seldom / (doubletons + 1)
    return (
        round(1 - singletons / pairs * a, 6),
        round(unseen, 6),
        round(singletons / everyone * a, 6),
    )


def _mean(users: np.ndarray, everyone: int, after: np.ndarray) -> Array:
    """The mean over every order there is, in closed form: a code is missed if its users all come later."""
    if not everyone:
        return np.zeros(0)
    before = np.arange(everyone)[:, None]
    missed = np.cumprod(np.maximum(everyone - users - before, 0) / (everyone - before), axis=0)
    return np.asarray((1 - missed[after - 1]).sum(axis=1))


def _band(has: np.ndarray, after: np.ndarray, seed: int, permutations: int) -> tuple[Array, Array]:
    everyone, codes = has.shape
    if not everyone or not codes or permutations < 1:
        return np.zeros(len(after)), np.zeros(len(after))
    random = np.random.Generator(np.random.PCG64(seed))
    place = random.permuted(np.tile(np.arange(1, everyone + 1), (permutations, 1)), axis=1)
    first = np.stack([place[:, has[:, code]].min(axis=1) for code in range(codes)], axis=1)
    distinct = np.stack([(first <= many).sum(axis=1) for many in after], axis=1)
    low, high = np.quantile(distinct, [0.05, 0.95], axis=0)
    return np.asarray(low), np.asarray(high)


def _reached(new: Sequence[int]) -> int | None:
    base = sum(new[:BASE])
    if not base:
        return None
    for before in range(BASE, len(new) - RUN + 1):
        if sum(new[before : before + RUN]) <= THRESHOLD * base:
            return before
    return None
