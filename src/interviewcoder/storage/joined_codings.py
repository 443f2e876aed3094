"""Codings that fall together with one that their coder has on the same words: what was said of them is kept."""

from collections.abc import Mapping

from sqlalchemy import select

from .change import Change
from .codings import remove_codings
from .memos import hand_memos_on
from .tables import CodingRow, table_of


def join_codings(change: Change, joined: Mapping[int, int]) -> None:
    """Take codings away for others, which get their notes, and the polarity and weight that they lack.

    Args:
        joined: by the id of each coding that goes: the id of the one that stays.
    """
    codings = table_of(CodingRow)
    columns = (codings.c.guid, codings.c.polarity, codings.c.weight)
    for going_id, staying_id in joined.items():
        going, staying = (
            change.connection.execute(select(*columns).where(codings.c.id == one)).one()
            for one in (going_id, staying_id)
        )
        change.update(
            CodingRow,
            staying_id,
            polarity=staying.polarity or going.polarity,
            weight=going.weight if staying.weight is None else staying.weight,
        )
        hand_memos_on(change, going.guid, staying.guid)
    remove_codings(change, list(joined))
