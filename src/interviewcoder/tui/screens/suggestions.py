"""The review queue: for one code what may go with it, and what may not; the user says yes or no, and it learns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from ...domain.codebook import Code, CodeBranch
from ...domain.coding import Span, Suggested
from ...domain.errors import StudyError
from ...domain.found import FoundCode
from ...domain.suggestion import Progress, QueueEntry, Why
from ...domain.text import one_line
from ..commands import bindings
from ..keymap import SUGGESTIONS
from ..labels import SOFT, kind_chip, named, percent
from ..messages import PassageAsked
from ..widgets.codebook_panel import CodebookPanel
from ..widgets.found_line import FoundLine
from ..widgets.listing import Listing, Row
from ..widgets.quote_block import spaced
from ..widgets.suggestion_lines import queue_row
from .codebook_work import CodebookWork
from .mode_screen import ModeScreen

if TYPE_CHECKING:
    from ...study import Study

MOST = 40
"""So many entries are shown at once; what is decided makes room for others."""

_LOOKING = "Looking…"
_CHOOSE = "Choose a code at the left: what may go with it is listed here."
_NONE = (
    "Nothing more is like this code.\n\nSuggestions are made from the code's name, its definition and what is tagged with it: "
    "the more of these, the better they get."
)
_OFF = "Suggestions are off.\n\nThe line 'suggestions = false' in the file of settings says so."

Place = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Queued:
    """What the screen shows."""

    branches: tuple[CodeBranch, ...]
    asked: int | None
    """The id of the code that it was asked of."""
    code: Code | None
    """The code that it is of: the one asked of, or the first with entries while nobody has chosen one."""
    entries: Sequence[QueueEntry]
    model: str


@dataclass(frozen=True, slots=True)
class Widened:
    """Words that an entry was widened to."""

    span: Span
    text: str


class SuggestionsScreen(CodebookWork, ModeScreen[Queued]):
    """The codebook, and the queue of the highlighted code."""

    MODE = "suggestions"
    AUTO_FOCUS = "#codes"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(SUGGESTIONS),
        Binding("right", "go_to('queue')", "Queue", show=False, id="suggestions.to-queue"),
        Binding("left", "go_to('codes')", "Codes", show=False, id="suggestions.to-codes"),
    ]
    CSS = """
    SuggestionsScreen {
        #codes { width: 36; }
        #queue-side { width: 1fr; margin-left: 1; }
        #queue { height: 1fr; }
        &.-normal #codes { width: 30; }
        &.-narrow #panes { layout: vertical; }
        &.-narrow #codes { width: 1fr; height: 2fr; }
        &.-narrow #queue-side { margin-left: 0; height: 3fr; }
    }
    """

    @dataclass
    class Indexed(Message):
        """The texts are read so far, 0 to 1."""

        share: float

    @dataclass
    class Estimated(Message):
        """It is known so far how much of the code is found, 0 to 1."""

        share: float

    def __init__(self) -> None:
        super().__init__()
        self._code_id: int | None = None
        self._nobody_chose = True
        """Whether the code is the one that came first by itself."""
        self._model = ""
        self._entries: Sequence[QueueEntry] = ()
        self._widened: dict[Place, Widened] = {}
        self._kept: set[tuple[int, Place]] = set()
        """Doubtful tags that were looked at and stay, by their code, while the screen lives."""

    def body(self) -> Iterable[Widget]:
        """The codebook and the queue."""
        queue = Listing(id="queue", classes="pane", empty=_CHOOSE)
        queue.border_title = Content("Suggestions")
        side = Vertical(FoundLine(), queue, id="queue-side")
        yield Horizontal(CodebookPanel(id="codes"), side, id="panes")

    @property
    def _queue(self) -> Listing:
        return self.query_one("#queue", Listing)

    # -- What is on show -------------------------------------------------------------------------------------

    def fetch(self, study: "Study") -> Queued:
        """The codebook, and the queue of the code that is highlighted; the first time all texts are read."""
        asked, seeks = self._code_id, self._nobody_chose
        branches = tuple(study.codebook.tree())
        codes = [branch.code for branch in branches]
        tried = [code for code in codes if code.id == asked]
        if not tried or not self.coder_app.suggesting:
            return Queued(branches, asked, None, (), "")
        worker = get_current_worker()
        for progress in study.suggestions.index():
            if worker.is_cancelled:
                return Queued(branches, asked, None, (), "")
            self.post_message(self.Indexed(progress.share))
        if seeks:
            # A code that only groups others is asked about last: little is learned of it.
            tried = sorted(codes, key=lambda code: not code.codings)
        for code in tried:
            entries = study.suggestions.queue(code.id, top=MOST + len(self._kept))
            if entries or worker.is_cancelled:
                return Queued(branches, asked, code, entries, study.suggestions.model)
        return Queued(branches, asked, tried[0], (), study.suggestions.model)

    def on_suggestions_screen_indexed(self, message: Indexed) -> None:
        """Say how far the reading is, while there is nothing else to show."""
        message.stop()
        if message.share < 1 and not self._queue.rows:
            self._queue.fill((), empty=f"{_LOOKING} The texts are read: {percent(message.share)}.")

    def present(self, content: Queued) -> None:
        """Show them; the highlight stays in its place where what it was on is decided."""
        self.branches = content.branches
        self.panel.show(content.branches)
        self.query_one(FoundLine).found = None
        if not self.coder_app.suggesting:
            self._queue.fill((), empty=_OFF)
            return
        code = content.code
        if code is None or content.asked != self._code_id:
            return
        if code.id != self._code_id:
            self._code_id = code.id
            self.panel.highlight_key(code.guid)
        self._model = content.model
        self._entries = [
            entry for entry in content.entries if (code.id, _place_of(entry)) not in self._kept
        ]
        self._queue.border_title = Content.assemble(
            kind_chip(code.kind, code.colour), " ", named(code.name, limit=40)
        ) + Content.styled("  yes or no?", f"not bold {SOFT}")
        self._fill()
        if self._nobody_chose and self._entries:
            self._nobody_chose = False
            self._queue.focus()

    def _fill(self) -> None:
        before = self._queue.highlighted or 0
        rows: list[Row] = []
        for entry in self._entries[:MOST]:
            place = _place_of(entry)
            widened = self._widened.get(place)
            rows.append(queue_row(entry, place, widened.text if widened else None))
        self._queue.fill(spaced(rows)[1:], empty=_NONE)
        if rows and self._queue.row is None:
            self._queue.highlighted = min(before, 2 * len(rows) - 2)

    def on_listing_highlighted(self, message: Listing.Highlighted) -> None:
        """Show the queue of the code that has the highlight."""
        message.stop()
        code = self.panel.code
        if message.listing is self.panel and code is not None and code.id != self._code_id:
            self._nobody_chose &= self._code_id is None
            self._code_id = code.id
            self._entries = ()
            self._leave_off_estimate()
            self._queue.fill((), empty=_LOOKING if self.coder_app.suggesting else _OFF)
            self.reload()

    def on_codebook_panel_code_chosen(self, message: CodebookPanel.CodeChosen) -> None:
        """Go to the queue of the code."""
        message.stop()
        self._queue.focus()

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Open an entry in its source."""
        message.stop()
        if isinstance(message.row.value, QueueEntry):
            one = message.row.value.excerpt
            self.post_message(PassageAsked(one.source_id, self._span_of(message.row.value)))
        elif message.listing is self.panel:
            self._queue.focus()

    def action_go_to(self, pane: str) -> None:
        """Put the focus on the codebook or on the queue."""
        self.query_one(f"#{pane}", Listing).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys about an entry work in the queue only, where it is seen what they are about."""
        if action in ("accept", "reject", "widen", "why", "like", "how_much"):
            return self.is_mounted and self.focused is self._queue
        return True

    def on_descendant_focus(self) -> None:
        """The keys of a pane go with the focus."""
        self.refresh_bindings()

    # -- Yes and no ------------------------------------------------------------------------------------------

    def _here(self) -> QueueEntry | None:
        row = self._queue.row
        if row is not None and isinstance(row.value, QueueEntry):
            return row.value
        self.notify("Choose what is suggested at the right.")
        return None

    def _span_of(self, entry: QueueEntry) -> Span:
        widened = self._widened.get(_place_of(entry))
        return widened.span if widened else entry.excerpt.span

    def _words_of(self, entry: QueueEntry) -> str:
        widened = self._widened.get(_place_of(entry))
        return widened.text if widened else entry.excerpt.text

    def _by(self, entry: QueueEntry) -> Suggested:
        return Suggested(self._model, round(entry.excerpt.score, 2))

    def _decided(self, entry: QueueEntry) -> None:
        """Take an entry off the list at once; what comes after it is loaded when the change is on disk."""
        self._entries = [one for one in self._entries if one is not entry]
        self._fill()

    def action_accept(self) -> None:
        """Yes: tag the words; a doubtful tag stays as it is."""
        entry = self._here()
        if entry is None:
            return
        one = entry.excerpt
        if entry.why is Why.DOUBTFUL:
            self._kept.add((one.code_id, _place_of(entry)))
            self._decided(entry)
            self.notify(f"“{one_line(one.code, 60)}” stays on these words.")
            return
        span, by, seen = self._span_of(entry), self._by(entry), {"words": self._words_of(entry)}
        self._decided(entry)
        self.change(
            lambda study: study.codings.tag(
                one.source_id, span, [one.code_id], suggested=by, seen=seen
            ),
            lambda _: self.notify(f"Tagged: {one_line(one.code, 60)}. z takes it back."),
        )

    def action_reject(self) -> None:
        """No: it is not suggested again; a doubtful tag is taken off."""
        entry = self._here()
        if entry is None:
            return
        one, by = entry.excerpt, self._by(entry)
        self._decided(entry)
        if entry.why is Why.DOUBTFUL and entry.coding_id is not None:
            coding_id = entry.coding_id
            self.change(
                lambda study: study.codings.untag([coding_id]),
                lambda _: self.notify(f"“{one_line(one.code, 60)}” is off. z brings it back."),
            )
            return
        seen = {"words": one.text}
        self.change(
            lambda study: study.rejections.reject(
                one.source_id, one.span, one.code_id, by, seen=seen
            ),
            lambda _: self.notify("It is not suggested again. z takes that back."),
        )

    def action_like(self) -> None:
        """Show what is like the words of the entry in the whole study."""
        from .like_dialog import open_like

        entry = self._here()
        if entry is not None:
            open_like(self, self._words_of(entry))

    def action_why(self) -> None:
        """Show all that speaks for the code on the words of the entry."""
        from .why_dialog import WhyDialog, open_why

        entry = self._here()
        if entry is not None:
            one = entry.excerpt
            span = self._span_of(entry)
            open_why(self, WhyDialog(one.code, one.code_id, one.score, one.source_id, span))

    def action_widen(self) -> None:
        """Take the whole turn instead of the sentence, or the sentence again."""
        entry = self._here()
        if entry is None or entry.why is Why.DOUBTFUL:
            return
        place, one = _place_of(entry), entry.excerpt
        if self._widened.pop(place, None) is not None:
            self._fill()
            return

        def widen(study: "Study") -> Widened:
            span = study.suggestions.widened(one.source_id, one.span)
            words = study.sources.words(one.source_id, span)
            return Widened(span, words)

        def take(widened: Widened) -> None:
            self._widened[place] = widened
            self._fill()

        self.ask(widen, take, group="widen")

    # -- How much is found -----------------------------------------------------------------------------------

    def action_how_much(self) -> None:
        """Estimate how much of the code is found, in a worker."""
        code_id = self._code_id
        if code_id is None or not self.coder_app.suggesting:
            self.notify("Choose a code at the left.")
            return

        def estimate(study: "Study") -> FoundCode | None:
            worker = get_current_worker()
            for event in study.suggestions.found(code_id):
                if worker.is_cancelled:
                    return None
                if not isinstance(event, Progress):
                    return event.codes[0]
                self.post_message(self.Estimated(event.share))
            return None

        def tell(found: FoundCode | None) -> None:
            self._queue.border_subtitle = Content("")
            if found is not None and found.code_id == self._code_id:
                self.query_one(FoundLine).found = found

        self.post_message(self.Estimated(0.0))
        self.ask(estimate, tell, group="found", refused=self._not_estimated)

    def _not_estimated(self, error: StudyError) -> None:
        self._queue.border_subtitle = Content("")
        self.coder_app.say_refused(error)

    def _leave_off_estimate(self) -> None:
        """What was asked of the code that had the highlight before is not told any more."""
        self.workers.cancel_group(self, "found")
        self.query_one(FoundLine).found = None

    def on_suggestions_screen_estimated(self, message: Estimated) -> None:
        """Say how far it is."""
        message.stop()
        self._queue.border_subtitle = Content(f"how much is found: {percent(message.share)}")


def _place_of(entry: QueueEntry) -> Place:
    one = entry.excerpt
    return (one.source_id, one.span.start, one.span.end)
