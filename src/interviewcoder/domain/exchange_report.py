"""What became of a project that was taken into a study."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from .records import Record


@dataclass(frozen=True, slots=True)
class ProjectReport:
    """What came in, what the study had already, and what could not be carried."""

    name: str
    """The project's name."""
    origin: str
    """The program that wrote it, as far as it says."""
    added: Mapping[str, int] = field(default_factory=dict)
    """By noun in the plural (`codes`, `codings`, ...): how many are new in the study; none is left out."""
    already: Mapping[str, int] = field(default_factory=dict)
    """Likewise: how many the study had, so that the project's were put together with them."""
    told: tuple[str, ...] = ()
    """What was put together or renamed, a sentence each."""
    not_carried: tuple[str, ...] = ()
    """What the project holds and the study does not, a sentence each with its count."""

    @property
    def warnings(self) -> tuple[str, ...]:
        """All its sentences."""
        return self.told + self.not_carried

    def summary(self) -> str:
        """What came in, in a line.

        >>> ProjectReport("P", "X", {"sources": 2, "codes": 0, "codings": 1}, {"codes": 3}).summary()
        '2 sources, 1 coding; already there: 3 codes'
        """
        new = ", ".join(counted(n, noun) for noun, n in self.added.items() if n)
        known = ", ".join(counted(n, noun) for noun, n in self.already.items() if n)
        return (new or "nothing new") + (f"; already there: {known}" if known else "")


def counted(number: int, noun: str) -> str:
    """A number with its noun, which is given in the plural.

    >>> counted(1, "memos"), counted(2, "memos"), counted(1, "queries")
    ('1 memo', '2 memos', '1 query')
    """
    one = re.sub(r"ies$", "y", noun).removesuffix("s")
    return f"{number} {one if number == 1 else noun}"


Lost = Counter[tuple[str, str]]
"""By noun in the plural and what sort of them: how many were left out."""


def left_out(lost: Lost) -> tuple[str, ...]:
    """What was left out, a sentence each.

    >>> left_out(Counter({("codings", "of no code"): 2, ("memos", "on nothing"): 1}))
    ('Left out: 2 codings of no code.', 'Left out: 1 memo on nothing.')
    """
    return tuple(f"Left out: {counted(n, noun)} {sort}." for (noun, sort), n in lost.items() if n)


def project_report_record(report: ProjectReport) -> Record:
    """A report as JSON."""
    return {
        "name": report.name,
        "origin": report.origin,
        "added": dict(report.added),
        "already": dict(report.already),
        "told": list(report.told),
        "not_carried": list(report.not_carried),
    }
