"""Queries asked of people: which participants a term is true of, segments by their rules included."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TypeVar

from .codebook import Code
from .participant import Attribute, Participant
from .query import (
    And,
    Comparison,
    Field,
    FieldTerm,
    Leaf,
    Not,
    Or,
    Query,
    QueryError,
    Term,
    Value,
    Words,
)
from .query_names import attribute_named, kinds_named, name_test, named
from .query_values import value_test
from .query_words import plain_text, words_test
from .text import name_key, one_line

T = TypeVar("T")
Test = Callable[[T], bool]

_SLOW_FIELDS = {Field.NEAR: 2}


def predicate(term: Term, leaf_test: Callable[[Leaf], Test[T]]) -> Test[T]:
    """One function for a whole term, from those of its leaves. Of an AND, the quick ones are asked first."""
    match term:
        case Not():
            negated = predicate(term.term, leaf_test)
            return lambda thing: not negated(thing)
        case And():
            tests = [predicate(one, leaf_test) for one in sorted(term.terms, key=_slowness)]
            return _joined(tests, False)
        case Or():
            tests = [predicate(one, leaf_test) for one in sorted(term.terms, key=_slowness)]
            return _joined(tests, True)
        case _:
            return leaf_test(term)


def _joined(tests: Sequence[Test[T]], decisive: bool) -> Test[T]:
    """Whether a test gives the decisive answer; for AND that is False, and the answer then is False."""
    if len(tests) == 2:
        first, second = tests
        if decisive:
            return lambda thing: first(thing) or second(thing)
        return lambda thing: first(thing) and second(thing)

    def answer(thing: T) -> bool:
        for test in tests:
            if test(thing) is decisive:
                return decisive
        return not decisive

    return answer


def _slowness(term: Term) -> int:
    match term:
        case Not():
            return _slowness(term.term)
        case And() | Or():
            return max(map(_slowness, term.terms))
        case Words():
            return 1
        case FieldTerm():
            return _SLOW_FIELDS.get(term.field, 0)
        case _:
            return 0


class Codes:
    """The codebook as queries ask for it."""

    def __init__(self, codes: Sequence[Code]) -> None:
        self._codes = codes

    def meant_by(self, term: FieldTerm) -> set[int]:
        """Ids of the codes that a term's values name; for `under:` with all below them, for `kind:` of these kinds.

        Raises:
            QueryError: there is no such code or kind.
        """
        if term.field is Field.KIND:
            kinds = kinds_named(term.values)
            return {code.id for code in self._codes if code.kind in kinds}
        names = set(named(term.values, [code.name for code in self._codes], "code"))
        ids = {code.id for code in self._codes if code.name in names}
        return self._with_all_below(ids) if term.field is Field.UNDER else ids

    def _with_all_below(self, ids: set[int]) -> set[int]:
        children: dict[int | None, list[int]] = {}
        for code in self._codes:
            children.setdefault(code.parent_id, []).append(code.id)
        reached: set[int] = set()
        pending = list(ids)
        while pending:
            code_id = pending.pop()
            if code_id not in reached:
                reached.add(code_id)
                pending.extend(children.get(code_id, ()))
        return reached


class People:
    """The participants of a study, and what can be asked of them.

    Args:
        codes_of: the ids of the codes that each participant has on any excerpt, by the participant's id;
            asked for only when a query speaks of codes.
    """

    def __init__(
        self,
        people: Sequence[Participant],
        attributes: Iterable[Attribute],
        codes_of: Callable[[], Mapping[int, Collection[int]]],
        codes: Codes,
        segments: Mapping[str, Query],
    ) -> None:
        self._people = people
        self._attributes = list(attributes)
        self._codes_of = codes_of
        self._codes = codes
        self._segments = {name_key(name): (name, rule) for name, rule in segments.items()}
        self._members: dict[str, set[int]] = {}

    def matching(self, term: Term) -> list[int]:
        """Ids of the participants whom a term is true of, in the order of the participants.

        Raises:
            QueryError: it names what is not there, or speaks of codings only.
        """
        is_true = predicate(term, self._leaf_test)
        return [person.id for person in self._people if is_true(person)]

    def _leaf_test(self, leaf: Leaf) -> Test[Participant]:
        match leaf:
            case Words():
                has_words = words_test([leaf.value])
                return lambda person: has_words(plain_text(person.name))
            case Comparison():
                attribute = attribute_named(leaf.attribute, self._attributes, leaf.column)
                fits, name = value_test(leaf, attribute), attribute.name
                return lambda person: fits(person.attributes.get(name, ""))
            case FieldTerm():
                return self._field_test(leaf)

    def _field_test(self, term: FieldTerm) -> Test[Participant]:
        match term.field:
            case Field.PARTICIPANT:
                is_named = name_test(term.values)
                return lambda person: is_named(person.name)
            case Field.SOURCE:
                is_source = name_test(term.values)
                return lambda person: any(map(is_source, person.sources))
            case Field.CODE | Field.HAS | Field.UNDER | Field.KIND:
                wanted, codes_of = self._codes.meant_by(term), self._codes_of()
                return lambda person: not wanted.isdisjoint(codes_of.get(person.id, ()))
            case Field.SEGMENT:
                members = self.members_of_segments(term)
                return lambda person: person.id in members
            case _:
                raise QueryError(
                    f"'{term.field}:' asks about codings, and this query is about people",
                    term.column,
                    "Take it out; has:CODE finds people who have a code anywhere.",
                )

    def members_of_segments(self, term: FieldTerm) -> set[int]:
        """Ids of the members of all segments that a `segment:` term names.

        Raises:
            QueryError: there is no such segment, its rule cannot be asked, or it leads back to itself.
        """
        members: set[int] = set()
        for key in self._keys(term.values):
            if key not in self._members:
                self._find_members(key, term.column)
            members |= self._members[key]
        return members

    def _keys(self, values: Sequence[Value]) -> list[str]:
        keys: list[str] = []
        for value in values:
            key = name_key(value.text)
            if key in self._segments and not value.is_prefix:
                keys.append(key)
            else:
                names = [name for name, _ in self._segments.values()]
                keys.extend(map(name_key, named([value], names, "segment")))
        return keys

    def _find_members(self, first: str, column: int) -> None:
        """Segments that a rule refers to come before it; a path and no recursion, since chains can be long."""
        path: dict[str, list[str]] = {}
        here = first
        while True:
            name, rule = self._segments[here]
            try:
                if here not in path:
                    path[here] = self._references(rule)
                awaited = next((key for key in path[here] if key not in self._members), None)
                if awaited is None:
                    self._members[here] = set(self.matching(rule.term))
            except QueryError as error:
                raise QueryError(
                    f"In the rule of the segment '{one_line(name, 60)}', at its column {error.column}: "
                    f"{error.problem}",
                    column,
                    error.remedy,
                ) from None
            if awaited is None:
                del path[here]
                if not path:
                    return
                here = next(reversed(path))
            elif awaited in path:
                self._fail_as_loop([*path, awaited], column)
            else:
                here = awaited

    def _references(self, rule: Query) -> list[str]:
        terms = [leaf for leaf in rule.leaves() if isinstance(leaf, FieldTerm)]
        return [
            key for term in terms if term.field is Field.SEGMENT for key in self._keys(term.values)
        ]

    def _fail_as_loop(self, path: list[str], column: int) -> None:
        loop = path[path.index(path[-1]) :]
        shown = [f"'{one_line(self._segments[key][0], 40)}'" for key in loop]
        if len(shown) > 6:
            shown[3:-2] = ["..."]
        raise QueryError(
            f"The rules of the segments go in a circle: {' to '.join(shown)}",
            column,
            "Take 'segment:' out of one of these rules.",
        )
