"""The personas and what is under each of their claims: tags that open in place; and pages on all of them."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget

from ...domain.coding import Coding, Span
from ...domain.persona import Claim, Member, Persona, Quote, Run, Synthesis
from ..commands import bindings
from ..keymap import PERSONAS
from ..labels import SOFT, named
from ..messages import PassageAsked
from ..widgets.listing import Listing, Row, text_row
from ..widgets.paragraphs import paragraph
from ..widgets.persona_evidence import claim_rows, member_rows
from ..widgets.persona_lines import persona_entry
from ..widgets.persona_map import map_rows
from ..widgets.persona_pair import pair_rows
from ..widgets.persona_profile import Crossing, Narrative, profile_rows
from ..widgets.persona_runs import difference_rows, run_rows
from ..widgets.personas_needed import needed_row
from ..widgets.personas_together import together_rows
from ..widgets.quote_block import spaced
from ..widgets.run_line import RunLine
from .chooser import Chooser
from .page_trail import PageTrail, words_of
from .persona_work import PersonaWork
from .personas_read import Beside, PersonasRead, Subject, read_personas, read_sides, same_subject

if TYPE_CHECKING:
    from ...study import Study

_TOGETHER = "all personas"
_MAP = "map of people"
_RUNS = "runs and changes"
_PAGES = {_TOGETHER: "All personas", _MAP: "Map of people", _RUNS: "Runs and changes"}
"""The entries for the pages on all personas, after the personas themselves."""


class PersonasScreen(PersonaWork, PageTrail[PersonasRead, Subject]):
    """The list of personas beside the profile of one, or beside a page behind one of its claims."""

    MODE = "personas"
    PAGE = "profile"
    AUTO_FOCUS = "#personas"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(PERSONAS),
        Binding("escape,backspace", "close_page", "Back", id="personas.close-page"),
        Binding("right", "go_to('profile')", "Profile", show=False, id="personas.to-profile"),
        Binding("left", "go_to('personas')", "Personas", show=False, id="personas.to-list"),
    ]
    CSS = """
    PersonasScreen {
        #people { width: 38; }
        #behind { width: 1fr; margin-left: 1; }
        &.-normal #people { width: 27; }
        &.-narrow #panes { layout: vertical; }
        &.-narrow #people { width: 1fr; height: auto; max-height: 6; }
        &.-narrow #personas { height: auto; max-height: 5; }
        &.-narrow #behind { margin-left: 0; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._read: PersonasRead | None = None
        self._outdated = False
        self._shown: object = None

    def body(self) -> Iterable[Widget]:
        """The run in a line, the list and the profile."""
        people = Vertical(Listing(id="personas"), id="people", classes="pane")
        people.border_title = Content("Personas")
        behind = Vertical(Listing(id="profile"), id="behind", classes="pane")
        yield RunLine()
        yield Horizontal(people, behind, id="panes")

    @property
    def _people(self) -> Listing:
        return self.query_one("#personas", Listing)

    @property
    def synthesis(self) -> Synthesis | None:
        """The run on show."""
        return self._read.synthesis if self._read else None

    @property
    def persona(self) -> Persona | None:
        """The highlighted persona."""
        row = self._people.row
        return row.value if row is not None and isinstance(row.value, Persona) else None

    @property
    def subject(self) -> object:
        """What the page is about, where it was opened from a profile; else what its highlighted row is about."""
        if self._trail:
            return self._trail[-1][0]
        return self._page.row.value if self._page.row is not None else None

    # -- What is on show -------------------------------------------------------------------------------------

    def fetch(self, study: "Study") -> PersonasRead:
        """The newest run; without one, how much there is to make one from."""
        return read_personas(study)

    def present(self, content: PersonasRead) -> None:
        """Show the list, and the page from before where what it is about still exists."""
        self._read = content
        synthesis = content.synthesis
        self.query_one(RunLine).synthesis = synthesis
        if synthesis is None or not synthesis.personas:
            self._shown, self._trail = None, []
            self._people.fill((), empty="None yet.")
            self._put("How to begin", [needed_row(synthesis, content.tagged, content.shared)])
            return
        self._fill_people()
        self._show_page()
        # Reading all tags takes longer than the personas: it is asked once these are on show.
        self.ask(lambda study: study.personas.outdated(), self._take_outdated, group="outdated")

    def _take_outdated(self, outdated: bool) -> None:
        if outdated != self._outdated:
            self._outdated = outdated
            if self._shown == _TOGETHER:
                self._show_page()

    def _fill_people(self) -> None:
        """List the personas and the page on all of them; closely where there is little room."""
        synthesis = self._read.synthesis if self._read else None
        if synthesis is not None and synthesis.personas:
            rows = [_persona_row(persona) for persona in synthesis.personas]
            pages = [text_row(Content(f" {title}"), key, key) for key, title in _PAGES.items()]
            if not self.has_class("-narrow"):
                rows, pages = spaced(rows)[1:], [text_row(Content(""), selectable=False), *pages]
            self._people.fill([*rows, *pages])
            self._people.refresh(layout=True)

    def on_resize(self) -> None:
        """Another size may leave more or less room."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        self._fill_people()
        if self._shown == _MAP:
            # The list may have changed its height, which is what the page has to do with.
            self.call_after_refresh(self._show_page)

    def on_listing_highlighted(self, message: Listing.Highlighted) -> None:
        """Show the profile of the persona that has the highlight."""
        message.stop()
        if message.listing.id == "personas" and message.row.key != self._shown:
            self._trail = []
            self._show_page()

    def _show_page(self, key: object = None) -> None:
        """Show what the trail leads to, with the highlight on the row of a key."""
        row = self._people.row
        read = self._read
        if row is None or read is None or read.synthesis is None:
            return
        if row.key != self._shown:
            # Another persona is read from its top.
            self._page.fill(())
            self._shown = row.key
        persona = row.value if isinstance(row.value, Persona) else None
        while self._trail:
            subject = same_subject(self._trail[-1][0], persona, self._beside)
            if subject is not None:
                self._ask_for(subject, key)
                return
            self._trail.pop()
        match row.value:
            case Persona() as persona:
                self._put("Profile", profile_rows(persona, read.synthesis), key)
            case "map of people":
                self._put(_PAGES[_MAP], map_rows(read.synthesis, self._page.size.height), key)
            case "runs and changes":
                self._put(_PAGES[_RUNS], run_rows(read.runs), key)
            case _:
                self._put(
                    _PAGES[_TOGETHER], together_rows(read.synthesis, outdated=self._outdated), key
                )

    def _ask_for(self, subject: Subject, key: object) -> None:
        """Read what a page behind the profile is about, and show it."""
        match subject:
            case Claim() as claim:
                self._ask_behind(
                    "Evidence",
                    partial(read_sides, claim=claim),
                    lambda sides: claim_rows(claim, *sides),
                    key,
                )
            case Run() as run:
                self._ask_behind(
                    "Changes",
                    lambda study: study.personas.difference(run.id),
                    lambda found: difference_rows(found, run),
                    key,
                    self._no_difference,
                )
            case Beside():
                self._ask_for_pair(key)
            case Member(participant=name) | (str() as name):
                self._ask_behind(
                    "Member",
                    partial(words_of, name=name),
                    lambda found: member_rows(subject, *found),
                    key,
                    self._lost,
                )

    def _no_difference(self, error: Exception) -> None:
        self.notify(str(error))
        self.action_close_page()

    def _ask_for_pair(self, key: object) -> None:
        left, right, run = self.persona, self._beside, self.synthesis
        if left is None or right is None or run is None:
            return
        if not self._page.rows:
            # All tags are counted, which may take a while.
            counting = paragraph(Content.styled("Counting…", SOFT), selectable=False)
            self._put("Two personas", [counting])
        self._ask_behind(
            "Two personas",
            lambda study: study.claims.voices(),
            lambda voices: pair_rows(run, (left, right), voices),
            key,
        )

    @property
    def _beside(self) -> Persona | None:
        """The persona that the one on show is compared with, if a page is open that does so."""
        guids = {subject.guid for subject, _ in self._trail if isinstance(subject, Beside)}
        return next((one for one in self._personas if one.guid in guids), None)

    @property
    def _personas(self) -> Sequence[Persona]:
        return self.synthesis.personas if self.synthesis else ()

    # -- Opening ---------------------------------------------------------------------------------------------

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Open what was chosen: a profile, the tags behind a claim or a person, a place in a source."""
        message.stop()
        if message.listing.id == "personas":
            self._page.focus()
            return
        match message.row.value:
            case Claim() | Member() | Run() | str() as subject:
                self._open(subject, message.row.key)
            case Persona() as persona:
                self._people.highlight_key(("persona", persona.guid))
            case Quote(source_id=source_id, earlier=True):
                self.notify(
                    "These words have no place in the source's text since it was corrected."
                )
                self.post_message(PassageAsked(source_id))
            case Quote(source_id=source_id, start=start, end=end):
                self.post_message(PassageAsked(source_id, Span(start, end)))
            case Coding(source_id=source_id, span=span):
                self.post_message(PassageAsked(source_id, span))
            case Crossing(attribute=attribute):
                self._show_together(("crossing", attribute))
            case Narrative():
                self.action_write_narrative()

    def action_go_to(self, pane: str) -> None:
        """Put the focus on the list or on the page beside it."""
        self.query_one(f"#{pane}", Listing).focus()

    def action_crossing(self) -> None:
        """Show how the personas cross segments, or go back to the profile."""
        self._to_page(_TOGETHER)

    def action_map(self) -> None:
        """Show the people as points, or go back to the profile."""
        self._to_page(_MAP)

    def action_runs(self) -> None:
        """Show the runs and what is different between them, or go back to the profile."""
        self._to_page(_RUNS)

    def _to_page(self, page: str) -> None:
        if self._shown == page and self._people.rows:
            self._people.highlighted = 0
        else:
            self._show_page_on_all(page, None)

    def _show_together(self, key: object) -> None:
        self._show_page_on_all(_TOGETHER, key)

    def _show_page_on_all(self, page: str, key: object) -> None:
        if self._people.highlight_key(page):
            self._trail = []
            self._show_page(key)
            self._page.focus()

    def action_compare(self) -> None:
        """Set the persona beside another."""
        persona = self.persona
        others = [one for one in self._personas if persona is not None and one.id != persona.id]
        if persona is None or not others:
            self.notify("Choose a persona in the list; there must be another to compare it with.")
            return

        def chosen(other: Persona | None) -> None:
            if other is not None:
                self._open(Beside(other.guid), None)
                self._page.focus()

        if len(others) == 1:
            chosen(others[0])
        else:
            choices = [(named(one.name), one) for one in others]
            self.app.push_screen(Chooser[Persona]("Compare with which?", choices), chosen)

    # -- Doing -----------------------------------------------------------------------------------------------

    def action_synthesize(self) -> None:
        """Ask for the options, and make personas."""
        from ...domain.persona import SynthesisOptions
        from .synthesize import SynthesizeDialog

        run = self.synthesis
        self.app.push_screen(SynthesizeDialog(run.options() if run else SynthesisOptions()))


def _persona_row(persona: Persona) -> Row:
    return Row(
        lambda width: persona_entry(persona, width), persona, ("persona", persona.guid), None
    )
