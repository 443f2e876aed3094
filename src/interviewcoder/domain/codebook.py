"""Codes, the tree they form, and the codebook one starts from."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from .errors import StudyError
from .kinds import Kind
from .text import clean_name, name_key, sanitise

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class CodeDraft:
    """A code as someone writes it down, before the study knows it. `parent` is a code's name."""

    name: str
    kind: Kind | None = None
    """None: taken from the parent, else `other`."""
    parent: str | None = None
    colour: str | None = None
    """`#rrggbb`; None: the kind's own colour."""
    definition: str = ""
    include: str = ""
    """When to use it."""
    exclude: str = ""
    """When not to use it."""

    def checked(self) -> "CodeDraft":
        """The draft with clean names and texts.

        Raises:
            StudyError: a name is empty or too long, or the colour is not `#rrggbb`.
        """
        if self.colour and not _COLOUR.fullmatch(self.colour):
            raise StudyError(f"'{self.colour}' is not a colour.", "Write it like #e69f00.")
        return replace(
            self,
            name=clean_name(self.name, "code's name"),
            parent=clean_name(self.parent, "parent's name") if self.parent else None,
            colour=self.colour.lower() if self.colour else None,
            definition=sanitise(self.definition).strip(),
            include=sanitise(self.include).strip(),
            exclude=sanitise(self.exclude).strip(),
        )


@dataclass(frozen=True, slots=True)
class Code:
    """A label of the codebook."""

    id: int
    guid: str
    name: str
    kind: Kind
    parent_id: int | None
    colour: str
    definition: str = ""
    include: str = ""
    exclude: str = ""
    position: int = 0
    codings: int = 0
    participants: int = 0
    """How many participants have this code on an excerpt."""
    sources: int = 0
    """How many sources hold an excerpt with this code."""
    created_at: datetime | None = None
    """When it came into the codebook; None: not known, it was there from the beginning."""


@dataclass(frozen=True, slots=True)
class CodeBranch:
    """A code at its depth in the tree; roots have depth 0."""

    code: Code
    depth: int


def in_tree_order(codes: Iterable[Code]) -> list[CodeBranch]:
    """The codes depth first: parents before children, siblings by position and name.

    Codes whose parent is unknown or that form a loop come last, at depth 0, so that none is hidden.
    """
    by_parent: dict[int | None, list[Code]] = {}
    known = list(codes)
    ids = {code.id for code in known}
    for code in known:
        parent = code.parent_id if code.parent_id in ids else None
        by_parent.setdefault(parent, []).append(code)
    for siblings in by_parent.values():
        siblings.sort(key=lambda code: (code.position, name_key(code.name)))
    branches: list[CodeBranch] = []
    pending = [(code, 0) for code in reversed(by_parent.get(None, []))]
    while pending:
        code, depth = pending.pop()
        branches.append(CodeBranch(code, depth))
        pending.extend((child, depth + 1) for child in reversed(by_parent.get(code.id, [])))
    shown = {branch.code.id for branch in branches}
    branches.extend(CodeBranch(code, 0) for code in known if code.id not in shown)
    return branches


STARTER_CODEBOOK: Sequence[CodeDraft] = (
    CodeDraft(
        "Attitudes",
        Kind.ATTITUDE,
        definition="How a person leans towards a thing: for it, against it, wary of it.",
    ),
    CodeDraft(
        "Needs",
        Kind.NEED,
        definition="What a person must have, or have done, for life or work to go on well.",
    ),
    CodeDraft(
        "Motivations",
        Kind.MOTIVATION,
        definition="Why a person acts: what they hope to gain, become or avoid.",
    ),
    CodeDraft(
        "Experiences",
        Kind.EXPERIENCE,
        definition="What happened to a person, and how it was for them.",
    ),
    CodeDraft(
        "Preferences",
        Kind.PREFERENCE,
        definition="What a person would rather have when there is a choice.",
    ),
    CodeDraft("Behaviours", Kind.BEHAVIOUR, definition="What a person does, as told or as seen."),
    CodeDraft(
        "Values", Kind.VALUE, definition="What a person holds to be right or important in itself."
    ),
    CodeDraft("Beliefs", Kind.BELIEF, definition="What a person takes to be true about the world."),
    CodeDraft("Pains", Kind.PAIN, definition="What hurts, annoys, costs or gets in the way."),
)
"""The kinds as top branches, for a study that starts from nothing."""
