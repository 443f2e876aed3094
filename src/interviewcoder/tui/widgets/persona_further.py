"""Further rows of a persona's profile: in which order members tell it, where they part, what is still open."""

from textual.content import Content

from ...domain.figures import caveat
from ...domain.journey import Stage
from ...domain.persona import Claim, Divide, Persona
from ...domain.text import one_line
from ..labels import SOFT, counted, named
from .listing import Row, text_row
from .persona_lines import claim_mark, heading
from .quote_block import stacked

_NAMES = 6


def further_rows(persona: Persona) -> list[Row]:
    """The journey, what divides the members, and the claims that need more evidence."""
    return [*_journey(persona), *_divides(persona), *_open_questions(persona)]


def _journey(persona: Persona) -> list[Row]:
    journey = persona.journey
    if len(journey.stages) < 2:
        return []
    rows = [text_row(heading("In the order in which they tell it"), selectable=False)]
    wide = min(36, max(named(stage.code).cell_length for stage in journey.stages))
    for number, stage in enumerate(journey.stages, 1):
        rows.append(
            Row(
                lambda width, stage=stage, number=number: _stage(stage, number, wide, width),  # type: ignore[misc]
                key=("stage", stage.code_guid),
            )
        )
    told = Content.styled(one_line(journey.told, 600), SOFT)

    def draw(width: int) -> Content:
        return stacked([Content.assemble(" ", line) for line in told.wrap(max(8, width - 2))])

    return [*rows, Row(draw, key="journey told", height=None)]


def _stage(stage: Stage, number: int, wide: int, width: int) -> Content:
    """A stage: its code, and where in the interviews it first comes, with the middle half of the members."""
    name = named(stage.code).truncate(wide, ellipsis=True)
    cells = max(8, min(32, width - wide - 22))
    low, middle, high = (
        round(place * (cells - 1)) for place in (stage.lower, stage.median, stage.upper)
    )
    line = "".join(
        "●" if cell == middle else "━" if low <= cell <= high else "─" for cell in range(cells)
    )
    return Content.assemble(
        (f" {number:>2} ", SOFT),
        name,
        " " * (wide - name.cell_length + 2),
        (line[:low], "$foreground 25%"),
        (line[low : high + 1], "$primary"),
        (line[high + 1 :], "$foreground 25%"),
        (f"  {counted(stage.members, 'member')}", SOFT),
    ).truncate(width, ellipsis=True)


def _divides(persona: Persona) -> list[Row]:
    if not persona.divides:
        return []
    rows = [text_row(heading("What some members say and others do not"), selectable=False)]
    return rows + [_divide(one) for one in persona.divides]


def _divide(divide: Divide) -> Row:
    told = (
        f"{len(divide.having)} say so ({_listed(divide.having)}), "
        f"{len(divide.lacking)} do not ({_listed(divide.lacking)})"
    )
    if divide.against:
        told += f"; {_listed(divide.against)} {'speaks' if len(divide.against) == 1 else 'speak'} against it"
    line = Content.assemble(named(divide.code), (f"  {told}", SOFT))

    def draw(width: int) -> Content:
        return stacked([Content.assemble(" ", part) for part in line.wrap(max(8, width - 2))])

    return Row(draw, key=("divide", divide.code_guid), height=None)


def _listed(names: tuple[str, ...]) -> str:
    shown = ", ".join(one_line(name, 30) for name in names[:_NAMES])
    return f"{shown} and {len(names) - _NAMES} more" if len(names) > _NAMES else shown


def _open_questions(persona: Persona) -> list[Row]:
    if not persona.open_questions:
        return []
    title = Content.assemble(heading("Open questions"), ("  claims that need more evidence", SOFT))
    rows = [text_row(title, selectable=False)]
    return rows + [_question(claim) for claim in persona.open_questions]


def _question(claim: Claim) -> Row:
    mark, style = claim_mark(claim)
    line = Content.assemble(
        (f" {mark} ", style),
        named(claim.code),
        (f"  {claim.status.value}: {caveat(claim)}", SOFT),
    )
    return text_row(line, claim, ("question", claim.code_guid or claim.code))
