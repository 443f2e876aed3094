"""Commands on a study that is damaged."""

from pathlib import Path
from typing import Annotated

import typer

from .arguments import AsJson
from .exit_codes import ExitCode
from .printing import say, show_record, show_table

group = typer.Typer()


@group.command("recover")
def recover(
    damaged: Annotated[
        Path, typer.Argument(metavar="DAMAGED", help="The damaged study.", show_default=False)
    ],
    new: Annotated[
        Path,
        typer.Argument(metavar="NEW", help="Where the new study goes.", show_default=False),
    ],
    as_json: AsJson = False,
) -> int:
    """Get what a damaged study still holds into a new one.

    The damaged file is not changed. What its bytes lost is rebuilt from the journal. A report is written beside
    the new study. The exit code is 1 when the new study does not pass its checks.

    \b
    Example:
      interviewcoder recover pilot.study pilot-recovered.study
    """
    from interviewcoder.domain.recovery_records import recovery_record
    from interviewcoder.study.recovering import recover as recovered
    from interviewcoder.study.recovery_report import TABLE_HEADER, summary_lines, table_rows

    recovery = recovered(damaged, new)
    if as_json:
        show_record(recovery_record(recovery))
    else:
        show_table(TABLE_HEADER, table_rows(recovery))
        for line in summary_lines(recovery):
            say(line)
        say(f"Recovered '{recovery.name}' to {recovery.new}; the report is {recovery.report}.")
    return ExitCode.DONE if recovery.healthy else ExitCode.FAILED
