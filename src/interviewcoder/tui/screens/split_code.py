"""The dialog that splits a code: which of its excerpts go, and into which code."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from ...domain.codebook import Code, CodeDraft
from ...domain.codebook_change import CodebookPlan, SplitCode
from ...domain.coding import Coding
from ...domain.text import name_key, one_line
from ..labels import SOFT, counted, kind_chip, named, said_by
from ..widgets.listing import Listing, Row
from ..widgets.quote_block import stacked
from .dialog import Dialog

_HINT = (
    "Space: mark   A: all   Ctrl+S or Enter: see what changes   Tab: list and name   Esc: leave it"
)


class SplitCodeDialog(Dialog[CodebookPlan]):
    """Marks excerpts and names the code that takes them; dismissed with what was done.

    Args:
        code: the code that is split.
        codes: all codes.
    """

    TALL = True
    WRITTEN = "#into"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "see", "See", priority=True, id="split.see"),
        Binding("space", "mark", "Mark", show=False, id="split.mark"),
        Binding("A", "mark_all", "All", show=False, id="split.mark-all"),
        Binding("down", "to_list", "List", show=False, id="split.to-list"),
    ]
    CSS = """
    SplitCodeDialog {
        #dialog { width: 100; }
        #excerpts { height: 1fr; margin-top: 1; }
        #target { height: 1; }
        &.-short #excerpts { margin-top: 0; }
    }
    """

    def __init__(self, code: Code, codes: Sequence[Code]) -> None:
        super().__init__(f"Split {one_line(code.name, 40)}", hint=_HINT)
        self._code = code
        self._others = {name_key(one.name): one for one in codes if one.id != code.id}
        self._own_key = name_key(code.name)
        self._codings: Sequence[Coding] = ()
        self._marked: set[int] = set()

    def parts(self) -> Iterable[Widget]:
        """The name of the code that takes them, and the excerpts."""
        yield Static(Content("Into the code of this name, there already or new"), classes="label")
        yield Input(id="into")
        yield Static(id="target")
        yield Listing(id="excerpts", empty="Nothing is tagged with it any more.")

    def on_mount(self) -> None:
        """Read the excerpts."""
        super().on_mount()
        self._tell_target()
        self._read()

    @property
    def _list(self) -> Listing:
        return self.query_one("#excerpts", Listing)

    def _read(self) -> None:
        name = self._code.name
        self.ask(
            lambda study: study.codings.list(code=name),
            self._show,
            group="excerpts",
            refused=self.show_trouble,
        )

    def study_changed(self) -> None:
        """Others may have tagged with it, or taken tags off."""
        self._read()

    def _show(self, codings: Sequence[Coding]) -> None:
        self._codings = codings
        self._marked &= {coding.id for coding in codings}
        self._fill()

    def _fill(self) -> None:
        self._list.fill([_row(one, marked=one.id in self._marked) for one in self._codings])
        marked = f"{len(self._marked):,} of {counted(len(self._codings), 'excerpt')} marked"
        self.query_one("#dialog").border_subtitle = Content(marked)

    # -- What goes where -------------------------------------------------------------------------------------

    @property
    def _into(self) -> int | CodeDraft | None:
        """The code of the name that is typed, else a new one under the code that is split."""
        name = self.query_one("#into", Input).value
        if not name.strip() or name_key(name) == self._own_key:
            return None
        known = self._others.get(name_key(name))
        return known.id if known else CodeDraft(name, parent=self._code.name)

    def on_input_changed(self, message: Input.Changed) -> None:
        """Tell which code it would be."""
        message.stop()
        self._write_on()
        self._tell_target()

    def _tell_target(self) -> None:
        into = self._into
        known = next((one for one in self._others.values() if one.id == into), None)
        if known is not None:
            told = Content.assemble(
                kind_chip(known.kind, known.colour), " ", named(known.name),
                (f"  is there already, with {counted(known.codings, 'tag')}", SOFT),
            )  # fmt: skip
        elif into is not None:
            under = one_line(self._code.name, 40)
            told = Content.styled(f"A new code, under {under}", SOFT)
        else:
            told = Content.styled("Type a name, then mark what goes there.", SOFT)
        self.query_one("#target", Static).update(told)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Go on to the excerpts; with some marked, see what changes."""
        message.stop()
        if self._marked:
            self.action_see()
        else:
            self._list.focus()

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Enter sees what changes; a click marks."""
        message.stop()
        if message.clicked:
            self.action_mark()
        else:
            self.action_see()

    def action_to_list(self) -> None:
        """Go from the name to the excerpts."""
        self._list.focus()

    def action_mark(self) -> None:
        """Mark the highlighted excerpt, or take its mark off; the highlight goes on."""
        row = self._list.row
        if row is not None and isinstance(row.value, Coding):
            self._marked ^= {row.value.id}
            self._fill()
            self._list.action_step(1)

    def action_mark_all(self) -> None:
        """Mark all; if all are, none."""
        every = {coding.id for coding in self._codings}
        self._marked = set() if self._marked == every else every
        self._fill()

    def action_see(self) -> None:
        """Show what the split changes."""
        from .plan_dialog import PlanDialog

        into = self._into
        if into is None:
            self.app.notify("Type the name of another code, there already or new.")
            self.query_one("#into", Input).focus()
        elif not self._marked:
            self.app.notify("Mark the excerpts that go there with Space.")
            self._list.focus()
        else:
            asked = SplitCode(self._code.id, tuple(sorted(self._marked)), into)
            self.app.push_screen(PlanDialog(asked, "split it"), self._done)

    def _done(self, plan: CodebookPlan | None) -> None:
        if plan is not None:
            self.dismiss(plan)


def _row(coding: Coding, *, marked: bool) -> Row:
    def draw(width: int) -> Content:
        box = ("[x] ", "bold $accent") if marked else ("[ ] ", SOFT)
        words = Content.assemble(" ", box, f"“{one_line(coding.text, 400)}”")
        by = said_by(coding.participant, coding.speaker, coding.source, coding.start_ms)
        lines = (words, Content("     ") + by)
        return stacked([line.truncate(max(8, width), ellipsis=True) for line in lines])

    return Row(draw, coding, coding.guid, 2)
