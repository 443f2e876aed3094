"""Who speaks where in a source of a REFI-QDA project: from our own selections, from its cases, or from the text."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from interviewcoder.domain.exchange_words import passage_told
from interviewcoder.domain.imported import ImportedPassage, ImportedSpeaker, named_after
from interviewcoder.domain.source import Role
from interviewcoder.domain.text import name_key

from .located import Heard, heard
from .refi_reading import value
from .refi_sources import SourceRead

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Owned:
    """A span of a source that the project gives to a person."""

    span: Span
    person: str


def voices(source: SourceRead, owned: Sequence[Owned], wholes: Sequence[str]) -> Heard:
    """The passages and speakers of a source.

    Args:
        source: with its selections.
        owned: which spans are whose words.
        wholes: the names of those to whom the project gives the whole source.
    """
    told = _told(source)
    if told is not None:
        return _renamed(told, owned)
    if source.as_read is not None:
        found = Heard(source.as_read.passages, source.as_read.speakers, source.as_read.warnings)
    else:
        found = heard(source.text, source.name)
        found = replace(found, passages=tuple(_timed(source, found.passages)))
    if owned:
        found = _with_owned(source.text, found, owned)
    return _with_wholes(found, wholes)


def _told(source: SourceRead) -> Heard | None:
    """The passages as this program wrote them; None where it did not, or another one lost them."""
    if source.told is None:
        return None
    passages = []
    for selection in source.selections:
        passage = passage_told(value(selection.element, "name"))
        if passage is not None:
            passages.append(
                ImportedPassage(
                    *selection.span,
                    passage.speaker,
                    passage.start_ms,
                    passage.end_ms,
                    passage.question,
                )
            )
    return Heard(tuple(passages), source.told.speakers) if passages else None


def _renamed(found: Heard, owned: Sequence[Owned]) -> Heard:
    """The participants as the project calls them by now: another program may have renamed its cases."""
    by_span = {one.span: one.person for one in owned}
    names: dict[str, set[str]] = {}
    for passage in found.passages:
        person = by_span.get((passage.start, passage.end))
        if person is not None:
            names.setdefault(passage.speaker, set()).add(person)

    def called(speaker: ImportedSpeaker) -> ImportedSpeaker:
        persons = names.get(speaker.label, set())
        if speaker.role is Role.PARTICIPANT and len(persons) == 1:
            return replace(speaker, participant=next(iter(persons)))
        return speaker

    return replace(found, speakers=tuple(map(called, found.speakers)))


def _timed(source: SourceRead, passages: Iterable[ImportedPassage]) -> Iterator[ImportedPassage]:
    for passage in passages:
        start = source.timed.start_of(passage) if source.timed else None
        yield replace(passage, start_ms=start) if passage.start_ms is None else passage


def _with_owned(text: str, found: Heard, owned: Sequence[Owned]) -> Heard:
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


def _owners(pieces: Sequence[ImportedPassage], owned: Sequence[Owned]) -> Iterator[str | None]:
    """Whose each passage is: of those to whom all of it is given, the one with the shortest span."""
    waiting = sorted(owned, key=lambda one: one.span, reverse=True)
    around: list[Owned] = []
    for piece in pieces:
        while waiting and waiting[-1].span[0] <= piece.start:
            around.append(waiting.pop())
        # What ends before this passage ends before all that follow.
        around = [one for one in around if one.span[1] >= piece.end]
        shortest = min(around, key=lambda one: one.span[1] - one.span[0], default=None)
        yield shortest.person if shortest else None


def _label_for(person: str, speakers: Mapping[str, ImportedSpeaker]) -> str:
    known = speakers.get(person)
    return person if known is None or known.participant == person else named_after("case", person)


def _with_wholes(found: Heard, wholes: Sequence[str]) -> Heard:
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
