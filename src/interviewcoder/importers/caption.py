"""A caption: words that are shown for a while."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Cue:
    """Words shown for a while. `speaker` is None where the cue names nobody, empty where it is somebody unknown."""

    lines: list[str]
    start_ms: int | None = None
    end_ms: int | None = None
    speaker: str | None = None
    new_voice: bool = field(default=False)
    """Another, unnamed, speaker begins here."""
