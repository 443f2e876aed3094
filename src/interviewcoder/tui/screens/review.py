"""The review list: what became of tags when their texts were corrected, to accept, place or give up."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ...domain.coding import Span
from ...domain.memo import MemoTarget
from ...domain.revision import Outcome, Relocation
from ...domain.text import one_line
from ..commands import bindings
from ..keymap import REVIEW
from ..labels import SOFT, counted
from ..messages import PassageAsked
from ..widgets.listing import Listing, Row
from ..widgets.quote_block import spaced
from ..widgets.review_lines import review_row, source_heading, tally_line
from .mode_screen import ModeScreen

if TYPE_CHECKING:
    from ...study import Study

_NOTHING = (
    "There is nothing to look at.\n\nWhen a source is updated from a corrected file (u in the library), the tags that were "
    "moved with their words, or lost their place, are listed here."
)


class ReviewScreen(ModeScreen[list[Relocation]]):
    """The entries that nobody has looked at, by source."""

    MODE = "review"
    AUTO_FOCUS = "#entries"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(REVIEW)]
    CSS = """
    ReviewScreen {
        #tally { height: 1; padding: 0 1; margin-top: 1; }
        &.-short #tally { margin-top: 0; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._entries: Sequence[Relocation] = ()
        self._candidates: dict[int, int] = {}
        """By entry: the candidate that is shown."""

    def body(self) -> Iterable[Widget]:
        """The figures and the list."""
        yield Static(id="tally")
        yield Listing(empty="Looking…", id="entries", classes="pane")

    @property
    def _listing(self) -> Listing:
        return self.query_one("#entries", Listing)

    def fetch(self, study: "Study") -> list[Relocation]:
        """What is to be looked at."""
        return study.relocations.list()

    def present(self, content: list[Relocation]) -> None:
        """Show it."""
        self._entries = content
        counts: dict[Outcome, int] = {
            outcome: sum(one.outcome is outcome for one in content)
            for outcome in Outcome
            if outcome is not Outcome.KEPT
        }
        self.query_one("#tally", Static).update(tally_line(counts) if content else Content(""))
        figure = Content.styled(f"  {counted(len(content), 'tag')}", f"not bold {SOFT}")
        self._listing.border_title = Content("Tags to look at") + (figure if content else "")
        self._fill()

    def _fill(self) -> None:
        rows: list[Row] = []
        for name, group in groupby(self._entries, key=lambda one: one.source):
            own = list(group)
            rows.append(source_heading(name, len(own), first=not rows))
            rows += spaced(review_row(one, self._candidate(one)) for one in own)[1:]
        self._listing.fill(rows, empty=_NOTHING)

    def _candidate(self, one: Relocation) -> int:
        shown = self._candidates.get(one.id, 0)
        return shown if shown < len(one.candidates) else 0

    @property
    def _here(self) -> Relocation | None:
        row = self._listing.row
        return row.value if row is not None and isinstance(row.value, Relocation) else None

    def _place_of(self, one: Relocation) -> Span | None:
        """Where an entry stands, or the candidate that is shown would be."""
        if one.span is None and one.candidates:
            return one.candidates[self._candidate(one)].span
        return one.span

    # -- Commands --------------------------------------------------------------------------------------------

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Open it in its source."""
        message.stop()
        self.action_open()

    def action_open(self) -> None:
        """Open the entry in its source, where it is or would be."""
        one = self._here
        if one is not None:
            span = self._place_of(one) or Span(one.near, one.near + 1)
            self.post_message(PassageAsked(one.source_id, span))

    def action_accept(self) -> None:
        """The tag is right where it is; of several places, on the one that is shown."""
        one = self._here
        if one is None:
            return
        code = one_line(one.code, 60)
        if one.span is not None:
            self.change(
                lambda study: study.relocations.accept([one.id], seen=[one.shown]),
                lambda _: self.notify(f"“{code}” stays on these words."),
            )
        elif one.candidates:
            place = one.candidates[self._candidate(one)]
            seen = {**one.shown, "words": place.text}
            self.change(
                lambda study: study.relocations.place(one.id, place.span, seen=seen),
                lambda _: self.notify(f"“{code}” is on these words again."),
            )
        else:
            self.notify(f"“{code}” has no place. p puts it on an excerpt, d gives it up.")

    def action_accept_moved(self) -> None:
        """All moved tags are right where they are."""
        from .confirm import Confirm

        moved = [one for one in self._entries if one.span is not None]
        if not moved:
            self.notify("No tag was moved that is not accepted.")
            return
        many = counted(len(moved), "tag")
        self.app.push_screen(
            Confirm(
                "Accept what was moved",
                f"{many} moved with corrected words and would leave this list. Those without a place stay in it.",
                "accept them",
            ),
            lambda agreed: self._accept_all(moved) if agreed else None,
        )

    def _accept_all(self, moved: Sequence[Relocation]) -> None:
        ids, seen = [one.id for one in moved], [one.shown for one in moved]
        self.change(
            lambda study: study.relocations.accept(ids, seen=seen),
            lambda _: self.notify(f"{counted(len(ids), 'tag')} accepted. z takes it back."),
        )

    def action_next_candidate(self) -> None:
        """Show the next of several places."""
        one = self._here
        if one is None:
            return
        if len(one.candidates) < 2:
            self.notify("There is no other place for it. p puts it on an excerpt by hand.")
            return
        self._candidates[one.id] = (self._candidate(one) + 1) % len(one.candidates)
        self._fill()

    def action_place(self) -> None:
        """Put the tag on an excerpt that is selected in the source."""
        from .place_dialog import PlaceDialog

        one = self._here
        if one is not None:
            self.app.push_screen(PlaceDialog(one, self._place_of(one)))

    def action_dismiss_tag(self) -> None:
        """Give the tag up."""
        one = self._here
        if one is not None:
            code = one_line(one.code, 60)
            self.change(
                lambda study: study.relocations.dismiss([one.id], seen=[one.shown]),
                lambda _: self.notify(f"“{code}” is given up here. z brings it back."),
            )

    def action_memos(self) -> None:
        """Notes on the tag."""
        from .memos import MemosDialog

        one = self._here
        if one is None:
            return
        if one.span is None and not one.memos:
            self.notify("There is no note on it; one can be written once it has a place.")
            return
        self.app.push_screen(MemosDialog(MemoTarget.CODING, one.coding_guid, one.code))
