"""Commands on sources: import files, list them, read them, say who speaks."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interviewcoder.domain.source import Role

from .arguments import AsJson, CoderName, SourceName, StudyFile
from .opening import opened
from .printing import say, show, show_record, show_records, show_table

if TYPE_CHECKING:
    from interviewcoder.domain.source import Passage

group = typer.Typer()


@group.command("import")
def import_command(
    study: StudyFile,
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", help="Files, folders or globs.", show_default=False),
    ],
    format_name: Annotated[
        str | None,
        typer.Option(
            "--format", metavar="F", help="Read every file as this format.", show_default=False
        ),
    ] = None,
    interviewers: Annotated[
        list[str] | None,
        typer.Option(
            "--interviewer",
            metavar="NAME",
            help="A speaker who is no participant; may be repeated.",
            show_default=False,
        ),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option(
            "--encoding",
            metavar="E",
            help="The files' encoding; else found out.",
            show_default=False,
        ),
    ] = None,
    text_columns: Annotated[
        list[str] | None,
        typer.Option(
            "--text-column",
            metavar="C",
            help="A survey's open question; may be repeated.",
            show_default=False,
        ),
    ] = None,
    attribute_columns: Annotated[
        list[str] | None,
        typer.Option(
            "--attribute-column",
            metavar="C",
            help="A survey's closed question; may be repeated.",
            show_default=False,
        ),
    ] = None,
    id_column: Annotated[
        str | None,
        typer.Option(
            "--id-column",
            metavar="C",
            help="The column that names a survey's respondents.",
            show_default=False,
        ),
    ] = None,
    sheet: Annotated[
        str | None,
        typer.Option(
            "--sheet",
            metavar="S",
            help="A spreadsheet's sheet, by name or number; else the first with a table.",
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Read everything and change nothing.")
    ] = False,
    update: Annotated[
        bool,
        typer.Option("--update", help="A file with the name of a source is its next revision."),
    ] = False,
    as_json: AsJson = False,
    coder: CoderName = None,
) -> int:
    """Import transcripts and surveys.

    A study that is not there is created. A file comes in whole or not at all, and one that is in
    already is skipped.
    Exit code 3: some files failed and the rest is in.

    \b
    Example:
      interviewcoder import pilot.study interviews --interviewer Ana
    """
    from interviewcoder.domain.imported import ImportOptions
    from interviewcoder.domain.progress import ImportReport
    from interviewcoder.domain.records import import_report_record

    from .importing import exit_code_for, study_to_import_into, tell, watched

    options = ImportOptions(
        format=format_name,
        encoding=encoding,
        interviewers=tuple(interviewers or ()),
        text_columns=tuple(text_columns or ()),
        attribute_columns=tuple(attribute_columns or ()),
        id_column=id_column,
        sheet=sheet,
    )
    report = ImportReport()
    with study_to_import_into(study, coder, dry_run=dry_run) as opened_study:
        events = opened_study.sources.import_files(paths, options, dry_run=dry_run, update=update)
        try:
            for event in watched(events, quietly=as_json):
                report.add(event)
        finally:
            # Also when Ctrl+C ends it: the files that are in are in.
            if as_json:
                show_record(import_report_record(report))
            elif report.imported or report.revised or report.skipped or report.failed:
                tell(report, dry_run=dry_run)
    return exit_code_for(report)


@group.command("sources")
def sources(study: StudyFile, as_json: AsJson = False) -> None:
    """List the sources.

    \b
    Example:
      interviewcoder sources pilot.study --json
    """
    from interviewcoder.domain.records import source_record

    with opened(study) as opened_study:
        found = opened_study.sources.list()
    if as_json:
        show_records(source_record(source) for source in found)
        return
    show_table(
        ("Source", "Format", "Passages", "Characters", "Codings", "Participants"),
        [
            (
                source.name,
                source.format,
                source.passages,
                source.characters,
                source.codings,
                _names_shown(source.participants),
            )
            for source in found
        ],
    )
    if not found:
        say("The study has no sources. Add some: interviewcoder import.")


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
