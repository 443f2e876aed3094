"""The codebook: codes and their tree."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.engine import Connection

from ..domain.codebook import Code, CodeDraft, in_tree_order
from ..domain.conflict import Seen
from ..domain.errors import StudyError
from ..domain.kinds import Kind
from ..domain.text import clean_name, name_key
from .change import Change, moment, new_guid
from .codings import remove_codings
from .conflicts import reconciled, require_untouched
from .memos import hand_memos_on, remove_memos_on
from .rejections import hand_rejections_on
from .relocations import forget_code, hand_code_on
from .retagging import carrying, recode_codings
from .tables import CodeRow, CodingRow, RejectionRow, table_of
from .unique_names import require_free_name

_CODES = """
SELECT c.id, c.guid, c.name, c.kind, c.parent_id, c.colour, c.definition, c.include, c.exclude, c.position,
       c.created_at
FROM code c
"""
_COUNTS = """
SELECT g.code_id, count(*), count(DISTINCT k.participant_id), count(DISTINCT g.source_id)
FROM coding g JOIN coding_passage v ON v.coding_id = g.id
JOIN passage p ON p.id = v.passage_id JOIN speaker k ON k.id = p.speaker_id GROUP BY g.code_id
"""


def list_codes(connection: Connection, *, counted: bool = True) -> list[Code]:
    """The codes in tree order, with how many codings, participants and sources have them unless not `counted`."""
    counts: dict[int, tuple[int, int, int]] = {}
    if counted:
        for code_id, codings, participants, sources in connection.execute(text(_COUNTS)):
            counts[code_id] = (codings, participants, sources)
    codes = [
        Code(
            code_id,
            guid,
            name,
            Kind(kind),
            parent,
            colour,
            definition,
            include,
            exclude,
            position,
            *counts.get(code_id, (0, 0, 0)),
            created_at=datetime.fromisoformat(created_at) if created_at else None,
        )
        for (
            code_id,
            guid,
            name,
            kind,
            parent,
            colour,
            definition,
            include,
            exclude,
            position,
            created_at,
        ) in connection.execute(text(_CODES))
    ]
    return [branch.code for branch in in_tree_order(codes)]


def require_code(connection: Connection, code_id: int) -> Code:
    """The code with this id.

    Raises:
        StudyError: it is not in the codebook.
    """
    for code in list_codes(connection, counted=False):
        if code.id == code_id:
            return code
    raise StudyError("That code is not in the codebook any more.", "Look at: codebook")


def _require_free_name(connection: Connection, name: str, besides: int | None = None) -> None:
    remedy = "Use it, or choose another name."
    require_free_name(connection, CodeRow, name, "code", besides=besides, remedy=remedy)


def add_code(change: Change, draft: CodeDraft, parent: Code | None) -> int:
    """Enter a code under a parent (None: at the top); returns its id."""
    _require_free_name(change.connection, draft.name)
    kind = draft.kind or (parent.kind if parent else Kind.OTHER)
    codes = table_of(CodeRow)
    highest = change.connection.execute(select(func.max(codes.c.position))).scalar()
    return change.insert_one(
        CodeRow,
        id=change.next_id(CodeRow),
        guid=new_guid(),
        version=1,
        name=draft.name,
        name_key=name_key(draft.name),
        kind=kind.value,
        parent_id=parent.id if parent else None,
        colour=draft.colour or kind.colour,
        definition=draft.definition,
        include=draft.include,
        exclude=draft.exclude,
        position=0 if highest is None else highest + 1,
        coder_id=change.coder_id(),
        created_at=moment(),
    )


def code_to_edit(change: Change, code_id: int, seen: Seen | None) -> Code:
    """The code with this id.

    Raises:
        StudyError: it is not in the codebook; an `EditConflict` where an editor has seen it there.
    """
    reconciled(change, CodeRow, code_id, {}, seen)
    return require_code(change.connection, code_id)


def update_code(
    change: Change, code_id: int, values: dict[str, Any], seen: Seen | None = None
) -> None:
    """Change columns of a code, as `reconciled` tells; a new name must be free."""
    if "name" in values:
        values["name"] = clean_name(values["name"], "code's name")
    values = reconciled(change, CodeRow, code_id, values, seen)
    if "name" in values:
        values["name_key"] = name_key(values["name"])
        _require_free_name(change.connection, values["name"], besides=code_id)
    change.update(CodeRow, code_id, **values)


def move_code(
    change: Change, code_id: int, parent_id: int | None, seen: Seen | None = None
) -> None:
    """Hang a code, with all that is under it, below another one (None: at the top).

    Raises:
        StudyError: the new parent is the code itself or below it.
    """
    if parent_id == code_id or (parent_id and code_id in _line(change.connection, parent_id)):
        raise StudyError("A code cannot be moved below itself.", "Choose another parent.")
    values = reconciled(change, CodeRow, code_id, {"parent_id": parent_id}, seen)
    change.update(CodeRow, code_id, **values)


def code_that_goes(change: Change, code_id: int, seen: Seen | None) -> Code:
    """The code with this id, which is to be removed.

    Args:
        seen: its fields as they were on show, among them how many `codings` it had if they are to go with it.

    Raises:
        StudyError: it is not in the codebook; an `EditConflict` where another has changed it, or tagged with it, since.
    """
    shown = dict(seen or {})
    counted = {"codings": shown.pop("codings")} if "codings" in shown else None
    code = code_to_edit(change, code_id, seen)
    require_untouched(
        change, CodeRow, {"id": code_id}, {key: getattr(code, key) for key in shown}, shown
    )
    codings = select(func.count()).where(table_of(CodingRow).c.code_id == code_id)
    now = {"codings": change.connection.execute(codings).scalar_one()}
    require_untouched(change, CodingRow, {"code_id": code_id}, now, counted, "code")
    return code


def merge_code(change: Change, code_id: int, into_id: int) -> None:
    """Give a code's codings and children to another code and remove it.

    A coding that the other code has already, on the same words by the same coder, becomes one with that.
    """
    if code_id == into_id:
        raise StudyError("A code cannot be merged into itself.", "Choose another code.")
    code = require_code(change.connection, code_id)
    into = require_code(change.connection, into_id)
    if code_id in _line(change.connection, into_id):
        move_code(change, into_id, code.parent_id)
    codings = carrying(change.connection, code_id).values()
    recode_codings(change, list(codings), into_id, by_hand=False)
    hand_code_on(change, code_id, into_id)
    hand_rejections_on(change, code_id, into_id)
    _give_children_up(change, code_id, into_id)
    hand_memos_on(change, code.guid, into.guid)
    change.delete(CodeRow, id=code_id)


def arrange_codes(change: Change, code_ids: Sequence[int]) -> None:
    """Have codes that stand side by side stand in this order: they share out the positions that they have."""
    codes = table_of(CodeRow)
    rows = change.connection.execute(select(codes.c.id, codes.c.position))
    known = {row.id: row.position for row in rows}
    lowest = -1
    for code_id, position in zip(code_ids, sorted(known[one] for one in code_ids), strict=True):
        lowest = max(lowest + 1, position)
        change.update(CodeRow, code_id, position=lowest)


def _line(connection: Connection, code_id: int) -> set[int]:
    """The ids of the codes above one."""
    parents = {code.id: code.parent_id for code in list_codes(connection, counted=False)}
    found: set[int] = set()
    above = parents.get(code_id)
    while above is not None and above not in found:
        found.add(above)
        above = parents.get(above)
    return found


def remove_code(change: Change, code_id: int) -> int:
    """Remove a code with its codings; its children move up. Returns how many codings went."""
    code = require_code(change.connection, code_id)
    codings = table_of(CodingRow)
    rows = change.connection.execute(select(codings.c.id).where(codings.c.code_id == code_id))
    removed = remove_codings(change, [row[0] for row in rows]) + forget_code(change, code_id)
    change.delete(RejectionRow, code_id=code_id)
    _give_children_up(change, code_id, code.parent_id)
    remove_memos_on(change, [code.guid])
    change.delete(CodeRow, id=code_id)
    return removed


def _give_children_up(change: Change, code_id: int, parent_id: int | None) -> None:
    codes = table_of(CodeRow)
    rows = change.connection.execute(select(codes.c.id).where(codes.c.parent_id == code_id))
    for (child,) in rows.all():
        change.update(CodeRow, child, parent_id=parent_id)
