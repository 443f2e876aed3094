"""The command that tags all that a search finds."""

from typing import Annotated

import typer

from interviewcoder.domain.choices import Unit

from .arguments import CodeName, CoderName, StudyFile
from .opening import opened
from .printing import say, show_table

group = typer.Typer()


@group.command("autocode")
def autocode(
    study: StudyFile,
    code: CodeName,
    query: Annotated[
        str,
        typer.Argument(
            metavar="QUERY", help='Words, "a phrase", begin*, -without.', show_default=False
        ),
    ],
    unit: Annotated[
        Unit, typer.Option("--unit", help="How much around the words is tagged.")
    ] = Unit.SENTENCE,
    apply: Annotated[
        bool, typer.Option("--apply", help="Tag them; else they are only listed.")
    ] = False,
    coder: CoderName = None,
) -> None:
    """Tag what participants say with certain words: lists it first, tags with --apply.

    All of it undoes as one action, and every excerpt stays marked as autocoded.

    \b
    Example:
      interviewcoder autocode pilot.study "Price worry" 'price* -gift'
    """
    with opened(study, coder) as opened_study:
        code_id = opened_study.codebook.get(code).id
        if apply:
            tagged = opened_study.autocoding.apply(query, code_id, unit)
            say(f"Tagged {tagged} excerpts as '{code}'. Take it back: interviewcoder undo.")
            return
        found = opened_study.autocoding.proposals(query, code_id, unit)
    show_table(
        ("Source", "Start", "End", "Participant", "Text"),
        [(one.source, one.span.start, one.span.end, one.participant, one.text) for one in found],
    )
    say(f"{len(found)} excerpts would be tagged as '{code}'. To tag them, add --apply.")
