"""Exemplar quotes: the members' own words that best show what a persona claims."""

from collections import Counter
from collections.abc import Mapping, Sequence

from interviewcoder.domain.coding import Coding
from interviewcoder.domain.persona import Claim, Quote

MOST_QUOTES = 6
MOST_OF_A_MEMBER = 2
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
        (claim, codings[guid]) for claim in found for guid in claim.evidence if guid in codings
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
    )
