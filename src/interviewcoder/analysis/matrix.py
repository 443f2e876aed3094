"""Who says what how often: the table of participants by codes that a synthesis starts from."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interviewcoder.domain.codebook import Code
from interviewcoder.domain.coding import LARGEST_WEIGHT, Coding, Polarity, Span
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.participant import Participant

from .exposure import exposure

FEWEST_PARTICIPANTS_OF_CODE = 2
"""A code on fewer participants cannot define a group and is left out."""

NEAR_DUPLICATE = 0.5
"""Two excerpts of one code that share this part of the shorter one count as one."""


@dataclass(frozen=True, slots=True)
class CodeMatrix:
    """Counts of distinct excerpts. Rows and columns are in the order of ids, whatever the input's order."""

    participants: tuple[Participant, ...]
    codes: tuple[Code, ...]
    counts: NDArray[np.float64]
    """participants x codes: whole numbers of excerpts, or sums of their weights (0 to 1 each)."""
    asked: NDArray[np.bool_]
    """participants x codes: whether the participant could have had the code (see `exposure`)."""
    codings: tuple[Coding, ...]
    """Every coding behind the counts, ordered by participant, code, place."""
    contrary: tuple[Coding, ...]
    """The codings of these participants and codes that speak against their code, in the same order."""
    left_out: tuple[str, ...]
    """Names of participants with too few codings."""
    codes_left_out: tuple[str, ...]
    """Names of codes that are on excerpts, but of too few participants."""

    @property
    def presence(self) -> NDArray[np.float64]:
        """participants x codes: 1 where the participant has the code at all, else 0."""
        return (self.counts > 0).astype(np.float64)

    def fingerprint(self) -> str:
        """SHA-256, as 64 hex digits, over the participants, codes, codings and spans that went in."""
        participant = {one.id: one.guid for one in self.participants}
        code = {one.id: one.guid for one in self.codes}
        digest = hashlib.sha256()
        for one in sorted(self.codings + self.contrary, key=lambda one: one.guid):
            row = (
                participant[one.participant_id or 0],
                code[one.code_id],
                one.guid,
                one.start,
                one.end,
                int(one.polarity),
                one.weight,
            )
            digest.update(json.dumps(row).encode())
        return digest.hexdigest()


def code_matrix(
    codings: Iterable[Coding],
    codes: Iterable[Code],
    participants: Iterable[Participant],
    *,
    minimum_codings: int = 2,
    minimum_participants: int = FEWEST_PARTICIPANTS_OF_CODE,
    weighted: bool = False,
    answered: Mapping[int, Collection[str]] | None = None,
    reviewed: bool = False,
) -> CodeMatrix:
    """The counts of distinct excerpts by participant and code.

    Left out are codings of nobody's words (the interviewer's), of the kind `other`, of codes or participants
    that are not given; participants with fewer than `minimum_codings` distinct excerpts; and codes of fewer
    than `minimum_participants` of those who remain. Nothing may remain: the arrays are then empty, which is
    not an error here. Codings that speak against their code do not count for it; they are kept apart.

    Args:
        weighted: count excerpts by their weight; one without a weight counts whole.
        answered: for participants who only answered surveys, the open questions that they answered.
        reviewed: whether everyone was looked at again with the codes that were made later.
    """
    # By id, the order of entry: a study made again of the same files gives the same personas.
    people = sorted(participants, key=lambda one: one.id)
    usable_codes = {one.id: one for one in codes if one.kind is not Kind.OTHER}
    known = {one.id for one in people}
    by_cell: defaultdict[tuple[int, int], list[Coding]] = defaultdict(list)
    against: defaultdict[tuple[int, int], list[Coding]] = defaultdict(list)
    usable = [one for one in codings if one.participant_id in known and one.code_id in usable_codes]
    for coding in usable:
        side = against if coding.polarity is Polarity.AGAINST else by_cell
        side[coding.participant_id or 0, coding.code_id].append(coding)
    excerpts = {cell: _distinct_excerpts(marks) for cell, marks in by_cell.items()}

    total: Counter[int] = Counter()
    for (participant_id, _), count in excerpts.items():
        total[participant_id] += count
    for (participant_id, _), marks in against.items():
        total[participant_id] += _distinct_excerpts(marks)
    kept = {one.id for one in people if total[one.id] >= max(1, minimum_codings)}
    while True:
        users = Counter(code_id for participant_id, code_id in excerpts if participant_id in kept)
        shared = {code_id for code_id, n in users.items() if n >= max(1, minimum_participants)}
        # A participant all of whose codes are nobody else's has nothing left to be compared by.
        still = {person for person, code_id in excerpts if person in kept and code_id in shared}
        if still == kept:
            break
        kept = still

    rows = tuple(one for one in people if one.id in kept)
    columns = tuple(sorted((usable_codes[code_id] for code_id in shared), key=lambda one: one.id))
    row_of = {person.id: row for row, person in enumerate(rows)}
    column_of = {code.id: column for column, code in enumerate(columns)}
    counts = np.zeros((len(rows), len(columns)))
    for (person_id, code_id), excerpt_count in excerpts.items():
        if person_id in row_of and code_id in column_of:
            marks = by_cell[person_id, code_id]
            counts[row_of[person_id], column_of[code_id]] = (
                _weight(marks) * excerpt_count if weighted else excerpt_count
            )

    def in_order(side: Mapping[tuple[int, int], list[Coding]]) -> tuple[Coding, ...]:
        cells = sorted(cell for cell in side if cell[0] in row_of and cell[1] in column_of)
        return tuple(mark for cell in cells for mark in sorted(side[cell], key=_place))

    return CodeMatrix(
        participants=rows,
        codes=columns,
        counts=counts,
        asked=exposure(usable, rows, columns, answered or {}, reviewed=reviewed),
        codings=in_order(by_cell),
        contrary=in_order(against),
        left_out=tuple(sorted(one.name for one in people if one.id not in kept)),
        codes_left_out=tuple(
            sorted({usable_codes[code_id].name for _, code_id in excerpts if code_id not in shared})
        ),
    )


def _weight(marks: Sequence[Coding]) -> float:
    """The mean weight of a cell's codings, 0 to 1."""
    told = [LARGEST_WEIGHT if one.weight is None else one.weight for one in marks]
    return sum(told) / (LARGEST_WEIGHT * len(told))


def _place(coding: Coding) -> tuple[str, int, int, int]:
    return coding.source, coding.start, coding.end, coding.id


def _distinct_excerpts(marks: Sequence[Coding]) -> int:
    """How many excerpts are left when near duplicates (two coders, a span tagged twice) count once."""
    distinct = 0
    source: int | None = None
    last = Span(0, 0)
    for mark in sorted(marks, key=lambda one: (one.source_id, one.start, -one.end)):
        shared = min(last.end, mark.end) - mark.start
        shorter = min(len(last), mark.end - mark.start)
        if mark.source_id == source and shared > 0 and shared >= NEAR_DUPLICATE * shorter:
            last = Span(last.start, max(last.end, mark.end))
            continue
        distinct += 1
        source, last = mark.source_id, mark.span
    return distinct
