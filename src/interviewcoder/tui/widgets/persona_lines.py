"""How personas, their claims and their members stand on single lines of the screen."""

from collections import Counter
from collections.abc import Iterable

from textual.content import Content

from ...domain.figures import badge, in_percent, members_told, others_told
from ...domain.persona import Claim, ClaimStatus, Member, Persona
from ...domain.text import one_line
from ..labels import BAR_CELLS, SOFT, bar, kind_chip, named
from .paragraphs import hung

_ONE_ROW = 44

_WIDE = 68
"""From so many cells on, a claim's figures stand beside its name."""
_ROOMY = 84
"""From so many cells on, its bar can be longer."""


def badge_style(word: str) -> str:
    """The colour of a badge."""
    if word == "solid":
        return "$success"
    return "$error" if "fragile" in word else "$warning"


def badge_mark(word: str) -> str:
    """A sign that tells the badge without colour."""
    if word == "solid":
        return "●"
    return "○" if "fragile" in word else "◐"


def badge_label(persona: Persona) -> Content:
    """The badge as a sign and a word; empty when the run gave none."""
    word = one_line(badge(persona), 40)
    return Content.styled(f"{badge_mark(word)} {word}", badge_style(word)) if word else Content("")


def size_told(persona: Persona) -> str:
    """How many members: `30 of 80`, or the number alone when nothing tells of how many."""
    members = len(persona.members)
    everyone = round(members / persona.share) if persona.share else 0
    return f"{members} of {everyone}" if everyone else str(members)


def persona_entry(persona: Persona, width: int) -> Content:
    """A persona in the list: its name, how many members, how sure, and whether it is stale.

    A list that is wide is short, so there it is one line.
    """
    standing = Content.assemble(
        (size_told(persona), SOFT),
        "  ",
        badge_label(persona),
        ("  stale", "bold $warning") if persona.stale else "",
    )
    if width >= _ONE_ROW:
        room = max(8, width - standing.cell_length - 4)
        name = named(persona.name, "bold").truncate(room, ellipsis=True).pad_right(1)
        gap = " " * max(1, width - 2 - name.cell_length - standing.cell_length)
        return Content.assemble(" ", name, gap, standing)
    lines = named(persona.name, "bold").wrap(max(8, width - 2))[:3]
    share = bar(persona.share, max(6, min(12, width - 2)))
    both = Content.assemble(share, " ", standing)
    if both.cell_length <= width - 2:
        below = [both]
    else:
        below = [share, *standing.wrap(max(8, width - 2))]
    below.append(Content.styled(claims_told(persona), SOFT).truncate(width - 2, ellipsis=True))
    return Content("\n").join(Content.assemble(" ", line) for line in [*lines, *below])


_CLAIM_MARKS = {
    ClaimStatus.SUPPORTED: ("✓", "$success"),
    ClaimStatus.THIN: ("~", "$warning"),
    ClaimStatus.CONTESTED: ("±", "$error"),
    ClaimStatus.UNSUPPORTED: ("✗", "$error"),
}


def claim_mark(claim: Claim) -> tuple[str, str]:
    """A sign that tells how well a claim is borne without colour, and its colour."""
    return _CLAIM_MARKS[claim.status]


def claim_notes(claim: Claim) -> Content:
    """What is to be said of a claim in a word: nothing where it is supported and computed."""
    notes = [
        ("", "")
        if claim.status is ClaimStatus.SUPPORTED
        else (claim.status.value, claim_mark(claim)[1]),
        ("pinned" if claim.pinned else "", SOFT),
        ("by hand" if claim.by_hand else "", SOFT),
        (f"{claim.gone} gone" if claim.gone else "", "$warning"),
    ]
    return Content.assemble(*((f"  {word}", style) for word, style in notes if word))


def claims_told(persona: Persona) -> str:
    """How many claims of each standing: `9 supported, 2 thin`."""
    counts = Counter(claim.status for claim in persona.claims)
    return ", ".join(f"{counts[status]} {status.value}" for status in ClaimStatus if counts[status])


def claim_entry(claim: Claim, width: int) -> Content:
    """A claim: its code, how well it is borne, how many members and others it is true of, and their share as a bar."""
    mark, style = claim_mark(claim)
    quiet = claim.status is ClaimStatus.SUPPORTED
    lead = Content.assemble(" ", kind_chip(claim.kind), (f" {mark} ", SOFT if quiet else style))
    told, others = members_told(claim), others_told(claim)
    room = max(8, width - lead.cell_length - 1)
    if width < _WIDE:
        figures = Content.assemble(told, (f", {others}", SOFT))
        if figures.cell_length + 10 <= room:
            figures = Content.assemble(bar(claim.share, 8), "  ", figures)
        return hung(lead, [*_name_and_notes(claim, room), *figures.wrap(room)])
    members_wide = len(f"{claim.members_of} of {claim.members_of} members")
    others_wide = max(len(f"{claim.others_of} of {claim.others_of} others"), len(others))
    figures = Content.assemble(
        "  ",
        bar(claim.share, 6 if width < _ROOMY else BAR_CELLS),
        f"  {told.rjust(members_wide)}",
        (f"  {others.rjust(others_wide)}", SOFT),
    )
    room -= figures.cell_length
    first, *rest = _name_and_notes(claim, max(8, room))
    return hung(lead, [first.pad_right(room - first.cell_length) + figures, *rest])


def _name_and_notes(claim: Claim, width: int) -> list[Content]:
    """A claim's code and what is to be said of it, which stays together."""
    *lines, last = named(claim.code).wrap(width)
    notes = claim_notes(claim)
    if last.cell_length + notes.cell_length <= width:
        return [*lines, last + notes]
    return [*lines, last, *notes[2:].wrap(width)]


def name_width(names: Iterable[str], most: int) -> int:
    """Cells for a column of names."""
    return max(
        8, min(most, max((named(name, limit=most).cell_length for name in names), default=0))
    )


def member_entry(member: Member, width: int, name_wide: int) -> Content:
    """A member and how well they fit."""
    fit = f"fit {in_percent(member.fit)}{'  put here by hand' if member.by_hand else ''}"
    name_wide = max(8, min(name_wide, width - 22))
    name = named(member.participant).truncate(name_wide, ellipsis=True)
    gap = " " * (name_wide - name.cell_length)
    return Content.assemble(
        " ", name, gap, "  ", bar(member.fit, 8, "$success"), (f"  {fit}", SOFT)
    )
