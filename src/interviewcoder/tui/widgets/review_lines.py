"""An entry of the review list as lines: what became of a tag, its words before and now, and what differs."""

import re
from collections.abc import Mapping

from textual.content import Content

from ...domain.revision import Decision, Kinship, Outcome, Relocation, differences
from ...domain.text import one_line, visible
from ..labels import ORIGINS, SOFT, counted, kind_chip, named
from .listing import Row, text_row
from .quote_block import LONGEST, ruled, stacked

OUTCOMES = {
    Outcome.KEPT: ("=", "$success", "kept"),
    Outcome.MOVED: ("→", "$warning", "moved"),
    Outcome.AMBIGUOUS: ("?", "$warning", "several places"),
    Outcome.LOST: ("✕", "$error", "no place"),
}
"""Mark, style and word of an outcome."""

_SPACE = re.compile(r"\s+")
_STYLES = {
    Kinship.BOTH: "",
    Kinship.OLD: "strike $error",
    Kinship.NEW: "underline $success",
}


def differing(old: str, new: str) -> Content:
    """Two versions of an excerpt on one line: what is gone is struck out, what is new is underlined."""
    parts = [
        Content.styled(_SPACE.sub(" ", visible(words)), _STYLES[kin])
        for kin, words in differences(old[:LONGEST], new[:LONGEST])
    ]
    return Content.assemble("“", *parts, "”")


def review_row(one: Relocation, candidate: int) -> Row:
    """An entry as a row.

    Args:
        one: the entry.
        candidate: the index of the candidate that is shown, where it has any.
    """
    return Row(lambda width: _drawn(one, candidate, width), one, one.id, None)


def source_heading(name: str, count: int, *, first: bool) -> Row:
    """The line above the entries of a source."""
    title = Content.assemble(
        "" if first else "\n", named(name, "bold"), (f"  {counted(count, 'tag')}", SOFT)
    )
    return text_row(title, selectable=False)


def _drawn(one: Relocation, candidate: int, width: int) -> Content:
    lines = ruled(_head(one), width, rule=one.colour, most=1)
    if one.span is not None:
        lines += ruled(differing(one.old_text, one.text), width, rule=one.colour)
    elif one.candidates:
        place = one.candidates[candidate]
        number = Content.styled(f"place {candidate + 1} of {len(one.candidates)}  ", "$warning")
        words = differing(one.old_text, place.text)
        lines += ruled(number + _within(place.before, words, place.after), width, rule=one.colour)
    else:
        gone = Content.styled(f"“{one_line(one.old_text, LONGEST)}”", "strike")
        lines += ruled(_within(one.before, gone, one.after), width, rule=one.colour)
    return stacked(lines)


def _within(before: str, words: Content, after: str) -> Content:
    """Words among what stands around them."""
    return Content.assemble((f"…{one_line(before)} ", SOFT), words, (f" {one_line(after)}…", SOFT))


def _head(one: Relocation) -> Content:
    mark, style, word = OUTCOMES[one.outcome]
    notes = f", {counted(one.memos, 'note')}" if one.memos else ""
    decided = "" if one.decision is Decision.OPEN else f", {one.decision.value}"
    return Content.assemble(
        (f"{mark} {word}", f"bold {style}"),
        "  ",
        kind_chip(one.kind, one.colour),
        " ",
        named(one.code, limit=48),
        (f"{ORIGINS[one.origin]}  ·  {one_line(one.coder, 40)}{notes}{decided}", SOFT),
    )


def tally_line(counts: Mapping[Outcome, int]) -> Content:
    """How many tags have which outcome, each with its mark."""
    parts = [
        Content.styled(
            f"{mark} {counts[outcome]:,} {word}", f"bold {style}" if counts[outcome] else SOFT
        )
        for outcome, (mark, style, word) in OUTCOMES.items()
        if outcome in counts
    ]
    return Content("   ").join(parts)
