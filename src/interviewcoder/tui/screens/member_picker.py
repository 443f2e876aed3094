"""A dialog that asks for some members of a persona."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from ...domain.errors import StudyError
from ...domain.persona import Member, Persona
from ...domain.text import one_line
from ..labels import SOFT, counted, named
from ..widgets.listing import Listing, text_row
from .dialog import Dialog

_HINT = "Space: take or leave   Enter: split them off   Esc: leave it"


class MemberPicker(Dialog[Sequence[str]]):
    """Marks members; dismissed with the names of those marked.

    Args:
        persona: whose members; those who fit least come first.
    """

    CSS = """
    MemberPicker #dialog #members { max-height: 55vh; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "Mark", show=False, id="members.mark"),
        Binding("enter", "accept", "Split off", show=False, priority=True, id="members.accept"),
    ]

    def __init__(self, persona: Persona) -> None:
        super().__init__(f"Split “{one_line(persona.name, 40)}”", hint=_HINT)
        self._members = tuple(reversed(persona.members))
        self._marked: set[int] = set()

    def parts(self) -> Iterable[Widget]:
        """The members."""
        yield Listing(id="members")

    def on_mount(self) -> None:
        """Show them."""
        self._show()
        self.query_one(Listing).focus()

    def _show(self) -> None:
        listing = self.query_one(Listing)
        place = listing.highlighted
        listing.fill([text_row(self._line(one), one, one.participant_id) for one in self._members])
        if place is not None:
            listing.highlighted = place
        marked = len(self._marked)
        self.say(f"{counted(marked, 'member')} marked.   {_HINT}" if marked else _HINT)

    def _line(self, member: Member) -> Content:
        sign = "●" if member.participant_id in self._marked else "○"
        return Content.assemble(
            f" {sign} ", named(member.participant), (f"  fit {member.fit:.0%}", SOFT)
        )

    def action_mark(self) -> None:
        """Take the highlighted member, or leave them, and go to the next."""
        listing = self.query_one(Listing)
        if listing.row is not None and isinstance(listing.row.value, Member):
            self._marked ^= {listing.row.value.participant_id}
            self._show()
            listing.action_step(1)

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """A click marks."""
        message.stop()
        self.action_mark()

    def action_accept(self) -> None:
        """Take those marked."""
        if not self._marked:
            self.show_trouble(StudyError("Nobody is marked.", "Press Space on some members."))
        elif len(self._marked) == len(self._members):
            self.show_trouble(StudyError("Somebody must stay.", "Leave at least one member."))
        else:
            self.dismiss(
                [one.participant for one in self._members if one.participant_id in self._marked]
            )
