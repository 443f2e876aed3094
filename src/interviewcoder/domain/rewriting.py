"""Rewriting a study in place, for good: what is to be forgotten by it, and what it did."""

from collections.abc import Sequence
from dataclasses import dataclass

from .text import counted

FOR_GOOD = ("erase", "pseudonymise")
"""The verbs of entries in the journal that nothing takes back: what was there before is nowhere any more."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What goes, by GUID, from the study and from all that its journal remembers."""

    participants: frozenset[str] = frozenset()
    """With their values and memberships, and the memos on them."""
    sources: frozenset[str] = frozenset()
    """With their texts, voices, passages and codings, and the memos on them."""
    codings: frozenset[str] = frozenset()
    """With the memos on them, the quotes that they brought to personas, and what the review lists say of them."""
    names: frozenset[str] = frozenset()
    """How those participants were ever called, as `name_key` tells: quotes under such a name go."""
    labels: frozenset[tuple[str, str]] = frozenset()
    """Labels of voices to be blotted out: a source's GUID and the label."""
    clipped: bool = False
    """Whether codings and quotes that reach into an edit end where it begins, rather than hold all of it."""


NOTHING = Forgotten()

ERASED = "[erased]"
"""The mark that stands where something was erased."""

BEYOND = (
    "Copies elsewhere are beyond the program: mail, other computers, cloud versions, snapshots of the file system, "
    "and old blocks of the disk."
)
"""What a report says of copies that nobody can see from here."""


def copies_told(copies: Sequence[str]) -> list[str]:
    """What becomes of the copies of the study, in a sentence; nothing where there are none."""
    if not copies:
        return []
    number = counted(len(copies), "backup or copy", "backups and copies")
    return [f"{number} of the study {'is' if len(copies) == 1 else 'are'} deleted."]


def retold(texts: int, entries: int) -> str:
    """How much tells something else, without a full stop.

    >>> retold(1, 2)
    '1 text and 2 entries of the journal tell something else now'
    """
    told = f"{counted(texts, 'text')} and {counted(entries, 'entry', 'entries')}"
    return f"{told} of the journal tell something else now"


@dataclass(frozen=True, slots=True)
class RewriteReport:
    """What a rewriting did."""

    texts: int = 0
    """Texts with other words than before, those of earlier revisions among them."""
    rows: int = 0
    """Rows of the study with other values than before."""
    gone: tuple[tuple[str, int], ...] = ()
    """Rows that went: the table and how many, for those with any."""
    entries: int = 0
    """Entries of the journal that tell something else by now."""
    merged: int = 0
    """Codings that went because another one of the same code and coder stands on the same words now."""
