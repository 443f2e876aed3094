"""Codings of a REFI-QDA project, and the people and sources that they are about."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from interviewcoder.domain.exchange import (
    ExchangedCode,
    ExchangedCoding,
    ExchangedParticipant,
    ExchangedSource,
    derived_guid,
)
from interviewcoder.domain.exchange_guids import normal_guid
from interviewcoder.domain.exchange_report import counted
from interviewcoder.domain.exchange_words import judgement, passage_told
from interviewcoder.domain.imported import ImportedSource
from interviewcoder.domain.source import Role, SourceKind
from interviewcoder.domain.text import name_key, one_line

from .owned_words import Owned
from .refi_codes import read_codes
from .refi_notes import Note, Notes
from .refi_people import Case, People
from .refi_reading import Guids, Reading, targets, time_of, value
from .refi_sources import Selection, SourceRead, Sources
from .refi_voices import voices

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_WARNINGS_TOLD = 20
_FORMAT = "qdpx"


@dataclass(slots=True)
class Excerpt:
    """A selection and the codings on it."""

    source: SourceRead
    selection: Selection
    codings: list[str] = field(default_factory=list)
    """GUIDs."""
    pointed_to: bool = False
    """Whether a case or a link is about it."""

    @property
    def is_passage(self) -> bool:
        """Whether it only says who speaks."""
        return passage_told(value(self.selection.element, "name")) is not None


class Codings:
    """All codings with their codes, the sources with their passages, and everyone who speaks."""

    def __init__(self, reading: Reading, sources: Sources, people: People, notes: Notes) -> None:
        self._reading = reading
        self._read_sources = sources
        self._notes = notes
        self._guids = Guids("coding")
        self.code_guids = Guids("code")
        codes = read_codes(reading.root, self.code_guids, reading.origin)
        cases = {case.guid: case.name for case in people.cases}
        self.case_codes = _codes_for_cases(codes, set(cases))
        """GUIDs of codes that are nothing but cases, which are left out."""
        self.codes = [code for code in codes if code.guid not in self.case_codes]
        self.all: list[ExchangedCoding] = []
        self.notes_on: list[tuple[str, Note]] = []
        """GUID of a coding, and a note on it that is a memo."""
        self.excerpts: list[Excerpt] = []
        self.at: dict[str, Excerpt] = {}
        """By the GUID of a selection as it is pointed to."""
        self.by_written: dict[str, str] = {}
        """By the GUID of a coding as it is pointed to: the one it has."""
        self._owned: dict[str, list[Owned]] = {}
        self._wholes: dict[str, list[str]] = {}
        """By the GUID of a source: the names of the cases that it is given to as a whole."""
        self._cases = cases
        self._warnings: list[str] = []
        self._nameless = 0
        self.cases = people.cases
        for source in sources.all:
            self._read_source(source)
        for case in people.cases:
            self._read_case(case)
        self.sources = [self._with_voices(source) for source in sources.all]
        self.participants = self._participants(people)
        self._tell()

    def speakers_of(self, written: str) -> list[str]:
        """The names of those who take part in the sources that a GUID points to."""
        guids = {source.guid for source in self._read_sources.of(written)}
        return [
            speaker.participant
            for one in self.sources
            if one.guid in guids
            for speaker in one.source.speakers
            if speaker.participant is not None
        ]

    def _read_source(self, source: SourceRead) -> None:
        for selection in source.selections:
            excerpt = Excerpt(source, selection)
            self.excerpts.append(excerpt)
            self.at.setdefault(normal_guid(value(selection.element, "guid")), excerpt)
            self._read_codings(selection.element, excerpt)
        lead = len(source.text) - len(source.text.lstrip())
        for holder in dict.fromkeys((source.element, source.holder)):
            whole = Selection(holder, (lead, len(source.text.rstrip())))
            self._read_codings(holder, Excerpt(source, whole))

    def _read_codings(self, holder: "Element", excerpt: Excerpt) -> None:
        start, end = excerpt.selection.span
        for element in holder.findall("Coding"):
            references = list(element.iter("CodeRef"))
            if not references:
                self._reading.lose("codings", "without a code")
            told = [note for guid in targets(element, "NoteRef") if (note := self._notes.of(guid))]
            judged = judgement([note.name for note in told])
            for reference in references:
                code = self.code_guids.of(value(reference, "targetGUID"))
                if code is None:
                    self._reading.lose("codings", "of a code that is not there")
                    continue
                if code in self.case_codes:
                    owned = Owned((start, end), self._cases[code])
                    self._owned.setdefault(excerpt.source.guid, []).append(owned)
                    excerpt.pointed_to = True
                    continue
                guid = self._guids.new(value(element, "guid"))
                self.by_written.setdefault(normal_guid(value(element, "guid")), guid)
                excerpt.codings.append(guid)
                self.all.append(
                    ExchangedCoding(
                        guid,
                        excerpt.source.guid,
                        start,
                        end,
                        code,
                        self._reading.coder_of(element) or self._reading.coder_of(holder),
                        time_of(element) or time_of(holder),
                        judged.polarity,
                        judged.weight,
                        judged.origin,
                        judged.suggested,
                    )
                )
                self.notes_on += [(guid, note) for note in told if not note.is_judgement]

    def _read_case(self, case: Case) -> None:
        for pointed in case.selections:
            excerpt = self.at.get(normal_guid(pointed))
            if excerpt is None:
                self._reading.lose("selections", "of cases that are not there")
                continue
            excerpt.pointed_to = True
            owned = Owned(excerpt.selection.span, case.name)
            self._owned.setdefault(excerpt.source.guid, []).append(owned)
        for pointed in case.sources:
            for source in self._read_sources.of(pointed):
                self._wholes.setdefault(source.guid, []).append(case.name)

    def _with_voices(self, source: SourceRead) -> ExchangedSource:
        owned = self._owned.get(source.guid, [])
        partly = {one.person for one in owned}
        wholes = [one for one in self._wholes.get(source.guid, ()) if one not in partly]
        found = voices(source, owned, wholes)
        silent = set(wholes) - {speaker.participant for speaker in found.speakers}
        self._reading.lose("cases", "with a whole source in which others speak", len(silent))
        told = source.told
        if any(speaker.label for speaker in found.speakers):
            self._warnings += [f"{one_line(source.name, 60)}: {line}" for line in found.warnings]
        else:
            self._nameless += told is None and not wholes
        return ExchangedSource(
            source.guid,
            ImportedSource(
                name=source.name,
                kind=told.kind if told else SourceKind.TRANSCRIPT,
                format=told.format if told else _FORMAT,
                encoding=source.encoding,
                text=source.text,
                passages=found.passages,
                speakers=found.speakers,
                questions=told.questions if told else (),
                mapping=told.mapping if told else None,
            ),
            source.file_name,
            source.created_at,
            source.coder_guid,
        )

    def _participants(self, people: People) -> list[ExchangedParticipant]:
        """The cases, and those who only speak, with the values that the project has of them or their sources."""
        found = {
            name_key(case.name): ExchangedParticipant(
                case.guid, case.name, tuple(case.values.items())
            )
            for case in people.cases
        }
        facts = {source.guid: people.values_of(source.element) for source in self._read_sources.all}
        for case in people.on_sources:
            for pointed in case.sources:
                for source in self._read_sources.of(pointed):
                    facts[source.guid] |= case.values
        for one in self.sources:
            for speaker in one.source.speakers:
                if speaker.role is not Role.PARTICIPANT or speaker.participant is None:
                    continue
                key = name_key(speaker.participant)
                guid = derived_guid("participant", one.guid, key)
                person = found.setdefault(key, ExchangedParticipant(guid, speaker.participant))
                values = facts[one.guid] | dict(person.values)
                found[key] = replace(person, values=tuple(values.items()))
        return list(found.values())

    def _tell(self) -> None:
        """Say what was guessed and put right."""
        told, sources = self._reading.told, self._read_sources
        if sources.moved:
            moved = counted(sources.moved, "selections")
            told.append(f"{moved} stood beside the words that they quote, and stand on them now.")
        if sources.quoted:
            quoted = counted(sources.quoted, "sources")
            told.append(f"{quoted} came without a text; their quotations stand for it.")
        if self._nameless:
            nameless = counted(self._nameless, "sources")
            told.append(f"{nameless} named no speakers; each counts as the words of one person.")
        told += self._warnings[:_WARNINGS_TOLD]
        if (more := len(self._warnings) - _WARNINGS_TOLD) > 0:
            told.append(f"And {more} more like these.")


def _codes_for_cases(codes: Sequence[ExchangedCode], cases: set[str]) -> set[str]:
    """The codes that are nothing but cases: NVivo writes a case as a code of the same GUID too."""
    parents = {code.parent_guid for code in codes if code.guid not in cases}
    return {code.guid for code in codes if code.guid in cases and code.guid not in parents}
