"""A dialog that sets one attribute of one participant; a value that does not fit its type is asked about."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Input, Static

from ...domain.conflict import Seen
from ...domain.errors import StudyError
from ...domain.participant import Attribute, AttributeType, canonical_value
from ...domain.text import clean_name, name_key, one_line, visible
from .dialog import Dialog

if TYPE_CHECKING:
    from ...study import Study

_EXAMPLES = {
    AttributeType.NUMBER: "A number, such as 12.5.",
    AttributeType.DATE: "A date, such as 2026-01-31.",
    AttributeType.YES_NO: "yes or no.",
    AttributeType.TEXT: "Any words.",
}


class AttributePrompt(Dialog[bool]):
    """Asks for a value, and for the attribute's name where it is to be added.

    Args:
        participant_id: whose.
        attribute: which one; None for one that the user names.
        values: the values of the participant as they are on show, by attribute.
        attributes: those the study has.
    """

    WRITTEN = "#name, #value"
    SAVED_BY = "Enter"

    def __init__(
        self,
        participant_id: int,
        attribute: Attribute | None,
        values: Mapping[str, str],
        attributes: Sequence[Attribute],
    ) -> None:
        super().__init__(
            one_line(attribute.name, 60) if attribute else "Add an attribute",
            hint="Enter: set it   empty: clear it   Esc: leave it"
            if attribute
            else "Enter: add it   Esc: leave it",
        )
        self._participant_id = participant_id
        self._attribute = attribute
        self._values = values
        self._value = values.get(attribute.name, "") if attribute else ""
        self._seen_of = ""
        self._known = {name_key(known.name): known for known in attributes}
        self._warned_of: str | None = None

    def parts(self) -> Iterable[Widget]:
        """The name, where it is new, and the value."""
        if self._attribute is None:
            yield Static(Content("What it is called, such as region or age"), classes="label")
            names = SuggestFromList(
                [one_line(known.name) for known in self._known.values()], case_sensitive=False
            )
            yield Input(id="name", suggester=names)
        label = _wanted(self._attribute) if self._attribute else "Its value for this participant"
        yield Static(Content(visible(label)), classes="label")
        choices = SuggestFromList(
            self._attribute.choices if self._attribute else (), case_sensitive=False
        )
        yield Input(self._value, id="value", suggester=choices)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """From the name to the value; from the value to the study."""
        message.stop()
        if message.input.id == "name":
            self.query_one("#value", Input).focus()
        else:
            self._set(message.value.strip())

    def _set(self, value: str) -> None:
        self.clear_trouble()
        try:
            attribute = self._attribute or self._named()
            if value and self._warned_of != value:
                canonical_value(attribute.type, value)
            if not value and self._attribute is None:
                raise StudyError("The value is empty.", "Type one, or leave with Esc.")
        except StudyError as error:
            remedy = error.remedy
            if value and self._attribute_type() is not AttributeType.TEXT:
                self._warned_of = value
                remedy += " Enter once more to keep it: the attribute becomes text for everyone."
            self.show_trouble(StudyError(error.message, remedy))
            return
        name, person = attribute.name, self._participant_id

        def verb(study: "Study", seen: Seen) -> None:
            study.participants.set_attribute(person, name, value or None, seen=seen)

        if name != self._seen_of:
            self._seen_of, self.seen = name, {"value": self._values.get(name, "")}
        self.save(verb, lambda _: self._done())

    def fill(self, values: Seen) -> None:
        """Take their value."""
        self.query_one("#value", Input).value = str(values["value"])

    def _done(self) -> None:
        self.dismiss(True)

    def _attribute_type(self) -> AttributeType:
        if self._attribute is not None:
            return self._attribute.type
        known = self._known.get(name_key(self.query_one("#name", Input).value))
        return known.type if known else AttributeType.TEXT

    def _named(self) -> Attribute:
        """The attribute that the line names: one of the study's, or a new one."""
        name = clean_name(self.query_one("#name", Input).value, "attribute's name")
        return self._known.get(name_key(name)) or Attribute(name, AttributeType.TEXT)


def _wanted(attribute: Attribute) -> str:
    if attribute.type is AttributeType.CHOICE:
        listed = one_line(", ".join(attribute.choices), 160)
        return f"One of {listed}; another becomes a new choice."
    return _EXAMPLES[attribute.type]
