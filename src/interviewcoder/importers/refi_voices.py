"""Who speaks where in a source of a REFI-QDA project: from our own selections, from its cases, or from the text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from interviewcoder.domain.exchange_words import passage_told
from interviewcoder.domain.imported import ImportedPassage, ImportedSpeaker
from interviewcoder.domain.source import Role

from .located import Heard, heard
from .owned_words import Owned, with_owned, with_wholes
from .refi_reading import value
from .refi_sources import SourceRead


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
        found = with_owned(source.text, found, owned)
    return with_wholes(found, wholes)


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
