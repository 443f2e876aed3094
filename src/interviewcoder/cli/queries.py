"""Commands on queries that a study keeps under names."""

from contextlib import suppress
from typing import Annotated

import typer

from .arguments import AsJson, CoderName, StudyFile
from .opening import opened
from .printing import say, show_records, show_table

group = typer.Typer()

QueryName = Annotated[
    str, typer.Argument(metavar="NAME", help="The query's name.", show_default=False)
]


@group.command("queries")
def queries(study: StudyFile, as_json: AsJson = False) -> None:
    """List the saved queries, with how many tags each finds now.

    \b
    Example:
      interviewcoder queries pilot.study
    """
    from interviewcoder.domain.errors import StudyError

    found: list[tuple[str, str, int | None]] = []
    with opened(study) as opened_study:
        for one in opened_study.queries.list():
            number = None
            with suppress(StudyError):
                number = opened_study.excerpts.find(one.query).tags
            found.append((one.name, one.query, number))
    if as_json:
        show_records(
            {"name": name, "query": query, "codings": number} for name, query, number in found
        )
        return
    show_table(
        ("Name", "Codings", "Query"),
        [
            (name, "cannot be asked now" if number is None else number, query)
            for name, query, number in found
        ],
    )
    if not found:
        say("No saved queries.")


@group.command("query-save")
def query_save(
    study: StudyFile,
    name: QueryName,
    where: Annotated[
        str, typer.Option("--where", metavar="QUERY", help="The query.", show_default=False)
    ],
    coder: CoderName = None,
) -> None:
    """Keep a query under a name, in place of one that is called so.

    What it finds is looked for anew each time.

    \b
    Example:
      interviewcoder query-save pilot.study "Price in the North" --where 'code:Price region=North'
    """
    with opened(study, coder) as opened_study:
        saved = opened_study.queries.save(name, where)
    say(f"Saved '{saved.name}'.")


@group.command("query-remove")
def query_remove(study: StudyFile, name: QueryName, coder: CoderName = None) -> None:
    """Forget a saved query.

    \b
    Example:
      interviewcoder query-remove pilot.study "Price in the North"
    """
    with opened(study, coder) as opened_study:
        one = opened_study.queries.get(name)
        opened_study.queries.remove(one.id)
    say(f"Removed '{one.name}'.")
