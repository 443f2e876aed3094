"""The library: the sources and the participants of the study, side by side or one over the other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from ...domain.conflict import Seen
from ...domain.memo import MemoTarget
from ...domain.participant import Participant
from ...domain.source import Source
from ...domain.text import name_key, one_line
from ..commands import bindings
from ..keymap import LIBRARY
from ..labels import SOFT, counted, named
from ..messages import PassageAsked
from ..widgets.library_tables import (
    Entry,
    PeopleTable,
    library_figures,
    source_entry,
    sources_heading,
)
from ..widgets.listing import Listing
from .mode_screen import ModeScreen

if TYPE_CHECKING:
    from ...domain.erasure import ErasureReport
    from ...domain.participant import Attribute
    from ...domain.pseudonym_plan import PseudonymReport
    from ...domain.revision import RevisionReport
    from ...study import Study

_NO_SOURCES = (
    "Nothing is imported yet.\n\n"
    "Press i and name files or a folder: transcripts (Word, PDF, text, web pages, subtitles and more), survey "
    "answers (CSV, Excel, OpenDocument, SPSS), or a project (.qdpx). What a file would become is shown before "
    "it is imported.\n\n"
    "? shows every key. 'interviewcoder demo' opens a study that is finished, to look around in."
)
_NO_PEOPLE = "Participants come with the sources they speak in. Their attributes come with a survey, or from a table (p)."
_NOTHING_FITS = "Nothing fits the filter. Esc takes it away."


@dataclass(frozen=True, slots=True)
class Library:
    """What the library shows."""

    sources: Sequence[Source]
    people: Sequence[Participant]
    attributes: "Sequence[Attribute]"
    source_entries: Sequence[Entry]
    table: PeopleTable


class LibraryScreen(ModeScreen[Library]):
    """Sources and participants, and everything that is done to them as a whole."""

    MODE = "library"

    CSS = """
    LibraryScreen {
        #figures {
            height: 1;
            padding: 0 1;
            margin-top: 1;
        }
        #panes {
            layout: vertical;
            height: 1fr;
            margin-top: 1;
        }
        .pane { padding: 0; }
        .pane.-empty { padding: 0 1; }
        .pane:focus { height: 2fr; }
        .pane.-ahead { height: 2fr; }
        &.-wide #panes { layout: horizontal; }
        &.-wide .pane { height: 1fr; }
        &.-wide #sources { width: 11fr; margin-right: 1; }
        &.-wide #people { width: 9fr; }
        &.-short #figures, &.-short #panes { margin-top: 0; }
        &.-short .pane { height: 1; }
        &.-short .pane.-ahead { height: 1fr; }
        &.-short.-wide .pane { height: 1fr; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(LIBRARY),
        Binding("escape,backspace", "clear_filter", "All", show=False, id="library.clear-filter"),
    ]

    words: reactive[str] = reactive("", init=False)
    """What the tables are filtered by."""

    def __init__(self) -> None:
        super().__init__()
        self._library: Library | None = None

    def body(self) -> Iterable[Widget]:
        """The figures, the filter and the two tables."""
        yield Static(id="figures")
        yield Input(placeholder="Words of names, attributes, formats", id="filter")
        with Container(id="panes"):
            yield Listing(heading=sources_heading, id="sources", classes="pane -ahead")
            yield Listing(heading=self._people_heading, id="people", classes="pane")

    def on_mount(self) -> None:
        """Name the panes."""
        self._sources.border_title = "Sources"
        self._people.border_title = "Participants"
        self._sources.focus()

    @property
    def _sources(self) -> Listing:
        return self.query_one("#sources", Listing)

    @property
    def _people(self) -> Listing:
        return self.query_one("#people", Listing)

    def _people_heading(self, width: int) -> Content:
        return self._library.table.heading(width) if self._library else Content("")

    # -- Loading ---------------------------------------------------------------------------------------------

    def fetch(self, study: "Study") -> Library:
        """The sources and the participants."""
        sources, people = study.sources.list(), study.participants.list()
        attributes = study.participants.attributes()
        entries = [source_entry(source) for source in sources]
        return Library(sources, people, attributes, entries, PeopleTable(people, attributes))

    def present(self, content: Library) -> None:
        """Show them."""
        self._library = content
        self._show_tables()
        self._show_figures()

    def _show_tables(self) -> None:
        library = self._library
        if library is None:
            return
        wanted = name_key(self.words).split()
        for listing, entries, title, nothing in (
            (self._sources, library.source_entries, "Sources", _NO_SOURCES),
            (self._people, library.table.entries, "Participants", _NO_PEOPLE),
        ):
            rows = [entry.row for entry in entries if entry.fits(wanted)]
            listing.set_class(not rows, "-empty")
            listing.fill(rows, empty=_NOTHING_FITS if entries else nothing)
            of_all = f"{len(rows):,} of {len(entries):,}" if wanted else f"{len(entries):,}"
            figure = Content.styled(f"  {of_all}", f"not bold {SOFT}")
            listing.border_title = Content(title) + figure if entries else Content(title)

    def _show_figures(self) -> None:
        library, figures = self._library, self.query_one("#figures", Static)
        if library is not None:
            width = max(1, self.size.width - 2)
            has_any = bool(library.sources or library.people)
            line = library_figures(library.sources, library.people, width)
            figures.update(line if has_any else Content(""))

    def on_resize(self) -> None:
        """The line of figures has another width."""
        self._show_figures()

    def on_descendant_focus(self) -> None:
        """Give the pane with the focus the room."""
        if self.focused in (self._sources, self._people):
            for listing in (self._sources, self._people):
                listing.set_class(listing is self.focused, "-ahead")

    # -- Filter ----------------------------------------------------------------------------------------------

    def action_filter(self) -> None:
        """Narrow both tables by typing."""
        line = self.query_one("#filter", Input)
        line.add_class("-shown")
        line.focus()

    def on_input_changed(self, message: Input.Changed) -> None:
        """Filter while typing."""
        self.words = message.value

    def watch_words(self) -> None:
        """Show what fits."""
        self._show_tables()

    def on_input_submitted(self) -> None:
        """Go to what was found."""
        self._ahead.focus()
        if not self.words.strip():
            self.action_clear_filter()

    @property
    def _ahead(self) -> Listing:
        return self.query_one("#panes .-ahead", Listing)

    def action_clear_filter(self) -> None:
        """Show everything again."""
        line = self.query_one("#filter", Input)
        line.value = ""
        line.remove_class("-shown")
        self._ahead.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave Escape to the app when there is no filter."""
        if action == "clear_filter":
            return self.query_one("#filter", Input).has_class("-shown")
        return super().check_action(action, parameters)

    # -- What is highlighted ---------------------------------------------------------------------------------

    @property
    def _chosen(self) -> Source | Participant | None:
        row = self._ahead.row
        value = row.value if row else None
        return value if isinstance(value, (Source, Participant)) else None

    def _source_named(self, name: str) -> Source | None:
        sources = self._library.sources if self._library else ()
        return next((source for source in sources if source.name == name), None)

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Open a source in reading; show who a participant is."""
        message.stop()
        match message.row.value:
            case Source(id=source_id):
                self.post_message(PassageAsked(source_id))
            case Participant() as person:
                from .profile import ProfileDialog

                self.app.push_screen(ProfileDialog(person.id, person.name), self._open_named)
            case _:
                pass

    def _open_named(self, name: str | None) -> None:
        source = self._source_named(name) if name else None
        if source is not None:
            self.post_message(PassageAsked(source.id))

    # -- Commands --------------------------------------------------------------------------------------------

    def action_speakers(self) -> None:
        """Who speaks in the source, or in one of the participant's sources."""
        chosen = self._chosen
        if isinstance(chosen, Source):
            self._show_speakers(chosen)
        elif isinstance(chosen, Participant):
            theirs = [source for name in chosen.sources if (source := self._source_named(name))]
            if len(theirs) == 1:
                self._show_speakers(theirs[0])
            elif theirs:
                from .chooser import Chooser

                choices = [(named(source.name), source) for source in theirs]
                self.app.push_screen(Chooser("Who speaks in", choices), self._show_speakers)
            else:
                self.notify(f"{one_line(chosen.name, 60)} speaks in no source.")

    def _show_speakers(self, source: Source | None) -> None:
        if source is not None:
            from .speakers import SpeakersDialog

            self.app.push_screen(SpeakersDialog(source.id, source.name))

    def action_rename(self) -> None:
        """Give what is highlighted another name."""
        from .edit_prompt import EditPrompt

        chosen = self._chosen
        if chosen is None:
            return
        thing_id = chosen.id

        def verb(study: "Study", name: str, seen: Seen) -> None:
            if isinstance(chosen, Source):
                study.sources.rename(thing_id, name, seen=seen)
            else:
                study.participants.rename(thing_id, name, seen=seen)

        what = "source" if isinstance(chosen, Source) else "participant"
        self.app.push_screen(
            EditPrompt(f"Rename the {what}", f"New name of the {what}", verb, "name", chosen.name)
        )

    def action_remove(self) -> None:
        """Take the source out, after asking."""
        from .confirm import Confirm

        chosen = self._chosen
        if isinstance(chosen, Participant):
            self.notify(
                "A participant goes with the last source they speak in. Say who speaks (w), remove the source, "
                "or erase the participant for good (D)."
            )
        if not isinstance(chosen, Source):
            return
        self.app.push_screen(
            Confirm("Remove the source", self._what_goes(chosen), "remove it"),
            lambda agreed: self._remove(chosen) if agreed else None,
        )

    def _what_goes(self, source: Source) -> str:
        people = self._library.people if self._library else ()
        alone = sum(person.sources == (source.name,) for person in people)
        goes = f"{counted(source.passages, 'passage')}, {counted(source.codings, 'tag')} and its notes go with it."
        if alone:
            verb = "speaks" if alone == 1 else "speak"
            goes += (
                f" {counted(alone, 'participant')} {verb} nowhere else and will go too, "
                "unless a persona has them."
            )
        return f"{one_line(source.name, 120)}\n\n{goes}\n\nUndo (z) brings all of it back."

    def _remove(self, source: Source) -> None:
        self.change(
            lambda study: study.sources.remove(source.id, seen={"codings": source.codings}),
            lambda _: self.notify(f"{one_line(source.name, 60)} is removed. z brings it back."),
        )

    def action_erase(self) -> None:
        """Erase the participant for good, after asking for the name."""
        from .erase_dialog import DONE, EraseDialog

        chosen = self._chosen
        if isinstance(chosen, Participant):
            self.app.push_screen(EraseDialog(chosen), partial(self._tell_gone, DONE))
        else:
            self.notify("Choose a participant to erase for good. A source is removed with d.")

    def action_pseudonymise(self) -> None:
        """Go through the names in the study, and put pseudonyms in their place."""
        from .pseudonymise import PseudonymiseDialog
        from .replace_names import DONE

        if self._library is None or not self._library.sources:
            self.notify("Nothing is imported yet that could hold names.")
            return
        self.app.push_screen(
            PseudonymiseDialog(self.coder_app.study_path.with_suffix(".key.csv")),
            partial(self._tell_gone, DONE),
        )

    def _tell_gone(self, title: str, report: "ErasureReport | PseudonymReport | None") -> None:
        """Tell what is gone for good, and the files that still hold it, to be read in peace."""
        if report is not None:
            from .gone_for_good import GoneForGoodDialog

            self.app.push_screen(GoneForGoodDialog(title, report))

    def action_update(self) -> None:
        """Bring the source up to date from a corrected file."""
        from .revise_dialog import ReviseDialog

        chosen = self._chosen
        if isinstance(chosen, Source):
            self.app.push_screen(ReviseDialog(chosen), self._tell_updated)
        else:
            self.notify("Choose a source; its corrected file takes the place of the text.")

    def _tell_updated(self, report: "RevisionReport | None") -> None:
        if report is None:
            return
        name = one_line(report.source, 60)
        if report.tally.to_review:
            self.notify(f"{name} is updated: {report.tally.told()}. z takes it back.")
            self.coder_app.show_mode("review")
        else:
            self.notify(f"{name} is updated, and all its tags are kept. z takes it back.")

    def action_memos(self) -> None:
        """Notes on what is highlighted."""
        chosen = self._chosen
        if chosen is not None:
            from .memos import MemosDialog

            is_source = isinstance(chosen, Source)
            target = MemoTarget.SOURCE if is_source else MemoTarget.PARTICIPANT
            self.app.push_screen(MemosDialog(target, chosen.guid, chosen.name))

    def action_import_participants(self) -> None:
        """Attributes from a table."""
        from .table_files import import_participants

        import_participants(self.coder_app)

    def action_import_codings(self) -> None:
        """Tags from a table."""
        from .table_files import import_codings

        import_codings(self.coder_app)

    def action_export_participants(self) -> None:
        """Everyone with their attributes into a table."""
        from .table_files import export_participants

        export_participants(self.coder_app)

    def action_export_transcripts(self) -> None:
        """The sources with their tags into a folder."""
        from .export_transcripts import ExportTranscriptsDialog

        chosen = self._chosen
        source = chosen if isinstance(chosen, Source) else None
        if self._library is None or not self._library.sources:
            self.notify("Nothing is imported yet that could be exported.")
            return
        self.app.push_screen(
            ExportTranscriptsDialog(self.coder_app.study_path, source, first=False)
        )
