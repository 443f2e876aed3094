"""The revisions of a source: the earlier ones, which stay readable, and the step to the next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, text
from sqlalchemy.dialects.sqlite import insert as insert_or
from sqlalchemy.engine import Connection

from ..domain.errors import StudyError
from ..domain.imported import ImportedSource
from ..domain.revision import Revision, Tally
from ..domain.source import Role
from .change import Change, moment
from .participants import Registrar, drop_unheard, rename_participant
from .sources import mapping_text
from .tables import (
    ParticipantRow,
    PassageRow,
    QuestionRow,
    SourceRevisionRow,
    SourceRow,
    SourceTextRow,
    SpeakerRow,
    table_of,
)
from .unique_names import id_of_name

_REVISIONS = """
SELECT r.revision, r.file_name, r.file_sha256, r.characters, r.imported_at, o.name AS coder,
       0 AS current, r.kept, r.moved, r.ambiguous, r.lost
FROM source_revision r JOIN coder o ON o.id = r.coder_id WHERE r.source_id = :source
UNION ALL
SELECT s.revision, s.file_name, s.file_sha256, s.characters, s.imported_at, o.name, 1, 0, 0, 0, 0
FROM source s JOIN coder o ON o.id = s.coder_id WHERE s.id = :source
ORDER BY 1
"""
_TEXT_OF_REVISION = """
SELECT t.text FROM source_text t WHERE t.sha256 = coalesce(
    (SELECT r.text_sha256 FROM source_revision r WHERE r.source_id = :source AND r.revision = :revision),
    (SELECT s.text_sha256 FROM source s WHERE s.id = :source AND s.revision = :revision))
"""
_PASSAGE = (
    "id",
    "source_id",
    "position",
    "start_pos",
    "end_pos",
    "speaker_id",
    "question_id",
    "start_ms",
    "end_ms",
)


def list_revisions(connection: Connection, source_id: int) -> list[Revision]:
    """The revisions of a source, the first first. Each tells what became of the codings of the one before it."""
    found: list[Revision] = []
    tally: Tally | None = None
    for row in connection.execute(text(_REVISIONS), {"source": source_id}):
        found.append(
            Revision(
                row.revision,
                row.file_name,
                row.file_sha256,
                row.characters,
                datetime.fromisoformat(row.imported_at),
                row.coder,
                bool(row.current),
                tally,
            )
        )
        tally = Tally(row.kept, row.moved, row.ambiguous, row.lost)
    return found


def read_revision(connection: Connection, source_id: int, revision: int) -> str:
    """The text of a revision.

    Raises:
        StudyError: the source has no such revision.
    """
    words = connection.execute(
        text(_TEXT_OF_REVISION), {"source": source_id, "revision": revision}
    ).scalar_one_or_none()
    if words is None:
        raise StudyError(f"There is no revision {revision} of that source.", "Look at: revisions")
    return str(words)


def questions_of(connection: Connection, source_id: int) -> list[str]:
    """The open questions of a survey, in order."""
    table = table_of(QuestionRow)
    rows = connection.execute(
        select(table.c.text).where(table.c.source_id == source_id).order_by(table.c.position)
    )
    return list(rows.scalars())


@dataclass(frozen=True, slots=True)
class RevisedFile:
    """The corrected file, understood, and how its voices are those of the source.

    `heirs` gives the id of the speaker whose place a label takes; other labels are new voices.
    """

    imported: ImportedSource
    file_name: str
    file_sha256: str
    text_sha256: str
    heirs: Mapping[str, int]


def write_revision(
    change: Change, registrar: Registrar, source_id: int, revised: RevisedFile, tally: Tally
) -> None:
    """Make a corrected file the current revision of a source; its codings are left to the caller.

    Voices that inherit keep their role and participant. Attribute values are left to the caller as well.
    """
    _keep_current(change, source_id, tally)
    speakers, gone = _revise_speakers(change, registrar, source_id, revised)
    questions = _revise_questions(change, source_id, revised.imported.questions)
    kept, outdated, fresh = _passages(change.connection, source_id, revised, speakers, questions)
    # Search takes the words of a passage from its source's text: out with the old one, in with the new one, and
    # the other way round when this is undone.
    change.delete_rows(PassageRow, _PASSAGE, outdated)
    _replace_text(change, source_id, revised)
    first = change.next_id(PassageRow)
    change.insert(
        PassageRow,
        _PASSAGE,
        [(first + n, source_id, kept + n, *row) for n, row in enumerate(fresh)],
    )
    change.delete(SpeakerRow, id=sorted(gone))
    drop_unheard(change, {person for person in gone.values() if person is not None})


def _keep_current(change: Change, source_id: int, tally: Tally) -> None:
    sources = table_of(SourceRow)
    row = change.connection.execute(select(sources).where(sources.c.id == source_id)).one()
    change.insert_one(
        SourceRevisionRow,
        source_id=source_id,
        revision=row.revision,
        format=row.format,
        encoding=row.encoding,
        file_name=row.file_name,
        file_sha256=row.file_sha256,
        text_sha256=row.text_sha256,
        characters=row.characters,
        imported_at=row.imported_at,
        coder_id=row.coder_id,
        mapping=row.mapping,
        kept=tally.kept,
        moved=tally.moved,
        ambiguous=tally.ambiguous,
        lost=tally.lost,
    )


def _replace_text(change: Change, source_id: int, revised: RevisedFile) -> None:
    imported = revised.imported
    change.connection.execute(
        insert_or(table_of(SourceTextRow)).on_conflict_do_nothing(),
        {"sha256": revised.text_sha256, "text": imported.text},
    )
    sources = table_of(SourceRow)
    number = change.connection.execute(
        select(sources.c.revision).where(sources.c.id == source_id)
    ).scalar_one()
    change.update(
        SourceRow,
        source_id,
        revision=number + 1,
        format=imported.format,
        encoding=imported.encoding,
        file_name=revised.file_name,
        file_sha256=revised.file_sha256,
        text_sha256=revised.text_sha256,
        characters=len(imported.text),
        imported_at=moment(),
        coder_id=change.coder_id(),
        mapping=mapping_text(imported.mapping),
    )


def _revise_speakers(
    change: Change, registrar: Registrar, source_id: int, revised: RevisedFile
) -> tuple[dict[str, int], dict[int, int | None]]:
    """The speakers by label; and those that are gone, with the participants that they are."""
    table = table_of(SpeakerRow)
    there = {
        row.id: row
        for row in change.connection.execute(select(table).where(table.c.source_id == source_id))
    }
    voices = revised.imported.speakers
    by_label: dict[str, int] = {}
    for position, voice in enumerate(voices):
        if voice.label in revised.heirs:
            row = there[revised.heirs[voice.label]]
            by_label[voice.label] = row.id
            if (row.label, row.position) != (voice.label, position):
                change.update(SpeakerRow, row.id, label=voice.label, position=position)
    new = [(position, one) for position, one in enumerate(voices) if one.label not in by_label]
    people = [one for _, one in new if one.role is Role.PARTICIPANT]
    ids = registrar.participants([one.participant or one.label for one in people])
    owners = dict(zip((one.label for one in people), ids, strict=True))
    first = change.next_id(SpeakerRow)
    change.insert(
        SpeakerRow,
        ("id", "source_id", "position", "label", "role", "participant_id"),
        [
            (first + n, source_id, position, one.label, one.role.value, owners.get(one.label))
            for n, (position, one) in enumerate(new)
        ],
    )
    by_label |= {one.label: first + n for n, (_, one) in enumerate(new)}
    heard = set(by_label.values())
    return by_label, {one: row.participant_id for one, row in there.items() if one not in heard}


def _revise_questions(change: Change, source_id: int, wanted: Sequence[str]) -> list[int]:
    """The ids of the questions wanted, which begin with those that are there."""
    table = table_of(QuestionRow)
    there = list(
        change.connection.execute(
            select(table.c.id).where(table.c.source_id == source_id).order_by(table.c.position)
        ).scalars()
    )
    first = change.next_id(QuestionRow)
    fresh = [
        (first + n, source_id, len(there) + n, question)
        for n, question in enumerate(wanted[len(there) :])
    ]
    change.insert(QuestionRow, ("id", "source_id", "position", "text"), fresh)
    return [*there, *(row[0] for row in fresh)]


_FreshPassage = tuple[int, int, int, int | None, int | None, int | None]
"""Start, end, speaker, question, start and end in milliseconds."""


def _passages(
    connection: Connection,
    source_id: int,
    revised: RevisedFile,
    speakers: Mapping[str, int],
    questions: Sequence[int],
) -> tuple[int, list[tuple[object, ...]], list[_FreshPassage]]:
    """How many passages stay as they are, the rows that go, and those that come.

    Passages up to the first one that differs stay, so that rows appended to a survey cost what they are.
    """
    imported = revised.imported
    wanted: list[_FreshPassage] = [
        (
            passage.start,
            passage.end,
            speakers[passage.speaker],
            None if passage.question is None else questions[passage.question],
            passage.start_ms,
            passage.end_ms,
        )
        for passage in imported.passages
    ]
    table = table_of(PassageRow)
    there = connection.execute(
        select(*(table.c[name] for name in _PASSAGE))
        .where(table.c.source_id == source_id)
        .order_by(table.c.start_pos)
    ).all()
    words = connection.execute(
        text(
            "SELECT t.text FROM source s JOIN source_text t ON t.sha256 = s.text_sha256 WHERE s.id = :id"
        ),
        {"id": source_id},
    ).scalar_one()
    kept = 0
    for row, passage in zip(there, wanted, strict=False):
        start, end = passage[:2]
        if tuple(row)[3:] != passage or words[start:end] != imported.text[start:end]:
            break
        kept += 1
    return kept, [tuple(row) for row in there[kept:]], wanted[kept:]


def rename_made_up(change: Change, participant_id: int, name: str) -> bool:
    """Give a participant whose name the program made up the one that is known now; False where it is taken."""
    if id_of_name(change.connection, ParticipantRow, name) not in (None, participant_id):
        return False
    rename_participant(change, participant_id, name)
    return True
