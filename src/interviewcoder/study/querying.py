"""A study as queries see it: what they may name, and what they are true of."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from copy import copy

from ..domain.coding import Coding, Tag
from ..domain.query import Comparison, Field, FieldTerm, Query, QueryError
from ..domain.query_matching import codings_matching, participants_matching
from ..domain.query_parser import parse
from ..domain.query_vocabulary import Vocabulary, checked
from ..domain.segment import Segment
from ..domain.text import name_key
from ..storage.codebook import list_codes
from ..storage.codings import codes_of_participants, codings_by_id, list_coders, list_tags
from ..storage.engine import Connection
from ..storage.participants import list_attributes, list_participants
from ..storage.segments import list_segments
from ..storage.sources import list_questions, list_sources, read_text


class Queried:
    """What the study has at one moment."""

    def __init__(self, connection: Connection, *, counted: bool = False) -> None:
        """Read it.

        Args:
            counted: whether participants are to have the numbers of their passages and codings, which take long.
        """
        self._connection = connection
        people = list_participants(connection, counted=counted)
        self.people = sorted(people, key=lambda one: one.id)
        self.attributes = list_attributes(connection)
        self._codes = list_codes(connection, counted=False)
        self._stored = list_segments(connection)
        self._rules = {one.name: parse(one.rule) for one in self._stored}
        self._every: list[Tag] | None = None
        self._codes_of: dict[int, set[int]] | None = None
        self._known = Vocabulary(
            attributes=tuple(self.attributes),
            codes=tuple(one.name for one in self._codes),
            participants=tuple(one.name for one in self.people),
            sources=tuple(one.name for one in list_sources(connection)),
            questions=tuple(list_questions(connection)),
            coders=tuple(one.name for one in list_coders(connection)),
            segments=tuple(self._rules),
        )

    def read(self, text: str) -> Query:
        """A query, whose every name the study knows.

        Raises:
            QueryError: it cannot be read, or names what is not there.
        """
        try:
            query = parse(text)
            checked(query, self._known)
        except QueryError as error:
            error.query = text
            raise
        return query

    def members(self, query: Query) -> list[int]:
        """Ids of the participants whom a query is true of, in order of entry.

        Raises:
            QueryError: it cannot be asked of participants.
        """
        if self._codes_of is None:
            self._codes_of = codes_of_participants(self._connection)
        return participants_matching(
            query,
            self.people,
            self.attributes,
            codes_of=defaultdict(set, self._codes_of),
            codes=self._codes,
            segments=self._rules,
        )

    def segments(self) -> list[Segment]:
        """The segments with their members; one whose rule speaks of what is gone by now has none."""
        return [
            Segment(one.id, one.guid, one.name, one.rule, tuple(self._members_of(one)))
            for one in self._stored
        ]

    def _members_of(self, segment: Segment) -> list[int]:
        try:
            return self.members(self.read(segment.rule))
        except QueryError:
            return []

    def made_of(self, name: str) -> list[str]:
        """Names of the other segments whose rules speak of the segment of that name."""
        return [other for other, rule in self._rules.items() if name_key(name) in segments_in(rule)]

    def through(self, connection: Connection) -> "Queried":
        """The same moment, with what is not read yet read through another connection."""
        other = copy(self)
        other._connection = connection
        return other

    @property
    def vocabulary(self) -> Vocabulary:
        """The names that a query may use."""
        return self._known

    def codings(self, query: Query) -> list[Coding]:
        """The codings that a query is true of, in reading order.

        Raises:
            QueryError: it leads from a segment back to itself.
        """
        return codings_by_id(self._connection, [tag.id for tag in self.tags(query)])

    def tags(self, query: Query | None) -> list[Tag]:
        """The codings that a query is true of without their words, in reading order; None: all of them.

        Raises:
            QueryError: it leads from a segment back to itself.
        """
        if self._every is None:
            self._every = list_tags(self._connection)
        if query is None:
            return self._every
        return codings_matching(
            query,
            self._every,
            self.people,
            self.attributes,
            self._codes,
            segments=self._rules,
            texts=_Texts(self._connection),
        )


class _Texts(Mapping[int, str]):
    """Texts by their source's id, read when they are asked for. Codings come source by source, so one is kept."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._source_id = 0
        self._text = ""

    def __getitem__(self, source_id: int) -> str:
        if source_id != self._source_id:
            self._source_id, self._text = source_id, read_text(self._connection, source_id)
        return self._text

    def __iter__(self) -> Iterator[int]:
        return (one.id for one in list_sources(self._connection))

    def __len__(self) -> int:
        return len(list_sources(self._connection))


def segments_in(query: Query) -> set[str]:
    """The keys of the names of the segments that a query speaks of."""
    return {
        name_key(value.text)
        for leaf in query.leaves()
        if isinstance(leaf, FieldTerm) and leaf.field is Field.SEGMENT
        for value in leaf.values
    }


def subject_of(query: Query) -> str:
    """What a query is about: the attributes that it compares, else the fields that it looks at.

    >>> subject_of(parse("visits>=3 AND visits<12")), subject_of(parse("plan=a OR code:b"))
    ('visits', 'plan')
    """
    compared = [leaf.attribute for leaf in query.leaves() if isinstance(leaf, Comparison)]
    looked_at = [leaf.field.value for leaf in query.leaves() if isinstance(leaf, FieldTerm)]
    return ", ".join(sorted(set(compared or looked_at))) or "names"


def named_once(names: Sequence[str]) -> str:
    """Names in a sentence, a few of them.

    >>> named_once(["A", "B", "C", "D", "E"])
    "'A', 'B', 'C' and 2 more"
    """
    shown = ", ".join(f"'{name}'" for name in names[:3])
    return f"{shown} and {len(names) - 3} more" if len(names) > 3 else shown
