"""The places of a study where names are replaced: how many, which, and what to mind."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from ..domain.edits import Edit
from ..domain.name_replacing import Replacing
from ..domain.name_review import Candidate
from ..domain.pseudonym_key import KeyEntry, met
from ..domain.pseudonym_plan import Change, PseudonymPlan
from ..domain.text import name_key, one_line
from ..domain.whole_words import WholeWords
from ..storage.copies import copies_of
from ..storage.engine import Connection
from ..storage.study_file import StudyFile
from ..storage.texts import list_texts, words_of_text
from ..storage.words_held import spans_of_codings, words_held

_AROUND = 40
_MOST_CHANGES = 200


class Places:
    """Where the names of a list stand in a study, at one moment.

    Args:
        reading: gives a connection to the study, a new one or the same each time.
        file: the study.
        accepted: the names.
        known: names and pseudonyms that the study may hold already.
        told: is told what comes next.
    """

    def __init__(
        self,
        reading: Callable[[], AbstractContextManager[Connection]],
        file: StudyFile,
        accepted: Sequence[Candidate],
        known: Sequence[KeyEntry],
        told: Callable[[str], None],
    ) -> None:
        self.replacing = Replacing(accepted)
        self.edits: dict[str, list[Edit]] = {}
        """By the SHA-256 of a text: what changes in it."""
        self._accepted, self._known = accepted, known
        self._counts: Counter[int] = Counter()
        self._changes: list[Change] = []
        pseudonyms = list(dict.fromkeys(one.pseudonym for one in accepted))
        earlier = {name_key(one.pseudonym) for one in known}
        self._fresh = [one for one in pseudonyms if name_key(one) not in earlier]
        self._already = WholeWords(self._fresh)
        self._there: Counter[int] = Counter()
        with reading() as connection:
            texts = list_texts(connection)
            held = words_held(connection)
            codings = list(spans_of_codings(connection))
        for number, text in enumerate(texts, 1):
            told(f"Looking for the names: text {number} of {len(texts)}")
            with reading() as connection:
                words = words_of_text(connection, text.sha256) or ""
            if edits := self._edits_in(words, text.where):
                self.edits[text.sha256] = edits
        elsewhere = sum(
            bool(self._edits_in(words, where)) for words, where in held.elsewhere.items()
        )
        self.plan = PseudonymPlan(
            names=len(accepted),
            pseudonyms=len(pseudonyms),
            in_texts=sum(map(len, self.edits.values())),
            texts=len(self.edits),
            elsewhere=elsewhere,
            widened=self._count_widened(codings),
            nowhere=tuple(
                one.name for number, one in enumerate(accepted) if not self._counts[number]
            ),
            warnings=tuple(self._warnings(held.coders, file.path)),
            changes=tuple(self._changes),
            copies=tuple(map(str, copies_of(file))),
        )

    def _edits_in(self, words: str, where: str) -> list[Edit]:
        found = list(self.replacing.found(words))
        self._counts.update(one.term for one in found)
        self._there.update(one.term for one in self._already.find(words))
        edits = [Edit(one.start, one.end, self._accepted[one.term].pseudonym) for one in found]
        for number, edit in enumerate(edits):
            if len(self._changes) >= _MOST_CHANGES:
                break
            self._changes.append(self._change(words, where, edits, number, edit))
        return edits

    def _change(self, words: str, where: str, edits: list[Edit], number: int, edit: Edit) -> Change:
        begin, end = max(0, edit.start - _AROUND), min(len(words), edit.end + _AROUND)
        after = self.replacing(words[edit.end : end])
        return Change(
            where,
            one_line(words[begin:end]),
            one_line(f"{self.replacing(words[begin : edit.start])}{edit.words}{after}"),
        )

    def _count_widened(self, codings: Iterable[tuple[str, int, int]]) -> int:
        """How many codings begin or end within a name."""
        widened = 0
        ends = {sha256: [edit.end for edit in edits] for sha256, edits in self.edits.items()}
        for sha256, *positions in codings:
            if sha256 in ends:
                edits = self.edits[sha256]
                widened += any(_is_within(edits, ends[sha256], one) for one in positions)
        return widened

    def _warnings(self, coders: set[str], path: Path) -> Iterator[str]:
        if self.replacing.edits(path.name):
            yield f"The study's own file is called '{one_line(path.name, 80)}': give it another name afterwards."
        for one in dict.fromkeys(one.pseudonym for one in self._accepted):
            if self.replacing.edits(one):
                yield (
                    f"The pseudonym '{one_line(one, 60)}' is or holds a name that is replaced elsewhere, so that this "
                    "name stays in the study."
                )
        for name, entry in met(self._known, self._accepted):
            yield (
                f"'{one_line(name.pseudonym, 60)}' is '{one_line(entry.name, 60)}' in the key: "
                f"'{one_line(name.name, 60)}' becomes the same there. Is it the key of this study?"
            )
        for number, times in self._there.most_common():
            yield (
                f"'{one_line(self._fresh[number], 60)}' stands in the study already ({times:,} times): nobody can tell "
                "these from the names that it replaces."
            )
        for name in self._accepted:
            if name_key(name.name) in coders:
                yield (
                    f"'{one_line(name.name, 60)}' is the name of a coder as well. Coders keep their names: it stays in "
                    "who tagged and in the history."
                )


def _is_within(edits: Sequence[Edit], ends: Sequence[int], position: int) -> bool:
    """Whether a position lies within an edit, neither before nor behind it."""
    number = bisect_right(ends, position)
    return number < len(edits) and edits[number].start < position
