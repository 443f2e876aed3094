"""What another made of the fields that one is editing, in view beside one's own."""

from textual.content import Content
from textual.widgets import Static

from ...domain.conflict import Clash, EditConflict
from ...domain.revision import Kinship, differences
from ...domain.text import one_line, visible
from ..labels import SOFT, moment

THEIRS, MINE = "bold $warning", "bold $primary"
"""The styles of what each changed."""

_AROUND = 120
"""So many characters are shown before and after what was changed."""

_TITLES = {
    "text": "Text",
    "include": "When to use it",
    "exclude": "When not",
    "voice": "Who it is",
    "parent_id": "Under",
}


def title_of(clash: Clash) -> str:
    """The name of a field as editors show it."""
    name = clash.field.split()[0]
    return _TITLES.get(name, name.capitalize())


def words_of(value: object, began: object, style: str) -> Content:
    """A field's value: words that were not there when the editing began have the style, and much that was is left out."""
    if value in (None, ""):
        return Content.styled("(empty)", SOFT)
    pieces = differences("" if began is None else str(began), str(value))
    parts: list[Content] = []
    for place, (kin, words) in enumerate(pieces):
        if kin is Kinship.NEW:
            parts.append(Content.styled(visible(words), style))
        elif kin is Kinship.BOTH:
            parts += _around(visible(words), place > 0, place < len(pieces) - 1)
    return Content("").join(parts)


def _around(words: str, ends_something: bool, begins_something: bool) -> list[Content]:
    """What stands between two changes, without what is far from both."""
    before = words[:_AROUND].rpartition(" ")[0] if ends_something else ""
    after = words[-_AROUND:].partition(" ")[2] if begins_something else ""
    if len(words) <= len(before) + len(after) + _AROUND:
        return [Content(words)]
    return [Content(before), Content.styled(" … " if before else "… ", SOFT), Content(after)]


def who_and_when(conflict: EditConflict) -> Content:
    """Who changed it and when, as far as the journal tells."""
    told = [one_line(conflict.coder, 40) if conflict.coder else "somebody"]
    if conflict.at is not None:
        told.append(moment(conflict.at))
    return Content.styled(", ".join(told), SOFT)


class Theirs(Static):
    """Their texts, once there was a conflict; nothing before."""

    DEFAULT_CSS = """
    Theirs {
        display: none;
        height: auto;
        max-height: 8;
        overflow-y: auto;
        margin-top: 1;
        border-left: thick $warning;
        padding-left: 1;
        &.-shown { display: block; }
    }
    """

    def show(self, conflict: EditConflict) -> None:
        """Show what is in the study now."""
        parts = [Content.assemble(("In the study now: ", THEIRS), who_and_when(conflict))]
        for clash in conflict.clashes:
            parts += [Content(title_of(clash)), words_of(clash.now, clash.began, THEIRS)]
        if conflict.gone:
            parts = [
                Content.assemble(
                    (f"This {conflict.thing} is removed: ", THEIRS), who_and_when(conflict)
                )
            ]
        self.update(Content("\n").join(parts))
        self.add_class("-shown")

    def hide(self) -> None:
        """There is nothing to compare any more."""
        self.remove_class("-shown")
