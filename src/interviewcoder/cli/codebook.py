"""Commands on the codebook."""

from pathlib import Path
from typing import Annotated

import typer

from .arguments import AsJson, Redact, StudyFile, redactions
from .opening import opened
from .printing import say, show_records, show_table, warn

group = typer.Typer()

CodebookFile = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", help="A file that ends in .csv, .yaml, .yml or .qdc.", show_default=False
    ),
]


@group.command("codebook")
def codebook(study: StudyFile, as_json: AsJson = False) -> None:
    """Print the tree of codes.

    \b
    Example:
      interviewcoder codebook pilot.study
    """
    from interviewcoder.domain.records import code_record

    with opened(study) as opened_study:
        branches = opened_study.codebook.tree()
    if as_json:
        names = {branch.code.id: branch.code.name for branch in branches}
        show_records(
            code_record(branch.code, names.get(branch.code.parent_id or 0), branch.depth)
            for branch in branches
        )
        return
    show_table(
        ("Code", "Kind", "Codings", "Participants", "Definition"),
        [
            (
                f"{'· ' * branch.depth}{branch.code.name}",
                branch.code.kind.value,
                branch.code.codings,
                branch.code.participants,
                branch.code.definition,
            )
            for branch in branches
        ],
    )


@group.command("codebook-import")
def codebook_import(study: StudyFile, file: CodebookFile) -> None:
    """Add and update codes from a CSV, YAML or REFI-QDA (.qdc) file.

    \b
    Example:
      interviewcoder codebook-import pilot.study codebook.yaml
    """
    with opened(study) as opened_study:
        report = opened_study.codebook.import_file(file)
    for warning in report.warnings:
        say(f"Warning: {file}: {warning}")
    say(
        f"{len(report.added)} codes added, {len(report.updated)} updated, "
        f"{report.unchanged} unchanged."
    )


@group.command("codebook-export")
def codebook_export(
    study: StudyFile,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="A file that ends in .csv, .yaml, .md or .qdc.", show_default=False
        ),
    ],
    quotes: Annotated[
        int,
        typer.Option(
            "--quotes", min=0, metavar="N", help="For Markdown: excerpts of each code at most."
        ),
    ] = 3,
    redact: Redact = None,
) -> None:
    """Write the codebook as CSV, YAML, a Markdown page to read or for other programs (.qdc).

    \b
    Example:
      interviewcoder codebook-export pilot.study codebook.md --quotes 5
    """
    with opened(study) as opened_study:
        written = opened_study.codebook.export_file(
            file, quotes=quotes, redact=redactions(redact), told=warn
        )
    say(f"Wrote {written}.")
