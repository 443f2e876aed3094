"""Commands that bring files into a study, look at what they would become, and keep how surveys were read."""

from pathlib import Path
from typing import Annotated

import typer

from .arguments import AsJson, CoderName, SourceName, StudyFile
from .opening import opened
from .printing import say, show_record

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
    speakers: Annotated[
        list[str] | None,
        typer.Option(
            "--speaker",
            metavar="LABEL=ROLE[:NAME]",
            help="What a speaker is: participant, interviewer or other; may be repeated.",
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
    mapping: Annotated[
        Path | None,
        typer.Option(
            "--mapping",
            metavar="FILE",
            help="How the columns of surveys are used, as --save-mapping wrote it.",
            show_default=False,
        ),
    ] = None,
    save_mapping: Annotated[
        Path | None,
        typer.Option(
            "--save-mapping",
            metavar="FILE",
            help="Write how the columns of the one survey are used (.yaml or .json).",
            show_default=False,
        ),
    ] = None,
    preview: Annotated[
        bool,
        typer.Option("--preview", help="Show what each file would become and change nothing."),
    ] = False,
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
    already is skipped. A survey with the columns of one that is in is read as that one was.
    Exit code 3: some files failed and the rest is in.

    \b
    Example:
      interviewcoder import pilot.study interviews --interviewer Ana
    """
    from .import_options import import_options
    from .importing import import_and_tell, preview_and_tell

    if mapping and (text_columns or attribute_columns or id_column):
        raise typer.BadParameter("--mapping says it of all columns: leave the other options out.")
    if save_mapping and dry_run and not preview:
        raise typer.BadParameter("--save-mapping goes with --preview or a real import.")
    options = import_options(
        format_name=format_name,
        encoding=encoding,
        interviewers=interviewers or (),
        speakers=speakers or (),
        text_columns=text_columns or (),
        attribute_columns=attribute_columns or (),
        id_column=id_column,
        mapping=mapping,
        sheet=sheet,
    )
    if preview:
        return preview_and_tell(study, paths, options, coder, save_mapping, as_json=as_json)
    return import_and_tell(
        study,
        paths,
        options,
        coder,
        save_mapping,
        dry_run=dry_run,
        update=update,
        as_json=as_json,
    )


@group.command("survey-mapping")
def survey_mapping(
    study: StudyFile,
    source: SourceName,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]",
            help="Where to write it: a file that ends in .yaml or .json.",
            show_default=False,
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show or save how the columns of a survey were used.

    \b
    Example:
      interviewcoder survey-mapping pilot.study survey wave2.yaml
    """
    from interviewcoder.domain.errors import StudyError
    from interviewcoder.domain.survey_mapping import mapping_record
    from interviewcoder.study.mapping_files import mapping_text, write_mapping

    from .printing import show

    with opened(study) as opened_study:
        found = opened_study.sources.get(source)
        used = opened_study.sources.mapping(found.id)
    if used is None:
        raise StudyError(
            f"'{found.name}' has no mapping: it is no survey, or was imported by an earlier program.",
            "Import it anew, or save a mapping with 'import --preview --save-mapping FILE'.",
        )
    if file is not None:
        say(f"Wrote {write_mapping(used, file, title=found.name)}.")
    if as_json:
        show_record(mapping_record(used))
    elif file is None:
        show(mapping_text(used, title=found.name).rstrip("\n"))
