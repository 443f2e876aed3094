"""The types of a project's attributes, and its participants' values in canonical form."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.exchange import ExchangedParticipant
from interviewcoder.domain.participant import Attribute, AttributeType, canonical_value
from interviewcoder.domain.text import name_key

from .closed_values import closed_values


def with_types(
    attributes: Iterable[Attribute], participants: Sequence[ExchangedParticipant], *, guessed: bool
) -> tuple[list[ExchangedParticipant], list[Attribute]]:
    """The participants with values in canonical form, and the attributes with the types that these have.

    Args:
        attributes: each with the type that the project tells; the first of a name counts.
        participants: with values as they are written, each of one of the attributes.
        guessed: whether text may be of a narrower type, as its values are.
    """
    typed: dict[str, Attribute] = {}
    for attribute in attributes:
        typed.setdefault(name_key(attribute.name), attribute)
    counts: dict[str, dict[str, int]] = {key: {} for key in typed}
    for person in participants:
        for name, written in person.values:
            of_name = counts[name_key(name)]
            of_name[written] = of_name.get(written, 0) + 1
    forms: dict[str, Mapping[str, str]] = {}
    for key, attribute in typed.items():
        typed[key], forms[key] = _typed(attribute, counts[key], guessed)
    settled = [
        replace(
            one,
            values=tuple(
                (name, value)
                for name, written in one.values
                if (value := forms[name_key(name)].get(written)) is not None
            ),
        )
        for one in participants
    ]
    return settled, list(typed.values())


def _typed(
    attribute: Attribute, counts: Mapping[str, int], guessed: bool
) -> tuple[Attribute, dict[str, str]]:
    """The attribute with a type that holds all its values, and by these as they were written their canonical form."""
    if attribute.type is AttributeType.TEXT and guessed and counts:
        told = closed_values(counts)
        choices = sorted(set(told.values.values()), key=name_key)
        found = Attribute(
            attribute.name,
            told.type,
            tuple(choices) if told.type is AttributeType.CHOICE else (),
            guid=attribute.guid,
        )
        return found, dict(told.values)
    try:
        return attribute, {one: canonical_value(attribute.type, one) for one in counts}
    except StudyError:
        text = Attribute(attribute.name, AttributeType.TEXT, guid=attribute.guid)
        return text, {one: canonical_value(AttributeType.TEXT, one) for one in counts}
