"""Names in queries: which names a query's values fit, and what to say when none does."""

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from .coding import Origin, Polarity
from .kinds import Kind
from .participant import Attribute
from .query import Field, QueryError, Value, quoted
from .text import name_key, one_line

T = TypeVar("T")

MOST_COMPARED = 1_000
"""How many names are compared with a misspelt one: it is a courtesy, and it must not take seconds."""
COMPARED_LENGTH = 60
"""How much of each name is compared."""


def name_test(values: Iterable[Value]) -> Callable[[str], bool]:
    """Whether a name is one of the values, whatever its case, or begins as one with a `*` does.

    >>> is_meant = name_test([Value("Ana"), Value("Ber", is_prefix=True)])
    >>> [is_meant(name) for name in ("ANA", "Anabel", "Berlin", "")]
    [True, False, True, False]
    """
    known = tuple(values)
    whole = {name_key(value.text) for value in known if not value.is_prefix}
    beginnings = tuple(_beginning(value.text) for value in known if value.is_prefix)

    def fits(name: str) -> bool:
        key = name_key(name)
        return key in whole or (bool(key) and key.startswith(beginnings))

    return fits


def _beginning(text: str) -> str:
    key = name_key(text)
    return f"{key} " if key and text[-1].isspace() else key


def named(values: Sequence[Value], names: Sequence[str], what: str) -> list[str]:
    """The names that the values fit; an empty value is nobody's name and may find none.

    Raises:
        QueryError: a value fits none of the names.
    """
    for value in values:
        if (value.is_prefix or name_key(value.text)) and not any(map(name_test([value]), names)):
            shown = one_line(value.text, 60)
            problem = (
                f"No {what} begins with '{shown}'"
                if value.is_prefix
                else f"There is no {what} '{shown}'"
            )
            raise QueryError(problem, value.column, suggestion(value.text, names))
    return list(filter(name_test(values), names))


def kinds_named(values: Sequence[Value]) -> set[Kind]:
    """The kinds of code that values such as `need` or `needs` stand for.

    Raises:
        QueryError: a value stands for none.
    """
    plural = {name_key(kind.plural): kind for kind in Kind}
    return _chosen(values, {kind.value: kind for kind in Kind}, plural, "kind of code")


def polarities_named(values: Sequence[Value]) -> set[Polarity]:
    """The polarities that values such as `against` or `-` stand for.

    Raises:
        QueryError: a value stands for none.
    """
    names = {polarity.name.lower(): polarity for polarity in Polarity}
    return _chosen(
        values, names, {"-": Polarity.AGAINST, "0": Polarity.NEUTRAL, "+": Polarity.FOR}, "polarity"
    )


def origins_named(values: Sequence[Value]) -> set[Origin]:
    """The origins that values such as `suggestion` stand for.

    Raises:
        QueryError: a value stands for none.
    """
    also = {"suggested": Origin.SUGGESTION, "autocoded": Origin.AUTOCODE}
    return _chosen(values, {origin.value: origin for origin in Origin}, also, "origin")


def _chosen(
    values: Sequence[Value], names: Mapping[str, T], also: Mapping[str, T], what: str
) -> set[T]:
    """What the values stand for, by the names that are shown in messages or by those that are understood too."""
    for value in values:
        if not any(map(name_test([value]), [*names, *also])):
            named([value], list(names), what)
    fits = name_test(values)
    return {one for name, one in [*names.items(), *also.items()] if fits(name)}


def attribute_named(name: str, attributes: Iterable[Attribute], column: int) -> Attribute:
    """The attribute of that name, whatever its case.

    Raises:
        QueryError: there is none.
    """
    known = list(attributes)
    wanted = name_key(name)
    for attribute in known:
        if name_key(attribute.name) == wanted:
            return attribute
    if wanted in set(Field):
        remedy = f"To ask for a {wanted}, write {wanted}: with a colon."
    else:
        fields = [f"{field}:" for field in Field]
        remedy = suggestion(name, [*(attribute.name for attribute in known), *fields])
    raise QueryError(
        f"There is no attribute '{one_line(name, 60)}'",
        column,
        remedy or "Put words that you search for in quotes.",
    )


def suggestion(name: str, names: Sequence[str]) -> str:
    """`Did you mean ...?` with up to three close names, else the names if they are few, else nothing."""
    some = list(dict.fromkeys(names))[:MOST_COMPARED]
    keys = {name_key(one)[:COMPARED_LENGTH]: one for one in reversed(some)}
    wanted = name_key(name)[:COMPARED_LENGTH]
    close = [keys[key] for key in difflib.get_close_matches(wanted, keys, n=3, cutoff=0.6)]
    close += [one for key, one in keys.items() if wanted in key.split() and one not in close]
    if close:
        return f"Did you mean {' or '.join(_shown(one) for one in close[:3])}?"
    own = [one for one in some if not one.endswith(":")]
    if 0 < len(own) <= 8:
        return f"There is: {', '.join(_shown(one) for one in own)}."
    return ""


def _shown(name: str) -> str:
    written = name if name.endswith(":") else quoted(name)
    return f"'{one_line(written, 60)}'"
