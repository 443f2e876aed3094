"""By what codings can be counted and grouped in a study: its own sides, and the attributes of participants."""

from collections.abc import Callable, Sequence

from ..analysis.sides import Counted, by_attribute, by_code, by_kind, by_name, by_segment
from ..domain.coding import Tagged
from ..domain.crosstab import Side
from ..domain.errors import StudyError
from ..domain.participant import Attribute, AttributeType, is_in_own_words
from ..domain.text import name_key, one_line
from ..storage.codebook import list_codes
from ..storage.codings import list_coders
from ..storage.engine import Connection
from ..storage.sources import list_questions, list_sources
from .naming import by_name as named
from .querying import Queried

MOST_VALUES = 60
"""An attribute with more different values is no side to count by."""


def sides_of(study: Queried) -> tuple[str, ...]:
    """By what codings can be counted: the sides that every study has, and attributes with few values."""
    taken = {side.value for side in Side}
    return (
        *(side.value for side in Side),
        *(
            one.name
            for one in study.attributes
            if name_key(one.name) not in taken
            and (values := _values(one, study))
            and not _why_not(one, values)
        ),
    )


class Sides:
    """The sides of a study for codings that were found in it."""

    def __init__(self, connection: Connection, study: Queried, codings: Sequence[Tagged]) -> None:
        self._connection = connection
        self._study = study
        self._codings = codings

    def side(self, name: str) -> Counted:
        """The side of that name.

        Raises:
            StudyError: there is none, or an attribute has too many values.
        """
        key = name_key(name)
        if key in {side.value for side in Side}:
            return self._own_side(Side(key))
        attribute = named(self._study.attributes, name, "side or attribute", "attributes")
        values = _values(attribute, self._study)
        if error := _why_not(attribute, values):
            raise error
        return by_attribute(attribute.name, values, self._study.people)

    def _own_side(self, side: Side) -> Counted:
        connection = self._connection
        match side:
            case Side.CODE:
                return by_code(list_codes(connection, counted=False))
            case Side.KIND:
                return by_kind()
            case Side.SEGMENT:
                return by_segment(self._study.segments())
            case Side.PARTICIPANT:
                return self._named(
                    side,
                    [one.name for one in self._study.people],
                    lambda one: one.participant or "",
                )
            case Side.SOURCE:
                names = [one.name for one in list_sources(connection)]
                return self._named(side, names, lambda one: one.source)
            case Side.QUESTION:
                return self._named(side, list_questions(connection), lambda one: one.question or "")
            case Side.CODER:
                names = [one.name for one in list_coders(connection)]
                return self._named(side, names, lambda one: one.coder)

    def _named(self, side: Side, names: list[str], name_of: Callable[[Tagged], str]) -> Counted:
        """By names, and by having none where codings have none."""
        if any(not name_of(coding) for coding in self._codings):
            names = [*names, ""]
        return by_name(side, names, name_of)


def _values(attribute: Attribute, study: Queried) -> list[str]:
    """The values that participants have, in order."""
    found = {person.attributes.get(attribute.name, "") for person in study.people} - {""}
    if attribute.type is AttributeType.NUMBER:
        return sorted(found, key=float)
    listed = [choice for choice in attribute.choices if choice in found]
    return [*listed, *sorted(found.difference(listed), key=name_key)]


def _why_not(attribute: Attribute, values: Sequence[str]) -> StudyError | None:
    """Why codings cannot be counted by an attribute; None where they can."""
    name = one_line(attribute.name, 60)
    if len(values) > MOST_VALUES:
        return StudyError(
            f"'{name}' has {len(values)} different values: too many to count by.",
            "Make segments of it, and count by segment.",
        )
    if any(is_in_own_words(attribute, value) for value in values):
        return StudyError(
            f"'{name}' holds answers in participants' own words, which are not counted.",
            "Import it as a question and tag it.",
        )
    return None
