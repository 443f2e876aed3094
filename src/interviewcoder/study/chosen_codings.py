"""Which of the codings are meant: those of a code, a person, a source, a coder, or what a query tells."""

from collections.abc import Callable, Sequence

from ..domain.coding import Coding
from ..storage import codings as stored
from ..storage.codebook import list_codes
from ..storage.engine import Connection
from ..storage.participants import list_participants
from ..storage.sources import list_sources
from .naming import Identified, by_name
from .querying import Queried


def chosen_codings(
    connection: Connection,
    *,
    code: str | None = None,
    participant: str | None = None,
    source: str | None = None,
    coder: str | None = None,
    where: str | None = None,
) -> list[Coding]:
    """Codings in reading order: of one code, participant, source or coder, or that a query is true of.

    Raises:
        StudyError: a name is unknown, or the query cannot be read.
    """
    wanted = stored.Wanted(
        code_id=_wanted_id(code, lambda: list_codes(connection, counted=False), "code", "codebook"),
        participant_id=_wanted_id(
            participant,
            lambda: list_participants(connection, counted=False),
            "participant",
            "participants",
        ),
        source_id=_wanted_id(source, lambda: list_sources(connection), "source", "sources"),
        coder_id=_wanted_id(coder, lambda: stored.list_coders(connection), "coder", "codings"),
    )
    if where is None:
        return stored.list_codings(connection, wanted)
    study = Queried(connection)
    found = study.codings(study.read(where))
    if wanted == stored.Wanted():
        return found
    among = {coding.id for coding in stored.list_codings(connection, wanted)}
    return [coding for coding in found if coding.id in among]


def _wanted_id(
    name: str | None, things: Callable[[], Sequence[Identified]], what: str, listing: str
) -> int | None:
    """The id of the thing of that name; None where no name narrows the list."""
    return None if name is None else by_name(things(), name, what, listing).id
