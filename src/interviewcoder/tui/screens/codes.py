"""The codebook: the tree of codes with what they hold, and the page of the one that is highlighted."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from ...domain.code_page import CodePage
from ...domain.code_tree import CodeTree
from ...domain.codebook import Code
from ...domain.coding import Coding
from ..commands import bindings
from ..keymap import CODEBOOK, CODES
from ..messages import PassageAsked
from ..widgets.code_page_lines import code_page_rows
from ..widgets.code_tree_list import CodeTreeList
from ..widgets.listing import Listing
from .code_tree_work import CodeTreeWork
from .mode_screen import ModeScreen

if TYPE_CHECKING:
    from ...study import Study

_CARRYING = "↑ ↓ move   → in   ← out   Enter: drop it here   Esc: give up"
_PAGE_AFTER = 0.06
"""So many seconds the highlight has to rest on a code before its page is read."""


class CodesScreen(CodeTreeWork, ModeScreen[CodeTree]):
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
        self._page_of: int | None = None
        self._soon: Timer | None = None

    def body(self) -> Iterable[Widget]:
        """The filter, the tree and the page."""
        yield Input(placeholder="Words of names, kinds, definitions", id="filter")
        page = Listing(id="page", classes="pane")
        yield Horizontal(CodeTreeList(id="tree"), page, id="panes")
        yield Static(Content(_CARRYING), id="carrying")

    @property
    def _page(self) -> Listing:
        return self.query_one("#page", Listing)

    # -- What is on show -------------------------------------------------------------------------------------

    def fetch(self, study: "Study") -> CodeTree:
        """The codes with their counts."""
        return CodeTree(study.codebook.list())

    def present(self, content: CodeTree) -> None:
        """Show them; a code in hand is put back where the tree is another one."""
        if self._carried is not None:
            self._carried = self._carried.within(content)
            if self._carried is None:
                told = "The codebook was changed meanwhile: the code is where it was."
                self.notify(told, severity="warning")
        self._tree = content
        self.branches = tuple(content.branches)
        self._marked = {code_id for code_id in self._marked if code_id in content}
        self._show_tree()
        self._read_page()

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
