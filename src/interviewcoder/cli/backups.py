"""Commands that back a study up and put it back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interviewcoder.domain.text import one_line

from .arguments import AsJson, StudyFile
from .opening import opened
from .passphrases import opened_by
from .printing import say, show_records, show_table

if TYPE_CHECKING:
    from interviewcoder.domain.backup import Backup
    from interviewcoder.domain.passphrase import Passphrase

group = typer.Typer()

_MEGABYTE = 1_000_000
ToFile = Annotated[
    Path | None,
    typer.Option(
        "--to",
        metavar="FILE",
        help="Write a copy to this file, which must not be there yet, instead.",
        show_default=False,
    ),
]


@group.command("backup")
def backup(
    study: StudyFile,
    listed: Annotated[
        bool, typer.Option("--list", help="List the backups, the newest first, and make none.")
    ] = False,
    verify: Annotated[
        bool,
        typer.Option("--verify", help="With --list: look through each, and tell if it is whole."),
    ] = False,
    to: ToFile = None,
    as_json: AsJson = False,
) -> None:
    """Make a backup of a study now, or list those that there are.

    Backups are also made by themselves. The list needs no study: it may be missing or damaged.

    \b
    Example:
      interviewcoder backup pilot.study
      interviewcoder backup pilot.study --list
    """
    if listed or verify:
        _list(study, verify, as_json)
        return
    with opened(study) as opened_study:
        if to is not None:
            opened_study.backups.copy_to(to)
            say(f"Copied to {one_line(str(to))}.")
            return
        known = {one.number for one in opened_study.backups.list()}
        made = opened_study.backups.make()
    where = f"{made.number}, {one_line(str(made.path))}"
    say(
        f"Nothing changed since backup {where}."
        if made.number in known
        else f"Made backup {where}."
    )
    if as_json:
        from interviewcoder.domain.backup import backup_record

        show_records([backup_record(made, True)])


def _list(study: Path, verify: bool, as_json: bool) -> None:
    from interviewcoder.domain.backup import backup_record
    from interviewcoder.study.backups import backups_of

    backups = backups_of(study)
    trouble = _troubles(study, backups) if verify else {}
    if as_json:
        show_records(
            backup_record(one, not trouble[one.number] if verify else None) for one in backups
        )
        return
    header = ["Number", "When (UTC)", "Why", "MB"]
    rows: list[list[object]] = [
        [one.number, f"{one.at:%Y-%m-%d %H:%M}", one.why, round(one.size / _MEGABYTE, 1)]
        for one in backups
    ]
    if verify:
        header.append("Result")
        for row, one in zip(rows, backups, strict=True):
            wrong = trouble[one.number]
            row.append(f"BAD: {wrong}" if wrong else "whole")
    show_table(header, rows)
    if not backups:
        say("There are no backups yet.")


def _troubles(study: Path, backups: "list[Backup]") -> dict[int, str]:
    """What is wrong with each, by number."""
    from interviewcoder.study.backups import trouble_with_backup

    return opened_by(
        study, lambda words: {one.number: trouble_with_backup(one, words) for one in backups}
    )


@group.command("restore")
def restore(
    study: StudyFile,
    backup: Annotated[
        str | None,
        typer.Argument(
            metavar="BACKUP",
            help="Its number in the list, or a file; else the newest.",
            show_default=False,
        ),
    ] = None,
    to: ToFile = None,
) -> None:
    """Put a study back to a backup.

    The backup is looked through first, and the state before is kept: as a backup, or byte for byte where it is damaged.
    Nobody may have the study open. It may be missing.

    \b
    Example:
      interviewcoder restore pilot.study 12
      interviewcoder restore pilot.study --to earlier.study
    """
    from interviewcoder.study import backups

    chosen = backups.chosen_backup(study, backup)

    def put_back(words: "Passphrase | None") -> None:
        if to is not None:
            backups.restore_copy(study, chosen, to, words)
            say(f"Wrote {one_line(str(chosen))} to {one_line(str(to))}. The study is as it was.")
            return
        done = backups.restore(study, chosen, words)
        said, *more = done.told
        say(f"{one_line(str(study))} {said}")
        for line in more:
            say(line)

    opened_by(chosen, put_back)
