"""The finder that gives tags another code."""

from collections.abc import Sequence
from typing import ClassVar

from ...domain.codebook import CodeBranch, CodeDraft
from ...domain.coding import Coding
from ...domain.text import one_line
from ...study.retagging import Retagged
from .code_finder import CodeFinder


class CodeReplacer(CodeFinder):
    """Replaces the code of tags on one excerpt; dismissed with the id of the new one.

    Args:
        codings: the tags.
        branches: the codebook.
        recent: ids of the codes used last, the newest first.
    """

    HINT: ClassVar[str] = "1-9, Enter: replace it by this   Ctrl+K: one kind   Esc: leave it"

    def __init__(
        self, codings: Sequence[Coding], branches: Sequence[CodeBranch], recent: Sequence[int]
    ) -> None:
        first = codings[0]
        others = {coding.code_id for coding in codings}
        super().__init__(
            first.source_id,
            first.span,
            first.text,
            branches,
            [code_id for code_id in recent if code_id not in others],
        )
        self._codings = codings
        names = ", ".join(dict.fromkeys(one_line(coding.code, 40) for coding in codings))
        self._dialog_title = f"Replace {names} by"

    def action_mark(self) -> None:
        """A tag has one code: nothing can be marked besides."""

    def _tag(self, code_ids: Sequence[int], draft: CodeDraft | None = None) -> None:
        codings = self._codings
        to = draft if draft is not None else code_ids[-1]
        self._marked.clear()
        self.attempt(
            lambda study: study.codings.recode(
                [coding.id for coding in codings],
                to,
                seen=[{"code_id": coding.code_id} for coding in codings],
            ),
            self._replaced,
        )

    def _replaced(self, report: Retagged) -> None:
        if not report.changed:
            told = "It has that code already."
        elif report.joined:
            told = "That tag was there already: the two are one now. z takes it back."
        else:
            told = "The code is replaced. z takes it back."
        self.app.notify(told)
        self.dismiss([])
