"""The dialog that shows what autocoding would tag, lets single excerpts be left out, and tags the rest."""

from collections.abc import Iterable
from functools import lru_cache, partial
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ...domain.choices import Unit
from ...domain.codebook import Code
from ...domain.coding import Proposal, Proposed
from ...domain.search import Voices
from ...domain.text import one_line
from ..commands import bindings
from ..keymap import AUTOCODING
from ..labels import SOFT, counted, kind_chip, named
from ..widgets.listing import Listing, Row
from ..widgets.quote_block import quoted, ruled, spaced, stacked
from ..widgets.scope_line import NamedScope
from .dialog import Dialog

PAGE = 200
"""So many excerpts are shown at first; at their end as many again."""
_NEAR_END = 10
_UNITS = {
    Unit.SENTENCE: "the sentence",
    Unit.WORDS: "the words alone",
    Unit.TURN: "the whole turn or answer",
}
_WHOSE = {
    Voices.EVERYBODY: "everybody, interviewers too",
    Voices.PARTICIPANTS: "participants",
    Voices.OTHERS: "interviewers and others, not of participants",
}


class AutocodeDialog(Dialog[int]):
    """Previews the excerpts; dismissed with how many were tagged.

    Args:
        query: what was searched for.
        code: what to tag with.
        within: which passages were searched; words of everybody mean those of participants, unless told in here.
    """

    TALL: ClassVar[bool] = True
    CSS = """
    AutocodeDialog #dialog #proposals { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(AUTOCODING)]

    def __init__(self, query: str, code: Code, within: NamedScope | None = None) -> None:
        super().__init__(
            "Autocode",
            hint="Enter: tag   Space: leave out   a: all or none   u: how much   w: whose words   Esc: leave it",
        )
        self._query = query
        self._code = code
        self._within = within or NamedScope()
        if self._within.scope.voices is Voices.EVERYBODY:
            self._within = self._within.next_voices()
        self._unit = Unit.SENTENCE
        self._proposed = Proposed(())
        self._left_out: set[Proposal] = set()
        self._rows: list[Row] = []

    def parts(self) -> Iterable[Widget]:
        """What would be done, and the excerpts."""
        yield Static(id="plan", classes="label")
        yield Listing(id="proposals", empty="Looking…")

    def on_mount(self) -> None:
        """Look."""
        self._look()
        self.query_one(Listing).focus()

    def _look(self) -> None:
        query, code_id, unit, scope = self._query, self._code.id, self._unit, self._within.scope
        self.ask(
            lambda study: study.autocoding.proposed(query, code_id, unit, scope),
            self._show,
            group="proposals",
            refused=self.show_trouble,
        )

    def _show(self, proposed: Proposed) -> None:
        self._proposed = proposed
        self._left_out &= set(proposed.proposals)
        self._rows = []
        self.clear_trouble()
        self._show_plan()
        self._show_more()

    def _show_plan(self) -> None:
        found = [one for one in self._proposed.proposals if one not in self._left_out]
        people = len({one.participant for one in found})
        told = f"{counted(len(found), 'excerpt')} of {counted(people, 'person', 'people')}"
        if self._left_out:
            told += f", {len(self._left_out):,} left out"
        if self._proposed.already:
            told += f"; {self._proposed.already:,} more carry the code already"
        if not self._proposed.is_whole:
            told += "; the pattern fits oftener than could be looked for"
        narrows = [name for name, is_narrow in self._within.parts()[1:] if is_narrow]
        words = f"Words of {_WHOSE[self._within.scope.voices]}"
        plan = Content.assemble(
            kind_chip(self._code.kind, self._code.colour),
            " ",
            named(self._code.name, "bold", limit=40),
            f" on {_UNITS[self._unit]} with ",
            named(self._query, "bold", limit=40),
            (f"\n{told}", SOFT),
            (f"\n{', '.join([words, *narrows])}", SOFT),
        )
        self.query_one("#plan", Static).update(plan)

    def _show_more(self) -> None:
        """Show a page more of the excerpts, or none for there are none."""
        first = (len(self._rows) + 1) // 2
        more = spaced(map(self._row, self._proposed.proposals[first : first + PAGE]))
        self._rows += more if self._rows else more[1:]
        self.query_one(Listing).fill(
            list(self._rows), empty="Nothing is found that does not carry the code already."
        )

    def _row(self, one: Proposal) -> Row:
        drawn = lru_cache(2)(partial(_drawn, one, self._code.colour))
        key = (one.source_id, one.span.start, one.span.end)
        return Row(lambda width: drawn(width, one in self._left_out), one, key, None)

    def on_listing_highlighted(self, message: Listing.Highlighted) -> None:
        """Near the end of what is shown, show more."""
        message.stop()
        listing = message.listing
        shown = (len(self._rows) + 1) // 2
        near = (
            listing.highlighted is not None and listing.highlighted >= len(self._rows) - _NEAR_END
        )
        if near and self._rows and shown < len(self._proposed.proposals):
            self._show_more()

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Enter tags; a click leaves an excerpt out, or takes it in again."""
        message.stop()
        if message.clicked:
            self.action_turn_tick()
        else:
            self.action_accept()

    def action_turn_tick(self) -> None:
        """Leave the highlighted excerpt out, or take it in again; go on to the next."""
        row = self.query_one(Listing).row
        if row is not None and isinstance(row.value, Proposal):
            self._left_out ^= {row.value}
            self._show_ticks()
            self.query_one(Listing).action_step(1)

    def action_turn_all(self) -> None:
        """Leave all out, or take all in where any is left out."""
        self._left_out = set() if self._left_out else set(self._proposed.proposals)
        self._show_ticks()

    def _show_ticks(self) -> None:
        self._show_plan()
        self.query_one(Listing).redraw()

    def action_next_unit(self) -> None:
        """Tag more or less around the words."""
        units = list(_UNITS)
        self._unit = units[(units.index(self._unit) + 1) % len(units)]
        self._look()

    def action_next_voices(self) -> None:
        """Tag other people's words."""
        self._within = self._within.next_voices()
        self._look()

    def action_accept(self) -> None:
        """Tag those that are not left out."""
        chosen = [one for one in self._proposed.proposals if one not in self._left_out]
        if chosen:
            query, code_id, unit, scope = self._query, self._code.id, self._unit, self._within.scope
            self.attempt(
                lambda study: study.autocoding.apply(query, code_id, unit, scope, chosen=chosen),
                self._tagged,
            )

    def _tagged(self, number: int) -> None:
        self.dismiss(number)


def _drawn(one: Proposal, colour: str, width: int, is_left_out: bool) -> Content:
    style = SOFT if is_left_out else ""
    who = f"{one_line(one.participant, 40)}  ·  {one_line(one.source, 48)}"
    rule = "$foreground 25%" if is_left_out else colour
    words = Content.assemble("[ ] " if is_left_out else "[x] ", quoted(one.text)).stylize(style)
    lines = ruled(words, width, rule=rule, most=3)
    return stacked([*lines, *ruled(Content.styled(f"    {who}", SOFT), width, rule=rule, most=1)])
