"""What the screen of excerpts asks for, what was found, and what it may be asked for and grouped by."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...domain.codebook import CodeBranch
from ...domain.coding import Coding
from ...domain.crosstab import Side
from ...domain.query_vocabulary import Vocabulary
from ...domain.retrieval import Order, Retrieved

if TYPE_CHECKING:
    from ...study import Study

READ_AROUND = 120
"""Rows before and after one in view whose words are read with it."""
_READ_AT_ONCE = 600
"""So many excerpts are read with their words as soon as they are found."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be on show."""

    query: str = ""
    code_id: int | None = None
    """None: all codes."""
    by: str = Side.PARTICIPANT
    order: Order = Order.READING


@dataclass(frozen=True, slots=True)
class Excerpts:
    """What was found."""

    asked: Asked
    found: Retrieved
    words: Sequence[Coding]
    """The first excerpts, and those around the highlighted one."""


@dataclass(frozen=True, slots=True)
class Names:
    """The codebook, and what queries may name and excerpts be grouped by."""

    branches: tuple[CodeBranch, ...]
    vocabulary: Vocabulary
    sides: tuple[str, ...]


def excerpts_of(study: "Study", asked: Asked, near: int | None) -> Excerpts:
    """Find them, and read the first and those around a coding. Reads the study: call it in a worker."""
    found = study.excerpts.find(asked.query, by=asked.by, order=asked.order, code_id=asked.code_id)
    ids = found.ids
    first = ids[:_READ_AT_ONCE]
    if near is not None and near in (rest := ids[_READ_AT_ONCE:]):
        place = rest.index(near)
        first += rest[max(0, place - READ_AROUND) : place + READ_AROUND]
    return Excerpts(asked, found, study.excerpts.read(first))


def names_of(study: "Study") -> Names:
    """Read them; the codebook's counts take longer than excerpts do. Call it in a worker."""
    return Names(tuple(study.codebook.tree()), study.excerpts.vocabulary(), study.excerpts.sides())
