"""Other words in a query: what it says stays, what it names is put through a function."""

from collections.abc import Callable
from dataclasses import replace

from .query import And, Comparison, FieldTerm, Not, Or, Query, QueryError, Term, Value, Words
from .query_parser import parse


def rewritten(text: str, words: Callable[[str], str]) -> str:
    """The canonical text of a query with other words for names and values; quotes are put where they are needed.

    >>> rewritten("town=Bath AND visits>2", lambda word: "[Place 1]" if word == "Bath" else word)
    'town="[Place 1]" AND visits>2'
    """
    try:
        query = parse(text)
    except QueryError:
        return words(text)
    fresh = str(Query(_other(query.term, words)))
    return text if fresh == str(query) else fresh


def _other(term: Term, words: Callable[[str], str]) -> Term:
    def values(some: tuple[Value, ...]) -> tuple[Value, ...]:
        return tuple(replace(one, text=words(one.text)) for one in some)

    match term:
        case Words():
            return Words(replace(term.value, text=words(term.value.text)))
        case FieldTerm():
            return replace(term, values=values(term.values))
        case Comparison():
            return replace(term, attribute=words(term.attribute), values=values(term.values))
        case Not():
            return Not(_other(term.term, words))
        case And():
            return And(tuple(_other(one, words) for one in term.terms))
        case Or():
            return Or(tuple(_other(one, words) for one in term.terms))
