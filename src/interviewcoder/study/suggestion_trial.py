"""Suggestions tried on what a study has tagged: which excerpts, and with which codes."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..analysis.suggestions.trial import TrialExcerpt, trial
from ..domain.suggestion import Progress, Trial
from ..storage.coded_places import names_at, words_at
from ..storage.study_file import StudyFile

if TYPE_CHECKING:
    from ..analysis.suggestions.code_model import Vectors
    from .suggestion_index import SuggestionIndex


def tried(
    file: StudyFile,
    index: "SuggestionIndex",
    vectors: "Vectors | None",
    *,
    examples: int | None,
    tried_only: bool,
    seed: int,
) -> Iterator[Progress | Trial]:
    """See `Suggestions.evaluate`. What is tagged is read at once; the index's lexicon grows at each step.

    Args:
        file: the study's.
        index: learned.
        vectors: to try the fusion with sentence vectors as well.
        examples: how many excerpts of each code are shown; None: leave people out.
        tried_only: choose among the codes with excerpts held back only.
        seed: for the draws.
    """
    coded = index.coded
    places = list(coded)
    with file.reading() as connection:
        texts = words_at(connection, places)
        names = names_at(connection, places)
    excerpts = [
        TrialExcerpt(*place, text, participant or source, coded[place])
        for place, text, (source, participant) in zip(places, texts, names, strict=True)
    ]
    return trial(
        excerpts,
        index.said(),
        index.lexicon,
        vectors,
        shown=examples,
        tried_only=tried_only,
        seed=seed,
    )
