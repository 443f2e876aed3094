"""Entering the groups of an exchanged study: its segments and its personas."""

from collections.abc import Sequence
from dataclasses import replace

from ..domain.errors import StudyError
from ..domain.exchange import ExchangedMemo, ExchangedPersona, ExchangedSegment, ExchangedStudy
from ..domain.exchange_report import counted
from ..domain.memo import MemoTarget
from ..domain.persona import Member, Persona, Synthesis
from ..domain.query import quoted
from ..domain.segment import SegmentDraft
from ..domain.text import name_key
from ..storage import made_personas as made
from ..storage import segments as stored
from ..storage.change import Change
from ..storage.entered import Entered, Guids, some
from ..storage.exchange import enter_memos
from ..storage.participants import list_participants
from ..storage.personas import latest_synthesis
from ..storage.tables import SegmentRow
from .segments import checked_draft
from .synthesizing import given_by


def enter_segments(change: Change, given: ExchangedStudy, done: Entered) -> None:
    """Add the segments and the memos on them; one whose rule cannot be asked here becomes a list of its members.

    Memos on segments that are left out become memos on the study.
    """
    done.targets[MemoTarget.SEGMENT] = {}
    people = {one.id: one.name for one in list_participants(change.connection)}
    names = {guid: people[person_id] for guid, person_id in done.people.items()}
    there = {name_key(one.name): one for one in stored.list_segments(change.connection)}
    waiting = []
    for segment in given.segments:
        own = there.get(name_key(segment.name))
        if own is None:
            waiting.append(segment)
            continue
        done.already["segments"] += 1
        done.targets[MemoTarget.SEGMENT][segment.guid] = own.guid
        if segment.rule and segment.rule != own.rule:
            done.told.append(
                f"The segment '{segment.name}' has another rule in the project; the study's stays."
            )
    waiting = _entered_by_rule(change, waiting, done)
    listed = [segment for segment in waiting if segment.member_guids]
    for segment in listed:
        values = " OR ".join(dict.fromkeys(quoted(names[one]) for one in segment.member_guids))
        _add(change, replace(segment, rule=f"participant:({values})"), done)
    ruled = [segment.name for segment in listed if segment.rule]
    if ruled:
        done.told.append(
            f"The rules of {counted(len(ruled), 'segments')} cannot be asked here ({some(ruled)}); "
            "they hold the members by name."
        )
    empty = [segment.name for segment in waiting if not segment.member_guids]
    if empty:
        done.told.append(
            f"{counted(len(empty), 'segments')} without members were left out: {some(empty)}."
        )
    _enter_memos_on_segments(change, given.memos, done)


def _enter_memos_on_segments(change: Change, memos: Sequence[ExchangedMemo], done: Entered) -> None:
    there = done.targets[MemoTarget.SEGMENT]
    on_segments = [memo for memo in memos if memo.target is MemoTarget.SEGMENT]
    homeless = [memo for memo in on_segments if memo.target_guid not in there]
    enter_memos(change, [memo for memo in on_segments if memo.target_guid in there], done)
    enter_memos(change, [replace(memo, target=MemoTarget.STUDY) for memo in homeless], done)
    if homeless:
        done.told.append(
            f"{counted(len(homeless), 'memos')} on segments that were left out became memos on the study."
        )


def _entered_by_rule(
    change: Change, waiting: Sequence[ExchangedSegment], done: Entered
) -> list[ExchangedSegment]:
    """Enter those whose rules can be asked, which may speak of one another; the others come back."""
    left = list(waiting)
    while True:
        refused = [
            segment for segment in left if not segment.rule or not _add(change, segment, done)
        ]
        if len(refused) == len(left):
            return left
        left = refused


def _add(change: Change, segment: ExchangedSegment, done: Entered) -> bool:
    try:
        draft = checked_draft(change.connection, SegmentDraft(segment.name, segment.rule))
    except StudyError:
        return False
    guid = Guids(change.connection, SegmentRow).free(segment.guid)
    done.targets[MemoTarget.SEGMENT][segment.guid] = guid
    stored.add_segment(change, draft, guid)
    done.added["segments"] += 1
    return True


def enter_personas(change: Change, given: ExchangedStudy, done: Entered) -> None:
    """Make the personas as a run whose groups are given, as if a person had arranged them.

    Claims and figures are told anew from the codings, which came along; names and texts are the project's. The
    study's own personas go on beside them, with the members who are in none of the project's. Where the codings are
    too few to tell anything, the words become memos on the study.
    """
    current = latest_synthesis(change.connection)
    own = current.personas if current else ()
    fresh = [one for one in given.personas if not _is_there(one, own, done)]
    done.already["personas"] += len(given.personas) - len(fresh)
    on_personas = [memo for memo in given.memos if memo.target is MemoTarget.PERSONA]
    if fresh:
        try:
            synthesis = _told_anew(change, fresh, own, done)
        except StudyError as error:
            _enter_as_memos(change, fresh, on_personas, done, error)
            return
        made.add_synthesis(change, replace(synthesis, by_hand=f"taken from {given.name}"))
        done.added["personas"] += len(fresh)
    done.targets[MemoTarget.PERSONA] = {one.guid: one.guid for one in given.personas}
    enter_memos(change, on_personas, done)


def _is_there(persona: ExchangedPersona, own: Sequence[Persona], done: Entered) -> bool:
    members = {done.people[guid] for guid in persona.member_guids}
    return any(
        one.guid == persona.guid and {m.participant_id for m in one.members} == members
        for one in own
    )


def _told_anew(
    change: Change, fresh: Sequence[ExchangedPersona], own: Sequence[Persona], done: Entered
) -> Synthesis:
    from ..analysis.synthesis import Group, synthesize

    replaced = {one.guid for one in fresh}
    personas = [_as_arranged(one, done) for one in fresh]
    personas += [one for one in own if one.guid not in replaced]
    groups: list[Group] = []
    placed: set[int] = set()
    for persona in personas:
        members = {member.participant_id for member in persona.members} - placed
        if members:
            groups.append(Group(frozenset(members), persona))
            placed |= members
    if not groups:
        raise StudyError("The personas have no members.", "Put people into them.")
    synthesis = synthesize(replace(given_by(change.connection), groups=groups))
    told = {member.participant_id for one in synthesis.personas for member in one.members}
    if silent := placed - told:
        done.told.append(
            f"{counted(len(silent), 'members')} of personas have too few codings and are in none now."
        )
    return synthesis


def _as_arranged(persona: ExchangedPersona, done: Entered) -> Persona:
    """A persona with what a person wrote of it, to go on from."""
    summary, _, narrative = persona.text.partition("\n\n")
    members = tuple(Member(done.people[guid], "", 1.0) for guid in persona.member_guids)
    return Persona(
        id=0,
        guid=persona.guid,
        name=persona.name,
        summary=" ".join(summary.split()),
        narrative=narrative.strip(),
        members=members,
        share=0.0,
        claims=(),
        quotes=(),
        segments=(),
        name_edited=True,
        summary_edited=True,
        narrative_edited=True,
    )


def _enter_as_memos(
    change: Change,
    personas: Sequence[ExchangedPersona],
    on_personas: Sequence[ExchangedMemo],
    done: Entered,
    why: StudyError,
) -> None:
    words = [
        ExchangedMemo(one.guid, MemoTarget.STUDY, "", f"Persona: {one.name}\n\n{one.text}".strip())
        for one in personas
    ]
    words += [replace(memo, target=MemoTarget.STUDY) for memo in on_personas]
    enter_memos(change, words, done)
    done.told.append(
        f"{counted(len(personas), 'personas')} became memos, since their claims cannot be told: {why}"
    )
