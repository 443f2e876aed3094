"""Queries that a user keeps under names, to be asked anew each time: beside the study, for this user alone.

The study's file has no place for them. They lie in the user's state folder under the study's GUID, readable by
their owner only, since a query may name people and quote words.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path

from ..domain.errors import StudyError
from ..domain.text import clean_name, name_key
from .files import write_bytes

MOST_QUERIES = 500


class SavedQueries:
    """The queries of one user for one study.

    Args:
        path: their file.
        encrypted: whether the study is encrypted: its words are not to lie beside it in the clear.
        check: raises `QueryError` where a query cannot be asked.
    """

    def __init__(self, path: Path, encrypted: bool, check: Callable[[str], object]) -> None:
        self.path = path
        self._encrypted = encrypted
        self._check = check

    def list(self) -> dict[str, str]:
        """Names and queries, in the order of the names.

        Raises:
            StudyError: the file is damaged or cannot be read.
        """
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
            queries = {str(name): str(query) for name, query in found.items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, AttributeError):
            raise StudyError(
                f"The saved queries cannot be read: {self.path}.", "Mend the file, or remove it."
            ) from None
        return dict(sorted(queries.items(), key=lambda one: name_key(one[0])))

    def get(self, name: str) -> str:
        """The query of that name, whatever its case.

        Raises:
            StudyError: there is none.
        """
        queries = self.list()
        for one, query in queries.items():
            if name_key(one) == name_key(name):
                return query
        known = ", ".join(f"'{one}'" for one in queries)
        raise StudyError(
            f"There is no saved query '{name}'.",
            f"There is: {known}." if known else "Save one: interviewcoder query-save",
        )

    def save(self, name: str, query: str) -> str:
        """Keep a query under a name, in place of one of the same name; returns the name.

        Raises:
            QueryError: it cannot be asked.
            StudyError: the name is empty, the study is encrypted, or the file cannot be written.
        """
        if self._encrypted:
            raise StudyError(
                "This study is encrypted, and saved queries would lie beside it in the clear.",
                "Keep the query in a note of the study (ctrl+e).",
            )
        clean = clean_name(name, "query's name")
        self._check(query)
        queries = self.list()
        kept = {one: text for one, text in queries.items() if name_key(one) != name_key(clean)}
        if len(kept) >= MOST_QUERIES:
            raise StudyError(f"There are {MOST_QUERIES} saved queries.", "Remove some.")
        self._write({**kept, clean: query.strip()})
        return clean

    def remove(self, name: str) -> None:
        """Forget a query.

        Raises:
            StudyError: there is none of that name, or the file cannot be written.
        """
        self.get(name)
        queries = self.list()
        self._write({one: text for one, text in queries.items() if name_key(one) != name_key(name)})

    def _write(self, queries: dict[str, str]) -> None:
        if not queries:
            self.path.unlink(missing_ok=True)
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise StudyError(
                f"{self.path.parent} cannot be made: {error.strerror}.", "Look at its rights."
            ) from None
        content = json.dumps(queries, ensure_ascii=False, indent=1).encode("utf-8")
        write_bytes(self.path, content)
        os.chmod(self.path, 0o600)


def queries_file(study_guid: str) -> Path:
    """Where a study's queries lie: in the user's state folder, under the study's GUID."""
    from platformdirs import user_state_path

    return user_state_path("interviewcoder") / f"{study_guid}.queries.json"
