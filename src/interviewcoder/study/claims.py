"""The researcher's verbs on the claims of personas."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..domain.coding import Coding
from ..domain.errors import StudyError
from ..domain.kinds import Kind
from ..domain.persona import Claim, ClaimStatus, Voices
from ..domain.text import clean_name, name_key
from ..storage import made_personas as made
from ..storage.codings import codings_by_guid
from ..storage.personas import latest_synthesis
from ..storage.study_file import StudyFile
from .synthesizing import claim_of, given_by, persona_of, required


class Claims:
    """What personas claim, and the evidence under it."""

    def __init__(self, file: StudyFile, coder: str) -> None:
        self._file = file
        self._coder = coder

    def evidence(self, claim: Claim) -> list[Coding]:
        """The codings that speak for a claim, those that still exist, in reading order."""
        with self._file.reading() as connection:
            return codings_by_guid(connection, claim.evidence)

    def contrary(self, claim: Claim) -> list[Coding]:
        """The codings that speak against a claim, those that still exist, in reading order."""
        with self._file.reading() as connection:
            return codings_by_guid(connection, claim.contrary)

    def voices(self) -> Mapping[tuple[str, str], Voices]:
        """How many members of each persona speak for each code at present, by the GUIDs of both.

        Codes that a persona does not claim are among them: so personas can be compared. Empty before the first run.
        """
        from ..analysis.synthesis import Group, matrix_of
        from ..analysis.voices import voices

        with self._file.reading() as connection:
            current = latest_synthesis(connection)
            if current is None:
                return {}
            given = given_by(connection)
        members = [
            frozenset(one.participant_id for one in persona.members) for persona in current.personas
        ]
        given = replace(given, groups=[Group(one, None) for one in members])
        return voices(matrix_of(given, current.options()), current.personas)

    def pin(self, claim_id: int, *, pinned: bool = True) -> None:
        """Keep a claim on its persona's page in later runs, whatever the figures say; or do not any more."""
        with self._file.writing("pin claim" if pinned else "unpin claim", self._coder) as change:
            change.summary = claim_of(latest_synthesis(change.connection), claim_id)[1].code
            made.edit_claim(change, claim_id, {"pinned": int(pinned)})

    def add(
        self,
        persona_id: int,
        statement: str,
        kind: Kind,
        evidence: Sequence[str],
        contrary: Sequence[str] = (),
    ) -> None:
        """State a claim by hand, with the codings it stands on; kept in later runs, apart from what is computed.

        Where the personas were told anew since, it is of the persona that goes on as this one.

        Args:
            statement: in the researcher's words.
            kind: what sort of claim it is.
            evidence: GUIDs of the codings that speak for it.
            contrary: GUIDs of those that speak against it.

        Raises:
            StudyError: the statement is empty or made already, or a coding is gone.
        """
        words = clean_name(statement, "claim")
        with self._file.writing("add claim", self._coder) as change:
            current = required(latest_synthesis(change.connection))
            persona_id = made.goes_on_as(change, persona_id)
            persona = persona_of(current, persona_id)
            cited = codings_by_guid(change.connection, [*evidence, *contrary])
            if len(cited) < len({*evidence, *contrary}):
                raise StudyError("A coding is not in the study any more.", "Choose others.")
            if not evidence:
                raise StudyError(
                    "A claim by hand needs a quote that speaks for it.", "Choose a coding."
                )
            if name_key(words) in {name_key(one.code) for one in persona.claims}:
                raise StudyError(f"'{words}' is claimed already.", "Find it on the page.")
            from ..analysis.continuing import recounted

            others = sum(len(one.members) for one in current.personas) - len(persona.members)
            claim = recounted(
                Claim(
                    code=words,
                    code_guid="",
                    kind=kind,
                    members=0,
                    members_of=0,
                    others=0,
                    others_of=others,
                    distinctiveness=0.0,
                    evidence=tuple(dict.fromkeys(evidence)),
                    contrary=tuple(
                        guid for guid in dict.fromkeys(contrary) if guid not in evidence
                    ),
                    status=ClaimStatus.THIN,
                    by_hand=True,
                ),
                persona,
                {one.guid: one for one in cited},
            )
            change.summary = f"{persona.name}: {words}"
            made.add_claims(change, [claim], persona_id, len(persona.claims))

    def remove(self, claim_id: int) -> None:
        """Take back a claim that was stated by hand.

        Raises:
            StudyError: it was computed, or is gone.
        """
        with self._file.writing("remove claim", self._coder) as change:
            persona, claim = claim_of(latest_synthesis(change.connection), claim_id)
            if not claim.by_hand:
                raise StudyError(
                    "This claim was computed from the codings.",
                    "Change the codings, or unpin it; only claims stated by hand can be removed.",
                )
            change.summary = f"{persona.name}: {claim.code}"
            made.remove_claim(change, claim_id)
