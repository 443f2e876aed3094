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
