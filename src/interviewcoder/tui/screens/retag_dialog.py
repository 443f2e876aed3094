"""A look at what tagging many excerpts anew would do, and doing it as one change."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ...domain.codebook import Code
from ...domain.coding import Coding
from ...domain.retagging import Retag, RetagPlan, SeenTag
from ...domain.text import visible
from ..labels import SOFT, kind_chip, named
from ..widgets.listing import Listing
from ..widgets.persona_evidence import coding_row
from ..widgets.quote_block import spaced
from .dialog import Dialog

MOST_SHOWN = 300


class RetagDialog(Dialog[RetagPlan]):
    """Shows what would be changed; dismissed with what was.

    Args:
        coding_ids: the tags that are meant.
        wanted: what becomes of them.
        code: the code that it is about.
    """

    TALL: ClassVar[bool] = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", "Do it", id="retag.accept", priority=True),
    ]

    def __init__(self, coding_ids: Sequence[int], wanted: Retag, code: Code | None) -> None:
        super().__init__("Change tags", hint="Enter: do it to all   Esc: leave it")
        self._ids = coding_ids
        self._wanted = wanted
        self._code = code
        self._seen: list[SeenTag] = []

    def parts(self) -> Iterable[Widget]:
        """What would be done, and the excerpts."""
        yield Static(id="plan", classes="label")
        yield Listing(id="meant", empty="Looking…")

    def on_mount(self) -> None:
        """Look."""
        self.query_one(Listing).focus()
        self.study_changed()

    def study_changed(self) -> None:
        """Look anew: what is done has to be what was seen."""
        ids, wanted = self._ids, self._wanted
        self.ask(
            lambda study: (study.excerpts.plan(ids, wanted), study.excerpts.read(ids)),
            self._show,
            group="plan",
            refused=self.show_trouble,
        )

    def _show(self, looked: tuple[RetagPlan, Sequence[Coding]]) -> None:
        plan, codings = looked
        self._seen = [SeenTag.of(coding) for coding in codings]
        self._ids = [coding.id for coding in codings]
        lead = (kind_chip(self._code.kind, self._code.colour), " ") if self._code else ()
        told = self._wanted.told(plan.changed, self._code.name if self._code else "")
        notes = "".join(f"\n{visible(note)}" for note in plan.notes)
        self.query_one("#plan", Static).update(
            Content.assemble(*lead, named(told, "bold"), (notes, SOFT))
        )
        rows = spaced(coding_row(one, labelled=True) for one in codings[:MOST_SHOWN])[1:]
        self.query_one(Listing).fill(rows, empty="They are gone by now.")
        if len(codings) > MOST_SHOWN:
            self.say(f"The first {MOST_SHOWN} are shown; Enter changes all {len(codings):,}.")

    def action_accept(self) -> None:
        """Change them all."""
        if self._seen:
            ids, wanted, seen = self._ids, self._wanted, self._seen
            self.attempt(lambda study: study.excerpts.retag(ids, wanted, seen=seen), self._done)

    def _done(self, plan: RetagPlan) -> None:
        self.dismiss(plan)
