"""A whole study as one value, to be handed to other programs."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.engine import Connection

from ..domain.codebook import in_tree_order
from ..domain.coding import Origin, Polarity
from ..domain.exchange import (
    ExchangedCode,
    ExchangedCoder,
    ExchangedCoding,
    ExchangedMemo,
    ExchangedParticipant,
    ExchangedPersona,
    ExchangedSource,
    ExchangedStudy,
)
from ..domain.exchange_report import counted
from ..domain.imported import ImportedPassage, ImportedSource, ImportedSpeaker
from ..domain.memo import MemoTarget
from ..domain.source import Source
from .codebook import list_codes
from .codings import suggested_of
from .memos import list_memos
from .participants import list_attributes, list_participants
from .personas import latest_synthesis
from .sources import list_sources, list_speakers, mapping_of, read_text

_CODINGS = """
SELECT g.guid, s.guid AS source, g.start_pos, g.end_pos, c.guid AS code, o.guid AS coder, g.created_at,
       g.polarity, g.weight, g.origin, g.model, g.score
FROM coding g JOIN source s ON s.id = g.source_id JOIN code c ON c.id = g.code_id
JOIN coder o ON o.id = g.coder_id ORDER BY g.source_id, g.start_pos, g.end_pos, g.id
"""
_PASSAGES = """
SELECT p.start_pos, p.end_pos, k.label, p.start_ms, p.end_ms, q.position
FROM passage p JOIN speaker k ON k.id = p.speaker_id LEFT JOIN question q ON q.id = p.question_id
WHERE p.source_id = :source ORDER BY p.start_pos
"""
_LEFT = """
SELECT (SELECT count(*) FROM journal_entry), (SELECT count(*) FROM synthesis),
       (SELECT count(*) FROM claim c JOIN persona p ON p.id = c.persona_id
         WHERE c.by_hand AND p.synthesis_id = (SELECT max(id) FROM synthesis)),
       (SELECT count(*) FROM saved_query), (SELECT count(*) FROM rejection)
"""
_CODERS_OF_SOURCES = "SELECT s.guid, o.guid FROM source s JOIN coder o ON o.id = s.coder_id"


def read_study(connection: Connection) -> ExchangedStudy:
    """All of a study but its segments, whose members only queries can tell.

    Personas are those of the newest run.
    """
    study = connection.execute(text("SELECT guid, name FROM study")).one()
    coders = list(connection.execute(text("SELECT guid, name FROM coder ORDER BY id")))
    coder_guids = {coder.name: coder.guid for coder in coders}
    people = sorted(list_participants(connection), key=lambda one: one.id)
    attributes = list_attributes(connection)
    return ExchangedStudy(
        guid=study.guid,
        name=study.name,
        origin="interviewcoder",
        coders=tuple(ExchangedCoder(coder.guid, coder.name) for coder in coders),
        codes=tuple(_codes(connection)),
        sources=tuple(_sources(connection)),
        participants=tuple(
            ExchangedParticipant(
                one.guid,
                one.name,
                tuple(
                    (a.name, one.attributes[a.name]) for a in attributes if a.name in one.attributes
                ),
            )
            for one in people
        ),
        attributes=tuple(replace(attribute, id=0) for attribute in attributes),
        codings=tuple(
            ExchangedCoding(
                row.guid,
                row.source,
                row.start_pos,
                row.end_pos,
                row.code,
                row.coder,
                datetime.fromisoformat(row.created_at),
                Polarity(row.polarity),
                row.weight,
                Origin(row.origin),
                suggested_of(row.model, row.score),
            )
            for row in connection.execute(text(_CODINGS))
        ),
        memos=tuple(
            ExchangedMemo(
                memo.guid,
                memo.target,
                study.guid if memo.target is MemoTarget.STUDY else memo.target_guid,
                memo.text,
                coder_guids[memo.coder],
                memo.created_at,
            )
            for memo in list_memos(connection)
        ),
        personas=tuple(_personas(connection, {one.id: one.guid for one in people})),
        not_carried=tuple(_left_behind(connection)),
    )


def _codes(connection: Connection) -> Iterator[ExchangedCode]:
    codes = [branch.code for branch in in_tree_order(list_codes(connection, counted=False))]
    guids = {code.id: code.guid for code in codes}
    for code in codes:
        yield ExchangedCode(
            code.guid,
            code.name,
            code.kind,
            guids.get(code.parent_id or 0),
            code.colour,
            code.definition,
            code.include,
            code.exclude,
        )


def _sources(connection: Connection) -> Iterator[ExchangedSource]:
    coders = {row[0]: row[1] for row in connection.execute(text(_CODERS_OF_SOURCES))}
    questions: defaultdict[int, list[str]] = defaultdict(list)
    for source_id, words in connection.execute(
        text("SELECT source_id, text FROM question ORDER BY source_id, position")
    ):
        questions[source_id].append(words)
    for source in list_sources(connection):
        yield ExchangedSource(
            source.guid,
            _imported(connection, source, tuple(questions[source.id])),
            source.file_name,
            source.imported_at,
            coders[source.guid],
        )


def _imported(connection: Connection, source: Source, questions: tuple[str, ...]) -> ImportedSource:
    return ImportedSource(
        name=source.name,
        kind=source.kind,
        format=source.format,
        encoding=source.encoding,
        text=read_text(connection, source.id),
        passages=tuple(
            ImportedPassage(*row)
            for row in connection.execute(text(_PASSAGES), {"source": source.id})
        ),
        speakers=tuple(
            ImportedSpeaker(one.label, one.role, one.participant)
            for one in list_speakers(connection, source.id)
        ),
        questions=questions,
        mapping=mapping_of(connection, source.id),
    )


def _personas(connection: Connection, people: dict[int, str]) -> Iterator[ExchangedPersona]:
    synthesis = latest_synthesis(connection)
    there = set(connection.execute(text("SELECT guid FROM coding")).scalars())
    for persona in synthesis.personas if synthesis else ():
        cited = (guid for claim in persona.claims for guid in claim.evidence + claim.contrary)
        yield ExchangedPersona(
            persona.guid,
            persona.name,
            f"{persona.summary}\n\n{persona.narrative}" if persona.narrative else persona.summary,
            tuple(people[member.participant_id] for member in persona.members),
            tuple(guid for guid in dict.fromkeys(cited) if guid in there),
        )


def _stay(number: int) -> str:
    return "stays" if number == 1 else "stay"


def _left_behind(connection: Connection) -> Iterator[str]:
    """What stays in the study when it is handed on, a sentence each."""
    entries, runs, stated, queries, rejected = connection.execute(text(_LEFT)).one()
    if entries:
        yield f"The journal of {counted(entries, 'changes')} stays behind."
    if runs > 1:
        yield f"{counted(runs - 1, 'runs')} of personas before the newest stay behind."
    if runs:
        yield "Of personas their words, members and evidence go along; figures and quotes do not."
    if stated:
        yield f"{counted(stated, 'claims')} that a person stated stay behind."
    if queries:
        yield f"{counted(queries, 'saved queries')} {_stay(queries)} behind."
    if rejected:
        yield f"{counted(rejected, 'rejected suggestions')} {_stay(rejected)} behind."
