"""What can be done to codes on the screens that show the codebook; all of it undoes."""

from typing import TYPE_CHECKING

from ...domain.codebook import Code, CodeBranch
from ...domain.coding import Coding
from ...domain.conflict import Seen
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
    """The commands of `keymap.CODEBOOK` and taking tags off, for a screen with a `CodebookPanel`."""

    branches: tuple[CodeBranch, ...] = ()
    """The codebook as it was read last."""

    @property
    def panel(self) -> CodebookPanel:
        """The codebook on this screen."""
        return self.query_one(CodebookPanel)

    def _chosen_code(self) -> Code | None:
        code = self.panel.code
        if code is None:
            self.app.notify("Choose a code in the codebook (b, Tab).")
        return code

    def action_add_code(self) -> None:
        """Write a code under the highlighted one."""
        from .code_editor import CodeEditor

        self.app.push_screen(CodeEditor(parent=self.panel.code))

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
        """Hang the highlighted code elsewhere."""
        code = self._chosen_code()
        if code is None:
            return
        below = self._with_those_below(code)
        homes = [branch.code for branch in self.branches if branch.code.id not in below]
        choices = [(code_label(home), home.id) for home in homes if home.id != code.parent_id]
        top = -1
        if code.parent_id is not None:
            from textual.content import Content

            choices.insert(0, (Content("At the top"), top))

        def move(home: int | None) -> None:
            if home is not None:
                parent_id = None if home == top else home
                self.change(
                    lambda study: study.codebook.move(
                        code.id, parent_id, seen={"parent_id": code.parent_id}
                    ),
                    lambda _: self.app.notify(
                        f"{one_line(code.name, 60)} is moved. z takes it back."
                    ),
                )

        self.app.push_screen(Chooser(f"Move {one_line(code.name, 40)} under", choices), move)

    def action_merge_code(self) -> None:
        """Join the highlighted code into another one, after asking."""
        code = self._chosen_code()
        if code is None:
            return
        below = self._with_those_below(code)
        choices = [
            (code_label(branch.code), branch.code)
            for branch in self.branches
            if branch.code.id not in below
        ]

        def merge(into: Code | None) -> None:
            if into is not None:
                self._confirm_merge(code, into)

        self.app.push_screen(Chooser(f"Merge {one_line(code.name, 40)} into", choices), merge)

    def _confirm_merge(self, code: Code, into: Code) -> None:
        from .confirm import Confirm

        told = (
            f"{counted(code.codings, 'tag')} of {one_line(code.name, 80)} will be of {one_line(into.name, 80)}, "
            f"which has {counted(into.codings, 'tag')}. Codes under it move along. Undo (z) takes it back."
        )
        self.app.push_screen(
            Confirm("Merge the codes", told, "merge them"),
            lambda agreed: (
                self.change(
                    lambda study: study.codebook.merge(code.id, into.id, seen=_written(code))
                )
                if agreed
                else None
            ),
        )

    def action_remove_code(self) -> None:
        """Delete the highlighted code, after asking."""
        from .confirm import Confirm

        code = self._chosen_code()
        if code is None:
            return
        children = sum(branch.code.parent_id == code.id for branch in self.branches)
        told = f"{one_line(code.name, 100)}\n\n{counted(code.codings, 'tag')} of {counted(code.participants, 'participant')} go with it."
        if children:
            told += f" {counted(children, 'code')} under it move up."
        self.app.push_screen(
            Confirm("Delete the code", f"{told} Undo (z) brings all of it back.", "delete it"),
            lambda agreed: self._remove_code(code) if agreed else None,
        )

    def _remove_code(self, code: Code) -> None:
        self.change(
            lambda study: study.codebook.remove(
                code.id, seen={**_written(code), "codings": code.codings}
            ),
            lambda _: self.app.notify(f"{one_line(code.name, 60)} is deleted. z brings it back."),
        )

    def _with_those_below(self, code: Code) -> set[int]:
        """The ids of a code and of all codes under it, which it cannot be hung under."""
        below = {code.id}
        for branch in self.branches:
            if branch.code.parent_id in below:
                below.add(branch.code.id)
        return below

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


def _written(code: Code) -> Seen:
    """What people wrote of a code, which goes with it."""
    return {field: getattr(code, field) for field in ("name", "definition", "include", "exclude")}
