"""A whole study without participants' names, or without their words."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from interviewcoder.domain.coding import Span
from interviewcoder.domain.exchange import (
    ExchangedCoding,
    ExchangedParticipant,
    ExchangedSource,
    ExchangedStudy,
)
from interviewcoder.domain.imported import ImportedPassage, ImportedSource
from interviewcoder.domain.participant import Attribute, AttributeType, is_in_own_words
from interviewcoder.domain.redaction import LEFT_OUT
from interviewcoder.domain.source import Role

from .pseudonyms import Pseudonyms

_NEVER_NAMES = (AttributeType.NUMBER, AttributeType.DATE, AttributeType.YES_NO)


def redacted_project(
    study: ExchangedStudy, names: Pseudonyms | None, *, words: bool
) -> ExchangedStudy:
    """The study as it may be shown. Codings follow their words; GUIDs stay.

    Args:
        study: a sound study (see `exchange_check.sound`). What comes back need not be: codings can have come to lie
            on the same words, and speakers to be of one name.
        names: what stands for participants' names; None: they are shown.
        words: whether what participants say is shown; else a note stands for each of their passages.
    """
    of_source: dict[str, list[ExchangedCoding]] = {}
    for coding in study.codings:
        of_source.setdefault(coding.source_guid, []).append(coding)
    sources: list[ExchangedSource] = []
    moved: dict[str, ExchangedCoding] = {}
    for one in study.sources:
        on_it = of_source.get(one.guid, [])
        spans = [Span(coding.start, coding.end) for coding in on_it]
        source, spans = _rewritten(one.source, spans, names, words=words)
        sources.append(replace(one, source=source))
        for coding, span in zip(on_it, spans, strict=True):
            moved[coding.guid] = replace(coding, start=span.start, end=span.end)
    study = replace(
        study,
        participants=study.participants if words else tuple(_closed_facts(study)),
        sources=tuple(sources),
        codings=tuple(moved[coding.guid] for coding in study.codings),
    )
    return study if names is None else _without_names(study, names)


def _closed_facts(study: ExchangedStudy) -> Iterator[ExchangedParticipant]:
    """The participants without the values that are their own words."""
    known = {one.name: one for one in study.attributes}
    for person in study.participants:
        values = (
            (name, LEFT_OUT if is_in_own_words(known[name], value) else value)
            for name, value in person.values
        )
        yield replace(person, values=tuple(values))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A passage, or what stands between two."""

    start: int
    text: str
    hidden: bool


def _rewritten(
    source: ImportedSource, spans: Sequence[Span], names: Pseudonyms | None, *, words: bool
) -> tuple[ImportedSource, list[Span]]:
    """The source with another text, and where spans of it lie by then."""
    pieces = list(_pieces(source, words=words))
    starts = [piece.start for piece in pieces]
    first = [bisect_right(starts, span.start) - 1 for span in spans]
    last = [bisect_right(starts, span.end - 1) - 1 for span in spans]
    within: list[list[Span]] = [[] for _ in pieces]
    places: list[tuple[int, int]] = []
    for span, begins, ends in zip(spans, first, last, strict=True):
        place = []
        for index in (begins, ends):
            piece = pieces[index]
            start = max(span.start - piece.start, 0)
            place.append(len(within[index]))
            within[index].append(Span(start, min(span.end - piece.start, len(piece.text))))
        places.append((place[0], place[1]))
    texts: list[str] = []
    changed: list[list[Span]] = []
    new_starts: list[int] = []
    position = 0
    for piece, inside in zip(pieces, within, strict=True):
        text, after = _piece_rewritten(piece, inside, names)
        new_starts.append(position)
        texts.append(text)
        changed.append(after)
        position += len(text)
    moved = [
        Span(
            new_starts[begins] + changed[begins][place[0]].start,
            new_starts[ends] + changed[ends][place[1]].end,
        )
        for begins, ends, place in zip(first, last, places, strict=True)
    ]
    lies = {piece.start: index for index, piece in enumerate(pieces)}

    def passage_moved(passage: ImportedPassage) -> ImportedPassage:
        index = lies[passage.start]
        start = new_starts[index]
        return replace(passage, start=start, end=start + len(texts[index]))

    return replace(
        source, text="".join(texts), passages=tuple(map(passage_moved, source.passages))
    ), moved


def _pieces(source: ImportedSource, *, words: bool) -> Iterator[_Piece]:
    """The text in pieces, none of them empty. Only what interviewers say is no participant's words for sure."""
    asking = {one.label for one in source.speakers if one.role is Role.INTERVIEWER}
    position = 0
    for passage in source.passages:
        if passage.start > position:
            yield _Piece(position, source.text[position : passage.start], not words)
        hidden = not words and passage.speaker not in asking
        yield _Piece(passage.start, source.text[passage.start : passage.end], hidden)
        position = passage.end
    if position < len(source.text):
        yield _Piece(position, source.text[position:], not words)


def _piece_rewritten(
    piece: _Piece, spans: Sequence[Span], names: Pseudonyms | None
) -> tuple[str, list[Span]]:
    if piece.hidden and (said := piece.text.strip()):
        before, _, after = piece.text.partition(said)
        return f"{before}{LEFT_OUT}{after}", [
            Span(len(before), len(before) + len(LEFT_OUT)) for _ in spans
        ]
    return names.moved(piece.text, spans) if names is not None else (piece.text, list(spans))


def _without_names(study: ExchangedStudy, names: Pseudonyms) -> ExchangedStudy:
    """The study with pseudonyms wherever words stand that people read; the texts have them already."""
    kept = {one.name for one in study.attributes if one.type in _NEVER_NAMES}
    return replace(
        study,
        name=names(study.name),
        coders=tuple(replace(one, name=names(one.name)) for one in study.coders),
        codes=tuple(
            replace(
                one,
                name=names(one.name),
                definition=names(one.definition),
                include=names(one.include),
                exclude=names(one.exclude),
            )
            for one in study.codes
        ),
        sources=tuple(
            replace(one, source=_source_named(one.source, names), file_name=names(one.file_name))
            for one in study.sources
        ),
        participants=tuple(
            replace(
                one,
                name=names(one.name),
                values=tuple(
                    (names(name), value if name in kept else names(value))
                    for name, value in one.values
                ),
            )
            for one in study.participants
        ),
        attributes=tuple(_attribute_named(one, names) for one in study.attributes),
        memos=tuple(replace(one, text=names(one.text)) for one in study.memos),
        segments=tuple(
            replace(one, name=names(one.name), rule=names(one.rule)) for one in study.segments
        ),
        personas=tuple(
            replace(one, name=names(one.name), text=names(one.text)) for one in study.personas
        ),
    )


def _source_named(source: ImportedSource, names: Pseudonyms) -> ImportedSource:
    return replace(
        source,
        name=names(source.name),
        passages=tuple(replace(one, speaker=names(one.speaker)) for one in source.passages),
        speakers=tuple(
            replace(
                one,
                label=names(one.label),
                participant=None if one.participant is None else names(one.participant),
                attributes=(),
            )
            for one in source.speakers
        ),
        questions=names.everywhere(source.questions),
        attributes=(),
        warnings=(),
        mapping=names.everywhere(source.mapping),
    )


def _attribute_named(one: Attribute, names: Pseudonyms) -> Attribute:
    return replace(
        one,
        name=names(one.name),
        choices=names.everywhere(one.choices),
        labels=tuple((value, names(label)) for value, label in one.labels),
    )
