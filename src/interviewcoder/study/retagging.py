"""The researcher's verbs that change codings and keep them: another code, other ends."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..domain.codebook import CodeDraft
from ..domain.coding import Span, trimmed
from ..domain.conflict import Seen
from ..domain.errors import StudyError
from ..domain.text import counted, one_line
from ..storage import retagging as stored
from ..storage.change import Change
from ..storage.codebook import add_code, require_code
from ..storage.sources import read_text, require_words
from ..storage.study_file import StudyFile
from .codebook import parent_of

_MANY = 20
"""From more codings on, a change is one of much at once, before which a backup goes."""


@dataclass(frozen=True, slots=True)
class Retagged:
    """What became of codings that were changed."""

    changed: int
    """How many are other than before."""
    joined: int = 0
    """How many of them were joined into a coding that their coder had there already."""

    def __str__(self) -> str:
        told = counted(self.changed, "tag")
        joined = "was" if self.joined == 1 else "were"
        return f"{told}, of which {self.joined:,} {joined} there already" if self.joined else told


class Retagging:
    """The part of `Codings` that changes what is there."""

    def __init__(self, file: StudyFile, coder: str) -> None:
        self._file = file
        self._coder = coder

    def recode(
        self,
        coding_ids: Sequence[int],
        to: int | CodeDraft,
        *,
        seen: Sequence[Seen] | None = None,
    ) -> Retagged:
        """Replace the code of codings, whoever made them; all else of them stays: words, notes, polarity, weight, GUID.

        Where their coder has that code on the same words already, the two become one: the one that was there stays,
        gets the other's notes, and the polarity and weight that it lacks.

        Args:
            to: the id of the code, or a code to add to the codebook by the same action.
            seen: of each coding, in their order, the `code_id` that was on show; None: whatever it is now.

        Returns:
            How many changed; those that carry the code already do not.

        Raises:
            EditConflict: another has replaced the code of one since, or removed it; nothing is changed then.
            StudyError: a coding or the code is gone, or the new code's name is taken; nothing is changed then.
        """
        with self._file.writing("recode", self._coder, bulk=len(coding_ids) > _MANY) as change:
            if isinstance(to, CodeDraft):
                checked = to.checked()
                code_id = add_code(change, checked, parent_of(change, checked))
            else:
                code_id = to
            code = require_code(change.connection, code_id)
            found = [
                stored.coding_to_change(change, coding_id, {"code_id": code_id}, shown)
                for coding_id, shown in _each(coding_ids, seen)
            ]
            found = [coding for coding in found if coding.code_id != code_id]
            if len(found) == 1:
                old = require_code(change.connection, found[0].code_id)
                words = read_text(change.connection, found[0].source_id)
                span = found[0].span
                change.summary = (
                    f"{old.name} to {code.name}: {one_line(words[span.start : span.end], 60)}"
                )
            else:
                change.summary = f"{counted(len(found), 'coding')} to {code.name}"
            return Retagged(len(found), stored.recode_codings(change, found, code_id))

    def respan(
        self, coding_ids: Sequence[int], span: Span, *, seen: Seen | None = None
    ) -> Retagged:
        """Put codings on other words of their source, white space at the ends left out; all else of them stays.

        Where their coder has the code on those words already, the two become one, as in `recode`.

        Args:
            seen: `words`, those of the span as they were on show, and `start` and `end`, those of the codings; None:
                whatever they are now.

        Raises:
            EditConflict: another has moved or removed a coding since, or corrected the text; nothing is changed then.
            StudyError: a coding is gone, they are of several sources, or the span is not within the text.
        """
        with self._file.writing("change ends", self._coder, bulk=len(coding_ids) > _MANY) as change:
            shown = dict(seen or {})
            on_words = {"words": shown.pop("words")} if "words" in shown else None
            began = {f"{end}_pos": shown[end] for end in ("start", "end") if end in shown}
            sources = {
                stored.coding_to_change(change, coding_id, {}, seen and {}).source_id
                for coding_id in coding_ids
            }
            if len(sources) != 1:
                raise StudyError(
                    "These codings are not of one source.", "Name codings of one source."
                )
            (source_id,) = sources
            words = read_text(change.connection, source_id)
            require_words(change, source_id, words, span, on_words)
            excerpt = trimmed(words, span.within(len(words)))
            place: dict[str, object] = {"start_pos": excerpt.start, "end_pos": excerpt.end}
            found = [
                stored.coding_to_change(change, coding_id, place, seen and began)
                for coding_id in coding_ids
            ]
            found = [coding for coding in found if coding.span != excerpt]
            names = dict.fromkeys(_code_name(change, coding.code_id) for coding in found)
            told = one_line(words[excerpt.start : excerpt.end], 60)
            change.summary = f"{', '.join(names)}: {told}"
            joins = [stored.respan_coding(change, coding, words, excerpt) for coding in found]
            return Retagged(len(found), sum(joins))


def _each(coding_ids: Sequence[int], seen: Sequence[Seen] | None) -> list[tuple[int, Seen | None]]:
    """Each coding once, with what was seen of it."""
    shown: Sequence[Seen | None] = seen if seen is not None else [None] * len(coding_ids)
    return list(dict(zip(coding_ids, shown, strict=True)).items())


def _code_name(change: Change, code_id: int) -> str:
    return require_code(change.connection, code_id).name
