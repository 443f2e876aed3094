"""Arguments and options that several commands share."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interviewcoder.domain.redaction import Redaction

if TYPE_CHECKING:
    from interviewcoder.study import Study

StudyFile = Annotated[
    Path, typer.Argument(metavar="STUDY", help="The study's file.", show_default=False)
]
SourceName = Annotated[
    str, typer.Argument(metavar="SOURCE", help="The source's name.", show_default=False)
]
CodeName = Annotated[
    str, typer.Argument(metavar="CODE", help="The code's name.", show_default=False)
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
CoderName = Annotated[
    str | None,
    typer.Option(
        "--coder",
        metavar="NAME",
        help="Who does it. Else INTERVIEWCODER_CODER, the settings, your user name.",
        show_default=False,
    ),
]
Quoted = Annotated[
    str | None,
    typer.Option(
        "--quote",
        metavar="TEXT",
        help="The words of the excerpt; they must occur once.",
        show_default=False,
    ),
]
Spanned = Annotated[
    tuple[int, int] | None,
    typer.Option(
        "--span",
        metavar="START END",
        help="Where the excerpt starts and ends, in characters.",
        show_default=False,
    ),
]
TableFile = Annotated[
    Path,
    typer.Argument(metavar="FILE", help="A file that ends in .csv or .xlsx.", show_default=False),
]
Where = Annotated[
    str | None,
    typer.Option(
        "--where", metavar="QUERY", help="Only what a query is true of.", show_default=False
    ),
]

Saved = Annotated[
    str | None,
    typer.Option(
        "--saved", metavar="NAME", help="Only what a saved query is true of.", show_default=False
    ),
]


def asked(study: "Study", where: str | None, saved: str | None) -> str | None:
    """The query that is asked: as it is written, or as it was saved.

    Raises:
        StudyError: both are given, or there is no such query.
    """
    from interviewcoder.domain.errors import StudyError

    if where is not None and saved is not None:
        raise StudyError("There are two queries.", "Give --where or --saved.")
    return study.queries.get(saved).query if saved is not None else where


class LeaveOut(StrEnum):
    """What can be left out of an export."""

    NAMES = "names"
    QUOTES = "quotes"
    ALL = "all"


Redact = Annotated[
    list[LeaveOut] | None,
    typer.Option(
        "--leave-out",
        "--redact",
        help="What to leave out: names, which become P01, P02, ..., or participants' words. May be repeated.",
        show_default=False,
    ),
]


def redactions(wanted: Sequence[LeaveOut] | None) -> set[Redaction]:
    """What is asked to be left out."""
    if not wanted:
        return set()
    if LeaveOut.ALL in wanted:
        return set(Redaction)
    return {Redaction(one.value) for one in wanted}
