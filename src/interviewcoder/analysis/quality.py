"""What a set of personas hangs on, and how complete the codes are: figures and sentences for the run and each persona."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from interviewcoder.domain.codebook import Code
from interviewcoder.domain.coding import Coding

from . import saturation as completeness
from .clusters import Labels
from .coder_sensitivity import Rebuild, sensitivity_to_coders
from .coder_sensitivity import told as told_of_coders
from .grouping_table import GroupingTable
from .matrix import CodeMatrix
from .sensitivity import Sensitivity, sensitivity_to_codes, sensitivity_to_participants

MOST_COUNTED = 2000
"""The curve of codes over participants is drawn from so many of a larger study, evenly spaced."""


@dataclass(frozen=True, slots=True)
class Quality:
    """Figures of a run, and of each of its personas, as plain values under their names."""

    run: dict[str, object]
    personas: tuple[dict[str, float | str], ...]


def quality(
    matrix: CodeMatrix,
    compared: GroupingTable,
    codings: Sequence[Coding],
    codes_used: Sequence[Code],
    labels: Labels,
    groups: int,
    seed: int,
    rebuild: Rebuild,
) -> Quality:
    """How much the personas depend on single codes, people and coders, and whether codes still come.

    Args:
        matrix: who says what.
        compared: what participants were grouped by.
        codings: all codings of the study.
        codes_used: the codes that the synthesis goes by, with those that only one participant has.
        labels: (participants,), from 0.
        groups: how many personas.
        seed: of everything drawn at random.
        rebuild: makes the table of some of the codings as that of the synthesis was made.
    """
    codes = sensitivity_to_codes(compared.cells, labels, groups, seed)
    people = sensitivity_to_participants(compared.cells, labels, groups, seed)
    coders = sensitivity_to_coders(matrix, labels, groups, seed, rebuild)
    everyone = np.linspace(0, len(labels) - 1, min(len(labels), MOST_COUNTED), dtype=np.int64)
    said = completeness.everything_said(
        codings,
        codes_used,
        [matrix.participants[row] for row in everyone],
    )
    whole = completeness.saturation(said, seed=seed)
    by_persona = tuple(
        _of_persona(
            group,
            compared.names,
            [one.name for one in matrix.participants],
            codes,
            people,
        )
        | {"gains": _gains(said[labels[everyone] == group], seed)}
        for group in range(groups)
    )
    return Quality(
        run={
            "saturation": asdict(whole),
            "saturation_told": list(completeness.told(whole)),
            "hanging_on_a_code": len(codes.hanging()),
            "hanging_on_a_participant": len(people.hanging()),
            "codes_tried": codes.tried,
            "participants_tried": people.tried,
            "coders": list(coders.coders),
            "coder_association": asdict(coders.association) if coders.association else None,
            "coders_told": list(
                told_of_coders(coders, [f"persona {n + 1}" for n in range(groups)])
            ),
        },
        personas=by_persona,
    )


def _of_persona(
    group: int,
    codes: Sequence[str],
    people: Sequence[str],
    without_code: Sensitivity,
    without_person: Sensitivity,
) -> dict[str, float | str]:
    found: dict[str, float | str] = {}
    for what, names, tried in (
        ("code", codes, without_code),
        ("participant", people, without_person),
    ):
        if tried.tried:
            least, name = tried.least[group], names[tried.by[group]]
            found[f"least_without_a_{what}"] = round(least, 6)
            hangs = group in tried.hanging()
            found[f"hangs_on_{what}"] = (
                f"Without the {what} '{name}' only {least:.0%} of it comes back."
                if hangs
                else f"At least {least:.0%} of it comes back whichever {what} is left out."
            )
    return found


def _gains(said: np.ndarray, seed: int) -> str:
    found = completeness.saturation(said, seed=seed)
    return " ".join(completeness.told(found, "members")[:2])
