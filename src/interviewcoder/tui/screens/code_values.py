"""What can be done to codes on their own screen besides moving them: name, kind, colour, and splitting."""

from typing import TYPE_CHECKING

from textual.content import Content

from ...domain.codebook_change import CodebookChange, GiveColour, GiveKind
from ...domain.conflict import Seen
from ...domain.kinds import Kind
from ...domain.text import one_line
from ..labels import SOFT, chip_style, kind_chip
from ..widgets.code_colours import PALETTE
from .chooser import Chooser
from .codebook_work import CodebookWork, codes_named

if TYPE_CHECKING:
    from ...study import Study

_KINDS_OWN = "the kind's own"


class CodeValues(CodebookWork):
    """The commands of `keymap.CODES` that change what a code is."""

    def action_rename_code(self) -> None:
        """Give the highlighted code another name."""
        from .edit_prompt import EditPrompt

        code = self._chosen_code()
        if code is None:
            return
        code_id = code.id

        def verb(study: "Study", name: str, seen: Seen) -> None:
            study.codebook.update(code_id, name=name, seen=seen)

        self.app.push_screen(
            EditPrompt("Rename the code", "New name of the code", verb, "name", code.name)
        )

    def action_give_kind(self) -> None:
        """Give the chosen codes another kind."""
        codes = self.chosen_codes()
        ids = tuple(code.id for code in codes)
        choices = [(Content.assemble(kind_chip(kind), f" {kind.value}"), kind) for kind in Kind]

        def give(kind: Kind | None) -> None:
            if kind is not None:
                self._carry_out(GiveKind(ids, kind))

        if codes:
            self.app.push_screen(Chooser(f"Kind of {codes_named(codes)}", choices), give)

    def action_recolour(self) -> None:
        """Give the chosen codes a colour of the palette."""
        codes = self.chosen_codes()
        ids = tuple(code.id for code in codes)
        shown = {_KINDS_OWN: codes[0].kind.colour, **PALETTE} if codes else {}
        mark = codes[0].kind.mark if codes else ""
        choices = [
            (Content.assemble((f" {mark} ", chip_style(colour)), f" {name}", (f"  {colour}", SOFT)), name)
            for name, colour in shown.items()
        ]  # fmt: skip

        def give(name: str | None) -> None:
            if name is not None:
                self._carry_out(GiveColour(ids, None if name == _KINDS_OWN else PALETTE[name]))

        if codes:
            self.app.push_screen(Chooser(f"Colour of {codes_named(codes)}", choices), give)

    def _carry_out(self, asked: CodebookChange) -> None:
        """Do at once what neither loses nor moves anything."""
        self.change(lambda study: study.codebook.carry_out(asked), self.codes_changed)

    def action_split_code(self) -> None:
        """Pick excerpts of the highlighted code that go into another one."""
        from .split_code import SplitCodeDialog

        code = self._chosen_code()
        if code is None:
            return
        if not code.codings:
            self.app.notify(f"{one_line(code.name, 60)} has no excerpts that could be split off.")
            return
        self.app.push_screen(
            SplitCodeDialog(code, [branch.code for branch in self.branches]),
            lambda done: self.codes_changed(done) if done is not None else None,
        )
