"""From codings to personas: the whole run, reproducible from its input and seed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime

import numpy as np

from interviewcoder.domain.choices import Measure
from interviewcoder.domain.codebook import Code
from interviewcoder.domain.coding import Coding
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.figures import FEWEST_CODES, FEWEST_PARTICIPANTS
from interviewcoder.domain.participant import Attribute, Participant
from interviewcoder.domain.persona import (
    Persona,
    PersonaMap,
    Point,
    Synthesis,
    SynthesisOptions,
)

from . import stability as resampling
from .clusters import RESTARTS, Labels, by_size, silhouette
from .continuing import Continued, as_made, continued
from .embedding import Array, dual_blocks, expected_presence, principal_points
from .grouping_table import grouping_table
from .held_out import held_out_confirmed
from .leaning import leaning
from .matrix import CodeMatrix, code_matrix
from .no_personas import simulate_without_personas
from .one_core import one_core
from .persona_map import persona_map
from .profiles import Groups, profiles
from .quality import quality
from .selection import chosen_codes
from .stability import stability
from .structure import grouping, structure
from .transcripts import Transcripts
from .verdict import verdict, warnings

MOST_ASKED = 50
"""More personas than this are a list of people."""
METHOD = "dual embedding, k-means"

_MOST_TESTED = 1000
"""Tests and resamples of larger studies work on so many participants, drawn by lot."""
_MOST_SHOWN = 2000
_STUDIES = range(39, 100)
_MOST_CELLS = 2_000_000

_USUAL = SynthesisOptions()

Told = Callable[[str], None]
"""Is told what comes next; what it raises ends the synthesis."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group that a person made."""

    members: frozenset[int]
    """Participant ids."""
    persona: Persona | None
    """The persona that it goes on from."""


@dataclass(frozen=True, slots=True)
class Given:
    """All of a study that a synthesis looks at."""

    codings: Sequence[Coding]
    """Those of nobody's words are left out."""
    codes: Sequence[Code]
    participants: Sequence[Participant]
    """Everyone who may become a member."""
    attributes: Sequence[Attribute] = ()
    """What members are compared by afterwards; they have no say in the grouping unless asked for."""
    before: Sequence[Persona] = ()
    """The personas of the run before, which this one goes on from."""
    answered: Mapping[int, Sequence[str]] = field(default_factory=dict)
    """By id of a participant who only answered surveys: the open questions that they answered."""
    transcripts: Transcripts = field(default_factory=Transcripts)
    groups: Sequence[Group] = ()
    """The groups, where a person made them; none: the codings show them."""
    moved: frozenset[int] = frozenset()
    """Those of them whom a person put where they are just now."""


@one_core()
def synthesize(
    given: Given,
    options: SynthesisOptions = _USUAL,
    told: Told = lambda step: None,
) -> Synthesis:
    """Group the participants by what they say and tell each group by its evidence.

    The same input, in any order, and the same options give the same result, apart from `created_at`, `coder`,
    `id` and the GUIDs of new personas, which are empty here and belong to whoever keeps the synthesis.

    Raises:
        StudyError: there are too few participants or codes, or an option cannot be.
    """
    if not 0 <= options.seed < 2**63:
        raise StudyError(
            f"The seed {options.seed} cannot be used.", "Use a whole number from 0 to 2^63 - 1."
        )
    told("Counting who says what")
    matrix = matrix_of(given, options)
    compared = grouping_table(matrix, options, given.attributes)
    table, everyone = compared.cells, len(matrix.participants)
    asked = len(given.groups) or options.personas
    # Groups that a person made are taken as they are, whether they can be told apart or not.
    _check(matrix, table, None if given.groups else asked, options.minimum_codings)
    # By lot: every fifth of people who were entered in turn could all be of one persona.
    lot = np.random.Generator(np.random.PCG64(options.seed)).permutation(everyone)
    sample = np.sort(lot[:_MOST_TESTED])
    tested = table[sample]
    studies = int(np.clip(_MOST_CELLS // tested.size, _STUDIES.start, _STUDIES.stop - 1))

    told("Comparing with studies without personas")
    without = simulate_without_personas(tested, studies, options.seed)
    shape = structure(tested, without, options.seed, asked=asked)

    told("Grouping the participants")
    blocks = dual_blocks(table)
    found = _groups(matrix, given, lambda: grouping(blocks, shape.personas, options.seed))
    labels = found.labels
    groups = int(labels.max()) + 1

    told("Trying the groups on resamples")
    stable = stability(table, labels, groups, without, options.seed)

    told("Testing each code held out")
    everything = (table > 0).astype(np.float64)
    expected = expected_presence(everything, ~np.isnan(table))
    codes = slice(len(matrix.codes))
    z = leaning(everything, expected, labels, groups, ~np.isnan(table))[:, codes]
    confirmed = held_out_confirmed(
        tested, expected[sample], labels[sample], groups, options.seed, shape.p
    )
    confirmed = confirmed[:, codes]

    told("Seeing what the groups hang on")
    used = chosen_codes(given.codes, options)
    more = quality(
        matrix,
        compared,
        given.codings,
        used,
        labels,
        groups,
        options.seed,
        lambda codings: matrix_of(replace(given, codings=codings), options),
    )

    told("Writing the personas")
    view = principal_points(blocks, max(2, groups - 1))
    separation = silhouette(view[sample], labels[sample])
    made = profiles(
        matrix,
        Groups(found, z, stable, confirmed, shape.p, separation, more.personas),
        given.codings,
        given.attributes,
        given.transcripts,
    )
    return Synthesis(
        id=0,
        guid="",
        created_at=datetime.fromtimestamp(0, UTC),
        coder="",
        seed=options.seed,
        settings={
            "method": METHOD,
            **_settings(options),
            "restarts": RESTARTS,
            "resamples": resampling.RESAMPLES,
            "studies_without_personas": studies,
            "numpy": np.__version__,
        },
        fingerprint=matrix.fingerprint(),
        quality={
            "k_chosen_by": "a person" if given.groups else shape.chosen_by,
            "supported": shape.supported,
            "structure_p": shape.p,
            "axis_p": list(shape.axis_p),
            "silhouette": separation,
            "participants": everyone,
            "smallest": min(len(one.members) for one in made),
            "loose": sum(int(one.quality["loose"]) for one in made),
            "codes": len(matrix.codes),
            "codings": len(matrix.codings),
            "contrary": len(matrix.contrary),
            "not_asked": int((~matrix.asked).sum()),
            "left_out": list(matrix.left_out),
            "codes_left_out": list(matrix.codes_left_out),
            "k_table": [asdict(row) for row in shape.k_table],
            "confirmed": int(confirmed.sum()),
            "noise_jaccard": {"typical": stable.noise_typical, "high": stable.noise_high},
            **more.run,
            "verdict": verdict(shape, made),
            "warnings": warnings(matrix, made, int(confirmed.sum()), _MOST_TESTED),
        },
        personas=made,
        map=_map(matrix, labels),
    )


def fingerprint(given: Given, options: SynthesisOptions) -> str:
    """What the fingerprint of a synthesis of this would be."""
    return matrix_of(given, options).fingerprint()


def matrix_of(given: Given, options: SynthesisOptions) -> CodeMatrix:
    """Who says what how often, as a synthesis counts it."""
    people = given.participants
    if given.groups:
        members = frozenset().union(*(group.members for group in given.groups))
        people = [one for one in people if one.id in members]
    return code_matrix(
        given.codings,
        chosen_codes(given.codes, options),
        people,
        minimum_codings=options.minimum_codings,
        minimum_participants=options.minimum_participants,
        weighted=options.measure is Measure.WEIGHTS,
        answered=given.answered,
        reviewed=options.reviewed,
    )


def _groups(matrix: CodeMatrix, given: Given, found: Callable[[], Labels]) -> Continued:
    if not given.groups:
        return continued(matrix, by_size(found()), given.before)
    return as_made(
        matrix,
        [group.members for group in given.groups],
        [g.persona for g in given.groups],
        given.moved,
    )


def _map(matrix: CodeMatrix, labels: Labels) -> PersonaMap:
    """At most `_MOST_SHOWN` of the participants."""
    found = persona_map(matrix.counts, [code.name for code in matrix.codes])
    shown = np.linspace(0, len(labels) - 1, min(len(labels), _MOST_SHOWN)).astype(int)
    return PersonaMap(
        points=tuple(
            Point(matrix.participants[row].name, int(labels[row]), *found.points[row])
            for row in shown
        ),
        axes=tuple((axis.share, axis.low, axis.high) for axis in found.axes),
    )


def _settings(options: SynthesisOptions) -> dict[str, object]:
    return {
        "personas": options.personas,
        "kinds": [kind.value for kind in options.kinds],
        "codes": list(options.codes),
        "minimum_codings": options.minimum_codings,
        "minimum_participants": options.minimum_participants,
        "measure": options.measure.value,
        "reviewed": options.reviewed,
        "attributes": options.attributes,
    }


def _check(matrix: CodeMatrix, table: Array, personas: int | None, minimum_codings: int) -> None:
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
    distinct = len(np.unique(np.round(dual_blocks(table), 6), axis=0))
    if personas > distinct:
        raise StudyError(
            f"{personas} personas cannot be told apart: only {distinct} of the participants differ.",
            f"Ask for at most {distinct}, or leave the number out.",
        )
