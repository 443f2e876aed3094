"""What a study's texts are to suggestions: all sentences that participants say, and the model of its codes.

It lives in memory and goes with the study: words of interviews, and vectors they could be guessed from, are not
written anywhere.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from ..analysis.language import common_words, sentences
from ..analysis.suggestions.code_model import CodeModel, Codes, CodeSaid, Place, Vectors, said_of
from ..analysis.suggestions.lexicon import Lexicon
from ..analysis.suggestions.sentence_index import SentenceIndex
from ..domain.codebook import Code
from ..domain.rejection import fingerprint
from ..domain.suggestion import Progress
from ..domain.text import name_key
from ..storage.codebook import list_codes
from ..storage.coded_places import coded_places, said_spans, texts_state, words_at
from ..storage.codings import list_coders
from ..storage.rejections import list_rejections
from ..storage.sources import list_sources, read_text
from ..storage.study_file import StudyFile

if TYPE_CHECKING:
    import numpy.typing as npt

_AT_ONCE = 1_000
_SHARES = (0.6, 0.75)
"""How much of the work is done once all is read, and once all is measured; the rest is learning."""


class SuggestionIndex:
    """Built by `build` from all texts; kept up with codes and codings by `follow`."""

    def __init__(self, file: StudyFile, language: str, vectors: Vectors | None, coder: str) -> None:
        self._file = file
        self._coder = name_key(coder)
        self._language = language
        self.lexicon = Lexicon(common_words(language))
        self.sentences = SentenceIndex(self.lexicon)
        self.model = CodeModel(self.lexicon, vectors)
        self.state: tuple[object, ...] = ()
        self.revision = -1
        self.codes: dict[int, Code] = {}
        self.coded: dict[Place, Codes] = {}
        self.rejected: frozenset[tuple[int, int, str]] = frozenset()
        """Code, source and fingerprint of the words that the coder does not want the code on."""
        self._places: list[Place] = []
        self._first: dict[int, tuple[int, int]] = {}
        """By source: its first sentence, and the one after its last."""
        self._prints: dict[int, dict[str, list[Place]]] = {}
        """By source in which something was rejected: its sentences by the fingerprint of their words."""

    def build(self) -> Iterator[Progress]:
        """Read all texts, then learn. No transaction is open between two steps, so others may write meanwhile."""
        with self._file.reading() as connection:
            self.state = texts_state(connection)
            sources = list_sources(connection)
        everything = sum(source.characters for source in sources) or 1
        read = 0
        for source in sources:
            with self._file.reading() as connection:
                if texts_state(connection) != self.state:
                    # Another has changed the texts: whoever asks next begins anew.
                    self.state = ()
                    return
                words = read_text(connection, source.id)
                spans = said_spans(connection, source.id)
            begin = len(self._places)
            for first in range(0, len(spans), _AT_ONCE):
                passages = [
                    (start, words[start:end]) for start, end in spans[first : first + _AT_ONCE]
                ]
                for span in sentences(passages, self._language):
                    self._places.append((source.id, span.start, span.end))
                    self.sentences.add(words[span.start : span.end])
                done = spans[min(first + _AT_ONCE, len(spans)) - 1][1] / max(1, len(words))
                yield Progress(_SHARES[0] * (read + done * source.characters) / everything)
            self._first[source.id] = (begin, len(self._places))
            read += source.characters
        steps = self.sentences.close()
        for step in range(steps):
            self.sentences.step(step)
            yield Progress(_SHARES[0] + (_SHARES[1] - _SHARES[0]) * (step + 1) / steps)
        for share in self.follow():
            yield Progress(_SHARES[1] + (1 - _SHARES[1]) * share)

    def follow(self, *, thoroughly: bool = False) -> Iterator[float]:
        """Learn what changed in codes and codings; yields the share of it that is done.

        Args:
            thoroughly: solve anew also where many changes came one by one.
        """
        revision = self._file.revision()
        with self._file.reading() as connection:
            self.codes = {code.id: code for code in list_codes(connection, counted=False)}
            self.coded = coded_places(connection)
            coders = {one.id: name_key(one.name) for one in list_coders(connection)}
            self.rejected = frozenset(
                (one.code_id, one.source_id, one.fingerprint)
                for one in list_rejections(connection)
                if coders[one.coder_id] == self._coder
            )
        yield from self.model.update(
            self.said(), self.coded, self.words_at, self.rejected_places(), thoroughly=thoroughly
        )
        self.revision = revision

    def is_rejected(self, code_id: int, source_id: int, words: str) -> bool:
        """Whether the coder does not want a code on these words."""
        return (code_id, source_id, fingerprint(words)) in self.rejected

    def rejected_places(self) -> dict[Place, Codes]:
        """The sentences that the coder does not want some codes on, with these codes."""
        found: dict[Place, set[int]] = {}
        # In one order each time, since what is learned depends on it in its last digits.
        for code_id, source_id, words in sorted(self.rejected):
            if code_id in self.codes:
                for place in self._by_print(source_id).get(words, ()):
                    found.setdefault(place, set()).add(code_id)
        return {place: frozenset(codes) for place, codes in found.items()}

    def _by_print(self, source_id: int) -> dict[str, list[Place]]:
        """A source's sentences by the fingerprint of their words."""
        if source_id not in self._prints:
            there = self.sentences_of(source_id)
            places = self._places[there.start : there.stop]
            prints: dict[str, list[Place]] = {}
            for place, words in zip(places, self.words_at(places), strict=True):
                prints.setdefault(fingerprint(words), []).append(place)
            self._prints[source_id] = prints
        return self._prints[source_id]

    def said(self) -> list[CodeSaid]:
        """What the codebook says of each code."""
        return [
            CodeSaid(
                code.id,
                said_of(code.name, self._name_of(code.parent_id), code.definition, code.include),
            )
            for code in self.codes.values()
        ]

    def is_of(self, state: tuple[object, ...]) -> bool:
        """Whether it was built from the texts that are there now."""
        return bool(self.state) and self.state == state

    def words_at(self, places: Sequence[Place]) -> list[str]:
        """The words of places."""
        with self._file.reading() as connection:
            return words_at(connection, places)

    def overlapping(self, source_id: int, start: int, end: int) -> list[Place]:
        """The excerpts that share words with a span."""
        return [
            place
            for place in self.coded
            if place[0] == source_id and place[1] < end and start < place[2]
        ]

    @property
    def places(self) -> Sequence[Place]:
        """Where all sentences are, by their numbers: source by source, in the order of each text."""
        return self._places

    def sentences_of(self, source_id: int) -> range:
        """The numbers of a source's sentences."""
        return range(*self._first.get(source_id, (0, 0)))

    def sentences_in(self, source_id: int, start: int, end: int) -> range:
        """The numbers of the sentences that share words with a span."""
        first, last = self._first.get(source_id, (0, 0))
        begin = bisect_left(self._places, start, first, last, key=lambda place: place[2] - 1)
        return range(begin, bisect_left(self._places, end, begin, last, key=lambda place: place[1]))

    def best(self, code_id: int, most: int, source_id: int | None = None) -> list[Place]:
        """The sentences, of one source or of all, that have no word with a code on it, and score highest for it."""
        taken: npt.NDArray[np.bool_] = np.zeros(len(self.sentences), np.bool_)
        if source_id is not None:
            first, last = self._first.get(source_id, (0, 0))
            taken[:first] = taken[last:] = True
        for (source_id, start, end), codes in self.coded.items():
            if code_id in codes:
                there = self.sentences_in(source_id, start, end)
                taken[there.start : there.stop] = True
        chosen = self.sentences.best(self.model.word_weights(code_id), taken, most)
        return [self._places[number] for number in chosen]

    def like(self, text: str, most: int) -> list[Place]:
        """The sentences that share most with a text, the likest first."""
        vector = self.lexicon.vector(text)
        weights = np.zeros(self.lexicon.features, np.float32)
        weights[vector.features] = vector.values
        nothing = np.zeros(len(self.sentences), np.bool_)
        return [self._places[number] for number in self.sentences.best(weights, nothing, most)]

    def _name_of(self, code_id: int | None) -> str:
        code = self.codes.get(code_id) if code_id is not None else None
        return code.name if code is not None else ""
