"""The run that made the personas, in one line."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from ...domain.figures import figure_text
from ...domain.persona import Synthesis
from ...domain.text import one_line
from ..labels import SOFT


class RunLine(Widget):
    """How many personas of how many people, how sure, and who chose the number; what does not fit is left out."""

    DEFAULT_CSS = """
    RunLine {
        height: 1;
        padding: 0 1 0 2;
    }
    """

    synthesis: reactive[Synthesis | None] = reactive(None)
    """The run; None before the first."""

    def render(self) -> Content:
        """The line."""
        if self.synthesis is None:
            return Content("")
        parts = _parts(self.synthesis)
        between = Content.styled("  ·  ", "$foreground 30%")
        while len(parts) > 1 and between.join(parts).cell_length > self.content_size.width:
            parts.pop()
        return between.join(parts)


def _parts(synthesis: Synthesis) -> list[Content]:
    """What there is to say, the most needed first."""
    quality, personas = synthesis.quality, synthesis.personas
    found = "1 persona" if len(personas) == 1 else f"{len(personas)} personas"
    told = [f"{found} of {figure_text(quality.get('participants', '?'))} participants"]
    solid = sum(persona.quality.get("badge") == "solid" for persona in personas)
    told.append("all solid" if personas and solid == len(personas) else f"{solid or 'none'} solid")
    p = quality.get("structure_p")
    if isinstance(p, float):
        told.append(f"p = {p:.2f}")
    asked = isinstance(synthesis.settings.get("personas"), int)
    told.append("their number was asked for" if asked else "their number comes from the data")
    parts = [Content.styled(one_line(part, 80), SOFT) for part in told]
    stale = sum(persona.stale for persona in personas)
    if stale:
        parts.insert(1, Content.styled(f"{stale} stale, s renews", "$warning"))
    return parts
