"""The researcher's verbs on what was tagged: find excerpts by a query, look around them, tag many anew."""

from collections.abc import Sequence
from threading import Lock

from ..domain.coding import Coding, Tag
from ..domain.crosstab import Side
from ..domain.errors import StudyError
from ..domain.query_vocabulary import Vocabulary
from ..domain.retagging import Retag, RetagPlan, SeenTag
from ..domain.retrieval import Order, Retrieved, retrieved
from ..domain.surroundings import Surroundings, surroundings
from ..storage.bulk_retagging import plan_of, retag
from ..storage.codebook import require_code
from ..storage.codings import codings_by_id
from ..storage.engine import Connection, few_pages
from ..storage.sources import read_source
from ..storage.study_file import StudyFile
from .querying import Queried
from .sides import Sides, sides_of


class Excerpts:
    """Excerpts as they are retrieved. What queries look at is kept in memory until the study is changed."""

    def __init__(self, file: StudyFile, coder: str) -> None:
        self._file = file
        self._coder = coder
        self._kept: tuple[int, Queried] | None = None
        self._lock = Lock()

    def sides(self) -> tuple[str, ...]:
        """By what excerpts can be grouped: the sides that every study has, and attributes with few values."""
        with self._file.reading() as connection:
            return sides_of(self._queried(connection))

    def vocabulary(self) -> Vocabulary:
        """The names that a query may use."""
        with self._file.reading() as connection:
            return self._queried(connection).vocabulary

    def find(
        self,
        where: str | None = None,
        *,
        by: str = Side.PARTICIPANT,
        order: Order = Order.READING,
        code_id: int | None = None,
    ) -> Retrieved:
        """The excerpts that a query is true of, in groups.

        Args:
            where: a query (see docs/queries.md); None or blank: all excerpts.
            by: a `Side`, or the name of an attribute.
            order: within each group.
            code_id: only those of this code.

        Raises:
            QueryError: the query cannot be read, or names what is not there; it tells the column.
            StudyError: nothing can be grouped by that.
        """
        with self._file.reading() as connection, few_pages(connection):
            study = self._queried(connection)
            tags = study.tags(study.read(where) if where and where.strip() else None)
            if code_id is not None:
                tags = [tag for tag in tags if tag.code_id == code_id]
            side = Sides(connection, study, tags).side(by)
            return retrieved(tags, side.name, side.labels, side.of, order)

    def read(self, ids: Sequence[int]) -> list[Coding]:
        """Codings with their words, in the order of their ids; those that are gone by now are left out."""
        with self._file.reading() as connection:
            found = {coding.id: coding for coding in codings_by_id(connection, ids)}
        return [found[one] for one in ids if one in found]

    def around(self, tag: Tag | Coding) -> Surroundings:
        """An excerpt with the sentence before and the one after it.

        Raises:
            StudyError: its source is gone.
        """
        with self._file.reading() as connection:
            source = read_source(connection, tag.source_id)
        return surroundings(source, tag.start, tag.end)

    # -- Tagging many anew -----------------------------------------------------------------------------------

    def plan(self, coding_ids: Sequence[int], wanted: Retag) -> RetagPlan:
        """What tagging anew would do. Nothing is changed.

        Raises:
            StudyError: the code is gone, or nothing is asked for.
        """
        with self._file.reading() as connection:
            wanted.checked()
            if wanted.code_id is not None:
                require_code(connection, wanted.code_id)
            return plan_of(connection, coding_ids, wanted, self._coder)

    def retag(
        self, coding_ids: Sequence[int], wanted: Retag, *, seen: Sequence[SeenTag] | None = None
    ) -> RetagPlan:
        """Tag many excerpts anew, as one action.

        Args:
            coding_ids: the tags that are meant.
            wanted: what becomes of them.
            seen: the tags as they were on show; None: whatever they are now.

        Returns:
            What was done.

        Raises:
            EditConflict: another has changed or removed one of them since; nothing is changed then.
            StudyError: the code is gone, nothing is asked for, or no tag is meant.
        """
        wanted.checked()
        if not coding_ids:
            raise StudyError("No excerpts are meant.", "Mark some, or ask for others.")
        with self._file.writing("retag", self._coder) as change:
            code = require_code(change.connection, wanted.code_id) if wanted.code_id else None
            plan = retag(change, coding_ids, wanted, seen)
            change.summary = wanted.told(plan.changed, code.name if code else "")
            return plan

    # -- What is kept ----------------------------------------------------------------------------------------

    def _queried(self, connection: Connection) -> Queried:
        """The study as queries see it. It is read again only when somebody has changed the study."""
        # First the number, then the study: what changes in between is read, and once more the next time.
        revision = self._file.revision()
        with self._lock:
            if self._kept is None or self._kept[0] != revision:
                self._kept = None  # Not both in memory at once.
                study = Queried(connection)
                study.tags(None)
                self._kept = (revision, study)
            return self._kept[1].through(connection)
