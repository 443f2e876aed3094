"""The dialog that updates a source from a corrected file: which file, a look at what becomes of the tags, then the change."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from ...domain.errors import StudyError
from ...domain.imported import ImportOptions
from ...domain.revision import Outcome, PlannedRelocation, RevisionReport
from ...domain.source import Source, SourceKind
from ...domain.text import one_line, visible
from ..labels import SOFT, counted, named
from ..widgets.listing import Listing, Row, text_row
from ..widgets.path_line import PathLine
from ..widgets.quote_block import ruled, stacked
from ..widgets.review_lines import OUTCOMES, differing, tally_line
from .dialog import Dialog
from .path_prompt import one_file

if TYPE_CHECKING:
    from ...study import Study

_HINTS = {
    "form": "Tab: complete or go on   Enter: look first   Esc: close",
    "looking": "Looking…",
    "looked": "Enter: make it so   Esc: change something",
    "making": "Moving the tags…",
    "unchanged": "Esc: change something",
}
_MOST_SHOWN = 300


class ReviseDialog(Dialog[RevisionReport]):
    """Updates a source; dismissed with what that did.

    Args:
        source: the source.
    """

    CSS = """
    ReviseDialog #dialog { width: 92; }
    ReviseDialog #dialog.-full { height: 94%; max-height: 40; }
    ReviseDialog PathLine { margin-top: 1; }
    ReviseDialog #sum { height: auto; margin-top: 1; }
    ReviseDialog #dialog #changes { height: 1fr; }
    .-short ReviseDialog #sum, .-short ReviseDialog #dialog #changes { margin-top: 0; }
    .-short ReviseDialog .hint { margin-top: 0; }
    """

    phase: reactive[str] = reactive("form", init=False)
    """Where the user is: form, looking, looked, making, or unchanged (the very file that the source is from)."""

    def __init__(self, source: Source) -> None:
        super().__init__(f"Update {one_line(source.name, 44)}", hint=_HINTS["form"])
        self._source = source

    def parts(self) -> Iterable[Widget]:
        """What is asked, and what would become of the tags."""
        is_survey = self._source.kind is SourceKind.SURVEY
        asked = (
            "The new export of the survey. New respondents are added by id; tags move with the answers."
            if is_survey
            else "The corrected transcript. Tags move with the text; what became of each is listed."
        )
        yield Static(asked, classes="label form")
        yield PathLine(placeholder="Path of a file")
        if is_survey:
            yield Input(
                placeholder="Column that names respondents (only if it is not found)",
                id="id-column",
                classes="form",
            )
        yield Static(id="sum")
        yield Listing(id="changes")

    def on_mount(self) -> None:
        """Begin with the form."""
        self._show_phase()

    def on_resize(self) -> None:
        """Leave room for the rest."""
        self.query_one(PathLine).show_lines(2 if self.size.height < 23 else 5)

    def watch_phase(self) -> None:
        """Show another phase."""
        self._show_phase()

    def _show_phase(self) -> None:
        asks = self.phase in ("form", "looking")
        for widget in (*self.query(".form"), self.query_one(PathLine)):
            widget.display = asks
        self.query_one("#sum").display = not asks
        ready = self.phase in ("looked", "making")
        self.query_one("#changes").display = ready
        self.query_one("#dialog").set_class(ready, "-full")
        self.say(_HINTS[self.phase])
        if self.phase == "looked":
            self.query_one("#changes").focus()
        elif self.phase == "form":
            self.query_one(PathLine).query_one(Input).focus()

    # -- Looking ---------------------------------------------------------------------------------------------

    def on_path_line_submitted(self, message: PathLine.Submitted) -> None:
        """Look first."""
        message.stop()
        self._look()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Look first."""
        message.stop()
        self._look()

    def _look(self) -> None:
        self.clear_trouble()
        self.phase = "looking"
        self.ask(self._verb(dry_run=True), self._show, group="look", refused=self._refused)

    def _verb(self, *, dry_run: bool) -> "Callable[[Study], RevisionReport]":
        line, source_id = self.query_one(PathLine).line, self._source.id
        column = "".join(one.value for one in self.query("#id-column").results(Input)).strip()
        options = ImportOptions(id_column=column or None)

        def act(study: "Study") -> RevisionReport:
            path: Path = one_file(line)
            return study.sources.revise(source_id, path, options, dry_run=dry_run)

        return act

    def _refused(self, error: StudyError) -> None:
        self.phase = "form"
        self.show_trouble(error)

    def _show(self, report: RevisionReport) -> None:
        total = self.query_one("#sum", Static)
        if report.unchanged:
            total.update(
                Content(
                    "This is the very file that the source was imported from. Nothing would change."
                )
            )
            self.phase = "unchanged"
            return
        tally = report.tally
        counts = (tally.kept, tally.moved, tally.ambiguous, tally.lost)
        tags = tally_line(dict(zip(Outcome, counts, strict=True)))
        told = f"Revision {report.revision}: {counted(report.passages, 'passage')}. Its tags:"
        total.update(Content("\n").join((Content(told), tags)))
        self.phase = "looked"
        self.query_one("#changes", Listing).fill(_rows(report))

    # -- Keys ------------------------------------------------------------------------------------------------

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Make it so."""
        message.stop()
        if self.phase == "looked":
            self.phase = "making"
            self.change(self._verb(dry_run=False), self._done, self._refused)

    def _done(self, report: RevisionReport) -> None:
        self.dismiss(report)

    def action_cancel(self) -> None:
        """Go back to the form; close."""
        if self.phase in ("looked", "unchanged"):
            self.phase = "form"
        elif self.phase != "making":
            self.dismiss(None)


def _rows(report: RevisionReport) -> list[Row]:
    """What else changes, then the tags to look at."""
    rows = [text_row(Content.styled(visible(warning), "$warning")) for warning in report.warnings]
    rows += [text_row(Content(visible(line))) for line in report.told]
    if report.filled:
        rows.append(text_row(Content(f"{counted(report.filled, 'closed answer')} filled in.")))
    for value in report.values:
        stays = "" if value.applied else "  set by hand, stays"
        rows.append(
            text_row(
                Content.assemble(
                    named(value.participant, "bold", 40),
                    "  ",
                    named(value.attribute, SOFT, 40),
                    "  ",
                    named(value.old or "–", limit=60),
                    " → ",
                    named(value.new, limit=60),
                    (stays, SOFT),
                )
            )
        )
    rows += [_planned_row(one) for one in report.relocations[:_MOST_SHOWN]]
    left = len(report.relocations) - _MOST_SHOWN
    if left > 0:
        rows.append(text_row(Content.styled(f"and {left:,} more", SOFT)))
    return rows or [text_row(Content("All tags stay on the same words."))]


def _planned_row(one: PlannedRelocation) -> Row:
    mark, style, word = OUTCOMES[one.outcome]

    def draw(width: int) -> Content:
        head = Content.assemble(
            (f"{mark} {word}", f"bold {style}"), "  ", named(one.code, limit=48)
        )
        words = differing(one.old_text, one.text or one.old_text)
        return stacked(
            [*ruled(head, width, most=1), *ruled(words, width, rule="$foreground 25%", most=4)]
        )

    return Row(draw, one, height=None)
