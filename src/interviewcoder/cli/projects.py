"""Commands that hand whole projects on to other programs, and take theirs in."""

from pathlib import Path
from typing import Annotated

import typer

from .arguments import AsJson, CoderName, Redact, StudyFile, redactions
from .opening import opened
from .printing import say, show_record, show_table, warn

group = typer.Typer()


@group.command("project-import")
def project_import(
    study: StudyFile,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="PATH",
            help="A project file or folder: .qdpx, QualCoder, Taguette, qc, RQDA.",
            show_default=False,
        ),
    ],
    project: Annotated[
        str,
        typer.Option(
            "--project",
            metavar="NAME",
            help="The project, in a file that holds several.",
            show_default=False,
        ),
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what would come in and change nothing.")
    ] = False,
    as_json: AsJson = False,
    coder: CoderName = None,
) -> None:
    """Take in a project of another program: texts, codes, codings, people, memos.

    A study that is not there is created. What the study has already is put together with the project's.

    \b
    Example:
      interviewcoder project-import pilot.study nvivo.qdpx
    """
    from interviewcoder.domain.exchange_report import project_report_record

    from .importing import study_to_import_into

    with study_to_import_into(study, coder, dry_run=dry_run, starter=False) as opened_study:
        report = opened_study.exchange.import_project(file, project=project, dry_run=dry_run)
    if as_json:
        show_record(project_report_record(report))
        return
    nouns = dict.fromkeys((*report.added, *report.already))
    show_table(
        ("What", "New", "There already"),
        [(noun, report.added.get(noun, 0), report.already.get(noun, 0)) for noun in nouns],
    )
    for warning in report.warnings:
        say(f"Warning: {file}: {warning}")
    written_by = f" of {report.origin}" if report.origin else ""
    say(f"'{report.name}'{written_by} {'would be' if dry_run else 'is'} in: {report.summary()}.")


@group.command("project-export")
def project_export(
    study: StudyFile,
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="A file that ends in .qdpx.", show_default=False),
    ],
    speakers: Annotated[
        bool,
        typer.Option(
            "--speakers", help="Write speakers' names into the texts, before their words."
        ),
    ] = False,
    redact: Redact = None,
) -> None:
    """Write the study as a REFI-QDA project (.qdpx) for other programs.

    \b
    Example:
      interviewcoder project-export pilot.study pilot.qdpx
    """
    with opened(study) as opened_study:
        written = opened_study.exchange.export_project(
            file, speakers=speakers, redact=redactions(redact), told=warn
        )
    say(f"Wrote {written}.")
