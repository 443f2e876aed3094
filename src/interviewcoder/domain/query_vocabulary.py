"""What a study has names for, so that a query can be looked through before it is asked or kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from .participant import Attribute
from .query import Comparison, Field, FieldTerm, Query
from .query_names import attribute_named, kinds_named, named, origins_named, polarities_named
from .query_values import value_test


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names that a query may use."""

    attributes: Sequence[Attribute] = ()
    codes: Sequence[str] = ()
    participants: Sequence[str] = ()
    sources: Sequence[str] = ()
    questions: Sequence[str] = ()
    coders: Sequence[str] = ()
    segments: Sequence[str] = ()

    def names_for(self, field: Field) -> tuple[str, Sequence[str]]:
        """What a field's values are called, and which there are. Not for `kind:`, `polarity:`, `origin:` and `near:`."""
        match field:
            case Field.PARTICIPANT:
                return "participant", self.participants
            case Field.SOURCE:
                return "source", self.sources
            case Field.QUESTION:
                return "question", self.questions
            case Field.CODER:
                return "coder", self.coders
            case Field.SEGMENT:
                return "segment", self.segments
            case _:
                return "code", self.codes


def checked(query: Query, known: Vocabulary) -> None:
    """Look through a query for names that the study does not have, and values that do not fit.

    Raises:
        QueryError: there is one; the remedy names close ones.
    """
    for leaf in query.leaves():
        match leaf:
            case Comparison():
                attribute = attribute_named(leaf.attribute, known.attributes, leaf.column)
                value_test(leaf, attribute)
            case FieldTerm(field=Field.KIND):
                kinds_named(leaf.values)
            case FieldTerm(field=Field.POLARITY):
                polarities_named(leaf.values)
            case FieldTerm(field=Field.ORIGIN):
                origins_named(leaf.values)
            case FieldTerm() if leaf.field is not Field.NEAR:
                what, names = known.names_for(leaf.field)
                named(leaf.values, names, what)
