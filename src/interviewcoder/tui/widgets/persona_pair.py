"""The page that sets two personas side by side, claim by claim."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.content import Content

from ...domain.persona import Claim, Persona, Synthesis, Voices
from ...domain.text import one_line
from ..labels import SOFT, bar, counted, kind_chip, named
from .listing import Row
from .paragraphs import heading, hung
from .persona_colours import persona_chip, persona_colour, persona_letter
from .persona_lines import badge_label, size_told

_WIDE = 64
"""From so many cells on, both shares stand beside the claim."""
_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class _Said:
    """How many members of a persona say something."""

    position: int
    """The persona's place in the synthesis."""
    voices: Voices | None
    """None where nobody counted them."""


def pair_rows(
    synthesis: Synthesis, pair: tuple[Persona, Persona], voices: Mapping[tuple[str, str], Voices]
) -> list[Row]:
    """What both claim, and what only one of them does, each with the shares of both.

    Args:
        synthesis: theirs; its order gives them the letters and colours that they have on the map.
        pair: the two.
        voices: how many members of a persona (its GUID) speak for a code (its GUID).
    """
    position = {one.guid: place for place, one in enumerate(synthesis.personas)}
    left, right = ({claim.key: claim for claim in one.claims} for one in pair)
    parts = (
        ("Claims of both", [left[key] for key in left if key in right]),
        (_only(pair[0]), [left[key] for key in left if key not in right]),
        (_only(pair[1]), [right[key] for key in right if key not in left]),
    )
    rows = [_title(one, position[one.guid]) for one in pair]
    figure_wide = max(len(_UNKNOWN), *(2 * len(str(len(one.members))) + 4 for one in pair))
    for title, claims in parts:
        rows.append(heading(title, counted(len(claims), "claim") if claims else "none"))
        for claim in claims:
            said = [
                _Said(position[one.guid], _voices(claim, one.guid, own, voices))
                for one, own in zip(pair, (left, right), strict=True)
            ]
            rows.append(_row(claim, said, figure_wide))
    return rows


def _only(persona: Persona) -> str:
    return f"Only {one_line(persona.name, 80)}"


def _title(persona: Persona, position: int) -> Row:
    lead = Content.assemble(" ", persona_chip(position), " ")
    name = named(persona.name, "bold")
    standing = Content.assemble((f"{size_told(persona)}  ", SOFT), badge_label(persona))

    def draw(width: int) -> Content:
        room = width - lead.cell_length - 1
        both = Content.assemble(name, "  ", standing)
        return hung(
            lead, [both] if both.cell_length <= room else [*name.wrap(max(8, room)), standing]
        )

    return Row(draw, height=None, selectable=False)


def _voices(
    claim: Claim,
    persona_guid: str,
    own: Mapping[str, Claim],
    voices: Mapping[tuple[str, str], Voices],
) -> Voices | None:
    """How many members say so: as their persona claims, else as they were counted, if they could be."""
    same = own.get(claim.key)
    if same is not None:
        return Voices(same.members, same.members_of)
    return voices.get((persona_guid, claim.code_guid))


def _row(claim: Claim, said: Sequence[_Said], figure_wide: int) -> Row:
    lead = Content.assemble(" ", kind_chip(claim.kind), " ")
    name = named(claim.code)

    def draw(width: int) -> Content:
        room = width - lead.cell_length - 1
        if width < _WIDE:
            cells = max(6, min(20, room - figure_wide - 4))
            shares = [_share(one, cells, figure_wide) for one in said]
            return hung(lead, [*name.wrap(max(8, room)), *shares])
        cells = max(6, min(20, width // 4 - figure_wide - 4))
        shares = ["  " + _share(one, cells, figure_wide) for one in said]
        room -= sum(one.cell_length for one in shares)
        first, *rest = name.wrap(max(8, room))
        return hung(
            lead, [Content.assemble(first.pad_right(room - first.cell_length), *shares), *rest]
        )

    return Row(draw, claim, ("pair", claim.key), None)


def _share(said: _Said, cells: int, figure_wide: int) -> Content:
    """The share as a bar and in figures, after the persona's letter."""
    colour, voices = persona_colour(said.position), said.voices
    told = f"{voices.members} of {voices.members_of}" if voices else _UNKNOWN
    return Content.assemble(
        (f"{persona_letter(said.position)} ", f"bold {colour}"),
        bar(voices.share if voices else 0.0, cells, colour),
        (f"  {told.rjust(figure_wide)}", "" if voices else SOFT),
    )
