"""What a look at the program and its surroundings finds: no text of a study and no names."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """Whether something is as it should be."""

    OK = "ok"
    WARNING = "warning"
    """It works, and could hurt."""
    ERROR = "error"
    """Something does not work."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing that was looked at, what it is like, and what helps."""

    part: str
    """What it belongs to: the program, the terminal, ..."""
    subject: str
    seen: str
    verdict: Verdict = Verdict.OK
    remedy: str = ""
    """What helps; of something that is well, what more could be had."""


def verdict_on(observations: Iterable[Observation]) -> Verdict:
    """The worst of them.

    >>> verdict_on([])
    <Verdict.OK: 'ok'>
    """
    order = list(Verdict)
    return max((one.verdict for one in observations), key=order.index, default=Verdict.OK)


def observation_record(observation: Observation) -> dict[str, Any]:
    """An observation as JSON."""
    return asdict(observation)
