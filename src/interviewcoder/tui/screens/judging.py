"""Saying of a tag whether its words speak for the code or against it, and how strongly."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ...domain.coding import LARGEST_WEIGHT, Coding, Polarity, weight_of
from ...domain.conflict import EditConflict, Seen
from ...domain.errors import StudyError
from ...domain.text import one_line
from ..labels import coding_of_whom
from ..work import StudyWork
from .chooser import Chooser
from .edit_prompt import EditPrompt

if TYPE_CHECKING:
    from ...study import Study

_TOLD = {
    Polarity.AGAINST: "speaks against “{code}”. Personas count it as contrary evidence.",
    Polarity.NEUTRAL: "shows “{code}”, as most tags do.",
    Polarity.FOR: "speaks for “{code}”.",
}


class Judging(StudyWork):
    """For a screen on which tags can be chosen."""

    def tags_here(self) -> Sequence[Coding]:
        """The tags that a command is about; more than one where the user must say which."""
        raise NotImplementedError

    def action_speaks(self, side: str) -> None:
        """Say that the words speak for or against the code; said again, it is taken back."""
        wanted = Polarity[side.upper()]

        def judge(coding: Coding) -> None:
            polarity = Polarity.NEUTRAL if coding.polarity is wanted else wanted
            told = _TOLD[polarity].format(code=one_line(coding.code, 60))
            self.change(
                lambda study: study.codings.judge(
                    [coding.id],
                    polarity=polarity,
                    seen={"polarity": coding.polarity, **_judged(coding)},
                ),
                lambda _: self.app.notify(f"This excerpt {told}"),
            )

        self._which("Which tag?", judge)

    def action_weigh(self) -> None:
        """Ask how strongly the words show the code: a digit says it in tens, or it is typed."""
        from .weight_strip import EXACT, WeightStrip

        def ask(coding: Coding) -> None:
            def weigh(weight: int | None) -> None:
                if weight == EXACT:
                    self._type_weight(coding)
                elif weight is not None:
                    self._set_weight(coding, weight)

            self.app.push_screen(WeightStrip(coding), weigh)

        self._which("Weigh which tag?", ask)

    def _set_weight(self, coding: Coding, weight: int) -> None:
        self.change(
            lambda study: study.codings.judge(
                [coding.id], weight=weight, seen={"weight": coding.weight, **_judged(coding)}
            ),
            lambda _: self.app.notify(f"Weight of “{one_line(coding.code, 60)}”: {weight}."),
        )

    def _type_weight(self, coding: Coding) -> None:
        self.app.push_screen(
            EditPrompt(
                "How strongly do the words show it?",
                f"Weight of “{one_line(coding.code, 60)}”, 0 to {LARGEST_WEIGHT}",
                lambda study, text, seen: _weigh(study, coding, text, seen),
                "weight",
                coding.weight,
            )
        )

    def _which(self, title: str, then: Callable[[Coding], None]) -> None:
        here = list(self.tags_here())
        if not here:
            self.app.notify("There is no tag here.")
        elif len(here) == 1:
            then(here[0])
        else:
            choices = [(coding_of_whom(one), one) for one in here]
            self.app.push_screen(
                Chooser(title, choices), lambda one: then(one) if one is not None else None
            )


def _judged(coding: Coding) -> Seen:
    """What a person saw that they judged."""
    return {"code_id": coding.code_id, "start": coding.start, "end": coding.end}


def _weigh(study: "Study", coding: Coding, text: str, seen: Seen) -> None:
    weight = weight_of(text)
    try:
        study.codings.judge([coding.id], weight=weight, seen={**_judged(coding), **seen})
    except EditConflict as conflict:
        if any(clash.field != "weight" for clash in conflict.clashes):
            # It is another tag by now: there is nothing to choose between theirs and yours.
            raise StudyError(conflict.message, conflict.remedy) from None
        raise
