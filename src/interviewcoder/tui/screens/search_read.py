"""What a search asks for and what it found, as far as the screen shows it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ...domain.concordance import Concordance
from ...domain.errors import StudyError
from ...domain.search import EVERYWHERE, NOTHING, Found, Hit, LineOrder
from ...domain.search_query import Words
from ...domain.text_pieces import is_unspaced
from ..labels import counted
from ..widgets.scope_line import NamedScope

if TYPE_CHECKING:
    from ...study import Study

PAGE = 100
"""So many passages are read at first."""

EMPTY = (
    "Type words: passages that hold all of them appear here.\n\n"
    '"to the letter"       words in this order\n'
    "deliver*              words that begin so\n"
    "price -discount       passages without a word\n"
    "(price OR cost) app   any of several, with another\n"
    "/deliver(y|ies)/i     a regular expression"
)
_NONE_FOUND = "Nothing found. Try fewer words, or begin* for their beginnings."
_ORDERS = {
    LineOrder.SOURCE: "source by source",
    LineOrder.LEFT: "sorted by the words to the left",
    LineOrder.RIGHT: "sorted by the words to the right",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is searched for, where, and how it is to be shown."""

    words: str = ""
    within: NamedScope = field(default_factory=NamedScope)
    in_context: bool = False
    order: LineOrder = LineOrder.SOURCE


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found, as far as it is shown."""

    asked: Asked
    found: Found = NOTHING
    query: str = ""
    """The words, with a `*` where the last one was taken as the beginning of one, since it occurs nowhere itself."""
    hits: Sequence[Hit] = ()
    lines: Concordance | None = None
    trouble: StudyError | None = None


def answer_to(study: "Study", asked: Asked, most: int, is_given_up: Callable[[], bool]) -> Answer:
    """What is found, with so many first passages; words that begin so, when there is no such word.

    Reads the study: call it in a worker.
    """
    query, scope = asked.words, asked.within.scope
    try:
        found = study.search.find(query, scope, is_given_up=is_given_up)
        is_word = query[-1:].isalnum() and not is_unspaced(query[-1:])
        if isinstance(found.search, Words) and not found.passages and is_word:
            begun = study.search.find(f"{query}*", scope, is_given_up=is_given_up)
            if begun.passages:
                query, found = f"{query}*", begun
        return shown(study, Answer(asked, found, query), most)
    except StudyError as error:
        return Answer(asked, trouble=error)


def shown(study: "Study", answer: Answer, most: int = PAGE) -> Answer:
    """An answer with the lines, or so many first passages, as it asks for. Reads the study: call it in a worker."""
    if answer.asked.in_context:
        lines = study.search.concordance(answer.found, answer.asked.order)
        return replace(answer, lines=lines, hits=())
    return replace(answer, lines=None, hits=study.search.hits(answer.found, most=most))


def told_of_nothing(answer: Answer) -> str:
    """What a list without hits says."""
    if answer.trouble or answer.found.search is None:
        return EMPTY
    if answer.asked.within.scope != EVERYWHERE:
        return "Nothing found here. a searches all passages; Esc leads from the words to the keys."
    return _NONE_FOUND


def count_told(answer: Answer) -> str:
    """How much was found, and in which order it is shown."""
    passages = counted(len(answer.found.passages), "passage")
    if not answer.found.is_whole:
        passages = f"the first {passages}"
    begun = ", with words that begin so" if answer.query != answer.asked.words else ""
    if answer.lines is not None and answer.lines.lines:
        places = counted(len(answer.lines.lines), "place")
        if not answer.lines.is_whole:
            places = f"The first {places}"
        return f"{places} in {passages}{begun}, {_ORDERS[answer.asked.order]}"
    best = ", the best first" if answer.found.is_ranked and len(answer.found.passages) > 1 else ""
    return f"{passages[0].upper()}{passages[1:]}{begun}{best}"
