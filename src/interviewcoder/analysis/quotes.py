"""Exemplar quotes: the members' own words that best show what a persona claims."""

from collections import Counter
from collections.abc import Mapping, Sequence
from heapq import nsmallest

from interviewcoder.domain.coding import Coding, Polarity
from interviewcoder.domain.persona import Claim, Quote

MOST_QUOTES = 6
MOST_OF_A_MEMBER = 2
MOST_CONTRARY = 6
MOST_LOOKED_AT = 200
GOOD_WORDS = range(8, 61)
"""A quote of so many words can be read at a glance and stands on its own."""


def quotes(
    found: Sequence[Claim], codings: Mapping[str, Coding], fit: Mapping[int, float]
) -> tuple[Quote, ...]:
    """At most `MOST_QUOTES`, chosen one after the other.

    A member who has not spoken yet comes first, then a claim that has no quote yet, then a good length, then
    how telling the claim is and how well the member fits. Equals are told apart by their ids. No two quotes share
    any text.

    Args:
        found: the persona's claims.
        codings: every coding by GUID.
        fit: each member's fit by participant id, 0 to 1.
    """
    open_candidates = [
        (claim, coding) for claim in found for coding in _shortlist(claim, codings, fit)
    ]
    chosen: list[Coding] = []
    members: Counter[int | None] = Counter()
    codes: Counter[str] = Counter()
    while open_candidates and len(chosen) < MOST_QUOTES:

        def worth(candidate: tuple[Claim, Coding]) -> tuple[int, int, bool, float, int]:
            claim, coding = candidate
            telling = claim.distinctiveness + 2 * fit.get(coding.participant_id or 0, 0.0)
            return (
                members[coding.participant_id],
                codes[claim.code_guid],
                len(coding.text.split()) not in GOOD_WORDS,
                -round(telling, 6),
                coding.id,
            )

        claim, best = min(open_candidates, key=worth)
        chosen.append(best)
        members[best.participant_id] += 1
        codes[claim.code_guid] += 1
        open_candidates = [
            (claim, coding)
            for claim, coding in open_candidates
            if members[coding.participant_id] < MOST_OF_A_MEMBER
            and not (coding.source_id == best.source_id and coding.span.overlaps(best.span))
        ]
    return tuple(_quote(coding) for coding in chosen)


def _shortlist(
    claim: Claim, codings: Mapping[str, Coding], fit: Mapping[int, float]
) -> list[Coding]:
    """The codings of a claim that are looked at: all, unless thousands say so."""

    def worth(coding: Coding) -> tuple[bool, float, int]:
        long_or_short = len(coding.text.split()) not in GOOD_WORDS
        return long_or_short, -fit.get(coding.participant_id or 0, 0.0), coding.id

    there = [codings[guid] for guid in claim.evidence if guid in codings]
    return there if len(there) <= MOST_LOOKED_AT else nsmallest(MOST_LOOKED_AT, there, key=worth)


def contrary_quotes(found: Sequence[Claim], codings: Mapping[str, Coding]) -> tuple[Quote, ...]:
    """At most `MOST_CONTRARY` quotes that speak against the persona's claims, of different claims and members first.

    Args:
        found: the persona's claims; those with the most members against them come first.
        codings: every coding by GUID.
    """
    candidates = [
        (claim, codings[guid])
        for claim in sorted(found, key=lambda one: (-one.members_against, one.code))
        for guid in claim.contrary
        if guid in codings
    ]
    chosen: list[Coding] = []
    heard: set[int | None] = set()
    told: set[str] = set()
    while candidates and len(chosen) < MOST_CONTRARY:
        claim, best = min(
            candidates,
            key=lambda one: (
                one[0].code_guid in told,
                one[1].participant_id in heard,
                len(one[1].text.split()) not in GOOD_WORDS,
            ),
        )
        chosen.append(best)
        told.add(claim.code_guid)
        heard.add(best.participant_id)
        candidates.remove((claim, best))
    return tuple(_quote(coding) for coding in chosen)


def _quote(coding: Coding) -> Quote:
    return Quote(
        text=coding.text,
        source=coding.source,
        source_id=coding.source_id,
        start=coding.start,
        end=coding.end,
        participant=coding.participant or "",
        code=coding.code,
        coding_guid=coding.guid,
        against=coding.polarity is Polarity.AGAINST,
    )
