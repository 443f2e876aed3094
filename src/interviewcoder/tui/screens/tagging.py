"""Putting codes on the selection or the sentence, and taking them off."""

from collections.abc import Sequence

from ...domain.coding import Coding, Span, Suggested
from ...domain.kinds import Kind
from ...domain.source import SourceText
from ..labels import coding_of_whom
from ..widgets.reading_view import ReadingView
from .chooser import Chooser
from .codebook_work import CodebookWork


class Tagging(CodebookWork):
    """For the reading screen."""

    def __init__(self) -> None:
        super().__init__()
        self._last_codes: Sequence[int] = ()
        self._unknown: list[int] = []

    @property
    def view(self) -> ReadingView:
        """The text."""
        raise NotImplementedError

    def action_tag(self, kind: Kind | None = None) -> None:
        """Find codes for the selection or sentence, of one kind or all."""
        from .code_finder import CodeFinder

        found = self.target()
        if found is not None:
            source_text, span = found
            quote = source_text.text[span.start : span.end]
            finder = CodeFinder(
                source_text.source.id, span, quote, self.branches, self.recent_codes(), kind
            )
            self.app.push_screen(finder, self.taken)

    def recent_codes(self) -> list[int]:
        """Ids of the codes used last, in this session or before."""
        ids = {branch.code.guid: branch.code.id for branch in self.branches}
        return [ids[guid] for guid in self.coder_app.habits.recent if guid in ids]

    def target(self) -> tuple[SourceText, Span] | None:
        """What a tag would go on; None, which is told, where there are no words."""
        source_text, span = self.view.source_text, self.view.target
        if (
            source_text is None
            or span is None
            or not source_text.text[span.start : span.end].strip()
        ):
            self.app.notify("There are no words here to tag.")
            return None
        return source_text, span

    def taken(self, code_ids: Sequence[int] | None) -> None:
        """Remember what was tagged with; the selection has served."""
        if code_ids:
            self._last_codes = code_ids
            self._remember(code_ids)
            self.view.action_clear_selection()

    def _remember(self, code_ids: Sequence[int]) -> None:
        """Remember codes as used last; one that was just made is known by its GUID in a moment."""
        guids = {branch.code.id: branch.code.guid for branch in self.branches}
        self._unknown = [code_id for code_id in code_ids if code_id not in guids]
        known = [guids[code_id] for code_id in code_ids if code_id in guids]
        if known:
            self.coder_app.habits.use(known)
            self.coder_app.keep_habits()

    def know_codes(self) -> None:
        """The codebook was read anew: remember codes that were used before it told of them."""
        if self._unknown:
            self._remember(self._unknown)

    def action_repeat(self) -> None:
        """Tag with the codes used last."""
        known = {branch.code.id for branch in self.branches}
        codes = [
            code_id for code_id in self._last_codes or self.recent_codes()[:1] if code_id in known
        ]
        if codes:
            self.tag_with(codes)
        else:
            self.app.notify("Nothing was tagged yet that could be repeated; t tags.")

    def tag_with(self, code_ids: Sequence[int], suggested: Suggested | None = None) -> None:
        """Tag the target with codes; `suggested` says what proposed them, if anything did."""
        found = self.target()
        if found is None:
            return
        source_text, span = found

        def tagged(made: list[Coding]) -> None:
            self.view.add_codings(made)
            names = ", ".join(dict.fromkeys(coding.code for coding in made))
            told = "You have tagged these words so already."
            # The tag is painted first: a notification lays the whole screen out.
            self.call_after_refresh(
                self.app.notify, f"Tagged: {names}. z takes it back." if made else told
            )
            self.taken(code_ids)

        self.change(
            lambda study: study.codings.tag(
                source_text.source.id, span, code_ids, suggested=suggested
            ),
            tagged,
        )

    def action_untag(self) -> None:
        """Take a tag off what the cursor or the selection is on; where there are several, ask which."""
        here = self.view.codings_here()
        coder = self.coder_app.study.coder if self.coder_app.study else ""
        if not here:
            self.app.notify("There is no tag here. > goes to the next one.")
        elif len(here) == 1 and here[0].coder == coder:
            self.untag(here[0])
        else:
            choices = [(coding_of_whom(coding), coding) for coding in here]
            self.app.push_screen(Chooser("Take off which tag?", choices), self._untag_chosen)

    def _untag_chosen(self, coding: Coding | None) -> None:
        if coding is not None:
            self.untag(coding)
