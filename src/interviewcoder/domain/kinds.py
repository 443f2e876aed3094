"""The kinds of code: what an excerpt says about a person."""

from enum import StrEnum


class Kind(StrEnum):
    """What a code says about a person. The value is what is stored and exported."""

    ATTITUDE = "attitude"
    NEED = "need"
    MOTIVATION = "motivation"
    EXPERIENCE = "experience"
    PREFERENCE = "preference"
    BEHAVIOUR = "behaviour"
    VALUE = "value"
    BELIEF = "belief"
    PAIN = "pain"
    OTHER = "other"

    @property
    def plural(self) -> str:
        """The heading of this kind: `Attitudes`, `Needs`, ..."""
        return "Other" if self is Kind.OTHER else f"{self.value.capitalize()}s"

    @property
    def mark(self) -> str:
        """One character that tells the kind without colour."""
        return _MARKS[self]

    @property
    def colour(self) -> str:
        """The default colour of a code of this kind, as `#rrggbb` (Okabe and Ito, 2008, lightened)."""
        return _COLOURS[self]


_MARKS = {
    Kind.ATTITUDE: "A",
    Kind.NEED: "N",
    Kind.MOTIVATION: "M",
    Kind.EXPERIENCE: "E",
    Kind.PREFERENCE: "P",
    Kind.BEHAVIOUR: "B",
    Kind.VALUE: "V",
    Kind.BELIEF: "L",
    Kind.PAIN: "!",
    Kind.OTHER: "·",
}

_COLOURS = {
    Kind.ATTITUDE: "#56b4e9",
    Kind.NEED: "#e69f00",
    Kind.MOTIVATION: "#009e73",
    Kind.EXPERIENCE: "#cc79a7",
    Kind.PREFERENCE: "#f0e442",
    Kind.BEHAVIOUR: "#4e79c7",
    Kind.VALUE: "#b58fd6",
    Kind.BELIEF: "#8fbc5a",
    Kind.PAIN: "#d55e00",
    Kind.OTHER: "#999999",
}
