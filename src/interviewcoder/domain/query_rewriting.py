"""Other words in a query: what it says stays, what it names is put through a function."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby

from .query import And, Comparison, FieldTerm, Not, Or, Query, QueryError, Term, Value, Words
from .query_parser import parse


def rewritten(text: str, words: Callable[[str], str]) -> str:
    """The canonical text of a query with other words for names and values; quotes are put where they are needed.

    >>> rewritten("town=Bath AND visits>2", lambda word: "[Place 1]" if word == "Bath" else word)
    'town="[Place 1]" AND visits>2'
    >>> rewritten("Ana Berg price", lambda words: words.replace("Ana Berg", "P1"))
    '"P1 price"'
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
            return And(tuple(_joined(term.terms, words)))
        case Or():
            return Or(tuple(_other(one, words) for one in term.terms))


def _joined(terms: tuple[Term, ...], words: Callable[[str], str]) -> Iterator[Term]:
    """Terms that are true together. Words side by side may be a name or a quotation that none of them is alone."""
    for free, some in groupby(terms, lambda one: isinstance(one, Words)):
        beside = tuple(some)
        fresh = [_other(one, words) for one in beside]
        if free:
            together = words(" ".join(_text(one) for one in beside))
            if together != " ".join(_text(one) for one in fresh):
                fresh = [Words(Value(together))]
        yield from fresh


def _text(term: Term) -> str:
    return term.value.text if isinstance(term, Words) else ""
