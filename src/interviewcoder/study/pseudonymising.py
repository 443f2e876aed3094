"""Pseudonymising a study for good: finding names, and putting pseudonyms in their place everywhere."""

from collections.abc import Callable, Sequence

from ..domain.pseudonym_key import KeyEntry
from ..domain.pseudonyms import Review
from ..storage.study_file import StudyFile
from .name_finding import find_names

Told = Callable[[str], None]


class Pseudonymising:
    """Taking names out of a study, so that nobody who has only the study knows who spoke."""

    def __init__(self, file: StudyFile, coder: str, language: str) -> None:
        self._file = file
        self._coder = coder
        self._language = language

    def propose(self, key: Sequence[KeyEntry] = (), *, told: Told = lambda step: None) -> Review:
        """The names in a study and what might stand for them, for a person to go through.

        It reads every text, with a language model where one is installed: call it in a worker.

        Args:
            key: the pseudonyms of interviews before, which names get again.
            told: is told what comes next.

        Raises:
            StudyError: the journal is damaged.
        """
        with self._file.reading() as connection:
            return find_names(connection, self._language, key, told)
