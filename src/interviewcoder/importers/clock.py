"""Times as transcripts write them, in milliseconds."""

import re

_HALF_DAY = r"(?:\s?[AaPp]\.?[Mm](?:\.|\b))?"
TIME = (
    rf"(?:\d{{1,3}}:\d{{1,2}}(?::\d{{1,2}})?(?:[.,;:]\d{{1,3}})?{_HALF_DAY}"
    r"|\d\d;\d\d;\d\d;\d\d)"
)
"""A pattern for one time: `0:22`, `00:01:02`, `0:0:3.5`, `00:02:14;12`, `00;02;14;12`, `10:02 AM`."""

DAY = 24 * 3600 * 1000
"""A day in milliseconds."""

_PARTS = re.compile(r"(?:(\d{1,6}):)?(\d{1,6}):(\d{1,6})(?:([.,;:])(\d{1,9}))?")
_M = frozenset({"m", "M", "."})
_WALL = re.compile(r"(.*?)\s?([AaPp])\.?[Mm]\.?")


def milliseconds(written: str) -> int | None:
    """A time such as `1:02` or `0:0:3.5` in milliseconds; None when it is not a time.

    After a semicolon or a third colon stand frames of a video, which are left out. `10:02 AM` is a wall
    clock's and counts from midnight.

    >>> milliseconds("1:02"), milliseconds("0:0:3.5"), milliseconds("soon")
    (62000, 3500, None)
    """
    text = written.strip()
    if text[-1:] in _M and (wall := _WALL.fullmatch(text)):
        return _since_midnight(wall[1], wall[2])
    found = _PARTS.fullmatch(text.replace(";", ":", 2) if text.count(";") == 3 else text)
    if found is None:
        return None
    hours, minutes, seconds, mark, fraction = found.groups()
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    part = int(fraction[:3].ljust(3, "0")) if fraction and mark not in {";", ":"} else 0
    return whole * 1000 + part


def is_wall_clock(written: str) -> bool:
    """Whether a time says of itself that it is a time of day: `10:02 AM`."""
    return _WALL.fullmatch(written.strip()) is not None


def _since_midnight(clock: str, half: str) -> int | None:
    at = milliseconds(clock if clock.count(":") > 1 else f"{clock}:00")
    noon = DAY // 2
    return None if at is None else at % noon + (noon if half in "Pp" else 0)


def clock(milliseconds: int) -> str:
    """A time as it is written, in minutes and seconds.

    >>> clock(62_500)
    '1:02.500'
    """
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes}:{rest // 1000:02d}.{rest % 1000:03d}"
