"""Commands on memos."""

from typing import TYPE_CHECKING, Annotated

import typer

from interviewcoder.domain.memo import MemoTarget

from .arguments import AsJson, StudyFile
from .opening import opened
from .printing import say, show_records, show_table

if TYPE_CHECKING:
    from interviewcoder.study import Study

group = typer.Typer()


def _on(what: str, helps: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(
        f"--{what}", metavar="NAME", help=helps, show_default=False
    )
    return option


@group.command("memo")
def memo(
    study: StudyFile,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The note.", show_default=False)],
    source: Annotated[str | None, _on("source", "The source that it is on.")] = None,
    code: Annotated[str | None, _on("code", "The code that it is on.")] = None,
    participant: Annotated[str | None, _on("participant", "The participant that it is on.")] = None,
    persona: Annotated[str | None, _on("persona", "The persona that it is on.")] = None,
    segment: Annotated[str | None, _on("segment", "The segment that it is on.")] = None,
) -> None:
    """Write a note on the study, or on one thing in it.

    \b
    Example:
      interviewcoder memo pilot.study "Hesitates whenever money comes up" --participant Maria
    """
    targets = [name for name in (source, code, participant, persona, segment) if name is not None]
    if len(targets) > 1:
        raise typer.BadParameter("a memo is on one thing: give one of the options.")
    with opened(study) as opened_study:
        if source is not None:
            target, guid = MemoTarget.SOURCE, opened_study.sources.get(source).guid
        elif code is not None:
            target, guid = MemoTarget.CODE, opened_study.codebook.get(code).guid
        elif participant is not None:
            target, guid = (
                MemoTarget.PARTICIPANT,
                opened_study.participants.get(participant).guid,
            )
        elif persona is not None:
            target, guid = MemoTarget.PERSONA, opened_study.personas.get(persona).guid
        elif segment is not None:
            target, guid = MemoTarget.SEGMENT, opened_study.segments.get(segment).guid
        else:
            target, guid = MemoTarget.STUDY, ""
        opened_study.memos.write(target, guid, text)
    say(f"Wrote a memo on the {target.value}{f' {targets[0]}' if targets else ''}.")


@group.command("memos")
def memos(study: StudyFile, as_json: AsJson = False) -> None:
    """List the memos.

    \b
    Example:
      interviewcoder memos pilot.study
    """
    from interviewcoder.domain.records import memo_record

    with opened(study) as opened_study:
        found = opened_study.memos.list()
        names = _names(opened_study, {each.target for each in found})
    if as_json:
        show_records(memo_record(each) | {"on": names.get(each.target_guid, "")} for each in found)
        return
    show_table(
        ("Written", "Coder", "On", "Name", "Memo"),
        [
            (
                f"{each.created_at:%Y-%m-%d %H:%M}",
                each.coder,
                each.target.value,
                names.get(each.target_guid, ""),
                each.text,
            )
            for each in found
        ],
    )
    if not found:
        say("The study has no memos.")


def _names(study: "Study", targets: set[MemoTarget]) -> dict[str, str]:
    """GUID to name of everything of these sorts."""
    names: dict[str, str] = {}
    if MemoTarget.SOURCE in targets:
        names |= {source.guid: source.name for source in study.sources.list()}
    if MemoTarget.CODE in targets:
        names |= {code.guid: code.name for code in study.codebook.list()}
    if MemoTarget.PARTICIPANT in targets:
        names |= {person.guid: person.name for person in study.participants.list()}
    if MemoTarget.PERSONA in targets:
        names |= {persona.guid: persona.name for persona in study.personas.list()}
    if MemoTarget.SEGMENT in targets:
        names |= {segment.guid: segment.name for segment in study.segments.list()}
    if MemoTarget.CODING in targets:
        names |= {coding.guid: coding.text for coding in study.codings.list()}
    return names
