"""Entering the participants of an exchanged study, with their attributes."""

from sqlalchemy import select

from ..domain.errors import StudyError
from ..domain.exchange import ExchangedStudy
from ..domain.exchange_report import counted
from ..domain.memo import MemoTarget
from ..domain.participant import Attribute, canonical_value
from ..domain.text import name_key
from .change import Change
from .entered import Entered, Guids
from .participants import Registrar
from .tables import AttributeValueRow, ParticipantRow, table_of

Values = dict[int, tuple[tuple[str, str], ...]]


def enter_people(change: Change, given: ExchangedStudy, done: Entered) -> None:
    """Add the participants who are new; those of a name or GUID that the study has are its own."""
    table = table_of(ParticipantRow)
    there = change.connection.execute(select(table.c.guid, table.c.id, table.c.name)).all()
    by_guid = {row.guid: row for row in there}
    names = {name_key(row.name) for row in there}
    for one in given.participants:
        if name_key(one.name) not in names and one.guid in by_guid:
            done.names[name_key(one.name)] = by_guid[one.guid].name
    called = [done.names.get(name_key(one.name), one.name) for one in given.participants]
    guids = Guids(change.connection, ParticipantRow)
    first = change.next_id(ParticipantRow)
    fresh = [
        (guids.free(one.guid), 1, name, name_key(name))
        for name, one in zip(called, given.participants, strict=True)
        if name_key(name) not in names and name_key(one.name) not in done.names
    ]
    change.insert(
        ParticipantRow,
        ("id", "guid", "version", "name", "name_key"),
        [(number, *row) for number, row in enumerate(fresh, first)],
    )
    registrar = Registrar(change)
    ids = registrar.participants(called)
    done.people |= {one.guid: i for one, i in zip(given.participants, ids, strict=True)}
    done.added["participants"] += len(fresh)
    done.already["participants"] += len(given.participants) - len(fresh)
    now = dict(change.connection.execute(select(table.c.id, table.c.guid)).all())
    done.targets[MemoTarget.PARTICIPANT] = {guid: now[i] for guid, i in done.people.items()}
    values: Values = {done.people[one.guid]: one.values for one in given.participants}
    attributes = registrar.attributes(given.attributes)
    changed = _changed(change, attributes, values)
    if changed:
        done.told.append(
            f"{counted(changed, 'values')} of participants differed; the project's count now."
        )
    registrar.set_values(attributes, values)


def _changed(change: Change, attributes: dict[str, Attribute], values: Values) -> int:
    """How many values of the study give way to others."""
    table = table_of(AttributeValueRow)
    there = {
        (row.participant_id, row.attribute_id): row.value
        for row in change.connection.execute(select(table))
    }
    changed = 0
    for person_id, pairs in values.items() if there else ():
        for name, value in pairs:
            old = there.get((person_id, attributes[name].id))
            changed += old is not None and old != _canonical(attributes[name], value)
    return changed


def _canonical(attribute: Attribute, value: str) -> str:
    try:
        return canonical_value(attribute.type, value)
    except StudyError:
        return value
