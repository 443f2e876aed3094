"""What commands that search have in common: what is searched for, and in which passages."""

from typing import TYPE_CHECKING, Annotated

import typer

from interviewcoder.domain.choices import Voices

from .printing import warn

if TYPE_CHECKING:
    from interviewcoder.domain.coding import Proposed
    from interviewcoder.domain.search import Found, Scope
    from interviewcoder.domain.search_query import Search
    from interviewcoder.study import Study

Query = Annotated[
    str,
    typer.Argument(
        metavar="QUERY",
        help='Words, "a phrase", begin*, AND, OR, NOT or -, (...), or /a pattern/.',
        show_default=False,
    ),
]
AsPattern = Annotated[
    bool, typer.Option("--regex", help="The query is a regular expression, without slashes.")
]
Seconds = Annotated[
    float,
    typer.Option(
        "--seconds",
        min=0.1,
        metavar="N",
        help="The longest that a pattern, or a piece of text, may take.",
    ),
]
InSource = Annotated[
    str | None,
    typer.Option("--source", metavar="NAME", help="Only in one source.", show_default=False),
]
OfParticipant = Annotated[
    str | None,
    typer.Option(
        "--participant", metavar="NAME", help="Only what one participant says.", show_default=False
    ),
]
Untagged = Annotated[bool, typer.Option("--untagged", help="Only in passages without any tag.")]
WhoseWords = Annotated[Voices, typer.Option("--voices", help="Whose words are searched.")]


def search_for(query: str, *, as_pattern: bool) -> "Search | str":
    """What is searched for."""
    from interviewcoder.domain.search_query import pattern

    return pattern(query) if as_pattern else query


def mind_unfinished(found: "Found | Proposed") -> None:
    """Warn where a pattern was not looked for to the end."""
    if not found.is_whole:
        warn("The pattern fits so often that it was not looked for to the end.")


def scope_of(
    study: "Study",
    voices: Voices,
    source: str | None,
    participant: str | None,
    *,
    untagged: bool,
) -> "Scope":
    """Which passages are searched.

    Raises:
        StudyError: a name is unknown.
    """
    from interviewcoder.domain.search import Scope

    return Scope(
        voices,
        None if source is None else study.sources.get(source).id,
        None if participant is None else study.participants.get(participant).id,
        untagged,
    )
