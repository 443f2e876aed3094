"""Commands on sources: list them, read them, say who speaks."""

from typing import TYPE_CHECKING, Annotated

import typer

from interviewcoder.domain.choices import Role

from .arguments import AsJson, SourceName, StudyFile
from .opening import opened
from .printing import say, show, show_records, show_table

if TYPE_CHECKING:
    from interviewcoder.domain.source import Passage

group = typer.Typer()


@group.command("sources")
def sources(study: StudyFile, as_json: AsJson = False) -> None:
    """List the sources.

    \b
    Example:
      interviewcoder sources pilot.study --json
    """
    from interviewcoder.domain.records import source_record
    from interviewcoder.domain.text import tagged_share

    with opened(study) as opened_study:
        found = opened_study.sources.list()
        tagged, share = opened_study.codings.shares(), opened_study.codings.share()
    if as_json:
        show_records(source_record(source) | {"tagged": tagged.get(source.id)} for source in found)
        return
    show_table(
        ("Source", "Format", "Passages", "Characters", "Codings", "Tagged", "Participants"),
        [
            (
                source.name,
                source.format,
                source.passages,
                source.characters,
                source.codings,
                tagged_share(tagged[source.id]) if source.id in tagged else "",
                _names_shown(source.participants),
            )
            for source in found
        ],
    )
    if not found:
        say("The study has no sources. Add some: interviewcoder import.")
    elif share is not None:
        say(f"{tagged_share(share)} of what participants say is tagged.")


@group.command("passages")
def passages(study: StudyFile, source: SourceName, as_json: AsJson = False) -> None:
    """Print a source, passage by passage.

    Each passage comes with the positions that `tag --span` takes.

    \b
    Example:
      interviewcoder passages pilot.study "Interview 1"
    """
    from interviewcoder.domain.records import passage_record

    with opened(study) as opened_study:
        found = opened_study.sources.get(source)
        text = opened_study.sources.read(found.id)
    if as_json:
        show_records(passage_record(found.name, passage) for passage in text.passages)
        return
    for passage in text.passages:
        show(_heading(passage))
        show(passage.text)
        show()


@group.command("speakers")
def speakers(study: StudyFile, source: SourceName, as_json: AsJson = False) -> None:
    """List who speaks in a source.

    \b
    Example:
      interviewcoder speakers pilot.study "Interview 1"
    """
    from interviewcoder.domain.records import speaker_record

    with opened(study) as opened_study:
        found = opened_study.sources.speakers(opened_study.sources.get(source).id)
    if as_json:
        show_records(speaker_record(speaker) for speaker in found)
        return
    show_table(
        ("Speaker", "Role", "Participant"),
        [(speaker.label, speaker.role.value, speaker.participant) for speaker in found],
    )


@group.command("speaker")
def speaker(
    study: StudyFile,
    source: SourceName,
    label: Annotated[
        str,
        typer.Argument(
            metavar="LABEL", help="The speaker as 'speakers' shows.", show_default=False
        ),
    ],
    role: Annotated[
        Role, typer.Option("--role", help="What the speaker does.", show_default=False)
    ],
    participant: Annotated[
        str | None,
        typer.Option(
            "--participant",
            metavar="NAME",
            help="Which participant this is; else the label names them.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Say what a speaker is.

    \b
    Example:
      interviewcoder speaker pilot.study "Interview 1" "Speaker 2" --role participant --participant Maria
    """
    from interviewcoder.domain.errors import StudyError
    from interviewcoder.domain.text import name_key

    if participant and role is not Role.PARTICIPANT:
        raise typer.BadParameter("only a participant has a name to give with --participant.")
    with opened(study) as opened_study:
        found = opened_study.sources.get(source)
        voices = opened_study.sources.speakers(found.id)
        named = [voice for voice in voices if name_key(voice.label) == name_key(label)]
        if not named:
            labels = ", ".join(f"'{voice.label}'" for voice in voices[:10])
            raise StudyError(
                f"Nobody speaks as '{label}' in '{found.name}'.", f"There is: {labels}."
            )
        for voice in named:
            opened_study.sources.set_speaker(voice.id, role, participant)
    shown = f", {participant}" if participant else ""
    say(f"'{label}' in '{found.name}' is now: {role.value}{shown}.")


def _heading(passage: "Passage") -> str:
    """`[120-345] 1:02 Maria:` or the question that a survey's passage answers."""
    from interviewcoder.domain.source import time_label

    parts = [f"[{passage.start}-{passage.end}]", time_label(passage.start_ms), passage.speaker]
    heading = " ".join(part for part in parts if part)
    return f"{heading} · {passage.question}" if passage.question else heading


def _names_shown(names: tuple[str, ...]) -> str:
    """A few names, and how many more; a survey has thousands."""
    few = 5
    rest = f" and {len(names) - few} more" if len(names) > few else ""
    return ", ".join(names[:few]) + rest
