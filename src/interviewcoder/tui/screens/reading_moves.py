"""Getting about in a source and between sources: leaps and the way back, marks, hits, and which tags stand out."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from ...domain.coding import Coding, Span
from ...domain.source import Source
from ...domain.text import one_line
from ..jumps import Jumps, Place
from ..labels import SOFT, counted, kind_chip, named
from ..messages import TagsMade
from ..widgets.reading_hits import MOST_HITS, hits_of
from ..widgets.reading_view import ReadingView
from ..work import StudyWork
from .chooser import Chooser

if TYPE_CHECKING:
    from ..widgets.codes_here import CodesHere

_NO_FURTHER = {
    ("uncoded", 1): "No participant's turn without a tag further on. E looks back.",
    ("uncoded", -1): "No participant's turn without a tag before this one. e looks onward.",
    ("hit", 1): "That was the last one in this source. ( goes back.",
    ("hit", -1): "That was the first one in this source. ) goes on.",
}
_NOTHING_SOUGHT = "Nothing is marked yet: f finds words in this source, * the word at the cursor."


@dataclass(frozen=True, slots=True)
class Standout:
    """Which tags stand out, while the others stand back."""

    told: str
    """In a few words; empty: all do."""
    wanted: Callable[[Coding], bool] | None


class ReadingMoves(StudyWork):
    """For a screen that shows a source in a reading view."""

    def __init__(self) -> None:
        super().__init__()
        self._jumps = Jumps()
        self._sought = ""
        self._whole_words = False
        self._standout = Standout("", None)

    @property
    def view(self) -> ReadingView:
        """The text."""
        raise NotImplementedError

    @property
    def source(self) -> Source | None:
        """The source on show."""
        raise NotImplementedError

    def show_source(
        self, source_id: int, span: Span | None = None, *, at: int | None = None
    ) -> None:
        """Show a source with a span selected, or with the cursor at a position, or where it was left."""
        raise NotImplementedError

    def show_where(self) -> None:
        """Say anew where the reader is."""
        raise NotImplementedError

    # -- Leaps and the way back ------------------------------------------------------------------------------

    @property
    def _here(self) -> Place | None:
        shown = self.view.source_text
        return Place(shown.source.id, self.view.cursor) if shown else None

    def leave(self, kind: str = "") -> None:
        """Remember this place: a leap is about to be made. See `Jumps.leave`."""
        if self._here is not None:
            self._jumps.leave(self._here, kind)

    def _land(self) -> None:
        if self._here is not None:
            self._jumps.land(self._here)

    def on_reading_view_leapt(self, message: ReadingView.Leapt) -> None:
        """Remember where a far motion came from."""
        message.stop()
        if shown := self.view.source_text:
            self._jumps.leave(Place(shown.source.id, message.position))

    def keep_jumps(self, sources: Sequence[Source]) -> None:
        """Forget places in sources that are gone."""
        self._jumps.keep({source.id for source in sources})

    def action_jump_back(self) -> None:
        """Go back to where the last leap began."""
        self._jump(self._jumps.back, "There is nowhere further back to go.")

    def action_jump_forward(self) -> None:
        """Go forward again to where was gone back from."""
        self._jump(self._jumps.forward, "There is nowhere further on to go.")

    def _jump(self, step: Callable[[Place], Place | None], nowhere: str) -> None:
        here = self._here
        place = step(here) if here else None
        if here is None or place is None:
            self.app.notify(nowhere)
        elif place.source_id == here.source_id:
            self.view.reach(place.position)
        else:
            self.show_source(place.source_id, at=place.position)

    def action_leap(self, unit: str, direction: int) -> None:
        """Go to the next or previous turn without a tag, or hit; say so where there is none."""
        if unit == "hit" and not self.view.hits:
            self.app.notify(_NOTHING_SOUGHT)
            return
        target = self.view.stop_from_here(unit, direction)
        if target is None:
            self.app.notify(_NO_FURTHER[unit, direction])
            return
        self.leave(unit)
        self.view.reach(target)
        self._land()

    def action_goto(self) -> None:
        """Ask for a time, a turn or a share of the text, and go there."""
        from .goto_prompt import GotoPrompt

        if shown := self.view.source_text:
            self.app.push_screen(GotoPrompt(shown, self.view.cursor), self._leap_to)

    def _leap_to(self, position: int | None) -> None:
        if position is not None:
            self.leave()
            self.view.reach(position)

    # -- Marks -----------------------------------------------------------------------------------------------

    def action_set_mark(self) -> None:
        """Ask for a letter and mark this place with it."""
        position = self.view.cursor

        def set_mark(marks: dict[str, int], letter: str) -> None:
            marks[letter] = position
            self.app.notify(f"Marked. ' and {letter} come back here.")

        self._ask_mark(set_mark, setting=True)

    def action_go_to_mark(self) -> None:
        """Ask for a letter and go to its mark."""
        self._ask_mark(lambda marks, letter: self._leap_to(marks[letter]), setting=False)

    def _ask_mark(self, then: Callable[[dict[str, int], str], None], *, setting: bool) -> None:
        from .marks_dialog import MarksDialog

        shown = self.view.source_text
        if shown is None or not shown.passages:
            return
        marks = self.coder_app.habits.marks.setdefault(shown.source.guid, {})

        def chosen(letter: str | None) -> None:
            if letter is not None:
                then(marks, letter)
            self.coder_app.keep_habits()

        self.app.push_screen(MarksDialog(marks, shown, setting=setting), chosen)

    # -- Words in the text -----------------------------------------------------------------------------------

    def action_find(self) -> None:
        """Ask for words and mark them in this source."""
        from .find_prompt import FindPrompt

        shown = self.view.source_text
        if shown is None:
            return
        words = self.view.selected_text or self._sought
        self.app.push_screen(FindPrompt(shown.text, words), self._find)

    def _find(self, words: str | None) -> None:
        if words and self.look_for(words):
            first = bisect_right(self.view.hits, self.view.cursor, key=lambda hit: hit.end)
            hit = self.view.hits[first if first < len(self.view.hits) else 0]
            self.leave("hit")
            self.view.reach(hit.start)
            self._land()

    def action_find_here(self) -> None:
        """Mark the selected words, or the word at the cursor, everywhere in this source."""
        words = self.view.words_here
        if not words:
            self.app.notify("There is no word here.")
            return
        if number := self.look_for(words, whole=self.view.selection is None):
            self.app.notify(
                f"“{one_line(words, 60)}”: {counted(number, 'place')} in this source. ) goes on, ( back."
            )

    def look_for(self, words: str, *, whole: bool = False) -> int:
        """Look for words here and in every source that is opened after, until Escape; returns how many there are here."""
        self._sought, self._whole_words = words, whole
        return self.mark_hits()

    def mark_hits(self, *, tell: bool = True) -> int:
        """Mark in the text on show what is looked for, and tell where it is not there; returns how many there are."""
        shown = self.view.source_text
        if shown is None or not self._sought:
            return 0
        hits = hits_of(self._sought, shown.text, whole=self._whole_words)
        self.view.set_hits(hits)
        if tell:
            self.show_where()
        if tell and not hits:
            self.app.notify(
                f"“{one_line(self._sought, 60)}” is not in this source. / searches all of them."
            )
        return len(hits)

    def mark_found(self, source_id: int, query: str) -> None:
        """Mark what a search of the whole study finds in the source on show."""

        def mark(hits: Sequence[Span]) -> None:
            shown = self.view.source_text
            if shown is not None and shown.source.id == source_id:
                self._sought, self._whole_words = query, False
                self.view.set_hits(hits)
                self.show_where()

        self.ask(lambda study: study.search.hits_in(source_id, query), mark, group="hits")

    def on_reading_view_hits_cleared(self, message: ReadingView.HitsCleared) -> None:
        """Look for nothing any more."""
        message.stop()
        self._sought = ""
        self.show_where()

    # -- Tags ------------------------------------------------------------------------------------------------

    def on_tags_made(self, message: TagsMade) -> None:
        """Show them at once."""
        message.stop()
        self.view.add_codings(message.codings)

    def action_tags_here(self) -> None:
        """List the tags here with their notes; the one chosen is selected."""
        from .tags_here import TagsHereDialog

        here = self.view.codings_here()
        if here:
            self.app.push_screen(TagsHereDialog(here), self._select_tag)
        else:
            self.app.notify("There is no tag here. > goes to the next one.")

    def on_codes_here_asked(self, message: "CodesHere.Asked") -> None:
        """The line was clicked."""
        message.stop()
        self.action_tags_here()

    def _select_tag(self, coding: Coding | None) -> None:
        if coding is not None:
            self.leave()
            self.view.go_to(coding.span)

    def action_stand_out(self) -> None:
        """Choose which tags stand out: all, one's own, another coder's, or one code's."""
        study, codings = self.coder_app.study, self.view.codings
        if study is not None:
            choices = _standouts(codings, self.view.codings_here(), study.coder)
            self.app.push_screen(Chooser("Which tags stand out?", choices), self._take_standout)

    def _take_standout(self, standout: Standout | None) -> None:
        if standout is not None:
            self._standout = standout
            self.view.set_focus_on(standout.wanted)
            self.show_where()

    def told_of_moves(self) -> list[str]:
        """What the frame says beside the place: which tags stand out, and which hit of how many it is."""
        told = [self._standout.told] if self._standout.told else []
        if hits := self.view.hits:
            at = bisect_right(hits, self.view.cursor, key=lambda hit: hit.start)
            more = "+" if len(hits) == MOST_HITS else ""
            told.append(f"“{one_line(self._sought, 24)}” {at}/{len(hits)}{more}")
        return told


def _standouts(
    codings: Sequence[Coding], here: Sequence[Coding], coder: str
) -> list[tuple[Content, Standout]]:
    """All, mine, others', then codes: those at the cursor first, then by name."""
    by_coder: dict[str, int] = {}
    by_code: dict[int, list[Coding]] = {}
    for coding in codings:
        by_coder[coding.coder] = by_coder.get(coding.coder, 0) + 1
        by_code.setdefault(coding.code_id, []).append(coding)

    def of(number: int) -> tuple[str, str]:
        return f"   {counted(number, 'tag')}", SOFT

    everything = Standout("", None)
    mine = Standout("my tags", lambda coding: coding.coder == coder)
    choices = [
        (Content.assemble("All tags", of(len(codings))), everything),
        (Content.assemble("My tags", of(by_coder.pop(coder, 0))), mine),
    ]
    for other in sorted(by_coder):
        whose = Standout(f"{one_line(other, 24)}'s tags", _by(other))
        choices.append((Content.assemble(named(f"Tags by {other}"), of(by_coder[other])), whose))
    first = dict.fromkeys(coding.code_id for coding in here)
    rest = sorted(by_code.keys() - first.keys(), key=lambda code: by_code[code][0].code.casefold())
    for code_id in (*first, *rest):
        one = by_code[code_id][0]
        label = Content.assemble(
            kind_chip(one.kind, one.colour), " ", named(one.code), of(len(by_code[code_id]))
        )
        choices.append((label, Standout(one_line(one.code, 32), _of(code_id))))
    return choices


def _by(coder: str) -> Callable[[Coding], bool]:
    return lambda coding: coding.coder == coder


def _of(code_id: int) -> Callable[[Coding], bool]:
    return lambda coding: coding.code_id == code_id
