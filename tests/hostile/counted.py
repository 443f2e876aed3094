"""What a part of the hostile tests did: how much was tried, and what went wrong."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class Count:
    """A number of trials and the faults that they found."""

    what: str
    tried: int = 0
    faults: list[str] = field(default_factory=list)
    worst: dict[str, float] = field(default_factory=dict)
    """Seconds, megabytes, ... at the most."""

    def see(self, where: str, fault: str | None) -> None:
        """Count a trial, and its fault if it had one."""
        self.tried += 1
        if fault is not None:
            self.faults.append(f"{where}: {fault}"[:1600])

    def at_most(self, of: str, value: float) -> None:
        """Keep the largest value."""
        self.worst[of] = max(value, self.worst.get(of, 0.0))

    def told(self) -> str:
        """A line, and a line for each of the first faults."""
        worst = "".join(f", {of} at most {value:.2f}" for of, value in self.worst.items())
        lines = [f"{self.what}: {self.tried:,} tried, {len(self.faults)} faults{worst}"]
        return "\n".join([*lines, *(f"  {fault!a}" for fault in self.faults[:20])])


def require_none(counts: Iterable[Count]) -> None:
    """Fail with what was found; fail as well where nothing was tried."""
    for count in counts:
        assert count.tried > 0, count.what
        assert not count.faults, count.told()
