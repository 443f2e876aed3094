"""What the page of the cut says before there is one."""

from collections.abc import Sequence

from textual.content import Content

from ...domain.segment import Distribution
from ..labels import SOFT, named
from .listing import Row, text_row


def beginning(questions: Sequence[Distribution]) -> Row:
    """What segments are and how to begin."""
    known = [one.attribute for one in questions if one.known]
    so_far = (
        Content.assemble(
            ("Known so far  ", SOFT),
            Content(", ").join([named(name, limit=30) for name in known[:8]]),
            f" and {len(known) - 8} more" if len(known) > 8 else "",
            ".\n\n",
        )
        if known
        else Content("")
    )
    return text_row(
        Content.assemble(
            ("\nNo segments yet\n\n", "bold"),
            "Segments are groups of people by what is known of them, such as where they live or which plan they have. "
            "Personas are made of what people say; the cut shows where the two agree and where personas cut across.\n\n",
            so_far,
            "Press s for suggestions from the attributes, or a to write one yourself.",
        )
    )


def no_personas() -> Row:
    """Why there is no cut yet."""
    return text_row(
        Content.assemble(
            ("\nNo personas yet\n\n", "bold"),
            "The cut counts the people of each segment in each persona, so it takes both. ",
            "Press 4 to go to the personas, and s there to synthesize some.",
        )
    )
