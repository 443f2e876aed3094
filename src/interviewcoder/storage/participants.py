"""Participants, their attributes and values."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import repeat

from sqlalchemy import select, text
from sqlalchemy.engine import Connection

from ..domain.conflict import Seen
from ..domain.errors import StudyError
from ..domain.participant import Attribute, AttributeType, Participant, canonical_value
from ..domain.text import clean_name, name_key, name_keys
from .batches import in_batches
from .change import Change, new_guid, new_guids
from .conflicts import reconciled, require_as_seen
from .memos import remove_memos_on_rows
from .tables import (
    AttributeRow,
    AttributeValueRow,
    ParticipantRow,
    PersonaMemberRow,
    SpeakerRow,
    table_of,
)
from .unique_names import require_free_name


def list_attributes(connection: Connection) -> list[Attribute]:
    """The attributes, in the order in which they came."""
    attributes = table_of(AttributeRow)
    rows = connection.execute(select(attributes).order_by(attributes.c.position, attributes.c.id))
    return [
        Attribute(
            row.name,
            AttributeType(row.type),
            tuple(json.loads(row.choices)),
            row.id,
            row.guid,
            tuple((number, label) for number, label in json.loads(row.labels)),
        )
        for row in rows
    ]


_PASSAGES = """
SELECT k.participant_id, count(*) FROM passage p JOIN speaker k ON k.id = p.speaker_id
WHERE k.participant_id IS NOT NULL GROUP BY 1
"""
_CODINGS = """
SELECT k.participant_id, count(*) FROM coding_passage v JOIN passage p ON p.id = v.passage_id
JOIN speaker k ON k.id = p.speaker_id WHERE k.participant_id IS NOT NULL GROUP BY 1
"""


def list_participants(connection: Connection, *, counted: bool = True) -> list[Participant]:
    """Everyone, by name, with attributes, sources and counts; their passages and codings are 0 unless `counted`."""
    names = {attribute.id: attribute.name for attribute in list_attributes(connection)}
    values: dict[int, dict[str, str]] = {}
    for participant_id, attribute_id, value in connection.execute(
        text("SELECT participant_id, attribute_id, value FROM attribute_value ORDER BY 1, 2")
    ):
        values.setdefault(participant_id, {})[names[attribute_id]] = value
    sources: dict[int, list[str]] = {}
    for participant_id, source in connection.execute(
        text(
            "SELECT DISTINCT k.participant_id, s.name FROM speaker k JOIN source s ON s.id = k.source_id"
            " WHERE k.participant_id IS NOT NULL ORDER BY k.participant_id, s.id"
        )
    ):
        sources.setdefault(participant_id, []).append(source)
    passages = _counts(connection, _PASSAGES) if counted else {}
    codings = _counts(connection, _CODINGS) if counted else {}
    people = [
        Participant(
            person_id,
            guid,
            name,
            tuple(sources.get(person_id, ())),
            values.get(person_id, {}),
            passages.get(person_id, 0),
            codings.get(person_id, 0),
        )
        for person_id, guid, name in connection.execute(
            text("SELECT id, guid, name FROM participant")
        )
    ]
    return sorted(people, key=lambda person: natural_key(person.name))


def keys_of_participants(connection: Connection) -> frozenset[str]:
    """The keys of everyone's names, as `name_key` makes them."""
    people = table_of(ParticipantRow)
    return frozenset(connection.execute(select(people.c.name_key)).scalars())


def natural_key(name: str) -> tuple[tuple[int, int | str], ...]:
    """A key that sorts `P2` before `P10`."""
    parts = re.split(r"(\d{1,18})", name_key(name))
    return tuple((0, int(part)) if part.isdecimal() else (1, part) for part in parts)


def _counts(connection: Connection, statement: str) -> dict[int, int]:
    return {row[0]: row[1] for row in connection.execute(text(statement))}


class Registrar:
    """Finds participants and attributes by name within one transaction, and adds those that are missing."""

    def __init__(self, change: Change) -> None:
        self._change = change
        self._people: dict[str, int] = {}
        self.look_again()

    def look_again(self) -> None:
        """Read who is in the study, after participants were renamed or removed."""
        people = table_of(ParticipantRow)
        rows = self._change.connection.execute(select(people.c.name_key, people.c.id))
        self._people = {row.name_key: row.id for row in rows}
        self._without_values = range(0)
        """Those who were entered last, and have no values yet."""

    def knows(self, name: str) -> bool:
        """Whether there is a participant of that name."""
        return bool(self.known([name]))

    def known(self, names: Iterable[str]) -> list[str]:
        """Those of the names that participants have."""
        if not self._people:
            return []
        return [name for name in names if name_key(name) in self._people]

    def participants(self, names: Sequence[str]) -> list[int]:
        """The ids of participants by name, in the same order; new names are entered."""
        keys = name_keys(names)
        fresh = {
            key: name for key, name in zip(keys, names, strict=True) if key not in self._people
        }
        first = self._change.next_id(ParticipantRow) if fresh else 0
        entered = range(first, first + len(fresh))
        self._people.update(zip(fresh, entered, strict=True))
        self._without_values = entered
        self._change.insert(
            ParticipantRow,
            ("id", "guid", "version", "name", "name_key"),
            list(
                zip(
                    entered,
                    new_guids(len(fresh)),
                    repeat(1),
                    fresh.values(),
                    fresh,
                    strict=False,
                )
            ),
        )
        return [self._people[key] for key in keys]

    def attributes(self, wanted: Iterable[Attribute]) -> dict[str, Attribute]:
        """Attributes as the study has them, by the name asked for; missing ones are entered, with their GUID if free.

        Where the study's type cannot hold the values, `set_values` widens it to text.
        """
        known = {name_key(a.name): a for a in list_attributes(self._change.connection)}
        found: dict[str, Attribute] = {}
        for attribute in wanted:
            key = name_key(attribute.name)
            if key not in known:
                if any(one.guid == attribute.guid for one in known.values()):
                    attribute = replace(attribute, guid="")
                known[key] = self._add_attribute(attribute, key, len(known))
            found[attribute.name] = known[key]
        return found

    def _add_attribute(self, attribute: Attribute, key: str, position: int) -> Attribute:
        guid = attribute.guid or new_guid()
        attribute_id = self._change.next_id(AttributeRow)
        name = clean_name(attribute.name, "attribute's name")
        self._change.insert_one(
            AttributeRow,
            id=attribute_id,
            guid=guid,
            name=name,
            name_key=key,
            type=attribute.type.value,
            choices=json.dumps(attribute.choices, ensure_ascii=False),
            position=position,
            labels=json.dumps(attribute.labels, ensure_ascii=False),
        )
        return replace(attribute, name=name, id=attribute_id, guid=guid)

    def set_values(
        self, attributes: Mapping[str, Attribute], people: Mapping[int, Sequence[tuple[str, str]]]
    ) -> None:
        """Give participants values by attribute name; an earlier value gives way.

        Args:
            attributes: what `attributes` returned.
            people: participant id to attribute names and values.
        """
        said: dict[str, dict[str, None]] = {name: {} for name in attributes}
        for values in people.values():
            for name, value in values:
                said[name][value] = None
        kept = {
            name: self._fitting(attribute, list(said[name]))
            for name, attribute in attributes.items()
        }
        # People share values, so that each is brought into its form once.
        canonical = {
            name: {value: canonical_value(attribute.type, value) for value in said[name]}
            for name, attribute in kept.items()
        }
        ids = {name: attribute.id for name, attribute in kept.items()}
        rows = [
            (person_id, ids[name], canonical[name][value])
            for person_id, values in people.items()
            for name, value in values
        ]
        if len(set(ids.values())) < len(ids):
            # Two names mean one attribute: what is said last counts.
            rows = [(*key, value) for key, value in {row[:2]: row[2] for row in rows}.items()]
        self._replace_values(rows)

    def _fitting(self, attribute: Attribute, values: Sequence[str]) -> Attribute:
        """The attribute, widened when a value does not fit its type, with new choices added."""
        wider = attribute
        try:
            for value in values:
                canonical_value(attribute.type, value)
        except StudyError:
            wider = replace(attribute, type=AttributeType.TEXT, choices=())
        if wider.type is AttributeType.CHOICE:
            fresh = (canonical_value(attribute.type, value) for value in values)
            choices = tuple(dict.fromkeys((*attribute.choices, *fresh)))
            wider = replace(wider, choices=choices)
        if wider.type is not AttributeType.NUMBER and wider.labels:
            wider = replace(wider, labels=())
        if wider != attribute:
            self._change.update(
                AttributeRow,
                attribute.id,
                type=wider.type.value,
                choices=json.dumps(wider.choices, ensure_ascii=False),
                labels=json.dumps(wider.labels, ensure_ascii=False),
            )
        return wider

    def _replace_values(self, rows: list[tuple[int, int, str]]) -> None:
        table = table_of(AttributeValueRow)
        columns = ("participant_id", "attribute_id", "value")
        entered, self._without_values = self._without_values, range(0)
        touched = sorted({person for person, _, _ in rows if person not in entered})
        if not touched:
            self._change.insert(AttributeValueRow, columns, rows)
            return
        fresh = {(person, attribute): value for person, attribute, value in rows}
        old: dict[tuple[int, int], str] = {}
        for chunk in in_batches(touched):
            for row in self._change.connection.execute(
                select(table).where(table.c.participant_id.in_(chunk))
            ):
                old[row.participant_id, row.attribute_id] = row.value
        given_up = [(*key, value) for key, value in old.items() if fresh.get(key, value) != value]
        self._change.delete_rows(AttributeValueRow, columns, given_up)
        self._change.insert(
            AttributeValueRow,
            columns,
            [(*key, value) for key, value in fresh.items() if old.get(key) != value],
        )


def set_value(
    change: Change,
    participant_id: int,
    attribute: str,
    value: str | None,
    seen: Seen | None = None,
) -> None:
    """Give a participant one value, or take it away with None or nothing but white space.

    Nothing is written where `seen` tells that the editor left the value as it was.

    Raises:
        StudyError: the participant is gone, or there is no such attribute to take away.
    """
    people = table_of(ParticipantRow)
    reconciled(change, ParticipantRow, participant_id, {}, seen)
    if not change.connection.execute(
        select(people.c.id).where(people.c.id == participant_id)
    ).first():
        raise StudyError("That participant is not in the study any more.", "Look at: participants")
    attribute = clean_name(attribute, "attribute's name")
    if seen is not None and _is_as_seen(change, participant_id, attribute, value or "", seen):
        return
    registrar = Registrar(change)
    if value is None or not value.strip():
        table = table_of(AttributeValueRow)
        known = {name_key(a.name): a for a in list_attributes(change.connection)}
        if (found := known.get(name_key(attribute))) is None:
            raise StudyError(f"There is no attribute '{attribute}'.", "Look at: participants")
        row = change.connection.execute(
            select(table).where(
                table.c.participant_id == participant_id, table.c.attribute_id == found.id
            )
        ).one_or_none()
        if row is not None:
            change.delete_rows(
                AttributeValueRow, ("participant_id", "attribute_id", "value"), [tuple(row)]
            )
        return
    attributes = registrar.attributes([Attribute(attribute, AttributeType.TEXT)])
    registrar.set_values(attributes, {participant_id: [(attribute, value)]})


def _is_as_seen(
    change: Change, participant_id: int, attribute: str, value: str, seen: Seen
) -> bool:
    """Whether the editor left the value as it was.

    Raises:
        EditConflict: both have changed it.
    """
    known = {name_key(one.name): one for one in list_attributes(change.connection)}
    if (found := known.get(name_key(attribute))) is None:
        return False
    values = table_of(AttributeValueRow)
    key = {"participant_id": participant_id, "attribute_id": found.id}
    now = change.connection.execute(
        select(values.c.value).where(*(values.c[column] == cell for column, cell in key.items()))
    ).scalar_one_or_none()
    try:
        yours = canonical_value(found.type, value) if value.strip() else ""
    except StudyError:
        yours = canonical_value(AttributeType.TEXT, value)
    left = require_as_seen(
        change,
        AttributeValueRow,
        key,
        {"value": now or ""},
        {"value": yours},
        seen,
        f"value of {found.name}",
    )
    return bool(left)


def rename_participant(
    change: Change, participant_id: int, name: str, seen: Seen | None = None
) -> None:
    """Give a participant another name, as `reconciled` tells.

    Raises:
        StudyError: somebody else has it.
    """
    clean = clean_name(name, "participant's name")
    if not reconciled(change, ParticipantRow, participant_id, {"name": clean}, seen):
        return
    require_free_name(
        change.connection,
        ParticipantRow,
        clean,
        "participant",
        besides=participant_id,
        remedy="Choose another name, or give both voices to one participant with: speaker",
    )
    change.update(ParticipantRow, participant_id, name=clean, name_key=name_key(clean))


def drop_unheard(change: Change, participant_ids: Iterable[int]) -> None:
    """Remove those of the given participants who speak nowhere any more and are in no persona."""
    speakers, members = table_of(SpeakerRow), table_of(PersonaMemberRow)
    candidates = set(participant_ids)
    heard = {
        row[0]
        for table in (speakers, members)
        for row in change.connection.execute(
            select(table.c.participant_id).where(table.c.participant_id.is_not(None)).distinct()
        )
    }
    gone = sorted(candidates - heard)
    if gone:
        remove_memos_on_rows(change, ParticipantRow, gone)
        change.delete(AttributeValueRow, participant_id=gone)
        change.delete(ParticipantRow, id=gone)
