"""The closed answers of a survey's new export, beside the values that the study has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..domain.errors import StudyError
from ..domain.imported import ImportedSource
from ..domain.participant import Attribute, canonical_value
from ..domain.revision import ChangedValue
from ..domain.text import name_key
from ..storage.decided_values import decided_by_hand
from ..storage.engine import Connection
from ..storage.participants import list_attributes, list_participants

Pairs = list[tuple[str, str]]


@dataclass(slots=True)
class RevisedValues:
    """What is to be set, by label of the respondent, and what of it changes a value that was there."""

    by_label: dict[str, Pairs] = field(default_factory=dict)
    changed: list[ChangedValue] = field(default_factory=list)
    filled: int = 0


def revised_values(
    connection: Connection, imported: ImportedSource, people: Mapping[str, int | None]
) -> RevisedValues:
    """Compare the values of a new export with those of the study; what a person decided stays.

    Args:
        connection: to the study as it is before.
        imported: the new export.
        people: by label of those who are in the source: the participant, None where they are none.
    """
    found = RevisedValues()
    if not imported.attributes:
        return found
    known = {name_key(one.name): one for one in list_attributes(connection)}
    everyone = {one.id: one for one in list_participants(connection)}
    by_name = {name_key(one.name): one.id for one in everyone.values()}
    by_hand = decided_by_hand(connection)
    for voice in imported.speakers:
        if voice.label in people:
            person_id = people[voice.label]
            if person_id is None:
                continue
        else:
            person_id = by_name.get(name_key(voice.participant or voice.label))
        person = everyone.get(person_id or 0)
        wanted: Pairs = []
        for name, value in voice.attributes:
            attribute = known.get(name_key(name))
            old = person.attributes.get(attribute.name) if person and attribute else None
            if old is not None and attribute is not None and _same(attribute, old, value):
                continue
            decided = attribute is not None and (person_id or 0, attribute.id) in by_hand
            if person and (old is not None or decided):
                found.changed.append(
                    ChangedValue(person.name, name, old or "", value, applied=not decided)
                )
            elif voice.label in people:
                found.filled += 1
            if not decided:
                wanted.append((name, value))
        if wanted:
            found.by_label[voice.label] = wanted
    return found


def _same(attribute: Attribute, old: str, new: str) -> bool:
    try:
        return canonical_value(attribute.type, new) == old
    except StudyError:
        return False


def used_attributes(imported: ImportedSource, values: RevisedValues) -> Sequence[Attribute]:
    """The attributes of a new export of which any value is set."""
    used = {name for pairs in values.by_label.values() for name, _ in pairs}
    return [one for one in imported.attributes if one.name in used]
