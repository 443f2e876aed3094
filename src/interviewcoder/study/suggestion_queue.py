"""Which sentences are put forward for codes, and which excerpts the review queue of a code holds, in which order."""

from collections.abc import Container, Iterator, Sequence
from typing import TYPE_CHECKING

from ..domain.suggestion import Why
from ..storage.coded_places import Place

if TYPE_CHECKING:
    from .suggestion_index import SuggestionIndex

POOL = 512
"""Sentences that are looked at closely, of those that the words put first."""
_PATTERN = (Why.LIKEST, Why.LIKEST, Why.LIKEST, Why.UNSURE, Why.LIKEST, Why.LIKEST, Why.DOUBTFUL)
"""In this order over and over: mostly the likest, between them what teaches most. Whatever has run out is passed over."""

Queued = tuple[Why, Place, float]
"""Why it is there, where it is, and the code's share of all codes, 0 to 1."""


def surest(
    index: "SuggestionIndex", code_ids: Sequence[int], most: int, source_id: int | None
) -> list[tuple[Place, int, float]]:
    """The sentences that are surest to go with one of some codes and do not have it: each once, with that code and its share.

    Args:
        index: learned.
        code_ids: of codes that it knows.
        most: how many at most.
        source_id: of this source only; None: of the whole study.
    """
    pool = max(POOL // len(code_ids), most) if code_ids else 0
    found = {code_id: index.best(code_id, pool, source_id) for code_id in code_ids}
    places = sorted({place for each in found.values() for place in each})
    row = {place: number for number, place in enumerate(places)}
    texts = index.words_at(places)
    shares = index.model.shares(texts)
    columns = {code_id: number for number, code_id in enumerate(index.model.code_ids)}
    best: dict[Place, tuple[float, int]] = {}
    for code_id, each in found.items():
        for place in each:
            share = float(shares[row[place], columns[code_id]])
            if index.is_rejected(code_id, place[0], texts[row[place]]):
                continue
            if share > best.get(place, (0.0, 0))[0]:
                best[place] = share, code_id
    chosen = sorted(best, key=lambda place: (-best[place][0], place))[:most]
    return [(place, best[place][1], best[place][0]) for place in chosen]


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
    places = index.best(code_id, max(POOL, most))
    texts = index.words_at(places)
    shares = index.model.shares(texts)
    column = index.model.code_ids.index(code_id)
    own_shares = shares[:, column].tolist()
    shares[:, column] = 0
    of_others = shares.max(axis=1).tolist()
    scored = [
        (share, abs(share - of_other), place)
        for place, words, share, of_other in zip(places, texts, own_shares, of_others, strict=True)
        if not index.is_rejected(code_id, place[0], words)
    ]
    scored.sort(key=lambda one: (-one[0], one[2]))
    unsure = sorted(scored[: len(scored) // 2], key=lambda one: (one[1], one[2]))
    kinds: dict[Why, Iterator[tuple[Place, float]]] = {
        Why.LIKEST: ((place, share) for share, _, place in scored),
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
