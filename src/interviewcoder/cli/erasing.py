"""The command that erases a participant."""

from typing import TYPE_CHECKING, Annotated

import typer

from interviewcoder.domain.text import counted

from .agreement import Yes, require_agreement
from .arguments import AsJson, CoderName, StudyFile
from .opening import opened
from .printing import say, show, show_record

if TYPE_CHECKING:
    from interviewcoder.domain.erasure import ErasurePlan

group = typer.Typer()

_SHOWN = 20


@group.command("participant-erase")
def participant_erase(
    study: StudyFile,
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="The participant's name.", show_default=False)
    ],
    yes: Yes = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell what would go, and who speaks of them.")
    ] = False,
    keep_mentions: Annotated[
        bool,
        typer.Option(
            "--keep-mentions", help="Leave their name and quotes in what others say and write."
        ),
    ] = False,
    coder: CoderName = None,
    as_json: AsJson = False,
) -> None:
    """Erase a participant for good, from the study, its journal and its backups.

    Nothing takes it back. Asks for the name once more on a terminal.

    \b
    Example:
      interviewcoder participant-erase pilot.study "Ana Lopez" --dry-run
    """
    from interviewcoder.domain.erasure import erasure_record, plan_record
    from interviewcoder.domain.rewriting import BEYOND

    with opened(study, coder=coder) as opened_study:
        if dry_run or not yes:
            plan = opened_study.erasing.plan(name)
            if dry_run and as_json:
                show_record(plan_record(plan))
                return
            _show_plan(plan, to_stdout=dry_run)
            if dry_run:
                return
            _require_agreement(plan.participant)
        report = opened_study.erasing.erase(
            name, mentions=not keep_mentions, told=lambda step: say(f"{step}…")
        )
    if as_json:
        show_record(erasure_record(report))
    say(f"Erased. {' '.join(report.told())}")
    for found in report.found:
        say(f"Look at this file, which names or quotes them: {found}")
    say(BEYOND)


def _show_plan(plan: "ErasurePlan", *, to_stdout: bool) -> None:
    tell = show if to_stdout else say
    tell(f"Erasing {plan.participant} for good.")
    for line in plan.told():
        tell(f"  {line}")
    if plan.mentions:
        tell(f"Others speak of them in {counted(len(plan.mentions), 'place')}:")
        for one in plan.mentions if to_stdout else plan.mentions[:_SHOWN]:
            tell(f"  {one.where}: {one.words}")
        if not to_stdout and len(plan.mentions) > _SHOWN:
            tell(f"  ... and {len(plan.mentions) - _SHOWN} more; all of them: --dry-run")


def _require_agreement(participant: str) -> None:
    from interviewcoder.domain.text import name_key

    require_agreement(
        "Nothing was erased",
        "Type the participant's name to erase them, or Enter to leave it",
        lambda typed: name_key(typed) == name_key(participant),
        ": that is not the name",
    )
