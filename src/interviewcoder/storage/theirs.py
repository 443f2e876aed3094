"""What is a participant's in a study and in all that its journal remembers, for it to be erased."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import select, text
from sqlalchemy.engine import Connection

from ..domain.coding import Span, joined
from ..domain.rewriting import Forgotten
from ..domain.source import Role
from ..domain.text import name_key
from .tables import JOURNALLED, METADATA
from .told_states import Row, State, Walk

_Voice = tuple[str, int]
"""A source's GUID and a speaker's id."""


@dataclass(slots=True)
class Theirs:
    """What is theirs."""

    forgotten: Forgotten
    names: frozenset[str]
    """How they are and were called."""
    others: frozenset[str]
    """The names of everybody else, now and before."""
    values: frozenset[str]
    """Values of attributes that nobody else ever had."""
    blotted: dict[str, list[Span]]
    """By the SHA-256 of each text that stays: their passages in it."""
    kept: frozenset[str]
    """The SHA-256 of the texts that stay."""
    gone: frozenset[str]
    """The SHA-256 of the texts that go."""
    spans: dict[str, list[Span]] = field(default_factory=dict)
    """By the SHA-256 of a text: all of their passages, in texts that go too."""


def theirs(connection: Connection, participant: str) -> Theirs:
    """What is of the participant with this GUID, wherever the journal knows of it.

    A voice is theirs if it was last said to be. A source is theirs alone if no other participant speaks in it.

    Raises:
        StudyError: the journal is damaged.
    """
    seen = _Seen()
    walk = Walk(connection)
    for _ in walk.steps(seen):
        pass
    seen.now = True
    state = State()
    for table in JOURNALLED:
        for row in connection.execute(select(table)):
            values = dict(row._mapping)
            state.put(table.name, values)
    for table in JOURNALLED:
        for row in connection.execute(select(METADATA.tables[table.name])):
            seen(table.name, dict(row._mapping), state)
    return _sorted_out(seen, participant)


class _Seen:
    """What was ever in the study, with whose it was last."""

    def __init__(self) -> None:
        self.now = False
        self.people_now: set[str] = set()
        self.names: defaultdict[str, set[str]] = defaultdict(set)
        self.values: defaultdict[str, set[str]] = defaultdict(set)
        self.owners: dict[_Voice, tuple[str, str]] = {}
        """Role and participant of a voice, the last."""
        self.links: defaultdict[str, set[_Voice]] = defaultdict(set)
        self.labels: defaultdict[_Voice, set[str]] = defaultdict(set)
        self.texts: defaultdict[str, set[str]] = defaultdict(set)
        """By source: its texts."""
        self.passages: defaultdict[str, set[tuple[int, int, _Voice]]] = defaultdict(set)
        """By text."""
        self.codings: dict[str, tuple[str, str, Span]] = {}
        """By GUID: source, text and place, the last."""

    def __call__(self, table: str, row: Row, state: State) -> None:
        match table:
            case "participant":
                self.names[row["guid"]].add(row["name"])
                if self.now:
                    self.people_now.add(row["guid"])
            case "attribute_value":
                self.values[state.guid_of("participant", row["participant_id"])].add(row["value"])
            case "source":
                self.texts[row["guid"]].add(row["text_sha256"])
            case "source_revision":
                guid = state.guid_of("source", row["source_id"])
                self.texts[guid].add(row["text_sha256"])
            case "speaker":
                self._note_voice(row, state)
            case "passage":
                voice = (state.guid_of("source", row["source_id"]), row["speaker_id"])
                place = (row["start_pos"], row["end_pos"], voice)
                self.passages[state.text_of(row["source_id"])].add(place)
            case "coding":
                self.codings[row["guid"]] = (
                    state.guid_of("source", row["source_id"]),
                    state.text_of(row["source_id"]),
                    Span(row["start_pos"], row["end_pos"]),
                )

    def _note_voice(self, row: Row, state: State) -> None:
        voice = (state.guid_of("source", row["source_id"]), row["id"])
        person = state.guid_of("participant", row["participant_id"])
        self.owners[voice] = (row["role"], person)
        self.labels[voice].add(row["label"])
        if person:
            self.links[person].add(voice)


def _sorted_out(seen: _Seen, participant: str) -> Theirs:
    ours = {voice for voice, (_, person) in seen.owners.items() if person == participant}
    # Who was somebody else until a person said that the voice is theirs, and is nobody by now.
    before = {
        person
        for person, voices in seen.links.items()
        if person not in seen.people_now and voices <= ours
    }
    people = frozenset({participant, *before})
    heard = {source for source, _ in ours}
    shared = {
        source
        for (source, _), (role, person) in seen.owners.items()
        if role == Role.PARTICIPANT.value and person not in people
    }
    alone = frozenset(heard - shared)
    kept = frozenset(
        sha256 for source, texts in seen.texts.items() if source not in alone for sha256 in texts
    )
    spans = {
        sha256: joined(Span(start, end) for start, end, voice in places if voice in ours)
        for sha256, places in seen.passages.items()
    }
    blotted = {
        sha256: joined(
            Span(start, end)
            for start, end, voice in places
            if voice in ours and voice[0] not in alone
        )
        for sha256, places in seen.passages.items()
        if sha256 in kept
    }
    names = seen.names[participant]
    return Theirs(
        Forgotten(
            participants=people,
            sources=alone,
            codings=frozenset(_codings(seen, ours, alone, blotted)),
            names=frozenset(map(name_key, names)),
            labels=frozenset((voice[0], label) for voice in ours for label in seen.labels[voice]),
            clipped=True,
        ),
        frozenset(names),
        frozenset(name for guid, some in seen.names.items() if guid not in people for name in some),
        frozenset(seen.values[participant]).difference(
            *(some for guid, some in seen.values.items() if guid not in people)
        ),
        {sha256: some for sha256, some in blotted.items() if some},
        kept,
        frozenset(sha256 for source in alone for sha256 in seen.texts[source]) - kept,
        {sha256: some for sha256, some in spans.items() if some},
    )


def _codings(
    seen: _Seen, ours: set[_Voice], alone: frozenset[str], blotted: dict[str, list[Span]]
) -> Iterator[str]:
    """The codings that stand on their words and on nobody else's."""
    others: dict[str, list[Span]] = {}
    for guid, (source, sha256, span) in seen.codings.items():
        if source in alone:
            yield guid
        elif any(span.overlaps(one) for one in blotted.get(sha256, ())):
            if sha256 not in others:
                others[sha256] = [
                    Span(start, end)
                    for start, end, voice in seen.passages[sha256]
                    if voice not in ours and seen.owners[voice][0] == Role.PARTICIPANT.value
                ]
            if not any(span.overlaps(one) for one in others[sha256]):
                yield guid


_COUNTS = {
    "codings": "SELECT guid FROM coding",
    "memos": "SELECT target_guid FROM memo",
}


def count_theirs(connection: Connection, found: Theirs) -> dict[str, int]:
    """How many codings, memos and values of the study are theirs."""
    forgotten = found.forgotten
    goes = forgotten.codings | forgotten.sources | forgotten.participants
    counts = {
        name: sum(guid in goes for guid in connection.execute(text(query)).scalars())
        for name, query in _COUNTS.items()
    }
    counts["values"] = sum(
        guid in forgotten.participants
        for guid in connection.execute(
            text(
                "SELECT a.guid FROM attribute_value v JOIN participant a ON a.id = v.participant_id"
            )
        ).scalars()
    )
    return counts


_WORDS_ELSEWHERE = """
SELECT 'memo', text FROM memo WHERE target_guid NOT IN (SELECT value FROM json_each(:gone))
UNION ALL SELECT 'code ' || name, name FROM code
UNION ALL SELECT 'definition of ' || name, definition FROM code
UNION ALL SELECT 'when to use ' || name, include FROM code
UNION ALL SELECT 'when not to use ' || name, exclude FROM code
UNION ALL SELECT 'name of a source', name FROM source WHERE guid NOT IN (SELECT value FROM json_each(:gone))
UNION ALL SELECT 'file of source ' || name, file_name FROM source WHERE guid NOT IN (SELECT value FROM json_each(:gone))
UNION ALL SELECT 'summary of persona ' || name, summary FROM persona
UNION ALL SELECT 'narrative of persona ' || name, narrative FROM persona
UNION ALL SELECT 'claim', code FROM claim
UNION ALL SELECT 'question', text FROM question
UNION ALL SELECT 'segment ' || name, rule FROM segment
UNION ALL SELECT 'value of an attribute', v.value FROM attribute_value v JOIN participant a
    ON a.id = v.participant_id WHERE a.guid NOT IN (SELECT value FROM json_each(:gone))
UNION ALL SELECT 'journal', summary FROM journal_entry
"""


def words_elsewhere(connection: Connection, found: Theirs) -> Iterator[tuple[str, str]]:
    """What is said outside of transcripts and surveys and stays: where it stands, and the words."""
    forgotten = found.forgotten
    gone = json.dumps(sorted(forgotten.codings | forgotten.sources | forgotten.participants))
    for row in connection.execute(text(_WORDS_ELSEWHERE), {"gone": gone}):
        yield row[0], row[1]


_PASSAGES = """
SELECT s.guid, s.name, count(*) FROM passage p JOIN speaker k ON k.id = p.speaker_id
JOIN source s ON s.id = p.source_id WHERE k.participant_id = :id GROUP BY s.id ORDER BY s.id
"""


def passages_of(connection: Connection, participant_id: int) -> list[tuple[str, str, int]]:
    """Where somebody speaks: a source's GUID and name, and how many passages there are theirs."""
    rows = connection.execute(text(_PASSAGES), {"id": participant_id})
    return [(guid, name, number) for guid, name, number in rows]


def current_texts(connection: Connection) -> dict[str, str]:
    """By a source's GUID: the SHA-256 of its text."""
    rows = connection.execute(text("SELECT guid, text_sha256 FROM source"))
    return {row.guid: row.text_sha256 for row in rows}
