"""Changing the codebook as a whole: what a change would do, and doing it, as one action."""

from collections.abc import Collection, Mapping

from ..domain.code_tree import CodeTree
from ..domain.codebook import CodeDraft
from ..domain.codebook_change import (
    CodebookChange,
    CodebookPlan,
    GiveColour,
    GiveKind,
    MergeCodes,
    MoveCodes,
    RemoveCodes,
    SplitCode,
)
from ..domain.codebook_plan import Given, arranged, colour_of_kind, planned
from ..domain.errors import StudyError
from ..domain.query import Field, FieldTerm, QueryError
from ..domain.query_parser import parse
from ..domain.text import name_key
from ..storage import codebook as stored
from ..storage.change import Change
from ..storage.engine import Connection
from ..storage.planning import citations, memos_on_codes, tags_of, waiting_tags
from ..storage.retagging import codings_with_ids, recode_codings
from ..storage.segments import list_segments
from .naming import by_name

_NAMES_A_CODE = (Field.CODE, Field.UNDER, Field.HAS, Field.WITH, Field.FOLLOWED_BY)


def plan_of(connection: Connection, asked: CodebookChange) -> CodebookPlan:
    """What a change does to the study as it is now.

    Raises:
        StudyError: it cannot be done.
    """
    tree = CodeTree(stored.list_codes(connection, counted=False))
    match asked:
        case MergeCodes():
            touched = {*asked.code_ids, asked.into_id}
        case RemoveCodes():
            touched = set(asked.code_ids)
        case SplitCode():
            touched = {asked.code_id, *([asked.into] if isinstance(asked.into, int) else ())}
        case _:
            # Nothing happens to tags.
            return planned(asked, Given(tree))
    given = Given(
        tree,
        tags_of(connection, touched),
        memos_on_codes(connection),
        waiting_tags(connection),
        citations(connection),
        _codes_in_rules(connection),
    )
    return planned(asked, given)


def carry_out(change: Change, asked: CodebookChange, seen: CodebookPlan | None) -> CodebookPlan:
    """Do what is asked within an action; returns what it did.

    Args:
        seen: what was shown that it would do; None: whatever it does now.

    Raises:
        StudyError: it cannot be done, or it would do something else by now than what was shown.
    """
    plan = plan_of(change.connection, asked)
    if seen is not None and plan != seen:
        raise StudyError(
            "The study was changed meanwhile, and this would do something else now.",
            "Nothing was done. Look at what it would do now.",
        )
    change.summary = plan.title
    match asked:
        case MoveCodes():
            _move(change, asked)
        case MergeCodes():
            for code_id in dict.fromkeys(asked.code_ids):
                stored.merge_code(change, code_id, asked.into_id)
        case RemoveCodes():
            for code_id in dict.fromkeys(asked.code_ids):
                stored.remove_code(change, code_id)
        case SplitCode():
            into = asked.into
            if isinstance(into, CodeDraft):
                draft = into.checked()
                codes = stored.list_codes(change.connection, counted=False)
                parent = by_name(codes, draft.parent, "code", "codebook") if draft.parent else None
                into = stored.add_code(change, draft, parent)
            recode_codings(change, codings_with_ids(change.connection, asked.coding_ids), into)
        case GiveKind():
            for code_id in dict.fromkeys(asked.code_ids):
                code = stored.require_code(change.connection, code_id)
                colour = colour_of_kind(code, asked)
                values = {"kind": asked.kind.value, "colour": colour}
                stored.update_code(change, code_id, values)
        case GiveColour():
            for code_id in dict.fromkeys(asked.code_ids):
                code = stored.require_code(change.connection, code_id)
                checked = CodeDraft(code.name, colour=asked.colour).checked()
                values = {"colour": checked.colour or code.kind.colour}
                stored.update_code(change, code_id, values)
    return plan


def _move(change: Change, asked: MoveCodes) -> None:
    tree = CodeTree(stored.list_codes(change.connection, counted=False))
    for code_id in tree.topmost(asked.code_ids):
        stored.move_code(change, code_id, asked.parent_id)
    if asked.order:
        now = CodeTree(stored.list_codes(change.connection, counted=False))
        there = [code.id for code in now.children(asked.parent_id)]
        stored.arrange_codes(change, arranged(there, asked.order))


def _codes_in_rules(connection: Connection) -> Mapping[str, Collection[str]]:
    """By segment's name: the keys of the names of the codes that its rule speaks of."""
    found: dict[str, set[str]] = {}
    for segment in list_segments(connection):
        try:
            query = parse(segment.rule)
        except QueryError:
            continue
        found[segment.name] = {
            name_key(value.text)
            for leaf in query.leaves()
            if isinstance(leaf, FieldTerm) and leaf.field in _NAMES_A_CODE
            for value in leaf.values
            if not value.is_prefix
        }
    return found
