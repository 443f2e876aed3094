"""How the columns of earlier surveys were used, for tables that have the same ones."""

from collections.abc import Iterable
from dataclasses import replace

from ..domain.survey_mapping import SurveyMapping
from ..domain.text import name_key
from ..storage.sources import list_mappings
from ..storage.study_file import StudyFile


class RememberedMappings:
    """The mappings of a study's surveys, read when they are first asked for."""

    def __init__(self, file: StudyFile) -> None:
        self._file = file
        self._known: list[tuple[str, SurveyMapping]] | None = None

    @property
    def _all(self) -> list[tuple[str, SurveyMapping]]:
        if self._known is None:
            with self._file.reading() as connection:
                self._known = list_mappings(connection)
        return self._known

    def __bool__(self) -> bool:
        return bool(self._all)

    def keep(self, source: str, mapping: SurveyMapping) -> None:
        """Remember a survey that was imported now."""
        self._all.append((source, replace(mapping, columns=mapping.lasting)))

    def of_table(self, headers: Iterable[str]) -> tuple[str, SurveyMapping] | None:
        """The survey imported last whose columns a table has, and how they were used.

        The table may have some more, such as one that was empty before; but no more than it shares.
        """
        there = {name_key(header) for header in headers}
        for source, mapping in reversed(self._all):
            known = mapping.by_header().keys()
            if known <= there and 2 * len(known) >= len(there):
                return source, mapping
        return None
