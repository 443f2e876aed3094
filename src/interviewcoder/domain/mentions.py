"""Where a person is named or quoted in words that are not their own."""

import re
from collections.abc import Collection, Iterable, Iterator

from .coding import Span, joined
from .edits import Edit, edited
from .rewriting import ERASED
from .text import name_key
from .whole_words import WholeWords

RUN = 4
"""So many words in a row, of which no one else said the same, are a quote."""

_SHORTEST_RUN = 16
_SHORTEST_CUT = 8
_SHORTEST_PART = 3
_WORD = re.compile(r"\w+")
_CUT = re.compile(r" ?…")
_PART = re.compile(r"[^\W\d_][\w’'-]*[^\W_]")


class Mentions:
    """Finds a person's names and words in texts, and blots them out.

    Names are found as whole words; figures and underscores around them do not hide them. A name of several words is
    found in any case, and so is a single one in a text without white space (a file's name); else its first letter must
    be large, since `will` and `may` are words too. Of a name of several words each part is found, unless it is in the
    name of somebody else.

    >>> Mentions(["Ana Lopez"], ["Ana Gomez"]).blotted("Ms LOPEZ, Ana Gomez and ana  Lopez, Lopezia")
    'Ms [erased], Ana Gomez and [erased], Lopezia'
    """

    def __init__(
        self, names: Iterable[str], others: Iterable[str], values: Collection[str] = ()
    ) -> None:
        """Take the names.

        Args:
            names: how the person is and was called.
            others: the names of everybody else.
            values: whole cells that only this person's attributes hold.
        """
        theirs = {name_key(name): name for name in names if name.strip()}
        words = {word for key in theirs for word in _WORD.findall(key)}
        self._others: set[str] = set()
        near: list[str] = []
        elsewhere: set[str] = set()
        for name in others:
            key = name_key(name)
            self._others.add(key)
            tokens = set(_WORD.findall(key))
            if tokens & words:
                near.append(name)
                elsewhere |= tokens
        self._others -= theirs.keys()
        parts = {
            name_key(part)
            for name in theirs.values()
            if len(name.split()) > 1
            for part in _PART.findall(name)
            if len(part) >= _SHORTEST_PART and name_key(part) not in elsewhere | self._others
        }
        self._whole = theirs.keys() - self._others
        self._values = frozenset(values)
        self._words = words
        wanted = [*(theirs[key] for key in self._whole), *parts]
        # Longer names of others keep parts of theirs from being found within.
        self._finder = WholeWords([*wanted, *near])
        self._wanted = [name_key(name) for name in wanted]
        self._written = frozenset(theirs.values())
        self._runs: frozenset[tuple[str, ...]] = frozenset()
        self._begun: dict[tuple[str, ...], set[str]] = {}

    def quoting(self, said: Iterable[str], kept: Iterable[str]) -> None:
        """Find runs of words that the person said as well, but for those that stand in what is kept."""
        runs = {run for words in said for run in longer_runs(words, RUN)}
        for words in kept:
            if not runs:
                break
            runs.difference_update(_runs(words, RUN))
        self._runs = frozenset(runs)
        begun: dict[tuple[str, ...], set[str]] = {}
        for run in runs:
            for many in range(1, RUN):
                begun.setdefault(run[:many], set()).add(run[many])
        self._begun = begun

    def named(self, text: str) -> list[Edit]:
        """What blots the names out, in order."""
        key = name_key(text)
        if not self._wanted or key in self._others:
            return []
        if not any(word in key for word in self._words):
            return []
        in_a_file_name = not any(mark.isspace() for mark in text)

        def accepts(written: str, term: int) -> bool:
            if term >= len(self._wanted) or in_a_file_name or " " in self._wanted[term]:
                return True
            return written in self._written or not written[0].islower()

        return [
            Edit(one.start, one.end, ERASED)
            for one in self._finder.find(text, accepts)
            if one.term < len(self._wanted)
        ]

    def edits(self, text: str) -> list[Edit]:
        """What blots names and quotes out, in order."""
        spans = [Span(edit.start, edit.end) for edit in self.named(text)]
        spans += self._quotes(text)
        return [Edit(span.start, span.end, ERASED) for span in joined(spans)]

    def cell(self, text: str) -> str:
        """The text, or nothing of it where all of it is a name, or a value that nobody else has."""
        return ERASED if text in self._values or name_key(text) in self._whole else text

    def blotted(self, text: str) -> str:
        """The text without names and quotes."""
        whole = self.cell(text)
        return edited(text, self.edits(text)) if whole is text else whole

    def _quotes(self, text: str) -> Iterator[Span]:
        if not self._runs:
            return
        words = list(_WORD.finditer(text))
        keys = [word[0].casefold() for word in words]
        quoted = 0
        for at in range(len(words)):
            end = at + RUN
            if tuple(keys[at:end]) not in self._runs:
                end = self._cut_short(text, words, keys, at, quoted)
            if end:
                quoted = end
                yield Span(words[at].start(), words[end - 1].end())

    def _cut_short(
        self, text: str, words: list[re.Match[str]], keys: list[str], at: int, quoted: int
    ) -> int:
        """Where a quote ends that breaks off within a word or after one, before `…` or behind words that were quoted; 0: nowhere."""
        for end in range(at + 2, min(at + RUN, len(words)) + 1):
            follows = self._begun.get(tuple(keys[at : end - 1]), ())
            if not any(word.startswith(keys[end - 1]) for word in follows):
                continue
            is_cut = _CUT.match(text, words[end - 1].end()) is not None
            long = words[end - 1].end() - words[at].start() >= _SHORTEST_CUT
            if end - 1 == quoted or (is_cut and long):
                return end
        return 0


def longer_runs(text: str, many: int) -> Iterator[tuple[str, ...]]:
    """The runs of so many words in a text that are long enough to tell whose they are."""
    return (run for run in _runs(text, many) if sum(map(len, run)) + many - 1 >= _SHORTEST_RUN)


def _runs(text: str, many: int) -> Iterator[tuple[str, ...]]:
    words = "\n".join(_WORD.findall(text)).casefold().split("\n")
    return zip(*(words[first:] for first in range(many)), strict=False)
