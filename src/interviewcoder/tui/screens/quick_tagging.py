"""Tagging by two keys from the quick strip: pinned codes, codes of a kind, and what is suggested."""

from collections.abc import Sequence

from ...domain.codebook import Code
from ...domain.coding import Span, Suggested
from ...domain.kinds import Kind
from ...domain.suggestion import SuggestedCode
from ...domain.text import one_line
from .quick_strip import Picked, QuickStrip
from .tagging import Tagging


class QuickTagging(Tagging):
    """For the reading screen."""

    _model = ""
    """What made the suggestions that were offered last."""

    def action_quick(self) -> None:
        """Open the strip of pinned codes, kinds, and suggestions once they are found."""
        from .pinning import pinned

        found = self.target()
        if found is None:
            return
        source_text, span = found
        words = one_line(source_text.text[span.start : span.end], 80)
        strip = QuickStrip(pinned(self.coder_app.habits, self.branches), words)
        self.app.push_screen(strip, self._take_picked)
        if self.coder_app.suggesting:
            self._have_suggested(source_text.source.id, span, strip)

    def action_like(self) -> None:
        """Show what is like the target in the whole study."""
        from .like_dialog import open_like

        found = self.target()
        if found is not None:
            source_text, span = found
            open_like(self, source_text.text[span.start : span.end])

    def _have_suggested(self, source_id: int, span: Span, strip: QuickStrip) -> None:
        codes = {branch.code.id: branch.code for branch in self.branches}

        def offer(found: tuple[str, Sequence[SuggestedCode]]) -> None:
            self._model, suggested = found
            strip.suggest(suggested, codes)

        self.ask(
            lambda study: (study.suggestions.model, study.suggestions.for_span(source_id, span)),
            offer,
            group="suggest",
            # The strip does without: nobody asked for them.
            refused=lambda _: None,
        )

    def _show_why(self, one: SuggestedCode) -> None:
        from .why_dialog import WhyDialog, open_why

        found = self.target()
        if found is not None:
            source_text, span = found
            why = WhyDialog(one.code, one.code_id, one.score, source_text.source.id, span)
            open_why(self, why, self.action_quick)

    def _take_picked(self, picked: Picked | None) -> None:
        from .pinning import ask_what_to_pin

        match picked:
            case None:
                return
            case Picked(suggested=SuggestedCode() as one):
                self.tag_with([one.code_id], Suggested(self._model, round(one.score, 2)))
            case Picked(why=SuggestedCode() as one):
                self._show_why(one)
            case Picked(code=Code(id=code_id)):
                self.tag_with([code_id])
            case Picked(kind=Kind() as kind):
                self.action_tag(kind)
            case Picked(again=True):
                self.action_repeat()
            case Picked(pin=True):
                ask_what_to_pin(self, self.branches, self.panel.show_pins)
