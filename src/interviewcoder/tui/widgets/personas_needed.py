"""The row that says what a study still needs before it has personas."""

from textual.content import Content

from ...domain.figures import FEWEST_CODES, FEWEST_EXCERPTS, FEWEST_PARTICIPANTS
from ...domain.persona import Synthesis
from ..labels import SOFT, counted
from .listing import Row, text_row


def needed_row(synthesis: Synthesis | None, tagged: int, shared: int) -> Row:
    """What is still needed, or that a run found nothing.

    Args:
        synthesis: the newest run.
        tagged: participants with enough tags for a synthesis.
        shared: codes that two or more participants share.
    """
    if synthesis is not None:
        return text_row(Content("This synthesis found no personas. Press s to try again."))
    ready = tagged >= FEWEST_PARTICIPANTS and shared >= FEWEST_CODES
    persons = counted(tagged, "participant")
    return text_row(
        Content.assemble(
            ("\nNo personas yet\n\n", "bold"),
            f"Personas are made of what people say: they group the participants whose words carry the same codes. "
            f"That takes {FEWEST_PARTICIPANTS} participants with at least {FEWEST_EXCERPTS} tagged excerpts each, and "
            f"{FEWEST_CODES} codes that two or more of them share; some 20 participants make it solid.\n\n",
            ("So far  ", SOFT),
            (f"{persons} with enough tags, {counted(shared, 'shared code')}.\n\n", "bold"),
            "Press s to synthesize." if ready else "Read a source (2) and tag what people say (t).",
        )
    )
