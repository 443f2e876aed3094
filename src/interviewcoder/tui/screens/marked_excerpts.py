"""The excerpts that are marked: which, and that they are what is changed together."""

from collections.abc import Sequence

from ...domain.coding import Coding, Tag
from ...domain.retrieval import Retrieved
from ..widgets.listing import Listing
from .bulk_retagging import BulkRetagging


class MarkedExcerpts(BulkRetagging):
    """For the screen of excerpts."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Retrieved | None = None
        """What is on show."""
        self.marked: set[int] = set()
        """Ids of the tags that are marked."""

    @property
    def listing(self) -> Listing:
        """The excerpts."""
        raise NotImplementedError

    def show_title(self) -> None:
        """Say above the excerpts what they are."""
        raise NotImplementedError

    def tags_here(self) -> Sequence[Coding]:
        """The highlighted excerpt's tag."""
        raise NotImplementedError

    def action_mark(self) -> None:
        """Mark the highlighted excerpt, or take its mark away, and go on."""
        row = self.listing.row
        if row is not None and isinstance(row.value, Coding | Tag):
            self.marked ^= {row.value.id}
            self.listing.redraw()
            self.listing.action_step(1)
            self.show_title()

    def action_mark_all(self) -> None:
        """Mark all that are shown; where all are, none."""
        every = set(self.found.ids) if self.found is not None else set()
        if self.marked == every:
            self.marked.clear()
        else:
            self.marked |= every
        self.listing.redraw()
        self.show_title()

    def unmark(self) -> None:
        """Take all marks away."""
        self.marked.clear()
        self.listing.redraw()
        self.show_title()

    def meant(self) -> list[int]:
        """The marked excerpts, in the order in which they are shown; where none is, the highlighted one."""
        if self.marked and self.found is not None:
            return [one for one in self.found.ids if one in self.marked]
        return [coding.id for coding in self.tags_here()]
