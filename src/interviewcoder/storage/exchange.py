"""Entering an exchanged study into a study file: what is new is added, what is there is put together with it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import select

from ..domain.coding import Span
from ..domain.exchange import ExchangedCoder, ExchangedMemo, ExchangedStudy
from ..domain.memo import MemoTarget
from ..domain.text import name_key
from .change import Change, moment
from .codings import Mark, add_codings
from .enter_codes import enter_codes
from .enter_people import enter_people
from .enter_sources import enter_sources
from .entered import Entered, Guids, stamp
from .tables import CoderRow, CodingRow, MemoRow, table_of

GROUPS = frozenset({MemoTarget.SEGMENT, MemoTarget.PERSONA})
"""What is entered once its people and codings are there."""


def enter(change: Change, given: ExchangedStudy) -> Entered:
    """Enter a sound exchanged study (see `exchange_check.sound`), without its `GROUPS` and memos on these.

    Things keep their GUIDs where these are free. Put together with what is there are coders and participants of
    a name, codes of a GUID or name, sources of a text, and codings of the same words, code and coder.
    """
    done = Entered()
    _enter_coders(change, given.coders, done)
    enter_codes(change, given.codes, done)
    enter_people(change, given, done)
    enter_sources(change, given.sources, done)
    _enter_codings(change, given, done)
    enter_memos(change, [memo for memo in given.memos if memo.target not in GROUPS], done)
    return done


def _enter_coders(change: Change, coders: Sequence[ExchangedCoder], done: Entered) -> None:
    table = table_of(CoderRow)
    known = {
        row.name_key: row.id
        for row in change.connection.execute(select(table.c.name_key, table.c.id))
    }
    guids = Guids(change.connection, CoderRow)
    rows: list[tuple[object, ...]] = []
    next_id = change.next_id(CoderRow)
    for coder in coders:
        key = name_key(coder.name)
        if key in known:
            done.already["coders"] += 1
        else:
            known[key] = next_id + len(rows)
            rows.append((known[key], guids.free(coder.guid), coder.name, key))
            done.added["coders"] += 1
        done.coders[coder.guid] = known[key]
    change.insert(CoderRow, ("id", "guid", "name", "name_key"), rows)


def _enter_codings(change: Change, given: ExchangedStudy, done: Entered) -> None:
    table = table_of(CodingRow)
    there: dict[tuple[int, int, int, int, int], str] = {
        (row.source_id, row.start_pos, row.end_pos, row.code_id, row.coder_id): row.guid
        for row in change.connection.execute(
            select(
                table.c.source_id,
                table.c.start_pos,
                table.c.end_pos,
                table.c.code_id,
                table.c.coder_id,
                table.c.guid,
            )
        )
    }
    guids = Guids(change.connection, CodingRow)
    marks: list[Mark] = []
    for coding in given.codings:
        coder_id = done.coder_id(change, coding.coder_guid)
        source_id, code_id = done.sources[coding.source_guid], done.codes[coding.code_guid]
        place = (source_id, coding.start, coding.end, code_id, coder_id)
        if place in there:
            done.codings[coding.guid] = there[place]
            done.already["codings"] += 1
            continue
        guid = guids.free(coding.guid)
        there[place] = done.codings[coding.guid] = guid
        marks.append(
            Mark(
                source_id,
                Span(coding.start, coding.end),
                code_id,
                coder_id,
                coding.polarity,
                coding.weight,
                coding.origin,
                coding.suggested,
                guid,
                stamp(coding.created_at),
            )
        )
    done.added["codings"] += len(add_codings(change, marks))
    done.targets[MemoTarget.CODING] = done.codings


def enter_memos(change: Change, memos: Iterable[ExchangedMemo], done: Entered) -> None:
    """Enter memos on what has been entered; one that the study has, word for word, is not doubled."""
    table = table_of(MemoRow)
    there = {
        (row.target, row.target_guid, row.text)
        for row in change.connection.execute(
            select(table.c.target, table.c.target_guid, table.c.text)
        )
    }
    guids = Guids(change.connection, MemoRow)
    rows: list[tuple[object, ...]] = []
    next_id, now = change.next_id(MemoRow), moment()
    done.targets[MemoTarget.STUDY] = defaultdict(str)  # A memo on the study itself needs no GUID.
    for memo in memos:
        target = done.targets[memo.target][memo.target_guid]
        if (memo.target.value, target, memo.text) in there:
            done.already["memos"] += 1
            continue
        rows.append(
            (
                next_id + len(rows),
                guids.free(memo.guid),
                1,
                memo.target.value,
                target,
                memo.text,
                done.coder_id(change, memo.coder_guid),
                stamp(memo.created_at) or now,
            )
        )
    change.insert(MemoRow, tuple(column.name for column in table.columns), rows)
    done.added["memos"] += len(rows)
