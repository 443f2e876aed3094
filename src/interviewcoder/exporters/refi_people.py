"""Participants of a REFI-QDA project as cases, and their attributes as variables."""

from decimal import Decimal, InvalidOperation

from interviewcoder.domain.exchange import ExchangedStudy, derived_guid
from interviewcoder.domain.exchange_words import attribute_description
from interviewcoder.domain.participant import Attribute, AttributeType
from interviewcoder.domain.source import Role
from interviewcoder.domain.text import name_key

from .refi_sources import passage_guid
from .refi_xml import RefiXml

_TYPES = {
    AttributeType.TEXT: ("Text", "TextValue"),
    AttributeType.CHOICE: ("Text", "TextValue"),
    AttributeType.YES_NO: ("Boolean", "BooleanValue"),
    AttributeType.DATE: ("Date", "DateValue"),
    AttributeType.NUMBER: ("Float", "FloatValue"),
}
_WHOLE = ("Integer", "IntegerValue")


def write_variables(xml: RefiXml, study: ExchangedStudy) -> None:
    """The attributes; nothing where there are none."""
    if not study.attributes:
        return
    types = _types(study)
    with xml.start("Variables"):
        for attribute in study.attributes:
            with xml.start(
                "Variable",
                guid=_guid(attribute),
                name=attribute.name,
                typeOfVariable=types[name_key(attribute.name)][0],
            ):
                xml.description(attribute_description(attribute))


def write_cases(xml: RefiXml, study: ExchangedStudy) -> None:
    """The participants; nothing where there are none.

    A case has its passages as selections, and the whole source where nobody else takes part in it, which is all that
    some programs read.
    """
    if not study.participants:
        return
    attributes = {name_key(one.name): one for one in study.attributes}
    types = _types(study)
    passages, wholes = _places(study)
    with xml.start("Cases"):
        for person in study.participants:
            with xml.start("Case", guid=person.guid, name=person.name):
                for name, value in person.values:
                    attribute = attributes[name_key(name)]
                    tag, text = _value(types[name_key(name)], value)
                    with xml.start("VariableValue"):
                        xml.element("VariableRef", targetGUID=_guid(attribute))
                        xml.element(tag, text)
                for guid in wholes.get(name_key(person.name), ()):
                    xml.element("SourceRef", targetGUID=guid)
                for guid in passages.get(name_key(person.name), ()):
                    xml.element("SelectionRef", targetGUID=guid)


def _guid(attribute: Attribute) -> str:
    return attribute.guid or derived_guid("attribute", name_key(attribute.name))


def _types(study: ExchangedStudy) -> dict[str, tuple[str, str]]:
    """By the key of an attribute's name: its type and the element of its values; integers where all values are."""
    whole = {name_key(one.name) for one in study.attributes if one.type is AttributeType.NUMBER}
    for person in study.participants:
        for name, value in person.values:
            if not value.lstrip("-").isdecimal():
                whole.discard(name_key(name))
    return {
        name_key(one.name): _WHOLE if name_key(one.name) in whole else _TYPES[one.type]
        for one in study.attributes
    }


def _value(type_: tuple[str, str], value: str) -> tuple[str, str]:
    """The element and the text of a value; a text where it does not fit its type."""
    match type_[0]:
        case "Boolean" if value in ("yes", "no"):
            return type_[1], "true" if value == "yes" else "false"
        case "Float":
            try:
                return type_[1], format(Decimal(value), "f")
            except InvalidOperation:
                pass
        case "Integer" | "Date":
            return type_[1], value
    return "TextValue", value


def _places(study: ExchangedStudy) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """By the key of a participant's name: the GUIDs of the passages, and those of the sources that are theirs alone."""
    passages: dict[str, list[str]] = {}
    wholes: dict[str, list[str]] = {}
    for one in study.sources:
        persons = {
            speaker.label: name_key(speaker.participant or "")
            for speaker in one.source.speakers
            if speaker.role is Role.PARTICIPANT
        }
        for passage in one.source.passages:
            if passage.speaker in persons:
                key = persons[passage.speaker]
                passages.setdefault(key, []).append(passage_guid(one.guid, passage))
        if len(alone := set(persons.values())) == 1:
            wholes.setdefault(alone.pop(), []).append(one.guid)
    return passages, wholes
