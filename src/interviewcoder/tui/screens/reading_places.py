"""Where each source was left, in this session and in those before: a source opens there again."""

from collections.abc import Sequence

from ...domain.source import Source
from ..widgets.reading_view import ReadingView
from ..work import StudyWork

KEEP_SECONDS = 5.0
"""So long after the cursor moved it is written down where it is."""


class ReadingPlaces(StudyWork):
    """For a screen that shows a source in a reading view."""

    def __init__(self) -> None:
        super().__init__()
        self.unplaced = False
        """Whether the source on show is not yet at the place where it is to be."""
        self._keeping = False

    @property
    def view(self) -> ReadingView:
        """The text."""
        raise NotImplementedError

    def remember_place(self) -> None:
        """Note where the source on show is left; the one noted last is the one read last."""
        shown = self.view.source_text if self.is_mounted else None
        if shown is None or self.unplaced:
            return
        self.leave_at(shown.source, self.view.cursor)
        if not self._keeping:
            self._keeping = True
            self.set_timer(KEEP_SECONDS, self._keep)

    def leave_at(self, source: Source, position: int) -> None:
        """Note that a source was left at a position."""
        places = self.coder_app.habits.places
        if next(reversed(places), None) != source.guid:
            places.pop(source.guid, None)
        places[source.guid] = position

    def place_left(self, source: Source) -> int | None:
        """Where a source that was just opened had been left; None when it never was."""
        return self.coder_app.habits.places.get(source.guid) if self.unplaced else None

    def read_last(self, sources: Sequence[Source]) -> Source | None:
        """The one of the sources that was read last, else the first."""
        by_guid = {source.guid: source for source in sources}
        left = reversed(tuple(self.coder_app.habits.places))
        last = next((by_guid[guid] for guid in left if guid in by_guid), None)
        return last or next(iter(sources), None)

    def _keep(self) -> None:
        self._keeping = False
        self.coder_app.keep_habits()
