"""What a survey would become: its columns and their uses, what they make in sum; all of it can be changed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from ...domain.imported import ImportOptions
from ...domain.preview import FilePreview
from ...domain.survey_editing import group_key
from ...domain.survey_mapping import SurveyMapping
from ..commands import bindings
from ..keymap import COLUMNS, LOOKING
from ..widgets.column_lines import about_column, about_table, column_row, heading, in_sum
from ..widgets.listing import Listing
from .survey_files import SurveyFiles

_PAUSE = 0.15
"""Seconds without a change after which it is counted anew."""


class SurveyLook(SurveyFiles):
    """Lists the columns, tells of the highlighted one, and counts what they make.

    Args:
        path: the file.
        options: how it would be read.
        found: what that makes of it.
    """

    PLACE = "columns"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(COLUMNS), *bindings(LOOKING)]
    CSS = """
    SurveyLook #dialog #columns { height: 1fr; }
    SurveyLook #column { height: auto; max-height: 6; border-top: solid $border-blurred; }
    SurveyLook #sum { max-height: 6; border-top: solid $border-blurred; }
    SurveyLook.-short #column { max-height: 4; }
    SurveyLook.-short #sum { max-height: 4; }
    """

    def __init__(self, path: Path, options: ImportOptions, found: FilePreview) -> None:
        super().__init__(path, options, found)
        self._soon: Timer | None = None
        self._groups: Counter[object] = Counter()

    def contents(self) -> Iterable[Widget]:
        """The columns, and the one that is highlighted."""
        yield Listing(id="columns", heading=heading, empty="Looking…")
        yield Static(id="column")

    @property
    def _list(self) -> Listing:
        return self.query_one("#columns", Listing)

    @property
    def here(self) -> int | None:
        """The index of the highlighted column."""
        row = self._list.row
        return row.value if row is not None and isinstance(row.value, int) else None

    def step_down(self) -> None:
        """Highlight the next column."""
        self._list.action_step(1)

    # -- Looking ---------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Show what was found."""
        self._list.focus()
        self.begin(self.table.mapping)

    def look_afresh(self, options: ImportOptions) -> None:
        """Read the file as other options say, and begin with what is found out."""
        path = self.path

        def begin(found: FilePreview) -> None:
            self.options, self.found = options, found
            self.begin(self.table.mapping)

        self.ask(
            lambda study: study.sources.preview(path, options),
            begin,
            group="look",
            refused=self.show_trouble,
        )

    def present(self, mapping: SurveyMapping) -> None:
        """Show another mapping at once, and count anew what it makes."""
        self._fill(mapping)
        is_new = mapping != self.table.mapping
        self._show_sum(counting=is_new)
        if self._soon is not None:
            self._soon.stop()
            self._soon = None
        if is_new:
            self._soon = self.set_timer(_PAUSE, self._count)

    def _fill(self, mapping: SurveyMapping) -> None:
        table, begun = self.table, self.begun_as
        self._groups = Counter(map(group_key, mapping.columns))
        self.query_one("#about", Static).update(about_table(self.found, table))
        self._list.fill(
            [
                column_row(
                    place,
                    column,
                    used,
                    marked=place in self.marked,
                    changed=begun is not None and not used.is_used_as(begun.columns[place]),
                )
                for place, (column, used) in enumerate(
                    zip(table.columns, mapping.columns, strict=True)
                )
            ]
        )
        self.show_changes()
        self._show_column()

    def _count(self) -> None:
        mapping = self.mapping
        if mapping is None:
            return
        path, options = self.path, replace(self.options, mapping=mapping)

        def counted(found: FilePreview) -> None:
            if self.mapping == mapping:
                self.found = found
                self._show_sum(counting=False)

        self.ask(
            lambda study: study.sources.preview(path, options),
            counted,
            group="look",
            refused=self.show_trouble,
        )

    def _show_sum(self, *, counting: bool) -> None:
        mapping = self.mapping
        if mapping is not None:
            pane = self.query_one("#sum", Static)
            pane.update(in_sum(self.found, mapping.columns, self.inner_width, counting=counting))

    def on_listing_highlighted(self, message: Listing.Highlighted) -> None:
        """Tell of another column."""
        message.stop()
        self._show_column()

    def _show_column(self) -> None:
        mapping, place = self.mapping, self.here
        told = Content("")
        if mapping is not None and place is not None:
            used = mapping.columns[place]
            key = group_key(used)
            parts = self._groups[key] if key else 1
            told = about_column(self.table.columns[place], used, parts)
        self.query_one("#column", Static).update(told)
