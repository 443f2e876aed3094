"""How many members of each persona speak for each code, claimed or not."""

from collections.abc import Sequence

from interviewcoder.domain.persona import Persona, Voices

from .matrix import CodeMatrix


def voices(matrix: CodeMatrix, personas: Sequence[Persona]) -> dict[tuple[str, str], Voices]:
    """By a persona's GUID and a code's GUID: the members who speak for the code, counted as for a claim.

    Args:
        matrix: who says what. Members who are not in it are not counted.
        personas: whose members.
    """
    has = matrix.counts > 0
    row = {one.id: place for place, one in enumerate(matrix.participants)}
    found = {}
    for persona in personas:
        rows = [row[one.participant_id] for one in persona.members if one.participant_id in row]
        speaking, asked = has[rows].sum(axis=0), matrix.asked[rows].sum(axis=0)
        for column, code in enumerate(matrix.codes):
            found[persona.guid, code.guid] = Voices(int(speaking[column]), int(asked[column]))
    return found
