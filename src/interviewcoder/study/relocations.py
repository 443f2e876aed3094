"""The researcher's verbs on the review list: what became of codings when their texts were corrected."""

from collections.abc import Sequence

from ..domain.coding import Span, trimmed
from ..domain.conflict import Seen
from ..domain.errors import StudyError
from ..domain.revision import Outcome, Relocation
from ..domain.text import one_line
from ..storage import relocations as stored
from ..storage.sources import list_sources, read_text, require_words
from ..storage.study_file import StudyFile
from .naming import by_name

Entries = list[Relocation]


class Relocations:
    """Codings that a correction kept, moved or took the place of, for a person to look at."""

    def __init__(self, file: StudyFile, coder: str) -> None:
        self._file = file
        self._coder = coder

    def list(
        self, *, source: str | None = None, outcome: Outcome | None = None, every: bool = False
    ) -> Entries:
        """The review list in reading order.

        Args:
            source: of this source only.
            outcome: with this outcome only.
            every: also what was looked at, and what needs no look.

        Raises:
            StudyError: there is no such source.
        """
        with self._file.reading() as connection:
            source_id = (
                None
                if source is None
                else by_name(list_sources(connection), source, "source", "sources").id
            )
            return stored.list_relocations(
                connection, source_id=source_id, outcome=outcome, every=every
            )

    def get(self, relocation_id: int) -> Relocation:
        """The entry with this id.

        Raises:
            StudyError: there is none.
        """
        with self._file.reading() as connection:
            return stored.require_relocation(connection, relocation_id)

    def place(self, relocation_id: int, span: Span, *, seen: Seen | None = None) -> Relocation:
        """Put a coding on an excerpt; it stays the same coding, with its notes and whatever cites it.

        Args:
            seen: what was on show, as `Relocation.shown`, and the `words` of the span; None: whatever is there now.

        Raises:
            EditConflict: another has decided on it, or corrected the text, since.
            StudyError: the entry is gone, the span is not within the text, or is tagged so already.
        """
        with self._file.writing("place tag", self._coder) as change:
            shown = dict(seen or {})
            on_words = {"words": shown.pop("words")} if "words" in shown else None
            found = stored.relocation_to_decide(change, relocation_id, shown)
            words = read_text(change.connection, found.source_id)
            require_words(change, found.source_id, words, span, on_words)
            excerpt = trimmed(words, span)
            stored.place(change, relocation_id, excerpt)
            placed = stored.require_relocation(change.connection, relocation_id)
            change.summary = f"{placed.code}: {one_line(placed.text, 60)}"
            return placed

    def choose(self, relocation_id: int, number: int) -> Relocation:
        """Put a coding on one of its candidates, counted from 1.

        Raises:
            StudyError: it has no candidate of that number, or that is tagged so already.
        """
        candidates = self.get(relocation_id).candidates
        if not 1 <= number <= len(candidates):
            has = f"has {len(candidates)}" if candidates else "has none"
            raise StudyError(
                f"There is no candidate {number}: the tag {has}.",
                "Look at 'relocations', or give a place with --span.",
            )
        return self.place(relocation_id, candidates[number - 1].span)

    def accept(self, relocation_ids: Sequence[int], *, seen: Sequence[Seen] | None = None) -> None:
        """Note that codings are right where they are.

        Args:
            seen: what was on show of each, as `Relocation.shown`; None: whatever it is now.

        Raises:
            EditConflict: another has decided on one since; nothing is noted then.
            StudyError: one is gone or has no place; nothing is noted then.
        """
        with self._file.writing("accept tag", self._coder) as change:
            change.summary = _many(relocation_ids)
            for relocation_id, shown in zip(
                relocation_ids, _each(relocation_ids, seen), strict=True
            ):
                stored.relocation_to_decide(change, relocation_id, shown)
                stored.accept(change, relocation_id)

    def dismiss(self, relocation_ids: Sequence[int], *, seen: Sequence[Seen] | None = None) -> None:
        """Give codings up, with the notes on them. It can be undone. `seen` is as in `accept`.

        Raises:
            EditConflict: another has decided on one since; nothing is changed then.
            StudyError: one is gone; nothing is changed then.
        """
        with self._file.writing("dismiss tag", self._coder) as change:
            change.summary = _many(relocation_ids)
            for relocation_id, shown in zip(
                relocation_ids, _each(relocation_ids, seen), strict=True
            ):
                stored.relocation_to_decide(change, relocation_id, shown)
                stored.dismiss(change, relocation_id)


def _each(ids: Sequence[int], seen: Sequence[Seen] | None) -> Sequence[Seen | None]:
    return [None] * len(ids) if seen is None else seen


def _many(ids: Sequence[int]) -> str:
    return "1 tag" if len(ids) == 1 else f"{len(ids)} tags"
