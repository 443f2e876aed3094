"""Queries asked of a study: the participants or the codings that a query is true of.

The query is made into one function once, which then answers for each participant or coding. Whatever needs
a look at several codings (overlaps, what follows what) is found for all of them beforehand, source by source.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from .codebook import Code
from .coding import Coding, Tagged
from .participant import Attribute, Participant
from .query import Comparison, Field, FieldTerm, Leaf, Query, Words
from .query_names import name_test, origins_named, polarities_named
from .query_people import Codes, People, Test, predicate
from .query_places import by_source, followed, overlapping
from .query_words import plain_text, words_test

T = TypeVar("T", bound=Tagged)

NEIGHBOURHOOD = 200
"""How many characters before and after an excerpt `near:` looks at."""
LONGEST_CUT_WORD = 40
"""How many characters more, so that no word is cut at the neighbourhood's ends."""


def participants_matching(
    query: Query,
    people: Sequence[Participant],
    attributes: Sequence[Attribute],
    *,
    codes_of: Mapping[int, Collection[int]],
    codes: Sequence[Code] = (),
    segments: Mapping[str, Query] = {},
) -> list[int]:
    """Ids of the participants whom a query is true of, in the order in which they are given.

    Args:
        codes_of: by the participant's id, the ids of the codes on any of their excerpts.
        segments: the rules that `segment:` may refer to, by name.

    Raises:
        QueryError: it names an attribute, code or segment that is not there, compares a value that does not
            fit, speaks of codings only, or leads from a segment back to itself.
    """
    return People(people, attributes, lambda: codes_of, Codes(codes), segments).matching(query.term)


def codings_matching(
    query: Query,
    codings: Sequence[T],
    people: Sequence[Participant],
    attributes: Sequence[Attribute],
    codes: Sequence[Code],
    *,
    segments: Mapping[str, Query] = {},
    texts: Mapping[int, str] = {},
) -> list[T]:
    """The codings that a query is true of, in the order in which they are given.

    Args:
        codings: all codings of the study: `has:`, `with:` and `followed-by:` look at others than those found.
        segments: the rules that `segment:` may refer to, by name.
        texts: by the source's id, its text for `near:`; without it only the excerpt is looked at. Codings without
            their words need it for words as well.

    Raises:
        QueryError: it names an attribute, code or segment that is not there, compares a value that does not
            fit, or leads from a segment back to itself.
    """
    known = _Codings(codings, people, attributes, Codes(codes), segments, texts)
    is_true = predicate(query.term, known.leaf_test)
    return [coding for coding in codings if is_true(coding)]


class _Codings:
    """The codings of a study, and what can be asked of them."""

    def __init__(
        self,
        codings: Sequence[Tagged],
        people: Sequence[Participant],
        attributes: Sequence[Attribute],
        codes: Codes,
        segments: Mapping[str, Query],
        texts: Mapping[int, str],
    ) -> None:
        self._codings = codings
        self._codes = codes
        self._texts = texts
        self._people = People(people, attributes, lambda: self._codes_of, codes, segments)

    @cached_property
    def _codes_of(self) -> dict[int, set[int]]:
        codes_of: dict[int, set[int]] = {}
        for coding in self._codings:
            if coding.participant_id is not None:
                codes_of.setdefault(coding.participant_id, set()).add(coding.code_id)
        return codes_of

    @cached_property
    def _by_source(self) -> list[Sequence[Tagged]]:
        return by_source(self._codings)

    def leaf_test(self, leaf: Leaf) -> Test[Tagged]:
        match leaf:
            case Words():
                has_words = words_test([leaf.value])
                return lambda coding: has_words(plain_text(self._words(coding)))
            case Comparison():
                return _of_participants(self._people.matching(leaf))
            case FieldTerm():
                return self._field_test(leaf)

    def _words(self, coding: Tagged) -> str:
        if isinstance(coding, Coding):
            return coding.text
        return self._texts[coding.source_id][coding.start : coding.end]

    def _field_test(self, term: FieldTerm) -> Test[Tagged]:
        match term.field:
            case Field.CODE | Field.UNDER | Field.KIND:
                code_ids = self._codes.meant_by(term)
                return lambda coding: coding.code_id in code_ids
            case Field.HAS:
                return _of_participants(self._people.matching(term))
            case Field.SEGMENT:
                return _of_participants(self._people.members_of_segments(term))
            case Field.WITH:
                return _among(overlapping(self._by_source, self._codes.meant_by(term)))
            case Field.FOLLOWED_BY:
                return _among(followed(self._by_source, self._codes.meant_by(term)))
            case Field.NEAR:
                return self._near_test(term)
            case Field.PARTICIPANT:
                people = self._meant(term, lambda coding: coding.participant or "")
                return lambda coding: (coding.participant or "") in people
            case Field.QUESTION:
                questions = self._meant(term, lambda coding: coding.question or "")
                return lambda coding: (coding.question or "") in questions
            case Field.SOURCE:
                sources = self._meant(term, lambda coding: coding.source)
                return lambda coding: coding.source in sources
            case Field.POLARITY:
                polarities = polarities_named(term.values)
                return lambda coding: coding.polarity in polarities
            case Field.ORIGIN:
                origins = origins_named(term.values)
                return lambda coding: coding.origin in origins
            case Field.CODER:
                coders = self._meant(term, lambda coding: coding.coder)
                return lambda coding: coding.coder in coders

    def _meant(self, term: FieldTerm, name_of: Callable[[Tagged], str]) -> set[str]:
        """Of the names that occur, those that a term's values fit."""
        return set(filter(name_test(term.values), set(map(name_of, self._codings))))

    def _near_test(self, term: FieldTerm) -> Test[Tagged]:
        has_words = words_test(term.values)
        answers: dict[tuple[int, int, int], bool] = {}

        def is_near(coding: Tagged) -> bool:
            place = (coding.source_id, coding.start, coding.end)
            if place not in answers:
                text = self._texts.get(coding.source_id)
                around = (
                    self._words(coding) if text is None else _around(text, coding.start, coding.end)
                )
                answers[place] = has_words(plain_text(around))
            return answers[place]

        return is_near


def _of_participants(ids: Iterable[int]) -> Test[Tagged]:
    known = frozenset(ids)
    return lambda coding: coding.participant_id in known


def _among(ids: Collection[int]) -> Test[Tagged]:
    return lambda coding: coding.id in ids


def _around(text: str, start: int, end: int) -> str:
    """The span and its neighbourhood, up to the ends of words."""
    first, last = max(start - NEIGHBOURHOOD, 0), min(end + NEIGHBOURHOOD, len(text))
    furthest_first = max(first - LONGEST_CUT_WORD, 0)
    furthest_last = min(last + LONGEST_CUT_WORD, len(text))
    while first > furthest_first and text[first - 1].isalnum():
        first -= 1
    while last < furthest_last and text[last].isalnum():
        last += 1
    return text[first:last]
