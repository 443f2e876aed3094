"""A dialog on a claim in the researcher's own words, with the excerpts that speak for it and against it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from ...domain.coding import Coding
from ...domain.errors import StudyError
from ...domain.kinds import Kind
from ...domain.persona import Persona
from ...domain.text import name_key, one_line
from ..labels import coding_label, counted, said_by
from ..widgets.cycle_field import CycleField
from ..widgets.listing import Listing, Row
from ..widgets.quote_block import LONGEST, quoted, ruled, stacked
from .dialog import Dialog

_HINT = "Space: for it   -: against it   Tab: next field   Ctrl+S or Enter: save   Esc: leave it"
MOST_SHOWN = 500
"""So many excerpts are listed; typing words finds the others."""
_SIGNS = {1: ("✓ for", "$success"), -1: ("✗ against", "$error")}


class ClaimEditor(Dialog[bool]):
    """States a claim; dismissed with True when it is stored.

    Args:
        persona: whose claim.
    """

    TALL: ClassVar[bool] = True
    WRITTEN = "#statement"
    CSS = """
    ClaimEditor #dialog { width: 96; }
    ClaimEditor #dialog #excerpts { height: 1fr; min-height: 4; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", show=False, priority=True, id="claim.save"),
    ]

    def __init__(self, persona: Persona) -> None:
        super().__init__(f"A claim of “{one_line(persona.name, 40)}”", hint=_HINT)
        self._persona = persona
        self._codings: Sequence[tuple[Coding, str]] = ()
        """What the members said, and by which words each is found."""
        self._side: dict[str, int] = {}

    def parts(self) -> Iterable[Widget]:
        """The words, the kind and the excerpts."""
        yield Static(Content("What is true of these people, in your words"), classes="label")
        yield Input(id="statement")
        yield Static(Content("What sort of claim it is: ← →"), classes="label")
        yield CycleField([(kind.value, kind.value) for kind in Kind], id="kind")
        yield Static(Content("What the members said; type to narrow it"), classes="label")
        yield Input(placeholder="words, a code or a name", id="narrow")
        yield ExcerptChoice(id="excerpts", empty="Looking…")

    def on_mount(self) -> None:
        """Read the members' excerpts."""
        members = {one.participant_id for one in self._persona.members}
        self.ask(
            lambda study: [
                (one, _searched(one))
                for one in study.codings.list()
                if one.participant_id in members
            ],
            self._take,
            group="excerpts",
            refused=self.show_trouble,
        )
        self.query_one("#statement").focus()

    def _take(self, codings: Sequence[tuple[Coding, str]]) -> None:
        self._codings = codings
        self._show()

    def on_input_changed(self, message: Input.Changed) -> None:
        """Narrow the excerpts."""
        message.stop()
        if message.input.id == "narrow":
            self._show()

    def _show(self) -> None:
        words = name_key(self.query_one("#narrow", Input).value).split()
        listing = self.query_one(ExcerptChoice)
        place = listing.highlighted
        found = (one for one, searched in self._codings if all(word in searched for word in words))
        shown = sorted(islice(found, MOST_SHOWN), key=lambda one: one.guid not in self._side)
        listing.fill([self._row(one) for one in shown], empty="Nothing by these words.")
        if place is not None and listing.rows:
            listing.highlighted = min(place, len(listing.rows) - 1)

    def _row(self, coding: Coding) -> Row:
        side = self._side.get(coding.guid, 0)

        def draw(width: int) -> Content:
            head = coding_label(coding)
            if side:
                sign, style = _SIGNS[side]
                head = Content.assemble((f"{sign}  ", f"bold {style}"), head)
            by = said_by(coding.participant, coding.speaker, coding.source, coding.start_ms)
            rule = _SIGNS[side][1] if side else coding.kind.colour
            return stacked(
                [
                    *ruled(head, width, rule=rule, most=1),
                    *ruled(quoted(coding.text), width, rule=rule, most=3),
                    *ruled(by, width, rule=rule, most=1),
                ]
            )

        return Row(draw, coding, coding.guid, None)

    def on_excerpt_choice_sided(self, message: "ExcerptChoice.Sided") -> None:
        """Put an excerpt on a side, or take it off."""
        message.stop()
        guid = message.coding.guid
        if self._side.get(guid) == message.side:
            del self._side[guid]
        else:
            self._side[guid] = message.side
        self._show()
        self.query_one(ExcerptChoice).highlight_key(guid)
        speaking = sum(side > 0 for side in self._side.values())
        against = len(self._side) - speaking
        self.say(f"{counted(speaking, 'excerpt')} for it, {against} against.   {_HINT}")

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Enter in the words goes on; it saves once there is evidence."""
        message.stop()
        if self._side:
            self.action_save()
        else:
            self.query_one(ExcerptChoice).focus()

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Enter on an excerpt saves."""
        message.stop()
        self.action_save()

    def action_save(self) -> None:
        """Store the claim."""
        statement = self.query_one("#statement", Input).value
        kind = Kind(self.query_one(CycleField).value or Kind.OTHER)
        speaking = [guid for guid, side in self._side.items() if side > 0]
        against = [guid for guid, side in self._side.items() if side < 0]
        if not statement.strip():
            self.show_trouble(StudyError("The claim has no words.", "Write what is true of them."))
            self.query_one("#statement").focus()
            return
        persona_id = self._persona.id
        self.save(
            lambda study, _: study.claims.add(persona_id, statement, kind, speaking, against),
            lambda _: self._stored(),
        )

    def _stored(self) -> None:
        self.dismiss(True)


class ExcerptChoice(Listing):
    """Excerpts, each of which can be put on a side."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,plus", "side(1)", "For", show=False),
        Binding("minus", "side(-1)", "Against", show=False),
    ]

    @dataclass
    class Sided(Message):
        """An excerpt was put on a side: 1 for the claim, -1 against it."""

        coding: Coding
        side: int

    def action_side(self, side: int) -> None:
        """Tell the dialog."""
        row = self.row
        if row is not None and isinstance(row.value, Coding):
            self.post_message(self.Sided(row.value, side))


def _searched(coding: Coding) -> str:
    return name_key(
        f"{coding.text[:LONGEST]} {coding.code} {coding.participant or ''} {coding.source}"
    )
