"""Another code or other ends for a tag under the cursor."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from ...domain.coding import Coding, Span
from ...domain.text import one_line
from ..labels import SOFT, coding_of_whom, counted
from .chooser import Chooser
from .tagging import Tagging

if TYPE_CHECKING:
    from ...study.retagging import Retagged


class TagEditing(Tagging):
    """For the reading screen."""

    # -- Another code ----------------------------------------------------------------------------------------

    def action_recode(self) -> None:
        """Replace the code of a tag under the cursor."""
        from .code_replacer import CodeReplacer

        def replace(codings: Sequence[Coding]) -> None:
            self.app.push_screen(CodeReplacer(codings, self.branches, self.recent_codes()))

        self._which_together("Replace the code of which tag?", replace)

    # -- Other ends ------------------------------------------------------------------------------------------

    def action_respan(self) -> None:
        """Adjust the ends of a tag under the cursor."""
        self._which_together("Adjust the ends of which tag?", self._adjust)

    def _adjust(self, codings: Sequence[Coding]) -> None:
        from .ends_strip import EndsStrip

        view, place = self.view, self.view.cursor
        began = codings[0].span
        view.hold(began)

        def ended(span: Span | None) -> None:
            stays = span is None or span.start <= place < span.end
            view.cursor = place if stays or span is None else span.start
            view.action_clear_selection()
            if span is not None and span != began:
                self._respan(codings, span)

        names = ", ".join(dict.fromkeys(one_line(coding.code, 40) for coding in codings))
        self.app.push_screen(EndsStrip(view, names), ended)

    def _respan(self, codings: Sequence[Coding], span: Span) -> None:
        source_text = self.view.source_text
        if source_text is None:
            return
        seen = {
            "words": source_text.text[span.start : span.end],
            "start": codings[0].start,
            "end": codings[0].end,
        }

        def done(report: "Retagged") -> None:
            if report.joined:
                told = "That tag was there already: the two are one now."
            elif report.changed:
                told = f"{counted(report.changed, 'tag')} on other words now."
            else:
                told = "It is on these words already."
            self.app.notify(f"{told} z takes it back." if report.changed else told)

        self.change(
            lambda study: study.codings.respan([coding.id for coding in codings], span, seen=seen),
            done,
        )

    def _which_together(self, title: str, then: Callable[[Sequence[Coding]], None]) -> None:
        """Ask which of the tags here are meant; those on the same words may be meant together."""
        here = list(self.view.codings_here())
        if len(here) < 2:
            if here:
                then(here)
            else:
                self.app.notify("There is no tag here. > goes to the next one.")
            return
        choices: list[tuple[Content, Sequence[Coding]]] = [
            (coding_of_whom(one), [one]) for one in here
        ]
        for span in dict.fromkeys(one.span for one in here):
            together = [one for one in here if one.span == span]
            if len(together) > 1:
                names = one_line(", ".join(one.code for one in together), 60)
                label = f"All {len(together)} on the same words"
                choices.append((Content.assemble(label, (f"   {names}", SOFT)), together))
        self.app.push_screen(
            Chooser(title, choices), lambda chosen: then(chosen) if chosen is not None else None
        )
