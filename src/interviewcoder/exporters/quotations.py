"""What researchers wrote without the words of participants that they quote in it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from interviewcoder.domain.coding import Span, joined
from interviewcoder.domain.edits import Edit, edited
from interviewcoder.domain.mentions import RUN, longer_runs
from interviewcoder.domain.persona import Claim
from interviewcoder.domain.redaction import LEFT_OUT

T = TypeVar("T")

_WRITTEN = ("definition", "include", "exclude", "text", "summary", "narrative", "rule", "chosen")
"""The fields of prose; names stay, since they tell codes, personas and segments apart."""
_WORD = re.compile(r"\w+")


class Quotations:
    """Finds runs of four words or more, 16 characters or more, that participants said and nobody asked.

    >>> quoted = Quotations("As one said: never sleeps on Sundays. Work and rest.")
    >>> quoted.said("He never sleeps on Sundays, I think.")
    >>> quoted.without("As one said: never sleeps on Sundays. Work and rest.")
    'As one said: [words left out]. Work and rest.'
    """

    def __init__(self, written: object) -> None:
        """Take what researchers wrote: a text, or values with texts in them."""
        texts: list[str] = [written] if isinstance(written, str) else []

        def collected(text: str) -> str:
            texts.append(text)
            return text

        _changed(written, collected)
        self._runs = {run for text in texts for run in longer_runs(text, RUN)}
        self._said: set[tuple[str, ...]] = set()
        self._asked: set[tuple[str, ...]] = set()

    def __bool__(self) -> bool:
        """Whether there is anything that could quote somebody."""
        return bool(self._runs)

    def said(self, text: str) -> None:
        """Take in what a participant said."""
        self._said.update(self._runs.intersection(longer_runs(text, RUN)))

    def asked(self, text: str) -> None:
        """Take in what an interviewer or a survey asked: its words are no participant's."""
        self._asked.update(self._runs.intersection(longer_runs(text, RUN)))

    def without(self, text: str) -> str:
        """The text with a note for what it quotes."""
        spans = joined(list(self._found(text)))
        return edited(text, [Edit(one.start, one.end, LEFT_OUT) for one in spans])

    def everywhere(self, value: T) -> T:
        """The value with all prose in it changed, however deep."""
        return _changed(value, self.without)  # type: ignore[no-any-return]

    def _found(self, text: str) -> Iterator[Span]:
        quoted = self._said - self._asked
        if not quoted:
            return
        words = list(_WORD.finditer(text))
        keys = [word[0].casefold() for word in words]
        for at in range(len(words) - RUN + 1):
            if tuple(keys[at : at + RUN]) in quoted:
                yield Span(words[at].start(), words[at + RUN - 1].end())


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    match value:
        case Mapping():
            return {key: _changed(item, change) for key, item in value.items()}
        case tuple() | list():
            return type(value)(_changed(item, change) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    new: dict[str, Any] = {}
    for one in fields(value):
        there = getattr(value, one.name)
        if not isinstance(there, str):
            new[one.name] = _changed(there, change)
        elif one.name in _WRITTEN or (
            one.name == "code" and isinstance(value, Claim) and value.by_hand
        ):
            new[one.name] = change(there)
    return replace(value, **new)
