"""What the program thinks a text or a code may go with. Nobody has decided on any of it."""

from dataclasses import dataclass
from enum import StrEnum

from .coding import Span


class Likelihood(StrEnum):
    """A score in a word. It says no more than the number does: how often it is right is no part of it."""

    UNLIKELY = "unlikely"
    """Below `UNCERTAIN_FROM`."""
    UNCERTAIN = "uncertain"
    LIKELY = "likely"
    """From `LIKELY_FROM`: more speaks for this code than for all others together."""


UNCERTAIN_FROM, LIKELY_FROM = 0.10, 0.50


def likelihood(score: float) -> Likelihood:
    """The word for a score, by the whole percent that is shown beside it.

    >>> [likelihood(score).value for score in (0.02, 0.096, 0.3, 0.49, 0.5)]
    ['unlikely', 'uncertain', 'uncertain', 'uncertain', 'likely']
    """
    shown = round(score, 2)
    if shown >= LIKELY_FROM:
        return Likelihood.LIKELY
    return Likelihood.UNCERTAIN if shown >= UNCERTAIN_FROM else Likelihood.UNLIKELY


@dataclass(frozen=True, slots=True)
class NearExcerpt:
    """A tagged excerpt that is like a text."""

    source_id: int
    source: str
    span: Span
    text: str
    participant: str | None
    likeness: float
    """0 to 1; 1: the same words."""


@dataclass(frozen=True, slots=True)
class SuggestedCode:
    """A code that may go with a text."""

    code_id: int
    code: str
    score: float
    """Its share of what speaks for all codes, 0 to 1; how often it is right is no part of it."""
    words: tuple[str, ...]
    """The words of the text that speak for it most, the most telling first."""
    nearest: tuple[NearExcerpt, ...]
    """The excerpts with the code that are most like the text, the nearest first."""


@dataclass(frozen=True, slots=True)
class SuggestedExcerpt:
    """A sentence without a code that may go with it."""

    code_id: int
    code: str
    source_id: int
    source: str
    span: Span
    text: str
    participant: str | None
    score: float
    """As in `SuggestedCode`."""
    words: tuple[str, ...]
    nearest: tuple[NearExcerpt, ...]


@dataclass(frozen=True, slots=True)
class WordWeight:
    """A word of a text that speaks for a code."""

    word: str
    """As it is written where it stands first."""
    share: float
    """Its part of all that the words say for the code, common ones left out, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """All that speaks for a code on a text."""

    words: tuple[WordWeight, ...]
    """The most telling first."""
    nearest: tuple[NearExcerpt, ...]
    """The excerpts with the code that are most like the text, the nearest first."""


class Why(StrEnum):
    """Why an excerpt is in the review queue of a code."""

    LIKEST = "likest"
    """Nobody has put the code on it, and it is among the likest; how likely it is, its score tells."""
    UNSURE = "unsure"
    """The code and another one are about as likely: whatever is decided, much is learned."""
    DOUBTFUL = "doubtful"
    """It carries the code, and without this tag other codes would be thought likelier."""


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """An excerpt of the review queue of a code."""

    why: Why
    excerpt: SuggestedExcerpt
    coding_id: int | None = None
    """The tag that is doubtful; None for the others."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of long work is done, 0 to 1."""

    share: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A share, and where it would lie for other excerpts of the same kind in 95 of 100 cases."""

    value: float
    low: float
    high: float

    @property
    def percent(self) -> str:
        """As it is told, such as `62 (50 to 73)`."""
        return f"{100 * self.value:.0f} ({100 * self.low:.0f} to {100 * self.high:.0f})"


@dataclass(frozen=True, slots=True)
class TrialRow:
    """How well one way of suggesting does."""

    method: str
    recall_at_1: Figure
    """Of the excerpts held back: how many have the first suggestion."""
    recall_at_3: Figure
    """Of the codes on the excerpts held back: how many are among the first three suggestions."""
    mean_average_precision: Figure
    """The mean over codes: how far up the excerpts with a code stand when all held back are ordered for it."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A trial of suggestions on what is tagged already: some is shown, the rest held back and ranked."""

    protocol: str
    codes: int
    """How many codes there were to choose from."""
    tried: int
    """For how many of them excerpts were held back."""
    shown: float
    """Excerpts shown, the mean of all draws."""
    held_back: float
    """Excerpts held back, the mean of all draws."""
    draws: int
    rows: tuple[TrialRow, ...]
