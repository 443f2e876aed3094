"""Whether a participant could have had a code at all: a cell that could not be filled is missing, not zero.

Two ways in which it could not: the code was made after they had been coded, and nothing of theirs has been tagged
since (codebooks drift); or they answered a survey only, and not one of the questions to which the
code is an answer.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from interviewcoder.domain.codebook import Code
from interviewcoder.domain.coding import Coding
from interviewcoder.domain.participant import Participant


def exposure(
    codings: Sequence[Coding],
    participants: Sequence[Participant],
    codes: Sequence[Code],
    answered: Mapping[int, Collection[str]],
    *,
    reviewed: bool = False,
) -> NDArray[np.bool_]:
    """(participants, codes): whether the participant could have had the code; true wherever they have it.

    Args:
        codings: all codings of participants, those that speak against their code too.
        participants: the rows.
        codes: the columns.
        answered: by id of a participant who only answered surveys, the open questions that they answered.
        reviewed: whether everyone was looked at again with the codes that were made later.
    """
    asked = np.ones((len(participants), len(codes)), dtype=bool)
    if not asked.size:
        return asked
    last_look: dict[int, datetime] = {}
    questions: defaultdict[int, set[str | None]] = defaultdict(set)
    row = {one.id: place for place, one in enumerate(participants)}
    column = {one.id: place for place, one in enumerate(codes)}
    for one in codings:
        person, at = one.participant_id or 0, one.created_at
        last_look[person] = max(at, last_look.get(person, at))
        questions[one.code_id].add(one.question)
    if not reviewed:
        made = np.array(
            [one.created_at.timestamp() if one.created_at else -np.inf for one in codes]
        )
        looked = np.array([last_look[one.id].timestamp() for one in participants])
        asked &= made[None, :] <= looked[:, None]

    of_questions = [(place, questions[one.id]) for place, one in enumerate(codes)]
    for person_id, theirs in answered.items():
        if person_id in row:
            own = set(theirs)
            for place, needed in of_questions:
                asked[row[person_id], place] &= None in needed or not own.isdisjoint(needed)
    for one in codings:
        if one.participant_id in row and one.code_id in column:
            asked[row[one.participant_id], column[one.code_id]] = True
    return asked
