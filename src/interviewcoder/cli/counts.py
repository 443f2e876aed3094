"""Commands that count codings: how often, with what, together, and where."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .arguments import (
    AsJson,
    LeaveOut,
    Redact,
    SourceName,
    StudyFile,
    Where,
    redactions,
)
from .opening import opened
from .printing import say, show_record, show_table, warn

if TYPE_CHECKING:
    from interviewcoder.domain.timeline import Counts
    from interviewcoder.study import Study

group = typer.Typer()

ToFile = Annotated[
    Path | None,
    typer.Option(
        "--to",
        metavar="FILE",
        help="Write a file that ends in .csv, .xlsx or .svg instead of printing.",
        show_default=False,
    ),
]
_BAR = 24
_STRIP = 60
_BY = "code, kind, participant, segment, source, question, coder, or an attribute."


@group.command("frequencies")
def frequencies(
    study: StudyFile,
    by: Annotated[str, typer.Option("--by", metavar="SIDE", help=f"By what: {_BY}")] = "code",
    where: Where = None,
    to: ToFile = None,
    redact: Redact = None,
    as_json: AsJson = False,
) -> None:
    """Count the codings by code, kind, participant, segment, source, question, coder or attribute.

    \b
    Example:
      interviewcoder frequencies pilot.study --by kind --where 'region=North'
    """
    from interviewcoder.domain.bars import bar, shares_of_most

    with opened(study) as opened_study:
        counts = opened_study.counts.frequencies(by, where=where)
        if _is_given(opened_study, counts, to, redact, as_json):
            return
    shares = shares_of_most([row.codings for row in counts.rows])
    show_table(
        (counts.by.capitalize(), "Codings", "Participants", "Sources", ""),
        [
            (
                row.label.shown,
                row.codings,
                row.participants,
                row.sources,
                bar(share, _BAR),
            )
            for row, share in zip(counts.rows, shares, strict=True)
        ],
    )
    say(f"{counts.codings:,} codings of {counts.participants:,} participants.")


@group.command("matrix")
def matrix(
    study: StudyFile,
    rows: Annotated[str, typer.Option("--rows", metavar="SIDE", help=f"Its rows: {_BY}")] = "code",
    columns: Annotated[
        str, typer.Option("--columns", metavar="SIDE", help="Its columns, likewise.")
    ] = "participant",
    where: Where = None,
    to: ToFile = None,
    redact: Redact = None,
    as_json: AsJson = False,
) -> None:
    """Count the codings in a table of two sides, such as codes by participants.

    \b
    Example:
      interviewcoder matrix pilot.study --rows code --columns region --to regions.csv
    """
    with opened(study) as opened_study:
        table = opened_study.counts.matrix(rows, columns, where=where)
        if _is_given(opened_study, table, to, redact, as_json):
            return
    show_table(
        (table.title, *(label.shown for label in table.columns), "All"),
        [
            (label.shown, *line, total)
            for label, line, total in zip(table.rows, table.counts, table.row_totals, strict=True)
        ],
    )
    if not table.rows:
        say("No codings.")


@group.command("cooccurrence")
def cooccurrence(
    study: StudyFile,
    where: Where = None,
    to: ToFile = None,
    redact: Redact = None,
    as_json: AsJson = False,
) -> None:
    """Count how many codings of each code overlap one of each other code.

    Printed are the pairs, most first, with how much of both codes' codings that is (0 to 1).

    \b
    Example:
      interviewcoder cooccurrence pilot.study --to together.svg
    """
    from interviewcoder.domain.crosstab import pairs

    with opened(study) as opened_study:
        table = opened_study.counts.cooccurrence(where=where)
        if _is_given(opened_study, table, to, redact, as_json):
            return
    found = pairs(table)
    show_table(
        ("Code", "With", "Together", "Coefficient"),
        [
            (
                table.rows[pair.row].name,
                table.columns[pair.column].name,
                pair.codings,
                round(pair.coefficient, 2),
            )
            for pair in found
        ],
    )
    if not found:
        say("No codings of different codes overlap.")


@group.command("timeline")
def timeline(
    study: StudyFile,
    source: SourceName,
    where: Where = None,
    to: ToFile = None,
    redact: Redact = None,
    as_json: AsJson = False,
) -> None:
    """Show where in a source which codes lie.

    \b
    Example:
      interviewcoder timeline pilot.study "Interview 1"
    """
    from interviewcoder.domain.timeline import strip

    with opened(study) as opened_study:
        line = opened_study.counts.timeline(opened_study.sources.get(source).id, where=where)
        if _is_given(opened_study, line, to, redact, as_json):
            return
    show_table(
        ("Code", "Codings", "From beginning to end"),
        [(row.label.name, len(row.codings), strip(line, row, _STRIP)) for row in line.rows],
    )
    if not line.rows:
        say("No codings.")


def _is_given(
    study: "Study",
    counts: "Counts",
    to: Path | None,
    redact: list[LeaveOut] | None,
    as_json: bool,
) -> bool:
    """Write counts to a file or print them as JSON, if that is asked for; returns whether it was."""
    from interviewcoder.domain.count_records import counts_record

    if to is not None:
        written = study.counts.export_file(to, counts, redact=redactions(redact), told=warn)
        say(f"Wrote {written}.")
    elif as_json:
        show_record(counts_record(counts))
    return to is not None or as_json
