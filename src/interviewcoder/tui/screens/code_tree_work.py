"""The tree on the codebook's screen: what of it is on show, folded, filtered, marked, and carried elsewhere."""

from textual.content import Content
from textual.widgets import Input

from ...domain.code_carrying import Carried
from ...domain.code_tree import CodeTree
from ...domain.codebook import Code, CodeBranch
from ...domain.codebook_change import CodebookPlan, MoveCodes
from ...domain.codebook_plan import Given, planned
from ...domain.errors import StudyError
from ..labels import SOFT, counted
from ..widgets.code_tree_lines import shown_branches, tree_row
from ..widgets.code_tree_list import CodeTreeList
from .code_values import CodeValues

_EMPTY = "There are no codes yet.\n\nA adds one; I reads a codebook file; t, in a text (2), makes one as you tag."
_NOTHING_FITS = "No code fits the filter. Esc takes it away."


class CodeTreeWork(CodeValues):
    """What is done to the tree, for the screen that shows it in `#tree` under the line `#filter`."""

    def __init__(self) -> None:
        super().__init__()
        self._tree = CodeTree(())
        self._folded: set[str] = set()
        """GUIDs of codes."""
        self._marked: set[int] = set()
        self._carried: Carried | None = None
        self._words = ""

    @property
    def _list(self) -> CodeTreeList:
        return self.query_one("#tree", CodeTreeList)

    def _close_page(self) -> None:
        """Go back to the tree."""
        self._list.focus()

    # -- What is on show -------------------------------------------------------------------------------------

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

    # -- Folding ---------------------------------------------------------------------------------------------

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
