"""Tagging many excerpts anew: what is asked for, and what it would do."""

from dataclasses import dataclass
from enum import StrEnum

from .coding import Coding, Polarity, checked_weight
from .errors import StudyError
from .records import Record
from .text import counted


class Act(StrEnum):
    """What becomes of tags."""

    ADD = "add"
    """Another code is put on the same words, by who asks for it."""
    REPLACE = "replace"
    """The tag goes over to another code; coder, date, polarity, weight and memos stay."""
    UNTAG = "untag"
    JUDGE = "judge"
    """They get a polarity or a weight."""


@dataclass(frozen=True, slots=True)
class Retag:
    """What is asked for."""

    act: Act
    code_id: int | None = None
    """The code to add, or to put in place of theirs."""
    polarity: Polarity | None = None
    weight: int | None = None

    def checked(self) -> None:
        """Require that it says what it needs to.

        Raises:
            StudyError: a code is missing, or there is neither polarity nor weight, or the weight is none.
        """
        if self.act in (Act.ADD, Act.REPLACE) and self.code_id is None:
            raise StudyError("It does not say which code.", "Name a code.")
        if self.act is Act.JUDGE and self.polarity is None and self.weight is None:
            raise StudyError("There is nothing to change.", "Give a polarity or a weight.")
        if self.weight is not None:
            checked_weight(self.weight)

    def told(self, tags: int, code: str = "") -> str:
        """What is done to so many tags, in a few words.

        >>> Retag(Act.REPLACE, 1).told(3, "Price")
        "3 tags: 'Price' in place of their code"
        """
        judged = [
            f"polarity {self.polarity.name.lower()}" if self.polarity is not None else "",
            f"weight {self.weight}" if self.weight is not None else "",
        ]
        done = {
            Act.ADD: f"'{code}' added",
            Act.REPLACE: f"'{code}' in place of their code",
            Act.UNTAG: "taken off",
            Act.JUDGE: ", ".join(filter(None, judged)),
        }
        return f"{counted(tags, 'tag')}: {done[self.act]}"


@dataclass(frozen=True, slots=True)
class SeenTag:
    """A tag as it was on show."""

    id: int
    code_id: int
    polarity: Polarity
    weight: int | None
    start: int
    end: int
    """Where its words are."""

    @classmethod
    def of(cls, coding: Coding) -> "SeenTag":
        """A tag that is on show now."""
        place = (coding.start, coding.end)
        return cls(coding.id, coding.code_id, coding.polarity, coding.weight, *place)


@dataclass(frozen=True, slots=True)
class RetagPlan:
    """What tagging anew does, or would do."""

    tags: int
    """That are meant."""
    changed: int
    """Of these, those that are changed or taken off; excerpts that get another tag."""
    already: int
    """That are as they should be already, and stay as they are."""
    joined: int
    """Of the changed, those that go because the coder has the code on these words already; their memos go over."""
    others: tuple[str, ...]
    """Other coders whose tags are changed or taken off."""

    @property
    def record(self) -> Record:
        """It as JSON."""
        return {
            "tags": self.tags,
            "changed": self.changed,
            "already": self.already,
            "joined": self.joined,
            "other_coders": list(self.others),
        }

    @property
    def notes(self) -> tuple[str, ...]:
        """What to mind, a sentence each."""
        notes = []
        if self.already:
            notes.append(f"{counted(self.already, 'tag')} stay as they are: it is so already.")
        if self.joined:
            notes.append(
                f"{counted(self.joined, 'tag')} go: their coder has the code on these words already. "
                "Memos go over to it."
            )
        if self.others:
            notes.append(f"Tags of {', '.join(self.others)} are among them.")
        return tuple(notes)
