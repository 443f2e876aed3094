"""Makes true what an exchanged study promises, whatever the file said; what cannot stay is counted and told."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from .exchange import (
    ExchangedCode,
    ExchangedCoder,
    ExchangedCoding,
    ExchangedMemo,
    ExchangedParticipant,
    ExchangedPersona,
    ExchangedSegment,
    ExchangedSource,
    ExchangedStudy,
    derived_guid,
)
from .exchange_codes import sound_codes
from .exchange_guids import with_normal_guids
from .exchange_names import FreeNames, usable_name
from .exchange_report import Lost, left_out
from .exchange_sources import sound_source
from .memo import MemoTarget
from .participant import Attribute, AttributeType
from .source import Role
from .text import NAME_LIMIT, name_key, one_line, sanitise


class _Known(Protocol):
    @property
    def guid(self) -> str: ...


T = TypeVar("T", bound=_Known)


def sound(study: ExchangedStudy) -> ExchangedStudy:
    """The study with clean names that tell its codes, sources and people apart, and no loose ends.

    Codes come parents first. Each source has words, passages in order, and one for whatever is tagged before its
    first. Speakers' participants are among the participants. People and coders of one name are one. Whatever
    points to nothing, or to no words, is left out and told in `not_carried`.
    """
    study = with_normal_guids(study)
    lost: Lost = Counter()
    coders, coder_of = _one_a_name(study.coders, "coder")
    people, person_of = _one_a_name(study.participants, "participant")
    told: list[str] = []
    codes = sound_codes(study.codes, told)
    first_coded: dict[str, int] = {}
    for coding in study.codings:
        before = first_coded.get(coding.source_guid, coding.start)
        first_coded[coding.source_guid] = max(0, min(before, coding.start))
    sources = [
        sound_source(source, first_coded.get(source.guid), lost)
        for source in _named_apart(_once(study.sources, lost, "sources"), "sources", told)
        if _has_words(source, lost)
    ]
    sources = [replace(one, coder_guid=coder_of.get(one.coder_guid or "")) for one in sources]
    people = _with_speakers(people, sources)
    codings, coding_of = _sound_codings(study.codings, sources, codes, coder_of, lost)
    personas = [
        _sound_persona(one, person_of, coding_of)
        for one in _named_apart(_once(study.personas, lost, "personas"), "personas", told)
    ]
    segments = [
        _sound_segment(one, person_of)
        for one in _named_apart(_once(study.segments, lost, "segments"), "segments", told)
    ]
    known = {
        MemoTarget.STUDY: {study.guid: study.guid},
        MemoTarget.SOURCE: {one.guid: one.guid for one in sources},
        MemoTarget.CODING: coding_of,
        MemoTarget.CODE: {one.guid: one.guid for one in codes},
        MemoTarget.PARTICIPANT: person_of,
        MemoTarget.PERSONA: {one.guid: one.guid for one in personas},
        MemoTarget.SEGMENT: {one.guid: one.guid for one in segments},
    }
    memos = _sound_memos(study.memos, known, coder_of, lost)
    people = [
        replace(one, values=tuple((usable_name(name, "attribute"), v) for name, v in one.values))
        for one in people
    ]
    return replace(
        study,
        name=usable_name(study.name, "project"),
        origin=one_line(study.origin, NAME_LIMIT),
        coders=tuple(coders),
        codes=tuple(codes),
        sources=tuple(sources),
        participants=tuple(people),
        attributes=tuple(_sound_attributes(study.attributes, people)),
        codings=tuple(codings),
        memos=tuple(memos),
        segments=tuple(segments),
        personas=tuple(personas),
        told=(*study.told, *told),
        not_carried=(*study.not_carried, *left_out(lost)),
    )


def _once(things: Iterable[T], lost: Lost, noun: str) -> list[T]:
    """The things without those whose GUID another one had before."""
    found: dict[str, T] = {}
    for thing in things:
        if found.setdefault(thing.guid, thing) is not thing:
            lost[noun, "of a GUID that another one has"] += 1
    return list(found.values())


N = TypeVar("N", ExchangedSource, ExchangedSegment, ExchangedPersona)
P = TypeVar("P", ExchangedCoder, ExchangedParticipant)


def _named_apart(things: Iterable[N], noun: str, told: list[str]) -> list[N]:
    """The things with clean names that tell them apart; `noun` is in the plural."""
    names = FreeNames()
    apart = [
        _named(
            thing, names.free(usable_name(_name_of(thing), f"{noun.removesuffix('s')} {number}"))
        )
        for number, thing in enumerate(things, 1)
    ]
    told.extend(names.told(noun))
    return apart


def _name_of(thing: N) -> str:
    return thing.source.name if isinstance(thing, ExchangedSource) else thing.name


def _named(thing: N, name: str) -> N:
    if isinstance(thing, ExchangedSource):
        return replace(thing, source=replace(thing.source, name=name))
    return replace(thing, name=name)


def _one_a_name(things: Iterable[P], otherwise: str) -> tuple[list[P], dict[str, str]]:
    """The things with clean names, those of one name as one, and by each GUID the one it goes by."""
    found: dict[str, P] = {}
    goes_by: dict[str, str] = {}
    for number, thing in enumerate(things, 1):
        thing = replace(thing, name=usable_name(thing.name, f"{otherwise} {number}"))
        first = found.setdefault(name_key(thing.name), thing)
        if isinstance(first, ExchangedParticipant) and isinstance(thing, ExchangedParticipant):
            values = tuple((dict(thing.values) | dict(first.values)).items())
            found[name_key(thing.name)] = replace(first, values=values)
        goes_by.setdefault(thing.guid, first.guid)
    return list(found.values()), goes_by


def _has_words(source: ExchangedSource, lost: Lost) -> bool:
    if source.source.text.strip():
        return True
    lost["sources", "without words"] += 1
    return False


def _with_speakers(
    people: Sequence[ExchangedParticipant], sources: Sequence[ExchangedSource]
) -> list[ExchangedParticipant]:
    """The people, and those whom only the speakers of the sources name."""
    known = {name_key(one.name): one for one in people}
    for one in sources:
        for speaker in one.source.speakers:
            if speaker.role is Role.PARTICIPANT and speaker.participant is not None:
                key = name_key(speaker.participant)
                if key not in known:
                    guid = derived_guid("participant", one.guid, key)
                    known[key] = ExchangedParticipant(guid, speaker.participant)
    return list(known.values())


def _sound_attributes(
    given: Sequence[Attribute], people: Sequence[ExchangedParticipant]
) -> list[Attribute]:
    found: dict[str, Attribute] = {}
    for attribute in given:
        name = usable_name(attribute.name, "attribute")
        found.setdefault(name_key(name), replace(_sound_words(attribute), name=name, id=0))
    for person in people:
        for name, _ in person.values:
            if name_key(name) not in found:
                found[name_key(name)] = Attribute(name, AttributeType.TEXT)
    return list(found.values())


def _sound_words(attribute: Attribute) -> Attribute:
    """The attribute with what its values may be in words that are safe to keep."""
    return replace(
        attribute,
        choices=tuple(" ".join(sanitise(one).split()) for one in attribute.choices),
        labels=tuple((number, sanitise(label)) for number, label in attribute.labels),
    )


def _sound_codings(
    given: Sequence[ExchangedCoding],
    sources: Sequence[ExchangedSource],
    codes: Sequence[ExchangedCode],
    coder_of: dict[str, str],
    lost: Lost,
) -> tuple[list[ExchangedCoding], dict[str, str]]:
    """The codings that stand on words, each once, and by each GUID the one it goes by."""
    lengths = {one.guid: len(one.source.text) for one in sources}
    code_guids = {one.guid for one in codes}
    found: dict[tuple[object, ...], ExchangedCoding] = {}
    goes_by: dict[str, str] = {}
    for coding in given:
        if coding.source_guid not in lengths or coding.code_guid not in code_guids:
            lost["codings", "of a code or a source that is not there"] += 1
            continue
        if not 0 <= coding.start < coding.end <= lengths[coding.source_guid]:
            lost["codings", "reaching out of their text"] += 1
            continue
        coder = coder_of.get(coding.coder_guid or "")
        key = (coding.source_guid, coding.start, coding.end, coding.code_guid, coder)
        if key in found:
            lost["codings", "made twice"] += 1
        elif coding.guid in goes_by:
            guid = derived_guid("coding", *key)
            found[key] = replace(coding, guid=guid, coder_guid=coder)
        else:
            found[key] = replace(coding, coder_guid=coder)
        goes_by.setdefault(coding.guid, found[key].guid)
    return list(found.values()), goes_by


def _sound_memos(
    given: Sequence[ExchangedMemo],
    known: dict[MemoTarget, dict[str, str]],
    coder_of: dict[str, str],
    lost: Lost,
) -> list[ExchangedMemo]:
    found: dict[str, ExchangedMemo] = {}
    for memo in given:
        target = known[memo.target].get(memo.target_guid)
        text = sanitise(memo.text)
        if not text.strip():
            continue
        if target is None:
            lost["memos", "on what is not there"] += 1
            continue
        guid = memo.guid
        if guid in found:
            guid = derived_guid("memo", memo.guid, target, len(found))
        found[guid] = replace(
            memo,
            guid=guid,
            target_guid=target,
            text=text,
            coder_guid=coder_of.get(memo.coder_guid or ""),
        )
    return list(found.values())


def _sound_segment(segment: ExchangedSegment, person_of: dict[str, str]) -> ExchangedSegment:
    return replace(
        segment, rule=sanitise(segment.rule), member_guids=_those(segment.member_guids, person_of)
    )


def _sound_persona(
    persona: ExchangedPersona, person_of: dict[str, str], coding_of: dict[str, str]
) -> ExchangedPersona:
    return replace(
        persona,
        text=sanitise(persona.text),
        member_guids=_those(persona.member_guids, person_of),
        evidence_guids=_those(persona.evidence_guids, coding_of),
    )


def _those(guids: Iterable[str], goes_by: dict[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(goes_by[guid] for guid in guids if guid in goes_by))
