"""The researcher's verbs on personas."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from ..domain.choices import Measure
from ..domain.conflict import Seen
from ..domain.errors import StudyError
from ..domain.kinds import Kind
from ..domain.persona import (
    Persona,
    Run,
    Synthesis,
    SynthesisOptions,
)
from ..domain.persona_difference import Difference, difference
from ..domain.redaction import Redaction
from ..domain.text import clean_name, name_key, sanitise
from ..storage import made_personas as made
from ..storage import personas as stored
from ..storage.engine import Connection
from ..storage.participants import list_participants
from ..storage.study_file import StudyFile
from .exporting import Told, unheard
from .naming import by_name
from .persona_exports import PersonaFormat, export_personas
from .synthesizing import given_by, persona_of, required

Paths = list[Path]


class Personas:
    """Personas and the runs that made them."""

    def __init__(self, file: StudyFile, coder: str, study_name: str) -> None:
        self._file = file
        self._coder = coder
        self._study_name = study_name

    def synthesize(
        self,
        *,
        personas: int | None = None,
        seed: int = 0,
        kinds: Collection[Kind] = (),
        codes: Collection[str] = (),
        minimum_codings: int = 2,
        minimum_participants: int = 2,
        measure: Measure = Measure.COUNTS,
        reviewed: bool = False,
        attributes: bool = False,
        told: Told = lambda step: None,
    ) -> Synthesis:
        """Group the participants by the codes on their words, and store the personas.

        A persona whose members match one of the run before keeps its identity and what a person did to it: name,
        summary, narrative, claims pinned or stated, members moved. The run before is kept.

        Args:
            personas: how many; None: chosen from the data.
            seed: the same input, options and seed give the same personas.
            kinds: only codes of these kinds; none given: all but `other`.
            codes: only these codes and those below them, by name; none given: all.
            minimum_codings: participants with fewer distinct excerpts are left out and named.
            minimum_participants: codes of fewer participants are left out and named.
            measure: what of the codings counts.
            reviewed: whether everyone was looked at again with the codes that were made after they had been
                coded; where not, it counts as unknown whether they would have had them.
            attributes: whether participants' attributes have a say in the grouping.
            told: is told what comes next; what it raises ends the run, and nothing is stored.

        Raises:
            StudyError: there is too little to synthesize, or an option cannot be.
        """
        options = SynthesisOptions(
            personas=personas,
            seed=seed,
            kinds=tuple(kinds),
            codes=tuple(codes),
            minimum_codings=minimum_codings,
            minimum_participants=minimum_participants,
            measure=measure,
            reviewed=reviewed,
            attributes=attributes,
        )
        return self.synthesize_with(options, told)

    def current(self) -> Synthesis | None:
        """The newest run with its personas; None before the first."""
        with self._file.reading() as connection:
            return stored.latest_synthesis(connection)

    def runs(self) -> Sequence[Run]:
        """Every run that is kept, the newest first."""
        with self._file.reading() as connection:
            return stored.list_runs(connection)

    def run(self, run_id: int) -> Synthesis:
        """A run with its personas.

        Raises:
            StudyError: there is none of that id.
        """
        with self._file.reading() as connection:
            found = stored.synthesis_of(connection, run_id)
        if found is None:
            raise StudyError(f"There is no run {run_id}.", "See: interviewcoder runs STUDY")
        return found

    def difference(self, before: int | None = None, after: int | None = None) -> Difference:
        """What is different between two runs.

        Args:
            before: a run's id; None: the one before `after`.
            after: a run's id; None: the newest.

        Raises:
            StudyError: there are no such two runs.
        """
        ids = [run.id for run in reversed(self.runs())]
        newer = ids[-1] if after is None and ids else after
        older = before
        if before is None:
            older = max((one for one in ids if newer is not None and one < newer), default=None)
        if newer is None or older is None:
            raise StudyError(
                "There are no two runs to compare.", "Synthesize once more, then compare."
            )
        return difference(self.run(older), self.run(newer))

    def outdated(self) -> bool:
        """Whether the codings differ from those that the newest run was made of.

        Whom a person moved out of all personas is no part of it, until they are tagged anew.
        """
        current = self.current()
        if current is None:
            return False
        from ..analysis.synthesis import fingerprint

        with self._file.reading() as connection:
            given = given_by(connection)
        if current.by_hand:
            part_of_it = {m.participant_id for p in current.personas for m in p.members}
            part_of_it |= {
                one.participant_id
                for one in given.codings
                if one.participant_id and one.created_at > current.created_at
            }
            people = [one for one in given.participants if one.id in part_of_it]
            given = replace(given, participants=people)
        return fingerprint(given, current.options()) != current.fingerprint

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

    def rename(self, persona_id: int, name: str, *, seen: Seen | None = None) -> None:
        """Give a persona a name; a later synthesis keeps it.

        Args:
            seen: `name` as it was when the editing began; None: whatever it is now.

        Raises:
            EditConflict: another has renamed the persona since, or it does not go on in the newest run.
            StudyError: the name is empty, or another persona has it.
        """
        clean = clean_name(name, "persona's name")
        with self._file.writing("rename persona", self._coder) as change:
            change.summary = clean
            persona_id = made.write_on_persona(change, persona_id, "name", clean, seen)
            _require_free(change.connection, clean, persona_id)

    def write_summary(self, persona_id: int, text: str, *, seen: Seen | None = None) -> None:
        """Write a persona's one-line summary; a later synthesis keeps it. `seen` is as in `rename`."""
        with self._file.writing("write summary", self._coder) as change:
            words = " ".join(sanitise(text).split())
            change.summary = words
            made.write_on_persona(change, persona_id, "summary", words, seen)

    def write_narrative(self, persona_id: int, text: str, *, seen: Seen | None = None) -> None:
        """Write a persona's narrative; a later synthesis keeps it. `seen` is as in `rename`."""
        with self._file.writing("write narrative", self._coder) as change:
            words = sanitise(text).strip()
            change.summary = f"{len(words.split())} words"
            made.write_on_persona(change, persona_id, "narrative", words, seen)

    def looked_at(self, persona_id: int) -> None:
        """Note that a person has seen what became of the codings that a stale persona cites."""
        with self._file.writing("look at persona", self._coder) as change:
            persona = persona_of(required(stored.latest_synthesis(change.connection)), persona_id)
            change.summary = persona.name
            made.edit_persona(
                change,
                persona_id,
                {"seen_gone": made.as_json(stored.gone_from(change.connection, persona))},
            )

    def move(self, participant: str, to_persona_id: int | None) -> Synthesis:
        """Put a member into another persona, or out of all; stays so in later runs.

        The personas are told anew for these members, as a run of its own; the run before is kept.

        Raises:
            StudyError: nobody has the name, or a persona would be left without members.
        """
        current = required(self.current())
        target = None if to_persona_id is None else persona_of(current, to_persona_id)
        home = next(
            (p for p in current.personas for m in p.members if m.participant == participant), None
        )
        with self._file.reading() as connection:
            person = by_name(
                list_participants(connection), participant, "participant", "participants"
            )
        if home is target:
            raise StudyError(f"{person.name} is there already.", "Choose another persona.")
        groups = [
            (one, (_ids(one) - {person.id}) | ({person.id} if one is target else set()))
            for one in current.personas
        ]
        where = f"to {target.name}" if target else "out of the personas"
        return self._arranged(current, groups, {person.id}, f"moved {person.name} {where}")

    def merge(self, persona_id: int, into_id: int) -> Synthesis:
        """Make one persona of two; it goes on as the second.

        Raises:
            StudyError: they are the same, or one is gone.
        """
        current = required(self.current())
        one, other = persona_of(current, persona_id), persona_of(current, into_id)
        if one is other:
            raise StudyError("A persona cannot be merged with itself.", "Choose another persona.")
        groups = [
            (persona, _ids(persona) | (_ids(one) if persona is other else set()))
            for persona in current.personas
            if persona is not one
        ]
        said = f"merged {one.name} into {other.name}"
        return self._arranged(current, groups, _ids(one), said)

    def split(self, persona_id: int, participants: Collection[str]) -> Synthesis:
        """Make a new persona of some members of another.

        Raises:
            StudyError: they are no members, or nobody would be left.
        """
        current = required(self.current())
        persona = persona_of(current, persona_id)
        keys = {name_key(name) for name in participants}
        apart = {m.participant_id for m in persona.members if name_key(m.participant) in keys}
        if len(apart) < len(keys) or not apart:
            raise StudyError(
                f"Not all of them are members of '{persona.name}'.", "Choose members of it."
            )
        groups = [(one, _ids(one) - apart) for one in current.personas]
        said = f"split {len(apart)} members off {persona.name}"
        return self._arranged(current, [*groups, (None, apart)], apart, said)

    def export(
        self,
        directory: str | Path,
        format: PersonaFormat = "markdown",
        *,
        redact: Collection[Redaction] = (),
        templates: str | Path | None = None,
        told: Told = unheard,
    ) -> Paths:
        """Write the personas into a folder, as `persona_exports.export_personas` tells."""
        return export_personas(
            self._file,
            self._study_name,
            directory,
            format,
            redact=redact,
            templates=templates,
            told=told,
        )

    def synthesize_with(
        self, options: SynthesisOptions, told: Told = lambda step: None
    ) -> Synthesis:
        """As `synthesize`, with the options as one value."""
        from ..analysis.synthesis import synthesize

        with self._file.reading() as connection:
            given = given_by(connection)
        fresh = synthesize(given, options, told)
        many = f"{len(fresh.personas)} personas, seed {options.seed}"
        return self._store(fresh, given.before, "synthesize", many)

    def _arranged(
        self,
        current: Synthesis,
        groups: Sequence[tuple[Persona | None, Collection[int]]],
        moved: Collection[int],
        said: str,
    ) -> Synthesis:
        """A run with the groups that a person made.

        Raises:
            StudyError: a group is empty.
        """
        from ..analysis.synthesis import Group, synthesize

        if not all(members for _, members in groups):
            raise StudyError(
                "A persona would be left without members.", "Merge it into another persona instead."
            )
        with self._file.reading() as connection:
            given = given_by(connection)
        made_groups = [Group(frozenset(members), persona) for persona, members in groups]
        given = replace(given, groups=made_groups, moved=frozenset(moved))
        fresh = replace(synthesize(given, current.options()), by_hand=said)
        return self._store(fresh, current.personas, "arrange personas", said)

    def _store(
        self, fresh: Synthesis, before: Sequence[Persona], verb: str, summary: str
    ) -> Synthesis:
        """Enter a run.

        Raises:
            StudyError: the personas are not those `before` any more: what was written on them since is not in the run.
        """
        with self._file.writing(verb, self._coder) as change:
            newest = stored.latest_synthesis(change.connection)
            if tuple(before) != tuple(newest.personas if newest else ()):
                raise StudyError(
                    "The personas were changed in another window while they were told anew.",
                    "Nothing of either is lost. Look at them, then do it again.",
                )
            change.summary = summary
            run_id = made.add_synthesis(change, fresh)
            return required(stored.synthesis_of(change.connection, run_id))


def _require_free(connection: Connection, name: str, persona_id: int) -> None:
    """See that no other persona of the newest run has the name."""
    newest = stored.latest_synthesis(connection)
    others = newest.personas if newest else ()
    key = name_key(name)
    if any(name_key(p.name) == key and p.id != persona_id for p in others):
        raise StudyError(f"There is a persona '{name}' already.", "Choose another name.")


def _ids(persona: Persona) -> set[int]:
    return {member.participant_id for member in persona.members}
