"""How much of a code is likely found, in a sentence above its queue."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from ...domain.found import FoundCode
from ...domain.suggestion import Figure
from ..labels import SOFT, percent


class FoundLine(Widget):
    """The sentence, and how good suggestions are for the code; not there before it was asked."""

    DEFAULT_CSS = """
    FoundLine {
        height: auto;
        max-height: 6;
        padding: 0 1;
        display: none;
        &.-told { display: block; }
    }
    """

    found: reactive[FoundCode | None] = reactive(None, layout=True)
    """What was found; None: nothing is told."""

    def watch_found(self, found: FoundCode | None) -> None:
        """Come and go with what there is to tell."""
        self.set_class(found is not None, "-told")

    def render(self) -> Content:
        """The lines."""
        return Content("") if self.found is None else found_lines(self.found)


def found_lines(found: FoundCode) -> Content:
    """What can be told of a code, or why nothing can."""
    if found.share is None or found.more is None:
        return Content.assemble(
            ("It cannot be told yet how much of this code you have found: ", SOFT),
            f"{found.missing}.",
        )
    lines = [_all_read(found) if not found.unread else _some_read(found.share, found.more, found)]
    if found.left_out:
        lines.append(
            Content(
                f"{found.left_out:,} sentences are left out: too little is read of that kind of source."
            )
        )
    if found.precision is not None and found.recall is not None:
        lines.append(
            Content.styled(
                f"Of what is suggested first {_range(found.precision)} is right; "
                f"for {_range(found.recall)} of what is tagged it is among the first three codes.",
                SOFT,
            )
        )
    return Content("\n").join(lines)


def _some_read(share: Figure, more: Figure, found: FoundCode) -> Content:
    number = round(more.value)
    return Content.assemble(
        "You have likely found some ",
        (percent(share.value), "bold"),
        f" of this code ({percent(share.low)} to {percent(share.high)}); about ",
        (f"{number} more", "bold"),
        f" excerpt{'s' if number != 1 else ''} ({more.low:.0f} to {more.high:.0f}) "
        f"in {found.unread:,} sentences that nobody has read.",
    )


def _all_read(found: FoundCode) -> Content:
    return Content.assemble(
        ("All else is read" if found.left_out else "All is read", "bold"),
        f": {found.excerpts:,} excerpts have this code. "
        f"{found.second_look:,} sentences without it look as much like it as the likest of them.",
    )


def _range(one: Figure) -> str:
    return f"{percent(one.value)} ({percent(one.low)} to {percent(one.high)})"
