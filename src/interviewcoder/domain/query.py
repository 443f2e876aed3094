"""Queries: what a segment's rule, a retrieval of codings and a saved query are made of.

A query is a tree of terms. Its text is read by `query_parser.parse`; `str(query)` writes it back in its
canonical form, which is read as an equal query.
"""

import dataclasses
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from .errors import StudyError


class QueryError(StudyError):
    """A query that cannot be read or asked.

    Args:
        problem: what is wrong, a sentence without its full stop.
        column: where in the query's text, counted from 1.
        remedy: what the user can do about it, in one sentence.
    """

    def __init__(self, problem: str, column: int, remedy: str = "") -> None:
        super().__init__(f"{problem} (column {column}).", remedy)
        self.problem = problem
        self.column = column
        self.query = ""
        """The whole query, where it is known: what the column is counted in."""


class Field(StrEnum):
    """What can stand before a colon."""

    CODE = "code"
    KIND = "kind"
    UNDER = "under"
    HAS = "has"
    WITH = "with"
    FOLLOWED_BY = "followed-by"
    NEAR = "near"
    PARTICIPANT = "participant"
    SOURCE = "source"
    QUESTION = "question"
    CODER = "coder"
    POLARITY = "polarity"
    ORIGIN = "origin"
    SEGMENT = "segment"

    @property
    def may_be_missing(self) -> bool:
        """Whether `field:""` asks for what has none."""
        return self in (Field.PARTICIPANT, Field.QUESTION)


class Operator(StrEnum):
    """How an attribute is compared with a value."""

    EQUAL = "="
    NOT_EQUAL = "!="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="

    @property
    def is_order(self) -> bool:
        """Whether it needs values that have an order."""
        return self not in (Operator.EQUAL, Operator.NOT_EQUAL)


OPENING_QUOTES = '"“„”'
_PLAIN = re.compile(r'[^\s"“”„()=<>:!*\\]+')
_KEYWORDS = frozenset({"and", "or", "not"})


def quoted(text: str) -> str:
    r"""A name as it is written in a query: in quotes where it needs them.

    >>> quoted("Price"), quoted("Price anxiety"), quoted('say "no"'), quoted("or")
    ('Price', '"Price anxiety"', '"say \\"no\\""', '"or"')
    """
    if _PLAIN.fullmatch(text) and text.lower() not in _KEYWORDS:
        return text
    escaped = _escaped(text)
    if escaped.endswith("*"):
        escaped = f"{escaped[:-1]}\\*"
    return f'"{escaped}"'


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


@dataclass(frozen=True, slots=True)
class Value:
    """A word or a quoted string of a query."""

    text: str
    is_prefix: bool = False
    """Whether a `*` follows: it stands for everything that begins so."""
    column: int = dataclasses.field(default=1, compare=False)
    """Where it stands in the query's text."""

    def __str__(self) -> str:
        if not self.is_prefix:
            return quoted(self.text)
        if not self.text or quoted(self.text) == self.text:
            return f"{self.text}*"
        return f'"{_escaped(self.text)}*"'


def _alternatives(values: tuple[Value, ...]) -> str:
    return str(values[0]) if len(values) == 1 else f"({' OR '.join(map(str, values))})"


@dataclass(frozen=True, slots=True)
class Words:
    """Free text: words that stand in the excerpt, or in the participant's name."""

    value: Value

    @property
    def column(self) -> int:
        """Where it stands in the query's text."""
        return self.value.column

    def __str__(self) -> str:
        return str(self.value)


@dataclass(frozen=True, slots=True)
class FieldTerm:
    """`field:value`: any of the values fits."""

    field: Field
    values: tuple[Value, ...]
    column: int = dataclasses.field(default=1, compare=False)

    def __str__(self) -> str:
        return f"{self.field.value}:{_alternatives(self.values)}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """`attribute=value`: equal to any of the values; under `!=` to none of them."""

    attribute: str
    operator: Operator
    values: tuple[Value, ...]
    column: int = dataclasses.field(default=1, compare=False)

    def __str__(self) -> str:
        return f"{quoted(self.attribute)}{self.operator.value}{_alternatives(self.values)}"


@dataclass(frozen=True, slots=True)
class Not:
    """What the term is not true of."""

    term: "Term"

    def __str__(self) -> str:
        return f"NOT {_grouped(self.term, And, Or)}"


@dataclass(frozen=True, slots=True)
class And:
    """What all the terms are true of. Made by `all_of`."""

    terms: tuple["Term", ...]

    def __str__(self) -> str:
        return " AND ".join(_grouped(term, Or) for term in self.terms)


@dataclass(frozen=True, slots=True)
class Or:
    """What at least one of the terms is true of. Made by `any_of`."""

    terms: tuple["Term", ...]

    def __str__(self) -> str:
        return " OR ".join(str(term) for term in self.terms)


Leaf = Words | FieldTerm | Comparison
Term = Leaf | Not | And | Or


def _grouped(term: Term, *looser: type) -> str:
    return f"({term})" if isinstance(term, looser) else str(term)


def all_of(terms: Iterable[Term]) -> Term:
    """One or more terms joined by AND; those within an inner AND are taken out of it."""
    flat: list[Term] = []
    for term in terms:
        flat.extend(term.terms if isinstance(term, And) else (term,))
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def any_of(terms: Iterable[Term]) -> Term:
    """One or more terms joined by OR; those within an inner OR are taken out of it."""
    flat: list[Term] = []
    for term in terms:
        flat.extend(term.terms if isinstance(term, Or) else (term,))
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


@dataclass(frozen=True, slots=True)
class Query:
    """A whole query. `str` gives its canonical text."""

    term: Term

    def __str__(self) -> str:
        return str(self.term)

    def leaves(self) -> list[Leaf]:
        """The terms that hold no others, in the order of the text."""
        found: list[Leaf] = []
        pending: list[Term] = [self.term]
        while pending:
            term = pending.pop()
            match term:
                case Not():
                    pending.append(term.term)
                case And() | Or():
                    pending.extend(reversed(term.terms))
                case _:
                    found.append(term)
        return found
