"""What a change of the codebook does, worked out from what is there: pure, so that looking changes nothing."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from .code_tree import CodeTree
from .codebook import Code, CodeDraft
from .codebook_change import (
    VERBS,
    ByCoder,
    ChangedCode,
    CodebookChange,
    CodebookPlan,
    GiveColour,
    GiveKind,
    LostCode,
    MergeCodes,
    MoveCodes,
    MovedCode,
    RemoveCodes,
    SplitCode,
)
from .errors import StudyError
from .text import name_key

Key = TypeVar("Key", int, str)


class PlannedTag(NamedTuple):
    """A coding as a plan looks at it."""

    id: int
    guid: str
    code_id: int
    coder: str
    place: tuple[int, int, int]
    """Source, start, end."""


class Citation(NamedTuple):
    """That a persona which is not stale yet stands on a coding."""

    persona: str
    code_guid: str
    """Of the claim; empty: the coding may carry any code."""
    coding_guid: str


@dataclass(frozen=True, slots=True)
class Given:
    """What a plan is made from."""

    tree: CodeTree
    tags: Sequence[PlannedTag] = ()
    """At least those of the codes that the change is about."""
    memos: Mapping[str, int] | None = None
    """By GUID of a code or coding: how many memos are on it."""
    waiting: Mapping[int, int] | None = None
    """By code's id: how many of its tags have no place in a corrected text."""
    citations: Sequence[Citation] = ()
    rules: Mapping[str, Collection[str]] | None = None
    """By segment's name: the keys of the names of the codes that its rule speaks of."""


def planned(change: CodebookChange, given: Given) -> CodebookPlan:
    """What a change does.

    Raises:
        StudyError: it cannot be done.
    """
    match change:
        case MoveCodes():
            return _moving(change, given)
        case MergeCodes():
            return _merging(change, given)
        case RemoveCodes():
            return _removing(change, given)
        case SplitCode():
            return _splitting(change, given)
        case GiveKind():
            return _kinds(change, given)
        case GiveColour():
            return _colours(change, given)


def arranged(children: Sequence[int], order: Sequence[int]) -> list[int]:
    """A parent's children in the order that is asked for; those that it does not name come after, as they were."""
    named = [child for child in dict.fromkeys(order) if child in set(children)]
    return named + [child for child in children if child not in set(named)]


def _moving(change: MoveCodes, given: Given) -> CodebookPlan:
    tree = given.tree
    codes = _some(tree, change.code_ids)
    parent = tree.code(change.parent_id) if change.parent_id is not None else None
    if parent is not None and parent.id in tree.with_those_below(change.code_ids):
        raise StudyError("A code cannot be moved below itself.", "Choose another parent.")
    parents = tree.parents
    for code_id in tree.topmost(change.code_ids):
        parents[code_id] = change.parent_id
    there = [code.id for code in tree.children(change.parent_id)]
    return CodebookPlan(
        VERBS[MoveCodes],
        tuple(code.name for code in codes),
        parent.name if parent else None,
        moved=_moved(tree, parents),
        reordered=bool(change.order) and arranged(there, change.order) != there,
    )


def _merging(change: MergeCodes, given: Given) -> CodebookPlan:
    tree = given.tree
    codes, into = _some(tree, change.code_ids), tree.code(change.into_id)
    if into in codes:
        raise StudyError("A code cannot be merged into itself.", "Choose another code.")
    parents = tree.parents
    for code in codes:
        if code.id in _line(parents, into.id):
            parents[into.id] = parents[code.id]
        for child, parent in parents.items():
            if parent == code.id and child != into.id:
                parents[child] = into.id
    lost = [code.id for code in codes]
    going = [tag for code_id in lost for tag in given.tags if tag.code_id == code_id]
    over, doubled = _fall_together(going, into.id, given.tags)
    return CodebookPlan(
        VERBS[MergeCodes],
        tuple(code.name for code in codes),
        into.name,
        over=_by_coder(over),
        doubled=_by_coder(doubled),
        waiting=_count(given.waiting, lost),
        memos_over=_count(
            given.memos, [code.guid for code in codes] + [tag.guid for tag in doubled]
        ),
        moved=_moved(tree, parents, lost),
        lost=tuple(map(_lost, codes)),
        stale=_stale(given, doubled, over, into.guid),
        rules=_rules(given, codes),
        coding_ids=frozenset(tag.id for tag in (*over, *doubled)),
    )


def _removing(change: RemoveCodes, given: Given) -> CodebookPlan:
    tree = given.tree
    codes = _some(tree, change.code_ids)
    parents = tree.parents
    for code in codes:
        for child, parent in parents.items():
            if parent == code.id:
                parents[child] = parents[code.id]
    lost = {code.id for code in codes}
    gone = [tag for tag in given.tags if tag.code_id in lost]
    guids = [code.guid for code in codes] + [tag.guid for tag in gone]
    return CodebookPlan(
        VERBS[RemoveCodes],
        tuple(code.name for code in codes),
        gone=_by_coder(gone),
        waiting=_count(given.waiting, lost),
        memos_gone=_count(given.memos, guids),
        moved=_moved(tree, parents, lost),
        lost=tuple(map(_lost, codes)),
        stale=_stale(given, gone),
        rules=_rules(given, codes),
        coding_ids=frozenset(tag.id for tag in gone),
    )


def _splitting(change: SplitCode, given: Given) -> CodebookPlan:
    code = given.tree.code(change.code_id)
    into = change.into if isinstance(change.into, CodeDraft) else given.tree.code(change.into)
    if isinstance(into, Code) and into.id == code.id:
        raise StudyError("A code cannot be split into itself.", "Choose another code.")
    if isinstance(into, CodeDraft):
        into = into.checked()
        if name_key(into.name) in {name_key(b.code.name) for b in given.tree.branches}:
            raise StudyError(
                f"There is a code '{into.name}' already.", "Use it, or choose another name."
            )
    chosen = set(change.coding_ids)
    tags = [tag for tag in given.tags if tag.id in chosen and tag.code_id == code.id]
    if len(tags) < len(chosen):
        raise StudyError(
            f"Not all of these tags are of the code '{code.name}' any more.",
            "Choose the excerpts again.",
        )
    if not tags:
        raise StudyError("There is nothing to split off.", "Choose some excerpts of the code.")
    into_id = into.id if isinstance(into, Code) else None
    over, doubled = _fall_together(tags, into_id, given.tags)
    return CodebookPlan(
        VERBS[SplitCode],
        (code.name,),
        into.name,
        new=into_id is None,
        over=_by_coder(over),
        doubled=_by_coder(doubled),
        memos_over=_count(given.memos, (tag.guid for tag in doubled)),
        stale=_stale(given, doubled, over, into.guid if isinstance(into, Code) else "-"),
        coding_ids=frozenset(chosen),
    )


def _kinds(change: GiveKind, given: Given) -> CodebookPlan:
    codes = _some(given.tree, change.code_ids)
    changed = []
    for code in codes:
        if code.kind is not change.kind:
            changed.append(ChangedCode(code.name, "kind", code.kind.value, change.kind.value))
            colour = colour_of_kind(code, change)
            if colour != code.colour:
                changed.append(ChangedCode(code.name, "colour", code.colour, colour))
    names = tuple(code.name for code in codes)
    return CodebookPlan(VERBS[GiveKind], names, changed=tuple(changed))


def colour_of_kind(code: Code, change: GiveKind) -> str:
    """The colour that a code has when it is of another kind: its own, unless that was the kind's."""
    return change.kind.colour if code.colour == code.kind.colour else code.colour


def _colours(change: GiveColour, given: Given) -> CodebookPlan:
    codes = _some(given.tree, change.code_ids)
    changed = []
    for code in codes:
        colour = CodeDraft(code.name, colour=change.colour).checked().colour or code.kind.colour
        if colour != code.colour:
            changed.append(ChangedCode(code.name, "colour", code.colour, colour))
    names = tuple(code.name for code in codes)
    return CodebookPlan(VERBS[GiveColour], names, changed=tuple(changed))


def _some(tree: CodeTree, code_ids: Iterable[int]) -> list[Code]:
    codes = tree.codes(code_ids)
    if not codes:
        raise StudyError("No code is chosen.", "Choose one or more codes.")
    return codes


def _line(parents: Mapping[int, int | None], code_id: int) -> set[int]:
    """The ids of the codes above one."""
    found: set[int] = set()
    parent = parents[code_id]
    while parent is not None:
        found.add(parent)
        parent = parents[parent]
    return found


def _fall_together(
    going: Iterable[PlannedTag], into_id: int | None, tags: Iterable[PlannedTag]
) -> tuple[list[PlannedTag], list[PlannedTag]]:
    """Of the tags that a code is to take, those that go over, and those that are there already by then."""
    there = {(tag.place, tag.coder) for tag in tags if tag.code_id == into_id}
    over: list[PlannedTag] = []
    doubled: list[PlannedTag] = []
    for tag in going:
        (doubled if (tag.place, tag.coder) in there else over).append(tag)
        there.add((tag.place, tag.coder))
    return over, doubled


def _moved(
    tree: CodeTree, parents: Mapping[int, int | None], lost: Collection[int] = ()
) -> tuple[MovedCode, ...]:
    def name(code_id: int | None) -> str | None:
        return None if code_id is None else tree.code(code_id).name

    before = tree.parents
    return tuple(
        MovedCode(branch.code.name, name(before[branch.code.id]), name(parents[branch.code.id]))
        for branch in tree.branches
        if branch.code.id not in lost and before[branch.code.id] != parents[branch.code.id]
    )


def _lost(code: Code) -> LostCode:
    return LostCode(code.name, code.definition, code.include, code.exclude)


def _by_coder(tags: Iterable[PlannedTag]) -> ByCoder:
    counts = Counter(tag.coder for tag in tags)
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _count(numbers: Mapping[Key, int] | None, keys: Iterable[Key]) -> int:
    return sum(numbers.get(key, 0) for key in keys) if numbers else 0


def _stale(
    given: Given,
    gone: Iterable[PlannedTag],
    over: Iterable[PlannedTag] = (),
    code_guid: str = "",
) -> tuple[str, ...]:
    """The personas that cite a tag which goes, or one which carries another code than their claim by then."""
    lost, moved = {tag.guid for tag in gone}, {tag.guid for tag in over}
    return tuple(
        dict.fromkeys(
            one.persona
            for one in given.citations
            if one.coding_guid in lost
            or (one.coding_guid in moved and one.code_guid not in ("", code_guid))
        )
    )


def _rules(given: Given, codes: Iterable[Code]) -> tuple[str, ...]:
    keys = {name_key(code.name) for code in codes}
    return tuple(name for name, named in (given.rules or {}).items() if keys & set(named))
