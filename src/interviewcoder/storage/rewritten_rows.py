"""What becomes of a row when texts are edited in place and words are put through a function."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..domain.coding import Span
from ..domain.edits import Displacement, Edit
from ..domain.rewriting import Forgotten
from ..domain.source import Role
from ..domain.text import name_key
from .codings import place_columns
from .rewritten_words import NAMED, WORDS, Labels, Names, Words
from .told_states import Row, State


class EditedTexts:
    """The texts that change: where spans lie in them afterwards, and the words there."""

    def __init__(
        self,
        edits: Mapping[str, Sequence[Edit]],
        fresh: Mapping[str, str],
        lengths: Mapping[str, int],
        read: Callable[[str], str],
    ) -> None:
        """The texts by the SHA-256 that they had.

        Args:
            edits: of each text that changes.
            fresh: the SHA-256 that it has then.
            lengths: its code points then.
            read: gives a text by the SHA-256 that it has then.
        """
        self._displacements = {sha256: Displacement(some) for sha256, some in edits.items()}
        self._fresh = fresh
        self.lengths = lengths
        self._read = read
        self._last = ("", "")

    def __contains__(self, sha256: str) -> bool:
        return sha256 in self._displacements

    def fresh(self, sha256: str) -> str:
        """The SHA-256 that a text has by now."""
        return self._fresh.get(sha256, sha256)

    def place(self, sha256: str, start: int, end: int, clipped: bool) -> Span | None:
        """Where a span lies now; None where nothing is left of it.

        Args:
            clipped: whether edits that it begins or ends in are left out of it, with the white space beside them.
        """
        span = Span(start, end)
        displaced = self._displacements[sha256]
        left = displaced.outside(span) if clipped else None
        if left is not None and left != span:
            clip = displaced.moved(left)
            words = self.words(sha256)[clip.start : clip.end]
            if words.strip():
                before = len(words) - len(words.lstrip())
                return Span(clip.start + before, clip.start + len(words.rstrip()))
        span = displaced.moved(span)
        return span if span.start < span.end else None

    def position(self, sha256: str, position: int) -> int:
        """Where a position lies now."""
        return self._displacements[sha256].moved(Span(position, position)).start

    def words(self, sha256: str) -> str:
        """The words of a text as they are now."""
        fresh = self.fresh(sha256)
        if self._last[0] != fresh:
            self._last = (fresh, self._read(fresh))
        return self._last[1]


class RowRewriter:
    """Tells of any row of a study, in any of its states, what it is to be; None where it goes."""

    def __init__(
        self,
        texts: EditedTexts,
        words: Words,
        names: Names,
        labels: Labels,
        forgotten: Forgotten,
        dropped: frozenset[str],
    ) -> None:
        self._texts = texts
        self._words = words
        self._names = names
        self._labels = labels
        self._forgotten = forgotten
        self._codings = forgotten.codings | dropped
        self._homes = forgotten.participants | forgotten.sources | self._codings

    def __call__(self, table: str, row: Row, state: State) -> Row | None:
        """The row as it is to be, the same one where nothing is different."""
        if self._goes(table, row, state):
            return None
        changed = self._placed(table, row, state)
        if changed is None:
            return None
        for column in WORDS.get(table, ()):
            if row.get(column):
                changed[column] = self._words.cell(table, column, row[column])
        if table in NAMED:
            name = self._names(table, row["guid"], row["name"])
            if name != row["name"]:
                changed |= {"name": name, "name_key": name_key(name)}
        if all(row[column] == value for column, value in changed.items()):
            return row
        return row | changed

    def _goes(self, table: str, row: Row, state: State) -> bool:
        forgotten = self._forgotten
        if "source_id" in row and state.guid_of("source", row["source_id"]) in forgotten.sources:
            return True
        match table:
            case "source":
                return row["guid"] in forgotten.sources
            case "participant":
                return row["guid"] in forgotten.participants
            case "attribute_value" | "persona_member":
                return state.guid_of("participant", row["participant_id"]) in forgotten.participants
            case "coding":
                return row["guid"] in self._codings
            case "relocation":
                return row["coding_guid"] in self._codings
            case "memo":
                return row["target_guid"] in self._homes
            case "rejection":
                # Its fingerprint would tell whoever guesses the words that they were there.
                return True
            case "persona_quote":
                return (
                    row["coding_guid"] in self._codings
                    or name_key(row["participant"]) in forgotten.names
                )
        return False

    def _placed(self, table: str, row: Row, state: State) -> dict[str, Any] | None:
        """The columns that follow texts and people; None where nothing is left of the row's span."""
        match table:
            case "source" | "source_revision":
                return self._of_text(row)
            case "speaker":
                return self._of_voice(row, state)
            case "passage":
                return self._spanning(row, state.text_of(row["source_id"]), clipped=False)
            case "coding":
                return self._spanning(row, state.text_of(row["source_id"]))
            case "persona_quote":
                earlier = row.get("text_sha256")
                found = self._spanning(row, earlier or state.text_of(row["source_id"]))
                if found is not None and earlier:
                    found["text_sha256"] = self._texts.fresh(earlier)
                return found
            case "relocation":
                return self._of_review(row, state)
        return {}

    def _of_text(self, row: Row) -> dict[str, Any]:
        sha256 = row["text_sha256"]
        if sha256 not in self._texts:
            return {}
        return {
            "text_sha256": self._texts.fresh(sha256),
            "characters": self._texts.lengths[sha256],
        }

    def _of_voice(self, row: Row, state: State) -> dict[str, Any]:
        source = state.guid_of("source", row["source_id"])
        changed: dict[str, Any] = {"label": self._labels(source, row["label"])}
        person = state.guid_of("participant", row["participant_id"])
        if person and person in self._forgotten.participants:
            changed |= {"participant_id": None, "role": Role.OTHER.value}
        return changed

    def _spanning(
        self, row: Row, sha256: str, *, clipped: bool | None = None
    ) -> dict[str, Any] | None:
        if sha256 not in self._texts:
            return {}
        clip = self._forgotten.clipped if clipped is None else clipped
        span = self._texts.place(sha256, row["start_pos"], row["end_pos"], clip)
        if span is None:
            return None
        if "quote" not in row:
            return {"start_pos": span.start, "end_pos": span.end}
        columns = place_columns(self._texts.words(sha256), span)
        return {column: value for column, value in columns.items() if column in row}

    def _of_review(self, row: Row, state: State) -> dict[str, Any] | None:
        source_id = row["source_id"]
        placed = self._spanning(row, state.text_of_revision(source_id, row["from_revision"]))
        current = state.text_of_revision(source_id, row["revision"])
        if placed is None or current not in self._texts:
            return placed
        places = (
            self._texts.place(current, start, end, self._forgotten.clipped)
            for start, end in json.loads(row["candidates"])
        )
        # Places that have become one are asked about once.
        spans = dict.fromkeys((span.start, span.end) for span in places if span is not None)
        placed["candidates"] = json.dumps(list(spans))
        placed["near"] = self._texts.position(current, row["near"])
        return placed
