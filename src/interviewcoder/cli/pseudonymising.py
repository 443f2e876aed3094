"""The command that takes names out of a study."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .agreement import Yes, require_agreement
from .arguments import AsJson, CoderName, StudyFile
from .opening import opened
from .printing import say, show, show_record, warn, watches_stderr

if TYPE_CHECKING:
    from interviewcoder.domain.pseudonym_plan import PseudonymPlan
    from interviewcoder.study import Study

group = typer.Typer()

_SHOWN = 10


@group.command("pseudonymise")
def pseudonymise(
    study: StudyFile,
    propose: Annotated[
        Path | None,
        typer.Option(
            "--propose",
            metavar="FILE",
            help="Write the names that are found to a CSV file, to go through in a spreadsheet.",
            show_default=False,
        ),
    ] = None,
    apply: Annotated[
        Path | None,
        typer.Option(
            "--apply",
            metavar="FILE",
            help="Replace the names that such a file accepts.",
            show_default=False,
        ),
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option(
            "--key",
            metavar="FILE",
            help="The CSV file that tells who is behind the pseudonyms. One that is there gives the same "
            "people the same pseudonyms, and is made longer.",
            show_default=False,
        ),
    ] = None,
    yes: Yes = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell what --apply would change.")
    ] = False,
    coder: CoderName = None,
    as_json: AsJson = False,
) -> None:
    """Take names out of a study for good: pseudonyms stand in their place everywhere.

    First --propose a list, go through it, then --apply it. Nothing takes that back; the key tells who it was.

    \b
    Example:
      interviewcoder pseudonymise pilot.study --apply names.csv --key key.csv
    """
    if (propose is None) == (apply is None):
        raise typer.BadParameter("give either --propose FILE or --apply FILE")
    if apply is not None and key is None and not dry_run:
        raise typer.BadParameter("--apply needs --key FILE: where it is kept who is who")
    with opened(study, coder=coder) as opened_study:
        if propose is not None:
            _propose(opened_study, propose, key, as_json)
        elif apply is not None:
            _apply(opened_study, apply, key, yes, dry_run, as_json)


def _propose(study: "Study", file: Path, key: Path | None, as_json: bool) -> None:
    from interviewcoder.domain.pseudonym_plan import review_record
    from interviewcoder.study.pseudonym_files import write_review

    if key is not None and not key.exists():
        warn(f"There is no key {key} yet: everybody gets a new pseudonym.")
    review = study.pseudonymising.propose(key, told=_Teller())
    written = write_review(file, review.names)
    if as_json:
        show_record(review_record(review))
    for notice in review.notices:
        warn(notice)
    say(f"{len(review.names)} names, {len(review.accepted)} of them accepted, are in {written}.")
    say("This file holds names and words. Delete it when you are done.")
    say(
        "Go through it: yes or no in the first column, the pseudonyms as you like. Add names that are missing."
    )


def _apply(
    study: "Study", file: Path, key: Path | None, yes: bool, dry_run: bool, as_json: bool
) -> None:
    from interviewcoder.domain.pseudonym_plan import plan_record, report_record
    from interviewcoder.domain.rewriting import BEYOND
    from interviewcoder.study.pseudonym_files import read_review

    names = read_review(file)
    if dry_run or not yes:
        plan = study.pseudonymising.plan(names, key, told=_Teller())
        if dry_run and as_json:
            show_record(plan_record(plan))
            return
        _show_plan(plan, to_stdout=dry_run)
        if dry_run:
            return
        require_agreement(
            "Nothing was changed",
            "Type yes to replace the names, or Enter to leave them",
            lambda typed: typed.strip().casefold() == "yes",
            "",
        )
    assert key is not None
    report = study.pseudonymising.apply(names, key, told=_Teller())
    if as_json:
        show_record(report_record(report))
    if yes:
        for warning in report.plan.warnings:
            warn(warning)
    for line in report.told():
        say(line)
    for found in report.found:
        say(f"Look at this file, which holds one of the names: {found}")
    say(BEYOND)


class _Teller:
    """Tells what comes next to somebody who waits for it; of work on many texts only that it begins."""

    def __init__(self) -> None:
        self._last = ""

    def __call__(self, step: str) -> None:
        step = step.partition(":")[0]
        if step != self._last and watches_stderr():
            say(f"{step}…")
        self._last = step


def _show_plan(plan: "PseudonymPlan", *, to_stdout: bool) -> None:
    tell = show if to_stdout else say
    for line in plan.told():
        tell(line)
    for change in plan.changes if to_stdout else plan.changes[:_SHOWN]:
        tell(f"  {change.where}: {change.before}")
        tell(f"    → {change.after}")
    if not to_stdout and plan.in_texts + plan.elsewhere > _SHOWN:
        tell("  More of them: --dry-run")
    for name in plan.nowhere:
        warn(f"'{name}' stands nowhere in the study.")
    for warning in plan.warnings:
        warn(warning)
