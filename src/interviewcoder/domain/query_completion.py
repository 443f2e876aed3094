"""How a query may go on that is being written: fields, names of attributes, and names of what the study has."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .coding import Origin, Polarity
from .kinds import Kind
from .participant import AttributeType
from .query import Field, quoted
from .query_vocabulary import Vocabulary
from .text import name_key

MOST = 50
"""So many are offered."""

_QUOTED_OR_WORD = r'"(?:[^"\\]|\\.)*"?|[^\s"()]*'
_VALUE = re.compile(
    rf'(?:^|[\s(])(?P<name>"(?:[^"\\]|\\.)+"|[^\s"()=<>!:]+)(?P<mark>:|!?=)'
    rf'(?:\((?:[^()"]|"(?:[^"\\]|\\.)*")*?(?:(?<=\()|(?<=\s)))?(?P<begun>{_QUOTED_OR_WORD})$'
)
_WORD = re.compile(r'(?:^|[\s(])("(?:[^"\\]|\\.)*|[^\s"()=<>!:]+)$')


@dataclass(frozen=True, slots=True)
class Completion:
    """What the last word of a query may become."""

    start: int
    """Where the word begins, counted from 0."""
    offers: tuple[str, ...]
    """As they are written in a query, the likeliest first."""

    def is_begun(self, text: str) -> bool:
        """Whether the last word of a query is only begun: it may become an offer that it is not yet.

        >>> completion("kind:need cod", Vocabulary()).is_begun("kind:need cod")
        True
        >>> completion("kind:need", Vocabulary()).is_begun("kind:need")
        False
        """
        word = text[self.start :].casefold()
        return bool(word and self.offers) and word not in map(str.casefold, self.offers)

    def taken(self, text: str, offer: str) -> str:
        """The query with an offer in place of its last word."""
        return text[: self.start] + offer


def completion(text: str, known: Vocabulary) -> Completion:
    """How a query that is written up to here may go on; nothing is offered before a word is begun.

    >>> completion("co", Vocabulary()).offers
    ('code:', 'coder:')
    >>> completion('kind:need code:pri', Vocabulary(codes=["Price", "Low price", "Needs"])).offers
    ('Price', '"Low price"')
    """
    if found := _VALUE.search(text):
        begun = found["begun"]
        return Completion(found.start("begun"), _fitting(begun, _values(found, known)))
    if found := _WORD.search(text):
        fields = [f"{field}:" for field in Field]
        names = [quoted(attribute.name) for attribute in known.attributes]
        return Completion(found.start(1), _fitting(found[1], [*fields, *names]))
    return Completion(len(text), ())


def _values(found: re.Match[str], known: Vocabulary) -> Iterator[str]:
    """What can stand after a field or an attribute, as it is written."""
    name = found["name"]
    if found["mark"] == ":" and name.lower() in set(Field):
        yield from map(quoted, _names(Field(name.lower()), known))
        return
    key = name_key(name.strip('"'))
    for attribute in known.attributes:
        if name_key(attribute.name) == key:
            is_yes_no = attribute.type is AttributeType.YES_NO
            yield from map(quoted, ("yes", "no") if is_yes_no else attribute.choices)


def _names(field: Field, known: Vocabulary) -> Sequence[str]:
    match field:
        case Field.KIND:
            return [kind.value for kind in Kind]
        case Field.POLARITY:
            return [polarity.name.lower() for polarity in Polarity]
        case Field.ORIGIN:
            return [origin.value for origin in Origin]
        case Field.NEAR:
            return ()
    return known.names_for(field)[1]


def _fitting(begun: str, offers: Iterable[str]) -> tuple[str, ...]:
    """The offers that begin as the word does, then those with another word that does; the word itself is none."""
    wanted = name_key(begun.strip('"'))
    first: list[str] = []
    later: list[str] = []
    for offer in offers:
        key = name_key(offer.strip('"'))
        if offer == begun:
            continue
        if key.startswith(wanted):
            first.append(offer)
        elif f" {wanted}" in key:
            later.append(offer)
        if len(first) >= MOST:
            break
    return tuple([*first, *later][:MOST])
