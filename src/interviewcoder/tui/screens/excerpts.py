"""What was tagged: found by code and by query, in groups, opened in place, and tagged anew in one go."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget

from ...domain.codebook import Code
from ...domain.coding import Coding, Tag
from ...domain.crosstab import Side
from ...domain.errors import StudyError
from ...domain.memo import MemoTarget
from ...domain.query import QueryError
from ...domain.retrieval import Order
from ..commands import bindings
from ..keymap import EXCERPTS
from ..labels import SOFT, counted, kind_chip, named
from ..messages import PassageAsked
from ..widgets.codebook_panel import ALL_CODES, CodebookPanel
from ..widgets.excerpt_rows import ExcerptRows
from ..widgets.listing import Listing
from ..widgets.query_line import QueryLine
from ..widgets.words_around import WordsAround
from .codebook_work import CodebookWork
from .excerpts_read import READ_AROUND, Asked, Excerpts, Names, excerpts_of, names_of
from .judging import Judging
from .marked_excerpts import MarkedExcerpts
from .mode_screen import ModeScreen

_NONE = "Nothing is tagged with this code yet. In a text (2), t tags the marked sentence or the selection."
_NOTHING_TAGGED = (
    "Nothing is tagged yet. In a text (2), t tags the marked sentence or the selection."
)
_NONE_FOUND = (
    "No excerpt is found. Ctrl+F changes the query; the codebook's first row takes all codes."
)

_MOST_KEPT = 4_000
"""So many excerpts are kept with their words."""


class ExcerptsScreen(CodebookWork, Judging, MarkedExcerpts, ModeScreen[Excerpts]):
    """A query, the codebook, and the excerpts of both, in groups."""

    MODE = "excerpts"
    AUTO_FOCUS = "#codes"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(EXCERPTS),
        Binding("right", "go_to('excerpts')", "Excerpts", show=False, id="excerpts.to-excerpts"),
        Binding("left", "go_to('codes')", "Codes", show=False, id="excerpts.to-codes"),
    ]
    CSS = """
    ExcerptsScreen {
        #codes { width: 36; }
        #found { width: 1fr; margin-left: 1; }
        #excerpts { height: 1fr; }
        &.-normal #codes { width: 32; }
        &.-narrow #panes { layout: vertical; }
        &.-narrow #codes { width: 1fr; height: 2fr; }
        &.-narrow #found { margin-left: 0; height: 3fr; }
        &.-folded #codes { display: none; }
        &.-folded #found { margin-left: 0; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._asked = Asked()
        self._words: dict[int, Coding] = {}
        self._wanted: set[int] = set()
        self._sides: tuple[str, ...] = tuple(Side)
        self._finding = self._find_again = False
        self._names_due = False
        self._going = False
        """Whether to go to the excerpts once they are found."""

    def body(self) -> Iterable[Widget]:
        """The query, the codebook and the excerpts."""
        yield QueryLine(id="where")
        excerpts = Listing(id="excerpts", classes="pane")
        excerpts.border_title = Content("Excerpts")
        found = Vertical(excerpts, WordsAround(id="around"), id="found")
        yield Horizontal(CodebookPanel(with_all=True, id="codes"), found, id="panes")

    def on_mount(self) -> None:
        """Begin on the excerpts where there are any, else on the codebook."""
        super().on_mount()
        overview = self.coder_app.overview
        if overview is not None and overview.codings:
            self.listing.focus()

    @property
    def listing(self) -> Listing:
        """The excerpts."""
        return self.query_one("#excerpts", Listing)

    @property
    def _line(self) -> QueryLine:
        return self.query_one(QueryLine)

    # -- What is on show -------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Load the excerpts, and after them the codebook, whose counts take longer."""
        self._names_due = True
        self._find()

    def _find_names(self) -> None:
        if self._names_due:
            self._names_due = False
            self.ask(names_of, self._take_names, group="names")

    def _find(self) -> None:
        """Find what is asked for; while something is looked for already, once that is done.

        A thread cannot be stopped: while one types, queries that nobody waits for any more would slow down the last.
        """
        if self._finding:
            self._find_again = True
            return
        self._finding = True
        asked, row = self._asked, self.listing.row
        near = row.value.id if row is not None and isinstance(row.value, Coding | Tag) else None

        def shown(content: Excerpts) -> None:
            self._found_it()
            self.present(content)

        def refused(error: StudyError) -> None:
            self._found_it()
            self._refused(asked, error)

        self.ask(
            lambda study: excerpts_of(study, asked, near), shown, group="load", refused=refused
        )

    def _found_it(self) -> None:
        self._finding = False
        if self._find_again:
            self._find_again = False
            self._find()

    def present(self, content: Excerpts) -> None:
        """Show them, unless something else is asked for by now."""
        if content.asked != self._asked:
            return
        self._line.show_wrong(content.asked.query, None)
        self._words = {coding.id: coding for coding in content.words}
        self._wanted.clear()
        self.found = content.found
        self.marked &= set(content.found.ids)
        rows = ExcerptRows(content.found, self._words, self.marked, self._want)
        self.listing.fill(rows, empty=self._told_when_empty())
        self.show_title()
        self._find_names()
        if self._going:
            self._going = False
            self.listing.focus()

    def _told_when_empty(self) -> str:
        if self._asked.query.strip():
            return _NONE_FOUND
        return _NOTHING_TAGGED if self._asked.code_id is None else _NONE

    def _refused(self, asked: Asked, error: StudyError) -> None:
        self._find_names()
        if asked != self._asked:
            return
        if isinstance(error, QueryError):
            self._line.show_wrong(asked.query, error, meant=self._going)
            self._going = False
        elif asked.by != Side.PARTICIPANT:
            # The attribute that they were grouped by is gone.
            self._ask(by=Side.PARTICIPANT)
        else:
            self.coder_app.say_refused(error)

    def _take_names(self, names: Names) -> None:
        self._sides = names.sides
        self._line.known = names.vocabulary
        self.branches = names.branches
        if self._asked.code_id is not None and self._code is None:
            self._ask(code_id=None)
        self.panel.show(names.branches)
        self.show_title()

    @property
    def _code(self) -> Code | None:
        return next((b.code for b in self.branches if b.code.id == self._asked.code_id), None)

    def show_title(self) -> None:
        """Say above the excerpts what they are."""
        found = self.found
        if found is None:
            return
        code = self._code
        label = (
            Content.assemble(kind_chip(code.kind, code.colour), " ", named(code.name, limit=40))
            if code
            else Content("All codes")
        )
        marks = f"{len(self.marked):,} marked  ·  " if self.marked else ""
        order = "" if found.order is Order.READING else f", {found.order}"
        figures = (
            f"{counted(found.tags, 'tag')} on {counted(found.excerpts, 'excerpt')} of "
            f"{counted(found.participants, 'participant')} in {counted(found.sources, 'source')}"
        )
        self.listing.border_title = Content.assemble(
            label,
            (f"  {marks}by ", f"not bold {SOFT}"),
            named(found.by, f"not bold {SOFT}", limit=40),
            (f"{order}  ·  {figures}", f"not bold {SOFT}"),
        )

    def _ask(self, **changed: Any) -> None:
        """Ask for something else, from its top."""
        self._asked = replace(self._asked, **changed)
        self._find()

    # -- Words that are read when they come into view ---------------------------------------------------------

    def _want(self, index: int) -> None:
        """A row is drawn whose words are not there yet."""
        rows = self.listing.rows
        if not isinstance(rows, ExcerptRows):
            return
        if not self._wanted:
            self.call_later(self._read_wanted)
        around = (tag.id for tag in rows.tags_around(index, READ_AROUND))
        self._wanted.update(one for one in around if one not in self._words)

    def _read_wanted(self) -> None:
        wanted = list(self._wanted)
        asked = self._asked
        if wanted:
            self.ask(
                lambda study: study.excerpts.read(wanted),
                lambda words: self._take_words(asked, words),
                group="words",
            )

    def _take_words(self, asked: Asked, words: Sequence[Coding]) -> None:
        if asked != self._asked:
            return
        self._wanted.clear()
        if len(self._words) + len(words) > _MOST_KEPT:
            self._words.clear()
        self._words.update((coding.id, coding) for coding in words)
        self.listing.redraw()

    # -- The query and the codebook ----------------------------------------------------------------------------

    def on_query_line_asked(self, message: QueryLine.Asked) -> None:
        """Find what a query is true of, of all codes."""
        message.stop()
        if message.query != self._asked.query:
            self.panel.highlight_key(ALL_CODES)
            self._ask(query=message.query, code_id=None)
        elif message.meant:
            self._find()
        self._going = message.meant

    def on_query_line_left(self, message: QueryLine.Left) -> None:
        """Go to what was found."""
        message.stop()
        self.listing.focus()

    def ask_for(self, query: str) -> None:
        """Ask a query, and go to what it finds."""
        self._line.put(query)

    def action_edit_query(self) -> None:
        """Go to the query."""
        self._line.field.focus()

    def on_listing_highlighted(self, message: Listing.Highlighted) -> None:
        """Show the excerpts of the code that has the highlight, or the words around an excerpt."""
        message.stop()
        value = message.row.value
        if message.listing is not self.panel:
            self._look_around()
            return
        code_id = value.id if isinstance(value, Code) else None
        if code_id != self._asked.code_id:
            self._ask(code_id=code_id)

    def on_codebook_panel_code_chosen(self, message: CodebookPanel.CodeChosen) -> None:
        """Go to the excerpts of the code."""
        message.stop()
        self.listing.focus()

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Open an excerpt in its source."""
        message.stop()
        value = message.row.value
        if isinstance(value, Coding):
            self.post_message(PassageAsked(value.source_id, value.span))
        elif message.listing is self.panel:
            self.listing.focus()

    def action_go_to(self, pane: str) -> None:
        """Put the focus on the codebook or on the excerpts."""
        if pane == "codes":
            self.remove_class("-folded")
        self.query_one(f"#{pane}", Listing).focus()

    def action_fold_codes(self) -> None:
        """Show or hide the codebook."""
        self.toggle_class("-folded")
        if self.has_class("-folded"):
            self.listing.focus()

    # -- Commands --------------------------------------------------------------------------------------------

    def action_next_grouping(self) -> None:
        """Group by the next side: code, kind, participant, ..., and attributes."""
        places = {side: place for place, side in enumerate(self._sides)}
        place = places.get(self._asked.by, -1)
        self._ask(by=self._sides[(place + 1) % len(self._sides)])

    def action_next_order(self) -> None:
        """Put them in the next order."""
        orders = list(Order)
        self._ask(order=orders[(orders.index(self._asked.order) + 1) % len(orders)])

    def action_words_around(self) -> None:
        """Show or hide the sentences before and after the highlighted excerpt."""
        around = self.query_one(WordsAround)
        around.toggle()
        self._look_around()

    def _look_around(self) -> None:
        around, tags = self.query_one(WordsAround), self.tags_here()
        if not around.shown:
            return
        if not tags:
            around.show(None)
            return
        coding = tags[0]
        self.ask(
            lambda study: study.excerpts.around(coding),
            lambda found: around.show(found, coding.kind.colour),
            group="around",
            refused=lambda _: around.show(None),
        )

    def _chosen(self) -> Coding | None:
        here = self.tags_here()
        if here:
            return here[0]
        self.app.notify("Choose an excerpt at the right.")
        return None

    def tags_here(self) -> Sequence[Coding]:
        """The highlighted excerpt's tag."""
        row = self.listing.row
        return [row.value] if row is not None and isinstance(row.value, Coding) else []

    def action_speaks(self, side: str) -> None:
        """Say of the marked, or of this one, whether they speak for or against their code."""
        if self.marked:
            self.judge_marked(side)
        else:
            super().action_speaks(side)

    def action_untag(self) -> None:
        """Take the tag off the marked excerpts, after a look at them; off this one at once."""
        if self.marked:
            self.untag_marked()
        elif (coding := self._chosen()) is not None:
            self.untag(coding)

    def action_memos(self) -> None:
        """Show the notes on the highlighted excerpt's tag."""
        from .memos import MemosDialog

        coding = self._chosen()
        if coding is not None:
            self.app.push_screen(MemosDialog(MemoTarget.CODING, coding.guid, coding.code))

    def action_like(self) -> None:
        """Show what is like the highlighted excerpt in the whole study."""
        from .like_dialog import open_like

        coding = self._chosen()
        if coding is not None:
            open_like(self, coding.text)

    def action_save_query(self) -> None:
        """Keep the query under a name."""
        from .saved_queries import save_query

        save_query(self.app, self._asked.query)

    def action_choose_query(self) -> None:
        """Ask a saved query."""
        from .saved_queries import choose_query

        self.ask(
            lambda study: study.queries.list(),
            lambda found: choose_query(self.app, found, self.ask_for),
            group="queries",
        )

    def action_export_codings(self) -> None:
        """Write what is shown to a file."""
        from .table_files import export_codings

        code = self._code
        export_codings(
            self.coder_app,
            query=self._asked.query.strip(),
            code=code.name if code else None,
            by=self._asked.by,
        )
