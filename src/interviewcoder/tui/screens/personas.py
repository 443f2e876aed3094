"""The personas and what is under each of their claims: tags that open in place."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget

from ...domain.coding import Coding, Span
from ...domain.figures import FEWEST_CODES, FEWEST_EXCERPTS, FEWEST_PARTICIPANTS
from ...domain.kinds import Kind
from ...domain.memo import MemoTarget
from ...domain.persona import Claim, Member, Persona, Quote, Synthesis
from ..commands import bindings
from ..keymap import PERSONAS
from ..labels import SOFT, counted
from ..messages import PassageAsked
from ..widgets.listing import Listing, Row, text_row
from ..widgets.persona_evidence import claim_rows, member_rows
from ..widgets.persona_lines import persona_entry
from ..widgets.persona_profile import Crossing, Narrative, profile_rows
from ..widgets.personas_together import together_rows
from ..widgets.quote_block import spaced
from ..widgets.run_line import RunLine
from .mode_screen import ModeScreen

if TYPE_CHECKING:
    from ...study import Study

_TOGETHER = "all personas"
"""The key of the entry for the page on all personas."""

Subject = Claim | Member | str
"""What a page behind a profile is about; a `str` is a participant's name."""


@dataclass(frozen=True, slots=True)
class PersonasRead:
    """What the study has of personas, or how far it is from having any."""

    synthesis: Synthesis | None
    tagged: int = 0
    """Participants with enough tags for a synthesis."""
    shared: int = 0
    """Codes that two or more participants share."""


class PersonasScreen(ModeScreen[PersonasRead]):
    """The list of personas beside the profile of one, or beside a page behind one of its claims."""

    MODE = "personas"
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
        self._shown: object = None
        self._trail: list[tuple[Subject, object]] = []

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
    def _page(self) -> Listing:
        return self.query_one("#profile", Listing)

    @property
    def persona(self) -> Persona | None:
        """The highlighted persona."""
        row = self._people.row
        return row.value if row is not None and isinstance(row.value, Persona) else None

    # -- What is on show -------------------------------------------------------------------------------------

    def fetch(self, study: "Study") -> PersonasRead:
        """The newest run; without one, how much there is to make one from."""
        synthesis = study.personas.current()
        if synthesis is not None:
            return PersonasRead(synthesis)
        tagged = sum(one.codings >= FEWEST_EXCERPTS for one in study.participants.list())
        codes = study.codebook.list()
        shared = sum(code.participants > 1 and code.kind is not Kind.OTHER for code in codes)
        return PersonasRead(None, tagged, shared)

    def present(self, content: PersonasRead) -> None:
        """Show the list, and the page from before where what it is about still exists."""
        self._read = content
        synthesis = content.synthesis
        self.query_one(RunLine).synthesis = synthesis
        if synthesis is None or not synthesis.personas:
            self._shown, self._trail = None, []
            self._people.fill((), empty="None yet.")
            self._put("How to begin", [_needed(content)])
            return
        self._fill_people()
        self._show_page()

    def _fill_people(self) -> None:
        """List the personas and the page on all of them; closely where there is little room."""
        synthesis = self._read.synthesis if self._read else None
        if synthesis is not None and synthesis.personas:
            rows = [_persona_row(persona) for persona in synthesis.personas]
            all_personas = Content.styled(" All personas", "bold")
            rows.append(text_row(all_personas, _TOGETHER, _TOGETHER))
            self._people.fill(rows if self.has_class("-narrow") else spaced(rows)[1:])
            self._people.refresh(layout=True)

    def on_resize(self) -> None:
        """Another width may leave more or less room."""
        self.call_after_refresh(self._fill_people)

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
        if not isinstance(row.value, Persona):
            self._put("All personas", together_rows(read.synthesis), key)
            return
        persona = row.value
        while self._trail:
            subject = _same(self._trail[-1][0], persona)
            if subject is not None:
                self._ask_for(subject, key)
                return
            self._trail.pop()
        self._put("Profile", profile_rows(persona, read.synthesis), key)

    def _ask_for(self, subject: Subject, key: object) -> None:
        """Read the tags behind a claim or a participant and show them."""
        if isinstance(subject, Claim):
            claim = subject

            def show_claim(codings: list[Coding]) -> None:
                self._put("Evidence", claim_rows(claim, codings), key)

            self.ask(lambda study: study.claims.evidence(claim), show_claim, group="page")
            return
        member = subject
        name = member if isinstance(member, str) else member.participant

        def show_member(found: tuple[dict[str, str], list[Coding]]) -> None:
            self._put("Member", member_rows(member, *found), key)

        self.ask(partial(_words_of, name=name), show_member, group="page", refused=self._lost)

    def _lost(self, _: Exception) -> None:
        """Go back where there is nothing to open: the participant has gone."""
        self.notify("This participant is not in the study any more.", severity="warning")
        self.action_close_page()

    def _put(self, title: str, rows: list[Row], key: object = None) -> None:
        self.query_one("#behind").border_title = Content(title)
        self._page.fill(rows)
        if key is not None:
            self._page.highlight_key(key)
        self.refresh_bindings()

    # -- Opening ---------------------------------------------------------------------------------------------

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Open what was chosen: a profile, the tags behind a claim or a person, a place in a source."""
        message.stop()
        if message.listing.id == "personas":
            self._page.focus()
            return
        match message.row.value:
            case Claim() | Member() | str() as subject:
                self._trail.append((subject, message.row.key))
                self._page.fill(())
                self._show_page()
            case Quote(source_id=source_id, start=start, end=end):
                self.post_message(PassageAsked(source_id, Span(start, end)))
            case Coding(source_id=source_id, span=span):
                self.post_message(PassageAsked(source_id, span))
            case Crossing(attribute=attribute):
                self._show_together(("crossing", attribute))
            case Narrative():
                self.action_write_narrative()

    def action_close_page(self) -> None:
        """Go back from a page to the row that opened it."""
        if self._trail:
            _, key = self._trail.pop()
            self._page.fill(())
            self._show_page(key)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a page that was opened can be closed; else Escape leads back to another mode."""
        return bool(self._trail) if action == "close_page" else True

    def action_go_to(self, pane: str) -> None:
        """Put the focus on the list or on the page beside it."""
        self.query_one(f"#{pane}", Listing).focus()

    def action_crossing(self) -> None:
        """Show how the personas cross segments, or go back to the profile."""
        if self._shown == _TOGETHER and self._people.rows:
            self._people.highlighted = 0
        else:
            self._show_together(None)

    def _show_together(self, key: object) -> None:
        if self._people.highlight_key(_TOGETHER):
            self._trail = []
            self._show_page(key)
            self._page.focus()

    # -- Doing -----------------------------------------------------------------------------------------------

    def action_synthesize(self) -> None:
        """Ask for number and seed, and make personas."""
        from .synthesize import SynthesizeDialog

        synthesis = self._read.synthesis if self._read else None
        asked = synthesis.settings.get("personas") if synthesis else None
        dialog = SynthesizeDialog(
            asked if isinstance(asked, int) else None, synthesis.seed if synthesis else 0
        )
        self.app.push_screen(dialog)

    def action_rename(self) -> None:
        """Ask for the persona's name."""
        from .text_prompt import TextPrompt

        persona = self.persona
        if persona is None:
            self._say_which()
            return
        persona_id = persona.id
        self.app.push_screen(
            TextPrompt(
                "Rename the persona",
                "Its name; a later synthesis keeps it",
                lambda study, name: study.personas.rename(persona_id, name),
                text=persona.name,
            )
        )

    def action_write_narrative(self) -> None:
        """Edit the persona's narrative."""
        from .narrative_editor import NarrativeEditor

        persona = self.persona
        if persona is None:
            self._say_which()
        else:
            self.app.push_screen(NarrativeEditor(persona))

    def action_memos(self) -> None:
        """Show the notes on the persona."""
        from .memos import MemosDialog

        persona = self.persona
        if persona is None:
            self._say_which()
        else:
            self.app.push_screen(MemosDialog(MemoTarget.PERSONA, persona.guid, persona.name))

    def action_export(self) -> None:
        """Ask for a folder and write the personas there."""
        from .export_personas import ExportPersonasDialog

        if self._read is None or self._read.synthesis is None:
            self.notify("Press s to synthesize some first.", title="There are no personas yet.")
            return
        self.app.push_screen(ExportPersonasDialog(self.coder_app.study_path))

    def _say_which(self) -> None:
        has_any = bool(self._people.rows)
        self.notify(
            "Choose a persona in the list."
            if has_any
            else "There are no personas yet: s makes them."
        )


def _persona_row(persona: Persona) -> Row:
    return Row(
        lambda width: persona_entry(persona, width), persona, ("persona", persona.guid), None
    )


def _same(subject: Subject, persona: Persona) -> Subject | None:
    """The subject of a page as the persona has it at present; None when it has it no more."""
    match subject:
        case Claim(code_guid=guid):
            return next((claim for claim in persona.claims if claim.code_guid == guid), None)
        case Member(participant_id=member_id):
            found = (one for one in persona.members if one.participant_id == member_id)
            return next(found, None)
    return subject


def _words_of(study: "Study", name: str) -> tuple[dict[str, str], list[Coding]]:
    """A participant's attributes and the tags on their words."""
    attributes = dict(study.participants.get(name).attributes)
    return attributes, study.codings.list(participant=name)


def _needed(read: PersonasRead) -> Row:
    """What is still needed, or that a run found nothing."""
    if read.synthesis is not None:
        return text_row(Content("This synthesis found no personas. Press s to try again."))
    ready = read.tagged >= FEWEST_PARTICIPANTS and read.shared >= FEWEST_CODES
    persons = counted(read.tagged, "participant")
    return text_row(
        Content.assemble(
            ("\nNo personas yet\n\n", "bold"),
            f"Personas are made of what people say: they group the participants whose words carry the same codes. "
            f"That takes {FEWEST_PARTICIPANTS} participants with at least {FEWEST_EXCERPTS} tagged excerpts each, and "
            f"{FEWEST_CODES} codes that two or more of them share; some 20 participants make it solid.\n\n",
            ("So far  ", SOFT),
            (f"{persons} with enough tags, {counted(read.shared, 'shared code')}.\n\n", "bold"),
            "Press s to synthesize." if ready else "Read a source (2) and tag what people say (t).",
        )
    )
