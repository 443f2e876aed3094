"""What a synthesis found, said in words, and what to be careful about."""

from collections.abc import Sequence

from interviewcoder.domain.coding import Origin
from interviewcoder.domain.persona import Persona

from .matrix import CodeMatrix
from .stability import FEW_PARTICIPANTS
from .structure import SIGNIFICANT, Structure

_NOT_BY_HAND = {
    Origin.AUTOCODE: "made by searching for words, not by reading each",
    Origin.SUGGESTION: "suggested by the program and accepted",
}
_NAMED = 5
"""So many names are listed before the rest is counted."""


def verdict(shape: Structure, personas: Sequence[Persona]) -> str:
    """One or two sentences: whether the codings show personas at all, and how many."""
    if shape.chosen_by.startswith("all participants"):
        return "All participants have the same codes: there is nothing to tell personas apart by."
    many = "1 persona" if len(personas) == 1 else f"{len(personas)} personas"
    if shape.p > SIGNIFICANT:
        return (
            f"The codings look the same as with no personas at all (p = {shape.p:.2f}). "
            "What these data support is one persona of everybody. "
            f"Read the {many} as one way to sort the participants, not as types that are there."
        )
    solid = sum(one.quality["badge"] == "solid" for one in personas)
    told = (
        "The participants lean to different codes more than they would with no personas at all "
        f"(p = {shape.p:.2f}). {many[0].upper()}{many[1:]}, {_how_many(solid, len(personas))} solid; "
        f"the number: {shape.chosen_by}."
    )
    if len(personas) > shape.supported:
        told += f" These data do not support more than {shape.supported}."
    if not solid and len(personas) > 1:
        told += " People may differ one by one here rather than in groups."
    return told


def warnings(
    matrix: CodeMatrix, personas: Sequence[Persona], confirmed: int, most_tested: int
) -> list[str]:
    """What a reader should know before relying on the personas, one sentence each; may be empty."""
    everyone = len(matrix.participants)
    found = []
    if everyone < FEW_PARTICIPANTS:
        found.append(
            f"{everyone} participants are few: groups of so few come and go by chance. "
            "Take the personas as a first sketch."
        )
    if matrix.left_out:
        found.append(f"Left out for too few coded excerpts: {_some(matrix.left_out)}.")
    if matrix.codes_left_out:
        found.append(f"Codes of one participant only, left out: {_some(matrix.codes_left_out)}.")
    for origin, how in _NOT_BY_HAND.items():
        number = sum(coding.origin is origin for coding in matrix.codings)
        if number:
            found.append(f"{number} of {len(matrix.codings)} tags were {how}.")
    unknown = {
        code.name: int(missing)
        for code, missing in zip(matrix.codes, (~matrix.asked).sum(axis=0), strict=True)
        if missing
    }
    if unknown:
        told = [f"“{name}” ({number})" for name, number in unknown.items()]
        found.append(
            "Not known, rather than not said, since the code was made after they had been coded or its question "
            f"was not asked, with the number of people: {_some(told)}. Tag more of their words, or synthesize as "
            "reviewed once all were looked at again."
        )
    if len(personas) > 1 and not confirmed:
        found.append(
            "No code tells a persona once that code is held out from the grouping: "
            "describe them by counts, not as differences."
        )
    if everyone > most_tested:
        found.append(f"The tests used {most_tested} of the {everyone} participants.")
    return found


def _how_many(solid: int, personas: int) -> str:
    """Such as `none of them`, before `solid`."""
    if personas == 1:
        return "which is" if solid else "which is not"
    if solid == personas:
        return "all"
    return f"{solid or 'none'} of them"


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_NAMED])
    return f"{shown} and {len(names) - _NAMED} more" if len(names) > _NAMED else shown
