"""Words in everything that was said: found while they are typed, as passages or in context, opened in place."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from ...domain.codebook import Code, CodeBranch
from ...domain.coding import Span
from ...domain.concordance import Line
from ...domain.redaction import Redaction
from ...domain.search import EVERYWHERE, Hit, LineOrder
from ...domain.text import visible
from ..commands import bindings
from ..keymap import SEARCH
from ..labels import SOFT, counted, named
from ..messages import PassageAsked
from ..widgets.code_lines import code_label
from ..widgets.context_lines import context_row, place_told
from ..widgets.hit_lines import hit_entry
from ..widgets.listing import Listing, Row
from ..widgets.quote_block import spaced
from ..widgets.scope_line import NamedScope, ScopeLine
from .mode_screen import ModeScreen
from .search_read import EMPTY, PAGE, Answer, Asked, answer_to, count_told, shown, told_of_nothing

if TYPE_CHECKING:
    from ...study import Study

LARGEST_PAGE = 1_600
"""So many passages more are read at once, at most, at the end of those that were read."""
_NEAR_END = 10


class WordsField(Input):
    """The line with the words; its keys also move through the hits."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "screen.step(1)", "Next hit", show=False),
        Binding("up", "screen.step(-1)", "Hit before", show=False),
        Binding("pagedown", "screen.page(1)", "Page on", show=False),
        Binding("pageup", "screen.page(-1)", "Page back", show=False),
        Binding("escape", "screen.leave_words", "To the hits", id="search.leave-words"),
    ]


class SearchScreen(ModeScreen[Answer]):
    """A line to type in, and what answers it."""

    MODE = "search"
    AUTO_FOCUS = "#words"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SEARCH)]
    DEFAULT_CSS = """
    SearchScreen {
        #line { height: auto; padding: 0 2; margin-top: 1; }
        #words {
            border: none;
            height: 1;
            padding: 0 1;
            background: $panel;
            &:focus { border: none; background-tint: $foreground 4%; }
        }
        #count { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
        #count.-trouble { height: auto; max-height: 3; text-wrap: wrap; }
        &.-short #line { margin-top: 0; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._asked = Asked()
        self._answer: Answer | None = None
        self._hits: list[Hit] = []
        self._rows: list[Row] = []

    def body(self) -> Iterable[Widget]:
        """The line, which passages are searched, the count and the hits."""
        field = WordsField(placeholder='Words, "phrases", begin*, -without, /pattern/', id="words")
        yield Vertical(field, ScopeLine(id="scope"), Static(id="count"), id="line")
        yield Listing(id="hits", classes="pane", empty=EMPTY)

    def on_mount(self) -> None:
        """Say which passages are searched."""
        super().on_mount()
        self.query_one(ScopeLine).show(self._asked.within)

    # -- Searching -------------------------------------------------------------------------------------------

    def fetch(self, study: "Study") -> Answer:
        """What is found; words that begin so, when there is no such word."""
        asked, most = self._asked, max(PAGE, len(self._hits))
        worker = get_current_worker()
        return answer_to(study, asked, most, lambda: worker.is_cancelled)

    def present(self, content: Answer) -> None:
        """Show what was found, unless something else has been asked by now."""
        if content.asked != self._asked:
            return
        before, self._answer = self._answer, content
        self._hits = list(content.hits)
        listing = self.query_one(Listing)
        if content.lines is not None:
            listing.border_title = Content("In context")
            self._rows = [context_row(line) for line in content.lines.lines]
        else:
            listing.border_title = Content("Passages")
            self._rows = _hit_rows(self._hits)
        listing.fill(self._rows, empty=told_of_nothing(content))
        if before is not None and before.asked.order is not content.asked.order:
            listing.action_edge(-1)
        self._tell()

    def _tell(self) -> None:
        """Say how much was found, or what is wrong."""
        answer = self._answer
        count = self.query_one("#count", Static)
        count.set_class(answer is not None and answer.trouble is not None, "-trouble")
        if answer is None or not answer.asked.words.strip():
            count.update(Content(""))
        elif answer.trouble is not None:
            count.update(Content.styled(visible(str(answer.trouble)), "$text-error"))
        else:
            count.update(Content.styled(count_told(answer), SOFT))

    def _ask(self, asked: Asked) -> None:
        """Search for something else; an older search that is still under way is dropped."""
        if asked == self._asked:
            return
        anew = replace(asked, in_context=False, order=LineOrder.SOURCE) != replace(
            self._asked, in_context=False, order=LineOrder.SOURCE
        )
        self._asked = asked
        self.query_one(ScopeLine).show(asked.within)
        answer = self._answer
        if anew or answer is None or answer.trouble is not None:
            self._answer, self._hits = None, []
            self.query_one(Listing).fill(())
            self._tell()
            if asked.words.lstrip().startswith("/"):
                self.query_one("#count", Static).update(Content.styled("Looking…", SOFT))
            self.reload()
        else:
            # The same is found: it is only shown in another way.
            known = replace(answer, asked=asked)
            self.ask(lambda study: shown(study, known), self.present, group="load")

    def on_input_changed(self, message: Input.Changed) -> None:
        """Search for what was typed."""
        message.stop()
        self._ask(replace(self._asked, words=message.value))

    def on_listing_highlighted(self, message: Listing.Highlighted) -> None:
        """Near the end of what was read, read on."""
        message.stop()
        answer, listing = self._answer, message.listing
        if isinstance(message.row.value, Line):
            listing.border_title = Content(f"In context: {place_told(message.row.value)}")
        if answer is None or answer.lines is not None or listing.highlighted is None:
            return
        first = len(self._hits)
        if (
            first < len(answer.found.passages)
            and listing.highlighted >= len(self._rows) - _NEAR_END
        ):
            most = min(LARGEST_PAGE, max(PAGE, first))

            def show_more(hits: Sequence[Hit]) -> None:
                if self._answer is answer and len(self._hits) == first:
                    self._hits += hits
                    more = spaced(map(_hit_row, hits))
                    self._rows = [*self._rows, *more]
                    listing.fill(self._rows)
                    self._tell()

            self.ask(
                lambda study: study.search.hits(answer.found, first, most), show_more, group="more"
            )

    # -- Keys ------------------------------------------------------------------------------------------------

    def action_edit_words(self) -> None:
        """Go to the words, all of them selected."""
        if self.is_mounted:
            field = self.query_one(WordsField)
            field.focus()
            field.select_all()

    def action_leave_words(self) -> None:
        """Go to the hits; where there are none, back to where one came from, unless a wider search may have some."""
        listing = self.query_one(Listing)
        if listing.rows or self._asked.within.scope != EVERYWHERE:
            listing.focus()
        else:
            self.coder_app.action_leave_mode()

    def action_step(self, direction: int) -> None:
        """Move through the hits while typing."""
        self.query_one(Listing).action_step(direction)

    def action_page(self, direction: int) -> None:
        """Move through the hits by pages while typing."""
        self.query_one(Listing).action_page(direction)

    def action_turn_view(self) -> None:
        """Every place in its context, or the passages."""
        self._ask(replace(self._asked, in_context=not self._asked.in_context))

    def action_next_order(self) -> None:
        """Sort the lines in another way; from passages, show them in context."""
        if not self._asked.in_context:
            self.action_turn_view()
            return
        orders = list(LineOrder)
        following = orders[(orders.index(self._asked.order) + 1) % len(orders)]
        self._ask(replace(self._asked, order=following))

    # -- Where -----------------------------------------------------------------------------------------------

    def _search_in(self, within: NamedScope) -> None:
        self._ask(replace(self._asked, within=within))

    def action_next_voices(self) -> None:
        """Search other people's words."""
        self._search_in(self._asked.within.next_voices())

    def action_turn_untagged(self) -> None:
        """Search untagged passages only, or tagged ones too."""
        self._search_in(self._asked.within.turned_untagged())

    def action_search_all(self) -> None:
        """Search everywhere again."""
        self._search_in(NamedScope())

    def action_choose_source(self) -> None:
        """Ask in which source to search."""

        def choose(sources: Sequence[tuple[int, str]]) -> None:
            self._choose("Search in which source?", "All sources", sources, NamedScope.of_source)

        self.ask(
            lambda study: [(one.id, one.name) for one in study.sources.list()],
            choose,
            group="names",
        )

    def action_choose_participant(self) -> None:
        """Ask whose words to search."""

        def choose(people: Sequence[tuple[int, str]]) -> None:
            self._choose("Whose words?", "All people", people, NamedScope.of_participant)

        self.ask(
            lambda study: [(one.id, one.name) for one in study.participants.list()],
            choose,
            group="names",
        )

    def _choose(
        self,
        title: str,
        every: str,
        names: Sequence[tuple[int, str]],
        narrowed: Callable[[NamedScope, int, str], NamedScope],
    ) -> None:
        from .chooser import Chooser

        choices = [(Content(every), (0, "")), *((named(one[1]), one) for one in names)]

        def chosen(one: tuple[int, str] | None) -> None:
            if one is not None:
                self._search_in(narrowed(self._asked.within, *one))

        self.app.push_screen(Chooser[tuple[int, str]](title, choices), chosen)

    # -- What is done with it --------------------------------------------------------------------------------

    def action_autocode(self) -> None:
        """Tag everything that participants say with these words, after a look at it."""
        if self._answer is None or self._answer.found.search is None:
            self.app.notify("Type the words to look for first.")
        elif not self._answer.found.passages:
            self.app.notify("Nothing is found that could be tagged.")
        else:
            self.ask(lambda study: study.codebook.tree(), self._choose_code, group="codes")

    def _choose_code(self, branches: Sequence[CodeBranch]) -> None:
        from .autocode import AutocodeDialog
        from .chooser import Chooser

        if self._answer is None:
            return
        choices = [(code_label(branch.code), branch.code) for branch in branches]
        query, within = self._answer.query, self._asked.within

        def chosen(code: Code | None) -> None:
            if code is not None:
                self.app.push_screen(AutocodeDialog(query, code, within), self._tell_tagged)

        self.app.push_screen(Chooser[Code]("Autocode as what?", choices), chosen)

    def _tell_tagged(self, number: int | None) -> None:
        if number:
            self.app.notify(f"Tagged {counted(number, 'excerpt')}. z takes them all back.")

    def action_like(self) -> None:
        """Find sentences that are like one that is typed."""
        from .like_dialog import open_like

        open_like(self, "")

    def action_export_lines(self) -> None:
        """Write every found place to a file."""
        from ...study.exporting import endings
        from .save_prompt import SavePrompt, Told

        if self._answer is None or not self._answer.found.passages:
            self.app.notify("Nothing is found that could be written.")
            return
        found, order = self._answer.found, self._asked.order

        def write(study: "Study", path: Path, redact: Collection[Redaction], told: Told) -> Path:
            return study.search.export_file(path, found, order, redact=redact, told=told)

        offered = self.coder_app.study_path.with_suffix(".lines.csv")
        title = "Export every place in its context"
        self.app.push_screen(SavePrompt(title, endings("concordance"), offered, write, "Exported"))

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Open the highlighted hit."""
        message.stop()
        self.query_one(Listing).action_choose()

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Open a hit in place."""
        message.stop()
        query = self._answer.query if self._answer else ""
        match message.row.value:
            case Hit() as hit:
                start, end = hit.matches[0] if hit.matches else (0, len(hit.text))
                span = Span(hit.passage_start + start, hit.passage_start + end)
                self.post_message(PassageAsked(hit.source_id, span, query))
            case Line() as line:
                self.post_message(PassageAsked(line.source_id, Span(line.start, line.end), query))


def _hit_rows(hits: Sequence[Hit]) -> list[Row]:
    return spaced(map(_hit_row, hits))[1:]


def _hit_row(hit: Hit) -> Row:
    # It is drawn to be measured, whenever more rows come.
    return Row(lru_cache(1)(partial(hit_entry, hit)), hit, (hit.source_id, hit.passage_start), None)
