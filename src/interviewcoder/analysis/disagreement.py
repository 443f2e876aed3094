"""What divides the members of a persona: codes that about half of them have.

A persona is drawn from what its members share, which hides where they part. Not having a code is silence, not
contradiction; only members whose words speak against it are known to think otherwise. Members who could not have
had the code, such as in a survey that never asked, do not count.
"""

import numpy as np
from numpy.typing import NDArray

from interviewcoder.domain.persona import Divide

from .clusters import Labels
from .matrix import CodeMatrix

FEWEST_MEMBERS = 4
FEWEST_EACH = 2
"""One member apart is an exception, not a division."""


def divides(
    matrix: CodeMatrix, labels: Labels, group: int, most: int | None = None
) -> tuple[Divide, ...]:
    """The codes that a third to two thirds of the members have, the most divided first.

    Of equals, those that more members speak against come first, then those of more excerpts.

    Args:
        matrix: who says what.
        labels: (participants,), from 0.
        group: the persona's label.
        most: at most so many; None: all.
    """
    rows = np.flatnonzero(np.asarray(labels) == group)
    if len(rows) < FEWEST_MEMBERS:
        return ()
    has = matrix.counts[rows] > 0
    asked = matrix.asked[rows] | has
    against = _against(matrix)[rows]
    have, could = has.sum(axis=0).tolist(), asked.sum(axis=0).tolist()
    contrary = against.sum(axis=0).tolist()
    excerpts = matrix.counts[rows].sum(axis=0).tolist()
    divided = [
        column
        for column, (some, of) in enumerate(zip(have, could, strict=True))
        # In whole numbers, so that exactly a third is a third.
        if of >= FEWEST_MEMBERS and of <= 3 * some <= 2 * of and min(some, of - some) >= FEWEST_EACH
    ]
    divided.sort(
        key=lambda column: (
            round(abs(have[column] / could[column] - 0.5), 9),
            -contrary[column],
            -excerpts[column],
            column,
        )
    )

    def names(which: NDArray[np.bool_]) -> tuple[str, ...]:
        return tuple(matrix.participants[row].name for row in rows[which])

    return tuple(
        Divide(
            code=matrix.codes[column].name,
            code_guid=matrix.codes[column].guid,
            having=names(has[:, column]),
            lacking=names(asked[:, column] & ~has[:, column]),
            against=names(against[:, column]),
        )
        for column in divided[:most]
    )


def _against(matrix: CodeMatrix) -> NDArray[np.bool_]:
    """(participants, codes): whether the participant somewhere speaks against the code."""
    row = {one.id: index for index, one in enumerate(matrix.participants)}
    column = {one.id: index for index, one in enumerate(matrix.codes)}
    found = np.zeros(matrix.counts.shape, dtype=np.bool_)
    for one in matrix.contrary:
        found[row[one.participant_id or 0], column[one.code_id]] = True
    return found
