"""What another made of the fields that one is editing, in view beside one's own."""

from textual.content import Content
from textual.widgets import Static

from ...domain.conflict import Clash, EditConflict
from ...domain.text import one_line, visible
from ..labels import SOFT, moment

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


def words_of(value: object) -> Content:
    """A field's value as it is, every line of it."""
    shown = visible(str(value)) if value not in (None, "") else ""
    return Content(shown) if shown else Content.styled("(empty)", SOFT)


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
        parts = [Content.assemble(("In the study now: ", "bold"), who_and_when(conflict))]
        for clash in conflict.clashes:
            parts += [Content.styled(title_of(clash), "bold"), words_of(clash.now)]
        if conflict.gone:
            parts = [Content.assemble((f"This {conflict.thing} is removed: ", "bold"), parts[0])]
        self.update(Content("\n").join(parts))
        self.add_class("-shown")

    def hide(self) -> None:
        """There is nothing to compare any more."""
        self.remove_class("-shown")
