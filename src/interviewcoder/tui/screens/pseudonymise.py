"""Pseudonyms for the names in a study: a list to go through, each name accepted, left or called otherwise."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from ...domain.errors import StudyError
from ...domain.name_review import Candidate, NameKind, Review, free_mark, renamed
from ...domain.pseudonym_plan import PseudonymReport
from ...domain.text import clean_name, one_line, visible
from ..commands import bindings
from ..keymap import NAMES
from ..labels import counted
from ..widgets.key_footer import KeyFooter
from ..widgets.listing import Listing
from ..widgets.name_lines import about_name, heading, name_row
from .dialog import Dialog

if TYPE_CHECKING:
    from ...study import Study

_TICK = 0.25
"""Seconds between two looks at how far the finding is."""
_LINES = 5
_KINDS = tuple(NameKind)


class PseudonymiseDialog(Dialog[PseudonymReport]):
    """Lists the names that are found; dismissed with what was done.

    Args:
        key: where the key of pseudonyms will lie; one that is there gives people the pseudonyms that they had.
    """

    PLACE = "names"
    TITLE_TEXT = "Pseudonyms"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(NAMES)]
    CSS = """
    PseudonymiseDialog {
        #dialog { width: 100%; max-width: 100%; height: 1fr; max-height: 100%; padding: 0 1; }
        #dialog #names { height: 1fr; margin-top: 0; }
        #notice { height: auto; max-height: 5; color: $text-warning; }
        #name { height: 6; border-top: solid $border-blurred; }
        &.-short #name { height: 4; }
        &.-short #notice { max-height: 2; }
    }
    """

    def __init__(self, key: Path) -> None:
        super().__init__(hint="")
        self._key = key
        self._names: tuple[Candidate, ...] = ()
        self._begun_as: tuple[Candidate, ...] = ()
        self._step = ""
        self._clock: Timer | None = None

    def compose(self) -> ComposeResult:
        """The frame, and the keys under it."""
        yield from super().compose()
        yield KeyFooter()

    def parts(self) -> Iterable[Widget]:
        """What to mind, the names, and the one that is highlighted."""
        yield Static(id="notice")
        yield Listing(id="names", heading=heading, empty="Looking for names…")
        yield Static(id="name")

    # -- Looking ---------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Find the names."""
        self._list.focus()
        self._clock = self.set_interval(_TICK, self._tick)
        key = self._key
        self.ask(
            lambda study: study.pseudonymising.propose(key, told=self._told),
            self._present,
            group="names",
            refused=self._refused,
        )

    def _told(self, step: str) -> None:
        self._step = step

    def _tick(self) -> None:
        self.query_one("#notice", Static).update(Content(f"{self._step}…" if self._step else ""))

    def _stop_clock(self) -> None:
        if self._clock is not None:
            self._clock.stop()
            self._clock = None

    def _refused(self, error: StudyError) -> None:
        self._stop_clock()
        self.query_one("#notice", Static).update(Content(""))
        self._list.fill((), empty="Nothing can be shown. Esc leaves this.")
        self.show_trouble(error)

    def _present(self, review: Review) -> None:
        self._stop_clock()
        told = Content(visible("\n".join(review.notices)))
        self.query_one("#notice", Static).update(told)
        self._begun_as = review.names
        self._fill(review.names)

    def _fill(self, names: tuple[Candidate, ...]) -> None:
        self._names = names
        rows = [name_row(place, one) for place, one in enumerate(names)]
        self._list.fill(rows, empty="No name is found. a adds one.")
        accepted = sum(one.accepted for one in names)
        told = f"{counted(len(names), 'name')}, {accepted:,} accepted"
        self.query_one("#dialog").border_subtitle = Content(f"{told}   Enter: replace them")
        self._show_name()

    def on_listing_highlighted(self, message: Listing.Highlighted) -> None:
        """Tell of the name."""
        message.stop()
        self._show_name()

    def _show_name(self) -> None:
        at, shown = self._here, self.query_one("#name", Static)
        width = self.query_one("#dialog").content_size.width or self.app.size.width - 4
        most = 3 if self.has_class("-short") else _LINES
        shown.update(Content("") if at is None else about_name(self._names[at], width, most))

    @property
    def _list(self) -> Listing:
        return self.query_one("#names", Listing)

    @property
    def _here(self) -> int | None:
        row = self._list.row
        place = row.value if row is not None else None
        return place if isinstance(place, int) and place < len(self._names) else None

    # -- Going through ---------------------------------------------------------------------------------------

    def _change_here(self, change: Callable[[Candidate], Candidate]) -> bool:
        at = self._here
        if at is None:
            return False
        self.clear_trouble()
        self._fill((*self._names[:at], change(self._names[at]), *self._names[at + 1 :]))
        return True

    def action_tick(self) -> None:
        """Accept the name, or leave it; go on to the next."""
        if self._change_here(lambda one: replace(one, accepted=not one.accepted)):
            self._list.action_step(1)

    def action_tick_kind(self) -> None:
        """Accept all names of this kind, or none of them."""
        at = self._here
        if at is None:
            return
        kind, accepted = self._names[at].kind, not self._names[at].accepted
        self._fill(
            tuple(
                replace(one, accepted=accepted) if one.kind is kind else one for one in self._names
            )
        )

    def action_next_kind(self) -> None:
        """Say what the name is of: the next kind, with a pseudonym of that kind."""
        at = self._here
        if at is None:
            return
        kind = _KINDS[(_KINDS.index(self._names[at].kind) + 1) % len(_KINDS)]
        fresh = free_mark(kind, [one.pseudonym for one in self._names])
        self._change_here(lambda one: replace(one, kind=kind, pseudonym=fresh))

    def action_capital(self) -> None:
        """Only with a capital letter it is the name, or in any case."""
        self._change_here(lambda one: replace(one, capital=not one.capital))

    def action_apart(self) -> None:
        """Give the name a pseudonym of its own: it is somebody else's."""

        def fresh(one: Candidate) -> Candidate:
            mark = free_mark(one.kind, [each.pseudonym for each in self._names])
            return replace(one, pseudonym=mark)

        self._change_here(fresh)

    def action_call(self) -> None:
        """Type a pseudonym."""
        from .text_prompt import TextPrompt

        at = self._here
        if at is None:
            return
        one = self._names[at]

        def take(pseudonym: object) -> None:
            if isinstance(pseudonym, str):
                self._fill(renamed(self._names, at, pseudonym))

        label = "The pseudonym, of all names that have the same one now. What another name has makes them one person."
        self.app.push_screen(
            TextPrompt(
                f"What stands for {one_line(one.name, 40)}", label, _typed, text=one.pseudonym
            ),
            take,
        )

    def action_add(self) -> None:
        """Add a name that was not found."""
        from .text_prompt import TextPrompt

        def take(name: object) -> None:
            if isinstance(name, str):
                pseudonym = free_mark(NameKind.PERSON, [one.pseudonym for one in self._names])
                added = Candidate(name, NameKind.PERSON, pseudonym, True, why="you")
                self._fill((added, *self._names))
                self._list.highlight_key(0)

        label = "The name, as it is written. It is found as whole words."
        self.app.push_screen(TextPrompt("Add a name", label, _typed), take)

    # -- Done ------------------------------------------------------------------------------------------------

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Enter goes on to replacing; a click ticks."""
        message.stop()
        if message.clicked:
            self.action_tick()
        else:
            self.action_replace()

    def action_replace(self) -> None:
        """Look what replacing the accepted names changes, and do it."""
        from .replace_names import ReplaceNamesDialog

        accepted = tuple(one for one in self._names if one.accepted)
        if not accepted:
            self.notify("No name is accepted. Space accepts one.")
            return

        def take(report: PseudonymReport | None) -> None:
            if report is not None:
                self.dismiss(report)

        self.app.push_screen(ReplaceNamesDialog(accepted, self._key), take)

    def action_help(self) -> None:
        """Show all keys."""
        from .help import HelpDialog

        self.app.push_screen(HelpDialog(self.PLACE))

    def action_cancel(self) -> None:
        """Leave it; what was decided is given up only when that is said."""
        from .confirm import Confirm

        if self._names == self._begun_as:
            self.dismiss(None)
            return

        def leave(agreed: bool | None) -> None:
            if agreed:
                self.dismiss(None)

        self.app.push_screen(
            Confirm(
                "Leave the names as they are?",
                "What you decided about the names would be lost. Nothing in the study was changed.",
                "leave them",
            ),
            leave,
        )


def _typed(_: "Study", line: str) -> str:
    return clean_name(line)
