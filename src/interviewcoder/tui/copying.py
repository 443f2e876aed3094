"""What copying a row of a list gives: a quote with who said it and where, or the words of the row."""

import re

from textual.widget import Widget

from ..domain.coding import Coding
from ..domain.persona import Quote
from ..domain.search import Hit
from ..domain.source import time_label
from ..domain.text import counted, visible
from .widgets.listing import Listing, Row

LARGEST = 74_000
"""Bytes that are sent at most: in base64 that stays below the 100,000 that many terminals take (OSC 52)."""
_WIDE = 2_000
_RULES = re.compile("[▎━─]+")


def copied(focused: Widget | None) -> str | None:
    """The text that is copied of the highlighted row of a list; None of anything else."""
    row = focused.row if isinstance(focused, Listing) else None
    return None if row is None else _of_row(row)


def _of_row(row: Row) -> str:
    match row.value:
        case Coding() as coding:
            return _quote(
                coding.text, coding.participant or coding.speaker, coding.source, coding.start_ms
            )
        case Hit() as hit:
            return _quote(hit.text, hit.participant or hit.speaker, hit.source, hit.start_ms)
        case Quote() as quote:
            return _quote(quote.text, quote.participant, quote.source, None)
    lines = _RULES.sub(" ", row.draw(_WIDE).plain).splitlines()
    return "\n".join(filter(None, (re.sub("  +", "  ", line).strip() for line in lines)))


def within_bounds(text: str) -> str:
    """As much of a text from its beginning as may be sent; whole characters only, and no control characters."""
    return visible(text).encode("utf-8", "replace")[:LARGEST].decode("utf-8", "ignore")


def told_of(text: str) -> str:
    """What the user is told of a text that was sent."""
    sent = len(within_bounds(text))
    told = f"{counted(sent, 'character')} sent to the terminal's clipboard"
    more = (
        f", the first of {len(text):,}: more it may not take" if sent < len(visible(text)) else ""
    )
    return f"{told}{more}."


def _quote(text: str, who: str, source: str, start_ms: int | None) -> str:
    where = ", ".join(filter(None, dict.fromkeys((who, source, time_label(start_ms)))))
    return f"“{text.strip()}” ({where})"
