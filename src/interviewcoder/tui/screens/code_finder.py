"""The dialog that tags: finds codes by typing, several at once, or makes a new one."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from ...domain.codebook import Code, CodeBranch, CodeDraft
from ...domain.coding import Coding, Span
from ...domain.errors import StudyError
from ...domain.kinds import Kind
from ...domain.near_names import NearNames, nearly
from ...domain.text import name_key, one_line
from ..labels import SOFT, kind_chip, named
from ..messages import TagsMade
from ..widgets.code_lines import code_label
from ..widgets.code_match import best_first
from ..widgets.finder_line import DIGITS, FinderLine
from ..widgets.listing import Listing, Row, text_row
from ..widgets.quote_block import quoted
from .chooser import Chooser
from .dialog import Dialog

_CREATE = "create"
_QUOTE_LINES = 3
_KINDS: Sequence[Kind | None] = (None, *Kind)


class CodeFinder(Dialog[list[int]]):
    """Tags an excerpt; dismissed with the ids of the codes that were put on it.

    Args:
        source_id: the excerpt's source.
        span: the excerpt.
        quote: its words.
        branches: the codebook.
        recent: ids of the codes used last, the newest first.
        kind: the kind whose codes are shown at first; None: all.
    """

    TALL = True
    TITLE_TEXT = "Tag"
    HINT: ClassVar[str] = (
        "1-9, Enter: tag   Tab: several   Ctrl+K: one kind   F2: pin   Esc: leave it"
    )
    CSS = """
    CodeFinder {
        #line { margin-top: 1; }
        &.-short #line { margin-top: 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", "Down", show=False, priority=True),
        Binding("up", "step(-1)", "Up", show=False, priority=True),
        Binding("pagedown", "page(1)", "Page down", show=False, priority=True),
        Binding("pageup", "page(-1)", "Page up", show=False, priority=True),
        Binding("tab", "mark", "Mark", show=False, id="finder.mark"),
        Binding("enter", "accept", "Tag", show=False, id="finder.tag"),
        Binding("ctrl+k", "next_kind", "Kind", show=False, priority=True, id="finder.kind"),
        Binding("f2", "pin", "Pin", show=False, priority=True, id="finder.pin"),
    ]

    def __init__(
        self,
        source_id: int,
        span: Span,
        quote: str,
        branches: Sequence[CodeBranch],
        recent: Sequence[int] = (),
        kind: Kind | None = None,
    ) -> None:
        super().__init__(hint=self.HINT)
        self._source_id = source_id
        self._span = span
        self._quote = quote
        self._branches = branches
        self._parents = _parents_of(branches)
        self._recent = {code_id: place for place, code_id in enumerate(recent)}
        self._near = NearNames(branch.code.name for branch in branches)
        self._warned_of = ""
        self._marked: dict[int, Code] = {}
        self._kind = kind

    def parts(self) -> Iterable[Widget]:
        """The words to be tagged, the line and the codes."""
        yield Static(id="quote", classes="label")
        yield FinderLine(placeholder="A code, a word of its definition, or a new name", id="line")
        yield Listing(id="codes", empty="No such code. Type a name to make one.")

    def on_mount(self) -> None:
        """Show the words and all codes."""
        self.call_after_refresh(self._show_quote)
        self._show_kind()
        self._show()

    def _show_quote(self) -> None:
        quote = self.query_one("#quote", Static)
        lines = quoted(self._quote).wrap(max(8, quote.size.width))
        if len(lines) > _QUOTE_LINES:
            half = _QUOTE_LINES // 2
            lines = [*lines[: half + 1], Content("…"), *lines[-1:]]
        quote.update(Content("\n").join(line.rstrip() for line in lines))

    # -- Finding ---------------------------------------------------------------------------------------------

    @property
    def _words(self) -> str:
        return self.query_one("#line", Input).value

    def on_input_changed(self, message: Input.Changed) -> None:
        """Narrow the list."""
        message.stop()
        self._warned_of = ""
        self.clear_trouble()
        self._show()

    def _show(self) -> None:
        words = self._words
        codes = [branch.code for branch in self._branches]
        if self._kind is not None:
            codes = [code for code in codes if code.kind is self._kind]
        found = best_first(words, codes, self._parents)
        wanted = name_key(words)
        if wanted:
            rows = [self._row(code) for code in found]
        else:
            found = sorted(found, key=lambda code: self._recent.get(code.id, len(self._recent)))
            rows = [self._row(code, place) for place, code in enumerate(found)]
        if wanted and all(name_key(branch.code.name) != wanted for branch in self._branches):
            near = self._near.of(words)
            rows.append(self._create_row(words, near))
            shown = {code.id for code in found}
            rows += [
                self._row(branch.code)
                for branch in self._branches
                if branch.code.name in near and branch.code.id not in shown
            ]
        listing = self.query_one(Listing)
        listing.fill(rows)
        listing.highlighted = 0 if rows else None

    def _row(self, code: Code, place: int | None = None) -> Row:
        marked = code.id in self._marked
        digit = "" if place is None else DIGITS[place : place + 1] or " "

        def draw(width: int) -> Content:
            mark = Content.styled("✓ ", "bold $success") if marked else Content("  ")
            if digit and not marked:
                mark = Content.styled(f"{digit} ", "$footer-key-foreground")
            label = (mark + code_label(code)).truncate(max(10, width), ellipsis=True)
            room = width - label.cell_length - 3
            if room < 12:
                return label
            told = one_line(code.definition or self._parents[code.id], 200)
            return label + Content.styled(f"   {told}", SOFT).truncate(room + 3, ellipsis=True)

        return Row(draw, code, code.id)

    def _create_row(self, words: str, near: Sequence[str]) -> Row:
        kind = self._kind
        chip = Content.assemble(" ", kind_chip(kind)) if kind else Content("")
        alike = f"  nearly “{one_line(near[0], 40)}”" if near else ""
        label = Content.assemble(
            ("+ ", "bold $success"),
            "Make the code ",
            named(words, "bold"),
            chip,
            (alike, "$warning"),
        )
        return text_row(label, _CREATE, _CREATE)

    # -- Keys ------------------------------------------------------------------------------------------------

    def action_step(self, direction: int) -> None:
        """Move the highlight while the cursor stays in the line."""
        self.query_one(Listing).action_step(direction)

    def action_page(self, direction: int) -> None:
        """Move the highlight by a page."""
        self.query_one(Listing).action_page(direction)

    def action_next_kind(self) -> None:
        """Show codes of the next kind only; after the last one, all."""
        self._kind = _KINDS[(_KINDS.index(self._kind) + 1) % len(_KINDS)]
        self._show_kind()
        self._show()

    def _show_kind(self) -> None:
        frame = self.query_one("#dialog")
        title = one_line(self._dialog_title, 60)
        frame.border_title = (
            Content.assemble(f"{title}: ", kind_chip(self._kind), f" {self._kind.plural}")
            if self._kind
            else Content(title)
        )

    def on_key(self, event: events.Key) -> None:
        """Keys that come before the line has the focus are typed all the same."""
        line = self.query_one(FinderLine)
        if not line.has_focus:
            line.type_ahead(event)

    def on_finder_line_row_asked(self, message: FinderLine.RowAsked) -> None:
        """Tag with one of the first rows."""
        message.stop()
        rows = self.query_one(Listing).rows
        if message.place < len(rows) and isinstance(code := rows[message.place].value, Code):
            self._marked.setdefault(code.id, code)
            self._tag(tuple(self._marked))

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Tag; what was typed before is in the list by now, however quickly it was."""
        message.stop()
        self.action_accept()

    def action_pin(self) -> None:
        """Pin the highlighted code on a digit."""
        from .pinning import ask_to_pin

        row = self.query_one(Listing).row
        if row is not None and isinstance(row.value, Code):
            ask_to_pin(self, row.value, self._branches, lambda: None)

    def action_mark(self) -> None:
        """Take the highlighted code as one of several, or leave it; the line is free for the next."""
        listing = self.query_one(Listing)
        code = listing.row.value if listing.row else None
        if not isinstance(code, Code):
            return
        if self._marked.pop(code.id, None) is None:
            self._marked[code.id] = code
        line = self.query_one("#line", Input)
        if line.value:
            line.value = ""
        else:
            place = listing.highlighted
            self._show()
            listing.highlighted = place
            listing.action_step(1)
        names = ", ".join(one_line(marked.name, 30) for marked in self._marked.values())
        self.query_one("#dialog").border_subtitle = Content(one_line(names, 60))

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Tag by mouse."""
        message.stop()
        self.action_accept()

    def action_accept(self) -> None:
        """Tag with the codes that were marked and, with something typed or nothing marked, the highlighted one."""
        row = self.query_one(Listing).row
        if row is not None and row.value == _CREATE:
            self._create(self._words)
            return
        if row is not None and isinstance(row.value, Code) and (self._words or not self._marked):
            self._marked.setdefault(row.value.id, row.value)
        if self._marked:
            self._tag(tuple(self._marked))

    # -- Tagging ---------------------------------------------------------------------------------------------

    def _create(self, name: str) -> None:
        """Make a code below the branch of the kind on show; else ask where it belongs."""
        near = self._near.of(name)
        if near and self._warned_of != name:
            self._warned_of = name
            self.show_trouble(
                StudyError(
                    nearly(near[:1]),
                    "Enter again: make the new one all the same.",
                )
            )
        elif self._kind is not None:
            home = next((b.code.name for b in self._branches if b.code.kind is self._kind), None)
            self._tag(tuple(self._marked), CodeDraft(name, self._kind, home))
        else:
            title = f"Where does {one_line(name, 30)} belong?"
            self.app.push_screen(Chooser(title, homes(self._branches, name)), self._create_there)

    def _create_there(self, draft: CodeDraft | None) -> None:
        if draft is not None:
            self._tag(tuple(self._marked), draft)

    def _tag(self, code_ids: Sequence[int], draft: CodeDraft | None = None) -> None:
        source_id, span, seen = self._source_id, self._span, {"words": self._quote}
        self.attempt(
            lambda study: study.codings.tag(source_id, span, code_ids, new_code=draft, seen=seen),
            lambda made: self._tagged(code_ids, made),
        )

    def _tagged(self, code_ids: Sequence[int], made: Sequence[Coding]) -> None:
        self.coder_app.mode_screen.post_message(TagsMade(made))
        fresh = [coding.code_id for coding in made if coding.code_id not in code_ids]
        names = ", ".join(dict.fromkeys(coding.code for coding in made))
        if made:
            self.app.notify(f"Tagged: {names}. z takes it back.")
        else:
            self.app.notify("You have tagged these words so already.")
        self.dismiss([*code_ids, *fresh])


def homes(branches: Sequence[CodeBranch], name: str) -> list[tuple[Content, CodeDraft]]:
    """The places in the codebook for a new code of this name, the top of it last."""
    top = Content.assemble(kind_chip(Kind.OTHER), " At the top of the codebook")
    return [
        *[
            (
                code_label(branch.code).pad_left(2 * branch.depth),
                CodeDraft(name, None, branch.code.name),
            )
            for branch in sorted(branches, key=lambda branch: branch.depth > 0)
        ],
        (top, CodeDraft(name)),
    ]


def _parents_of(branches: Sequence[CodeBranch]) -> dict[int, str]:
    """For each code the names of the codes above it, as they are compared."""
    names = {branch.code.id: branch.code.name for branch in branches}
    above: dict[int, str] = {}
    for branch in branches:
        parent = branch.code.parent_id
        known = f"{above.get(parent, '')} {name_key(names.get(parent, ''))}" if parent else ""
        above[branch.code.id] = known.strip()
    return above
