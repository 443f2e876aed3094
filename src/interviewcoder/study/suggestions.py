"""A second opinion: codes that a text may go with, and sentences that may go with a code. It never tags anything."""

from collections.abc import Iterator
from threading import RLock
from typing import TYPE_CHECKING

from ..analysis.suggestions.semantic_extra import is_installed, knows
from ..domain.coding import Span
from ..domain.errors import StudyError
from ..domain.found import Found
from ..domain.rejection import fingerprint
from ..domain.suggestion import (
    Grounds,
    NearExcerpt,
    Progress,
    QueueEntry,
    SuggestedCode,
    SuggestedExcerpt,
    Trial,
    WordWeight,
)
from ..storage.coded_places import ids_at, said_spans, texts_state
from ..storage.sources import read_text, require_source
from ..storage.study_file import StudyFile
from .suggested_places import near_excerpts, shown_at, suggested_codes, suggested_excerpts
from .suggestion_queue import POOL, queue_of, surest

if TYPE_CHECKING:
    from ..analysis.suggestions.sentence_vectors import SentenceVectors
    from .found_codes import FoundCodes
    from .suggestion_index import SuggestionIndex

CODES = 3
SENTENCES = 20
"""How many are suggested unless told."""
NEAREST = 10
"""How many excerpts are shown where one asks why."""
_WORDS, _WITH_VECTORS = "words 1", "words and MiniLM 1"
_TRIES = 3


class Suggestions:
    """What the excerpts so far, and the codebook, say of other words. Learned on this machine, kept in memory only.

    The first question reads all texts, which takes seconds in a large study: ask `index` first, in a worker. After
    that, what changed in codes and codings is learned when the next question comes.
    """

    def __init__(self, file: StudyFile, coder: str, language: str) -> None:
        self._file = file
        self._coder = coder
        self._language = language
        self._lock = RLock()
        self._index: SuggestionIndex | None = None
        self._vectors: SentenceVectors | None = None
        self._words_only = False
        self._found_codes: FoundCodes | None = None

    @property
    def words_only(self) -> bool:
        """Whether sentence vectors are left out also where the extra for them is installed."""
        return self._words_only

    @words_only.setter
    def words_only(self, wanted: bool) -> None:
        with self._lock:
            if wanted is not self._words_only:
                self._words_only, self._index = wanted, None

    @property
    def has_vectors(self) -> bool:
        """Whether sentence vectors are used: the extra is installed and knows the study's language."""
        return not self._words_only and knows(self._language) and is_installed()

    @property
    def model(self) -> str:
        """What suggests, by a name that tells one way to do it from another; for whoever accepts or rejects."""
        return _WITH_VECTORS if self.has_vectors else _WORDS

    def index(self) -> Iterator[Progress]:
        """Get ready to answer: reads all texts the first time and when they changed, and solves anew after many changes.

        May be left off at any time.

        Yields:
            How far it is.

        Raises:
            StudyError: the model of the extra is not the one that it should be.
        """
        with self._lock:
            index = self._index
        if index is None or not index.is_of(self._state()):
            from .suggestion_index import SuggestionIndex

            index = SuggestionIndex(self._file, self._language, self._known_vectors(), self._coder)
            yield from index.build()
            with self._lock:
                self._index = index
        else:
            with self._lock:
                for _ in index.follow(thoroughly=True):
                    pass
        yield Progress(1.0)

    def for_text(self, text: str, *, top: int = CODES) -> list[SuggestedCode]:
        """The codes that a text is likest, the likest first; fewer, or none, where nothing speaks for more.

        Args:
            text: any words, from the study or not.
            top: how many at most.

        Raises:
            StudyError: the text is empty.
        """
        if not text.strip():
            raise StudyError("The text is empty.", "Give some words.")
        with self._lock:
            return suggested_codes(self._file, self._ready(), text, top)

    def for_span(self, source_id: int, span: Span, *, top: int = CODES) -> list[SuggestedCode]:
        """As `for_text`, of words of a source; codes on any of these words, and codes that this
        coder rejected for them, are left out; excerpts on them show nothing.

        Raises:
            StudyError: the source is gone, or the span is not within its text.
        """
        with self._file.reading() as connection:
            words = read_text(connection, source_id)
        span.within(len(words))
        with self._lock:
            index = self._ready()
            there = index.overlapping(source_id, span.start, span.end)
            text = words[span.start : span.end]
            codes = frozenset(code for place in there for code in index.coded[place])
            codes |= {code for code in index.codes if index.is_rejected(code, source_id, text)}
            return suggested_codes(self._file, index, text, top, codes, frozenset(there))

    def grounds(self, source_id: int, span: Span, code_id: int, *, top: int = NEAREST) -> Grounds:
        """All that speaks for a code on words of a source; excerpts on these words show nothing.

        Args:
            source_id: the source.
            span: where the words are.
            code_id: the code, on these words or not.
            top: how many excerpts at most.

        Raises:
            StudyError: the source or the code is gone, or the span is not within its text.
        """
        with self._file.reading() as connection:
            words = read_text(connection, source_id)
        span.within(len(words))
        text = words[span.start : span.end]
        with self._lock:
            index = self._ready_for(code_id)
            there = frozenset(index.overlapping(source_id, span.start, span.end))
            found = index.model.nearest(text, code_id, top, there)
            told = index.model.word_shares(text, code_id)
        shown = shown_at(self._file, [place for place, _ in found])
        return Grounds(
            tuple(WordWeight(word, share) for word, share in told), near_excerpts(found, shown)
        )

    def for_code(
        self, code_id: int, *, top: int = SENTENCES, source_id: int | None = None
    ) -> list[SuggestedExcerpt]:
        """The sentences of participants that are likest a code and have no word with it, the likest first.

        What this coder rejected does not come again.

        Args:
            code_id: the code.
            top: how many at most.
            source_id: of this source only; None: of the whole study.

        Raises:
            StudyError: the code is gone.
        """
        with self._lock:
            index = self._ready_for(code_id)
            return suggested_excerpts(self._file, index, surest(index, [code_id], top, source_id))

    def queue(self, code_id: int, *, top: int = SENTENCES) -> list[QueueEntry]:
        """What to look at for a code: sentences that it may go with, and tags that may be wrong, as `Why` tells them apart.

        What this coder rejected is not among it.

        Args:
            code_id: the code.
            top: how many at most.

        Raises:
            StudyError: the code is gone.
        """
        with self._lock:
            index = self._ready_for(code_id)
            with self._file.reading() as connection:
                own = ids_at(connection, code_id, self._coder)
            queued = queue_of(index, code_id, own, top)
            chosen = [(place, code_id, share) for _, place, share in queued]
            excerpts = suggested_excerpts(self._file, index, chosen)
        return [
            QueueEntry(why, excerpt, own.get(place))
            for (why, place, _), excerpt in zip(queued, excerpts, strict=True)
        ]

    def like(self, text: str, *, top: int = SENTENCES) -> list[NearExcerpt]:
        """What participants say that is like a text, sentence by sentence, the likest first; tagged or not.

        They are found by their words, also by parts of them. Where there are sentence vectors, these count in the order as well.

        Args:
            text: any words, from the study or not; sentences of just these words are left out.
            top: how many at most.

        Raises:
            StudyError: the text is empty.
        """
        if not text.strip():
            raise StudyError("The text is empty.", "Give some words.")
        itself = fingerprint(text)
        with self._lock:
            index = self._ready()
            places = index.like(text, max(POOL, top))
            shown = shown_at(self._file, places)
            places = [place for place in places if fingerprint(shown[place][2]) != itself]
            likeness = index.model.likeness(text, [shown[place][2] for place in places])
        ranked = sorted(
            zip(places, map(float, likeness), strict=True), key=lambda one: (-one[1], one[0])
        )
        return list(near_excerpts(ranked[:top], shown))

    def widened(self, source_id: int, span: Span) -> Span:
        """The turns of participants that a span has words of, from the first one's beginning to the last one's end.

        Raises:
            StudyError: the source is gone.
        """
        with self._file.reading() as connection:
            require_source(connection, source_id)
            turns = [Span(*one) for one in said_spans(connection, source_id)]
        touched = [span, *(turn for turn in turns if turn.overlaps(span))]
        return Span(min(one.start for one in touched), max(one.end for one in touched))

    def for_any(
        self, *, top: int = SENTENCES, source_id: int | None = None
    ) -> list[SuggestedExcerpt]:
        """The sentences of participants that are surest to go with some code that they do not have, each with that code."""
        with self._lock:
            index = self._ready()
            chosen = surest(index, list(index.codes), top, source_id)
            return suggested_excerpts(self._file, index, chosen)

    def evaluate(
        self, *, examples: int | None = None, tried_only: bool = False, seed: int = 0
    ) -> Iterator[Progress | Trial]:
        """Try suggestions on what is tagged: show some excerpts, hold the others back, and see what is suggested.

        Args:
            examples: how many excerpts of each code are shown, drawn at random many times; None: leave out some of
                the participants, and learn from all others.
            tried_only: choose among the codes with excerpts held back only.
            seed: for the draws.

        Yields:
            How far it is, and the trial last.

        Raises:
            StudyError: there are too few excerpts to hold any back, or the number is below 0.
        """
        if examples is not None and examples < 0:
            raise StudyError(f"{examples} excerpts cannot be shown.", "Give 0 or more.")
        from .suggestion_trial import tried

        for progress in self.index():
            yield Progress(progress.share / 2)
        with self._lock:
            events = tried(
                self._file,
                self._ready(),
                self._known_vectors(),
                examples=examples,
                tried_only=tried_only,
                seed=seed,
            )
        while True:
            # Words that are new to the lexicon get a number: one at a time.
            with self._lock:
                event = next(events)
            if isinstance(event, Progress):
                yield Progress((1 + event.share) / 2)
                continue
            if not event.rows:
                raise StudyError(
                    "There are too few tagged excerpts to hold some of them back.",
                    "Tag more, of several people, or show fewer examples (with none, names and definitions are tried).",
                )
            yield event
            return

    def found(self, code_id: int | None = None) -> Iterator[Progress | Found]:
        """How much of a code, or of each, is likely tagged by now, and how well suggestions do for it.

        It learns from some of the people what the others were tagged with, which takes seconds; asked again of another code while
        nothing has changed, it takes none. May be left off at any time. How it is told: `analysis/suggestions/found.py`.

        Args:
            code_id: the code; None: all, in the order of the codebook.

        Yields:
            How far it is, and what was found last.

        Raises:
            StudyError: the code is gone.
        """
        from .found_codes import FoundCodes

        for progress in self.index():
            yield Progress(progress.share / 2)
        with self._lock:
            index = self._ready() if code_id is None else self._ready_for(code_id)
            known = self._found_codes
        if known is None or known.index is not index or known.revision != index.revision:
            with self._lock:
                known = FoundCodes(self._file, index)
            for progress in known.learn():
                yield Progress((1 + progress.share) / 2)
            with self._lock:
                self._found_codes = known
        chosen = known.codes if code_id is None else [code_id]
        yield Found(tuple(known.found(one) for one in chosen))

    def _known_vectors(self) -> "SentenceVectors | None":
        if not self.has_vectors:
            return None
        if self._vectors is None:
            from ..analysis.suggestions.sentence_vectors import SentenceVectors

            self._vectors = SentenceVectors()
        return self._vectors

    def _state(self) -> tuple[object, ...]:
        with self._file.reading() as connection:
            return texts_state(connection)

    def _ready(self) -> "SuggestionIndex":
        """The index as of now; to be called with the lock."""
        if self._index is not None and self._index.revision == self._file.revision():
            return self._index
        for tried in range(_TRIES + 1):
            if self._index is not None and self._index.is_of(self._state()):
                # Not thoroughly: in a large study that takes long. `index` does it.
                for _ in self._index.follow():
                    pass
                return self._index
            if tried < _TRIES:
                for _ in self.index():
                    pass
        raise StudyError(
            "The texts are being changed while they are read.", "Ask again once the import is done."
        )

    def _ready_for(self, code_id: int) -> "SuggestionIndex":
        index = self._ready()
        if code_id not in index.codes:
            raise StudyError("That code is not in the codebook any more.", "Look at: codebook")
        return index
