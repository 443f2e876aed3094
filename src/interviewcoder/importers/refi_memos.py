"""What people wrote in a REFI-QDA project, as memos on the things that it is about."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from interviewcoder.domain.exchange import ExchangedMemo, ExchangedSegment, derived_guid
from interviewcoder.domain.exchange_guids import normal_guid
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.domain.text import one_line

from .refi_codings import Codings, Excerpt
from .refi_notes import Note, Notes
from .refi_reading import Reading, targets, time_of, value, words
from .refi_sources import Sources

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_QUOTE = 200


@dataclass(frozen=True, slots=True)
class _On:
    """What a memo is on, and the words of the text that it is about where nothing else tells."""

    target: MemoTarget
    guid: str
    quote: str = ""


class Memos:
    """The memos of a project."""

    def __init__(
        self,
        reading: Reading,
        notes: Notes,
        sources: Sources,
        codings: Codings,
        segments: Iterable[ExchangedSegment],
        study_guid: str,
    ) -> None:
        self._reading = reading
        self._notes = notes
        self._codings = codings
        self._study = _On(MemoTarget.STUDY, study_guid)
        self._known: dict[str, _On] = {}
        """By GUID as it is pointed to: what notes can be on."""
        for source in sources.all:
            self._know(source.element, MemoTarget.SOURCE, source.guid)
        for code in reading.root.iter("Code"):
            guid = codings.code_guids.of(value(code, "guid"))
            if guid is not None and guid not in codings.case_codes:
                self._know(code, MemoTarget.CODE, guid)
        for case in codings.cases:
            self._known.setdefault(case.guid, _On(MemoTarget.PARTICIPANT, case.guid))
        for segment in segments:
            self._known.setdefault(segment.guid, _On(MemoTarget.SEGMENT, segment.guid))
        for note in notes.all.values():
            if note.persona:
                self._known.setdefault(note.guid, _On(MemoTarget.PERSONA, note.guid))
        for written, guid in codings.by_written.items():
            self._known.setdefault(written, _On(MemoTarget.CODING, guid))
        for written, excerpt in codings.at.items():
            self._known.setdefault(written, _about(excerpt))
        self._sources = sources

    def _know(self, element: "Element", target: MemoTarget, guid: str) -> None:
        self._known.setdefault(normal_guid(value(element, "guid")), _On(target, guid))

    def all(self) -> list[ExchangedMemo]:
        """Every memo, in the order of the notes; those that nothing points to are on the study itself."""
        found = [*self._described(), *self._referred(), *self._linked()]
        found += [
            self._memo(note, self._study)
            for note in self._notes.all.values()
            if not (note.used or note.persona or note.is_judgement)
        ]
        self._lose_silent_selections()
        places = {guid: place for place, guid in enumerate(self._notes.all)}
        return sorted(found, key=lambda memo: places.get(memo.guid, len(places)))

    def _described(self) -> Iterator[ExchangedMemo]:
        """Descriptions that are more than what the study keeps elsewhere."""
        root = self._reading.root
        yield from self._written(words(root), root, self._study)
        for source in self._sources.all:
            on = _On(MemoTarget.SOURCE, source.guid)
            yield from self._written(source.about, source.element, on)
        for excerpt in self._codings.excerpts:
            if excerpt.selection.memo:
                element = excerpt.selection.element
                excerpt.pointed_to = True
                yield from self._written(excerpt.selection.memo, element, _about(excerpt))
        for case in self._codings.cases:
            on = _On(MemoTarget.PARTICIPANT, case.guid)
            yield from self._written(case.about, root, on)

    def _referred(self) -> Iterator[ExchangedMemo]:
        """Notes that things refer to."""
        for guid in targets(self._reading.root, "NoteRef"):
            yield from self._noted(guid, self._study)
        for guid, note in self._codings.notes_on:
            yield self._memo(note, _On(MemoTarget.CODING, guid))
        for excerpt in self._codings.excerpts:
            for guid in targets(excerpt.selection.element, "NoteRef"):
                excerpt.pointed_to = True
                yield from self._noted(guid, _about(excerpt))
        for source in self._sources.all:
            references = targets(source.element, "NoteRef")
            if source.holder is not source.element:
                references += targets(source.holder, "NoteRef")
            for guid in references:
                there = self._notes.of(guid)
                quotes = [source.text[start:end] for start, end in there.spans] if there else []
                quote = one_line(" … ".join(quotes), _QUOTE)
                yield from self._noted(guid, _On(MemoTarget.SOURCE, source.guid, quote))
        holders = [*self._reading.root.iter("Code"), *self._reading.root.iterfind("Cases/Case")]
        holders += [note.element for note in self._notes.all.values() if note.element is not None]
        for element in holders:
            on = self._known.get(normal_guid(value(element, "guid")))
            for guid in targets(element, "NoteRef"):
                yield from self._noted(guid, on or self._study)

    def _linked(self) -> Iterator[ExchangedMemo]:
        """Notes that are linked to things, either way round."""
        sets = {normal_guid(value(one, "guid")) for one in self._reading.root.iterfind("Sets/Set")}
        for element in self._reading.root.iterfind("Links/Link"):
            origin, target = value(element, "originGUID"), value(element, "targetGUID")
            note, other = self._notes.of(origin), target
            if note is None:
                note, other = self._notes.of(target), origin
            if note is None and normal_guid(origin) not in sets:
                self._reading.lose("links", "between other things than notes")
            if note is None or note.persona:
                continue
            excerpt = self._codings.at.get(normal_guid(other))
            if excerpt is not None:
                excerpt.pointed_to = True
            on = self._known.get(normal_guid(other))
            if on is not None:
                yield self._memo(note, on)

    def _noted(self, written: str, on: _On) -> Iterator[ExchangedMemo]:
        note = self._notes.of(written)
        if note is not None and not note.persona:
            yield self._memo(note, on)

    def _memo(self, note: Note, on: _On) -> ExchangedMemo:
        note.used = True
        text = _quoting(on.quote, note.memo)
        return ExchangedMemo(note.guid, on.target, on.guid, text, note.coder_guid, note.created_at)

    def _written(self, text: str, element: "Element", on: _On) -> Iterator[ExchangedMemo]:
        if text.strip():
            text = _quoting(on.quote, text)
            yield ExchangedMemo(
                derived_guid("memo", on.guid, text),
                on.target,
                on.guid,
                text,
                self._reading.coder_of(element),
                time_of(element),
            )

    def _lose_silent_selections(self) -> None:
        silent = sum(
            not (one.codings or one.pointed_to or one.is_passage) for one in self._codings.excerpts
        )
        self._reading.lose("selections", "without a code or a comment", silent)


def _about(excerpt: Excerpt) -> _On:
    """What a note on a selection is on: its first coding, else the source, with the words."""
    if excerpt.codings:
        return _On(MemoTarget.CODING, excerpt.codings[0])
    start, end = excerpt.selection.span
    quote = one_line(excerpt.source.text[start:end], _QUOTE)
    return _On(MemoTarget.SOURCE, excerpt.source.guid, quote)


def _quoting(quote: str, text: str) -> str:
    return f"“{quote}”\n\n{text}" if quote else text
