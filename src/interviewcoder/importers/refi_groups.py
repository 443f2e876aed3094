"""Sets of a REFI-QDA project as segments, and notes that tell personas."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from interviewcoder.domain.exchange import ExchangedPersona, ExchangedSegment
from interviewcoder.domain.exchange_guids import normal_guid
from interviewcoder.domain.exchange_words import PERSONA_NOTE, SEGMENT_SET, untitled
from interviewcoder.domain.text import name_key

from .refi_codes import kind_of_set
from .refi_codings import Codings
from .refi_notes import Notes
from .refi_reading import Guids, Reading, targets, value, words

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def segments(reading: Reading, codings: Codings) -> list[ExchangedSegment]:
    """The segments that sets tell: ours with their rules, those of sources with the people who speak in them."""
    members = _linked(reading)
    cases = {case.guid for case in codings.cases}
    guids = Guids("set")
    found: list[ExchangedSegment] = []
    for element in reading.root.iterfind("Sets/Set"):
        if kind_of_set(element) or untitled(PERSONA_NOTE, value(element, "name")):
            continue
        guid = guids.new(value(element, "guid"))
        name = untitled(SEGMENT_SET, value(element, "name"))
        linked = [one for one in members.get(guid, ()) if one in cases]
        speaking = _speaking(element, codings)
        if name or linked or speaking:
            people = tuple(dict.fromkeys([*linked, *speaking]))
            rule = words(element).strip() if name else ""
            found.append(ExchangedSegment(guid, name or value(element, "name"), rule, people))
        if not name:
            reading.lose("descriptions", "of sets", bool(words(element).strip()))
        _lose_members(reading, element, is_segment=bool(name or linked or speaking))
    reading.lose(
        "graphs", "of things and how they relate", len(reading.root.findall("Graphs/Graph"))
    )
    return found


def _speaking(element: "Element", codings: Codings) -> list[str]:
    """The GUIDs of those who speak in the sources of a set."""
    by_name = {name_key(one.name): one.guid for one in codings.participants}
    return [
        by_name[name_key(person)]
        for source in targets(element, "MemberSource")
        for person in codings.speakers_of(source)
    ]


def _lose_members(reading: Reading, element: "Element", *, is_segment: bool) -> None:
    if element.find("MemberCode") is not None:
        reading.lose("sets", "of codes")
    elif element.find("MemberNote") is not None:
        reading.lose("sets", "of notes")
    elif not is_segment:
        reading.lose("sets", "of nobody")


def personas(reading: Reading, notes: Notes, codings: Codings) -> list[ExchangedPersona]:
    """The personas that notes called like `Persona: Planner` tell, with whom and what they are linked to.

    A set of the same name tells its members too, by the sources in which they speak.
    """
    links = _linked(reading)
    cases = {case.guid for case in codings.cases}
    sets: dict[str, list[str]] = {}
    for element in reading.root.iterfind("Sets/Set"):
        if title := untitled(PERSONA_NOTE, value(element, "name")):
            sets[name_key(title)] = _speaking(element, codings)
    return [
        ExchangedPersona(
            note.guid,
            name,
            note.text,
            tuple(one for one in links.get(note.guid, ()) if one in cases)
            or tuple(sets.get(name_key(name), ())),
            tuple(dict.fromkeys(_evidence(links.get(note.guid, ()), codings))),
        )
        for note in notes.all.values()
        if (name := note.persona)
    ]


def _evidence(linked: list[str] | tuple[str, ...], codings: Codings) -> Iterator[str]:
    for guid in linked:
        if guid in codings.by_written:
            yield codings.by_written[guid]
        elif (excerpt := codings.at.get(guid)) is not None:
            excerpt.pointed_to = True
            yield from excerpt.codings


def _linked(reading: Reading) -> dict[str, list[str]]:
    """By the GUID of an origin: what it is linked to."""
    links: dict[str, list[str]] = {}
    for element in reading.root.iterfind("Links/Link"):
        origin = normal_guid(value(element, "originGUID"))
        links.setdefault(origin, []).append(normal_guid(value(element, "targetGUID")))
    return links
