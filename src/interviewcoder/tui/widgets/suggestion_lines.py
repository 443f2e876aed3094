"""An entry of the review queue as lines: why it is there, how likely, the words that speak for it, and what it is like."""

import re
from collections.abc import Sequence

from textual.content import Content

from ...domain.suggestion import Likelihood, NearExcerpt, QueueEntry, Why, likelihood
from ...domain.text import one_line
from ..labels import SOFT, bar, named, percent, said_by
from .listing import Row
from .quote_block import LONGEST, ruled, stacked

LIKELIHOODS = {
    Likelihood.LIKELY: "$success",
    Likelihood.UNCERTAIN: "$warning",
    Likelihood.UNLIKELY: SOFT,
}
"""The style of how likely something is."""

_BAR = 10


def queue_row(entry: QueueEntry, key: object, text: str | None = None) -> Row:
    """An entry as a row.

    Args:
        entry: what it shows.
        key: by which the row is found again.
        text: the words where they were widened; None: the entry's own.
    """
    return Row(lambda width: _drawn(entry, text, width), entry, key, None)


def _drawn(entry: QueueEntry, text: str | None, width: int) -> Content:
    one = entry.excerpt
    mark, style, why = _why(entry)
    head = Content.assemble(
        (f"{mark} ", f"bold {style}"),
        bar(one.score, _BAR),
        f" {percent(one.score)} ",
        (why, style),
        (" · ", SOFT),
        said_by(one.participant, "", one.source, None),
    )
    lines = ruled(head, width, rule=style, most=1)
    lines += ruled(telling(text if text is not None else one.text, one.words), width, rule=style)
    if one.nearest:
        lines += ruled(_like(one.nearest[0]), width, rule=style, most=1)
    return stacked(lines)


def _why(entry: QueueEntry) -> tuple[str, str, str]:
    """Mark, style and words for why an entry is there."""
    word = likelihood(entry.excerpt.score)
    match entry.why:
        case Why.DOUBTFUL:
            return "!", "$error", "tagged, but unlike the others"
        case Why.UNSURE:
            return "?", LIKELIHOODS[word], f"{word.value}; could be another code"
    return "+", LIKELIHOODS[word], word.value


def telling(text: str, words: Sequence[str]) -> Content:
    """A text in quotation marks on one line, with the words that speak for its code standing out."""
    shown = one_line(text, LONGEST)
    wanted = sorted({one_line(word) for word in words if word.strip()}, key=len, reverse=True)
    if not wanted:
        return Content.assemble("“", shown, "”")
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in wanted))
    parts: list[Content | str] = []
    position = 0
    for found in pattern.finditer(shown):
        parts += [shown[position : found.start()], Content.styled(found[0], "bold underline")]
        position = found.end()
    return Content.assemble("“", *parts, shown[position:], "”")


def _like(near: NearExcerpt) -> Content:
    who = one_line(near.participant or near.source, 40)
    return Content.styled("like: ", SOFT) + named(f"“{one_line(near.text, 200)}” {who}", SOFT)
