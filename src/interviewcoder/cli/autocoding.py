"""The command that tags all that a search finds."""

from typing import TYPE_CHECKING, Annotated

import typer

from interviewcoder.domain.choices import Unit, Voices

from .arguments import AsJson, CodeName, CoderName, StudyFile
from .opening import opened
from .printing import say, show_records, show_table
from .search_options import (
    AsPattern,
    InSource,
    OfParticipant,
    Query,
    Untagged,
    WhoseWords,
    mind_unfinished,
    scope_of,
    search_for,
)

if TYPE_CHECKING:
    from interviewcoder.domain.coding import Proposal

group = typer.Typer()


@group.command("autocode")
def autocode(
    study: StudyFile,
    code: CodeName,
    query: Query,
    regex: AsPattern = False,
    unit: Annotated[
        Unit, typer.Option("--unit", help="How much around the words is tagged.")
    ] = Unit.SENTENCE,
    voices: WhoseWords = Voices.PARTICIPANTS,
    source: InSource = None,
    participant: OfParticipant = None,
    untagged: Untagged = False,
    without: Annotated[
        list[str] | None,
        typer.Option(
            "--without",
            metavar="SOURCE:START",
            help="Leave one of those listed out. May be repeated.",
            show_default=False,
        ),
    ] = None,
    apply: Annotated[
        bool, typer.Option("--apply", help="Tag them; else they are only listed.")
    ] = False,
    coder: CoderName = None,
    as_json: AsJson = False,
) -> None:
    """Tag what participants say with certain words: lists it first, tags with --apply.

    All of it undoes as one action, and every excerpt stays marked as autocoded.

    \b
    Example:
      interviewcoder autocode pilot.study "Price worry" 'price* -gift'
    """
    from interviewcoder.domain.records import proposal_record

    with opened(study, coder) as opened_study:
        code_id = opened_study.codebook.get(code).id
        scope = scope_of(opened_study, voices, source, participant, untagged=untagged)
        asked = search_for(query, as_pattern=regex)
        proposed = opened_study.autocoding.proposed(asked, code_id, unit, scope)
        places = {f"{one.source}:{one.span.start}": one for one in proposed.proposals}
        left_out = [_one(places, place) for place in without or ()]
        found = [one for one in proposed.proposals if one not in left_out]
        if apply:
            opened_study.autocoding.apply(asked, code_id, unit, scope, chosen=found)
    mind_unfinished(proposed)
    if as_json:
        show_records(map(proposal_record, found))
    elif not apply:
        show_table(
            ("Source", "Start", "End", "Participant", "Text"),
            [
                (one.source, one.span.start, one.span.end, one.participant, one.text)
                for one in found
            ],
        )
    if apply:
        say(f"Tagged {len(found)} excerpts as '{code}'. Take it back: interviewcoder undo.")
    else:
        say(f"{len(found)} excerpts would be tagged as '{code}'. To tag them, add --apply.")
    if proposed.already:
        say(f"{proposed.already} more are left out, since they carry the code already.")


def _one(places: dict[str, "Proposal"], place: str) -> "Proposal":
    """The listed excerpt at a place."""
    from interviewcoder.domain.errors import StudyError
    from interviewcoder.domain.text import one_line

    if place not in places:
        raise StudyError(
            f"No listed excerpt begins at '{one_line(place, 80)}'.",
            "Give its source and start as they are listed, such as 'interview 1:1204'.",
        )
    return places[place]
