"""The researcher's verbs on personas."""

from dataclasses import replace
from pathlib import Path
from typing import Literal

from ..domain.coding import Coding
from ..domain.errors import StudyError
from ..domain.persona import Claim, Persona, Synthesis
from ..domain.text import clean_name, name_key, sanitise
from ..storage import personas as stored
from ..storage.codebook import list_codes
from ..storage.codings import Wanted, codings_by_guid, list_codings
from ..storage.participants import list_attributes, list_participants
from ..storage.study_file import StudyFile
from .files import make_folder, write_text
from .naming import by_name

Codings = list[Coding]
Paths = list[Path]


class Personas:
    """Personas and the runs that made them."""

    def __init__(self, file: StudyFile, coder: str, study_name: str) -> None:
        self._file = file
        self._coder = coder
        self._study_name = study_name

    def synthesize(self, *, personas: int | None = None, seed: int = 0) -> Synthesis:
        """Group the participants by the codes on their words, and store the personas.

        A persona whose members match one of the run before keeps its identity, and the name and the
        narrative that a person gave it.

        Args:
            personas: how many; None: chosen from the data.
            seed: the same input and seed give the same personas.

        Raises:
            StudyError: there is too little to synthesize.
        """
        from ..analysis.synthesis import synthesize

        with self._file.reading() as connection:
            codings = list_codings(connection, Wanted())
            codes = list_codes(connection)
            people = list_participants(connection)
            attributes = list_attributes(connection)
        synthesis = synthesize(codings, codes, people, attributes, personas=personas, seed=seed)
        with self._file.writing("synthesize", self._coder) as change:
            change.summary = f"{len(synthesis.personas)} personas, seed {seed}"
            before = stored.latest_synthesis(change.connection)
            continued, guids = _continue(before, synthesis)
            stored.add_synthesis(change, continued, guids)
            made = stored.latest_synthesis(change.connection)
        assert made is not None
        return made

    def current(self) -> Synthesis | None:
        """The newest run with its personas; None before the first."""
        with self._file.reading() as connection:
            return stored.latest_synthesis(connection)

    def list(self) -> list[Persona]:
        """The personas of the newest run."""
        synthesis = self.current()
        return list(synthesis.personas) if synthesis else []

    def get(self, name: str) -> Persona:
        """The persona of that name, whatever its case.

        Raises:
            StudyError: there is none.
        """
        return by_name(self.list(), name, "persona", "personas")

    def rename(self, persona_id: int, name: str) -> None:
        """Give a persona a name; a later synthesis keeps it.

        Raises:
            StudyError: the name is empty, or another persona has it.
        """
        clean = clean_name(name, "persona's name")
        key = name_key(clean)
        if any(name_key(p.name) == key and p.id != persona_id for p in self.list()):
            raise StudyError(f"There is a persona '{clean}' already.", "Choose another name.")
        with self._file.writing("rename persona", self._coder) as change:
            change.summary = clean
            stored.edit_persona(change, persona_id, {"name": clean, "name_edited": 1})

    def write_narrative(self, persona_id: int, text: str) -> None:
        """Write a persona's narrative; a later synthesis keeps it."""
        with self._file.writing("write narrative", self._coder) as change:
            words = sanitise(text).strip()
            change.summary = f"{len(words.split())} words"
            stored.edit_persona(change, persona_id, {"narrative": words, "narrative_edited": 1})

    def evidence(self, claim: Claim) -> Codings:
        """The codings that a claim stands on, those that still exist, in reading order."""
        with self._file.reading() as connection:
            return codings_by_guid(connection, claim.evidence)

    def export(
        self, directory: str | Path, format: Literal["markdown", "json"] = "markdown"
    ) -> Paths:
        """Write the personas into a folder: Markdown (an index and a page each) or one JSON file.

        Raises:
            StudyError: there are no personas yet, the format is unknown, or the folder cannot be written.
        """
        synthesis = self.current()
        if synthesis is None:
            raise StudyError(
                "There are no personas yet.", "Make them with: interviewcoder synthesize STUDY"
            )
        match format:
            case "markdown":
                from ..exporters.personas_markdown import persona_pages

                pages = persona_pages(self._study_name, synthesis)
            case "json":
                from ..exporters.personas_json import personas_json

                pages = {"personas.json": personas_json(self._study_name, synthesis)}
            case _:
                raise StudyError(f"'{format}' is no format for personas.", "Use markdown or json.")
        folder = make_folder(Path(directory))
        return [write_text(folder / name, page) for name, page in pages.items()]


def _continue(before: Synthesis | None, after: Synthesis) -> tuple[Synthesis, dict[int, str]]:
    """The new run with what people wrote about the personas that live on, and their GUIDs by position."""
    if before is None:
        return after, {}
    from ..analysis.matching import match_personas

    matches = match_personas(
        [frozenset(m.participant_id for m in persona.members) for persona in before.personas],
        [frozenset(m.participant_id for m in persona.members) for persona in after.personas],
    )
    personas = list(after.personas)
    guids: dict[int, str] = {}
    for position, old_position in matches.items():
        old, fresh = before.personas[old_position], personas[position]
        guids[position] = old.guid
        if old.name_edited:
            fresh = replace(fresh, name=old.name, name_edited=True)
        if old.narrative_edited:
            fresh = replace(fresh, narrative=old.narrative, narrative_edited=True)
        personas[position] = fresh
    given = {name_key(persona.name) for persona in personas if persona.name_edited}
    named_apart = tuple(
        replace(persona, name=f"{persona.name} (2)")
        if not persona.name_edited and name_key(persona.name) in given
        else persona
        for persona in personas
    )
    return replace(after, personas=named_apart), guids
