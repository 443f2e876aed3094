"""What can be chosen by name where the command line must not wait for the rest of the domain."""

from enum import StrEnum


class Unit(StrEnum):
    """How much around found words is tagged."""

    WORDS = "words"
    SENTENCE = "sentence"
    TURN = "turn"
    """The whole turn, answer or paragraph."""


class Measure(StrEnum):
    """What of the codings counts when participants are compared."""

    COUNTS = "counts"
    """Whether they say a thing at all and how often, with equal say."""
    PRESENCE = "presence"
    """Whether they say a thing at all."""
    WEIGHTS = "weights"
    """As `counts`, with excerpts counted by the weights that coders gave them."""


class Role(StrEnum):
    """What a speaker does in a source. Only participants are synthesized."""

    PARTICIPANT = "participant"
    INTERVIEWER = "interviewer"
    OTHER = "other"


class Voices(StrEnum):
    """Whose words are searched."""

    EVERYBODY = "everybody"
    PARTICIPANTS = "participants"
    OTHERS = "others"
    """Interviewers, and whoever else is no participant."""


class LineOrder(StrEnum):
    """By what the lines of a concordance are sorted; each goes on in reading order."""

    SOURCE = "source"
    """In reading order, source by source."""
    LEFT = "left"
    """By the words before the found ones, the nearest first."""
    RIGHT = "right"
    """By the words after the found ones."""


class Outcome(StrEnum):
    """What became of an excerpt when its text was corrected."""

    KEPT = "kept"
    """The same words stand at the same place in their surroundings."""
    MOVED = "moved"
    """The words were found elsewhere, or at their place with corrections inside."""
    AMBIGUOUS = "ambiguous"
    """Several places are equally good; a person has to choose."""
    LOST = "lost"
    """There is no place for it any more."""
