"""The pages on the runs that made personas, and on what is different between two of them."""

from collections.abc import Sequence

from textual.content import Content

from ...domain.figures import in_percent
from ...domain.persona import Run
from ...domain.persona_difference import (
    ClaimChange,
    ClaimFate,
    Difference,
    Fate,
    Move,
    PersonaChange,
)
from ...domain.text import one_line
from ..labels import SOFT, counted, moment, named
from .listing import Row, text_row
from .paragraphs import heading, paragraph
from .quote_block import spaced, stacked

NOWHERE = "no persona"
_FATES = {
    ClaimFate.CAME: ("+", "$success"),
    ClaimFate.WENT: ("−", "$error"),
    ClaimFate.GREW: ("▲", "$success"),
    ClaimFate.SHRANK: ("▼", "$warning"),
}


def run_rows(runs: Sequence[Run]) -> list[Row]:
    """The runs, the newest first; each opens what is different since then."""
    told = "Every run is kept. Enter: what is different between that run and the newest."
    rows = [paragraph(Content.styled(told, SOFT), selectable=False)]
    return rows + spaced(_run(run, newest=number == 0) for number, run in enumerate(runs))


def _run(run: Run, *, newest: bool) -> Row:
    what = one_line(run.by_hand, 120) or "synthesized"
    first = Content.assemble(
        " ",
        (f"Run {run.id}", "bold"),
        "  newest" if newest else "",
        f"  {what[:1].upper()}{what[1:]}",
    )
    by = f" {moment(run.created_at)}  ·  {one_line(run.coder, 40)}  ·  seed {run.seed}"
    names = Content.assemble(" ", ", ".join(one_line(name, 60) for name in run.personas))

    def draw(width: int) -> Content:
        lines = [first, Content.styled(by, SOFT), names]
        return stacked([line.truncate(width, ellipsis=True) for line in lines])

    return Row(draw, run, ("run", run.id), None)


def difference_rows(found: Difference, run: Run) -> list[Row]:
    """What is different between a run and the newest."""
    changed = [one for one in found.personas if one.changed]
    title = Content.assemble(
        (f" Since run {run.id}", "bold"), (f"  {moment(run.created_at)}", SOFT)
    )
    rows = [text_row(title, selectable=False)]
    if not changed:
        rows.append(text_row(Content("\n Nothing is different."), key="same"))
        return rows
    for change in changed:
        rows += _change(change)
    if found.moves:
        told = f"{counted(len(found.moves), 'person is', 'people are')} elsewhere"
        rows.append(heading(told))
        rows += [_move(move) for move in found.moves]
    return rows


def _change(change: PersonaChange) -> list[Row]:
    note = {Fate.NEW: "new", Fate.GONE: "gone", Fate.KEPT: ""}[change.fate]
    renamed = change.fate is Fate.KEPT and change.name != change.name_before
    was = f"was {one_line(change.name_before or '', 60)}" if renamed else ""
    title = Content.assemble(
        "\n ",
        named(change.name, "bold $primary"),
        (f"  {'; '.join(part for part in (note, was) if part)}", SOFT),
    )
    rows = [text_row(title, selectable=False)]
    for word, names in (("joined", change.joined), ("left", change.left)):
        if names and change.fate is Fate.KEPT:
            told = ", ".join(one_line(name, 40) for name in names)
            rows.append(text_row(Content.assemble((f"   {word}  ", SOFT), told)))
    return rows + [_claim(one) for one in change.claims]


def _claim(change: ClaimChange) -> Row:
    sign, style = _FATES[change.fate]
    figures = " → ".join(
        f"{claim.members} of {claim.members_of} ({in_percent(claim.share)})"
        for claim in (change.before, change.after)
        if claim is not None
    )
    line = Content.assemble(
        ("   " + sign, style),
        f" {change.fate.value}  ",
        named(change.code),
        (f"  {figures}", SOFT),
    )
    return text_row(line, key=("claim", change.code))


def _move(move: Move) -> Row:
    line = Content.assemble(
        " ",
        named(move.participant, "bold"),
        (f"  {one_line(move.before or NOWHERE, 50)} → {one_line(move.after or NOWHERE, 50)}", SOFT),
    )
    return text_row(line, move.participant, ("move", move.participant))
