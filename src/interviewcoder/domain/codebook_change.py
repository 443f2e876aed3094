"""What can be done to the codebook as a whole, and what that does: a value each, which a person sees before it is done."""

from dataclasses import dataclass, field

from .codebook import CodeDraft
from .kinds import Kind
from .text import counted, one_line

Ids = tuple[int, ...]
ByCoder = tuple[tuple[str, int], ...]
"""How many of whom."""

_NAMES_TOLD = 6


@dataclass(frozen=True, slots=True)
class MoveCodes:
    """Hang codes, with all that is under them, below another one."""

    code_ids: Ids
    parent_id: int | None
    """None: at the top."""
    order: Ids = ()
    """The ids of the parent's children in the order that they are to have; empty: their positions have it."""


@dataclass(frozen=True, slots=True)
class MergeCodes:
    """Give the tags of codes, and the codes under them, to another one; they go."""

    code_ids: Ids
    into_id: int


@dataclass(frozen=True, slots=True)
class RemoveCodes:
    """Take codes away with their tags; the codes under them move up."""

    code_ids: Ids


@dataclass(frozen=True, slots=True)
class SplitCode:
    """Give some of a code's tags to another code, or to a new one."""

    code_id: int
    coding_ids: Ids
    into: int | CodeDraft


@dataclass(frozen=True, slots=True)
class GiveKind:
    """Make codes be of a kind. Those that have their old kind's own colour take the new kind's."""

    code_ids: Ids
    kind: Kind


@dataclass(frozen=True, slots=True)
class GiveColour:
    """Give codes a colour."""

    code_ids: Ids
    colour: str | None
    """`#rrggbb`; None: that of each one's kind."""


CodebookChange = MoveCodes | MergeCodes | RemoveCodes | SplitCode | GiveKind | GiveColour

VERBS = {
    MoveCodes: "move code",
    MergeCodes: "merge code",
    RemoveCodes: "remove code",
    SplitCode: "split code",
    GiveKind: "edit code",
    GiveColour: "edit code",
}
"""What the journal calls them."""


@dataclass(frozen=True, slots=True)
class MovedCode:
    """A code that gets another place; None stands for the top."""

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class ChangedCode:
    """A code that gets another kind or colour."""

    name: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LostCode:
    """A code that is gone afterwards, with what was written of it."""

    name: str
    definition: str = ""
    include: str = ""
    exclude: str = ""

    @property
    def described(self) -> bool:
        """Whether anything was written of it."""
        return bool(self.definition or self.include or self.exclude)


@dataclass(frozen=True, slots=True)
class CodebookPlan:
    """All that a change of the codebook does. Two plans are equal when they do the same to the same things."""

    verb: str
    codes: tuple[str, ...]
    """What it is done to."""
    into: str | None = None
    """The code that takes the tags, or under which codes move."""
    new: bool = False
    """Whether that code is made for it."""
    over: ByCoder = ()
    """Tags that go over to that code, of whom."""
    doubled: ByCoder = ()
    """Tags that it has already, on the same words by the same coder: the two become one."""
    gone: ByCoder = ()
    """Tags that go."""
    waiting: int = 0
    """Tags of these codes that have no place since their texts were corrected; they go where the code's tags go."""
    memos_over: int = 0
    """Memos on codes that go, which the other code takes, and on tags that fall together with its own."""
    memos_gone: int = 0
    moved: tuple[MovedCode, ...] = ()
    """Codes that get another parent."""
    reordered: bool = False
    """Whether codes stand in another order among those beside them."""
    lost: tuple[LostCode, ...] = ()
    changed: tuple[ChangedCode, ...] = ()
    stale: tuple[str, ...] = ()
    """Personas that become stale, since they cite tags that are not what they were."""
    rules: tuple[str, ...] = ()
    """Segments whose rules name a code that goes."""
    coding_ids: frozenset[int] = field(default=frozenset(), repr=False)
    """The tags that are touched."""

    @property
    def tags(self) -> int:
        """How many tags are touched."""
        return total(self.over) + total(self.doubled) + total(self.gone)

    @property
    def does_nothing(self) -> bool:
        """Whether all is as it would be."""
        changes = (self.moved, self.lost, self.changed, self.tags, self.reordered, self.new)
        return not any(changes)

    @property
    def title(self) -> str:
        """What is done to what, on one line."""
        names = named_in_short(self.codes)
        into = one_line(self.into, 60) if self.into is not None else "the top"
        match self.verb:
            case "move code":
                return f"Move {names} {'to the top' if self.into is None else f'under {into}'}"
            case "merge code":
                return f"Merge {names} into {into}"
            case "split code":
                return f"Split {names}: {counted(self.tags, 'tag')} into {into}"
            case "remove code":
                return f"Delete {names}"
        return f"Change {names}"


def total(many: ByCoder) -> int:
    """How many of all."""
    return sum(number for _, number in many)


def named_in_short(names: tuple[str, ...]) -> str:
    """The first name, and how many more.

    >>> named_in_short(("Trust",)), named_in_short(("Trust", "Price", "Ease"))
    ('Trust', 'Trust and 2 others')
    """
    first = one_line(names[0], 60) if names else "nothing"
    more = len(names) - 1
    return first if more < 1 else f"{first} and {counted(more, 'other')}"


def plan_told(plan: CodebookPlan) -> list[str]:
    """What a plan does, a sentence each, the weightiest first."""
    into = one_line(plan.into, 60) if plan.into is not None else "the top"
    told = []
    if plan.new:
        told.append(f"{into} is a new code.")
    if plan.gone:
        told.append(f"{_tags(plan.gone)} {_go(plan.gone)}.")
    if plan.over:
        told.append(f"{_tags(plan.over)} {_go(plan.over)} over to {into}.")
    if plan.doubled:
        told.append(
            f"{_tags(plan.doubled)} {'falls' if total(plan.doubled) == 1 else 'fall'} together with what {into} has "
            "on the same words by the same coder."
        )
    if plan.waiting:
        told.append(
            f"{counted(plan.waiting, 'tag')} in the review list, without a place in a corrected text, "
            f"{'go' if plan.waiting > 1 else 'goes'} {'too' if plan.verb == 'remove code' else 'over too'}."
        )
    if plan.memos_over:
        told.append(
            f"{counted(plan.memos_over, 'memo')} on what goes "
            f"{'goes' if plan.memos_over == 1 else 'go'} over to {into}."
        )
    if plan.memos_gone:
        told.append(
            f"{counted(plan.memos_gone, 'memo')} {'go' if plan.memos_gone > 1 else 'goes'} with them."
        )
    for lost in plan.lost[:_NAMES_TOLD]:
        written = ", with what is written of it" if lost.described else ""
        told.append(f"The code {one_line(lost.name, 60)} goes{written}.")
    if (more := len(plan.lost) - _NAMES_TOLD) > 0:
        told.append(f"{counted(more, 'more code')} {'go' if more > 1 else 'goes'}.")
    for moved in plan.moved[:_NAMES_TOLD]:
        before, after = (
            "the top" if one is None else one_line(one, 40) for one in (moved.before, moved.after)
        )
        told.append(f"{one_line(moved.name, 60)} moves from {before} to {after}.")
    if (more := len(plan.moved) - _NAMES_TOLD) > 0:
        told.append(f"{counted(more, 'more code')} {'move' if more > 1 else 'moves'}.")
    if plan.reordered and not plan.moved:
        told.append("Codes side by side stand in another order.")
    told += [
        f"{one_line(one.name, 60)}: {one.what} {one.before} becomes {one.after}."
        for one in plan.changed[:_NAMES_TOLD]
    ]
    if (more := len(plan.changed) - _NAMES_TOLD) > 0:
        told.append(f"{counted(more, 'more change')} of the kind.")
    if plan.stale:
        told.append(
            f"{_named(plan.stale)} {'becomes' if len(plan.stale) == 1 else 'become'} stale: "
            "what personas cite is not what it was."
        )
    if plan.rules:
        noun = "segment" if len(plan.rules) == 1 else "segments"
        told.append(f"The rule of the {noun} {_named(plan.rules)} names a code that goes.")
    return told or ["Nothing changes: it is so already."]


def _tags(many: ByCoder) -> str:
    """How many tags of whom; a single coder is told by name as well."""
    number = counted(total(many), "tag")
    if len(many) == 1:
        return f"{number} of {one_line(many[0][0], 40)}"
    who = ", ".join(f"{one_line(coder, 40)} {count:,}" for coder, count in many[:_NAMES_TOLD])
    more = len(many) - _NAMES_TOLD
    return f"{number} ({who}{f' and {more} more coders' if more > 0 else ''})"


def _go(many: ByCoder) -> str:
    return "goes" if total(many) == 1 else "go"


def _named(names: tuple[str, ...]) -> str:
    shown = ", ".join(one_line(name, 40) for name in names[:_NAMES_TOLD])
    more = len(names) - _NAMES_TOLD
    return f"{shown} and {more} more" if more > 0 else shown
