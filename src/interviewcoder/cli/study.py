"""Commands on the study as a whole: open it, create one, check it."""

from typing import Annotated

import typer

from .arguments import AsJson, CoderName, StudyFile
from .exit_codes import ExitCode
from .opening import opened
from .passphrases import NO_WAY_BACK, chosen
from .printing import say, show_records, show_table
from .screen import coder_name, open_demo, open_study

group = typer.Typer()

NoMouse = Annotated[
    bool,
    typer.Option(
        "--no-mouse",
        help="Leave the mouse to the terminal, for its own selecting, as over SSH.",
    ),
]


@group.command("demo")
def demo(
    ctx: typer.Context,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Build it anew; changes are lost.")
    ] = False,
    no_mouse: NoMouse = False,
) -> int:
    """Open the sample study.

    It is built on first use, and kept between runs. Without a terminal its path is printed.

    \b
    Example:
      interviewcoder demo --fresh
    """
    return open_demo(fresh, ctx.obj, mouse=not no_mouse)


@group.command("open")
def open_command(
    ctx: typer.Context, study: StudyFile, coder: CoderName = None, no_mouse: NoMouse = False
) -> int:
    """Open a study on the screen.

    \b
    Example:
      interviewcoder open pilot.study
    """
    return open_study(study, coder, ctx.obj, mouse=not no_mouse)


@group.command("new")
def new(
    study: StudyFile,
    name: Annotated[
        str | None,
        typer.Option(
            "--name",
            metavar="NAME",
            help="The study's name; else the file's.",
            show_default=False,
        ),
    ] = None,
    encrypted: Annotated[
        bool,
        typer.Option("--encrypted", help="Encrypt it; you are asked for a passphrase."),
    ] = False,
    coder: CoderName = None,
) -> None:
    """Create a study with a codebook to start from.

    \b
    Example:
      interviewcoder new pilot.study --name "Pilot, spring"
      interviewcoder new pilot.study --encrypted
    """
    from interviewcoder.study import Study

    words = chosen(study) if encrypted else None
    with Study.create(study, name=name, coder=coder_name(coder), passphrase=words) as created:
        say(f"Created '{created.name}' in {created.path}.")
    if encrypted:
        say(NO_WAY_BACK)


@group.command("check")
def check(study: StudyFile, as_json: AsJson = False) -> int:
    """Look for damage in a study's file.

    The exit code is 1 when there is some.

    \b
    Example:
      interviewcoder check pilot.study
    """
    from interviewcoder.domain.records import finding_record

    with opened(study) as opened_study:
        findings = opened_study.check()
    bad = sum(not finding.good for finding in findings)
    if as_json:
        show_records(finding_record(finding) for finding in findings)
    else:
        show_table(
            ("Check", "Result", "Detail"),
            [(each.check, "good" if each.good else "BAD", each.detail) for each in findings],
        )
        say(f"{bad} of {len(findings)} checks found something bad." if bad else "All is well.")
        if bad:
            say(
                "'interviewcoder restore' goes back to a backup, 'interviewcoder recover' saves what is left to a new file."
            )
    return ExitCode.FAILED if bad else ExitCode.DONE
