"""Changing tags that are there, and making codes of words that were said."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from ...domain.codebook import Code, CodeBranch, CodeDraft
from ...domain.coding import Coding, Span
from ...domain.in_vivo import in_vivo_name
from ...domain.near_names import NearNames
from ...domain.source import SourceText
from ...domain.text import name_key, one_line
from ..labels import SOFT, coding_label, counted
from ..widgets.code_lines import code_label
from ..widgets.reading_view import ReadingView
from ..work import StudyWork
from .chooser import Chooser

if TYPE_CHECKING:
    from ...study.retagging import Retagged


class Retagging(StudyWork):
    """For the reading screen."""

    branches: tuple[CodeBranch, ...] = ()

    @property
    def view(self) -> ReadingView:
        """The text."""
        raise NotImplementedError

    def tags_here(self) -> Sequence[Coding]:
        """The tags under the cursor."""
        raise NotImplementedError

    def recent_codes(self) -> list[int]:
        """Ids of the codes used last."""
        raise NotImplementedError

    def target(self) -> tuple[SourceText, Span] | None:
        """What a tag would go on; None, which is told, where there are no words."""
        raise NotImplementedError

    def taken(self, code_ids: Sequence[int] | None) -> None:
        """Remember what was tagged with."""
        raise NotImplementedError

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
        here = list(self.tags_here())
        if len(here) < 2:
            if here:
                then(here)
            else:
                self.app.notify("There is no tag here. > goes to the next one.")
            return
        choices: list[tuple[Content, Sequence[Coding]]] = [
            (Content.assemble(coding_label(one), (f"   {one_line(one.coder, 40)}", SOFT)), [one])
            for one in here
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

    # -- In vivo ---------------------------------------------------------------------------------------------

    def action_in_vivo(self) -> None:
        """Make a code of the selected words and tag them with it: one action."""
        found = self.target()
        if found is None:
            return
        source_text, span = found
        words = source_text.text[span.start : span.end]
        name = in_vivo_name(words)
        if not name:
            self.app.notify("There are no words here that could name a code.")
            return
        known = {name_key(branch.code.name): branch.code for branch in self.branches}
        if name_key(name) in known:
            self._tag_in_vivo(source_text, span, known[name_key(name)])
            return
        from .code_finder import homes

        near = NearNames(code.name for code in known.values()).of(name)
        choices: list[tuple[Content, Code | CodeDraft]] = [
            (Content.assemble("Use ", code_label(code), (", nearly the same", "$warning")), code)
            for code in known.values()
            if code.name in near
        ]
        choices += homes(self.branches, name)
        self.app.push_screen(
            Chooser(f"“{one_line(name, 50)}” belongs under", choices),
            lambda chosen: (
                self._tag_in_vivo(source_text, span, chosen) if chosen is not None else None
            ),
        )

    def _tag_in_vivo(self, source_text: SourceText, span: Span, code: Code | CodeDraft) -> None:
        draft = code if isinstance(code, CodeDraft) else None
        code_ids = [code.id] if isinstance(code, Code) else []
        seen = {"words": source_text.text[span.start : span.end]}

        def tagged(made: list[Coding]) -> None:
            names = ", ".join(dict.fromkeys(coding.code for coding in made))
            self.app.notify(
                f"Tagged: {one_line(names, 80)}. z takes it back."
                if made
                else "You have tagged these words so already."
            )
            self.taken([coding.code_id for coding in made])

        self.change(
            lambda study: study.codings.tag(
                source_text.source.id, span, code_ids, new_code=draft, seen=seen
            ),
            tagged,
        )
