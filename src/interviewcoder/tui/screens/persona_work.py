"""What can be done to personas on their screen; all of it undoes."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from ...domain.memo import MemoTarget
from ...domain.persona import Claim, Member, Persona, Synthesis
from ...domain.text import one_line
from ..labels import SOFT, counted, named
from ..work import StudyWork
from .chooser import Chooser
from .confirm import Confirm
from .edit_prompt import EditPrompt

if TYPE_CHECKING:
    from ...study import Study

NOWHERE = "out of the personas"


class PersonaWork(StudyWork):
    """The commands of `keymap.PERSONAS` that change personas, for a screen that shows them."""

    @property
    def synthesis(self) -> Synthesis | None:
        """The run on show."""
        raise NotImplementedError

    @property
    def persona(self) -> Persona | None:
        """The highlighted persona."""
        raise NotImplementedError

    @property
    def subject(self) -> object:
        """What the highlighted row of the page is about, or the page itself: a claim, a member, ..."""
        raise NotImplementedError

    def action_rename(self) -> None:
        """Ask for the persona's name."""
        if persona := self._chosen():
            self.app.push_screen(
                EditPrompt(
                    "Rename the persona",
                    "Its name; a later synthesis keeps it",
                    lambda study, name, seen: study.personas.rename(persona.id, name, seen=seen),
                    "name",
                    persona.name,
                )
            )

    def action_write_summary(self) -> None:
        """Edit the persona's one-line summary."""
        if persona := self._chosen():
            self.app.push_screen(
                EditPrompt(
                    "The persona in one line",
                    "Its summary; a later synthesis keeps it",
                    lambda study, words, seen: study.personas.write_summary(
                        persona.id, words, seen=seen
                    ),
                    "summary",
                    persona.summary,
                )
            )

    def action_write_narrative(self) -> None:
        """Edit the persona's narrative."""
        from .narrative_editor import NarrativeEditor

        if persona := self._chosen():
            self.app.push_screen(NarrativeEditor(persona))

    def action_memos(self) -> None:
        """Show the notes on the persona."""
        from .memos import MemosDialog

        if persona := self._chosen():
            self.app.push_screen(MemosDialog(MemoTarget.PERSONA, persona.guid, persona.name))

    def action_looked_at(self) -> None:
        """Note that a person has seen what a stale persona cites."""
        persona = self._chosen()
        if persona is None:
            return
        if not persona.stale:
            self.app.notify("Every tag that this persona cites is as it was.")
            return
        persona_id = persona.id
        self.change(
            lambda study: study.personas.looked_at(persona_id),
            lambda _: self.app.notify("Noted. The claims still say which tags are gone."),
        )

    def action_pin(self) -> None:
        """Keep the highlighted claim on the page in later runs, or do not any more."""
        claim = self.subject
        if not isinstance(claim, Claim):
            self.app.notify("Choose a claim on the persona's page (→), then press p.")
            return
        if claim.by_hand:
            self.app.notify("A claim of your own stays as long as you do not delete it.")
            return
        pinned = not claim.pinned
        told = "stays on the page in later runs" if pinned else "is not pinned any more"
        self.change(
            lambda study: study.claims.pin(claim.id, pinned=pinned),
            lambda _: self.app.notify(f"“{one_line(claim.code, 60)}” {told}."),
        )

    def action_remove_claim(self) -> None:
        """Take back the highlighted claim, if a person stated it."""
        claim = self.subject
        if not isinstance(claim, Claim):
            self.app.notify("Choose a claim of your own on the persona's page (→).")
            return
        self.change(lambda study: study.claims.remove(claim.id))

    def action_add_claim(self) -> None:
        """State a claim, with tagged excerpts that speak for it and against it."""
        from .claim_editor import ClaimEditor

        if persona := self._chosen():
            self.app.push_screen(ClaimEditor(persona))

    def action_move_member(self) -> None:
        """Put the highlighted member, or one that is asked for, into another persona."""
        persona = self._chosen()
        if persona is None:
            return
        if isinstance(self.subject, Member):
            self._ask_where_to(persona, self.subject)
            return

        def chosen(member: Member | None) -> None:
            if member is not None:
                self._ask_where_to(persona, member)

        choices = [(_member(member), member) for member in reversed(persona.members)]
        self.app.push_screen(Chooser[Member]("Move which member?", choices), chosen)

    def _ask_where_to(self, persona: Persona, member: Member) -> None:
        choices: list[tuple[Content, Persona | None]] = [
            (named(other.name), other) for other in self._others(persona)
        ]
        choices.append((Content.styled(f"{NOWHERE}: fits none", SOFT), None))
        name = member.participant

        def chosen(target: tuple[Persona | None] | None) -> None:
            if target is None:
                return
            persona_id = target[0].id if target[0] else None
            where = f"to {one_line(target[0].name, 60)}" if target[0] else NOWHERE
            self._arrange(
                f"Moved {one_line(name, 60)} {where}",
                lambda study: study.personas.move(name, persona_id),
            )

        boxed = [(label, (other,)) for label, other in choices]
        title = f"Move {one_line(name, 40)} where?"
        self.app.push_screen(Chooser[tuple[Persona | None]](title, boxed), chosen)

    def action_merge(self) -> None:
        """Make one of the highlighted persona and another."""
        persona = self._chosen()
        if persona is None:
            return
        others = self._others(persona)
        if not others:
            self.app.notify("There is no other persona to merge it into.")
            return

        def chosen(into: Persona | None) -> None:
            if into is not None:
                name, target = one_line(persona.name, 60), one_line(into.name, 60)
                self._confirm(
                    f"Merge “{name}” into “{target}”?",
                    f"{counted(len(persona.members), 'member')} go over, and “{target}” is told anew. "
                    "z takes it back; the run before is kept.",
                    f"Merged {name} into {target}",
                    lambda study: study.personas.merge(persona.id, into.id),
                )

        choices = [(named(other.name), other) for other in others]
        self.app.push_screen(
            Chooser[Persona](f"Merge “{one_line(persona.name, 40)}” into which?", choices), chosen
        )

    def action_split(self) -> None:
        """Make a persona of its own of some members."""
        from .member_picker import MemberPicker

        persona = self._chosen()
        if persona is None:
            return
        if len(persona.members) < 2:
            self.app.notify("One member cannot be split.")
            return

        def chosen(names: Sequence[str] | None) -> None:
            if names:
                told = f"Split {counted(len(names), 'member')} off {one_line(persona.name, 60)}"
                self._arrange(told, lambda study: study.personas.split(persona.id, names))

        self.app.push_screen(MemberPicker(persona), chosen)

    def action_export(self) -> None:
        """Ask for a folder and write the personas there."""
        from .export_personas import ExportPersonasDialog

        if self.synthesis is None:
            self.app.notify("Press s to synthesize some first.", title="There are no personas yet.")
            return
        self.app.push_screen(ExportPersonasDialog(self.coder_app.study_path))

    def _confirm(
        self, title: str, detail: str, told: str, verb: Callable[["Study"], Synthesis]
    ) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                self._arrange(told, verb)

        self.app.push_screen(Confirm(title, detail), answered)

    def _arrange(self, told: str, verb: Callable[["Study"], Synthesis]) -> None:
        self.app.notify("Telling the personas anew…", timeout=3)
        self.change(verb, lambda _: self.app.notify(f"{told}. z takes it back."))

    def _others(self, persona: Persona) -> list[Persona]:
        personas = self.synthesis.personas if self.synthesis else ()
        return [other for other in personas if other.id != persona.id]

    def _chosen(self) -> Persona | None:
        persona = self.persona
        if persona is None:
            has_any = bool(self.synthesis and self.synthesis.personas)
            self.app.notify(
                "Choose a persona in the list."
                if has_any
                else "There are no personas yet: s makes them."
            )
        return persona


def _member(member: Member) -> Content:
    by_hand = "  put here by hand" if member.by_hand else ""
    return Content.assemble(named(member.participant), (f"  fit {member.fit:.0%}{by_hand}", SOFT))
