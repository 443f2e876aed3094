"""Commands on participants and their attributes."""

from pathlib import Path
from typing import Annotated

import typer

from .arguments import AsJson, Redact, StudyFile, TableFile, redactions
from .opening import opened
from .printing import say, show_records, show_table, warn

group = typer.Typer()


@group.command("participants")
def participants(study: StudyFile, as_json: AsJson = False) -> None:
    """List the participants with their attributes.

    \b
    Example:
      interviewcoder participants pilot.study --json
    """
    from interviewcoder.domain.records import participant_record

    with opened(study) as opened_study:
        people = opened_study.participants.list()
        attributes = [attribute.name for attribute in opened_study.participants.attributes()]
    if as_json:
        show_records(participant_record(person) for person in people)
        return
    show_table(
        ("Participant", "Passages", "Codings", *attributes, "Sources"),
        [
            (
                person.name,
                person.passages,
                person.codings,
                *(person.attributes.get(attribute, "") for attribute in attributes),
                ", ".join(person.sources),
            )
            for person in people
        ],
    )
    if not people:
        say("The study has no participants. They come with their sources: interviewcoder import.")


@group.command("participants-import")
def participants_import(
    study: StudyFile,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="A CSV: a column of names, and a column an attribute.",
            show_default=False,
        ),
    ],
) -> None:
    """Add attributes to participants from a CSV file.

    \b
    Example:
      interviewcoder participants-import pilot.study people.csv
    """
    with opened(study) as opened_study:
        report = opened_study.participants.import_file(file)
    for warning in report.warnings:
        warn(warning)
    if report.unknown:
        say(f"Added, not being in the study before: {', '.join(report.unknown)}.")
    known = len(report.updated)
    say(f"Attributes {', '.join(report.attributes) or '(none)'} set for {known} participants.")


@group.command("participants-export")
def participants_export(
    study: StudyFile,
    file: TableFile,
    redact: Redact = None,
) -> None:
    """Write the participants with their attributes as CSV or as an Excel workbook.

    \b
    Example:
      interviewcoder participants-export pilot.study people.csv
    """
    with opened(study) as opened_study:
        written = opened_study.participants.export_file(file, redact=redactions(redact), told=warn)
    say(f"Wrote {written}.")
