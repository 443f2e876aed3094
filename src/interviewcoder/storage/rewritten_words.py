"""The words of a study put through a function: cells, JSON cells, and names that must stay apart."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from ..domain.errors import StudyError
from ..domain.query_rewriting import rewritten
from ..domain.text import NAME_LIMIT, name_key
from .tables import JSON_COLUMNS

WORDS = {
    "study": ("name",),
    "source": ("file_name", "mapping"),
    "source_revision": ("file_name", "mapping"),
    "question": ("text",),
    "attribute": ("choices", "labels"),
    "attribute_value": ("value",),
    "code": ("definition", "include", "exclude"),
    "coding": ("model",),
    "relocation": ("model",),
    "memo": ("text",),
    "synthesis": ("settings", "quality", "map", "by_hand"),
    "persona": ("name", "summary", "narrative", "segments", "quality", "journey", "divides"),
    "claim": ("code", "against"),
    "persona_quote": ("participant", "code"),
    "segment": ("rule",),
    "saved_query": ("query",),
}
"""By table: the columns that hold words of the researcher, beside names that are unique."""

NAMED = ("source", "participant", "attribute", "code", "segment", "saved_query")
"""The tables whose rows have a name that no other row has, and its key. Those of coders stay as they are."""

_NOT_WORDS = frozenset(
    (
        "use",
        "type",
        "profile",
        "code_guid",
        "badge",
        "k_chosen_by",
        "measure",
        "method",
        "numpy",
        "kinds",
    )
)
"""Keys in JSON cells under which the program keeps words of its own."""

_Named = tuple[str, str, str]
"""A table, a row's GUID there, and a name that it has or had."""


class Words:
    """What becomes of words; each text is asked for once."""

    def __init__(self, anywhere: Callable[[str], str]) -> None:
        self._anywhere = anywhere
        self._known: dict[str, str] = {}

    def __call__(self, words: str) -> str:
        """The words as they are to be."""
        if not words:
            return words
        if words not in self._known:
            self._known[words] = self._anywhere(words)
        return self._known[words]

    def cell(self, table: str, column: str, value: str) -> str:
        """A cell as it is to be; of JSON only the texts in it, of a query only what it names."""
        if (table, column) in (("segment", "rule"), ("saved_query", "query")):
            return rewritten(value, self)
        if column not in JSON_COLUMNS.get(table, ()):
            return self(value)
        content = json.loads(value)
        fresh = self._within(content)
        return value if fresh == content else json.dumps(fresh, ensure_ascii=False)

    def _within(self, content: Any) -> Any:
        match content:
            case str():
                return self(content)
            case list():
                return [self._within(item) for item in content]
            case dict():
                return {
                    key: item if key in _NOT_WORDS else self._within(item)
                    for key, item in content.items()
                }
        return content


class Names:
    """What becomes of names that are unique in their table, in every state that the study went through."""

    def __init__(self, words: Words, now: Iterable[_Named], ever: Iterable[_Named]) -> None:
        """Find a name for each.

        Args:
            now: the names in the study.
            ever: those in its journal.

        Raises:
            StudyError: two participants would have one name.
        """
        self._names: dict[_Named, str] = {}
        self._owners: dict[tuple[str, str], list[tuple[str, str, bool]]] = {}
        for current, all_names in ((True, now), (False, ever)):
            fresh = dict.fromkeys(one for one in all_names if one not in self._names)
            # Names that stay as they are keep others from becoming the same.
            for one in sorted(fresh, key=lambda one: words(one[2]) != one[2]):
                self._names[one] = self._apart(one, words(one[2]), current)

    def __call__(self, table: str, guid: str, name: str) -> str:
        """The name of a row that has this one."""
        return self._names[table, guid, name]

    def _apart(self, one: _Named, wanted: str, current: bool) -> str:
        table, guid, name = one
        number, fresh = 1, wanted[:NAME_LIMIT]
        while self._taken(table, guid, name, fresh):
            holders = self._owners[table, name_key(fresh)]
            if table == "participant" and current and any(there for *_, there in holders):
                raise StudyError(
                    f"Two participants would be called '{fresh}'.",
                    "Nothing was changed. Choose another name for one of them.",
                )
            number += 1
            fresh = f"{wanted[: NAME_LIMIT - 8]} ({number})"
        self._owners.setdefault((table, name_key(fresh)), []).append(
            (guid, name_key(name), current)
        )
        return fresh

    def _taken(self, table: str, guid: str, name: str, fresh: str) -> bool:
        # Rows that had one name before were never there at the same time, nor was a row beside itself.
        return any(
            holder != guid and key != name_key(name)
            for holder, key, _ in self._owners.get((table, name_key(fresh)), ())
        )


class Labels:
    """What becomes of the labels of voices, which are unique in their source."""

    def __init__(self, words: Callable[[str, str], str]) -> None:
        """Labels that are found as they are asked for.

        Args:
            words: what becomes of a label in the source of a GUID, wherever else it may stand.
        """
        self._words = words
        self._labels: dict[tuple[str, str], str] = {}
        self._taken: dict[tuple[str, str], str] = {}

    def reserve(self, source: str, label: str) -> None:
        """Note a label that was ever there, before any is asked for."""
        if self._words(source, label) == label:
            self._labels[source, label] = label
            self._taken[source, label] = label

    def __call__(self, source: str, label: str) -> str:
        """The label of a voice in the source of this GUID."""
        if (source, label) not in self._labels:
            wanted = self._words(source, label)
            number, fresh = 1, wanted
            while self._taken.get((source, fresh), label) != label:
                number += 1
                fresh = f"{wanted} ({number})"
            self._labels[source, label] = fresh
            self._taken[source, fresh] = label
        return self._labels[source, label]
