"""Codings: which excerpts carry which codes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, text
from sqlalchemy.engine import Connection

from ..domain.coding import Coding, Origin, Polarity, Span, Suggested, Tag
from ..domain.conflict import Seen
from ..domain.kinds import Kind
from .batches import in_batches
from .change import Change, moment, new_guid
from .conflicts import reconciled, require_untouched
from .engine import driver_of
from .memos import guids_of, remove_memos_on
from .sources import read_text
from .tables import CodingRow, RelocationRow, table_of

QUOTE_KEPT = 200
CONTEXT_KEPT = 32
"""Code points of the excerpt, and on either side of it, that a coding keeps to be found again by."""

_CODINGS = """
SELECT g.id, g.guid, g.source_id, s.name AS source, g.start_pos, g.end_pos, g.code_id, c.name AS code,
       c.kind, c.colour, o.name AS coder, g.created_at, k.participant_id, a.name AS participant,
       k.label, p.start_ms, q.text AS question, g.polarity, g.weight,
       g.origin, g.model, g.score
FROM coding g
JOIN source s ON s.id = g.source_id JOIN code c ON c.id = g.code_id JOIN coder o ON o.id = g.coder_id
JOIN coding_passage v ON v.coding_id = g.id JOIN passage p ON p.id = v.passage_id
JOIN speaker k ON k.id = p.speaker_id
LEFT JOIN participant a ON a.id = k.participant_id LEFT JOIN question q ON q.id = p.question_id
"""
_TAGS = """
SELECT g.id, g.source_id, g.start_pos, g.end_pos, g.code_id, g.coder_id, g.polarity, g.origin, p.speaker_id, p.question_id
FROM coding g JOIN coding_passage v ON v.coding_id = g.id JOIN passage p ON p.id = v.passage_id
"""
_SPEAKERS = """
SELECT k.id, k.participant_id, a.name, k.label FROM speaker k LEFT JOIN participant a ON a.id = k.participant_id
"""
_CODES_OF_PARTICIPANTS = """
SELECT DISTINCT k.participant_id, g.code_id FROM coding g
JOIN coding_passage v ON v.coding_id = g.id JOIN passage p ON p.id = v.passage_id
JOIN speaker k ON k.id = p.speaker_id WHERE k.participant_id IS NOT NULL AND g.polarity >= 0
"""
_ORDER = " ORDER BY g.source_id, g.start_pos, g.end_pos, g.id"
_KINDS = {kind.value: kind for kind in Kind}
_POLARITIES = {polarity.value: polarity for polarity in Polarity}
_ORIGINS = {origin.value: origin for origin in Origin}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which codings are asked for; None leaves a side open."""

    code_id: int | None = None
    participant_id: int | None = None
    source_id: int | None = None
    coder_id: int | None = None


def list_codings(connection: Connection, wanted: Wanted) -> list[Coding]:
    """Codings with their words, in reading order."""
    columns = {
        "g.code_id": wanted.code_id,
        "k.participant_id": wanted.participant_id,
        "g.source_id": wanted.source_id,
        "g.coder_id": wanted.coder_id,
    }
    chosen = {column: value for column, value in columns.items() if value is not None}
    names = {column: f"v{n}" for n, column in enumerate(chosen)}
    where = " AND ".join(f"{column} = :{names[column]}" for column in chosen)
    statement = _CODINGS + (f" WHERE {where}" if where else "") + _ORDER
    parameters = {names[column]: value for column, value in chosen.items()}
    return _read(connection, statement, parameters)


def list_tags(connection: Connection) -> list[Tag]:
    """All codings without their words, in reading order.

    Names are put to them here: each is one string then, and not one a coding, and SQLite joins less.
    """
    driver = driver_of(connection)
    sources: dict[int, str] = dict(driver.execute("SELECT id, name FROM source").fetchall())
    kinds = {
        code_id: _KINDS[kind]
        for code_id, kind in driver.execute("SELECT id, kind FROM code").fetchall()
    }
    coders: dict[int, str] = dict(driver.execute("SELECT id, name FROM coder").fetchall())
    questions = dict(driver.execute("SELECT id, text FROM question").fetchall())
    speakers = {one: rest for one, *rest in driver.execute(_SPEAKERS).fetchall()}
    tags: list[Tag] = []
    for row in driver.execute(_TAGS + _ORDER):
        id_, source, start, end, code, coder, polarity, origin, speaker, question = row
        participant_id, participant, label = speakers[speaker]
        tags.append(
            Tag(
                id_,
                source,
                sources[source],
                start,
                end,
                code,
                kinds[code],
                coders[coder],
                participant_id,
                participant,
                questions.get(question),
                label,
                _POLARITIES[polarity],
                _ORIGINS[origin],
            )
        )
    return tags


def codings_by_guid(connection: Connection, guids: Sequence[str]) -> list[Coding]:
    """Those of the codings with these GUIDs that are still there, in reading order."""
    return _among(connection, "g.guid", guids)


def codings_by_id(connection: Connection, ids: Sequence[int]) -> list[Coding]:
    """Those of the codings with these ids that are still there; in reading order within each batch of ids."""
    return _among(connection, "g.id", ids)


def _among(connection: Connection, column: str, values: Sequence[object]) -> list[Coding]:
    found: list[Coding] = []
    for chunk in in_batches(values):
        marks = ", ".join(f":g{n}" for n in range(len(chunk)))
        parameters = {f"g{n}": value for n, value in enumerate(chunk)}
        found += _read(connection, _CODINGS + f" WHERE {column} IN ({marks})" + _ORDER, parameters)
    return found


def _read(connection: Connection, statement: str, parameters: Mapping[str, object]) -> list[Coding]:
    codings: list[Coding] = []
    words, words_of = "", -1
    times: dict[str, datetime] = {}
    for row in connection.execute(text(statement), parameters).all():
        (
            id_, guid, source_id, source, start, end, code_id, code, kind, colour, coder, created_at,
            participant_id, participant, speaker, start_ms, question, polarity, weight, origin, model, score,
        ) = row  # fmt: skip
        if source_id != words_of:
            words, words_of = read_text(connection, source_id), source_id
        if created_at not in times:
            times[created_at] = datetime.fromisoformat(created_at)
        codings.append(
            Coding(
                id=id_,
                guid=guid,
                source_id=source_id,
                source=source,
                start=start,
                end=end,
                text=words[start:end],
                code_id=code_id,
                code=code,
                kind=_KINDS[kind],
                colour=colour,
                coder=coder,
                created_at=times[created_at],
                participant_id=participant_id,
                participant=participant,
                speaker=speaker,
                start_ms=start_ms,
                question=question,
                polarity=_POLARITIES[polarity],
                weight=weight,
                origin=_ORIGINS[origin],
                suggested=suggested_of(model, score),
            )
        )
    return codings


def suggested_of(model: str, score: float | None) -> Suggested | None:
    """What proposed a coding, of the columns that tell it."""
    return Suggested(model, score) if model and score is not None else None


@dataclass(frozen=True, slots=True)
class Mark:
    """A coding to be made: all that is needed, resolved."""

    source_id: int
    span: Span
    code_id: int
    coder_id: int
    polarity: Polarity = Polarity.NEUTRAL
    weight: int | None = None
    origin: Origin = Origin.HAND
    suggested: Suggested | None = None
    guid: str | None = None
    """None: a new one."""
    created_at: str | None = None
    """None: now."""


def add_codings(change: Change, marks: Iterable[Mark]) -> list[int]:
    """Enter codings; returns the ids of those that were not there yet.

    Spans must lie within their source's text.
    """
    codings = table_of(CodingRow)
    by_source: dict[int, list[Mark]] = {}
    for mark in marks:
        by_source.setdefault(mark.source_id, []).append(mark)
    next_id = change.next_id(CodingRow)
    now = moment()
    rows: list[tuple[object, ...]] = []
    for source_id, wanted in by_source.items():
        words = read_text(change.connection, source_id)
        there = {
            tuple(row)
            for row in change.connection.execute(
                select(
                    codings.c.start_pos, codings.c.end_pos, codings.c.code_id, codings.c.coder_id
                ).where(codings.c.source_id == source_id)
            )
        }
        for mark in wanted:
            place = (mark.span.start, mark.span.end, mark.code_id, mark.coder_id)
            if place in there:
                continue
            there.add(place)
            rows.append(
                (
                    next_id + len(rows),
                    mark.guid or new_guid(),
                    1,
                    source_id,
                    *place_columns(words, mark.span).values(),
                    mark.code_id,
                    mark.coder_id,
                    mark.created_at or now,
                    int(mark.polarity),
                    mark.weight,
                    mark.origin.value,
                    mark.suggested.model if mark.suggested else "",
                    round(mark.suggested.score, 2) if mark.suggested else None,
                )
            )
    change.insert(CodingRow, tuple(column.name for column in codings.columns), rows)
    return [next_id + n for n in range(len(rows))]


def place_columns(words: str, span: Span) -> dict[str, object]:
    """What a coding keeps of its place: positions, words, and a little around them."""
    start, end = span.start, span.end
    return {
        "start_pos": start,
        "end_pos": end,
        "quote": words[start : min(end, start + QUOTE_KEPT)],
        "before": words[max(0, start - CONTEXT_KEPT) : start],
        "after": words[end : end + CONTEXT_KEPT],
    }


def judge_coding(
    change: Change,
    coding_id: int,
    *,
    polarity: Polarity | None,
    weight: int | None,
    seen: Seen | None = None,
) -> None:
    """Say of a coding whether it speaks for or against its code, and how strongly; None leaves it as it is.

    Args:
        seen: columns as they were on show; those that it does not write say what is judged.

    Raises:
        StudyError: it is not there any more; an `EditConflict` where another has judged it otherwise since it was seen,
            or where it is a tag of other words or another code by now.
    """
    told = {"polarity": None if polarity is None else int(polarity), "weight": weight}
    values = {column: value for column, value in told.items() if value is not None}
    if values:
        values = reconciled(change, CodingRow, coding_id, values, seen, "tag")
        judged = {column: value for column, value in (seen or {}).items() if column not in told}
        if judged:
            codings = table_of(CodingRow)
            now = change.connection.execute(select(codings).where(codings.c.id == coding_id))
            require_untouched(
                change, CodingRow, {"id": coding_id}, dict(now.mappings().one()), judged, "tag"
            )
        change.update(CodingRow, coding_id, **values)


def remove_codings(change: Change, coding_ids: Sequence[int]) -> int:
    """Take codings away, with the memos on them and what the review lists say of them; returns how many there were."""
    guids = guids_of(change.connection, CodingRow, coding_ids)
    remove_memos_on(change, guids)
    change.delete(RelocationRow, coding_guid=guids)
    return change.delete(CodingRow, id=coding_ids)


def codes_of_participants(connection: Connection) -> dict[int, set[int]]:
    """By participant's id: the ids of the codes on any of their words, but for those that speak against."""
    found: dict[int, set[int]] = {}
    for person_id, code_id in connection.execute(text(_CODES_OF_PARTICIPANTS)):
        found.setdefault(person_id, set()).add(code_id)
    return found


@dataclass(frozen=True, slots=True)
class Coder:
    """Who tags."""

    id: int
    name: str


def list_coders(connection: Connection) -> list[Coder]:
    """Everyone who has acted in the study."""
    rows = connection.execute(text("SELECT id, name FROM coder ORDER BY id"))
    return [Coder(coder_id, name) for coder_id, name in rows]
