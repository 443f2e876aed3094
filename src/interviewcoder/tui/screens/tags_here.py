"""All tags on what the cursor is on: who put them there, when, how they were judged, and the notes on them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from ...domain.coding import Coding
from ...domain.memo import Memo, MemoTarget
from ...domain.text import one_line
from ..labels import SOFT, coding_label, moment
from ..widgets.listing import Listing, Row
from ..widgets.quote_block import ruled, spaced, stacked
from .dialog import Dialog

_Notes = Mapping[str, Sequence[Memo]]
_MOST_QUOTED = 3
"""Lines of an excerpt."""
_MOST_NOTED = 6
"""Lines of a note."""


class TagsHereDialog(Dialog[Coding]):
    """Lists tags with their notes; dismissed with the one chosen.

    Args:
        codings: the tags.
    """

    TITLE_TEXT = "Tags here"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l", "cancel", "Close", show=False, id="tags-here.close")
    ]

    def __init__(self, codings: Sequence[Coding]) -> None:
        super().__init__(hint="Enter: select its words   Esc: close")
        self._codings = codings

    def parts(self) -> Iterable[Widget]:
        """The list."""
        yield Listing(id="tags")

    def on_mount(self) -> None:
        """Show the tags, and ask for the notes on them."""
        self._show([])
        self.study_changed()

    def study_changed(self) -> None:
        """Show what others wrote."""
        self.ask(lambda study: study.memos.list(MemoTarget.CODING), self._show, group="memos")

    def _show(self, memos: Sequence[Memo]) -> None:
        notes: dict[str, list[Memo]] = {}
        for memo in memos:
            notes.setdefault(memo.target_guid, []).append(memo)
        rows = [_tag_row(coding, notes.get(coding.guid, ())) for coding in self._codings]
        self.query_one(Listing).fill(spaced(rows)[1:])

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Choose a tag."""
        message.stop()
        if isinstance(message.row.value, Coding):
            self.dismiss(message.row.value)


def _tag_row(coding: Coding, notes: Sequence[Memo]) -> Row:
    model = f"  ·  by {one_line(coding.suggested.model, 40)}" if coding.suggested else ""
    by = f"   {one_line(coding.coder, 40)}  ·  {moment(coding.created_at)}{model}"
    label = Content.assemble(coding_label(coding), (by, SOFT))
    quote = Content(f"“{one_line(coding.text, 600)}”")

    def draw(width: int) -> Content:
        lines = [label.truncate(width, ellipsis=True), *ruled(quote, width, most=_MOST_QUOTED)]
        for memo in notes:
            said = Content.assemble(
                ("✎ ", "$primary"),
                one_line(memo.text, 1_000),
                (f"   {one_line(memo.coder, 30)}  ·  {moment(memo.created_at)}", SOFT),
            )
            lines += ruled(said, width, most=_MOST_NOTED)
        return stacked(lines)

    return Row(draw, coding, coding.guid, None)
