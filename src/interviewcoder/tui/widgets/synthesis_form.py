"""What personas are made of and how: the fields of a synthesis."""

from collections.abc import Iterable, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from ...domain.choices import Measure
from ...domain.errors import StudyError
from ...domain.kinds import Kind
from ...domain.persona import (
    SynthesisOptions,
)
from ...domain.text import visible
from .cycle_field import CycleField

_MEASURES = {
    Measure.COUNTS: "whether it is said, and how often",
    Measure.PRESENCE: "whether it is said at all",
    Measure.WEIGHTS: "as often as said, by the tags' weights",
}
_LATER = (
    ("unknown of those coded before", ""),
    ("not said: everyone was looked at again", "reviewed"),
)
_ATTRIBUTES = (
    ("compared afterwards", ""),
    ("have a say in the grouping", "attributes"),
)


class SynthesisForm(VerticalScroll, can_focus=False):
    """The form of the synthesis dialog.

    Args:
        options: what the fields begin as.
    """

    DEFAULT_CSS = """
    SynthesisForm {
        height: auto;
        max-height: 100%;
        scrollbar-size-vertical: 1;
        & .option { height: 1; }
        & .option Static { width: 26; color: $foreground 60%; }
        & .option Input, & .option CycleField { width: 1fr; }
    }
    """

    class Submitted(Message):
        """Enter was pressed in a field."""

    def __init__(self, options: SynthesisOptions) -> None:
        super().__init__()
        self._options = options

    def compose(self) -> ComposeResult:
        """The fields."""
        given = self._options
        number = "auto" if given.personas is None else str(given.personas)
        kinds = ", ".join(kind.value for kind in given.kinds)
        yield from _field("Number of personas", _line("number", number, "auto: as the tags show"))
        yield from _field(
            "Seed", _line("seed", str(given.seed), "the same seed, the same personas")
        )
        yield from _field("Kinds of code", _line("kinds", kinds, "all but other"))
        codes = ", ".join(visible(name) for name in given.codes)
        yield from _field("Codes and those below", _line("codes", codes, "all; names with commas"))
        measures = _first([(told, one.value) for one, told in _MEASURES.items()], given.measure)
        yield from _field("What counts", CycleField(measures, id="measure"))
        yield from _field(
            "Fewest excerpts a person", _line("excerpts", str(given.minimum_codings), "2")
        )
        yield from _field(
            "Fewest people a code", _line("sharing", str(given.minimum_participants), "2")
        )
        later = _first(_LATER, "reviewed" if given.reviewed else "")
        yield from _field("Codes made later are", CycleField(later, id="later"))
        say = _first(_ATTRIBUTES, "attributes" if given.attributes else "")
        yield from _field("Attributes", CycleField(say, id="attributes"))

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Enter runs it."""
        message.stop()
        self.post_message(self.Submitted())

    def options(self) -> SynthesisOptions:
        """What the fields say.

        Raises:
            StudyError: a field cannot be understood.
        """
        number = self._text("number").casefold()
        return SynthesisOptions(
            personas=None
            if number in ("", "auto")
            else self._whole("number", "number of personas", 1),
            seed=self._whole("seed", "seed", 0),
            kinds=tuple(_kind(name) for name in _names(self._text("kinds"))),
            codes=tuple(_names(self._text("codes"))),
            minimum_codings=self._whole("excerpts", "fewest excerpts", 1),
            minimum_participants=self._whole("sharing", "fewest people", 1),
            measure=Measure(self._choice("measure")),
            reviewed=bool(self._choice("later")),
            attributes=bool(self._choice("attributes")),
        )

    def _text(self, field: str) -> str:
        return self.query_one(f"#{field}", Input).value.strip()

    def _choice(self, field: str) -> str:
        return self.query_one(f"#{field}", CycleField).value or ""

    def _whole(self, field: str, what: str, least: int) -> int:
        text = self._text(field) or str(least)
        if not (text.isascii() and text.isdigit() and len(text) < 20 and int(text) >= least):
            raise StudyError(
                f"The {what} is not a whole number from {least} on.",
                "Write digits, or auto." if field == "number" else "Write digits.",
            )
        return int(text)


def _line(field: str, text: str, placeholder: str) -> Input:
    return Input(text, placeholder=placeholder, id=field)


def _field(title: str, field: Widget) -> Iterable[Widget]:
    with Horizontal(classes="option"):
        yield Static(Content(title))
        yield field


def _first(choices: Sequence[tuple[str, str]], value: str) -> list[tuple[str, str | None]]:
    """The choices in their order, from the one of a value on."""
    values = [choice for _, choice in choices]
    start = values.index(value)
    return [*choices[start:], *choices[:start]]


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _kind(name: str) -> Kind:
    try:
        return Kind(name.casefold())
    except ValueError:
        raise StudyError(f"'{name}' is no kind of code.", f"Use: {', '.join(Kind)}.") from None
