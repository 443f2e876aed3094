"""What a study's texts and tags are to the question how much of a code is found: who says which sentence, and what was read."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from ..analysis.suggestions.found import Sentences, found_code
from ..analysis.suggestions.held_out_scores import Example, HeldOut, Marks, held_out_scores
from ..domain.coding import Span, joined
from ..domain.found import FoundCode
from ..domain.source import SourceKind
from ..domain.suggestion import Progress
from ..storage.coded_places import Place, places_by_hand, said_by
from ..storage.sources import list_sources
from ..storage.study_file import StudyFile

if TYPE_CHECKING:
    from .suggestion_index import SuggestionIndex

_SHORT_END, _SHORT_SHARE = 20, 0.2
"""What comes after a source's last tag was read as well, if it is so many sentences at most, or so much of the source."""


class FoundCodes:
    """Learned once by `learn`, for what a study is at one time; then `found` tells of one code after the other."""

    def __init__(self, file: StudyFile, index: "SuggestionIndex") -> None:
        """Look at an index as it is now."""
        self.index = index
        self.revision = index.revision
        self.codes: Sequence[int] = list(index.codes)
        """Their ids, in the order of the codebook."""
        self._names = [index.codes[code_id].name for code_id in self.codes]
        self._said = index.said()
        self._coded = dict(index.coded)
        self._rejected = index.rejected_places()
        self._persons = np.zeros(len(index.places), np.intp)
        self._kinds = np.zeros(len(index.places), np.intp)
        self._read = np.zeros(len(index.places), np.bool_)
        self._numbers: dict[tuple[str, int], int] = {}
        self._spans: dict[int, list[tuple[int, int, int]]] = {}
        """By source what participants say of it: start, end, and the number of who says it."""
        self._held_out: HeldOut | None = None
        self._look(file)

    def _look(self, file: StudyFile) -> None:
        places = self.index.places
        last: dict[int, int] = {}
        sources = dict.fromkeys(
            [*(place[0] for place in places), *(place[0] for place in self._coded)]
        )
        with file.reading() as connection:
            for source_id, _, end in places_by_hand(connection):
                last[source_id] = max(last.get(source_id, 0), end)
            surveys = {one.id for one in list_sources(connection) if one.kind is SourceKind.SURVEY}
            said = {source_id: said_by(connection, source_id) for source_id in sources}
        for source_id, spans in said.items():
            self._spans[source_id] = [
                (start, end, self._number(source_id, participant))
                for start, end, participant in spans
            ]
            numbers = self.index.sentences_of(source_id)
            self._kinds[numbers.start : numbers.stop] = source_id in surveys
            for number in numbers:
                self._persons[number] = self._person(source_id, *places[number][1:])
            if source_id in last:
                until = self.index.sentences_in(source_id, 0, last[source_id]).stop
                behind = numbers.stop - until
                if behind <= max(_SHORT_END, _SHORT_SHARE * len(numbers)):
                    until = numbers.stop
                self._read[numbers.start : until] = True

    def _number(self, source_id: int, participant_id: int | None) -> int:
        """Of a participant; somebody whose name is not known is the source's own."""
        key = ("source", source_id) if participant_id is None else ("person", participant_id)
        return self._numbers.setdefault(key, len(self._numbers))

    def _person(self, source_id: int, start: int, end: int) -> int:
        """Who says the first words of a span that a participant says."""
        spans = self._spans[source_id]
        at = max(0, bisect_right(spans, start, key=lambda one: one[0]) - 1)
        for begin, until, number in spans[at : at + 3]:
            if begin < end and start < until:
                return number
        return self._number(source_id, None)

    def learn(self) -> Iterator[Progress]:
        """Learn from some of the people what the others were tagged with; yields how far it is."""
        index = self.index
        tagged = np.zeros(len(self._read), np.bool_)
        places: list[Place] = []
        for place in self._coded:
            there = index.sentences_in(*place)
            tagged[there.start : there.stop] = True
            if there and self._read[there.start]:
                places.append(place)
        examples = [
            Example(text, self._person(*place), self._coded[place])
            for place, text in zip(places, index.words_at(places), strict=True)
        ]
        for event in held_out_scores(
            index.sentences,
            index.lexicon,
            self._persons,
            np.flatnonzero(self._read & ~tagged),
            lambda numbers: index.words_at([index.places[number] for number in numbers]),
            examples,
            self._said,
            read=self._read,
        ):
            if isinstance(event, HeldOut):
                self._held_out = event
            else:
                yield event

    def found(self, code_id: int) -> FoundCode:
        """What can be told of a code; after `learn`."""
        assert self._held_out is not None
        column = self.codes.index(code_id)
        tagged = np.zeros(len(self._read))
        spans: dict[int, list[Span]] = defaultdict(list)
        for (source_id, start, end), codes in self._coded.items():
            if code_id in codes:
                spans[source_id].append(Span(start, end))
        for source_id, of_source in spans.items():
            for span in joined(of_source):
                there = self.index.sentences_in(source_id, span.start, span.end)
                tagged[there.start : there.stop] += 1 / max(1, len(there))
        return found_code(
            code_id,
            self._names[column],
            Sentences(
                self._persons,
                self._kinds,
                self._read,
                (tagged > 0) | self._said_no(code_id),
                tagged,
                self._held_out.shares[:, column],
                self._held_out.in_three[:, column],
            ),
        )

    def _said_no(self, code_id: int) -> Marks:
        """By sentence whether the coder has said that it does not go with a code."""
        found = np.zeros(len(self._read), np.bool_)
        for place, codes in self._rejected.items():
            if code_id in codes:
                there = self.index.sentences_in(*place)
                found[there.start : there.stop] = True
        return found
