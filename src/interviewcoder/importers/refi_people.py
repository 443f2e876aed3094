"""Cases of a REFI-QDA project as participants, and its variables as their attributes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from interviewcoder.domain.exchange import ExchangedParticipant
from interviewcoder.domain.exchange_names import FreeNames, usable_name
from interviewcoder.domain.exchange_words import attribute_told
from interviewcoder.domain.participant import Attribute, AttributeType

from .refi_reading import Guids, Reading, targets, value, words
from .typed_values import with_types

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
        return with_types(self._variables.values(), participants, guessed=not self._reading.is_ours)

    def _read_variables(self) -> Iterator[tuple[str, Attribute]]:
        for element in self._reading.root.iterfind("Variables/Variable"):
            guid = self._guids.new(value(element, "guid"))
            name = usable_name(value(element, "name"), "variable")
            kind = _TYPES.get(value(element, "typeOfVariable").strip().lower(), AttributeType.TEXT)
            attribute = attribute_told(guid, name, kind, words(element))
            unread = words(element).strip() and not (attribute.choices or attribute.labels)
            self._reading.lose("descriptions", "of variables", bool(unread))
            yield guid, attribute
