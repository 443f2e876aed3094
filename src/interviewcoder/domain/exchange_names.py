"""Names that tell the things of an exchanged study apart."""

from collections.abc import Iterator

from .errors import StudyError
from .exchange_report import counted
from .text import NAME_LIMIT, clean_name, name_key, one_line


def usable_name(raw: str, otherwise: str) -> str:
    """A name as it can be stored, cut where it is too long; the other one where nothing is left of it."""
    try:
        return clean_name(raw[: 4 * NAME_LIMIT].strip()[:NAME_LIMIT])
    except StudyError:
        return one_line(raw, NAME_LIMIT).strip() or otherwise


class FreeNames:
    """Gives names that are not taken yet, however many want the same one."""

    def __init__(self) -> None:
        self._next: dict[str, int] = {}
        self._given: list[str] = []
        """Those that are not what was wanted."""

    def free(self, wanted: str, hint: str = "") -> str:
        """The name wanted; where it is taken with the hint behind it, else with a number."""
        if name_key(wanted) not in self._next:
            return self._take(wanted)
        name = _with_end(wanted, hint) if hint else wanted
        while name_key(name) in self._next:
            self._next[name_key(wanted)] += 1
            name = _with_end(wanted, str(self._next[name_key(wanted)]))
        self._given.append(name)
        return self._take(name)

    def told(self, noun: str) -> Iterator[str]:
        """A sentence on the names that had to be others; none where all are as they were wanted."""
        if self._given:
            shown = ", ".join(f"'{one_line(name, 60)}'" for name in self._given[:3])
            more = len(self._given) - 3
            yield (
                f"{counted(len(self._given), noun)} had the name of another; now they are told apart: "
                f"{shown}{f' and {more} more' if more > 0 else ''}."
            )

    def _take(self, name: str) -> str:
        self._next[name_key(name)] = 1
        return name


def _with_end(name: str, end: str) -> str:
    end = f" ({end[: NAME_LIMIT // 2]})"
    return name[: NAME_LIMIT - len(end)].rstrip() + end
