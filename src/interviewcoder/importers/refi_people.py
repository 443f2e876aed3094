"""Cases of a REFI-QDA project as participants, and its variables as their attributes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.exchange import ExchangedParticipant
from interviewcoder.domain.exchange_names import FreeNames, usable_name
from interviewcoder.domain.exchange_words import attribute_told
from interviewcoder.domain.participant import Attribute, AttributeType, canonical_value
from interviewcoder.domain.text import name_key

from .closed_values import closed_values
from .refi_reading import Guids, Reading, targets, value, words

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_TYPES = {
    "boolean": AttributeType.YES_NO,
    "integer": AttributeType.NUMBER,
    "float": AttributeType.NUMBER,
    "date": AttributeType.DATE,
    "datetime": AttributeType.DATE,
}
_VALUES = (
    "TextValue",
    "BooleanValue",
    "IntegerValue",
    "FloatValue",
    "DateValue",
    "DateTimeValue",
)


@dataclass(slots=True)
class Case:
    """A person of the project, or facts on one source without a name."""

    guid: str
    name: str
    values: dict[str, str]
    """By attribute's name, as they are written."""
    about: str = ""
    sources: list[str] = field(default_factory=list)
    """What it points to as whole sources, as it is written."""
    selections: list[str] = field(default_factory=list)
    """Likewise selections."""


class People:
    """The cases with their values, whose names are told apart."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._guids = Guids("variable")
        self._variables = dict(self._read_variables())
        self.cases: list[Case] = []
        self.on_sources: list[Case] = []
        """Cases without a name: facts on a source."""
        guids = Guids("case")
        names = FreeNames()
        for element in reading.root.iterfind("Cases/Case"):
            case = Case(
                guids.new(value(element, "guid")),
                usable_name(value(element, "name"), ""),
                self.values_of(element),
                words(element),
                targets(element, "SourceRef"),
                targets(element, "SelectionRef"),
            )
            reading.lose("codes", "on cases", len(element.findall("CodeRef")))
            if not case.name:
                self.on_sources.append(case)
                continue
            case.name = names.free(case.name)
            self.cases.append(case)

    def values_of(self, element: "Element") -> dict[str, str]:
        """The values of variables that stand at a case or a source."""
        found: dict[str, str] = {}
        for holder in element.findall("VariableValue"):
            pointed = next(iter(targets(holder, "VariableRef")), "")
            attribute = self._variables.get(self._guids.of(pointed) or "")
            written = next(
                (words(holder, tag) for tag in _VALUES if words(holder, tag).strip()), ""
            )
            if attribute is not None and written:
                found[attribute.name] = " ".join(written.split())
        return found

    def settled(
        self, participants: Sequence[ExchangedParticipant]
    ) -> tuple[list[ExchangedParticipant], list[Attribute]]:
        """The participants with values in canonical form, and the attributes with the types that these have."""
        typed: dict[str, Attribute] = {}
        for attribute in self._variables.values():
            typed.setdefault(name_key(attribute.name), attribute)
        forms: dict[str, dict[str, str]] = {}
        for key, attribute in typed.items():
            counts: dict[str, int] = {}
            for person in participants:
                for name, written in person.values:
                    if name_key(name) == key:
                        counts[written] = counts.get(written, 0) + 1
            typed[key], forms[key] = self._typed(attribute, counts)
        settled = [
            ExchangedParticipant(
                one.guid,
                one.name,
                tuple(
                    (name, value)
                    for name, written in one.values
                    if (value := forms[name_key(name)].get(written)) is not None
                ),
            )
            for one in participants
        ]
        return settled, list(typed.values())

    def _read_variables(self) -> Iterator[tuple[str, Attribute]]:
        for element in self._reading.root.iterfind("Variables/Variable"):
            guid = self._guids.new(value(element, "guid"))
            name = usable_name(value(element, "name"), "variable")
            kind = _TYPES.get(value(element, "typeOfVariable").strip().lower(), AttributeType.TEXT)
            attribute = attribute_told(guid, name, kind, words(element))
            unread = words(element).strip() and not (attribute.choices or attribute.labels)
            self._reading.lose("descriptions", "of variables", bool(unread))
            yield guid, attribute

    def _typed(
        self, attribute: Attribute, counts: dict[str, int]
    ) -> tuple[Attribute, dict[str, str]]:
        """The attribute with a type that holds all its values, and these in canonical form as they were written."""
        if attribute.type is AttributeType.TEXT and not self._reading.is_ours and counts:
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
