"""From codings to personas: the whole run, reproducible from its input and seed."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime

import numpy as np

from interviewcoder.domain.codebook import Code
from interviewcoder.domain.coding import Coding
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.figures import FEWEST_CODES, FEWEST_EXCERPTS, FEWEST_PARTICIPANTS
from interviewcoder.domain.participant import Attribute, Participant
from interviewcoder.domain.persona import Member, Persona, Synthesis

from . import stability as resampling
from .claims import claims
from .clusters import RESTARTS, Labels, by_size, silhouette
from .embedding import Array, dual_blocks, expected_presence, principal_points
from .held_out import held_out_confirmed
from .leaning import leaning
from .matrix import CodeMatrix, code_matrix
from .names import narrative, suggested_names, summary
from .no_personas import simulate_without_personas
from .one_core import one_core
from .prevalence import prevalence
from .quotes import quotes
from .spread import spreads
from .stability import Stability, badge, stability
from .structure import Structure, grouping, structure
from .verdict import verdict, warnings

MOST_ASKED = 50
"""More personas than this are a list of people."""
METHOD = "dual embedding, k-means"

_MOST_TESTED = 1000
"""Tests and resamples of larger studies work on so many participants, evenly spaced in the order of entry."""
_STUDIES = range(39, 100)
_MOST_CELLS = 2_000_000


@one_core()
def synthesize(
    codings: Sequence[Coding],
    codes: Sequence[Code],
    participants: Sequence[Participant],
    attributes: Sequence[Attribute],
    *,
    personas: int | None = None,
    seed: int = 0,
    minimum_codings: int = FEWEST_EXCERPTS,
) -> Synthesis:
    """Group the participants by what they say and tell each group by its evidence.

    The same input, in any order, and the same seed give the same result, apart from `created_at`, `coder`,
    `id` and `guid`, which are empty here and belong to whoever keeps the synthesis.

    Args:
        codings: the excerpts and their codes; those of nobody's words are left out.
        codes: the codebook; codes of the kind `other` are left out.
        participants: everyone who may become a member.
        attributes: what members are compared by afterwards; they have no say in the grouping.
        personas: how many; None: as many as the codings show.
        seed: of everything that is drawn at random, 0 to 2^63 - 1.
        minimum_codings: participants with fewer distinct excerpts are left out and named.

    Raises:
        StudyError: there are too few participants or codes, or the number of personas or seed cannot be.
    """
    if not 0 <= seed < 2**63:
        raise StudyError(
            f"The seed {seed} cannot be used.", "Use a whole number from 0 to 2^63 - 1."
        )
    matrix = code_matrix(codings, codes, participants, minimum_codings=minimum_codings)
    _check(matrix, personas, minimum_codings)
    counts, everyone = matrix.counts, len(matrix.participants)
    sample = np.linspace(0, everyone - 1, min(everyone, _MOST_TESTED)).astype(int)
    tested = counts[sample]
    studies = int(np.clip(_MOST_CELLS // tested.size, _STUDIES.start, _STUDIES.stop - 1))
    without = simulate_without_personas(tested, studies, seed)
    shape = structure(tested, without, seed, asked=personas)

    blocks = dual_blocks(counts)
    labels = by_size(grouping(blocks, shape.personas, seed))
    groups = int(labels.max()) + 1
    stable = stability(counts, labels, groups, without, seed)
    expected = expected_presence(matrix.presence)
    z = leaning(matrix.presence, expected, labels, groups)
    confirmed = held_out_confirmed(tested, expected[sample], labels[sample], groups, seed)
    made = _personas(matrix, labels, z, stable, shape, confirmed, attributes)
    view = principal_points(blocks, max(2, groups - 1))
    return Synthesis(
        id=0,
        guid="",
        created_at=datetime.fromtimestamp(0, UTC),
        coder="",
        seed=seed,
        settings={
            "method": METHOD,
            "personas": personas,
            "minimum_codings": minimum_codings,
            "restarts": RESTARTS,
            "resamples": resampling.RESAMPLES,
            "studies_without_personas": studies,
            "numpy": np.__version__,
        },
        fingerprint=matrix.fingerprint(),
        quality={
            "k_chosen_by": shape.chosen_by,
            "structure_p": shape.p,
            "axis_p": list(shape.axis_p),
            "silhouette": silhouette(view[sample], labels[sample]),
            "participants": everyone,
            "codes": len(matrix.codes),
            "codings": len(matrix.codings),
            "left_out": list(matrix.left_out),
            "codes_left_out": list(matrix.codes_left_out),
            "k_table": [asdict(row) for row in shape.k_table],
            "confirmed": int(confirmed.sum()),
            "noise_jaccard": {"typical": stable.noise_typical, "high": stable.noise_high},
            "verdict": verdict(shape, made),
            "warnings": warnings(matrix, made, int(confirmed.sum()), _MOST_TESTED),
        },
        personas=made,
    )


def _check(matrix: CodeMatrix, personas: int | None, minimum_codings: int) -> None:
    everyone = len(matrix.participants)
    if len(matrix.codes) < FEWEST_CODES and (everyone or matrix.codes_left_out):
        raise StudyError(
            f"Personas need {FEWEST_CODES} codes that two or more participants share; "
            f"there {'is' if len(matrix.codes) == 1 else 'are'} {len(matrix.codes) or 'none'}.",
            "Tag more interviews with the same codes. Codes of the kind 'other' do not count.",
        )
    if everyone < FEWEST_PARTICIPANTS:
        are = "participant has" if everyone == 1 else "participants have"
        excerpts = "1 excerpt" if minimum_codings <= 1 else f"{minimum_codings} excerpts"
        raise StudyError(
            f"{everyone or 'No'} {are} at least {excerpts} with codes that others share; "
            f"personas need {FEWEST_PARTICIPANTS} such participants.",
            "Tag more interviews, and check that the speakers are set as participants.",
        )
    if personas is None:
        return
    most = min(everyone, MOST_ASKED)
    if not 1 <= personas <= most:
        raise StudyError(
            f"{personas} personas cannot be made from {everyone} participants.",
            f"Ask for 1 to {most}, or leave the number out.",
        )
    distinct = len(np.unique(np.round(dual_blocks(matrix.counts), 6), axis=0))
    if personas > distinct:
        raise StudyError(
            f"{personas} personas cannot be told apart: only {distinct} of the participants differ.",
            f"Ask for at most {distinct}, or leave the number out.",
        )


def _personas(
    matrix: CodeMatrix,
    labels: Labels,
    z: Array,
    stable: Stability,
    shape: Structure,
    confirmed: np.ndarray,
    attributes: Sequence[Attribute],
) -> tuple[Persona, ...]:
    codings = {coding.guid: coding for coding in matrix.codings}
    found = [claims(matrix, labels, group, z) for group in range(len(z))]
    names = suggested_names(found)
    everyone = len(matrix.participants)
    made = []
    for group, persona_claims in enumerate(found):
        rows = np.flatnonzero(labels == group)
        fit = {matrix.participants[row].id: float(stable.fit[row]) for row in rows}
        in_order = sorted(rows.tolist(), key=lambda row: (-stable.fit[row], row))
        members = [matrix.participants[row] for row in in_order]
        trust = badge(float(stable.jaccard[group]), stable, everyone, shape.p)
        shown = prevalence(matrix, labels, group, persona_claims)
        held = {matrix.codes[column].guid for column in np.flatnonzero(confirmed[group])}
        made.append(
            Persona(
                id=0,
                guid="",
                name=names[group],
                summary=summary(persona_claims, len(rows), everyone),
                narrative=narrative(persona_claims, shown.every),
                members=tuple(Member(one.id, one.name, fit[one.id]) for one in members),
                share=len(rows) / everyone,
                claims=persona_claims,
                quotes=quotes(persona_claims, codings, fit),
                segments=spreads(members, matrix.participants, attributes),
                quality={
                    "stability": float(stable.jaccard[group]),
                    "badge": trust.word,
                    "reason": trust.reason,
                    "warning": _warning(len(rows), trust.word, trust.reason),
                    "prevalence": str(shown),
                    "core": sum(value >= 0.8 for value in fit.values()),
                    "held_out": "; ".join(
                        claim.code for claim in persona_claims if claim.code_guid in held
                    ),
                },
            )
        )
    return tuple(made)


def _warning(members: int, word: str, reason: str) -> str:
    if members == 1:
        return "One participant is not a persona."
    return reason if word != "solid" else ""
