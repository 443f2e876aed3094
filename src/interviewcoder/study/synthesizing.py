"""What a synthesis is given by the study, and finding personas and claims in what it made."""

from typing import TYPE_CHECKING

from ..domain.errors import StudyError
from ..domain.persona import Claim, Persona, Synthesis
from ..storage.codebook import list_codes
from ..storage.codings import Wanted, list_codings
from ..storage.engine import Connection
from ..storage.exposure import answered_questions, transcript_lengths
from ..storage.participants import list_attributes, list_participants
from ..storage.personas import latest_synthesis

if TYPE_CHECKING:
    from ..analysis.synthesis import Given


def given_by(connection: Connection) -> "Given":
    """All of a study that a synthesis looks at."""
    from ..analysis.synthesis import Given
    from ..analysis.transcripts import Transcripts

    before = latest_synthesis(connection)
    return Given(
        codings=list_codings(connection, Wanted()),
        codes=list_codes(connection),
        participants=list_participants(connection),
        attributes=list_attributes(connection),
        before=before.personas if before else (),
        answered=answered_questions(connection),
        transcripts=Transcripts(*transcript_lengths(connection)),
    )


def required(synthesis: Synthesis | None) -> Synthesis:
    """The run.

    Raises:
        StudyError: there is none yet.
    """
    if synthesis is None:
        raise StudyError(
            "There are no personas yet.", "Make them with: interviewcoder synthesize STUDY"
        )
    return synthesis


def persona_of(synthesis: Synthesis | None, persona_id: int) -> Persona:
    """The persona of that id.

    Raises:
        StudyError: it is not of this run.
    """
    for persona in required(synthesis).personas:
        if persona.id == persona_id:
            return persona
    raise StudyError(
        "The persona is not of the newest run.", "Look at the personas again, then try once more."
    )


def claim_of(synthesis: Synthesis | None, claim_id: int) -> tuple[Persona, Claim]:
    """The claim of that id, and whose it is.

    Raises:
        StudyError: it is not of this run.
    """
    for persona in required(synthesis).personas:
        for claim in persona.claims:
            if claim.id == claim_id:
                return persona, claim
    raise StudyError(
        "The claim is not of the newest run.", "Look at the personas again, then try once more."
    )
