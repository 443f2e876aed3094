"""What was tagged, code by code: the retrieval of excerpts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget

from ...domain.codebook import Code, CodeBranch
from ...domain.coding import Coding
from ...domain.memo import MemoTarget
from ...domain.text import name_key
from ..commands import bindings
from ..keymap import EXCERPTS
from ..labels import SOFT, counted, kind_chip, named
from ..messages import PassageAsked
from ..widgets.codebook_panel import CodebookPanel
from ..widgets.listing import Listing, Row, text_row
from ..widgets.persona_evidence import coding_row
from ..widgets.quote_block import spaced
from .codebook_work import CodebookWork
from .judging import Judging
from .mode_screen import ModeScreen

if TYPE_CHECKING:
    from ...study import Study

_NONE = "Nothing is tagged with this code yet. In a text (2), t tags the marked sentence or the selection."


@dataclass(frozen=True, slots=True)
class Excerpts:
    """What the excerpts screen shows."""

    branches: tuple[CodeBranch, ...]
    code: Code | None
    """None: all codes."""
    codings: Sequence[Coding]


class ExcerptsScreen(CodebookWork, Judging, ModeScreen[Excerpts]):
    """The codebook, and the excerpts of the highlighted code by who said them."""

    MODE = "excerpts"
    AUTO_FOCUS = "#codes"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(EXCERPTS),
        Binding("right", "go_to('excerpts')", "Excerpts", show=False, id="excerpts.to-excerpts"),
        Binding("left", "go_to('codes')", "Codes", show=False, id="excerpts.to-codes"),
    ]
    CSS = """
    ExcerptsScreen {
        #codes { width: 36; }
        #excerpts { width: 1fr; margin-left: 1; }
        &.-normal #codes { width: 32; }
        &.-narrow #panes { layout: vertical; }
        &.-narrow #codes { width: 1fr; height: 2fr; }
        &.-narrow #excerpts { margin-left: 0; height: 3fr; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._code_id: int | None = None

    def body(self) -> Iterable[Widget]:
        """The codebook and the excerpts."""
        excerpts = Listing(id="excerpts", classes="pane")
        excerpts.border_title = Content("Excerpts")
        yield Horizontal(CodebookPanel(with_all=True, id="codes"), excerpts, id="panes")

    @property
    def _excerpts(self) -> Listing:
        return self.query_one("#excerpts", Listing)

    def fetch(self, study: "Study") -> Excerpts:
        """The codebook, and the codings of the code that is highlighted."""
        branches = tuple(study.codebook.tree())
        codes = {branch.code.id: branch.code for branch in branches}
        code = codes.get(self._code_id) if self._code_id is not None else None
        return Excerpts(branches, code, study.codings.list(code=code.name if code else None))

    def present(self, content: Excerpts) -> None:
        """Show them."""
        if (content.code.id if content.code else None) == self._code_id or content.code is None:
            self._show_excerpts(content)
        self.branches = content.branches
        self.panel.show(content.branches)

    def _show_excerpts(self, content: Excerpts) -> None:
        self._excerpts.fill(_rows(content.codings, labelled=content.code is None), empty=_NONE)
        people = len({coding.participant for coding in content.codings if coding.participant})
        figures = (
            f"  {counted(len(content.codings), 'excerpt')} of {counted(people, 'participant')}"
        )
        label = (
            Content.assemble(
                kind_chip(content.code.kind, content.code.colour),
                " ",
                named(content.code.name, limit=40),
            )
            if content.code
            else Content("All codes")
        )
        self._excerpts.border_title = label + Content.styled(figures, f"not bold {SOFT}")

    def on_listing_highlighted(self, message: Listing.Highlighted) -> None:
        """Show the excerpts of the code that has the highlight."""
        message.stop()
        if message.listing is not self.panel:
            return
        value = message.row.value
        code_id = value.id if isinstance(value, Code) else None
        if code_id != self._code_id:
            self._code_id = code_id
            self._excerpts.fill(())
            self.reload()

    def on_codebook_panel_code_chosen(self, message: CodebookPanel.CodeChosen) -> None:
        """Go to the excerpts of the code."""
        message.stop()
        self._excerpts.focus()

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Open an excerpt in its source."""
        message.stop()
        if isinstance(message.row.value, Coding):
            self.post_message(PassageAsked(message.row.value.source_id, message.row.value.span))
        elif message.listing is self.panel:
            self._excerpts.focus()

    def action_go_to(self, pane: str) -> None:
        """Put the focus on the codebook or on the excerpts."""
        self.query_one(f"#{pane}", Listing).focus()

    # -- Commands --------------------------------------------------------------------------------------------

    def _chosen(self) -> Coding | None:
        row = self._excerpts.row
        if row is not None and isinstance(row.value, Coding):
            return row.value
        self.app.notify("Choose an excerpt at the right.")
        return None

    def tags_here(self) -> Sequence[Coding]:
        """The highlighted excerpt's tag."""
        row = self._excerpts.row
        return [row.value] if row is not None and isinstance(row.value, Coding) else []

    def action_untag(self) -> None:
        """Take the tag off the highlighted excerpt."""
        coding = self._chosen()
        if coding is not None:
            self.untag(coding)

    def action_memos(self) -> None:
        """Show the notes on the highlighted excerpt's tag."""
        from .memos import MemosDialog

        coding = self._chosen()
        if coding is not None:
            self.app.push_screen(MemosDialog(MemoTarget.CODING, coding.guid, coding.code))

    def action_export_codings(self) -> None:
        """Write all codings to a file."""
        from .table_files import export_codings

        export_codings(self.coder_app)


def _rows(codings: Sequence[Coding], *, labelled: bool) -> list[Row]:
    """The excerpts by who said them, people in order of their names."""

    def who(coding: Coding) -> str:
        return coding.participant or coding.speaker

    rows: list[Row] = []
    by_person = sorted(codings, key=lambda coding: name_key(who(coding)))
    for name, theirs in groupby(by_person, key=who):
        own = list(theirs)
        title = Content.assemble(
            "\n" if rows else "", named(name or "Nobody", "bold"), (f"  {len(own):,}", SOFT)
        )
        rows.append(text_row(title, selectable=False))
        rows += spaced(coding_row(coding, labelled=labelled) for coding in own)[1:]
    return rows
