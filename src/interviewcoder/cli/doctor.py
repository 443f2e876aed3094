"""The command that looks at the program and its surroundings."""

from pathlib import Path
from typing import Annotated

import typer

from interviewcoder.domain.text import counted

from .arguments import AsJson
from .exit_codes import ExitCode
from .passphrases import given
from .printing import say, show, show_records

group = typer.Typer()


@group.command("doctor")
def doctor(
    study: Annotated[
        Path | None,
        typer.Argument(metavar="[STUDY]", help="A study to look at as well.", show_default=False),
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Look at the program, the terminal and a study, and tell what helps.

    Nothing is changed. What is printed holds no text of the study and no names, so that it can be sent to somebody who
    helps. The exit code is 1 when something is wrong; warnings do not count.

    \b
    Example:
      interviewcoder doctor pilot.study
    """
    from interviewcoder.domain.diagnosis import Verdict, observation_record, verdict_on
    from interviewcoder.study.doctor import examine

    passphrase = given() if study is not None else None
    seen = []
    part = ""
    for one in examine(study, passphrase=passphrase):
        seen.append(one)
        if as_json:
            continue
        if one.part != part:
            part = one.part
            show(part.capitalize())
        show(f"  {one.verdict.value:8} {one.subject}: {one.seen}")
        if one.remedy:
            show(f"  {'':8} {one.remedy}")
    if as_json:
        show_records(map(observation_record, seen))
    warnings, errors = (
        sum(one.verdict is verdict for one in seen) for verdict in (Verdict.WARNING, Verdict.ERROR)
    )
    found = f"{counted(warnings, 'warning')}, {counted(errors, 'error')}"
    say(f"{len(seen)} things were looked at: {found}.")
    return ExitCode.FAILED if verdict_on(seen) is Verdict.ERROR else ExitCode.DONE
