"""What can be done to codes on the screens that show the codebook; all of it undoes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from ...domain.code_tree import CodeTree
from ...domain.codebook import Code, CodeBranch
from ...domain.codebook_change import (
    CodebookChange,
    CodebookPlan,
    MergeCodes,
    MoveCodes,
    RemoveCodes,
)
from ...domain.coding import Coding
from ...domain.memo import MemoTarget
from ...domain.text import one_line
from ..labels import counted
from ..widgets.code_lines import code_label
from ..widgets.codebook_panel import CodebookPanel
from ..work import StudyWork
from .chooser import Chooser

if TYPE_CHECKING:
    from ...study.codebook import CodebookReport


class CodebookWork(StudyWork):
    """The commands of `keymap.CODEBOOK` and taking tags off, for a screen that shows the codebook."""

    branches: tuple[CodeBranch, ...] = ()
    """The codebook as it was read last."""

    @property
    def panel(self) -> CodebookPanel:
        """The codebook on this screen."""
        return self.query_one(CodebookPanel)

    @property
    def highlighted_code(self) -> Code | None:
        """The code that commands are about; None where another row has the highlight."""
        return self.panel.code

    def chosen_codes(self) -> list[Code]:
        """The codes that a command works on together: here the highlighted one."""
        code = self._chosen_code()
        return [code] if code else []

    def _chosen_code(self) -> Code | None:
        code = self.highlighted_code
        if code is None:
            self.app.notify("Choose a code in the codebook.")
        return code

    def action_add_code(self) -> None:
        """Write a code under the highlighted one."""
        from .code_editor import CodeEditor

        self.app.push_screen(CodeEditor(parent=self.highlighted_code))

    def action_add_top_code(self) -> None:
        """Write a code at the top of the tree."""
        from .code_editor import CodeEditor

        self.app.push_screen(CodeEditor())

    def action_edit_code(self) -> None:
        """Change the highlighted code."""
        from .code_editor import CodeEditor

        if code := self._chosen_code():
            self.app.push_screen(CodeEditor(code))

    def action_move_code(self) -> None:
        """Hang the chosen codes elsewhere, after showing what moves."""
        codes = self.chosen_codes()
        if not codes:
            return
        top = -1
        choices = self._others_than(codes)
        choices.insert(0, (Content("At the top"), top))
        ids = tuple(code.id for code in codes)

        def move(home: int | None) -> None:
            if home is not None:
                self.preview(MoveCodes(ids, None if home == top else home), "move")

        self.app.push_screen(Chooser(f"Move {codes_named(codes)} under", choices), move)

    def action_merge_code(self) -> None:
        """Join the chosen codes into another one, after showing what that changes."""
        codes = self.chosen_codes()
        if not codes:
            return
        ids = tuple(code.id for code in codes)

        def merge(into: int | None) -> None:
            if into is not None:
                self.preview(MergeCodes(ids, into), "merge")

        self.app.push_screen(
            Chooser(f"Merge {codes_named(codes)} into", self._others_than(codes)), merge
        )

    def action_remove_code(self) -> None:
        """Delete the chosen codes, after showing what goes."""
        codes = self.chosen_codes()
        if codes:
            self.preview(RemoveCodes(tuple(code.id for code in codes)), "delete")

    def preview(self, asked: CodebookChange, verb: str) -> None:
        """Show what a change does, and do it when that is agreed to."""
        from .plan_dialog import PlanDialog

        def tell(done: CodebookPlan | None) -> None:
            if done is not None:
                self.codes_changed(done)

        self.app.push_screen(PlanDialog(asked, verb), tell)

    def codes_changed(self, done: CodebookPlan) -> None:
        """A change of the codebook is on disk."""
        self.app.notify(f"{done.title}: done. z takes it back.")

    def _others_than(self, codes: Sequence[Code]) -> list[tuple[Content, int]]:
        """The codes that are none of these, nor under one of them."""
        tree = CodeTree(branch.code for branch in self.branches)
        below = tree.with_those_below(code.id for code in codes)
        return [
            (code_label(branch.code), branch.code.id)
            for branch in self.branches
            if branch.code.id not in below
        ]

    def action_pin_code(self) -> None:
        """Pin the highlighted code on a digit, for the quick strip."""
        from .pinning import ask_to_pin

        if code := self._chosen_code():
            ask_to_pin(self, code, self.branches, self.panel.show_pins)

    def action_code_memos(self) -> None:
        """Show the notes on the highlighted code."""
        from .memos import MemosDialog

        if code := self._chosen_code():
            self.app.push_screen(MemosDialog(MemoTarget.CODE, code.guid, code.name))

    def untag(self, coding: Coding) -> None:
        """Take a tag off."""
        self.change(
            lambda study: study.codings.untag([coding.id]),
            lambda _: self.app.notify(f"Untagged: {one_line(coding.code, 60)}. z puts it back."),
        )

    # -- Files -----------------------------------------------------------------------------------------------

    def action_load_codebook(self) -> None:
        """Read codes from a file."""
        from .path_prompt import PathPrompt

        label = "A codebook as CSV, YAML or .qdc. Codes of a known name take the file's values; the others are added."
        self.app.push_screen(
            PathPrompt(
                "Codebook file", label, lambda study, path: study.codebook.import_file(path)
            ),
            self._tell_loaded,
        )

    def _tell_loaded(self, report: "CodebookReport | None") -> None:
        if report is not None:
            added, updated = counted(len(report.added), "code"), len(report.updated)
            told = f"{added} added, {updated:,} changed, {report.unchanged:,} as before."
            self.app.notify("\n".join((told, *map(one_line, report.warnings))))

    def action_save_codebook(self) -> None:
        """Write the codebook to a file."""
        from ...study.exporting import endings
        from .save_prompt import SavePrompt

        self.app.push_screen(
            SavePrompt(
                "Save the codebook",
                endings("codebook"),
                self.coder_app.study_path.with_suffix(".codebook.yaml"),
                lambda study, path, redact, told: study.codebook.export_file(
                    path, redact=redact, told=told
                ),
                "The codebook is saved",
            )
        )


def codes_named(codes: Sequence[Code]) -> str:
    """Codes in a title: one by its name, several by their number."""
    return one_line(codes[0].name, 40) if len(codes) == 1 else counted(len(codes), "code")
