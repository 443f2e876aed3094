"""Commands that take personas out of a study, and look at what is wrong with them before."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interviewcoder.domain.text import counted

from .arguments import AsJson, Redact, StudyFile, redactions
from .exit_codes import ExitCode
from .opening import opened
from .printing import say, show, show_records, warn

if TYPE_CHECKING:
    from interviewcoder.domain.persona_check import Complaint

group = typer.Typer()


class ExportFormat(StrEnum):
    """What personas can be exported as."""

    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"
    JSON = "json"


def _show_schema(wanted: bool) -> None:
    if wanted:
        from interviewcoder.study.persona_exports import personas_schema

        show(personas_schema().rstrip("\n"))
        raise typer.Exit


@group.command("export")
def export(
    study: StudyFile,
    export_format: Annotated[
        ExportFormat, typer.Option("--format", help="What to write.", show_default=False)
    ],
    to: Annotated[
        Path | None,
        typer.Option(
            "--to",
            metavar="DIR",
            help="The folder to write into; else STUDY-personas here.",
            show_default=False,
        ),
    ] = None,
    redact: Redact = None,
    templates: Annotated[
        Path | None,
        typer.Option(
            "--templates",
            metavar="DIR",
            help="Templates for Markdown and HTML that replace those of the program.",
            show_default=False,
        ),
    ] = None,
    schema: Annotated[
        bool,
        typer.Option(
            "--schema",
            callback=_show_schema,
            is_eager=True,
            help="Print the JSON Schema of the JSON export and leave.",
        ),
    ] = False,
) -> None:
    """Write the personas as Markdown, HTML posters, a Word document or JSON.

    The paths of the files are printed on stdout.

    \b
    Example:
      interviewcoder export pilot.study --format html --to personas --leave-out names
    """
    directory = to or Path(f"{study.stem}-personas")
    with opened(study) as opened_study:
        written = opened_study.personas.export(
            directory,
            export_format.value,
            redact=redactions(redact),
            templates=templates,
            told=warn,
        )
    for path in written:
        show(str(path))
    say(f"Wrote {len(written)} {'file' if len(written) == 1 else 'files'}.")


@group.command("persona-templates")
def persona_templates(
    directory: Annotated[
        Path,
        typer.Argument(
            metavar="DIR", help="The folder; it is made if it is not there.", show_default=False
        ),
    ],
) -> None:
    """Write out the templates of exported personas, to change them.

    Delete those that you do not change: 'export --templates' takes what the folder lacks from the program.

    \b
    Example:
      interviewcoder persona-templates our-templates
    """
    from interviewcoder.study.persona_exports import write_templates

    for path in write_templates(directory):
        show(str(path))
    say("Use them: interviewcoder export STUDY --format markdown --templates DIR")


@group.command("personas-check")
def personas_check(
    study: StudyFile,
    strict: Annotated[
        bool, typer.Option("--strict", help="Let warnings fail the check as well.")
    ] = False,
    as_json: AsJson = False,
) -> int:
    """Look for what the personas say without evidence for it.

    The exit code is 1 when there is an error, and with --strict when there is anything at all.

    \b
    Example:
      interviewcoder personas-check pilot.study --strict
    """
    from interviewcoder.domain.persona_check import complaint_record, failed
    from interviewcoder.study.persona_exports import check_personas

    with opened(study) as opened_study:
        found = check_personas(opened_study)
    if as_json:
        show_records(complaint_record(complaint) for complaint in found)
    else:
        _show_complaints(found)
    return ExitCode.FAILED if failed(found, strict=strict) else ExitCode.DONE


def _show_complaints(found: "Sequence[Complaint]") -> None:
    """The complaints under the persona they are about."""
    persona = None
    for complaint in found:
        if complaint.persona != persona:
            persona = complaint.persona
            show(persona or "All personas")
        claim = f"{complaint.claim}: " if complaint.claim else ""
        show(f"  {complaint.severity.value} [{complaint.rule.value}] {claim}{complaint.message}")
        show(f"    {complaint.remedy}")
    errors = sum(complaint.severity.value == "error" for complaint in found)
    warnings = len(found) - errors
    if found:
        say(f"{counted(errors, 'error')}, {counted(warnings, 'warning')}.")
    else:
        say("All is well.")
