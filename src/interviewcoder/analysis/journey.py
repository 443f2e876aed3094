"""In which order members come to speak of things, as far as their transcripts agree on one.

Every pair of codes is put to the vote of the members who mention both; codes are sorted by the votes they win
less those they lose (Copeland 1951), then neighbours change places until none stands behind one that it beats,
which holds for every order after Kemeny (1959) too. Whether there is an order at all is tested by shuffling each
member's mentions. It is the order of the telling, which the interviewer's questions shape as well as the life
that is told. Survey answers have no place in it: the form fixes theirs.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from interviewcoder.domain.codebook import Code
from interviewcoder.domain.coding import Coding
from interviewcoder.domain.journey import Journey, Stage

from .embedding import Array
from .structure import SIGNIFICANT

FEWEST_MEMBERS = 2
SHUFFLES = 199
MOST_SHUFFLED = 100
"""The test takes so many members of larger personas, evenly spaced."""

_CANNOT = "No order can be told"


@dataclass(frozen=True, slots=True)
class _Telling:
    """One member's first mentions in one transcript, by code id."""

    member: int
    mentions: Mapping[int, Coding]
    places: Mapping[int, float]


def journey(
    codings: Iterable[Coding],
    members: Collection[int],
    codes: Sequence[Code],
    *,
    transcripts: Collection[int],
    lengths: Mapping[int, int],
    durations: Mapping[int, int] | None = None,
    seed: int = 0,
) -> Journey:
    """The stages of a persona: codes that two members or more mention in transcripts.

    Args:
        codings: of anyone; those of others than the members are passed over.
        members: their participant ids.
        codes: the codes to put in order, such as those of the persona's claims.
        transcripts: ids of the sources that are transcripts; all others are left out.
        lengths: characters of each source by id; sources of unknown length are left out.
        durations: milliseconds of each source by id, where known. A source all of whose mentions have a time is
            measured by time, every other one by its text.
        seed: of the shuffles.
    """
    column = {code.id: code for code in codes}
    tellings = _tellings(
        (
            one
            for one in codings
            if one.participant_id in members
            and one.code_id in column
            and one.source_id in transcripts
            and lengths.get(one.source_id, 0) > 0
        ),
        lengths,
        durations or {},
    )
    at = _places(tellings)
    shown = [code for code in column if len(at[code]) >= FEWEST_MEMBERS]
    votes = _votes(tellings, shown)
    order = _in_order(votes.sum(axis=0), [float(np.median(at[code])) for code in shown])
    first = (votes > 0).sum(axis=0)
    stages = []
    for place in order:
        code = column[shown[place]]
        lower, median, upper = np.quantile(at[code.id], [0.25, 0.5, 0.75]).round(4).tolist()
        stages.append(
            Stage(
                code=code.name,
                code_guid=code.guid,
                members=len(at[code.id]),
                median=median,
                lower=lower,
                upper=upper,
                before={
                    column[shown[other]].guid: int(first[place, other])
                    for other in order
                    if other != place
                },
            )
        )
    agreement, p = _agreement(votes, order), _chance(votes, seed)
    return Journey(tuple(stages), agreement, p, _told(len(votes), len(stages), agreement, p))


def _tellings(
    codings: Iterable[Coding], lengths: Mapping[int, int], durations: Mapping[int, int]
) -> list[_Telling]:
    first: defaultdict[tuple[int, int], dict[int, Coding]] = defaultdict(dict)
    for coding in sorted(codings, key=lambda one: (one.source_id, one.start, one.end, one.id)):
        first[coding.participant_id or 0, coding.source_id].setdefault(coding.code_id, coding)
    timed = {
        source
        for source in {source for _, source in first}
        if durations.get(source, 0) > 0
        and all(
            one.start_ms is not None
            for (_, other), mentions in first.items()
            if other == source
            for one in mentions.values()
        )
    }
    found = []
    for (member, source), mentions in sorted(first.items(), key=lambda item: item[0]):
        places = {
            code: (one.start_ms or 0) / durations[source]
            if source in timed
            else one.start / lengths[source]
            for code, one in mentions.items()
        }
        kept = {code: min(1.0, max(0.0, place)) for code, place in places.items()}
        found.append(_Telling(member, mentions, kept))
    return found


def _places(tellings: Sequence[_Telling]) -> dict[int, list[float]]:
    """By code id: where each member first mentions it, the mean of their transcripts that do."""
    by_member: defaultdict[int, defaultdict[int, list[float]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for telling in tellings:
        for code, place in telling.places.items():
            by_member[code][telling.member].append(place)
    found: defaultdict[int, list[float]] = defaultdict(list)
    for code, members in by_member.items():
        found[code] = [sum(places) / len(places) for places in members.values()]
    return found


def _votes(tellings: Sequence[_Telling], shown: Sequence[int]) -> Array:
    """(members, codes, codes): 1 where the member mentions the first code before the second, -1 after it.

    0 where one of them is not mentioned, where their excerpts overlap, or where transcripts say both.
    """
    row = {member: index for index, member in enumerate(sorted({one.member for one in tellings}))}
    votes = np.zeros((len(row), len(shown), len(shown)))
    for telling in tellings:
        there = [index for index, code in enumerate(shown) if code in telling.mentions]
        if not there:
            continue
        start = np.array([telling.mentions[shown[index]].start for index in there])
        end = np.array([telling.mentions[shown[index]].end for index in there])
        earlier = (end[:, None] <= start[None, :]).astype(np.float64)
        votes[row[telling.member]][np.ix_(there, there)] += earlier - earlier.T
    return np.sign(votes)


def _in_order(margin: Array, medians: Sequence[float]) -> list[int]:
    """The places of codes, first stage first. `margin`: (codes, codes), votes won less votes lost."""
    score = np.sign(margin).sum(axis=1)
    order: list[int] = []
    for code in sorted(range(len(medians)), key=lambda code: (-score[code], medians[code], code)):
        place = len(order)
        while place and margin[code, order[place - 1]] > 0:
            place -= 1
        order.insert(place, code)
    return order


def _agreement(votes: Array, order: Sequence[int]) -> float | None:
    in_order = votes[:, order][:, :, order]
    upper = np.triu(np.ones(in_order.shape[1:]), 1)
    cast = float((np.abs(in_order) * upper).sum())
    return round(float(((in_order > 0) * upper).sum()) / cast, 6) if cast else None


def _chance(votes: Array, seed: int) -> float | None:
    """How often shuffled mentions are as much of one mind, by the squares of the margins."""
    several = votes[np.abs(votes).any(axis=(1, 2))]
    if len(several) < FEWEST_MEMBERS:
        return None
    several = several[
        np.linspace(0, len(several) - 1, min(len(several), MOST_SHUFFLED)).astype(int)
    ]
    random = np.random.Generator(np.random.PCG64(seed))
    margins = np.zeros((SHUFFLES, *votes.shape[1:]))
    for ballot in several:
        said = np.flatnonzero(np.abs(ballot).any(axis=0))
        mixed = said[random.random((SHUFFLES, len(said))).argsort(axis=1)]
        margins[:, said[:, None], said[None, :]] += ballot[mixed[:, :, None], mixed[:, None, :]]
    shuffled = (margins**2).sum(axis=(1, 2))
    exceeded = int((shuffled >= (several.sum(axis=0) ** 2).sum() - 1e-9).sum())
    return round((1 + exceeded) / (1 + SHUFFLES), 6)


def _told(members: int, stages: int, agreement: float | None, p: float | None) -> str:
    if stages < 2:
        return (
            f"{_CANNOT}: it takes two codes that {FEWEST_MEMBERS} members or more mention "
            "in transcripts."
        )
    if agreement is None or p is None:
        return f"{_CANNOT}: too few members mention two of these codes one after the other."
    if p > SIGNIFICANT:
        return (
            f"{_CANNOT}: the transcripts of {members} members agree on one no more than shuffled "
            f"mentions do (p = {p:.2f}). "
            "Read each place by itself."
        )
    return (
        f"{agreement:.0%} of the pairs of first mentions by {members} members come in this order "
        f"(p = {_at_most(p)}). It is the order of the telling, which the questions asked shape too."
    )


def _at_most(p: float) -> str:
    return f"{p:.2f}" if p >= 0.01 else f"{p:.3f}"
