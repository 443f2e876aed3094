"""Codes that are made of words that were said."""

from textual.content import Content

from ...domain.codebook import Code, CodeDraft
from ...domain.coding import Coding, Span
from ...domain.in_vivo import in_vivo_name
from ...domain.near_names import NearNames
from ...domain.source import SourceText
from ...domain.text import name_key, one_line
from ..widgets.code_lines import code_label
from .chooser import Chooser
from .tagging import Tagging


class InVivo(Tagging):
    """For the reading screen."""

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
