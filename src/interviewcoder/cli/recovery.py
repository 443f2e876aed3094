"""The command that gets a damaged study back."""

from pathlib import Path
from typing import Annotated

import typer

from .arguments import AsJson, StudyFile
from .exit_codes import ExitCode
from .printing import say, show_record

group = typer.Typer()


@group.command("recover")
def recover(
    study: StudyFile,
    to: Annotated[
        Path, typer.Option("--to", metavar="NEW", help="The new study.", show_default=False)
    ],
    as_json: AsJson = False,
) -> int:
    """Save what a damaged study still holds to a new one.

    The damaged file is not changed. Rows that its bytes lost are rebuilt from its journal, and what was lost for
    good is told. The exit code is 1 when the new study does not pass its checks, and 3 when something was lost.

    \b
    Example:
      interviewcoder recover pilot.study --to saved.study
    """
    from interviewcoder.domain.recovery import recovery_record
    from interviewcoder.study import recovering

    from .passphrases import opened_by
    from .recovery_report import tell_recovery

    recovery = opened_by(study, lambda words: recovering.recover(study, to, passphrase=words))
    if as_json:
        show_record(recovery_record(recovery))
    else:
        tell_recovery(recovery)
    say(f"Saved '{recovery.name}' to {recovery.new}.")
    if not recovery.healthy:
        say("The new study does not pass all checks: run interviewcoder check on it.")
        return ExitCode.FAILED
    return ExitCode.DONE if recovery.complete else ExitCode.PARTLY
