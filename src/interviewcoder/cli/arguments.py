"""Arguments and options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

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
        help="Who does it. Else INTERVIEWCODER_CODER, else your user name.",
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
