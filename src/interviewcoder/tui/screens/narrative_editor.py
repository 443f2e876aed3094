"""The dialog in which a persona's narrative is written."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from ...domain.conflict import Seen
from ...domain.persona import Persona
from ...domain.text import one_line
from .dialog import Dialog
from .writing import WritingField

_HINT = "Ctrl+S: save   Esc: leave it"


class NarrativeEditor(Dialog[bool]):
    """Shows the narrative to be changed; a later synthesis keeps what was written.

    Args:
        persona: whose narrative.
    """

    TALL = True
    WRITTEN = "#text"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", priority=True, id="narrative.save"),
    ]

    def __init__(self, persona: Persona) -> None:
        super().__init__(f"Narrative of {one_line(persona.name, 40)}", hint=_HINT)
        self._persona = persona
        self.seen = {"narrative": persona.narrative}

    def parts(self) -> Iterable[Widget]:
        """The text."""
        yield WritingField(self._persona.narrative, id="text")

    def action_save(self) -> None:
        """Save and leave; on trouble the text stays."""
        text = self.query_one(WritingField).text
        persona_id = self._persona.id
        self.save(
            lambda study, seen: study.personas.write_narrative(persona_id, text, seen=seen),
            self._saved,
        )

    def fill(self, values: Seen) -> None:
        """Take their narrative."""
        self.query_one(WritingField).begin(str(values["narrative"]))

    def _saved(self, _: None) -> None:
        self.dismiss(True)
