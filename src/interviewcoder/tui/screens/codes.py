"""The codebook: the tree of codes with what they hold, and the page of the one that is highlighted."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from ...domain.code_carrying import Carried
from ...domain.code_page import CodePage
from ...domain.code_tree import CodeTree
from ...domain.codebook import Code, CodeBranch
from ...domain.codebook_change import CodebookPlan, MoveCodes
from ...domain.codebook_plan import Given, planned
from ...domain.coding import Coding
from ...domain.errors import StudyError
from ..commands import bindings
from ..keymap import CODEBOOK, CODES
from ..labels import SOFT, counted
from ..messages import PassageAsked
from ..widgets.code_page_lines import code_page_rows
from ..widgets.code_tree_lines import shown_branches, tree_row
from ..widgets.code_tree_list import CodeTreeList
from ..widgets.listing import Listing
from .code_values import CodeValues
from .mode_screen import ModeScreen

if TYPE_CHECKING:
    from ...study import Study

_EMPTY = "There are no codes yet.\n\nA adds one; I reads a codebook file; t, in a text (2), makes one as you tag."
_NOTHING_FITS = "No code fits the filter. Esc takes it away."
_CARRYING = "↑ ↓ move   → under the one above   ← out   Enter: drop   Esc: give up"
_PAGE_AFTER = 0.06
"""So many seconds the highlight has to rest on a code before its page is read."""


@dataclass(frozen=True, slots=True)
class CodesRead:
    """What the screen shows."""

    tree: CodeTree


class CodesScreen(CodeValues, ModeScreen[CodesRead]):
    """The tree of codes beside the page of one; both in turn where it is narrow."""

    MODE = "codes"
    AUTO_FOCUS = "#tree"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(CODEBOOK),
        *bindings(CODES),
        Binding("escape,backspace", "step_back", "Back", show=False, id="codes.back"),
        Binding("right,l", "go_right", "Unfold", show=False, id="codes.right"),
        Binding("left,h", "go_left", "Fold", show=False, id="codes.left"),
    ]
    CSS = """
    CodesScreen {
        #filter {
            display: none;
            height: 1;
            border: none;
            margin: 0 1;
            background: $panel;
            &.-shown { display: block; }
        }
        #carrying {
            display: none;
            height: 1;
            padding: 0 1;
            background: $panel;
            color: $accent;
        }
        &.-carrying #carrying { display: block; }
        #tree { width: 11fr; padding: 0; }
        #page { width: 10fr; margin-left: 1; }
        &.-narrow #page { display: none; margin-left: 0; }
        &.-narrow.-paged #page { display: block; }
        &.-narrow.-paged #tree { display: none; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._tree = CodeTree(())
        self._folded: set[str] = set()
        self._marked: set[int] = set()
        self._carried: Carried | None = None
        self._words = ""
        self._page_of: int | None = None
        self._soon: Timer | None = None

    def body(self) -> Iterable[Widget]:
        """The filter, the tree and the page."""
        yield Input(placeholder="Words of names, kinds, definitions", id="filter")
        page = Listing(id="page", classes="pane")
        yield Horizontal(CodeTreeList(empty=_EMPTY, id="tree"), page, id="panes")
        yield Static(Content(_CARRYING), id="carrying")

    @property
    def _list(self) -> CodeTreeList:
        return self.query_one("#tree", CodeTreeList)

    @property
    def _page(self) -> Listing:
        return self.query_one("#page", Listing)

    # -- What is on show -------------------------------------------------------------------------------------

    def fetch(self, study: "Study") -> CodesRead:
        """The codes with their counts."""
        return CodesRead(CodeTree(study.codebook.list()))

    def present(self, content: CodesRead) -> None:
        """Show them; a code in hand is put back, for the tree is another one."""
        if self._carried is not None:
            self._carried = None
            self.notify("The codebook was changed: the code is where it was.", severity="warning")
        self._tree = content.tree
        self.branches = tuple(content.tree.branches)
        self._marked = {code_id for code_id in self._marked if code_id in content.tree}
        self._show_tree()
        self._read_page()

    def _show_tree(self) -> None:
        tree, carried = self._tree, self._carried
        every = carried.branches() if carried else list(tree.branches)
        shown = shown_branches(tree, every, self._folded, "" if carried else self._words)
        parents = {*tree.parents.values(), carried.parent_id if carried else None}
        hidden = _hidden(every, shown)
        rows = []
        for branch in shown:
            code = branch.code
            sign = " " if code.id not in parents else "▸" if code.id in hidden else "▾"
            rows.append(
                tree_row(
                    branch,
                    sign=sign,
                    hidden=0 if self._words else hidden.get(code.id, 0),
                    marked=code.id in self._marked,
                    carried=carried is not None and code.id == carried.code_id,
                )
            )
        listing = self._list
        listing.carrying = carried is not None
        listing.depths = [branch.depth for branch in shown]
        listing.fill(rows, empty=_NOTHING_FITS if tree.branches else _EMPTY)
        self._show_titles(len(rows))
        self.refresh_bindings()

    def _show_titles(self, shown: int) -> None:
        every = len(self._tree.branches)
        figure = f"{shown:,} of {counted(every, 'code')}" if self._words else counted(every, "code")
        if self._marked:
            figure += f", {len(self._marked):,} marked"
        self._list.border_title = Content("Codebook") + Content.styled(
            f"  {figure}", f"not bold {SOFT}"
        )
        self.set_class(self._carried is not None, "-carrying")

    # -- The page --------------------------------------------------------------------------------------------

    def on_listing_highlighted(self, message: Listing.Highlighted) -> None:
        """Read the page of the code once the highlight rests on it."""
        message.stop()
        code = self.highlighted_code
        if message.listing is self._list and code is not None and code.id != self._page_of:
            self._page_of = code.id
            self._page.fill(())
            self._page.border_title = Content("Code")
            if self._soon is not None:
                self._soon.stop()
            self._soon = self.set_timer(_PAGE_AFTER, self._read_page)

    def _read_page(self) -> None:
        code = self.highlighted_code
        if code is None:
            self._page_of = None
            self._page.fill(())
            return
        self._page_of = code.id
        self.ask(
            lambda study: study.codebook.page(code.id),
            self._show_page,
            group="page",
            refused=lambda _: None,
        )

    def _show_page(self, page: CodePage) -> None:
        if page.code.id == self._page_of and page.code.id in self._tree:
            self._page.fill(code_page_rows(self._tree.code(page.code.id), page, self._tree))

    @property
    def highlighted_code(self) -> Code | None:
        """The code that has the highlight in the tree."""
        value = self._list.row.value if self._list.row else None
        return value if isinstance(value, Code) else None

    def chosen_codes(self) -> list[Code]:
        """The codes that are marked, else the highlighted one."""
        marked = [b.code for b in self._tree.branches if b.code.id in self._marked]
        return marked or super().chosen_codes()

    def codes_changed(self, done: CodebookPlan) -> None:
        """What was marked has been worked on."""
        self._marked = set()
        self._show_tree()
        super().codes_changed(done)

    # -- Walking ---------------------------------------------------------------------------------------------

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Open the page of a code; from the page, an excerpt in its source, or another code."""
        message.stop()
        match message.row.value:
            case Coding(source_id=source_id, span=span):
                self.post_message(PassageAsked(source_id, span))
            case Code() as code if message.listing is self._list:
                self._open_page()
            case Code() as code:
                self._go_to(code)

    def _open_page(self) -> None:
        self.add_class("-paged")
        self._page.focus()

    def _close_page(self) -> None:
        self.remove_class("-paged")
        self._list.focus()

    def _go_to(self, code: Code) -> None:
        """Put the highlight on a code, wherever it is hidden."""
        self._folded -= {above.guid for above in self._tree.above(code.id)}
        if self._words:
            self.query_one("#filter", Input).value = ""
        self._words = ""
        self._show_tree()
        self._list.highlight_key(code.guid)
        self._close_page()

    def action_go_right(self) -> None:
        """Unfold the branch; of an open one, or a code without any, go to the page."""
        if self._carried is not None:
            self._carry(self._carried.into())
            return
        code = self.highlighted_code
        if code is None or self._page.has_focus:
            return
        if code.guid in self._folded:
            self._fold(code, fold=False)
        else:
            self._open_page()

    def action_go_left(self) -> None:
        """Fold the branch; of a folded one, or a code without any, go to the code above."""
        if self._carried is not None:
            self._carry(self._carried.out())
            return
        if self._page.has_focus:
            self._close_page()
            return
        code = self.highlighted_code
        if code is None:
            return
        if self._tree.children(code.id) and code.guid not in self._folded and not self._words:
            self._fold(code, fold=True)
        elif above := self._tree.above(code.id):
            self._list.highlight_key(above[-1].guid)

    def _fold(self, code: Code, *, fold: bool) -> None:
        if fold:
            self._folded.add(code.guid)
        else:
            self._folded.discard(code.guid)
        self._show_tree()

    def on_code_tree_list_fold_asked(self, message: CodeTreeList.FoldAsked) -> None:
        """Fold or unfold a branch by its sign."""
        message.stop()
        if self._tree.children(message.code.id):
            self._fold(message.code, fold=message.code.guid not in self._folded)

    def action_fold_all(self) -> None:
        """Show only the codes at the top."""
        code = self.highlighted_code
        parents = set(self._tree.parents.values())
        self._folded = {b.code.guid for b in self._tree.branches if b.code.id in parents}
        self._show_tree()
        if code is not None and (above := self._tree.above(code.id)):
            self._list.highlight_key(above[0].guid)

    def action_unfold_all(self) -> None:
        """Show all codes."""
        self._folded = set()
        self._show_tree()

    # -- Filter ----------------------------------------------------------------------------------------------

    def action_filter(self) -> None:
        """Narrow the tree by typing."""
        line = self.query_one("#filter", Input)
        line.add_class("-shown")
        line.focus()

    def on_input_changed(self, message: Input.Changed) -> None:
        """Filter while typing."""
        message.stop()
        if message.value != self._words:
            self._words = message.value
            self._show_tree()
            fitting = self._words.casefold().split()
            for row in self._list.rows if fitting else ():
                if isinstance(row.value, Code) and fitting[0] in row.value.name.casefold():
                    self._list.highlight_key(row.key)
                    break

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Go to what was found."""
        message.stop()
        if self._words.strip():
            self._close_page()
        else:
            self._clear_filter()

    def _clear_filter(self) -> None:
        line = self.query_one("#filter", Input)
        line.value = ""
        line.remove_class("-shown")
        self._words = ""
        self._show_tree()
        self._close_page()

    # -- Marks -----------------------------------------------------------------------------------------------

    def action_mark(self) -> None:
        """Mark the highlighted code, or take its mark off; the highlight goes on."""
        code = self._chosen_code()
        if code is not None:
            self._marked ^= {code.id}
            self._show_tree()
            self._list.action_step(1)

    def action_step_back(self) -> None:
        """One step back: from carrying, from the page, from the filter, from the marks."""
        if self._carried is not None:
            self._carried = None
            self._show_tree()
        elif self._page.has_focus:
            self._close_page()
        elif self.query_one("#filter", Input).has_class("-shown"):
            self._clear_filter()
        elif self._marked:
            self._marked = set()
            self._show_tree()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Escape leaves the screen when there is nothing else to go back from; a code in hand is dropped first."""
        carrying = self._carried is not None
        if action == "step_back":
            return bool(
                carrying
                or self._marked
                or self._page.has_focus
                or self.query_one("#filter", Input).has_class("-shown")
            )
        if carrying:
            return action in ("go_right", "go_left")
        return super().check_action(action, parameters)

    # -- Carrying --------------------------------------------------------------------------------------------

    def action_pick_up(self) -> None:
        """Take the highlighted code in hand."""
        code = self._chosen_code()
        if code is not None:
            if self._words:
                self._clear_filter()
                self._list.highlight_key(code.guid)
            self._close_page()
            self._carry(Carried.picked_up(self._tree, code.id))

    def _carry(self, carried: Carried) -> None:
        self._carried = carried
        above = carried.parent_id
        while above is not None:
            # Where it goes is to be seen.
            self._folded.discard(self._tree.code(above).guid)
            above = self._tree.parents[above]
        self._show_tree()
        self._list.highlight_key(self._tree.code(carried.code_id).guid)

    def on_code_tree_list_stepped(self, message: CodeTreeList.Stepped) -> None:
        """Carry the code up or down."""
        message.stop()
        if self._carried is not None:
            self._carry(self._carried.down() if message.direction > 0 else self._carried.up())

    def on_code_tree_list_dropped(self, message: CodeTreeList.Dropped) -> None:
        """Leave the code where it is."""
        message.stop()
        carried = self._carried
        if carried is None:
            return
        asked, tree = carried.asked, carried.tree
        # What is on show stays until it is on disk, or refused.
        self._carried = None
        self._list.carrying = False
        if not carried.has_moved:
            self._show_tree()
            return
        plan = planned(asked, Given(tree))
        self.change(
            lambda study: study.codebook.carry_out(asked, seen=plan),
            self.codes_changed,
            self._not_dropped,
        )

    def _not_dropped(self, error: StudyError) -> None:
        self._show_tree()
        self.coder_app.say_refused(error)

    def on_code_tree_list_dragged_onto(self, message: CodeTreeList.DraggedOnto) -> None:
        """Show what moving the code under the other one does."""
        message.stop()
        self.preview(MoveCodes((message.code.id,), message.onto.id), "move")


def _hidden(every: list[CodeBranch], shown: list[CodeBranch]) -> dict[int, int]:
    """By code's id: how many codes are folded away under it."""
    there = {branch.code.id for branch in shown}
    hidden: dict[int, int] = {}
    last = 0
    for branch in every:
        if branch.code.id in there:
            last = branch.code.id
        elif last:
            hidden[last] = hidden.get(last, 0) + 1
    return hidden
