"""The rows of the page on all personas: how sure the run is, and how the personas cross segments."""

from collections.abc import Mapping

from textual.content import Content

from ...domain.figures import figure_label, figure_text
from ...domain.persona import Synthesis
from ...domain.text import one_line
from ..labels import SOFT
from .listing import Row, text_row
from .paragraphs import heading
from .persona_profile import made_rows
from .quote_block import ruled, spaced, stacked
from .segment_tables import attributes_of, crossing_table


def together_rows(synthesis: Synthesis, *, outdated: bool = False) -> list[Row]:
    """All rows of the page.

    Args:
        outdated: whether the tags have changed since the run.
    """
    rows = [text_row(Content.styled(" How sure this is", "bold $primary"), selectable=False)]
    verdict = str(synthesis.quality.get("verdict", ""))
    rows.append(_paragraph(verdict or "No figures were kept.", "$primary", "verdict"))
    if outdated:
        told = "The tags have changed since this run: s makes the personas anew and keeps what you wrote."
        rows += spaced([_paragraph(told, "$warning", "outdated")])
    for number, warning in enumerate(_sentences(synthesis, "warnings")):
        rows += spaced([_paragraph(f"Beware: {warning}", "$warning", ("warning", number))])
    rows += _further(synthesis)
    attributes = attributes_of(synthesis.personas)
    if attributes:
        signs = "▲ more often, ▼ less often than everyone"
        rows.append(heading("How the personas cross segments", signs))
    rows += spaced(_crossing_row(synthesis, attribute) for attribute in attributes)
    return [*rows, *_numbers_compared(synthesis), *made_rows(synthesis)]


def _sentences(synthesis: Synthesis, key: str) -> list[str]:
    listed = synthesis.quality.get(key)
    return [str(one) for one in listed] if isinstance(listed, list | tuple) else []


def _further(synthesis: Synthesis) -> list[Row]:
    """How complete the codes are, who was left out, and whether the coders made the personas."""
    quality = synthesis.quality
    everyone, left_out = quality.get("participants"), quality.get("left_out")
    told = list(_sentences(synthesis, "saturation_told"))
    if isinstance(everyone, int) and isinstance(left_out, list | tuple):
        told.append(
            f"{everyone} participants are in a persona, {len(left_out)} are left out; "
            f"{figure_text(quality.get('loose'))} hardly belong where they are; "
            f"the smallest persona has {figure_text(quality.get('smallest'))} members."
        )
    told += _sentences(synthesis, "coders_told")
    if not told:
        return []
    return [
        heading("How complete, and whose eye"),
        *(
            _paragraph(text, "$foreground 30%", ("told", number))
            for number, text in enumerate(told)
        ),
    ]


def _crossing_row(synthesis: Synthesis, attribute: str) -> Row:
    return Row(
        lambda width: crossing_table(synthesis.personas, attribute, width),
        key=("crossing", attribute),
        height=None,
    )


def _paragraph(text: str, rule: str, key: object) -> Row:
    content = Content(one_line(text, 4_000))
    return Row(lambda width: stacked(ruled(content, width, rule=rule)), key=key, height=None)


def _numbers_compared(synthesis: Synthesis) -> list[Row]:
    table = synthesis.quality.get("k_table")
    lines = [row for row in table if isinstance(row, Mapping)] if isinstance(table, list) else []
    if not lines:
        return []
    titles = [one_line(figure_label(str(key))) for key in lines[0]]
    wide = [max(10, len(title)) for title in titles]
    head = "  ".join(title.rjust(cells) for title, cells in zip(titles, wide, strict=True))
    drawn = [Content.styled(f" {head}", SOFT)]
    for row in lines:
        cells = [one_line(figure_text(row.get(key))) for key in lines[0]]
        shown = "  ".join(cell.rjust(width) for cell, width in zip(cells, wide, strict=True))
        chosen = row.get("personas") == len(synthesis.personas)
        drawn.append(Content.styled(f" {shown}", "bold" if chosen else ""))
    return [
        heading("Numbers of personas that were compared"),
        Row(
            lambda width: stacked([line.truncate(width, ellipsis=True) for line in drawn]),
            key="compared",
            height=len(drawn),
        ),
    ]
