"""Two who change the same thing at once: what each of them saw, and what is told where one would overwrite the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from .errors import StudyError
from .journal import JournalEntry
from .text import one_line

Seen = Mapping[str, object]
"""What was on show when the editing began, by field: `{"definition": "Fear of being left alone."}`."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that both have changed, each to something else."""

    field: str
    began: object
    """What it was when the editing began."""
    now: object
    yours: object


class EditConflict(StudyError):
    """What is to be changed is not what it was when it was shown; nothing was written.

    Args:
        thing: what it is, such as `code`.
        clashes: the fields that both have changed; none where the thing is gone.
        coder: who changed or removed it, as the journal tells; empty where it does not.
        at: when, in UTC.
    """

    def __init__(
        self,
        thing: str,
        clashes: Sequence[Clash] = (),
        *,
        coder: str = "",
        at: datetime | None = None,
    ) -> None:
        who = f" by {one_line(coder, 40)}" if coder else ""
        done = "changed" if clashes else "removed"
        super().__init__(
            f"This {thing} was {done}{who} meanwhile.",
            "Nothing of yours was saved. Look at it again.",
        )
        self.thing = thing
        self.clashes = tuple(clashes)
        self.coder = coder
        self.at = at

    @property
    def gone(self) -> bool:
        """Whether the thing is not in the study any more."""
        return not self.clashes

    @property
    def now(self) -> Seen:
        """What the fields are now: what an editor has seen once it has told of the conflict."""
        return {clash.field: clash.now for clash in self.clashes}


class OthersChange(StudyError):
    """What would be taken or put back was done by another window or program since this one opened the study."""

    def __init__(self, entry: JournalEntry) -> None:
        super().__init__(
            f"Another window made the last change ({one_line(entry.coder, 40)}): "
            f"{one_line(entry.verb)}, {one_line(entry.summary, 80)}.",
            "Nothing was changed. Say that it is meant all the same.",
        )
        self.entry = entry


def unwritten(
    thing_now: Mapping[str, object], yours: Mapping[str, object], seen: Seen
) -> tuple[set[str], list[Clash]]:
    """What to leave alone of what an editor saves, and where it clashes with another's change.

    A field that the editor did not change is left alone: whatever it is now stays. One that both changed to the same
    is no clash. A field that the editor did not show is written.

    >>> unwritten({"name": "A", "text": "theirs"}, {"name": "B", "text": "old"}, {"name": "A", "text": "old"})
    ({'text'}, [])
    """
    shown = [field for field in yours if field in seen]
    left = {field for field in shown if yours[field] == seen[field]}
    clashes = [
        Clash(field, seen[field], thing_now[field], yours[field])
        for field in shown
        if field not in left and thing_now[field] not in (seen[field], yours[field])
    ]
    return left, clashes
