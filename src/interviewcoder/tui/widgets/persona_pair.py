"""The page that sets two personas side by side, claim by claim."""

from textual.content import Content

from ...domain.persona import Claim, Persona
from ..labels import SOFT, bar, kind_chip, named
from .listing import Row, text_row
from .persona_colours import persona_colour
from .persona_lines import badge_label, heading, size_told
from .quote_block import stacked

LEFT, RIGHT = persona_colour(0), persona_colour(1)


def pair_rows(left: Persona, right: Persona) -> list[Row]:
    """What both claim, and what only one of them does, each with the shares of both."""
    title = stacked([_title("A", LEFT, left), _title("B", RIGHT, right)])
    rows = [text_row(title, selectable=False)]
    of_left = {_key(claim): claim for claim in left.claims}
    of_right = {_key(claim): claim for claim in right.claims}
    parts = (
        ("Both", [key for key in of_left if key in of_right]),
        ("Only A", [key for key in of_left if key not in of_right]),
        ("Only B", [key for key in of_right if key not in of_left]),
    )
    for name, keys in parts:
        if keys:
            rows.append(text_row(heading(name), selectable=False))
            rows += [_row(of_left.get(key), of_right.get(key)) for key in keys]
    return rows


def _title(letter: str, colour: str, persona: Persona) -> Content:
    return Content.assemble(
        " ",
        (f" {letter} ", f"bold #101216 on {colour}"),
        " ",
        named(persona.name, "bold"),
        (f"  {size_told(persona)}  ", SOFT),
        badge_label(persona),
    )


def _row(left: Claim | None, right: Claim | None) -> Row:
    claim = left or right
    assert claim is not None
    name = Content.assemble(" ", kind_chip(claim.kind), " ", named(claim.code))

    def draw(width: int) -> Content:
        cells = max(6, min(20, width - 30))
        lines = [name.truncate(width, ellipsis=True)]
        for letter, colour, own, other in (("A", LEFT, left, right), ("B", RIGHT, right, left)):
            share, told = _share(own, other)
            figure = bar(share, cells, colour)
            lines.append(Content.assemble((f"     {letter} ", SOFT), figure, (f"  {told}", SOFT)))
        return stacked([line.truncate(width, ellipsis=True) for line in lines])

    return Row(draw, left or right, ("pair", _key(claim)), None)


def _share(own: Claim | None, other: Claim | None) -> tuple[float, str]:
    """The share of members who say so; where a persona does not claim it, all that is known is of the others."""
    if own is not None:
        return own.share, f"{own.members} of {own.members_of}"
    others = other.others_share if other is not None else 0.0
    told = f"no claim; {others:.0%} of all others of the other persona say so"
    return 0.0, told


def _key(claim: Claim) -> str:
    return claim.code_guid or claim.code
