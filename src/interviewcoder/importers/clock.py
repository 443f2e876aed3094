"""Times as transcripts write them, in milliseconds."""

import re

TIME = r"\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,;]\d{1,3})?"
"""A pattern for one time: `0:22`, `00:01:02`, `0:0:3.5`, `00:02:14;12`."""

_PARTS = re.compile(r"(?:(\d{1,6}):)?(\d{1,6}):(\d{1,6})(?:([.,;])(\d{1,9}))?")


def milliseconds(written: str) -> int | None:
    """A time such as `1:02` or `0:0:3.5` in milliseconds; None when it is not a time.

    After a semicolon stand frames of a video, which are left out.

    >>> milliseconds("1:02"), milliseconds("0:0:3.5"), milliseconds("soon")
    (62000, 3500, None)
    """
    found = _PARTS.fullmatch(written.strip())
    if found is None:
        return None
    hours, minutes, seconds, mark, fraction = found.groups()
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    part = int(fraction[:3].ljust(3, "0")) if fraction and mark != ";" else 0
    return whole * 1000 + part


def clock(milliseconds: int) -> str:
    """A time as it is written, in minutes and seconds.

    >>> clock(62_500)
    '1:02.500'
    """
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes}:{rest // 1000:02d}.{rest % 1000:03d}"
