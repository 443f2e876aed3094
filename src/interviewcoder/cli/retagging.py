"""The command that tags anew all that a query finds."""

from typing import TYPE_CHECKING, Annotated

import typer

from .arguments import AsJson, CoderName, Saved, StudyFile, Where, asked
from .opening import opened
from .printing import say, show_record

if TYPE_CHECKING:
    from interviewcoder.domain.retagging import Retag
    from interviewcoder.study import Study

group = typer.Typer()


@group.command("retag")
def retag(
    study: StudyFile,
    where: Where = None,
    saved: Saved = None,
    add: Annotated[
        str | None,
        typer.Option(
            "--add", metavar="CODE", help="Put this code on them too.", show_default=False
        ),
    ] = None,
    replace_with: Annotated[
        str | None,
        typer.Option(
            "--replace-with",
            metavar="CODE",
            help="Put this code in place of theirs.",
            show_default=False,
        ),
    ] = None,
    untag: Annotated[bool, typer.Option("--untag", help="Take the tags off.")] = False,
    polarity: Annotated[
        str | None,
        typer.Option(
            "--polarity",
            metavar="P",
            help="Say that they speak for (+) or against (-) their code, or neither (0).",
            show_default=False,
        ),
    ] = None,
    weight: Annotated[
        int | None,
        typer.Option(
            "--weight",
            min=0,
            max=100,
            metavar="W",
            help="Say how strongly they show it, 0 to 100.",
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done; change nothing.")
    ] = False,
    as_json: AsJson = False,
    coder: CoderName = None,
) -> None:
    """Change all tags that a query finds, as one action that undoes whole.

    Tags of all coders are meant; put coder:NAME into the query for one coder's. A code that is added is tagged by
    who does it. One that takes another's place keeps coder, date, polarity, weight and memos.

    \b
    Example:
      interviewcoder retag pilot.study --where 'code:Price near:delivery' --replace-with Delivery --dry-run
    """
    from interviewcoder.domain.errors import StudyError

    with opened(study, coder) as opened_study:
        wanted, code = _wanted(opened_study, add, replace_with, untag, polarity, weight)
        query = asked(opened_study, where, saved)
        if query is None:
            raise StudyError("It does not say which tags.", "Give --where QUERY or --saved NAME.")
        ids = opened_study.excerpts.find(query, by="source").ids
        if dry_run or not ids:
            plan = opened_study.excerpts.plan(ids, wanted)
        else:
            plan = opened_study.excerpts.retag(ids, wanted)
    if as_json:
        show_record({**plan.record, "dry_run": dry_run})
        return
    if not plan.tags:
        say("No codings.")
        return
    say(f"{'Would be done: ' if dry_run else ''}{wanted.told(plan.changed, code)}.")
    for note in plan.notes:
        say(note)


def _wanted(
    study: "Study",
    add: str | None,
    replace_with: str | None,
    untag: bool,
    polarity: str | None,
    weight: int | None,
) -> "tuple[Retag, str]":
    """What is asked for, and the code's name."""
    from interviewcoder.domain.coding import polarity_of
    from interviewcoder.domain.retagging import Act, Retag

    judges = polarity is not None or weight is not None
    if (add is not None) + (replace_with is not None) + untag + judges != 1:
        raise typer.BadParameter(
            "give one of --add CODE, --replace-with CODE, --untag, or --polarity and --weight."
        )
    if untag:
        return Retag(Act.UNTAG), ""
    if judges:
        side = None if polarity is None else polarity_of(polarity)
        return Retag(Act.JUDGE, polarity=side, weight=weight), ""
    code = study.codebook.get(add if add is not None else replace_with or "")
    return Retag(Act.REPLACE if add is None else Act.ADD, code.id), code.name
