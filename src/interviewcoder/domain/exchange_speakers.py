"""Texts with the speakers' names in them, for programs that know no speakers."""

from bisect import bisect_left, bisect_right
from dataclasses import replace
from itertools import accumulate

from .exchange import ExchangedSource, ExchangedStudy


def with_speakers(study: ExchangedStudy) -> ExchangedStudy:
    """The study with `Name: ` before each passage of a speaker who has a name.

    Passages and codings hold the same words as before, and the names that stand between them.
    """
    shifts = {one.guid: _Shift(one) for one in study.sources}
    return replace(
        study,
        sources=tuple(shifts[one.guid].source for one in study.sources),
        codings=tuple(
            replace(
                one,
                start=shifts[one.source_guid].start(one.start),
                end=shifts[one.source_guid].end(one.end),
            )
            for one in study.codings
        ),
    )


class _Shift:
    """A source with names in it, and where its positions went."""

    def __init__(self, given: ExchangedSource) -> None:
        text, passages = given.source.text, given.source.passages
        named = [one for one in passages if one.speaker]
        self._places = [one.start for one in named]
        lengths = [len(one.speaker) + 2 for one in named]
        self._before = [0, *accumulate(lengths)]
        parts, position = [], 0
        for one in named:
            parts += [text[position : one.start], f"{one.speaker}: "]
            position = one.start
        self.source = replace(
            given,
            source=replace(
                given.source,
                text="".join([*parts, text[position:]]),
                passages=tuple(
                    replace(one, start=self.start(one.start), end=self.end(one.end))
                    for one in passages
                ),
            ),
        )

    def start(self, position: int) -> int:
        """Where what began here begins: behind a name that was put here."""
        return position + self._before[bisect_right(self._places, position)]

    def end(self, position: int) -> int:
        """Where what ended here ends: before a name that was put here."""
        return position + self._before[bisect_left(self._places, position)]
