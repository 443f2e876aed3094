"""Sources: their texts, speakers, questions and passages."""

import json
from collections.abc import Sequence
from datetime import datetime
from itertools import repeat

from sqlalchemy import select, text
from sqlalchemy.dialects.sqlite import insert as insert_or
from sqlalchemy.engine import Connection

from ..domain.coding import Span
from ..domain.conflict import Seen
from ..domain.errors import StudyError
from ..domain.imported import ImportedSource
from ..domain.source import Passage, Role, Source, SourceKind, SourceText, Speaker, voice
from ..domain.survey_mapping import SurveyMapping, mapping_from, mapping_record
from ..domain.text import clean_name, name_key
from .change import Change, moment, new_guid
from .conflicts import reconciled, require_as_seen, require_untouched
from .memos import remove_memos_on
from .participants import Registrar, drop_unheard
from .tables import (
    CodingRow,
    ParticipantRow,
    PassageRow,
    QuestionRow,
    RejectionRow,
    RelocationRow,
    SourceRevisionRow,
    SourceRow,
    SourceTextRow,
    SpeakerRow,
    table_of,
)
from .unique_names import id_of_name, require_free_name

_SOURCES = """
SELECT s.id, s.guid, s.name, s.kind, s.format, s.encoding, s.characters, s.file_sha256, s.file_name,
       s.imported_at, s.revision,
       (SELECT count(*) FROM passage p WHERE p.source_id = s.id) AS passages,
       (SELECT count(*) FROM coding c WHERE c.source_id = s.id) AS codings,
       (SELECT count(*) FROM relocation r WHERE r.source_id = s.id AND r.decision = 'open') AS unreviewed
FROM source s
"""

_PASSAGES = """
SELECT p.id, p.position, p.start_pos, p.end_pos, k.label, k.role, k.participant_id, a.name,
       p.start_ms, p.end_ms, q.text
FROM passage p JOIN speaker k ON k.id = p.speaker_id
LEFT JOIN participant a ON a.id = k.participant_id
LEFT JOIN question q ON q.id = p.question_id
WHERE p.source_id = :source ORDER BY p.start_pos
"""


def list_sources(connection: Connection, source_id: int | None = None) -> list[Source]:
    """The sources, in the order in which they were imported; or the one with this id."""
    chosen = "" if source_id is None else " WHERE s.id = :id"
    people: dict[int, list[str]] = {}
    for owner, name in connection.execute(
        text(
            "SELECT k.source_id, a.name FROM speaker k JOIN participant a ON a.id = k.participant_id"
            f"{chosen.replace('s.id', 'k.source_id')} ORDER BY k.source_id, k.position"
        ),
        {"id": source_id},
    ):
        people.setdefault(owner, []).append(name)
    rows = connection.execute(text(_SOURCES + chosen + " ORDER BY s.id"), {"id": source_id})
    return [
        Source(
            id=row.id,
            guid=row.guid,
            name=row.name,
            kind=SourceKind(row.kind),
            format=row.format,
            encoding=row.encoding,
            characters=row.characters,
            passages=row.passages,
            participants=tuple(dict.fromkeys(people.get(row.id, ()))),
            sha256=row.file_sha256,
            file_name=row.file_name,
            imported_at=datetime.fromisoformat(row.imported_at),
            codings=row.codings,
            revision=row.revision,
            unreviewed=row.unreviewed,
        )
        for row in rows
    ]


def require_source(connection: Connection, source_id: int) -> Source:
    """The source with this id.

    Raises:
        StudyError: it is not in the study.
    """
    found = list_sources(connection, source_id)
    if not found:
        raise StudyError("That source is not in the study any more.", "Look at: sources")
    return found[0]


def sources_named(connection: Connection, file_name: str, name: str) -> list[Source]:
    """The sources that were imported from a file of this name; without any, the one that is called `name`."""
    sources = table_of(SourceRow)
    for wanted in (sources.c.file_name == file_name, sources.c.name_key == name_key(name)):
        ids = connection.execute(select(sources.c.id).where(wanted).order_by(sources.c.id))
        if found := [require_source(connection, source_id) for source_id in ids.scalars().all()]:
            return found
    return []


def read_text(connection: Connection, source_id: int) -> str:
    """The text of a source.

    Raises:
        StudyError: it is not in the study.
    """
    words = connection.execute(
        text(
            "SELECT t.text FROM source s JOIN source_text t ON t.sha256 = s.text_sha256 WHERE s.id = :id"
        ),
        {"id": source_id},
    ).scalar_one_or_none()
    if words is None:
        raise StudyError("That source is not in the study any more.", "Look at: sources")
    return str(words)


def read_source(connection: Connection, source_id: int) -> SourceText:
    """A source whole, with its passages in order."""
    source = require_source(connection, source_id)
    words = read_text(connection, source_id)
    rows = connection.execute(text(_PASSAGES), {"source": source_id})
    passages = tuple(
        Passage(
            passage_id,
            source_id,
            position,
            start,
            end,
            words[start:end],
            speaker,
            Role(role),
            participant_id,
            participant,
            start_ms,
            end_ms,
            question,
        )
        for (
            passage_id,
            position,
            start,
            end,
            speaker,
            role,
            participant_id,
            participant,
            start_ms,
            end_ms,
            question,
        ) in rows
    )
    return SourceText(source, words, passages)


def list_questions(connection: Connection) -> list[str]:
    """The open questions of all surveys, each once, in the order in which they came."""
    rows = connection.execute(text("SELECT text FROM question ORDER BY id"))
    return list(dict.fromkeys(row[0] for row in rows))


def list_speakers(connection: Connection, source_id: int) -> list[Speaker]:
    """The voices of a source, in order of first appearance."""
    rows = connection.execute(
        text(
            "SELECT k.id, k.source_id, k.label, k.role, k.participant_id, a.name FROM speaker k"
            " LEFT JOIN participant a ON a.id = k.participant_id"
            " WHERE k.source_id = :source ORDER BY k.position"
        ),
        {"source": source_id},
    )
    return [
        Speaker(speaker_id, source, label, Role(role), participant_id, participant)
        for speaker_id, source, label, role, participant_id, participant in rows
    ]


def list_other_voices(connection: Connection) -> list[str]:
    """The labels of all who speak and are no participants, each once, in the order in which they came."""
    rows = connection.execute(
        text("SELECT label FROM speaker WHERE participant_id IS NULL AND label <> '' ORDER BY id")
    )
    return list(dict.fromkeys(row[0] for row in rows))


def source_with_bytes(connection: Connection, sha256: str) -> Source | None:
    """The source that was imported from these very bytes, now or in an earlier revision, if any."""
    found = connection.execute(
        text(
            "SELECT id, 0 AS earlier FROM source WHERE file_sha256 = :sha256 UNION ALL"
            " SELECT source_id, 1 FROM source_revision WHERE file_sha256 = :sha256 ORDER BY earlier LIMIT 1"
        ),
        {"sha256": sha256},
    ).scalar()
    return None if found is None else require_source(connection, found)


def add_source(
    change: Change,
    registrar: Registrar,
    imported: ImportedSource,
    *,
    file_name: str,
    file_sha256: str,
    text_sha256: str,
    guid: str | None = None,
    imported_at: str | None = None,
    coder_id: int | None = None,
) -> int:
    """Enter an imported file whole; returns its id. No other source may have its name.

    Args:
        guid: None: a new one.
        imported_at: None: now.
        coder_id: who imported it; None: who acts.
    """
    source_id = change.next_id(SourceRow)
    change.connection.execute(
        insert_or(table_of(SourceTextRow)).on_conflict_do_nothing(),
        {"sha256": text_sha256, "text": imported.text},
    )
    change.insert_one(
        SourceRow,
        id=source_id,
        guid=guid or new_guid(),
        version=1,
        name=imported.name,
        name_key=name_key(imported.name),
        kind=imported.kind.value,
        format=imported.format,
        encoding=imported.encoding,
        file_name=file_name,
        file_sha256=file_sha256,
        text_sha256=text_sha256,
        revision=1,
        characters=len(imported.text),
        imported_at=imported_at or moment(),
        coder_id=change.coder_id() if coder_id is None else coder_id,
        mapping=mapping_text(imported.mapping),
    )
    speaker_ids = _add_speakers(change, registrar, source_id, imported)
    first_question = change.next_id(QuestionRow)
    change.insert(
        QuestionRow,
        ("id", "source_id", "position", "text"),
        [
            (first_question + position, source_id, position, question)
            for position, question in enumerate(imported.questions)
        ],
    )
    first_passage = change.next_id(PassageRow)
    change.insert(
        PassageRow,
        (
            "id",
            "source_id",
            "position",
            "start_pos",
            "end_pos",
            "speaker_id",
            "question_id",
            "start_ms",
            "end_ms",
        ),
        [
            (
                first_passage + position,
                source_id,
                position,
                passage.start,
                passage.end,
                speaker_ids[passage.speaker],
                None if passage.question is None else first_question + passage.question,
                passage.start_ms,
                passage.end_ms,
            )
            for position, passage in enumerate(imported.passages)
        ],
    )
    return source_id


def mapping_of(connection: Connection, source_id: int) -> SurveyMapping | None:
    """How the columns of a survey were used; None for a transcript.

    Raises:
        StudyError: the source is not in the study.
    """
    sources = table_of(SourceRow)
    kept = connection.execute(
        select(sources.c.mapping).where(sources.c.id == source_id)
    ).scalar_one_or_none()
    if kept is None:
        raise StudyError("That source is not in the study any more.", "Look at: sources")
    record = json.loads(kept)
    return mapping_from(record) if record else None


def list_mappings(connection: Connection) -> list[tuple[str, SurveyMapping]]:
    """The names of the surveys and how their columns were used, in the order in which they were imported.

    One that cannot be understood is passed over: a damaged mapping must not stop an import.
    """
    sources = table_of(SourceRow)
    rows = connection.execute(
        select(sources.c.name, sources.c.mapping)
        .where(sources.c.kind == SourceKind.SURVEY.value)
        .order_by(sources.c.id)
    )
    found = []
    for name, kept in rows:
        try:
            record = json.loads(kept)
            if record:
                found.append((name, mapping_from(record)))
        except (ValueError, StudyError):
            continue
    return found


def mapping_text(mapping: SurveyMapping | None) -> str:
    """A mapping as the file keeps it."""
    return json.dumps(mapping_record(mapping) if mapping else {}, ensure_ascii=False)


def _add_speakers(
    change: Change, registrar: Registrar, source_id: int, imported: ImportedSource
) -> dict[str, int]:
    people = [speaker for speaker in imported.speakers if speaker.role is Role.PARTICIPANT]
    person_ids = registrar.participants([person.participant or person.label for person in people])
    labels = [speaker.label for speaker in imported.speakers]
    owners = dict(zip((person.label for person in people), person_ids, strict=True))
    roles = {role: role.value for role in Role}
    first = change.next_id(SpeakerRow)
    change.insert(
        SpeakerRow,
        ("id", "source_id", "position", "label", "role", "participant_id"),
        list(
            zip(
                range(first, first + len(labels)),
                repeat(source_id),
                range(len(labels)),
                labels,
                [roles[speaker.role] for speaker in imported.speakers],
                map(owners.get, labels),
                strict=False,
            )
        ),
    )
    if imported.attributes:
        registrar.set_values(
            registrar.attributes(imported.attributes),
            {owners[person.label]: person.attributes for person in people},
        )
    return dict(zip(labels, range(first, first + len(labels)), strict=True))


def free_name(connection: Connection, wanted: str) -> str:
    """The name wanted, or with a number behind it when a source has that name."""
    name, number = wanted, 1
    while id_of_name(connection, SourceRow, name) is not None:
        number += 1
        name = f"{wanted} ({number})"
    return name


def source_to_edit(change: Change, source_id: int, seen: Seen | None) -> Source:
    """The source with this id.

    Raises:
        StudyError: it is not in the study; an `EditConflict` where an editor has seen it there.
    """
    reconciled(change, SourceRow, source_id, {}, seen)
    return require_source(change.connection, source_id)


def require_words(
    change: Change, source_id: int, words: str, span: Span, seen: Seen | None
) -> None:
    """Require that a span of a source's text has the `words` that were on show; with `seen` None, any.

    Raises:
        EditConflict: another has corrected the text since.
    """
    now = {"words": words[span.start : span.end]}
    require_untouched(change, SourceRow, {"id": source_id}, now, seen, "text")


def rename_source(change: Change, source_id: int, name: str, seen: Seen | None = None) -> None:
    """Give a source another name, as `reconciled` tells.

    Raises:
        StudyError: another source has it.
    """
    clean = clean_name(name, "source's name")
    if not reconciled(change, SourceRow, source_id, {"name": clean}, seen):
        return
    require_free_name(change.connection, SourceRow, clean, "source", besides=source_id)
    change.update(SourceRow, source_id, name=clean, name_key=name_key(clean))


def set_speaker(
    change: Change,
    speaker_id: int,
    role: Role,
    participant: str | None,
    seen: Seen | None = None,
) -> None:
    """Say what a voice does, and whose it is when it is a participant's, unless another did since it was seen.

    A participant who has no voice left, and is in no persona, is removed.
    """
    speakers = table_of(SpeakerRow)
    row = change.connection.execute(
        select(
            speakers.c.label, speakers.c.role, speakers.c.participant_id, speakers.c.source_id
        ).where(speakers.c.id == speaker_id)
    ).one_or_none()
    reconciled(change, SpeakerRow, speaker_id, {}, seen)
    if row is None:
        raise StudyError("That speaker is not in the study any more.", "Look at: speakers")
    person_id: int | None = None
    name: str | None = None
    if role is Role.PARTICIPANT:
        source = require_source(change.connection, row.source_id)
        name = clean_name(participant or row.label or source.name, "participant's name")
    if seen is not None:
        field = f"voice {speaker_id}"
        now = {field: voice(Role(row.role), _name_of(change.connection, row.participant_id))}
        yours = {field: voice(role, name)}
        if require_as_seen(change, SpeakerRow, {"id": speaker_id}, now, yours, seen, "voice"):
            return
    if name is not None:
        (person_id,) = Registrar(change).participants([name])
    change.update(SpeakerRow, speaker_id, role=role.value, participant_id=person_id)
    if row.participant_id is not None and row.participant_id != person_id:
        drop_unheard(change, [row.participant_id])


def _name_of(connection: Connection, participant_id: int | None) -> str | None:
    people = table_of(ParticipantRow)
    wanted = select(people.c.name).where(people.c.id == participant_id)
    return connection.execute(wanted).scalar_one_or_none()


def remove_source(change: Change, source_id: int, seen: Seen | None = None) -> None:
    """Take a source out of the study with its codings, memos and the participants who speak nowhere else.

    Codings that lost their place in a correction go too.

    Args:
        seen: how many `codings` were on show; None: however many there are now.

    Raises:
        EditConflict: another has tagged it since.
    """
    connection = change.connection
    source = require_source(connection, source_id)
    now = {"codings": source.codings}
    require_untouched(change, CodingRow, {"source_id": source_id}, now, seen, "source")
    speakers = list_speakers(connection, source_id)
    codings, relocations = table_of(CodingRow), table_of(RelocationRow)
    guids: Sequence[str] = [
        row[0]
        for row in connection.execute(
            select(codings.c.guid)
            .where(codings.c.source_id == source_id)
            .union(select(relocations.c.coding_guid).where(relocations.c.source_id == source_id))
        )
    ]
    remove_memos_on(change, [source.guid, *guids])
    for row in (
        CodingRow,
        RelocationRow,
        RejectionRow,
        PassageRow,
        QuestionRow,
        SpeakerRow,
        SourceRevisionRow,
    ):
        change.delete(row, source_id=source_id)
    change.delete(SourceRow, id=source_id)
    drop_unheard(change, {s.participant_id for s in speakers if s.participant_id is not None})
