"""What is suggested, with all that is told of it: whose words they are, what speaks for a code, and what is like them."""

from collections.abc import Sequence, Set
from typing import TYPE_CHECKING

from ..domain.coding import Span
from ..domain.suggestion import NearExcerpt, SuggestedCode, SuggestedExcerpt
from ..storage.coded_places import Place, names_at, words_at
from ..storage.study_file import StudyFile

if TYPE_CHECKING:
    from .suggestion_index import SuggestionIndex

_NEAREST = 2

Shown = dict[Place, tuple[str, str | None, str]]
"""Of each place its source, its participant and its words."""


def shown_at(file: StudyFile, places: Sequence[Place]) -> Shown:
    """What stands at places, and whose words they are."""
    with file.reading() as connection:
        names = names_at(connection, places)
        texts = words_at(connection, places)
    return {place: (*name, text) for place, name, text in zip(places, names, texts, strict=True)}


def near_excerpts(found: Sequence[tuple[Place, float]], shown: Shown) -> tuple[NearExcerpt, ...]:
    """Places with how like something they are, as they are told."""
    return tuple(
        NearExcerpt(
            place[0], shown[place][0], Span(*place[1:]), shown[place][2], shown[place][1], likeness
        )
        for place, likeness in found
    )


def suggested_codes(
    file: StudyFile,
    index: "SuggestionIndex",
    text: str,
    top: int,
    without: Set[int] = frozenset(),
    unseen: Set[Place] = frozenset(),
) -> list[SuggestedCode]:
    """The codes that a text is likest.

    Args:
        file: the study's.
        index: learned.
        text: any text.
        top: how many at most.
        without: ids of codes that are not wanted.
        unseen: places of excerpts that are not to be shown beside a code.
    """
    ranked = index.model.codes_for(text, top, without)
    nearest = [index.model.nearest(text, one.code_id, _NEAREST, unseen) for one in ranked]
    shown = shown_at(file, [place for each in nearest for place, _ in each])
    return [
        SuggestedCode(
            one.code_id,
            index.codes[one.code_id].name,
            one.score,
            index.model.words_for(text, one.code_id),
            near_excerpts(each, shown),
        )
        for one, each in zip(ranked, nearest, strict=True)
    ]


def suggested_excerpts(
    file: StudyFile, index: "SuggestionIndex", chosen: Sequence[tuple[Place, int, float]]
) -> list[SuggestedExcerpt]:
    """Places, each with a code and the code's share of all codes, in their order."""
    places = [place for place, _, _ in chosen]
    nearest = [
        index.model.nearest(text, code_id, _NEAREST, frozenset((place,)))
        for (place, code_id, _), text in zip(chosen, index.words_at(places), strict=True)
    ]
    shown = shown_at(file, [*places, *(near for each in nearest for near, _ in each)])
    return [
        SuggestedExcerpt(
            code_id,
            index.codes[code_id].name,
            place[0],
            shown[place][0],
            Span(*place[1:]),
            shown[place][2],
            shown[place][1],
            share,
            index.model.words_for(shown[place][2], code_id),
            near_excerpts(each, shown),
        )
        for (place, code_id, share), each in zip(chosen, nearest, strict=True)
    ]
