"""The other lens: how a persona's members spread over attributes, and how all personas cross segments."""

from collections.abc import Sequence

from textual.content import Content

from ...domain.figures import count_of, in_percent
from ...domain.persona import Persona, Spread
from ...domain.representation import Lean, Presence, leaning, presences
from ...domain.text import one_line
from ..labels import SOFT, bar, counted, named

_SIGNS = {
    Lean.MORE: ("▲", "$success"),
    Lean.LESS: ("▼", "$warning"),
    Lean.SAME: (" ", ""),
}
_TOLD = 4
"""So many values are told in words; the tables have the rest."""

_WIDE = 70
"""From so many cells on, a table has bars and percentages."""

_WORDY = 92
"""From so many cells on, it says in words what the signs mean, which the lines above it say as well."""


def spread_in_words(spreads: Sequence[Spread], width: int) -> Content:
    """Which values members have more or less often than everyone, and which attributes tell nothing."""
    if not any(spread.values for spread in spreads):
        return Content.styled(" No attributes of the members are known.", SOFT)
    parts: list[Content] = []
    for lean, lead in ((Lean.MORE, "More often than everyone"), (Lean.LESS, "Less often")):
        found = leaning(spreads, lean)
        if found:
            told = "; ".join(_told(one) for one in found[:_TOLD])
            more = f"; and {len(found) - _TOLD} more" if len(found) > _TOLD else ""
            sign, style = _SIGNS[lean]
            parts.append(Content.assemble((f"{sign} {lead}: ", style), f"{told}{more}."))
    same = [
        spread.attribute
        for spread in spreads
        if spread.values and all(one.lean is Lean.SAME for one in presences(spread))
    ]
    if same:
        listed = ", ".join(one_line(name, 40) for name in same)
        parts.append(Content.assemble(("  Much as everyone: ", SOFT), f"{listed}."))
    lines = [
        Content.assemble("   " if number else " ", line.rstrip())
        for part in parts
        for number, line in enumerate(part.wrap(max(8, width - 4)))
    ]
    return Content("\n").join(lines)


def widest_value(spreads: Sequence[Spread]) -> int:
    """Cells that the longest value takes, so that the tables under one another align."""
    names = (named(value, limit=60) for spread in spreads for value, _, _ in spread.values)
    return max((name.cell_length for name in names), default=0)


def spread_table(spread: Spread, width: int, widest: int) -> Content:
    """One attribute: each value's members beside everyone."""
    shown = presences(spread)
    wide = width >= _WIDE
    value_wide = min(max(widest, 8), max(8, width - 50 if wide else width - 34), 30)
    figures_wide = 14 if wide else 11
    titles = f"{'members'.rjust(figures_wide)}  {'everyone'.rjust(figures_wide)}"
    room = value_wide + (14 if wide else 2)
    title = named(spread.attribute, "bold").truncate(room, ellipsis=True)
    gap = " " * (room + 2 - title.cell_length)
    lines = [Content.assemble(" ", title, gap, (titles, SOFT))]
    for one in shown:
        name = named(one.value).truncate(value_wide, ellipsis=True)
        lines.append(
            Content.assemble(
                "   ",
                name,
                " " * (value_wide - name.cell_length),
                Content.assemble("  ", bar(one.share)) if wide else "",
                f"  {_share(one.members, one.members_of, wide).rjust(figures_wide)}",
                (f"  {_share(one.everyone, one.everyone_of, wide).rjust(figures_wide)}", SOFT),
                _lean(one.lean, width >= _WORDY),
            )
        )
    if spread.unknown:
        unknown = f"   Not known of {counted(spread.unknown, 'member')}."
        lines.append(Content.styled(unknown, SOFT))
    return Content("\n").join(lines)


def crossing_table(personas: Sequence[Persona], attribute: str, width: int) -> Content:
    """One attribute: how many members of each persona have each value, and everyone."""
    spreads = [_spread_on(persona, attribute) for persona in personas]
    first = next((spread for spread in spreads if spread), None)
    if first is None:
        return Content("")
    values = [value for value, _, _ in first.values]
    name_wide = max(12, min(34, width // 2 - 4, max(len(one_line(p.name)) for p in personas)))
    columns = [min(12, max(6, named(value).cell_length + 1)) for value in values]
    lines = [Content.assemble(" ", named(attribute, "bold"))]
    start = 0
    while start < len(values):
        end, room = start, width - name_wide - 3
        while end < len(values) and (end == start or room >= columns[end] + 1):
            room -= columns[end] + 1
            end += 1
        places = range(start, end)
        lines.append(_crossing_head(values, columns, places, name_wide))
        for persona, spread in zip(personas, spreads, strict=True):
            cells = presences(spread) if spread else ()
            lines.append(_crossing_line(persona.name, cells, columns, places, name_wide))
        everyone = [first.values[place][2] for place in places]
        numbers = "".join(f" {n:>{columns[p] - 1}} " for p, n in zip(places, everyone, strict=True))
        lines.append(Content.styled(f"   {'Everyone'.ljust(name_wide)}{numbers}", SOFT))
        start = end
    lines.append(_cutting_across(personas, spreads))
    return Content("\n").join(lines)


def _crossing_head(
    values: Sequence[str], columns: Sequence[int], places: range, name_wide: int
) -> Content:
    cells = []
    for place in places:
        title = named(values[place], SOFT).truncate(columns[place] - 1, ellipsis=True)
        cells.append(Content.assemble(" " * (columns[place] - title.cell_length), title, " "))
    return Content.assemble(" " * (name_wide + 3), *cells)


def _crossing_line(
    name: str, cells: Sequence[Presence], columns: Sequence[int], places: range, name_wide: int
) -> Content:
    label = named(name).truncate(name_wide, ellipsis=True)
    parts = [Content.assemble("   ", label, " " * (name_wide - label.cell_length))]
    for place in places:
        one = cells[place] if place < len(cells) else None
        number = str(one.members) if one else "0"
        sign, style = _SIGNS[one.lean if one else Lean.SAME]
        parts.append(Content.assemble(f" {number:>{columns[place] - 1}}", (sign, style)))
    return Content.assemble(*parts)


def _cutting_across(personas: Sequence[Persona], spreads: Sequence[Spread | None]) -> Content:
    """Whether every persona is found at every value, or which is not found where."""
    missing = [
        f"{one_line(persona.name, 40)} at {one_line(value, 30)}"
        for persona, spread in zip(personas, spreads, strict=True)
        for value, members, everyone in (spread.values if spread else ())
        if everyone and not members
    ]
    if not missing:
        who = "The persona is" if len(personas) == 1 else f"All {len(personas)} personas are"
        return Content.styled(f"   {who} found at every value.", SOFT)
    more = f" and {len(missing) - 2} more" if len(missing) > 2 else ""
    return Content.styled(f"   Not found: {'; '.join(missing[:2])}{more}.", SOFT)


def attributes_of(personas: Sequence[Persona]) -> list[str]:
    """The attributes that any persona's members are spread over, in order."""
    return list(dict.fromkeys(s.attribute for p in personas for s in p.segments if s.values))


def _spread_on(persona: Persona, attribute: str) -> Spread | None:
    return next((s for s in persona.segments if s.attribute == attribute), None)


def _told(one: Presence) -> str:
    return (
        f"{one_line(one.attribute, 30)} {one_line(one.value, 30)} "
        f"({in_percent(one.share)} of members, {in_percent(one.everyone_share)} of everyone)"
    )


def _share(part: int, whole: int, wide: bool) -> str:
    return count_of(part, whole) if wide and whole else f"{part} of {whole}"


def _lean(lean: Lean, worded: bool) -> Content:
    sign, style = _SIGNS[lean]
    word = f" {lean.value}" if worded and lean is not Lean.SAME else ""
    return Content.styled(f"  {sign}{word}", style)
