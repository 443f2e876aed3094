"""Whose words a text holds, where a project says so of spans or of whole texts."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import pairwise

from interviewcoder.domain.imported import ImportedPassage, ImportedSpeaker, named_after
from interviewcoder.domain.source import Role
from interviewcoder.domain.text import name_key

from .located import Heard


@dataclass(frozen=True, slots=True)
class Owned:
    """A span of a source that the project gives to a person."""

    span: tuple[int, int]
    person: str


def with_owned(text: str, found: Heard, owned: Sequence[Owned]) -> Heard:
    """The passages cut where a person's words begin or end, each as that person's unless an interviewer says it."""
    edges = sorted({at for one in owned for at in one.span})
    pieces = [piece for passage in found.passages for piece in _cut(text, passage, edges)]
    roles = {speaker.label: speaker.role for speaker in found.speakers}
    owners = [
        None if roles[piece.speaker] is Role.INTERVIEWER else owner
        for piece, owner in zip(pieces, _owners(pieces, owned), strict=True)
    ]
    persons: dict[str, set[str | None]] = {}
    for piece, owner in zip(pieces, owners, strict=True):
        persons.setdefault(piece.speaker, set()).add(owner)
    speakers = {speaker.label: speaker for speaker in found.speakers}
    passages = []
    for piece, owner in zip(pieces, owners, strict=True):
        label = piece.speaker
        if owner is not None and persons[label] == {owner}:
            speakers[label] = ImportedSpeaker(label, Role.PARTICIPANT, owner)
        elif owner is not None:
            label = _label_for(owner, speakers)
            speakers.setdefault(label, ImportedSpeaker(label, Role.PARTICIPANT, owner))
        elif label == "":
            # Without a name and given to nobody, where others are given to somebody.
            speakers[label] = ImportedSpeaker(label, Role.OTHER)
        passages.append(replace(piece, speaker=label))
    used = {passage.speaker for passage in passages}
    return Heard(
        tuple(passages),
        tuple(speaker for speaker in speakers.values() if speaker.label in used),
        found.warnings,
    )


def _cut(text: str, passage: ImportedPassage, edges: Sequence[int]) -> Iterator[ImportedPassage]:
    within = edges[bisect_right(edges, passage.start) : bisect_left(edges, passage.end)]
    bounds = [passage.start, *within, passage.end]
    for start, end in pairwise(bounds):
        words = text[start:end]
        if words.strip():
            lead = len(words) - len(words.lstrip())
            tail = len(words) - len(words.rstrip())
            yield replace(passage, start=start + lead, end=end - tail)


def _owners(pieces: Sequence[ImportedPassage], owned: Sequence[Owned]) -> list[str | None]:
    """Whose each passage is: of those to whom it is given, the one with the shortest span. Passages are in order."""
    waiting = sorted(owned, key=lambda one: one.span, reverse=True)
    begun: list[tuple[int, int, str]] = []
    """Length, end and person of the spans that have begun; the shortest first."""
    owners: list[str | None] = []
    for piece in pieces:
        while waiting and waiting[-1].span[0] <= piece.start:
            start, end = waiting[-1].span
            heappush(begun, (end - start, end, waiting.pop().person))
        while begun and begun[0][1] < piece.end:
            heappop(begun)
        owners.append(begun[0][2] if begun else None)
    return owners


def _label_for(person: str, speakers: Mapping[str, ImportedSpeaker]) -> str:
    known = speakers.get(person)
    return person if known is None or known.participant == person else named_after("case", person)


def with_wholes(found: Heard, wholes: Sequence[str]) -> Heard:
    """The participants as those to whom the whole source is given: the only one, or those of the same names."""
    if not wholes:
        return found
    given = {speaker.participant for speaker in found.speakers} & set(wholes)
    by_key = {name_key(name): name for name in wholes}

    def called(speaker: ImportedSpeaker) -> ImportedSpeaker:
        if speaker.role is not Role.PARTICIPANT or speaker.participant in given:
            return speaker
        name = wholes[0] if len(wholes) == 1 else by_key.get(name_key(speaker.label))
        return replace(speaker, participant=name) if name else speaker

    return replace(found, speakers=tuple(map(called, found.speakers)))
