"""The researcher's verbs on saved queries."""

from ..domain.conflict import Seen
from ..domain.query_parser import parse
from ..domain.saved_query import SavedQuery
from ..domain.text import clean_name, name_key
from ..storage import saved_queries as stored
from ..storage.study_file import StudyFile
from .naming import by_name
from .querying import Queried

Found = list[SavedQuery]


class SavedQueries:
    """Queries over codings that a study keeps, live: each is asked anew when it is opened."""

    def __init__(self, file: StudyFile, coder: str) -> None:
        self._file = file
        self._coder = coder

    def list(self) -> Found:
        """The queries in their order."""
        with self._file.reading() as connection:
            return stored.list_saved_queries(connection)

    def get(self, name: str) -> SavedQuery:
        """The query of that name, whatever its case.

        Raises:
            StudyError: there is none.
        """
        return by_name(self.list(), name, "query", "queries")

    def save(self, name: str, query: str) -> SavedQuery:
        """Keep a query under a name, in place of one that is called so.

        Raises:
            QueryError: it cannot be read, or speaks of what the study does not have.
            StudyError: the name is empty.
        """
        name, query = clean_name(name, "query's name"), str(parse(query))
        with self._file.writing("save query", self._coder) as change:
            change.summary = name
            Queried(change.connection).read(query)
            there = {
                name_key(one.name): one for one in stored.list_saved_queries(change.connection)
            }
            known = there.get(name_key(name))
            if known is None:
                stored.add_saved_query(change, name, query)
            else:
                stored.edit_saved_query(change, known.id, {"name": name, "query": query})
        return self.get(name)

    def edit(self, query_id: int, name: str, query: str, *, seen: Seen | None = None) -> None:
        """Give a saved query another name or text.

        Args:
            seen: `name` and `query` as they were when the editing began; None: both are written.

        Raises:
            EditConflict: another has changed the same since, or removed it.
            QueryError: it cannot be read.
            StudyError: it is gone, or the name is taken or empty.
        """
        values = {"name": clean_name(name, "query's name"), "query": str(parse(query))}
        with self._file.writing("edit query", self._coder) as change:
            change.summary = values["name"]
            stored.edit_saved_query(change, query_id, values, seen)

    def remove(self, query_id: int, *, seen: Seen | None = None) -> None:
        """Take a saved query away; what it finds stays.

        Args:
            seen: `name` and `query` as they were on show; None: whatever they are now.

        Raises:
            EditConflict: another has changed it since.
            StudyError: it is gone.
        """
        with self._file.writing("remove query", self._coder) as change:
            known = {one.id: one.name for one in stored.list_saved_queries(change.connection)}
            change.summary = known.get(query_id, "")
            stored.remove_saved_query(change, query_id, seen)
