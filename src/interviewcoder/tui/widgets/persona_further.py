"""Further rows of a persona's profile: in which order members tell it, where they part, what is still open."""

from textual.content import Content

from ...domain.figures import caveat
from ...domain.journey import Stage
from ...domain.persona import Claim, Divide, Persona
from ...domain.text import one_line
from ..labels import SOFT, counted, named
from .listing import Row
from .paragraphs import heading, hung, paragraph
from .persona_lines import claim_mark
from .quote_block import ruled, spaced, stacked

_NAMES = 6


def further_rows(persona: Persona) -> list[Row]:
    """The journey, what divides the members, and the claims that need more evidence."""
    return [*_journey(persona), *_divides(persona), *_open_questions(persona)]


def _journey(persona: Persona) -> list[Row]:
    journey = persona.journey
    if len(journey.stages) < 2:
        return []
    rows = [heading("In the order in which they tell it")]
    wide = min(36, max(named(stage.code).cell_length for stage in journey.stages))
    for number, stage in enumerate(journey.stages, 1):
        rows.append(
            Row(
                lambda width, stage=stage, number=number: _stage(stage, number, wide, width),  # type: ignore[misc]
                key=("stage", stage.code_guid),
            )
        )
    told = (
        "From the start to the end of an interview: ● where the middle member first says it, "
        f"━ where the middle half of them do. {one_line(journey.told, 600)}"
    )
    return [*rows, paragraph(Content.styled(told, SOFT), key="journey told")]


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
    rows = [heading("What some members say and others do not")]
    return rows + spaced(_divide(one) for one in persona.divides)[1:]


def _divide(divide: Divide) -> Row:
    sides = [
        ("✓", "$success", f"{len(divide.having)} say so", divide.having),
        ("○", SOFT, f"{len(divide.lacking)} do not", divide.lacking),
        ("✗", "$error", f"{len(divide.against)} against it", divide.against),
    ]
    lines = [named(divide.code)]
    lines += [
        Content.assemble((f"{mark} ", style), told, (f"  {_listed(names)}", SOFT))
        for mark, style, told, names in sides
        if names
    ]

    def draw(width: int) -> Content:
        return stacked([part for line in lines for part in ruled(line, width, rule=SOFT)])

    return Row(draw, key=("divide", divide.code_guid), height=None)


def _listed(names: tuple[str, ...]) -> str:
    shown = ", ".join(one_line(name, 30) for name in names[:_NAMES])
    return f"{shown} and {len(names) - _NAMES} more" if len(names) > _NAMES else shown


def _open_questions(persona: Persona) -> list[Row]:
    if not persona.open_questions:
        return []
    rows = [heading("Open questions", "claims that need more evidence")]
    return rows + [_question(claim) for claim in persona.open_questions]


def _question(claim: Claim) -> Row:
    mark, style = claim_mark(claim)
    line = Content.assemble(named(claim.code), (f"  {claim.status.value}: {caveat(claim)}", SOFT))

    def draw(width: int) -> Content:
        return hung(Content.styled(f" {mark} ", style), line.wrap(max(8, width - 4)))

    return Row(draw, claim, ("question", claim.key), None)
