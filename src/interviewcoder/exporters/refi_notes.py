"""Notes of a REFI-QDA project: memos, personas, and what coders said of their codings."""

from collections.abc import Iterator
from datetime import UTC, datetime

from interviewcoder.domain.exchange import ExchangedCoding, ExchangedStudy, derived_guid
from interviewcoder.domain.exchange_words import (
    NO_TIME,
    PERSONA_NOTE,
    Judgement,
    judgement_notes,
    memo_name,
    titled,
)
from interviewcoder.domain.memo import MemoTarget

from .refi_xml import RefiXml

LINKED = frozenset({MemoTarget.PARTICIPANT, MemoTarget.SEGMENT})
"""What memos are linked to: cases and sets refer to no notes."""


class Notes:
    """The notes of a study, and what refers to them.

    Memos on the study itself and personas stand on their own, so their texts are files: programs that know journals show
    them there. Other notes belong to something, and their texts stand in the project.
    """

    def __init__(self, study: ExchangedStudy) -> None:
        self._study = study
        self._on: dict[str, list[str]] = {}
        """By the GUID of a thing: those of the notes on it."""
        for memo in study.memos:
            if memo.target not in LINKED:
                self._on.setdefault(memo.target_guid, []).append(memo.guid)
        self._judged: dict[str, str] = {}
        """By the name of a note that judges codings: its GUID."""
        for coding in study.codings:
            for name in judgement_notes(_judgement(coding)):
                guid = self._judged.setdefault(name, derived_guid("note", name))
                self._on.setdefault(coding.guid, []).append(guid)

    def files(self) -> Iterator[tuple[str, str]]:
        """Name and text of each note that is a file."""
        for persona in self._study.personas:
            yield f"{persona.guid}.txt", persona.text
        for memo in self._study.memos:
            if memo.target is MemoTarget.STUDY:
                yield f"{memo.guid}.txt", memo.text

    def refer(self, xml: RefiXml, guid: str) -> None:
        """The references to the notes on a thing."""
        for note in self._on.get(guid, ()):
            xml.element("NoteRef", targetGUID=note)

    def write(self, xml: RefiXml) -> None:
        """The element with all notes; nothing where there are none."""
        if not (self._study.memos or self._study.personas or self._judged):
            return
        with xml.start("Notes"):
            for persona in self._study.personas:
                with xml.start(
                    "Note",
                    guid=persona.guid,
                    name=titled(PERSONA_NOTE, persona.name),
                    plainTextPath=f"internal://{persona.guid}.txt",
                    creationDateTime=time_text(NO_TIME),
                ):
                    self.refer(xml, persona.guid)
            for memo in self._study.memos:
                is_file = memo.target is MemoTarget.STUDY
                with xml.start(
                    "Note",
                    guid=memo.guid,
                    name=memo_name(memo.text),
                    plainTextPath=f"internal://{memo.guid}.txt" if is_file else None,
                    creatingUser=memo.coder_guid,
                    # QualCoder cannot do with a note without a time.
                    creationDateTime=time_text(memo.created_at or NO_TIME),
                ):
                    if not is_file:
                        xml.element("PlainTextContent", memo.text)
            for name, guid in self._judged.items():
                with xml.start("Note", guid=guid, name=name, creationDateTime=time_text(NO_TIME)):
                    xml.element("PlainTextContent", name)


def _judgement(coding: ExchangedCoding) -> Judgement:
    return Judgement(coding.polarity, coding.weight, coding.origin, coding.suggested)


def time_text(at: datetime | None) -> str | None:
    """A time as XML has it, in UTC; one that tells no zone is taken for UTC."""
    if at is None:
        return None
    aware = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return aware.isoformat().replace("+00:00", "Z")
