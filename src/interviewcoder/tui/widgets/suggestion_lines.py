"""An entry of the review queue as lines: why it is there, how likely, the words that speak for it, and what it is like."""

import re
from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content

from ...domain.alike import piece_alike
from ...domain.suggestion import Likelihood, NearExcerpt, QueueEntry, Why, likelihood
from ...domain.text import one_line
from ..labels import SOFT, bar, percent, said_by
from .listing import Row
from .quote_block import LONGEST, quoted, ruled, stacked

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
        like = like_line(one.nearest[0], one.words, width - 4)
        lines += ruled(like, width, rule=style, most=1)
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


def score_told(score: float) -> Content:
    """A score as a bar, in percent and in a word."""
    word = likelihood(score)
    return Content.assemble(
        bar(score, _BAR), f" {percent(score)} ", (word.value, LIKELIHOODS[word])
    )


def near_row(one: NearExcerpt) -> Row:
    """Words that are like something, with how like they are and whose."""

    def draw(width: int) -> Content:
        head = Content.assemble(
            bar(one.likeness, _BAR),
            (f" {percent(one.likeness)}  ", SOFT),
            said_by(one.participant, "", one.source, None),
        )
        return stacked([*ruled(head, width, most=1), *ruled(quoted(one.text), width)])

    return Row(draw, one, (one.source_id, one.span.start, one.span.end), None)


def like_line(near: NearExcerpt, words: Sequence[str], width: int) -> Content:
    """The piece of an excerpt that is like some words, and whose it is, on one line.

    Args:
        near: the excerpt.
        words: that it is like for.
        width: of the line, in cells.
    """
    who = one_line(near.participant or near.source, 24)
    room = max(12, width - cell_len(who) - len("like “” "))
    said = Content.assemble("like “", piece_alike(near.text, words, room), f"” {who}")
    return said.stylize(SOFT).truncate(width, ellipsis=True)


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
