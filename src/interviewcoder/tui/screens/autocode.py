"""The dialog that shows what autocoding would tag, and tags it."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ...domain.choices import Unit
from ...domain.codebook import Code
from ...domain.coding import (
    Proposal,
)
from ...domain.text import one_line
from ..labels import SOFT, counted, kind_chip, named
from ..widgets.listing import Listing, Row
from ..widgets.quote_block import quoted, ruled, spaced, stacked
from .dialog import Dialog

MOST_SHOWN = 300
_UNITS = {
    Unit.SENTENCE: "the sentence",
    Unit.WORDS: "the words alone",
    Unit.TURN: "the whole turn or answer",
}


class AutocodeDialog(Dialog[int]):
    """Previews the excerpts; dismissed with how many were tagged.

    Args:
        query: what was searched for.
        code: what to tag with.
    """

    TALL: ClassVar[bool] = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "next_unit", "How much", id="autocode.unit"),
        Binding("enter", "accept", "Tag them", id="autocode.tag", priority=True),
    ]

    def __init__(self, query: str, code: Code) -> None:
        super().__init__(
            "Autocode", hint="Enter: tag them all   u: how much is tagged   Esc: leave it"
        )
        self._query = query
        self._code = code
        self._unit = Unit.SENTENCE
        self._found: Sequence[Proposal] = ()

    def parts(self) -> Iterable[Widget]:
        """What would be done, and the excerpts."""
        yield Static(id="plan", classes="label")
        yield Listing(id="proposals", empty="Looking…")

    def on_mount(self) -> None:
        """Look."""
        self._look()
        self.query_one(Listing).focus()

    def _look(self) -> None:
        query, code_id, unit = self._query, self._code.id, self._unit
        self.ask(
            lambda study: study.autocoding.proposals(query, code_id, unit),
            self._show,
            group="proposals",
            refused=self.show_trouble,
        )

    def _show(self, found: Sequence[Proposal]) -> None:
        self._found = found
        people = len({one.participant for one in found})
        told = f"{counted(len(found), 'excerpt')} of {counted(people, 'participant')}"
        plan = Content.assemble(
            kind_chip(self._code.kind, self._code.colour),
            " ",
            named(self._code.name, "bold", limit=40),
            f" on {_UNITS[self._unit]} with ",
            named(self._query, "bold", limit=40),
            (f"\n{told}; what carries the code already is left out", SOFT),
        )
        self.query_one("#plan", Static).update(plan)
        rows = spaced(_row(one, self._code.colour) for one in found[:MOST_SHOWN])[1:]
        self.query_one(Listing).fill(
            rows, empty="Nothing is found that does not carry the code already."
        )
        if len(found) > MOST_SHOWN:
            self.say(f"The first {MOST_SHOWN} are shown; Enter tags all {len(found):,}.")

    def action_next_unit(self) -> None:
        """Tag more or less around the words."""
        units = list(_UNITS)
        self._unit = units[(units.index(self._unit) + 1) % len(units)]
        self._look()

    def action_accept(self) -> None:
        """Tag them all."""
        if self._found:
            query, code_id, unit = self._query, self._code.id, self._unit
            self.attempt(
                lambda study: study.autocoding.apply(query, code_id, unit),
                self._tagged,
            )

    def _tagged(self, number: int) -> None:
        self.dismiss(number)


def _row(one: Proposal, colour: str) -> Row:
    def draw(width: int) -> Content:
        by = Content.styled(f"{one_line(one.participant, 40)}  ·  {one_line(one.source, 48)}", SOFT)
        words = ruled(quoted(one.text), width, rule=colour, most=3)
        return stacked([*words, *ruled(by, width, rule=colour, most=1)])

    return Row(draw, one, (one.source_id, one.span.start, one.span.end), None)
