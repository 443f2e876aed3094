"""How much of each code is likely found, as a table."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from interviewcoder.domain.text import counted

from .printing import say, show_records, show_table

if TYPE_CHECKING:
    from interviewcoder.domain.found import Found, FoundCode
    from interviewcoder.domain.suggestion import Progress


def show_found(events: "Iterable[Progress | Found]", as_json: bool) -> None:
    """Wait for what is found, and print it.

    Args:
        events: what `suggestions.found` gives.
        as_json: as an array of records instead of a table.
    """
    from interviewcoder.domain.found import LEAST_EXCERPTS, LEAST_PEOPLE, Found
    from interviewcoder.domain.suggestion_records import found_code_record

    (found,) = [event for event in events if isinstance(event, Found)]
    if as_json:
        show_records(found_code_record(one) for one in found.codes)
        return
    show_table(
        ("Code", "Tagged", "Likely more", "Found, %", "Look again", "Precision, %", "Recall, %"),
        [_row(one) for one in found.codes],
    )
    say(
        "Likely more: excerpts in what nobody has read yet. Look again: sentences that were read and not tagged, and look like it."
        " In brackets: where it lies in 95 of 100 cases."
    )
    left_out = max((one.left_out for one in found.codes), default=0)
    if left_out:
        say(
            f"{left_out:,} sentences are left out: of their kind of source (interviews or surveys) fewer than {LEAST_PEOPLE} "
            "participants were read."
        )
    untold = sum(bool(one.missing) for one in found.codes)
    if untold:
        say(
            f"Not told of {counted(untold, 'code')}: it takes {LEAST_EXCERPTS} excerpts in what was read, "
            f"and {LEAST_PEOPLE} participants who were read."
        )


def _row(one: "FoundCode") -> tuple[object, ...]:
    if one.share is None or one.more is None:
        return (one.code, one.excerpts, "", "", "", "", "")
    more = "0"
    if one.unread:
        more = f"{one.more.value:.0f} ({one.more.low:.0f} to {one.more.high:.0f})"
    return (
        one.code,
        one.excerpts,
        more,
        one.share.percent if one.unread else f"all {'else ' if one.left_out else ''}is read",
        one.second_look,
        one.precision.percent if one.precision else "",
        one.recall.percent if one.recall else "",
    )
