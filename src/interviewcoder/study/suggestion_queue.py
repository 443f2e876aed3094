"""Which excerpts the review queue of a code holds, and in which order: mostly the likest, between them what teaches most."""

from collections.abc import Container, Iterator
from typing import TYPE_CHECKING

from ..domain.suggestion import Why
from ..storage.coded_places import Place

if TYPE_CHECKING:
    from .suggestion_index import SuggestionIndex

_POOL = 512
"""Sentences that are looked at closely, of those that the words put first."""
_PATTERN = (Why.LIKELY, Why.LIKELY, Why.LIKELY, Why.UNSURE, Why.LIKELY, Why.LIKELY, Why.DOUBTFUL)
"""In this order over and over. Whatever has run out is passed over."""

Queued = tuple[Why, Place, float]
"""Why it is there, where it is, and the code's share of all codes, 0 to 1."""


def queue_of(
    index: "SuggestionIndex", code_id: int, own: Container[Place], most: int
) -> list[Queued]:
    """The excerpts to look at for a code, each once.

    Sentences of which the code and another one have about the same share are the ones whose answer teaches most (Lewis and
    Gale 1994, uncertainty sampling). Doubtful are tags without which other codes would be suggested.

    Args:
        index: learned.
        code_id: of a code that it knows.
        own: where the coder's own tags are; only those can be doubtful.
        most: how many at most.
    """
    places = index.best(code_id, max(_POOL, most))
    texts = index.words_at(places)
    shares = index.model.shares(texts)
    column = index.model.code_ids.index(code_id)
    rejected = [
        index.is_rejected(code_id, place[0], words)
        for place, words in zip(places, texts, strict=True)
    ]
    scored: list[tuple[float, float, Place]] = []
    for place, row, unwanted in zip(places, shares, rejected, strict=True):
        if not unwanted:
            others = max((float(share) for n, share in enumerate(row) if n != column), default=0.0)
            scored.append((float(row[column]), abs(float(row[column]) - others), place))
    scored.sort(key=lambda one: (-one[0], one[2]))
    unsure = sorted(scored[: len(scored) // 2], key=lambda one: (one[1], one[2]))
    kinds: dict[Why, Iterator[tuple[Place, float]]] = {
        Why.LIKELY: ((place, share) for share, _, place in scored),
        Why.UNSURE: ((place, share) for share, _, place in unsure),
        Why.DOUBTFUL: iter([one for one in index.model.doubtful(code_id) if one[0] in own]),
    }
    return list(_mixed(kinds, most))


def _mixed(kinds: dict[Why, Iterator[tuple[Place, float]]], most: int) -> Iterator[Queued]:
    taken: set[Place] = set()
    empty: set[Why] = set()
    while len(empty) < len(kinds):
        for why in _PATTERN:
            if len(taken) >= most:
                return
            found = next((one for one in kinds[why] if one[0] not in taken), None)
            if found is None:
                empty.add(why)
            else:
                taken.add(found[0])
                yield why, *found
