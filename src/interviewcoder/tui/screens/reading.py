"""Reading a source and tagging it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget

from ...domain.codebook import CodeBranch
from ...domain.coding import Coding, Span
from ...domain.memo import MemoTarget
from ...domain.source import Source, SourceText
from ...domain.text import one_line
from ..commands import bindings
from ..keymap import READING
from ..labels import SOFT, coding_label, counted, named, percent
from ..widgets.codebook_panel import CodebookPanel
from ..widgets.codes_here import CodesHere
from ..widgets.reading_view import ReadingView
from .chooser import Chooser
from .in_vivo import InVivo
from .judging import Judging
from .mode_screen import ModeScreen
from .quick_tagging import QuickTagging
from .reading_moves import ReadingMoves
from .reading_places import ReadingPlaces
from .tag_editing import TagEditing

if TYPE_CHECKING:
    from ...study import Study

_NO_SOURCES = "Nothing is imported yet. Press i and name files or a folder."


@dataclass(frozen=True, slots=True)
class Read:
    """What the reading screen shows."""

    sources: Sequence[Source]
    branches: tuple[CodeBranch, ...]
    source_text: SourceText | None
    codings: Sequence[Coding]
    noted: Collection[str] = frozenset()
    """GUIDs of codings on which there are memos."""


class ReadingScreen(
    Judging,
    QuickTagging,
    TagEditing,
    InVivo,
    ReadingMoves,
    ReadingPlaces,
    ModeScreen[Read],
):
    """A source with its tags, and the codebook beside it."""

    MODE = "reading"
    AUTO_FOCUS = "#text"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(READING),
        Binding("tab", "other_pane", "Text or codebook", show=False, id="reading.other-pane"),
    ]
    CSS = """
    ReadingScreen {
        #reader { width: 1fr; padding: 0; }
        #codes { width: 34; margin-left: 1; display: none; }
        &.-with-codebook #codes { display: block; }
        &.-narrow.-with-codebook #reader { display: none; }
        &.-narrow #codes { width: 1fr; margin-left: 0; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._sources: Sequence[Source] = ()
        self._source_id: int | None = None
        self._wanted: Span | None = None
        self._searched = ""

    def body(self) -> Iterable[Widget]:
        """The text with the line under it, and the codebook."""
        reader = Vertical(ReadingView(id="text"), CodesHere(), id="reader", classes="pane")
        yield Horizontal(reader, CodebookPanel(id="codes"), id="panes")

    def on_mount(self) -> None:
        """Say that something is coming; a wide terminal has room for the codebook."""
        self.view.show_message("Opening…")
        self.set_class(self.app.size.width >= 110, "-with-codebook")

    @property
    def view(self) -> ReadingView:
        """The text."""
        return self.query_one(ReadingView)

    @property
    def source(self) -> Source | None:
        """The source on show."""
        return next((one for one in self._sources if one.id == self._source_id), None)

    # -- What is on show -------------------------------------------------------------------------------------

    def open_source(self, source_id: int, span: Span | None = None, words: str = "") -> None:
        """Show a source, with a span selected or where it was left; there is a way back from it.

        Args:
            source_id: the source.
            span: what is to be selected.
            words: a search that led there: what it finds in the source is marked.
        """
        if self.is_mounted:
            self.leave()
        self._searched = words
        self.show_source(source_id, span)

    def show_source(
        self, source_id: int, span: Span | None = None, *, at: int | None = None
    ) -> None:
        """Show a source with a span selected, or with the cursor at a position, or where it was left."""
        shown = self.view.source_text if self.is_mounted else None
        self.remember_place()
        source = next((one for one in self._sources if one.id == source_id), None)
        if at is not None and source is not None:
            self.leave_at(source, at)
        self._source_id, self._wanted = source_id, span
        if shown is not None and shown.source.id == source_id:
            self._go_where_wanted()
        elif self.is_mounted:
            self.view.show_message("Opening…")
            self.reload()

    def fetch(self, study: "Study") -> Read:
        """The source, its codings and the codebook; where none is chosen, the source that was read last or the first."""
        sources = study.sources.list()
        branches = tuple(study.codebook.tree())
        chosen = next((s for s in sources if s.id == self._source_id), None)
        chosen = chosen or self.read_last(sources)
        if chosen is None:
            return Read(sources, branches, None, ())
        return Read(
            sources,
            branches,
            study.sources.read(chosen.id),
            study.codings.on_source(chosen.id),
            study.memos.noted(MemoTarget.CODING),
        )

    def present(self, content: Read) -> None:
        """Show them; where the text is the same, the cursor and the selection stay."""
        self._sources, self.branches = content.sources, content.branches
        self.keep_jumps(content.sources)
        self.query_one(CodesHere).noted = content.noted
        self.panel.show(content.branches)
        self.know_codes()
        shown, fresh = self.view.source_text, content.source_text
        if fresh is None:
            self._source_id = None
            self.view.show_message(_NO_SOURCES)
        elif shown is None or shown.source.id != fresh.source.id:
            self._show_text(fresh, content.codings)
        elif shown.passages != fresh.passages:
            self.remember_place()
            self._show_text(fresh, content.codings)
        elif content.codings != self.view.codings:
            self.view.set_codings(content.codings)
        self._go_where_wanted()
        self._show_title()
        self._show_codes_here()
        self.refresh_bindings()

    def _show_text(self, source_text: SourceText, codings: Sequence[Coding]) -> None:
        """Show a text, then have its sentences found, which takes longer; until then punctuation tells."""
        self._source_id = source_text.source.id
        study = self.coder_app.study
        self.view.set_coder(study.coder if study else "")
        self.view.show(source_text, codings)
        self.unplaced = True
        self.mark_hits(tell=False)

        def take(sentences: Sequence[Span]) -> None:
            if self.view.source_text is source_text:
                self.view.set_sentences(sentences)

        self.ask(lambda study: study.sources.sentences(source_text), take, group="sentences")

    def _go_where_wanted(self) -> None:
        """Go to the span that was asked for, else to where this source was left."""
        source = self.source
        if source is None:
            return
        if self._wanted is not None:
            self.view.go_to(self._wanted)
            self._wanted = None
            if self._searched:
                self.mark_found(source.id, self._searched)
                self._searched = ""
            self._focus_text()
        elif (place := self.place_left(source)) is not None:
            self.view.go_to(Span(place, place + 1), select=False)
        self.unplaced = False

    def _focus_text(self) -> None:
        """Go to the text, which a codebook may hide where there is little room."""
        if self.has_class("-narrow"):
            self.remove_class("-with-codebook")
        self.view.focus()

    def _show_title(self) -> None:
        reader = self.query_one("#reader")
        source = self.source
        if source is None:
            reader.border_title = Content("Reading")
            return
        few = len(source.participants) <= 3
        people = counted(len(source.participants), "participant")
        if few and source.participants:
            people = one_line(", ".join(source.participants), 60)
        position = self.view.cursor / max(1, source.characters)
        told = [
            *([] if self.has_class("-narrow") else [people]),
            *self.told_of_moves(),
            percent(position),
            counted(source.codings, "tag"),
        ]
        reader.border_title = Content.assemble(
            named(source.name, limit=24 if self.has_class("-narrow") else 48),
            ("  " + " · ".join(told), f"not bold {SOFT}"),
        )

    def show_where(self) -> None:
        """Say anew where the reader is."""
        self._show_title()

    def _show_codes_here(self) -> None:
        line = self.query_one(CodesHere)
        line.codings = tuple(self.view.codings_here())
        line.selected = len(self.view.selected_text.split())
        line.holding = self.view.holding

    def on_reading_view_cursor_moved(self, message: ReadingView.CursorMoved) -> None:
        """Say what is here."""
        message.stop()
        self.remember_place()
        self._show_codes_here()
        self._show_title()

    def on_reading_view_selection_changed(self, message: ReadingView.SelectionChanged) -> None:
        """Say what is selected."""
        message.stop()
        self._show_codes_here()

    # -- Sources ---------------------------------------------------------------------------------------------

    def action_choose_source(self) -> None:
        """Open another source by its name."""
        choices = [
            (
                Content.assemble(
                    named(source.name), (f"   {', '.join(source.participants[:4])}"[:60], SOFT)
                ),
                source.id,
            )
            for source in self._sources
        ]
        self.app.push_screen(Chooser("Open a source", choices), self._open_chosen)

    def _open_chosen(self, source_id: int | None) -> None:
        if source_id is not None:
            self.open_source(source_id)

    def action_step_source(self, direction: int) -> None:
        """Open the next source or the one before."""
        ids = [source.id for source in self._sources]
        source = self.source
        if source is None or source.id not in ids:
            return
        place = ids.index(source.id) + direction
        if 0 <= place < len(ids):
            self.open_source(ids[place])
        else:
            self.app.notify(
                "This is the last source." if direction > 0 else "This is the first source."
            )

    def action_speakers(self) -> None:
        """Who speaks in this source."""
        from .speakers import SpeakersDialog

        if source := self.source:
            self.app.push_screen(SpeakersDialog(source.id, source.name))

    def on_codebook_panel_code_chosen(self, message: CodebookPanel.CodeChosen) -> None:
        """Tag with the code that was chosen in the codebook."""
        message.stop()
        self.tag_with([message.code.id])

    def tags_here(self) -> Sequence[Coding]:
        """The tags under the cursor."""
        return self.view.codings_here()

    # -- More ------------------------------------------------------------------------------------------------

    def action_memos(self) -> None:
        """Notes on the tag under the cursor; without one, on the source."""
        source, here = self.source, self.view.codings_here()
        if source is None:
            return
        if not here:
            self._show_memos(MemoTarget.SOURCE, source.guid, source.name)
        elif len(here) == 1:
            self._show_memos(MemoTarget.CODING, here[0].guid, here[0].code)
        else:
            things = [(coding_label(c), (MemoTarget.CODING, c.guid, c.code)) for c in here]
            whole = (
                named(f"The source {source.name}"),
                (MemoTarget.SOURCE, source.guid, source.name),
            )
            self.app.push_screen(
                Chooser("A note on what?", [*things, whole]),
                lambda thing: self._show_memos(*thing) if thing else None,
            )

    def _show_memos(self, target: MemoTarget, guid: str, title: str) -> None:
        from .memos import MemosDialog

        self.app.push_screen(MemosDialog(target, guid, title))

    def action_copy(self) -> None:
        """Copy the selection or sentence."""
        found = self.target()
        if found is not None:
            source_text, span = found
            self.app.copy_to_clipboard(source_text.text[span.start : span.end])

    def action_export_transcripts(self) -> None:
        """Write the source with its tags, or all sources, to a folder."""
        from .export_transcripts import ExportTranscriptsDialog

        if source := self.source:
            dialog = ExportTranscriptsDialog(self.coder_app.study_path, source, first=True)
            self.app.push_screen(dialog)

    def action_toggle_codebook(self) -> None:
        """Show the codebook and go there, or leave it and hide it."""
        shown = self.toggle_class("-with-codebook").has_class("-with-codebook")
        if shown:
            self.panel.focus()
        else:
            self._focus_text()

    def action_other_pane(self) -> None:
        """Go from the text to the codebook, which then is shown, and back; where there is room, it stays."""
        if self.focused is self.panel:
            self._focus_text()
        else:
            self.add_class("-with-codebook")
            self.panel.focus()
