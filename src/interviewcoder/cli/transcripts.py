"""The command that takes sources with their codings out of a study."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from .arguments import Redact, StudyFile, Where, redactions
from .opening import opened
from .printing import say, show, warn

group = typer.Typer()


class TranscriptFormat(StrEnum):
    """What a coded transcript can be written as."""

    HTML = "html"
    DOCX = "docx"
    MD = "md"


@group.command("transcripts-export")
def transcripts_export(
    study: StudyFile,
    to: Annotated[
        Path,
        typer.Argument(
            metavar="TO",
            help="A folder; or for one source a file that ends in .html, .docx or .md.",
            show_default=False,
        ),
    ],
    transcript_format: Annotated[
        TranscriptFormat | None,
        typer.Option("--format", help="What to write into a folder; else html."),
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option(
            "--source", metavar="S", help="Only this source; may be repeated.", show_default=False
        ),
    ] = None,
    code: Annotated[
        str | None,
        typer.Option("--code", metavar="C", help="Only this code's codings.", show_default=False),
    ] = None,
    coder: Annotated[
        str | None,
        typer.Option(
            "--coder", metavar="N", help="Only codings by this coder.", show_default=False
        ),
    ] = None,
    where: Where = None,
    memos: Annotated[bool, typer.Option("--memos", help="Show the memos on codings.")] = False,
    redact: Redact = None,
) -> None:
    """Write sources with their codings, to read and to print.

    The paths of the files are printed on stdout.

    \b
    Example:
      interviewcoder transcripts-export pilot.study coded --format docx --source "Interview 1"
    """
    written = 0
    with opened(study) as opened_study:
        for path in opened_study.sources.export(
            to,
            transcript_format.value if transcript_format else None,
            sources=source or (),
            code=code,
            coder=coder,
            where=where,
            memos=memos,
            redact=redactions(redact),
            told=warn,
        ):
            show(str(path))
            written += 1
    say(f"Wrote {written} {'file' if written == 1 else 'files'}.")
